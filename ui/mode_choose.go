package ui

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"
)

// choice is a row of a chooser.
type choice struct {
	label  string
	detail string // dim, at the right
	do     func(*reader) tea.Cmd
}

// chooser is a list in a box over the page: the menu, the other speeches, which
// of several annotations.
type chooser struct {
	question phrase
	args     []any
	items    []choice
	at       int
	keys     []binding // more than moving and choosing, if any
}

func newChooser(question phrase, items []choice, args ...any) *chooser {
	return &chooser{question: question, args: args, items: items}
}

func (*chooser) title() phrase { return sayChoose }

func (c *chooser) bindings() []binding {
	return append(c.keys[:len(c.keys):len(c.keys)], chooseKeys...)
}

var chooseKeys = []binding{
	{group: sayChoose, keys: []string{"down", "j", "tab", "ctrl+n"}, help: sayDown, do: stepChoice(+1), hint: true},
	{keys: []string{"up", "k", "shift+tab", "ctrl+p"}, help: sayUp, do: stepChoice(-1), hint: true},
	{keys: []string{"enter", "space"}, help: sayChooseThis, do: takeChoice, hint: true},
	{keys: []string{"esc", "q", "ctrl+c"}, help: sayBack, do: leave, hint: true},
}

func stepChoice(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		if c := r.mode().(*chooser); len(c.items) > 0 {
			c.at = (c.at + step + len(c.items)) % len(c.items)
		}
		return nil
	}
}

func takeChoice(r *reader) tea.Cmd {
	c := r.mode().(*chooser)
	r.leave()
	if c.at >= len(c.items) {
		return nil
	}
	return c.items[c.at].do(r)
}

// firstShown is the first item in the box.
func (c *chooser) firstShown(r *reader) int {
	room := r.height - 4 - len(c.headRows(r))
	return firstInView(c.at, max(room, 1), len(c.items))
}

// headRows is the question in as many rows as it takes, and a blank one; a box
// too low for that shows the items first.
func (c *chooser) headRows(r *reader) []string {
	l := r.look
	var rows []string
	for _, line := range proseLines(l, l.say(c.question, c.args...), r.boxWidth()-4) {
		rows = append(rows, l.theme.paint(ink{words: hueAccent, attributes: bold}, line))
	}
	rows = append(rows, "")
	return rows[:clamp(r.height-5, 0, len(rows))]
}

// chooseRow is a click on a row of the box, counted from the first item.
func (c *chooser) chooseRow(r *reader, row int) tea.Cmd {
	if row < 0 || row >= len(c.items) {
		return nil
	}
	c.at = row
	return takeChoice(r)
}

func (*chooser) dock(*reader) dock { return dockOver }

func (c *chooser) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	rows := c.headRows(r)
	room := max(height-len(rows), 1)
	first := firstInView(c.at, room, len(c.items))
	for i := first; i < min(first+room, len(c.items)); i++ {
		item := c.items[i]
		label, detail, gap := l.spread(l.clip(item.label, width-1), l.clip(item.detail, width/2), width-1)
		row := " " + label + blank(gap)
		if i == c.at {
			rows = append(rows, l.theme.paint(l.theme.emphasis(hueSelection), row+detail))
			continue
		}
		rows = append(rows, row+l.dim(detail))
	}
	if len(c.items) == 0 {
		rows = append(rows, l.dim(" "+l.say(sayNothingToChoose)))
	}
	return rows, nil
}

// openMenu lists what can be done here, for those who know no key. It is made
// from the keys of the mode it is called from.
func openMenu(r *reader) tea.Cmd {
	var items []choice
	for _, b := range r.mode().bindings() {
		if !b.menu || !b.enabled(r) {
			continue
		}
		shown := b.shown(r.look, r.roles()).Help()
		items = append(items, choice{label: shown.Desc, detail: shown.Key, do: b.do})
	}
	r.enter(newChooser(sayMenuTitle, items))
	return nil
}

// openRecent lists the speeches read before.
func openRecent(r *reader) tea.Cmd {
	switch {
	case r.config.Library == nil:
		return nil
	case r.book.unsaved != nil && !r.book.saving:
		r.enter(newUnsavedQuestion(r))
		return nil
	}
	return listRecent(r.config.Library)
}

func (r *reader) chooseRecent(m recentMsg) {
	if m.err != nil {
		r.warn(sayNoRecent, m.err)
		return
	}
	if _, reads := r.mode().(reading); !reads {
		return // something else has been opened meanwhile
	}
	var items []choice
	for _, s := range m.recent {
		name := s.Title
		if name == "" {
			name = s.Name
		}
		if s.Path == r.speech.Path {
			continue
		}
		detail := r.look.clipLeft(filepath.Dir(s.Path), 24) + "  " + r.look.say(sayAnnotations, s.Annotations)
		items = append(items, choice{label: name, detail: detail, do: func(r *reader) tea.Cmd {
			return open(r, s.Path, s.Name)
		}})
	}
	r.enter(newChooser(sayOtherSpeeches, items))
}

// newUnsavedQuestion asks before notes that are not on disk are left behind.
func newUnsavedQuestion(r *reader) *chooser {
	return newChooser(sayUnsavedQuestion, []choice{
		{label: r.look.say(sayTryAgain), do: func(r *reader) tea.Cmd { return r.book.save() }},
		{label: r.look.say(sayStay), do: func(*reader) tea.Cmd { return nil }},
		{label: r.look.say(sayCopyElsewhere), do: func(r *reader) tea.Cmd { return r.askCopyFile("") }},
		{label: r.look.say(sayLeaveAnyway), do: func(r *reader) tea.Cmd {
			r.leaving = true
			return r.farewell()
		}},
	}, r.book.unsaved)
}
