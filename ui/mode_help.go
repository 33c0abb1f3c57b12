package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// sheet is text to read in a box over the page: the help of a mode.
type sheet struct {
	heading string
	rows    []string
	top     int
}

func (*sheet) title() phrase { return sayHelp }

func (*sheet) bindings() []binding { return sheetKeys }

var sheetKeys = []binding{
	{group: sayHelp, keys: []string{"down", "j"}, help: sayLineDown, do: turnSheet(1), hint: true},
	{keys: []string{"up", "k"}, help: sayLineUp, do: turnSheet(-1), hint: true},
	{keys: []string{"space", "f", "pgdown"}, help: sayPageDown, do: turnSheet(12)},
	{keys: []string{"b", "pgup"}, help: sayPageUp, do: turnSheet(-12)},
	{keys: []string{"g", "home"}, help: sayToStart, do: turnSheet(-1 << 20)},
	{keys: []string{"G", "end"}, help: sayToEnd, do: turnSheet(1 << 20)},
	{keys: []string{"esc", "q", "enter", "?", "f1", "ctrl+c"}, help: sayBack, do: leave, hint: true},
}

func turnSheet(rows int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		s := r.mode().(*sheet)
		s.top += rows
		s.fit(r)
		return nil
	}
}

// fit keeps the rows in view within the sheet, whatever the window has become.
func (s *sheet) fit(r *reader) {
	s.top = clamp(s.top, 0, max(len(s.rows)-max(r.height-6, 1), 0))
}

func (*sheet) dock(*reader) dock { return dockOver }

func (s *sheet) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	room := min(max(height-2, 1), len(s.rows)-s.top)
	heading, shown, gap := l.spread(s.heading, s.shown(l, room), width)
	rows := []string{l.theme.paint(ink{words: hueAccent, attributes: bold}, heading) + blank(gap) + l.dim(shown), ""}
	return append(rows, s.rows[s.top:s.top+room]...), nil
}

// shown says which of the rows are in view, where not all are.
func (s *sheet) shown(l look, room int) string {
	if room >= len(s.rows) {
		return ""
	}
	return l.say(sayRowsShown, s.top+1, s.top+room, len(s.rows))
}

// openHelp shows the keys of the mode it is called from, made from the keys.
func openHelp(r *reader) tea.Cmd {
	missing := func(b binding) bool { return b.there != nil && !b.there(r) }
	bindings := slices.DeleteFunc(slices.Clone(r.mode().bindings()), missing)
	r.enter(&sheet{
		heading: r.look.say(sayHelpTitle, r.look.say(r.mode().title())),
		rows:    helpRows(r.look, bindings, r.roles(), min(72, r.width-6)),
	})
	return nil
}

// helpRows lists keys and what they do, group by group.
func helpRows(l look, bindings []binding, roles map[annotations.Color]string, width int) []string {
	column := 0
	for i := range bindings {
		column = max(column, l.width(bindings[i].shown(l, roles).Help().Key))
	}
	column = min(column, width/2)
	var rows []string
	for i := range bindings {
		b := &bindings[i]
		if b.group != (phrase{}) {
			if i > 0 {
				rows = append(rows, "")
			}
			rows = append(rows, l.theme.paint(ink{attributes: bold}, l.clip(l.say(b.group), width)))
		}
		help := b.shown(l, roles).Help()
		rows = append(rows, l.theme.paint(ink{words: hueAccent}, l.fit(help.Key, column))+"  "+l.clip(help.Desc, width-column-2))
	}
	return rows
}
