package model

import (
	"unicode"
	"unicode/utf8"
)

// joinsClosely reports whether nothing is to be put between two lines of a
// paragraph. It follows CSS Text 3, 4.1.3 (Segment Break Transformation
// Rules): both neighbours are East Asian; and, as CSS Text 4 allows for
// Chinese and Japanese, one of them is East Asian punctuation.
func joinsClosely(before, after string) bool {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	if isWidePunct(a) || isWidePunct(b) {
		return true
	}
	return isCJK(a) && (isCJK(b) || isSharedPunct(b)) || isSharedPunct(a) && isCJK(b)
}

// isCJK reports whether r belongs to a script written without spaces: Han,
// kana, bopomofo and their punctuation. Korean is written with spaces.
func isCJK(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) || isWidePunct(r))
}

// isWidePunct reports whether r is punctuation only East Asian text uses: the
// blocks CJK Symbols and Punctuation, the vertical and small forms, and the
// full-width and half-width punctuation.
func isWidePunct(r rune) bool {
	switch {
	case r >= 0x3001 && r <= 0x303F, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF01 && r <= 0xFF65:
		return r != '〇' && r != '々' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return r == '・' || r == '゠'
}

// isSharedPunct reports whether r is punctuation that Chinese and Western text
// share.
func isSharedPunct(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·', '⸺':
		return true
	}
	return false
}
