package source

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lectern/model/lazyregexp"
)

// This file makes paragraphs of the lines of a PDF.

// size is the height of a line, which goes with that of its letters.
func (l *pdfLine) size() float64 { return l.bottom - l.top }

// text is the words of the line. A gap beside an ideograph is a blank only if
// it is as wide as one.
func (l *pdfLine) text() string {
	var b strings.Builder
	for i, w := range l.words {
		if i > 0 {
			before := l.words[i-1]
			last, _ := utf8.DecodeLastRuneInString(before.text)
			first, _ := utf8.DecodeRuneInString(w.text)
			gap := w.left - before.right
			if w.isRaised(l) {
				gap = 0
			}
			if gap > l.size()*0.6 || gap > l.size()*0.04 && !isEastAsian(last) && !isEastAsian(first) {
				b.WriteByte(' ')
			}
		}
		switch {
		case !w.isRaised(l):
			b.WriteString(w.text)
		case i == 0 && l.isNote():
			b.WriteString(inBrackets(w.text) + " ")
		default:
			b.WriteString(inBrackets(w.text))
		}
	}
	return strings.TrimSpace(b.String())
}

// isNote reports whether a line begins with a note's mark: not with one of which
// the line before had no room.
func (l *pdfLine) isNote() bool {
	if len(l.words) < 2 || !l.beginsRaised() {
		return false
	}
	first, _ := utf8.DecodeRuneInString(l.words[1].text)
	return !unicode.Is(unicode.Po, first) && !unicode.Is(unicode.Pe, first) && !unicode.Is(unicode.Pf, first)
}

func (l *pdfLine) beginsRaised() bool { return len(l.words) > 0 && l.words[0].isRaised(l) }

// isRaised reports whether a word is a note's mark: a number in small print.
func (w *pdfWord) isRaised(l *pdfLine) bool {
	return w.height > 0 && w.height < l.size()*0.75 && len(w.text) <= 3 && strings.Trim(w.text, "0123456789") == ""
}

// paragraphs are those that the lines make, in order; small print at the foot
// of a page becomes notes.
func (d *pdfDocument) paragraphs() *composer {
	columns := make([][]column, len(d.pages))
	for i := range d.pages {
		columns[i] = d.pages[i].columns()
		d.pages[i].arrange(columns[i])
	}
	d.dropMargins()
	j := joiner{body: d.bodySize(), right: d.right(), c: &composer{}}
	j.sizes = d.headingSizes(j.body)
	j.pitch = d.pitch(j.body)
	for i := range d.pages {
		page := &d.pages[i]
		if j.columns = columns[i]; len(j.columns) == 1 {
			j.columns[0].right = j.right // also of a page with a few words
		}
		page.gatherTables()
		feet := page.feet(j.body)
		for k := range page.lines[:feet] {
			j.line(&page.lines[k])
		}
		j.notes(page.lines[feet:])
		j.turned = true
	}
	j.flush()
	return j.c
}

// right is where the longest lines end.
func (d *pdfDocument) right() float64 {
	right := 0.0
	for _, page := range d.pages {
		for _, l := range page.lines {
			right = max(right, l.right)
		}
	}
	return right
}

// bodySize is the size that most letters have.
func (d *pdfDocument) bodySize() float64 {
	count := map[float64]int{}
	for _, page := range d.pages {
		for _, l := range page.lines {
			count[rounded(l.size())] += len(l.text())
		}
	}
	best := 0.0
	for size, n := range count {
		if n > count[best] || n == count[best] && size < best {
			best = size
		}
	}
	return max(best, 1)
}

// pitch is how far below each other the lines of the body mostly stand; 0 when
// there are too few to tell.
func (d *pdfDocument) pitch(body float64) float64 {
	count := map[float64]int{}
	for _, page := range d.pages {
		for i := 1; i < len(page.lines); i++ {
			if gap := page.lines[i].top - page.lines[i-1].top; gap > body/2 && gap < body*4 {
				count[rounded(gap)]++
			}
		}
	}
	const enough = 5
	best := 0.0
	for gap, n := range count {
		if n >= enough && (n > count[best] || n == count[best] && gap < best) {
			best = gap
		}
	}
	return best
}

// rounded is to half a point: lines of one size differ by the letters in them.
func rounded(size float64) float64 { return math.Round(size*2) / 2 }

