package source

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// This file joins the lines of a page to paragraphs.

// joiner puts lines together.
type joiner struct {
	c       *composer
	body    float64   // the size of most letters
	sizes   []float64 // those of headings, the largest first
	right   float64   // where the longest lines end
	pitch   float64   // how far below each other lines mostly stand; 0 when it is not known
	columns []column  // of the page
	current paragraph
	last    *pdfLine // of the paragraph
	turned  bool     // a page has ended since
	title   int      // 1 when the largest letters were the title's
	table   bool     // the paragraph is rows
}

func (j *joiner) line(l *pdfLine) {
	row := slices.ContainsFunc(l.words, isBar)
	switch {
	case j.last != nil && row && j.table:
		j.current.breakLine()
	case j.last != nil && (row || j.table || j.begins(l)):
		j.flush()
	case j.last != nil && !l.beginsRaised():
		j.current.joinLine(l.text())
	}
	if j.table = row; j.last == nil && l.isNote() {
		j.current.kind = model.Note
	}
	j.current.write(rowText(l, row), 0)
	j.last, j.turned = l, false
}

// rowText is the words of a line, or of a row with its bars.
func rowText(l *pdfLine, row bool) string {
	if !row {
		return l.text()
	}
	var cells []string
	for _, words := range splitAtBars(l.words) {
		cell := pdfLine{words: words, top: l.top, bottom: l.bottom}
		cells = append(cells, cell.text())
	}
	return strings.Join(cells, bar)
}

func splitAtBars(words []pdfWord) [][]pdfWord {
	cells := [][]pdfWord{nil}
	for _, w := range words {
		if isBar(w) {
			cells = append(cells, nil)
		} else {
			cells[len(cells)-1] = append(cells[len(cells)-1], w)
		}
	}
	return cells
}

// begins reports whether a line begins a paragraph, by where it stands.
func (j *joiner) begins(l *pdfLine) bool {
	last := j.last
	em := l.size() * 0.75
	words := l.text()
	fits := em * 3.2 // a line of ideographs may end early for the sake of a mark
	if r, _ := utf8.DecodeRuneInString(words); !isEastAsian(r) && len(l.words) > 0 {
		fits = l.words[0].right - l.words[0].left + em
	}
	margin, before := j.column(l), j.column(last)
	indented := l.left > margin.left+em*0.9
	switch gap := l.top - last.top; {
	case math.Abs(l.size()-last.size()) > j.body*0.2, l.isNote(), l.hang > 0, bulletStart.MatchString(words):
		return true
	case j.isHeadline(l) && gap < l.size()*1.5 && math.Abs(l.left+l.right-last.left-last.right) < em:
		return false // both are in the middle
	case indented && l.left > max(last.left, last.hang)-before.left+margin.left+em*0.5:
		return true // its first line is set in
	case last.right < before.right-fits:
		return true // the next word had room there
	case j.turned || gap < 0: // on the next page or column
		return endsSentence([]byte(last.text())) && (indented || numberedStart.MatchString(words))
	default:
		return gap > j.paragraphGap(last)
	}
}

// isHeadline reports whether the letters of a line, and of the one before it, are
// those of a heading.
func (j *joiner) isHeadline(l *pdfLine) bool {
	return slices.Contains(j.sizes, rounded(l.size())) && slices.Contains(j.sizes, rounded(j.last.size()))
}

// paragraphGap is how much further down than a line the next paragraph begins, at
// the least.
func (j *joiner) paragraphGap(l *pdfLine) float64 {
	wide, usual := l.size()*1.9, j.pitch*1.35
	if j.pitch > 0 && (usual < wide || j.pitch > wide) {
		return usual
	}
	return wide
}

// numberedStart is how a numbered heading begins.
var numberedStart = lazyregexp.New(`^(第[一二三四五六七八九十]{1,3}(章|节|部分|[，、])|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)`)

// bulletStart is how an item of a list begins.
var bulletStart = lazyregexp.New(`^[•●○■□▪◆◇➢✓]`)

// joinLine gets ready for the words of the next line: a blank, or nothing
// between ideographs and where a word was broken (a hyphen before a small
// letter).
func (p *paragraph) joinLine(next string) {
	last, size := utf8.DecodeLastRune(p.text)
	first, _ := utf8.DecodeRuneInString(next)
	before, _ := utf8.DecodeLastRune(p.text[:len(p.text)-size])
	switch {
	case last == '\u00ad', (last == '-' || last == '\u2010') && unicode.IsLetter(before) && unicode.IsLower(first):
		p.text = p.text[:len(p.text)-size]
	case !isEastAsian(last) && !isEastAsian(first):
		p.gap = blankGap
	}
}

// flush ends the paragraph, and says that it is a heading if its letters are
// larger than the body's and its words few.
func (j *joiner) flush() {
	current, last := j.current, j.last
	j.current, j.last = paragraph{}, nil
	if last == nil {
		return
	}
	current.preformatted = j.table
	if bulletStart.Match(current.text) {
		current.kind = model.Item
	}
	level := slices.Index(j.sizes, rounded(last.size())) + 1
	if level > 0 && utf8.RuneCount(current.text) <= 80 && !endsSentence(current.text) && !j.table {
		current.kind, current.level = model.Heading, max(min(level, 4)-j.title, 1)
		if level == 1 && len(j.c.paragraphs) == 0 {
			current.kind, current.level, j.title = model.Title, 0, 1
		}
	}
	j.c.add(current)
}

// notes adds the small print at the foot of a page.
func (j *joiner) notes(lines []pdfLine) {
	var note paragraph
	for i := range lines {
		text := lines[i].text()
		if i > 0 && noteStart.MatchString(text) {
			j.c.note(note)
			note = paragraph{}
		}
		if len(note.text) > 0 {
			note.joinLine(text)
		}
		note.write(text, 0)
	}
	j.c.note(note)
}
