package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// This file draws the list of annotations and, below it, the one chosen in full.

// drawing is all that the rows of a list are worked out from.
type drawing struct {
	turn, width, height int
	id                  string
	candidate           int
	typed               string
	at                  int
}

// fit keeps the list in step with the notes and draws the one chosen in full,
// which Glamour is too slow for in View.
func (list *listing) fit(r *reader) {
	of := drawing{r.book.turn, r.width, r.height, list.id, list.candidate, list.input.value(), list.at}
	if of == list.drawn {
		return
	}
	list.refill(r)
	list.detail = list.detailRows(r, r.width-4, list.detailHeight(r))
	of.id, of.candidate, of.at = list.id, list.candidate, list.at
	list.drawn = of
}

// detailHeight is how many rows the one chosen in full may take: more where its
// old and new surroundings have to be compared.
func (list *listing) detailHeight(r *reader) int {
	if r.book.places[list.id].Status == annotations.Placed {
		return (r.height - 1) / 3
	}
	return (r.height - 1) * 2 / 5
}

func (*listing) dock(*reader) dock { return dockFull }

// draw shows a row an annotation and, below, the one chosen in full.
func (list *listing) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	head, cursor := list.headRow(r, width)
	rows := []string{head, ""}
	first := list.firstShown(r)
	for i := first; i < min(first+list.room(r), list.count()); i++ {
		rows = append(rows, list.row(r, i, width))
	}
	if list.count() == 0 {
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
	return firstInView(list.at, list.room(r), list.count())
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
	count := l.say(sayAnnotationCount, list.shown, list.live)
	if list.typing || list.input.value() != "" {
		row, cursor := list.input.draw(l, " / ", width-l.width(count)-2)
		if list.input.value() == "" {
			row += l.dim(l.clip(l.say(sayFilterSyntax), width-l.width(count)-8))
		}
		row += "  " + l.dim(count)
		if !list.typing {
			cursor = nil
		}
		return row, cursor
	}
	return " " + l.theme.paint(ink{attributes: bold}, l.say(sayAllAnnotations)) + "  " + l.dim(count), nil
}

func (list *listing) row(r *reader, i, width int) string {
	row := list.rowAt(i)
	switch {
	case row.id == "":
		return " " + r.look.theme.paint(ink{words: hueWarning, attributes: bold}, r.look.clip(row.heading, width-2))
	case row.candidate != itselfRow:
		return list.candidateRow(r, i, width)
	}
	return list.annotationRow(r, i, width)
}

// annotationRow is one annotation: its sign, its words, its tags and the start
// of its note.
func (list *listing) annotationRow(r *reader, i, width int) string {
	l := r.look
	a, _ := r.book.set.Get(list.rowAt(i).id)
	place := r.book.places[a.ID]
	role := roleHues[a.Color]
	sign := l.theme.paint(ink{words: role.sign}, role.digit+" "+l.fit(l.role(a.Color, r.roles()), 8))
	if !place.Anchored() {
		sign = l.theme.paint(ink{words: hueWarning}, "? ") + l.theme.paint(ink{words: role.sign}, l.fit(l.role(a.Color, r.roles()), 8))
	}
	words := l.fit(r.quote(a), (width-14)/2)
	rest := strings.TrimSpace(r.hashed(a) + "  " + oneLine(firstRunes(a.Note, width)))
	if shifted(place.Status) {
		said := sayMoved
		if place.Status == annotations.Edited {
			said = sayChanged
		}
		rest = strings.TrimSpace(l.say(said) + "  " + rest)
	}
	rest = l.clip(rest, width-16-l.width(words))
	if i == list.at {
		return " " + sign + l.theme.paint(l.theme.emphasis(hueSelection), " "+words+" ") + " " + l.dim(rest)
	}
	return " " + sign + " " + words + "  " + l.dim(rest)
}

