package model

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// This file finds what stands out inside a paragraph: run-in leads and the
// members of an enumeration.

// Leads are at most this many characters long, numeral apart.
const (
	maxLead       = 50
	maxPlainLead  = 33
	maxResultLead = 18
	maxInsideLead = 20
	minAfterLead  = 20 // what follows a lead inside a paragraph is longer
)

// lead is the first sentence of a paragraph that may be its lead.
type lead struct {
	span       Span // in the line's view; empty when there is none
	confidence float64
	company    bool // it needs a sibling nearby
}

// siblingDistance is how many lines away a sibling lead may be.
const siblingDistance = 3

// findLeads sets the leads of the lines, section by section.
func findLeads(lines []line, gain []float64) {
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && lines[end].p.Kind != Heading {
			end++
		}
		sectionLeads(lines[start:end], gain[start:end])
		start = end
	}
}

func sectionLeads(lines []line, gain []float64) {
	found := make([]lead, len(lines))
	inside := make([][]Span, len(lines))
	for i := range lines {
		l := &lines[i]
		if l.p.Kind != Body || l.p.Preformatted {
			continue
		}
		found[i] = leadOf(l, gain[i])
		inside[i] = insideLeads(l.text)
	}
	for i := range lines {
		setLeads(&lines[i], found, i, inside)
	}
}

// setLeads gives a line its own lead, when that is sure enough, and those
// inside it.
func setLeads(l *line, found []lead, i int, inside [][]Span) {
	own := found[i]
	if own.company && !hasSibling(found, i) {
		own.confidence -= 0.2
	}
	var spans []Span
	if own.confidence >= minConfidence && !own.span.Empty() {
		spans = append(spans, own.span)
	}
	for _, s := range inside[i] {
		if hasPair(inside, i) && (len(spans) == 0 || s.Start >= spans[0].End) {
			spans = append(spans, s)
		}
	}
	if len(spans) > 0 {
		l.p.own().Leads = l.sources(spans)
	}
}

func hasSibling(found []lead, i int) bool {
	for j := max(0, i-siblingDistance); j <= min(len(found)-1, i+siblingDistance); j++ {
		if j != i && found[j].company {
			return true
		}
	}
	return false
}

// hasPair reports whether line i and those near it hold two leads inside them.
func hasPair(inside [][]Span, i int) bool {
	count := 0
	for _, spans := range inside[max(0, i-siblingDistance):min(len(inside), i+siblingDistance+1)] {
		count += len(spans)
	}
	return count > 1
}

// leadOf is the lead a paragraph starts with, as far as it can tell by itself.
func leadOf(l *line, gain float64) lead {
	if bold := boldStart(l); bold > 0 {
		return lead{span: Span{0, bold}, confidence: 0.9}
	}
	if l.number.style != noNumeral {
		if n := firstSentence(l.body(), maxLead); n > 0 && l.number.size+n < len(l.text) {
			return lead{span: Span{0, l.number.size + n}, confidence: 0.8 + gain}
		}
		return lead{}
	}
	words, dashed := strings.CutPrefix(l.text, "——")
	n := firstSentence(words, maxLead)
	if n == 0 || n == len(words) {
		return lead{}
	}
	sentence := words[:n]
	span := Span{0, len(l.text) - len(words) + n}
	switch {
	case dashed:
		return lead{span, 0.7, true}
	case isTask(sentence):
		return lead{span, 0.65, true}
	case isResult(sentence):
		return lead{span, 0.6, true}
	case isSubject(sentence, words[n:]):
		return lead{span, 0.6, true}
	}
	return lead{}
}

// An English lead names a subject: at most this many words in at most so many
// characters, with a paragraph behind it.
const (
	maxSubjectWords = 6
	minAfterSubject = 80
)

