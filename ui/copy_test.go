package ui

import (
	"errors"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model"
)

// board is a system's clipboard.
type board struct {
	text string
	fail error
}

func (b *board) Write(text string) error {
	if b.fail == nil {
		b.text = text
	}
	return b.fail
}

func TestCopyingSaysHowItWent(t *testing.T) {
	system := &board{}
	st := newStage(t, spoken(), "80x24", func(c *Config) { c.Clipboard = system })
	st.keys("]]]]y").want("已复制（系统剪贴板）：一、抓好学习")
	if system.text != "一、抓好学习" || st.copied != "" {
		t.Errorf("the system has %q, the terminal %q", system.text, st.copied)
	}

	// Where the system's clipboard fails, the terminal's is tried.
	system.fail = errors.New("cannot open display")
	st.keys(")y").want("已复制（OSC 52）：学习是第一位的任务。")
	if st.copied != "学习是第一位的任务。" {
		t.Errorf("the terminal has %q", st.copied)
	}
	st.keys("Y").want("已连同出处复制（OSC 52）：文末括注")
}

// A clipboard that takes its time does not hold up the reader.
func TestAClipboardThatHangs(t *testing.T) {
	st := newStage(t, spoken(), "80x24", func(c *Config) { c.Clipboard = &board{} })
	st.hold = true
	st.keys("]]]]y").lacks("已复制").keys("j?").want("阅读时的按键").keys("<esc>")
	st.release()
	st.want("已复制（系统剪贴板）：一、抓好学习")
}

func TestCopyingThroughTheTerminal(t *testing.T) {
	source := model.Source{Text: strings.Repeat("长", longestOSC52/3+1) + "。\n"}
	long := Speech{Name: "long.txt", Source: source, Document: model.Parse(source), Notes: annotations.NewNotes()}
	st := newStage(t, long, "120x24")
	st.keys("V)))y").want("OSC 52，过长，许多终端不收")
	if len(st.copied) != len(source.Text)-1 {
		t.Errorf("%d bytes were sent", len(st.copied))
	}
	tmux := func(c *Config) { c.Tmux, c.Lang = true, "en" }
	newStage(t, spoken(), "120x24", tmux).keys("y").want("copied (OSC 52; tmux needs set-clipboard on)")
}

func TestCopyingWithTheSource(t *testing.T) {
	st := newStage(t, spoken(), "80x24")
	st.keys("]]]])Y").want("已连同出处复制（OSC 52）：文末括注")
	if want := "学习是第一位的任务。（《在全省教育大会上的讲话》，李华，2022年3月5日，一、抓好学习，第 7 段）"; st.copied != want {
		t.Errorf("%q, want\n%q", st.copied, want)
	}

	// The style that is chosen stays.
	st.keys("<ctrl+y>").want("文末括注", "Markdown 脚注", "参考文献（GB/T 7714—2015）", "BibTeX 条目", "gbt7714")
	st.keys("jj<enter>").want("已连同出处复制（OSC 52）：参考文献")
	if want := "学习是第一位的任务。\n\n李华. 在全省教育大会上的讲话[Z]. 2022-03-05: 一、抓好学习, 第7段."; st.copied != want {
		t.Errorf("%q, want\n%q", st.copied, want)
	}
	st.keys("v;Y").want("参考文献")
	if r := st.app.reader; r.selection != nil || len(r.modes) != 1 || !strings.Contains(st.copied, "[Z]") {
		t.Errorf("%q is copied, in %T", st.copied, r.mode())
	}

	// What the reader has set is cited; without a title, the file's name is.
	st.keys("ij<enter><bs><bs>李明<enter><esc>Y")
	if !strings.Contains(st.copied, "\n\n李明. ") {
		t.Errorf("%q", st.copied)
	}
	bare := newStage(t, speechFile(t, sample), "80x24", func(c *Config) { c.Cite = "plain" })
	if bare.keys("Y"); bare.copied != "同志们：（《natural-resources-bureau.txt》，第 1 段）" {
		t.Errorf("%q", bare.copied)
	}
}

func TestCiteStyleOfTheConfiguration(t *testing.T) {
	st := newStage(t, spoken(), "80x24", func(c *Config) { c.Cite = "bibtex" })
	if st.keys("Y"); !strings.Contains(st.copied, "@misc{speech2022-") {
		t.Errorf("%q", st.copied)
	}
	st.keys("<ctrl+y><enter>").want("BibTeX 条目")
}

func TestEveryStyleHasAName(t *testing.T) {
	for _, name := range citation.Names() {
		if citeNames[name] == (phrase{}) {
			t.Errorf("%s has none", name)
		}
	}
	if len(citeNames) != len(citation.Styles) {
		t.Errorf("%d names of %d styles", len(citeNames), len(citation.Styles))
	}
}
