package model

import (
	"strings"
	"unicode"
)

// This file finds who speaks: the names at the starts of turns in transcripts.

// turn is the name a line starts with; mark is its length in bytes, colon or
// bracket included, 0 when the line starts no turn.
type turn struct {
	name       string
	mark       int
	confidence float64
}

// findTurns finds the turns of a transcript. A name that looks like one by
// itself is enough; any other must come again and again, or stand among such
// names where people with a surname speak more than once.
func findTurns(lines []line) []turn {
	turns := make([]turn, len(lines))
	count := map[string]int{}
	sure := 0
	for i := range lines {
		turns[i] = turnOf(lines[i].text)
		if turns[i].mark > 0 {
			count[turns[i].name]++
		}
		if turns[i].confidence >= minConfidence {
			sure++
		}
	}
	people := sure >= 2 && personRecurs(count)
	for i := range turns {
		t := &turns[i]
		switch {
		case t.mark == 0:
		case t.name == "A" && count["Q"] > 0:
			t.confidence = 0.9 // the answer to a question
		case t.confidence < minConfidence && count[t.name] >= 3:
			t.confidence += 0.3
		case t.confidence < minConfidence && people && loneName(t.name) != "":
			t.confidence += 0.3
		case sure == 1 && i > startLines:
			t.confidence -= 0.5 // one word in capitals is no transcript
		}
		if t.confidence < minConfidence {
			*t = turn{}
		}
	}
	return turns
}

// personRecurs reports whether somebody who is called by surname and given name
// has more than one turn.
func personRecurs(count map[string]int) bool {
	for name, n := range count {
		if n > 1 && loneName(name) != "" {
			return true
		}
	}
	return false
}

// maxName is the longest name of a speaker, in bytes.
const maxName = 72

func turnOf(text string) turn {
	t := markedName(text)
	if t.mark > 0 && t.confidence == 0 {
		t.confidence = nameConfidence(t.name)
	}
	return t
}

// markedName is what would be the name if the line starts a turn; how surely it does
// is left open but of a question.
func markedName(text string) turn {
	if rest, ok := strings.CutPrefix(text, "Q"); ok {
		return questionTurn(rest)
	}
	name, mark := cutName(text[:min(len(text), maxName)])
	if name == "" {
		return turn{}
	}
	return turn{name: nameKey(name), mark: mark}
}

// cutName is what stands before the first colon, and where the colon ends.
func cutName(text string) (name string, mark int) {
	for _, colon := range []string{":", "："} {
		if i := strings.Index(text, colon); i >= 0 {
			text, mark = text[:i], i+len(colon)
		}
	}
	if mark == 0 {
		return "", 0
	}
	return strings.TrimSpace(text), mark
}

// questionTurn reads the reporter's turn of a White House transcript: Q and
// some blanks, sometimes a colon.
func questionTurn(rest string) turn {
	blank := len(rest) - len(strings.TrimLeft(rest, " \t\u00A0"))
	switch {
	case strings.HasPrefix(rest, ":"), strings.HasPrefix(rest, "."):
		return turn{"Q", 2, 0.9}
	case blank >= 2 || strings.HasPrefix(rest, "\t"):
		return turn{"Q", 1, 0.95}
	}
	return turn{}
}

// nameKey is a speaker's name without what stands in brackets behind it.
func nameKey(name string) string {
	if i := strings.IndexAny(name, "(\uFF08"); i > 0 {
		name = name[:i]
	}
	return strings.TrimSpace(name)
}

// nameConfidence judges a name without what stands in brackets behind it.
func nameConfidence(name string) float64 {
	switch {
	case name == "" || isLabel(name):
		return 0
	case isLatin(name):
		return latinName(name)
	}
	return hanName(name)
}

// latinName judges a name in Latin letters: all capitals but for a Mc, with
// more than one word or five letters; other names have to recur.
func latinName(name string) float64 {
	words := strings.Fields(name)
	if len(words) > 8 || strings.ContainsAny(name, "\"“”!?;/<>=#*_[]{}|") {
		return 0
	}
	capitals, letters := true, 0
	before := rune(0)
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
			capitals = capitals && (unicode.IsUpper(r) || r == 'c' && before == 'M')
		case !strings.ContainsRune(" .'’-,&0123456789\u00A0", r):
			return 0
		}
		before = r
	}
	switch {
	case letters < 2 || !unicode.IsUpper([]rune(name)[0]):
		return 0
	case capitals:
		return 0.9
	case len(words) <= 4 && isTitleCase(name) && letters >= 4:
		return 0.4
	}
	return 0
}

