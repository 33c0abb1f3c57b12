package importer

import (
	"strconv"
	"strings"
	"time"

	"lectern/model/lazyregexp"
)

// Dates as files have them. One without a zone is taken as UTC: which zone was
// meant is not known, and a note's day matters more than its hour.

// layouts are how tables and JSON write dates.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05",
	"2006-01-02 15:04", "2006-01-02", "2006/1/2 15:04:05", "2006/1/2 15:04", "2006/1/2",
	"January 2, 2006 3:04 PM", "January 2, 2006 3:04:05 PM", "January 2, 2006",
}

// dateOf is the moment that a text says; zero when it says none that can be.
func dateOf(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return possible(t)
		}
	}
	return time.Time{}
}

// possible is a moment that can be written down (RFC 3339, 1), to the millisecond
// in UTC; otherwise zero.
func possible(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Millisecond)
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

var (
	eastDate  = lazyregexp.New(`(?:^|\D)(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`)
	dayMonth  = lazyregexp.New(`(\d{1,2})\.?\s+(?:de\s+)?(\pL{3,})\.?,?\s+(?:de\s+)?(\d{4})`)
	monthDay  = lazyregexp.New(`(\pL{3,})\.?\s+(\d{1,2}),?\s+(\d{4})`)
	clockTime = lazyregexp.New(`(上午|下午|午前|午後)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm])?`)
)

// spokenDate is the moment that a date in words says, as Kindle writes it in the
// language of its screens; zero when it says none.
func spokenDate(text string) time.Time {
	year, month, day := 0, 0, 0
	if m := eastDate.FindStringSubmatch(text); m != nil {
		year, month, day = number(m[1]), number(m[2]), number(m[3])
	} else if m := dayMonth.FindStringSubmatch(text); m != nil {
		year, month, day = number(m[3]), monthOf(m[2]), number(m[1])
	} else if m := monthDay.FindStringSubmatch(text); m != nil {
		year, month, day = number(m[3]), monthOf(m[1]), number(m[2])
	}
	hour, minute, second := clockOf(text)
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	if month == 0 || t.Day() != day || int(t.Month()) != month {
		return time.Time{} // such as February 30
	}
	return possible(t)
}

func clockOf(text string) (hour, minute, second int) {
	m := clockTime.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, 0
	}
	hour, minute, second = number(m[2]), number(m[3]), number(m[4])
	half := m[1] + strings.ToUpper(strings.ReplaceAll(m[5], ".", ""))
	switch {
	case hour > 23 || minute > 59 || second > 59:
		return 0, 0, 0
	case hour < 12 && (half == "下午" || half == "午後" || half == "PM"):
		hour += 12
	case hour == 12 && (half == "上午" || half == "午前" || half == "AM"):
		hour = 0
	}
	return hour, minute, second
}

// months are how the names of the months begin in the languages of Kindle: English,
// German, Dutch, French, Spanish, Portuguese, Italian, Russian.
var months = [12][]string{
	{"jan", "ene", "gen", "янв"}, {"feb", "fév", "fev", "фев"}, {"mar", "mär", "maa", "мар"}, {"apr", "avr", "abr", "апр"},
	{"may", "mai", "mei", "mag", "мая", "май"}, {"jun", "juin", "giu", "июн"}, {"jul", "juil", "lug", "июл"}, {"aug", "aoû", "ago", "авг"},
	{"sep", "set", "сен"}, {"oct", "okt", "out", "ott", "окт"}, {"nov", "ноя"}, {"dec", "dez", "déc", "dic", "дек"},
}

// monthOf is the number of a month, 0 for a word that is none.
func monthOf(word string) int {
	word = strings.ToLower(word)
	for i, names := range months {
		for _, name := range names {
			if strings.HasPrefix(word, name) {
				return i + 1
			}
		}
	}
	return 0
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
