package annotations

import (
	"cmp"
	"slices"
	"strings"

	"lectern/model"
)

// How much evidence a place needs.
const (
	minKept    = 0.5  // of the passage's runes
	minAsked   = 0.35 // of them, for the reader to be asked
	minContext = 0.5  // of the runes beside it
	farContext = 0.6  // of those farther from it
	spread     = 1.8  // how much longer than the passage its place may be
	shortQuote = 6    // below it, a quote has no words of its own to be known by
	agreeing   = 0.5  // of the places of both alignments
	smallHole  = 3    // runes that a correction replaces
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
	kept := densest(m.to, passage)
	share := float64(len(kept)) / float64(passage.length())
	if share < minAsked {
		return finding{}
	}
	first, last := slices.Min(kept), slices.Max(kept)
	low, high := int(m.to[kept[0]]), int(m.to[kept[len(kept)-1]])+1
	place := stretch{low, high}
	if passage.length() >= shortQuote {
		place = m.widen(place, passage, first, last)
	}
	f := finding{place: place, status: Edited, likely: true}
	if a.blanksOnly {
		return finding{place: place, status: Placed, score: 1, sure: true}
	}
	c := m.context(passage, place, a.old.gram)
	verbatim := len(kept) == passage.length() && m.verbatim(passage)
	if verbatim {
		f.status = Placed
		if !m.kept(passage) {
			f.status = Moved
		}
		f.sure = a.sureOfWords(m, passage, c)
		f.score = 1
	} else {
		f.sure = share >= minKept && a.sureOfEdit(m, passage, share, c) && !a.another(passage, place)
		f.score = min(share, 0.99)
	}
	if !m.kept(passage) && m.replaced(passage) {
		f.sure = false
	}
	return f
}

// replaced reports whether new text stands in a passage's own place, between
// what stood round it. Such a passage was rewritten rather than moved, and what
// reads like it elsewhere need not be it.
func (m mapping) replaced(passage stretch) bool {
	i, j := passage.start-1, passage.end
	for i >= 0 && !m.inOrder[i] {
		i--
	}
	for j < len(m.to) && !m.inOrder[j] {
		j++
	}
	gap := stretch{0, len(m.from)}
	if i >= 0 {
		gap.start = int(m.to[i]) + 1
	}
	if j < len(m.to) {
		gap.end = int(m.to[j])
	}
	fresh := 0
	for _, from := range m.from[gap.start:gap.end] {
		if from == unmatched {
			fresh++
		}
	}
	return fresh*2 >= gap.length() && fresh*2 >= passage.length()
}

// verbatim reports whether all runes of a passage stand in one row.
func (m mapping) verbatim(passage stretch) bool {
	for i := passage.start; i < passage.end; i++ {
		if m.to[i] == unmatched || i > passage.start && m.to[i] != m.to[i-1]+1 {
			return false
		}
	}
	return true
}

// densest are the runes of a passage that went to one place: the most that lie
// in one stretch not much longer than the passage.
func densest(to []int32, passage stretch) []int {
	var mapped []int
	for i := passage.start; i < passage.end; i++ {
		if to[i] != unmatched {
			mapped = append(mapped, i)
		}
	}
	slices.SortFunc(mapped, func(a, b int) int { return cmp.Compare(to[a], to[b]) })
	width := int32(spread*float64(passage.length())) + 4
	best, start := stretch{}, 0
	for end := range mapped {
		for to[mapped[end]]-to[mapped[start]] >= width {
			start++
		}
		if end+1-start > best.length() {
			best = stretch{start, end + 1}
		}
	}
	return withoutStrays(to, mapped[best.start:best.end])
}

// withoutStrays drops the first and the last few runes where they went
// farther from the others than they stood before.
func withoutStrays(to []int32, kept []int) []int {
	stray := func(i, few int) bool {
		grown := int(to[kept[i]]-to[kept[i-1]]) - max(kept[i]-kept[i-1], 1)
		return grown > 2*few+2
	}
	for i := len(kept) / 2; i > 0; i-- {
		if stray(i, i) {
			return withoutStrays(to, kept[i:])
		}
	}
	for i := len(kept) - len(kept)/2; i > 0 && i < len(kept); i++ {
		if stray(i, len(kept)-i) {
			return withoutStrays(to, kept[:i])
		}
	}
	return kept
}

