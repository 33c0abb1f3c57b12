package annotations

import (
	"slices"
	"strings"

	"lectern/model"
)

// How much evidence a place needs, in parts of runes. The figures were chosen by
// the table of TestAnchoring, on other texts than it has.
const (
	agreeing   = 0.5  // of the places of both alignments
	minKept    = 0.5  // of the passage
	minAsked   = 0.35 // of it, for the reader to be asked
	mostKept   = 0.8  // of it, when nothing else is known
	minContext = 0.5  // of what stands beside it
	farContext = 0.6  // of what stands farther from it
	// shortQuote is the length below which a quote has no words of its own to
	// be known by.
	shortQuote = 6
	minSimilar = 2. / 3 // of a passage and its place between the same neighbours
)

// byAlignment finds a passage of the old text where its runes went.
func (s *anchoring) byAlignment(r *revisionText, span model.Span, place *Place) {
	passage, dropped := r.compared.fromSource(span), r.compared.dropped(span)
	if passage.empty() {
		return
	}
	if r.alignment == nil {
		place.Span, place.Status, place.Score = s.now().span(passage, dropped), Placed, 1
		return
	}
	a := r.alignment
	front, back := a.trace(a.ways[0], passage), a.trace(a.ways[1], passage)
	found := front
	if back.score > front.score {
		found = back
	}
	if found.sure && front.place.agreement(back.place) >= agreeing {
		place.Span, place.Status, place.Score = s.now().span(found.place, dropped), found.status, found.score
		return
	}
	old := r.compared.runes
	s.unsettled[r] = append(s.unsettled[r], &query{
		place: place, quote: old[passage.start:passage.end], dropped: dropped,
		before: old[max(0, passage.start-contextLength):passage.start],
		after:  old[passage.end:min(len(old), passage.end+contextLength)],
		traced: []finding{front, back},
	})
}

// finding is a place of a passage in the new text, and what speaks for it.
type finding struct {
	place  stretch // empty when there is none
	status Status
	score  float64
	sure   bool
	likely bool // worth asking about
}

// trace is where a mapping takes a passage.
func (a *alignment) trace(m mapping, passage stretch) finding {
	kept := m.densest(passage)
	share := float64(len(kept)) / float64(passage.length())
	if share < minAsked {
		return finding{}
	}
	place := stretch{int(m.to[kept[0]]), int(m.to[kept[len(kept)-1]]) + 1}
	place = m.widen(place, passage, slices.Min(kept), slices.Max(kept))
	if a.blanksOnly {
		return finding{place: place, status: Placed, score: 1, sure: true}
	}
	e := evidence{alignment: a, mapping: m, passage: passage, place: place, share: share}
	e.weighSides(a.old.gram)
	f := finding{place: place, status: e.status(), score: min(share, 0.99)}
	if f.status == Edited {
		f.sure = share >= minKept && e.sureOfEdit() && !e.isAnother() && !e.isTorn()
	} else {
		f.score, f.sure = 1, e.sureOfWords()
	}
	f.sure = f.sure && !a.unrelated && (m.kept(passage) || !m.rewritten(passage, place))
	f.likely = !a.unrelated || f.status != Edited && passage.length() >= a.old.gram
	return f
}

// evidence is what tells whether a passage is where a mapping takes it.
type evidence struct {
	*alignment
	mapping
	passage, place stretch
	share          float64 // of the passage's runes that are left
	before, after  side
}

// side is one side of a passage.
type side struct {
	near float64 // how much of what stood directly beside it still does, 0 to 1
	far  float64 // the same as far as a target's context reaches
	torn bool    // new text stands where other text stood directly beside it
}

func (e *evidence) weighSides(near int) {
	p, at := e.passage, e.place
	e.before = side{
		near: e.mapping.before(p, at, near),
		far:  e.mapping.before(p, at, contextLength),
		torn: loose(e.to, p.start-near, p.start) && loose(e.from, at.start-near, at.start),
	}
	e.after = side{
		near: e.mapping.after(p, at, near),
		far:  e.mapping.after(p, at, contextLength),
		torn: loose(e.to, p.end, p.end+near) && loose(e.from, at.end, at.end+near),
	}
}

// isAsItWas reports whether what stood on the side still does.
func (s side) isAsItWas() bool { return s.near >= minContext || s.far >= farContext }

// holds reports whether the side is as it was, or parted cleanly: what stood
// there went elsewhere, or came in, or out, and nothing took its place.
func (s side) holds() bool { return s.near >= minContext || !s.torn }

// isBound reports whether the place lies between what the passage lay between.
func (e *evidence) isBound() bool { return e.before.isAsItWas() && e.after.isAsItWas() }

func (e *evidence) holds() bool { return e.before.holds() && e.after.holds() }

// hasSide reports whether one side of the passage is there as far as a
// target's context reaches.
func (e *evidence) hasSide() bool { return max(e.before.far, e.after.far) >= minContext }

func (e *evidence) hasBothSides() bool { return min(e.before.far, e.after.far) >= minContext }

// status is what became of the passage.
func (e *evidence) status() Status {
	switch {
	case !e.verbatim(e.passage):
		return Edited
	case !e.kept(e.passage):
		return Moved
	}
	return Placed
}

