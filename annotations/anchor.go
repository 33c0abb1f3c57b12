package annotations

import (
	"cmp"
	"slices"
	"sync"

	"lectern/model"
)

// Status says how an annotation found its passage.
type Status string

// The statuses. What folding forgets (line breaks, width, case) is no change.
const (
	Placed    Status = "placed"    // the same words, in their place in the speech
	Moved     Status = "moved"     // the same words, elsewhere in its order
	Edited    Status = "edited"    // the words changed
	Ambiguous Status = "ambiguous" // the reader has to say which of the candidates it is
	Orphan    Status = "orphan"    // the passage is not in the text
)

// Candidate is a passage that an ambiguous annotation may be about.
type Candidate struct {
	Span  model.Span
	Score float64 // 0 to 1
}

// Place is where an annotation is in a text as it is now.
type Place struct {
	ID         string
	Span       model.Span // of Placed, Moved and Edited
	Status     Status
	Score      float64     // 0 to 1
	Candidates []Candidate // of Ambiguous, the likeliest first
}

// Anchored reports whether the annotation has a place in the text.
func (p Place) Anchored() bool { return p.Status != Orphan && p.Status != Ambiguous }

// Anchor finds the live annotations in a text: those with a place in its
// order, then the others. A passage that could be one of several look-alikes
// is never guessed: the reader is asked.
//
// The text that the notes were made on is aligned with this one; a passage is
// where its runes went. Where the alignment does not settle it, the quote is
// searched for in what came new into the text, and what is found is asked about.
func Anchor(d *model.Document, n *Notes) []Place {
	s := newAnchoring(d, n)
	live := n.Live()
	places := make([]Place, len(live))
	for i, a := range live {
		places[i] = Place{ID: a.ID, Status: Orphan}
		s.place(a.Target, &places[i])
	}
	s.ask()
	slices.SortFunc(places, comparePlaces)
	return places
}

func comparePlaces(a, b Place) int {
	rank := func(p Place) int {
		switch p.Status {
		case Ambiguous:
			return 1
		case Orphan:
			return 2
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(rank(a), rank(b)),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(b.Span.End, a.Span.End), // the one that holds the other first
		cmp.Compare(a.ID, b.ID),
	)
}

// anchoring finds passages in one text. What several annotations need of a
// text is made once, when the first of them asks.
type anchoring struct {
	d         *model.Document
	n         *Notes
	hash      string
	now       func() *comparedText
	revisions map[string]*revisionText
	unsettled map[*revisionText][]*query // nil: those whose text was not kept
}

// revisionText is a text that notes were made on.
type revisionText struct {
	d         *model.Document
	compared  *comparedText
	alignment *alignment // nil when folding forgets all that changed
}

func newAnchoring(d *model.Document, n *Notes) *anchoring {
	return &anchoring{
		d: d, n: n, hash: d.SHA256(),
		now:       sync.OnceValue(func() *comparedText { return newComparedText(d.Text) }),
		revisions: map[string]*revisionText{},
		unsettled: map[*revisionText][]*query{},
	}
}

// revision is the text with a hash; nil when it was not kept.
func (s *anchoring) revision(hash string) *revisionText {
	if r, known := s.revisions[hash]; known {
		return r
	}
	var r *revisionText
	if text, ok := s.n.textOf(hash); ok {
		r = &revisionText{d: &model.Document{Text: text}, compared: newComparedText(text)}
		if r.compared.folded.Text != s.now().folded.Text {
			r.alignment = align(r.compared, s.now())
		}
	}
	s.revisions[hash] = r
	return r
}

// place finds the passage of a target, or leaves it to be searched for.
func (s *anchoring) place(t Target, place *Place) {
	if t.Revision == s.hash {
		if span, ok := positionIn(s.d, t); ok {
			place.Span, place.Status, place.Score = span, Placed, 1
			return
		}
	} else if r := s.revision(t.Revision); r != nil {
		if span, ok := positionIn(r.d, t); ok {
			s.byAlignment(r, span, place)
			return
		}
	}
	s.byQuote(t, place)
}

// positionIn is where the positions of a target point, when its words are
// there.
func positionIn(d *model.Document, t Target) (model.Span, bool) {
	span := model.Span{Start: d.OffsetAt(t.Start), End: d.OffsetAt(t.End)}
	if span.Empty() || t.Exact != "" && d.Slice(span) != t.Exact {
		return model.Span{}, false
	}
	return snap(d.Text, span), true
}
