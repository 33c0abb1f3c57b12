package model

import (
	"slices"
	"sort"
)

// sectionsPiece is how many bytes of a long text are read at a time for its sections.
const sectionsPiece = 1 << 20

// sectionsAround is how many bytes around a piece are read with it, and how many at the
// end of the text may be its conclusion.
const sectionsAround = 64 << 10

// WithSections is a document that was only skimmed, with the sections and turns of
// the whole text as its parts. What the lines are is found piece by piece, so that a
// text of any length needs little memory beside it; then those that matter to the
// sections are weighed against each other all together, as Parse does. What is smaller
// than a section, such as leads, is left out, and of the paragraphs only headings are
// told from body.
func (d *Document) WithSections() *Document {
	whole := &Document{
		Text: d.Text, Title: d.Title, Speaker: d.Speaker, Date: d.Date, Occasion: d.Occasion,
		URL: d.URL, Language: d.Language, Paragraphs: d.Paragraphs,
	}
	lines, turns := d.sectionLines()
	weigh(lines, checkSequence(lines))
	findLists(lines)
	setLevels(lines)
	whole.Paragraphs = d.withHeadings(lines)
	whole.manySpeak = slices.ContainsFunc(turns, func(t Part) bool { return t.Title != turns[0].Title })
	whole.Parts, _ = whole.sectionsOf(whole.tree(lines), turns)
	return whole
}

// withHeadings are the paragraphs with the headings among lines as what they are.
func (d *Document) withHeadings(lines []line) []Paragraph {
	paragraphs := slices.Clone(d.Paragraphs)
	for i := range lines {
		if p := lines[i].p; p.Kind == Heading {
			of := &paragraphs[d.ParagraphAt(p.Span.Start)]
			of.Kind, of.Level, of.Confidence = p.Kind, p.Level, p.Confidence
		}
	}
	return paragraphs
}

// sectionLines are the lines of which the sections are made, and the turns, whose ends
// are still to be found: there may be millions.
func (d *Document) sectionLines() ([]line, []Part) {
	var s sectionSieve
	var b treeBuilder
	piece := sectionPiece{whole: d}
	for first := 0; first < len(d.Paragraphs); {
		end := d.pieceEnd(first)
		b.nodes = b.nodes[:0]
		for i, l := range piece.lines(first, end) {
			if l.p.Kind == Speaker {
				b.speaker(&l)
			}
			// At the end a conclusion is found by what it says.
			if s.matters(&l) || len(d.Text)-l.p.Span.Start <= sectionsAround {
				s.keep(l, d, first+i)
			}
		}
		for i := range b.nodes {
			s.turns = append(s.turns, b.nodes[i].Part)
		}
		first = end
	}
	for i := range s.kept {
		l := &s.kept[i]
		l.prev, l.next = nil, nil
		if i > 0 {
			l.prev, s.kept[i-1].next = &s.kept[i-1], l
		}
	}
	return s.kept, s.turns
}

// bulletClass is behind the kinds that of bullets, which do not end a list.
const bulletClass = len(kindNames)

// sectionSieve keeps the lines that may begin a section, and of those between two such
// the first of each kind, which stands for the others: a turn, a line of body, an item.
type sectionSieve struct {
	kept  []line
	turns []Part
	seen  [bulletClass + 1]bool // by kind, since the last line that may begin a section
}

// keep keeps a line, the paragraph at i, and of the piece that it comes from nothing
// else. Room is made for as many as there will be if the text goes on like this: growing
// step by step would need twice the memory.
func (s *sectionSieve) keep(l line, d *Document, i int) {
	if same := &d.Paragraphs[i]; l.p.Kind == Body && same.Kind == Body && l.p.Inside == nothing {
		l.p = same // of body nothing is changed any more
	} else {
		p := *l.p
		l.p = &p
	}
	if count, at := len(s.kept), l.p.Span.Start; count == cap(s.kept) && at >= sectionsPiece {
		s.kept = slices.Grow(s.kept, 1+int(float64(count)/float64(at)*float64(len(d.Text)-at)))
	}
	s.kept = append(s.kept, l)
}

func (s *sectionSieve) matters(l *line) bool {
	if l.number.style != noNumeral && l.p.Kind != Speaker || l.p.Kind == Heading {
		s.seen = [bulletClass + 1]bool{}
		return true
	}
	class := int(l.p.Kind)
	if isBullet(l) {
		class = bulletClass
	}
	if s.seen[class] {
		return false
	}
	s.seen[class] = true
	return true
}

// pieceEnd is the paragraph behind the piece that begins with the one at first.
func (d *Document) pieceEnd(first int) int {
	end := d.Paragraphs[first].Outer.Start + sectionsPiece
	if end >= len(d.Text) {
		return len(d.Paragraphs)
	}
	return max(d.ParagraphAt(end), first+1)
}

// sectionPiece is a piece of a long text and what is around it. Each takes the room of
// the one before.
type sectionPiece struct {
	whole *Document
	part  Document
	room  []line
}

// lines are the paragraphs from first to end as the rules see them. What they are
// depends on those around them: who speaks is seen by the names that come again, and
// the first and the last lines of a text by their place.
func (s *sectionPiece) lines(first, end int) []line {
	d := s.whole
	before := d.ParagraphAt(max(d.Paragraphs[first].Outer.Start-sectionsAround, 0))
	before = max(min(before, first-startLines), 0)
	after := min(end+tailLines, len(d.Paragraphs))
	s.part.Text, s.part.Paragraphs = d.Text, s.part.Paragraphs[:0]
	for _, p := range d.Paragraphs[before:after] {
		fresh := NewParagraph(p.Span)
		fresh.Continues = p.Continues
		s.part.Paragraphs = append(s.part.Paragraphs, fresh)
	}
	s.room = s.part.lines(s.room)
	readOnes(s.room)
	classify(s.room)
	return s.room[first-before : end-before]
}

// sectionsOf is the sections and turns among parts, each in the one that holds it. A
// turn there stands for all up to where it ends; rest is those behind the last part.
func (d *Document) sectionsOf(parts, turns []Part) (kept, rest []Part) {
	for _, p := range parts {
		if p.Kind == Speaker {
			count := sort.Search(len(turns), func(i int) bool { return turns[i].Span.Start >= p.Span.End })
			run := d.endTurns(turns[:count:count], p.Span.End)
			turns = turns[count:]
			if kept == nil {
				kept = run // often all that there is
			} else {
				kept = append(kept, run...)
			}
			continue
		}
		var within []Part
		within, turns = d.sectionsOf(p.Parts, turns)
		if p.Kind != Heading {
			kept = append(kept, within...)
			continue
		}
		p.Parts = within
		if kept == nil {
			kept = make([]Part, 0, len(parts))
		}
		kept = append(kept, p)
	}
	return kept, turns
}

// endTurns lets each turn go on up to the next, and the last to end.
func (d *Document) endTurns(turns []Part, end int) []Part {
	for i := range turns {
		turns[i].Span.End = end
		if i+1 < len(turns) {
			turns[i].Span.End = d.wordsBefore(turns[i].Span.Start, turns[i+1].Span.Start)
		}
	}
	return turns
}
