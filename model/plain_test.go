package model

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlainPieces(t *testing.T) {
	for _, test := range []struct {
		text  string // cut where it has a |
		whole []Run
		want  string
	}{
		{"一|二三|四", nil, "一|二三|四"},
		{"|一|", nil, "|一|"},
		{"一|\n|二", nil, "一||二"},
		{"one|\n| two", nil, "one| |two"},
		{"one |\n| two", nil, "one ||two"},
		{"a|&am|p;|b", []Run{{Span: Span{1, 6}, Shown: "&"}}, "a|&||b"},
		{"a|*|*|b", []Run{{Span: Span{1, 3}, Hidden: true}}, "a|||b"},
		{"a|**\nb", []Run{{Span: Span{1, 3}, Hidden: true}}, "a| b"},
	} {
		var cuts []int
		for i, r := range test.text {
			if r == '|' {
				cuts = append(cuts, i-len(cuts))
			}
		}
		text := strings.ReplaceAll(test.text, "|", "")
		d := Parse(Source{Text: text, Blocks: []Block{{Span: Span{0, len(text)}, Runs: test.whole}}})
		if got := strings.Join(d.PlainPieces(0, cuts...), "|"); got != test.want {
			t.Errorf("%q is %q, not %q", test.text, got, test.want)
		}
	}
}

// The pieces are the plain text, and each is the plain text of its span, blank
// space at the edges apart.
func FuzzPlainPieces(f *testing.F) {
	f.Add("要“全力”破解\n用地，\n ＧＤＰ\n\n要**全**力", 3, 20, false)
	f.Add("Ask not, my \n\t friends: &amp; **ask\n**", 8, 11, false)
	f.Add("x\n  y\n\nz", 1, 2, true)
	f.Add("a\r\n\u00a0b\u3000\n（c", 0, 4, false)
	f.Fuzz(func(t *testing.T, text string, start, end int, preformatted bool) {
		d := written(text, preformatted)
		for i := range d.Paragraphs {
			p := &d.Paragraphs[i]
			within := cutTo(text, Span{start, end}, p.Span)
			pieces := d.PlainPieces(i, within.Start, within.End)
			if got := strings.Join(pieces, ""); got != d.Plain(p.Span) {
				t.Errorf("the pieces are %q, the text %q", got, d.Plain(p.Span))
			}
			cutsThrough := func(r Run) bool {
				return r.Span.Start < within.Start && within.Start < r.Span.End || r.Span.Start < within.End && within.End < r.Span.End
			}
			if slices.ContainsFunc(p.Runs, cutsThrough) || !utf8.ValidString(text) {
				continue
			}
			if got, want := strings.TrimSpace(pieces[1]), strings.TrimSpace(d.Plain(within)); got != want {
				t.Errorf("%v of %q is %q, not %q", within, text, got, want)
			}
		}
	})
}
