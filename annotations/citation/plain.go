package citation

import (
	"fmt"
	"slices"
	"strings"
)

// This file writes what people write behind a quotation: 《政府工作报告》，李华，…
// in Chinese (GB/T 15834—2011 on its marks), Jane Doe, “Remarks,” … in English.

const (
	untitledChinese = "无题"
	untitledEnglish = "Untitled"
)

func plain(s *source) string {
	if s.chinese {
		return strings.Join(slices.Concat(
			named(chineseTitle(s.info.Title), s.info.Speaker, s.info.Occasion, s.info.Date), s.sections, named(s.chinesePlace(" ")),
		), "，")
	}
	title := englishTitle(s.info.Title)
	rest := slices.Concat(named(s.info.Occasion, s.info.Date), s.sections, named(s.englishPlace()))
	if len(rest) == 0 {
		return strings.Join(named(s.info.Speaker, "“"+title+"”"), ", ")
	}
	comma := "," // it goes inside the quotation marks, unless a stronger mark ends the title
	if strings.ContainsRune("?!", rune(title[len(title)-1])) {
		comma = ""
	}
	return strings.Join(named(s.info.Speaker, "“"+title+comma+"” "+strings.Join(rest, ", ")), ", ")
}

// chineseTitle is a title in book-title marks. Inside them stand single ones
// (4.15.3.4); one that stands in them already keeps its own.
func chineseTitle(title string) string {
	if title == "" {
		title = untitledChinese
	}
	if inside, ok := strings.CutPrefix(title, "《"); ok && strings.Index(inside, "》") == len(inside)-len("》") {
		return title
	}
	return "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(title) + "》"
}

// englishTitle is a title as it stands between quotation marks: without a full
// stop at its end, with single marks inside.
func englishTitle(title string) string {
	title = strings.NewReplacer("“", "‘", "”", "’", `"`, "'").Replace(strings.TrimRight(title, ". "))
	if title == "" {
		return untitledEnglish
	}
	return title
}

// chinesePlace is 第 4 段, with a gap beside the number or without.
func (s *source) chinesePlace(gap string) string {
	switch {
	case s.first == 0:
		return ""
	case s.first == s.last:
		return fmt.Sprintf("第%s%d%s段", gap, s.first, gap)
	}
	return fmt.Sprintf("第%s%d—%d%s段", gap, s.first, s.last, gap)
}

func (s *source) englishPlace() string {
	switch {
	case s.first == 0:
		return ""
	case s.first == s.last:
		return fmt.Sprintf("para. %d", s.first)
	}
	return fmt.Sprintf("paras. %d–%d", s.first, s.last)
}

func bracketed(s *source) string {
	if s.chinese {
		return "（" + plain(s) + "）"
	}
	return "(" + plain(s) + ")"
}

// behind is the words with the citation behind them.
func behind(s *source, citation string) string {
	if s.chinese || s.quote == "" {
		return s.quote + citation
	}
	return s.quote + " " + citation
}

// above is the words with the citation in a paragraph of its own.
func above(s *source, citation string) string {
	return strings.Join(named(s.quote, citation), "\n\n")
}
