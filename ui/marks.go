package ui

import (
	"cmp"
	"iter"
	"slices"
	"sort"

	"lectern/annotations"
	"lectern/model"
)

// This file keeps the marks of a notebook in order of place, so that neither a page
// nor an edit looks at them all.

// mark is an annotation where it stands on the page.
type mark struct {
	id     string
	span   model.Span
	color  annotations.Color
	status annotations.Status
	of     *annotations.Annotation
}

// markBlock is how many marks have one top: how far the last-ending of them goes.
const markBlock = 128

// compareMarks orders by place, longer passages first, so that a mark inside
// another comes after it.
func compareMarks(a, b *mark) int {
	return cmp.Or(
		cmp.Compare(a.span.Start, b.span.Start),
		cmp.Compare(b.span.End, a.span.End),
		cmp.Compare(a.id, b.id),
	)
}

// markAll makes all marks anew.
func (n *notebook) markAll() {
	live := n.notes.Live()
	made := make([]mark, 0, len(live))
	n.loose = nil
	for _, a := range live {
		if p, known := n.places[a.ID]; known && p.Anchored() {
			made = append(made, mark{a.ID, p.Span, a.Color, p.Status, a})
		} else {
			n.loose = append(n.loose, a.ID)
		}
	}
	slices.SortFunc(made, func(a, b mark) int { return compareMarks(&a, &b) })
	slices.SortFunc(n.loose, n.comparePlaces)
	n.marks, n.tops = make([]*mark, len(made)), nil
	n.marked = make(map[string]*mark, len(made))
	for i := range made {
		n.marks[i], n.marked[made[i].id] = &made[i], &made[i]
		n.raiseTop(i)
	}
}

// remark takes in what became of one annotation.
func (n *notebook) remark(id string) {
	if m := n.marked[id]; m != nil {
		i, _ := slices.BinarySearchFunc(n.marks, m, compareMarks)
		n.marks = slices.Delete(n.marks, i, i+1)
		n.raiseTopsFrom(i, -1)
		delete(n.marked, id)
	}
	n.loose = slices.DeleteFunc(n.loose, func(loose string) bool { return loose == id })
	a := n.notes.FindLive(id)
	if a == nil {
		return
	}
	if p, known := n.places[id]; known && p.Anchored() {
		m := &mark{id, p.Span, a.Color, p.Status, a}
		i, _ := slices.BinarySearchFunc(n.marks, m, compareMarks)
		n.marks = slices.Insert(n.marks, i, m)
		n.raiseTopsFrom(i, +1)
		n.marked[id] = m
		return
	}
	i, _ := slices.BinarySearchFunc(n.loose, id, n.comparePlaces)
	n.loose = slices.Insert(n.loose, i, id)
}

// raiseTop has the top of a mark's block reach over it.
func (n *notebook) raiseTop(i int) {
	block := i / markBlock
	if block == len(n.tops) {
		n.tops = append(n.tops, 0)
	}
	n.tops[block] = max(n.tops[block], n.marks[i].span.End)
}

// raiseTopsFrom has the tops reach over what came into another block as the marks
// from i on moved by one. A top that reaches too far only costs a look in vain.
func (n *notebook) raiseTopsFrom(i, by int) {
	if by > 0 {
		n.raiseTop(i)
	}
	for block := i/markBlock + 1; block*markBlock < len(n.marks)-min(by, 0); block++ {
		n.raiseTop(block*markBlock + min(by, 0))
	}
}

// nearby is the marks that over looks at, in order.
func (n *notebook) nearby(s model.Span) iter.Seq[*mark] {
	return func(yield func(*mark) bool) {
		end := n.firstFrom(s.End)
		for from := 0; from < end; from += markBlock {
			if n.tops[from/markBlock] <= s.Start {
				continue
			}
			for _, m := range n.marks[from:min(from+markBlock, end)] {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// over is the marks that share a byte with the span, in order of place.
func (n *notebook) over(s model.Span) []mark {
	var found []mark
	for m := range n.nearby(s) {
		if m.span.Overlaps(s) {
			found = append(found, *m)
		}
	}
	return found
}

// firstFrom is the index of the first mark that starts at or after offset.
func (n *notebook) firstFrom(offset int) int {
	return sort.Search(len(n.marks), func(i int) bool { return n.marks[i].span.Start >= offset })
}

// within counts the marks that start inside the span.
func (n *notebook) within(s model.Span) int {
	return n.firstFrom(s.End) - n.firstFrom(s.Start)
}

// exactly is the mark whose passage is just this span.
func (n *notebook) exactly(s model.Span) (mark, bool) {
	for _, m := range n.marks[n.firstFrom(s.Start):] {
		if m.span.Start != s.Start {
			break
		}
		if m.span == s {
			return *m, true
		}
	}
	return mark{}, false
}

// comparePlaces orders annotations by place, then those that have to be decided,
// then those whose passage is gone.
func (n *notebook) comparePlaces(a, b string) int {
	p, q := n.places[a], n.places[b]
	return cmp.Or(
		cmp.Compare(listParts[p.Status], listParts[q.Status]),
		cmp.Compare(p.Span.Start, q.Span.Start),
		cmp.Compare(q.Span.End, p.Span.End),
		cmp.Compare(a, b),
	)
}
