package citation

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"lectern/model/lazyregexp"
)

// han is a number in a Chinese date.
const han = `([\d〇○零一二三四五六七八九十百元]{1,5})`

// The forms of a date that are read; what is in none of them stays as written.
var (
	hanDate     = lazyregexp.New(`(民[國国])?\s*` + han + `\s*年(?:\s*` + han + `\s*月(?:\s*` + han + `\s*[日号號])?)?`)
	isoForm     = lazyregexp.New(`(?:^|\D)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:\D|$)`)
	monthFirst  = lazyregexp.New(`(?i)\b` + months + `\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b`)
	dayFirst    = lazyregexp.New(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+` + months + `,?\s+(\d{4})\b`)
	months      = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`
	monthsShort = "janfebmaraprmayjunjulaugsepoctnovdec"
)

// isoDate is a date as ISO 8601 writes it: 2022-03-05, or 2022-03 or 2022 where
// it says no more; empty when it cannot be read, or there is no such day.
func isoDate(text string) string {
	text = norm.NFKC.String(text)
	if m := hanDate.FindStringSubmatch(text); m != nil {
		year := number(m[2])
		if m[1] != "" {
			year += 1911 // the first year of the Republic is 1912
		}
		return iso(year, number(m[3]), number(m[4]))
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		return iso(number(m[3]), month(m[2]), number(m[1]))
	}
	if m := monthFirst.FindStringSubmatch(text); m != nil {
		return iso(number(m[3]), month(m[1]), number(m[2]))
	}
	if m := isoForm.FindStringSubmatch(text); m != nil {
		return iso(number(m[1]), number(m[2]), number(m[3]))
	}
	return ""
}

// iso writes a date; month and day are 0 where they are not said.
func iso(year, month, day int) string {
	whole := time.Date(year, time.Month(max(month, 1)), max(day, 1), 0, 0, 0, 0, time.UTC)
	switch {
	case year < 1000 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 0 && whole.Day() != day:
		return ""
	case month == 0:
		return fmt.Sprintf("%04d", year)
	case day == 0:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return whole.Format(time.DateOnly)
}

func month(name string) int { return strings.Index(monthsShort, strings.ToLower(name))/3 + 1 }

// number reads 2022, 二〇二二, 二十三, 一百零一, 元; 0 for nothing.
func number(text string) int {
	if n, err := strconv.Atoi(text); err == nil || text == "" {
		return n
	}
	sum, digit := 0, 0
	for _, r := range text {
		switch i := strings.IndexRune("〇一二三四五六七八九", r); {
		case i >= 0 && !strings.ContainsAny(text, "十百"):
			sum = sum*10 + i/len("〇")
		case i >= 0:
			digit = i / len("〇")
		case r == '十':
			sum, digit = sum+max(digit, 1)*10, 0
		case r == '百':
			sum, digit = sum+max(digit, 1)*100, 0
		case r == '元':
			return 1
		case '0' <= r && r <= '9': // mixed with others: no number
			return -1
		case !strings.ContainsAny(text, "十百"): // ○ and 零 among digits
			sum *= 10
		}
	}
	return sum + digit
}
