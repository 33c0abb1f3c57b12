package ui

import (
	"lectern/model"
	"lectern/ui/layout"
)

// page knows where the lines of each paragraph fall. It lays a paragraph out
// when it is first asked for and remembers it until the width changes, so that
// nothing here grows with the speech.
type page struct {
	doc     *model.Document
	options layout.Options
	// leadsApart puts every run-in lead at the start of a line of its own.
	leadsApart bool

	laid      map[int][]layout.Line
	laidBytes int // of the text, so far: no screen may need more of it in a longer speech
	sentences map[int][]model.Span
}

// keptParagraphs bounds what a page remembers; a screen shows far fewer.
const keptParagraphs = 1024

// spot is a row of the page: a paragraph and a row of its block, whose blank
// rows above the first line count.
type spot struct{ paragraph, row int }

func (s spot) before(other spot) bool {
	return s.paragraph < other.paragraph || s.paragraph == other.paragraph && s.row < other.row
}

func newPage(doc *model.Document, o layout.Options, leadsApart bool) page {
	return page{
		doc: doc, options: o, leadsApart: leadsApart,
		laid: map[int][]layout.Line{}, sentences: map[int][]model.Span{},
	}
}

// lines is paragraph i laid out; none for what the page does not show.
func (p *page) lines(i int) []layout.Line {
	if lines, ok := p.laid[i]; ok {
		return lines
	}
	if len(p.laid) > keptParagraphs {
		clear(p.laid)
	}
	lines := p.layOut(&p.doc.Paragraphs[i])
	p.laidBytes += p.doc.Paragraphs[i].Span.Len()
	p.laid[i] = lines
	return lines
}

func (p *page) layOut(paragraph *model.Paragraph) []layout.Line {
	if paragraph.Kind == model.FrontMatter {
		return nil
	}
	o := p.options
	o.Indent = layout.FirstIndent(p.doc.Text, paragraph, o)
	if !p.leadsApart || len(paragraph.Leads) == 0 {
		return layout.Lines(p.doc.Text, paragraph, o)
	}
	var lines []layout.Line
	piece := *paragraph
	for i := 0; i <= len(paragraph.Leads); i++ {
		piece.Span.End = paragraph.Span.End
		if i < len(paragraph.Leads) {
			piece.Span.End = paragraph.Leads[i].Start
		}
		if !piece.Span.Empty() {
			lines = append(lines, layout.Lines(p.doc.Text, &piece, o)...)
		}
		piece.Span.Start = piece.Span.End
	}
	return lines
}

// sentencesOf is the sentences of paragraph i.
func (p *page) sentencesOf(i int) []model.Span {
	if sentences, ok := p.sentences[i]; ok {
		return sentences
	}
	if len(p.sentences) > keptParagraphs {
		clear(p.sentences)
	}
	var sentences []model.Span
	if p.doc.Paragraphs[i].Kind != model.FrontMatter {
		sentences = p.doc.Sentences(i)
	}
	p.sentences[i] = sentences
	return sentences
}

// gap is how many blank rows stand above paragraph i.
func (p *page) gap(i int) int {
	above := i - 1
	for above >= 0 && len(p.lines(above)) == 0 {
		above--
	}
	if above < 0 || len(p.lines(i)) == 0 {
		return 0
	}
	here, before := &p.doc.Paragraphs[i], &p.doc.Paragraphs[above]
	switch {
	case here.Continues:
		return 0
	case here.Kind == model.Heading && here.Level == 1 && before.Kind != model.Title:
		return 2
	case before.Kind == model.Title && (here.Kind == model.Date || here.Kind == model.Title):
		return 0
	}
	return 1
}

// height is the rows of paragraph i's block.
func (p *page) height(i int) int {
	lines := len(p.lines(i))
	if lines == 0 {
		return 0
	}
	return p.gap(i) + lines
}

// spotOf is the row that shows the byte at offset.
func (p *page) spotOf(offset int) spot {
	i := p.doc.ParagraphAt(offset)
	if i < 0 {
		return spot{}
	}
	lines := p.lines(i)
	if len(lines) == 0 {
		return spot{paragraph: i}
	}
	return spot{i, p.gap(i) + layout.LineAt(lines, offset)}
}

// move is the spot so many rows below (above when negative), and how many rows
// it could really go.
func (p *page) move(from spot, rows int) (spot, int) {
	moved := 0
	if len(p.doc.Paragraphs) == 0 {
		return from, 0
	}
	for ; moved < rows; moved++ {
		next, ok := p.below(from)
		if !ok {
			return from, moved
		}
		from = next
	}
	for ; moved > rows; moved-- {
		next, ok := p.above(from)
		if !ok {
			return from, moved
		}
		from = next
	}
	return from, moved
}

func (p *page) below(s spot) (spot, bool) {
	if s.row+1 < p.height(s.paragraph) {
		return spot{s.paragraph, s.row + 1}, true
	}
	for i := s.paragraph + 1; i < len(p.doc.Paragraphs); i++ {
		if p.height(i) > 0 {
			return spot{paragraph: i}, true
		}
	}
	return s, false
}

func (p *page) above(s spot) (spot, bool) {
	if s.row > 0 {
		return spot{s.paragraph, s.row - 1}, true
	}
	for i := s.paragraph - 1; i >= 0; i-- {
		if h := p.height(i); h > 0 {
			return spot{i, h - 1}, true
		}
	}
	return s, false
}

// first is the page's first row.
func (p *page) first() spot {
	for i := range p.doc.Paragraphs {
		if len(p.lines(i)) > 0 {
			return spot{paragraph: i}
		}
	}
	return spot{}
}

// lastTop is the lowest spot a page of so many rows may start at: the one that
// shows the speech's last line in the last row.
func (p *page) lastTop(rows int) spot {
	if len(p.doc.Paragraphs) == 0 {
		return spot{}
	}
	last := len(p.doc.Paragraphs) - 1
	end := spot{last, max(p.height(last)-1, 0)}
	if p.height(last) == 0 {
		end, _ = p.above(spot{paragraph: last})
	}
	top, _ := p.move(end, -(rows - 1))
	return top
}
