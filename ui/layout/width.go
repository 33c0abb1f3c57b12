package layout

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// wideOptions counts a character of ambiguous width (UAX #11) as two cells.
var wideOptions = displaywidth.Options{EastAsianWidth: true}

func widthOf(s string, wide bool) int {
	if wide {
		return wideOptions.String(s)
	}
	return displaywidth.String(s)
}

// Width is the cells that s, in visible form, takes. Wide says the terminal
// draws characters of ambiguous width in two cells.
func Width(s string, wide bool) int { return widthOf(s, wide) }

// Truncate is s, in visible form, cut to at most width cells. What is cut ends
// in "…", or in "..." where that would not be one cell.
func Truncate(s string, width int, wide bool) string {
	if widthOf(s, wide) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	tail := "…"
	if wide {
		tail = "..."[:min(3, width)]
	}
	end, room := 0, width-widthOf(tail, wide)
	for end < len(s) {
		c := shapeOf(s[end:], wide)
		if room -= c.width; room < 0 {
			break
		}
		end += c.size
	}
	return s[:end] + tail
}

// Pad is s, in visible form, cut or filled with spaces to exactly width cells.
func Pad(s string, width int, wide bool) string {
	s = Truncate(s, width, wide)
	return s + strings.Repeat(" ", max(0, width-widthOf(s, wide)))
}
