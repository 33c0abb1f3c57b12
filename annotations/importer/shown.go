package importer

import (
	"sort"
	"strings"

	"lectern/model"
)

// shownText is a speech's text as a reader sees it, without markup, and the way
// back. Other programs' quotes are of that: the source of a strong word has
// asterisks round it that no quote has.
type shownText struct {
	text   string
	pieces []shownPiece // in order
}

// shownPiece is a piece of the text that is shown. What is shown as it stands has
// as many bytes on both sides; otherwise the piece is a whole.
type shownPiece struct{ shown, source model.Span }

// newShownText is what is shown of a speech; nil when that is all of its text.
func newShownText(d *model.Document) *shownText {
	t := &shownText{}
	var b strings.Builder
	put := func(words string, source model.Span) {
		if words != "" {
			t.pieces = append(t.pieces, shownPiece{model.Span{Start: b.Len(), End: b.Len() + len(words)}, source})
			b.WriteString(words)
		}
	}
	markup := false
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		markup = markup || strings.TrimSpace(d.Text[p.Outer.Start:p.Span.Start]+d.Text[p.Span.End:p.Outer.End]) != ""
		if p.Kind == model.FrontMatter {
			markup = true
			continue
		}
		at := p.Span.Start
		for _, r := range p.Runs {
			if r.Hidden || r.Shown != "" {
				put(d.Text[at:r.Span.Start], model.Span{Start: at, End: r.Span.Start})
				put(r.Shown, r.Span)
				at, markup = r.Span.End, true
			}
		}
		put(d.Text[at:p.Span.End], model.Span{Start: at, End: p.Span.End})
		b.WriteString("\n\n")
	}
	if t.text = b.String(); !markup {
		return nil
	}
	return t
}

// source is the piece of the source behind a span of what is shown.
func (t *shownText) source(s model.Span) model.Span {
	first := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].shown.End > s.Start })
	last := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].shown.Start >= s.End }) - 1
	if first > last {
		return model.Span{}
	}
	from, to := t.pieces[first], t.pieces[last]
	span := model.Span{Start: from.source.Start, End: to.source.End}
	if from.shown.Len() == from.source.Len() {
		span.Start += max(0, s.Start-from.shown.Start)
	}
	if to.shown.Len() == to.source.Len() {
		span.End -= max(0, to.shown.End-s.End)
	}
	return span
}
