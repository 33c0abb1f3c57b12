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

// eachMember gives the members of a JSON object, which json.Valid accepts, to do,
// in order.
func eachMember(raw json.RawMessage, do func(key, value json.RawMessage) error) error {
	if len(raw) == 0 || raw[0] != '{' {
		return errors.New("is not an object")
	}
	for rest := raw[1:]; ; {
		var key, value json.RawMessage
		if key, rest = cutValue(rest); len(key) == 0 {
			return nil
		}
		value, rest = cutValue(rest)
		if err := do(key, value); err != nil {
			return err
		}
	}
}

// add adds a member as it was read.
func (o *object) add(key, value json.RawMessage) error {
	name, err := readString(key)
	if len(*o) == maxItems {
		err = errors.New("has too many members")
	}
	if err == nil {
		*o = append(*o, member{name, bytes.Clone(key), value})
	}
	return err
}

// distinct reports a name that stands twice.
func (o object) distinct() error {
	names := make([]string, len(o))
	for i, m := range o {
		names[i] = m.name
	}
	slices.Sort(names)
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			return fmt.Errorf("has %q twice", names[i])
		}
	}
	return nil
}

// readObject reads one JSON object.
func readObject(raw json.RawMessage) (object, error) {
	var o object
	if err := eachMember(raw, o.add); err != nil {
		return nil, err
	}
	return o, o.distinct()
}

// cutValue cuts the first value off the inside of a valid array or object; the
// value is empty where the array or object ends. The signs between values do
// not matter to one who knows it is valid.
func cutValue(inside json.RawMessage) (value, rest json.RawMessage) {
	start := 0
	for start < len(inside) && between(inside[start]) {
		start++
	}
	inside = inside[start:]
	end := 0
	switch {
	case len(inside) == 0:
	case inside[0] == '"':
		end = stringEnd(inside, 0) + 1
	case inside[0] == '{' || inside[0] == '[':
		end = bracketEnd(inside) + 1
	default:
		for end < len(inside) && !between(inside[end]) && inside[end] != '}' && inside[end] != ']' {
			end++
		}
	}
	return inside[:end], inside[end:]
}

// between reports whether a byte stands between values.
func between(b byte) bool {
	return b == ',' || b == ':' || b == ' ' || b == '\n' || b == '\r' || b == '\t'
}

// stringEnd is the index of the quotation mark that ends the string at start: the
// first with an even number of backslashes before it.
func stringEnd(raw json.RawMessage, start int) int {
	for i := start + 1; ; i++ {
		next := bytes.IndexByte(raw[i:], '"')
		if next < 0 {
			return len(raw) - 1
		}
		i += next
		backslashes := 0
		for raw[i-1-backslashes] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return i
		}
	}
}

// bracketEnd is the index of the bracket that closes the one a value begins with.
func bracketEnd(raw json.RawMessage) int {
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			i = stringEnd(raw, i)
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(raw) - 1
}

// oneLine is a copy of a value without line breaks, so that its record stays on one
// line, and what is kept does not hold the whole file. JSON has line breaks only
// between tokens.
func oneLine(raw json.RawMessage) json.RawMessage {
	return bytes.Clone(withoutBreaks(raw))
}

func withoutBreaks(raw json.RawMessage) json.RawMessage {
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// fields says how to read the known members of an object, 32 at most.
type fields []knownField

type knownField struct {
	name string
	read func(raw json.RawMessage) error
}

// index is which field a key names; -1 for none.
func (f fields) index(key json.RawMessage) int {
	inside := key[1 : len(key)-1]
	if bytes.IndexByte(inside, '\\') >= 0 {
		name, _ := readString(key)
		inside = []byte(name)
	}
	for i := range f {
		if f[i].name == string(inside) {
			return i
		}
	}
	return -1
}

// member is the value of a member; nil when there is none of that name.
func (o object) member(name string) json.RawMessage {
	for _, m := range o {
		if m.name == name {
			return m.raw
		}
	}
	return nil
}

// take reads the value of a member of the field's name.
func (f *knownField) take(value json.RawMessage) error {
	if err := f.read(value); err != nil {
		return fmt.Errorf("%q %w", f.called(), err)
	}
	return nil
}

// called is a copy of the field's name for an error. An error that held the name
// itself would have the compiler put the readers of every record on the heap.
func (f *knownField) called() string { return strings.Clone(f.name) }

// read gives the known members to their readers and returns the others.
func (o object) read(known fields) (unknown object, err error) {
	for _, m := range o {
		i := known.index(m.key)
		if i < 0 {
			m.raw = oneLine(m.raw)
			unknown = append(unknown, m)
		} else if err := known[i].take(m.raw); err != nil {
			return nil, err
		}
	}
	return unknown, nil
}

// readKnown reads an object whose unknown members go to *unknown: read without
// a list of all members, of which a large file has millions.
func readKnown(raw json.RawMessage, unknown *object, known fields) error {
	var others object
	seen := uint32(0)
	err := eachMember(raw, func(key, value json.RawMessage) error {
		i := known.index(key)
		switch {
		case i < 0:
			return others.add(key, oneLine(value))
		case seen&(1<<i) != 0:
			return fmt.Errorf("has %q twice", known[i].called())
		}
		seen |= 1 << i
		return known[i].take(value)
	})
	if err == nil {
		err = others.distinct()
	}
	if err == nil {
		*unknown = others
	}
	return err
}

// ignored reads a value that says nothing new.
func ignored(json.RawMessage) error { return nil }

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
	return eachInside(raw[1:], do)
}

// eachInside gives the values that cutValue cuts off to do, in order.
func eachInside(rest json.RawMessage, do func(json.RawMessage) error) error {
	for i := 1; ; i++ {
		var item json.RawMessage
		if item, rest = cutValue(rest); len(item) == 0 {
			return nil
		}
		if err := do(item); err != nil {
			return fmt.Errorf("item %d %w", i, err)
		}
	}
}

// inside is what eachInside takes for the items of an array, or for a value that is
// none: JSON-LD writes a list of one either way.
func inside(raw json.RawMessage) json.RawMessage {
	if len(raw) > 0 && raw[0] == '[' {
		return raw[1:]
	}
	return raw
}

// eachItemOrOne is eachItem, and do(raw) for a value that is no array.
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
	case ordinary(raw) != "":
		return ordinary(raw), nil
	case bytes.IndexByte(raw, '\\') < 0:
		return string(raw[1 : len(raw)-1]), nil
	case json.Unmarshal(raw, &s) != nil:
		return "", errors.New("is not a string")
	}
	if strings.ContainsRune(s, utf8.RuneError) && halfSurrogate(raw) {
		return "", errors.New("holds half a character")
	}
	return s, nil
}

// ordinary is a string that nearly every record holds, without a copy of its own;
// empty for any other.
func ordinary(raw json.RawMessage) string {
	switch string(raw) {
	case `"TextualBody"`:
		return "TextualBody"
	case `"commenting"`:
		return "commenting"
	case `"tagging"`:
		return "tagging"
	case `"` + noteFormat + `"`:
		return noteFormat
	case `"TextQuoteSelector"`:
		return "TextQuoteSelector"
	case `"TextPositionSelector"`:
		return "TextPositionSelector"
	case `"TimeState"`:
		return "TimeState"
	}
	return ""
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

// sortedSet is the distinct strings of the lists but for those left out.
func sortedSet(without []string, lists ...[]string) []string {
	all := slices.Concat(lists...)
	if len(all) == 0 {
		return nil
	}
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" || slices.Contains(without, s) })
	slices.Sort(all)
	return slices.Compact(all)
}
