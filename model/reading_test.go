package model

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// written makes a Document of a text as a test writes it: paragraphs are parted
// by blank lines, ** and [[ ]] stand for markup, bracketed words for stage
// directions.
func written(text string, preformatted bool) *Document {
	d := &Document{Text: text}
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.Index(text[start:], "\n\n"); i >= 0 {
			end = start + i + 2
		}
		d.Paragraphs = append(d.Paragraphs, writtenParagraph(text, Span{start, end}, preformatted))
		start = end
	}
	return d
}

var writtenDirection = regexp.MustCompile(`\((Applause|Laughter|applause|laughter)\.?\)|（(掌声|热烈鼓掌)）`)

func writtenParagraph(text string, outer Span, preformatted bool) Paragraph {
	words := text[outer.Start:outer.End]
	start := outer.Start + len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	p := Paragraph{
		Outer:        outer,
		Span:         Span{start, start + len(strings.TrimSpace(words))},
		Preformatted: preformatted,
		Inside:       &Inside{},
	}
	p.Runs = writtenRuns(text, p.Span)
	for _, m := range writtenDirection.FindAllStringIndex(text[p.Span.Start:p.Span.End], -1) {
		p.Directions = append(p.Directions, Span{p.Span.Start + m[0], p.Span.Start + m[1]})
	}
	return p
}

var writtenMarkup = regexp.MustCompile(`\*\*|\[\[|\]\]|&amp;|&nbsp;`)

func writtenRuns(text string, words Span) []Run {
	var runs []Run
	strong := -1
	for _, m := range writtenMarkup.FindAllStringIndex(text[words.Start:words.End], -1) {
		span := Span{words.Start + m[0], words.Start + m[1]}
		switch mark := text[span.Start:span.End]; mark {
		case "&amp;":
			runs = append(runs, Run{Span: span, Shown: "&"})
		case "&nbsp;":
			runs = append(runs, Run{Span: span, Shown: "\u00a0"})
		case "**":
			if strong >= 0 && strong < span.Start {
				runs = append(runs, Run{Span: Span{strong, span.Start}, Style: Strong})
				strong = -1
			} else {
				strong = span.End
			}
			runs = append(runs, Run{Span: span, Hidden: true})
		default:
			strong = -1
			runs = append(runs, Run{Span: span, Hidden: true})
		}
	}
	return runs
}

// slices are the texts of spans, cut by bars.
func (d *Document) barred(spans []Span) string {
	var texts []string
	for _, s := range spans {
		texts = append(texts, d.Slice(s))
	}
	return strings.Join(texts, "|")
}

// checkDivision holds a division of a paragraph to its law: spans in order
// inside the paragraph, none empty, and only blank space or markup between.
func checkDivision(t *testing.T, d *Document, p *Paragraph, spans []Span, what string) {
	t.Helper()
	at := p.Span.Start
	gap := func(end int) {
		rest := d.Slice(Span{at, end})
		for _, r := range p.Runs {
			if r.Hidden && r.Span.Start >= at && r.Span.End <= end {
				rest = strings.Replace(rest, d.Slice(r.Span), "", 1)
			}
		}
		rest = strings.ReplaceAll(rest, "&nbsp;", "")
		if strings.TrimSpace(rest) != "" {
			t.Errorf("%s: %q is left out of %q", what, rest, d.Slice(p.Span))
		}
	}
	for _, s := range spans {
		if s.Empty() || s.Start < at || s.End > p.Span.End {
			t.Fatalf("%s: span %v is empty or out of order in %q", what, s, d.Slice(p.Span))
		}
		gap(s.Start)
		at = s.End
	}
	gap(p.Span.End)
}
