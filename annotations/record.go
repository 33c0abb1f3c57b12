package annotations

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"time"
)

// This file is an annotation as the W3C Web Annotation Data Model writes it
// (https://www.w3.org/TR/annotation-model/), read and written.

// noteFormat is the media type of notes.
const noteFormat = "text/markdown"

// unknownFields is what a record holds beside what an Annotation shows. It is
// never changed once read, so copies of an annotation share it.
type unknownFields struct {
	record, changed, target, quote, position, state, comment object

	kind        json.RawMessage   // type, when it is not "Annotation"
	creator     json.RawMessage   // as it was read
	stateValue  json.RawMessage   // a state that is not ours
	motivations []string          // those that our fields do not speak of
	tags        map[string]object // by tag
	bodies      values
	selectors   values
}

// values are some values of a list, with commas between them: a file from elsewhere
// may hold millions, which then take no more room than they do there.
type values json.RawMessage

func (v *values) add(raw json.RawMessage) {
	if len(*v) > 0 {
		*v = append(*v, ',')
	}
	*v = append(*v, withoutBreaks(raw)...)
}

// readAnnotation reads a record.
func readAnnotation(raw json.RawMessage) (a Annotation, err error) {
	err = a.read(raw)
	return a, err
}

// read reads a record into an empty annotation.
func (a *Annotation) read(raw json.RawMessage) error {
	var kept unknownFields
	bodies := bodyReader{of: a, kept: &kept}
	err := readKnown(raw, &kept.record, fields{
		{"id", text(&a.ID)},
		{"type", kept.readKind},
		{"motivation", kept.readMotivation},
		{"creator", func(raw json.RawMessage) error { a.Creator = kept.readCreator(raw); return nil }},
		{"created", moment(&a.Created)},
		{"modified", moment(&a.Modified)},
		{"deleted", moment(&a.Deleted)},
		{"history", texts(&a.History)},
		{"changed", func(raw json.RawMessage) error { return a.changed.read(raw, &kept.changed) }},
		{"body", func(raw json.RawMessage) error { return eachItemOrOne(raw, bodies.read) }},
		{"target", func(raw json.RawMessage) error { return kept.readTarget(raw, a) }},
	})
	if err != nil {
		return err
	}
	if a.ID == "" {
		return errors.New("has no id")
	}
	a.History = sortedSet([]string{a.Note}, a.History)
	if kept.some() {
		a.kept = new(unknownFields)
		*a.kept = kept
	}
	return nil
}

// some reports whether there is anything.
func (u *unknownFields) some() bool {
	for _, o := range []object{u.record, u.changed, u.target, u.comment} {
		if o != nil {
			return true
		}
	}
	return u.someOfTarget() || u.kind != nil || u.creator != nil || u.motivations != nil ||
		u.tags != nil || u.bodies != nil || u.selectors != nil
}

func (u *unknownFields) readKind(raw json.RawMessage) error {
	if string(raw) != `"Annotation"` {
		u.kind = oneLine(raw)
	}
	return nil
}

var ourMotivations = []string{"highlighting", "commenting", "tagging"}

func (u *unknownFields) readMotivation(raw json.RawMessage) error {
	return eachItemOrOne(raw, func(item json.RawMessage) error {
		s, err := readString(item)
		if err == nil && !slices.Contains(ourMotivations, s) {
			u.motivations = append(u.motivations, s)
		}
		return err
	})
}

// readCreator reads the creator's name, and keeps what more is said of it.
func (u *unknownFields) readCreator(raw json.RawMessage) string {
	name := creatorName(raw)
	if string(raw) != written(func(w *writer) { writePerson(w, name) }) {
		u.creator = oneLine(raw)
	}
	return name
}

// creatorName is the name of a creator that is one named agent, else empty.
func creatorName(raw json.RawMessage) (name string) {
	var rest object
	if readKnown(raw, &rest, fields{{"type", ignored}, {"name", text(&name)}}) != nil {
		return ""
	}
	return name
}

// bodyReader reads the bodies one by one: the first comment is the note, every
// tag a tag, all others are kept.
type bodyReader struct {
	of   *Annotation
	kept *unknownFields
	tags map[string]bool
}

func (b *bodyReader) read(raw json.RawMessage) error {
	var kind, purpose, format, value string
	var rest object
	err := readKnown(raw, &rest, fields{
		{"type", text(&kind)}, {"purpose", text(&purpose)}, {"format", text(&format)}, {"value", text(&value)},
	})
	textual := err == nil && kind == "TextualBody" && value != ""
	switch {
	case textual && purpose == "commenting" && (format == "" || format == noteFormat) && b.of.Note == "":
		b.of.Note, b.kept.comment = value, rest
	case textual && purpose == "tagging" && format == "" && !b.tags[value]:
		b.addTag(value)
		b.kept.keepTag(value, rest)
	default:
		b.kept.bodies.add(raw)
	}
	return nil
}

