package model

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// This file holds the rules for what stands above a speech: title, occasion,
// date, place, speaker, salutation.

// Words that name a speech in its title.
var (
	titleWords    = slices.Concat(hanTitleWords, latinTitleWords)
	hanTitleWords = []string{
		"讲话", "报告", "致辞", "致词", "演讲", "发言", "讲稿", "献词", "贺词", "贺信", "开幕词", "闭幕词", "述职", "讲义", "寄语", "答谢词", "主持词",
		"講話", "報告", "致詞", "演講", "發言", "紀錄", "議事錄", "講稿", "就職演說", "演说",
	}
	latinTitleWords = []string{
		"ADDRESS", "Address", "REMARKS", "Remarks", "SPEECH", "Speech", "MESSAGE", "Message", "Inaugural", "INAUGURAL", "STATE OF THE UNION", "Lecture",
	}
)

func fitsTitle(l *line) float64 {
	title, _, _ := strings.Cut(l.text, "——")
	n := length(title)
	switch {
	case title == "" || l.number.style != noNumeral || isDate(title) && n < 20 || isVocative(title):
		return 0
	case l.prev != nil && (l.prev.p.Kind == Date || l.prev.p.Kind == Title && isSpeaker(l)), strings.ContainsAny(title, "。；：:（("), spaced(title):
		return 0
	case n <= 45 && containsAny(title, titleWords) && endsOpen(title):
		return 0.95
	case n <= 120 && isUpper(title) && l.next != nil:
		return 0.9
	case n <= 120 && l.prev == nil && containsAny(title, titleWords) && isLatin(title):
		return 0.8
	case n <= 45 && endsOpen(title) && l.next != nil && isOccasion(l.next.text):
		return 0.85
	}
	return 0
}

// isOccasion reports whether a line says where and when a speech was made.
func isOccasion(text string) bool {
	return strings.HasPrefix(text, "——") || hasAnyPrefix(text, []string{"（2", "(2", "（1", "(1", "（二", "（一九"}) && isDate(text)
}

var placeLabels = []string{"时间", "時間", "地点", "地點", "主席", "主持人", "记录", "紀錄", "演讲人", "报告人", "讲话人", "作者", "来源", "發言人", "发布时间"}

// fitsDate takes what stands under a title: the occasion, the date, the place,
// who speaks.
func fitsDate(l *line) float64 {
	squeezed := strings.ReplaceAll(l.text, "\u3000", "")
	switch {
	case l.length > 60 || isVocative(l.text) || l.number.style != noNumeral && !isDate(l.text):
		return 0
	case isOccasion(l.text):
		return 0.95
	case isDate(l.text) && l.length <= 45 && !strings.Contains(l.text, "。"), isClock(l.text) && l.length <= 40:
		return 0.9
	case hasAnyPrefix(squeezed, placeLabels), isSpeaker(l):
		return 0.8
	case isLatin(l.text) && l.length <= maxPlace && aboveStart(l):
		return 0.7
	}
	return 0
}

// A place above a transcript is at most this long, and at most so many lines
// stand between it and the time, the date or the first speaker.
const (
	maxPlace   = 80
	placeLines = 3
)

// aboveStart reports whether what follows a line soon is when a transcript
// starts or who speaks first in it.
func aboveStart(l *line) bool {
	for n, i := l.next, 0; n != nil && i < placeLines; n, i = n.next, i+1 {
		if isTurnStart(n.text) || n.length <= 40 && (isClock(n.text) || isDate(n.text)) {
			return true
		}
		if n.length > maxPlace {
			break
		}
	}
	return false
}

var vocatives = []string{
	"同志们", "各位", "尊敬的", "女士们", "先生们", "朋友们", "亲爱的", "老师们", "同学们", "乡亲们", "战友们", "来宾们", "代表们", "委员们", "主席先生", "诸位", "父老乡亲", "全国同胞",
	"主席、各位", "主席，各位", "敬爱的", "同胞们", "家长们", "孩子们", "伙伴们", "嘉宾们",
	"同志們", "女士們", "先生們", "親愛的", "諸位", "同學們", "老師們", "同胞們",
}

// isVocative reports whether a Chinese line addresses its hearers.
func isVocative(text string) bool { return hasAnyPrefix(text, vocatives) }

var englishVocatives = []string{
	"fellow", "citizens", "countrymen", "mr.", "madam", "ladies and gentlemen", "friends", "members of", "distinguished", "dear ", "excellenc", "chief justice",
	"vice president", "senators", "colleagues", "delegates", "to the congress", "to the senate", "your majest", "your royal", "americans",
}

func fitsSalutation(l *line) float64 {
	last, _ := utf8.DecodeLastRuneInString(l.text)
	switch {
	case isVocative(l.text):
		inner := strings.TrimRight(l.text, "：:！!，,")
		if l.length <= 80 && strings.ContainsRune("：:！!，,", last) && !strings.ContainsAny(inner, "。；：") {
			return 0.97
		}
	case (last == ':' || last == ',') && l.length <= 400 && containsAny(strings.ToLower(l.text), englishVocatives) && !strings.Contains(l.text, ". It "):
		if firstSentence(l.text, 400) == 0 || l.length <= 200 {
			return 0.9
		}
	}
	return 0
}
