package ui

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// listing is all annotations of the speech: filter by typing, go, edit, delete.
// Those that have to be decided, and those whose passage is gone, stand last, in
// parts of their own.
type listing struct {
	input     *input
	typing    bool
	filter    annotations.Filter
	texts     annotations.FoldedTexts
	placed    []*mark   // the first rows: what has a place; the notebook's own list where nothing is filtered
	accepted  []listRow // what has none, with a heading over each part
	rows      []listRow // the same with the candidates of the one chosen: the rows below those of placed
	shown     int       // annotations among the rows
	live      int       // all there are
	of        sifting   // what placed and accepted were worked out from
	at        int       // the row chosen
	id        string    // the annotation that it is of
	candidate int       // the row's own
	detail    []string
	drawn     drawing // what rows and detail were worked out from
}

// sifting is all that the annotations in a list depend on.
type sifting struct {
	turn  int // of the notebook
	typed string
}

// listRow is a row of the list: a heading, an annotation, or, below the one
// chosen, a place that it may belong to.
type listRow struct {
	heading   string // of a heading alone
	id        string
	candidate int // of the annotation's candidates; itselfRow for the annotation
}

// itselfRow stands for the annotation in the place of a candidate. Behind its
// last candidate comes a row for none of them.
const itselfRow = -1

func (*listing) title() phrase { return sayAllAnnotations }

func (*listing) bindings() []binding { return listKeys }

var listKeys []binding

func init() {
	listKeys = slices.Concat([]binding{
		{group: sayAllAnnotations, keys: []string{"j", "down"}, help: sayDown, do: stepList(+1), when: listBrowsing},
		{keys: []string{"down", "ctrl+n"}, help: sayDown, do: stepList(+1)},
		{keys: []string{"k", "up"}, help: sayUp, do: stepList(-1), when: listBrowsing},
		{keys: []string{"up", "ctrl+p"}, help: sayUp, do: stepList(-1)},
		{keys: []string{"pgdown"}, help: sayPageDown, do: stepList(+10)},
		{keys: []string{"pgup"}, help: sayPageUp, do: stepList(-10)},
		{keys: []string{"g", "home"}, help: sayToStart, do: stepList(-1 << 20), when: listBrowsing},
		{keys: []string{"G", "end"}, help: sayToEnd, do: stepList(+1 << 20), when: listBrowsing},
		{keys: []string{"enter"}, help: sayGoThere, do: takeList, hint: true, when: onPlaced},
		{keys: []string{"enter"}, help: sayPutThere, do: takeList, hint: true, when: onCandidate},
		{keys: []string{"enter"}, help: sayChoosePlace, do: takeList, hint: true, when: onPlaceless},
		{keys: []string{"C"}, help: sayConfirmPlace, do: onChosen((*reader).confirm), hint: true, when: onShifted},
		{keys: []string{"p"}, help: sayPutElsewhere, do: onChosen((*reader).beginPlacing), when: listBrowsing},
		{keys: []string{"/"}, help: sayFilter, do: filterList, hint: true, when: listBrowsing},
	}, colorBindings(binding{when: listBrowsing}, listColor), []binding{
		{keys: []string{"a"}, help: sayNote, do: listNote, hint: true, when: listBrowsing},
		{keys: []string{"#"}, help: sayTags, do: listTags, hint: true, when: listBrowsing},
		{keys: []string{"d d", "delete"}, help: sayDelete, do: onChosen((*reader).remove), hint: true, when: listBrowsing},
		{keys: []string{"u"}, help: sayUndo, do: undo, when: listBrowsing},
		{keys: []string{"ctrl+r"}, help: sayRedo, do: redo},
		{keys: []string{"e"}, help: sayExport, do: openExport, when: listBrowsing},
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp, when: listBrowsing},
		{keys: []string{"f1"}, help: sayHelp, do: openHelp},
		{keys: []string{"esc"}, help: sayFilterDone, do: endFilter, when: func(r *reader) bool { return !listBrowsing(r) }, hint: true},
		{keys: []string{"esc", "q", "A", "ctrl+c"}, help: sayBack, do: leave, hint: true, when: listBrowsing},
		{keys: []string{"ctrl+c"}, help: sayBack, do: leave},
	})
}

func openList(r *reader) tea.Cmd { return r.openListOf("") }

// openListOf opens the list of what a filter accepts, on what has to be decided
// first, or else on the annotation before the cursor.
func (r *reader) openListOf(filter string) tea.Cmd {
	list := &listing{input: newInput(filter), candidate: itselfRow, of: sifting{turn: -1}, texts: annotations.FoldedTexts{}}
	list.filter = r.parseFilter(filter)
	r.enter(list)
	list.refill(r)
	undecided := func(row listRow) bool { return r.book.places[row.id].Status == annotations.Ambiguous }
	if i := slices.IndexFunc(list.rows, undecided); i >= 0 {
		list.id = list.rows[i].id
	} else if i := sort.Search(len(list.placed), func(i int) bool { return list.placed[i].span.Start > r.cursor }); i > 0 {
		list.id = list.placed[i-1].id
	}
	list.refill(r)
	return nil
}

