package ui

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// leave puts drafts of earlier runs on the disk of a stage.
func leaveBehind(drafts ...Draft) func(*Config) {
	return func(c *Config) { c.Speech.Drafter.(*desk).left = drafts }
}

// draftOn is a draft of a new note on a passage of the speech.
func draftOn(d *model.Document, span model.Span, text string) Draft {
	return Draft{Slot: "left", Target: annotations.NewTarget(d, span), Text: text, Time: morning}
}

// While typing goes on, the draft is a moment behind.
func TestDraftFollowsTheTyping(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("]]aFirst")
	if st.desk.draft != (Draft{}) {
		t.Errorf("a draft at once: %+v", st.desk.draft)
	}
	st.wind()
	d := st.desk.draft
	if d.Text != "First" || d.ID != "" || d.Opened != "" || !strings.HasPrefix(d.Target.Exact, "今天到县自然资源局来") {
		t.Errorf("the draft is %+v", d)
	}
	st.keys(" and more")
	st.wind()
	st.wind()
	if got := st.desk.draft.Text; got != "First and more" || len(st.desk.drafts) != 2 {
		t.Errorf("the draft is %q, of %d", got, len(st.desk.drafts))
	}
	st.keys("<f1><esc>") // help over it changes nothing
	st.wind()
	if len(st.desk.drafts) != 2 {
		t.Errorf("%d drafts of one text", len(st.desk.drafts))
	}
}

func TestMuchTypedIsADraftAtOnce(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	long := strings.Repeat("字", draftCharacters-1)
	st.keys("a")
	st.send(tea.PasteMsg{Content: long})
	if st.desk.draft.Text != "" {
		t.Error("a draft too early")
	}
	st.keys("x")
	if got := st.desk.draft.Text; got != long+"x" {
		t.Errorf("the draft has %d bytes", len(got))
	}
}

// The draft of a note goes when the note is on disk, and not before.
func TestDraftGoesWhenTheNoteIsSaved(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail = errNoSpace
	st.keys("aOne")
	st.wind()
	st.keys(" two<esc>").want("未保存")
	if got := st.desk.draft.Text; got != "One two" {
		t.Errorf("not saved, and the draft is %q", got)
	}
	st.desk.fail = nil
	st.wind()
	if st.desk.draft != (Draft{}) {
		t.Errorf("saved, and the draft is still %+v", st.desk.draft)
	}
}

func TestDraftGoesWhenTheNoteIsLeft(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	for _, end := range []string{"<ctrl+c>", "<bs><bs><bs><esc>"} {
		st.keys("aOne")
		st.wind()
		st.keys(end)
		if st.desk.draft != (Draft{}) || len(st.notes()) != 0 {
			t.Errorf("%s: the draft is %+v, %d notes", end, st.desk.draft, len(st.notes()))
		}
	}
}

// A draft that is written slowly does not come after the word that it is not
// needed any more.
func TestSlowDraft(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("aOne")
	st.hold = true
	st.wind()
	st.keys(" two")
	st.wind()
	st.keys("<ctrl+c>")
	st.release()
	if st.desk.draft != (Draft{}) || len(st.desk.drafts) != 1 {
		t.Errorf("the draft is %+v after %d", st.desk.draft, len(st.desk.drafts))
	}
}

func TestDraftThatCannotBeWritten(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.failDraft = errNoSpace
	st.keys("aOne")
	st.wind()
	st.want("草稿存不下来：no space").keys(" two").lacks("草稿存不下来")
	st.wind()
	st.lacks("草稿存不下来").keys("<esc>").want("已保存")
	if got := st.notes()[0].Note; got != "One two" {
		t.Errorf("the note is %q", got)
	}
}

func TestGoOnWriting(t *testing.T) {
	s := speechFile(t, sample)
	span := s.Document.Sentences(2)[1]
	st := newStage(t, s, "80x24", leaveBehind(draftOn(s.Document, span, "Half a tho")))
	st.golden("draft-80x24")
	st.keys("<enter>").want("Half a tho")
	if got := st.underCursor(); got != s.Document.Slice(span) {
		t.Errorf("the note is on %q", got)
	}
	st.keys("ught<esc>")
	a := st.notes()[0]
	if a.Note != "Half a thought" || a.Target.Exact != s.Document.Slice(span) {
		t.Errorf("the note is %q on %q", a.Note, a.Target.Exact)
	}
	if st.desk.draft != (Draft{}) {
		t.Errorf("the draft is still %+v", st.desk.draft)
	}
}

