package model

// sectionsPiece is how many bytes of a long text are read at a time for its sections.
const sectionsPiece = 1 << 20

// WithSections is a document that was only skimmed, with the sections and turns of
// the whole text as its parts. They are read piece by piece, so that a text of any
// length needs little memory beside it; what is smaller than a section, such as
// leads, is left out, and the paragraphs stay as they are.
func (d *Document) WithSections() *Document {
	whole := &Document{
		Text: d.Text, Title: d.Title, Speaker: d.Speaker, Date: d.Date, Occasion: d.Occasion,
		URL: d.URL, Language: d.Language, Paragraphs: d.Paragraphs, manySpeak: d.manySpeak,
	}
	for start := 0; start < len(d.Text); {
		// Numerals are understood by those before them.
		before := d.Paragraphs[d.ParagraphAt(max(start-skimmedEnd, 0))].Outer.Start
		end := d.pieceEnd(start)
		parts := sectionsOf(Parse(Source{Text: d.Text[before:end], Language: d.Language}).Parts, before, start)
		next := end
		if last := len(parts) - 1; end < len(d.Text) && last > 0 {
			next = parts[last].Span.Start // it may go on in the next piece
			parts = parts[:last]
		}
		whole.Parts = append(whole.Parts, parts...)
		start = next
	}
	return whole
}

// pieceEnd is where a piece that begins at start ends: with a paragraph.
func (d *Document) pieceEnd(start int) int {
	if len(d.Text)-start <= sectionsPiece {
		return len(d.Text)
	}
	end := d.Paragraphs[d.ParagraphAt(start+sectionsPiece)].Outer.Start
	if end <= start {
		return len(d.Text)
	}
	return end
}

// sectionsOf is the sections and turns among parts of a text that begins at offset:
// those that begin at start or after.
func sectionsOf(parts []Part, offset, start int) []Part {
	var kept []Part
	for _, p := range parts {
		within := sectionsOf(p.Parts, offset, start)
		if p.Kind != Heading && p.Kind != Speaker || p.Span.Start+offset < start {
			kept = append(kept, within...)
			continue
		}
		p.Span = Span{p.Span.Start + offset, p.Span.End + offset}
		p.Heading = Span{p.Heading.Start + offset, p.Heading.End + offset}
		p.Parts = within
		kept = append(kept, p)
	}
	return kept
}
