// Package layout puts the paragraphs of a speech on a grid of cells: it breaks
// them into lines by the rules of Chinese and Western typography, and says
// which byte of the text each cell shows. It knows no terminal and no style.
//
// Its functions keep no state between calls and may be used concurrently.
package layout

import (
	"sort"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"

	"lectern/model"
)

// Options say how wide a paragraph is set.
type Options struct {
	Width  int // of the column, in cells, indents included; less than 1 counts as 1
	Grid   Grid
	Indent int // of the first line, in cells
	Hang   int // indent of the other lines, in cells
}

// Line is one line of a paragraph. The spans of its lines, in order, are the
// paragraph's Span.
type Line struct {
	Span   model.Span
	Indent int // cells left blank before it
	Width  int // cells it takes after Indent, without the blank space at its end
}

// chunkSize is how many bytes of a paragraph are broken at a time, so that a
// file that is one line needs no memory to speak of.
const chunkSize = 4096

var setters = sync.Pool{New: func() any { return &setter{chunk: chunkSize} }}

// Lines breaks a paragraph into lines. There is always at least one.
func Lines(text string, p *model.Paragraph, o Options) []Line {
	s := setters.Get().(*setter)
	defer setters.Put(s)
	return s.lines(text, p, o)
}

// setter breaks one paragraph into lines.
type setter struct {
	chunk     int // bytes read at a time
	reader    reader
	segmenter segmenter.Segmenter
	runes     []rune
	judge     judge
}

func (s *setter) lines(text string, p *model.Paragraph, o Options) []Line {
	s.reader.start(text, p, p.Span, o.Grid)
	s.judge = judge{}
	return s.fill(make([]Line, 0, p.Span.Len()/max(o.Width, 16)+1), o)
}

// fill sets lines as full as they get, then looks after the last one.
func (s *setter) fill(lines []Line, o Options) []Line {
	r := &s.reader
	previous, from := 0, 0 // the clusters that the line before and this one begin with
	indent, start := o.indent(o.Indent), r.at
	for {
		end, width := s.fit(from, o.room(indent))
		for end == len(r.clusters) && r.at < r.end {
			r.drop(previous)
			previous, from = 0, from-previous
			s.readMore()
			end, width = s.fit(from, o.room(indent))
		}
		lines = append(lines, Line{Span: model.Span{Start: start, End: s.offset(end)}, Indent: indent, Width: width})
		if end == len(r.clusters) {
			break
		}
		previous, from = from, end
		indent, start = o.indent(o.Hang), s.offset(end)
	}
	if len(lines) > 1 && !r.preformatted {
		s.pullDown(lines, previous, from, o)
	}
	return lines
}

// offset is the byte where a cluster starts, or where the reader stands.
func (s *setter) offset(cluster int) int {
	if cluster < len(s.reader.clusters) {
		return s.reader.clusters[cluster].span.Start
	}
	return s.reader.at
}

// indent is a wanted indent cut so that a wide character fits after it.
func (o Options) indent(cells int) int { return max(0, min(cells, o.Width-2)) }

// room is what an indent leaves of the column.
func (o Options) room(indent int) int { return max(1, o.Width) - indent }

// readMore reads the next chunk and weighs a line's start at each cluster.
func (s *setter) readMore() {
	r := &s.reader
	first := len(r.clusters)
	r.read(s.chunk)
	added := r.clusters[first:]
	s.collectRunes(added)
	s.segmenter.Init(s.runes)
	opportunities := s.segmenter.LineIterator()
	next := 0
	for i := range added {
		c := &added[i]
		for next < c.rune && opportunities.Next() {
			line := opportunities.Line()
			next = line.Offset + len(line.Text)
		}
		s.weigh(c, c.rune > 0 && next == c.rune)
	}
}

// weigh sets the cost of a cluster. Open says that the segmenter has an
// opportunity before it.
func (s *setter) weigh(c *cluster, open bool) {
	c.cost = never
	switch c.kind {
	case drawn:
		// At a seam, as where the segmenter is not asked, c is like the one before.
		open = open || c.rune <= 0 && c.simple() == han
		c.cost = s.judge.weigh(c.head, c.tail, open)
	case space, tab:
		s.judge.gap = true
	case lineEnd:
		s.judge = judge{}
	}
}

// notAsked marks a cluster between two of its like, ideographs or letters. What
// UAX #14 says there is known, and it does not look back over such a cluster.
const notAsked = -1