// Whatever is in a draft's file, it opens on some passage of the speech, and its
// words are there.
func FuzzDraft(f *testing.F) {
	f.Add("一句话", "前", "后", 3, 6, "abc", "half")
	f.Add("", "", "", -5, 1<<40, "", "\x1b[31m\u202e\xff")
	s := speechFile(f, sample)
	f.Fuzz(func(t *testing.T, exact, prefix, suffix string, start, end int, revision, text string) {
		d := Draft{Slot: "left", Text: "a" + text, Time: morning, Target: annotations.Target{
			Exact: exact, Prefix: prefix, Suffix: suffix, Start: start, End: end, Revision: revision,
		}}
		st := newStage(t, s, "80x24", leaveBehind(d))
		fits(t, st, "the question")
		st.keys("<enter>")
		fits(t, st, "the note")
		st.keys("b<esc>")
		notes := st.notes()
		if len(notes) != 1 || notes[0].Target.Exact == "" || !strings.HasPrefix(notes[0].Note, "a") || !strings.HasSuffix(notes[0].Note, "b") {
			t.Errorf("the notes are %+v", notes)
		}
	})
}

// A draft that is kept as it was found is a note like any other.
func TestDraftKeptAsItIs(t *testing.T) {
	s := speechFile(t, sample)
	st := newStage(t, s, "80x24", leaveBehind(draftOn(s.Document, s.Document.Sentences(2)[1], "Whole")))
	st.keys("<enter><esc>")
	if notes := st.notes(); len(notes) != 1 || notes[0].Note != "Whole" {
		t.Errorf("the notes are %+v", notes)
	}
}

// What changed meanwhile in the note that the draft goes on with is not lost.
func TestDraftOfANoteThatIsThere(t *testing.T) {
	s := speechFile(t, sample)
	a := annotations.New(s.Document, s.Document.Sentences(2)[1], morning)
	a.Note = "Theirs"
	set := annotations.NewSet(s.Notes)
	set.Add(morning, a)
	s.Notes = set.Notes()
	d := draftOn(s.Document, s.Document.Sentences(2)[1], "Mine and more")
	d.ID, d.Opened = a.ID, "Mine"
	st := newStage(t, s, "80x24", leaveBehind(d))
	st.keys("<enter><esc>")
	notes := st.notes()
	if len(notes) != 1 || notes[0].Note != "Mine and more" || len(notes[0].History) != 1 || notes[0].History[0] != "Theirs" {
		t.Errorf("the notes are %+v", notes)
	}
}

func TestDraftWithoutItsPassage(t *testing.T) {
	s := speechFile(t, sample)
	gone := model.Parse(model.Source{Text: "一句别处的话，这里没有。\n"})
	st := newStage(t, s, "80x24", leaveBehind(draftOn(gone, gone.Sentences(0)[0], "Half")))
	st.keys("<enter>").want("还不能确定", "这条笔记的原文：一句别处的话，这里没有。", "Half").keys("<esc>")
	if a := st.notes()[0]; a.Note != "Half" || a.Target.Exact != "一句别处的话，这里没有。" {
		t.Errorf("the note is %q on %q", a.Note, a.Target.Exact)
	}
	st.keys("A").want("原文已不在（1）")
}

// A draft of a speech that was changed since goes on where its passage stands now,
// and the note stays about the words it was begun on.
func TestDraftWhosePassageMoved(t *testing.T) {
	old := model.Parse(model.Source{Text: "开场的话。\n\n第一段说学习。\n\n第二段说落实，要一件一件抓。\n\n第三段说作风。\n"})
	moved := model.Parse(model.Source{Text: "第二段说落实，要一件一件抓。\n\n开场的话。\n\n第一段说学习。\n\n第三段说作风。\n"})
	s := speechFile(t, sample)
	s.Document, s.Source = moved, model.Source{Text: moved.Text}
	s.Notes = annotations.NewNotes()
	left := draftOn(old, old.Sentences(2)[0], "Half")
	left.Source = old.Text
	st := newStage(t, s, "80x24", leaveBehind(left))
	st.keys("<enter>").want("Half")
	if got := st.underCursor(); got != "第二段说落实，要一件一件抓。" {
		t.Errorf("the note is on %q", got)
	}
	st.keys("!<esc>")
	if a := st.notes()[0]; a.Note != "Half!" || a.Target != (annotations.Target{
		Exact: left.Target.Exact, Prefix: left.Target.Prefix, Suffix: left.Target.Suffix, Start: left.Target.Start, End: left.Target.End,
		Revision: left.Target.Revision, Source: a.Target.Source, Seen: a.Target.Seen,
	}) {
		t.Errorf("the note is %q on %+v", a.Note, a.Target)
	}
	if texts := st.app.reader.book.set.Notes().Texts; len(texts) != 1 || texts[0].Text != old.Text {
		t.Errorf("the texts are %q", texts)
	}
}

