package model

import "strings"

// This file holds the rules for headings, with a numeral and without.

// Headings are at most this many characters long.
const (
	maxHeading    = 60  // without an end mark
	maxLatin      = 100 // the same in Latin letters
	maxSentence   = 40  // a numbered sentence of its own
	maxUnnumbered = 30
)

// styleConfidence is how sure a numeral of the style makes a heading.
var styleConfidence = [styles]float64{
	partStyle: .85, formalStyle: .8, romanStyle: .8, hanStyle: .8, ordinalStyle: .8, bracketStyle: .8, digitStyle: .75,
	digitBracket: .65, circleStyle: .65, letterStyle: .7,
}

// fitsNumbered takes a numeral with a few words. Whether its number is the one
// to expect there is judged later.
func fitsNumbered(l *line) float64 {
	c := styleConfidence[l.number.style]
	words := l.body()
	if c == 0 || words == "" && l.number.style != partStyle || isDefinition(words) {
		return 0
	}
	n := length(words)
	switch {
	case endsOpen(l.text) && n <= maxHeading && !strings.ContainsAny(words, "。；"):
		return c
	case isLatin(words) && n <= maxLatin && firstSentence(words, maxLatin) == len(words):
		return c - 0.1
	case !isLatin(words) && n <= maxSentence && strings.HasSuffix(words, "。") && firstSentence(words, maxSentence) == len(words):
		return c - 0.1
	case n <= maxUnnumbered && strings.HasSuffix(words, "："):
		return c - 0.15
	}
	return 0
}

// isDefinition reports whether the words are a glossary's: “…”：….
func isDefinition(words string) bool {
	i := strings.Index(words, "”")
	return strings.HasPrefix(words, "“") && i > 0 && hasAnyPrefix(words[i+len("”"):], []string{"：", ":", "是", "指"})
}

// fitsUnnumbered takes a few words without an end mark above a longer line.
func fitsUnnumbered(l *line) float64 {
	bold := isBold(l)
	switch {
	case l.next == nil || l.number.style != noNumeral || !endsOpen(l.text) || l.length < 24 && isDate(l.text) || isClock(l.text):
		return 0
	case bold && (l.length <= maxHeading || l.length <= maxLatin && isLatin(l.text)):
		return 0.85
	case spaced(l.text):
		return 0.7
	case isLatin(l.text) && isUpper(l.text) && l.length <= 80:
		return 0.75
	case strings.ContainsAny(l.text, "\"<>\t=|") || strings.HasPrefix(l.text, "“") || isLatin(l.text) && strings.Contains(l.text, "“") || l.zone&turns != 0 || isOrdinal(l.text):
		return 0
	case l.length > maxUnnumbered*2 || l.next.length <= 2*l.length || l.next.length < 30:
		return 0
	case isLatin(l.text) && isTitleCase(l.text):
		return 0.6
	case l.length <= maxUnnumbered && l.length >= 3 && mostlyHan(l.text) && !strings.ContainsAny(l.text, "。；：（") && (l.prev == nil || endsSentence(l.prev.text) || l.prev.p.Kind != Body):
		return 0.6
	}
	return 0
}

// isBold reports whether all of a line is strong by its format.
func isBold(l *line) bool {
	if len(l.p.Runs) == 0 {
		return false
	}
	shown := 0
	for _, r := range l.p.Runs {
		if r.Style&Strong != 0 && !r.Hidden {
			shown += r.Span.Len()
		}
	}
	return shown > 0 && shown*10 >= len(l.text)*9
}

// spaced reports whether a line is a heading set with wide spaces: 報　告　事　項.
func spaced(text string) bool {
	parts := strings.Split(text, "\u3000")
	if len(parts) < 3 {
		return false
	}
	for _, p := range parts {
		if length(p) != 1 {
			return false
		}
	}
	return true
}
