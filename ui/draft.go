package ui

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// drafting keeps the note being typed on disk, a moment behind the typing. One
// call is under way at a time, so that none can overtake another.
type drafting struct {
	drafter Drafter
	want    Draft // what shall be on disk; the zero Draft is none
	disk    Draft // what is
	busy    bool
	due     bool // a draftDueMsg is on its way
	told    bool // that drafts cannot be written
}

// leftDraft is a draft that an earlier run left behind.
type leftDraft struct {
	Draft
	span   model.Span // its passage
	placed bool
}

// draftCharacters is how much may be typed before a draft is written at once.
const draftCharacters = 200

// writing is the note being typed, and where it stands among the modes; nil when
// none is.
func (r *reader) writing() (n *noteWriting, at int) {
	at = slices.IndexFunc(r.modes, func(m mode) bool { _, ok := m.(*noteWriting); return ok })
	if at < 0 {
		return nil, at
	}
	return r.modes[at].(*noteWriting), at
}

// typed is called after every change of the note being typed. While typing goes
// on a draft is written every draftTime: what is lost at worst is that much.
func (r *reader) typed(n *noteWriting) tea.Cmd {
	text, before := n.area.Value(), n.before
	if n.drafted {
		before = r.draft.want.Text
	}
	switch {
	case r.draft.drafter == nil || text == before:
		return nil
	case draftCharacters <= abs(utf8.RuneCountInString(text)-utf8.RuneCountInString(before)):
		return r.keepDraft()
	case r.draft.due:
		return nil
	}
	r.draft.due = true
	return draftDue(&r.book)
}

func abs(n int) int { return max(n, -n) }

// keepDraft writes the draft of the note being typed.
func (r *reader) keepDraft() tea.Cmd {
	r.wantDraft()
	return r.draft.turn(&r.book)
}

func (r *reader) draftDue(m draftDueMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	r.draft.due = false
	return r.keepDraft()
}

// wantDraft takes over what is typed as what shall be on disk.
func (r *reader) wantDraft() {
	n, _ := r.writing()
	if n == nil {
		return
	}
	text := n.text()
	if !n.drafted && text == n.before {
		return
	}
	if n.target == (annotations.Target{}) {
		n.target, n.source = r.passageOf(n)
	}
	n.drafted = true
	r.draft.want = Draft{
		Slot: n.slot, ID: n.id, Target: n.target, Source: n.source, Text: text, Opened: n.opened, Time: r.now(),
	}
}

// draftSource is how long a speech, in bytes, is kept with a draft.
const draftSource = 256 << 10

// passageOf is the passage of a note, and the text it is in where the notes file
// may not have it.
func (r *reader) passageOf(n *noteWriting) (annotations.Target, string) {
	if a, ok := r.book.set.Get(n.id); ok {
		return a.Target, ""
	}
	target := annotations.NewTarget(r.doc(), n.span)
	if text := r.doc().Text; len(text) <= draftSource {
		return target, text
	}
	return target, ""
}

// dropDraft takes the draft away once nobody needs it.
func (r *reader) dropDraft() tea.Cmd {
	r.draft.want = Draft{}
	return r.draft.turn(&r.book)
}

// turn brings the disk in step with what is wanted.
func (k *drafting) turn(book *notebook) tea.Cmd {
	switch {
	case k.drafter == nil || k.busy || k.want == k.disk:
		return nil
	case k.want == Draft{}:
		k.busy = true
		return dropDraft(book, k.drafter, k.disk)
	}
	k.busy = true
	return saveDraft(book, k.drafter, k.want)
}

// draftKept takes in how a call ended, and starts the one that waited.
func (r *reader) draftKept(m draftKeptMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	k := &r.draft
	k.busy = false
	if m.err != nil {
		if !k.told {
			k.told = true
			r.warn(sayNoDraft, m.err)
		}
		if k.want == m.want { // the next change tries again
			return nil
		}
	} else {
		k.disk = m.want
	}
	return k.turn(&r.book)
}

// keepDraftNow is keepDraft for the very end: it waits for the disk. kept says
// that there was something to keep.
func (r *reader) keepDraftNow() (kept bool, err error) {
	n, _ := r.writing()
	if n == nil || r.draft.drafter == nil {
		return false, nil
	}
	r.wantDraft()
	if !n.drafted {
		return false, nil
	}
	return true, r.draft.drafter.SaveDraft(r.draft.want)
}

// dropNow is dropDraft for the very end.
func (k *drafting) dropNow() error {
	if k.drafter == nil || k.disk == (Draft{}) {
		return nil
	}
	return k.drafter.DropDraft(k.disk)
}

// draftFound asks about a draft that was left behind. One whose note is on disk
// after all was left in the moment between saving and dropping it.
func (r *reader) draftFound(m draftFoundMsg) tea.Cmd {
	if m.book != &r.book {
		return nil
	}
	note := strings.TrimRight(m.left.Text, " \t\n")
	saved := slices.ContainsFunc(r.book.set.Annotations(), func(a *annotations.Annotation) bool {
		same := a.ID == m.left.ID || m.left.ID == "" && a.Target.Exact == m.left.Target.Exact
		return same && a.Note == note
	})
	if saved {
		return dropDraft(&r.book, r.draft.drafter, m.left.Draft)
	}
	left := m.left
	r.ask(newChooser(sayDraftFound, []choice{
		{label: r.look.say(sayDraftGoOn), do: func(r *reader) tea.Cmd { return r.goOnWriting(left) }},
		{label: r.look.say(sayDraftThrow), do: func(r *reader) tea.Cmd {
			r.draft.disk = left.Draft
			return tea.Batch(r.dropDraft(), findDraft(&r.book, r.draft.drafter, r.doc(), r.book.notes))
		}},
		{label: r.look.say(sayDraftLater), do: func(*reader) tea.Cmd { return nil }},
	}, r.look.clip(oneLine(firstRunes(left.Text, draftCharacters)), draftCharacters)))
	return nil
}

// goOnWriting opens a note as it was left behind: on its passage, or, where that
// is not certain in the speech as it is now, at the bottom. It stays about the
// words it was begun on: where these are now is found, or asked, as for any note.
func (r *reader) goOnWriting(left leftDraft) tea.Cmd {
	_, lives := r.book.set.Get(left.ID)
	span, placed := r.spanOf(left.ID)
	if !placed {
		span, placed = left.span, left.placed
	}
	n := &noteWriting{
		area: r.newArea(), slot: left.Slot, opened: left.Opened, drafted: true,
		target: left.Target, source: left.Source,
	}
	if lives {
		n.id = left.ID
	} else {
		n.resumed = left.Target.Exact != ""
	}
	switch {
	case placed:
		r.leap(span.Start)
	case lives || n.resumed:
		r.warn(sayDraftAstray)
		span = model.Span{Start: len(r.doc().Text), End: len(r.doc().Text)}
	default: // what was on disk names no passage
		r.warn(sayDraftMoved)
		span = r.sentence()
	}
	n.span = span
	n.area.SetValue(left.Opened)
	r.draft.disk, r.draft.want = left.Draft, left.Draft
	r.beginNote(n)
	return n.putIn(r, left.Text)
}
