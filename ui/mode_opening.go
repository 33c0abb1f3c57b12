package ui

import tea "charm.land/bubbletea/v2"

// opening is the mode while the beginning of a speech is on the page and the rest is
// being read: keys wait for it, all but those that leave or scroll in the beginning.
type opening struct{}

func (opening) title() phrase { return sayReading }

func (opening) bindings() []binding { return openingKeys }

var openingKeys []binding

func init() {
	openingKeys = append(scrollBindings(scroll.early), []binding{
		{keys: []string{"q", "ctrl+c"}, help: sayQuit, do: leaveUnopened},
		{keys: []string{"esc"}, help: sayCancel, do: stopOpening, when: func(r *reader) bool { return r.opening.slow || r.opening.instead }},
	}...)
}

// early is a scroll that needs no more than the beginning.
func (s scroll) early() binding {
	b := s.binding()
	b.when = func(r *reader) bool { return len(r.opening.waiting) == 0 && r.staysInBeginning(s.rows(r)) }
	return b
}

// staysInBeginning reports whether there is a whole screen, and one more, where so many
// rows lead: where the beginning ends it may have cut a paragraph.
func (r *reader) staysInBeginning(rows int) bool {
	if len(r.doc().Paragraphs) == 0 {
		return false
	}
	top, _ := r.page.move(r.top, rows)
	_, below := r.page.move(top, 2*r.frame.body)
	return below == 2*r.frame.body
}

// write has a key wait, but not what a terminal answers or a mouse does.
func (opening) write(r *reader, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		r.opening.waiting = append(r.opening.waiting, key)
	}
	if r.opening.slow {
		r.sayOpening() // which the key took away
	}
	return nil
}

func isOpening(m mode) bool {
	_, is := m.(opening)
	return is
}

// opens reports whether the text is still being read.
func (r *reader) opens() bool { return isOpening(r.mode()) }

// stopOpening goes back to the speech that was on the page, or leaves.
func stopOpening(r *reader) tea.Cmd {
	if !r.opening.instead {
		return leaveUnopened(r)
	}
	return stopped(&r.book)
}

// leaveUnopened leaves without keeping a place: there is none yet.
func leaveUnopened(r *reader) tea.Cmd {
	r.departed = true
	return tea.Quit
}
