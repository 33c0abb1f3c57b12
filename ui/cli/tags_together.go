package cli

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"lectern/annotations"
	"lectern/ui/layout"
)

// togetherJSON is two tags that are used together, as scripts read it.
type togetherJSON struct {
	Tags        [2]string `json:"tags"`
	Annotations int       `json:"annotations"`
	Overlaps    int       `json:"overlaps"`
}

func (p *program) printTogether(speeches []*speech, asJSON, asCSV bool) error {
	var pairs []annotations.TagPair
	for _, s := range speeches {
		pairs = annotations.AddTogether(pairs, annotations.Together(s.notes, annotations.Anchor(s.document, s.notes)))
	}
	list, rows := []togetherJSON{}, [][]string{{"tag", "with", "annotations", "overlaps"}}
	for _, t := range pairs {
		list = append(list, togetherJSON{[2]string{t.A, t.B}, t.Annotations, t.Overlaps})
		rows = append(rows, []string{t.A, t.B, strconv.Itoa(t.Annotations), strconv.Itoa(t.Overlaps)})
	}
	switch {
	case asJSON:
		return p.printJSON(list)
	case asCSV:
		return p.printCSV(rows)
	}
	return p.writeTogether(pairs)
}

// writeTogether writes a table for each of the two ways of being together, where
// there is anything in it.
func (p *program) writeTogether(pairs []annotations.TagPair) error {
	b := bufio.NewWriter(p.stdout)
	between := ""
	for _, table := range []struct {
		title string
		count func(annotations.TagPair) int
	}{
		{"Annotations that carry both tags", func(t annotations.TagPair) int { return t.Annotations }},
		{"Pairs of annotations on passages that overlap, one with each tag", func(t annotations.TagPair) int { return t.Overlaps }},
	} {
		m := newMatrix(pairs, table.count)
		if len(m.tags) == 0 {
			continue
		}
		fmt.Fprintln(b, between+table.title)
		for _, block := range m.blocks(p.screenWidth(), p.grid()) {
			fmt.Fprintln(b)
			m.write(b, block, p.grid())
		}
		between = "\n"
	}
	return b.Flush()
}

// screenWidth is the cells of a line of the terminal; 0, no limit, where it is
// none.
func (p *program) screenWidth() int {
	if file := terminalOf(p.stdout); file != nil {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			return width
		}
	}
	return 0
}

// matrix is numbers by two tags. A column has the number of its tag's row for a
// name: names are too long for that.
type matrix struct {
	tags   []string
	counts map[[2]int]int // by the tags' indices, both ways
}

func newMatrix(pairs []annotations.TagPair, count func(annotations.TagPair) int) matrix {
	pairs = slices.DeleteFunc(slices.Clone(pairs), func(t annotations.TagPair) bool { return count(t) == 0 })
	m := matrix{counts: map[[2]int]int{}}
	for _, t := range pairs {
		m.tags = append(m.tags, t.A, t.B)
	}
	slices.SortFunc(m.tags, annotations.CompareTags)
	m.tags = slices.Compact(m.tags)
	for _, t := range pairs {
		a, _ := slices.BinarySearchFunc(m.tags, t.A, annotations.CompareTags)
		b, _ := slices.BinarySearchFunc(m.tags, t.B, annotations.CompareTags)
		m.counts[[2]int{a, b}], m.counts[[2]int{b, a}] = count(t), count(t)
	}
	return m
}

// labelLimit is how many cells a row's tag may take.
const labelLimit = 32

// labels are the rows' tags with their numbers, all of one width.
func (m matrix) labels(grid layout.Grid) (labels []string, width int) {
	digits := len(strconv.Itoa(len(m.tags)))
	for i, tag := range m.tags {
		label := layout.Truncate(fmt.Sprintf("%*d %s", digits, i+1, layout.Visible(tag)), labelLimit, grid)
		labels = append(labels, label)
		width = max(width, layout.Width(label, grid))
	}
	for i := range labels {
		labels[i] = layout.Pad(labels[i], width, grid)
	}
	return labels, width
}

// cell is how many cells a number takes, the blanks before it among them.
func (m matrix) cell() int {
	most := len(m.tags)
	for _, n := range m.counts {
		most = max(most, n)
	}
	return len(strconv.Itoa(most)) + 2
}

// blocks are the columns that fit side by side into so many cells, 0 for any
// number: from the first up to the last of each.
func (m matrix) blocks(width int, grid layout.Grid) (blocks [][2]int) {
	_, label := m.labels(grid)
	room := len(m.tags)
	if width > 0 {
		room = min(room, max((width-label)/m.cell(), 1))
	}
	for from := 0; from < len(m.tags); from += room {
		blocks = append(blocks, [2]int{from, min(from+room, len(m.tags))})
	}
	return blocks
}

// write writes some of the columns. A point is nothing.
func (m matrix) write(b *bufio.Writer, columns [2]int, grid layout.Grid) {
	labels, width := m.labels(grid)
	cell := m.cell()
	fmt.Fprint(b, strings.Repeat(" ", width))
	for column := columns[0]; column < columns[1]; column++ {
		fmt.Fprintf(b, "%*d", cell, column+1)
	}
	fmt.Fprintln(b)
	for row, label := range labels {
		fmt.Fprint(b, label)
		for column := columns[0]; column < columns[1]; column++ {
			number := "."
			if n := m.counts[[2]int{row, column}]; n > 0 {
				number = strconv.Itoa(n)
			}
			fmt.Fprintf(b, "%*s", cell, number)
		}
		fmt.Fprintln(b)
	}
}
