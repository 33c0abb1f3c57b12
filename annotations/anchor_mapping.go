package annotations

import (
	"cmp"
	"slices"
)

// mapping is one way to align two texts.
type mapping struct {
	to      []int32 // the rune of the new text for each of the old one, or unmatched
	from    []int32 // the other way round
	inOrder []bool  // whether the old rune kept its place in the order of the text
}

const (
	unmatched = -1
	spread    = 1.8 // how much longer than a passage its place may be
	smallHole = 3   // runes that a correction replaces
)

func newMapping(old, new []rune) mapping {
	return mapping{
		to:   slices.Repeat([]int32{unmatched}, len(old)),
		from: slices.Repeat([]int32{unmatched}, len(new)),
	}
}

// keep takes a run into the mapping.
func (m mapping) keep(r run) {
	for i := range r.length {
		m.to[r.old+i], m.from[r.new+i] = int32(r.new+i), int32(r.old+i)
	}
}

// common is how much of the shorter text the longer one has, 0 to 1.
func (m mapping) common() float64 {
	n := 0
	for _, j := range m.to {
		if j != unmatched {
			n++
		}
	}
	return float64(n) / float64(max(1, min(len(m.to), len(m.from))))
}

// unclaimed are the stretches that a mapping says nothing about.
func unclaimed(to []int32) []stretch {
	var free []stretch
	for i, j := range to {
		switch {
		case j != unmatched:
		case i == 0 || to[i-1] != unmatched:
			free = append(free, stretch{i, i + 1})
		default:
			free[len(free)-1].end = i + 1
		}
	}
	return free
}

// orderOf tells which runes of the old text kept their place in the order.
func orderOf(to []int32) []bool {
	var runs []run
	for i, j := range to {
		switch {
		case j == unmatched:
		case i > 0 && to[i-1] == j-1 && to[i-1] != unmatched:
			runs[len(runs)-1].length++
		default:
			runs = append(runs, run{old: i, new: int(j), length: 1})
		}
	}
	ordered := make([]bool, len(to))
	for i, chained := range inOrder(runs) {
		for at := range runs[i].length {
			ordered[runs[i].old+at] = chained
		}
	}
	return ordered
}

// densest are the runes of a passage that went to one place: the most that lie
// in one stretch not much longer than the passage.
func (m mapping) densest(passage stretch) []int {
	to := m.to
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
	kept := mapped[best.start:best.end]
	if m.partedOnly(kept, passage) {
		return kept
	}
	return withoutStrays(to, kept)
}

// partedOnly reports whether something was put into a passage, between its
// neighbours, and nothing was taken out.
func (m mapping) partedOnly(kept []int, passage stretch) bool {
	return len(kept) == passage.length() && passage.start > 0 && m.joined(passage.start) &&
		passage.end < len(m.to) && m.joined(passage.end)
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

// joined reports whether a rune stands directly after the one before it.
func (m mapping) joined(i int) bool { return m.to[i-1] != unmatched && m.to[i] == m.to[i-1]+1 }

// verbatim reports whether all runes of a passage stand in one row.
func (m mapping) verbatim(passage stretch) bool {
	for i := passage.start + 1; i < passage.end; i++ {
		if !m.joined(i) {
			return false
		}
	}
	return m.to[passage.start] != unmatched
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

// rewritten reports whether a passage that seems to have moved was rewritten:
// new text stands in its own place, between what stood round it, or what it
// seems to have become stands in the place of text that is gone. What reads
// like it elsewhere need not be it.
func (m mapping) rewritten(passage, place stretch) bool {
	ordered := func(i int) bool { return m.inOrder[i] }
	orderedNew := func(j int) bool { return m.from[j] != unmatched && m.inOrder[m.from[j]] }
	return lone(m.to, m.from, ordered, passage, place) || lone(m.from, m.to, orderedNew, place, passage)
}

// lone reports whether most of what stands on the other side in the place of a
// stretch has no counterpart, and is about as much as the stretch with what
// moved together with it to where it went.
func lone(to, from []int32, ordered func(int) bool, s, went stretch) bool {
	i, j := s.start-1, s.end
	for i >= 0 && !ordered(i) {
		i--
	}
	for j < len(to) && !ordered(j) {
		j++
	}
	gap := stretch{0, len(from)}
	if i >= 0 {
		gap.start = int(to[i]) + 1
	}
	if j < len(to) {
		gap.end = int(to[j])
	}
	fresh := 0
	for k := gap.start; k < gap.end; k++ {
		if from[k] == unmatched {
			fresh++
		}
	}
	company := 0
	for _, k := range to[i+1 : j] {
		if k != unmatched && went.start-(j-i) <= int(k) && int(k) < went.end+(j-i) {
			company++
		}
	}
	return 3*fresh >= max(gap.length(), company) && 2*fresh >= s.length()
}

// before is how much of the n runes before a passage is before its place, and
// not far.
func (m mapping) before(passage, place stretch, n int) float64 {
	found := 0
	for i := max(0, passage.start-n); i < passage.start; i++ {
		if distance := place.start - 1 - int(m.to[i]); m.to[i] != unmatched && 0 <= distance && distance < 2*n {
			found++
		}
	}
	if passage.start == 0 && place.start == 0 {
		return 1 // both texts start here
	}
	return float64(found) / float64(max(1, min(n, passage.start)))
}

// after is before for the other side.
func (m mapping) after(passage, place stretch, n int) float64 {
	found := 0
	end := min(len(m.to), passage.end+n)
	for i := passage.end; i < end; i++ {
		if distance := int(m.to[i]) - place.end; 0 <= distance && distance < 2*n {
			found++
		}
	}
	if passage.end == len(m.to) && place.end == len(m.from) {
		return 1
	}
	return float64(found) / float64(max(1, end-passage.end))
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

// holes is how many pieces of some runes have no counterpart, or were parted.
func (m mapping) holes(start, end int) int {
	n := 0
	for i := max(start, 1); i < min(end, len(m.to)); i++ {
		if m.to[i-1] != unmatched && !m.joined(i) {
			n++
		}
	}
	return n
}

// hole is how long the longest piece of a passage that was replaced is, on the
// side where it is longer, and the longest piece that was not.
func (m mapping) hole(passage stretch) (hole int, longest stretch) {
	piece := stretch{passage.start, passage.start}
	for i := passage.start; i < passage.end; i++ {
		switch {
		case m.to[i] == unmatched:
			continue
		case i == piece.end && !piece.empty() && m.joined(i):
			piece.end++
		default:
			hole = max(hole, i-piece.end)
			if !piece.empty() {
				hole = max(hole, int(m.to[i]-m.to[piece.end-1])-1)
			}
			piece = stretch{i, i + 1}
		}
		if piece.length() > longest.length() {
			longest = piece
		}
	}
	return max(hole, passage.end-piece.end), longest
}
