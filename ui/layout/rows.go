package layout

import "strings"

// Rows are text in visible form with control sequences that set a style (SGR)
// between its clusters: what the screen is put together from.

// RowWidth is the cells that a row takes.
func RowWidth(row string, g Grid) int {
	width := 0
	for row != "" {
		n := lengthOfSGR(row)
		if n == 0 {
			c := shapeOf(row, g)
			n, width = c.size, width+c.width
		}
		row = row[n:]
	}
	return width
}

// SplitRow is what of a row stands before a column and what from it on, in the
// style that it has there. The first is as many cells wide, filled with blanks
// where the row ends sooner or the column cuts a character, whose other half is
// then blank too.
func SplitRow(row string, column int, g Grid) (left, right string) {
	var styles strings.Builder
	at, width := 0, 0
	for at < len(row) {
		if n := lengthOfSGR(row[at:]); n > 0 {
			styles.WriteString(row[at : at+n])
			at += n
			continue
		}
		c := shapeOf(row[at:], g)
		if width+c.width > column {
			if width < column { // the column cuts it
				right = strings.Repeat(" ", width+c.width-column)
				left = row[:at] + strings.Repeat(" ", column-width)
				return left + endOf(styles.String()), styles.String() + right + row[at+c.size:]
			}
			break
		}
		at, width = at+c.size, width+c.width
	}
	left = row[:at] + endOf(styles.String())
	return left + strings.Repeat(" ", max(0, column-width)), styles.String() + row[at:]
}

// endOf ends the styles that a row has set.
func endOf(styles string) string {
	if styles == "" || strings.HasSuffix(styles, plainStyle) {
		return ""
	}
	return plainStyle
}

// plainStyle is the SGR that ends every style.
const plainStyle = "\x1b[m"

// FitRow is a row cut or filled with blanks to exactly width cells.
func FitRow(row string, width int, g Grid) string {
	left, _ := SplitRow(row, width, g)
	return left
}

// Repainted is a row that Bubble Tea draws whole whenever something in it changes,
// where it would not: its cell buffer counts an ambiguous character as one cell,
// also on a Wide terminal, and then writes a change to cells behind it at the wrong
// columns. A row with a character of two cells is drawn from its beginning
// (ultraviolet, lineHasDrift); an ideographic space is one, and is blank. It stands
// behind the row or, where the window of so many cells has no room, for two blanks.
func Repainted(row string, window int, g Grid) string {
	if !g.Wide || !hasAmbiguous(row) {
		return row
	}
	for rest := row; rest != ""; {
		n := lengthOfSGR(rest)
		if n == 0 {
			c := shapeOf(rest, Grid{})
			if c.width > 1 {
				return row
			}
			n = c.size
		}
		rest = rest[n:]
	}
	if RowWidth(row, g)+2 <= window {
		return row + "\u3000"
	}
	return strings.Replace(row, "  ", "\u3000", 1)
}

func hasAmbiguous(row string) bool {
	for _, r := range row {
		if isAmbiguous(r) {
			return true
		}
	}
	return false
}
