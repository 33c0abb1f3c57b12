package ui

import (
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// exporting is a form: what is exported, how, and to which file, with what comes
// of it below.
type exporting struct {
	formats []ExportFormat
	format  int
	filter  *input
	notes   int               // of noteFilters
	choices map[exportRow]int // of the rows that choose among the format's own values
	file    *input
	named   bool // the reader gave the file its name
	at      exportRow

	turn    int // of the preview that is wanted; only the latest counts
	slow    int // of the latest that took long
	preview previewMsg
	rows    []string // the preview, drawn
	top     int
	of      previewDrawing // what rows was worked out from
}

// previewDrawing is all that the rows of a preview are worked out from.
type previewDrawing struct {
	turn, width int
	dark        bool
}

// exportRow is a row of the form.
type exportRow int

const (
	rowFormat exportRow = iota
	rowFilter
	rowNotes
	rowGroup
	rowContext
	rowCite
	rowFile
	exportRows
)

func (*exporting) title() phrase { return sayExport }

func (*exporting) bindings() []binding { return exportKeys }

var exportKeys []binding

func init() {
	exportKeys = []binding{
		{group: sayExport, keys: []string{"enter"}, help: sayExportNow, do: exportNow, hint: true},
		{keys: []string{"down", "tab", "ctrl+n"}, help: sayDown, do: stepExport(+1), hint: true},
		{keys: []string{"up", "shift+tab", "ctrl+p"}, help: sayUp, do: stepExport(-1)},
		{keys: []string{"esc", "ctrl+c"}, help: sayBack, do: leave, hint: true},
		{keys: []string{"right", "l", "space"}, help: sayNextValue, do: turnExport(+1), hint: true, when: exportChoosing},
		{keys: []string{"left", "h"}, help: sayPreviousValue, do: turnExport(-1), when: exportChoosing},
		{keys: []string{"pgdown"}, help: sayPreviewDown, do: scrollPreview(+8), hint: true},
		{keys: []string{"pgup"}, help: sayPreviewUp, do: scrollPreview(-8)},
		{keys: []string{"f1"}, help: sayHelp, do: openHelp},
		{keys: []string{"q", "?"}, help: sayBack, do: leaveExport, when: exportChoosing},
	}
}

// openExport asks what of the notes goes where, with the filter of the list that it
// is called from.
func openExport(r *reader) tea.Cmd {
	if r.config.Exporter == nil {
		return nil
	}
	e := &exporting{formats: r.config.Exporter.Formats(), filter: newInput(""), choices: map[exportRow]int{}}
	if list, ok := r.mode().(*listing); ok {
		e.filter.set(list.input.value())
	}
	e.file = newInput(r.exportName(e.chosen()))
	r.enter(e)
	return e.changed(r)
}

func leaveExport(r *reader) tea.Cmd {
	if r.lastKey == "?" {
		return openHelp(r)
	}
	return leave(r)
}

// exportChoosing reports whether the row is no field to type in.
func exportChoosing(r *reader) bool {
	e, ok := r.mode().(*exporting)
	return ok && e.field() == nil
}

func (e *exporting) chosen() ExportFormat { return e.formats[e.format] }

// field is what is typed in, nil on a row that chooses.
func (e *exporting) field() *input {
	switch e.at {
	case rowFilter:
		return e.filter
	case rowFile:
		return e.file
	}
	return nil
}

// values are what a row chooses among, the usual one first; nil for a field.
func (e *exporting) values(row exportRow) []string {
	switch row {
	case rowGroup:
		return e.chosen().Groups
	case rowContext:
		return e.chosen().Contexts
	case rowCite:
		if e.chosen().Cites != nil {
			return append([]string{""}, e.chosen().Cites...)
		}
	}
	return nil
}

// there reports whether the format has a use for a row.
func (e *exporting) there(row exportRow) bool {
	switch row {
	case rowGroup, rowContext, rowCite:
		return e.values(row) != nil
	case rowNotes: // what is typed says it
		typed := annotations.ParseFilter(e.filter.value(), func(annotations.Color) string { return "" })
		return typed.Note == annotations.AnyNote && !typed.Orphans
	}
	return true
}

func (e *exporting) value(row exportRow) string {
	if values := e.values(row); values != nil {
		return values[e.choices[row]%len(values)]
	}
	return ""
}

// order is what the form asks for.
func (e *exporting) order(r *reader) ExportOrder {
	filter := r.parseFilter(e.filter.value())
	notes := e.notes
	if !e.there(rowNotes) {
		notes = 0
	}
	switch notes {
	case 1:
		filter.Note = annotations.WithNote
	case 2:
		filter.Note = annotations.WithoutNote
	case 3:
		filter.Orphans = true
	}
	return ExportOrder{Format: e.chosen().Name, Filter: filter, Group: e.value(rowGroup), Context: e.value(rowContext), Cite: e.value(rowCite), Roles: r.look.roles}
}

func stepExport(step exportRow) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		e := r.mode().(*exporting)
		for {
			e.at = (e.at + step + exportRows) % exportRows
			if e.there(e.at) {
				return nil
			}
		}
	}
}

