package source

import (
	"fmt"
	"strings"

	"lectern/model"
)

const openDocumentText = "application/vnd.oasis.opendocument.text" // and its templates

func isODT(f *file) bool {
	if f.archive != nil {
		return strings.HasPrefix(f.archive.mimetype(), openDocumentText)
	}
	head := f.beginning()
	return strings.Contains(head, "<office:document") && strings.Contains(head, openDocumentText)
}

// readODT takes the text of an OpenDocument text: a package, or all in one
// file. Comments, headers, footers and deleted text are left out.
func readODT(f *file, s *Speech) error {
	o := &odt{styles: map[string]*odtStyle{}, lists: map[string]*odtNumbering{}, counted: map[string]*odtCount{}}
	parts, err := odtParts(f)
	if err != nil {
		return err
	}
	for _, m := range parts {
		o.markup = m
		if err := o.read(); err != nil {
			return err
		}
	}
	if s.Source, err = o.source(); err != nil {
		return err
	}
	takeTitle(&s.Source, oneLine(o.title))
	return nil
}

// odtParts are the files to read, one after another.
func odtParts(f *file) ([]*markup, error) {
	if f.archive == nil {
		return []*markup{newXML(strings.NewReader(string(f.raw)))}, nil
	}
	switch locked, err := f.archive.isLocked("META-INF/manifest.xml", "encryption-data"); {
	case err != nil:
		return nil, err
	case locked:
		return nil, fmt.Errorf("%w: a password locks it (open it where it was made and save it without one)", ErrEncrypted)
	case !f.archive.Has("content.xml"):
		return nil, damaged("the OpenDocument file has no content in it")
	}
	var parts []*markup
	for _, name := range []string{"meta.xml", "styles.xml", "content.xml"} {
		m, err := f.archive.markup(name)
		if err != nil {
			return nil, err
		}
		if m != nil {
			parts = append(parts, m)
		}
	}
	return parts, nil
}

// odt reads an OpenDocument text (OpenDocument 1.2 part 1).
type odt struct {
	*markup
	composer
	styles map[string]*odtStyle
	lists  map[string]*odtNumbering
	title  string

	style     *odtStyle // that is being defined
	numbering *odtNumbering
	depth     int // of the level that is being defined
	inTitle   bool

	open    []odtParagraph // notes and text boxes have paragraphs inside a paragraph
	looks   []appearance   // in the spans that are open, each with those around it
	nested  []odtList      // the lists that are open
	counted map[string]*odtCount
	outline odtCount // of the headings
	last    *odtCount
	notes   []odtNote // those that are open
	skipped int       // how many elements are open whose content does not count
}

// odtParagraph is one that is being read.
type odtParagraph struct {
	paragraph
	look    appearance
	spans   int // how many spans were open before it
	started int // how many bytes of the text are its number
}

// odtNote is a note that is being read.
type odtNote struct {
	mark       string
	outside    int // how many paragraphs were open before it
	inCitation bool
	started    bool
}

// skippedInODT are elements whose content is not the text.
var skippedInODT = setOfNames("text:tracked-changes office:annotation text:table-of-content text:illustration-index text:table-index text:object-index text:user-index text:alphabetical-index text:bibliography office:forms office:scripts office:binary-data office:master-styles text:number svg:title svg:desc text:sequence-decls text:variable-decls text:user-field-decls text:hidden-text text:ruby-style")

func (o *odt) read() error {
	for e, err := range o.events() {
		switch {
		case err != nil:
			return err
		case o.tooLong():
			return tooBig(MaxBytes)
		case e.kind == words:
			o.words(e.words)
		case e.kind == opens && (o.skipped > 0 || skippedInODT[e.name] || o.isHidden(e.name)):
			o.skipped++
		case e.kind == closes && o.skipped > 0:
			o.skipped--
		case e.kind == opens:
			o.opens(e.name)
			o.opensStyle(e.name)
		default:
			o.closes(e.name)
		}
	}
	return nil
}

// isHidden reports whether a section is not shown.
func (o *odt) isHidden(name string) bool {
	return name == "text:section" && o.attribute("text:display") == "none"
}

