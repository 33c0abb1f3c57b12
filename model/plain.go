package model

import "strings"

// This file says what a reader sees of a text: no markup, no soft line breaks.

// Plain is the text of a span as a reader sees it: without the paragraph's
// markup, with soft line breaks joined.
func (d *Document) Plain(s Span) string {
	var b strings.Builder
	for i := d.ParagraphAt(s.Start); i >= 0 && i < len(d.Paragraphs) && d.Paragraphs[i].Outer.Start < s.End; i++ {
		p := &d.Paragraphs[i]
		within := s.within(p.Span)
		if within.Empty() {
			continue
		}
		words := d.plainPieces(p, within, nil)[0]
		switch {
		case b.Len() == 0:
		case !p.Continues:
			b.WriteByte('\n')
		case d.Paragraphs[i-1].Span.End < p.Span.Start && !joinsClosely(d.Slice(d.Paragraphs[i-1].Span), words):
			b.WriteByte(' ')
		}
		b.WriteString(words)
	}
	return b.String()
}

// PlainPieces is the text of a paragraph as Plain has it, cut at offsets, which
// are in order and inside its Span: one piece more than there are offsets. An
// offset amid what shows as something else cuts behind that; one amid a line
// break cuts behind the space that stands for it.
func (d *Document) PlainPieces(paragraph int, offsets ...int) []string {
	p := &d.Paragraphs[paragraph]
	return d.plainPieces(p, p.Span, offsets)
}

func (d *Document) plainPieces(p *Paragraph, within Span, offsets []int) []string {
	var b strings.Builder
	var cuts []int
	for s, piece := range d.pieces(p, within) {
		for len(cuts) < len(offsets) && offsets[len(cuts)] <= s.Start {
			cuts = append(cuts, b.Len())
		}
		for !piece.whole && len(cuts) < len(offsets) && offsets[len(cuts)] < s.End {
			cuts = append(cuts, b.Len()+offsets[len(cuts)]-s.Start)
		}
		b.WriteString(piece.shown)
	}
	for len(cuts) < len(offsets) {
		cuts = append(cuts, b.Len())
	}
	text := b.String()
	if !p.Preformatted {
		text = joinLines(text, cuts)
	}
	return cutAt(text, cuts)
}

func cutAt(text string, cuts []int) []string {
	pieces := make([]string, 0, len(cuts)+1)
	at := 0
	for _, cut := range append(cuts, len(text)) {
		pieces = append(pieces, text[at:cut])
		at = cut
	}
	return pieces
}

// JoinLines is text with its soft line breaks joined: a newline disappears
// where Chinese or Japanese goes on, elsewhere it is one space. The blank
// space round the newline goes with it.
func JoinLines(text string) string { return joinLines(text, nil) }

// joinLines also moves cuts, which are offsets in the text in order, to where
// they are in what it returns.
func joinLines(text string, cuts []int) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var b strings.Builder
	before := ""
	moved, start := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		words := strings.TrimSpace(line)
		from := start + strings.Index(line, words)
		start += len(line) + 1
		if words == "" {
			continue
		}
		if before != "" && !joinsClosely(before, words) {
			b.WriteByte(' ')
		}
		for ; moved < len(cuts) && cuts[moved] <= from+len(words); moved++ {
			cuts[moved] = b.Len() + max(0, cuts[moved]-from)
		}
		b.WriteString(words)
		before = words
	}
	for ; moved < len(cuts); moved++ {
		cuts[moved] = b.Len()
	}
	return b.String()
}
