package model

import (
	"strings"

	"lectern/model/lazyregexp"
)

// Dates as they stand above a speech. Only its first and last lines are ever
// matched, so a regular expression is quick enough.
var (
	monthNames = `(?:January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)`
	dateForm   = lazyregexp.New(`(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*[日号])?` +
		`|(?:中華)?民國\s*[\d一二三四五六七八九十百零〇]{1,5}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日` +
		`|` + monthNames + `\s+\d{1,2},\s+\d{4}|\d{1,2}\s+` + monthNames + `\s+\d{4}` +
		`|\d{4}-\d{2}-\d{2}`)
	clockForm = lazyregexp.New(`\d{1,2}:\d{2}\s*(?:[aApP]\.?\s?[mM]\.?)`)
)

// isDate reports whether a line says a date.
func isDate(text string) bool { return findDate(text) != "" }

// findDate is the first date of a line, as it is written there.
func findDate(text string) string {
	if len(text) > 400 || !strings.ContainsAny(text, "0123456789年") {
		return ""
	}
	return dateForm.FindString(text)
}

// isClock reports whether a line says the time of day: 12:41 P.M. EDT.
func isClock(text string) bool {
	return len(text) <= 200 && strings.Contains(text, ":") && clockForm.MatchString(text)
}
