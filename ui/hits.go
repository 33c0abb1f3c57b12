package ui

import (
	"sort"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// hits is what is known of a search. Nothing of it grows with the number of places,
// which may be millions: there is the one gone to, and how many there are once they
// have been counted; those in view are found in the paragraphs in view.
type hits struct {
	turn   int  // which search this is, so that another one's answers are not taken for its
	busy   bool // a step is being taken, maybe of the search before
	query  string
	doc    *model.Document
	origin int
	stay   bool         // the reader did not ask to go there
	found  model.Search // as far as it has got
	place  model.Span   // the one gone to, empty for none
	at     int          // which one that is, counted from the first one found

	leaping bool
	due     int // how many places on n and N still ask to go, backwards below 0
	told    int // the turn of the notice that says which place it is

	of     *model.Query // what found those in view
	inView map[int][]model.Span
}

func (h *hits) current() model.Span { return h.place }

// byInitials says that the query stands nowhere and was read as pinyin initials.
func (h *hits) byInitials() bool { return h.found.ByInitials && h.found.Count > 0 }

// number is which place of the text has been gone to, counted from 1.
func (h *hits) number() int {
	n := h.found.Count
	return ((h.found.Ordinal()-1+h.at)%n+n)%n + 1
}

// see finds the hits in the paragraphs of some rows.
func (h *hits) see(doc *model.Document, rows []row) {
	if h.of != h.found.Query || h.doc != doc {
		h.of, h.inView = h.found.Query, nil
	}
	if h.of == nil || h.doc != doc {
		return
	}
	seen := map[int][]model.Span{}
	for _, row := range rows {
		if _, known := seen[row.paragraph]; known || row.line < 0 {
			continue
		}
		spans, known := h.inView[row.paragraph]
		if !known {
			spans = h.of.In(row.paragraph)
		}
		seen[row.paragraph] = spans
	}
	h.inView = seen
}

// over is the hits in view that share a byte with a span of a paragraph.
func (h *hits) over(paragraph int, s model.Span) []model.Span {
	spans := h.inView[paragraph]
	first := sort.Search(len(spans), func(i int) bool { return spans[i].End > s.Start })
	last := sort.Search(len(spans), func(i int) bool { return spans[i].Start >= s.End })
	return spans[first:max(first, last)]
}

// search looks for a query from an offset on; an empty one finds nothing at once.
// What another search is still about to bring is forgotten. It ends its step first,
// though: who types fast would have a search for each letter run beside the others.
func (r *reader) search(query string, origin int) tea.Cmd {
	r.hits = hits{turn: r.hits.turn + 1, busy: r.hits.busy}
	if query == "" {
		return nil
	}
	r.hits.query, r.hits.doc, r.hits.origin = query, r.doc(), origin
	return r.beginSearch()
}

func (r *reader) beginSearch() tea.Cmd {
	h := &r.hits
	if h.busy || h.query == "" {
		return nil
	}
	h.busy = true
	return find(&r.book, h.turn, h.doc, h.query, h.origin)
}

func (r *reader) forgetHits() tea.Cmd { return r.search("", 0) }

// searchAgain looks for the same when another document has taken the place of the one
// searched. Who has been at a place, or has been told that there is none, stays.
func (r *reader) searchAgain() tea.Cmd {
	h := r.hits
	if h.query == "" || h.doc == r.doc() {
		return nil
	}
	origin := r.cursor
	switch {
	case h.doc.Text != r.doc().Text:
	case h.place.Empty():
		origin = h.origin
	default:
		origin = h.place.Start
	}
	cmd := r.search(h.query, origin)
	r.hits.stay = h.stay || !h.place.Empty() || h.found.Done
	return cmd
}

// found takes in how far a search has got, goes to the first place, and has the
// search go on until all are counted.
func (r *reader) found(m foundMsg) tea.Cmd {
	h := &r.hits
	if m.book != &r.book {
		return nil
	}
	h.busy = false
	if m.turn != h.turn {
		return r.beginSearch()
	}
	h.found = m.found
	_, typing := r.mode().(*searching)
	switch first := m.found.First; {
	case h.place.Empty() && !first.Empty() && h.stay:
		h.place = first
	case h.place.Empty() && !first.Empty():
		r.toHit(first)
	case m.found.Done && first.Empty() && !typing && !h.stay:
		r.tellHit()
	case m.found.Done && h.told != 0 && h.told == r.message.turn: // and how many there are
		r.tellHit()
	}
	var cmd tea.Cmd
	if h.busy = !m.found.Done; h.busy {
		cmd = seek(m)
	}
	if h.place.Empty() {
		return cmd
	}
	return tea.Batch(cmd, r.goOn(0)) // n and N that were pressed before
}

// goOn goes so many places on, one after the other. Those asked for meanwhile add up.
func (r *reader) goOn(steps int) tea.Cmd {
	h := &r.hits
	h.due += steps
	if h.leaping || h.due == 0 {
		return nil
	}
	h.leaping = true
	return leap(&r.book, h.turn, h.found.Query, h.place, h.due < 0)
}

func (r *reader) leapt(m leaptMsg) tea.Cmd {
	h := &r.hits
	if m.book != &r.book || m.turn != h.turn {
		return nil
	}
	step := 1
	if m.back {
		step = -1
	}
	h.leaping = false
	h.at += step
	r.toHit(m.place)
	return r.goOn(-step)
}

func (r *reader) toHit(place model.Span) {
	r.hits.place = place
	r.put(place.Start)
	r.show(place)
	r.tellHit()
}

// tellHit says which place has been gone to, or why none has.
func (r *reader) tellHit() {
	h := &r.hits
	switch {
	case h.place.Empty() && h.found.Done:
		r.warn(sayNotFound, h.query)
	case h.place.Empty():
		r.tell(saySearching, h.query)
	case !h.found.Done:
		r.tell(sayHitCounting, h.query)
	case h.byInitials():
		r.tell(sayHitOfInitials, h.number(), h.found.Count, h.query)
	default:
		r.tell(sayHitOf, h.number(), h.found.Count, h.query)
	}
	h.told = r.turn
}
