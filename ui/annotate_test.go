package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

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

// Tags of other speeches complete too, behind this speech's own.
func TestTagsOfOtherSpeechesComplete(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Tags = shelf{{Path: "政策/财税", Count: 7}} })
	st.keys("1#政策/用地<enter>").want("政策/财税  7", "政策/用地  1")
	st.keys("财<tab><enter>")
	if tags := st.notes()[0].Tags; len(tags) != 2 || tags[1] != "政策/财税" {
		t.Errorf("tagged %q", tags)
	}
	st.keys("<ctrl+t>").want("#政策/财税：黄")
}

type shelf []annotations.TagCount

func (s shelf) KnownTags() ([]annotations.TagCount, error) { return s, nil }

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

// shelvedRoles is what the colours stand for in all speeches, on a stage.
type shelvedRoles struct {
	roles map[annotations.Color]string
	fail  error
}

func (s *shelvedRoles) KeepRole(c annotations.Color, name string) error {
	if s.fail == nil {
		s.roles[c] = name
	}
	return s.fail
}

// A role is named for this speech, or for all, whatever this one said before.
func TestRolesOfAllSpeeches(t *testing.T) {
	shelf := &shelvedRoles{roles: map[annotations.Color]string{}}
	st := newStage(t, speechFile(t, sample), "120x40", func(c *Config) { c.RoleKeeper = shelf })
	st.keys("R<enter><ctrl+u>论点<enter>").want("用于哪些讲话？", "只用于这篇讲话").keys("<enter>1").want("已标注：论点")
	if len(shelf.roles) != 0 {
		t.Errorf("kept for all: %v", shelf.roles)
	}
	st.keys("R<enter><ctrl+u>主张<enter>j<enter>").want("颜色 1 在所有讲话中表示主张").keys("11").want("已标注：主张")
	if own := st.app.reader.book.notes.Roles; shelf.roles[annotations.Yellow] != "主张" || len(own) != 0 {
		t.Errorf("kept for all: %v; for this one: %v", shelf.roles, own)
	}
	st.keys("A/主张").want("1 / 1 条").keys("<esc>q")
	shelf.fail = errNoSpace
	st.keys("R<enter><ctrl+u>别的<enter>j<enter>").want("未能用于所有讲话：no space left").keys("11").want("已标注：主张")
}

// A note that is longer than its panel is opened at its end, in any terminal.
func TestLongNoteIsOpenedAtItsEnd(t *testing.T) {
	for _, ambiguous := range []string{"narrow", "wide"} {
		st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Ambiguous = ambiguous })
		note := strings.Repeat("一行“笔记”，两行才够写完的那么长，长到这里还没有完，还要再写下去才行，写到换行为止。\n", 12) + "末行"
		st.keys("))a")
		st.send(tea.PasteMsg{Content: note})
		st.keys("<ctrl+s>a").want("末行")
		if c := st.app.View().Cursor; c == nil || !strings.Contains(strings.Split(st.screen(), "\n")[c.Y], "末行") {
			t.Errorf("%s: the cursor is at %+v", ambiguous, c)
		}
	}
}
