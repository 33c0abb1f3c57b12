package export

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// This file tells which words read from right to left. Word wants to be told:
// it takes fonts and sizes of their own for them.

// isRightToLeft reports whether a paragraph reads from right to left: whether
// its first letter does (UAX #9, P2 and P3).
func isRightToLeft(text string) bool {
	for _, r := range text {
		switch classOf(r) {
		case bidi.R, bidi.AL:
			return true
		case bidi.L:
			return false
		}
	}
	return false
}

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// stretch is words of one direction.
type stretch struct {
	text        string
	rightToLeft bool
}

// stretchesOf divides a text by direction. What has none goes with the letters
// round it if these agree, else with the paragraph (UAX #9, N1 and N2).
func stretchesOf(text string, paragraph bool) []stretch {
	var stretches []stretch
	start, here := 0, paragraph
	cut := func(at int, next bool) {
		if at > start {
			stretches = append(stretches, stretch{text[start:at], here})
		}
		start, here = at, next
	}
	letters := 0 // where the last letter ends
	for i, r := range text {
		class := classOf(r)
		switch class {
		case bidi.L, bidi.R, bidi.AL:
		case bidi.NSM: // belongs to the letter before it (W1)
			if letters == i {
				letters += utf8.RuneLen(r)
			}
			continue
		default:
			continue
		}
		if next := class != bidi.L; next != here {
			at := i
			if here != paragraph {
				at = letters
			}
			cut(at, next)
		}
		letters = i + utf8.RuneLen(r)
	}
	if here != paragraph {
		cut(letters, paragraph)
	}
	cut(len(text), paragraph)
	return stretches
}
