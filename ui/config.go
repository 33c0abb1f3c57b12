// Package ui is how a reader meets a speech: the page, its panes and modes. It
// is the only place with Bubble Tea and Lip Gloss. It touches no disk: what it
// needs from there it asks for through the small interfaces of this file.
package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// Speech is one speech as it is opened.
type Speech struct {
	Name string // for the status line; not trusted, shown in visible form
	Path string // empty for standard input and the built-in sample

	Source   model.Source // parsed again when the reader rules on a heading
	Document *model.Document
	Notes    *annotations.Notes

	// Opening is set when Document is only the beginning, or nothing yet, and Notes
	// are empty: it reads the rest.
	Opening Opening
	Bytes   int  // of the file, when Document is only its beginning
	Skimmed bool // Document says where the paragraphs are, but not what: see model.Skim

	Format, Encoding string
	Unreadable       int    // characters that could not be decoded
	Notice           string // what the reader should know about how it was opened

	NotesPath  string
	NotesAside bool   // the notes are not beside the speech: say where
	ReadOnly   string // why notes cannot be written; empty when they can

	Place   Place // where reading stopped last time
	Keeper  Keeper
	Copier  Copier
	Drafter Drafter
	Mender  Mender // of notes that could not be read whole; else nil
	Strays  Strays // of a speech without notes; else nil
	Watcher Watcher
	Recoder Recoder // of a file that may be read in another encoding; else nil
}

// Opening reads what opening a long speech leaves for after its first screen.
type Opening interface {
	// Text reads the whole text; Document is what one needs to move about in it.
	Text() (Speech, error)
	// Rest reads the notes and gives the whole Speech: with the Document that Text
	// gave, unless a closer look makes it another text.
	Rest() (Speech, error)
	PlaceKeeper // until the speech has a Keeper; beside Rest
}

// Place is where a reader is in a speech, in bytes of its text.
type Place struct {
	Offset int
	Marks  map[string]int // the reader's own marks: letter → offset
}

// Recent is a speech that was read before.
type Recent struct {
	Name, Title, Path string
	Annotations       int
}

// Keeper keeps one speech's notes and place on disk. It may be used by several
// goroutines.
type Keeper interface {
	// SaveNotes returns what is on disk afterwards: notes that another
	// program wrote meanwhile are in it.
	SaveNotes(*annotations.Notes) (*annotations.Notes, error)
	PlaceKeeper
}

// PlaceKeeper keeps where reading a speech stopped.
type PlaceKeeper interface {
	// SavePlace keeps a place of the document.
	SavePlace(*model.Document, Place) error
}

// places is who keeps the place in the speech now; nil for nobody.
func (s *Speech) places() PlaceKeeper {
	switch {
	case s.Keeper != nil:
		return s.Keeper
	case s.Opening != nil:
		return s.Opening
	}
	return nil
}

// Draft is a note as far as it was typed.
type Draft struct {
	Slot   string             // where it is kept, as Left calls it; empty for a draft of this run
	ID     string             // the annotation's; empty for a new one
	Target annotations.Target // the passage
	Source string             // the text of the speech then; empty when it is long, or in the notes
	Text   string             // what was typed
	Opened string             // what the note was when typing began
	Time   time.Time
}

// Drafter keeps notes that are being typed on disk. It may be used by several
// goroutines; a call that is late, by its draft's time, does nothing.
type Drafter interface {
	// Left is a draft of this speech that was left behind by a program that
	// is not running any more.
	Left() (Draft, bool)
	SaveDraft(Draft) error
	DropDraft(Draft) error
}

// Watcher looks for what other programs do to the files of one speech. It may be
// used by several goroutines.
type Watcher interface {
	// Look says what changed since the last look; it is quick when nothing did.
	Look() News
	// Reread reads the speech again: Source and what is known of the file.
	Reread() (Speech, error)
}

// Recoder reads the file of one speech in other encodings. It may be used by
// several goroutines.
type Recoder interface {
	// Decodings is what the file says in every encoding that can read it, the
	// likeliest first.
	Decodings() ([]Decoding, error)
	// Recode reads the speech in an encoding, or without a name in the one it
	// seems to be in, and has it read so from now on: Source and what is known of
	// the file.
	Recode(encoding string) (Speech, error)
}

// Decoding is what a file says in an encoding.
type Decoding struct {
	Encoding   string
	Unreadable int    // characters that could not be decoded
	Words      string // the first that tell it from other encodings
}

// News is what a look found. A file that seems to be half written is left for the
// next look.
type News struct {
	Notes     *annotations.Notes // those on disk, when they changed
	NotesGone bool               // there is no notes file any more
	ReadOnly  string             // why the notes file cannot be read any more
	Speech    FileNews
}

// FileNews is what became of the speech's own file.
type FileNews uint8

