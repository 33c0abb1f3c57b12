package annotations

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// writer writes JSON. A comma goes before whatever does not come first.
type writer struct {
	bytes.Buffer
	to     io.Writer // where pieces go as they are written; nil: all stays in the buffer
	failed error
}

// piece is how many bytes go on at once.
const piece = 1 << 20

// passOn sends the first n bytes of the buffer to where they go.
func (w *writer) passOn(n int) {
	if w.failed == nil {
		_, w.failed = w.to.Write(w.Next(n))
	}
}

// comma goes before every value, name and bracket that opens.
func (w *writer) comma() {
	b := w.Bytes()
	if len(b) == 0 {
		return
	}
	switch b[len(b)-1] {
	case '{', '[', ':', '\n':
	default:
		w.WriteByte(',')
	}
}

// value writes a string.
func (w *writer) value(s string) {
	w.comma()
	if !goesPlain(s) {
		w.escaped(s)
		return
	}
	w.WriteByte('"')
	w.WriteString(s)
	w.WriteByte('"')
}

// goesPlain reports whether a string stands in JSON as it is. One that might need
// an escape, by its bytes, does not: U+0080 to U+00BF begin with C2, U+2000 to
// U+203F with E2 80.
func goesPlain(s string) bool {
	ascii := true
	for i := range len(s) {
		switch b := s[i]; {
		case b < ' ' || b == '"' || b == '\\' || b == 0x7F || b == 0xC2:
			return false
		case b == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8:
			return false
		case b >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}

// escaped writes a string with what has to be escaped in it: what JSON has, then
// U+2028 and U+2029, which some programs take for line breaks, and the control
// characters that JSON lets stand, which may command a terminal. A bad byte is
// written as U+FFFD.
func (w *writer) escaped(s string) {
	w.WriteByte('"')
	for _, r := range s {
		short := strings.IndexRune("\"\\\b\f\n\r\t", r)
		switch {
		case short >= 0:
			w.WriteByte('\\')
			w.WriteByte(`"\bfnrt`[short])
		case r < ' ' || 0x7F <= r && r <= 0x9F || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(w, `\u%04x`, r)
		default:
			w.WriteRune(r)
		}
	}
	w.WriteByte('"')
}

func (w *writer) raw(raw json.RawMessage) {
	w.comma()
	w.Write(raw)
}

// values writes values into a list.
func (w *writer) values(v values) {
	if len(v) > 0 {
		w.raw(json.RawMessage(v))
	}
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
	w.Write(strconv.AppendInt(w.AvailableBuffer(), int64(n), 10))
}

// moment writes a time unless it is zero.
func (w *writer) moment(name string, t time.Time) {
	if !t.IsZero() {
		w.name(name)
		w.WriteByte('"')
		w.Write(t.UTC().AppendFormat(w.AvailableBuffer(), time.RFC3339Nano))
		w.WriteByte('"')
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
			if w.to != nil && w.Len() > piece {
				w.passOn(w.Len() - 1) // comma looks at the last
			}
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
	w := &writer{}
	write(w)
	return w.String()
}
