package ui

import (
	"errors"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
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

var errStopped = errors.New("stopped")

// stopped is opening that the reader did not wait for.
func stopped(book *notebook) tea.Cmd {
	return func() tea.Msg { return textOpenedMsg{book: book, err: errStopped} }
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

// stillMsg asks whether a key has been pressed since so many were.
type stillMsg struct {
	book    *notebook
	pressed int
	waits   int // how often that was asked
}

// stillTime is how long a reader who turns pages may look at one of them.
const stillTime = 250 * time.Millisecond

func whenStill(book *notebook, pressed, waits int) tea.Cmd {
	return after(stillTime, func(time.Time) tea.Msg { return stillMsg{book, pressed, waits} })
}

// giveBack gives the memory of a speech that is not on the page any more back to the
// system, when nothing looks at its files any more.
func giveBack() tea.Cmd {
	return after((mostLooks+1)*lookTime, func(time.Time) tea.Msg {
		debug.FreeOSMemory()
		return nil
	})
}