// headingSizes are the sizes that are clearly larger than the body's, the
// largest first.
func (d *pdfDocument) headingSizes(body float64) []float64 {
	var sizes []float64
	for _, page := range d.pages {
		for _, l := range page.lines {
			if size := rounded(l.size()); size > body*1.15 && !slices.Contains(sizes, size) && len(sizes) < 20 {
				sizes = append(sizes, size)
			}
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	return sizes
}

// Lines at the edges of pages that only help to find one's way.
var (
	pageNumber = lazyregexp.New(`^(?i:[-–—·•\s]*\d{1,4}[-–—·•\s]*|page \d+( of \d+)?|\d+\s*(/|of)\s*\d+|[ivxlc]{1,6}|第\s*\d+\s*[页頁].{0,10})$`)
	digitRuns  = lazyregexp.New(`\d+`)
	// browserLine is what browsers print around a page: when, and from where.
	browserLine = lazyregexp.New(`^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?:[ \x{202f}][AP]M)?|(?:file|https?)://\S+)$`)
)

// edge is how much of a page, at its top and at its foot, may be such lines.
const edge = 0.11

// dropMargins takes away page numbers, what stands at the edges of several pages,
// and what browsers print there, such as the title in small letters.
func (d *pdfDocument) dropMargins() {
	body := d.bodySize()
	seen := map[string]int{}
	for i := range d.pages {
		for key := range d.pages[i].edgeKeys() {
			seen[key]++
		}
	}
	for i := range d.pages {
		page := &d.pages[i]
		page.lines = slices.DeleteFunc(page.lines, func(l pdfLine) bool {
			key, text := page.edgeKey(&l), l.text()
			return key != "" && (pageNumber.MatchString(text) || browserLine.MatchString(text) ||
				text == d.title && l.size() < body*0.8 || seen[key] >= 3 || seen[key] == 2 && len(d.pages) <= 3)
		})
	}
}

func (p *pdfPage) edgeKeys() map[string]bool {
	keys := map[string]bool{}
	for i := range p.lines {
		if key := p.edgeKey(&p.lines[i]); key != "" {
			keys[key] = true
		}
	}
	return keys
}

// edgeKey is what the line says, whatever the number in it, if it stands at the
// top or the foot of the page; empty otherwise.
func (p *pdfPage) edgeKey(l *pdfLine) string {
	where := ""
	switch {
	case l.bottom < p.height*edge:
		where = "top "
	case l.top > p.height*(1-edge):
		where = "foot "
	default:
		return ""
	}
	return where + digitRuns.ReplaceAllString(l.text(), "#")
}

// column is what stands between two margins.
type column struct{ left, right float64 }

// columns are the page's: one, or two beside each other if enough lines of some
// width are in either half.
func (p *pdfPage) columns() []column {
	const enough = 5
	middle := p.width / 2
	var halves [2][]pdfLine
	for _, l := range p.lines {
		switch {
		case l.right-l.left < p.width*0.25:
		case l.right < middle:
			halves[0] = append(halves[0], l)
		case l.left > middle:
			halves[1] = append(halves[1], l)
		}
	}
	if len(halves[0]) >= enough && len(halves[1]) >= enough {
		return []column{columnOf(halves[0]), columnOf(halves[1])}
	}
	return []column{columnOf(p.lines)}
}

// columnOf is where lines begin and end. Of the places where many begin, the
// outermost is the margin.
func columnOf(lines []pdfLine) column {
	count := map[float64]int{}
	right := 0.0
	for _, l := range lines {
		count[math.Round(l.left)]++
		right = max(right, l.right)
	}
	most := 0
	for _, n := range count {
		most = max(most, n)
	}
	left := right
	for at, n := range count {
		if n*3 >= most {
			left = min(left, at)
		}
	}
	return column{left, right}
}

// column is the one that a line stands in.
func (j *joiner) column(l *pdfLine) column {
	for _, c := range j.columns {
		if l.left < c.right {
			return c
		}
	}
	return j.columns[len(j.columns)-1]
}

// feet is where the small print at the foot of the page begins.
func (p *pdfPage) feet(body float64) int {
	at := len(p.lines)
	for at > 0 && p.lines[at-1].size() < body*0.9 && p.lines[at-1].top > p.height/2 {
		at--
	}
	if at == 0 || at == len(p.lines) || !noteStart.MatchString(p.lines[at].text()) {
		return len(p.lines)
	}
	return at
}

// noteStart is how a note at the foot of a page begins: with its mark.
var noteStart = lazyregexp.New(`^(?:\[?\d{1,3}[\]).、]?|[①-⑳]|[*†‡※])`)

// gatherTables makes rows of narrow lines that stand beside each other, which
// come column by column.
func (p *pdfPage) gatherTables() {
	narrow := func(l *pdfLine) bool { return l.right-l.left < p.width*0.35 }
	var lines []pdfLine
	for start := 0; start < len(p.lines); {
		end := start
		for end < len(p.lines) && narrow(&p.lines[end]) {
			end++
		}
		beside := p.lines[start:end]
		if len(beside) >= 4 {
			beside = rows(beside)
		}
		lines = append(lines, beside...)
		if end < len(p.lines) {
			lines = append(lines, p.lines[end])
		}
		start = end + 1
	}
	p.lines = lines
}

// rows are lines, with those on the same height as one, if there are at least
// two rows of several.
func rows(lines []pdfLine) []pdfLine {
	var all []pdfLine
	several := 0
	for _, cells := range heights(lines) {
		if len(cells) > 1 {
			several++
		}
		all = append(all, row(cells))
	}
	if several < 2 {
		return lines
	}
	return all
}

// row is one line of several beside each other, from the left.
func row(cells []pdfLine) pdfLine {
	whole := cells[0]
	whole.words = slices.Clone(whole.words)
	for _, cell := range cells[1:] {
		whole.words = append(append(whole.words, pdfWord{left: whole.right, right: whole.right, text: bar}), cell.words...)
		whole.right = max(whole.right, cell.right)
	}
	return whole
}

// bar is what parts the cells of a row.
const bar = " | "

func isBar(w pdfWord) bool { return w.text == bar }
