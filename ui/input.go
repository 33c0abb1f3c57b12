package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"lectern/ui/layout"
)

// input is one line of typing. Bubbles' textinput edits it; it is drawn here,
// because textinput's own cursor stands wrong behind wide characters
// (charmbracelet/bubbles#906) and an input method follows the cursor.
type input struct{ field textinput.Model }

func newInput(value string) *input {
	field := textinput.New()
	field.SetVirtualCursor(false)
	field.SetValue(value)
	field.CursorEnd()
	field.Focus()
	return &input{field}
}

func (in *input) value() string { return in.field.Value() }

// line is what was typed, without blanks round it.
func (in *input) line() string { return strings.TrimSpace(in.field.Value()) }

func (in *input) set(value string) {
	in.field.SetValue(value)
	in.field.CursorEnd()
}

// update takes a key or a paste and reports whether the text changed.
func (in *input) update(msg tea.Msg) bool {
	before := in.field.Value()
	in.field, _ = in.field.Update(msg)
	return in.field.Value() != before
}

// draw is the field in width cells behind a label, and its cursor's cell. What
// does not fit is cut at the left, so that the cursor is always seen.
func (in *input) draw(l look, label string, width int) (string, *tea.Cursor) {
	label = layout.Visible(label)
	room := max(width-l.width(label)-1, 1)
	runes := []rune(in.field.Value())
	before := layout.Visible(string(runes[:in.field.Position()]))
	after := layout.Visible(string(runes[in.field.Position():]))
	before = l.tail(before, room)
	after = l.clip(after, room-l.width(before))
	row := l.theme.paint(ink{words: hueAccent, attributes: bold}, label) + before + after
	return row, tea.NewCursor(l.width(label)+l.width(before), 0)
}

// oneLine is a pasted text as a field of one line takes it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
