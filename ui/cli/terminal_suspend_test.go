//go:build !windows

package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// ctrl+z under a shell, and back: what was typed is on disk meanwhile, and what
// another program wrote is seen.
func TestSuspendAndResume(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.program, w.args = "sh", []string{"-i"}
	w.env = map[string]string{"PS1": "ready> ", "ENV": ""}
	s := start(t, w)
	s.waitFor("ready>")
	s.keys("lectern --ambiguous narrow talk.txt<enter>")
	s.waitFor("1–5 标注", "? 帮助")
	s.keys("]]a写到一半")
	s.waitCursor("│ 写到一半")
	s.keys("<ctrl+z>")
	s.waitFor("Stopped", "ready>")
	s.draftOnDisk("写到一半")
	if raw := s.raw(); strings.LastIndex(raw, "\x1b[?1049l") < strings.LastIndex(raw, "\x1b[?1049h") {
		t.Error("the shell is on the alternate screen")
	}
	add(t, w.folder, "绿水青山就是金山银山", "--note", "别处写的", "talk.txt")
	s.keys("fg<enter>")
	s.waitFor("│ 写到一半", "从别处收到 1 条标注")
	s.keys("的话<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存", "● 笔记  写到一半的话")
	s.keys("?")
	s.waitFor("阅读时的按键")
	s.keys("G")
	s.waitFor("ctrl+z", "fg")
	s.keys("q")
	s.waitWithout("阅读时的按键")
	s.keys("q")
	s.waitFor("ready>")
	s.keys("exit<enter>")
	s.waitExit(0)
	if notes := readFile(t, filepath.Join(w.folder, "talk.txt.notes.json")); !strings.Contains(notes, "别处写的") || !strings.Contains(notes, "写到一半的话") {
		t.Errorf("the notes are %s", notes)
	}
}

// In a terminal opened for lectern alone nobody could bring it back.
func TestNoSuspendWithoutAShell(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	s.keys("<ctrl+z>]]")
	s.waitBar("今天到县自然资源局来")
	s.keys("?G")
	shown := s.waitFor("阅读时的按键", "收起查找结果")
	if shown.shows("ctrl+z") {
		t.Errorf("the help offers it:\n%s", shown)
	}
	s.keys("q")
	s.waitWithout("阅读时的按键")
	s.leave()
}
