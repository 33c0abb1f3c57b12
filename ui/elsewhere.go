package ui

import (
	"maps"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// This file takes in what other programs do to the files of the speech on the
// page: another lectern, git, a synchroniser, an editor.

// looked takes in what a look found.
func (r *reader) looked(m lookedMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	var cmds []tea.Cmd
	if m.watch {
		cmds = append(cmds, watch(&r.book, r.speech.Watcher))
	}
	switch {
	case m.news.Notes != nil:
		cmds = append(cmds, r.cameIn(m.news.Notes))
	case m.news.NotesGone:
		r.notesGone()
	case m.news.ReadOnly != "":
		r.book.readOnly, r.speech.ReadOnly = m.news.ReadOnly, m.news.ReadOnly
		r.warn(sayReadOnly, r.shortly(m.news.ReadOnly))
	}
	switch m.news.Speech {
	case FileChanged:
		r.stale = true
	case FileGone:
		r.warn(saySpeechGone)
	}
	return tea.Batch(cmds...)
}

// catchUp reads a speech that has changed again, once nothing else is being done.
func (r *reader) catchUp() tea.Cmd {
	if !r.stale || r.rereading || !r.undisturbed() {
		return nil
	}
	return r.rereadSpeech()
}

// notesGone says that there is no notes file any more, where it held something.
func (r *reader) notesGone() {
	r.mayWrite()
	if len(r.book.notes.Live()) > 0 {
		r.warn(sayNotesGone)
	}
}

// mayWrite ends a time when the notes file could not be read.
func (r *reader) mayWrite() (again bool) {
	again = r.book.readOnly != ""
	r.book.readOnly, r.speech.ReadOnly = "", ""
	return again
}

// cameIn merges the notes that are on disk now with those here.
func (r *reader) cameIn(notes *annotations.Notes) tea.Cmd {
	before := r.book.notes
	r.book.set.Replace(notes)
	r.book.index()
	again := r.mayWrite()
	came, went := changes(before, r.book.notes), changes(r.book.notes, before)
	switch {
	case came > 0:
		r.tell(sayCameIn, NoteCount(came, r.look.lang))
	case went > 0:
		r.tell(sayWentElsewhere, NoteCount(went, r.look.lang))
	case again:
		r.tell(sayWritableAgain)
	}
	var cmds []tea.Cmd
	if again && r.book.unsaved != nil || notes.Copies() > 0 {
		cmds = append(cmds, r.book.save()) // what was in copies is on no disk yet
	}
	if r.book.strangers() {
		cmds = append(cmds, anchor(r.doc(), r.book.notes))
	}
	return tea.Batch(cmds...)
}

// changes counts the live annotations of after that before did not have, or not
// as they are.
func changes(before, after *annotations.Notes) int {
	count := 0
	for _, id := range after.Changed(before) {
		a, b := after.FindLive(id), before.FindLive(id)
		if a != nil && (b == nil || b.Note != a.Note || b.Color != a.Color || !slices.Equal(b.Tags, a.Tags)) {
			count++
		}
	}
	return count
}

// undisturbed reports whether the page may change under the reader: nothing is
// being selected, written or chosen on it.
func (r *reader) undisturbed() bool {
	return len(r.pending) == 0 && !slices.ContainsFunc(r.modes, func(m mode) bool {
		switch m.(type) {
		case reading, *listing, *codebook, *sheet, *about:
			return false
		}
		return true
	})
}

// offsets are all the places of the text that the reader has: where they are,
// were, and set marks.
func (r *reader) offsets() []int {
	return slices.Concat([]int{r.cursor}, r.jumps.back, r.jumps.forward, slices.Collect(maps.Values(r.jumps.marks)))
}

func (r *reader) rereadSpeech() tea.Cmd {
	r.rereading = true
	return reread(&r.book, r.speech.Watcher.Reread, false, r.doc(), r.offsets(), r.book.notes)
}

// reread puts the speech as it is on disk now on the page. When the reader has
// begun something meanwhile, it is read once more after that.
func (r *reader) reread(m rereadMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	r.rereading = false
	switch {
	case m.err != nil:
		r.stale = false
		if m.asked {
			r.warn(sayNotRecoded, m.err)
			return nil
		}
		r.warn(sayNotReread, m.err)
		return nil
	case m.speech.Document == nil:
		r.stale = false
		if m.asked {
			r.knowFile(m.speech)
			r.tellRecoded(nil)
			return r.keepPlace(false)
		}
		return nil
	case !r.undisturbed():
		return nil
	}
	for _, offset := range r.offsets() {
		if _, known := m.moved[offset]; !known { // the reader went on meanwhile
			return r.rereadSpeech()
		}
	}
	r.stale = false
	return r.turnTo(m)
}

// turnTo puts a changed text on the page, with everything where it belongs in it.
func (r *reader) turnTo(m rereadMsg) tea.Cmd {
	above := r.rowsAbove(r.cursor)
	fresh, long := m.speech, !canRule(r)
	r.knowFile(fresh)
	r.cursor = m.moved[r.cursor]
	r.jumps = r.jumps.moved(m.moved)
	r.parseTurn++ // a reading of the text before would come too late
	r.book.set.Describe(fresh.Document, fresh.Encoding)
	r.book.places = map[string]annotations.Place{}
	r.take(fresh.Document)
	r.relayout()
	r.top, _ = r.page.move(r.page.spotOf(r.cursor), -min(above, max(r.frame.body-1, 0)))
	r.clampTop()
	// The place is another in this text, and so is the way the file is read, perhaps.
	cmds := []tea.Cmd{measure(fresh.Document), r.keepPlace(false)}
	if !canRule(r) {
		cmds = append(cmds, r.parseAgain()) // it was only skimmed
	}
	if long {
		cmds = append(cmds, giveBack()) // the memory of the text before
	}
	if r.book.settle(m.places, m.notes); m.asked {
		r.tellRecoded(m.places)
	} else {
		r.tellReread(m.places)
	}
	if r.book.strangers() {
		cmds = append(cmds, anchor(fresh.Document, r.book.notes))
	}
	return tea.Batch(cmds...)
}

// knowFile takes in what was read of the file.
func (r *reader) knowFile(fresh Speech) {
	r.speech.Source, r.speech.Format, r.speech.Encoding = fresh.Source, fresh.Format, fresh.Encoding
	r.speech.Unreadable, r.speech.Notice = fresh.Unreadable, fresh.Notice
}

// tellReread says in one line that the text has changed and where the annotations
// stand in it.
func (r *reader) tellReread(places []annotations.Place) {
	tally := annotations.TallyOf(places)
	r.tell(saySpeechChanged)
	if tally.Total() == 0 {
		return
	}
	r.message.text = r.look.say(sayReread, TallyWords(tally, r.look.lang))
	if tally.Open() > 0 {
		r.message = notice{}
		r.tellTally(tally)
		r.message.text = r.look.say(sayReread, r.message.text)
	}
}

// moved is the list with its offsets as they are in a changed text.
func (j jumpList) moved(to map[int]int) jumpList {
	in := func(list []int) []int {
		var moved []int
		for _, offset := range list {
			moved = append(moved, to[offset])
		}
		return moved
	}
	marks := map[string]int{}
	for letter, offset := range j.marks {
		marks[letter] = to[offset]
	}
	return jumpList{back: in(j.back), forward: in(j.forward), marks: marks}
}

// moveOffsets finds places of one text in another: with the sentences they are
// in, or else at the paragraph of the same number.
func moveOffsets(old, fresh *model.Document, offsets []int) map[int]int {
	if max(len(old.Text), len(fresh.Text)) > model.MaxParsed {
		return shiftOffsets(old.Text, fresh.Text, offsets)
	}
	notes := &annotations.Notes{}
	sentences := map[int]model.Span{} // by offset
	made := map[int]bool{}            // by the sentence's start
	for _, offset := range offsets {
		s := sentenceOf(old, offset)
		if sentences[offset] = s; s.Empty() || made[s.Start] {
			continue
		}
		made[s.Start] = true
		target := annotations.NewTarget(old, s)
		notes.Texts = []annotations.Text{{Revision: target.Revision, Text: old.Text}}
		notes.Annotations = append(notes.Annotations, &annotations.Annotation{ID: strconv.Itoa(s.Start), Target: target})
	}
	starts := map[string]int{}
	for _, p := range annotations.Anchor(fresh, notes) {
		if p.Anchored() {
			starts[p.ID] = p.Span.Start
		}
	}
	moved := map[int]int{}
	for offset, s := range sentences {
		start, found := starts[strconv.Itoa(s.Start)]
		if !found {
			start = paragraphOf(fresh, old.ParagraphAt(offset))
		}
		moved[offset] = start
	}
	return moved
}

// shiftOffsets finds places of one long text in another by what both begin and end
// with: such files mostly grow.
func shiftOffsets(old, fresh string, offsets []int) map[int]int {
	most := min(len(old), len(fresh))
	begin := 0
	for begin < most && old[begin] == fresh[begin] {
		begin++
	}
	end := 0
	for end < most-begin && old[len(old)-end-1] == fresh[len(fresh)-end-1] {
		end++
	}
	moved := map[int]int{}
	for _, offset := range offsets {
		switch {
		case offset <= begin:
			moved[offset] = offset
		case offset >= len(old)-end:
			moved[offset] = offset - len(old) + len(fresh)
		default:
			moved[offset] = begin
		}
	}
	return moved
}

// sentenceOf is the sentence that holds an offset; empty where there is none.
func sentenceOf(d *model.Document, offset int) model.Span {
	if i := d.ParagraphAt(offset); i >= 0 {
		for _, s := range d.Sentences(i) {
			if s.Contains(offset) {
				return s
			}
		}
	}
	return model.Span{}
}

// paragraphOf is where a document's paragraph of a number begins, or its last one.
func paragraphOf(d *model.Document, number int) int {
	if len(d.Paragraphs) == 0 {
		return 0
	}
	return d.Paragraphs[clamp(number, 0, len(d.Paragraphs)-1)].Span.Start
}
