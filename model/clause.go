package model

import (
	"strings"
	"unicode"
)

// clauseEnd is the glyph after the clause, if it ends with what is at glyph
// at; else -1.
func (r *reading) clauseEnd(at int) int {
	if r.glyphs[at].depth > 0 || !r.isClauseMark(at) {
		return -1
	}
	next := at
	for next < len(r.glyphs) && (r.isClauseMark(next) || r.closesAt(next)) {
		next++
	}
	return next
}

// isClauseMark reports whether the glyph is a mark that ends a clause, and not
// part of a number, a time, a compound or an address.
func (r *reading) isClauseMark(at int) bool {
	c, before, after := r.at(at), r.at(at-1), r.at(at+1)
	switch c {
	case '，', '；', '：', '､':
		return !unicode.IsDigit(before) || !unicode.IsDigit(after)
	case ',', ';', ':':
		return !isWordRune(after) && !strings.ContainsRune("/-_@", after) || isCJK(after)
	case '—', '―', '⸺', '─':
		return true
	case '-':
		return before == '-' || after == '-' || unicode.IsSpace(before) && unicode.IsSpace(after)
	case '–':
		return unicode.IsSpace(before) && unicode.IsSpace(after)
	}
	return false
}
