//go:build !windows

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folderWith is a folder with a speech, talk.txt, in it.
func folderWith(t *testing.T, speech string) string {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "talk.txt"), speech)
	return folder
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sampleSpeech(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// openSample shows the sample in a window of 120 by 40.
func openSample(t *testing.T) *terminal {
	t.Helper()
	s := start(t, where{columns: 120, rows: 40, folder: folderWith(t, sampleSpeech(t)), args: []string{"talk.txt"}})
	s.waitFor("同志们：", "1–5 标注")
	return s
}

func TestOpenAndLeave(t *testing.T) {
	t.Parallel()
	s := openSample(t)
	shown := s.waitFor("talk.txt", "今天到县自然资源局来，主要有两个方面的考虑", "? 帮助", "分钟")
	if got := shown.barred(); got != "同志们：" {
		t.Errorf("under the cursor: %q", got)
	}
	if shown.cursor.shown {
		t.Error("the cursor is shown though nothing is typed")
	}
	s.keys("q")
	s.waitExit(0)
	raw := s.raw()
	for _, mode := range []struct{ name, on, off string }{
		{"alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"cursor hidden", "\x1b[?25l", "\x1b[?25h"},
		{"mouse", "\x1b[?1002h", "\x1b[?1002l"},
		{"mouse as SGR", "\x1b[?1006h", "\x1b[?1006l"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
	} {
		if on, off := strings.LastIndex(raw, mode.on), strings.LastIndex(raw, mode.off); on < 0 || off < on {
			t.Errorf("%s: last on at byte %d, off at %d of %d", mode.name, on, off, len(raw))
		}
	}
	t.Logf("%q", raw[:min(len(raw),300)])
	t.Logf("%q", raw[len(raw)-300:])
	t.Log(shown)
}
