package annotations

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// This file keeps what can be undone and done again, so that it still can be
// after a restart. It is a file of lines: which notes it is about, then one
// edit a line, those that were done and then those that were undone.

// The journal that is kept is of so many edits and bytes: thousands of notes are
// imported in one edit, which fills a notes file and must fit. In a session there
// is no limit.
const (
	journalEdits = 200
	journalBytes = MaxFile - 64<<10 // with what is round the edits it can be read
)

// step is an edit that was done or undone. One that comes from the journal is
// read when it is asked for: most never are.
type step struct {
	edit *Edit
	raw  json.RawMessage
}

func newStep(e Edit) step {
	return step{&e, json.RawMessage(written(e.write))}
}

func (s step) what() (Edit, error) {
	if s.edit != nil {
		return *s.edit, nil
	}
	return readEdit(s.raw)
}

// journal is what a set can undo and do again, as a value.
type journal struct{ done, undone []step }

// lastSteps is a copy of the steps that are kept at most.
func lastSteps(steps []step) []step {
	return slices.Clone(steps[max(0, len(steps)-journalEdits):])
}

// encode writes a journal of the notes of a document, the last edits of it.
func (j *journal) encode(document string) []byte {
	done, undone := j.bounded()
	w := &writer{}
	w.object(func() {
		w.field("document", document)
		w.number("done", len(done))
	})
	for _, s := range slices.Concat(done, undone) {
		w.WriteByte('\n')
		w.Write(s.raw)
	}
	w.WriteByte('\n')
	return w.Bytes()
}

// bounded are the last edits, as far as they are kept. What was undone comes
// first: it is what lies nearest.
func (j *journal) bounded() (done, undone []step) {
	edits, room := journalEdits, journalBytes
	last := func(steps []step) []step {
		from := len(steps)
		for from > 0 && edits > 0 && len(steps[from-1].raw) <= room {
			from--
			edits--
			room -= len(steps[from].raw)
		}
		return steps[from:]
	}
	undone = last(j.undone)
	return last(j.done), undone
}

// decodeJournal reads a journal of the notes of a document; it is nil when it is
// of another one, or damaged.
func decodeJournal(data []byte, document string) *journal {
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	var of string
	var done int
	var unknown object
	if !valid(head) || readKnown(head, &unknown, fields{{"document", text(&of)}, {"done", number(&done)}}) != nil ||
		of != document {
		return nil
	}
	var steps []step
	for line := range bytes.Lines(rest) {
		if !valid(line) {
			return nil
		}
		steps = append(steps, step{raw: bytes.TrimSpace(line)})
	}
	if done < 0 || done > len(steps) {
		return nil
	}
	return &journal{done: steps[:done:done], undone: steps[done:]}
}

func (e Edit) write(w *writer) {
	w.object(func() {
		if e.ID != "" {
			w.field("id", e.ID)
			if !e.Before.same(unmade(e.After)) {
				w.name("before")
				writeAnnotation(w, e.Before, true)
			}
			w.name("after")
			writeAnnotation(w, e.After, true)
		}
		writeChanges(w, "tags", e.tags, writeTag)
		writeChanges(w, "retagged", e.retagged, writeTagging)
		writeChanges(w, "rulings", e.rulings, writeRuling)
		writeChanges(w, "roles", e.roles, writeRole)
		writeChanges(w, "given", e.given, writeFact)
		writeParts(w, e.parts)
	})
}

func writeRole(w *writer, r role) {
	w.object(func() {
		w.field("color", string(r.color))
		w.field("name", r.name)
	})
}

func writeChanges[T any](w *writer, name string, changes []change[T], write func(*writer, T)) {
	if len(changes) == 0 {
		return
	}
	w.name(name)
	w.list(func() {
		for _, c := range changes {
			w.object(func() {
				for _, side := range []struct {
					name string
					item *T
				}{{"before", c.before}, {"after", c.after}} {
					if side.item != nil {
						w.name(side.name)
						write(w, *side.item)
					}
				}
			})
		}
	})
}

