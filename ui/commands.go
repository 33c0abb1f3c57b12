package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// Every effect of the program is a command of this file or, where it is about
// files that others write too, of commands_files.go. A result that would do harm
// late carries what it was made from: the document, the notebook, the query.

// inTurn runs commands one after the other. (What tea.Sequence makes cannot be
// guarded.)
func inTurn(first tea.Cmd, rest ...tea.Cmd) tea.Cmd {
	switch {
	case len(rest) == 0:
		return first
	case first == nil:
		return inTurn(rest[0], rest[1:]...)
	}
	return func() tea.Msg {
		msg := first()
		return tea.BatchMsg{func() tea.Msg { return msg }, inTurn(rest[0], rest[1:]...)}
	}
}

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

func savePlace(k PlaceKeeper, d *model.Document, p Place, last bool) tea.Cmd {
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
	return func() tea.Msg { return measured(doc) }
}

func measured(doc *model.Document) measuredMsg {
	left := make([]model.Counts, len(doc.Paragraphs)+1)
	for i := len(doc.Paragraphs) - 1; i >= 0; i-- {
		left[i] = left[i+1].Plus(model.Count(doc.Slice(doc.Paragraphs[i].Span)))
	}
	signs, unseen := layout.Hidden(doc.Text)
	return measuredMsg{doc, left, signs, unseen}
}

// foundMsg brings how far a search has got.
type foundMsg struct {
	book  *notebook // of the speech that is searched
	turn  int       // which search it is; only the latest counts
	found model.Search
}

func find(book *notebook, turn int, doc *model.Document, query string, origin int) tea.Cmd {
	return func() tea.Msg { return foundMsg{book, turn, doc.Search(query, origin).Step()} }
}

// seek goes on with a search. Each step is short, so that one that is not wanted any
// more soon ends.
func seek(m foundMsg) tea.Cmd {
	return func() tea.Msg { return foundMsg{m.book, m.turn, m.found.Step()} }
}

// leaptMsg brings the place after another one that was found, or the one before it.
type leaptMsg struct {
	book  *notebook
	turn  int // of the search
	place model.Span
	back  bool
}

func leap(book *notebook, turn int, query *model.Query, from model.Span, back bool) tea.Cmd {
	return func() tea.Msg {
		if back {
			return leaptMsg{book, turn, query.Previous(from), back}
		}
		return leaptMsg{book, turn, query.Next(from), back}
	}
}

// parsedMsg brings the speech read anew after the reader ruled on a heading.
type parsedMsg struct {
	book *notebook // whose rulings it obeys
	turn int       // which reading it is; only the latest counts
	doc  *model.Document
}

func parse(book *notebook, turn int, source model.Source, notes *annotations.Notes) tea.Cmd {
	return func() tea.Msg {
		return parsedMsg{book, turn, model.Read(source, notes.RulingsFor(source.Text)...)}
	}
}

// findSections finds the sections of a speech that is too long to be parsed.
func findSections(book *notebook, turn int, doc *model.Document) tea.Cmd {
	return func() tea.Msg { return parsedMsg{book, turn, doc.WithSections()} }
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

func open(r *reader, path, name string) tea.Cmd {
	r.done(r.turning) // of two that are chosen, the last counts
	l := r.config.Library
	cmd := r.await(r.look.say(sayOpeningOther, name), func(context.Context) tea.Msg {
		speech, err := l.Open(path)
		return openedMsg{speech, err}
	})
	r.turning = r.tasks[len(r.tasks)-1]
	return cmd
}

// previewMsg brings what an export would be.
type previewMsg struct {
	of   *exporting
	turn int // which preview it is; only the latest counts
	made ExportMade
	err  error
}

func preview(of *exporting, turn int, e Exporter, s Speech, notes *annotations.Notes, order ExportOrder) tea.Cmd {
	return tea.Batch(
		func() tea.Msg {
			made, err := e.Preview(s, notes, order)
			return previewMsg{of, turn, made, err}
		},
		after(slowTime, func(time.Time) tea.Msg { return previewSlowMsg{of, turn} }),
	)
}

// previewSlowMsg says that a preview takes long, unless it has come.
type previewSlowMsg struct {
	of   *exporting
	turn int
}

// roleKeptMsg says how naming a colour's role in all speeches ended.
type roleKeptMsg struct {
	book  *notebook
	color annotations.Color
	name  string
	err   error
}

func keepRole(book *notebook, k RoleKeeper, c annotations.Color, name string) tea.Cmd {
	return func() tea.Msg { return roleKeptMsg{book, c, name, k.KeepRole(c, name)} }
}

// exportedMsg says how an export ended.
type exportedMsg struct {
	book  *notebook
	from  *exporting
	order ExportOrder
	path  string
	made  ExportMade
	err   error
}

func export(r *reader, from *exporting, order ExportOrder, path string, replace bool) tea.Cmd {
	book, e, s, notes := &r.book, r.config.Exporter, r.speech, r.book.notes
	return r.await(r.look.say(sayExporting, r.fromHere(path)), func(ctx context.Context) tea.Msg {
		made, err := e.Export(ctx, s, notes, order, path, replace)
		return exportedMsg{book, from, order, path, made, err}
	})
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

// copyText puts a text on the terminal's clipboard by OSC 52.
func copyText(s string) tea.Cmd { return tea.SetClipboard(s) }

// clippedMsg says how the system's clipboard took a text.
type clippedMsg struct {
	copying
	err error
}

func writeClipboard(to Clipboard, c copying) tea.Cmd {
	return func() tea.Msg { return clippedMsg{c, to.Write(c.text)} }
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
