package ui

import "lectern/model"

// notice is what the bottom row says for a moment instead of the hints.
type notice struct {
	text  string
	short string // for windows that have no room for text; may be empty
	hue   hue
	saved bool // it says that the notes are saved, too
	turn  int  // which notice this is, so that an old one's timer ends nothing
}

func (r *reader) tell(p phrase, args ...any) { r.announce(hueGood, p, args...) }

func (r *reader) warn(p phrase, args ...any) { r.announce(hueWarning, p, args...) }

func (r *reader) announce(h hue, p phrase, args ...any) {
	r.turn++
	r.message = notice{text: r.look.say(p, args...), hue: h, turn: r.turn}
}

// speakingTime is a range of minutes in words: "9–14 min".
func (r *reader) speakingTime(m model.Range) string {
	if m.Low == m.High {
		return r.look.say(sayMinutes, m.Low)
	}
	return r.look.say(sayMinutesRange, m.Low, r.look.sign("–", "-"), m.High)
}

// in is the notice for a row of so many cells.
func (n notice) in(l look, width int) string {
	if n.short != "" && l.width(n.text) > width {
		return n.short
	}
	return n.text
}
