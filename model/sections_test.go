package model

import (
	"strings"
	"testing"
)

// The sections of a long text are those that Parse finds.
func TestWithSections(t *testing.T) {
	section := "一、提高认识\n" + filler + "\n（一）抓学习\n" + filler + "\n二、开好头\n" + strings.Repeat(filler, 5) + "\n三、起好步\n" + filler + "\n"
	text := "在全县大会上的讲话\n同志们：\n" + strings.Repeat(section, 3*sectionsPiece/len(section))
	skimmed := Skim(Source{Text: text})
	d := skimmed.WithSections()
	if &d.Paragraphs[0] != &skimmed.Paragraphs[0] || d.Title != "在全县大会上的讲话" {
		t.Error("it is another document")
	}
	if broken := partLaws(text, d.Parts, Span{0, len(text)}); broken != "" {
		t.Fatal(broken)
	}
	got, want := headingsOf(d.Parts), headingsOf(Parse(Source{Text: text}).Parts)
	if len(got) != len(want) {
		t.Fatalf("%d sections, want %d", len(got), len(want))
	}
	other := 0
	for i := range got {
		if got[i] != want[i] {
			other++
		}
	}
	if other > 0 {
		t.Errorf("%d of %d sections are others", other, len(want))
	}
}

// headingsOf is the spans of all sections, in order.
func headingsOf(parts []Part) []Span {
	var spans []Span
	for _, p := range parts {
		if p.Kind == Heading {
			spans = append(spans, p.Heading)
		}
		spans = append(spans, headingsOf(p.Parts)...)
	}
	return spans
}
