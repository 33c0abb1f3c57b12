package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
)

// look lets a second pass and the next look find the news.
func (st *stage) look(n News) *stage {
	st.t.Helper()
	st.desk.news = n
	looks := st.desk.looks
	st.wind()
	if st.desk.looks != looks+1 {
		st.t.Fatalf("%d looks in one second", st.desk.looks-looks)
	}
	return st
}

// onDisk is what is on disk after another program added a red mark on a span.
func (st *stage) onDisk(span model.Span) *annotations.Notes {
	return theirs(st.app.reader.doc(), span)(st.app.reader.book.set.Notes())
}

func TestNotesComeInFromElsewhere(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1")
	span := st.app.reader.doc().Sentences(2)[1]
	st.look(News{Notes: st.onDisk(span)}).want("从别处收到 1 条标注")
	if m, ok := st.app.reader.book.exactly(span); !ok || m.color != annotations.Red {
		t.Errorf("their mark stands at %v", m)
	}
	if len(st.notes()) != 2 || len(st.desk.saved) != 1 {
		t.Errorf("%d notes, %d saves", len(st.notes()), len(st.desk.saved))
	}
	st.keys("u") // what was done here can still be undone
	if notes := st.notes(); len(notes) != 1 || notes[0].Color != annotations.Red {
		t.Errorf("undone, there are %+v", notes)
	}
}

// The list stays on its annotation when another comes in above it.
func TestListStaysOnItsAnnotation(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("]]]]1]]2A")
	mine := st.onDisk(st.app.reader.doc().Sentences(2)[0])
	st.look(News{Notes: mine}).keys("dd")
	for _, a := range st.notes() {
		if a.Color == annotations.Green {
			t.Error("the one chosen is still there")
		}
	}
	if n := len(st.notes()); n != 2 {
		t.Errorf("%d notes are left", n)
	}
}

func TestNotesDeletedElsewhere(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1")
	set := annotations.NewSet(st.desk.saved[0])
	set.Remove(morning, st.notes()[0].ID)
	st.look(News{Notes: set.Notes()}).want("已在别处删除：1 条标注")
	if len(st.notes()) != 0 || len(st.app.reader.book.marks) != 0 {
		t.Errorf("there are %+v", st.notes())
	}
}

// What somebody else has made of our annotation since is not undone with it, and
// of two notes written at once the one that lost can be read.
func TestUndoOfWhatOthersChanged(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("aOurs<esc>")
	id := st.notes()[0].ID
	set := annotations.NewSet(st.desk.saved[0])
	set.Change(morning.Add(time.Hour), id, func(a *annotations.Annotation) { a.Note = "Theirs" })
	st.look(News{Notes: set.Notes()})
	st.keys("u").want("别处已作修改，予以保留")
	if got := st.notes(); len(got) != 1 || got[0].Note != "Theirs" {
		t.Errorf("there are %+v", got)
	}
	st.keys("aMine<esc>")
	set = annotations.NewSet(st.desk.saved[len(st.desk.saved)-1])
	set.WriteNote(morning.Add(2*time.Hour), id, "Theirs", "Theirs again")
	st.look(News{Notes: set.Notes()})
	if a := st.notes()[0]; len(a.History) == 0 {
		t.Fatalf("the note is %q, without a history", a.Note)
	}
	st.keys("A").want("另有写法：")
}

// A look that finds nothing changes nothing on the screen, whatever is open.
func TestLookThatFindsNothing(t *testing.T) {
	for _, scene := range scenes {
		st := newStage(t, speechFile(t, sample), "120x40")
		st.keys(scene.keys)
		st.wind() // drafts and the like
		st.wind()
		before := st.app.View().Content
		st.look(News{})
		if st.app.View().Content != before {
			t.Errorf("%s: the screen changed", scene.name)
		}
	}
}

