package ui

import (
	"math"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// noteWriting is a note being typed in a panel under its passage.
type noteWriting struct {
	id     string // empty: a new annotation, made when the note is kept
	span   model.Span
	area   textarea.Model
	opened string // the note when the area was opened
	before string // and what the area made of it

	away    *awayNote          // it is, or was, in the reader's own editor
	slot    string             // of the draft that it goes on with
	target  annotations.Target // of the passage, once a draft was needed
	source  string             // the text that target counts in; see Draft
	resumed bool               // it goes on with a new note's draft: it stays about that passage
	drafted bool               // the draft on disk is this note's
}

func (*noteWriting) title() phrase { return sayNote }

func (*noteWriting) bindings() []binding { return noteKeys }

var noteKeys = []binding{
	{group: sayNote, keys: []string{"esc", "ctrl+s"}, help: sayKeepNote, do: keepNote, hint: true},
	{keys: []string{"ctrl+c"}, help: sayLeaveNote, do: leaveNote, hint: true},
	{keys: []string{"ctrl+e"}, help: sayOwnEditor, do: ownEditor, hint: true},
	suspendKey,
	{keys: []string{"f1"}, help: sayHelp, do: openHelp},
}

const (
	notePanelRows = 9 // with its frame
	noteLeastRows = 3
	mostLines     = 9_000 // of a note in the area, which cuts what is longer
)

// openNote opens the note of an annotation, or of a new one on the target.
func (r *reader) openNote(id string) tea.Cmd {
	n := &noteWriting{id: id, span: r.target(), area: r.newArea()}
	if a, ok := r.book.set.Get(id); ok {
		if strings.Count(a.Note, "\n") >= mostLines {
			r.warn(sayNoteTooLong, mostLines)
			return nil
		}
		n.opened = a.Note
		n.area.SetValue(a.Note)
		if span, ok := r.spanOf(id); ok {
			n.span = span
		} else { // below the page: the passage is not on it
			n.span = model.Span{Start: len(r.doc().Text), End: len(r.doc().Text)}
		}
	}
	r.beginNote(n)
	return nil
}

// beginNote opens the panel of a note that is in its area.
func (r *reader) beginNote(n *noteWriting) {
	n.before = n.area.Value() // without the control characters that the area drops
	r.selection = nil
	r.backToReading()
	r.enter(n)
	if !n.span.Empty() {
		r.reveal(n.span, n.rows(r))
	}
	n.area.Focus() // its command would make a virtual cursor blink
}

func (r *reader) newArea() textarea.Model {
	area := textarea.New()
	area.SetVirtualCursor(false)
	area.ShowLineNumbers = false
	area.Prompt = ""
	area.CharLimit = 0 // it would count cells
	area.MaxHeight = 0
	area.Placeholder = r.look.say(sayNotePlaceholder)
	plain := textarea.StyleState{Placeholder: lipgloss.NewStyle().Foreground(r.look.theme.color(hueDim))}
	area.SetStyles(textarea.Styles{Focused: plain, Blurred: plain})
	return area
}

func (n *noteWriting) write(r *reader, msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	n.area, cmd = n.area.Update(msg)
	return tea.Batch(cmd, r.typed(n))
}

// text is what was typed, also what the reader's own editor wrote that has not
// been taken back into the area.
func (n *noteWriting) text() string {
	if n.away != nil && n.away.read {
		return strings.TrimRight(n.away.text, "\n")
	}
	return n.area.Value()
}

// keepNote puts what was typed into the annotation.
func keepNote(r *reader) tea.Cmd {
	n := r.mode().(*noteWriting)
	if n.area.Value() == n.before {
		return n.close(r)
	}
	r.wantDraft()
	r.leave()
	return n.keep(r, strings.TrimRight(n.area.Value(), " \t\n"))
}

// keep writes a note down: into its annotation, or into a new one where there is
// none yet, or none any more. Its draft goes when the note is on disk.
func (n *noteWriting) keep(r *reader, text string) tea.Cmd {
	deleted, known := r.book.notes.Find(n.id)
	switch {
	case r.book.set.WriteNote(r.now(), n.id, n.opened, text):
	case known && n.span.Empty(): // there is no passage for a new one
		deleted.Note = text
		r.book.set.Add(r.now(), deleted)
	case n.resumed:
		r.book.set.KeepText(n.source)
		r.book.set.Add(r.now(), annotations.Annotation{Target: n.target, Note: text, Creator: r.config.Creator})
	default:
		r.add(n.span, func(a *annotations.Annotation) { a.Note = text })
	}
	r.tell(sayNoteKept)
	cmd := r.edited()
	if r.book.saving {
		return cmd
	}
	r.message = notice{} // so that NOT SAVED is read at once
	return tea.Batch(cmd, r.draft.turn(&r.book))
}

func leaveNote(r *reader) tea.Cmd {
	r.tell(sayNoteLeft)
	return r.mode().(*noteWriting).close(r)
}

// close puts the panel away without keeping anything.
func (n *noteWriting) close(r *reader) tea.Cmd {
	r.leave()
	if !n.drafted {
		return nil
	}
	return r.dropDraft()
}

func ownEditor(r *reader) tea.Cmd {
	if r.config.Editor == nil {
		return nil
	}
	n := r.mode().(*noteWriting)
	n.away = &awayNote{}
	return tea.Batch(r.keepDraft(), editNote(r.config.Editor, n.area.Value(), n.away))
}

// broughtBack takes the note back from the reader's own editor. What was written
// counts also when the editor says that it failed.
func (r *reader) broughtBack(m editedMsg) tea.Cmd {
	if m.err != nil {
		r.warn(sayEditorFailed, m.err)
	}
	n, _ := r.writing()
	if n == nil || n.away == nil {
		return nil
	}
	read, text := n.away.read, n.text()
	n.away = nil
	if !read {
		return nil
	}
	return n.putIn(r, text)
}

// putIn puts a text into the area, or, where it is too long for that, straight
// into the annotation.
func (n *noteWriting) putIn(r *reader, text string) tea.Cmd {
	if strings.Count(text, "\n") < mostLines {
		n.area.SetValue(text)
		return r.keepDraft()
	}
	_, at := r.writing()
	r.modes = r.modes[:at]
	return n.keep(r, text)
}

func (*noteWriting) dock(*reader) dock { return dockUnder }

// passage is what the panel stands under: all that is in view, where the note's
// own passage is not in the speech any more.
func (n *noteWriting) passage() model.Span {
	if n.span.Empty() {
		return model.Span{End: math.MaxInt}
	}
	return n.span
}

func (n *noteWriting) rows(r *reader) int {
	return clamp(r.frame.body/2, noteLeastRows, notePanelRows)
}

// areaSlack is the step by which the typing area is made narrower until its rows
// fit: it counts a grapheme cluster, and an ambiguous character, as most terminals
// draw it.
const areaSlack = 8

// fit gives the typing area the panel's size. Its height comes last: it scrolls to the
// cursor by the rows that it was drawn with.
func (n *noteWriting) fit(r *reader) {
	width := r.frame.measure + 1 - 4
	for slack := 0; slack < width; slack += areaSlack {
		n.area.SetWidth(max(width-slack, 4))
		if !n.overflows(r.look, width) {
			break
		}
	}
	n.area.SetHeight(max(n.rows(r)-2, 1))
}

// overflows reports whether a row of the area takes more cells than width.
func (n *noteWriting) overflows(l look, width int) bool {
	for row := range strings.SplitSeq(n.area.View(), "\n") {
		if l.width(strings.TrimRight(withoutStyle(row), " ")) > width {
			return true
		}
	}
	return false
}

// withoutStyle is a row of Bubbles' as plain visible text.
func withoutStyle(row string) string { return layout.Visible(ansi.Strip(row)) }

// withoutBidi drops the characters that turn the order of a line round (UAX #9,
// 2.1 to 2.5). They take no cell, so that the area's own columns stay right; in
// the note they stay.
func withoutBidi(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

func (n *noteWriting) draw(r *reader, width, _ int) ([]string, *tea.Cursor) {
	typed := strings.Split(strings.Map(withoutBidi, n.area.View()), "\n")
	cursor := n.area.Cursor()
	if cursor != nil {
		cursor.Y = clamp(cursor.Y, 0, len(typed)-1)
		row := ansi.Strip(typed[cursor.Y])
		cursor.X = r.look.width(firstCells(row, cursor.X)) + 2
		cursor.Y++
	}
	return r.look.boxed(typed, width), cursor
}
