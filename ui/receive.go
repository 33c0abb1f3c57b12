package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// receive takes in what commands bring.
func (r *reader) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case savedMsg:
		return r.saved(msg)
	case retryMsg:
		return r.retried(msg)
	case placeSavedMsg:
		if r.leaving {
			return tea.Quit
		}
	case anchoredMsg:
		r.anchored(msg)
	case measuredMsg:
		r.measured(msg)
	case foundMsg:
		return r.found(msg)
	case leaptMsg:
		return r.leapt(msg)
	case parsedMsg:
		return r.parsed(msg)
	case recentMsg:
		r.chooseRecent(msg)
	case knownTagsMsg:
		r.knownTags = msg.tags
	case previewMsg:
		r.previewed(msg)
	case roleKeptMsg:
		return r.roleKept(msg)
	case exportedMsg:
		r.exported(msg)
	case copiedMsg:
		r.copied(msg)
	case clippedMsg:
		return r.clipped(msg)
	case placeDueMsg:
		if msg.turn == r.placeTurn {
			return r.keepPlace(false)
		}
	case taskSlowMsg:
		msg.task.slow = true
	case previewSlowMsg:
		msg.of.slow = max(msg.of.slow, msg.turn)
	case editedMsg:
		return r.broughtBack(msg)
	case forgetMsg:
		if r.message.turn == msg.turn {
			r.message = notice{}
		}
	default:
		return r.receiveFiles(msg)
	}
	return nil
}

// receiveFiles takes in what commands bring of other files than the notes, and of
// what others did to these.
func (r *reader) receiveFiles(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case asideMsg:
		return r.asideSet(msg)
	case strayMsg:
		r.strayFound(msg)
	case takenMsg:
		return r.strayTaken(msg)
	case draftFoundMsg:
		return r.draftFound(msg)
	case draftDueMsg:
		return r.draftDue(msg)
	case draftKeptMsg:
		return r.draftKept(msg)
	case lookedMsg:
		return r.looked(msg)
	case rereadMsg:
		return r.reread(msg)
	case openingSlowMsg:
		r.openingIsSlow(msg)
	case stillMsg:
		return r.askedStill(msg)
	case textOpenedMsg:
		return r.textOpened(msg)
	case restOpenedMsg:
		return r.restOpened(msg)
	case decodingsMsg:
		r.chooseEncoding(msg)
	case stopMsg:
		return tea.Batch(r.draftKept(msg.kept), tea.Suspend)
	case tea.ResumeMsg:
		return lookNow(&r.book, r.speech.Watcher) // not a second later
	default:
		return r.forward(msg)
	}
	return nil
}

// forward gives a message that only a component knows to the one being typed in.
func (r *reader) forward(msg tea.Msg) tea.Cmd {
	if n, ok := r.mode().(*noteWriting); ok {
		return n.write(r, msg)
	}
	return nil
}

// pastedLines makes newlines of what terminals and clipboards send for them.
var pastedLines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// paste gives what was pasted to the mode that takes typing: a field of one
// line takes it as one line.
func (r *reader) paste(msg tea.PasteMsg) tea.Cmd {
	w, ok := r.mode().(writer)
	if !ok {
		return nil
	}
	r.leaving = false
	msg.Content = pastedLines.Replace(msg.Content)
	if _, many := w.(*noteWriting); !many {
		msg.Content = oneLine(msg.Content)
	}
	return w.write(r, msg)
}

// saved takes in how a save ended. Leaving waits for it.
func (r *reader) saved(m savedMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	cmd := r.book.saved(m)
	if r.suspending && !r.book.saving {
		cmd = tea.Batch(cmd, r.suspend())
	}
	switch {
	case m.err != nil && r.leaving:
		r.leaving = false
		r.enter(newUnsavedQuestion(r))
	case m.err != nil:
		r.message = notice{} // so that NOT SAVED is read at once
	case r.leaving && r.book.settled():
		return r.farewell()
	case r.message.saved: // an edit before it
	case r.message.text == "":
		r.tell(saySaved)
		r.message.saved = true
	default:
		r.announce(r.message.hue, sayAndSaved, r.message.text)
		r.message.saved = true
	}
	if r.book.strangers() {
		cmd = tea.Batch(cmd, anchor(r.doc(), r.book.notes))
	}
	if n, _ := r.writing(); n != nil {
		return cmd
	}
	if m.err == nil && r.book.settled() {
		return tea.Batch(cmd, r.dropDraft())
	}
	return tea.Batch(cmd, r.draft.turn(&r.book))
}

