package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// speechText is a speech of those words.
func speechText(t *testing.T, text string) Speech {
	t.Helper()
	source := model.Source{Text: text}
	return Speech{Name: "talk.txt", Source: source, Document: model.Parse(source), Notes: annotations.NewNotes()}
}

func asksTheTerminal(c *Config) { c.Ambiguous = "auto" }

// How wide ambiguous characters are is asked once, and only the answer counts: F3
// with a modifier key looks like one from the first row.
func TestAmbiguousWidthIsAsked(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []tea.CursorPositionMsg
		wide    bool
	}{
		{"no answer", nil, false},
		{"one cell", []tea.CursorPositionMsg{{X: 1, Y: 23}}, false},
		{"two cells", []tea.CursorPositionMsg{{X: 2, Y: 23}}, true},
		{"alt+F3", []tea.CursorPositionMsg{{X: 2, Y: 0}}, false},
		{"shift+F3 before the answer", []tea.CursorPositionMsg{{X: 1, Y: 0}, {X: 2, Y: 23}}, true},
		{"another report after it", []tea.CursorPositionMsg{{X: 1, Y: 23}, {X: 2, Y: 23}}, false},
	} {
		st := newStage(t, speechFile(t, sample), "80x24", asksTheTerminal)
		st.send(probeMsg{})
		for _, answer := range c.answers {
			st.send(answer)
		}
		if st.app.reader.look.grid.Wide != c.wide {
			t.Errorf("%s: wide is %v", c.name, !c.wide)
		}
	}
	st := newStage(t, speechFile(t, sample), "80x24")
	st.send(tea.CursorPositionMsg{X: 2, Y: 23})
	if st.app.reader.look.grid.Wide {
		t.Error("what was set is changed by a report that nobody asked for")
	}
}

// A terminal that draws grapheme clusters whole says so by mode 2027, and Bubble Tea
// counts by the same answer.
func TestClustersAreCountedAsTheTerminalDoes(t *testing.T) {
	for value, whole := range map[ansi.ModeSetting]bool{
		ansi.ModeNotRecognized: false, ansi.ModeSet: true, ansi.ModeReset: true, ansi.ModePermanentlySet: true, ansi.ModePermanentlyReset: false,
	} {
		st := newStage(t, speechText(t, "family 👩\u200d👩\u200d👧 กำ क्षि end of it"), "80x24")
		st.send(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
		st.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: value})
		if got := !st.app.reader.look.grid.CodePoints; got != whole {
			t.Errorf("answer %d: clusters whole is %v", value, got)
		}
		cells, _ := st.app.reader.cellsAt(0)
		want := ansi.WcWidth
		if whole {
			want = ansi.GraphemeWidth
		}
		last := cells[len(cells)-1]
		if got := last.Column + last.Width - cells[0].Column; got != want.StringWidth(joined(cells)) {
			t.Errorf("answer %d: %d cells, Bubble Tea counts %d", value, got, want.StringWidth(joined(cells)))
		}
	}
}

func joined(cells []layout.Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.Text)
	}
	return b.String()
}

// raw is a pane that draws what it is given as it is: the mistake that the last gate
// is for.
type raw struct {
	at    dock
	words string
}

func (raw) title() phrase { return sayHelp }

func (raw) bindings() []binding { return nil }

func (p raw) dock(*reader) dock { return p.at }

func (p raw) draw(*reader, int, int) ([]string, *tea.Cursor) {
	return []string{p.words, "x" + p.words}, nil
}

// Whatever a pane draws, no control character, nothing that turns the direction and no
// heap of marks goes to the terminal; and no style that words bring along, where they
// are given one.
func TestTheLastGate(t *testing.T) {
	evil := []string{
		"\x1b[2J\x1b[6n", "\x1b]0;owned\a", "\x1bP+q544e\x1b\\", "\x1b_G\x1b\\", "\x1b^p\x1b\\", "\x1bXs\x1b\\", "\x1bc\x0e\b\r\x7f",
		"\u009b2J\u009d0;o\u009c", "\x9b2J", "\u202e\u2066\u200f", "e" + strings.Repeat("\u0301", 500), "\U000e0041",
	}
	for _, words := range evil {
		for _, at := range []dock{dockBottom, dockLeft, dockOver, dockFull} {
			st := newStage(t, speechFile(t, sample), "120x40")
			st.app.reader.enter(raw{at, words})
			st.app.reader.arrange()
			content := st.app.View().Content
			for i, row := range strings.Split(ansi.Strip(content), "\n") {
				if layout.Sealed(row) != row {
					t.Errorf("%q in pane %d: row %d is %q", words, at, i, row)
				}
			}
			if strings.Count(content, "\x1b") != strings.Count(content, "\x1b[") || layout.SealedRow(strings.ReplaceAll(content, "\n", "")) != strings.ReplaceAll(content, "\n", "") {
				t.Errorf("%q in pane %d: sequences that are no styles", words, at)
			}
		}
		painted := newTheme(true, colorprofile.TrueColor).paint(ink{words: hueDim}, words+"\x1b[45;7m")
		if strings.Contains(painted, "\x1b[45;7m") {
			t.Errorf("%q is painted with a style of its own: %q", words, painted)
		}
	}
}

// A note's references are characters only for Glamour, which comes last.
func TestReferencesOfNotesAreNotObeyed(t *testing.T) {
	l := look{theme: newTheme(true, colorprofile.TrueColor), lang: "en"}
	for note, want := range map[string]string{
		"see &#27;[45;7m":             "see ␛[45;7m",
		"see &#x1B;]0;owned&#7;":      "see ␛]0;owned␇",
		"`&#27;[45;7m`":               "␛[45;7m",
		"| a |\n|-|\n| &#27;[45;7m |": "␛[45;7m",
		"&#8238;turned":               "⇄turned",
		"AT&amp;T &lt;b&gt;":          "AT&T <b>",
		"[words](http://a/b)":         "words",
	} {
		text := strings.Join(rendered(l, note, 40), "\n")
		if !strings.Contains(ansi.Strip(text), want) {
			t.Errorf("%q is shown as %q", note, ansi.Strip(text))
		}
		if strings.Contains(text, "\x1b[45;7m") || strings.Contains(text, "\x1b]") {
			t.Errorf("%q is sent as %q", note, text)
		}
	}
}
