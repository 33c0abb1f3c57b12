package model

import "strings"

// skimmedEnd is how many bytes at either end of a text are read closely when the
// rest is only skimmed: more than any screen shows.
const skimmedEnd = 32 << 10

// MaxParsed is how long a text may be, in bytes, for its structure to be read while
// somebody waits for it. What counts is its lines: a second is enough for 200 MB of
// long paragraphs, for 25 MB of lines of ten ideographs, and for 13 MB of turns of a
// few words. The memory is several times the text's, of short turns forty times.
const MaxParsed = 32 << 20

// Read is Parse, or of a text over MaxParsed Skim.
func Read(src Source, rulings ...Ruling) *Document {
	if len(src.Text) > MaxParsed {
		return Skim(src)
	}
	return Parse(src, rulings...)
}

// Skim reads of a long plain text what moving about in it needs at once: the spans
// of its paragraphs, and at its beginning and its end what they are. Between them
// all is body, and the only parts are those of the beginning; Parse reads the rest.
// What format and blocks say is not for it: of a Source that has Blocks it is Parse.
func Skim(src Source) *Document {
	if src.Blocks != nil || len(src.Text) <= 4*skimmedEnd {
		return Parse(src)
	}
	beginning := src
	beginning.Text = src.Text[:upToLine(src.Text, skimmedEnd)]
	d := Parse(beginning)
	if d.Paragraphs[0].Span.Empty() { // nothing but blank lines so far
		return Parse(src)
	}
	d.Text = src.Text
	if wrapWidth(beginning.Text, textLines(beginning.Text)) > 0 {
		d.skimWrapped()
	} else {
		d.skimLines(len(beginning.Text))
	}
	setOuter(src.Text, d.Paragraphs)
	return d
}

// upToLine is the end of the last line that ends before limit; of a line without
// end, as much as a paragraph holds.
func upToLine(text string, limit int) int {
	if i := strings.LastIndexByte(text[:limit], '\n'); i >= 0 {
		return i + 1
	}
	return partingPoint(text, 0)
}

// skimLines adds the lines from offset on as paragraphs, the last of them read
// closely.
func (d *Document) skimLines(offset int) {
	tail := len(d.Text)
	if i := strings.IndexByte(d.Text[tail-skimmedEnd:], '\n'); i >= 0 {
		tail += i + 1 - skimmedEnd
	}
	end := Parse(Source{Text: d.Text[tail:], Language: d.Language})
	room := len(d.Paragraphs) + strings.Count(d.Text[offset:tail], "\n") + 1 + len(end.Paragraphs)
	d.Paragraphs = append(make([]Paragraph, 0, room), d.Paragraphs...)
	goesOn := d.Text[offset-1] != '\n'
	for start := offset; start < tail; {
		next := start + strings.IndexByte(d.Text[start:tail], '\n') + 1
		if next == start {
			next = tail
		}
		d.addSkimmed(trim(d.Text, Span{start, next}), goesOn)
		start, goesOn = next, false
	}
	for _, p := range end.Paragraphs {
		if !p.Span.Empty() {
			d.Paragraphs = append(d.Paragraphs, p.movedBy(tail))
		}
	}
}

func (d *Document) addSkimmed(span Span, goesOn bool) {
	if span.Empty() {
		return
	}
	p := NewParagraph(span)
	p.Continues = goesOn
	if span.Len() <= longestParagraph {
		d.Paragraphs = append(d.Paragraphs, p)
		return
	}
	d.Paragraphs = appendPieces(d.Paragraphs, d.Text, p)
}

// wrappedPiece is how much of a hard-wrapped text is joined at a time, so that what
// is known of its lines needs little memory.
const wrappedPiece = 1 << 20

// skimWrapped adds the paragraphs of a hard-wrapped text, of which those of the
// beginning are there. The last paragraph of each piece may go on in the next, and is
// read again with it: of a text without end on many lines only what is not yet whole,
// so that every piece gets further.
func (d *Document) skimWrapped() {
	start, goesOn := d.reopen()
	for start < len(d.Text) {
		end := len(d.Text)
		if end-start > wrappedPiece {
			end = start + upToLine(d.Text[start:], wrappedPiece)
		}
		d.addWrapped(Span{start, end}, goesOn)
		if last := &d.Paragraphs[len(d.Paragraphs)-1]; end < len(d.Text) && last.Span.Start > start {
			start, goesOn = d.reopen()
		} else {
			start, goesOn = end, d.Text[end-1] != '\n'
		}
	}
}

// addWrapped adds the paragraphs of a piece, the first of which may go on with what
// is there. Whether lines are joined is seen by all of the first one.
func (d *Document) addWrapped(piece Span, goesOn bool) {
	line := strings.LastIndexByte(d.Text[:piece.Start], '\n') + 1
	line = max(line, piece.Start-longestParagraph)
	for _, p := range fromLines(d.Text[line:piece.End]) {
		span := Span{max(p.Span.Start+line, piece.Start), p.Span.End + line}
		d.addSkimmed(span, goesOn)
		goesOn = false
	}
}

// reopen takes the last paragraph away, or its last piece, and is where it begins and
// whether it goes on with the one before.
func (d *Document) reopen() (start int, goesOn bool) {
	last := len(d.Paragraphs) - 1
	start, goesOn = d.Paragraphs[last].Span.Start, d.Paragraphs[last].Continues
	d.Paragraphs = d.Paragraphs[:last]
	return start, goesOn
}

// movedBy is a paragraph of the text that begins at offset in a longer one. What only
// stands at a speech's beginning is not what it seems there.
func (p Paragraph) movedBy(offset int) Paragraph {
	moved := func(s Span) Span { return Span{s.Start + offset, s.End + offset} }
	move := func(spans []Span) {
		for i, s := range spans {
			spans[i] = moved(s)
		}
	}
	p.Span = moved(p.Span)
	if p.Inside != nothing {
		if !p.Name.Empty() {
			p.Name = moved(p.Name)
		}
		p.Salutation = Span{}
		move(p.Leads)
		move(p.Directions)
		move(p.Items)
	}
	if p.Kind == Title || p.Kind == Date || p.Kind == Salutation {
		p.Kind, p.Level, p.Confidence = Body, 0, 1
	}
	return p
}
