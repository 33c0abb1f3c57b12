package annotations

import (
	"encoding/json"
	"strings"
	"time"
)

// field is a part of an annotation that is edited, stamped and merged on its
// own.
type field int

const (
	colorField field = iota
	noteField
	tagsField
	creatorField
	targetField
	lifeField // whether a deletion was taken back
	fieldCount
)

// stamps say when each field was changed last. A field that was never changed
// has the zero time.
type stamps [fieldCount]time.Time

// annotationFields are what the fields are called in the file, their values
// as text, to compare them, and how one is taken from another annotation.
var annotationFields = [fieldCount]struct {
	name  string
	value func(Annotation) string
	take  func(to *Annotation, from Annotation)
}{
	colorField: {"color", func(a Annotation) string { return string(a.Color) },
		func(to *Annotation, from Annotation) { to.Color = from.Color }},
	noteField: {"note", func(a Annotation) string { return a.Note },
		func(to *Annotation, from Annotation) { to.Note = from.Note }},
	tagsField: {"tags", func(a Annotation) string { return strings.Join(a.Tags, "\n") },
		func(to *Annotation, from Annotation) { to.Tags = from.Tags }},
	creatorField: {"creator", func(a Annotation) string { return a.Creator },
		func(to *Annotation, from Annotation) { to.Creator = from.Creator }},
	targetField: {"target", targetText,
		func(to *Annotation, from Annotation) { to.Target, to.Earlier = from.Target, from.Earlier }},
	lifeField: {"revived", func(Annotation) string { return "" },
		func(*Annotation, Annotation) {}},
}

func targetText(a Annotation) string {
	return written(func(w *writer) { noUnknown.writeTarget(w, Annotation{Target: a.Target, Earlier: a.Earlier}) })
}

// mark stamps the fields that two states of an annotation differ in.
func (s *stamps) mark(now time.Time, before, after Annotation) {
	for f, of := range annotationFields {
		if of.value(before) != of.value(after) {
			s[f] = now
		}
	}
}

// stamps are when each field was changed last. A program that knows of no
// stamps but of Modified may have changed any of them then.
func (a Annotation) stamps() stamps {
	known := latest(a.Created, a.Deleted, a.changed[:]...)
	explicit := a.changed
	for f := range explicit {
		switch {
		case a.Modified.After(known):
			explicit[f] = a.Modified
		case explicit[f].IsZero():
			explicit[f] = a.Created
		}
	}
	return explicit
}

// since are the stamps as they are kept: none for what was never changed.
func (s stamps) since(created time.Time) stamps {
	for f := range s {
		if s[f].Equal(created) {
			s[f] = time.Time{}
		}
	}
	return s
}

func (s *stamps) read(raw json.RawMessage, unknown *object) error {
	known := make(fields, 0, fieldCount)
	for f, of := range annotationFields {
		known = append(known, knownField{of.name, moment(&s[f])})
	}
	return readKnown(raw, unknown, known)
}

func (s *stamps) write(w *writer, unknown object) {
	if *s == (stamps{}) && unknown == nil {
		return
	}
	w.name("changed")
	w.object(func() {
		for f, of := range annotationFields {
			w.moment(of.name, s[f])
		}
		w.members(unknown)
	})
}

func latest(a, b time.Time, more ...time.Time) time.Time {
	for _, t := range append(more[:len(more):len(more)], b) {
		if t.After(a) {
			a = t
		}
	}
	return a
}