// What can have become of a file.
const (
	FileSame FileNews = iota
	FileChanged
	FileGone
)

// Copier puts the notes elsewhere, for when their own place cannot be written.
type Copier interface {
	// CopyNotes refuses to replace a file.
	CopyNotes(n *annotations.Notes, path string) error
}

// Mender puts a notes file that cannot be read whole out of the way.
type Mender interface {
	// SetAside gives the file another name, which it returns, so that notes
	// can be saved again.
	SetAside() (path string, err error)
}

// Stray is a notes file that was made on the text of a speech, but does not
// stand where that speech's notes are looked for.
type Stray struct {
	Path        string
	Annotations int
	Alone       bool // its own speech is gone: it can move
}

// Strays knows of notes that seem to belong to a speech that has none.
type Strays interface {
	// Find gives the likeliest one that has not been ignored.
	Find() (s Stray, ok bool)
	// Take copies the notes, or moves them, to where the speech's notes are
	// looked for. It gives what is there then, also when the old file could
	// not be removed.
	Take(s Stray, move bool) (*annotations.Notes, error)
	// Ignore sees to it that they are not found for this speech again.
	Ignore(s Stray) error
}

// Library opens other speeches.
type Library interface {
	Open(path string) (Speech, error)
	Recent() ([]Recent, error)
}

// TagSource knows the tags of the speeches read before.
type TagSource interface {
	// KnownTags counts each tag over all of them.
	KnownTags() ([]annotations.TagCount, error)
}

// RoleKeeper keeps what the colours stand for in all of the reader's speeches.
type RoleKeeper interface {
	// KeepRole takes an empty name for what the colour usually stands for.
	KeepRole(c annotations.Color, name string) error
}

// Exporter writes notes in the forms that other programs read.
type Exporter interface {
	Formats() []ExportFormat
	// Preview is what Export would write.
	Preview(s Speech, notes *annotations.Notes, order ExportOrder) (ExportMade, error)
	// Export writes a file, unless there is no annotation for it. One that is
	// there already is an ErrThere, unless it is to be replaced.
	// Nothing is written when ctx has ended before.
	Export(ctx context.Context, s Speech, notes *annotations.Notes, order ExportOrder, path string, replace bool) (ExportMade, error)
}

// ErrThere says that a file would have to be replaced.
var ErrThere = errors.New("the file is there already")

// ExportFormat is a form that notes are written in.
type ExportFormat struct {
	Name, Extension string // "markdown", ".md"
	Kind            ExportKind
	// Groups are the headings that passages can stand under, Contexts how much of
	// the speech can stand round them, Cites the styles of citations that can go
	// with them; nil where the format has no use for them.
	Groups, Contexts, Cites []string
}

// ExportKind says how a format is previewed.
type ExportKind uint8

// The kinds of formats.
const (
	TextExport     ExportKind = iota
	MarkdownExport            // through Glamour
	WholeExport               // not to be shown in a terminal
)

// ExportOrder says what is to be exported and how.
type ExportOrder struct {
	Format               string
	Filter               annotations.Filter
	Group, Context, Cite string                       // empty for the usual
	Roles                map[annotations.Color]string // what the colours stand for where the notes do not say
}

// ExportMade is what an export came to.
type ExportMade struct {
	Count  int          // annotations
	Text   string       // of a preview, its beginning
	Losses []ExportLoss // what the format could not carry
}

// ExportLoss is something that a format could not carry, and how often.
type ExportLoss struct {
	Kind  string
	Count int
}

// Clipboard is the system's own clipboard. It may be used by several goroutines.
type Clipboard interface {
	// Write puts a text there, or gives up soon.
	Write(text string) error
}

// Editor opens the reader's own editor on a note and gives back what was written.
type Editor interface {
	Edit(note string) (program tea.ExecCommand, result func() (string, error), err error)
}

// Config is everything the screen is told before it starts.
type Config struct {
	Speech     Speech
	Library    Library
	Tags       TagSource
	RoleKeeper RoleKeeper
	Exporter   Exporter
	Editor     Editor
	// Clipboard fails where there is none, or another one is meant, as over ssh:
	// the terminal's is used then, and where Clipboard is nil.
	Clipboard Clipboard
	Display   Display // for the first screen; nil to leave that to Bubble Tea
	Tmux      bool    // tmux is between the program and the terminal

	Theme     string // "auto", "dark" or "light"
	Lang      string // "en" or "zh"
	Measure   int    // cells of a line; 0 for the default
	Ambiguous string // "auto", "narrow" or "wide"
	Mouse     bool
	Suspend   bool // there is a shell that can bring the program back
	Color     bool
	Roles     map[annotations.Color]string // the reader's own names for the colours, in any speech
	Rates     model.Rates
	Creator   string
	Cite      string // the style of citations; the usual one when empty
	Now       func() time.Time
}