// isSubject reports whether an English sentence only names what the paragraph is
// about: Small business and competition. It makes no statement and calls nobody.
func isSubject(sentence, rest string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(sentence, ".-– ")))
	if !isLatin(sentence) || !strings.HasSuffix(sentence, ".") || len(words) == 0 || len(words) > maxSubjectWords || length(rest) < minAfterSubject {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(sentence); !unicode.IsUpper(first) || containsAny(strings.ToLower(sentence), englishVocatives) {
		return false
	}
	for i, word := range words {
		if isStatement(word) || i == 0 && slices.Contains(replyWords, word) || i > 0 && strings.HasSuffix(word, "ed") {
			return false
		}
	}
	return true
}

// replyWords begin short sentences that are no subjects but replies, wishes and
// turns of speech.
var replyWords = strings.Fields(`yes no well okay ok so thank thanks god look right good great sure please let let's never always not now then
	but and or yet still again sorry absolutely exactly correct what why how whose don't can't won't i'm we're it's that's there's you're one`)

// boldStart is the length in bytes of the strong words a line starts with, 0
// when there are none or they are all of the line.
func boldStart(l *line) int {
	shown := Span{l.at(0), l.at(0)}
	for _, r := range l.p.Runs {
		if r.Style&Strong == 0 || r.Hidden {
			continue
		}
		if r.Span.Start > shown.End {
			break
		}
		shown.End = r.Span.End
	}
	words := strings.TrimSpace(l.text[:min(shown.Len(), len(l.text))])
	if words == "" || length(words) > maxHeading || len(words)*10 >= len(l.text)*9 {
		return 0
	}
	return len(words)
}

// taskStarts are the verbs and adverbs that a sentence about a task opens with.
var taskStarts = wordSet(`
		要 加强 积极 加快 深化 坚持 大力 继续 推进 推动 促进 进一步 持续 深入 着力 提高 扎实 全面 加大 强化 努力 不断 实施
		全力 激发 提升 优先 坚决 建立 统筹 认真 健全 稳步 千方百计 完善 做好 抓好 更好 增强 抓紧 改善 切实 增加 拓展 打好
		全方位 解决 发展 优化 稳定 纵深 打造 下大力气 用足 尽快 防范 建强 发挥 牢固 狠抓 开创 高度重视 有效 以开放 多管齐下
		不失时机 围绕 更加 构建 让人民 稳妥 毫不 多措并举 丰富 维护 整顿 搞好 严格 逐步 合理 扩大 保障 运用 贯彻 压实 夯实
		培育 巩固 严肃 弘扬 落实 突出 守住 聚焦 立足 创新 引导 支持 鼓励 深度 精准 科学 充分 转变 树立 压缩 推行 办好 高质量
		高标准 高水平 始终 紧紧 牢牢 主动 强力 着眼 壮大 激活 补齐 畅通 筑牢 严守 厉行 广泛 倡导 改革 创建 开展 组织 注重 重视
		做强 做优 做大 做实 做细 做精 建设 推动 拓宽 拓深 健全 改进 规范 整合 盘活 挖掘 释放 化解 防止 消除 遏制 降低 减轻 减少 抢抓 抓牢 抓细
		压紧 压减 兜牢 兜住 用好 管好 守好 建好 办实 办优 争创 争取 力争 勇当 勇担 树牢 坚守 恪守 遵守 严明 严抓 落细 用心 用情 传承 保护
		修复 打赢 打响 打通 打牢 延伸 厚植 涵养 提振 提速 提档 细化 实化 深耕 深挖 培养 引进 吸引 集聚 关心 关爱 营造 擦亮
		唱响 讲好 凝聚 激励 带动 加速 稳住 盯紧 扭住 把握 把牢 绷紧 守牢 守护 净化 攻克 突破 保持 确保 保证 增进 繁荣 振兴 探索 推广 理顺 聚力 奋力 精心 着重 致力 加紧 瞄准 对标 依法 依托 借助`)

// wordSet is a set of words, made when it is first asked for.
func wordSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}

// statementWords make a sentence one that says something about its subject,
// not a lead.
var statementWords = []string{"是", "必须", "，要", "，就", "，还", "，首先", "，更", "，主要", "在于", "关键", "对于", "不能", "？", "：", "；", "我们", "，也", "，才", "，事关", "关乎", "，最", "了"}

