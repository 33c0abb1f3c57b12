package model

import (
	"slices"
	"strings"
)

// This file holds the rules for what stands above a speech: title, occasion,
// date, place, speaker.

// Words that name a speech in its title.
var (
	titleWords    = slices.Concat(hanTitleWords, latinTitleWords)
	hanTitleWords = []string{
		"讲话", "报告", "致辞", "致词", "演讲", "发言", "讲稿", "献词", "贺词", "贺信", "开幕词", "闭幕词", "述职", "讲义", "寄语", "答谢词", "主持词", "祝词", "祝酒词", "悼词", "总结", "汇报", "实录",
		"講話", "報告", "致詞", "演講", "發言", "紀錄", "議事錄", "講稿", "就職演說", "演说", "總結", "實錄", "祝詞",
	}
	latinTitleWords = []string{
		"ADDRESS", "Address", "REMARKS", "Remarks", "SPEECH", "Speech", "MESSAGE", "Message", "Inaugural", "INAUGURAL", "STATE OF THE UNION", "Lecture",
	}
)

func fitsTitle(l *line) float64 {
	title, _, _ := strings.Cut(l.text, "——")
	n := length(title)
	switch {
	case title == "" || l.number.style != noNumeral || n < 20 && isDate(title) || isVocative(title):
		return 0
	case l.prev != nil && (l.prev.p.Kind == Date || l.prev.p.Kind == Title && isSpeaker(l)), strings.ContainsAny(title, "。；：:（("), spaced(title):
		return 0
	case n <= 45 && containsAny(title, titleWords) && endsOpen(title):
		return 0.95
	case n <= 120 && isUpper(title) && l.next != nil:
		return 0.9
	case n <= 120 && isFirst(l) && containsAny(title, titleWords) && isLatin(title):
		return 0.8
	case n <= 45 && endsOpen(title) && aboveOccasion(l):
		return 0.85
	}
	return 0
}

// aboveOccasion reports whether the next line, or the one below a second line
// of the title, says where and when the speech was made.
func aboveOccasion(l *line) bool {
	switch next := l.next; {
	case next == nil:
		return false
	case isOccasion(next.text):
		return true
	default:
		return next.length <= 45 && endsOpen(next.text) && next.next != nil && isOccasion(next.next.text)
	}
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
	case l.length <= 45 && isDate(l.text) && !strings.Contains(l.text, "。"), isClock(l.text) && l.length <= 40:
		return 0.9
	case hasAnyPrefix(squeezed, placeLabels), isSpeaker(l):
		return 0.8
	case isPlace(l) && aboveStart(l):
		return 0.7
	}
	return 0
}

// A place above a transcript is at most this long, and at most so many lines
// stand between it and the time, the date or the first speaker.
const (
	maxPlace    = 80
	maxHanPlace = 24
	placeLines  = 3
)

// isPlace reports whether a line may say where a transcript was made.
func isPlace(l *line) bool {
	if isLatin(l.text) {
		return l.length <= maxPlace
	}
	return l.length <= maxHanPlace && endsOpen(l.text) && l.prev != nil && (l.prev.p.Kind == Title || l.prev.p.Kind == Date)
}

// isFirst reports whether nothing but comments stands above a line.
func isFirst(l *line) bool {
	for p := l.prev; p != nil; p = p.prev {
		if p.p.Kind != Note && p.p.Kind != FrontMatter {
			return false
		}
	}
	return true
}

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
