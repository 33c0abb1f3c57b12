//go:build !windows

package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gdamore/tcell/v3/vt"
)

// These tests run the whole program in a pseudo-terminal, as a reader meets it.

func sampleSpeech(t *testing.T) string {
	t.Helper()
	return readFile(t, samplePath)
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// sampleFolder is a folder with the sample as talk.txt in it.
func sampleFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "talk.txt"), sampleSpeech(t))
	return folder
}

// usual is how most tests see talk.txt: in Chinese, 120 by 40.
func usual(folder string) where {
	return where{columns: 120, rows: 40, folder: folder, args: []string{"--ambiguous", "narrow", "talk.txt"}}
}

// open shows talk.txt of a folder and waits for the first screen.
func open(t *testing.T, w where) *terminal {
	t.Helper()
	s := start(t, w)
	s.waitFor("1–5 标注", "? 帮助")
	return s
}

// leave quits and expects that all went well.
func (s *terminal) leave() {
	s.t.Helper()
	s.keys("q")
	s.waitExit(0)
}

// waitBar waits until the cursor's bar stands beside a text.
func (s *terminal) waitBar(text string) screen {
	s.t.Helper()
	return s.waitUntil("the bar beside "+text, func(shown screen) bool { return strings.Contains(shown.barred(), text) })
}

// page is the rows of the page beside the outline, without the cursor's bar.
func (s screen) page() []string {
	var rows []string
	for y := 1; y < len(s.cells)-2; y++ {
		_, row, _ := strings.Cut(s.row(y), "│")
		rows = append(rows, strings.TrimSpace(strings.Replace(row, "▎", "", 1)))
	}
	return rows
}

// tinted counts the cells that have a background of their own.
func (s screen) tinted() int {
	count := 0
	for _, row := range s.cells {
		for _, c := range row {
			if c.S.Bg() != row[len(row)-1].S.Bg() {
				count++
			}
		}
	}
	return count
}

// annotation is a record of a notes file in the W3C's names, read on its own.
type annotation struct {
	ID         string
	Type       string
	Motivation []string
	Body       []struct{ Type, Purpose, Format, Value string }
	Target     struct {
		Source, StyleClass string
		Selector           []struct {
			Type, Exact, Prefix, Suffix string
			Start, End                  int
		}
	}
}

type notesFile struct {
	Document    struct{ ID string }
	Annotations []annotation
}

// notesOf reads the notes file of talk.txt and checks every record against the
// speech.
func notesOf(t *testing.T, folder string) notesFile {
	t.Helper()
	var notes notesFile
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join(folder, "talk.txt.notes.json"))), &notes); err != nil {
		t.Fatal(err)
	}
	for _, a := range notes.Annotations {
		a.check(t, notes.Document.ID, []rune(readFile(t, filepath.Join(folder, "talk.txt"))))
	}
	return notes
}

var uuid = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// check holds a record against the Web Annotation Data Model: positions count
// code points, half-open, and say the same as the quote (4.2.4, 4.2.5).
func (a annotation) check(t *testing.T, document string, text []rune) {
	t.Helper()
	if !uuid.MatchString(a.ID) || a.Type != "Annotation" || a.Target.Source != document || !uuid.MatchString(document) {
		t.Errorf("record %+v of document %s", a, document)
	}
	if len(a.Target.Selector) != 2 {
		t.Fatalf("selectors %+v", a.Target.Selector)
	}
	quote, position := a.Target.Selector[0], a.Target.Selector[1]
	if quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector" {
		t.Errorf("selectors %s, %s", quote.Type, position.Type)
	}
	if position.Start < 0 || position.End <= position.Start || position.End > len(text) {
		t.Fatalf("position %d to %d of %d", position.Start, position.End, len(text))
	}
	if got := string(text[position.Start:position.End]); got != quote.Exact {
		t.Errorf("at %d to %d stands %q, the quote is %q", position.Start, position.End, got, quote.Exact)
	}
	if !strings.HasSuffix(string(text[:position.Start]), quote.Prefix) || !strings.HasPrefix(string(text[position.End:]), quote.Suffix) {
		t.Errorf("context %q … %q is not round %q", quote.Prefix, quote.Suffix, quote.Exact)
	}
}

