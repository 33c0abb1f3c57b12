package ui

import (
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

func TestOpeningShowsTheSpeech(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.want("同志们：", "开篇", "第一 …", "结语", "1–5 标注", "分钟")
	if got := st.underCursor(); got != "同志们：" {
		t.Errorf("the cursor begins on %q", got)
	}
}

// What an input method types in place of a key works as the key.
func TestFullWidthKeys(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("）２").want("已标注：措施")
	st.keys("／三区三线").want("处").keys("<esc>")
	st.keys("？").want("阅读时的按键").keys("<esc>")
	st.keys("】】").lacks("同志们：\n")
}

func TestSelectingIsExact(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("))vlll4")
	if got := st.notes()[0].Target.Exact; got != "刚才，*" {
		t.Errorf("v l l l selects %q", got)
	}
	st.keys("v;1")
	if got := st.notes(); len(got) != 2 {
		t.Fatalf("%d annotations", len(got))
	}
	st.keys("Vj2")
	st.keys("vlhhh1") // the head passes the anchor
	for _, a := range st.notes() {
		d := st.app.reader.doc()
		span := model.Span{Start: d.OffsetAt(a.Target.Start), End: d.OffsetAt(a.Target.End)}
		if d.Slice(span) != a.Target.Exact {
			t.Errorf("the place of %q says %q", a.Target.Exact, d.Slice(span))
		}
	}
}

func TestGrowAndShrink(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys(")v")
	var sizes []int
	for _, key := range []string{";", ";", ")", "}", "{", "(", ",", ","} {
		st.keys(key)
		sizes = append(sizes, st.app.reader.selected().Len())
	}
	for i := 1; i < 4; i++ {
		if sizes[i] < sizes[i-1] {
			t.Errorf("growing shrank: %v", sizes)
		}
	}
	for i := 5; i < len(sizes); i++ {
		if sizes[i] > sizes[i-1] {
			t.Errorf("shrinking grew: %v", sizes)
		}
	}
	st.keys("o")
	before := st.app.reader.selected()
	st.keys("h")
	after := st.app.reader.selected()
	if after.End != before.End || after.Start >= before.Start {
		t.Errorf("o did not change the end that moves: %v, %v", before, after)
	}
}

func TestSearch(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("/三区三线").want("4 处")
	st.keys("<enter>").want("第 1 处，共 4 处")
	first := st.app.reader.hits.current()
	st.keys("n")
	if second := st.app.reader.hits.current(); second.Start <= first.Start {
		t.Errorf("n went from %v to %v", first, second)
	}
	st.keys("N")
	if st.app.reader.hits.current() != first {
		t.Error("N does not go back")
	}
	st.keys("<esc>g/六原则<enter>''")
	if got := st.underCursor(); got != "同志们：" {
		t.Errorf("'' went to %q", got)
	}
	st.keys("/没有这样的话<enter>").want("没有找到")
}

// A double click selects the sentence, and a word where something is selected; once
// more, the paragraph and the sentence.
func TestDoubleClick(t *testing.T) {
	st := newStage(t, speechText(t, "今天开会。我到重庆来，看城市的發展。\n"), "80x24")
	r := st.app.reader
	at := r.frame.text + 4 + 10 + 6 // the indent, the first sentence, 我到重
	click := func(times int, want string) {
		t.Helper()
		r.clicks = clicks{}
		for range times {
			st.send(tea.MouseClickMsg{X: at, Y: r.frame.top, Button: tea.MouseLeft})
		}
		if got := r.doc().Slice(r.target()); got != want {
			t.Errorf("%d clicks select %q, not %q", times, got, want)
		}
	}
	click(2, "我到重庆来，看城市的發展。")
	click(2, "重庆")
	click(3, "我到重庆来，看城市的發展。")
	st.keys("<esc>")
	click(3, "今天开会。我到重庆来，看城市的發展。")
	st.keys("<esc>")
	click(1, "我到重庆来，看城市的發展。")
}

// A query that stands nowhere is read as the initials of a word in pinyin, and said to
// be; simplified and traditional characters find each other.
func TestSearchByPinyinAndEitherWriting(t *testing.T) {
	st := newStage(t, speechText(t, "我到重庆来，看城市的發展。\n\n长江与嘉陵江在此汇合，GDP在增长。\n"), "80x24")
	st.keys("/c").want("0 处").keys("q").want("按拼音首字母 1 处")
	st.keys("<enter>").want("按拼音首字母，第 1 处，共 1 处：cq")
	if hit := st.app.reader.hits.current(); st.app.reader.doc().Slice(hit) != "重庆" {
		t.Errorf("cq finds %q", st.app.reader.doc().Slice(hit))
	}
	st.keys("/gdp").want("1 处").lacks("按拼音首字母")
	st.keys("<esc>/发展").want("1 处").keys("<enter>v1")
	if got := st.notes()[0].Target.Exact; got != "發展" {
		t.Errorf("发展 marks %q", got)
	}
	st.keys("/qq<enter>").want("没有找到：qq")
}

func TestCancelledSearchGoesBack(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("))").keys("/汛期")
	if strings.HasPrefix(st.underCursor(), "刚才") {
		t.Fatal("the page does not show what is being looked for")
	}
	st.keys("<esc>")
	if !strings.HasPrefix(st.underCursor(), "刚才") {
		t.Errorf("Esc left the cursor on %q", st.underCursor())
	}
}

func TestMarksAndJumps(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("))maG'a")
	if !strings.HasPrefix(st.underCursor(), "刚才") {
		t.Errorf("'a went to %q", st.underCursor())
	}
	st.keys("<ctrl+o>")
	if !strings.Contains(st.underCursor(), "谢谢大家") {
		t.Errorf("ctrl+o went to %q", st.underCursor())
	}
	st.keys("<ctrl+i>")
	if !strings.HasPrefix(st.underCursor(), "刚才") {
		t.Errorf("ctrl+i went to %q", st.underCursor())
	}
	st.keys("q")
	if st.desk.place.Marks["a"] == 0 || !st.quit {
		t.Errorf("left with %+v", st.desk.place)
	}
}

func TestLeavingKeepsThePlace(t *testing.T) {
	s := speechFile(t, sample)
	st := newStage(t, s, "80x24")
	st.keys("]]]])))q")
	if !st.quit {
		t.Fatal("q does not leave")
	}
	where := st.underCursor()
	s.Place = st.desk.place
	again := newStage(t, s, "120x40")
	if again.underCursor() != where {
		t.Errorf("left at %q, opened at %q", where, again.underCursor())
	}
	again.want(firstRunes(where, 10))
}

// Every size keeps the sentence under the cursor in view.
func TestResizeKeepsThePlace(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("]]]]]]))")
	where := st.underCursor()
	for _, size := range []string{"80x24", "40x12", "20x5", "300x100", "60x20", "19x4", "120x40", "131x30"} {
		st.resize(size)
		if st.underCursor() != where {
			t.Fatalf("%s: the cursor is on %q", size, st.underCursor())
		}
		if view, ok := st.app.reader.inView(); ok && !view.Overlaps(st.app.reader.sentence()) {
			t.Errorf("%s: the sentence is out of view", size)
		}
	}
	for _, keys := range []string{"+", "+", "-", "-", "-", "=", "L", "z", "z", "c"} {
		st.keys(keys)
		if view, _ := st.app.reader.inView(); st.underCursor() != where || !view.Overlaps(st.app.reader.sentence()) {
			t.Errorf("%s loses the place", keys)
		}
	}
}

// However the page is scrolled, the cursor is on it.
func TestCursorStaysInView(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	for _, key := range strings.Split("jjjjjjjjj   <pgdown> bb kkk G k kk <pgup> g j <ctrl+d> <ctrl+d> <ctrl+u> } } { ]] [[ ( ( )", " ") {
		if key == "" {
			key = "<space>"
		}
		st.keys(key)
		view, ok := st.app.reader.inView()
		if !ok || !view.Overlaps(st.app.reader.sentence()) {
			t.Fatalf("after %s the cursor is out of view", key)
		}
	}
}

func TestScrollingReachesBothEnds(t *testing.T) {
	for _, size := range []string{"120x40", "80x24", "40x12", "20x5"} {
		st := newStage(t, speechFile(t, sample), size)
		for range 500 {
			st.keys(" ")
		}
		if !strings.Contains(st.underCursor(), "谢谢大家") {
			t.Errorf("%s: space ends on %q", size, st.underCursor())
		}
		for range 500 {
			st.keys("b")
		}
		st.want("同志们")
	}
}

func TestOutlineFiltersAndGoes(t *testing.T) {
	for _, size := range []string{"120x40", "80x24"} {
		st := newStage(t, speechFile(t, sample), size)
		st.keys("t汛期").want("要切实加强汛期").keys("<enter>")
		if !strings.HasPrefix(st.underCursor(), "要切实加强汛期") {
			t.Errorf("%s: went to %q", size, st.underCursor())
		}
	}
}

func TestEveryModeHasHelp(t *testing.T) {
	for _, mode := range []struct{ keys, key, want string }{
		{"", "?", "阅读时的按键"}, {"v", "?", "选择时的按键"}, {"a", "<f1>", "笔记时的按键"},
		{"A", "?", "全部标注时的按键"}, {"/", "<f1>", "查找时的按键"}, {"#", "<f1>", "标签时的按键"}, {"t", "<f1>", "目录时的按键"},
	} {
		st := newStage(t, speechFile(t, sample), "100x40")
		st.keys(mode.keys + mode.key).want(mode.want)
	}
}

func TestOtherSpeeches(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	lincoln := speechFile(t, "lincoln-1865.txt")
	lincoln.Keeper = st.desk
	st.desk.others["lincoln-1865.txt"] = lincoln
	st.keys("o").want("Second Inaugural", "3 条标注").keys("<enter>").want("Fellow-Countrymen")
	if st.app.reader.speech.Name != "lincoln-1865.txt" {
		t.Errorf("opened %q", st.app.reader.speech.Name)
	}
}

func TestMouse(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	text := st.app.reader.frame.text
	click := func(x, y int) { st.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(text+4, 3)
	if !strings.HasPrefix(st.underCursor(), "今天到县") {
		t.Errorf("a click went to %q", st.underCursor())
	}
	click(text+4, 3)
	if got := st.app.reader.doc().Slice(st.app.reader.selected()); got != st.underCursor() {
		t.Errorf("a double click selects %q", got)
	}
	click(text+4, 3)
	if got := st.app.reader.selected(); got != st.app.reader.doc().Paragraphs[1].Span {
		t.Errorf("a triple click selects %q", st.app.reader.doc().Slice(got))
	}
	st.keys("<esc>")
	click(text+4, 4)
	st.send(tea.MouseMotionMsg{X: text + 10, Y: 4, Button: tea.MouseLeft})
	if got := st.app.reader.doc().Slice(st.app.reader.selected()); got != "自然资源" {
		t.Errorf("dragging selects %q", got)
	}
	st.keys("<esc>")
	st.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	st.lacks("同志们：")
	click(6, 3)
	if !strings.HasPrefix(st.underCursor(), "第二、") {
		t.Errorf("a click in the outline went to %q", st.underCursor())
	}
}

func TestNothingPanicsOnOddSpeeches(t *testing.T) {
	for name, text := range map[string]string{
		"blank": " \n\n \n", "letter": "a", "no end": "没有句号的一段话", "escapes": "\x1b[31m红\x1b[m \u202e反\u202c",
		"long word": strings.Repeat("a", 5000), "marks": "e" + strings.Repeat("\u0301", 500), "empty": "",
	} {
		src := model.Source{Text: text}
		for _, size := range []string{"120x40", "40x12", "20x5", "150x30"} {
			st := newStage(t, Speech{Name: "\x1b]0;x\a.txt", Source: src, Document: model.Parse(src), Notes: annotations.NewNotes()}, size)
			st.keys("jk) (}{]][[Gg1a笔记<ctrl+s>#标签<enter><esc>vlhjk;,wb)o2A<esc><esc>t<esc>/a<enter>nNL+-=zz?<esc><enter><esc>i<esc>yY*u")
			if strings.ContainsAny(st.app.View().Content, "\a\u202e") {
				t.Errorf("%s: the speech's own controls reach the screen", name)
			}
		}
	}
}

// A frame that changed nothing is the same string.
func TestViewIsStable(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "150x40")
	st.keys("))1aSome note<esc>")
	before := st.app.View()
	st.send(struct{}{})
	if after := st.app.View(); after.Content != before.Content {
		t.Error("the screen changed though nothing happened")
	}
}

// What was unusual about opening stands in the bottom row until the first key.
func TestOpeningTellsWhatWasTaken(t *testing.T) {
	s := speechFile(t, filepath.Join("encoded", "sample.gb18030.txt"))
	s.NotesPath, s.NotesAside = "/elsewhere/notes.json", true
	st := newStage(t, s, "120x40")
	st.want("按 gb18030 读取；笔记存于 /elsewhere/notes.json").keys("j").lacks("按 gb18030")
}

// Esc puts things away; on the bare page it asks for a second one.
func TestEscTwiceLeaves(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("<esc>").want("再按 Esc 退出")
	if st.quit {
		t.Fatal("one Esc left")
	}
	st.keys("j<esc>)<esc>")
	if st.quit {
		t.Fatal("Esc, another key and Esc left")
	}
	if st.keys("<esc>"); !st.quit {
		t.Error("two do not leave")
	}
}

// A window that is closed loses no more than the last moments of reading.
func TestThePlaceIsKeptWhileReading(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("))")
	st.wind()
	if st.desk.place.Offset != st.app.reader.cursor || st.desk.place.Offset == 0 {
		t.Errorf("kept %+v, the cursor is at %d", st.desk.place, st.app.reader.cursor)
	}
}

func TestSelectingWhatWasFound(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("/三区三线<enter>v1")
	if got := st.notes()[0].Target.Exact; got != "三区三线" {
		t.Errorf("marked %q", got)
	}
}

// Characters that would have been obeyed are told of once, and counted for whoever
// asks.
func TestSignsAreTold(t *testing.T) {
	src := model.Source{Text: "第一句\x1b[31m红\u202e反。\u200b第二句。"}
	st := newStage(t, Speech{Name: "x", Source: src, Document: model.Parse(src), Notes: annotations.NewNotes()}, "80x24")
	st.want("2 个控制字符以符号显示").keys("j").lacks("个控制字符以符号显示")
	st.keys("i").want("控制字符     2", "不可见       1")
}
