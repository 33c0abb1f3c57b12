package ui

import tea "charm.land/bubbletea/v2"

// suspendKey stops the program until the shell brings it back, as ctrl+z does
// with others.
var suspendKey = binding{
	keys: []string{"ctrl+z"}, help: saySuspend, do: (*reader).suspend,
	there: func(r *reader) bool { return r.config.Suspend },
}

// everywhere are the keys of every mode, also of those that do not list them.
var everywhere = []binding{suspendKey}

// suspend keeps the note being written and stops. A save that is under way ends
// first: it holds the lock that other programs wait for.
func (r *reader) suspend() tea.Cmd {
	if r.book.saving {
		r.suspending = true
		return nil
	}
	r.suspending = false
	r.wantDraft()
	return stop(&r.book, r.draft.drafter, r.draft.want)
}