// collectRunes puts together what UAX #14 is asked about: the text as shown.
func (s *setter) collectRunes(clusters []cluster) {
	s.runes = s.runes[:0]
	before, this := trait(0), trait(0)
	for i := range clusters {
		c := &clusters[i]
		before, this = this, c.simple()
		if before&this != 0 && i+1 < len(clusters) && clusters[i+1].simple() == this {
			c.rune = notAsked
			continue
		}
		c.rune = len(s.runes)
		switch c.kind {
		case drawn, space:
			for _, r := range c.text {
				s.runes = append(s.runes, r)
			}
		case unseen, tab, lineEnd:
			for _, r := range s.reader.text[c.span.Start:c.span.End] {
				s.runes = append(s.runes, r)
			}
		}
	}
}

// maxClusters ends a line that shows nothing, such as a million blanks.
const maxClusters = 1 << 14

// fit is the cluster after the longest line that begins at a cluster and fits,
// and the line's width. Of the places where it can end it takes the last of
// the lowest cost.
func (s *setter) fit(from, room int) (end, width int) {
	clusters := s.reader.clusters
	var ends [costs]struct{ cluster, width int }
	column := 0 // with the blank space that may turn out to hang
	for i := from; i < len(clusters); i++ {
		c := &clusters[i]
		if i-from == maxClusters {
			return i, width
		}
		if c.cost < never && i > from {
			ends[c.cost].cluster, ends[c.cost].width = i, width
		}
		column += c.cells(column, room)
		switch {
		case c.kind == lineEnd:
			return i + 1, width
		case c.kind != drawn:
		case column <= room:
			width = column
		default:
			for _, e := range ends {
				if e.cluster > 0 {
					return e.cluster, e.width
				}
			}
		}
	}
	return len(clusters), width
}

// pullDown gives the last line one more character when it is only an ideograph
// and its mark, so that none stands alone.
func (s *setter) pullDown(lines []Line, previous, from int, o Options) {
	clusters := s.reader.clusters
	if !isLoneIdeograph(clusters[from:]) {
		return
	}
	at := from - 1
	for at > previous && clusters[at].cost != free {
		at--
	}
	upper, last := &lines[len(lines)-2], &lines[len(lines)-1]
	end, width := s.fit(at, o.room(last.Indent))
	s.reader.clusters = clusters[:at]
	_, rest := s.fit(previous, o.room(upper.Indent))
	s.reader.clusters = clusters
	if end < len(clusters) || rest*2 < o.room(upper.Indent) {
		return
	}
	upper.Span.End, upper.Width = clusters[at].span.Start, rest
	last.Span.Start, last.Width = clusters[at].span.Start, width
}

func isLoneIdeograph(line []cluster) bool {
	ideographs := 0
	for _, c := range line {
		switch {
		case c.kind != drawn || c.head&closes != 0:
		case c.head&han != 0:
			ideographs++
		default:
			return false
		}
	}
	return ideographs == 1
}

// LineAt is the index of the line that holds the byte at offset: the first for
// one before all lines, the last for one after.
func LineAt(lines []Line, offset int) int {
	after := sort.Search(len(lines), func(i int) bool { return lines[i].Span.Start > offset })
	return max(0, after-1)
}

// indented are the kinds of paragraphs whose first line Chinese indents.
var indented = map[model.Kind]bool{
	model.Body: true, model.Opening: true, model.Lead: true, model.Item: true, model.Direction: true,
	model.Conclusion: true, model.Closing: true, model.Note: true,
}

// narrowColumn is the width in cells below which an indent of two ideographs
// takes too much of a line.
const narrowColumn = 40

// FirstIndent is the cells by which the first line of a paragraph is indented:
// two ideographs in Chinese, as clreq asks, one in a narrow column, otherwise
// none.
func FirstIndent(text string, p *model.Paragraph, o Options) int {
	words := text[p.Span.Start:p.Span.End]
	first, _ := utf8.DecodeRuneInString(words)
	if !indented[p.Kind] || p.Preformatted || p.Continues || traitsOf(first)&blank != 0 || !isChinese(words) {
		return 0
	}
	if o.Width < narrowColumn {
		return 2
	}
	return 4
}

// isChinese reports whether Han outweighs other letters at the beginning of a
// text, one ideograph against the letters of half a word.
func isChinese(text string) bool {
	const enough = 100
	ideographs, letters := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			ideographs++
		case unicode.IsLetter(r):
			letters++
		}
		if ideographs+letters == enough {
			break
		}
	}
	return ideographs*3 > letters
}