// A file that broke while notes were open is not written over; what is written
// meanwhile stays in memory until the file is well.
func TestNotesFileBreaksAndIsMended(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1)aHalf")
	st.look(News{ReadOnly: "talk.txt.notes.json: not whole"}).want("只读：talk.txt.notes.json: not whole")
	st.keys(" and whole<esc>").want("未保存：talk.txt.notes.json: not whole")
	if len(st.desk.saved) != 1 || st.desk.draft.Text != "Half and whole" {
		t.Errorf("%d saves, the draft is %q", len(st.desk.saved), st.desk.draft.Text)
	}
	st.keys(")2").want("只读：").keys("q").want("再试一次").keys("<esc>")
	st.look(News{Notes: st.desk.saved[0]}).lacks("未保存")
	if n := len(st.desk.saved); n != 2 || len(st.desk.saved[1].Live()) != 2 {
		t.Errorf("%d saves", n)
	}
	if st.desk.draft != (Draft{}) {
		t.Errorf("the draft is still %+v", st.desk.draft)
	}
	st.keys("2").want("已标注")
}

func TestNotesFileVanishes(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1").look(News{NotesGone: true}).want("笔记文件不见了")
	st.keys(")2")
	if n := len(st.desk.saved); n != 2 || len(st.desk.saved[1].Live()) != 2 {
		t.Errorf("%d saves", n)
	}
}

// changed is the sample with words put in before a sentence and one paragraph taken out.
func changedSample(t *testing.T) (Speech, string) {
	t.Helper()
	s := speechFile(t, sample)
	text := strings.Replace(s.Source.Text, "同志们：", "各位同事、同志们：\n\n这一段是后来加上的，原来没有。", 1)
	at := strings.Index(text, "今天到县自然资源局来")
	end := at + strings.IndexByte(text[at:], '\n')
	gone := text[at:end]
	text = text[:at] + text[end:]
	s.Source = model.Source{Text: text}
	return s, gone
}

// The speech changed on disk: everything stays where it belongs in it.
func TestSpeechChangesOnDisk(t *testing.T) {
	s := speechFile(t, sample)
	s.Notes.Describe(s.Document, s.Encoding)
	st := newStage(t, s, "80x24")
	st.keys("]]1") // on the paragraph that will be gone
	st.keys("]]2ma/总体<enter><esc>]]ma]]3'a")
	r := st.app.reader
	here, marked := st.underCursor(), r.doc().Slice(r.sentenceAt(r.jumps.marks["a"]))
	row := r.rowsAbove(r.cursor)
	st.keys("/三区<enter>'a")
	hits := r.hits.found.Count
	st.desk.reread, _ = changedSample(t)
	st.look(News{Speech: FileChanged}).want("讲话文件已被改动：3 条标注：", "1 条原文已不在")
	if got := st.underCursor(); got != here {
		t.Errorf("the cursor was on %q and is on %q", here, got)
	}
	if got := r.doc().Slice(r.sentenceAt(r.jumps.marks["a"])); got != marked {
		t.Errorf("mark a was on %q and is on %q", marked, got)
	}
	if r.hits.query != "三区" || r.hits.found.Count != hits || r.doc().Slice(r.hits.current()) != "三区" {
		t.Errorf("the search is %+v", r.hits)
	}
	if got := r.rowsAbove(r.cursor); got != row {
		t.Errorf("the cursor was on row %d and is on row %d", row, got)
	}
	for _, a := range st.notes() {
		span, placed := r.spanOf(a.ID)
		if orphan := a.Color == annotations.Yellow; placed == orphan || placed && r.doc().Slice(span) != a.Target.Exact {
			t.Errorf("%s on %q: %v", a.Color, a.Target.Exact, span)
		}
	}
	for range 3 { // every edit from before is undone and done again
		st.keys("u")
	}
	if len(st.notes()) != 0 {
		t.Errorf("undone, there are %d notes", len(st.notes()))
	}
	st.keys("<ctrl+r><ctrl+r><ctrl+r>")
	if len(st.notes()) != 3 || len(r.book.marks) != 2 {
		t.Errorf("done again, there are %d notes, %d marks", len(st.notes()), len(r.book.marks))
	}
	saved := st.desk.saved[len(st.desk.saved)-1]
	if len(saved.Texts) != 2 || len(saved.Document.Revisions) != 2 {
		t.Error("the text that the notes were made on is not kept")
	}
	fits(t, st, "after the change")
}

