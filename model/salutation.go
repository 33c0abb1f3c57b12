package model

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// This file finds the salutation: a line of its own, or the words that the first
// paragraph begins with.

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

// findSalutation looks for a salutation that the speech's first words run on
// from. The next speakers in a transcript greet somebody too, and are let be.
func findSalutation(lines []line) {
	for i := range lines[:min(len(lines), startLines)] {
		l := &lines[i]
		switch l.p.Kind {
		case Salutation, Heading:
			return
		case Body, Speaker:
			from := len(l.text) - len(strings.TrimLeftFunc(l.text[l.named():], isBlank))
			if n := runIn(l.text[from:]); n > 0 {
				l.p.own().Salutation = l.source(Span{from, from + n})
				return
			}
		}
		if l.p.Kind == Speaker {
			return
		}
	}
}

// named is where a turn's words start: behind its speaker's name.
func (l *line) named() int {
	if l.p.Kind != Speaker {
		return 0
	}
	return turnOf(l.text).mark
}

// maxSalutation is how many bytes of a paragraph its salutation takes at most.
const maxSalutation = 400

// runIn is the length of the salutation that a text begins with and goes on
// from: one after the other, those who are addressed, up to a colon or to what
// is said to them. 0 when it begins otherwise.
func runIn(text string) int {
	end, last := 0, ""
	for end < min(len(text), maxSalutation) {
		i := strings.IndexAny(text[end:], salutationMarks)
		if i < 0 {
			break
		}
		mark, size := utf8.DecodeRuneInString(text[end+i:])
		hearer := strings.TrimSpace(text[end : end+i])
		if !isHearer(hearer) {
			break
		}
		end, last = end+i+size, hearer
		if strings.ContainsRune("：:！!", mark) {
			break
		}
	}
	if end == len(text) || !addressesAll(last) {
		return 0
	}
	return end
}

// salutationMarks stand behind each of those who are addressed.
const salutationMarks = "，、：！。；,:;!?—"

// What somebody is called in a Chinese salutation ends with one of these.
var hearerEnds = strings.Fields(`们 們 代表 委员 委員 领导 領導 来宾 來賓 嘉宾 嘉賓 朋友 同志 老师 老師 同学 同學 同仁 同事 先生 女士
	家长 家長 乡亲 鄉親 主席 部长 部長 议员 議員 同胞 伙伴 专家 專家 记者 校友 战友 职工 村民 省长 市长 县长 书记 校长 院长 總統 总统 总理 阁下 閣下 前輩 前辈`)

// English titles that begin what somebody is called.
var englishTitles = strings.Fields(`president vice mr. mrs. ms. madam dr. chief justice speaker leader senator senators governor mayor secretary chairman
	members reverend bishop your justices general admiral congressman congresswoman ambassador chancellor prime distinguished dear fellow my`)

// isHearer reports whether a phrase is nothing but what somebody is called.
func isHearer(phrase string) bool {
	if !isLatin(phrase) {
		return length(phrase) <= 24 && hasAnySuffix(phrase, hearerEnds)
	}
	words := strings.Fields(strings.ToLower(phrase))
	for len(words) > 0 && slices.Contains([]string{"and", "the", "to", "our", "all"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > maxHearerWords || slices.ContainsFunc(words, isStatement) {
		return false
	}
	return slices.Contains(englishTitles, words[0]) || containsAny(strings.Join(words, " "), englishHearers)
}

// maxHearerWords is how many words one is called by at most: members of the
// Senate and of the House of Representatives.
const maxHearerWords = 14

// isStatement reports whether a word makes a sentence of a phrase, or ends one.
func isStatement(word string) bool {
	return slices.Contains(statementVerbs, word) || strings.HasSuffix(word, ".") && !slices.Contains(englishTitles, word)
}

var statementVerbs = strings.Fields(`is are was were has have had do does did will would shall should can could may might must that who which when where
	i we you he she it they this these there here said says want wants`)

var englishHearers = []string{"citizens", "fellow", "countrymen", "ladies and gentlemen", "friends", "guests", "colleagues", "americans", "clergy", "excellenc", "majest", "people of", "delegates", "members of", "to the congress"}

// addressesAll reports whether the last who is addressed is not one person
// alone, of whom a sentence may go on to speak: President Carter, ….
func addressesAll(hearer string) bool {
	if !isLatin(hearer) {
		return isVocative(hearer) || strings.HasSuffix(hearer, "们") || strings.HasSuffix(hearer, "們")
	}
	return containsAny(strings.ToLower(hearer), englishHearers)
}
