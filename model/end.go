package model

import "strings"

// This file holds the rules for what stands at the end of a speech or below
// it: thanks and notes.

var (
	noteStarts    = []string{"编者按", "编者注", "注：", "注:", "備註", "备注", "責任編輯", "责任编辑", "来源：", "来源:", "（责任编辑", "责编", "Note:", "NOTE:", "Editor's note", "Editor’s note", "Source:"}
	glossaryWords = []string{"名词解释", "名詞解釋", "名词注释", "名词说明", "名詞註釋", "有关名词", "有关用语", "用语解释", "词语解释", "注释", "Note:", "NOTE:"}
)

// fitsComment takes a comment to the file's own readers, wherever it stands.
func fitsComment(l *line) float64 {
	if strings.HasPrefix(l.text, "<!--") && strings.HasSuffix(l.text, "-->") {
		return 0.95
	}
	return 0
}

func fitsNote(l *line) float64 {
	if hasAnyPrefix(l.text, noteStarts) || l.length <= maxNoteTitle && isGlossary(l.text) || l.zone&(head|turns) == 0 && isAnnex(l.text) {
		return 0.85
	}
	return 0
}

// maxNoteTitle is how many characters announce a glossary or an annex at most.
const maxNoteTitle = 30

// opensNotes reports whether everything after a note of these words is notes.
func opensNotes(text string) bool {
	return length(text) <= maxNoteTitle && isGlossary(text) || isAnnex(text) || hasAnyPrefix(text, []string{"Note:", "NOTE:"})
}

// isAnnex reports whether a line announces what is annexed: 附件, 附件1,
// 附件：1.一览表.
func isAnnex(text string) bool {
	for _, word := range []string{"附件", "附录", "附錄", "附表", "附："} {
		rest, ok := strings.CutPrefix(text, word)
		if !ok || length(text) > maxHeading {
			continue
		}
		if strings.HasSuffix(word, "：") {
			return true
		}
		_, n := digits(rest)
		_, m := hanNumber(rest)
		rest = rest[n+m:]
		return rest == "" || hasAnyPrefix(rest, []string{"：", ":", " ", "\u3000"})
	}
	return false
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