// byColor is the quotes of a notes file by their colour.
func (n notesFile) byColor() map[string]string {
	quotes := map[string]string{}
	for _, a := range n.Annotations {
		quotes[a.Target.StyleClass] = a.Target.Selector[0].Exact
	}
	return quotes
}

func TestOpenAndLeave(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	shown := s.waitFor("talk.txt", "今天到县自然资源局来，主要有两个方面的考虑", "第一 ", "分钟")
	if got := shown.barred(); got != "同志们：" {
		t.Errorf("under the cursor: %q", got)
	}
	if shown.cursor.shown {
		t.Error("the cursor is seen though nothing is typed")
	}
	if title := s.emulator.GetTitle(); title != "talk.txt" {
		t.Errorf("the window's title is %q", title)
	}
	s.leave()
	raw := s.raw()
	for _, mode := range []struct{ name, on, off string }{
		{"alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"cursor hidden", "\x1b[?25l", "\x1b[?25h"},
		{"mouse", "\x1b[?1002h", "\x1b[?1002l"},
		{"mouse as SGR", "\x1b[?1006h", "\x1b[?1006l"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
		{"frames kept together", "\x1b[?2026h", "\x1b[?2026l"},
	} {
		if on, off := strings.LastIndex(raw, mode.on), strings.LastIndex(raw, mode.off); on < 0 || off < on {
			t.Errorf("%s: last on at byte %d, last off at byte %d of %d", mode.name, on, off, len(raw))
		}
	}
	if title := s.emulator.GetTitle(); title != "" {
		t.Errorf("it leaves the title %q", title)
	}
}

func TestScroll(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	first := s.waitFor("同志们：")
	s.keys("j")
	s.waitUntil("one row further", func(shown screen) bool {
		return shown.page()[0] == first.page()[1] && shown.page()[9] == first.page()[10]
	})
	s.keys("k")
	s.waitUntil("the first page", func(shown screen) bool { return slices.Equal(shown.page(), first.page()) })
	s.keys("<space>")
	second := s.waitUntil("the second page", func(shown screen) bool { return shown.page()[0] == first.page()[len(first.page())-2] })
	if second.barred() == "" {
		t.Errorf("the cursor did not follow:\n%s", second)
	}
	s.keys("b")
	s.waitUntil("the first page", func(shown screen) bool { return slices.Equal(shown.page(), first.page()) })
	s.keys("G")
	s.waitBar("我就讲这些，谢谢大家。")
	s.waitFor("100 %")
	s.keys("g")
	s.waitBar("同志们：")
	s.leave()
}

func TestSectionsAndSentences(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	for _, step := range []struct{ keys, bar string }{
		{"]]", "今天到县自然资源局来，主要有两个方面的考虑"},
		{"】】", "第一、自然资源局作为政治机关"}, // as a Chinese input method types it
		{"]]", "第二、自然资源局作为专职机构"},
		{"[[", "第一、自然资源局作为政治机关"},
		{")", "县自然资源局首先是政治机关"},
		{")", "要把讲政治作为开展一切工作的总遵循"},
		{"(", "县自然资源局首先是政治机关"},
		{"}", "第二、自然资源局作为专职机构"},
		{"{", "县自然资源局首先是政治机关"},
	} {
		s.keys(step.keys)
		shown := s.waitBar(step.bar)
		if strings.Contains(shown.barred(), "第一") != strings.Contains(step.bar, "第一") {
			t.Errorf("%s: under the cursor is %q", step.keys, shown.barred())
		}
	}
	s.waitFor("talk.txt · 第一 自然资源局作为政治机关")
	s.leave()
}

func TestSearch(t *testing.T) {
	t.Parallel()
	speech := sampleSpeech(t)
	s := open(t, usual(sampleFolder(t)))
	s.keys("／") // an input method is on
	s.waitCursor(" / ")
	for _, typed := range []string{"自", "自然", "自然资", "自然资源局"} {
		s.keys(strings.TrimPrefix(typed, firstRunes(typed, utf8.RuneCountInString(typed)-1)))
		if typed == "自然资源局" {
			s.keys("<bs>源局")
		}
		s.waitCursor("/ " + typed)
		s.waitFor(strconv.Itoa(strings.Count(speech, typed)) + " 处")
	}
	count := strconv.Itoa(strings.Count(speech, "自然资源局"))
	s.keys("<enter>")
	s.waitFor("第 1 处，共 " + count + " 处：自然资源局")
	s.waitBar("今天到县自然资源局来")
	for _, step := range []struct{ key, at string }{{"n", "2"}, {"n", "3"}, {"N", "2"}, {"N", "1"}, {"N", count}} {
		s.keys(step.key)
		s.waitFor("第 " + step.at + " 处，共 " + count + " 处")
	}
	if shown := s.waitBar("自然资源局"); shown.tinted() == 0 {
		t.Errorf("nothing is lit:\n%s", shown)
	}
	s.keys("<esc>")
	s.waitUntil("nothing lit", func(shown screen) bool { return shown.tinted() == 0 })
	s.keys("/没有的话")
	s.waitFor("0 处")
	s.keys("<enter>")
	s.waitFor("没有找到：没有的话")
	s.keys("g/耕地")
	s.waitCursor("/ 耕地")
	s.waitBar("耕地")
	s.keys("<esc>")
	s.waitBar("同志们：")
	s.leave()
}

func firstRunes(s string, n int) string { return string([]rune(s)[:n]) }

// The way of a note: marked, written in Chinese, tagged, undone, redone, and
// there again when the speech is opened again.
func TestNote(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]))2")
	s.waitFor("已标注：措施 · 已保存")
	s.waitBar("总体感到，换届以来")
	s.keys("a")
	s.waitFor("在此写笔记，可用 Markdown")
	typed := ""
	for _, r := range "三个“做”，a b" {
		typed += string(r)
		s.keys(string(r))
		s.waitCursor("│ " + typed)
	}
	s.paste("（见**附件**）\r第二行：")
	s.waitFor("│ 三个“做”，a b（见**附件**）")
	s.waitCursor("│ 第二行：")
	s.keys("对照错<bs>")
	s.waitCursor("│ 第二行：对照")
	s.keys("<left><left><left>")
	s.waitUntil("the cursor three wide characters back", func(shown screen) bool {
		x, y, _ := shown.find("：对照")
		return shown.cursor == cursor{x, y, true}
	})
	s.keys("<end>。")
	s.waitCursor("│ 第二行：对照。")
	s.keys("<ctrl+s>")
	shown := s.waitFor("笔记已写下 · 已保存", "● 措施  三个“做”，a b（见**附件**） 第二行：对照。")
	if shown.cursor.shown {
		t.Error("the cursor is seen though nothing is typed")
	}
	s.keys("#")
	s.waitCursor(" # ")
	s.keys("政策/")
	s.waitCursor("# 政策/")
	s.keys("用地")
	s.waitCursor("# 政策/用地")
	s.keys("<enter>")
	s.waitFor("#政策/用地 #", "政策/用地  1")
	s.keys("<esc>")
	s.waitFor("● 措施 #政策/用地", "? 帮助")

	s.keys("u")
	s.waitFor("已撤销 · 已保存")
	s.waitWithout("#政策/用地")
	if got := notesOf(t, folder).Annotations; len(got) != 1 || len(got[0].Body) != 1 {
		t.Errorf("undone, the file has %+v", got)
	}
	s.keys("<ctrl+r>")
	s.waitFor("已重做 · 已保存", "#政策/用地")
	s.keys(")")
	s.waitBar("例如，自2020年")
	s.leave()
	checkTheNote(t, folder)

	again := open(t, usual(folder))
	again.waitBar("例如，自2020年")
	again.keys("(")
	shown = again.waitFor("● 措施 #政策/用地  三个“做”，a b（见**附件**） 第二行：对照。")
	if bar := shown.barred(); !strings.Contains(bar, "总体感到，换届以来") || !strings.Contains(bar, "种种困难。") {
		t.Errorf("under the cursor: %q", bar)
	}
	x, y, _ := shown.find("总体感到")
	if sign, _, _ := shown.find("●"); shown.cells[y][x].S.Bg() == shown.cells[y][x-2].S.Bg() || sign >= x {
		t.Errorf("the passage has no mark:\n%s", shown)
	}
	again.leave()
}

func checkTheNote(t *testing.T, folder string) {
	t.Helper()
	notes := notesOf(t, folder)
	if len(notes.Annotations) != 1 {
		t.Fatalf("%d records", len(notes.Annotations))
	}
	a := notes.Annotations[0]
	if want := "总体感到，换届以来，特别是**同志担任县自然资源局局长以来，在县委县政府的坚强领导下，克服了眼前的种种困难。"; a.Target.Selector[0].Exact != want {
		t.Errorf("the quote is %q", a.Target.Selector[0].Exact)
	}
	if want := []string{"highlighting", "commenting", "tagging"}; !slices.Equal(a.Motivation, want) || a.Target.StyleClass != "green" {
		t.Errorf("motivation %q, style %q", a.Motivation, a.Target.StyleClass)
	}
	if len(a.Body) != 2 {
		t.Fatalf("bodies %+v", a.Body)
	}
	if note := a.Body[0]; note.Type != "TextualBody" || note.Purpose != "commenting" || note.Format != "text/markdown" ||
		note.Value != "三个“做”，a b（见**附件**）\n第二行：对照。" {
		t.Errorf("the note is %+v", note)
	}
	if tag := a.Body[1]; tag.Type != "TextualBody" || tag.Purpose != "tagging" || tag.Value != "政策/用地" {
		t.Errorf("the tag is %+v", tag)
	}
	if got := readFile(t, filepath.Join(folder, "talk.txt")); got != sampleSpeech(t) {
		t.Error("the speech was written to")
	}
}

func TestSelectByKeys(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]v")
	s.waitFor("换另一端")
	s.keys("lll1")
	s.waitFor("已标注：观点 · 已保存")
	s.keys("}V")
	s.waitFor("换另一端")
	s.keys(")2")
	s.waitFor("已标注：措施 · 已保存")
	s.keys("}vl;3") // the first clause, from its first character
	s.waitFor("已标注：数据 · 已保存")
	s.keys("}s<right>o<right>o<left>4")
	s.waitFor("已标注：金句 · 已保存")
	quotes := notesOf(t, folder).byColor()
	for color, want := range map[string]string{
		"yellow":  "今天到县",
		"green":   "刚才，**同志就我县自然资源系统工作开展情况作了一个全面汇报，其他同志也作了简要发言，大家都讲得很好，我也很受启发，对于刚才大家所提的意见建议，县委也将在认真研究基础上充分吸收。总体感到，换届以来，特别是**同志担任县自然资源局局长以来，在县委县政府的坚强领导下，克服了眼前的种种困难。",
		"blue":    "今年是党的二十大的召开之年，",
		"magenta": "一、自然资源局作为政治机关，务必要做到旗帜鲜明讲政治",
	} {
		if quotes[color] != want {
			t.Errorf("%s is on %q, want %q", color, quotes[color], want)
		}
	}
	s.keys("v")
	s.waitFor("换另一端")
	s.keys("<esc>")
	s.waitFor("? 帮助")
	s.leave()
}

