package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// What happens while something else is under way: a slow disk, another program, a
// window that shrinks.

// Leaving waits for a save that is under way, and for one that waits behind it.
func TestLeavingWaitsForTheSave(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.hold = true
	st.keys("1)2q")
	st.hold = false
	st.wind() // the place is kept meanwhile, which ends nothing
	if st.quit {
		t.Fatal("left with a save under way")
	}
	st.release()
	if !st.quit || len(st.desk.saved) != 2 || len(st.desk.saved[1].Live()) != 2 {
		t.Errorf("left: %v, after %d saves", st.quit, len(st.desk.saved))
	}
}

// Who goes on typing after q does not leave.
func TestTypingAfterLeaving(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.hold = true
	st.keys("1qaSome words")
	st.release()
	if st.quit {
		t.Fatal("left with a note half written")
	}
	st.keys("<esc>")
	if got := st.notes()[0].Note; got != "Some words" {
		t.Errorf("the note is %q", got)
	}
}

// Another speech is opened only when this one's notes are on disk.
func TestOpeningAnotherSpeechKeepsTheNotes(t *testing.T) {
	lincoln := speechFile(t, "lincoln-1865.txt")
	st := newStage(t, speechFile(t, sample), "80x24")
	lincoln.Keeper = st.desk
	st.desk.others["lincoln-1865.txt"] = lincoln

	st.desk.fail = errNoSpace
	st.keys("1o").want("再试一次").keys("<esc>")
	st.desk.fail = nil
	st.keys("2").want("已保存")

	st.keys("o<enter>").want("Fellow-Countrymen")
	if n := len(st.notes()); n != 0 {
		t.Errorf("%d annotations came along", n)
	}
	before := st.app.reader
	st.send(savedMsg{book: &notebook{}, notes: st.desk.saved[0]})
	if n := len(st.notes()); n != 0 || st.app.reader != before {
		t.Errorf("a late save of the other speech brought %d annotations", n)
	}
}

// theirs is notes with an annotation that another program added.
func theirs(d *model.Document, span model.Span) func(*annotations.Notes) *annotations.Notes {
	other := annotations.New(d, span, morning)
	other.Color = annotations.Red
	return func(n *annotations.Notes) *annotations.Notes {
		set := annotations.NewSet(n)
		set.Add(morning, other)
		return set.Notes()
	}
}

// Notes that another program wrote are seen, and stand where they belong.
func TestOthersNotesAreSeen(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	d := st.app.reader.doc()
	span := d.Sentences(2)[1]
	st.desk.meanwhile = theirs(d, span)
	st.keys("1")
	if n := len(st.app.reader.book.marks); n != 2 {
		t.Fatalf("%d marks on the page", n)
	}
	if m, ok := st.app.reader.book.exactly(span); !ok || m.color != annotations.Red {
		t.Errorf("their mark stands at %v", m)
	}
}

// A note that changed elsewhere while it was being edited here goes into the
// history: no text is lost.
func TestNoteChangedMeanwhile(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("1aMine<esc>")
	id := st.notes()[0].ID
	st.keys("a")
	st.app.reader.book.set.Change(morning.Add(time.Minute), id, func(a *annotations.Annotation) { a.Note = "Theirs" })
	st.keys(" more<esc>")
	a := st.notes()[0]
	if a.Note != "Mine more" || !strings.Contains(fmt.Sprint(a.History), "Theirs") {
		t.Errorf("the note is %q, its history %q", a.Note, a.History)
	}
}

// However often saving fails, one try at a time is on its way.
func TestRetriesDoNotMultiply(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail = errNoSpace
	st.keys("1)1)1)1)1")
	st.desk.tries = 0
	st.wind()
	if st.desk.tries != 1 {
		t.Errorf("%d tries", st.desk.tries)
	}
	st.desk.fail = nil
	st.wind()
	if len(st.desk.saved) != 1 || len(st.desk.saved[0].Live()) != 5 {
		t.Error("the try that waited did not save")
	}
}

