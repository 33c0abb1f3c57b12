package model

import (
	"strings"
	"testing"
)

// A paragraph has the number that counting from the first gives it, and an index of
// few entries knows it.
func TestParagraphNumberIsTheCount(t *testing.T) {
	for _, text := range []string{
		"", "\n \n", "one\n\ntwo\n",
		strings.Repeat("a\n\n", 3*numberStride+1),
		strings.Repeat(strings.Repeat("很长的一段，没有换行。", 5000)+"\n\n短。\n\n", numberStride),
	} {
		d := Skim(Source{Text: text})
		if len(d.Paragraphs) > 2 {
			d.Paragraphs[0].Kind, d.Paragraphs[2].Span = FrontMatter, Span{}
		}
		number := 0
		for i := range d.Paragraphs {
			p := &d.Paragraphs[i]
			if p.Kind != FrontMatter && !p.Span.Empty() && !p.Continues {
				number++
			}
			if got := d.ParagraphNumber(p.Outer.Start); got != number {
				t.Fatalf("paragraph %d of %d is number %d, want %d", i, len(d.Paragraphs), got, number)
			}
		}
		if got := d.ParagraphNumber(len(text)); got != number {
			t.Errorf("the last of %d is number %d, want %d", len(d.Paragraphs), got, number)
		}
		if want := (len(d.Paragraphs) + numberStride - 1) / numberStride; len(d.numbers.before) != want {
			t.Errorf("%d entries for %d paragraphs", len(d.numbers.before), len(d.Paragraphs))
		}
	}
}