// sureOfWords reports whether a passage whose words stand unchanged is the one.
// It is when nothing round it was replaced and it stands unbroken in a run of
// words that both texts have once; or when its own words are such a run.
func (e *evidence) sureOfWords() bool {
	unbroken := e.unique(e.unbroken())
	if e.isBound() && (e.hasBothSides() || unbroken) || e.holds() && unbroken {
		return true
	}
	words := e.old.bytes(e.passage)
	if e.passage.length() < shortQuote || e.old.occurrences(words, 2) > 1 {
		return false
	}
	if e.kept(e.passage) && max(e.before.near, e.after.near) >= minContext {
		return true // others of these words in the new text are the copies
	}
	return e.new.occurrences(words, 2) == 1 && (e.hasSide() || e.passage.length() >= e.old.gram)
}

// unique reports whether both texts have the words of a stretch once.
func (e *evidence) unique(s stretch) bool {
	words := e.old.bytes(s)
	return e.old.occurrences(words, 2) == 1 && e.new.occurrences(words, 2) == 1
}

// unbroken is a verbatim passage with what stands unchanged on both sides of
// it, in its line: at the end of a line what comes next need not belong to it.
func (e *evidence) unbroken() stretch {
	s := e.passage
	for s.start > max(0, e.passage.start-contextLength) && e.joined(s.start) && !e.old.lineEndsAt(s.start) {
		s.start--
	}
	for s.end < min(len(e.to), e.passage.end+contextLength) && e.joined(s.end) && !e.old.lineEndsAt(s.end) {
		s.end++
	}
	return s
}

// sureOfEdit reports whether a passage whose words changed is the one. Where
// only single runes changed, it is known by what stands round it. Where a
// larger piece was replaced, enough must be left to be known by.
func (e *evidence) sureOfEdit() bool {
	n, gram := e.passage.length(), e.old.gram
	if n < shortQuote && e.share < e.mostOfFew() {
		return false
	}
	if e.isGripped() && e.share >= e.byChance() && e.similarity() >= minSimilar {
		return true
	}
	hole, longest := e.hole(e.passage)
	if hole <= e.tolerated() && e.share >= e.byChance() && e.isPlacedByContext() {
		return true
	}
	if 2*hole <= n && (n >= 2*gram && e.share >= mostKept || n >= 4*gram && e.share >= 0.66) {
		return true
	}
	enough := longest.length() >= gram && 2*longest.length() >= n && e.hasSide() ||
		longest.length() >= 2*gram && e.share >= 0.6
	return enough && e.unique(longest)
}

// isPlacedByContext reports whether what stands round a passage says where it
// is: both sides of it, or one, of a passage that is not short, when it parted
// cleanly from the other.
func (e *evidence) isPlacedByContext() bool {
	return e.isBound() || e.passage.length() >= shortQuote && e.hasSide() && e.holds() && e.share >= 0.75
}

// isGripped reports whether what stands directly beside the passage on both
// sides hardly changed, so that the place lies between the same neighbours.
func (e *evidence) isGripped() bool {
	return e.kept(e.passage) && min(e.before.near, e.after.near) >= 0.75
}

// similarity is how alike the passage and its place are, 0 to 1: the runes that
// were kept, twice, over the runes of both (Dice).
func (e *evidence) similarity() float64 {
	n := float64(e.passage.length())
	return 2 * e.share * n / (n + float64(e.place.length()))
}

// tolerated is how large a hole a correction makes, in runes: larger ones where
// the text is edited all over.
func (e *evidence) tolerated() int {
	n := e.passage.length()
	switch {
	case !e.isRagged():
		return min(1+n/8, 4)
	case e.share < 0.6:
		return min(2+n/4, 6)
	}
	return min(2+n/3, 10)
}

// isRagged reports whether the text is edited all over on both sides of the
// passage.
func (e *evidence) isRagged() bool {
	p := e.passage
	return e.holes(p.start-contextLength, p.start) >= 2 && e.holes(p.end, p.end+contextLength) >= 2
}

// mostOfFew is how much of a very short passage must be left: less, when next to
// nothing changed beside it.
func (e *evidence) mostOfFew() float64 {
	if e.isGripped() {
		return e.byChance()
	}
	return 0.75
}

// byChance is how much two sentences may have in common by chance: of letters
// more than of ideographs.
func (e *evidence) byChance() float64 {
	if e.old.gram == letterGram {
		return 0.6
	}
	return 0.5
}

// isAnother reports whether the words of the place are, letter for letter,
// those of another passage of the old text.
func (e *evidence) isAnother() bool {
	if e.passage.length() < shortQuote && e.isGripped() {
		return false
	}
	words := e.new.bytes(e.place)
	return !strings.Contains(e.old.bytes(e.passage), words) && e.old.occurrences(words, 1) > 0
}

// isTorn reports whether about as much of the passage went elsewhere as is in
// the place, so that either piece may be what the note is about.
func (e *evidence) isTorn() bool {
	inside, elsewhere := 0, 0
	for _, j := range e.to[e.passage.start:e.passage.end] {
		switch at := int(j); {
		case at == unmatched:
		case e.place.start <= at && at < e.place.end:
			inside++
		default:
			elsewhere++
		}
	}
	return 5*elsewhere >= 4*inside
}
