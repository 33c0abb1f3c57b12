package annotations

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file is a notes file as bytes. At its top level stand
//
//	format       "lectern-notes"
//	version      1
//	document     {id, title, speaker, date, language, given: {title, speaker,
//	             date, occasion, url}, revisions: [{sha256, foldedSha256,
//	             characters, encoding}]}; given is what the reader has set
//	roles        {"yellow": "what yellow stands for", …}
//	rulings      [{exact, start, level}]: paragraphs the reader declared
//	             to be headings of a level, or of level 0: none
//	tags         [{id, path, color, description, aliases, changed}]:
//	             aliases are earlier paths, by which annotations may still
//	             name the tag; "changed" says when each field was changed
//	annotations  W3C annotations, also the deleted ones, which have the
//	             time in "deleted"; "changed" says when each field was
//	             changed, "history" holds notes that lost a merge
//	text         the lines of the text that the notes were made on; of
//	             several texts, as many lists of lines in "texts"
//
// with lists one item a line and sorted by id, empty fields left out, and what
// is not known kept behind the rest. It says nothing that changes without an
// edit, so notes that did not change are the same bytes.

const (
	fileFormat  = "lectern-notes"
	fileVersion = 1
)

// Decode reads a notes file; one with the two sides of a git conflict is read
// through. With ErrNewer the notes are what could be made out. Any other error
// is ErrBroken, and ErrConflict where a merge left marks that cannot be read
// through; the notes then are what stands whole on its line, or nil.
func Decode(data []byte) (*Notes, error) {
	// RFC 8259, 8.1: a reader may ignore a byte order mark.
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if err := checkValues(data); err != nil {
		return nil, err
	}
	read := decodeLines
	if hasConflictMarks(data) {
		read = readThrough
	}
	n, err := read(data)
	if err != nil && !errors.Is(err, ErrBroken) && !errors.Is(err, ErrNewer) {
		err = broken(err)
	}
	return n, err
}

// decodeWhole reads a notes file that is one JSON value.
func decodeWhole(data []byte) (*Notes, error) {
	if err := whole(data); err != nil {
		return nil, err
	}
	top, err := readObject(bytes.TrimSpace(data))
	if err != nil {
		return nil, broken(err)
	}
	if err := checkVersion(top); err != nil && !errors.Is(err, ErrNewer) {
		return nil, err
	} else if err != nil {
		n, _ := readNotes(top)
		return n, err
	}
	n, err := readNotes(top)
	if err != nil {
		return nil, broken(err)
	}
	return n, nil
}

func broken(why error) error { return fmt.Errorf("%w: %w", ErrBroken, why) }

// whole reports what keeps the bytes from being one JSON value in UTF-8.
func whole(data []byte) error {
	var err error
	if !validJSON(data) {
		err = json.Unmarshal(data, new(any)) // says where
	}
	var syntax *json.SyntaxError
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return broken(errors.New("it is empty"))
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return broken(fmt.Errorf("line %d: %s", line, syntax))
	case err != nil:
		return broken(err)
	case !utf8.Valid(data):
		return broken(errors.New("it is not UTF-8"))
	}
	return nil
}

func checkVersion(top object) error {
	format, err := readString(top.member("format"))
	if err != nil || format != fileFormat {
		return broken(fmt.Errorf(`its "format" is not %q`, fileFormat))
	}
	version := string(top.member("version"))
	number, err := strconv.ParseUint(version, 10, 32)
	switch {
	case errors.Is(err, strconv.ErrRange) || number > fileVersion:
		return fmt.Errorf("%w: version %.20s, this one reads %d", ErrNewer, version, fileVersion)
	case err != nil || number == 0:
		return broken(errors.New(`its "version" is not a number from 1`))
	}
	return nil
}

