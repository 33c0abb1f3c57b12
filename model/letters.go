package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file says how a line is set: in what script, in what letters.

// isLatin reports whether a line has no East Asian character.
func isLatin(text string) bool {
	for _, r := range text {
		if r >= 0x2E80 && r != utf8.RuneError {
			return false
		}
	}
	return true
}

func mostlyHan(text string) bool {
	han := 0
	for _, r := range text {
		if isHan(r) {
			han++
		}
	}
	return han*2 > length(text)
}

// isUpper reports whether a line is set in capitals.
func isUpper(text string) bool {
	upper := 0
	for _, r := range text {
		if unicode.IsLower(r) || r >= 0x2E80 {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 3
}

// isTitleCase reports whether every long word starts with a capital.
func isTitleCase(text string) bool {
	for word := range strings.FieldsSeq(text) {
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsLower(r) && len(word) > 4 {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) && strings.ContainsFunc(text, unicode.IsLower) && !strings.ContainsAny(text, ",;")
}

// isBracketed reports whether the line is one bracket from end to end, or
// several.
func isBracketed(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("（([【［", first) && strings.ContainsRune("）)]】］", last)
}
