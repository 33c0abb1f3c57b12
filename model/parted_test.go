package model

import (
	"strings"
	"testing"
)

// A text without end on one line is read in pieces that end where sentences do.
func TestLongParagraphs(t *testing.T) {
	for name, c := range map[string]struct {
		text, ends string
	}{
		"Chinese":             {strings.Repeat("要着力破解土地出让难问题，要“转变作风。”", 20_000), "。”"},
		"English":             {strings.Repeat("We have kept our word to them all. ", 20_000), "."},
		"words only":          {strings.Repeat("we kept our word to them all ", 20_000), ""},
		"no mark at all":      {strings.Repeat("土", 100_000), "土"},
		"one cluster":         {"e" + strings.Repeat("\u0301", 100_000), "\u0301"},
		"clusters, no marks":  {strings.Repeat("e\u0301", 100_000), "\u0301"},
		"more paragraphs":     {"第一、背景\n" + strings.Repeat("今年要开好头。", 20_000) + "\n第二、任务", ""},
		"as long as one goes": {strings.Repeat("a", longestParagraph), "a"},
	} {
		t.Run(name, func(t *testing.T) {
			d := mustHold(t, Source{Text: c.text})
			lines := 0
			for _, p := range d.Paragraphs {
				if p.Span.Len() > longestParagraph+2*longestCluster {
					t.Errorf("a piece of %d bytes", p.Span.Len())
				}
				if !strings.HasSuffix(d.Slice(p.Span), c.ends) {
					t.Errorf("a piece ends %q", d.Slice(Span{p.Span.End - 12, p.Span.End}))
				}
				if !p.Continues {
					lines++
				}
			}
			if got := d.Plain(Span{0, len(c.text)}); got != strings.TrimSpace(c.text) {
				t.Errorf("%d bytes are shown of %d", len(got), len(c.text))
			}
			if want := strings.Count(c.text, "\n") + 1; lines != want || d.ParagraphNumber(len(c.text)) != want {
				t.Errorf("%d paragraphs, the last is number %d, want %d", lines, d.ParagraphNumber(len(c.text)), want)
			}
		})
	}
}

// What a format says of words holds in the pieces, and only there.
func TestLongParagraphKeepsItsRuns(t *testing.T) {
	text := strings.Repeat("**要**开好头，起好步。", 5_000)
	var runs []Run
	for at := 0; at < len(text); at += len(text) / 5_000 {
		runs = append(runs, Run{Span: Span{at, at + 2}, Hidden: true}, Run{Span: Span{at + 2, at + 5}, Style: Strong},
			Run{Span: Span{at + 5, at + 7}, Hidden: true})
	}
	d := mustHold(t, Source{Text: text, Blocks: []Block{{Span: Span{0, len(text)}, Runs: runs}}})
	kept := 0
	for _, p := range d.Paragraphs {
		kept += len(p.Runs)
	}
	if len(d.Paragraphs) < 5 || kept != len(runs) {
		t.Errorf("%d of %d runs in %d pieces", kept, len(runs), len(d.Paragraphs))
	}
}