func TestDraftsThrownAwayAndPutOff(t *testing.T) {
	s := speechFile(t, sample)
	spans := s.Document.Sentences(3)
	first, second := draftOn(s.Document, spans[0], "First"), draftOn(s.Document, spans[1], "Second")
	st := newStage(t, s, "80x24", leaveBehind(first, second))
	st.want("First").keys("<down><enter>").want("Second").keys("<esc>")
	if st.desk.draft != second {
		t.Errorf("on disk is %+v", st.desk.draft)
	}
	st.keys("1").want("已标注")
	if st.desk.draft != second {
		t.Errorf("after a mark, on disk is %+v", st.desk.draft)
	}
}

// A draft whose note is on disk was left in the moment before it was dropped.
func TestDraftOfANoteThatIsSaved(t *testing.T) {
	s := speechFile(t, sample)
	a := annotations.New(s.Document, s.Document.Sentences(2)[1], morning)
	a.Note = "Done"
	set := annotations.NewSet(s.Notes)
	set.Add(morning, a)
	s.Notes = set.Notes()
	st := newStage(t, s, "80x24", leaveBehind(draftOn(s.Document, s.Document.Sentences(2)[1], "Done\n")))
	st.lacks("没有写完")
	if st.desk.draft != (Draft{}) {
		t.Errorf("on disk is %+v", st.desk.draft)
	}
}

// The question waits until what was begun is done.
func TestDraftQuestionWaits(t *testing.T) {
	s := speechFile(t, sample)
	left := leaveBehind(draftOn(s.Document, s.Document.Sentences(2)[1], "Half"))
	st := newStage(t, s, "80x24", left)
	st.keys("<esc>")
	st.desk.left = []Draft{draftOn(s.Document, s.Document.Sentences(2)[1], "Half")}
	st.keys("aMine")
	st.run(findDraft(&st.app.reader.book, st.desk, s.Document, s.Notes))
	st.lacks("没有写完").keys("<esc>").want("没有写完")
}

type editorStub struct{ text string }

func (e editorStub) Edit(string) (tea.ExecCommand, func() (string, error), error) {
	return nothingToRun{}, func() (string, error) { return e.text, nil }, nil
}

type nothingToRun struct{ tea.ExecCommand }

func (nothingToRun) Run() error { return nil }

// What the editor wrote is kept also when its message comes too late.
func TestEditorAtTheEnd(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Editor = editorStub{"Written there\n"} })
	st.keys("aHere")
	st.hold = true
	st.keys("<ctrl+e>")
	n, _ := st.app.reader.writing()
	n.away.ExecCommand, n.away.result, _ = st.app.config.Editor.Edit("")
	if err := n.away.Run(); err != nil {
		t.Fatal(err)
	}
	ended := st.app.reader.keepAll()
	if !ended.Draft || st.desk.draft.Text != "Written there" {
		t.Errorf("%+v, the draft is %q", ended, st.desk.draft.Text)
	}
}

// However the program ends, what was typed and what was marked is on disk.
func TestTheEnd(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.hold = true
	st.keys("]]1)aHalf a tho")
	ended := st.app.reader.keepAll()
	if ended.Unsaved != nil || ended.Lost != nil || !ended.Draft {
		t.Errorf("%+v", ended)
	}
	if st.desk.draft.Text != "Half a tho" || len(st.desk.saved) != 1 || len(st.desk.saved[0].Live()) != 1 || st.desk.place.Offset == 0 {
		t.Errorf("the draft is %q, the place %+v, %d saves", st.desk.draft.Text, st.desk.place, len(st.desk.saved))
	}
}

