package layout

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// checkVisible states that text in visible form holds nothing a terminal could
// obey.
func checkVisible(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("%q is not valid UTF-8", s)
	}
	for _, r := range s {
		if r < 0x20 || r >= 0x7F && r <= 0x9F || unicode.Is(unicode.Bidi_Control, r) || isTag(r) || isLineSeparator(r) {
			t.Fatalf("%q holds %U", s, r)
		}
	}
	for clusters := graphemes.FromString(s); clusters.Next(); {
		marks := 0
		for _, r := range clusters.Value() {
			if unicode.Is(unicode.M, r) {
				marks++
			}
		}
		if marks > maxMarks {
			t.Fatalf("%q has %d marks", clusters.Value(), marks)
		}
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "同志们：ok “go”", "同志们：ok “go”"},
		{"escape", "\x1b]0;owned\x07\x1b[31m", "␛]0;owned␇␛[31m"},
		{"every C0", "\x00\x01\x1f", "␀␁␟"},
		{"delete", "a\x7fb", "a␡b"},
		{"C1", "a\u009b31m\u0085b", "a\ufffd31m\ufffdb"},
		{"C1 as a byte", "a\x9bb", "a\ufffdb"},
		{"cut letter", "中\xe4\xb8", "中\ufffd\ufffd"},
		{"cut letter after a letter with a mark", "e\u0301\xe4", "e\u0301\ufffd"},
		{"one line", "a\nb\tc\u2028d\u2029e", "a b c d e"},
		{"direction", "\u202atxt.\u202eexe\u202c \u2066x\u2069", "⇄txt.⇄exe⇄ ⇄x⇄"},
		{"direction marks", "a\u200eb\u200fc\u061cd", "abcd"},
		{"zero width", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"},
		{"tags", "a\U000e0068\U000e0069b", "ab"},
		{"tagged flag", "🏴\U000e0067\U000e0062\U000e007f!", "🏴!"},
		{"joiners inside a cluster", "👩\u200d👧 \u0915\u094d\u200c\u0937", "👩\u200d👧 \u0915\u094d\u200c\u0937"},
		{"joiner alone", "\u200da", "a"},
		{"selector alone", "\ufe0fa", "a"},
		{"mark alone", "\u0301a", "◌\u0301a"},
		{"mark after what is left out", "e\u200b\u0301", "e◌\u0301"},
		{"too many marks", "e" + strings.Repeat("\u0301", 30) + "x", "e" + strings.Repeat("\u0301", 8) + "x"},
		{"too many joiners", "👩" + strings.Repeat("\u200d", 30) + "👧", "👩👧"},
		{"prefix of a digit", "\u06dd12", "12"},
		{"letters of a syllable", "\u1112\u1161\u11ab\u1100\u1173\u11af \u1100\u1161\u1100", "한글 가ᄀ"},
		{"a syllable of old Korean", "\u1112\u119e", "\u1112\u119e"},
		{"noncharacter", "a\uffffb", "a\ufffdb"},
	} {
		got := Visible(c.text)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if again := Visible(got); again != got {
			t.Errorf("%s: %q becomes %q", c.name, got, again)
		}
	}
}

func TestVisibleOfEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, s := range []string{string(r), "a" + string(r) + "b"} {
			checkVisible(t, Visible(s))
		}
	}
}

func FuzzVisible(f *testing.F) {
	for _, seed := range []string{
		"同志们：", "\x1b[2J\x9b", "e\u0301\u200b\u0301", "👩\u200d👩\u200d👧", "\u202eabc\u202c", "\U000e0041\ufe0f", "🇨\u200b🇳",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		visible := Visible(s)
		checkVisible(t, visible)
		for width := range 6 {
			for _, g := range grids {
				if got := Width(Truncate(visible, width, g), g); got > width {
					t.Fatalf("%q cut to %d cells has %d", visible, width, got)
				}
				if got := Width(Pad(visible, width, g), g); got != width {
					t.Fatalf("%q padded to %d cells has %d", visible, width, got)
				}
			}
		}
	})
}

func TestHidden(t *testing.T) {
	for _, c := range []struct {
		text          string
		signs, unseen int
	}{
		{"同志们：\n\t一", 0, 0}, {"a\x1b[31mb\u202ec\u0085", 3, 0}, {"零\u200b宽\ufeff软\u00ad", 0, 3},
		{"👩\u200d👩", 0, 0}, {"bad\xffbyte \ufffd", 1, 0}, {"\U000E0041", 0, 1},
	} {
		if signs, unseen := Hidden(c.text); signs != c.signs || unseen != c.unseen {
			t.Errorf("%q hides %d and %d, not %d and %d", c.text, signs, unseen, c.signs, c.unseen)
		}
	}
}