func TestMouse(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	first := s.waitFor("例如，自2020年")
	x, y, _ := first.find("例如，自2020年")
	end, _, _ := first.find("年爆发新冠肺炎")
	s.drag(x, y, end, y)
	s.waitFor("换另一端")
	s.keys("3")
	s.waitFor("已标注：数据 · 已保存")

	x, y, _ = first.find("规划充分衔接")
	s.click(x, y)
	s.waitBar("县自然资源部门要结合我县实际")
	x, y, _ = first.find("县自然资源部门要结合")
	s.clicks(2, x, y)
	s.keys("4")
	s.waitFor("已标注：金句 · 已保存")
	s.clicks(3, x+2, y)
	s.keys("5")
	s.waitFor("已标注：疑问 · 已保存")
	paragraphs := strings.Split(readFile(t, filepath.Join(folder, "talk.txt")), "\n")
	quotes := notesOf(t, folder).byColor()
	for color, want := range map[string]string{
		"blue":    "例如，自2020年",
		"magenta": paragraphs[3][strings.Index(paragraphs[3], "县自然资源部门要结合"):strings.Index(paragraphs[3], "借此机会")],
		"red":     paragraphs[3],
	} {
		if quotes[color] != want {
			t.Errorf("%s is on %q, want %q", color, quotes[color], want)
		}
	}

	s.mouse(wheelDown, x, y, "M")
	s.waitUntil("three rows further", func(shown screen) bool {
		return shown.page()[0] == first.page()[3] && shown.page()[5] == first.page()[8]
	})
	s.mouse(wheelUp, x, y, "M")
	shown := s.waitUntil("the top again", func(shown screen) bool { return shown.page()[0] == first.page()[0] })
	x, y, _ = shown.find("结语")
	s.click(x, y)
	s.waitBar("总而言之，县委将一如既往")
	s.leave()
}

