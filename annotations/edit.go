package annotations

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// This file is edits as values: how they are done, undone and done again, over
// what others have done meanwhile.

// Edit is one edit of a Set, as a value. Where an annotation was not there
// before, or is not there after, that side is Deleted. An edit that is not of
// an annotation has no ID.
type Edit struct {
	ID            string
	Before, After Annotation
	// Kept says of an edit that was undone or done again that others have
	// changed all of it since, so that it stays as they left it.
	Kept bool

	tags     []change[Tag]
	retagged []change[tagging]
	rulings  []change[Ruling]
	roles    []change[role]
	given    []change[fact]
	parts    []Edit // of a step of several edits, which holds nothing else
}

// tagging is the names of the tags of an annotation.
type tagging struct {
	id   string
	tags []string
}

// change is one item of a list before and after an edit; nil where it is not
// in the list.
type change[T any] struct{ before, after *T }

// role is an item of Notes.Roles.
type role struct {
	color Color
	name  string
}

func (s *Set) do(now time.Time, e Edit) {
	s.apply(now, e)
	s.done = append(s.done, newStep(e))
	s.undone = nil
}

// Undo takes back the last edit that is not undone yet; ok is false when there
// is none. What it took back is the edit it returns. What others have changed
// since stays; Kept then says that nothing was left to take back.
func (s *Set) Undo(now time.Time) (what Edit, ok bool) {
	return s.turnBack(&s.done, &s.undone, func(e Edit) bool { return s.turn(now, e.reverse()) })
}

// Redo does again the edit that was undone last; ok is false when there is
// none. What others have changed since stays.
func (s *Set) Redo(now time.Time) (what Edit, ok bool) {
	return s.turnBack(&s.undone, &s.done, func(e Edit) bool { return s.turn(now, e) })
}

// turn applies as much of an edit as is still ours, and reports whether that was
// anything.
func (s *Set) turn(now time.Time, e Edit) bool {
	if e.parts != nil {
		return s.turnParts(now, e.parts)
	}
	before, found := s.notes.Find(e.ID)
	if found {
		e = e.ours(before)
	}
	tags, rulings := slices.Clone(s.notes.Tags), slices.Clone(s.notes.Rulings)
	roles, given := maps.Clone(s.notes.Roles), s.notes.Document.Given
	s.apply(now, e)
	after, _ := s.notes.Find(e.ID)
	return !after.same(before) || !slices.EqualFunc(tags, s.notes.Tags, Tag.alike) || !slices.EqualFunc(rulings, s.notes.Rulings, Ruling.Alike) ||
		!maps.Equal(roles, s.notes.Roles) || given != s.notes.Document.Given
}

// ours is the edit without the fields that others have changed since it was
// made, and without a deletion of what they have changed.
func (e Edit) ours(current Annotation) Edit {
	for _, of := range annotationFields {
		if of.value(current) == of.value(e.Before) {
			continue
		}
		of.take(&e.After, e.Before)
		if e.Before.Live() {
			e.After.Deleted = time.Time{}
		}
	}
	return e
}

