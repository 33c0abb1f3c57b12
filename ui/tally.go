package ui

import (
	"strings"

	"lectern/annotations"
)

// TallyWords says in one line how annotations found their passages. What there
// is none of is left out.
func TallyWords(t annotations.Tally, lang string) string {
	l := look{lang: lang}
	return NoteCount(t.Total(), lang) + l.say(sayTallyColon) + l.tallyParts(t)
}

// NoteCount is so many notes in words.
func NoteCount(n int, lang string) string {
	if n == 1 {
		return look{lang: lang}.say(sayTallyNote)
	}
	return look{lang: lang}.say(sayTallyNotes, n)
}

// tallyParts is the counts that are not zero.
func (l look) tallyParts(t annotations.Tally) string {
	var parts []string
	for _, part := range []struct {
		count     int
		many, one phrase
	}{
		{t.Placed, sayTallyPlaced, sayTallyPlaced}, {t.Moved, sayTallyMoved, sayTallyMoved},
		{t.Edited, sayTallyEdited, sayTallyEdited}, {t.Ambiguous, sayTallyAmbiguous, sayTallyAmbiguous},
		{t.Orphan, sayTallyOrphans, sayTallyOrphan},
	} {
		switch part.count {
		case 0:
		case 1:
			parts = append(parts, l.say(part.one, 1))
		default:
			parts = append(parts, l.say(part.many, part.count))
		}
	}
	return strings.Join(parts, l.say(sayTallyJoin))
}

// tellTally says how the annotations found their passages, unless all are in
// place. Where the reader has to do something about it, it stands until the first
// key and names the key.
func (r *reader) tellTally(t annotations.Tally) {
	l := r.look
	switch {
	case t.InPlace():
	case t.Open() == 0:
		r.turn++
		r.message = notice{text: TallyWords(t, l.lang), hue: hueGood, turn: r.turn}
	default:
		open := annotations.Tally{Ambiguous: t.Ambiguous, Orphan: t.Orphan}
		said := notice{text: l.say(sayTallyKey, TallyWords(t, l.lang)), short: l.say(sayTallyKey, l.tallyParts(open)), hue: hueWarning}
		if r.message.text != "" {
			said.text += l.say(saySentenceJoin) + r.message.text
		}
		r.message = said
	}
}
