package layout

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestSplitRow(t *testing.T) {
	for _, c := range []struct {
		row         string
		column      int
		g           Grid
		left, right string
	}{
		{"同志们", 2, Grid{}, "同", "志们"},
		{"同志们", 3, Grid{}, "同 ", " 们"},
		{"同志", 6, Grid{}, "同志  ", ""},
		{"同志", 0, Grid{}, "", "同志"},
		{"“a”b", 2, Grid{}, "“a", "”b"},
		{"“a”b", 2, Grid{Wide: true}, "“", "a”b"},
		{"“a”b", 4, Grid{Wide: true}, "“a ", " b"},
		{"\x1b[1mab\x1b[mcd", 1, Grid{}, "\x1b[1ma\x1b[m", "\x1b[1mb\x1b[mcd"},
		{"\x1b[1mab\x1b[mcd", 3, Grid{}, "\x1b[1mab\x1b[mc", "\x1b[1m\x1b[md"},
		{"👨\u200d👩a", 2, Grid{}, "👨\u200d👩", "a"},
		{"👨\u200d👩a", 2, Grid{CodePoints: true}, "  ", "  a"},
	} {
		left, right := SplitRow(c.row, c.column, c.g)
		if left != c.left || right != c.right {
			t.Errorf("%q at %d: %q and %q, want %q and %q", c.row, c.column, left, right, c.left, c.right)
		}
	}
}

func FuzzSplitRow(f *testing.F) {
	for _, seed := range []string{"同志们：“ok”", "\x1b[1mab\x1b[mcd", "👨\u200d👩กำ", "e\u0301\x1b[7m中"} {
		f.Add(seed, byte(3), byte(1))
	}
	f.Fuzz(func(t *testing.T, text string, column, grid byte) {
		g := grids[grid%4]
		row := Visible(strings.ReplaceAll(text, "\x1b[1m", "1")) + "\x1b[1m" + Visible(text) + "\x1b[m"
		left, right := SplitRow(row, int(column), g)
		if got := RowWidth(left, g); got != int(column) {
			t.Fatalf("%q at %d: the left is %d cells", row, column, got)
		}
		if whole := RowWidth(row, g); whole >= int(column) && RowWidth(right, g) != whole-int(column) {
			t.Fatalf("%q at %d: the right is %d of %d cells", row, column, RowWidth(right, g), whole)
		}
	})
}

// On a wide terminal a row with ambiguous characters has one of two cells for Bubble
// Tea too, and is neither longer than the window nor moved.
func TestRepainted(t *testing.T) {
	wide := Grid{Wide: true}
	for _, c := range []struct {
		row    string
		window int
		g      Grid
		want   string
	}{
		{"a “b”", 20, Grid{}, "a “b”"},
		{"plain", 20, wide, "plain"},
		{"a “b” 中", 20, wide, "a “b” 中"},
		{"a “b”", 20, wide, "a “b”\u3000"},
		{"\x1b[1mcafé\x1b[m", 7, wide, "\x1b[1mcafé\x1b[m\u3000"},
		{"  é  b", 7, wide, "\u3000é  b"},
		{"aé b", 5, wide, "aé b"}, // no room: two blanks would have to be found
	} {
		got := Repainted(c.row, c.window, c.g)
		if got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.row, c.window, got, c.want)
		}
		if RowWidth(got, c.g) > c.window {
			t.Errorf("%q is longer than the window", got)
		}
		if got != c.row && !strings.Contains(ansi.Strip(got), "\u3000") {
			t.Errorf("%q has no character of two cells", got)
		}
	}
}