func turnExport(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		e := r.mode().(*exporting)
		turned := func(at, count int) int { return (at + step + count) % count }
		switch e.at {
		case rowFormat:
			e.format = turned(e.format, len(e.formats))
			if !e.named {
				e.file.set(r.exportName(e.chosen()))
			}
		case rowNotes:
			e.notes = turned(e.notes, len(noteFilters))
		default:
			e.choices[e.at] = turned(e.choices[e.at], len(e.values(e.at)))
		}
		return e.changed(r)
	}
}

func (e *exporting) write(r *reader, msg tea.Msg) tea.Cmd {
	field := e.field()
	if field == nil || !field.update(msg) {
		return nil
	}
	if field == e.file {
		e.named = true
		return nil
	}
	return e.changed(r)
}

// changed asks for a new preview.
func (e *exporting) changed(r *reader) tea.Cmd {
	e.turn++
	return preview(e, e.turn, r.config.Exporter, r.speech, r.book.notes, e.order(r))
}

func (r *reader) previewed(m previewMsg) {
	if m.turn == m.of.turn {
		m.of.preview, m.of.top = m, 0
	}
}

func scrollPreview(rows int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		e := r.mode().(*exporting)
		e.top += rows
		return nil
	}
}

func exportNow(r *reader) tea.Cmd {
	e := r.mode().(*exporting)
	path := strings.TrimSpace(e.file.value())
	if path == "" {
		e.at = rowFile
		r.warn(sayNameAFile)
		return nil
	}
	return export(r, e, e.order(r), path, false)
}

// exported says how an export ended. A file that is there is replaced only at the
// reader's word.
func (r *reader) exported(m exportedMsg) {
	if m.book != &r.book {
		return
	}
	switch {
	case errors.Is(m.err, ErrThere) && r.mode() == m.from:
		r.enter(newChooser(sayReplaceFile, []choice{
			{label: r.look.say(sayAnotherName), do: func(*reader) tea.Cmd { m.from.at = rowFile; return nil }},
			{label: r.look.say(sayReplaceIt), do: func(r *reader) tea.Cmd {
				return export(r, m.from, m.order, m.path, true)
			}},
		}, r.fromHere(m.path)))
	case m.err != nil:
		r.warn(sayNotExported, m.err)
	case m.made.Count == 0:
		r.warn(sayNothingToExport)
	case m.made.Losses != nil:
		r.leaveMode(m.from)
		r.tell(sayExportedBut, r.fromHere(m.path), SayLosses(m.made.Losses, r.look.lang))
	default:
		r.leaveMode(m.from)
		r.tell(sayExported, r.fromHere(m.path))
	}
}

// leaveMode goes back below a mode that is still on top.
func (r *reader) leaveMode(m mode) {
	if r.mode() == m {
		r.leave()
	}
}

// exportName is the file offered for an export: beside the speech.
func (r *reader) exportName(f ExportFormat) string {
	name := strings.TrimSuffix(r.speech.Name, filepath.Ext(r.speech.Name)) + "-notes" + f.Extension
	if r.speech.Path != "" {
		name = filepath.Join(filepath.Dir(r.speech.Path), name)
	}
	return name
}