func TestResizeKeepsTheSentence(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	const sentence = "要把讲政治作为开展一切"
	s.keys("]]]]))")
	s.waitBar(sentence)
	for _, size := range [][2]int{{80, 24}, {40, 12}, {20, 5}, {120, 40}, {300, 100}, {60, 20}} {
		s.resize(size[0], size[1])
		if shown := s.waitBar(sentence); len(shown.cells) != size[1] || len(shown.cells[0]) != size[0] {
			t.Errorf("the screen is %d by %d", len(shown.cells[0]), len(shown.cells))
		}
	}
	s.resize(15, 4)
	s.waitFor("窗口太小")
	s.resize(120, 40)
	s.waitBar(sentence)
	s.leave()
}

func TestWindowTooSmall(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.columns, w.rows, w.env = 15, 4, map[string]string{"LANG": "en_US.UTF-8"}
	s := start(t, w)
	s.waitFor("The window")
	s.resize(80, 24)
	s.waitFor("同志们：", "1–5 mark")
	s.leave()
}

// add makes an annotation from the command line.
func add(t *testing.T, folder, quote string, more ...string) {
	t.Helper()
	c := exec.Command("lectern", append([]string{"add", "--quote", quote}, more...)...)
	c.Dir, c.Env = folder, environmentOf(t, where{folder: folder})
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("add: %v: %s", err, out)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, "绿水青山就是金山银山", "--color", "magenta", "--note", "常用句", "talk.txt")
	add(t, folder, "18亿亩耕地红线", "--color", "blue", "--tag", "数字/耕地", "talk.txt")
	add(t, folder, "县委对于县自然资源局的工作总体是满意的。", "--color", "yellow", "talk.txt")
	s := open(t, usual(folder))
	s.keys("A")
	s.waitFor("3 / 3 条", "绿水青山就是金山银山", "18亿亩耕地红线", "总体是满意的", "#数字/耕地", "常用句")
	s.keys("/")
	s.waitCursor(" / ")
	s.keys("常用")
	s.waitCursor("/ 常用")
	s.waitFor("1 / 3 条", "绿水青山就是金山银山")
	s.keys("<enter>")
	s.waitBar("绿水青山就是金山银山")
	s.keys("A/#数字")
	s.waitFor("1 / 3 条", "18亿亩耕地红线")
	s.keys("<enter>")
	s.waitBar("18亿亩耕地红线")
	s.keys("A/#没有")
	s.waitFor("0 / 3 条")
	s.keys("<esc>")
	s.waitFor("/ 筛选")
	s.keys("<esc>")
	s.waitBar("18亿亩耕地红线")
	s.keys("g]a")
	s.waitBar("总体是满意的")
	s.waitFor("第 1 条标注，共 3 条")
	s.leave()
}