// retried tries again to save what could not be saved.
func (r *reader) retried(m retryMsg) tea.Cmd {
	if m.book != &r.book || m.try != r.book.tries || r.book.unsaved == nil {
		return nil
	}
	return r.book.save()
}

// measured takes in how long the speech is, and says so once when it holds
// characters that signs stand for.
func (r *reader) measured(m measuredMsg) {
	if m.doc != r.doc() {
		return
	}
	if r.signs == 0 && m.signs > 0 && r.message.text == "" {
		r.message = notice{text: r.look.say(saySigns, m.signs), hue: hueDim}
	}
	r.left, r.signs, r.unseen = m.left, m.signs, m.unseen
}

// anchored takes in where the annotations stand, and says so once.
func (r *reader) anchored(m anchoredMsg) {
	if m.doc.Text != r.doc().Text { // what its paragraphs are may have come meanwhile
		return
	}
	r.book.settle(m.places, m.notes)
	if r.tallyDue {
		r.tallyDue = false
		r.tellTally(annotations.TallyOf(m.places))
	}
}

// parsed puts the speech as it was read anew on the page; the text is the same,
// so every span still holds.
func (r *reader) parsed(m parsedMsg) tea.Cmd {
	if m.book != &r.book || m.turn != r.parseTurn {
		return nil
	}
	r.takeInPlace(m.doc)
	return r.settle(r.book.notes)
}

// copied says how copying the notes elsewhere ended.
func (r *reader) copied(m copiedMsg) {
	if m.book != &r.book {
		return
	}
	if m.err != nil {
		r.askCopyFile(m.path)
		r.warn(sayNotCopied, m.err)
		return
	}
	r.tell(sayNotesCopied, m.path)
}

// keepPlace saves the reading place, where there is a keeper for it; the last
// time, the program ends after it.
func (r *reader) keepPlace(last bool) tea.Cmd {
	k := r.speech.places()
	if k == nil || r.opens() {
		return nil
	}
	return savePlace(k, r.doc(), r.place(), last)
}

func (r *reader) place() Place { return Place{Offset: r.cursor, Marks: r.jumps.marks} }

// travel undoes or redoes one edit and goes to where it was made.
func (r *reader) travel(step func(time.Time) (annotations.Edit, bool), done, nothing phrase) tea.Cmd {
	if !r.writable() {
		return nil
	}
	rulings := r.book.notes.Rulings
	edit, ok := step(r.now())
	if !ok {
		r.tell(nothing)
		return nil
	}
	cmd := r.edited()
	if span, placed := r.spanOf(edit.ID); placed {
		r.put(span.Start)
	}
	r.tell(done)
	if tag := r.tagOf(edit); tag != "" {
		r.tell(sayDoneOfTag, r.look.say(done), tag)
	}
	if edit.Kept {
		r.warn(sayChangedElsewhere)
	}
	if edit.Before.Target != edit.After.Target {
		cmd = tea.Batch(cmd, anchor(r.doc(), r.book.notes))
	}
	if !slices.EqualFunc(rulings, r.book.notes.Rulings, annotations.Ruling.Alike) {
		return tea.Batch(cmd, r.parseAgain())
	}
	return cmd
}

// tagOf is the tag that an edit of tags was about, as it is called now; empty for
// any other edit.
func (r *reader) tagOf(edit annotations.Edit) string {
	changes := edit.TagChanges()
	if len(changes) == 0 {
		return ""
	}
	there := func(t annotations.TagCount) bool { return t.Path == changes[0].Before.Path }
	if slices.ContainsFunc(r.book.notes.Codebook(), there) {
		return changes[0].Before.Path
	}
	return changes[0].After.Path
}