// readNotes reads the top level; the notes are never nil.
func readNotes(top object) (*Notes, error) {
	n := &Notes{}
	unknown, err := top.read(fields{
		{"format", ignored},
		{"version", ignored},
		{"document", n.Document.read},
		{"roles", n.readRoles},
		{"rulings", items(readRuling, &n.Rulings, rulingID, latter)},
		{"tags", items(readTag, &n.Tags, tagID, mergeTags)},
		{"annotations", items(recordReader(), &n.Annotations, annotationID, mergeRecords)},
		{"text", n.readText},
		{"texts", func(raw json.RawMessage) error { return eachItem(raw, n.readText) }},
	})
	n.kept = unknown
	if err == nil && n.Document.ID == "" {
		err = errors.New(`"document" has no id`)
	}
	return n, err
}

// mergeRecords makes one of two records with one id: they are the two sides of
// a merge that met no conflict.
func mergeRecords(a, b *Annotation) *Annotation {
	m := mergeAnnotations(nil, *a, *b)
	return &m
}

// recordReader reads records that share with the one before what both say: all of
// a file name the same document and text, which are longer than most notes.
func recordReader() func(json.RawMessage) (*Annotation, error) {
	before := &Annotation{}
	return func(raw json.RawMessage) (*Annotation, error) {
		a := new(Annotation)
		err := a.read(raw)
		for _, of := range []func(*Annotation) *string{
			func(a *Annotation) *string { return &a.Target.Source },
			func(a *Annotation) *string { return &a.Target.Revision },
			func(a *Annotation) *string { return &a.Creator },
		} {
			if *of(a) == *of(before) {
				*of(a) = *of(before)
			}
		}
		before = a
		return a, err
	}
}

func latter[T any](_, b T) T { return b }

// items reads a list of items into to, sorted by key, with both() of two that
// have the same.
func items[T any](read func(json.RawMessage) (T, error), to *[]T, key func(T) string, both func(a, b T) T) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		var list []T
		err := eachItem(raw, func(item json.RawMessage) error {
			if len(list) == maxItems {
				return errors.New("is one too many")
			}
			value, err := read(item)
			list = append(list, value)
			return err
		})
		if err != nil {
			return err
		}
		slices.SortStableFunc(list, func(a, b T) int { return strings.Compare(key(a), key(b)) })
		*to = list[:0]
		for _, item := range list {
			if last := len(*to) - 1; last >= 0 && key((*to)[last]) == key(item) {
				(*to)[last] = both((*to)[last], item)
			} else {
				*to = append(*to, item)
			}
		}
		return nil
	}
}

func (r *DocumentRecord) read(raw json.RawMessage) error {
	return readKnown(raw, &r.kept, fields{
		{"id", text(&r.ID)}, {"title", text(&r.Title)}, {"speaker", text(&r.Speaker)},
		{"date", text(&r.Date)}, {"language", text(&r.Language)},
		{"given", r.Given.read(&r.keptGiven)},
		{"revisions", items(readRevision, &r.Revisions, revisionID, latter)},
	})
}

func readRevision(raw json.RawMessage) (r Revision, err error) {
	err = readKnown(raw, &r.kept, fields{
		{"sha256", text(&r.SHA256)}, {"foldedSha256", text(&r.FoldedSHA256)},
		{"characters", number(&r.Characters)}, {"encoding", text(&r.Encoding)},
	})
	return r, err
}

func (n *Notes) readRoles(raw json.RawMessage) error {
	roles, err := readObject(raw)
	if err != nil {
		return err
	}
	n.Roles = map[Color]string{}
	for _, m := range roles {
		role, err := readString(m.raw)
		if err != nil {
			return fmt.Errorf("%q %w", m.name, err)
		}
		if role != "" {
			n.Roles[Color(m.name)] = role
		}
	}
	return nil
}

// readText reads the lines of a text. They are its revision's proof, so none is
// written down with them.
func (n *Notes) readText(raw json.RawMessage) error {
	var lines strings.Builder
	err := eachItem(raw, func(item json.RawMessage) error {
		line, err := readString(item)
		lines.WriteString(line)
		lines.WriteByte('\n')
		return err
	})
	if text := strings.TrimSuffix(lines.String(), "\n"); text != "" {
		n.Texts = put(n.Texts, textID, Text{textHash(text), text})
	}
	return err
}