func TestHelpOfEveryMode(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	for _, mode := range []struct{ keys, help, key, back, after string }{
		{"?", "阅读时的按键", "]]", "", ""},
		{"v?", "选择时的按键", "扩一分句", "<esc>", "1–5 标注"},
		{"A?", "全部标注时的按键", "前往", "<esc>", "1–5 标注"},
		{"a<f1>", "笔记时的按键", "ctrl+e", "<ctrl+c>", "未作修改"},
		{"#<f1>", "标签时的按键", "Tab", "<esc>", "1–5 标注"},
		{"/<f1>", "查找时的按键", "到查找处", "<esc>", "1–5 标注"},
		{"t<f1>", "目录时的按键", "前往", "<esc>", "1–5 标注"},
	} {
		s.keys(mode.keys)
		s.waitFor(mode.help, mode.key)
		s.keys("<esc>")
		s.waitWithout(mode.help)
		s.keys(mode.back)
		s.waitFor(mode.after)
	}
	s.leave()
}

func TestMenu(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	s.keys("<enter>")
	s.waitFor("此处可做的事", "目录", "查找", "笔记")
	s.keys("<down><enter>")
	s.waitWithout("此处可做的事")
	s.waitCursor(" / ")
	s.keys("<esc>")
	s.waitFor("1–5 标注")
	s.keys("<enter>")
	s.waitFor("此处可做的事")
	s.keys("<enter>")
	s.waitWithout("此处可做的事")
	s.keys("结语<enter>")
	s.waitBar("总而言之")
	s.leave()
}

