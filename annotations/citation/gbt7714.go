package citation

import (
	"slices"
	"strings"
)

// This file writes references after GB/T 7714—2015. A speech is read here from a
// file, so it is an electronic resource (4.6): place and publisher may be left
// out (8.4.1, 8.4.2). Who is not known is 佚名 or Anon. (8.1.4); nothing stands
// in for a date that is not known, for which the standard has no form. What is
// cited, which for books is a page, is the section and the paragraph. A name
// stays as it is written: which part of it is the surname cannot be told.
//
// The type of document (annex B) of a speech with an address is EB/OL, of one
// without Z, "other". One that calls itself a report is R.

func reference(s *source) string {
	author := s.info.Speaker
	if author == "" {
		author = s.word("佚名", "Anon")
	}
	title := s.info.Title
	if title == "" {
		title = s.word("["+untitledChinese+"]", "["+untitledEnglish+"]")
	}
	title = strings.Join(named(trimStop(title), trimStop(s.info.Occasion)), ": ") + s.kind()
	parts := named(trimStop(author), title, s.issued())
	if s.info.URL != "" {
		parts = append(parts, s.info.URL)
	}
	return strings.Join(parts, ". ") + "."
}

func (s *source) word(chinese, english string) string {
	if s.chinese {
		return chinese
	}
	return english
}

// trimStop is a text without the full stop that the reference puts there itself.
func trimStop(text string) string { return strings.TrimRight(text, ".。 ") }

// kind is the type of the document and its carrier: [EB/OL].
func (s *source) kind() string {
	report := slices.ContainsFunc([]string{"报告", "報告", "report"}, func(word string) bool {
		return strings.HasSuffix(strings.ToLower(trimStop(s.info.Title)), word)
	})
	switch online := s.info.URL != ""; {
	case report && online:
		return "[R/OL]"
	case report:
		return "[R]"
	case online:
		return "[EB/OL]"
	}
	return "[Z]"
}

// issued is when it was held and what of it is cited: 2022-03-05: 第5段; of what
// has an address 2022: 第5段(2022-03-05)[2026-11-23], the day it was held and the
// day it was read.
func (s *source) issued() string {
	date := isoDate(s.info.Date)
	if date == "" {
		date = s.info.Date
	}
	place := strings.Join(slices.Concat(s.sections, named(s.place())), ", ")
	if s.info.URL == "" {
		return strings.Join(named(date, place), ": ")
	}
	year := ""
	if place != "" && isoDate(date) != "" {
		year = date[:len("2006")]
	}
	issued := strings.Join(named(year, place), ": ")
	if date != "" {
		issued += "(" + date + ")"
	}
	if !s.seen.IsZero() {
		issued += "[" + s.seen.Format("2006-01-02") + "]"
	}
	return issued
}

func (s *source) place() string {
	if s.chinese {
		return s.chinesePlace("")
	}
	return s.englishPlace()
}