// listBrowsing reports whether keys are commands: the filter is not being typed.
func listBrowsing(r *reader) bool {
	list, ok := r.mode().(*listing)
	return ok && !list.typing
}

// count is how many rows there are.
func (list *listing) count() int { return len(list.placed) + len(list.rows) }

func (list *listing) rowAt(i int) listRow {
	if i < len(list.placed) {
		return listRow{id: list.placed[i].id, candidate: itselfRow}
	}
	return list.rows[i-len(list.placed)]
}

// rowOf is the row of an annotation; -1 when there is none.
func (list *listing) rowOf(r *reader, id string) int {
	if m := r.book.marked[id]; m != nil {
		if i, found := slices.BinarySearchFunc(list.placed, m, compareMarks); found {
			return i
		}
	}
	i := slices.IndexFunc(list.rows, func(row listRow) bool { return id != "" && row.id == id })
	if i >= 0 {
		i += len(list.placed)
	}
	return i
}

// refill works out the rows: what the filter accepts, and the candidates of the
// one chosen. What was chosen stays chosen, or else the row in its place.
func (list *listing) refill(r *reader) {
	if of := (sifting{r.book.turn, list.input.value()}); of != list.of {
		list.of = of
		list.accept(r)
	}
	list.rows = list.accepted
	at := list.rowOf(r, list.id)
	if at < 0 {
		at = list.nearestRow(list.at - (list.candidate + 1))
		list.candidate = itselfRow
	}
	list.at, list.id = max(at, 0), ""
	if at < 0 {
		return
	}
	list.id = list.rowAt(at).id
	if n := len(r.book.places[list.id].Candidates); n > 0 {
		list.rows = slices.Clone(list.accepted)
		for i := range n + 1 {
			list.rows = slices.Insert(list.rows, at+1+i-len(list.placed), listRow{id: list.id, candidate: i})
		}
		list.candidate = min(list.candidate, n)
	} else {
		list.candidate = itselfRow
	}
	list.at = at + 1 + list.candidate
}

// accept works out which annotations the filter accepts, in order.
func (list *listing) accept(r *reader) {
	list.live = len(r.book.marks) + len(r.book.loose)
	list.placed = r.book.marks
	matches := list.filter.Matcher(r.doc(), r.book.notes, list.texts)
	if strings.TrimSpace(list.input.value()) != "" {
		list.placed = nil
		for _, m := range r.book.marks {
			if matches(m.of, annotations.Place{ID: m.id, Span: m.span, Status: m.status}) {
				list.placed = append(list.placed, m)
			}
		}
	}
	list.shown = len(list.placed)
	list.acceptLoose(r, matches)
}

// acceptLoose works out those without a place, with a heading over what has to be
// decided and over what is gone.
func (list *listing) acceptLoose(r *reader, matches func(*annotations.Annotation, annotations.Place) bool) {
	var rows []listRow
	heading, count := 0, 0 // of the part, where it has one
	part := annotations.Placed
	for _, id := range r.book.loose {
		place := r.book.places[id]
		if !matches(r.book.notes.FindLive(id), place) {
			continue
		}
		list.shown++
		if !place.Anchored() {
			if place.Status != part {
				part, heading, count = place.Status, len(rows), 0
				rows = append(rows, listRow{})
			}
			count++
			rows[heading].heading = r.look.say(listHeadings[part], count)
		}
		rows = append(rows, listRow{id: id, candidate: itselfRow})
	}
	list.accepted = rows
}

// listParts is the order of the parts; what has a place comes first.
var listParts = map[annotations.Status]int{annotations.Ambiguous: 1, annotations.Orphan: 2}

var listHeadings = map[annotations.Status]phrase{
	annotations.Ambiguous: sayToDecideHeading,
	annotations.Orphan:    sayGoneHeading,
}

// parseFilter reads a filter in which colours go by the names that the reader sees.
func (r *reader) parseFilter(text string) annotations.Filter {
	return annotations.ParseFilter(text, func(c annotations.Color) string { return r.look.role(c, r.roles()) })
}

// nearestRow is the row nearest to one that is no heading; -1 when there is none.
func (list *listing) nearestRow(at int) int {
	at = clamp(at, 0, list.count()-1)
	for i := at; i >= 0 && i < list.count(); i++ {
		if list.rowAt(i).id != "" {
			return i
		}
	}
	for i := at - 1; i >= 0; i-- {
		if list.rowAt(i).id != "" {
			return i
		}
	}
	return -1
}

