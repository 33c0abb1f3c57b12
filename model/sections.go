package model

// sectionsPiece is how many bytes of a long text are read at a time for its sections.
const sectionsPiece = 1 << 20

// WithSections is a document that was only skimmed, with the sections and turns of
// the whole text as its parts. What the lines are is found piece by piece, so that a
// text of any length needs little memory beside it; then those that matter to the
// sections are weighed against each other all together, as Parse does. What is smaller
// than a section, such as leads, is left out, and the paragraphs stay as they are.
func (d *Document) WithSections() *Document {
	whole := &Document{
		Text: d.Text, Title: d.Title, Speaker: d.Speaker, Date: d.Date, Occasion: d.Occasion,
		URL: d.URL, Language: d.Language, Paragraphs: d.Paragraphs,
	}
	lines := d.sectionLines()
	weigh(lines, checkSequence(lines))
	findLists(lines)
	setLevels(lines)
	whole.Parts = sectionsOf(whole.tree(lines))
	whole.manySpeak = manySpeak(lines)
	return whole
}

// sectionLines are the lines of which the sections are made. Of others that follow
// one another the first is enough, but at the end of the text, where a conclusion is
// found by what it says.
func (d *Document) sectionLines() []line {
	var kept []line
	for first := 0; first < len(d.Paragraphs); {
		end := d.pieceEnd(first)
		for i, l := range d.linesOf(first, end) {
			atEnd := len(d.Text)-l.p.Span.Start <= skimmedEnd
			if atEnd || first+i == 0 || matters(&l) {
				p := *l.p // of the piece nothing else stays
				l.p = &p
				kept = append(kept, l)
			}
		}
		first = end
	}
	for i := range kept {
		kept[i].prev, kept[i].next = nil, nil
		if i > 0 {
			kept[i].prev, kept[i-1].next = &kept[i-1], &kept[i]
		}
	}
	return kept
}

// pieceEnd is the paragraph behind the piece that begins with the one at first.
func (d *Document) pieceEnd(first int) int {
	end := d.Paragraphs[first].Outer.Start + sectionsPiece
	if end >= len(d.Text) {
		return len(d.Paragraphs)
	}
	return max(d.ParagraphAt(end), first+1)
}

// linesOf are the paragraphs from first to end as the rules see them. What they are
// depends on those around them: who speaks is seen by the names that come again, and
// the first and the last lines of a text by their place.
func (d *Document) linesOf(first, end int) []line {
	before := d.ParagraphAt(max(d.Paragraphs[first].Outer.Start-skimmedEnd, 0))
	before = max(min(before, first-startLines), 0)
	after := min(end+tailLines, len(d.Paragraphs))
	piece := &Document{Text: d.Text, Paragraphs: make([]Paragraph, after-before)}
	for i := range piece.Paragraphs {
		p := &d.Paragraphs[before+i]
		piece.Paragraphs[i] = NewParagraph(p.Span)
		piece.Paragraphs[i].Continues = p.Continues
	}
	lines := piece.lines()
	readOnes(lines)
	classify(lines)
	return lines[first-before : end-before]
}

// matters reports whether a line may begin a section or a turn, or is told apart from
// the line before it by what findLists and the tree look at.
func matters(l *line) bool {
	return l.number.style != noNumeral || l.p.Kind == Heading || l.p.Kind == Speaker ||
		l.prev.number.style != noNumeral || l.p.Kind != l.prev.p.Kind || isBullet(l) != isBullet(l.prev)
}

// sectionsOf is the sections and turns among parts, each in the one that holds it.
func sectionsOf(parts []Part) []Part {
	var kept []Part
	for _, p := range parts {
		within := sectionsOf(p.Parts)
		if p.Kind != Heading && p.Kind != Speaker {
			kept = append(kept, within...)
			continue
		}
		p.Parts = within
		kept = append(kept, p)
	}
	return kept
}
