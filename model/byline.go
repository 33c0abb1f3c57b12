package model

import (
	"strings"
	"unicode"
)

// This file holds the rules for who holds a speech, as the lines under its title
// and its first turn say.

// bylineName is the name in a line that says who speaks: an office and a name
// (国务院总理　李强), a label and a name (演讲人：李华), By Jane Doe. It is empty
// where the line is none of these.
func bylineName(text string) string {
	for _, name := range []string{labelledName(text), officeHolder(text), byName(text)} {
		if name != "" {
			return name
		}
	}
	return ""
}

// officeHolder is the name behind an office. An ideograph of it may be made
// unknown: 李XX, 张某某.
func officeHolder(text string) string {
	office, name, _ := strings.Cut(strings.ReplaceAll(text, "\u3000", " "), " ")
	name = strings.ReplaceAll(name, " ", "")
	if 2 <= length(name) && length(name) <= 4 && allHan(name) && 2 <= length(office) && length(office) <= 24 && allHan(office) {
		return name
	}
	return ""
}

// allHan reports whether a text is of ideographs, but for signs that stand for
// an unknown one and the comma of a list.
func allHan(text string) bool {
	first := true
	for _, r := range text {
		if !isHan(r) && (first || !strings.ContainsRune("Xx×*＊、", r)) {
			return false
		}
		first = false
	}
	return true
}

// speakerLabels stand before the name of who speaks.
var speakerLabels = []string{"演讲人", "演講人", "报告人", "報告人", "讲话人", "講話人", "发言人", "發言人", "致辞人", "主讲人", "主講人", "作者", "Speaker", "SPEAKER"}

func labelledName(text string) string {
	text = strings.ReplaceAll(text, "\u3000", "")
	for _, label := range speakerLabels {
		if rest, ok := strings.CutPrefix(text, label); ok {
			for _, colon := range []string{":", "："} {
				if name, ok := strings.CutPrefix(rest, colon); ok {
					return strings.TrimSpace(name)
				}
			}
		}
	}
	return ""
}

// maxByline is how many words "By" and a name are at most.
const maxByline = 9

// byName is the name in By Jane Doe: every word of it but small ones begins
// with a capital.
func byName(text string) string {
	words := strings.Fields(text)
	if len(words) < 3 || len(words) > maxByline || !strings.EqualFold(words[0], "by") || strings.HasSuffix(text, ":") {
		return ""
	}
	for _, word := range words[1:] {
		if first := []rune(word)[0]; !unicode.IsUpper(first) && indexWord([]string{word}, []string{"of", "the", "and", "de", "van", "von", "for"}) < 0 {
			return ""
		}
	}
	return strings.TrimRight(strings.Join(words[1:], " "), ".,;")
}

// surnames begin a Chinese name that stands on a line of its own. They are those
// of most people; of two ideographs first.
var surnames = []string{
	"欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "司徒", "慕容", "歐陽", "司馬", "諸葛",
}

const surnameList = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤习温栗" +
	"張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭蔣葉蘇呂盧鍾譚陸韋賈鄒龍賀顧龔萬錢嚴湯習"

// isSpeaker reports whether a line above a speech says who speaks. A name alone
// does so below the date, or between it and the title.
func isSpeaker(l *line) bool {
	switch {
	case isFirst(l) && officeHolder(l.text) != "" && loneName(officeHolder(l.text)) == "":
		return false // a title of two halves: 凝心聚力 奋发有为
	case bylineName(l.text) != "":
		return true
	case l.prev == nil || loneName(l.text) == "":
		return false
	}
	return l.prev.p.Kind == Date && isDate(l.prev.text) || l.prev.p.Kind == Title && l.next != nil && fitsDate(l.next) > 0
}

// loneName is a line's Chinese name, without the blanks that space it out; empty
// where the line is none.
func loneName(text string) string {
	name := strings.NewReplacer(" ", "", "\u3000", "").Replace(text)
	n := length(name)
	switch {
	case n < 2 || n > 4 || !allHan(name):
		return ""
	case hasAnyPrefix(name, surnames), n <= 3 && strings.ContainsRune(surnameList, []rune(name)[0]):
		return name
	}
	return ""
}

// turnSpeaker is the name that the first turn begins with, when the speech begins
// with it and nobody else has a turn.
func (d *Document) turnSpeaker() string {
	only := ""
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		name := nameKey(strings.TrimRight(strings.TrimSpace(d.Slice(p.Name)), ":："))
		switch {
		case p.Kind == Body && only == "" && !p.Span.Empty(), p.Kind == Speaker && name == "Q":
			return ""
		case p.Kind != Speaker || name == "":
		case only != "" && name != only:
			return ""
		default:
			only = name
		}
	}
	return only
}