func (list *listing) write(r *reader, msg tea.Msg) tea.Cmd {
	if list.typing && list.input.update(msg) {
		list.filter = r.parseFilter(list.input.value())
		list.at, list.id, list.candidate = 0, "", itselfRow
	}
	return nil
}

// stepList moves by so many rows; headings are passed over.
func stepList(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		list := r.mode().(*listing)
		way := cmp.Compare(step, 0)
		at, left := list.at, step
		for next := at + way; left != 0 && next >= 0 && next < list.count(); next += way {
			if list.rowAt(next).id != "" {
				at, left = next, left-way
			}
		}
		list.choose(r, at)
		return nil
	}
}

// choose chooses a row; headings cannot be chosen.
func (list *listing) choose(r *reader, at int) {
	if at >= list.count() {
		return
	}
	if row := list.rowAt(at); row.id != "" {
		list.at, list.id, list.candidate = at, row.id, row.candidate
		list.refill(r)
	}
}

func filterList(r *reader) tea.Cmd {
	r.mode().(*listing).typing = true
	return nil
}

func endFilter(r *reader) tea.Cmd {
	r.mode().(*listing).typing = false
	return nil
}

// chosenPlace is where the annotation chosen is, and the candidate chosen among
// its own: itselfRow for none.
func (r *reader) chosenPlace() (place annotations.Place, candidate int, ok bool) {
	list, listed := r.mode().(*listing)
	if !listed || list.id == "" {
		return annotations.Place{}, itselfRow, false
	}
	return r.book.places[list.id], list.candidate, true
}

// What Enter and C do depends on what is chosen.
func onPlaced(r *reader) bool {
	place, _, ok := r.chosenPlace()
	return ok && place.Anchored()
}

func onCandidate(r *reader) bool {
	place, candidate, ok := r.chosenPlace()
	return ok && candidate != itselfRow && candidate < len(place.Candidates)
}

func onPlaceless(r *reader) bool {
	place, _, ok := r.chosenPlace()
	return ok && !place.Anchored() && !onCandidate(r)
}

func onShifted(r *reader) bool {
	place, _, ok := r.chosenPlace()
	return ok && shifted(place.Status) && listBrowsing(r)
}

// takeList goes to the annotation chosen, puts it on the candidate chosen, or
// begins to choose a place for it.
func takeList(r *reader) tea.Cmd {
	list := r.mode().(*listing)
	place, candidate, ok := r.chosenPlace()
	switch {
	case !ok:
		return nil
	case place.Anchored():
		r.backToReading()
		r.visit(list.id)
		return nil
	case candidate == itselfRow && len(place.Candidates) > 0:
		list.choose(r, list.at+1)
		return nil
	case !r.writable():
		return nil
	case candidate != itselfRow && candidate < len(place.Candidates):
		next := list.nextToDecide(r)
		r.backToReading()
		cmd := r.putOn(place.ID, place.Candidates[candidate].Span)
		if next != "" {
			list.id, list.candidate = next, itselfRow
			r.enter(list)
			list.refill(r)
		}
		return cmd
	}
	return r.beginPlacing(place.ID)
}

// nextToDecide is the annotation to decide that comes after the one chosen, or the
// first of those before it; empty when there is no other in the list.
func (list *listing) nextToDecide(r *reader) string {
	for i := range list.rows { // only what has no place is to be decided
		row := list.rows[(list.at-len(list.placed)+i)%len(list.rows)]
		if row.id != list.id && r.book.places[row.id].Status == annotations.Ambiguous {
			return row.id
		}
	}
	return ""
}

// onChosen is a key of the list that does something to the annotation chosen.
func onChosen(act func(r *reader, id string) tea.Cmd) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		list := r.mode().(*listing)
		if list.id == "" || !r.writable() {
			return nil
		}
		return act(r, list.id)
	}
}

func listColor(color annotations.Color) func(*reader) tea.Cmd {
	return onChosen(func(r *reader, id string) tea.Cmd {
		c := color
		r.book.set.Change(r.now(), id, func(a *annotations.Annotation) {
			if a.Color == c {
				c = annotations.None
			}
			a.Color = c
		})
		return r.edited()
	})
}

var listNote = onChosen(func(r *reader, id string) tea.Cmd {
	r.leaveListFor(id)
	return r.openNote(id)
})

var listTags = onChosen(func(r *reader, id string) tea.Cmd {
	r.leaveListFor(id)
	return r.openTags(id)
})

// leaveListFor goes from the list to an annotation's passage, if it has one.
func (r *reader) leaveListFor(id string) {
	r.leave()
	if _, placed := r.spanOf(id); placed {
		r.visit(id)
	}
}
