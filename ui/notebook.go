package ui

import (
	"errors"
	"slices"
	"sort"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// notebook is the annotations of the speech on the page: what they are, where
// their passages stand, and whether they are on disk.
type notebook struct {
	set    *annotations.Set
	notes  *annotations.Notes           // what the set holds since the last edit, to look things up in
	places map[string]annotations.Place // by id; kept for deleted ones, which may come back
	marks  []mark                       // those with a passage, in order of place
	reach  []int                        // by mark: the furthest end of it and all before it

	tags      []annotations.TagCount       // the codebook
	tagColors map[string]annotations.Color // by path

	turn int // grows with everything that changes the notes or their places

	keeper   Keeper
	readOnly string // why nothing can be written
	saving   bool   // a save is under way
	again    bool   // and the notes changed since it began
	unsaved  error  // why the last save failed
	failures int    // in a row, since the last edit
	tries    int    // which try is on its way; only the latest counts
}

// mark is an annotation where it stands on the page.
type mark struct {
	id     string
	span   model.Span
	color  annotations.Color
	status annotations.Status
}

func newNotebook(s Speech) notebook {
	n := notebook{
		set: annotations.NewSet(s.Notes), places: map[string]annotations.Place{},
		keeper: s.Keeper, readOnly: s.ReadOnly,
	}
	n.index()
	return n
}

// settle takes in where the annotations of of stand. One that was put on another
// passage meanwhile stays there.
func (n *notebook) settle(places []annotations.Place, of *annotations.Notes) {
	for _, p := range places {
		was, _ := of.Find(p.ID)
		now, known := n.set.Get(p.ID)
		if !known || now.Target == was.Target {
			n.places[p.ID] = p
		}
	}
	n.index()
}

// index takes in an edit of the set: it makes notes and marks anew.
func (n *notebook) index() {
	n.turn++
	n.notes = n.set.Notes()
	n.tags, n.tagColors = n.notes.Codebook(), map[string]annotations.Color{}
	for _, tag := range n.tags {
		n.tagColors[tag.Path] = tag.Color
	}
	n.marks = nil
	for _, a := range n.notes.Live() {
		p, ok := n.places[a.ID]
		if !ok || !p.Anchored() {
			continue
		}
		n.marks = append(n.marks, mark{a.ID, p.Span, a.Color, p.Status})
	}
	slices.SortFunc(n.marks, compareMarks)
	n.reach = make([]int, len(n.marks))
	furthest := 0
	for i, m := range n.marks {
		furthest = max(furthest, m.span.End)
		n.reach[i] = furthest
	}
}

// compareMarks orders by place, longer passages first, so that a mark inside
// another comes after it.
func compareMarks(a, b mark) int {
	switch {
	case a.span.Start != b.span.Start:
		return a.span.Start - b.span.Start
	case a.span.End != b.span.End:
		return b.span.End - a.span.End
	case a.id < b.id:
		return -1
	}
	return 1
}

// over is the marks that share a byte with the span, in order of place.
func (n *notebook) over(s model.Span) []mark {
	end := n.firstFrom(s.End)
	start := end
	for start > 0 && n.reach[start-1] > s.Start {
		start--
	}
	var found []mark
	for _, m := range n.marks[start:end] {
		if m.span.Overlaps(s) {
			found = append(found, m)
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
			return m, true
		}
	}
	return mark{}, false
}

// save writes the notes: one save under way, at most one waiting.
func (n *notebook) save() tea.Cmd {
	switch {
	case n.keeper == nil:
		return nil
	case n.readOnly != "": // the file broke while the edit was being made
		n.unsaved = errors.New(n.readOnly)
		return nil
	}
	if n.saving {
		n.again = true
		return nil
	}
	n.saving = true
	return saveNotes(n, n.keeper, n.set.Notes())
}

// saved takes in how a save ended and starts the one that waited.
func (n *notebook) saved(m savedMsg) tea.Cmd {
	n.saving, n.unsaved = false, m.err
	if m.err == nil {
		n.set.Replace(m.notes)
	}
	n.index()
	switch {
	case n.again:
		n.again = false
		return n.save()
	case m.err != nil:
		n.failures++
		n.tries++
		return retry(n, n.tries, retryTime(n.failures))
	}
	n.failures = 0
	return nil
}

// settled reports whether all that was written is on disk.
func (n *notebook) settled() bool { return !n.saving && !n.again && n.unsaved == nil }

// strangers reports whether notes came in from the disk that have no place yet.
func (n *notebook) strangers() bool {
	return slices.ContainsFunc(n.notes.Annotations, func(a *annotations.Annotation) bool {
		_, known := n.places[a.ID]
		return a.Live() && !known
	})
}
