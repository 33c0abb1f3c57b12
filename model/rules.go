package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a paragraph as the rules see it: what its reader sees of it, and
// where it stands.
type line struct {
	view
	p      *Paragraph
	number numeral
	length int // in characters
	zone   zone
	prev   *line // nil at the start
	next   *line // nil at the end
}

// body is the line's words behind its numeral.
func (l *line) body() string { return l.text[l.number.size:] }

// zone says where in the speech a line stands; a rule holds in some zones only.
type zone uint8

const (
	head   zone = 1 << iota // before the first body or heading
	start                   // the first lines, headings not yet seen
	middle                  // any line
	tail                    // the last lines
	turns                   // behind a speaker's name
)

const (
	startLines = 8
	tailLines  = 5
)

// rule gives a kind to the lines that fit it. fits tells how surely, from 0 to
// 1; below minConfidence the line is left to the next rule.
type rule struct {
	kind Kind
	zone zone
	fits func(*line) float64
}

// minConfidence is the least with which a line is something else than body.
const minConfidence = 0.5

// rules are asked in this order; the first that fits wins.
var rules = []rule{
	{Title, head, fitsTitle},
	{Date, head, fitsDate},
	{Salutation, start, fitsSalutation},
	{Direction, middle, fitsDirection},
	{Note, middle, fitsNote},
	{Note, tail, fitsTailNote},
	{Heading, middle, fitsNumbered},
	{Closing, tail, fitsClosing},
	{Heading, middle, fitsUnnumbered},
}

// classify gives every paragraph that the format left open its kind.
func classify(lines []line) {
	found := findTurns(lines)
	zones, notes := head|start|middle, false
	for i := range lines {
		l := &lines[i]
		l.zone = zonesAt(zones, i, len(lines))
		switch {
		case l.p.Kind != Body:
			fromFormat(l)
		case notes:
			l.p.Kind, l.p.Confidence = Note, 0.8
		case found[i].mark > 0:
			l.p.Kind, l.p.Confidence = Speaker, found[i].confidence
			l.p.Name = l.source(Span{0, found[i].mark})
		default:
			applyRules(l)
		}
		notes = notes || l.p.Kind == Note && opensNotes(l.text)
		zones = zonesAfter(zones, l.p.Kind)
	}
}

func zonesAt(z zone, i, count int) zone {
	if i >= startLines {
		z &^= start
	}
	if i >= count-tailLines && i > 0 {
		z |= tail
	}
	return z
}

// zonesAfter is what of the zones is left behind a line of kind k.
func zonesAfter(z zone, k Kind) zone {
	switch k {
	case Title, Date, FrontMatter, Direction, Note:
		return z
	case Body, Salutation:
		return z &^ head
	case Speaker:
		return z&^(head|start) | turns
	}
	return z &^ (head | start)
}

func applyRules(l *line) {
	for _, r := range rules {
		if r.zone&l.zone == 0 || r.kind == Heading && l.p.Preformatted {
			continue
		}
		if c := r.fits(l); c >= minConfidence {
			l.p.Kind, l.p.Confidence = r.kind, c
			return
		}
	}
	l.p.Confidence = 1
}

// fromFormat takes the format's word for a line's kind. A heading of the
// highest level before everything else is the title.
func fromFormat(l *line) {
	l.p.Confidence = 1
	if l.p.Kind != Heading {
		return
	}
	l.p.Confidence = 0.98
	if l.zone&head != 0 && l.p.Level == 1 && l.number.style == noNumeral {
		l.p.Kind, l.p.Level = Title, 0
	}
}

// Words that name a speech in its title.
var titleWords = []string{
	"讲话", "报告", "致辞", "致词", "演讲", "发言", "讲稿", "献词", "贺词", "贺信", "开幕词", "闭幕词", "述职", "讲义", "寄语", "答谢词", "主持词",
	"講話", "報告", "致詞", "演講", "發言", "紀錄", "議事錄", "講稿", "就職演說", "演说",
	"ADDRESS", "Address", "REMARKS", "Remarks", "SPEECH", "Speech", "MESSAGE", "Message", "Inaugural", "INAUGURAL", "STATE OF THE UNION", "Lecture",
}

