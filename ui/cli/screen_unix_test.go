//go:build !windows

package cli_test

import (
	"strings"

	"github.com/gdamore/tcell/v3/vt"
)

// screen is what stood on the terminal at one moment.
type screen struct {
	cells  [][]vt.Cell
	cursor cursor
}

// cursor is the terminal's own cursor; x and y count cells from the top left.
type cursor struct {
	x, y  int
	shown bool
}

// row is a row's text; wide characters are whole.
func (s screen) row(y int) string {
	var row strings.Builder
	for x := 0; x < len(s.cells[y]); x += max(s.cells[y][x].W, 1) {
		row.WriteString(contentOf(s.cells[y][x]))
	}
	return row.String()
}

func contentOf(c vt.Cell) string {
	if c.C == "" || c.C == "\x00" {
		return " "
	}
	return c.C
}

func (s screen) String() string {
	rows := make([]string, len(s.cells))
	for y := range rows {
		rows[y] = strings.TrimRight(s.row(y), " ")
	}
	return strings.Join(rows, "\n")
}

func (s screen) shows(text string) bool { return strings.Contains(s.String(), text) }

// find is the cell where a text begins that stands in one row.
func (s screen) find(text string) (x, y int, ok bool) {
	for y := range s.cells {
		before, _, found := strings.Cut(s.row(y), text)
		if !found {
			continue
		}
		for x = 0; before != ""; x += max(s.cells[y][x].W, 1) {
			before = strings.TrimPrefix(before, contentOf(s.cells[y][x]))
		}
		return x, y, true
	}
	return 0, 0, false
}

// width is how many cells a text on the screen takes.
func (s screen) width(text string) int {
	x, y, _ := s.find(text)
	from := x
	for text != "" {
		text = strings.TrimPrefix(text, contentOf(s.cells[y][x]))
		x += max(s.cells[y][x].W, 1)
	}
	return x - from
}

// style is how the first cell of a text is drawn.
func (s screen) style(text string) vt.Style {
	x, y, _ := s.find(text)
	return s.cells[y][x].S
}

// barred is the rows with the cursor's bar, joined: what is on them.
func (s screen) barred() string {
	var rows []string
	for y := range s.cells {
		if _, text, ok := strings.Cut(s.row(y), "▎"); ok {
			rows = append(rows, strings.TrimSpace(text))
		}
	}
	return strings.Join(rows, "")
}

// page is the rows of the page beside the outline, without the cursor's bar.
func (s screen) page() []string {
	var rows []string
	for y := 1; y < len(s.cells)-2; y++ {
		_, row, _ := strings.Cut(s.row(y), "│")
		rows = append(rows, strings.TrimSpace(strings.Replace(row, "▎", "", 1)))
	}
	return rows
}

// tinted counts the cells that have a background of their own.
func (s screen) tinted() int {
	count := 0
	for _, row := range s.cells {
		for _, c := range row {
			if c.S.Bg() != row[len(row)-1].S.Bg() {
				count++
			}
		}
	}
	return count
}