// candidateRow is a place that the annotation above may belong to: how well it
// goes, its words, where it is. Behind the last comes the row for none of them.
func (list *listing) candidateRow(r *reader, i, width int) string {
	l := r.look
	candidates := r.book.places[list.id].Candidates
	words, where := l.say(sayNoneOfThese), ""
	if n := list.rowAt(i).candidate; n < len(candidates) {
		c := candidates[n]
		words = l.say(sayCandidate, n+1, percentOf(c.Score)) + "  " + model.JoinLines(firstRunes(r.doc().Slice(c.Span), width))
		where = r.wherePassage(c.Span)
	}
	const indent = 6
	words = l.clip(words, (width-indent)*2/3)
	where = l.clip(where, width-indent-5-l.width(words))
	if i == list.at {
		return blank(indent) + l.theme.paint(l.theme.emphasis(hueSelection), " "+words+" ") + "  " + l.dim(where)
	}
	return strings.TrimRight(blank(indent+1)+words+"   "+l.dim(where), " ")
}

func percentOf(score float64) int { return int(score*100 + 0.5) }

// detailRows is the annotation chosen in full: where it is, its words, its tags,
// its note.
func (list *listing) detailRows(r *reader, width, height int) []string {
	a, ok := r.book.set.Get(list.id)
	if !ok || height < 3 {
		return nil
	}
	l := r.look
	rows := list.placeRows(r, a, width)
	if tags := strings.TrimSpace(r.hashed(a)); tags != "" {
		rows = append(rows, l.theme.paint(ink{words: roleHues[a.Color].sign}, l.clip(tags, width)))
	}
	if a.Note != "" {
		rows = append(rows, rendered(l, a.Note, width)...)
	}
	for _, note := range a.History {
		for _, line := range proseLines(l, l.say(sayAlsoWritten, oneLine(firstRunes(note, quoteBytes))), width) {
			rows = append(rows, l.dim(line))
		}
	}
	if len(rows) > height {
		rows = append(rows[:height-1], l.dim(l.sign("…", "...")))
	}
	for i, row := range rows {
		rows[i] = "  " + row
	}
	return rows
}

// placeRows says where the passage is or may be, and what became of its words.
func (list *listing) placeRows(r *reader, a annotations.Annotation, width int) []string {
	l := r.look
	place := r.book.places[a.ID]
	span, head := place.Span, l.say(listSays[place.Status])
	switch {
	case len(place.Candidates) == 1 && list.candidate == itselfRow:
		head = l.say(sayOnePlace)
	case onCandidate(r):
		span = place.Candidates[list.candidate].Span
		head = r.wherePassage(span)
	case place.Anchored():
		if head != "" {
			head = l.say(saySentenceJoin) + head
		}
		head = r.wherePassage(span) + head
	}
	rows := []string{l.dim(l.clip(head, width))}
	switch {
	case onCandidate(r) || place.Status == annotations.Edited:
		rows = append(rows, r.surroundings(a.Target, span, width)...)
		return append(rows, r.wasRows(a.Target, r.doc().Slice(span), width)...)
	case !place.Anchored():
		return append(rows, r.wasRows(a.Target, a.Target.Exact, width)...)
	}
	return append(rows, proseLines(l, r.quote(a), width)...)
}

// listSays says how an annotation stands to its passage, where that is not as it
// was.
var listSays = map[annotations.Status]phrase{
	annotations.Moved:     sayMoved,
	annotations.Edited:    sayWordsChanged,
	annotations.Ambiguous: saySeveralPlaces,
	annotations.Orphan:    sayPassageGone,
}

// wherePassage is the sections that hold a passage and its paragraph's number.
func (r *reader) wherePassage(s model.Span) string {
	var names []string
	for _, p := range r.doc().Path(s.Start) {
		if p.Kind == model.Heading || p.Kind == model.Lead || p.Kind == model.Speaker {
			names = append(names, strings.TrimSpace(p.Numeral+" "+p.Title))
		}
	}
	names = append(names, r.look.say(sayParagraph, r.doc().ParagraphNumber(s.Start)))
	return strings.Join(names, " "+r.look.sign("·", "-")+" ")
}
