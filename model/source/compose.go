package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lectern/model"
)

// composer puts together the text of a format that has none of its own: the
// paragraphs with a blank line between them, notes at the end. The same file
// always makes the same text, since annotations are anchored in it.
type composer struct {
	paragraphs []paragraph
	notes      []paragraph
	tables     []table // those that are open, outermost first
	deeper     int     // how many more are open inside the last, which are not kept apart
	size       int     // in bytes, of all there is
}

// maxTables is how deep tables are read inside each other. Pages that are laid
// out by tables have four or five.
const maxTables = 8

// A paragraph and a cell take memory, however few words they have: as much as
// so many bytes of text, and a run a quarter of it.
const overhead = 64

// table is the cells of a table, until it is known what it is for.
type table struct {
	rows [][]cell
}

type cell []paragraph

// add takes a paragraph: into the cell that is open, if one is.
func (c *composer) add(p paragraph) {
	if p.blank() || c.tooLong() {
		return
	}
	for piece := range p.divided() {
		if c.tooLong() {
			return
		}
		if len(piece.text) > 0 {
			c.size += piece.size()
			c.put(piece)
		}
	}
}

// size is what a paragraph counts for. A heading has a part of the speech to itself.
func (p *paragraph) size() int {
	size := overhead + len(p.text) + len(p.runs)*overhead/4
	if p.kind == model.Heading {
		size += overhead
	}
	return size
}

// put puts a paragraph where it belongs.
func (c *composer) put(pieces ...paragraph) {
	if cell := c.cell(); cell != nil {
		*cell = append(*cell, pieces...)
	} else {
		c.paragraphs = append(c.paragraphs, pieces...)
	}
}

// note takes a paragraph that belongs below the text.
func (c *composer) note(p paragraph) {
	p.kind = model.Note
	if !p.blank() && !c.tooLong() {
		c.size += p.size()
		c.notes = append(c.notes, p.piece(0, len(p.text)))
	}
}

func (c *composer) tooLong() bool { return c.size > MaxBytes }

// cell is the one that is open, or nil.
func (c *composer) cell() *cell {
	if len(c.tables) == 0 {
		return nil
	}
	t := &c.tables[len(c.tables)-1]
	if len(t.rows) == 0 || len(t.rows[len(t.rows)-1]) == 0 {
		return nil
	}
	row := t.rows[len(t.rows)-1]
	return &row[len(row)-1]
}

func (c *composer) openTable() {
	if len(c.tables) == maxTables {
		c.deeper++
		return
	}
	c.tables = append(c.tables, table{})
}

func (c *composer) openRow() {
	if len(c.tables) == 0 || c.deeper > 0 || c.tooLong() {
		return
	}
	c.size += overhead
	t := &c.tables[len(c.tables)-1]
	t.rows = append(t.rows, nil)
}

func (c *composer) openCell() {
	if len(c.tables) == 0 || c.deeper > 0 || c.tooLong() {
		return
	}
	c.size += overhead
	t := &c.tables[len(c.tables)-1]
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], nil)
}

// closeTable adds what the table holds: its rows as lines, or, if it only
// served to put things beside each other, the paragraphs in its cells.
func (c *composer) closeTable() {
	if c.deeper > 0 {
		c.deeper--
		return
	}
	if len(c.tables) == 0 {
		return
	}
	t := c.tables[len(c.tables)-1]
	c.tables = c.tables[:len(c.tables)-1]
	if t.isData() {
		if lines := t.lines(); !lines.blank() {
			c.put(lines)
		}
		return
	}
	for _, row := range t.rows {
		for _, cell := range row {
			c.put(cell...)
		}
	}
}

// maxCell is how many characters a cell of data may have.
const maxCell = 120

// isData reports whether a table has facts in its cells, and not the paragraphs
// of a page.
func (t *table) isData() bool {
	wide := false
	for _, row := range t.rows {
		wide = wide || len(row) > 1
		for _, cell := range row {
			length := 0
			for _, p := range cell {
				length += utf8.RuneCount(p.text)
				if p.kind == model.Heading || p.kind == model.Title || p.preformatted && slices.Contains(p.text, '\n') {
					return false
				}
			}
			if length > maxCell {
				return false
			}
		}
	}
	return wide
}

// lines is the table as text.
func (t *table) lines() paragraph {
	lines := paragraph{preformatted: true}
	for _, row := range t.rows {
		if len(slices.Concat(row...)) == 0 {
			continue
		}
		if len(lines.text) > 0 {
			lines.breakLine()
		}
		for i, cell := range row {
			if i > 0 {
				lines.write(" | ", 0)
			}
			for j, p := range cell {
				if j > 0 {
					lines.write(" ", 0)
				}
				lines.paste(p)
			}
		}
	}
	return lines
}

// paste adds the words of another paragraph, on the same line.
func (p *paragraph) paste(other paragraph) {
	at := 0
	for _, r := range other.runs {
		p.write(string(other.text[at:r.Span.Start]), 0)
		p.write(string(other.text[r.Span.Start:r.Span.End]), r.Style)
		at = r.Span.End
	}
	p.write(string(other.text[at:]), 0)
	if p.region == nil {
		p.region = other.region
	}
}

// source is the text with its blocks.
func (c *composer) source() (model.Source, error) {
	for len(c.tables) > 0 {
		c.closeTable()
	}
	if c.tooLong() {
		return model.Source{}, tooBig(MaxBytes)
	}
	var text strings.Builder
	var blocks []model.Block
	for _, p := range append(c.paragraphs, c.notes...) {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		blocks = append(blocks, p.block(text.Len()))
		text.Write(p.text)
	}
	return model.Source{Text: text.String(), Blocks: blocks}, nil
}

// block is the paragraph where its text begins at a byte. It takes the runs.
func (p *paragraph) block(at int) model.Block {
	b := model.Block{
		Span: model.Span{Start: at, End: at + len(p.text)}, Kind: p.kind, Level: p.level,
		Preformatted: p.preformatted,
	}
	if p.kind == model.Speaker {
		b.Name = model.Span{Start: at, End: at + p.name}
	}
	for i := range p.runs {
		p.runs[i].Span.Start += at
		p.runs[i].Span.End += at
	}
	b.Runs = p.runs
	return b
}
