package layout

import (
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"
)

// The fast path's widths are those of the library that the terminal's cells
// are counted with, and no plain rune joins a neighbour.
func TestPlainRunes(t *testing.T) {
	count := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		traits := traitsOf(r)
		if traits&plain == 0 {
			continue
		}
		count++
		if got, want := traits.width(false), displaywidth.Rune(r); got != want {
			t.Errorf("%U %c: %d cells, want %d", r, r, got, want)
		}
		if got, want := traits.width(true), wideOptions.Rune(r); got != want {
			t.Errorf("%U %c, wide: %d cells, want %d", r, r, got, want)
		}
		if unicode.In(r, unicode.C, unicode.M) || clusterSize(string(r)+"中") != len(string(r)) || clusterSize("中"+string(r)) != len("中") {
			t.Errorf("%U is not plain", r)
		}
		if traits&han != 0 && !unicode.Is(unicode.Han, r) && unicode.IsLetter(r) {
			t.Errorf("%U is not Han", r)
		}
	}
	if count < 27000 {
		t.Errorf("only %d plain runes", count)
	}
}

// What is counted by code points is counted as Bubble Tea counts it.
func TestCodePointsAreBubbleTeas(t *testing.T) {
	differ := 0
	for r := rune(0x20); r <= unicode.MaxRune; r++ {
		s := string(r)
		if !unicode.IsPrint(r) || Width(s, Grid{CodePoints: true}) == ansi.WcWidth.StringWidth(s) {
			continue
		}
		differ++
		if r != 0x0CF3 && !(r >= 0x1D165 && r <= 0x1D172) { // marks of music, and one of Kannada
			t.Errorf("%U: %d cells, Bubble Tea has %d", r, Width(s, Grid{CodePoints: true}), ansi.WcWidth.StringWidth(s))
		}
	}
	if differ > 9 {
		t.Errorf("%d code points differ", differ)
	}
}

// Characters of ambiguous width, a few of each kind that speeches have.
func TestAmbiguousWidth(t *testing.T) {
	for _, s := range []string{
		"“", "”", "‘", "’", "…", "—", "―", "·", "•", "①", "⑴", "×", "÷", "°", "±", "§", "℃", "‰", "′", "※", "→",
		"α", "Ω", "Я", "я", "Ⅳ", "ⅳ", "─", "│", "┌", "█", "■", "□", "●", "○", "◎", "★", "☆", "√", "≤", "∞",
	} {
		if Width(s, Grid{}) != 1 || Width(s, Grid{Wide: true}) != 2 {
			t.Errorf("%s: %d cells narrow, %d wide", s, Width(s, Grid{}), Width(s, Grid{Wide: true}))
		}
	}
	for s, want := range map[string]int{"a": 1, "ä": 1, "中": 2, "。": 2, "　": 2, "👩\u200d👧": 2, "🇨🇳": 2, "e\u0301": 1, "␛": 1, directionSign: 1, "": 0} {
		if Width(s, Grid{}) != want || Width(s, Grid{Wide: true}) != want {
			t.Errorf("%q: %d cells narrow, %d wide, want %d", s, Width(s, Grid{}), Width(s, Grid{Wide: true}), want)
		}
	}
}

func TestTruncateAndPad(t *testing.T) {
	for _, c := range []struct {
		text              string
		width             int
		wide              bool
		truncated, padded string
	}{
		{"自然资源", 8, false, "自然资源", "自然资源"},
		{"自然资源", 10, false, "自然资源", "自然资源  "},
		{"自然资源", 7, false, "自然资…", "自然资…"},
		{"自然资源", 6, false, "自然…", "自然… "},
		{"自然资源", 7, true, "自然...", "自然..."},
		{"自然资源", 6, true, "自...", "自... "},
		{"“资源”", 6, false, "“资源”", "“资源”"},
		{"“资源”", 6, true, "“...", "“... "},
		{"资源", 2, true, "..", ".."},
		{"资源", 1, false, "…", "…"},
		{"资源", 0, false, "", ""},
		{"资源", -1, true, "", ""},
		{"e\u0301e\u0301e\u0301", 2, false, "e\u0301…", "e\u0301…"},
	} {
		if got := Truncate(c.text, c.width, Grid{Wide: c.wide}); got != c.truncated {
			t.Errorf("%q cut to %d: %q, want %q", c.text, c.width, got, c.truncated)
		}
		if got := Pad(c.text, c.width, Grid{Wide: c.wide}); got != c.padded {
			t.Errorf("%q padded to %d: %q, want %q", c.text, c.width, got, c.padded)
		}
	}
}
