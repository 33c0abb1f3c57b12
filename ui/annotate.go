package ui

import (
	"slices"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// This file is what the reader does to annotations. Every edit is made in the
// set at once and saved by a command; there is no key to save.

// writable reports whether notes can be written, and says why when they cannot.
func (r *reader) writable() bool {
	if r.opening.noNotes {
		r.tell(sayNotesComing)
		r.opening.refused = true
		return false
	}
	if r.book.readOnly != "" {
		r.warn(sayReadOnly, r.shortly(r.book.readOnly))
		return false
	}
	return true
}

// edited is called after every edit of the set.
func (r *reader) edited() tea.Cmd {
	r.book.index()
	r.book.failures = 0
	cmd := r.book.save()
	if r.book.strangers() { // what came back has no place in a speech that changed meanwhile
		cmd = tea.Batch(cmd, anchor(r.doc(), r.book.notes))
	}
	return cmd
}

// colorKey marks the target in a colour; the colour it has already comes off.
func colorKey(c annotations.Color) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		if !r.writable() {
			return nil
		}
		span := r.target()
		if span.Empty() {
			return nil
		}
		r.color(span, c)
		r.selection = nil
		r.backToReading()
		return r.edited()
	}
}

func (r *reader) color(span model.Span, c annotations.Color) {
	a, ok := r.subject(span)
	role := r.look.role(c, r.roles())
	switch {
	case !ok:
		r.add(span, func(a *annotations.Annotation) { a.Color = c })
		r.tell(sayMarked, role)
	case a.Color != c:
		r.book.set.Change(r.now(), a.ID, func(a *annotations.Annotation) { a.Color = c })
		r.tell(sayMarked, role)
	case a.Note == "" && len(a.Tags) == 0:
		r.book.set.Remove(r.now(), a.ID)
		r.current = ""
		r.tell(sayUnmarked, role)
	default:
		r.book.set.Change(r.now(), a.ID, func(a *annotations.Annotation) { a.Color = annotations.None })
		r.tell(sayUnmarked, role)
	}
}

// subject is the annotation that keys act on: the one just gone to, or the one
// whose passage is the span.
func (r *reader) subject(span model.Span) (annotations.Annotation, bool) {
	if a, ok := r.book.set.Get(r.current); ok && r.selection == nil {
		return a, true
	}
	if m, ok := r.book.exactly(span); ok {
		return r.book.set.Get(m.id)
	}
	return annotations.Annotation{}, false
}

// add makes a new annotation on the span.
func (r *reader) add(span model.Span, fill func(*annotations.Annotation)) {
	a := annotations.New(r.doc(), span, r.now())
	a.Creator = r.config.Creator
	fill(&a)
	r.book.set.Add(r.now(), a)
	r.stand(a.ID)
}

// withSubject finds the annotation to act on at the target: asks when there are
// several, and gives "" where a new one may be made and there is none.
func (r *reader) withSubject(question phrase, makes bool, act func(r *reader, id string) tea.Cmd) tea.Cmd {
	span := r.target()
	if span.Empty() {
		r.tell(sayNothingHere)
		return nil
	}
	if a, ok := r.subject(span); ok {
		return act(r, a.ID)
	}
	over := r.book.over(span)
	switch {
	case len(over) == 0 && !makes:
		r.tell(sayNothingHere)
		return nil
	case len(over) == 0, r.selection != nil && makes:
		return act(r, "")
	case len(over) == 1:
		return act(r, over[0].id)
	}
	var items []choice
	for _, m := range over {
		items = append(items, choice{label: r.brief(m.id), do: func(r *reader) tea.Cmd { return act(r, m.id) }})
	}
	if makes {
		items = append(items, choice{label: r.look.say(sayNewHere), do: func(r *reader) tea.Cmd { return act(r, "") }})
	}
	r.enter(newChooser(question, items))
	return nil
}

