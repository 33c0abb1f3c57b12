package ui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// listing is all annotations of the speech: filter by typing, go, edit, delete.
// Those whose passage is not in the text stand last, in a part of their own.
type listing struct {
	input  *input
	typing bool
	filter annotations.Filter
	ids    []string // what the filter accepts, in order
	at     int
	detail []string // the one chosen in full
	of     drawing  // what ids and detail were worked out from
}

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
		{keys: []string{"enter"}, help: sayGoThere, do: takeList, hint: true},
		{keys: []string{"/"}, help: sayFilter, do: filterList, hint: true, when: listBrowsing},
	}, colorBindings(binding{when: listBrowsing}, listColor), []binding{
		{keys: []string{"a"}, help: sayNote, do: listNote, hint: true, when: listBrowsing},
		{keys: []string{"#"}, help: sayTags, do: listTags, hint: true, when: listBrowsing},
		{keys: []string{"d d", "delete"}, help: sayDelete, do: listDelete, hint: true, when: listBrowsing},
		{keys: []string{"u"}, help: sayUndo, do: undo, when: listBrowsing},
		{keys: []string{"ctrl+r"}, help: sayRedo, do: redo},
		{keys: []string{"e"}, help: sayExport, do: openExport, when: listBrowsing},
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp, when: listBrowsing},
		{keys: []string{"esc"}, help: sayFilterDone, do: endFilter, when: func(r *reader) bool { return !listBrowsing(r) }, hint: true},
		{keys: []string{"esc", "q", "A", "ctrl+c"}, help: sayBack, do: leave, hint: true, when: listBrowsing},
		{keys: []string{"ctrl+c"}, help: sayBack, do: leave},
	})
}

func openList(r *reader) tea.Cmd {
	list := &listing{input: newInput("")}
	r.enter(list)
	list.refill(r)
	for i, id := range list.ids {
		if span, ok := r.spanOf(id); ok && span.Start <= r.cursor {
			list.at = i
		}
	}
	return nil
}

// listBrowsing reports whether keys are commands: the filter is not being typed.
func listBrowsing(r *reader) bool {
	list, ok := r.mode().(*listing)
	return ok && !list.typing
}

// refill works out what the filter accepts.
func (list *listing) refill(r *reader) {
	notes := r.book.notes
	live := r.book.set.Annotations()
	slices.SortFunc(live, func(a, b annotations.Annotation) int { return r.comparePlaces(a.ID, b.ID) })
	list.ids = list.ids[:0]
	for i := range live {
		if list.filter.Match(r.doc(), notes, &live[i], r.book.places[live[i].ID]) {
			list.ids = append(list.ids, live[i].ID)
		}
	}
	list.at = clamp(list.at, 0, max(len(list.ids)-1, 0))
}

// comparePlaces orders annotations by place, those without one last.
func (r *reader) comparePlaces(a, b string) int {
	p, q := r.book.places[a], r.book.places[b]
	switch {
	case p.Anchored() != q.Anchored():
		if p.Anchored() {
			return -1
		}
		return 1
	case p.Span.Start != q.Span.Start:
		return p.Span.Start - q.Span.Start
	case p.Span.End != q.Span.End:
		return q.Span.End - p.Span.End
	}
	return cmp.Compare(a, b)
}

// fit keeps the list in step with the notes and draws the one chosen in full,
// which Glamour is too slow for in View.
func (list *listing) fit(r *reader) {
	of := drawing{r.book.turn, r.width, r.height, list.at, list.input.value()}
	if of == list.of {
		return
	}
	list.refill(r)
	list.detail = r.annotationRows(list, r.width-4, (r.height-1)/3)
	of.at = list.at
	list.of = of
}

// drawing is all that the rows of a list are worked out from.
type drawing struct {
	turn, width, height, at int
	typed                   string
}

func (list *listing) write(r *reader, msg tea.Msg) tea.Cmd {
	if list.typing && list.input.update(msg) {
		list.filter = annotations.ParseFilter(list.input.value())
		list.at = 0
	}
	return nil
}

func stepList(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		list := r.mode().(*listing)
		list.at = clamp(list.at+step, 0, max(len(list.ids)-1, 0))
		return nil
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

// chosen is the id of the annotation the list stands on.
func (list *listing) chosen() (string, bool) {
	if list.at >= len(list.ids) {
		return "", false
	}
	return list.ids[list.at], true
}

func takeList(r *reader) tea.Cmd {
	list := r.mode().(*listing)
	id, ok := list.chosen()
	if !ok {
		return nil
	}
	if _, placed := r.spanOf(id); !placed {
		r.warn(sayPassageGone)
		return nil
	}
	r.leave()
	r.visit(id)
	return nil
}

// onChosen is a key of the list that does something to the annotation chosen.
func onChosen(act func(r *reader, id string) tea.Cmd) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		list := r.mode().(*listing)
		id, ok := list.chosen()
		if !ok || !r.writable() {
			return nil
		}
		return act(r, id)
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
	r.leave()
	r.visit(id)
	return r.openNote(id)
})