func readRuling(raw json.RawMessage) (r Ruling, err error) {
	err = readKnown(raw, &r.kept, fields{{"exact", text(&r.Exact)}, {"start", number(&r.Start)}, {"level", number(&r.Level)}})
	return r, err
}

// Encode writes a notes file.
func (n *Notes) Encode() []byte {
	w := &writer{}
	n.write(w)
	return w.Bytes()
}

// encodeTo is Encode, piece by piece.
func (n *Notes) encodeTo(to io.Writer) error {
	w := &writer{to: to}
	n.write(w)
	w.passOn(w.Len())
	return w.failed
}

func (n *Notes) write(w *writer) {
	w.object(func() {
		w.line()
		w.field("format", fileFormat)
		w.line()
		w.number("version", fileVersion)
		w.line()
		w.name("document")
		n.Document.write(w)
		w.line()
		w.name("roles")
		n.writeRoles(w)
		w.lines("rulings", len(n.Rulings), func(i int) { writeRuling(w, n.Rulings[i]) })
		w.lines("tags", len(n.Tags), func(i int) { writeTag(w, n.Tags[i]) })
		w.lines("annotations", len(n.Annotations), func(i int) {
			writeAnnotation(w, *n.Annotations[i], true)
		})
		n.writeTexts(w)
		for i := range n.kept {
			w.line()
			w.members(n.kept[i : i+1])
		}
		w.WriteByte('\n')
	})
	w.WriteByte('\n')
}

// sayWhat reports whether notes are written as others are, be these in other bytes
// on the disk because another program wrote them.
func (n *Notes) sayWhat(others *Notes) bool {
	alike := func(a, b *Annotation) bool { return a == b || a.same(*b) }
	if !slices.EqualFunc(n.Annotations, others.Annotations, alike) {
		return false
	}
	head, other := *n, *others
	head.Annotations, other.Annotations = nil, nil
	return bytes.Equal(head.Encode(), other.Encode())
}

func (r *DocumentRecord) write(w *writer) {
	w.object(func() {
		w.field("id", r.ID)
		w.field("title", r.Title)
		w.field("speaker", r.Speaker)
		w.field("date", r.Date)
		w.field("language", r.Language)
		writeInfo(w, "given", r.Given, r.keptGiven)
		if len(r.Revisions) > 0 {
			w.name("revisions")
			w.list(func() {
				for _, revision := range r.Revisions {
					writeRevision(w, revision)
				}
			})
		}
		w.members(r.kept)
	})
}

func writeRevision(w *writer, r Revision) {
	w.object(func() {
		w.field("sha256", r.SHA256)
		w.field("foldedSha256", r.FoldedSHA256)
		w.number("characters", r.Characters)
		w.field("encoding", r.Encoding)
		w.members(r.kept)
	})
}

func (n *Notes) writeRoles(w *writer) {
	w.object(func() {
		for _, c := range slices.Sorted(maps.Keys(n.Roles)) {
			w.field(string(c), n.Roles[c])
		}
	})
}

func writeRuling(w *writer, r Ruling) {
	w.object(func() {
		w.field("exact", r.Exact)
		w.number("start", r.Start)
		w.number("level", r.Level)
		w.members(r.kept)
	})
}

func (n *Notes) writeTexts(w *writer) {
	switch len(n.Texts) {
	case 0:
	case 1:
		w.line()
		w.name("text")
		writeText(w, n.Texts[0])
	default:
		w.lines("texts", len(n.Texts), func(i int) { writeText(w, n.Texts[i]) })
	}
}

func writeText(w *writer, t Text) {
	lines := strings.Split(t.Text, "\n")
	w.itemLines(len(lines), func(i int) { w.value(lines[i]) })
}
