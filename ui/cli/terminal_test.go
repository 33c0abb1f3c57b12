//go:build !windows

package cli_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// These tests run the whole program in a pseudo-terminal, as a reader meets it.

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

func TestSelectByKeys(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]v")
	s.waitFor("扩一分句")
	s.keys("lll1")
	s.waitFor("已标注：观点 · 已保存")
	s.keys("}V")
	s.waitFor("扩一分句")
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
	s.waitFor("扩一分句")
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
	s.waitFor("扩一分句")
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
	s.waitFor("Too small")
	// A key that is answered says that the program listens: Bubble Tea begins to
	// hear of new sizes in a goroutine of its own, after the first frame.
	s.keys("M")
	s.waitUntil("the mouse is off", func(screen) bool { return strings.Contains(s.raw(), "\x1b[?1002l") })
	s.resize(80, 24)
	s.waitFor("同志们：")
	s.leave()
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
		{"v?", "选择时的按键", "扩一分句", "<esc>", "/ 查找"},
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
