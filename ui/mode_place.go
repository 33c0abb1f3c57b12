package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// This file puts annotations on passages at the reader's word: nothing else
// writes a new anchor.

// placing is choosing the passage for an annotation that is there already: the
// sentence under the cursor, or what is selected.
type placing struct{ id string }

func (*placing) title() phrase { return sayPlacing }

func (*placing) bindings() []binding { return placeKeys }

var placeKeys []binding

func init() {
	moves := []binding{
		{keys: []string{"down", "right", "j", ")"}, help: sayNextSentence, do: stepSentence(+1)},
		{keys: []string{"up", "left", "k", "("}, help: sayPreviousSentence, do: stepSentence(-1)},
		{keys: []string{"}"}, help: sayNextParagraph, do: stepParagraph(+1)},
		{keys: []string{"{"}, help: sayPreviousParagraph, do: stepParagraph(-1)},
		{keys: []string{"] ]"}, help: sayNextSection, do: stepSection(+1)},
		{keys: []string{"[ ["}, help: sayPreviousSection, do: stepSection(-1)},
		{keys: []string{"space", "f", "pgdown"}, help: sayPageDown, do: scrollBy(pageRows)},
		{keys: []string{"b", "pgup"}, help: sayPageUp, do: scrollBy(func(r *reader) int { return -pageRows(r) })},
		{keys: []string{"g", "home"}, help: sayToStart, do: toStart},
		{keys: []string{"G", "end"}, help: sayToEnd, do: toEnd},
		{keys: []string{"v"}, help: saySelectCharacters, do: selectCharacters, hint: true},
		{keys: []string{"s", "V"}, help: saySelectSentences, do: selectSentences},
		{keys: []string{"/"}, help: saySearch, do: openSearch, hint: true},
		{keys: []string{"n"}, help: sayNextHit, do: stepHit(+1)},
		{keys: []string{"N"}, help: sayPreviousHit, do: stepHit(-1)},
		{keys: []string{"t", "tab"}, help: sayOutline, do: openOutline},
	}
	placeKeys = slices.Concat([]binding{
		{group: sayPlacing, keys: []string{"enter", "p"}, help: sayPutHere, do: putHere, hint: true},
		{keys: []string{"esc", "q", "ctrl+c"}, help: sayLeaveThere, do: leavePlacing, hint: true},
	}, only(selects, selectMoves), only(func(r *reader) bool { return !selects(r) }, moves), []binding{
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp},
	})
}

// only is bindings that work under a condition, in no group of their own.
func only(when func(*reader) bool, bindings []binding) []binding {
	bindings = slices.Clone(bindings)
	for i := range bindings {
		bindings[i].when, bindings[i].group = when, phrase{}
	}
	return bindings
}

func selects(r *reader) bool { return r.selection != nil }

// places reports whether the reader is choosing the passage of an annotation,
// perhaps looking for it in a mode above.
func (r *reader) places() bool {
	if len(r.modes) < 2 {
		return false
	}
	_, ok := r.modes[1].(*placing)
	return ok
}

// beginPlacing lets the reader choose the passage of an annotation, from where it
// is, or may be, or was.
func (r *reader) beginPlacing(id string) tea.Cmd {
	a, ok := r.book.set.Get(id)
	if !ok {
		return nil
	}
	at := r.doc().OffsetAt(a.Target.Start)
	if span, placed := r.spanOf(id); placed {
		at = span.Start
	} else if candidates := r.book.places[id].Candidates; len(candidates) > 0 {
		at = candidates[0].Span.Start
	}
	r.selection = nil
	r.modes = r.modes[:1]
	if r.focus { // whose quote it is must be seen
		toggleFocus(r)
	}
	r.leap(at)
	r.enter(&placing{id})
	return nil
}

// putElsewhere is beginPlacing for the annotation under the cursor.
func putElsewhere(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	return r.withSubject(sayWhichPlace, false, (*reader).beginPlacing)
}

