package model

import (
	"iter"
	"sort"
)

// within is the part of s that lies inside other; empty when there is none.
func (s Span) within(other Span) Span {
	return Span{max(s.Start, other.Start), min(s.End, other.End)}
}

// pieces divides a part of a paragraph where its format's markup makes a
// difference: spans in order that cover it, each with what the page shows for
// it. That is the span's own text, "" for markup, or what a run gives instead;
// whole says that the last is the case, so that the span is never divided.
func (d *Document) pieces(p *Paragraph, within Span) iter.Seq2[Span, piece] {
	return func(yield func(Span, piece) bool) {
		at := within.Start
		first := sort.Search(len(p.Runs), func(i int) bool { return p.Runs[i].Span.End > at })
		for _, r := range p.Runs[first:] {
			if r.Span.Start >= within.End {
				break
			}
			marked := r.Span.within(Span{at, within.End})
			if !r.Hidden && r.Shown == "" || marked.Empty() {
				continue
			}
			plain := Span{at, marked.Start}
			if !plain.Empty() && !yield(plain, piece{shown: d.Slice(plain)}) {
				return
			}
			if !yield(marked, piece{shown: r.Shown, whole: true}) {
				return
			}
			at = marked.End
		}
		if rest := (Span{at, within.End}); !rest.Empty() {
			yield(rest, piece{shown: d.Slice(rest)})
		}
	}
}

// piece is what the page shows for a span of the text.
type piece struct {
	shown string
	whole bool // the span is markup, or shows as something else
}
