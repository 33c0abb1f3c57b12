package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Bubble Tea draws for the first time when its renderer's clock ticks: 8 to 17 ms
// after everything is ready (bubbletea v2.1.1, startRenderer). This file draws the
// same screen before, so that who opens a speech does not wait. Bubble Tea's own first
// frame then draws everything once more, in one write and with the same cells in the
// same places.

// Display is where the screen is shown.
type Display interface {
	Size() (columns, rows int, err error)
	// Colors is how many the terminal has, as far as the environment tells.
	Colors() colorprofile.Profile
	// Raw keeps what is typed from being echoed until restore is called.
	Raw() (restore func(), err error)
	WriteString(string) (int, error)
}

// drawFirst draws the first screen.
func (a *App) drawFirst() {
	t := a.config.Display
	if t == nil {
		return
	}
	columns, rows, err := t.Size()
	if err != nil || columns < leastWidth || rows < leastHeight {
		return
	}
	restore, err := t.Raw()
	if err != nil {
		return
	}
	defer restore() // Bubble Tea must find the terminal as it was: it will leave it so
	if a.config.Color {
		a.reader.look.theme.depth = t.Colors()
	}
	a.update(tea.WindowSizeMsg{Width: columns, Height: rows}) // which Bubble Tea will send again
	screen := strings.ReplaceAll(a.View().Content, "\n", "\r\n")
	a.drewFirst = true
	_, _ = t.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable +
		ansi.EraseEntireScreen + ansi.CursorHomePosition + screen)
}

// leaveFirst leaves the screen that drawFirst entered, in case Bubble Tea ended
// before it drew. It does nothing to a terminal that has left it.
func (a *App) leaveFirst() {
	if !a.drewFirst {
		return
	}
	_, _ = a.config.Display.WriteString(ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable)
}
