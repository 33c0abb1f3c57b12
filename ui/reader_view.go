package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
	"lectern/ui/layout"
)

// This file draws the page. It reads what Update worked out and writes nothing.

// view is the whole screen as a string, and where the terminal's cursor stands.
func (r *reader) view() (string, *tea.Cursor) {
	if r.width < leastWidth || r.height < leastHeight {
		rows := proseLines(r.look, r.look.say(sayTooSmall, leastWidth, leastHeight), r.width)
		return strings.Join(rows[:min(len(rows), max(r.height, 0))], "\n"), nil
	}
	p, drawn := r.mode().(pane)
	if drawn && p.dock(r) == dockFull {
		return r.viewFull(p)
	}
	rows := make([]string, 0, r.height)
	if !r.focus {
		rows = append(rows, r.header())
	}
	rows, cursor := r.viewPage(rows)
	if r.frame.rule >= 0 {
		rows = append(rows, r.ruleRow())
	}
	if r.frame.hints >= 0 {
		rows = append(rows, r.hintRow())
	}
	if drawn {
		switch p.dock(r) {
		case dockBottom:
			rows, cursor = r.overBottom(rows, p)
		case dockOver:
			return r.viewOver(rows, p)
		}
	} else if r.focus && r.speaks() {
		rows[len(rows)-1] = r.hintRow()
	}
	return strings.Join(rows, "\n"), cursor
}

// viewPage draws the rows of the page with what stands beside them.
func (r *reader) viewPage(rows []string) ([]string, *tea.Cursor) {
	left, leftCursor := r.leftColumn()
	border := r.look.dim(r.look.sign("│", "|"))
	margin := r.marginRows()
	panel, panelRows, cursor := r.panel()
	for i := range r.frame.body {
		var line string
		switch {
		case i >= len(r.rows):
		case r.rows[i].panel:
			line = blank(r.frame.text-r.frame.outline-1) + panelRows[i-panel]
		default:
			line = r.pageRow(r.rows[i])
		}
		row := line
		if r.frame.outline > 0 {
			row = r.besideLeft(left, i, border+line)
		}
		if i < len(margin) && margin[i] != "" {
			row += blank(r.frame.margin-r.look.rowWidth(row)) + margin[i]
		}
		rows = append(rows, strings.TrimRight(row, " "))
	}
	if leftCursor != nil {
		return rows, leftCursor
	}
	if cursor != nil {
		cursor.X += r.frame.text - 1
		cursor.Y += r.frame.top + panel
	}
	return rows, cursor
}

// panel draws the mode that stands under its passage; first is its first row.
func (r *reader) panel() (first int, rows []string, cursor *tea.Cursor) {
	p, ok := r.mode().(pane)
	if !ok || p.dock(r) != dockUnder {
		return 0, nil, nil
	}
	height := 0
	for i, row := range r.rows {
		if row.panel {
			if height == 0 {
				first = i
			}
			height++
		}
	}
	rows, cursor = p.draw(r, r.frame.measure+1, height)
	for len(rows) < height {
		rows = append(rows, "")
	}
	return first, rows, cursor
}

// leftColumn is the outline beside the page.
func (r *reader) leftColumn() ([]string, *tea.Cursor) {
	if r.frame.outline == 0 {
		return nil, nil
	}
	if p, ok := r.mode().(pane); ok && p.dock(r) == dockLeft {
		rows, cursor := p.draw(r, r.frame.outline-1, r.frame.body)
		if cursor != nil {
			cursor.Y += r.frame.top
		}
		return rows, cursor
	}
	return r.drawOutline(r.frame.outline-1, r.frame.body), nil
}

func (r *reader) besideLeft(left []string, i int, line string) string {
	cell := ""
	if i < len(left) {
		cell = left[i]
	}
	return cell + blank(r.frame.outline-1-r.look.rowWidth(cell)) + line
}

// pageRow is a row of the page from the outline's rule on.
func (r *reader) pageRow(row row) string {
	if row.line < 0 {
		return ""
	}
	return blank(r.frame.text-gutter-r.frame.outline) + r.gutterOf(row) + blank(row.shift) + r.lineOf(row)
}

// gutterOf is the signs of what begins in the row, two at most, and the cursor's
// bar.
func (r *reader) gutterOf(row row) string {
	signs, bar := "", " "
	cells := 0
	for _, m := range r.book.over(row.span) {
		begins := row.span.Contains(m.span.Start) || row == r.rows[0]
		if sign := r.signOf(m, cells > 0); begins && sign != "" && cells < 2 {
			signs += sign
			cells++
		}
	}
	if r.sentence().Overlaps(row.span) && r.selection == nil {
		bar = r.look.theme.paint(ink{words: hueAccent}, r.look.sign("▎", "|"))
	}
	return signs + blank(2-cells) + bar
}

