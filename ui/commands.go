package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// Every effect of the program is a command of this file. A result that would do
// harm late carries what it was made from: the document, the notebook, the query.

// after is the clock. Tests put one of their own here, which they wind by hand.
var after = tea.Tick

// savedMsg says how a save ended.
type savedMsg struct {
	book  *notebook          // whose save it was
	notes *annotations.Notes // what is on disk now
	err   error
}

func saveNotes(book *notebook, k Keeper, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg {
		onDisk, err := k.SaveNotes(notes)
		return savedMsg{book, onDisk, err}
	}
}

// placeSavedMsg says that the reading place was kept for the last time. A place
// that cannot be kept is no reason to disturb anybody.
type placeSavedMsg struct{}

func savePlace(k Keeper, d *model.Document, p Place, last bool) tea.Cmd {
	return func() tea.Msg {
		_ = k.SavePlace(d, p)
		if last {
			return placeSavedMsg{}
		}
		return nil
	}
}

// placeDueMsg says that the reader has stayed at a place long enough to keep it.
type placeDueMsg struct{ turn int }

// placeTime is how long that is: a window that is closed loses no more.
const placeTime = 2 * time.Second

func placeDue(turn int) tea.Cmd {
	return after(placeTime, func(time.Time) tea.Msg { return placeDueMsg{turn} })
}

// anchoredMsg brings where the annotations of a document stand.
type anchoredMsg struct {
	doc    *model.Document
	notes  *annotations.Notes
	places []annotations.Place
}

func anchor(doc *model.Document, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg { return anchoredMsg{doc, notes, annotations.Anchor(doc, notes)} }
}

// measuredMsg brings how much there is to read from each paragraph to the end,
// and how many characters are not seen as they are written.
type measuredMsg struct {
	doc           *model.Document
	left          []model.Counts
	signs, unseen int
}

func measure(doc *model.Document) tea.Cmd {
	return func() tea.Msg {
		left := make([]model.Counts, len(doc.Paragraphs)+1)
		for i := len(doc.Paragraphs) - 1; i >= 0; i-- {
			left[i] = left[i+1].Plus(model.Count(doc.Slice(doc.Paragraphs[i].Span)))
		}
		signs, unseen := layout.Hidden(doc.Text)
		return measuredMsg{doc, left, signs, unseen}
	}
}

// foundMsg brings the places of a query.
type foundMsg struct {
	doc   *model.Document
	query string
	hits  []model.Span
	stay  bool // the reader did not ask to go there
}

func find(doc *model.Document, query string) tea.Cmd {
	return func() tea.Msg { return foundMsg{doc, query, doc.Find(query), false} }
}

// refind finds the places of a query in a text that changed.
func refind(doc *model.Document, query string) tea.Cmd {
	return func() tea.Msg { return foundMsg{doc, query, doc.Find(query), true} }
}

// parsedMsg brings the speech read anew after the reader ruled on a heading.
type parsedMsg struct {
	book *notebook // whose rulings it obeys
	turn int       // which reading it is; only the latest counts
	doc  *model.Document
}

func parse(book *notebook, turn int, source model.Source, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg {
		return parsedMsg{book, turn, model.Parse(source, notes.RulingsFor(source.Text)...)}
	}
}

// recentMsg brings the speeches read before.
type recentMsg struct {
	recent []Recent
	err    error
}

func listRecent(l Library) tea.Cmd {
	return func() tea.Msg {
		recent, err := l.Recent()
		return recentMsg{recent, err}
	}
}

// knownTagsMsg brings the tags of other speeches.
type knownTagsMsg struct{ tags []annotations.TagCount }

// gatherTags gathers the tags of other speeches. They only save typing, so that
// one that cannot be read is no matter.
func gatherTags(source TagSource) tea.Cmd {
	return func() tea.Msg {
		tags, _ := source.KnownTags()
		return knownTagsMsg{tags}
	}
}

// openedMsg brings another speech.
type openedMsg struct {
	speech Speech
	err    error
}

func open(l Library, path string) tea.Cmd {
	return func() tea.Msg {
		speech, err := l.Open(path)
		return openedMsg{speech, err}
	}
}

