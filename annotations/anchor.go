package annotations

import (
	"cmp"
	"index/suffixarray"
	"slices"
	"strings"
	"sync"
	"unicode"

	"lectern/model"
)

// Status says how an annotation found its passage.
type Status string

// The statuses. Edited and Ambiguous are for texts that changed in the passage
// itself.
const (
	Placed    Status = "placed"    // the text is as it was
	Moved     Status = "moved"     // the same words, elsewhere
	Edited    Status = "edited"    // the words changed
	Ambiguous Status = "ambiguous" // several places could be it
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
	Candidates []Candidate // of Ambiguous
}

// Anchored reports whether the annotation has a place in the text.
func (p Place) Anchored() bool { return p.Status != Orphan && p.Status != Ambiguous }

// Anchor finds the live annotations in a text: those with a place in its
// order, then the others. A passage that could be one of several look-alikes
// is never guessed: it is an orphan.
func Anchor(d *model.Document, n *Notes) []Place {
	s := newSearcher(d, n)
	places := make([]Place, 0, len(n.Annotations))
	for _, a := range n.Live() {
		places = append(places, s.place(a))
	}
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

// searcher finds passages in one text.
type searcher struct {
	d, old        *model.Document // old is the text that the notes were made on
	hash, oldHash string
	// The folded texts, made when a passage is not simply where it was.
	folded, oldFolded func() *foldedText
}

func newSearcher(d *model.Document, n *Notes) *searcher {
	fold := func(text string) func() *foldedText {
		return sync.OnceValue(func() *foldedText { return newFoldedText(text) })
	}
	var old string
	if len(n.Texts) > 0 {
		old = n.Texts[0].Text
	}
	return &searcher{
		d: d, hash: textHash(d.Text), folded: fold(d.Text),
		old: &model.Document{Text: old}, oldHash: textHash(old), oldFolded: fold(old),
	}
}

// foldedText is a folded text with an index of all that occurs in it.
type foldedText struct {
	model.Folded
	index func() *suffixarray.Index
}

func newFoldedText(text string) *foldedText {
	f := &foldedText{Folded: model.Fold(text)}
	f.index = sync.OnceValue(func() *suffixarray.Index { return suffixarray.New([]byte(f.Text)) })
	return f
}

func (s *searcher) place(a Annotation) Place {
	ways := []func(Target) (model.Span, Status){s.inSameText, s.inSameFolded, s.byQuote}
	for _, way := range ways {
		if span, status := way(a.Target); status != Orphan {
			return Place{ID: a.ID, Span: span, Status: status, Score: 1}
		}
	}
	return Place{ID: a.ID, Status: Orphan}
}

// inSameText is where a passage of this very text is.
func (s *searcher) inSameText(t Target) (model.Span, Status) {
	if t.Revision != s.hash {
		return model.Span{}, Orphan
	}
	return positionIn(s.d, t)
}

// positionIn is where the positions of a target point, when its words are
// there.
func positionIn(d *model.Document, t Target) (model.Span, Status) {
	span := model.Span{Start: d.OffsetAt(t.Start), End: d.OffsetAt(t.End)}
	if span.Empty() || t.Exact != "" && d.Slice(span) != t.Exact {
		return model.Span{}, Orphan
	}
	return span, Placed
}

// inSameFolded is where a passage of the old text is in one that differs from
// it only in what folding forgets.
func (s *searcher) inSameFolded(t Target) (model.Span, Status) {
	if t.Revision != s.oldHash || s.oldFolded().Text != s.folded().Text {
		return model.Span{}, Orphan
	}
	span, status := positionIn(s.old, t)
	folded := s.oldFolded().From(span)
	if status == Orphan || folded.Empty() {
		return model.Span{}, Orphan
	}
	return s.folded().Span(folded), Placed
}

// byQuote is where the quote stands with its context: where it stood before,
// or at the only place that has it. A quote that the old text had twice is not
// looked for: the one that is left may be the other.
func (s *searcher) byQuote(t Target) (model.Span, Status) {
	context, quote := foldedQuote(t)
	if quote.Empty() {
		return model.Span{}, Orphan
	}
	text := s.folded()
	at := func(start int) model.Span {
		return text.Span(model.Span{Start: start + quote.Start, End: start + quote.End})
	}
	stood := s.stood(t)
	if start := text.From(stood).Start - quote.Start; !stood.Empty() && start >= 0 &&
		strings.HasPrefix(text.Text[start:], context) && at(start) == stood {
		return stood, Placed
	}
	found := text.index().Lookup([]byte(context), 2)
	if len(found) != 1 || t.Revision == s.oldHash && s.repeatedBefore(context) {
		return model.Span{}, Orphan
	}
	return at(found[0]), Moved
}

// stood is the span of this text that the target's positions name.
func (s *searcher) stood(t Target) model.Span {
	return model.Span{Start: s.d.OffsetAt(t.Start), End: s.d.OffsetAt(t.End)}
}

func (s *searcher) repeatedBefore(context string) bool {
	return len(s.oldFolded().index().Lookup([]byte(context), 2)) > 1
}

// foldedQuote is the folded quote with its context, and where the quote lies
// in it. The context is cut back to whole letters: how the blank space and the
// signs at its ends fold depends on letters beyond them.
func foldedQuote(t Target) (context string, quote model.Span) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	before := t.Prefix[max(strings.IndexFunc(t.Prefix, letter), 0):]
	after := strings.TrimRightFunc(t.Suffix, func(r rune) bool { return !letter(r) })
	folded := model.Fold(before + t.Exact + after)
	quote = folded.From(model.Span{Start: len(before), End: len(before) + len(t.Exact)})
	return folded.Text, quote
}
