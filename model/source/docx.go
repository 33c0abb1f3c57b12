package source

import (
	"path"
	"strings"
	"unicode/utf8"

	"lectern/model"
)

// The parts of a Word document (ECMA-376 part 1, 11.3) are found by what the
// package says is its main one, and their usual names beside it.
const (
	packageTypes     = "[Content_Types].xml"
	packageRelations = "_rels/.rels"
	packageCore      = "docProps/core.xml"
)

func isDocx(f *file) bool {
	return f.archive != nil && f.archive.Has(packageTypes) && f.archive.HasFolder("word")
}

// readDocx takes the text of a Word document: its body and its notes. Headers,
// footers and comments are left out, and what change tracking has deleted.
func readDocx(f *file, s *Speech) error {
	d := &docx{archive: f.archive, notesOf: map[string]map[string][]paragraph{}}
	main, err := d.mainPart()
	if err != nil {
		return err
	}
	folder := path.Dir(main)
	if d.styles, err = readWordStyles(f.archive, path.Join(folder, "styles.xml")); err != nil {
		return err
	}
	if d.numbering, err = readWordNumbering(f.archive, path.Join(folder, "numbering.xml"), d.styles); err != nil {
		return err
	}
	for _, notes := range []string{"footnote", "endnote"} {
		if err := d.readNotes(path.Join(folder, notes+"s.xml"), notes); err != nil {
			return err
		}
	}
	if err := d.readStory(main, &d.composer); err != nil {
		return err
	}
	d.addNotes()
	if s.Source, err = d.source(); err != nil {
		return err
	}
	title, err := titleIn(f.archive, packageCore)
	takeTitle(&s.Source, title)
	return err
}

// docx reads a Word document.
type docx struct {
	composer
	archive   *archive
	styles    wordStyles
	numbering *wordNumbering

	notesOf   map[string]map[string][]paragraph // of "footnote" and "endnote", by id
	marked    []noteMark
	footnotes int // how many there are so far
	endnotes  int
}

// noteMark is a place in the text that a note belongs to.
type noteMark struct{ kind, id, mark string }

// mainPart is the part with the text (ECMA-376 part 2, 9.3).
func (d *docx) mainPart() (string, error) {
	m, err := d.archive.markup(packageRelations)
	if m == nil || err != nil {
		return "word/document.xml", err
	}
	for e, err := range m.events() {
		switch {
		case err != nil:
			return "", err
		case e.kind == opens && strings.HasSuffix(m.attribute("type"), "/officeDocument"):
			return strings.TrimPrefix(m.attribute("target"), "/"), nil
		}
	}
	return "word/document.xml", nil
}

// readNotes reads the notes of a kind, to be asked for by the text's marks.
func (d *docx) readNotes(part, kind string) error {
	m, err := d.archive.markup(part)
	if m == nil || err != nil {
		return err
	}
	notes := map[string][]paragraph{}
	d.notesOf[kind] = notes
	var into composer
	story := wordStory{docx: d, markup: m, into: &into}
	id := ""
	for e, err := range m.events() {
		switch {
		case err != nil:
			return err
		case into.tooLong():
			return tooBig(MaxBytes)
		case e.kind == opens && e.name == "w:"+kind:
			id = m.attribute("w:id")
			if m.hasAttribute("w:type") { // a separator
				id = ""
			}
			into.paragraphs = nil
		case e.kind == closes && e.name == "w:"+kind && id != "":
			story.closeJoined()
			notes[id] = into.paragraphs
		default:
			story.event(e)
		}
	}
	return nil
}

// mark is the mark of a note that the text refers to; empty when the note
// brings a mark of its own.
func (d *docx) mark(kind, id, own string) string {
	mark := ""
	if own == "1" || own == "true" {
		d.marked = append(d.marked, noteMark{kind, id, ""})
		return ""
	}
	if kind == "footnote" {
		d.footnotes++
		mark = "[" + numeral("decimal", d.footnotes) + "]"
	} else {
		d.endnotes++
		mark = "[" + numeral("lowerRoman", d.endnotes) + "]"
	}
	d.marked = append(d.marked, noteMark{kind, id, mark})
	return mark
}

// addNotes puts the notes below the text, in the order of their marks.
func (d *docx) addNotes() {
	for _, m := range d.marked {
		if d.tooLong() {
			return // it will be refused
		}
		for i, p := range d.notesOf[m.kind][m.id] {
			d.note(p.withMark(m.mark, i == 0))
		}
	}
}

// withMark is a note's paragraph, with the mark before the first.
func (p *paragraph) withMark(mark string, first bool) paragraph {
	if !first || mark == "" {
		return *p
	}
	var marked paragraph
	marked.write(mark+" ", 0)
	marked.paste(*p)
	return marked
}

// readStory reads a part with paragraphs.
func (d *docx) readStory(part string, into *composer) error {
	m, err := d.archive.markup(part)
	switch {
	case err != nil:
		return err
	case m == nil:
		return damaged("the Word file has no document in it")
	}
	story := wordStory{docx: d, markup: m, into: into}
	for e, err := range m.events() {
		switch {
		case err != nil:
			return err
		case into.tooLong():
			return tooBig(MaxBytes)
		}
		story.event(e)
	}
	return nil
}

// maxHeading is how many characters a heading of a word processor may have:
// some give whole paragraphs a heading's style for its looks.
const maxHeading = 200

// settle makes body of a heading that is none.
func (p *paragraph) settle() {
	if (p.kind == model.Heading || p.kind == model.Title) && utf8.RuneCount(p.text) > maxHeading {
		p.kind, p.level = model.Body, 0
	}
}