// widen takes in what came in place of the passage's first and last runes.
func (m mapping) widen(place, passage stretch, first, last int) stretch {
	if lost := first - passage.start; 0 < lost && lost <= smallHole && passage.start > 0 {
		if before := m.to[passage.start-1]; before != unmatched {
			place.start -= min(max(place.start-int(before)-1, 0), lost)
		}
	}
	if lost := passage.end - 1 - last; 0 < lost && lost <= smallHole && passage.end < len(m.to) {
		if after := m.to[passage.end]; after != unmatched {
			place.end += min(max(int(after)-place.end, 0), lost)
		}
	}
	return place
}

// kept reports whether most of a passage kept its place in the order.
func (m mapping) kept(passage stretch) bool {
	n := 0
	for i := passage.start; i < passage.end; i++ {
		if m.inOrder[i] {
			n++
		}
	}
	return 2*n >= passage.length()
}

// surroundings tell how a passage's place is joined to what is round it.
type surroundings struct {
	before, after side
}

// side is one side of a passage.
type side struct {
	near float64 // how much of what stood directly beside it still does, 0 to 1
	far  float64 // the same as far as a target's context reaches
	torn bool    // new text stands where other text stood directly beside it
}

// bounds reports whether the side is as it was.
func (s side) bounds() bool { return s.near >= minContext || s.far >= farContext }

// holds reports whether the side is as it was, or parted cleanly: what stood
// there went elsewhere, or came in, or out, and nothing took its place.
func (s side) holds() bool { return s.near >= minContext || !s.torn }

func (c surroundings) hold() bool       { return c.before.holds() && c.after.holds() }
func (c surroundings) bound() bool      { return c.before.bounds() && c.after.bounds() }
func (c surroundings) farBoth() float64 { return min(c.before.far, c.after.far) }
func (c surroundings) far() float64     { return max(c.before.far, c.after.far) }

func (m mapping) context(passage, place stretch, near int) surroundings {
	return surroundings{
		before: side{
			near: m.beside(passage.start, place.start, near, -1),
			far:  m.beside(passage.start, place.start, contextLength, -1),
			torn: loose(m.to, passage.start-near, passage.start) && loose(m.from, place.start-near, place.start),
		},
		after: side{
			near: m.beside(passage.end, place.end, near, +1),
			far:  m.beside(passage.end, place.end, contextLength, +1),
			torn: loose(m.to, passage.end, passage.end+near) && loose(m.from, place.end, place.end+near),
		},
	}
}

// loose reports whether more than half of some runes have no counterpart.
func loose(to []int32, start, end int) bool {
	start, end = max(start, 0), min(end, len(to))
	n := 0
	for _, j := range to[start:end] {
		if j == unmatched {
			n++
		}
	}
	return 2*n > end-start
}

// beside is how much of the n runes on one side of a passage is on that side
// of its place, and not far.
func (m mapping) beside(at, place, n, step int) float64 {
	found, count := 0, 0
	for d := range n {
		i, distance := at+d, -place
		if step < 0 {
			i = at - 1 - d
		}
		if i < 0 || i >= len(m.to) {
			break
		}
		count++
		if m.to[i] == unmatched {
			continue
		}
		distance += int(m.to[i])
		if step < 0 {
			distance = place - 1 - int(m.to[i])
		}
		if distance >= 0 && distance < 2*n {
			found++
		}
	}
	if count == 0 && (place == 0 || place == len(m.from)) {
		return 1 // the end of one text is the end of the other
	}
	return float64(found) / float64(max(count, 1))
}

// sureOfWords reports whether a passage whose words stand unchanged is the one.
// It is when nothing round it was replaced and it stands unbroken in a run of
// words that both texts have once; or when its own words are such a run.
func (a *alignment) sureOfWords(m mapping, passage stretch, c surroundings) bool {
	unbroken := a.unbroken(m, passage)
	if c.bound() && (c.farBoth() >= minContext || a.unique(unbroken)) {
		return true
	}
	if c.hold() && a.unique(unbroken) {
		return true
	}
	words := a.old.bytes(passage)
	if passage.length() < shortQuote || a.old.occurrences(words, 2) > 1 {
		return false
	}
	if m.kept(passage) && max(c.before.near, c.after.near) >= minContext {
		return true // another of these words in the new text is the copy
	}
	return a.new.occurrences(words, 2) == 1 && (c.far() >= minContext || passage.length() >= a.old.gram)
}

