// Package model says what a speech is: its text, its paragraphs, the tree of
// its parts, its sentences. It is pure: no files, no notes, no terminal.
package model

import "sort"

// Span is a half-open range of bytes of Document.Text. It is the only place
// the program keeps: lines and columns are worked out from it, never stored.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the byte at offset lies inside the span.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset < s.End }

// Covers reports whether the whole of other lies inside the span.
func (s Span) Covers(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// Kind says what a paragraph or a part of a speech is.
type Kind uint8

// The kinds of paragraphs and parts. Body is a paragraph that no rule claims.
const (
	Body Kind = iota
	Title
	Date
	Salutation
	Opening
	Heading
	Lead
	Item
	Speaker
	Direction
	Conclusion
	Closing
	Note
	FrontMatter // metadata before a Markdown text; not shown on the page
)

var kindNames = [...]string{
	"body", "title", "date", "salutation", "opening", "section", "lead", "item",
	"speaker", "direction", "conclusion", "closing", "note", "front-matter",
}

// String is the kind's name as `lectern outline --json` prints it: a part of
// kind Heading is a "section".
func (k Kind) String() string { return kindNames[k] }

// Style is how a format says a run of text is meant: bits, so that they add up.
type Style uint8

// The styles a format can give a run.
const (
	Strong Style = 1 << iota
	Emphasis
	Code
	Struck
)

// Run is a piece of a paragraph that its format treats as more than plain
// words. Runs of a paragraph are in order and do not overlap.
type Run struct {
	Span  Span
	Style Style
	// Hidden says the page does not show the span's bytes: they are markup,
	// such as the asterisks round a strong word.
	Hidden bool
	// Shown, when not empty, is shown instead of the span's bytes: "&" for
	// the source's "&amp;".
	Shown string
}

// Paragraph is a run of source lines that are read as one.
type Paragraph struct {
	// Span holds the paragraph's words, without the blank space around them.
	Span Span
	// Outer is Span with its indentation before and the newlines and blank
	// lines after it. The Outer spans, in order, are the whole text.
	Outer Span
	Kind  Kind
	// Preformatted keeps the source's line breaks: verse, code, tables.
	Preformatted bool
	// Continues says that it goes on with the paragraph before it: they are one,
	// but too long to be read and laid out at once.
	Continues  bool
	Level      int     // of a Heading, from 1; otherwise 0
	Confidence float64 // of Kind, 0 to 1
	// Inside is what lies inside the paragraph. Most have nothing inside and share
	// one, so that a long text needs little memory for it; see own.
	*Inside
}

// Inside is what lies inside a paragraph.
type Inside struct {
	// Name is the span of a speaker turn's name, mark included
	// ("THE PRESIDENT:"), empty when nobody is named.
	Name Span
	// Salutation is the salutation the paragraph begins with, its mark
	// included, empty when it has none or is nothing else.
	Salutation Span
	// Leads are the run-in leads of the paragraph, in order.
	Leads []Span
	// Directions are the stage directions inside the paragraph, such as
	// "(Applause.)", in order.
	Directions []Span
	// Items are the members of an enumeration inside the paragraph
	// (一是…；二是…), in order.
	Items []Span
	// Runs are the format's own, in order, without overlaps.
	Runs []Run
}

// nothing is inside a paragraph that has nothing inside. It is never written to.
var nothing = &Inside{}

// NewParagraph is a paragraph of body with nothing inside.
func NewParagraph(span Span) Paragraph {
	return Paragraph{Span: span, Confidence: 1, Inside: nothing}
}

// own is what lies inside the paragraph, to be written to.
func (p *Paragraph) own() *Inside {
	if p.Inside == nothing {
		p.Inside = &Inside{}
	}
	return p.Inside
}

// Part is a node of the speech's tree: a salutation, the opening, a section,
// a lead … A section runs to the next one at its level or above.
type Part struct {
	Kind       Kind
	Level      int    // of a section, from 1; otherwise 0
	Numeral    string // "第一", "（二）", "IV."; empty when unnumbered
	Title      string // the heading's words without numeral and markup
	Heading    Span   // the heading's or lead's own words, numeral included
	Span       Span
	Confidence float64
	Parts      []Part
}

// Document is a speech that has been read. It never changes after Parse made
// it: a newer one replaces it.
type Document struct {
	// Text is the decoded source with newlines as \n and nothing else changed.
	Text string
	// What the speech says of itself, in its own words; empty when it does not.
	Title, Speaker, Date string
	Occasion             string // where it was held, or to whom: 全省教育大会
	URL                  string
	Language             string // "zh", "en" …
	Paragraphs           []Paragraph
	Parts                []Part

	manySpeak bool // turns of more than one speaker

	points     pointIndex
	numbers    numberIndex
	hash       textHash
	foldedHash textHash
}

// Source is what a format hands to Parse.
type Source struct {
	Text string
	// Blocks are the paragraphs as the format itself divides them, in order;
	// nil for plain text, whose lines Parse reads itself.
	Blocks []Block
	// What the format's own metadata says; empty when it does not.
	Title, Speaker, Date, Occasion, URL, Language string
}

// Block is a paragraph as its format divides the text.
type Block struct {
	Span         Span // the words, without block markup such as "## "
	Kind         Kind // Body unless the format says: Title, Heading, Note, FrontMatter …
	Level        int  // of a Heading, from 1
	Name         Span // of a Speaker: who speaks, mark included; empty when nobody is named
	Runs         []Run
	Preformatted bool
}

// Ruling is a reader's word on whether the paragraph that holds At, a byte
// offset, is a heading: Level from 1, or 0 for "not a heading".
type Ruling struct {
	At    int
	Level int
}

// ParagraphAt is the index of the paragraph whose Outer span holds the byte at
// offset: the last one for an offset past the end, -1 for a text without any.
func (d *Document) ParagraphAt(offset int) int {
	low, high := 0, len(d.Paragraphs)
	for low < high {
		middle := (low + high) / 2
		if d.Paragraphs[middle].Outer.Start <= offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 && len(d.Paragraphs) > 0 {
		return 0
	}
	return low - 1
}

// Slice is the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// Path is the chain of parts, outermost first, that hold the byte at offset.
func (d *Document) Path(offset int) []*Part {
	var path []*Part
	parts := d.Parts
	for parts != nil {
		i := sort.Search(len(parts), func(i int) bool { return parts[i].Span.End > offset })
		if i == len(parts) || !parts[i].Span.Contains(offset) {
			break
		}
		path = append(path, &parts[i])
		parts = parts[i].Parts
	}
	return path
}
