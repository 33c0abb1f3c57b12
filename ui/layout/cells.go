package layout

import (
	"sort"
	"strings"
	"sync"

	"lectern/model"
)

// Cell is one grapheme cluster as it is shown, in one or more cells of the grid.
type Cell struct {
	Span   model.Span // of the source
	Text   string     // as shown; safe to print
	Column int        // cells from the line's left edge, its indent included
	Width  int        // cells; Text takes exactly these
	Sign   bool       // Text is our picture of what cannot be shown as it is
}

var readers = sync.Pool{New: func() any { return new(reader) }}

// Cells is what a line of Lines shows, from left to right and without gaps.
// Markup has no cell, nor has a line end inside a paragraph, except the blank
// between two Western words; blank space at the line's end has cells as far as
// the column goes. O is what the line was made with.
func Cells(text string, p *model.Paragraph, l Line, o Options) []Cell {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.start(text, p, l.Span, o.Grid)
	r.read(l.Span.Len())
	cells := make([]Cell, 0, len(r.clusters))
	room := o.room(l.Indent)
	column := 0
	for i := range r.clusters {
		c := &r.clusters[i]
		width := c.cells(column, room)
		if column+width > room { // only blank space does not fit
			break
		}
		if width == 0 {
			continue
		}
		shown := c.text
		switch {
		case c.kind == tab, c.kind == space && width < c.width:
			shown = strings.Repeat(" ", width)
		case width < c.width:
			shown = Pad(shown, width, o.Grid)
		}
		cells = append(cells, Cell{c.span, shown, l.Indent + column, width, c.sign})
		column += width
	}
	return cells
}

// ColumnOf is the column of the cell that shows the byte at offset, or of the
// next cell when that byte is not shown; past the last cell, where it ends.
func ColumnOf(cells []Cell, offset int) int {
	i := sort.Search(len(cells), func(i int) bool { return cells[i].Span.End > offset })
	switch {
	case i < len(cells):
		return cells[i].Column
	case i > 0:
		return cells[i-1].Column + cells[i-1].Width
	}
	return 0
}

// OffsetAt is the first byte of what the cell at a column shows: of the first
// or last cell for a column outside them, -1 when there is none.
func OffsetAt(cells []Cell, column int) int {
	if len(cells) == 0 {
		return -1
	}
	after := sort.Search(len(cells), func(i int) bool { return cells[i].Column > column })
	return cells[max(0, after-1)].Span.Start
}
