package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// reading is the mode at the bottom of the stack: what keys do on the page.
type reading struct{}

func (reading) title() phrase { return sayReading }

func (reading) bindings() []binding { return readKeys }

// It is made in init because the help and the menu, which keys open, list it.
var readKeys []binding

func init() {
	readKeys = slices.Concat(scrollBindings(scroll.binding), []binding{
		{keys: []string{"g", "home"}, help: sayToStart, do: toStart},
		{keys: []string{"G", "end"}, help: sayToEnd, do: toEnd},
		{keys: []string{")", "right"}, help: sayNextSentence, do: stepSentence(+1)},
		{keys: []string{"(", "left"}, help: sayPreviousSentence, do: stepSentence(-1)},
		{keys: []string{"}"}, help: sayNextParagraph, do: stepParagraph(+1)},
		{keys: []string{"{"}, help: sayPreviousParagraph, do: stepParagraph(-1)},
		{keys: []string{"] ]"}, help: sayNextSection, do: stepSection(+1)},
		{keys: []string{"[ ["}, help: sayPreviousSection, do: stepSection(-1)},
		{keys: []string{"t", "tab"}, help: sayOutline, do: openOutline, hint: true, menu: true},

		{group: sayGroupFind, keys: []string{"/"}, help: saySearch, do: openSearch, hint: true, menu: true},
		{keys: []string{"n"}, help: sayNextHit, do: stepHit(+1), menu: true},
		{keys: []string{"N"}, help: sayPreviousHit, do: stepHit(-1)},
		{keys: []string{"*"}, help: saySearchHere, do: searchHere},
		{keys: []string{"m any"}, help: saySetMark, do: setMark},
		{keys: []string{"' '"}, help: sayJumpLast, do: jumpLast},
		{keys: []string{"' any"}, help: sayToMark, do: toMark},
		{keys: []string{"ctrl+o", "alt+left"}, help: sayJumpBack, do: jumpBack},
		{keys: []string{"ctrl+i", "alt+right"}, help: sayJumpForward, do: jumpForward},
	}, colorBindings(binding{group: sayGroupMark, menu: true}, colorKey), []binding{
		{keys: []string{"C"}, help: sayConfirmPlace, do: confirmHere, hint: true, menu: true, when: isShiftedHere},
		{keys: []string{"a"}, help: sayNote, do: writeNote, hint: true, menu: true},
		{keys: []string{"#"}, help: sayTags, do: editTags, hint: true, menu: true},
		{keys: []string{"d d"}, help: sayDelete, do: deleteHere, menu: true},
		{keys: []string{"p"}, help: sayPutElsewhere, do: putElsewhere, menu: true},
		{keys: []string{"u"}, help: sayUndo, do: undo, menu: true},
		{keys: []string{"ctrl+r"}, help: sayRedo, do: redo, menu: true},
		{keys: []string{"s"}, help: saySelectSentence, do: selectSentence, menu: true},
		{keys: []string{"v"}, help: saySelectCharacters, do: selectCharacters, hint: true, menu: true},
		{keys: []string{"V"}, help: saySelectSentences, do: selectSentences},
		{keys: []string{"A"}, help: sayAllAnnotations, do: openList, hint: true, menu: true},
		{keys: []string{"T"}, help: sayCodebook, do: openCodebook, menu: true},
		{keys: []string{"] a"}, help: sayNextAnnotation, do: stepAnnotation(+1), menu: true},
		{keys: []string{"[ a"}, help: sayPreviousAnnotation, do: stepAnnotation(-1), menu: true},
		{keys: []string{"y"}, help: sayCopy, do: copyHere, menu: true},
		{keys: []string{"Y"}, help: sayCopyWithSource, do: copyWithSource, menu: true},
		{keys: []string{"ctrl+y"}, help: sayCopyWithSourceAs, do: openCiteStyles, menu: true},
		{keys: []string{"e"}, help: sayExport, do: openExport, menu: true},

		{group: sayGroupShow, keys: []string{"+"}, help: sayWider, do: widen(measureStep), menu: true},
		{keys: []string{"-"}, help: sayNarrower, do: widen(-measureStep), menu: true},
		{keys: []string{"="}, help: sayMeasureReset, do: resetMeasure},
		{keys: []string{"c"}, help: sayTheme, do: switchTheme, menu: true},
		{keys: []string{"z"}, help: sayFocus, do: toggleFocus, menu: true},
		{keys: []string{"L"}, help: sayLeadsApart, do: toggleLeads, menu: true},
		{keys: []string{"H"}, help: sayRuleHeading, do: openRuling, menu: true, when: canRule},
		{keys: []string{"E"}, help: sayEncoding, do: openEncodings, menu: true, there: canRecode},
		{keys: []string{"R"}, help: sayNameRoles, do: openRoles, menu: true},
		{keys: []string{"M"}, help: sayMouse, do: toggleMouse, menu: true},
		{keys: []string{"o"}, help: sayOtherSpeeches, do: openRecent, menu: true},
		{keys: []string{"i"}, help: sayAbout, do: openAbout, menu: true},
		{keys: []string{"enter"}, help: sayMenu, do: openMenu},
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp, hint: true, menu: true},
		suspendKey,
		{keys: []string{"esc"}, help: sayClearSearch, do: clearSearch, when: func(r *reader) bool { return r.hits.query != "" || r.focus || r.current != "" }},
		{keys: []string{"q", "ctrl+c", "esc esc"}, help: sayQuit, do: quit, menu: true},
	})
}