// planted are sequences that a hostile file tries on the terminal.
var planted = []string{
	"\x1b[45;7m", "\x1b]52;c;b3duZWQ=\a", "\x1b]0;owned\a", "\x1b]2;owned\x1b\\", "\x1bP+q544e\x1b\\", "\x1b[2J", "\x1bc",
	"\u009b45;7m", "\u009d0;owned\u009c", "\u202e", "\u2066", "\u200f", "\b", "\x7f",
}

func TestNothingOfTheDocumentIsObeyed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	evil := strings.Join(planted, "x")
	name := "owned\x1b]0;owned\a\u202e\u009b45;7m.txt"
	writeFile(t, filepath.Join(folder, name), "标题"+evil+"\n\n一、小节\x1b[45;7m\n\n正文"+evil+"之后。下一句话。\n\n二、另一节\u009b45;7m\u202e\n\n结尾。\n")
	add(t, folder, "下一句话。", "--tag", "标签"+evil, "--note", "笔记"+evil, "--color", "red", name)
	s := start(t, where{columns: 150, rows: 40, folder: folder, args: []string{"--ambiguous", "narrow", name}})
	s.waitFor("␛[45;7m", "● #标签", "1–5 标注")
	s.keys("/下一句<enter>")
	s.waitBar("下一句话。")
	for _, pane := range []struct{ keys, text, back string }{
		{"a", "ctrl+s 保存", "<ctrl+c>"}, {"#", "Tab 补全", "<esc>"}, {"A", "1 / 1 条", "<esc>"}, {"i", "关于这篇讲话", "<esc>"},
		{"t", "Esc 返回", "<esc>"}, {"H", "不是标题", "<esc>"}, {"R", "给五种颜色命名", "<esc>"}, {"e", "笔记导出为", "<esc>"},
		{"o", "其他讲话", "<esc>"}, {"<enter>", "此处可做的事", "<esc>"},
	} {
		s.keys(pane.keys)
		s.waitFor(pane.text)
		s.keys(pane.back)
		s.waitWithout(pane.text)
	}
	s.keys("e<enter>")
	s.waitFor("写到")
	s.keys("<esc>")
	s.waitFor("1–5 标注")
	s.keys("/正文")
	s.paste(evil)
	s.waitFor("0 处")
	s.keys("<enter>")
	s.waitFor("没有找到：正文")
	s.keys("gy")
	s.waitFor("已复制（OSC 52）")
	copied := string(s.emulator.Backend().GetClipboard())
	if !strings.HasPrefix(copied, "标题") || strings.ContainsFunc(copied, obeyed) {
		t.Errorf("copied: %q", copied)
	}
	s.resize(80, 24)
	s.waitFor("标题")
	if title := s.emulator.GetTitle(); !strings.HasPrefix(title, "owned␛") || strings.ContainsFunc(title, obeyed) {
		t.Errorf("the window's title is %q", title)
	}
	s.leave()
	checkNothingPlanted(t, s.raw())
}

func checkNothingPlanted(t *testing.T, raw string) {
	t.Helper()
	for _, sequence := range planted {
		if strings.HasPrefix(sequence, "\x1b") && sequence != "\x1b[2J" && strings.Contains(raw, sequence) {
			t.Errorf("the terminal was sent %q", sequence)
		}
	}
	for i, r := range raw {
		if r >= 0x7f && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError && raw[i] != "\uFFFD"[0] {
			t.Fatalf("the terminal was sent %U in %q", r, raw[max(i-20, 0):min(i+20, len(raw))])
		}
	}
}

var styling = regexp.MustCompile(`\x1b\[([0-9;:]*)m`)

