// Package export writes annotations in the formats of other programs, one file a
// format.
package export

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model"
)

// Speech is a speech with what is exported of it.
type Speech struct {
	Document *model.Document
	Notes    *annotations.Notes
	// Places are the annotations to export, in the order to export them:
	// annotations.Anchor's, as far as a filter accepts them.
	Places []annotations.Place
	// Source is the name of the speech's file; empty when it has none.
	Source string
	// Roles names what a colour stands for; nil for the roles of the notes.
	Roles func(annotations.Color) string
}

// Options say how annotations are exported. What a format has no use for is in
// its Takes.
type Options struct {
	Group    Grouping
	Context  Context
	Cite     citation.Style // of the citation that goes with each passage; the zero Style is none
	Template string         // text/template; empty for the format's own form
	CRLF     bool           // lines end as Windows ends them
}

// Grouping says under which headings passages stand.
type Grouping string

// The groupings.
const (
	BySpeech  Grouping = "speech"  // under the headings of their speech
	ByTag     Grouping = "tag"     // under each of their tags
	BySection Grouping = "section" // under the section's title, whatever speech it is in
)

// Groupings are all groupings, the usual one first.
var Groupings = []Grouping{BySpeech, ByTag, BySection}

// Context says how much of the speech stands round a passage.
type Context string

// The contexts.
const (
	QuoteOnly Context = "quote"
	Sentence  Context = "sentence"  // the sentences that the passage is in
	Paragraph Context = "paragraph" // the paragraphs that it is in
)

// Contexts are all contexts, the usual one first.
var Contexts = []Context{QuoteOnly, Sentence, Paragraph}

// Takes are the options that a format has a use for.
type Takes uint8

// The options.
const (
	TakesGroup Takes = 1 << iota
	TakesContext
	TakesCite
	TakesTemplate
	TakesCRLF
)

// Format is a format that annotations can be exported in.
type Format struct {
	Name      string // as it is asked for: "markdown"
	Extension string // of its files, with the dot
	For       string // what it is for, in English
	Leaves    string // what it cannot carry, in English
	Takes     Takes
	// Single says that a file holds one speech. Otherwise it holds any number.
	Single bool
	Whole  bool // it is the whole speech with its marks, not a list of passages
	Binary bool // not to be shown on a terminal
	Write  func(w io.Writer, e *Export) error
	// Beside, unless nil, is a file that the export is nothing without: it goes
	// into the same folder, under the same name but for the extension.
	Beside func(e *Export) (extension string, content []byte)
}

