package ui

import tea "charm.land/bubbletea/v2"

// opening is the mode while the beginning of a speech is on the page and the rest is
// being read: keys wait for it, all but those that leave.
type opening struct{}

func (opening) title() phrase { return sayReading }

func (opening) bindings() []binding { return openingKeys }

var openingKeys []binding

func init() {
	openingKeys = []binding{
		{keys: []string{"q", "ctrl+c"}, help: sayQuit, do: leaveUnopened},
		{keys: []string{"esc"}, help: sayQuit, do: leaveUnopened, when: func(r *reader) bool { return r.opening.slow }},
	}
}

// write has a key wait, but not what a terminal answers or a mouse does.
func (opening) write(r *reader, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		r.opening.waiting = append(r.opening.waiting, key)
	}
	return nil
}

// leaveUnopened leaves without keeping a place: there is none yet.
func leaveUnopened(r *reader) tea.Cmd {
	r.departed = true
	return tea.Quit
}
