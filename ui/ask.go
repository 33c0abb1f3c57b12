package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Answer is what a terminal says to a question of yes and no.
type Answer uint8

// The answers. Silence is one too: many terminals know only some questions.
const (
	NoAnswer Answer = iota
	No
	Yes
)

// Terminal is what a terminal says of itself.
type Terminal struct {
	Name       string // and version (XTVERSION)
	Background string // as #rrggbb (OSC 11); empty where it does not say
	Dark       bool
	Colors     colorprofile.Profile
	Position   bool   // it says where its cursor is (CPR)
	Clusters   Answer // it can draw grapheme clusters whole (mode 2027)
	Frames     Answer // it can draw a frame at once (mode 2026)
	Keyboard   Answer // it tells keys apart as kitty does
	// Cells is how many cells each of the samples took, -1 where it does not say.
	Cells []int
}

// AskTerminal asks the terminal of the program what it can do and how many cells it
// draws each sample in, for so long at most. It leaves nothing on the screen, if the
// terminal is in raw mode; without a renderer, Bubble Tea leaves that to the caller.
func AskTerminal(ctx context.Context, samples []string, limit time.Duration) (Terminal, error) {
	a := &asking{samples: samples, limit: limit}
	for range samples {
		a.heard.Cells = append(a.heard.Cells, -1)
	}
	_, err := tea.NewProgram(a, tea.WithContext(ctx), tea.WithoutRenderer()).Run()
	return a.heard, err
}

// asking is a program that only listens.
type asking struct {
	samples []string
	limit   time.Duration
	placed  int // answers about the cursor's place so far
	heard   Terminal
}

// timeUpMsg ends the wait for answers.
type timeUpMsg struct{}

// Init asks everything at once. Where the cursor is comes last, once behind each
// sample: a terminal answers in order, so that nothing is to be waited for after it.
func (a *asking) Init() tea.Cmd {
	var questions strings.Builder
	questions.WriteString(ansi.RequestNameVersion + ansi.RequestBackgroundColor + ansi.RequestKittyKeyboard)
	questions.WriteString(ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore)
	questions.WriteString(ansi.SetModeUnicodeCore) // as on the page
	for _, sample := range a.samples {
		questions.WriteString("\r" + sample + ansi.RequestCursorPositionReport + "\r" + ansi.EraseLineRight)
	}
	questions.WriteString(ansi.ResetModeUnicodeCore)
	return tea.Batch(tea.Raw(questions.String()), after(a.limit, func(time.Time) tea.Msg { return timeUpMsg{} }))
}

// Update takes in an answer.
func (a *asking) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		a.heard.Name = msg.Name
	case tea.BackgroundColorMsg:
		red, green, blue, _ := msg.RGBA()
		a.heard.Background = fmt.Sprintf("#%02x%02x%02x", red>>8, green>>8, blue>>8)
		a.heard.Dark = msg.IsDark()
	case tea.ColorProfileMsg:
		a.heard.Colors = msg.Profile
	case tea.KeyboardEnhancementsMsg:
		a.heard.Keyboard = Yes
	case tea.ModeReportMsg:
		a.mode(msg)
	case tea.CursorPositionMsg:
		return a, a.place(msg)
	case timeUpMsg:
		return a, tea.Quit
	}
	return a, nil
}

func (a *asking) mode(m tea.ModeReportMsg) {
	answer := No
	if m.Value == ansi.ModeSet || m.Value == ansi.ModeReset || m.Value == ansi.ModePermanentlySet {
		answer = Yes
	}
	switch m.Mode {
	case ansi.ModeUnicodeCore:
		a.heard.Clusters = answer
	case ansi.ModeSynchronizedOutput:
		a.heard.Frames = answer
	}
}

// place takes in where the cursor is behind the next sample.
func (a *asking) place(m tea.CursorPositionMsg) tea.Cmd {
	a.heard.Position = true
	if a.placed < len(a.samples) {
		a.heard.Cells[a.placed] = m.X
	}
	if a.placed++; a.placed < len(a.samples) {
		return nil
	}
	return tea.Quit
}

// View shows nothing.
func (a *asking) View() tea.View { return tea.View{} }
