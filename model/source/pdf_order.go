package source

import (
	"cmp"
	"slices"

	"lectern/model/lazyregexp"
)

// This file puts the lines of a PDF's page in the order in which they are read.
// A file may hold them in any: an item's number apart from its words, the
// quotation marks of a line behind it, a table column by column.

// arrange joins the pieces of lines and orders these: down the page, or down one
// column and then the other. A line that crosses both ends what is above it.
func (p *pdfPage) arrange(columns []column) {
	lines := p.lines[:0:0]
	for _, row := range heights(p.lines) {
		lines = append(lines, joinBeside(row, columns)...)
	}
	p.lines = lines
	if len(columns) == 1 {
		return
	}
	middle, band := columns[1].left, 0
	place := make(map[*pdfLine][2]int, len(lines))
	for i := range lines {
		l := &lines[i]
		side := 0
		switch {
		case l.left >= middle-1:
			side = 1
		case l.right > middle:
			band += 2
			place[l] = [2]int{band - 1, 0}
			continue
		}
		place[l] = [2]int{band, side}
	}
	order := make([]*pdfLine, len(lines))
	for i := range lines {
		order[i] = &lines[i]
	}
	slices.SortStableFunc(order, func(a, b *pdfLine) int {
		return cmp.Or(cmp.Compare(place[a][0], place[b][0]), cmp.Compare(place[a][1], place[b][1]))
	})
	p.lines = make([]pdfLine, len(lines))
	for i, l := range order {
		p.lines[i] = *l
	}
}

// heights are the lines of each height, from the left, the topmost first.
func heights(lines []pdfLine) [][]pdfLine {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b pdfLine) int { return cmp.Compare(a.top, b.top) })
	var rows [][]pdfLine
	for start := 0; start < len(sorted); {
		tallest, end := &sorted[start], start+1
		for ; end < len(sorted) && tallest.isBeside(&sorted[end]); end++ {
			if sorted[end].size() > tallest.size() {
				tallest = &sorted[end]
			}
		}
		row := sorted[start:end:end]
		slices.SortStableFunc(row, func(a, b pdfLine) int { return cmp.Compare(a.left, b.left) })
		rows = append(rows, row)
		start = end
	}
	return rows
}

// isBeside reports whether two lines stand on one height, as a word and the mark
// of its note do.
func (l *pdfLine) isBeside(other *pdfLine) bool {
	smaller, larger := min(l.size(), other.size()), max(l.size(), other.size())
	return min(l.bottom, other.bottom)-max(l.top, other.top) >= smaller*0.7 && smaller > larger*0.4
}

// joinBeside joins the pieces of a line. They may interlace: the quotation marks
// of another font come after the words between them. In one of two columns words
// may stand far apart, to reach its edges.
func joinBeside(row []pdfLine, columns []column) []pdfLine {
	joined := row[:1:1]
	longer := map[int]bool{} // which of them have taken pieces
	for _, piece := range row[1:] {
		last := &joined[len(joined)-1]
		em, gap := last.size()*0.75, piece.left-last.right
		switch marker := last.isMarker(&piece); {
		case marker && gap < em*4:
			last.hang = piece.left
		case gap < em:
		case len(columns) == 2 && (last.left >= columns[1].left-1 || piece.right <= columns[0].right+1):
		default:
			joined = append(joined, piece)
			continue
		}
		last.take(&piece)
		longer[len(joined)-1] = true
	}
	for i := range longer {
		slices.SortStableFunc(joined[i].words, func(a, b pdfWord) int { return cmp.Compare(a.left, b.left) })
	}
	return joined
}

// take adds the words of another piece, which are then in no order.
func (l *pdfLine) take(piece *pdfLine) {
	l.words = append(l.words, piece.words...)
	l.right = max(l.right, piece.right)
	l.top, l.bottom = min(l.top, piece.top), max(l.bottom, piece.bottom)
}

// itemMarker is what stands before an item of a list, or before a question and
// its answer.
var itemMarker = lazyregexp.New(`^([（(]?(\d{1,3}|[a-zA-Z])[.)）、．]|[（(]?[一二三四五六七八九十]{1,3}[)）、]|[-–•●○■□▪◆◇➢✓◦]|[QA]:?)$`)

// isMarker reports whether a line is only what stands before the words beside it:
// an item's marker, or a note's.
func (l *pdfLine) isMarker(beside *pdfLine) bool {
	if len(l.words) != 1 {
		return false
	}
	word := l.words[0]
	word.height = l.size()
	return itemMarker.MatchString(word.text) || word.isRaised(beside)
}
