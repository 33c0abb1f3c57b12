package model

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file divides a text into paragraphs. Only their spans are worked out
// here; what they are comes later.

// paragraphsOf cuts a source into paragraphs whose Outer spans are the whole text.
func paragraphsOf(src Source) []Paragraph {
	paragraphs := fromBlocks(src)
	if len(paragraphs) == 0 {
		paragraphs = fromLines(src.Text)
	}
	if len(paragraphs) == 0 && src.Text != "" {
		paragraphs = []Paragraph{NewParagraph(Span{})} // blank space only
	}
	paragraphs = parted(src.Text, paragraphs)
	setOuter(src.Text, paragraphs)
	return paragraphs
}

// setOuter shares the text between the paragraphs out: each takes what follows
// it up to the last newline, the next one takes its own indentation and markup.
func setOuter(text string, paragraphs []Paragraph) {
	start := 0
	for i := range paragraphs {
		p := &paragraphs[i]
		end := len(text)
		if i+1 < len(paragraphs) {
			next := paragraphs[i+1].Span.Start
			end = p.Span.End + strings.LastIndexByte(text[p.Span.End:next], '\n') + 1
		}
		p.Outer = Span{start, end}
		start = end
	}
}

// fromBlocks takes the paragraphs as the format divides them. A block that
// lies outside the text, inside another one or in the middle of a character
// is cut to what it can be.
func fromBlocks(src Source) []Paragraph {
	var paragraphs []Paragraph
	end := 0
	for _, b := range src.Blocks {
		span := trim(src.Text, cutTo(src.Text, b.Span, Span{end, len(src.Text)}))
		if span.Empty() {
			continue
		}
		end = span.End
		b.Kind, b.Level = formatKind(b.Kind, b.Level)
		b.Name = soundName(src.Text, b, span)
		if b.Kind == Speaker && b.Name.Empty() {
			b.Kind = Body
		}
		for _, s := range blankParts(src.Text, span, b) {
			p := NewParagraph(s)
			p.Kind, p.Level, p.Preformatted = b.Kind, b.Level, b.Preformatted
			if runs := soundRuns(src.Text, b.Runs, s); len(runs) > 0 || !b.Name.Empty() {
				p.Inside = &Inside{Name: b.Name, Runs: runs}
			}
			paragraphs = append(paragraphs, p)
		}
	}
	return paragraphs
}

// blankParts divides a block of body at lines that look blank though the
// format does not take them so: Markdown counts a no-break space as a word.
func blankParts(text string, span Span, b Block) []Span {
	if b.Kind != Body || b.Preformatted || !strings.Contains(text[span.Start:span.End], "\n") {
		return []Span{span}
	}
	var parts []Span
	for _, l := range textLines(text[span.Start:span.End]) {
		start, end := span.Start+l.span.Start, span.Start+l.span.End
		if len(parts) == 0 || l.after {
			parts = append(parts, Span{start, end})
		}
		parts[len(parts)-1].End = end
	}
	return parts
}

// formatKind is what a format may say of a paragraph; the rest is for the
// rules to find.
func formatKind(k Kind, level int) (Kind, int) {
	switch k {
	case Heading:
		return k, min(max(level, 1), maxLevel)
	case Title, Date, Salutation, Item, Direction, Closing, Note, FrontMatter, Speaker:
		return k, 0
	}
	return Body, 0
}

// soundName is what of a speaker's name lies inside the span.
func soundName(text string, b Block, span Span) Span {
	name := trim(text, cutTo(text, b.Name, span))
	if b.Kind != Speaker || name.Empty() {
		return Span{}
	}
	return name
}

// soundRuns keeps of the runs what lies in order inside the span.
func soundRuns(text string, runs []Run, span Span) []Run {
	var sound []Run
	start := span.Start
	for _, r := range runs {
		r.Span = cutTo(text, r.Span, Span{start, span.End})
		if r.Span.Empty() {
			continue
		}
		start = r.Span.End
		sound = append(sound, r)
	}
	return sound
}

