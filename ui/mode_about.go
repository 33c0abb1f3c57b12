package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// about is what the speech is and how it was read, in a box over the page. What
// it is cited by can be set there.
type about struct {
	facts []fact // how it was read and where its notes are
	at    int    // the row chosen: a field of cited, or a fact behind them
}

// fact is a row that is only read.
type fact struct {
	name  phrase
	value string
}

// cited are the fields of annotations.Info and what they are called.
var cited = []struct {
	field string
	name  phrase
}{
	{"title", sayFactTitle}, {"speaker", sayFactSpeaker}, {"date", sayFactDate}, {"occasion", sayFactOccasion}, {"url", sayFactURL},
}

func (*about) title() phrase { return sayAbout }

func (*about) bindings() []binding { return aboutKeys }

var aboutKeys = []binding{
	{group: sayAbout, keys: []string{"enter", "e"}, help: saySetFact, do: setFact, hint: true, when: onField},
	{keys: []string{"down", "j", "ctrl+n"}, help: sayDown, do: stepAbout(+1)},
	{keys: []string{"up", "k", "ctrl+p"}, help: sayUp, do: stepAbout(-1)},
	{keys: []string{"g", "home"}, help: sayToStart, do: stepAbout(-1 << 20)},
	{keys: []string{"G", "end"}, help: sayToEnd, do: stepAbout(+1 << 20)},
	{keys: []string{"u"}, help: sayUndo, do: undo, hint: true},
	{keys: []string{"ctrl+r"}, help: sayRedo, do: redo},
	{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp},
	{keys: []string{"esc", "q", "i", "ctrl+c"}, help: sayBack, do: leave, hint: true},
}

func openAbout(r *reader) tea.Cmd {
	s, l := &r.speech, r.look
	about := &about{}
	for _, f := range []fact{
		{sayFactFile, s.Path},
		{sayFactForm, s.Format + " " + s.Encoding},
		{sayFactUnreadable, positive(l, s.Unreadable)},
		{sayFactSigns, positive(l, r.signs)},
		{sayFactUnseen, positive(l, r.unseen)},
		{sayFactNotice, s.Notice},
		{sayFactLength, l.say(sayCharacters, s.Document.PointAt(len(s.Document.Text)))},
		{sayFactTime, r.speakingTime(r.config.Rates.Minutes(model.Count(s.Document.Text)))},
		{sayFactNotes, l.say(sayAnnotations, len(r.book.set.Annotations()))},
		{sayFactKept, s.NotesPath},
		{sayFactReadOnly, s.ReadOnly},
	} {
		if f.value != "" {
			about.facts = append(about.facts, f)
		}
	}
	r.enter(about)
	return nil
}

func positive(l look, n int) string {
	if n == 0 {
		return ""
	}
	return l.say(sayCharacters, n)
}

func stepAbout(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		a := r.mode().(*about)
		a.at = clamp(a.at+step, 0, len(cited)+len(a.facts)-1)
		return nil
	}
}

// onField reports whether the row chosen can be set.
func onField(r *reader) bool {
	a, ok := r.mode().(*about)
	return ok && a.at < len(cited)
}

// setFact asks for a field of what the speech is cited by. Left empty, or as the
// text says it, the text is what counts again.
func setFact(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	field := cited[r.mode().(*about).at]
	info, says := r.book.notes.Info(r.doc()), annotations.TextInfo(r.doc())
	input := newInput(*info.Field(field.field))
	before := input.line()
	r.enter(&prompt{label: field.name, input: input, accept: func(r *reader, value string) tea.Cmd {
		switch value {
		case before:
			return nil
		case *says.Field(field.field):
			value = ""
		}
		r.book.set.SetInfo(r.now(), field.field, value)
		cmd := r.edited()
		if value == "" {
			r.tell(sayFactUnset, r.look.say(field.name))
		} else {
			r.tell(sayFactSet, r.look.say(field.name), value)
		}
		return cmd
	}})
	return nil
}

// info is what the speech is cited by: without a title, by its file's name.
func (r *reader) info() annotations.Info {
	info := r.book.notes.Info(r.doc())
	info.Title = cmp.Or(info.Title, r.speech.Name)
	return info
}

func (*about) dock(*reader) dock { return dockOver }

// aboutHead is how many rows stand above the first field.
const aboutHead = 2

// firstShown is the first row in a box with room for so many.
func (a *about) firstShown(room int) int { return firstInView(a.at, room, len(cited)+len(a.facts)) }

func (a *about) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	rows := []string{l.theme.paint(ink{words: hueAccent, attributes: bold}, l.clip(l.say(sayAbout), width)), ""}
	room := max(height-aboutHead, 1)
	first := a.firstShown(room)
	for i := first; i < min(first+room, len(cited)+len(a.facts)); i++ {
		rows = append(rows, a.row(r, i, width))
	}
	return rows, nil
}

// fact is the row i and, of what can be set, who says so.
func (a *about) fact(r *reader, i int) (row fact, who phrase) {
	if i >= len(cited) {
		return a.facts[i-len(cited)], who
	}
	info, given := r.book.notes.Info(r.doc()), r.book.notes.Document.Given
	row = fact{cited[i].name, *info.Field(cited[i].field)}
	switch {
	case *given.Field(cited[i].field) != "":
		return row, sayFactGiven
	case row.value != "":
		return row, sayFactInText
	}
	return row, sayFactNotSaid
}

func (a *about) row(r *reader, i, width int) string {
	l := r.look
	fact, who := a.fact(r, i)
	name := l.fit(l.say(fact.name), min(12, width/2)) + " "
	value, said, gap := l.spread(l.clip(fact.value, width-l.width(name)), l.say(who), width-l.width(name))
	if i == a.at {
		return l.theme.paint(l.theme.emphasis(hueSelection), name+value+blank(gap)+said)
	}
	return l.dim(name) + value + blank(gap) + l.dim(said)
}

// chooseRow is a click on a row of the box; the one chosen already is set.
func (a *about) chooseRow(r *reader, row int) tea.Cmd {
	i := row - aboutHead + a.firstShown(max(r.height-4-aboutHead, 1))
	switch {
	case row < aboutHead || i >= len(cited)+len(a.facts):
		return nil
	case i == a.at && onField(r):
		return setFact(r)
	}
	a.at = i
	return nil
}
