package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// slow lets the time pass after which tasks say that they take long.
func (st *stage) slow() {
	timers := st.timers
	st.timers = nil
	for _, timer := range timers {
		switch m := timer().(type) {
		case taskSlowMsg, previewSlowMsg:
			st.send(m)
		}
	}
}

// What is not done at once says what it is; Esc stops waiting for it, and then nothing
// comes of it.
func TestSlowTasks(t *testing.T) {
	begin := func(t *testing.T) *stage {
		st := newStage(t, speechFile(t, sample), "100x30")
		st.keys("1e").hold = true
		st.keys("<enter>")
		st.lacks("正在导出")
		if bar := st.app.View().ProgressBar; bar != nil {
			t.Error("progress is shown of what may be quick")
		}
		st.slow()
		st.want("正在导出到")
		if bar := st.app.View().ProgressBar; bar == nil || bar.State != tea.ProgressBarIndeterminate {
			t.Error("the terminal is shown no progress")
		}
		return st
	}

	st := begin(t)
	st.release()
	st.want("已导出到").lacks("正在导出")
	if len(st.desk.files) != 1 || len(st.app.reader.tasks) != 0 || st.app.View().ProgressBar != nil {
		t.Errorf("%d files, %d tasks", len(st.desk.files), len(st.app.reader.tasks))
	}

	st = begin(t)
	st.keys("<esc>").want("已停止").lacks("正在导出")
	st.release()
	if len(st.desk.files) != 0 {
		t.Error("what was stopped was written")
	}
	st.lacks("已导出到").keys("<esc>") // the form was left open by the first
	if _, reads := st.app.reader.mode().(reading); !reads {
		t.Error("Esc does not leave any more")
	}
}

// A speech that is slow to open says so, and can be left where it is.
func TestOpeningAnotherSlowly(t *testing.T) {
	for keys, opens := range map[string]bool{"": true, "<esc>": false} {
		st := newStage(t, spoken(), "100x30")
		st.desk.others = map[string]Speech{"lincoln-1865.txt": speechFile(t, "lincoln-1865.txt")}
		st.keys("o").hold = true
		st.keys("<enter>").slow()
		st.want("正在打开")
		st.keys(keys)
		st.release()
		if opened := st.app.reader.speech.Name == "lincoln-1865.txt"; opened != opens {
			t.Errorf("after %q it is open: %v", keys, opened)
		}
	}
}

// A preview that takes long says so in its place, until it comes.
func TestSlowPreview(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "100x30")
	st.keys("1").hold = true
	st.keys("e").slow()
	st.want("正在准备预览")
	st.release()
	st.lacks("正在准备预览").want("speech quote")
	st.keys("<right>").slow() // which comes too late
	st.lacks("正在准备预览")
}

// A task that ends while another speech is on the page is over when that one goes.
func TestTaskEndsElsewhere(t *testing.T) {
	st := newStage(t, spoken(), "100x30")
	b := &book{text: longText(1 << 20), fail: errNoSpace}
	st.keys("1e").hold = true
	st.keys("<enter>")
	st.slow()
	st.want("正在导出到")
	export := st.held
	st.held = nil
	st.app.reader.leave()
	st.send(openedMsg{speech: b.beginning()})
	other := st.held
	st.hold, st.held = false, nil
	for _, cmd := range append(export, other...) {
		st.run(cmd)
	}
	st.want("在全省教育大会上的讲话")
	if r := st.app.reader; len(r.tasks) != 0 || st.app.View().ProgressBar != nil {
		t.Errorf("%d tasks are not over", len(r.tasks))
	}
}

// Of two speeches chosen one after the other, the last is opened.
func TestTwoSpeechesChosen(t *testing.T) {
	st := newStage(t, spoken(), "100x30")
	first, last := speechFile(t, "lincoln-1865.txt"), speechFile(t, sample)
	st.desk.others = map[string]Speech{"first": first, "last": last}
	st.hold = true
	st.run(open(st.app.reader, "first", "first"))
	st.run(open(st.app.reader, "last", "last"))
	st.release()
	if name := st.app.reader.speech.Name; name != last.Name {
		t.Errorf("on the page is %s", name)
	}
}

// What is typed before the terminal is ours has newlines for Enter.
func TestEnterTypedAhead(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "100x30")
	st.send(tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl})
	if _, menu := st.app.reader.mode().(*chooser); !menu {
		t.Error("ctrl+j is not Enter")
	}
}

// Two saves that end after one message say once that the notes are saved.
func TestSavedOnce(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "100x30")
	st.hold = true
	st.keys("1j2u")
	st.release()
	st.want("已保存")
	if n := strings.Count(st.screen(), "已保存"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, st.screen())
	}
}