// brief is an annotation in one line: role, tags, quote.
func (r *reader) brief(id string) string {
	a, _ := r.book.set.Get(id)
	return r.signed(a) + r.hashed(a) + "  " + r.quote(a)
}

// hashed is the tags of an annotation, each behind a blank and a #.
func (r *reader) hashed(a annotations.Annotation) string {
	text := ""
	for _, tag := range r.book.notes.TagPaths(a) {
		text += " #" + tag
	}
	return text
}

// roles are the reader's own names for the colours.
func (r *reader) roles() map[annotations.Color]string { return r.book.notes.Roles }

// signed is the name of an annotation's role.
func (r *reader) signed(a annotations.Annotation) string {
	if a.Color == annotations.None {
		return r.look.say(sayNoColor)
	}
	return r.look.role(a.Color, r.roles())
}

// quote is the passage of an annotation as the reader sees it.
func (r *reader) quote(a annotations.Annotation) string {
	p, ok := r.book.places[a.ID]
	if ok && p.Anchored() {
		span := p.Span
		span.End = min(span.End, span.Start+quoteBytes)
		for span.End < p.Span.End && !utf8.RuneStart(r.doc().Text[span.End]) {
			span.End++
		}
		return model.JoinLines(r.doc().Plain(span))
	}
	return model.JoinLines(firstRunes(a.Target.Exact, quoteBytes))
}

// quoteBytes is how much of a passage is quoted where only a few rows of it can
// be seen: an annotation may cover a whole speech.
const quoteBytes = 2000

func writeNote(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	return r.withSubject(sayWhichNote, true, func(r *reader, id string) tea.Cmd {
		return r.openNote(id)
	})
}

func editTags(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	return r.withSubject(sayWhichTags, true, func(r *reader, id string) tea.Cmd {
		return r.openTags(id)
	})
}

func deleteHere(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	return r.withSubject(sayWhichDelete, false, (*reader).remove)
}

func (r *reader) remove(id string) tea.Cmd {
	if !r.book.set.Remove(r.now(), id) {
		r.tell(sayNothingHere)
		return nil
	}
	r.current = ""
	r.tell(sayDeleted)
	return r.edited()
}

func undo(r *reader) tea.Cmd { return r.travel(r.book.set.Undo, sayUndone, sayNothingToUndo) }
func redo(r *reader) tea.Cmd { return r.travel(r.book.set.Redo, sayRedone, sayNothingToRedo) }

// spanOf is where an annotation's passage stands, if anywhere.
func (r *reader) spanOf(id string) (model.Span, bool) {
	m := r.book.marked[id]
	if m == nil {
		return model.Span{}, false
	}
	return m.span, true
}

// visit goes to an annotation and makes it the one that keys act on.
func (r *reader) visit(id string) {
	span, ok := r.spanOf(id)
	if !ok {
		r.tell(sayPassageGone)
		return
	}
	r.leap(span.Start)
	r.current = id
	r.show(span)
}

// stepAnnotation goes to the next or previous annotation, through every one that
// shares a passage.
func stepAnnotation(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		marks := r.book.marks
		at := 0
		switch current := r.book.marked[r.current]; {
		case current != nil:
			at, _ = slices.BinarySearchFunc(marks, current, compareMarks)
			at += step
		case step > 0:
			at = r.book.firstFrom(r.cursor)
		default:
			at = r.book.firstFrom(r.cursor) - 1
		}
		if at < 0 || at >= len(marks) {
			r.tell(sayNoMoreAnnotations)
			return nil
		}
		r.visit(marks[at].id)
		r.tell(sayAnnotationOf, at+1, len(marks))
		return nil
	}
}

// backToReading drops every mode above the page: reading, or choosing a passage.
func (r *reader) backToReading() {
	if r.places() {
		r.modes = r.modes[:2]
	} else {
		r.modes = r.modes[:1]
	}
	r.pending = nil
}
