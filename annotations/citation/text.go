package citation

import (
	"strings"
	"unicode"
)

// line is a text on one line, inert, and without what only says where a word may
// be broken.
func line(text string) string {
	return strings.Join(strings.Fields(unbroken.Replace(inert(text))), " ")
}

var unbroken = strings.NewReplacer("\u00AD", "", "\u200B", "", "\u2060", "", "\uFEFF", "")

// inert is a text without what may be obeyed where it is pasted: pictures stand
// for control characters but for newlines and tabs, and a sign for what turns the
// order of a line round (UAX #9, 2.1 to 2.3).
func inert(text string) string {
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

// paragraphs are the lines of a quotation that have words.
func paragraphs(quote string) []string {
	var lines []string
	for l := range strings.Lines(quote) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// named is a list of what is not empty.
func named(parts ...string) []string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return list
}
