//go:build !windows

package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// However lectern ends, what was typed is there again, and the terminal is as it
// was.

// draftOnDisk waits until a draft holds a text.
func (s *terminal) draftOnDisk(text string) {
	s.t.Helper()
	s.waitDisk("a draft of "+text, func() bool {
		files, _ := filepath.Glob(filepath.Join(s.run.Dir, ".home", "XDG_STATE_HOME", "lectern", "drafts", "*.json"))
		for _, file := range files {
			if raw, err := os.ReadFile(file); err == nil && strings.Contains(string(raw), text) {
				return true
			}
		}
		return false
	})
}

// goOn opens talk.txt again, takes the draft that is offered, and keeps it.
func goOn(t *testing.T, folder, text string) {
	t.Helper()
	s := start(t, usual(folder))
	s.waitFor("有一条笔记没有写完：" + text)
	s.keys("<enter>")
	s.waitCursor("│ " + text)
	s.keys("完<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存")
	s.leave()
	if raw := readFile(t, filepath.Join(folder, "talk.txt.notes.json")); !strings.Contains(raw, `"value":"`+text+`完"`) {
		t.Errorf("the notes are %s", raw)
	}
	again := open(t, usual(folder))
	again.leave()
}

func TestSignalWhileTyping(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			folder := sampleFolder(t)
			s := open(t, usual(folder))
			s.keys("]]1)a写到一半")
			s.waitCursor("│ 写到一半")
			if err := s.run.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			s.waitExit(1)
			raw := s.raw()
			said := "lectern: ended by a signal: " + signal.String() + " (your notes are saved, the note being written is kept and offered next time)"
			if !strings.Contains(raw, "\x1b[?1049l") || !strings.HasSuffix(strings.TrimSpace(raw), said) {
				t.Errorf("the last it wrote is %q", raw[max(0, len(raw)-300):])
			}
			if quotes := notesOf(t, folder).byColor(); !strings.HasPrefix(quotes["yellow"], "今天到县自然资源局来") {
				t.Errorf("the notes are %q", quotes)
			}
			goOn(t, folder, "写到一半")
		})
	}
}

func TestKilledWhileTyping(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]a写到一半")
	s.waitCursor("│ 写到一半")
	s.draftOnDisk("写到一半")
	s.run.Process.Kill()
	<-s.closed
	goOn(t, folder, "写到一半")
}

// The terminal goes away, as when a window is closed.
func TestWindowClosedWhileTyping(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]a写到一半")
	s.waitCursor("│ 写到一半")
	s.hangUp("。")
	goOn(t, folder, "写到一半。")
}

// A signal that comes while the reader's own editor has the note ends the program
// when the editor is done; what was written there is kept.
func TestSignalDuringTheEditor(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	w := usual(folder)
	w.env = map[string]string{"EDITOR": `sh -c 'printf "编辑器里写的" > "$0"; printf "editing: "; read -r line'`}
	s := open(t, w)
	s.keys("]]a先写的")
	s.waitCursor("│ 先写的")
	s.keys("<ctrl+e>")
	s.waitCursor("editing: ")
	s.draftOnDisk("先写的")
	if err := s.run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.send("\n")
	s.waitExit(1)
	goOn(t, folder, "编辑器里写的")
}

// A draft of a window that is open is not offered in another.
func TestTwoWindowsTyping(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	one := open(t, usual(folder))
	one.keys("]]a第一个窗口")
	one.draftOnDisk("第一个窗口")
	two := open(t, usual(folder))
	two.keys("]]]]a第二个窗口")
	two.draftOnDisk("第二个窗口")
	one.draftOnDisk("第一个窗口")
	one.run.Process.Kill()
	<-one.closed
	two.keys("<ctrl+s>")
	two.waitFor("笔记已写下 · 已保存")
	two.leave()
	goOn(t, folder, "第一个窗口")
}

var broke = regexp.MustCompile(`lectern: it broke at ui/cli/broken_test\.go:\d+: slice bounds out of range \[:1\] with capacity 0 \(your notes are saved; the details are in ([^)]+)\)\r\n$`)

// A mistake of ours is told in one line, with the terminal restored.
func TestBroken(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	w := usual(folder)
	w.program, w.args = "lectern-broken", nil
	s := start(t, w)
	s.waitFor("? 帮助")
	s.keys("]]1")
	s.waitFor("已标注：观点 · 已保存")
	s.keys("o")
	s.waitExit(1)
	raw := s.raw()
	_, after, restored := strings.Cut(raw, "\x1b[?1049l")
	said := broke.FindStringSubmatch(after)
	if !restored || said == nil {
		t.Fatalf("the last it wrote is %q", raw[max(0, len(raw)-600):])
	}
	if details := readFile(t, said[1]); !strings.Contains(details, "brokenLibrary.Recent") || !strings.Contains(details, "slice bounds out of range") {
		t.Errorf("the details are %q", details)
	}
	if quotes := notesOf(t, folder).byColor(); len(quotes) != 1 {
		t.Errorf("the notes are %q", quotes)
	}
}
