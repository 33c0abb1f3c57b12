package cli

import (
	"testing"

	"lectern/model"
	"lectern/ui/layout"
)

func TestOutlineLine(t *testing.T) {
	d := model.Parse(model.Source{Text: "同志们：\n\n一、学习\n\n学习很重要。\n"})
	words := model.Span{End: len("同志们")}
	for _, c := range []struct {
		part model.Part
		want string
	}{
		{model.Part{Kind: model.Salutation, Span: words, Confidence: 0.3}, "salutation  同志们"},
		{model.Part{Kind: model.Heading, Numeral: "一", Title: "学习", Heading: words, Confidence: 0.7}, "一 学习"},
		{model.Part{Kind: model.Heading, Title: "学\x1b习", Heading: words, Confidence: 0.69}, "学␛习  (not sure: 69 %)"},
		{model.Part{Kind: model.Lead, Title: "要学习。", Heading: words, Confidence: 0.5}, "lead        要学习。  (not sure: 50 %)"},
	} {
		if got := outlineLine(d, &c.part, layout.Grid{}); got != c.want {
			t.Errorf("%+v: %q, want %q", c.part, got, c.want)
		}
	}
}
