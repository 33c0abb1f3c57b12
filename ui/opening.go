package ui

import (
	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// This file takes in a long speech step by step: its beginning is on the page when
// the program starts, then the whole text comes, then the notes, then what the
// paragraphs are.

// openingSteps is how far opening a speech has come.
type openingSteps struct {
	waiting []tea.KeyPressMsg // keys for when the text is there
	slow    bool              // the reader has been told that it takes time
	noNotes bool              // the notes have not come yet
	failed  error             // why it ended
}

// open begins with the steps that are left.
func (r *reader) open() tea.Cmd {
	if r.speech.Opening == nil {
		return r.begin()
	}
	r.opening.noNotes = true
	r.enter(opening{})
	return tea.Batch(openText(&r.book, r.speech.Opening), openingSlow(&r.book))
}

// openingIsSlow says that the speech is still being read.
func (r *reader) openingIsSlow(m openingSlowMsg) {
	if _, opens := r.mode().(opening); m.book == &r.book && opens {
		r.opening.slow = true
		r.message = notice{text: r.look.say(saySpeechOpening, r.speech.Name), hue: hueDim}
	}
}

// progressBar is shown by the terminal, where it has a place for one, while the reader
// waits for the text.
func (r *reader) progressBar() *tea.ProgressBar {
	if _, opens := r.mode().(opening); !opens || !r.opening.slow {
		return nil
	}
	return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
}

// textOpened puts the whole text on the page; what is in view stays where it is.
func (r *reader) textOpened(m textOpenedMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	if m.err != nil {
		r.opening.failed = m.err
		return tea.Quit
	}
	if r.opening.slow {
		r.message = notice{}
	}
	if len(r.doc().Paragraphs) == 0 {
		r.cursor, r.jumps.marks = m.speech.Place.Offset, m.speech.Place.Marks
	}
	r.turnToOpened(m.speech)
	r.leave()
	return openRest(&r.book, m.speech.Opening)
}

// turnToOpened puts a document on the page that has the same text as before, or more
// of it.
func (r *reader) turnToOpened(s Speech) {
	r.speech = s
	r.take(s.Document)
	r.relayout()
}

// nextWaiting is the next key that waited for the text, once that is there.
func (r *reader) nextWaiting() (key tea.KeyPressMsg, ok bool) {
	if _, opens := r.mode().(opening); opens || len(r.opening.waiting) == 0 {
		return key, false
	}
	key, r.opening.waiting = r.opening.waiting[0], r.opening.waiting[1:]
	return key, true
}

// restOpened takes in the notes, and the text where it turned out to be another.
func (r *reader) restOpened(m restOpenedMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	if m.err != nil {
		r.opening.failed = m.err
		return tea.Quit
	}
	r.opening.noNotes = false
	known := r.speech.Document
	m.speech.Opening = nil
	turn := r.book.turn
	r.book = newNotebook(m.speech)
	r.book.turn += turn
	r.draft.drafter = m.speech.Drafter
	if r.speech = m.speech; m.speech.Document != known {
		r.cursor = min(r.cursor, len(m.speech.Document.Text))
		r.turnToOpened(m.speech)
	}
	return r.begin()
}

// settle is what is asked of a document when it is there: where the annotations
// stand, how long it is. Of one that was only skimmed, it is first what its
// paragraphs are. One comes after the other, so that a processor is left for the
// reader.
func (r *reader) settle(notes *annotations.Notes) tea.Cmd {
	if r.speech.Skimmed {
		r.speech.Skimmed = false
		return r.parseAgain()
	}
	return inTurn(anchor(r.doc(), notes), measure(r.doc()), findStray(&r.book, r.speech.Strays))
}
