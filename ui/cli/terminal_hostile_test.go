//go:build !windows

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lectern/annotations"
)

// families are the ways to command a terminal (ECMA-48, 5.3 to 5.6; xterm's control
// sequences), each tried in every place where a document's text can come to the
// screen.
var families = []struct {
	name    string
	planted []string
	seen    string // of it on the page
}{
	{"CSI", []string{"\x1b[45;7m", "\x1b[3J", "\x1b[6n", "\x1b[?47h", "\x1b[20t"}, "␛[45;7m"},
	{"OSC", []string{"\x1b]52;c;b3duZWQ=\a", "\x1b]0;owned\a", "\x1b]2;owned\x1b\\", "\x1b]8;;http://owned\a"}, "␛]52;c;b3d"},
	{"DCS", []string{"\x1bP+q544e\x1b\\", "\x1bP$qm\x1b\\"}, "␛P+q544e"},
	{"APC, PM, SOS", []string{"\x1b_Gowned\x1b\\", "\x1b^owned\x1b\\", "\x1bXowned\x1b\\"}, "␛_Gowned"},
	{"escapes and C0", []string{"\x1bc", "\x1b(0", "\x1b#8", "\x0e", "\b\b", "\x7f", "\x05"}, "␛c"},
	{"C1 in UTF-8", []string{"\u009b45;7m", "\u009d0;owned\u009c", "\u0090q\u009c", "\u009fG\u009c", "\u009ex\u009c", "\u0098x\u009c", "\u0085"}, "\ufffd45;7m"},
	{"C1 as bytes", []string{"\x9b45;7m", "\x9d0;owned\x9c", "\x90q\x9c", "\x9fG\x9c", "\x85"}, "\ufffd45;7m"},
	{"direction", []string{"\u202e", "\u2066", "\u2069", "\u200f", "\u061c"}, "⇄"},
	{"references", []string{"&#27;[45;7m", "&#x1b;]0;owned&#7;", "&#27;P+q544e&#27;\\", "&#27;_Gowned&#27;\\", "&#8238;"}, "&#27;[45"},
}

func TestNothingOfTheDocumentIsObeyed(t *testing.T) {
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			folder, name := hostileSpeech(t, f.planted[0], strings.Join(f.planted, "x"))
			onEveryScreen(t, folder, name, strings.Join(f.planted, "x"), f.seen)
			fromEveryCommand(t, folder, name)
		})
	}
}

// A text in another encoding has the bytes of C1 controls among those of its
// characters, and some that are none.
func TestNothingOfAnEncodingIsObeyed(t *testing.T) {
	t.Parallel()
	const raw = "\x9b45;7m \x9d0;owned\x9c \x90q\x9c \x9fG\x9c"
	text, err := simplifiedchinese.GB18030.NewEncoder().String("今天我们开会，学习文件。大家都要发言，都要记笔记。\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, content, encoding string }{
		{"gb18030", strings.Repeat(text, 20) + raw + "\n" + text, "gb18030"},
		{"windows-1252", strings.Repeat("We shall meet again, and speak of it \x96 all of us.\n", 20) + raw + "\n", "windows-1252"},
		{"forced", text + raw + "\n", "big5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			writeFile(t, filepath.Join(folder, "talk.txt"), c.content)
			s := start(t, where{columns: 100, rows: 30, folder: folder, args: []string{"--encoding", c.encoding, "--ambiguous", "narrow", "talk.txt"}})
			s.waitFor("按 " + c.encoding + " 读取")
			s.keys("G")
			s.waitFor("100 %", "45;7m")
			s.leave()
			checkNothingObeyed(t, s.raw())
		})
	}
}

// asUTF8 says what the text is, which bytes that are none would leave to be guessed.
const asUTF8 = "--encoding=utf-8"

