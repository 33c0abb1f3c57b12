package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// This file draws the form of an export and the preview below it.

func (*exporting) dock(*reader) dock { return dockFull }

// fit draws the preview, which Glamour is too slow for in View, and keeps it in
// view.
func (e *exporting) fit(r *reader) {
	of := previewDrawing{e.preview.turn, r.width, r.look.theme.dark}
	if of != e.of {
		e.rows, e.of = e.previewRows(r.look, r.width-4), of
	}
	e.top = clamp(e.top, 0, max(len(e.rows)-e.previewRoom(r), 0))
}

// previewRoom is how many rows of the preview the screen holds.
func (e *exporting) previewRoom(r *reader) int { return max(r.height-1-len(e.form(r, r.width))-1, 0) }

func (e *exporting) previewRows(l look, width int) []string {
	p := e.preview
	switch {
	case p.turn == 0:
		return nil
	case p.err != nil:
		return l.dimmed(proseLines(l, p.err.Error(), width))
	case p.made.Count == 0:
		return l.dimmed(proseLines(l, l.say(sayNothingToExport), width))
	case e.chosen().Kind == MarkdownExport:
		return rendered(l, withoutFrontMatter(p.made.Text), width)
	case e.chosen().Kind == WholeExport:
		return l.dimmed(proseLines(l, l.say(sayWholeSpeech), width))
	}
	var rows []string
	for line := range strings.Lines(p.made.Text) {
		rows = append(rows, l.clip(strings.TrimSuffix(line, "\n"), width))
	}
	return rows
}

func (l look) dimmed(rows []string) []string {
	for i, row := range rows {
		rows[i] = l.dim(row)
	}
	return rows
}

// withoutFrontMatter is a Markdown text without its metadata, which Glamour would
// take for a heading.
func withoutFrontMatter(text string) string {
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if _, body, ok := strings.Cut(rest, "\n---\n"); ok {
			return body
		}
	}
	return text
}

func (e *exporting) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	rows := e.form(r, width)
	var cursor *tea.Cursor
	if field := e.field(); field != nil {
		y := slices.Index(e.shownRows(), e.at) + 2
		rows[y], cursor = field.draw(l, e.label(l, e.at), width)
		cursor.Y = y
	}
	rows = append(rows, l.dim(" "+strings.Repeat(l.sign("─", "-"), max(width-2, 0))))
	if e.slow == e.turn && e.preview.turn != e.turn {
		return append(rows, "  "+l.dim(l.say(sayPreparing)))[:min(len(rows)+1, height)], cursor
	}
	for i := e.top; i < len(e.rows) && len(rows) < height; i++ {
		rows = append(rows, "  "+e.rows[i])
	}
	return rows[:min(len(rows), height)], cursor
}

func (e *exporting) shownRows() []exportRow {
	var shown []exportRow
	for row := rowFormat; row < exportRows; row++ {
		if e.there(row) {
			shown = append(shown, row)
		}
	}
	return shown
}

// form is the heading and the rows to fill in.
func (e *exporting) form(r *reader, width int) []string {
	l := r.look
	count := ""
	if e.preview.turn != 0 && e.preview.err == nil {
		count = l.say(sayAnnotationCount, e.preview.made.Count, len(r.book.set.Annotations()))
	}
	title, count, gap := l.spread(l.say(sayExportTitle), count, width-2)
	rows := []string{" " + l.theme.paint(ink{attributes: bold}, title) + blank(gap) + l.dim(count), ""}
	for _, row := range e.shownRows() {
		rows = append(rows, e.formRow(l, row, width))
	}
	return rows
}

var exportLabels = map[exportRow]phrase{
	rowFormat: sayFormat, rowFilter: sayFilterRow, rowNotes: sayNotesRow, rowGroup: sayGroupRow, rowContext: sayContextRow, rowCite: sayCiteRow, rowFile: sayExportTo,
}

var noteFilters = []phrase{sayAllOfThem, sayWithNote, sayWithoutNote, sayWithoutPlace}

func (e *exporting) label(l look, row exportRow) string {
	sign := "  "
	if row == e.at {
		sign = l.sign("›", ">") + " "
	}
	return sign + l.fit(l.say(exportLabels[row]), 10) + " "
}

func (e *exporting) formRow(l look, row exportRow, width int) string {
	value, detail := e.value(row), ""
	switch row {
	case rowFormat:
		value = e.chosen().Name
		detail = l.say(sayFormatOf, e.format+1, len(e.formats)) + " " + l.sign("←→", "< >") + "  " + l.say(exportPurposes[value])
	case rowFilter:
		value, detail = e.filter.value(), l.say(sayFilterSyntax)
		if value != "" {
			detail = ""
		}
	case rowNotes:
		value = l.say(noteFilters[e.notes])
	case rowFile:
		value = e.file.value()
	default:
		value = l.say(exportValues[value])
	}
	label := e.label(l, row)
	room := max(width-l.width(label)-1, 1)
	if row == rowFile {
		value = l.clipLeft(value, room)
	}
	value = l.clip(value, room)
	left := room - l.width(value) - 2
	if row == e.at {
		value = l.theme.paint(l.theme.emphasis(hueSelection), value)
	}
	if detail != "" && left > 8 {
		value += "  " + l.dim(l.clip(detail, left))
	}
	return l.dim(label) + value
}

// SayLosses is what a format could not carry, in words.
func SayLosses(losses []ExportLoss, lang string) string {
	l := look{lang: lang}
	var said []string
	for _, loss := range losses {
		said = append(said, l.say(lossPhrases[loss.Kind], loss.Count))
	}
	return strings.Join(said, l.say(sayAnd))
}
