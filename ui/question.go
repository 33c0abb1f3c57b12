package ui

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"
)

// ask puts a question to the reader as soon as nothing else is being done.
// Questions that come together are put one after another.
func (r *reader) ask(question *chooser) { r.questions = append(r.questions, question) }

// askNext puts the first question that waits.
func (r *reader) askNext() {
	_, reads := r.mode().(reading)
	if len(r.questions) == 0 || !reads || len(r.pending) > 0 || r.leaving || r.frame.body == 0 {
		return
	}
	r.enter(r.questions[0])
	r.questions = r.questions[1:]
}

// askAboutBroken asks what to do about notes that could not be read whole.
func (r *reader) askAboutBroken() {
	day := r.now().Format("20060102")
	r.ask(newChooser(sayBrokenQuestion, []choice{
		{label: r.look.say(sayReadForNow), do: func(*reader) tea.Cmd { return nil }},
		{label: r.look.say(saySetAside, NoteCount(len(r.book.notes.Live()), r.look.lang)), detail: "….broken-" + day, do: func(r *reader) tea.Cmd {
			return setAside(&r.book, r.speech.Mender)
		}},
	}, r.speech.ReadOnly))
}

// asideSet goes on with what could be read, once the broken file is out of the way.
func (r *reader) asideSet(m asideMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	if m.err != nil {
		r.warn(sayNotAside, m.err)
		return nil
	}
	r.book.readOnly, r.speech.ReadOnly = "", ""
	r.tell(sayAside, m.path)
	if len(r.book.notes.Live()) == 0 {
		return nil
	}
	return r.book.save()
}

// strayFound asks about notes that seem to belong here, unless the reader has
// begun to make others.
func (r *reader) strayFound(m strayMsg) {
	if m.book != &r.book || len(r.book.notes.Annotations) > 0 {
		return
	}
	l := r.look
	var items []choice
	take := func(label phrase, move bool) {
		items = append(items, choice{label: l.say(label), do: func(r *reader) tea.Cmd { return r.takeStray(m.stray, move) }})
	}
	question := sayStray
	if m.stray.Alone {
		question = sayStrayAlone
		take(sayAttach, true)
	}
	take(sayCopyHere, false)
	items = append(items, choice{label: l.say(sayIgnore), do: func(r *reader) tea.Cmd {
		return ignoreStray(&r.book, r.speech.Strays, m.stray)
	}})
	r.ask(newChooser(question, items, r.fromHere(m.stray.Path), NoteCount(m.stray.Annotations, l.lang)))
}

// fromHere is a path without the folder that the speech is in too.
func (r *reader) fromHere(path string) string {
	if filepath.Dir(path) == filepath.Dir(r.speech.Path) {
		return filepath.Base(path)
	}
	return path
}

// takeStray takes notes over, unless the reader has made others meanwhile.
func (r *reader) takeStray(s Stray, move bool) tea.Cmd {
	if len(r.book.notes.Annotations) > 0 {
		r.warn(sayNotTaken, r.look.say(sayOwnNotes))
		return nil
	}
	return takeStray(&r.book, r.speech.Strays, s, move)
}

// strayTaken takes in the notes that came.
func (r *reader) strayTaken(m takenMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	if m.err != nil {
		r.warn(sayNotTaken, m.err)
	}
	if m.notes == nil {
		return nil
	}
	r.book.set.Replace(m.notes)
	r.book.index()
	if m.err == nil {
		r.tell(sayTaken, NoteCount(len(r.book.notes.Live()), r.look.lang))
	}
	r.tallyDue = true
	return tea.Batch(anchor(r.doc(), r.book.notes), r.parseAgain())
}