// isTask reports whether a sentence names a task: 推动产业链供应链优化升级。
func isTask(sentence string) bool {
	return length(sentence) <= maxPlainLead && strings.HasSuffix(sentence, "。") && startsTask(sentence) && !containsAny(sentence, statementWords)
}

func startsTask(sentence string) bool {
	count := 0
	for i := range sentence {
		if count > 0 && taskStarts()[sentence[:i]] {
			return true
		}
		if count++; count > 5 {
			break
		}
	}
	return false
}

// resultEnds are what a sentence about something achieved ends with.
var resultEnds = []string{
	"明显。", "完善。", "深化。", "加强。", "加快。", "提高。", "提升。", "改善。", "增长。", "扩大。", "突破。", "进展。", "成就。", "推进。", "优化。", "步伐。", "局面。", "有力。", "深入。",
	"向好。", "加大。", "巩固。", "夯实。", "显著。", "成效。", "成果。", "增强。", "回升。", "进步。",
}

// isResult reports whether a sentence names an achievement: 脱贫攻坚成效明显。
func isResult(sentence string) bool {
	if length(sentence) > maxResultLead || containsAny(sentence, statementWords) || strings.Contains(sentence, "，") || hasAnyPrefix(sentence, []string{"我国", "我们", "过去", "今年", "一年", "目前", "但", "在"}) {
		return false
	}
	for _, end := range resultEnds {
		if strings.HasSuffix(sentence, end) {
			return true
		}
	}
	return false
}

// insideLeads are the short sentences 要…。 that a longer one follows.
func insideLeads(text string) []Span {
	var spans []Span
	for at := 0; ; {
		i := strings.Index(text[at:], "要")
		if i < 0 {
			return spans
		}
		start := at + i
		at = start + len("要")
		if start > 0 && lastRune(text[:start]) != '。' {
			continue
		}
		n := firstSentence(text[start:], maxInsideLead)
		rest := text[start+n:]
		if n > 0 && strings.HasSuffix(text[start:start+n], "。") && rest != "" && firstSentence(rest, minAfterLead) == 0 {
			spans = append(spans, Span{start, start + n})
			at = start + n
		}
	}
}

// enumerations are the ways to count inside a sentence, each a list of marks.
var enumerations = [][]string{
	counted("", "是"), counted("", "要"), counted("第", "，"), counted("第", "、"), counted("（", "）"), counted("", "、"),
	{"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"},
	{"首先", "其次", "再次", "最后"},
}

func counted(before, after string) []string {
	var marks []string
	for _, r := range "一二三四五六七八九十" {
		marks = append(marks, before+string(r)+after)
	}
	return marks
}

// findItems is where the members of an enumeration in a text are: two or more.
func findItems(text string) []Span {
	if !strings.Contains(text, "二") && !strings.Contains(text, "②") && !strings.Contains(text, "其次") {
		return nil
	}
	for _, marks := range enumerations {
		if spans := items(text, marks); len(spans) > 1 {
			return spans
		}
	}
	return nil
}

func items(text string, marks []string) []Span {
	var spans []Span
	at := 0
	for _, mark := range marks {
		start := markedStart(text, at, mark)
		if start < 0 {
			break
		}
		if len(spans) > 0 {
			spans[len(spans)-1].End = len(strings.TrimRightFunc(text[:start], isBlank))
		}
		spans = append(spans, Span{start, start})
		at = start + len(mark)
	}
	if len(spans) > 0 {
		last := &spans[len(spans)-1]
		last.End = sentenceStop(text, last.Start)
	}
	return spans
}

// markedStart is where the mark stands behind another mark of punctuation; -1
// when it does not.
func markedStart(text string, at int, mark string) int {
	for {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return -1
		}
		start := at + i
		if start == 0 || strings.ContainsRune("。：；，、！？:;,— ", lastRune(text[:start])) {
			return start
		}
		at = start + len(mark)
	}
}

// sentenceStop is the end of the sentence that the offset lies in.
func sentenceStop(text string, at int) int {
	if i := strings.Index(text[at:], "。"); i >= 0 {
		return closed(text, at+i+len("。"))
	}
	return len(text) // a view ends with its last word
}
