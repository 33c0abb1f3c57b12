package annotations

import (
	"slices"
	"time"

	"lectern/model"
)

// Set is the annotations of one speech while it is open: every edit of them
// can be undone and done again. It is not safe for use by several goroutines;
// the snapshots that Notes gives out are.
type Set struct {
	notes Notes
	disk  *Notes // what was last taken from the disk
	// shared says that the list of annotations is also in a snapshot, or in what
	// was taken from the disk: the next edit is made in a copy of it.
	shared bool
	journal
}

// NewSet is a set of the notes as they were loaded, with what earlier sessions
// left to undo.
func NewSet(n *Notes) *Set {
	disk := n.clone()
	if n.origin != nil {
		disk = *n.origin
	}
	disk.origin = nil
	s := &Set{notes: n.clone(), disk: &disk, shared: true}
	if n.journal != nil {
		s.journal = *n.journal
	}
	return s
}

// Notes is a snapshot, which later edits do not change. Take the one to be
// saved when the save starts, not while an earlier save is under way.
func (s *Set) Notes() *Notes {
	n := s.notes.clone()
	s.shared = true
	n.origin = s.disk
	n.journal = &journal{lastSteps(s.done), lastSteps(s.undone)}
	return &n
}

// Describe says which text the notes are about from now on; see Notes.Describe.
// It is no edit: there is nothing to undo.
func (s *Set) Describe(d *model.Document, encoding string) {
	s.notes.origin = s.disk
	s.notes.Describe(d, encoding)
	s.notes.origin = nil
}

// KeepText keeps a text that an annotation about to be added was made on. It is
// no edit: there is nothing to undo.
func (s *Set) KeepText(text string) { s.notes.addText(Text{textHash(text), text}) }

// Annotations are the live annotations, by id.
func (s *Set) Annotations() []*Annotation { return s.notes.Live() }

// Get is the live annotation with an id.
func (s *Set) Get(id string) (Annotation, bool) {
	a, ok := s.notes.Find(id)
	return a, ok && a.Live()
}

// Add adds an annotation, and records for those of its tags that are new.
func (s *Set) Add(now time.Time, a Annotation) {
	if a.ID == "" {
		a.ID = newID()
	}
	if a.Created.IsZero() {
		a.Created = stampAfter(now, time.Time{})
	}
	a.Tags = s.tagNames(nil, a.Tags)
	a.Target = s.complete(now, a.Target)
	a.Deleted = time.Time{}
	before, found := s.notes.Find(a.ID)
	if !found {
		before = unmade(a)
	}
	s.edit(now, before, a)
}

// Change edits the colour, note, tags, creator and target of a live
// annotation; ok is false when there is none with that id. An edit that changes
// nothing is not kept.
func (s *Set) Change(now time.Time, id string, edit func(*Annotation)) (ok bool) {
	before, ok := s.Get(id)
	if !ok {
		return false
	}
	after := before
	after.Tags = slices.Clone(before.Tags)
	edit(&after)
	if !slices.Equal(after.Tags, before.Tags) {
		after.Tags = s.tagNames(before.Tags, after.Tags)
	}
	if after.Target != before.Target {
		after.Target = s.complete(now, after.Target)
	}
	after.Deleted = time.Time{}
	s.edit(now, before, after)
	return true
}

// WriteNote puts a note in the place of the one that its writer began from. A
// note that came in meanwhile is not lost: it goes into the history. ok is false
// when there is no live annotation with that id.
func (s *Set) WriteNote(now time.Time, id, from, to string) (ok bool) {
	current, ok := s.Get(id)
	if ok {
		e := Edit{ID: id, Before: current, After: current}
		e.Before.Note, e.After.Note = from, to
		s.do(now, e)
	}
	return ok
}

// Repoint puts an annotation on a span of d, at its reader's word: nothing else
// writes a new anchor. The passage it was on before is kept in Earlier. ok is
// false when there is no live annotation with that id, or the span is empty.
func (s *Set) Repoint(now time.Time, d *model.Document, id string, span model.Span) (ok bool) {
	target := NewTarget(d, span)
	return target.Exact != "" && s.Change(now, id, func(a *Annotation) {
		if a.Target.Exact == target.Exact && a.Target.Start == target.Start && a.Target.Revision == target.Revision {
			return
		}
		if a.Target.Exact != "" || a.Target.End > 0 {
			a.Earlier = append(slices.Clone(a.Earlier), a.Target)
		}
		a.Target = target
	})
}

// Remove deletes an annotation; ok is false when there is none with that id.
func (s *Set) Remove(now time.Time, id string) (ok bool) {
	before, ok := s.Get(id)
	if ok {
		after := before
		after.Deleted = now
		s.edit(now, before, after)
	}
	return ok
}

// complete is a target with what NewTarget cannot know.
func (s *Set) complete(now time.Time, t Target) Target {
	if t.Source == "" {
		t.Source = s.notes.Document.ID
	}
	if t.Seen.IsZero() && t.Revision != "" {
		t.Seen = stampAfter(now, time.Time{})
	}
	return t
}

func (s *Set) edit(now time.Time, before, after Annotation) {
	e := Edit{ID: before.ID, Before: before, After: turned(now, before, before, after)}
	if e.After.same(before) {
		return
	}
	for _, tag := range after.Tags {
		if named := func(t Tag) bool { return slices.Contains(t.names(), tag) }; !slices.ContainsFunc(s.notes.Tags, named) {
			e.tags = append(e.tags, change[Tag]{after: &Tag{ID: newID(), Path: tag}})
		}
	}
	s.do(now, e)
}

// tagNames are the tags of an annotation as they are kept: a new one by its path
// as it is called now, no tag twice.
func (s *Set) tagNames(before, tags []string) []string {
	var names, paths []string
	for _, tag := range tags {
		if !slices.Contains(before, tag) {
			tag = s.notes.TagPath(TagName(tag))
		}
		if path := s.notes.TagPath(tag); tag != "" && !slices.Contains(paths, path) {
			names, paths = append(names, tag), append(paths, path)
		}
	}
	return names
}

// SetRole says what a colour stands for; an empty name takes it back.
func (s *Set) SetRole(now time.Time, c Color, name string) {
	if before := s.notes.Roles[c]; before != name {
		s.do(now, Edit{roles: []change[role]{{&role{c, before}, &role{c, name}}}})
	}
}

// Rule sets the reader's word on the paragraph of d at r.At, in place of an
// earlier one on the same paragraph.
func (s *Set) Rule(now time.Time, d *model.Document, r model.Ruling) {
	after, ok := newRuling(d, r)
	if !ok {
		return
	}
	c := change[Ruling]{after: &after}
	if i, found := search(s.notes.Rulings, rulingID, rulingID(after)); found {
		before := s.notes.Rulings[i]
		c.before, after.kept = &before, before.kept
		if before.Level == after.Level {
			return
		}
	}
	s.do(now, Edit{rulings: []change[Ruling]{c}})
}

// Replace takes in what is on disk now: what Save returned, or a file loaded
// again. Edits made since stay, and so does everything to undo.
func (s *Set) Replace(n *Notes) {
	base := n.origin
	if base == nil {
		base = s.disk
	}
	described := s.notes.described
	s.notes, s.shared = *Merge(base, &s.notes, n), true
	s.notes.described = described
	disk := n.clone()
	disk.origin = nil
	s.disk = &disk
}
