package ui

import (
	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// mode is what the keys mean at the moment. Modes stand on a stack above
// reading: Esc goes back to the one below.
type mode interface {
	title() phrase
	bindings() []binding
}

// writer is a mode that takes what is typed or pasted and no binding claims.
type writer interface {
	mode
	write(r *reader, msg tea.Msg) tea.Cmd
}

// dock is where a mode draws itself.
type dock uint8

const (
	dockBottom dock = iota // in the rows above and in the place of the hints
	dockUnder              // between the lines of the page, under its passage
	dockLeft               // in the outline's column
	dockOver               // in a box over the page
	dockFull               // instead of the page
)

// pane is a mode that draws something of its own.
type pane interface {
	mode
	dock(r *reader) dock
	// draw fills at most height rows of at most width cells each; the cursor
	// is relative to their top left corner, nil when nothing is being typed.
	draw(r *reader, width, height int) (rows []string, cursor *tea.Cursor)
}

// underPassage is a pane between the lines of the page.
type underPassage interface {
	pane
	passage() model.Span
	rows(r *reader) int
}

// fitter is a mode that works something out for the screen after every message,
// so that drawing it changes nothing.
type fitter interface {
	mode
	fit(r *reader)
}

func (r *reader) mode() mode { return r.modes[len(r.modes)-1] }

// enter puts a mode on the stack.
func (r *reader) enter(m mode) {
	r.modes = append(r.modes[:len(r.modes):len(r.modes)], m)
	r.pending = nil
}

// leave goes back to the mode below; reading is never left this way.
func (r *reader) leave() {
	if len(r.modes) > 1 {
		r.modes = r.modes[:len(r.modes)-1]
	}
	r.pending = nil
}

func leave(r *reader) tea.Cmd {
	r.leave()
	return nil
}

// press gives a key to the mode on top.
func (r *reader) press(k tea.KeyPressMsg) tea.Cmd {
	top := r.mode()
	r.message, r.leaving = notice{}, false // who goes on typing does not leave
	keys := append(r.pending[:len(r.pending):len(r.pending)], pressed(k))
	found, begins := match(r, stopKeys, keys)
	if found == nil {
		found, begins = match(r, top.bindings(), keys)
	}
	if found == nil && !begins {
		found, _ = match(r, everywhere, keys)
	}
	switch {
	case found != nil:
		r.pending = nil
		r.lastKey = keys[len(keys)-1]
		return found.do(r)
	case begins:
		r.pending = keys
		return nil
	}
	wasPending := len(r.pending) > 0
	r.pending = nil
	if wasPending && pressed(k) == "esc" {
		return nil
	}
	if w, ok := top.(writer); ok {
		return w.write(r, k)
	}
	if wasPending { // "]" and then a key of its own: the key still counts
		return r.press(k)
	}
	return nil
}
