package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// selecting is choosing a passage: by character, exactly, or by whole sentences.
type selecting struct{}

func (selecting) title() phrase { return saySelecting }

func (selecting) bindings() []binding { return selectKeys }

// selectMoves are the keys that change what is selected.
var selectMoves = []binding{
	{group: sayGroupSelect, keys: []string{"right", "l"}, help: sayCharacterRight, do: moveHead(stepHead(+1)), hint: true},
	{keys: []string{"left", "h"}, help: sayCharacterLeft, do: moveHead(stepHead(-1))},
	{keys: []string{"j", "down"}, help: sayLineDown, do: moveHead(lineHead(+1))},
	{keys: []string{"k", "up"}, help: sayLineUp, do: moveHead(lineHead(-1))},
	{keys: []string{";"}, help: sayGrowClause, do: moveHead(func(r *reader) { r.grow(byClause) }), hint: true},
	{keys: []string{","}, help: sayShrinkClause, do: moveHead(func(r *reader) { r.shrink(byClause) })},
	{keys: []string{")"}, help: sayGrowSentence, do: moveHead(func(r *reader) { r.grow(bySentence) }), hint: true},
	{keys: []string{"("}, help: sayShrinkSentence, do: moveHead(func(r *reader) { r.shrink(bySentence) })},
	{keys: []string{"}"}, help: sayGrowParagraph, do: moveHead(func(r *reader) { r.grow(byParagraph) })},
	{keys: []string{"{"}, help: sayShrinkParagraph, do: moveHead(func(r *reader) { r.shrink(byParagraph) })},
	{keys: []string{"w"}, help: sayGrowWord, do: moveHead(func(r *reader) { r.grow(byWord) })},
	{keys: []string{"b"}, help: sayShrinkWord, do: moveHead(func(r *reader) { r.shrink(byWord) })},
	{keys: []string{"o"}, help: sayOtherEnd, do: otherEnd},
	{keys: []string{"v"}, help: saySelectCharacters, do: byCharacters},
	{keys: []string{"V", "s"}, help: saySelectSentences, do: wholeSentences},
}

var selectKeys []binding

func init() {
	selectKeys = slices.Concat(selectMoves, colorBindings(binding{group: sayGroupMark, menu: true}, colorKey), []binding{
		{keys: []string{"a"}, help: sayNote, do: writeNote, hint: true, menu: true},
		{keys: []string{"#"}, help: sayTags, do: editTags, hint: true, menu: true},
		{keys: []string{"y"}, help: sayCopy, do: copyHere, hint: true, menu: true},
		{keys: []string{"Y"}, help: sayCopyWithSource, do: copyWithSource, menu: true},
		{keys: []string{"ctrl+y"}, help: sayCopyWithSourceAs, do: openCiteStyles, menu: true},
		{keys: []string{"enter"}, help: sayMenu, do: openMenu},
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp},
		{keys: []string{"esc", "q", "ctrl+c"}, help: sayCancel, do: cancelSelection, hint: true},
	})
}

func selectSentence(r *reader) tea.Cmd { return r.beginSelection(r.sentence()) }

// selectCharacters selects the words just found, where the cursor is on them, or
// else starts at the first character of the sentence.
func selectCharacters(r *reader) tea.Cmd {
	if hit := r.hits.current(); !hit.Empty() && hit.Overlaps(r.sentence()) {
		return r.beginSelection(hit)
	}
	return r.beginSelection(r.characterAt(r.cursor))
}

func selectSentences(r *reader) tea.Cmd {
	cmd := r.beginSelection(r.sentence())
	if r.selection != nil {
		r.selection.sentences = true
	}
	return cmd
}

func (r *reader) beginSelection(s model.Span) tea.Cmd {
	if s.Empty() {
		return nil
	}
	r.current = ""
	r.selectSpan(s)
	if !r.places() {
		r.enter(selecting{})
	}
	return nil
}

func cancelSelection(r *reader) tea.Cmd {
	r.selection = nil
	r.backToReading()
	return nil
}

// moveHead is a key that moves the end of the selection that moves.
func moveHead(move func(*reader)) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		move(r)
		r.followHead()
		return nil
	}
}

// followHead keeps the moving end in view and the cursor in the selection.
func (r *reader) followHead() {
	r.show(r.characterAt(r.selection.head))
	r.cursor = r.sentenceAt(r.selected().Start).Start
}

func stepHead(step int) func(*reader) {
	return func(r *reader) {
		if r.selection.sentences {
			if s, ok := r.sentenceBeside(r.selection.head, step); ok {
				r.selection.head = s.Start
			}
			return
		}
		r.selection.head = r.characterBeside(r.selection.head, step)
	}
}

func lineHead(lines int) func(*reader) {
	return func(r *reader) {
		if r.selection.sentences {
			stepHead(lines)(r)
			return
		}
		r.selection.head = r.characterBelow(r.selection.head, lines)
	}
}

func otherEnd(r *reader) tea.Cmd {
	s := r.selection
	s.anchor, s.head = s.head, s.anchor
	r.followHead()
	return nil
}

func byCharacters(r *reader) tea.Cmd {
	r.selectSpan(r.selected())
	return nil
}

func wholeSentences(r *reader) tea.Cmd {
	r.selection.sentences = true
	return nil
}