// colors is the parameters of SGR (ECMA-48, 8.3.117) in raw that set a colour.
func colors(raw string) []string {
	var found []string
	for _, m := range styling.FindAllStringSubmatch(raw, -1) {
		for _, parameter := range strings.Split(m[1], ";") {
			head, _, _ := strings.Cut(parameter, ":")
			n, _ := strconv.Atoi(head)
			if n >= 30 && n <= 49 || n == 58 || n >= 90 && n <= 107 {
				found = append(found, m[0])
			}
		}
	}
	return found
}

func TestNoColor(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"1", "anything"} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.env = map[string]string{"NO_COLOR": value, "COLORTERM": "truecolor"}
			s := open(t, w)
			s.keys("]]1")
			shown := s.waitFor("已标注：观点 · 已保存")
			if shown.style("今天到县").Attr()&vt.UnderlineMask == 0 || !strings.Contains(shown.String(), "1▎") {
				t.Errorf("the mark is not seen:\n%s", shown)
			}
			s.keys("A")
			s.waitFor("1 / 1 条")
			s.keys("<esc>")
			s.waitFor("? 帮助")
			s.keys("/县委<enter>")
			s.waitFor("第 1 处")
			s.keys("v?")
			s.waitFor("选择时的按键")
			s.keys("qqa")
			s.waitFor("在此写笔记")
			s.keys("<ctrl+c>")
			s.waitFor("未作修改")
			s.leave()
			if found := colors(s.raw()); len(found) > 0 {
				t.Errorf("%d colours, such as %q", len(found), found[0])
			}
		})
	}
}

func TestPlainTextWithoutScreen(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"dumb", ""} {
		t.Run("TERM="+term, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.env = map[string]string{"TERM": term}
			s := start(t, w)
			s.waitExit(0)
			if raw := s.raw(); strings.Contains(raw, "\x1b") || letters(raw) != letters(sampleSpeech(t)) {
				t.Errorf("printed %q", raw[:min(len(raw), 200)])
			}
		})
	}
}

func TestThemeFollowsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		background string
		light      bool
	}{{"rgb:1e1e/1e1e/2424", false}, {"rgb:fbfb/fafa/f6f6", true}} {
		t.Run(c.background, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.background = c.background
			s := open(t, w)
			s.keys("]]2")
			shown := s.waitFor("已标注：措施 · 已保存")
			red, green, blue := shown.style("今天到县").Bg().RGB()
			if light := red+green+blue > 3*128; light != c.light {
				t.Errorf("on %s the mark is #%02x%02x%02x", c.background, red, green, blue)
			}
			s.leave()
		})
	}
}

func TestNotesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.args = append(w.args, "--notes", "talk.txt/notes.json")
	s := start(t, w)
	s.waitFor("同志们：", "只读：", "notes.json")
	s.keys("1")
	s.waitFor("只读：", "notes.json")
	s.keys("]]]]")
	s.waitBar("第一、自然资源局作为政治机关")
	s.keys("q")
	s.waitExit(0)
	if got := readFile(t, filepath.Join(w.folder, "talk.txt")); got != sampleSpeech(t) {
		t.Error("the speech was written to")
	}
}

// The folder goes while the speech is open, and comes back.
func TestFolderGoes(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	folder, away := filepath.Join(root, "speeches"), filepath.Join(root, "away")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(folder, "talk.txt"), sampleSpeech(t))
	w := usual(root)
	w.args = []string{"--ambiguous", "narrow", "speeches/talk.txt"}
	s := open(t, w)
	if err := os.Rename(folder, away); err != nil {
		t.Fatal(err)
	}
	writeFile(t, folder, "not a folder any more")
	s.keys("]]1")
	s.waitFor("未保存：")
	s.keys("]]")
	s.waitBar("第一、自然资源局作为政治机关")
	s.keys("q")
	s.waitFor("未保存：", "再试一次", "留下", "离开，未保存的内容将丢失")
	s.keys("<down><enter>")
	s.waitWithout("留下")
	s.keys("q")
	s.waitFor("再试一次")
	s.keys("<enter>")
	s.waitWithout("再试一次")
	s.waitFor("未保存：")

	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(away, folder); err != nil {
		t.Fatal(err)
	}
	s.keys("q")
	s.waitFor("再试一次")
	s.keys("<enter>")
	s.waitFor("已保存")
	if quotes := notesOf(t, folder).byColor(); !strings.HasPrefix(quotes["yellow"], "今天到县自然资源局来") {
		t.Errorf("kept: %q", quotes)
	}
	s.leave()
}

