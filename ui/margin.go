package ui

import (
	"cmp"
	"strings"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// noteRows is how many rows of a note stand in the margin; the rest is read in
// the list or the editor.
const noteRows = 4

// marginRows is the notes beside the page, each level with its passage or just
// below the one before it.
func (r *reader) marginRows() []string {
	view, ok := r.inView()
	if r.frame.marginWidth == 0 || !ok {
		return nil
	}
	rows := make([]string, r.frame.body)
	next := 0
	for _, m := range r.book.over(view) {
		a, _ := r.book.set.Get(m.id)
		level := max(next, r.rowsAbove(m.span.Start))
		if m.span.Start < view.Start {
			level = next
		}
		for i, row := range r.marginNote(a, r.frame.marginWidth) {
			if level+i >= len(rows) {
				return rows
			}
			rows[level+i] = row
			next = level + i + 2
		}
	}
	return rows
}

// marginNote is one annotation in the margin: its tags or role, what became of
// its passage, then the start of its note. One that is only a colour says nothing
// beside the page, unless the cursor is on a passage that is not as it was.
func (r *reader) marginNote(a annotations.Annotation, width int) []string {
	l := r.look
	shift := r.shiftOf(a.ID, width)
	said := a.Note != "" || len(a.Tags) > 0
	if !said && (shift == "" || !r.book.places[a.ID].Span.Overlaps(r.sentence())) {
		return nil
	}
	head := l.clip(r.look.role(a.Color, r.roles()), width-2)
	if len(a.Tags) > 0 {
		head = r.paintedTags(a, width-2)
	}
	style := ink{words: roleHues[a.Color].sign}
	if a.ID == r.current {
		style.attributes |= bold
	}
	sign := l.sign("●", "*")
	if !l.theme.rich() {
		sign = roleHues[a.Color].digit
	}
	rows := []string{l.theme.paint(style, sign) + " " + head}
	for _, line := range proseLines(l, shift, width-2) {
		rows = append(rows, "  "+l.dim(line))
	}
	lines := proseLines(l, firstRunes(a.Note, (noteRows+1)*width), width-2)
	for i, line := range lines {
		if i == noteRows-1 && len(lines) > noteRows {
			rows = append(rows, "  "+l.clip(line+l.sign(" …", " .."), width-2))
			break
		}
		rows = append(rows, "  "+line)
	}
	return rows
}

// paintedTags is the tags of an annotation in at most width cells, each in its own
// colour, or in the annotation's.
func (r *reader) paintedTags(a annotations.Annotation, width int) string {
	notes := r.book.notes
	var b strings.Builder
	for _, path := range notes.TagPaths(a) {
		text := r.look.clip("#"+path, width)
		if width -= r.look.width(text) + 1; text == "" {
			break
		}
		color := cmp.Or(r.book.tagColors[path], a.Color)
		b.WriteString(r.look.theme.paint(ink{words: roleHues[color].sign}, text) + " ")
	}
	return strings.TrimRight(b.String(), " ")
}

// proseLines is a note as visible lines of at most width cells, broken as the
// page breaks its own.
func proseLines(l look, text string, width int) []string {
	if text == "" || width < 2 {
		return nil
	}
	o := layout.Options{Width: width, Grid: l.grid}
	p := model.NewParagraph(model.Span{End: len(text)})
	p.Preformatted = true
	var rows []string
	for _, line := range layout.Lines(text, &p, o) {
		var b strings.Builder
		column := 0
		for _, c := range layout.Cells(text, &p, line, o) {
			b.WriteString(blank(c.Column-column) + c.Text)
			column = c.Column + c.Width
		}
		rows = append(rows, b.String())
	}
	return rows
}

// visibleLines is a text of several lines made safe to print.
func visibleLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = layout.Visible(line)
	}
	return strings.Join(lines, "\n")
}

// noteInBrief is the annotation under the cursor in one row, for windows without
// a margin.
func (r *reader) noteInBrief() string {
	over := r.book.over(r.sentence())
	if len(over) == 0 {
		return ""
	}
	id, more := over[0].id, len(over)-1
	for _, m := range over {
		if m.id == r.current {
			id = m.id
		}
	}
	a, ok := r.book.set.Get(id)
	if !ok {
		return ""
	}
	l := r.look
	role := r.signed(a)
	if l.theme.rich() {
		role = l.sign("●", "*") + " " + role
	}
	head := l.clip(role+r.hashed(a), r.width/2)
	tail := ""
	if more > 0 {
		tail = " " + l.say(sayMoreHere, more)
	}
	room := r.width - 4 - l.width(head) - l.width(tail)
	shift := r.shiftOf(id, r.width/3)
	if shift != "" {
		shift = l.clip(l.say(sayShiftKey, shift), room)
		room -= l.width(shift) + 2
		shift = l.dim(shift) + "  "
	}
	note := l.clip(oneLine(firstRunes(a.Note, r.width)), room)
	return " " + l.theme.paint(ink{words: roleHues[a.Color].sign}, head) + "  " + shift + note + l.dim(tail)
}