func fitsTitle(l *line) float64 {
	title, _, _ := strings.Cut(l.text, "——")
	n := length(title)
	switch {
	case title == "" || l.number.style != noNumeral || isDate(title) && n < 20 || isVocative(title):
		return 0
	case l.prev != nil && l.prev.p.Kind == Date, strings.ContainsAny(title, "。；：:（("), spaced(title):
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
	case hasAnyPrefix(squeezed, placeLabels):
		return 0.8
	case isByline(l.text):
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

// isByline reports whether a line is an office and a name: 国务院总理　李强.
func isByline(text string) bool {
	office, name, ok := strings.Cut(strings.ReplaceAll(text, "\u3000", " "), " ")
	name = strings.ReplaceAll(name, " ", "")
	return ok && 2 <= length(name) && length(name) <= 4 && allHan(name) && 2 <= length(office) && length(office) <= 24 && allHan(office)
}

func allHan(text string) bool {
	for _, r := range text {
		if !isHan(r) {
			return false
		}
	}
	return true
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

var (
	noteStarts    = []string{"编者按", "编者注", "注：", "注:", "備註", "备注", "責任編輯", "责任编辑", "来源：", "来源:", "（责任编辑", "责编", "Note:", "NOTE:", "Editor's note", "Editor’s note", "Source:"}
	glossaryWords = []string{"名词解释", "名詞解釋", "名词注释", "有关名词", "注释", "Note:", "NOTE:"}
)

func fitsNote(l *line) float64 {
	if hasAnyPrefix(l.text, noteStarts) || strings.HasPrefix(l.text, "<!--") || l.length <= 30 && isGlossary(l.text) {
		return 0.85
	}
	return 0
}

// opensNotes reports whether everything after a note of these words is notes.
func opensNotes(text string) bool {
	return length(text) <= 30 && isGlossary(text) || hasAnyPrefix(text, []string{"Note:", "NOTE:"})
}

func isGlossary(text string) bool {
	return hasAnyPrefix(strings.TrimLeft(text, "附件录：:（(《 \u3000"), glossaryWords) || strings.HasSuffix(text, "名词解释")
}

// fitsTailNote takes what stands below a speech: a source in brackets, the
// time it ended, a line of signs.
func fitsTailNote(l *line) float64 {
	switch {
	case isBracketed(l.text) && l.length <= 120:
		return 0.8
	case isClock(l.text) && l.length <= 80 || strings.Trim(l.text, `#*\-_= `) == "" || l.text == "END":
		return 0.8
	}
	return 0
}

var closingPhrases = []string{
	"谢谢大家", "谢谢各位", "我就讲这些", "就讲这些", "讲到这里", "说到这里", "讲话完了", "发言完毕", "报告完毕", "汇报完毕", "报告完了", "谢谢！", "谢谢。", "谢谢你们", "谢谢",
	"報告完畢", "謝謝", "讲完了", "完毕",
	"Thank you", "thank you", "God bless", "God save", "Good night", "I thank you",
}

func fitsClosing(l *line) float64 {
	limit := 40
	if isLatin(l.text) || len(l.text) < l.length*3/2 {
		limit = 200
	}
	if l.length <= limit && containsAny(l.text, closingPhrases) {
		return 0.85
	}
	return 0
}

// Headings are at most this many characters long.
const (
	maxHeading    = 60 // without an end mark
	maxSentence   = 40 // a numbered sentence of its own
	maxUnnumbered = 30
)

// styleConfidence is how sure a numeral of the style makes a heading.
var styleConfidence = [styles]float64{
	partStyle: .85, formalStyle: .8, romanStyle: .8, hanStyle: .8, ordinalStyle: .8, bracketStyle: .8, digitStyle: .75,
	digitBracket: .65, circleStyle: .65, letterStyle: .7, unnumbered: .6,
}

// fitsNumbered takes a numeral with a few words. Whether its number is the one
// to expect there is judged later.
func fitsNumbered(l *line) float64 {
	c := styleConfidence[l.number.style]
	words := l.body()
	n := length(words)
	switch {
	case c == 0 || words == "" && l.number.style != partStyle || isDefinition(words):
		return 0
	case endsOpen(l.text) && n <= maxHeading && !strings.ContainsAny(words, "。；"):
		return c
	case isLatin(words) && n <= 100 && firstSentence(words, 100) == len(words):
		return c - 0.1
	case !isLatin(words) && n <= maxSentence && strings.HasSuffix(words, "。") && firstSentence(words, maxSentence) == len(words):
		return c - 0.1
	case n <= maxUnnumbered && strings.HasSuffix(words, "："):
		return c - 0.15
	}
	return 0
}

// isDefinition reports whether the words are a glossary's: “…”：….
func isDefinition(words string) bool {
	i := strings.Index(words, "”")
	return strings.HasPrefix(words, "“") && i > 0 && hasAnyPrefix(words[i+len("”"):], []string{"：", ":", "是", "指"})
}

// fitsUnnumbered takes a few words without an end mark above a longer line.
func fitsUnnumbered(l *line) float64 {
	bold := isBold(l)
	switch {
	case l.next == nil || l.number.style != noNumeral || !endsOpen(l.text) || isDate(l.text) && l.length < 24 || isClock(l.text):
		return 0
	case bold && l.length <= maxHeading:
		return 0.85
	case spaced(l.text):
		return 0.7
	case isLatin(l.text) && isUpper(l.text) && l.length <= 80:
		return 0.75
	case strings.ContainsAny(l.text, "\"“<>\t=|") || l.zone&(tail|turns) != 0:
		return 0
	case l.length > maxUnnumbered*2 || l.next.length <= 2*l.length || l.next.length < 30:
		return 0
	case isLatin(l.text) && isTitleCase(l.text):
		return 0.6
	case l.length <= maxUnnumbered && l.length >= 3 && mostlyHan(l.text) && !strings.ContainsAny(l.text, "。；：（") && (l.prev == nil || endsSentence(l.prev.text) || l.prev.p.Kind != Body):
		return 0.6
	}
	return 0
}

// isBold reports whether all of a line is strong by its format.
func isBold(l *line) bool {
	if len(l.p.Runs) == 0 {
		return false
	}
	shown := 0
	for _, r := range l.p.Runs {
		if r.Style&Strong != 0 && !r.Hidden {
			shown += r.Span.Len()
		}
	}
	return shown > 0 && shown*10 >= len(l.text)*9
}

// spaced reports whether a line is a heading set with wide spaces: 報　告　事　項.
func spaced(text string) bool {
	parts := strings.Split(text, "\u3000")
	if len(parts) < 3 {
		return false
	}
	for _, p := range parts {
		if length(p) != 1 {
			return false
		}
	}
	return true
}

// isLatin reports whether a line has no East Asian character.
func isLatin(text string) bool {
	for _, r := range text {
		if r >= 0x2E80 && r != utf8.RuneError {
			return false
		}
	}
	return true
}

func mostlyHan(text string) bool {
	han := 0
	for _, r := range text {
		if isHan(r) {
			han++
		}
	}
	return han*2 > length(text)
}

// isUpper reports whether a line is set in capitals.
func isUpper(text string) bool {
	upper := 0
	for _, r := range text {
		if unicode.IsLower(r) || r >= 0x2E80 {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 3
}

// isTitleCase reports whether every long word starts with a capital.
func isTitleCase(text string) bool {
	for word := range strings.FieldsSeq(text) {
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsLower(r) && len(word) > 4 {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) && strings.ContainsFunc(text, unicode.IsLower) && !strings.ContainsAny(text, ",;")
}

// isBracketed reports whether the line is one bracket from end to end, or
// several.
func isBracketed(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("（([【［", first) && strings.ContainsRune("）)]】］", last)
}
