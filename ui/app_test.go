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

func TestMarkNoteTagUndo(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("]]))2").want("已标注：措施 · 已保存")
	a := st.notes()[0]
	if a.Color != annotations.Green || a.Target.Exact != st.underCursor() || a.Creator != "李" {
		t.Errorf("marked %+v", a)
	}
	st.keys("a与去年的**表述**对照<ctrl+s>").want("笔记已写下 · 已保存")
	st.keys("#政策/用地<enter>").want("#政策/用地").keys("<esc>")
	a = st.notes()[0]
	if a.Note != "与去年的**表述**对照" || len(a.Tags) != 1 || a.Tags[0] != "政策/用地" {
		t.Errorf("kept %+v", a)
	}
	if n := len(st.notes()); n != 1 {
		t.Fatalf("%d annotations of one sentence", n)
	}
	st.keys("uuu")
	if n := len(st.notes()); n != 0 {
		t.Errorf("%d annotations after everything was undone", n)
	}
	st.keys("<ctrl+r><ctrl+r><ctrl+r>")
	if a := st.notes()[0]; a.Note == "" || len(a.Tags) != 1 || a.Color != annotations.Green {
		t.Errorf("redone %+v", a)
	}
}

func TestSameDigitTakesTheMarkOff(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1").keys("1")
	if n := len(st.notes()); n != 0 {
		t.Fatalf("%d annotations", n)
	}
	st.keys("1aA note<esc>1")
	if a := st.notes()[0]; a.Color != annotations.None || a.Note != "A note" {
		t.Errorf("a note must outlive its colour: %+v", a)
	}
	st.keys("3")
	if a := st.notes()[0]; a.Color != annotations.Blue {
		t.Errorf("the colour is %q", a.Color)
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

func TestListFiltersGoesAndDeletes(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("))1)2a重要的一句<esc>)3#政策<enter><esc>A").want("3 / 3 条")
	st.keys("/#政策").want("1 / 3 条")
	st.keys("<enter>").lacks("/ 3 条")
	if a, _ := st.app.reader.book.set.Get(st.app.reader.current); a.Color != annotations.Blue {
		t.Errorf("Enter went to %+v", a)
	}
	st.keys("A/重要").want("1 / 3 条").keys("<esc>dd")
	if n := len(st.notes()); n != 2 {
		t.Errorf("%d annotations after dd", n)
	}
}

// Marks that overlap are all reached: by ]a one after another, and by a question
// where a key could mean either.
func TestOverlappingMarksAreReachable(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("))1v;2v3")
	if n := len(st.notes()); n != 3 {
		t.Fatalf("%d annotations", n)
	}
	st.keys("g")
	seen := map[string]bool{}
	for range 3 {
		st.keys("]a")
		seen[st.app.reader.current] = true
	}
	if len(seen) != 3 {
		t.Errorf("]a reaches %d of 3", len(seen))
	}
	st.keys("<esc>g)").keys(")")
	st.keys("vlllllllllld").keys("<esc>")
	st.keys("dd")
	if n := len(st.notes()); n != 2 {
		t.Errorf("dd on the sentence of the exact mark leaves %d", n)
	}
	st.keys("dd").want("删除哪一条？").keys("<enter>")
	if n := len(st.notes()); n != 1 {
		t.Errorf("%d left after choosing one", n)
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

func TestFailedSaveIsToldAndAsked(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail = errNoSpace
	st.keys("1")
	st.send(forgetMsg{st.app.reader.turn})
	st.want("未保存：no space left")
	st.keys("q").want("再试一次")
	if st.quit {
		t.Fatal("left with notes that are not on disk")
	}
	st.desk.fail = nil
	st.keys("<enter>").want("已保存")
	st.keys("q")
	if !st.quit || len(st.desk.saved) == 0 {
		t.Error("a save that works again does not let go")
	}
}

func TestReadOnlyNotesAreNotTouched(t *testing.T) {
	s := speechFile(t, sample)
	s.ReadOnly = "written by a newer lectern"
	st := newStage(t, s, "80x24")
	for _, key := range []string{"1", "a", "#", "dd", "u", "R", "H"} {
		st.keys(key).want("只读：written by a newer lectern").keys("j")
	}
	if len(st.desk.saved) > 0 || len(st.notes()) > 0 {
		t.Error("read-only notes were changed")
	}
}

func TestRulingOnAHeading(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("]]]]").want("第一 …")
	where := st.underCursor()
	st.keys("H").want("不是标题").keys("<enter>").lacks("第一 …").want("第二 …")
	if st.underCursor() != where {
		t.Errorf("the cursor went to %q", st.underCursor())
	}
	st.keys("u").want("第一 …")
}

func TestRolesHaveTheReadersNames(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("R").want("1 观点").keys("<enter>").keys("<ctrl+u>论点<enter>").keys("1").want("已标注：论点")
	if got := st.app.reader.book.notes.Roles[annotations.Yellow]; got != "论点" {
		t.Errorf("the role is %q", got)
	}
}

func TestCopying(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("y").want("已复制（OSC 52）")
	if st.copied != "同志们：" {
		t.Errorf("copied %q", st.copied)
	}
	st.keys("]]]])Y")
	if !strings.Contains(st.copied, "《") || !strings.Contains(st.copied, "第 6 段") {
		t.Errorf("copied %q", st.copied)
	}
}

func TestExportFromTheScreen(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("1e").want("markdown", "json").keys("<enter>").want("natural-resources-bureau.notes.md")
	st.keys("<enter>").want("已导出到")
	st.keys("e<enter><enter>").want("is there already")
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

// Tags of other speeches complete too, behind this speech's own.
func TestTagsOfOtherSpeechesComplete(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Tags = shelf{{Path: "政策/财税", Count: 7}} })
	st.keys("1#政策/用地<enter>").want("政策/财税  7", "政策/用地  1")
	st.keys("财<tab><enter>")
	if tags := st.notes()[0].Tags; len(tags) != 2 || tags[1] != "政策/财税" {
		t.Errorf("tagged %q", tags)
	}
	st.keys("<ctrl+t>").want("#政策/财税：观点")
}

type shelf []annotations.TagCount

func (s shelf) KnownTags() ([]annotations.TagCount, error) { return s, nil }

// What was unusual about opening stands in the bottom row until the first key.
func TestOpeningTellsWhatWasTaken(t *testing.T) {
	s := speechFile(t, filepath.Join("encoded", "sample.gb18030.txt"))
	s.NotesPath, s.NotesAside = "/elsewhere/notes.json", true
	st := newStage(t, s, "120x40")
	st.want("按 gb18030 读取；笔记存于 /elsewhere/notes.json").keys("j").lacks("按 gb18030")
}

func TestRolesOfTheConfiguration(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) {
		c.Roles = map[annotations.Color]string{annotations.Red: "存疑"}
	})
	st.keys("5").want("已标注：存疑")
}

// The cursor stands right behind what is typed, where “ takes one cell and where
// it takes two.
func TestCursorOfTheNote(t *testing.T) {
	for ambiguous, want := range map[string]int{"narrow": 2 + 1 + 2 + 1, "wide": 2 + 2 + 2 + 2} {
		st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Ambiguous = ambiguous })
		st.keys("))a")
		empty := st.app.View().Cursor.X
		st.keys("做“文”")
		if got := st.app.View().Cursor.X - empty; got != want {
			t.Errorf("%s: the cursor went %d cells, not %d", ambiguous, got, want)
		}
	}
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
	for _, timer := range st.timers {
		st.send(timer)
	}
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

