package ui

import (
	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// searching is typing what to look for. The page shows the first place while it
// is typed; Esc goes back to where it began.
type searching struct {
	input  *input
	origin int
}

func (*searching) title() phrase { return saySearch }

func (*searching) bindings() []binding { return searchKeys }

var searchKeys = []binding{
	{group: sayGroupFind, keys: []string{"enter"}, help: saySearchGo, do: acceptSearch, hint: true},
	{keys: []string{"esc", "ctrl+c"}, help: sayCancel, do: cancelSearch, hint: true},
	{keys: []string{"f1"}, help: sayHelp, do: openHelp},
}

func openSearch(r *reader) tea.Cmd {
	r.jumps.from(r.cursor)
	r.enter(&searching{input: newInput(""), origin: r.cursor})
	return nil
}

func (s *searching) write(r *reader, msg tea.Msg) tea.Cmd {
	if !s.input.update(msg) {
		return nil
	}
	return r.search(s.input.value(), s.origin)
}

func acceptSearch(r *reader) tea.Cmd {
	s := r.mode().(*searching)
	r.leave()
	if s.input.value() == "" {
		r.put(s.origin)
		return r.search(r.lastQuery, r.cursor)
	}
	r.lastQuery = s.input.value()
	if r.hits.place.Empty() {
		r.tellHit()
	} else {
		r.toHit(r.hits.place)
	}
	return nil
}

func cancelSearch(r *reader) tea.Cmd {
	s := r.mode().(*searching)
	r.leave()
	r.put(s.origin)
	return r.forgetHits()
}

func stepHit(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		h := &r.hits
		switch {
		case h.query == "" && r.lastQuery != "":
			return r.search(r.lastQuery, r.cursor)
		case h.query == "":
			r.tell(sayNoSearch)
			return nil
		case h.place.Empty() && !h.found.Done: // from the first, once that is found
			h.due += step
			r.tellHit()
			return nil
		case h.place.Empty():
			r.tellHit()
			return nil
		}
		r.jumps.from(r.cursor)
		return r.goOn(step)
	}
}

// searchHere looks for the words under the cursor elsewhere.
func searchHere(r *reader) tea.Cmd {
	words := r.target()
	if r.current != "" {
		if span, ok := r.spanOf(r.current); ok {
			words = span
		}
	}
	r.jumps.from(r.cursor)
	r.lastQuery = model.JoinLines(r.doc().Plain(words))
	return r.search(r.lastQuery, r.cursor)
}

func (*searching) dock(*reader) dock { return dockBottom }

func (s *searching) draw(r *reader, width, _ int) ([]string, *tea.Cursor) {
	count := ""
	if r.hits.found.Done {
		said := sayHitCount
		if r.hits.byInitials() {
			said = sayHitCountInitials
		}
		count = " " + r.look.say(said, r.hits.found.Count)
	}
	row, cursor := s.input.draw(r.look, " / ", width-r.look.width(count))
	return []string{row + r.look.dim(count), r.hintRow()}, cursor
}