// A deletion is undone after the text changed: the mark is where it belongs.
func TestUndoAcrossAChange(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("]]]]1dd")
	st.desk.reread, _ = changedSample(t)
	st.look(News{Speech: FileChanged}).keys("u")
	r := st.app.reader
	if len(r.book.marks) != 1 || !strings.HasPrefix(r.doc().Slice(r.book.marks[0].span), "第一、") && !strings.HasPrefix(r.doc().Slice(r.book.marks[0].span), "一、") {
		t.Errorf("the marks are %+v", r.book.marks)
	}
}

// What is being written, selected or chosen is done first.
func TestSpeechChangesWhileBusy(t *testing.T) {
	for _, busy := range []struct{ keys, done string }{
		{"aSome words", "<esc>"}, {"v", "<esc>"}, {"#", "<esc>"}, {"/三区", "<enter>"}, {"t", "<esc>"}, {"<enter>", "<esc>"}, {"a<f1>", "<esc><esc>"},
	} {
		st := newStage(t, speechFile(t, sample), "80x24")
		st.keys(busy.keys)
		st.desk.reread, _ = changedSample(t)
		st.look(News{Speech: FileChanged}).lacks("讲话文件已被改动").keys(busy.done).want("讲话文件已被改动")
		if text := st.app.reader.doc().Text; text != st.desk.reread.Source.Text {
			t.Errorf("%q: the page has another text", busy.keys)
		}
	}
	for _, open := range []string{"A", "?", "i"} {
		st := newStage(t, speechFile(t, sample), "80x24")
		st.keys("1" + open)
		st.desk.reread, _ = changedSample(t)
		st.look(News{Speech: FileChanged})
		if text := st.app.reader.doc().Text; text != st.desk.reread.Source.Text {
			t.Errorf("%q: the page has another text", open)
		}
		fits(t, st, open)
	}
}

// The reader goes on while the changed speech is being read.
func TestMovingWhileTheSpeechIsRead(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.reread, _ = changedSample(t)
	st.hold = true
	st.send(lookedMsg{book: &st.app.reader.book, news: News{Speech: FileChanged}})
	held := st.held
	st.hold, st.held = false, nil
	st.keys("]]]]1")
	here := st.underCursor()
	for _, cmd := range held {
		st.run(cmd)
	}
	if got := st.underCursor(); got != here || st.app.reader.doc().Text != st.desk.reread.Source.Text {
		t.Errorf("the cursor was on %q and is on %q", here, got)
	}
	if len(st.app.reader.book.marks) != 1 {
		t.Error("the mark made meanwhile is gone")
	}
}

func TestSpeechThatCannotBeReadAgain(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	before := st.app.reader.doc()
	st.desk.failRead = errors.New("permission denied")
	st.look(News{Speech: FileChanged}).want("读不出来：permission denied")
	st.keys("j").look(News{}).lacks("读不出来")
	st.look(News{Speech: FileGone}).want("讲话文件不见了")
	st.desk.failRead, st.desk.reread = nil, speechFile(t, sample)
	st.keys("j").look(News{Speech: FileChanged}).lacks("已被改动")
	if st.app.reader.doc() != before {
		t.Error("the same text was put on the page anew")
	}
}

func TestSpeechBecomesEmpty(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("]]1maG")
	st.desk.reread = Speech{Source: model.Source{Text: "\n"}}
	st.look(News{Speech: FileChanged}).want("讲话文件已被改动")
	st.keys("'aGgA<esc>jk]]/x<enter>")
	fits(t, st, "empty")
	st.desk.reread = speechFile(t, sample)
	st.look(News{Speech: FileChanged})
	if len(st.app.reader.book.marks) != 1 {
		t.Error("the mark did not come back with the text")
	}
}

