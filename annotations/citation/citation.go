// Package citation says where a passage of a speech comes from, in the forms
// that people write it in. It is pure: the same passage, the same bytes.
package citation

import (
	"strings"
	"time"

	"lectern/annotations"
	"lectern/model"
)

// Passage is what is cited.
type Passage struct {
	Info     annotations.Info // of the speech; without a title it is cited as untitled
	Document *model.Document
	Span     model.Span // where it stands; empty when it has no place in the text
	Quote    string     // its words, a paragraph a line
	Seen     time.Time  // the day it was taken from the speech; zero when not known
}

// Style is a form that citations are written in.
type Style struct {
	Name string
	For  string // what it is for, in English
	cite func(*source) string
	// quote puts the passage's words together with the citation.
	quote func(s *source, citation string) string
}

// Styles are all forms there are; the first is the usual one.
var Styles = []Style{
	{"plain", "in brackets behind the words, in the language of the speech", bracketed, behind},
	{"footnote", "a Markdown footnote", footnote, quoteWithFootnote},
	{"gbt7714", "a list of references after GB/T 7714-2015", reference, above},
	{"bibtex", "an entry for BibTeX and biblatex", entry, above},
}

// Names are the names of the styles.
func Names() []string {
	var names []string
	for _, style := range Styles {
		names = append(names, style.Name)
	}
	return names
}

// Find is the style of a name.
func Find(name string) (style Style, ok bool) {
	for _, style := range Styles {
		if style.Name == name {
			return style, true
		}
	}
	return Style{}, false
}

// Cite is the citation alone.
func (style Style) Cite(p Passage) string { return style.cite(sourceOf(p)) }

// Quote is the passage's words with their citation, to be pasted as they are.
func (style Style) Quote(p Passage) string {
	s := sourceOf(p)
	return style.quote(s, style.cite(s))
}

// source is a passage made ready to be written in any style.
type source struct {
	info        annotations.Info
	chinese     bool
	sections    []string // the headings over it, outermost first
	first, last int      // paragraphs, from 1; 0 without a place
	quote       string
	seen        time.Time
}

func sourceOf(p Passage) *source {
	s := &source{chinese: isChinese(p), quote: model.Inert(p.Quote), seen: p.Seen}
	s.info = annotations.Info{
		Title: line(p.Info.Title), Speaker: line(p.Info.Speaker), Date: line(p.Info.Date),
		Occasion: line(p.Info.Occasion), URL: line(p.Info.URL),
	}
	if strings.Contains(strings.ToLower(s.info.Title), strings.ToLower(s.info.Occasion)) {
		s.info.Occasion = "" // the title says it
	}
	if p.Span.Empty() {
		return s
	}
	s.sections = sections(p.Document, p.Span.Start)
	s.first, s.last = p.Document.ParagraphNumber(p.Span.Start), p.Document.ParagraphNumber(p.Span.End-1)
	return s
}

func isChinese(p Passage) bool {
	return p.Document != nil && strings.HasPrefix(p.Document.Language, "zh")
}

// sections are the headings over the byte at offset. Where several speakers have
// turns, whose turn it is stands among them: the words are not those of whom the
// speech is by.
func sections(d *model.Document, offset int) []string {
	var over []string
	for _, part := range d.Path(offset) {
		if part.Kind == model.Heading || part.Kind == model.Speaker && d.SpeakerAt(offset) != "" {
			over = append(over, strings.TrimRight(line(d.Plain(part.Heading)), ":：。 "))
		}
	}
	return over
}
