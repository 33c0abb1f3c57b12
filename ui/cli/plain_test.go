package cli

import (
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

func TestWithSigns(t *testing.T) {
	text := "A **strong** word &amp; more."
	p := &model.Paragraph{
		Span: model.Span{End: len(text)}, Outer: model.Span{End: len(text)},
		Inside: &model.Inside{Runs: []model.Run{
			{Span: model.Span{Start: 2, End: 4}, Hidden: true},
			{Span: model.Span{Start: 4, End: 10}, Style: model.Strong},
			{Span: model.Span{Start: 10, End: 12}, Hidden: true},
			{Span: model.Span{Start: 18, End: 23}, Shown: "&"},
		}},
	}
	for _, c := range []struct {
		spans []model.Span
		want  string
	}{
		{nil, "A strong word & more."},
		{[]model.Span{{Start: 4, End: 10}}, "A [1: strong] word & more."},
		{[]model.Span{{Start: 2, End: 12}}, "A [1: strong] word & more."},
		{[]model.Span{{Start: 5, End: 8}}, "A s[1: tro]ng word & more."},
		{[]model.Span{{Start: 0, End: 17}, {Start: 4, End: 10}}, "[1: A [2: strong] word] & more."},
		{[]model.Span{{Start: 0, End: 1}, {Start: 1, End: 17}}, "[1: A] [2: strong word] & more."},
		{[]model.Span{{Start: 12, End: 17}, {Start: 17, End: 18}}, "A strong [1: word] & more."},
		{[]model.Span{{Start: 24, End: 28}, {Start: 28, End: 29}}, "A strong word & [1: more][2: .]"},
		{[]model.Span{{Start: 0, End: len(text)}}, "[1: A strong word & more.]"},
	} {
		var places []annotations.Place
		for _, span := range c.spans {
			places = append(places, annotations.Place{Span: span, Status: annotations.Placed})
		}
		if got := withSigns(text, p, signsOf(&model.Document{Text: text}, places)); got != c.want {
			t.Errorf("%v: %q, want %q", c.spans, got, c.want)
		}
	}
}

// A mark over several paragraphs opens in its first and closes in its last,
// and one without a place is not in the text.
func TestSignsOverParagraphs(t *testing.T) {
	document := model.Parse(model.Source{Text: "One one one.\n\nTwo two two.\n\nThree three.\n"})
	signs := signsOf(document, []annotations.Place{
		{Span: model.Span{Start: 4, End: 32}, Status: annotations.Moved},
		{Status: annotations.Orphan},
	})
	var got []string
	for i := range document.Paragraphs {
		got = append(got, withSigns(document.Text, &document.Paragraphs[i], signs))
	}
	if want := "One [1: one one.|Two two two.|Thre]e three."; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