// exportedMsg says how an export ended.
type exportedMsg struct {
	book         *notebook
	format, path string
	err          error
}

// copiedMsg says how copying the notes elsewhere ended.
type copiedMsg struct {
	book *notebook
	path string
	err  error
}

func copyNotes(book *notebook, c Copier, notes *annotations.Notes, path string) tea.Cmd {
	return func() tea.Msg { return copiedMsg{book, path, c.CopyNotes(notes, path)} }
}

func export(book *notebook, e Exporter, s Speech, notes *annotations.Notes, format, path string) tea.Cmd {
	return func() tea.Msg { return exportedMsg{book, format, path, e.Export(s, notes, format, path)} }
}

// editedMsg says that the reader's own editor is done with a note.
type editedMsg struct{ err error }

// awayNote is a note in the reader's own editor. Run, which the event loop calls,
// reads it before anything else can happen: should the program be ending, the
// message comes too late.
type awayNote struct {
	tea.ExecCommand
	result  func() (string, error)
	read    bool // text is what was written
	text    string
	readErr error
}

func (a *awayNote) Run() error {
	err := a.ExecCommand.Run()
	a.text, a.readErr = a.result()
	a.read = a.readErr == nil
	return err
}

func editNote(e Editor, note string, away *awayNote) tea.Cmd {
	return func() tea.Msg {
		var err error
		away.ExecCommand, away.result, err = e.Edit(note)
		if err != nil {
			return editedMsg{err}
		}
		return tea.Exec(away, func(err error) tea.Msg { return editedMsg{errors.Join(err, away.readErr)} })()
	}
}

// copyText puts a text on the clipboard by OSC 52, which also works through ssh.
// It goes in visible form: it will be pasted into terminals.
func copyText(s string) tea.Cmd { return tea.SetClipboard(visibleLines(s)) }

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
		lost := &annotations.Notes{Annotations: []annotations.Annotation{{ID: d.ID, Target: d.Target}}, Texts: notes.Texts}
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
	speech Speech // without a Document when the text is as it was
	notes  *annotations.Notes
	places []annotations.Place // of notes
	moved  map[int]int         // offsets of the document before → of this one
	err    error
}

func reread(book *notebook, w Watcher, old *model.Document, offsets []int, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg {
		speech, err := w.Reread()
		if err != nil || speech.Source.Text == old.Text {
			return rereadMsg{book: book, err: err}
		}
		speech.Document = model.Parse(speech.Source, notes.RulingsFor(speech.Source.Text)...)
		return rereadMsg{book, speech, notes, annotations.Anchor(speech.Document, notes), moveOffsets(old, speech.Document, offsets), nil}
	}
}

// retryMsg asks for another try at saving.
type retryMsg struct {
	book *notebook
	try  int
}

// longestRetry bounds how long a failed save waits for the disk to be well again.
const longestRetry = time.Minute

// retryTime doubles with every failure in a row, from a second.
func retryTime(failures int) time.Duration {
	return min(time.Second<<min(failures-1, 10), longestRetry)
}

func retry(book *notebook, try int, wait time.Duration) tea.Cmd {
	return after(wait, func(time.Time) tea.Msg { return retryMsg{book, try} })
}

// forgetMsg ends a notice that has stood long enough.
type forgetMsg struct{ turn int }

// noticeTime is how long a message stands in the place of the hints.
const noticeTime = 4 * time.Second

func forget(turn int) tea.Cmd {
	return after(noticeTime, func(time.Time) tea.Msg { return forgetMsg{turn} })
}

// probeDelay lets the first frame and the alternate screen come before the probe.
const probeDelay = 120 * time.Millisecond

// probeMsg asks for the width of ambiguous characters to be tried out.
type probeMsg struct{}

func probeSoon() tea.Cmd {
	return after(probeDelay, func(time.Time) tea.Msg { return probeMsg{} })
}

// probe writes “ in the blank cells that begin the last row, asks where the
// cursor is, and wipes it again: column 1 is a narrow terminal, 2 a wide one
// (ECMA-48 8.3.35 CPR).
func probe() tea.Cmd {
	return tea.Raw("\x1b7\x1b[999;1H“\x1b[6n\r  \x1b8")
}