// hostileSpeech is a speech with the text in its title, its headings (the short one), its words and its
// name, in the tags, notes and roles on it.
func hostileSpeech(t *testing.T, short, evil string) (folder, name string) {
	t.Helper()
	folder = t.TempDir()
	name = "owned" + strings.NewReplacer("/", "", "\x00", "").Replace(evil) + ".txt"
	writeFile(t, filepath.Join(folder, name),
		"标题"+evil+"\n\n一、"+short+"小节\n\n"+evil+"正文"+evil+"之后。\n\n下一句话。\n\n二、另一节"+short+"\n\n结尾"+evil+"。\n")
	add(t, folder, "下一句话。", "--tag", "标签/"+evil, "--note", evil+" 笔记 `"+evil+"`\n\n> "+evil+"\n\n    "+evil, "--color", "red", asUTF8, name)
	add(t, folder, "之后。", "--note", "二"+evil, asUTF8, name)
	run(t, folder, "roles", asUTF8, name, "red="+evil)
	return folder, name
}

// run is what a command prints; it may fail.
func run(t *testing.T, folder string, args ...string) string {
	t.Helper()
	c := exec.Command("lectern", args...)
	c.Dir, c.Env = folder, environmentOf(t, where{folder: folder})
	out, _ := c.CombinedOutput()
	return string(out)
}

// onEveryScreen goes through every pane with a hostile speech.
func onEveryScreen(t *testing.T, folder, name, evil, seen string) {
	t.Helper()
	noTools := map[string]string{"PATH": folder} // so that nothing is copied to the tester's own desktop
	s := start(t, where{columns: 150, rows: 40, folder: folder, env: noTools, args: []string{"--ambiguous", "narrow", asUTF8, name}})
	s.waitFor(seen, "● #标签")
	s.keys("/下一句<enter>")
	s.waitBar("下一句话。")
	for _, pane := range []struct{ keys, text, back string }{
		{"a", "放弃修改", "<ctrl+c>"}, {"#", "Tab 补全", "<esc>"}, {"A", "2 / 2 条", "<esc>"}, {"i", "关于这篇讲话", "<esc>"},
		{"t", "Esc 返回", "<esc>"}, {"H", "不是标题", "<esc>"}, {"R", "给五种颜色命名", "<esc>"}, {"e", "写出文件", "<esc>"},
		{"T", "Esc 返回", "<esc>"}, {"o", "其他讲话", "<esc>"}, {"<ctrl+y>", "复制并注明出处", "<esc>"}, {"<enter>", "此处可做的事", "<esc>"},
	} {
		s.keys(pane.keys)
		s.waitFor(pane.text)
		s.keys(pane.back)
		s.waitWithout(pane.text)
		if pane.back == "<esc>" { // a word in the bottom row may hide what was waited for
			s.waitFor("1–5 标注")
		}
	}
	s.keys("/没有")
	s.paste(evil)
	s.waitFor("0 处")
	s.keys("<enter>")
	s.waitFor("没有找到：没有")
	s.keys("a")
	s.waitFor("放弃修改")
	s.paste(evil)
	s.keys("完<ctrl+s>")
	s.waitFor("已保存")
	s.keys("gy")
	s.waitFor("已复制（OSC 52）")
	s.waitUntil("something copied", func(screen) bool { return s.clipboard() != "" })
	if copied := s.clipboard(); !strings.HasPrefix(copied, "标题") || strings.ContainsFunc(copied, obeyed) {
		t.Errorf("copied: %q", copied)
	}
	if title := s.emulator.GetTitle(); !strings.HasPrefix(title, "owned") || title == "owned" || strings.ContainsFunc(title, obeyed) {
		t.Errorf("the window's title is %q", title)
	}
	s.resize(60, 20)
	s.waitFor("标题")
	s.leave()
	checkNothingObeyed(t, s.raw())
}

