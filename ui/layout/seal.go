package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The seal is the last gate before the terminal. Texts come to it in visible form;
// should one of them not, by a mistake of ours or of a library's, it is made so here.

// Sealed is a text as it may be sent: valid UTF-8 without a control character,
// without what turns the direction of writing, with at most maxMarks marks on a
// cell. A text that is so already is returned as it is.
func Sealed(s string) string { return seal(s, false) }

// SealedRow is a row of the screen as it may be sent: as Sealed, but the control
// sequences that set a style (SGR, ECMA-48 8.3.117) stay.
func SealedRow(row string) string { return seal(row, true) }

func seal(s string, styles bool) string {
	var b strings.Builder
	from, marks := 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < 0x7F {
			marks = 0
			i++
			continue
		}
		if n := lengthOfSGR(s[i:]); styles && n > 0 {
			i += n // a mark behind it still goes on the letter before it
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		instead, sealed := replacementOf(r, size, &marks)
		if sealed {
			b.WriteString(s[from:i])
			b.WriteString(instead)
			from = i + size
		}
		i += size
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// replacementOf is what is sent instead of a rune that must not be sent. It counts
// the marks on a cell.
func replacementOf(r rune, size int, marks *int) (instead string, sealed bool) {
	if traitsOf(r)&plain != 0 {
		*marks = 0
		return "", false
	}
	if sign, ok := picture(r, size); ok {
		*marks = 0
		return sign, true
	}
	switch {
	case isLineSeparator(r):
		*marks = 0
		return " ", true
	case isTag(r), unicode.Is(unicode.Bidi_Control, r):
		return "", true
	case !unicode.In(r, unicode.M, unicode.Cf):
		*marks = 0
		return "", false
	}
	*marks++
	return "", *marks > maxMarks
}

// lengthOfSGR is the length of the SGR sequence that s begins with, 0 where it
// begins with none.
func lengthOfSGR(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c < '0' || c > ';':
			return 0
		}
	}
	return 0
}
