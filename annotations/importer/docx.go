package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"lectern/annotations"
	"lectern/model"
)

// This file reads what stands in the margin of Word documents: comments, on the
// words they are on, and highlights.

func isDocx(data string) bool {
	raw := []byte(data)
	if isCompound(raw) {
		return true // to be told what to do with it
	}
	p, err := openPackage(raw)
	return err == nil && p.isWord()
}

// docx is a Word document that is being read.
type docx struct {
	*wordPackage
	title     string
	ours      bool     // it is an export of lectern's
	standings []string // roles and statuses that stand in its comments
	styled    bool     // its comments still have their styles
	comments  []*wordComment
	ranges    map[string]*wordRange
	stories   []*wordStory
	texts     []annotations.Text
	traced    int // bytes of all texts
	items     []Item
	quoted    int // bytes of all quotes
}

// How much a document may have in its margin. What it is has to be found in the
// speech, and a comment costs the file a few bytes however much it is on.
const (
	maxNotes  = 10_000
	maxQuoted = 16 << 20 // bytes
	// Passages are traced in so many texts, and so many bytes of these.
	maxTexts  = 100
	maxTraced = 1 << 20
)

func tooMany(what string) error {
	return fmt.Errorf("there are over %s in it (split it into parts)", what)
}

func readDocx(data []byte) (File, error) {
	f, err := readWord(data)
	return f, told(err)
}

func readWord(data []byte) (File, error) {
	p, err := openPackage(data)
	if err != nil {
		return File{}, err
	}
	d := &docx{wordPackage: p, ranges: map[string]*wordRange{}}
	main, err := d.mainPart()
	if err != nil {
		return File{}, err
	}
	for _, read := range []func(folder string) error{d.readProperties, d.readComments, d.readThreads, d.readMoments} {
		if err := read(path.Dir(main)); err != nil {
			return File{}, err
		}
	}
	for _, part := range []string{main, path.Join(path.Dir(main), "footnotes.xml"), path.Join(path.Dir(main), "endnotes.xml")} {
		if err := d.readStories(part); err != nil {
			return File{}, err
		}
	}
	return d.file()
}

// file is what was found in the margin.
func (d *docx) file() (File, error) {
	d.addComments()
	d.addHighlights()
	switch {
	case len(d.items) == 0:
		return File{}, errors.New("there are no comments and no highlights in it (choose the copy that has them)")
	case len(d.items) > maxNotes:
		return File{}, tooMany(fmt.Sprintf("%d comments and highlights", maxNotes))
	case d.quoted > maxQuoted:
		return File{}, tooMany(fmt.Sprintf("%d MB of words that comments are on", maxQuoted>>20))
	}
	return File{Items: d.items, texts: d.texts}, nil
}

// readProperties reads the title, and whether the document is lectern's: what
// else a program did with it since, it keeps that.
func (d *docx) readProperties(string) error {
	err := d.each("docProps/core.xml", func(p *wordPart, e xml.StartElement) (err error) {
		if e.Name.Local == "title" {
			d.title, err = p.words()
		}
		return err
	})
	if err != nil {
		return err
	}
	return d.each("docProps/custom.xml", func(p *wordPart, e xml.StartElement) error {
		if e.Name.Local != "property" || attribute(e, "name") != "lectern" {
			return nil
		}
		words, err := p.words()
		d.ours, d.standings = true, strings.Split(words, remarkSeparator)
		return err
	})
}

// readStories reads the paragraphs of a part. In an export of lectern's each
// speech begins a page, and what has no place in it stands apart.
func (d *docx) readStories(part string) error {
	first := len(d.stories)
	var story *wordStory
	begin := func(s *wordStory) {
		story = s
		d.stories = append(d.stories, s)
	}
	if first == 0 {
		begin(&wordStory{})
	} else { // notes to the text
		begin(&wordStory{title: d.stories[0].title, titled: true})
	}
	r := &wordReader{ranges: d.ranges, closed: func(p *wordParagraph) {
		switch {
		case d.ours && p.page:
			begin(&wordStory{})
		case d.ours && p.style == "Apart":
			begin(&wordStory{title: story.title, titled: true, apart: true})
		}
		story.add(p)
	}}
	err := r.read(d.wordPackage, part, func(xml.StartElement) error { return nil })
	for _, s := range d.stories[first:] {
		s.finish()
	}
	return err
}

// passage is words of a story.
type passage struct {
	model.Span
	story *wordStory
}

// passage is what a range has between its ends; without a word there, the
// paragraph of its reference.
func (r *wordRange) passage() passage {
	if s, e := r.start, r.end; s.wordParagraph != nil && e.wordParagraph != nil && s.story == e.story && s.position() < e.position() {
		if span := trimmed(s.story.text, model.Span{Start: s.position(), End: e.position()}); !span.Empty() {
			return passage{span, s.story}
		}
	}
	for _, p := range []wordPoint{r.reference, r.start, r.end} {
		if p.wordParagraph != nil && p.story != nil {
			return passage{trimmed(p.story.text, model.Span{Start: p.at, End: p.at + p.length}), p.story}
		}
	}
	return passage{story: &wordStory{}}
}

// position is where a point stands in its story.
func (p wordPoint) position() int { return p.at + min(p.offset, p.length) }

// item is an item on a passage.
func (d *docx) item(p passage, kind string, n int) Item {
	text := p.story.text
	item := Item{Where: fmt.Sprintf("%s %d", kind, n), Titles: nonBlank(p.story.title, d.title)}
	if d.quoted += p.Len(); p.Empty() {
		return item
	}
	item.Target = annotations.Target{
		Exact: text[p.Start:p.End], Prefix: lastRunes(text[:p.Start], contextLength), Suffix: firstRunes(text[p.End:], contextLength),
	}
	item.location = item.Target.Prefix + "\x00" + item.Target.Suffix
	if d.trace(p.story); p.story.revision != "" {
		item.Target.Revision = p.story.revision
		item.Target.Start, item.Target.End = p.story.document.PointAt(p.Start), p.story.document.PointAt(p.End)
	}
	return item
}

// trace keeps the text of a story, so that its passages can be followed from there
// into the speech: where a text was worked on, that tells more than their words do.
func (d *docx) trace(s *wordStory) {
	if s.apart || s.revision != "" || len(d.texts) == maxTexts || d.traced+len(s.text) > maxTraced {
		return
	}
	sum := sha256.Sum256([]byte(s.text))
	s.revision = hex.EncodeToString(sum[:])
	d.texts = append(d.texts, annotations.Text{Revision: s.revision, Text: s.text})
	d.traced += len(s.text)
}

// contextLength is how many characters beside a quote are enough to tell it from
// others like it.
const contextLength = 32

func firstRunes(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i]
		}
	}
	return text
}

func lastRunes(text string, n int) string {
	at := len(text)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return text[at:]
}

// addHighlights adds the highlights that are not a comment's.
func (d *docx) addHighlights() {
	n := 0
	for _, s := range d.stories {
		for _, m := range s.marks {
			if n++; m.taken || len(d.items) > maxNotes {
				continue
			}
			item := d.item(passage{m.Span, s}, "highlight", n)
			item.Color = m.color
			d.items = append(d.items, item)
		}
	}
}
