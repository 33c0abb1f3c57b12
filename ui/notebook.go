package ui

import (
	"errors"
	"slices"

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
	stood  []string                     // put on a place since the marks were made

	marks  []*mark          // those with a passage, in order of place
	marked map[string]*mark // the same by id
	tops   []int            // by block of marks: they end there at the latest
	loose  []string         // the live annotations without a passage, as comparePlaces orders them

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

func newNotebook(s Speech) notebook {
	n := notebook{
		set: annotations.NewSet(s.Notes), places: map[string]annotations.Place{},
		keeper: s.Keeper, readOnly: s.ReadOnly,
	}
	n.notes = n.set.Notes()
	n.tagColors = n.notes.TagColors()
	n.markAll()
	return n
}

// settle takes in where the annotations of of stand. One that was put on another
// passage meanwhile stays there.
func (n *notebook) settle(places []annotations.Place, of *annotations.Notes) {
	n.index()
	edited := map[string]bool{}
	for _, id := range n.notes.Changed(of) {
		edited[id] = true
	}
	for _, p := range places {
		if edited[p.ID] && n.repointed(p.ID, of) {
			continue
		}
		n.places[p.ID] = p
	}
	n.turn++
	n.markAll()
}

func (n *notebook) repointed(id string, of *annotations.Notes) bool {
	was, _ := of.Find(id)
	now, known := n.set.Get(id)
	return known && now.Target != was.Target
}

// mostRemarked is how many annotations are taken in one by one.
const mostRemarked = 64

// index takes in an edit of the set.
func (n *notebook) index() {
	n.turn++
	before := n.notes
	n.notes = n.set.Notes()
	n.tagColors = n.notes.TagColors()
	changed := append(n.notes.Changed(before), n.stood...)
	n.stood = nil
	if len(changed) > mostRemarked {
		n.markAll()
		return
	}
	for _, id := range changed {
		n.remark(id)
	}
}

// stand puts an annotation on a place that is certain.
func (n *notebook) stand(id string, s model.Span) {
	n.places[id] = annotations.Place{ID: id, Status: annotations.Placed, Score: 1, Span: s}
	n.stood = append(n.stood, id)
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
	return slices.ContainsFunc(n.loose, func(id string) bool {
		_, known := n.places[id]
		return !known
	})
}
