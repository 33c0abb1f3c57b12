package annotations

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// encoding/json alone cannot keep what it does not know: it matches names
// without regard to case, drops the fields a struct lacks, takes the last of
// two equal names and puts numbers through float64. This file reads an object
// as the ordered list of its members, each with its own bytes.

// member is a field of an object: its name, and the bytes of the name and of
// the value as they were read.
type member struct {
	name     string
	key, raw json.RawMessage
}

// object is the members of a JSON object in their order, no name twice.
type object []member

// readObject reads one JSON object, which json.Valid accepts.
func readObject(raw json.RawMessage) (object, error) {
	if len(raw) == 0 || raw[0] != '{' {
		return nil, errors.New("is not an object")
	}
	var o object
	names := map[string]bool{}
	for rest := raw[1:]; ; {
		var m member
		if m.key, rest = cutValue(rest); len(m.key) == 0 {
			return o, nil
		}
		m.raw, rest = cutValue(rest)
		name, err := readString(m.key)
		if err != nil {
			return nil, err
		}
		if names[name] {
			return nil, fmt.Errorf("has %q twice", name)
		}
		names[name] = true
		m.name = name
		o = append(o, m)
	}
}

// cutValue cuts the first value off the inside of a valid array or object; the
// value is empty where the array or object ends. The signs between values do
// not matter to one who knows it is valid.
func cutValue(inside json.RawMessage) (value, rest json.RawMessage) {
	inside = bytes.TrimLeft(inside, " \t\r\n,:")
	depth := 0
	for i := 0; i < len(inside); i++ {
		switch inside[i] {
		case '"':
			i = stringEnd(inside, i)
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		case ' ', '\t', '\r', '\n', ',', ':':
			if depth == 0 {
				return inside[:i], inside[i:]
			}
			continue
		default:
			continue
		}
		switch {
		case depth < 0:
			return inside[:i], inside[i:]
		case depth == 0:
			return inside[:i+1], inside[i+1:]
		}
	}
	return inside, nil
}

// stringEnd is the index of the quotation mark that ends the string at start.
func stringEnd(raw json.RawMessage, start int) int {
	for i := start + 1; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(raw) - 1
}

// oneLine is a value without line breaks, so that its record stays on one
// line; a value that has none stays as it is. JSON has line breaks only between
// tokens.
func oneLine(raw json.RawMessage) json.RawMessage {
	if !bytes.ContainsAny(raw, "\r\n") {
		return raw
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// fields says how to read the known members of an object.
type fields map[string]func(raw json.RawMessage) error

// read gives the known members to their readers and returns the others.
func (o object) read(known fields) (unknown object, err error) {
	for _, m := range o {
		reader := known[m.name]
		if reader == nil {
			m.raw = oneLine(m.raw)
			unknown = append(unknown, m)
			continue
		}
		if err := reader(m.raw); err != nil {
			return nil, fmt.Errorf("%q %w", m.name, err)
		}
	}
	return unknown, nil
}

// readKnown reads an object whose unknown members go to *unknown.
func readKnown(raw json.RawMessage, unknown *object, known fields) error {
	o, err := readObject(raw)
	if err != nil {
		return err
	}
	*unknown, err = o.read(known)
	return err
}

func text(to *string) func(json.RawMessage) error {
	return func(raw json.RawMessage) (err error) {
		*to, err = readString(raw)
		return err
	}
}

func texts(to *[]string) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		return eachItem(raw, func(item json.RawMessage) error {
			s, err := readString(item)
			*to = append(*to, s)
			return err
		})
	}
}

func number(to *int) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			return errors.New("is not a whole number")
		}
		*to = n
		return nil
	}
}

func moment(to *time.Time) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		s, err := readString(raw)
		if err != nil {
			return err
		}
		t, err := time.Parse(time.RFC3339, s)
		t = t.UTC()
		if err != nil || t.Year() < 0 || t.Year() > lastYear {
			return errors.New("is not a time")
		}
		*to = t
		return nil
	}
}

// eachItem gives every item of an array to do, in order.
func eachItem(raw json.RawMessage, do func(json.RawMessage) error) error {
	if len(raw) == 0 || raw[0] != '[' {
		return errors.New("is not a list")
	}
	for i, rest := 1, raw[1:]; ; i++ {
		var item json.RawMessage
		if item, rest = cutValue(rest); len(item) == 0 {
			return nil
		}
		if err := do(item); err != nil {
			return fmt.Errorf("item %d %w", i, err)
		}
	}
}

// eachItemOrOne is eachItem, and do(raw) for a value that is no array: JSON-LD
// writes a list of one either way.
func eachItemOrOne(raw json.RawMessage, do func(json.RawMessage) error) error {
	if len(raw) > 0 && raw[0] == '[' {
		return eachItem(raw, do)
	}
	return do(raw)
}

