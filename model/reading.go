package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reading is a paragraph as its reader sees it: rune by rune, without markup.
// Sentences are looked for in it.
type reading struct {
	glyphs     []glyph
	lines      bool        // each line stands for itself
	directions map[int]int // first glyph of a stage direction → the one after it
	markup     []markup
}

type glyph struct {
	r    rune
	span Span
	// opener is the glyph that a closing bracket closes, -1 for any other.
	opener int
	// depth is how many pairs of bracketPairs the glyph lies in.
	depth int
	// closes says of a straight quotation mark that it is the closing one.
	closes bool
}

// stretch is a half-open range of glyphs.
type stretch struct{ start, end int }

// markup is a piece of the paragraph that the page does not show. One that
// opens belongs to what follows.
type markup struct {
	span  Span
	opens bool
}

func (d *Document) read(p *Paragraph) *reading {
	r := &reading{lines: p.Preformatted, markup: d.markupOf(p)}
	for span, piece := range d.pieces(p, p.Span) {
		if piece.whole {
			if last, size := utf8.DecodeLastRuneInString(piece.shown); size > 0 {
				r.glyphs = append(r.glyphs, glyph{r: last, span: span, opener: -1})
			}
			continue
		}
		r.addRunes(piece.shown, span.Start)
	}
	r.pairBrackets()
	r.pairQuotes()
	r.findDirections(p.Directions)
	return r
}

func (r *reading) addRunes(text string, at int) {
	r.glyphs = slices.Grow(r.glyphs, utf8.RuneCountInString(text))
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		r.glyphs = append(r.glyphs, glyph{r: c, span: Span{at + i, at + i + size}, opener: -1})
		i += size
	}
}

// bracketPairs are openers with closers, full and half width alike. What they
// hold is no sentence: neither （…。） nor 《…？》 ends one.
var bracketPairs = []struct{ open, close string }{
	{"（(", "）)"},
	{"《", "》"},
	{"〈", "〉"},
	{"【", "】"},
	{"〔", "〕"},
	{"［[", "］]"},
}

// longestBracket is how many glyphs on a bracket's other half is looked for:
// one that was never closed must not swallow the rest.
const longestBracket = 300

func (r *reading) pairBrackets() {
	open := make([][]int, len(bracketPairs))
	for i := range r.glyphs {
		c := r.glyphs[i].r
		if r.lines && c == '\n' {
			open = make([][]int, len(bracketPairs))
		}
		kind, opens := bracketKind(c)
		if kind < 0 {
			continue
		}
		if opens {
			open[kind] = append(open[kind], i)
			continue
		}
		if last := len(open[kind]) - 1; last >= 0 {
			r.pair(open[kind][last], i)
			open[kind] = open[kind][:last]
		}
	}
	depth := 0
	for i := range r.glyphs {
		depth += r.glyphs[i].depth
		r.glyphs[i].depth = depth
	}
}

// pair notes that two bracketPairs belong together: depth holds the change at each
// glyph until all are known.
func (r *reading) pair(opener, closer int) {
	if closer-opener > longestBracket {
		return
	}
	r.glyphs[closer].opener = opener
	r.glyphs[opener+1].depth++
	r.glyphs[closer].depth--
}

// bracketKind is the place of c in bracketPairs, -1 when it is none.
func bracketKind(c rune) (kind int, opens bool) {
	if isWordRune(c) {
		return -1, false
	}
	for i, b := range bracketPairs {
		if strings.ContainsRune(b.open, c) {
			return i, true
		}
		if strings.ContainsRune(b.close, c) {
			return i, false
		}
	}
	return -1, false
}

// pairQuotes tells the opening from the closing straight quotation marks: by
// the blank space beside them, else by turns.
func (r *reading) pairQuotes() {
	open := false
	for i := range r.glyphs {
		if r.glyphs[i].r != '"' {
			continue
		}
		switch {
		case i == 0 || unicode.IsSpace(r.glyphs[i-1].r):
			open = false
		case i+1 == len(r.glyphs) || unicode.IsSpace(r.glyphs[i+1].r):
			open = true
		}
		r.glyphs[i].closes = open
		open = !open
	}
}

func (r *reading) findDirections(spans []Span) {
	r.directions = map[int]int{}
	for _, s := range spans {
		start, end := r.glyphAt(s.Start), r.glyphAt(s.End)
		if start < end {
			r.directions[start] = end
		}
	}
}

// glyphAt is the first glyph at or after a byte offset.
func (r *reading) glyphAt(offset int) int {
	i, _ := slices.BinarySearchFunc(r.glyphs, offset, func(g glyph, offset int) int { return g.span.Start - offset })
	return i
}

func (r *reading) skipBlank(at int) int {
	for at < len(r.glyphs) && unicode.IsSpace(r.glyphs[at].r) {
		at++
	}
	return at
}

func (r *reading) trim(s stretch) stretch {
	for s.end > s.start && unicode.IsSpace(r.glyphs[s.end-1].r) {
		s.end--
	}
	return s
}

func (r *reading) span(s stretch) Span {
	return Span{r.glyphs[s.start].span.Start, r.glyphs[s.end-1].span.End}
}

// at is the rune at an index, 0 beyond the ends.
func (r *reading) at(i int) rune {
	if i < 0 || i >= len(r.glyphs) {
		return 0
	}
	return r.glyphs[i].r
}

// markupOf is the hidden runs of a paragraph, in order.
func (d *Document) markupOf(p *Paragraph) []markup {
	var found []markup
	for i := len(p.Runs) - 1; i >= 0; i-- {
		run := p.Runs[i]
		if !run.Hidden || run.Shown != "" {
			continue
		}
		opens := strings.HasPrefix(d.Slice(run.Span), "[") // of a link
		if i+1 < len(p.Runs) && p.Runs[i+1].Span.Start == run.Span.End {
			opens = opens || isStyled(p.Runs[i+1]) || p.Runs[i+1].Hidden && len(found) > 0 && found[len(found)-1].opens
		}
		if i > 0 && p.Runs[i-1].Span.End == run.Span.Start && isStyled(p.Runs[i-1]) {
			opens = false
		}
		found = append(found, markup{run.Span, opens})
	}
	slices.Reverse(found)
	return found
}

func isStyled(r Run) bool { return r.Style != 0 && !r.Hidden }

// withMarkup adds the markup between the spans to them: to the one before,
// when it follows at once and does not open anything, else to the one after.
func (r *reading) withMarkup(spans []Span) []Span {
	if len(spans) == 0 {
		return nil
	}
	next := 0
	for _, m := range r.markup {
		for next < len(spans) && spans[next].End <= m.span.Start && !(spans[next].End == m.span.Start && !m.opens) {
			next++
		}
		switch {
		case next == len(spans):
			spans[next-1].End = m.span.End
		case spans[next].End == m.span.Start:
			spans[next].End = m.span.End
		default:
			spans[next].Start = min(spans[next].Start, m.span.Start)
		}
	}
	return spans
}

// isWordRune reports whether r is part of a word or a number.
func isWordRune(r rune) bool {
	return isHan(r) || unicode.In(r, unicode.L, unicode.M, unicode.N)
}
