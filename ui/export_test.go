package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"lectern/annotations/citation"
	exports "lectern/annotations/export"
)

// The form has a word for every format and every choice.
func TestExportPhrases(t *testing.T) {
	for _, f := range exports.Formats {
		if _, ok := exportPurposes[f.Name]; !ok {
			t.Errorf("there is no word for the format %s", f.Name)
		}
	}
	for _, kind := range exports.LossKinds {
		if _, ok := lossPhrases[string(kind)]; !ok {
			t.Errorf("there is no word for the loss %q", kind)
		}
	}
	values := citation.Names()
	for _, g := range exports.Groupings {
		values = append(values, string(g))
	}
	for _, c := range exports.Contexts {
		values = append(values, string(c))
	}
	for _, v := range slices.Concat(values, []string{""}) {
		if _, ok := exportValues[v]; !ok {
			t.Errorf("there is no word for %q", v)
		}
	}
}

func TestExportFromTheScreen(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1))2e").want("2 / 2 条", "markdown", "natural-resources-bureau-notes.md", "同志们", "speech quote")
	st.keys("<enter>").want("已导出到 natural-resources-bureau-notes.md").lacks("导出笔记")
	if got := st.desk.files["natural-resources-bureau-notes.md"]; got == "" {
		t.Errorf("the files are %q", st.desk.files)
	}
}

// What is changed in the form is what is previewed and written.
func TestExportForm(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1#政策/用地<enter><esc>))2e<down>#政").want("1 / 2 条")
	st.keys("<down><right>").want("只要有笔记的", "没有符合的标注")
	st.keys("<right>").want("只要无笔记的", "1 / 2 条")
	st.keys("<down>l").want("各个标签", "tag quote")
	st.keys("<down><space>").want("所在的句子", "tag sentence")
	st.keys("<down><right><right>").want("GB/T 7714", "tag sentence gbt7714").keys("<left><left>").want("不注")
	st.keys("<tab><ctrl+u>mine.md<enter>").want("已导出到 mine.md")
	if got := st.desk.files["mine.md"]; got != "markdown\n> 同志们：\n\ntag sentence\n\n" {
		t.Errorf("written: %q", got)
	}
}

// A row that the format has no use for is not there; the file is called after the
// format until the reader calls it otherwise.
func TestExportFormats(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1e<right>").want("-notes.txt", "归类").lacks("上下文")
	st.keys("<right>").want("-notes.docx", "不在终端里预览").lacks("归类")
	st.keys("<up><ctrl+u>a.b<up><up><up>h").want("text", "a.b")
	st.keys("<enter>").want("已导出到 a.b；但 1 条没有位置，未带上；2 个标签里有的符号换了")
	st.keys("e<left><left><left>").want("markdown").keys("q").lacks("导出笔记")
}

func TestExportTakesTheListsFilter(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1))2A/观点<esc>e").want("1 / 2 条").keys("<esc>").want("1 / 2 条")
}

func TestExportReplacesOnlyWhenTold(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.desk.files = map[string]string{"taken.md": "theirs"}
	st.keys("1e<up><ctrl+u>taken.md<enter>").want("taken.md 已经存在", "换一个名字")
	if st.desk.files["taken.md"] != "theirs" {
		t.Error("replaced without a word")
	}
	st.keys("<enter>2<enter>").want("已导出到 taken.md2")
	st.keys("e<up><ctrl+u>taken.md<enter><down><enter>").want("已导出到 taken.md")
	if st.desk.files["taken.md"] == "theirs" {
		t.Error("not replaced")
	}
	st.keys("e<up><ctrl+u><enter>").want("请写明文件名")
}

func TestExportOfNothing(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1e<down>没有<enter>").want("没有符合的标注，无可导出。", "导出笔记")
	if len(st.desk.files) > 0 {
		t.Errorf("the files are %q", st.desk.files)
	}
	st.lacks("已导出到")
}

// A preview that comes late is not that of the form as it is now.
func TestLatePreview(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1))2")
	st.hold = true
	st.keys("e<down>没有")
	first := st.held[0]
	st.release()
	st.want("没有符合的标注")
	st.run(first)
	st.want("没有符合的标注")
}

func TestExportInASmallWindow(t *testing.T) {
	for _, size := range []string{"20x5", "40x8", "300x100"} {
		st := newStage(t, speechFile(t, sample), size)
		st.keys("1e<down>x<down><down><down><down>").want("")
		st.keys("<pgdown><pgup><f1><esc><esc>").lacks("导出笔记")
	}
}