// Each try waits longer for a disk that stays full, up to a minute; an edit and a
// save that went well begin anew.
func TestRetriesBackOff(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.desk.fail = errNoSpace
	st.keys("1")
	st.lastWait(time.Second)
	for _, seconds := range []time.Duration{2, 4, 8, 16, 32, 60, 60} {
		st.wind()
		st.lastWait(seconds * time.Second)
		st.want("未保存：no space left on the device")
	}
	st.keys(")2")
	st.lastWait(time.Second)
	st.desk.fail = nil
	st.wind()
	st.lacks("未保存")
	st.desk.fail = errNoSpace
	st.keys(")3")
	st.lastWait(time.Second)
}

// lastWait checks how long the last try at saving waits.
func (st *stage) lastWait(want time.Duration) {
	st.t.Helper()
	for i := len(st.timers) - 1; i >= 0; i-- {
		if _, ok := st.timers[i]().(retryMsg); ok {
			if got := st.waits[len(st.waits)-len(st.timers)+i]; got != want {
				st.t.Errorf("the next try waits %v, not %v", got, want)
			}
			return
		}
	}
	st.t.Error("no other try is on its way")
}

// The latest ruling counts, whatever the order in which the readings end.
func TestRulingsInQuickSuccession(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys("]]]]1")
	before := len(st.app.reader.outline)
	st.hold = true
	st.keys("H<enter>u")
	st.release()
	if got := len(st.app.reader.outline); got != before {
		t.Errorf("%d entries in the outline, not %d", got, before)
	}
	if len(st.app.reader.book.marks) != 1 {
		t.Error("the marks are gone")
	}
}

// A search that is still under way is not one that found nothing.
func TestNextWhileSearching(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.hold = true
	st.keys("/三区<enter>n").lacks("没有找到")
	st.release()
	if st.app.reader.hits.found.Count == 0 {
		t.Error("nothing found")
	}
	st.keys("<esc>/没有的话<esc>n")
	if st.app.reader.hits.query != "三区" {
		t.Errorf("n looks for %q", st.app.reader.hits.query)
	}
}

// A window may take any size while any mode is open.
func TestResizingInEveryMode(t *testing.T) {
	for _, scene := range scenes {
		st := newStage(t, speechFile(t, sample), "80x24")
		st.keys(scene.keys)
		for _, size := range []string{"80x6", "80x5", "20x5", "5x1", "1x0", "0x0", "80x2", "300x7", "80x24"} {
			st.resize(size)
			_, typing := st.app.reader.mode().(writer)
			if !typing {
				st.keys("G")
			}
			st.send(tea.MouseClickMsg{X: 12, Y: 1, Button: tea.MouseLeft})
			st.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
			fits(t, st, scene.name+" at "+size)
		}
	}
}

// Without a passage there is nothing to mark, note or copy.
func TestNothingToAnnotate(t *testing.T) {
	src := model.Source{Text: "\n \n"}
	st := newStage(t, Speech{Name: "blank", Source: src, Document: model.Parse(src), Notes: annotations.NewNotes()}, "80x24")
	st.keys("1aa note<esc>#tag<enter><esc>yYs")
	if len(st.notes()) != 0 || st.copied != "" {
		t.Errorf("%d annotations, %q copied", len(st.notes()), st.copied)
	}
}

func TestClicksInTheOutline(t *testing.T) {
	for size, x := range map[string]int{"120x40": 6, "80x24": 20} {
		st := newStage(t, speechFile(t, sample), size)
		st.keys("t要健全")
		y := -1
		for i, row := range strings.Split(st.screen(), "\n") {
			if at := strings.Index(row, "要健全制度"); at >= 0 && at < 40 {
				y = i
			}
		}
		st.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		if !strings.HasPrefix(st.underCursor(), "要健全制度") {
			t.Errorf("%s: a click on row %d went to %q", size, y, st.underCursor())
		}
	}
}