func readEdit(raw json.RawMessage) (e Edit, err error) {
	var unknown object
	err = readKnown(raw, &unknown, fields{
		{"id", text(&e.ID)},
		{"before", readInto(readAnnotation, &e.Before)},
		{"after", readInto(readAnnotation, &e.After)},
		{"tags", readChanges(readTag, &e.tags)},
		{"retagged", readChanges(readTagging, &e.retagged)},
		{"rulings", readChanges(readRuling, &e.rulings)},
		{"roles", readChanges(readRole, &e.roles)},
		{"given", readChanges(readFact, &e.given)},
		{"parts", readParts(&e.parts)},
	})
	if e.Before.ID == "" {
		e.Before = unmade(e.After)
	}
	if err == nil && (e.Before.ID != e.ID || e.After.ID != e.ID ||
		slices.ContainsFunc(e.roles, half) || slices.ContainsFunc(e.given, half) || slices.ContainsFunc(e.retagged, half)) {
		err = errors.New("is no edit")
	}
	return e, err
}

// half reports whether a change lacks a side, as those of a list may.
func half[T any](c change[T]) bool { return c.before == nil || c.after == nil }

func writeTagging(w *writer, t tagging) {
	w.object(func() {
		w.field("id", t.id)
		w.texts("tags", t.tags)
	})
}

func readTagging(raw json.RawMessage) (t tagging, err error) {
	var unknown object
	err = readKnown(raw, &unknown, fields{{"id", text(&t.id)}, {"tags", texts(&t.tags)}})
	return t, err
}

func readRole(raw json.RawMessage) (r role, err error) {
	var unknown object
	err = readKnown(raw, &unknown, fields{{"color", text((*string)(&r.color))}, {"name", text(&r.name)}})
	return r, err
}

func readInto[T any](read func(json.RawMessage) (T, error), to *T) func(json.RawMessage) error {
	return func(raw json.RawMessage) (err error) {
		*to, err = read(raw)
		return err
	}
}

func readChanges[T any](read func(json.RawMessage) (T, error), to *[]change[T]) func(json.RawMessage) error {
	side := func(to **T) func(json.RawMessage) error {
		return func(raw json.RawMessage) error {
			item, err := read(raw)
			*to = &item
			return err
		}
	}
	return func(raw json.RawMessage) error {
		return eachItem(raw, func(item json.RawMessage) error {
			var c change[T]
			var unknown object
			err := readKnown(item, &unknown, fields{{"before", side(&c.before)}, {"after", side(&c.after)}})
			if err == nil && c.before == nil && c.after == nil {
				err = errors.New("changes nothing")
			}
			*to = append(*to, c)
			return err
		})
	}
}

// journalPath is the journal of the notes file at path.
func (s *Store) journalPath(path string) string {
	return filepath.Join(s.JournalDir, nameOf(path)+".jsonl")
}

func (s *Store) loadJournal(path, document string) *journal {
	if s.JournalDir == "" {
		return nil
	}
	data, err := s.call().read(s.journalPath(path))
	if err != nil {
		return nil
	}
	return decodeJournal(data, document)
}

// saveJournal keeps what can be undone. It may fail, and is not flushed: the
// notes are safe without it.
func (s *Store) saveJournal(path, document string, j *journal) {
	if s.JournalDir == "" || j == nil || os.MkdirAll(s.JournalDir, 0o700) != nil {
		return
	}
	call, temporary := s.call(), filepath.Join(s.JournalDir, temporaryPrefix(path)+rand.Text()+".tmp")
	f, err := call.create(temporary, newMode)
	if err != nil {
		return
	}
	_, err = f.Write(j.encode(document))
	if errors.Join(err, f.Close()) != nil || call.rename(temporary, s.journalPath(path)) != nil {
		call.remove(temporary)
	}
}