// unique reports whether both texts have the words of a stretch once.
func (a *alignment) unique(s stretch) bool {
	words := a.old.bytes(s)
	return a.old.occurrences(words, 2) == 1 && a.new.occurrences(words, 2) == 1
}

// unbroken is a verbatim passage with what stands unchanged on both sides of
// it, in its line: at the end of a line what comes next need not belong to it.
func (a *alignment) unbroken(m mapping, s stretch) stretch {
	for n := 0; n < contextLength && s.start > 0 && m.to[s.start-1] != unmatched && m.to[s.start-1] == m.to[s.start]-1 && !a.old.lineEndsAt(s.start); n++ {
		s.start--
	}
	for n := 0; n < contextLength && s.end < len(m.to) && m.to[s.end] == m.to[s.end-1]+1 && !a.old.lineEndsAt(s.end); n++ {
		s.end++
	}
	return s
}

// sureOfEdit reports whether a passage whose words changed is the one. Where
// only single runes changed, it is known by what stands round it. Where a
// larger piece was replaced, enough must be left to be known by.
func (a *alignment) sureOfEdit(m mapping, passage stretch, share float64, c surroundings) bool {
	n := passage.length()
	if n < shortQuote && share < a.mostOfFew(m, passage, c) {
		return false
	}
	hole, longest := m.hole(passage)
	tolerated := min(1+n/8, 4)
	if m.ragged(passage) {
		tolerated = min(2+n/4, 6)
		if share >= 0.6 {
			tolerated = min(2+n/3, 10)
		}
	}
	small := hole <= tolerated
	if small && share >= a.mostByChance() {
		if c.bound() || n >= shortQuote && c.far() >= minContext && c.hold() && share >= 0.75 {
			return true
		}
	}
	if 2*hole <= n && (n >= 2*a.old.gram && share >= 0.8 || n >= 4*a.old.gram && share >= 0.66) {
		return true
	}
	enough := longest.length() >= a.old.gram && 2*longest.length() >= n && c.far() >= minContext ||
		longest.length() >= 2*a.old.gram && share >= 0.6
	return enough && a.unique(longest)
}

// another reports whether the words of a place are, letter for letter, those of
// another passage of the old text.
func (a *alignment) another(passage, place stretch) bool {
	words := a.new.bytes(place)
	return !strings.Contains(a.old.bytes(passage), words) && a.old.occurrences(words, 1) > 0
}

// ragged reports whether the text is edited all over on both sides of a
// passage, so that more of it may be than where the rest is untouched.
func (m mapping) ragged(passage stretch) bool {
	return m.holes(passage.start-contextLength, passage.start) >= 2 && m.holes(passage.end, passage.end+contextLength) >= 2
}

// holes is how many pieces of some runes have no counterpart, or were parted.
func (m mapping) holes(start, end int) int {
	n := 0
	for i := max(start, 1); i < min(end, len(m.to)); i++ {
		if m.to[i-1] != unmatched && m.to[i] != m.to[i-1]+1 {
			n++
		}
	}
	return n
}

// mostOfFew is how much of a very short passage must be left: of ideographs
// less, when next to nothing changed beside them.
func (a *alignment) mostOfFew(m mapping, passage stretch, c surroundings) float64 {
	untouched := min(c.before.near, c.after.near) > 0.85 && (passage.length() > 3 || !m.ragged(passage))
	if a.old.gram == ideographGram && untouched {
		return 0.6
	}
	return 0.75
}

// mostByChance is how much two sentences may have in common by chance: of
// letters more than of ideographs.
func (a *alignment) mostByChance() float64 {
	if a.old.gram == letterGram {
		return 0.6
	}
	return 0.5
}

// hole is the longest piece of a passage that was replaced, in runes of the
// longer side, and the longest that was not.
func (m mapping) hole(passage stretch) (hole int, longest stretch) {
	at := stretch{passage.start, passage.start}
	before := unmatched
	for i := passage.start; i < passage.end; i++ {
		if m.to[i] == unmatched {
			continue
		}
		if before != unmatched && m.to[i] == m.to[before]+1 && before == i-1 {
			at.end++
		} else {
			hole = max(hole, i-at.end)
			if before != unmatched {
				hole = max(hole, int(m.to[i]-m.to[before])-1)
			}
			at = stretch{i, i + 1}
		}
		if at.length() > longest.length() {
			longest = at
		}
		before = i
	}
	return max(hole, passage.end-at.end), longest
}
