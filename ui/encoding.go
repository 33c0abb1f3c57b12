package ui

import (
	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// This file has the speech read in another encoding. The notes stay: they are
// anchored by their words.

func canRecode(r *reader) bool { return r.speech.Recoder != nil }

// openEncodings asks what the speech says in each encoding.
func openEncodings(r *reader) tea.Cmd { return listDecodings(r) }

// chooseEncoding lists the encodings, each with the first words that tell it from
// the others.
func (r *reader) chooseEncoding(m decodingsMsg) {
	if m.book != &r.book {
		return
	}
	if m.err != nil {
		r.warn(sayNotRecoded, m.err)
		return
	}
	if _, reads := r.mode().(reading); !reads {
		return // something else has been opened meanwhile
	}
	l := r.look
	items := []choice{{label: l.say(sayEncodingFound), do: recodeTo("")}}
	for _, d := range m.decodings {
		detail := ""
		switch {
		case d.Encoding == r.speech.Encoding:
			detail = l.say(sayEncodingNow)
		case d.Unreadable > 0:
			detail = l.say(sayUnreadable, d.Unreadable)
		}
		items = append(items, choice{label: l.fit(d.Encoding, encodingCells) + d.Words, detail: detail, do: recodeTo(d.Encoding)})
	}
	r.enter(newChooser(sayWhichEncoding, items))
}

// encodingCells is the width of the names of the encodings.
const encodingCells = 14

func recodeTo(encoding string) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		r.stale, r.rereading = true, true
		recoder := r.speech.Recoder
		read := func() (Speech, error) { return recoder.Recode(encoding) }
		r.message = notice{text: r.look.say(sayReadingAgain), hue: hueDim}
		return reread(&r.book, read, true, r.doc(), r.offsets(), r.book.notes)
	}
}

// tellRecoded says how the speech is read now, and where the annotations stand in
// it.
func (r *reader) tellRecoded(places []annotations.Place) {
	l := r.look
	r.tell(sayReadAs, r.speech.Encoding)
	if r.speech.Unreadable > 0 {
		r.message.text += l.say(saySentenceJoin) + l.say(sayUnreadable, r.speech.Unreadable)
	}
	if tally := annotations.TallyOf(places); tally.Total() > 0 {
		r.message.text += l.say(saySentenceJoin) + TallyWords(tally, l.lang)
	}
}
