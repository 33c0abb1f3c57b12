package model

import (
	"sort"
	"sync"
	"unicode/utf8"
)

// What goes to disk and into --json counts Unicode code points, as the W3C Web
// Annotation Data Model (4.2.4, Text Position Selector) asks. This file is the
// one border between them and the bytes the program counts in.

// pointStride is how many bytes lie between two entries of the index: small
// enough that the walk from an entry costs nothing, large enough that the
// index of a long text stays small.
const pointStride = 1024

// pointIndex holds, for the first rune at or after each stride, how many code
// points lie before it. It is made when first asked for.
type pointIndex struct {
	once    sync.Once
	entries []pointEntry
}

type pointEntry struct{ offset, point int }

func (x *pointIndex) build(text string) {
	x.entries = make([]pointEntry, 0, len(text)/pointStride+1)
	point := 0
	for offset := 0; offset < len(text); {
		x.entries = append(x.entries, pointEntry{offset, point})
		next := min((offset/pointStride+1)*pointStride, len(text))
		for next < len(text) && !utf8.RuneStart(text[next]) {
			next++
		}
		point += utf8.RuneCountInString(text[offset:next])
		offset = next
	}
}

// PointAt is how many code points of the text lie before the byte at offset.
func (d *Document) PointAt(offset int) int {
	d.points.once.Do(func() { d.points.build(d.Text) })
	entries := d.points.entries
	i := sort.Search(len(entries), func(i int) bool { return entries[i].offset > offset }) - 1
	if i < 0 {
		return 0
	}
	return entries[i].point + utf8.RuneCountInString(d.Text[entries[i].offset:min(offset, len(d.Text))])
}

// OffsetAt is the byte offset of the code point with the given index; the
// text's length when the text has no such point.
func (d *Document) OffsetAt(point int) int {
	d.points.once.Do(func() { d.points.build(d.Text) })
	entries := d.points.entries
	i := sort.Search(len(entries), func(i int) bool { return entries[i].point > point }) - 1
	if i < 0 {
		return 0
	}
	left := point - entries[i].point
	for offset := range d.Text[entries[i].offset:] {
		if left == 0 {
			return entries[i].offset + offset
		}
		left--
	}
	return len(d.Text)
}