// A note or a preview in Chinese is broken where the page would break it, and what
// is quoted stays behind its rule.
func TestChineseMarkdownIsBrokenAhead(t *testing.T) {
	l := look{lang: "zh", theme: newTheme(true, colorprofile.TrueColor)}
	text := "> " + strings.Repeat("要坚持“人民至上”，", 12) + "\n\n- " + strings.Repeat("一件一件抓落实。", 12) + "\n\n```\n" + strings.Repeat("码", 60) + "\n```"
	for _, row := range rendered(l, text, 60) {
		row = strings.TrimRight(ansi.Strip(row), " ")
		words := strings.TrimLeft(row, " │•")
		if strings.ContainsAny(firstRunes(words, 1), "，。”") {
			t.Errorf("a row begins with %q", words)
		}
		if strings.Contains(words, "人民") && !strings.Contains(row, "│") {
			t.Errorf("quoted without its rule: %q", row)
		}
	}
}

// Code in a note is shown as it is written, in every theme: no colours, no sign taken
// for Markdown.
func TestCodeInANoteIsWhole(t *testing.T) {
	code := []string{"func main() {", `    fmt.Println("\*一\\n") // <b>&`, "", "    - four *spaces* \\_", "}"}
	note := "before\n\n```go\n" + strings.Join(code, "\n") + "\n```\n\nafter"
	for _, theme := range []theme{newTheme(true, colorprofile.TrueColor), newTheme(false, colorprofile.ANSI256), newTheme(true, colorprofile.NoTTY)} {
		text := ansi.Strip(strings.Join(rendered(look{lang: "en", theme: theme}, note, 60), "\n"))
		for _, line := range code {
			if !strings.Contains(text, "  "+line) {
				t.Errorf("%q is not in\n%s", line, text)
			}
		}
		if before, after := strings.Index(text, "before"), strings.Index(text, "after"); before < 0 || after < before {
			t.Errorf("the words round the code:\n%s", text)
		}
	}
}

// Of HTML in a note the words are shown: no tags, no comments, nothing that a page does
// not show either.
func TestHTMLInANoteIsItsWords(t *testing.T) {
	l := look{lang: "en", theme: newTheme(true, colorprofile.TrueColor)}
	for note, want := range map[string]string{
		"<div class=\"a>b\">\nin a <b>block</b> &amp; &lt;more&gt;<br/>\n</div>": "in a block & <more>",
		"<!-- not this -->\n\nbut this":                                          "but this",
		"<script>\nalert(1)\n</script>\n\nafter":                                 "after",
		"<object>\nhidden <object>twice</object> still\n</object>\n\nafter":      "after",
		"<div></style>\n自然资源 <unknown>局</unknown></div>":                         "自然资源 局",
		"<div>never closed\n<object>hidden":                                      "never closed",
	} {
		rows := rendered(l, note, 60)
		if got := strings.Join(strings.Fields(ansi.Strip(strings.Join(rows, " "))), " "); got != want {
			t.Errorf("%q is shown as %q, not %q", note, got, want)
		}
	}
}

// A preview of many quotations has a row a line, like one of few; what Glamour would
// take seconds for is shown as it is written, a row a line.
func TestMarkdownOfManyQuotations(t *testing.T) {
	l := look{lang: "en", theme: newTheme(true, colorprofile.TrueColor)}
	rows := rendered(l, strings.Repeat("> quoted\n\na note\n\n", 200), 60)
	if text := ansi.Strip(strings.Join(rows, "\n")); strings.Count(text, "│ quoted") != 200 || strings.Count(text, "a note") != 200 {
		t.Errorf("they are %d rows:\n%s", len(rows), rows[0])
	}
	for _, text := range []string{
		strings.Repeat("> ", 60) + "deep\n\nand on", strings.Repeat("- > ", 30) + "deep\n\nand on",
		strings.Repeat("> > > > x\n\n", 1000) + "and on", strings.Repeat("x\n", markdownCap) + "and on",
	} {
		rows := rendered(l, text, 60)
		if last := rows[len(rows)-1]; last != "and on" || len(rows) != strings.Count(text, "\n")+1 {
			t.Errorf("%.20q: %d rows end in %q", text, len(rows), last)
		}
	}
}
