package ui

import (
	"sort"

	"lectern/model"
	"lectern/ui/layout"
)

// selection is the passage being chosen: from the character at anchor to the one
// at head, both included, whichever comes first.
type selection struct {
	anchor, head int
	sentences    bool // grows by whole sentences
}

// selected is the span of the selection.
func (r *reader) selected() model.Span {
	s := r.selection
	from, to := min(s.anchor, s.head), max(s.anchor, s.head)
	if s.sentences {
		return model.Span{Start: r.sentenceAt(from).Start, End: r.sentenceAt(to).End}
	}
	return model.Span{Start: from, End: r.characterAt(to).End}
}

// target is what the keys that mark, note and copy act on: the selection, or the
// sentence under the cursor.
func (r *reader) target() model.Span {
	if r.selection != nil {
		return r.selected()
	}
	return r.sentence()
}

// selectSpan selects just the span.
func (r *reader) selectSpan(s model.Span) {
	r.selection = &selection{anchor: s.Start, head: r.lastCharacter(s).Start}
}

// cellsAt is the line that shows offset, as cells, with its spot.
func (r *reader) cellsAt(offset int) ([]layout.Cell, spot) {
	at := r.page.spotOf(offset)
	return r.cellsOf(at), at
}

// cellsOf is the cells of the line at a spot; none for a blank row.
func (r *reader) cellsOf(at spot) []layout.Cell {
	if len(r.doc().Paragraphs) == 0 {
		return nil
	}
	row := r.rowAt(at)
	if row.line < 0 {
		return nil
	}
	p := &r.doc().Paragraphs[at.paragraph]
	return layout.Cells(r.doc().Text, p, r.page.lines(at.paragraph)[row.line], r.page.options)
}

// characterAt is the grapheme cluster at offset, as the page shows it.
func (r *reader) characterAt(offset int) model.Span {
	cells, _ := r.cellsAt(offset)
	for _, c := range cells {
		if c.Span.End > offset {
			return c.Span
		}
	}
	if len(cells) > 0 {
		return cells[len(cells)-1].Span
	}
	return model.Span{Start: offset, End: offset}
}

// characterBeside is the character one step on, over the ends of lines.
func (r *reader) characterBeside(offset, step int) int {
	here := r.characterAt(offset)
	cells, at := r.cellsAt(offset)
	for {
		if next, ok := beside(cells, here, step); ok {
			return next
		}
		moved := 0
		if at, moved = r.page.move(at, step); moved == 0 {
			return here.Start
		}
		cells = r.cellsOf(at)
	}
}

// beside is the nearest cell of a line that lies wholly before or after a span.
func beside(cells []layout.Cell, here model.Span, step int) (int, bool) {
	if step > 0 {
		for _, c := range cells {
			if c.Span.Start >= here.End {
				return c.Span.Start, true
			}
		}
		return 0, false
	}
	for i := len(cells) - 1; i >= 0; i-- {
		if cells[i].Span.End <= here.Start {
			return cells[i].Span.Start, true
		}
	}
	return 0, false
}

// characterBelow is the character so many lines below, in the same column.
func (r *reader) characterBelow(offset, lines int) int {
	cells, at := r.cellsAt(offset)
	column := layout.ColumnOf(cells, offset)
	step := 1
	if lines < 0 {
		step = -1
	}
	for lines != 0 {
		moved := 0
		if at, moved = r.page.move(at, step); moved == 0 {
			break
		}
		if next := r.cellsOf(at); len(next) > 0 {
			cells = next
			lines -= step
		}
	}
	if below := layout.OffsetAt(cells, column); below >= 0 {
		return below
	}
	return offset
}

// wordAt is the word that holds offset, or else the character.
func (r *reader) wordAt(offset int) model.Span {
	for _, word := range r.doc().Words(r.doc().ParagraphAt(offset)) {
		if word.Contains(offset) {
			return word
		}
	}
	return r.characterAt(offset)
}

// lastCharacter is the last grapheme cluster of a span.
func (r *reader) lastCharacter(s model.Span) model.Span {
	last := r.characterAt(max(s.Start, s.End-1))
	if last.Start >= s.End {
		return r.characterAt(r.characterBeside(s.End, -1))
	}
	return last
}

// unit is a way of cutting a paragraph into pieces.
type unit func(d *model.Document, paragraph int) []model.Span

var (
	byClause   unit = (*model.Document).Clauses
	bySentence unit = (*model.Document).Sentences
	byWord     unit = (*model.Document).Words
)

func byParagraph(d *model.Document, i int) []model.Span {
	return []model.Span{d.Paragraphs[i].Span}
}

// grow moves the selection's head outwards to the end of a piece; shrink moves
// it back to the end of the one before.
func (r *reader) grow(u unit)   { r.stretch(u, +1) }
func (r *reader) shrink(u unit) { r.stretch(u, -1) }

func (r *reader) stretch(u unit, way int) {
	s := r.selection
	s.sentences = false
	if s.head < s.anchor {
		way = -way
		if edge, ok := r.edge(u, s.head, way, false); ok && edge <= s.anchor {
			s.head = edge
		}
		return
	}
	end := r.characterAt(s.head).End
	if edge, ok := r.edge(u, end, way, true); ok && edge > s.anchor {
		s.head = r.lastCharacter(model.Span{Start: s.anchor, End: edge}).Start
	}
}

// edge is the nearest end (or start) of a piece beyond offset, on the side that
// way points to.
func (r *reader) edge(u unit, offset, way int, ends bool) (int, bool) {
	d := r.doc()
	at := offset
	if ends && at > 0 {
		at--
	}
	for i := d.ParagraphAt(at); i >= 0 && i < len(d.Paragraphs); i += way {
		edges := edgesOf(u(d, i), ends)
		if way > 0 {
			if k := sort.SearchInts(edges, offset+1); k < len(edges) {
				return edges[k], true
			}
			continue
		}
		if k := sort.SearchInts(edges, offset); k > 0 {
			return edges[k-1], true
		}
	}
	return 0, false
}

func edgesOf(pieces []model.Span, ends bool) []int {
	var edges []int
	for _, p := range pieces {
		if ends {
			edges = append(edges, p.End)
			continue
		}
		edges = append(edges, p.Start)
	}
	return edges
}