func TestMoveOffsets(t *testing.T) {
	doc := func(text string) *model.Document { return model.Parse(model.Source{Text: text}) }
	between := strings.Repeat("中间还有很长的一段话，一直没有变。", 3)
	old := doc("第一句话在这里。第二句话在这里。\n\n" + between + "\n\n另一段的第一句。\n\n最后一段的话。\n")
	fresh := doc(between + "\n\n新加的一段在前面。\n\n第一句话在这里。第二句话在这里。\n\n" + between + "\n\n另一段的第一句。\n\n")
	at := func(d *model.Document, s string) int { return strings.Index(d.Text, s) }
	offsets := []int{at(old, "第一句话"), at(old, "第二句话"), at(old, "另一段"), at(old, "最后"), 0}
	moved := moveOffsets(old, fresh, offsets)
	if got := moved[at(old, "第二句话")]; got != at(fresh, "第二句话") {
		t.Errorf("the second sentence is at %d", got)
	}
	if got := moved[at(old, "第一句话")]; got != at(fresh, "第一句话") {
		t.Errorf("the first sentence is at %d", got)
	}
	if got := moved[at(old, "最后")]; got != strings.LastIndex(fresh.Text, between) { // its fourth paragraph
		t.Errorf("the paragraph that is gone is at %d", got)
	}
	for _, offset := range offsets {
		if to, ok := moved[offset]; !ok || to < 0 || to > len(fresh.Text) {
			t.Errorf("%d went to %d", offset, to)
		}
	}
	if moved := moveOffsets(old, doc(""), offsets); moved[offsets[1]] != 0 {
		t.Errorf("in an empty text: %v", moved)
	}
}

// Places of a long text that grew, lost its beginning or was changed in the middle.
func TestShiftOffsets(t *testing.T) {
	for _, c := range []struct {
		old, fresh string
		want       map[int]int
	}{
		{"abcdef", "abcdefgh", map[int]int{0: 0, 3: 3, 6: 6}},
		{"abcdef", "abc", map[int]int{2: 2, 3: 3, 5: 3}},
		{"abcdef", "def", map[int]int{0: 0, 3: 0, 5: 2}},
		{"abcdef", "abXXef", map[int]int{1: 1, 3: 2, 4: 4, 5: 5}},
		{"", "abc", map[int]int{0: 0}},
		{"abc", "", map[int]int{0: 0, 2: 0}},
	} {
		for offset, want := range c.want {
			if got := shiftOffsets(c.old, c.fresh, []int{offset})[offset]; got != want {
				t.Errorf("%q to %q: %d is now %d, want %d", c.old, c.fresh, offset, got, want)
			}
		}
	}
}

// Which text it is, which takes seconds of a long one, is worked out before the page
// turns; and where reading stopped is kept in the text as it is now.
func TestTheChangedTextIsHashedBeforeThePageTurns(t *testing.T) {
	s := speechFile(t, sample)
	fresh, _ := changedSample(t)
	want := annotations.RevisionOf(model.Parse(fresh.Source), "")
	m := reread(nil, func() (Speech, error) { return fresh, nil }, false, s.Document, nil, s.Notes)().(rereadMsg)
	m.speech.Document.Text = ""
	if got := annotations.RevisionOf(m.speech.Document, ""); got.SHA256 != want.SHA256 || got.FoldedSHA256 != want.FoldedSHA256 {
		t.Errorf("it is %+v, not %+v", got, want)
	}

	st := newStage(t, s, "80x24")
	st.keys("]]")
	st.desk.reread, _ = changedSample(t)
	st.look(News{Speech: FileChanged})
	if st.desk.place.Offset != st.app.reader.cursor {
		t.Errorf("reading stopped at %d, kept is %d", st.app.reader.cursor, st.desk.place.Offset)
	}
}