// cutTo cuts a span to the limits and moves both its ends to the starts of
// characters.
func cutTo(text string, s, limits Span) Span {
	s.Start = min(max(s.Start, limits.Start), limits.End)
	s.End = min(max(s.End, s.Start), limits.End)
	for s.Start < s.End && !utf8.RuneStart(text[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && s.End < len(text) && !utf8.RuneStart(text[s.End]) {
		s.End--
	}
	return s
}

// trim takes the blank space off both ends of a span.
func trim(text string, s Span) Span {
	piece := strings.TrimLeftFunc(text[s.Start:s.End], isBlank)
	s.Start = s.End - len(piece)
	s.End = s.Start + len(strings.TrimRightFunc(piece, isBlank))
	return s
}

// isBlank is white space, and the marks of no width that stand for none.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B'
}

// textLine is a line of plain text that is not blank.
type textLine struct {
	span   Span // without the blank space around the words
	indent int  // in cells
	width  int  // in cells, indent included
	after  bool // a blank line stands before it
}

// fromLines divides plain text: a line is a paragraph, unless the text is
// hard-wrapped.
func fromLines(text string) []Paragraph {
	lines := textLines(text)
	joins := func(i int) bool { return false }
	if w := wrapWidth(text, lines); w > 0 {
		plain := commonIndent(lines)
		joins = func(i int) bool { return continues(text, lines, i, w, plain) }
	}
	paragraphs := make([]Paragraph, 0, len(lines))
	for i, l := range lines {
		if i > 0 && joins(i) {
			paragraphs[len(paragraphs)-1].Span.End = l.span.End
			continue
		}
		paragraphs = append(paragraphs, NewParagraph(l.span))
	}
	return paragraphs
}

func textLines(text string) []textLine {
	lines := make([]textLine, 0, strings.Count(text, "\n")+1)
	after := false
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		span := trim(text, Span{start, end})
		if span.Empty() {
			after = true
		} else {
			indent := cells(text[start:span.Start], maxWrap+1)
			width := indent + cells(text[span.Start:span.End], maxWrap+1)
			lines = append(lines, textLine{span, indent, width, after})
			after = false
		}
		start = end + 1
	}
	return lines
}

// Lines of hard-wrapped text are between minWrap and maxWrap cells wide.
const (
	minWrap = 36
	maxWrap = 132
)

// cells is the width of a text, an East Asian character being two cells, and
// no more than is needed to know that it is over the limit.
func cells(text string, limit int) int {
	width := 0
	for _, r := range text {
		width += runeCells(r)
		if width > limit {
			break
		}
	}
	return width
}

func runeCells(r rune) int {
	switch {
	case r == '\t':
		return 4
	case r >= 0x1100 && (isEastAsian(r) || (0x2018 <= r && r <= 0x201D)):
		return 2
	}
	return 1
}

func isEastAsian(r rune) bool { return 0x2E80 <= r && r <= 0xFFEF || r >= 0x20000 }

// wrapWidth is the width in cells that the text was hard-wrapped at, 0 when it
// was not: the lines that do not end a sentence must share a width, and next to
// no line may be longer.
func wrapWidth(text string, lines []textLine) int {
	widths := make([]int, 0, len(lines))
	for _, l := range lines {
		widths = append(widths, l.width)
	}
	sort.Ints(widths)
	if len(widths) == 0 {
		return 0
	}
	wrap := widths[len(widths)*98/100]
	if wrap < minWrap || wrap > maxWrap {
		return 0
	}
	open, full := 0, 0
	for i, l := range lines[:len(lines)-1] {
		if lines[i+1].after || endsSentence(text[l.span.Start:l.span.End]) {
			continue
		}
		open++
		if l.width > wrap-wrapSlack(text, lines[i+1]) {
			full++
		}
	}
	if full < 4 || full*10 < open*6 {
		return 0
	}
	return wrap
}

// wrapSlack is how many cells may be left over at the end of a full line: the
// next line's first word did not fit, or some ideographs moved for a mark.
func wrapSlack(text string, next textLine) int {
	words := text[next.span.Start:next.span.End]
	if r, _ := utf8.DecodeRuneInString(words); isEastAsian(r) {
		return 8
	}
	word, _, _ := strings.Cut(words, " ")
	return min(cells(word, 24), 24) + 2
}

// commonIndent is the indentation of most lines of a wrapped text.
func commonIndent(lines []textLine) int {
	counts := map[int]int{}
	best := 0
	for _, l := range lines {
		counts[l.indent]++
		if n := counts[l.indent]; n > counts[best] || n == counts[best] && l.indent < best {
			best = l.indent
		}
	}
	return best
}

// startsNumbered reports whether a line starts with the numeral of a heading.
func startsNumbered(text string) bool {
	s := readNumeral(text).style
	return s != noNumeral && s != countStyle
}

// continues reports whether a line of a wrapped text goes on with the paragraph
// of the line before it.
func continues(text string, lines []textLine, i, wrap, indent int) bool {
	before, l := lines[i-1], lines[i]
	words := text[before.span.Start:before.span.End]
	full := before.width > wrap-wrapSlack(text, l)
	switch {
	case l.after:
		return false
	case l.indent >= indent+2: // a first line, or a line of a quotation
		return full && before.indent == l.indent && !endsSentence(words)
	case full && startsNumbered(text[l.span.Start:l.span.End]) && strings.ContainsRune("。！？", lastRune(words)):
		return false
	case full:
		return true
	}
	return before.width > wrap*6/10 && !endsSentence(words) && readNumeral(words).style == noNumeral
}
