package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Grid is how a terminal counts the cells of a text. The zero Grid is that of most:
// ambiguous characters take one cell, a grapheme cluster is drawn as one.
type Grid struct {
	// Wide terminals draw characters of ambiguous width (UAX #11, class A) in two cells.
	Wide bool
	// CodePoints says that each code point of a grapheme cluster takes cells of
	// its own. So do terminals without mode 2027, and Bubble Tea on them: a
	// family of three is six cells, กำ and क्षि are two and three.
	CodePoints bool
}

// wideOptions counts a character of ambiguous width (UAX #11) as two cells.
var wideOptions = displaywidth.Options{EastAsianWidth: true}

// width is the cells that a visible text takes.
func (g Grid) width(s string) int {
	if cells, known := plainWidth(s, g.Wide); known {
		return cells
	}
	options := displaywidth.Options{EastAsianWidth: g.Wide}
	if !g.CodePoints {
		return options.String(s)
	}
	cells := 0
	for _, r := range s {
		cells += widthOfRune(r, options)
	}
	return cells
}

// plainWidth is the cells of a text of plain runes, as nearly all are.
func plainWidth(s string, wide bool) (cells int, known bool) {
	for _, r := range s {
		t := traitsOf(r)
		if t&plain == 0 {
			return 0, false
		}
		cells += t.width(wide)
	}
	return cells, true
}

// widthOfRune is what Bubble Tea's cell buffer counts for a code point (wcwidth), so
// that its rows are ours: half a flag is one cell, a mark none.
func widthOfRune(r rune, options displaywidth.Options) int {
	switch {
	case r < utf8.RuneSelf:
		return displaywidth.Rune(r)
	case r >= '🇦' && r <= '🇿':
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	return options.Rune(r)
}

// isAmbiguous reports whether r is of ambiguous width (UAX #11, class A).
func isAmbiguous(r rune) bool {
	return r > 0x7F && wideOptions.Rune(r) != displaywidth.Rune(r)
}

// Width is the cells that s, in visible form, takes.
func Width(s string, g Grid) int { return g.width(s) }

// Truncate is s, in visible form, cut to at most width cells. What is cut ends
// in "…", or in "..." where that would not be one cell.
func Truncate(s string, width int, g Grid) string {
	if g.width(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	tail := "…"
	if g.Wide {
		tail = "..."[:min(3, width)]
	}
	end, room := 0, width-g.width(tail)
	for end < len(s) {
		c := shapeOf(s[end:], g)
		if room -= c.width; room < 0 {
			break
		}
		end += c.size
	}
	return s[:end] + tail
}

// Pad is s, in visible form, cut or filled with spaces to exactly width cells.
func Pad(s string, width int, g Grid) string {
	s = Truncate(s, width, g)
	for room := width - g.width(s); room > 0; room = width - g.width(s) {
		s += strings.Repeat(" ", room) // the first may join a mark that stands before letters
	}
	return s
}