func TestTheEndOnAFullDisk(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail, st.desk.failDraft = errNoSpace, errNoSpace
	st.keys("]]1)aHalf")
	ended := st.app.reader.keepAll()
	if !errors.Is(ended.Unsaved, errNoSpace) || !errors.Is(ended.Lost, errNoSpace) {
		t.Errorf("%+v", ended)
	}
	for _, said := range []string{"NOT SAVED: no space", "the note being written is lost: no space"} {
		if !strings.Contains(ended.Error(), said) {
			t.Errorf("%q does not say %q", ended, said)
		}
	}
}

// brokenShelf is a disk whose calls panic, as mistakes of ours would.
type brokenShelf struct{ *desk }

func (brokenShelf) SaveNotes(*annotations.Notes) (*annotations.Notes, error) {
	var list []int
	return nil, errors.New(string(rune(list[len(list)])))
}

func (brokenShelf) Recent() ([]Recent, error) { panic("no list") }

// Run without a terminal, with keys that make a command panic.
func TestPanicInACommand(t *testing.T) {
	d := &desk{}
	s := speechFile(t, sample)
	s.Keeper, s.Drafter = d, d
	c := Config{Speech: s, Library: brokenShelf{d}, Theme: "dark", Lang: "en", Ambiguous: "narrow", Color: true}
	var out strings.Builder
	err := Start(c).Run(context.Background(), tea.WithInput(strings.NewReader("]]1o")), tea.WithOutput(&out), tea.WithWindowSize(80, 24))
	var ended *Ended
	var crash *Crash
	if !errors.As(err, &ended) || !errors.As(err, &crash) {
		t.Fatalf("it ended with %v", err)
	}
	if crash.What != "no list" || !strings.HasPrefix(crash.Where, "ui/draft_test.go:") || !strings.Contains(crash.Stack, "brokenShelf") {
		t.Errorf("the crash is %+v", crash)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if ended.Unsaved != nil || len(d.saved) == 0 || len(d.saved[len(d.saved)-1].Live()) != 1 {
		t.Errorf("%v, %d saves", ended, len(d.saved))
	}
	if !strings.HasSuffix(ended.Error(), ": no list (your notes are saved)") {
		t.Errorf("it says %q", ended)
	}
}

// The end itself survives what breaks in it.
func TestPanicAtTheEnd(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.hold = true
	st.keys("1aHalf")
	st.app.reader.book.keeper = brokenShelf{st.desk}
	ended := st.app.reader.keepAll()
	var crash *Crash
	if !errors.As(ended.Unsaved, &crash) || crash.What != "index out of range [0] with length 0" {
		t.Errorf("unsaved: %v", ended.Unsaved)
	}
	if st.desk.draft.Text != "Half" {
		t.Error("the draft is lost")
	}
}

// A terminal that cannot be read any more ends the program as a signal does.
func TestTerminalFails(t *testing.T) {
	d := &desk{}
	s := speechFile(t, sample)
	s.Keeper, s.Drafter = d, d
	broken := iotest.ErrReader(errors.New("input/output error"))
	input := io.MultiReader(strings.NewReader("aHalf"), broken)
	err := Start(Config{Speech: s, Theme: "dark", Lang: "en", Ambiguous: "narrow"}).Run(context.Background(),
		tea.WithInput(input), tea.WithOutput(&strings.Builder{}), tea.WithWindowSize(80, 24))
	var ended *Ended
	if !errors.As(err, &ended) || !strings.HasPrefix(err.Error(), "input/output error (") {
		t.Fatalf("it ended with %v", err)
	}
}

type breaking struct{ reading }

func (breaking) bindings() []binding { panic(errors.New("no keys")) }

// A panic in an update or in drawing ends as one in a command does.
func TestPanicOnThePage(t *testing.T) {
	d := &desk{left: []Draft{{}}}
	s := speechFile(t, sample)
	s.Keeper, s.Drafter = d, d
	a := newApp(Config{Speech: s, Theme: "dark", Lang: "en", Ambiguous: "narrow"})
	a.reader.enter(breaking{})
	err := runCatching(tea.NewProgram(a, tea.WithoutCatchPanics(), tea.WithInput(strings.NewReader("x")), tea.WithOutput(&strings.Builder{}), tea.WithWindowSize(80, 24)))
	var crash *Crash
	if !errors.As(err, &crash) || crash.What != "no keys" {
		t.Errorf("it ended with %v", err)
	}
}
