package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// These are the commands about broken and stray notes, about drafts, and about
// what other programs do to the files of the speech.

// asideMsg says how setting a broken notes file aside ended.
type asideMsg struct {
	book *notebook
	path string // what it is called now
	err  error
}

func setAside(book *notebook, m Mender) tea.Cmd {
	return func() tea.Msg {
		path, err := m.SetAside()
		return asideMsg{book, path, err}
	}
}

// strayMsg brings notes that seem to belong to the speech.
type strayMsg struct {
	book  *notebook
	stray Stray
}

func findStray(book *notebook, s Strays) tea.Cmd {
	if s == nil {
		return nil
	}
	return func() tea.Msg {
		if stray, ok := s.Find(); ok {
			return strayMsg{book, stray}
		}
		return nil
	}
}

// ignoreStray looks for others once these are not wanted. That they could not be
// remembered is no reason to disturb anybody.
func ignoreStray(book *notebook, s Strays, stray Stray) tea.Cmd {
	return func() tea.Msg {
		if s.Ignore(stray) != nil {
			return nil
		}
		return findStray(book, s)()
	}
}

// takenMsg brings the notes of elsewhere, as they are here now.
type takenMsg struct {
	book  *notebook
	notes *annotations.Notes // nil when they did not come
	err   error
}

func takeStray(book *notebook, s Strays, stray Stray, move bool) tea.Cmd {
	return func() tea.Msg {
		notes, err := s.Take(stray, move)
		return takenMsg{book, notes, err}
	}
}

// draftFoundMsg brings a draft that was left behind.
type draftFoundMsg struct {
	book *notebook
	left leftDraft
}

// findDraft looks for a draft that was left behind, and for its passage in the
// speech as it is now.
func findDraft(book *notebook, k Drafter, doc *model.Document, notes *annotations.Notes) tea.Cmd {
	if k == nil {
		return nil
	}
	return func() tea.Msg {
		d, ok := k.Left()
		if !ok {
			return nil
		}
		lost := &annotations.Notes{Annotations: []*annotations.Annotation{{ID: d.ID, Target: d.Target}}, Texts: notes.Texts}
		if d.Source != "" {
			lost.Texts = []annotations.Text{{Revision: d.Target.Revision, Text: d.Source}}
		}
		places := annotations.Anchor(doc, lost)
		return draftFoundMsg{book, leftDraft{d, places[0].Span, places[0].Anchored()}}
	}
}

// draftDueMsg says that a draft of what is typed shall be written.
type draftDueMsg struct{ book *notebook }

// draftTime is how long after a change that is: a crash loses no more.
const draftTime = 700 * time.Millisecond

func draftDue(book *notebook) tea.Cmd {
	return after(draftTime, func(time.Time) tea.Msg { return draftDueMsg{book} })
}

// draftKeptMsg says how writing or dropping a draft ended.
type draftKeptMsg struct {
	book *notebook
	want Draft // what was to be on disk
	err  error
}

func saveDraft(book *notebook, k Drafter, d Draft) tea.Cmd {
	return func() tea.Msg { return draftKeptMsg{book, d, k.SaveDraft(d)} }
}

func dropDraft(book *notebook, k Drafter, d Draft) tea.Cmd {
	return func() tea.Msg { return draftKeptMsg{book, Draft{}, k.DropDraft(d)} }
}

// stopMsg says that the program can be stopped: the draft is kept.
type stopMsg struct{ kept draftKeptMsg }

// stop keeps a draft before the program is stopped, which stops its commands too.
func stop(book *notebook, k Drafter, d Draft) tea.Cmd {
	return func() tea.Msg {
		kept := draftKeptMsg{book: book, want: d}
		if k != nil && d != (Draft{}) {
			kept.err = k.SaveDraft(d)
		}
		return stopMsg{kept}
	}
}

// lookedMsg brings what other programs did.
type lookedMsg struct {
	book  *notebook
	news  News
	watch bool // it came from watching, which goes on
}

// lookTime is how often the files are looked at, and mostLooks how often at most
// before the reader, who may have opened another speech, is asked whether to go on.
const (
	lookTime  = time.Second
	mostLooks = 60
)

// watch looks at the files again and again until there is news: a message for
// every look would have the whole screen drawn for nothing.
func watch(book *notebook, w Watcher) tea.Cmd {
	if w == nil {
		return nil
	}
	look := func(time.Time) tea.Msg { return lookedMsg{book, w.Look(), true} }
	return func() (msg tea.Msg) {
		for range mostLooks {
			msg = after(lookTime, look)()
			if looked, ok := msg.(lookedMsg); !ok || looked.news != (News{}) {
				break
			}
		}
		return msg
	}
}

// lookNow is one look, at once.
func lookNow(book *notebook, w Watcher) tea.Cmd {
	if w == nil {
		return nil
	}
	return func() tea.Msg { return lookedMsg{book: book, news: w.Look()} }
}

// rereadMsg brings the speech read again after its file changed.
type rereadMsg struct {
	book   *notebook
	speech Speech // without a Document when the text is as it was, or could not be read
	notes  *annotations.Notes
	places []annotations.Place // of notes
	moved  map[int]int         // offsets of the document before → of this one
	asked  bool                // the reader asked for another encoding
	err    error
}

func reread(book *notebook, read func() (Speech, error), asked bool, old *model.Document, offsets []int, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg {
		speech, err := read()
		speech.Document = nil
		if err != nil || speech.Source.Text == old.Text {
			return rereadMsg{book: book, speech: speech, asked: asked, err: err}
		}
		speech.Document = model.Read(speech.Source, notes.RulingsFor(speech.Source.Text)...)
		annotations.RevisionOf(speech.Document, "") // which a document keeps; a long one takes seconds
		return rereadMsg{book, speech, notes, annotations.Anchor(speech.Document, notes), moveOffsets(old, speech.Document, offsets), asked, nil}
	}
}

// decodingsMsg brings what the speech's file says in each encoding.
type decodingsMsg struct {
	book      *notebook
	decodings []Decoding
	err       error
}

func listDecodings(r *reader) tea.Cmd {
	book, c := &r.book, r.speech.Recoder
	return r.await(r.look.say(sayTryingEncodings), func(context.Context) tea.Msg {
		decodings, err := c.Decodings()
		return decodingsMsg{book, decodings, err}
	})
}
