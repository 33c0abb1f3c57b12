package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// This file takes in a long speech step by step: its beginning is on the page when
// the program starts, then the whole text comes, then the notes, then what the
// paragraphs are.

// openingSteps is how far opening a speech has come.
type openingSteps struct {
	waiting  []tea.KeyPressMsg // keys for when the text, or the notes, are there
	slow     bool              // the reader has been told that it takes time
	noNotes  bool              // the notes have not come yet
	sequence []tea.KeyPressMsg // keys pressed since, of a sequence that is not complete
	refused  bool              // the last key needed the notes
	forNotes bool              // the keys wait for the notes
	failed   error             // why it ended
	instead  bool              // another speech was on the page
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
	if m.book == &r.book && r.opens() {
		r.opening.slow = true
		r.sayOpening()
	}
}

func (r *reader) sayOpening() {
	says := saySpeechOpening
	if r.opening.instead {
		says = sayOpeningOther
	}
	r.message = notice{text: r.look.say(says, r.speech.Name), hue: hueDim}
}

// pressEarly takes a key while the notes are being read. One that needs them waits for
// them, and those after it too.
func (r *reader) pressEarly(k tea.KeyPressMsg) tea.Cmd {
	o := &r.opening
	if o.forNotes {
		o.waiting = append(o.waiting, k)
		return nil
	}
	o.sequence, o.refused = append(o.sequence, k), false
	cmd := r.press(k)
	switch {
	case o.refused:
		o.waiting, o.forNotes = append(o.sequence, o.waiting...), true
		o.sequence = nil
	case len(r.pending) == 0:
		o.sequence = nil
	}
	return cmd
}

// progressBar is shown by the terminal, where it has a place for one, while the reader
// waits for the text or for a task.
func (r *reader) progressBar() *tea.ProgressBar {
	if slowly := r.opens() && r.opening.slow; !slowly && r.slowTask() == nil {
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
		return nil
	}
	if r.opening.slow {
		r.message = notice{}
	}
	if len(r.doc().Paragraphs) == 0 {
		r.cursor = m.speech.Place.Offset
	}
	r.jumps.marks = m.speech.Place.Marks // those in the beginning are not all
	r.modes = slices.DeleteFunc(r.modes, isOpening)
	r.speech = m.speech
	r.takeInPlace(m.speech.Document)
	return openRest(&r.book, m.speech.Opening)
}

// nextWaiting is the next key that waited for the text, once that is there.
func (r *reader) nextWaiting() (key tea.KeyPressMsg, ok bool) {
	if r.opens() || r.opening.forNotes && r.opening.noNotes || len(r.opening.waiting) == 0 {
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
		return nil
	}
	r.opening.noNotes, r.opening.forNotes = false, false
	known := r.doc()
	m.speech.Opening = nil
	turn := r.book.turn
	r.book = newNotebook(m.speech)
	r.book.turn += turn
	r.draft.drafter = m.speech.Drafter
	if r.speech = m.speech; r.doc().Text != known.Text {
		r.modes, r.selection, r.rows = []mode{reading{}}, nil, nil // offsets of a text that is not
		r.jumps = jumpList{marks: m.speech.Place.Marks}
		r.cursor = m.speech.Place.Offset
	}
	if r.doc() != known {
		r.takeInPlace(m.speech.Document)
	}
	return r.begin()
}

// settle is what is asked of a document when it is there: where the annotations
// stand, how long it is. Of one that was only skimmed, it is first what its
// paragraphs are. One comes after the other, so that a processor is left for the
// reader.
func (r *reader) settle(notes *annotations.Notes) tea.Cmd {
	switch {
	case r.speech.Skimmed && len(r.doc().Text) > parsedAtOnce:
		return inTurn(anchor(r.doc(), notes), whenStill(&r.book, r.pressed, 0))
	case r.speech.Skimmed:
		return inTurn(anchor(r.doc(), notes), r.parseAgain())
	}
	return inTurn(anchor(r.doc(), notes), measure(r.doc()), findStray(&r.book, r.speech.Strays))
}

// parsedAtOnce is how many bytes are parsed before anybody turns a page.
const parsedAtOnce = 1 << 20

// mostWaits is how often it is asked whether the reader is still before that does not
// matter any more.
const mostWaits = 40

// askedStill begins to look closer at the text unless the reader is turning pages, which
// would wait for the processor.
func (r *reader) askedStill(m stillMsg) tea.Cmd {
	switch {
	case m.book != &r.book || !r.speech.Skimmed:
		return nil
	case m.pressed != r.pressed && m.waits < mostWaits:
		return whenStill(&r.book, r.pressed, m.waits+1)
	}
	return r.parseAgain()
}

// needSections looks closer at once, for a key that leads to sections, and says that those
// of the beginning are not all.
func (r *reader) needSections() tea.Cmd {
	if !r.speech.Skimmed {
		return nil
	}
	r.tell(saySectionsDue)
	return r.parseAgain()
}