// Formats are all formats, the most useful first.
var Formats = []Format{
	{
		Name: "markdown", Extension: ".md", Write: writeMarkdown, Takes: TakesGroup | TakesContext | TakesCite | TakesTemplate,
		For: "Obsidian, Logseq, any editor", Leaves: "exact positions, dates and ids; blanks in tags",
	},
	{
		Name: "docx", Extension: ".docx", Write: writeDOCX, Whole: true, Binary: true,
		For: "Word, WPS, LibreOffice: the whole speech, notes as comments", Leaves: "one colour of two that overlap; ids; roles of marks without a note",
	},
	{
		Name: "html", Extension: ".html", Write: writeHTML, Whole: true,
		For: "a browser, paper: the whole speech, notes in the margin", Leaves: "exact positions; when notes were changed",
	},
	{
		Name: "text", Extension: ".txt", Write: writeText, Takes: TakesGroup | TakesContext | TakesCite,
		For: "a letter or a message: numbered passages", Leaves: "exact positions, dates and ids; colours but for their names",
	},
	{
		Name: "outline", Extension: ".outline.md", Write: writeOutline, Takes: TakesContext | TakesCite,
		For: "your own speech: the outline with the quotations", Leaves: "colours, tags, exact positions, dates and ids",
	},
	{
		Name: "csv", Extension: ".csv", Write: writeCSV, Takes: TakesContext | TakesCRLF,
		For: "Readwise, Excel: a table", Leaves: "exact positions, colours, ids, dates of changes; blanks in tags",
	},
	{
		Name: "anki", Extension: ".tsv", Write: writeAnki, Takes: TakesContext,
		For: "Anki: a card a passage, updated when imported again", Leaves: "exact positions, colours, dates; passages that nothing asks for",
	},
	{
		Name: "org", Extension: ".org", Write: writeOrg, Takes: TakesGroup | TakesContext,
		For: "Emacs Org mode", Leaves: "exact positions; signs in tags but _@#%",
	},
	{
		Name: "json", Extension: ".json", Write: writeJSON,
		For: "programs: a W3C AnnotationCollection", Leaves: "the speech's text, colours and descriptions of tags, deleted annotations, earlier note texts",
	},
	{
		Name: "jsonl", Extension: ".jsonl", Write: writeJSONLines,
		For: "programs: a W3C annotation a line", Leaves: "what json leaves out, the speeches' titles, what colours stand for",
	},
	{
		Name: "qdpx", Extension: ".qdpx", Write: writeProject, Takes: TakesCRLF, Binary: true,
		For: "NVivo, MAXQDA, ATLAS.ti, QualCoder: a REFI-QDA project", Leaves: "passages without a place, tags not in use",
	},
	{
		Name: "qdc", Extension: ".qdc", Write: writeCodebook,
		For: "the same programs: a REFI-QDA codebook", Leaves: "passages and notes, tags not in use",
	},
	{
		Name: "brat", Extension: ".ann", Write: writeBrat, Single: true, Beside: bratText,
		For: "brat: standoff annotations, with the text in a .txt beside", Leaves: "passages without a place, what colours stand for, dates and ids",
	},
}

// Find is the format with a name.
func Find(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// ErrSingle says that a format has room for one speech.
var ErrSingle = errors.New("a file of this format holds one speech")

// Export is one export: what is written, and, once it is, what was left out.
type Export struct {
	Speeches []*Speech
	Options  Options

	losses []Loss
}

// Write writes the export in a format. The same annotations give the same bytes.
func (e *Export) Write(w io.Writer, f Format) error {
	e.losses = nil
	if f.Single && len(e.Speeches) != 1 {
		return ErrSingle
	}
	return f.Write(w, e)
}

// chosen is an annotation to export with its place.
type chosen struct {
	annotations.Annotation
	place annotations.Place
}

func (s *Speech) chosen() []chosen {
	var list []chosen
	for _, p := range s.Places {
		if a, ok := s.Notes.Find(p.ID); ok && a.Live() {
			list = append(list, chosen{a, p})
		}
	}
	return list
}

func (s *Speech) role(c annotations.Color) string {
	switch {
	case c == annotations.None:
		return ""
	case s.Roles == nil:
		return s.Notes.Role(c)
	}
	return s.Roles(c)
}

// about is what the speech is cited by, each a line; without a title it goes by its
// file.
func (s *Speech) about() annotations.Info {
	info := s.Notes.Info(s.Document)
	for _, name := range annotations.InfoFields() {
		field := info.Field(name)
		*field = oneLine(*field)
	}
	info.Title = cmp.Or(info.Title, oneLine(s.Source))
	return info
}

// Title is what the speech is called, or else its file; like what follows, it is
// one inert line.
func (s *Speech) Title() string { return s.about().Title }

// Speaker is who gave it.
func (s *Speech) Speaker() string { return s.about().Speaker }

// Date is when, as the text or the reader writes it.
func (s *Speech) Date() string { return s.about().Date }

// Occasion is what it was given at.
func (s *Speech) Occasion() string { return s.about().Occasion }

// URL is where it can be found.
func (s *Speech) URL() string { return s.about().URL }

// Language is that of the text, "zh" or "en".
func (s *Speech) Language() string { return s.Document.Language }

// oneLine is a text on one line, inert.
func oneLine(text string) string { return strings.Join(strings.Fields(model.Inert(text)), " ") }