func TestRefusedExportAsksAgain(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.desk.files = map[string]string{"taken.md": ""}
	st.keys("e<enter><ctrl+u>taken.md<enter>").want("未导出", "taken.md")
	st.keys("2<enter>").want("已导出到 taken.md2")
}

func TestNotesAreSavedElsewhere(t *testing.T) {
	s := speechFile(t, sample)
	st := newStage(t, s, "80x24")
	st.desk.fail = errNoSpace
	st.app.reader.speech.Copier = st.desk
	st.keys("1q<down><down><enter>rescued.json<enter>").want("笔记已写到 rescued.json")
	if st.desk.files["rescued.json"] == "" {
		t.Error("nothing was written")
	}
}

// With only the page shown, what went wrong is shown all the same.
func TestNotSavedIsSeenOnTheBarePage(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail = errNoSpace
	st.keys("z1").want("未保存：no space left")
}

func TestATagNeedsAName(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1#//<enter>").want("标签要有名称", "# //")
}

// A note pasted from Windows has the lines it had there.
func TestPastedLines(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("a")
	st.send(tea.PasteMsg{Content: "一\r\n二\r三\n四"})
	st.keys("<esc>")
	if got := st.notes()[0].Note; got != "一\n二\n三\n四" {
		t.Errorf("pasted %q", got)
	}
	st.keys("/")
	st.send(tea.PasteMsg{Content: "三区\n三线"})
	st.want("/ 三区 三线")
}

// Characters that would have been obeyed are told of once, and counted for whoever
// asks.
func TestSignsAreTold(t *testing.T) {
	src := model.Source{Text: "第一句\x1b[31m红\u202e反。\u200b第二句。"}
	st := newStage(t, Speech{Name: "x", Source: src, Document: model.Parse(src), Notes: annotations.NewNotes()}, "80x24")
	st.want("2 个控制字符以符号显示").keys("j").lacks("个控制字符以符号显示")
	st.keys("i").want("控制字符     2", "不可见       1")
}