func putHere(r *reader) tea.Cmd {
	p := r.mode().(*placing)
	span := r.target()
	if span.Empty() {
		return nil
	}
	r.selection = nil
	r.leave()
	return r.putOn(p.id, span)
}

func leavePlacing(r *reader) tea.Cmd {
	if r.selection != nil {
		r.selection = nil
		return nil
	}
	r.leave()
	r.tell(sayNoteLeft)
	return nil
}

// putOn puts an annotation on a passage, saves it and goes there.
func (r *reader) putOn(id string, span model.Span) tea.Cmd {
	if !r.book.set.Repoint(r.now(), r.doc(), id, span) {
		r.warn(sayNotPut)
		return nil
	}
	r.stand(id)
	cmd := r.edited()
	r.visit(id)
	var places []annotations.Place
	for _, id := range r.book.loose {
		places = append(places, r.book.places[id])
	}
	if left := annotations.TallyOf(places).Ambiguous; left > 0 {
		r.tell(sayPutMore, left)
	} else {
		r.tell(sayPut)
	}
	return cmd
}

// stand takes an annotation to be just where its target says.
func (r *reader) stand(id string) {
	a, _ := r.book.set.Get(id)
	r.book.stand(id, model.Span{Start: r.doc().OffsetAt(a.Target.Start), End: r.doc().OffsetAt(a.Target.End)})
}

// shifted reports whether a passage is there, but not as it was.
func shifted(s annotations.Status) bool { return s == annotations.Moved || s == annotations.Edited }

// shiftedHere is the marks at the target whose passage is not as it was; the one
// just gone to alone, when it is among them.
func (r *reader) shiftedHere() []mark {
	over := slices.DeleteFunc(r.book.over(r.target()), func(m mark) bool { return !shifted(m.status) })
	for _, m := range over {
		if m.id == r.current {
			return []mark{m}
		}
	}
	return over
}

func isShiftedHere(r *reader) bool { return len(r.shiftedHere()) > 0 }

// confirmHere confirms the place of an annotation at the target.
func confirmHere(r *reader) tea.Cmd {
	here := r.shiftedHere()
	switch {
	case !r.writable():
		return nil
	case len(here) == 1:
		return r.confirm(here[0].id)
	}
	var items []choice
	for _, m := range here {
		items = append(items, choice{label: r.brief(m.id), do: func(r *reader) tea.Cmd { return r.confirm(m.id) }})
	}
	r.enter(newChooser(sayWhichConfirm, items))
	return nil
}

// confirm puts an annotation down where it is shown.
func (r *reader) confirm(id string) tea.Cmd {
	span, ok := r.spanOf(id)
	if !ok || !r.book.set.Repoint(r.now(), r.doc(), id, span) {
		return nil
	}
	r.stand(id)
	r.tell(sayConfirmed)
	return r.edited()
}

// shiftOf says what became of an annotation's passage; nothing, when it is as it
// was.
func (r *reader) shiftOf(id string, width int) string {
	a, _ := r.book.set.Get(id)
	switch r.book.places[id].Status {
	case annotations.Moved:
		return r.look.say(sayMoved)
	case annotations.Edited:
		return r.look.say(sayWordsWere, r.look.clip(oneLine(firstRunes(a.Target.Exact, width)), width))
	}
	return ""
}

// aboutRow names the annotation that something is being done to away from its
// passage.
func (r *reader) aboutRow() string {
	id, words, what := "", "", sayPutWhat
	switch top := r.mode().(type) {
	case *placing:
		id = top.id
	case *noteWriting:
		if top.span.Empty() {
			id, words, what = top.id, firstRunes(top.target.Exact, r.width), sayNoteOf
		}
	}
	if a, ok := r.book.set.Get(id); ok {
		words = r.quote(a)
	}
	if words == "" {
		return ""
	}
	return " " + r.look.theme.paint(ink{words: hueAccent, attributes: bold}, r.look.clip(r.look.say(what, oneLine(words)), r.width-2))
}
