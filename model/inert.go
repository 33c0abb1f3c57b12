package model

import (
	"strings"
	"unicode"
)

// Inert is a text without what may be obeyed where it is shown or pasted: pictures
// stand for control characters but for newlines and tabs, and a sign for what turns
// the order of a line round (UAX #9, 2.1 to 2.3). Line ends are \n, and what is not
// UTF-8 is U+FFFD.
func Inert(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case r < 0x20:
			return '␀' + r
		case r == 0x7F:
			return '␡'
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		case 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069:
			return '⇄'
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n"))
}
