package ui

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"lectern/annotations"
	"lectern/ui/layout"
)

// look is how everything looks and speaks: what every pane needs to draw itself.
type look struct {
	theme theme
	lang  string                       // "en" or "zh"
	grid  layout.Grid                  // how the terminal counts cells
	roles map[annotations.Color]string // names of the colours' roles, where this speech's notes have none
}

// say is a phrase in the reader's language.
func (l look) say(p phrase, args ...any) string {
	text := p.en
	if l.lang == "zh" {
		text = p.zh
	}
	if l.grid.Wide {
		text = plainSigns.Replace(text)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// plainSigns writes a phrase of ours without characters of ambiguous width (UAX #11,
// class A).
var plainSigns = strings.NewReplacer("……", "...", "…", "...", "“", `"`, "”", `"`, "—", "-", "–", "-", "·", "-", "×", "x")

// sign is a character of our own chrome: ascii stands in for it where the
// terminal draws it two cells wide.
func (l look) sign(character, ascii string) string {
	if l.grid.Wide {
		return ascii
	}
	return character
}

// width is how many cells a visible string takes.
func (l look) width(s string) int { return layout.Width(s, l.grid) }

// rowWidth is how many cells a row takes that is drawn already.
func (l look) rowWidth(row string) int { return layout.RowWidth(row, l.grid) }

// boxed puts rows into a frame of that many cells.
func (l look) boxed(rows []string, width int) []string {
	inner := max(width-4, 0)
	line := strings.Repeat(l.sign("─", "-"), inner+2)
	drawn := []string{l.dim(l.sign("╭", "+") + line + l.sign("╮", "+"))}
	side := l.dim(l.sign("│", "|"))
	for _, row := range rows {
		drawn = append(drawn, side+" "+layout.FitRow(row, inner, l.grid)+" "+side)
	}
	return append(drawn, l.dim(l.sign("╰", "+")+line+l.sign("╯", "+")))
}

// sealed is a screen of so many columns as it is sent: the last gate, whatever came
// before it.
func (l look) sealed(content string, columns int) string {
	rows := strings.Split(content, "\n")
	for i, row := range rows {
		rows[i] = layout.Repainted(layout.SealedRow(row), columns, l.grid)
	}
	return strings.Join(rows, "\n")
}

// fit is text of any origin made visible and cut or padded to exactly width cells.
func (l look) fit(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return layout.Pad(l.clip(s, width), width, l.grid)
}

// clip is text of any origin made visible and cut to at most width cells.
func (l look) clip(s string, width int) string {
	if width <= 0 {
		return ""
	}
	return layout.Truncate(layout.Visible(s), width, l.grid)
}

// clipLeft keeps the end of a text where clip keeps its beginning.
func (l look) clipLeft(s string, width int) string {
	s = layout.Visible(s)
	if l.width(s) <= width {
		return s
	}
	dots := l.sign("…", "..")
	return dots + l.tail(s, width-l.width(dots))
}

// tail is the end of a visible string in at most width cells.
func (l look) tail(s string, width int) string {
	for over := l.width(s) - width; s != "" && over > 0; over = l.width(s) - width {
		for range (over + 1) / 2 { // characters, of two cells at most
			_, size := utf8.DecodeRuneInString(s)
			s = s[size:]
		}
	}
	return s
}

// firstCells is the beginning of a visible string that takes at most width cells
// as Bubble Tea's components count them, ambiguous characters one.
func firstCells(s string, width int) string {
	end := 0
	for i, r := range s {
		if layout.Width(s[:i+utf8.RuneLen(r)], layout.Grid{}) > width {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return s[:end]
}

func (l look) dim(s string) string { return l.theme.paint(ink{words: hueDim}, s) }

// role is the name of a colour's role: as this speech's notes name it, or else
// the configuration, or else we.
func (l look) role(c annotations.Color, named map[annotations.Color]string) string {
	return cmp.Or(named[c], l.roles[c], RoleName(c, l.lang))
}

// RoleName is what a colour stands for when nobody has said otherwise.
func RoleName(c annotations.Color, lang string) string { return look{lang: lang}.say(roleNames[c]) }

// spread puts left and right at the ends of a row of width cells with a gap
// between them; left is cut where there is no room for both.
func (l look) spread(left, right string, width int) (string, string, int) {
	right = l.clip(right, width-1)
	left = l.clip(left, width-l.width(right)-1)
	return left, right, width - l.width(left) - l.width(right)
}

func blank(n int) string { return strings.Repeat(" ", max(n, 0)) }
