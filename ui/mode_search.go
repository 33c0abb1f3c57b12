package ui

import (
	"sort"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// hits is what a search found, in order of place.
type hits struct {
	query string
	spans []model.Span
	at    int  // the one gone to, -1 for none
	known bool // the search has answered
	// byInitials says that the query stands nowhere and was read as pinyin initials.
	byInitials bool
}

func (h *hits) current() model.Span {
	if h.at < 0 || h.at >= len(h.spans) {
		return model.Span{}
	}
	return h.spans[h.at]
}

// over is the hits that share a byte with the span.
func (h *hits) over(s model.Span) []model.Span {
	first := sort.Search(len(h.spans), func(i int) bool { return h.spans[i].End > s.Start })
	last := sort.Search(len(h.spans), func(i int) bool { return h.spans[i].Start >= s.End })
	return h.spans[first:max(first, last)]
}

// from is the first hit at or after offset, round to the first one.
func (h *hits) from(offset int) int {
	at := sort.Search(len(h.spans), func(i int) bool { return h.spans[i].Start >= offset })
	if at == len(h.spans) {
		return 0
	}
	return at
}

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
	return r.search(s.input.value())
}

// search looks for a query from a command; an empty one finds nothing at once.
func (r *reader) search(query string) tea.Cmd {
	r.hits = hits{query: query, at: -1}
	if query == "" {
		return nil
	}
	return find(r.doc(), query)
}

// found takes in what a search found and goes to the nearest place.
func (r *reader) found(m foundMsg) {
	if m.doc != r.doc() || m.query != r.hits.query {
		return
	}
	r.hits = hits{query: m.query, spans: m.found.Places, at: -1, known: true, byInitials: m.found.ByInitials}
	origin := r.cursor
	if s, typing := r.mode().(*searching); typing {
		origin = s.origin
	}
	if m.stay && len(r.hits.spans) > 0 {
		r.hits.at = r.hits.from(origin)
		return
	}
	if len(r.hits.spans) == 0 {
		if _, typing := r.mode().(*searching); !typing {
			r.warn(sayNotFound, m.query)
		}
		return
	}
	r.toHit(r.hits.from(origin))
}

func (r *reader) toHit(i int) {
	r.hits.at = i
	hit := r.hits.spans[i]
	r.put(hit.Start)
	r.show(hit)
	said := sayHitOf
	if r.hits.byInitials {
		said = sayHitOfInitials
	}
	r.tell(said, i+1, len(r.hits.spans), r.hits.query)
}

func acceptSearch(r *reader) tea.Cmd {
	s := r.mode().(*searching)
	r.leave()
	if s.input.value() != "" {
		r.lastQuery = s.input.value()
	}
	switch {
	case s.input.value() == "":
		r.put(s.origin)
		return r.search(r.lastQuery)
	case r.hits.known && len(r.hits.spans) == 0:
		r.warn(sayNotFound, s.input.value())
	case r.hits.at >= 0:
		r.toHit(r.hits.at)
	}
	return nil
}

func cancelSearch(r *reader) tea.Cmd {
	s := r.mode().(*searching)
	r.hits = hits{}
	r.leave()
	r.put(s.origin)
	return nil
}

func stepHit(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		n := len(r.hits.spans)
		switch {
		case r.hits.query != "" && !r.hits.known: // the search is still under way
			return nil
		case n == 0 && r.hits.query == "" && r.lastQuery != "":
			return r.search(r.lastQuery)
		case n == 0 && r.hits.query != "":
			r.warn(sayNotFound, r.hits.query)
			return nil
		case n == 0:
			r.tell(sayNoSearch)
			return nil
		}
		r.jumps.from(r.cursor)
		r.toHit((max(r.hits.at, 0) + step + n) % n)
		return nil
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
	return r.search(r.lastQuery)
}

func (*searching) dock(*reader) dock { return dockBottom }

func (s *searching) draw(r *reader, width, _ int) ([]string, *tea.Cursor) {
	count := ""
	if r.hits.known {
		said := sayHitCount
		if r.hits.byInitials {
			said = sayHitCountInitials
		}
		count = " " + r.look.say(said, len(r.hits.spans))
	}
	row, cursor := s.input.draw(r.look, " / ", width-r.look.width(count))
	return []string{row + r.look.dim(count), r.hintRow()}, cursor
}
