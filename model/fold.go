package model

import "sort"

// Folded is a text folded for comparison, and the way back to its source.
// Folding forgets what a re-typed, re-wrapped or re-encoded copy changes: case,
// full and half width, the shape of quotation marks, blank space beside
// Chinese. Only comparisons see it: what is shown and kept is the source.
type Folded struct {
	Text  string
	units []foldedUnit
}

// foldedUnit is a piece of the source that was folded as a whole. Between two
// units each byte of the source became the byte of the folded text in its
// place, so a text without units maps to itself. Offsets are below 2 GB.
type foldedUnit struct {
	at     [2]int32 // byte offset of the piece on each side
	length [2]int32 // in bytes, on each side; a dropped piece has no folded ones
}

// The two sides of a fold.
const (
	sourceSide = iota
	foldedSide
)

func (u foldedUnit) end(side int) int { return int(u.at[side] + u.length[side]) }

// Fold folds a text: every rune by NFKC, to lower case, all quotation marks to
// ", ○ to 〇. Runes that are not seen (byte order marks, zero-width spaces, soft
// hyphens) go. Blank space goes at both ends and beside Chinese or Japanese;
// elsewhere a run of it is one space. Punctuation that scripts share is
// Chinese when the nearest letter is, so that full and half width fold alike.
func Fold(text string) Folded {
	f := newFolding(len(text))
	f.add(text, 0)
	return f.folded()
}

// Span is the piece of the source behind a span of the folded text, as short
// as can be. A span that cuts a folded unit takes in the whole unit.
func (f Folded) Span(s Span) Span {
	return f.translate(s, foldedSide, sourceSide)
}

// From is the piece of the folded text that a span of the source became: empty
// when nothing of it was kept.
func (f Folded) From(s Span) Span {
	return f.translate(s, sourceSide, foldedSide)
}

func (f Folded) translate(s Span, from, to int) Span {
	start, end := f.start(s.Start, from, to), f.end(s.End, from, to)
	return Span{min(start, end), end}
}

// start is where a span that starts at offset starts on the other side: after
// what was dropped there.
func (f Folded) start(offset, from, to int) int {
	i := sort.Search(len(f.units), func(i int) bool { return int(f.units[i].at[from]) > offset }) - 1
	if i < 0 {
		return offset
	}
	u := f.units[i]
	if offset < u.end(from) {
		return int(u.at[to])
	}
	return offset - u.end(from) + u.end(to)
}

// end is where a span that ends at offset ends on the other side: before what
// was dropped there.
func (f Folded) end(offset, from, to int) int {
	i := sort.Search(len(f.units), func(i int) bool { return int(f.units[i].at[from]) >= offset }) - 1
	if i < 0 {
		return offset
	}
	u := f.units[i]
	if offset <= u.end(from) {
		return u.end(to)
	}
	return offset - u.end(from) + u.end(to)
}
