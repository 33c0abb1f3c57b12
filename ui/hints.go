package ui

import (
	"path/filepath"
	"strings"
)

// hintRow is the last row: what just happened, what is wrong, the keys of a
// sequence that has begun, or the keys one may want now.
func (r *reader) hintRow() string {
	l := r.look
	switch {
	case len(r.pending) == 1 && r.pending[0] == "esc":
		return hintMargin + l.dim(l.clip(l.say(sayEscAgain), r.width-3))
	case len(r.pending) > 0:
		return hintMargin + l.theme.paint(ink{words: hueAccent}, l.clip(l.keyName(strings.Join(r.pending, " "))+l.sign("…", ".."), r.width-3))
	case r.message.text != "":
		return hintMargin + l.theme.paint(ink{words: r.message.hue}, l.clip(r.message.in(l, r.width-3), r.width-3))
	case r.book.unsaved != nil:
		return hintMargin + l.theme.paint(ink{words: hueWarning, attributes: bold}, l.clip(l.say(sayNotSaved, r.shortly(r.book.unsaved.Error())), r.width-3))
	}
	if t := r.slowTask(); t != nil {
		return hintMargin + l.dim(l.clip(t.says, r.width-3))
	}
	hints := r.hintText(r.mode().bindings(), r.width-3)
	switch r.mode().(type) {
	case reading, opening: // whose keys wait for reading
		hints = r.colorHints(readKeys)
	case selecting:
		hints = r.colorHints(selectKeys)
	}
	return hintMargin + hints
}

// shortly is what is wrong with the notes, with their file called by its name
// alone: what to do about it comes last, and a row has room for so much.
func (r *reader) shortly(what string) string {
	if path := r.speech.NotesPath; path != "" {
		return strings.ReplaceAll(what, path, filepath.Base(path))
	}
	return what
}

// speaks reports whether the bottom row has more to say than hints.
func (r *reader) speaks() bool {
	return len(r.pending) > 0 || r.slowTask() != nil || r.message.text != "" || r.book.unsaved != nil
}

// colorHints puts the five colours, which are one thing to know, before the other
// hints.
func (r *reader) colorHints(keys []binding) string {
	colors := r.look.theme.paint(ink{words: hueAccent}, "1"+r.look.sign("–", "-")+"5") + " " + r.look.dim(r.look.say(sayMark)) + "  "
	room := r.width - 2 - r.look.width("1-5 "+r.look.say(sayMark)+"  ")
	return colors + r.hintText(keys, room)
}

// hintText is the keys marked as hints, as many as fit.
func (r *reader) hintText(bindings []binding, width int) string {
	l := r.look
	var b strings.Builder
	used := 0
	for i := range bindings {
		if !bindings[i].hint || !bindings[i].enabled(r) {
			continue
		}
		help := bindings[i].shown(l, r.roles()).Help()
		name, _, _ := strings.Cut(help.Key, " ")
		cells := l.width(name) + 1 + l.width(help.Desc) + 2
		if used+cells-2 > width {
			break
		}
		used += cells
		b.WriteString(l.theme.paint(ink{words: hueAccent}, name) + " " + l.dim(help.Desc) + "  ")
	}
	return strings.TrimRight(b.String(), " ")
}

// hintMargin begins the last row. Its two cells stay blank on every screen,
// because the probe for wide characters writes into them.
const hintMargin = "  "