// readString reads a string. One with half a surrogate pair is refused: it
// has no UTF-8, so it could not be written back.
func readString(raw json.RawMessage) (string, error) {
	var s string
	switch {
	case len(raw) == 0 || raw[0] != '"':
		return "", errors.New("is not a string")
	case !bytes.ContainsRune(raw, '\\'):
		return string(raw[1 : len(raw)-1]), nil
	case json.Unmarshal(raw, &s) != nil:
		return "", errors.New("is not a string")
	}
	if strings.ContainsRune(s, utf8.RuneError) && halfSurrogate(raw) {
		return "", errors.New("holds half a character")
	}
	return s, nil
}

// halfSurrogate reports whether a string has a \u escape of a surrogate
// without its partner: a string that encoding/json turned into U+FFFD though
// nothing in it says so.
func halfSurrogate(raw json.RawMessage) bool {
	unescaped := strings.ReplaceAll(string(raw), `\\`, "")
	written := strings.Count(unescaped, "\uFFFD") + strings.Count(strings.ToLower(unescaped), `\ufffd`)
	var s string
	json.Unmarshal(raw, &s) // readString has seen that it can be read
	return strings.Count(s, "\uFFFD") > written
}

// writer writes JSON. A comma goes before whatever does not come first.
type writer struct {
	bytes.Buffer
	strings *json.Encoder
}

func newWriter() *writer {
	w := &writer{}
	w.strings = json.NewEncoder(&w.Buffer)
	w.strings.SetEscapeHTML(false)
	return w
}

// comma goes before every value, name and bracket that opens.
func (w *writer) comma() {
	if b := w.Bytes(); len(b) > 0 && !strings.ContainsRune("{[:\n", rune(b[len(b)-1])) {
		w.WriteByte(',')
	}
}

// value writes a string. encoding/json escapes U+2028 and U+2029, which some
// programs take for line breaks.
func (w *writer) value(s string) {
	w.comma()
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // U+FFFD for each bad byte
	}
	start := w.Len()
	w.strings.Encode(s)
	w.Truncate(w.Len() - 1)
	if strings.ContainsFunc(s, isLateControl) {
		w.escapeControls(start)
	}
}

// isLateControl reports whether r is a control character that JSON does not
// have escaped. Printed, it may command a terminal.
func isLateControl(r rune) bool { return 0x7F <= r && r <= 0x9F }

// escapeControls escapes the control characters of what was written from start
// on.
func (w *writer) escapeControls(start int) {
	written := string(w.Bytes()[start:])
	w.Truncate(start)
	for _, r := range written {
		if isLateControl(r) {
			fmt.Fprintf(w, `\u%04x`, r)
		} else {
			w.WriteRune(r)
		}
	}
}

func (w *writer) raw(raw json.RawMessage) {
	w.comma()
	w.Write(raw)
}

func (w *writer) name(name string) {
	w.value(name)
	w.WriteByte(':')
}

// field writes a string field unless it is empty.
func (w *writer) field(name, s string) {
	if s != "" {
		w.name(name)
		w.value(s)
	}
}

func (w *writer) number(name string, n int) {
	w.name(name)
	w.WriteString(strconv.Itoa(n))
}

// moment writes a time unless it is zero.
func (w *writer) moment(name string, t time.Time) {
	if !t.IsZero() {
		w.field(name, t.UTC().Format(time.RFC3339Nano))
	}
}

// texts writes a list of strings unless it is empty.
func (w *writer) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	w.name(name)
	w.list(func() {
		for _, s := range list {
			w.value(s)
		}
	})
}

func (w *writer) list(items func())     { w.bracketed('[', ']', items) }
func (w *writer) object(members func()) { w.bracketed('{', '}', members) }

func (w *writer) bracketed(open, shut byte, inside func()) {
	w.comma()
	w.WriteByte(open)
	inside()
	w.WriteByte(shut)
}

// members writes what was read and not understood.
func (w *writer) members(o object) {
	for _, m := range o {
		w.raw(m.key)
		w.WriteByte(':')
		w.Write(m.raw)
	}
}

// lines writes a list field with one item a line.
func (w *writer) lines(name string, count int, item func(i int)) {
	w.line()
	w.name(name)
	w.itemLines(count, item)
}

// itemLines writes a list with one item a line.
func (w *writer) itemLines(count int, item func(i int)) {
	w.list(func() {
		for i := range count {
			w.line()
			item(i)
		}
		if count > 0 {
			w.WriteByte('\n')
		}
	})
}

// line starts a new line, after a comma where one is due.
func (w *writer) line() {
	w.comma()
	w.WriteByte('\n')
}

// written is what a function writes.
func written(write func(w *writer)) string {
	w := newWriter()
	write(w)
	return w.String()
}

// sortedSet is the distinct strings of the lists but for those left out.
func sortedSet(without []string, lists ...[]string) []string {
	all := slices.Concat(lists...)
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" || slices.Contains(without, s) })
	slices.Sort(all)
	return slices.Compact(all)
}