// Roles that stand inside a name: 黃委員偉哲, 曾主任委員金陵.
var innerRoles = []string{"委員", "委员", "長", "长", "主任", "秘書", "秘书", "董事", "總經理", "总经理", "議員", "议员", "教授", "主席", "代表", "同志", "主委"}

// Names that are a role and nothing else.
var roleNames = []string{
	"主席", "主持人", "记者", "記者", "问", "答", "問", "提问", "发言人", "發言人", "嘉宾", "观众", "学生", "总理", "總統", "议长", "議長", "審判長", "审判长", "旁白", "众", "男", "女",
}

// hanName judges a Chinese name before a colon.
func hanName(name string) float64 {
	if length(name) > 14 || containsAny(name, sayings) || strings.ContainsFunc(name, func(r rune) bool { return !isHan(r) && r != '\u3000' && r != '·' && r != ' ' }) {
		return 0
	}
	for _, r := range roleNames {
		if name == r {
			return 0.9
		}
	}
	for _, r := range innerRoles {
		if i := strings.LastIndex(name, r); i > 0 {
			given := length(name[i+len(r):])
			if 1 <= given && given <= 3 {
				return 0.9
			}
		}
	}
	if n := length(name); 2 <= n && n <= 8 {
		return 0.4
	}
	return 0
}

// sayings stand before a colon when somebody is quoted.
var sayings = []string{"说", "說", "讲", "講", "指出", "强调", "強調", "表示", "认为", "認為", "写道", "宣告", "问题", "寄语", "想"}

// labels stand before a colon too, and are nobody's name.
var labels = []string{
	"說明", "说明", "提案人", "連署人", "連署", "決定", "決議", "案由", "時間", "地點", "时间", "地点", "出席", "列席", "請假", "紀錄", "记录", "速記", "主旨", "備註", "备注", "注", "結論",
	"審查", "主任秘書", "專門委員", "目标", "目標", "重点", "問題", "问题", "第", "一", "二", "三", "四", "五", "例如", "比如", "即", "是", "具体", "主要", "其中", "因此", "所以", "总之", "原因",
	"END", "NOTE", "Note", "RESOLVED", "WHEREAS", "Resolved", "First", "Second", "Third", "Source", "Date", "Time", "Place", "Subject", "http", "https",
}

func isLabel(name string) bool {
	return hasAnyPrefix(strings.ReplaceAll(name, "\u3000", ""), labels)
}

// manySpeak reports whether more than one speaker has a turn.
func manySpeak(lines []line) bool {
	only := ""
	for i := range lines {
		if lines[i].p.Kind != Speaker {
			continue
		}
		name := markedName(lines[i].text).name
		if only != "" && name != only {
			return true
		}
		only = name
	}
	return false
}

// SpeakerAt is whose turn it is at the byte at offset: the name as it stands
// before the turn, without colon and brackets. It is empty outside all turns, and
// where only one speaker has any: then it is Document.Speaker who speaks.
func (d *Document) SpeakerAt(offset int) string {
	if !d.manySpeak {
		return ""
	}
	name := ""
	for _, part := range d.Path(offset) {
		if part.Kind == Speaker {
			name = part.Title
		}
	}
	return name
}

// isTurnStart reports whether a line starts with a name that is sure by itself.
func isTurnStart(text string) bool { return turnOf(text).confidence >= minConfidence }

// speaker is who speaks in a line that starts with a name, by the rules or by
// the format's word.
func (l *line) speaker() string {
	if t := markedName(l.text); t.mark > 0 {
		return strings.TrimRight(t.name, " ")
	}
	name := strings.ToValidUTF8(l.text[:min(l.p.Name.Len(), len(l.text))], "")
	return nameKey(strings.TrimRight(name, ":： "))
}