func (b *bodyReader) addTag(tag string) {
	if b.tags == nil {
		b.tags = map[string]bool{}
	}
	b.tags[tag] = true
	b.of.Tags = append(b.of.Tags, tag)
}

func (u *unknownFields) keepTag(tag string, rest object) {
	if rest == nil {
		return
	}
	if u.tags == nil {
		u.tags = map[string]object{}
	}
	u.tags[tag] = rest
}

// noUnknown stands for the unknown fields of a record that has none.
var noUnknown = &unknownFields{}

// writeAnnotation writes a record, with what a merge of two copies of it needs
// or without.
func writeAnnotation(w *writer, a Annotation, forMerging bool) {
	kept := a.kept
	if kept == nil {
		kept = noUnknown
	}
	w.object(func() {
		w.field("id", a.ID)
		w.name("type")
		w.raw(orRaw(kept.kind, `"Annotation"`))
		w.texts("motivation", motivations(a, kept))
		kept.writeCreator(w, a.Creator)
		w.moment("created", a.Created)
		w.moment("modified", a.Modified)
		if forMerging {
			w.moment("deleted", a.Deleted)
			a.changed.write(w, kept.changed)
			w.texts("history", a.History)
		}
		kept.writeBodies(w, a)
		kept.writeTarget(w, a)
		w.members(kept.record)
	})
}

// Record is a live annotation as a W3C Web Annotation on one line, without what
// only the notes file keeps: its history, and when which field was changed.
func (a Annotation) Record() json.RawMessage {
	return json.RawMessage(written(func(w *writer) { writeAnnotation(w, a, false) }))
}

// ReadRecord reads a record as Record writes it. What only a notes file may say of
// an annotation, such as its deletion, is not read.
func ReadRecord(raw json.RawMessage) (Annotation, error) {
	if !valid(raw) {
		return Annotation{}, errors.New("is not JSON")
	}
	a, err := readAnnotation(bytes.TrimSpace(raw))
	if err != nil {
		return Annotation{}, err
	}
	a.Deleted, a.History, a.changed = time.Time{}, nil, stamps{}
	return a, nil
}

func orRaw(raw json.RawMessage, other string) json.RawMessage {
	if raw == nil {
		return json.RawMessage(other)
	}
	return raw
}

// motivations say what the annotation does: it always marks a passage.
func motivations(a Annotation, kept *unknownFields) []string {
	list := []string{"highlighting"}
	if a.Note != "" {
		list = append(list, "commenting")
	}
	if len(a.Tags) > 0 {
		list = append(list, "tagging")
	}
	return append(list, kept.motivations...)
}

func (u *unknownFields) writeCreator(w *writer, name string) {
	if u.creator != nil && creatorName(u.creator) == name {
		w.name("creator")
		w.raw(u.creator)
		return
	}
	if name == "" {
		return
	}
	w.name("creator")
	writePerson(w, name)
}

func writePerson(w *writer, name string) {
	w.object(func() {
		w.field("type", "Person")
		w.field("name", name)
	})
}

func (u *unknownFields) writeBodies(w *writer, a Annotation) {
	if a.Note == "" && len(a.Tags) == 0 && len(u.bodies) == 0 {
		return
	}
	w.name("body")
	w.list(func() {
		if a.Note != "" {
			writeBody(w, "commenting", noteFormat, a.Note, u.comment)
		}
		for _, tag := range a.Tags {
			writeBody(w, "tagging", "", tag, u.tags[tag])
		}
		w.values(u.bodies)
	})
}

func writeBody(w *writer, purpose, format, value string, rest object) {
	w.object(func() {
		w.field("type", "TextualBody")
		w.field("purpose", purpose)
		w.field("format", format)
		w.field("value", value)
		w.members(rest)
	})
}

// unknownText is all that is unknown in an annotation, as text to compare.
func unknownText(a Annotation) string {
	if a.kept == nil {
		return ""
	}
	return string(a.kept.stateValue) + written(func(w *writer) {
		writeAnnotation(w, Annotation{
			Note: "-", Tags: slices.Sorted(maps.Keys(a.kept.tags)), Creator: creatorName(a.kept.creator),
			Target: Target{Exact: "-", End: 1, Revision: "-"}, kept: a.kept,
		}, true)
	})
}

// same reports whether two annotations are written alike, cheaply.
func (a Annotation) same(b Annotation) bool {
	return a.ID == b.ID && a.Color == b.Color && a.Note == b.Note && a.Creator == b.Creator &&
		a.Created.Equal(b.Created) && a.Modified.Equal(b.Modified) && a.Deleted.Equal(b.Deleted) &&
		a.changed == b.changed && a.Target == b.Target && slices.Equal(a.Earlier, b.Earlier) &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.History, b.History) &&
		(a.kept == b.kept || reflect.DeepEqual(a.kept, b.kept))
}
