package ui

import (
	"strings"
	"unicode"
)

// A terminal that knows the order of Arabic and Hebrew (UAX #9) orders each row by
// itself, from the left, and what is neutral between two stretches of such letters
// goes with them: a rule, blanks, figures. So nothing of ours stands between two:
// beside the page of such a speech there is neither an outline nor a margin, and a box
// over it has its rows alone. Marks of direction, which could part them, are never
// sent: a terminal that does not know them would show them.

// rightToLeft reports whether the speech is written from right to left.
func (r *reader) rightToLeft() bool { return r.doc().Language == "ar" || r.doc().Language == "he" }

// turns reports whether a row holds letters that are written from right to left.
func turns(row string) bool {
	return strings.ContainsFunc(row, func(c rune) bool {
		return c >= 0x590 && unicode.In(c, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
	})
}
