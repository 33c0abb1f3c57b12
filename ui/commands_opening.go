package ui

import (
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// These are the commands that open a long speech step by step.

// textOpenedMsg brings the whole text of the speech whose beginning is on the page.
type textOpenedMsg struct {
	book   *notebook
	speech Speech
	err    error
}

func openText(book *notebook, o Opening) tea.Cmd {
	return func() tea.Msg {
		speech, err := o.Text()
		return textOpenedMsg{book, speech, err}
	}
}

// restOpenedMsg brings the speech with its notes.
type restOpenedMsg struct {
	book   *notebook
	speech Speech
	err    error
}

func openRest(book *notebook, o Opening) tea.Cmd {
	return func() tea.Msg {
		speech, err := o.Rest()
		return restOpenedMsg{book, speech, err}
	}
}

// openingSlowMsg says that a reader may begin to wonder.
type openingSlowMsg struct{ book *notebook }

// slowTime is how long something may take before the reader is told.
const slowTime = 200 * time.Millisecond

func openingSlow(book *notebook) tea.Cmd {
	return after(slowTime, func(time.Time) tea.Msg { return openingSlowMsg{book} })
}

// giveBack gives the memory of a long speech that is not on the page any more back to
// the system.
func giveBack(old *model.Document) tea.Cmd {
	if len(old.Text) <= measuredAtOnce {
		return nil
	}
	return func() tea.Msg {
		debug.FreeOSMemory()
		return nil
	}
}