func TestLeaveWithoutSaving(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	if err := os.Mkdir(filepath.Join(folder, "talk.txt.notes.json"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.keys("1q")
	s.waitFor("未保存：", "离开，未保存的内容将丢失")
	s.keys("<up><enter>")
	s.waitExit(0)
}

// The reader's editor has the terminal to itself, and gives it back.
func TestOwnEditor(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.env = map[string]string{"EDITOR": `sh -c 'cat "$0"; printf "editing: "; read -r line; printf "%s\n" "$line" >> "$0"'`}
	s := open(t, w)
	s.keys("a第一行<enter>")
	s.waitFor("│ 第一行")
	s.keys("<ctrl+e>")
	s.waitCursor("editing: ")
	s.send("编辑器里写的\n")
	s.waitFor("│ 第一行", "│ 编辑器里写的", "ctrl+s 保存")
	s.keys("。<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存")
	s.leave()
	notes := notesOf(t, w.folder)
	if len(notes.Annotations) != 1 || len(notes.Annotations[0].Body) != 1 || notes.Annotations[0].Body[0].Value != "第一行\n编辑器里写的。" {
		t.Errorf("kept: %+v", notes.Annotations)
	}
}

// A note that is only looked at is not changed, whatever is in it.
func TestNoteLookedAt(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, "同志们：", "--note", "一\t二\n\n\x1b[45m三\u202e\r\n  四", "talk.txt")
	before := notesOf(t, folder)
	s := open(t, usual(folder))
	s.keys("a")
	s.waitFor("ctrl+s 保存")
	s.keys("<ctrl+s>")
	s.waitWithout("ctrl+s 保存")
	s.leave()
	if after := notesOf(t, folder); !reflect.DeepEqual(after, before) {
		t.Errorf("the note was %q and is %q", before.Annotations[0].Body, after.Annotations[0].Body)
	}
}

func TestEditorThatFails(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.env = map[string]string{"EDITOR": "false"}
	s := open(t, w)
	s.keys("a原来的话")
	s.waitFor("│ 原来的话")
	s.keys("<ctrl+e>")
	s.waitFor("编辑器出错", "│ 原来的话")
	s.keys("<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存")
	s.leave()
}

// The probe for the width of ambiguous characters writes on the screen behind the
// program's back: it must leave no trace, whatever is there when it comes.
func TestProbeLeavesNoTrace(t *testing.T) {
	t.Parallel()
	for _, pane := range []string{"/", "#", "a"} {
		t.Run(pane, func(t *testing.T) {
			t.Parallel()
			without := open(t, usual(sampleFolder(t)))
			without.keys(pane)
			want := without.waitUntil("something to type in", func(shown screen) bool { return shown.cursor.shown })
			w := usual(sampleFolder(t))
			w.args = []string{"talk.txt"}
			s := open(t, w)
			s.keys(pane)
			s.waitUntil("the probe", func(screen) bool { return probed.MatchString(s.raw()) })
			s.waitUntil(fmt.Sprintf("%q", want.row(w.rows-1)), func(shown screen) bool {
				return shown.row(w.rows-1) == want.row(w.rows-1) && shown.cursor == want.cursor
			})
			s.keys("<ctrl+c>")
			s.waitUntil("nothing to type in", func(shown screen) bool { return !shown.cursor.shown })
			s.leave()
		})
	}
}

// probed is a question for the cursor's place (ECMA-48, 8.3.35) with the cursor
// put back behind it.
var probed = regexp.MustCompile(`\x1b\[6n[^\x1b]*\x1b8`)

// A key without effect sends nothing. Esc comes behind it, because the program
// holds a lone Esc back for longer than a frame takes: what the key before it
// had to draw would be a frame of its own.
func TestNothingChangedSendsNothing(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	s.keys("/土地<enter>")
	s.waitFor("第 1 处")
	s.keys("x")
	s.waitFor("? 帮助")
	before := len(s.raw())
	s.keys("x")
	s.keys("<esc>")
	s.waitUntil("nothing lit", func(shown screen) bool { return shown.tinted() == 0 })
	if sent := s.raw()[before:]; strings.Count(sent, "\x1b[?2026h") != 1 {
		t.Errorf("more than Esc's frame was sent: %q", sent)
	}
	s.leave()
}
