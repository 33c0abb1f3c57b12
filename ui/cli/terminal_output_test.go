//go:build !windows

package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gdamore/tcell/v3/vt"
)

// Where the system has a clipboard of its own, what is copied goes there.
func TestTheSystemsClipboardIsUsed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "talk.txt"), "同志们：\n\n今天我们开会学习。\n")
	board := filepath.Join(folder, "clipboard")
	writeFile(t, filepath.Join(folder, "xclip"), "#!/bin/sh\ncat > "+board+"\n")
	if err := os.Chmod(filepath.Join(folder, "xclip"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := folder + string(os.PathListSeparator) + os.Getenv("PATH")
	s := start(t, where{columns: 80, rows: 24, folder: folder, args: []string{"talk.txt"}, env: map[string]string{"PATH": path, "DISPLAY": ":0"}})
	s.waitFor("同志们：")
	s.keys("Y")
	s.waitFor("已连同出处复制（系统剪贴板）：文末括注")
	if text, err := os.ReadFile(board); string(text) != "同志们：（《talk.txt》，第 1 段）" {
		t.Errorf("the clipboard has %q: %v", text, err)
	}
	if s.clipboard() != "" {
		t.Error("it went to the terminal too")
	}
	s.leave()
}

var styling = regexp.MustCompile(`\x1b\[([0-9;:]*)m`)

// colors is the parameters of SGR (ECMA-48, 8.3.117) in raw that set a colour.
func colors(raw string) []string {
	var found []string
	for _, m := range styling.FindAllStringSubmatch(raw, -1) {
		for _, parameter := range strings.Split(m[1], ";") {
			head, _, _ := strings.Cut(parameter, ":")
			n, _ := strconv.Atoi(head)
			if n >= 30 && n <= 49 || n == 58 || n >= 90 && n <= 107 {
				found = append(found, m[0])
			}
		}
	}
	return found
}

func TestNoColor(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"1", "anything"} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.env = map[string]string{"NO_COLOR": value, "COLORTERM": "truecolor"}
			s := open(t, w)
			s.keys("]]1")
			shown := s.waitFor("已标注：观点 · 已保存")
			if shown.style("今天到县").Attr()&vt.UnderlineMask == 0 || !numbered.MatchString(shown.String()) {
				t.Errorf("the mark is not seen:\n%s", shown)
			}
			s.keys("A")
			s.waitFor("1 / 1 条")
			s.keys("<esc>")
			s.waitFor("? 帮助")
			s.keys("/县委<enter>")
			s.waitFor("第 1 处")
			s.keys("v?")
			s.waitFor("选择时的按键")
			s.keys("qqa")
			s.waitFor("在此写笔记")
			s.keys("<ctrl+c>")
			s.waitFor("未作修改")
			s.leave()
			if found := colors(s.raw()); len(found) > 0 {
				t.Errorf("%d colours, such as %q", len(found), found[0])
			}
		})
	}
}

// numbered is the first role's digit in the gutter, before the cursor's bar.
var numbered = regexp.MustCompile(`1 *▎`)

func TestPlainTextWithoutScreen(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"dumb", ""} {
		t.Run("TERM="+term, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.env = map[string]string{"TERM": term}
			s := start(t, w)
			s.waitExit(0)
			if raw := s.raw(); strings.Contains(raw, "\x1b") || letters(raw) != letters(sampleSpeech(t)) {
				t.Errorf("printed %q", raw[:min(len(raw), 200)])
			}
		})
	}
}

func TestThemeFollowsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		background string
		light      bool
	}{{"rgb:1e1e/1e1e/2424", false}, {"rgb:fbfb/fafa/f6f6", true}} {
		t.Run(c.background, func(t *testing.T) {
			t.Parallel()
			w := usual(sampleFolder(t))
			w.background = c.background
			s := open(t, w)
			s.keys("]]2")
			shown := s.waitFor("已标注：措施 · 已保存")
			red, green, blue := shown.style("今天到县").Bg().RGB()
			if light := red+green+blue > 3*128; light != c.light {
				t.Errorf("on %s the mark is #%02x%02x%02x", c.background, red, green, blue)
			}
			s.leave()
		})
	}
}

// The probe for the width of ambiguous characters writes on the screen behind the
// program's back: it must leave no trace, whatever is there when it comes.
func TestProbeLeavesNoTrace(t *testing.T) {
	t.Parallel()
	for _, pane := range []string{"/", "#", "a"} {
		t.Run(pane, func(t *testing.T) {
			t.Parallel()
			without := open(t, usual(sampleFolder(t)))
			without.keys(pane)
			want := without.waitUntil("something to type in", func(shown screen) bool { return shown.cursor.shown })
			w := usual(sampleFolder(t))
			w.args = []string{"talk.txt"}
			s := open(t, w)
			s.keys(pane)
			s.waitUntil("the probe", func(screen) bool { return probed.MatchString(s.raw()) })
			s.waitUntil(fmt.Sprintf("%q", want.row(w.rows-1)), func(shown screen) bool {
				return shown.row(w.rows-1) == want.row(w.rows-1) && shown.cursor == want.cursor
			})
			s.keys("<ctrl+c>")
			s.waitUntil("nothing to type in", func(shown screen) bool { return !shown.cursor.shown })
			s.leave()
		})
	}
}

// probed is a question for the cursor's place (ECMA-48, 8.3.35) with the cursor
// put back behind it.
var probed = regexp.MustCompile(`\x1b\[6n[^\x1b]*\x1b8`)

// A key without effect sends nothing. Esc comes behind it, because the program
// holds a lone Esc back for longer than a frame takes: what the key before it
// had to draw would be a frame of its own.
func TestNothingChangedSendsNothing(t *testing.T) {
	t.Parallel()
	s := open(t, usual(sampleFolder(t)))
	s.keys("/土地<enter>")
	s.waitFor("第 1 处")
	s.keys("x")
	s.waitFor("? 帮助")
	before := len(s.raw())
	s.keys("x")
	s.keys("<esc>")
	s.waitUntil("nothing lit", func(shown screen) bool { return shown.tinted() == 0 })
	if sent := s.raw()[before:]; strings.Count(sent, "\x1b[?2026h") != 1 {
		t.Errorf("more than Esc's frame was sent: %q", sent)
	}
	s.leave()
}