// scroll is keys that move the page by rows, down or, below 0, up.
type scroll struct {
	keys []string
	help phrase
	rows func(*reader) int
}

var scrolls = []scroll{
	{[]string{"j", "down"}, sayLineDown, func(*reader) int { return 1 }},
	{[]string{"k", "up"}, sayLineUp, func(*reader) int { return -1 }},
	{[]string{"space", "f", "pgdown"}, sayPageDown, pageRows},
	{[]string{"b", "pgup"}, sayPageUp, func(r *reader) int { return -pageRows(r) }},
	{[]string{"ctrl+d"}, sayHalfPageDown, halfPageRows},
	{[]string{"ctrl+u"}, sayHalfPageUp, func(r *reader) int { return -halfPageRows(r) }},
}

func (s scroll) binding() binding { return binding{keys: s.keys, help: s.help, do: scrollBy(s.rows)} }

// scrollBindings are all scrolls as a mode has them; the first starts the group that moves.
func scrollBindings(made func(scroll) binding) []binding {
	var bindings []binding
	for _, s := range scrolls {
		bindings = append(bindings, made(s))
	}
	bindings[0].group = sayGroupMove
	return bindings
}

func widen(cells int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		r.setMeasure(clamp(r.measure+cells, minMeasure, maxMeasure))
		return nil
	}
}

func resetMeasure(r *reader) tea.Cmd {
	r.setMeasure(defaultMeasure)
	return nil
}

func (r *reader) setMeasure(cells int) {
	r.measure = cells
	r.relayout()
	r.tell(sayMeasureIs, r.frame.measure)
}

// switchTheme goes from the theme shown to the other one.
func switchTheme(r *reader) tea.Cmd {
	r.look.theme = newTheme(!r.look.theme.dark, r.look.theme.depth)
	r.config.Theme = "light"
	if r.look.theme.dark {
		r.config.Theme = "dark"
	}
	return nil
}

func toggleFocus(r *reader) tea.Cmd {
	r.focus = !r.focus
	r.relayout()
	return nil
}

func toggleLeads(r *reader) tea.Cmd {
	r.leadsApart = !r.leadsApart
	r.relayout()
	return nil
}

func toggleMouse(r *reader) tea.Cmd {
	r.mouse = !r.mouse
	if r.mouse {
		r.tell(sayMouseOn)
	} else {
		r.tell(sayMouseOff)
	}
	return nil
}

// clearSearch takes away what stands on the page for a while, nearest first.
func clearSearch(r *reader) tea.Cmd {
	switch {
	case r.hits.query != "":
		return r.forgetHits()
	case r.current != "":
		r.current = ""
	default:
		return toggleFocus(r)
	}
	return nil
}

// quit keeps the reading place and leaves once everything is on disk.
func quit(r *reader) tea.Cmd {
	if r.book.unsaved != nil && !r.book.saving {
		r.enter(newUnsavedQuestion(r))
		return nil
	}
	r.leaving = true
	if !r.book.settled() {
		r.tell(saySaving)
		return nil
	}
	return r.farewell()
}

// farewell keeps the place; the program ends when that is done.
func (r *reader) farewell() tea.Cmd {
	r.departed = true
	if keep := r.keepPlace(true); keep != nil {
		return keep
	}
	return tea.Quit
}
