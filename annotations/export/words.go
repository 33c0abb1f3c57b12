package export

import (
	"strings"

	"lectern/annotations"
	"lectern/model"
)

// wording is what an export says that is neither the speaker's nor the reader's.
type wording struct {
	parts       map[model.Kind]string
	lost        string // over the passages without a place
	untagged    string
	noSection   string
	colors      string // over their codes
	notes       string // the title of an export of several speeches
	outline     string // over the outline
	paragraph   string // with the paragraph's number
	inParagraph string // the same, behind a quotation
	statuses    map[annotations.Status]string
}

// words are by the language of the speech: those who read an export read that.
var words = map[string]wording{
	"zh": {
		parts:       map[model.Kind]string{model.Salutation: "称呼", model.Opening: "开篇", model.Conclusion: "结语", model.Closing: "结束语"},
		lost:        "原文中已找不到的段落",
		untagged:    "未加标签",
		noSection:   "不在任何一节",
		colors:      "颜色",
		notes:       "讲话笔记",
		outline:     "目录",
		paragraph:   "第 %d 段",
		inParagraph: "（第 %d 段）",
		statuses: map[annotations.Status]string{
			annotations.Moved: "已移动", annotations.Edited: "字句有改动", annotations.Ambiguous: "位置待定", annotations.Orphan: "原文中已找不到",
		},
	},
	"en": {
		parts:       map[model.Kind]string{model.Salutation: "Salutation", model.Opening: "Opening", model.Conclusion: "Conclusion", model.Closing: "Closing"},
		lost:        "Passages no longer in the text",
		untagged:    "Without a tag",
		noSection:   "In no section",
		colors:      "Colours",
		notes:       "Notes on speeches",
		outline:     "Outline",
		paragraph:   "¶ %d",
		inParagraph: " (¶ %d)",
		statuses: map[annotations.Status]string{
			annotations.Moved: "moved", annotations.Edited: "edited", annotations.Ambiguous: "ambiguous", annotations.Orphan: "orphan",
		},
	},
}

func language(d *model.Document) string {
	if strings.HasPrefix(d.Language, "zh") {
		return "zh"
	}
	return "en"
}

// words are those of the speech's language.
func (s *Speech) words() wording { return words[language(s.Document)] }