// lineOf draws one line of the text: its cells, cut where the ink changes.
func (r *reader) lineOf(row row) string {
	paragraph := &r.doc().Paragraphs[row.paragraph]
	line := r.page.lines(row.paragraph)[row.line]
	cells := layout.Cells(r.doc().Text, paragraph, line, r.page.options)
	brush := r.brushFor(paragraph, row.span)
	var b strings.Builder
	var run strings.Builder
	var last ink
	column := 0
	flush := func() {
		b.WriteString(r.look.theme.paint(last, run.String()))
		run.Reset()
	}
	for _, c := range cells {
		i := brush.at(c.Span)
		if c.Sign {
			i.words = hueDim
		}
		if gap := c.Column - column; gap > 0 {
			flush()
			b.WriteString(blank(gap))
		}
		if i != last {
			flush()
			last = i
		}
		run.WriteString(c.Text)
		column = c.Column + c.Width
	}
	flush()
	return b.String()
}

// ruleRow parts the page from the hints. Where there is no margin, it carries
// the note of the passage under the cursor.
func (r *reader) ruleRow() string {
	if about := r.aboutRow(); about != "" {
		return about
	}
	if r.frame.marginWidth == 0 {
		if note := r.noteInBrief(); note != "" {
			return note
		}
	}
	return r.look.dim(" " + strings.Repeat(r.look.sign("─", "-"), max(r.width-2, 0)))
}

// header is the first row: the speech and section on the left, how far and how
// long still on the right.
func (r *reader) header() string {
	l := r.look
	left := l.clip(r.speech.Name, max(r.width/3, 12))
	if section := r.sectionName(); section != "" {
		left += " " + l.sign("·", "-") + " " + section
	}
	right := r.progress()
	left, right, gap := l.spread(left, right, r.width-2)
	left, right = l.theme.paint(ink{attributes: bold}, left), l.dim(right)
	if turns(left) { // or the figures would go with the words
		left, right = right, left
	}
	return " " + left + blank(gap) + right + " "
}

// sectionName is the innermost section that holds the cursor.
func (r *reader) sectionName() string {
	path := r.doc().Path(r.cursor)
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].Kind == model.Heading || path[i].Kind == model.Speaker {
			return strings.TrimSpace(path[i].Numeral + " " + path[i].Title)
		}
	}
	return ""
}

// progress is how far the page has been read and how long the rest takes to say.
func (r *reader) progress() string {
	view, ok := r.inView()
	if !ok {
		return ""
	}
	end := max(r.doc().Paragraphs[len(r.doc().Paragraphs)-1].Span.End, r.speech.Bytes)
	percent := min(100, view.End*100/max(end, 1))
	text := r.look.say(sayPercent, percent)
	if r.left != nil && r.width >= timeFrom {
		i := r.doc().ParagraphAt(r.cursor)
		rest := r.config.Rates.Minutes(r.left[max(i, 0)])
		text += " " + r.look.sign("·", "-") + " " + r.speakingTime(rest)
	}
	return text
}

// overBottom draws a mode in the place of the hints and the rows above them.
func (r *reader) overBottom(rows []string, p pane) ([]string, *tea.Cursor) {
	drawn, cursor := p.draw(r, r.width, min(8, len(rows)-1))
	first := len(rows) - len(drawn)
	copy(rows[first:], drawn)
	if cursor != nil {
		cursor.Y += first
	}
	return rows, cursor
}

// viewOver draws a mode in a box over the page.
func (r *reader) viewOver(rows []string, p pane) (string, *tea.Cursor) {
	drawn, cursor := r.boxed(p)
	x, y := r.originOf(drawn)
	for i, over := range drawn {
		for y+i >= len(rows) {
			rows = append(rows, "")
		}
		if turns(rows[y+i]) {
			rows[y+i] = ""
		}
		left, rest := layout.SplitRow(rows[y+i], x, r.look.grid)
		_, right := layout.SplitRow(rest, r.boxWidth(), r.look.grid)
		rows[y+i] = left + over + right
	}
	for i, row := range rows {
		rows[i] = strings.TrimRight(row, " ")
	}
	if cursor != nil {
		cursor.X += x + 2
		cursor.Y += y + 1
	}
	return strings.Join(rows, "\n"), cursor
}

// boxWidth is the width of a box over the page, its frame included.
func (r *reader) boxWidth() int { return min(76, r.width-2) }

func (r *reader) boxed(p pane) ([]string, *tea.Cursor) {
	rows, cursor := p.draw(r, r.boxWidth()-4, r.height-4)
	return r.look.boxed(rows, r.boxWidth()), cursor
}

// boxOrigin is the cell where the box of a mode begins, for the mouse.
func (r *reader) boxOrigin(p pane) (x, y int) {
	drawn, _ := r.boxed(p)
	return r.originOf(drawn)
}

// originOf is the cell where a box of those rows begins.
func (r *reader) originOf(drawn []string) (x, y int) {
	return (r.width - r.boxWidth()) / 2, max(0, (r.height-len(drawn))/2)
}

// viewFull draws a mode instead of the page.
func (r *reader) viewFull(p pane) (string, *tea.Cursor) {
	rows, cursor := p.draw(r, r.width, r.height-1)
	for len(rows) < r.height-1 {
		rows = append(rows, "")
	}
	rows = append(rows[:r.height-1], r.hintRow())
	return strings.Join(rows, "\n"), cursor
}