var listTags = onChosen(func(r *reader, id string) tea.Cmd {
	r.leave()
	r.visit(id)
	return r.openTags(id)
})

var listDelete = onChosen((*reader).remove)

func (*listing) dock(*reader) dock { return dockFull }

// draw shows a row an annotation and, below, the one chosen in full.
func (list *listing) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	head, cursor := list.headRow(r, width)
	rows := []string{head, ""}
	first := list.firstShown(r)
	for i := first; i < min(first+list.room(r), len(list.ids)); i++ {
		rows = append(rows, list.row(r, i, width))
	}
	if len(list.ids) == 0 {
		for _, line := range proseLines(l, l.say(list.emptyPhrase()), width-4) {
			rows = append(rows, "  "+l.dim(line))
		}
	}
	for len(rows) < height-len(list.detail)-1 {
		rows = append(rows, "")
	}
	rows = append(rows, l.dim(" "+strings.Repeat(l.sign("─", "-"), width-2)))
	return append(rows, list.detail...), cursor
}

// room is how many rows of annotations the screen holds; firstShown is the first
// of them.
func (list *listing) room(r *reader) int { return max(r.height-1-2-len(list.detail)-1, 1) }

func (list *listing) firstShown(r *reader) int {
	return firstInView(list.at, list.room(r), len(list.ids))
}

// emptyPhrase says why the list is empty.
func (list *listing) emptyPhrase() phrase {
	if list.input.value() != "" {
		return sayNoneMatch
	}
	return sayNoAnnotations
}

func (list *listing) headRow(r *reader, width int) (string, *tea.Cursor) {
	l := r.look
	count := l.say(sayAnnotationCount, len(list.ids), len(r.book.set.Annotations()))
	if list.typing || list.input.value() != "" {
		row, cursor := list.input.draw(l, " / ", width-l.width(count)-2)
		row += "  " + l.dim(count)
		if !list.typing {
			cursor = nil
		}
		return row, cursor
	}
	return " " + l.theme.paint(ink{attributes: bold}, l.say(sayAllAnnotations)) + "  " + l.dim(count), nil
}

// row is one annotation: its sign, its words, its tags and the start of its note.
func (list *listing) row(r *reader, i, width int) string {
	l := r.look
	a, _ := r.book.set.Get(list.ids[i])
	sign := l.theme.paint(ink{words: roleHues[a.Color].sign}, roleHues[a.Color].digit+" "+l.fit(l.role(a.Color, r.roles()), 8))
	if _, placed := r.spanOf(a.ID); !placed {
		sign = l.theme.paint(ink{words: hueWarning}, "? "+l.fit(l.say(sayGone), 8))
	}
	words := l.fit(r.quote(a), (width-14)/2)
	rest := l.clip(strings.TrimSpace(r.hashed(a)+"  "+oneLine(firstRunes(a.Note, width))), width-16-l.width(words))
	if i == list.at {
		return " " + sign + l.theme.paint(l.theme.emphasis(hueSelection), " "+words+" ") + " " + l.dim(rest)
	}
	return " " + sign + " " + words + "  " + l.dim(rest)
}

// annotationRows is the annotation chosen in full: where it is, its words, its
// tags, its note.
func (r *reader) annotationRows(list *listing, width, height int) []string {
	id, ok := list.chosen()
	if !ok || height < 3 {
		return nil
	}
	l := r.look
	a, _ := r.book.set.Get(id)
	where := l.say(sayPassageGone)
	if span, placed := r.spanOf(id); placed {
		where = r.wherePassage(span)
	}
	rows := []string{"  " + l.dim(l.clip(where, width))}
	for _, line := range proseLines(l, r.quote(a), width) {
		rows = append(rows, "  "+line)
	}
	if tags := strings.TrimSpace(r.hashed(a)); tags != "" {
		rows = append(rows, "  "+l.theme.paint(ink{words: roleHues[a.Color].sign}, l.clip(tags, width)))
	}
	if a.Note != "" {
		for _, line := range rendered(l, a.Note, width) {
			rows = append(rows, "  "+line)
		}
	}
	if len(rows) > height {
		rows = append(rows[:height-1], "  "+l.dim(l.sign("…", "...")))
	}
	return rows
}

// wherePassage is the sections that hold a passage and its paragraph's number.
func (r *reader) wherePassage(s model.Span) string {
	var names []string
	for _, p := range r.doc().Path(s.Start) {
		if p.Kind == model.Heading || p.Kind == model.Lead || p.Kind == model.Speaker {
			names = append(names, strings.TrimSpace(p.Numeral+" "+p.Title))
		}
	}
	names = append(names, r.look.say(sayParagraph, r.paragraphNumber(s.Start)))
	return strings.Join(names, " "+r.look.sign("·", "-")+" ")
}
