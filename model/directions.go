package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds stage directions: what the transcript says happened.

// maxDirection is the longest stage direction inside a paragraph, in bytes.
const maxDirection = 96

// directionWords are what a stage direction inside a paragraph is known by.
var directionWords = []string{
	"applause", "laughter", "laughs", "laughing", "cheers", "cheering", "booing", "boos", "inaudible", "cross-talk", "crosstalk", "cross talk", "as interpreted", "through interpreter", "speaks in",
	"in progress", "gestures", "chuckles", "chuckling", "pause", "ovation", "singing", "music", "off mic", "no audible response", "indicating", "moment of silence", "video",
	"掌声", "掌聲", "鼓掌", "笑声", "笑聲", "欢呼", "歡呼", "起立", "呼口号", "口号声", "插话", "在席位上", "在台下", "未發言", "放映", "播放",
}

// openBrackets are what a stage direction may start with.
var openBrackets = []string{"(", "[", "（", "［", "【"}

// wholeDirections are lines that are directions without brackets.
var wholeDirections = []string{"散會", "休息", "繼續開會", "散会", "休会", "继续开会"}

// findDirections is where the stage directions of a text are: the innermost
// brackets that hold one.
func findDirections(text string) []Span {
	if !containsAny(text, openBrackets) {
		return nil
	}
	var spans []Span
	open := -1
	for at := 0; ; {
		i := strings.IndexAny(text[at:], "([（［【)]）］】")
		if i < 0 {
			return spans
		}
		r, size := utf8.DecodeRuneInString(text[at+i:])
		at += i + size
		if strings.ContainsRune("([（［【", r) {
			open = at - size
		} else if open >= 0 {
			if at-open <= maxDirection && isDirection(text[open:at]) {
				spans = append(spans, Span{open, at})
			}
			open = -1
		}
	}
}

func isDirection(bracketed string) bool {
	inner := strings.ToLower(bracketed)
	if containsAny(inner, directionWords) {
		return true
	}
	inner = strings.Trim(inner, "（）()[]［］【】。.")
	return inner == "笑" || inner == "众笑" || inner == "鼓掌"
}

// fitsDirection takes a line that is nothing but a stage direction.
func fitsDirection(l *line) float64 {
	if l.length <= 24 && hasAnyPrefix(l.text, wholeDirections) && (endsOpen(l.text) || strings.HasSuffix(l.text, "）")) {
		return 0.8
	}
	if !isBracketed(l.text) || l.length > 200 || isDate(l.text) {
		return 0
	}
	if isDirection(l.text) {
		return 0.95
	}
	if isLatin(l.text) && strings.ContainsFunc(l.text, unicode.IsLetter) && l.number.style == noNumeral && strings.HasSuffix(strings.TrimRight(l.text, ")]"), ".") {
		return 0.7
	}
	return 0
}
