package ui

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// stops reports whether a command stops the program, and runs what else it does.
func (st *stage) stops() bool {
	stopped := false
	var run func(tea.Cmd)
	run = func(cmd tea.Cmd) {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				run(c)
			}
		case tea.SuspendMsg:
			stopped = true
		default:
			_, next := st.app.Update(msg)
			if next != nil {
				run(next)
			}
		}
	}
	held := st.held
	st.held = nil
	for _, cmd := range held {
		run(cmd)
	}
	return stopped
}

func fromShell(c *Config) { c.Suspend = true }

// ctrl+z works in every mode; what is typed is on disk before it does.
func TestSuspend(t *testing.T) {
	for _, keys := range []string{"", "v", "aHalf a tho", "#", "/三区", "t", "A", "?", "<enter>", "H"} {
		st := newStage(t, speechFile(t, sample), "80x24", fromShell)
		st.keys(keys)
		mode := reflect.TypeOf(st.app.reader.mode())
		st.hold = true
		st.keys("<ctrl+z>")
		if !st.stops() {
			t.Errorf("%q: ctrl+z does not stop the program", keys)
		}
		if got := reflect.TypeOf(st.app.reader.mode()); got != mode {
			t.Errorf("%q: the mode was %v and is %v", keys, mode, got)
		}
		if strings.HasPrefix(keys, "a") && st.desk.draft.Text != "Half a tho" {
			t.Errorf("the draft is %q", st.desk.draft.Text)
		}
	}
}

// A save under way holds a lock that others wait for: it ends first.
func TestSuspendWaitsForTheSave(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", fromShell)
	st.hold = true
	st.keys("1")
	save := st.held
	st.held = nil
	st.keys("<ctrl+z>")
	if st.stops() {
		t.Fatal("stopped with a save under way")
	}
	st.held = save
	if !st.stops() || len(st.desk.saved) != 1 {
		t.Errorf("not stopped after %d saves", len(st.desk.saved))
	}
}

// Back from the shell, the files are looked at at once.
func TestResume(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24", fromShell)
	span := st.app.reader.doc().Sentences(2)[1]
	st.desk.news = News{Notes: st.onDisk(span)}
	st.send(tea.ResumeMsg{})
	st.want("从别处收到 1 条标注")
	looks := st.desk.looks
	st.wind()
	if st.desk.looks != looks+1 {
		t.Errorf("%d looks in a second", st.desk.looks-looks)
	}
}

// Where nobody could bring the program back there is no such key.
func TestNoSuspend(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x120")
	st.hold = true
	st.keys("<ctrl+z>")
	if st.stops() {
		t.Error("ctrl+z stops the program")
	}
	st.hold = false
	st.keys("?").lacks("ctrl+z").keys("<esc>a<f1>").lacks("ctrl+z")
	st = newStage(t, speechFile(t, sample), "80x120", fromShell)
	st.keys("?").want("ctrl+z").keys("<esc>a<f1>").want("ctrl+z")
}