func (o *odt) words(words string) {
	switch {
	case o.inTitle:
		if len(o.title) < 1000 {
			o.title += words
		}
	case o.skipped > 0:
	case len(o.notes) > 0 && o.note().inCitation:
		if note := o.note(); len(note.mark) < longestLabel {
			note.mark += strings.TrimSpace(words)
		}
	case len(o.notes) > 0 && len(o.open) == o.note().outside: // between its elements
	case len(o.open) > 0:
		p := o.paragraph()
		look := o.lookHere()
		if look.hidden == on {
			return
		}
		style := look.style()
		if p.kind != model.Body && p.kind != model.Item {
			style &^= model.Strong
		}
		p.writeLoose(words, style)
	}
}

// lookHere is how the words that come next look.
func (o *odt) lookHere() appearance {
	if n := len(o.looks); n > o.paragraph().spans {
		return o.looks[n-1]
	}
	return o.paragraph().look
}

func (o *odt) paragraph() *odtParagraph { return &o.open[len(o.open)-1] }

func (o *odt) note() *odtNote { return &o.notes[len(o.notes)-1] }

func (o *odt) opens(name string) {
	switch name {
	case "dc:title":
		o.inTitle = true
	case "text:p", "text:h":
		o.openParagraph(name)
	case "text:list":
		o.openList()
	case "text:list-item":
		o.openItem()
	case "table:table":
		o.openTable()
	case "table:table-row":
		o.openRow()
	case "table:table-cell":
		o.openCell()
	case "text:note":
		o.notes = append(o.notes, odtNote{outside: len(o.open)})
	case "text:note-citation":
		if len(o.notes) > 0 {
			o.note().inCitation = true
		}
	}
	if len(o.open) > 0 {
		o.opensInside(name)
	}
}

func (o *odt) opensInside(name string) {
	p := o.paragraph()
	switch name {
	case "text:span", "text:a":
		o.looks = append(o.looks, o.look(o.attribute("text:style-name")).over(o.lookHere()))
	case "text:s":
		p.write(strings.Repeat(" ", min(max(integer(o.attribute("text:c"), 1), 1), 100)), 0)
	case "text:tab":
		p.write("\t", 0)
	case "text:line-break":
		p.breakLine()
	case "text:ruby-text":
		p.write("(", 0)
	}
}

func (o *odt) openParagraph(name string) {
	style := o.attribute("text:style-name")
	p := odtParagraph{look: o.look(style), spans: len(o.looks)}
	p.kind, p.level = o.kind(style)
	level := 0
	if name == "text:h" {
		level = min(max(integer(o.attribute("text:outline-level"), 1), 1), odtLevels)
		p.kind, p.level = model.Heading, level
	}
	number, bullet := o.number(level)
	if bullet && p.kind == model.Body {
		p.kind = model.Item
	}
	p.write(number, 0)
	p.started = len(p.text)
	o.open = append(o.open, p)
}

func (o *odt) closes(name string) {
	switch name {
	case "dc:title":
		o.inTitle = false
	case "text:p", "text:h":
		o.closeParagraph()
	case "text:list":
		o.nested = o.nested[:max(len(o.nested)-1, 0)]
	case "table:table":
		o.closeTable()
	case "text:span", "text:a":
		if len(o.open) > 0 && len(o.looks) > o.paragraph().spans {
			o.looks = o.looks[:len(o.looks)-1]
		}
	case "text:ruby-text":
		if len(o.open) > 0 {
			o.paragraph().write(")", 0)
		}
	case "text:note-citation":
		o.closeCitation()
	case "text:note":
		o.notes = o.notes[:max(len(o.notes)-1, 0)]
	}
}

// closeCitation writes a note's mark where the note is.
func (o *odt) closeCitation() {
	if len(o.notes) == 0 {
		return
	}
	note := o.note()
	note.inCitation = false
	note.mark = inBrackets(note.mark)
	if len(o.open) > 0 {
		o.paragraph().write(note.mark, 0)
	}
}

// inBrackets sets off a note's mark that might be read as part of the words.
func inBrackets(mark string) string {
	for _, r := range mark {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return mark
		}
	}
	return "[" + mark + "]"
}

func (o *odt) closeParagraph() {
	if len(o.open) == 0 {
		return
	}
	p := *o.paragraph()
	o.open = o.open[:len(o.open)-1]
	o.looks = o.looks[:min(p.spans, len(o.looks))]
	switch {
	case len(p.text) == p.started:
	case len(o.notes) > 0:
		note := o.note()
		o.composer.note(p.withMark(note.mark, !note.started))
		note.started = true
	default:
		p.settle()
		o.add(p.paragraph)
	}
}