// fromEveryCommand lets the commands print a hostile speech on a terminal, and into
// a pipe, where no gate stands behind what each of them does by itself.
func fromEveryCommand(t *testing.T, folder, name string) {
	t.Helper()
	unread := "un" + name
	writeFile(t, filepath.Join(folder, unread), "正文。\n")
	writeFile(t, annotations.Sidecar(filepath.Join(folder, unread)), "{")
	for _, args := range [][]string{
		{"list", unread}, {unread}, {"add", unread, "--quote", "正文", "--note", "x"},
		{"list", name}, {"list", "--json", name}, {"list", "--cite", "plain", name}, {"outline", name}, {"outline", "--json", name},
		{"info", name}, {"info", "--json", name}, {"tags", name}, {"roles", name}, {"doctor", name}, {"doctor", "no" + name},
		{"export", name, "--format", "markdown"}, {"export", name, "--format", "json"}, {"export", name, "--format", "csv"},
		{"export", name, "--format", "org"}, {"export", name, "--format", "html"}, {"export", name, "--format", "text"},
		{"tags", "rename", "标签", "新标签", name, "--dry-run"}, {"tags", "describe", "标签", name, name, "--dry-run"},
		{"edit", name, name, "--note", "x"}, {"list", "--tag", name, "no" + name}, {"--theme", name, name}, {name},
	} {
		s := start(t, where{columns: 100, rows: 30, folder: folder, args: append([]string{asUTF8}, args...), env: map[string]string{"TERM": "dumb"}})
		<-s.closed
		if s.raw() == "" {
			t.Errorf("%s prints nothing", args[0])
		}
		checkNothingObeyed(t, s.raw())
		// In a file the marks of a direction are letters like others.
		printed := run(t, folder, append([]string{asUTF8}, args...)...)
		checkNothingObeyed(t, strings.NewReplacer("\u200f", "", "\u061c", "").Replace(printed))
	}
}

// checkNothingObeyed looks for what only a document can have sent: sequences of the
// families, and strings of commands, which the program has none of but OSC.
func checkNothingObeyed(t *testing.T, raw string) {
	t.Helper()
	for _, f := range families {
		for _, sequence := range append(f.planted, "\x1b_", "\x1b^", "\x1bX", "\x1bP") {
			if sequence[0] == '\x1b' && strings.Contains(raw, sequence) {
				t.Errorf("the terminal was sent %q", sequence)
			}
		}
	}
	if i := strings.IndexFunc(raw, func(r rune) bool { return r >= 0x7f && obeyed(r) }); i >= 0 {
		t.Errorf("the terminal was sent %q", raw[max(i-20, 0):min(i+20, len(raw))])
	}
	for _, c := range []string{"\x0e", "\x05"} {
		if strings.Contains(raw, c) {
			t.Errorf("the terminal was sent %q", c)
		}
	}
	if !utf8.ValidString(raw) {
		t.Error("the terminal was sent bytes that are not UTF-8")
	}
}

// The gate makes visible what a command prints by mistake, also when it comes in
// pieces; what goes to a file is left as it is.
func TestWordsOnlyToATerminal(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "talk.txt"), "正文。\n")
	// A template is the reader's own, and printed as it is: the gate alone stands
	// between it and the terminal.
	writeFile(t, filepath.Join(folder, "own.tmpl"), "a\x1b[45;7mb\u009b45;7m\tc\n"+strings.Repeat("长", 5000)+"\n")
	add(t, folder, "正文", "talk.txt")
	args := []string{"export", "talk.txt", "--template", "own.tmpl"}
	s := start(t, where{columns: 100, rows: 30, folder: folder, args: args, env: map[string]string{"TERM": "dumb"}})
	s.waitExit(0)
	checkNothingObeyed(t, s.raw())
	if raw := s.raw(); !strings.Contains(raw, "a␛[45;7mb\ufffd45;7m") || strings.Count(raw, "长") != 5000 {
		t.Errorf("printed %.60q", raw)
	}
	out := filepath.Join(folder, "out")
	run(t, folder, append(args, "-o", out)...)
	if written, err := os.ReadFile(out); err != nil || !strings.Contains(string(written), "长") {
		t.Errorf("%v: %.60q", err, written)
	}
}