// turnBack takes the last step that can be read from one pile to the other.
func (s *Set) turnBack(from, to *[]step, apply func(Edit) bool) (what Edit, ok bool) {
	for len(*from) > 0 {
		last := (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
		if what, err := last.what(); err == nil {
			what.Kept = !apply(what)
			*to = append(*to, last)
			return what, true
		}
	}
	return Edit{}, false
}

func (e Edit) reverse() Edit {
	return Edit{
		ID: e.ID, Before: e.After, After: e.Before, parts: reversedParts(e.parts),
		tags: reversed(e.tags), retagged: reversed(e.retagged), rulings: reversed(e.rulings),
		roles: reversed(e.roles), given: reversed(e.given),
	}
}

func reversed[T any](changes []change[T]) []change[T] {
	var back []change[T]
	for _, c := range changes {
		back = append(back, change[T]{c.after, c.before})
	}
	return back
}

func (s *Set) apply(now time.Time, e Edit) {
	if e.ID != "" {
		current, ok := s.notes.Find(e.ID)
		if !ok {
			current = e.Before
		}
		s.put(turned(now, current, e.Before, e.After))
	}
	for _, c := range e.tags {
		s.turnTag(now, c)
	}
	for _, c := range e.retagged {
		s.retag(now, c)
	}
	s.notes.Rulings = turnedList(s.notes.Rulings, rulingID, writeRuling, e.rulings)
	for _, c := range e.roles {
		s.turnRole(c)
	}
	for _, c := range e.given {
		s.turnFact(c)
	}
}

// put puts an annotation in the place of the one that had its id, or adds it.
func (s *Set) put(a Annotation) {
	if s.shared {
		const room = 16 // for those that come next
		list := s.notes.Annotations
		s.notes.Annotations, s.shared = append(make([]*Annotation, 0, len(list)+room), list...), false
	}
	s.notes.Annotations = put(s.notes.Annotations, annotationID, &a)
}

// turnTag makes or takes back a record, or changes what others have left of it
// as it was.
func (s *Set) turnTag(now time.Time, c change[Tag]) {
	tag := cmp.Or(c.after, c.before)
	i, found := search(s.notes.Tags, tagID, tag.ID)
	switch {
	case !found && c.after != nil:
		s.notes.Tags = put(s.notes.Tags, tagID, *c.after)
	case !found || c.before == nil: // gone, or come in, from the disk
	case c.after != nil:
		s.notes.Tags[i] = turnedTag(now, s.notes.Tags[i], *c.before, *c.after)
	case s.notes.Tags[i].alike(*c.before):
		s.notes.Tags = slices.Delete(s.notes.Tags, i, i+1)
	}
}

// retag changes the tags of an annotation, unless others have changed them.
func (s *Set) retag(now time.Time, c change[tagging]) {
	current, ok := s.notes.Find(c.after.id)
	if !ok || !slices.Equal(current.Tags, c.before.tags) {
		return
	}
	after := current
	after.Tags = c.after.tags
	s.put(turned(now, current, current, after))
}

func (s *Set) turnRole(c change[role]) {
	if s.notes.Roles[c.before.color] != c.before.name {
		return // changed on disk since
	}
	if s.notes.Roles == nil {
		s.notes.Roles = map[Color]string{}
	}
	s.notes.Roles[c.after.color] = c.after.name
	if c.after.name == "" {
		delete(s.notes.Roles, c.after.color)
	}
}

// turned is the annotation with that changed which from and to differ in. What
// came in from the disk meanwhile stays, and a note that came in and is now
// replaced goes into the history.
func turned(now time.Time, current, from, to Annotation) Annotation {
	a := current
	for _, of := range annotationFields {
		if of.value(from) != of.value(to) {
			of.take(&a, to)
		}
	}
	if current.Note != from.Note {
		a.History = sortedSet([]string{a.Note}, a.History, []string{current.Note})
	}
	if a.same(current) && from.Live() == to.Live() {
		return a
	}
	a.Modified = stampAfter(now, current.stamp())
	changed := current.stamps()
	changed.mark(a.Modified, current, a)
	switch {
	case to.Live() && !from.Live():
		a.Deleted = time.Time{}
		if current.Deleted.After(a.Created) {
			changed[lifeField] = a.Modified
		}
	case from.Live() && !to.Live():
		a.Deleted = a.Modified
	}
	a.changed = changed.since(a.Created)
	return a
}

// turnedList is a sorted list with the changes made to the items that are
// still as they were.
func turnedList[T any](list []T, key func(T) string, write func(*writer, T), changes []change[T]) []T {
	for _, c := range changes {
		item := c.after
		if item == nil {
			item = c.before
		}
		i, found := search(list, key, key(*item))
		switch {
		case found && (c.before == nil || as(list[i], write) != as(*c.before, write)):
			// Came in, or was changed, from the disk.
		case found && c.after == nil:
			list = slices.Delete(list, i, i+1)
		case c.after != nil:
			list = put(list, key, *c.after)
		}
	}
	return list
}
