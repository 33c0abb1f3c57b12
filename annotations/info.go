package annotations

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"lectern/model"
)

// Info is what a speech is cited by. A field is empty when nobody says.
type Info struct{ Title, Speaker, Date, Occasion, URL string }

// infoFields are Info's fields and what they are called, in the notes file too.
var infoFields = []struct {
	name string
	of   func(*Info) *string
}{
	{"title", func(i *Info) *string { return &i.Title }},
	{"speaker", func(i *Info) *string { return &i.Speaker }},
	{"date", func(i *Info) *string { return &i.Date }},
	{"occasion", func(i *Info) *string { return &i.Occasion }},
	{"url", func(i *Info) *string { return &i.URL }},
}

// InfoFields are the names that Info's fields go by.
func InfoFields() []string {
	var names []string
	for _, f := range infoFields {
		names = append(names, f.name)
	}
	return names
}

// Field is the field of a name; nil when there is none of that name.
func (i *Info) Field(name string) *string {
	for _, f := range infoFields {
		if f.name == name {
			return f.of(i)
		}
	}
	return nil
}

// TextInfo is what the text of a speech says.
func TextInfo(d *model.Document) Info {
	return Info{Title: d.Title, Speaker: d.Speaker, Date: d.Date, Occasion: d.Occasion, URL: d.URL}
}

// Info is what the reader has set, else what the text says.
func (n *Notes) Info(d *model.Document) Info { return n.Document.Given.or(TextInfo(d)) }

// or is the info with another one's fields where its own are empty.
func (i Info) or(other Info) Info {
	for _, f := range infoFields {
		*f.of(&i) = cmp.Or(*f.of(&i), *f.of(&other))
	}
	return i
}

// fact is one field of DocumentRecord.Given.
type fact struct{ field, value string }

// SetInfo sets a field of what the speech is cited by, on one line; an empty
// value goes back to what the text says. ok is false when there is no such
// field.
func (s *Set) SetInfo(now time.Time, field, value string) (ok bool) {
	given := s.notes.Document.Given.Field(field)
	if given == nil {
		return false
	}
	if value = strings.Join(strings.Fields(value), " "); value != *given {
		s.do(now, Edit{given: []change[fact]{{&fact{field, *given}, &fact{field, value}}}})
	}
	return true
}

func (s *Set) turnFact(c change[fact]) {
	if given := s.notes.Document.Given.Field(c.after.field); *given == c.before.value {
		*given = c.after.value // else changed on disk since
	}
}

func mergeInfo(base, ours, theirs Info) (merged Info) {
	for _, f := range infoFields {
		*f.of(&merged) = pick(*f.of(&base), *f.of(&ours), *f.of(&theirs))
	}
	return merged
}

func (i *Info) read(unknown *object) func(json.RawMessage) error {
	var known fields
	for _, f := range infoFields {
		known = append(known, knownField{f.name, text(f.of(i))})
	}
	return func(raw json.RawMessage) error { return readKnown(raw, unknown, known) }
}

// writeInfo writes a field with what is set, unless nothing is.
func writeInfo(w *writer, name string, i Info, unknown object) {
	if i == (Info{}) && unknown == nil {
		return
	}
	w.name(name)
	w.object(func() {
		for _, f := range infoFields {
			w.field(f.name, *f.of(&i))
		}
		w.members(unknown)
	})
}

func writeFact(w *writer, f fact) {
	w.object(func() {
		w.field("field", f.field)
		w.field("value", f.value)
	})
}

func readFact(raw json.RawMessage) (f fact, err error) {
	var unknown object
	err = readKnown(raw, &unknown, fields{{"field", text(&f.field)}, {"value", text(&f.value)}})
	if err == nil && !slices.Contains(InfoFields(), f.field) {
		err = errors.New("is no field of a speech")
	}
	return f, err
}
