package layout

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestSealed(t *testing.T) {
	for _, c := range []struct{ name, text, want, row string }{
		{"visible already", "同志们：“ok” 👩\u200d👧 e\u0301 กำ ␛[m", "", ""},
		{"style", "a\x1b[1;38:2::1:2:3mb\x1b[m", "a␛[1;38:2::1:2:3mb␛[m", "a\x1b[1;38:2::1:2:3mb\x1b[m"},
		{"other sequences", "\x1b[2J\x1b[?25l\x1b[6n\x1b[31", "␛[2J␛[?25l␛[6n␛[31", ""},
		{"strings", "\x1b]0;x\a\x1bPq\x1b\\\x1b_G\x1b\\\x1b^p\x1b\\\x1bXs\x1b\\", "␛]0;x␇␛Pq␛\\␛_G␛\\␛^p␛\\␛Xs␛\\", ""},
		{"C1", "\u009b31m\u0090q\u009c\u0085", "\ufffd31m\ufffdq\ufffd\ufffd", ""},
		{"bytes", "\x9b31m\xff\xe4\xb8", "\ufffd31m\ufffd\ufffd\ufffd", ""},
		{"direction", "\u202ea\u2066b\u200fc\u061cd", "⇄a⇄bcd", ""},
		{"lines", "a\nb\u2028c\rd\te", "a␊b c␍d␉e", ""},
		{"tags", "🏴\U000e0067\U000e007f", "🏴", ""},
		{"accents of their own", strings.Repeat("´", 20) + strings.Repeat("゛", 20), "", ""},
		{"marks", "e" + strings.Repeat("\u0301", 30) + "x", "e" + strings.Repeat("\u0301", 8) + "x", ""},
	} {
		want := c.want
		if want == "" {
			want = c.text
		}
		if got := Sealed(c.text); got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
		if c.row != "" {
			want = c.row
		}
		if got := SealedRow(c.text); got != want {
			t.Errorf("%s, as a row: %q, want %q", c.name, got, want)
		}
	}
	marks := strings.Repeat("\u0301", 5)
	if got, want := SealedRow("e"+marks+"\x1b[1m"+marks), "e"+marks+"\x1b[1m"+marks[:6]; got != want {
		t.Errorf("marks behind a style: %q, want %q", got, want)
	}
}

// What is sealed is visible, and what is visible needs no seal.
func FuzzSealed(f *testing.F) {
	for _, seed := range []string{"同志们：", "\x1b[2J\x9b\u009b", "\x1b[31mred\x1b[m", "e\u0301\x1b[m\u0301", "\u202eabc\u202c", "\U000e0041\ufe0f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkVisible(t, Sealed(s))
		checkVisible(t, ansi.Strip(SealedRow(s)))
		visible := Visible(s)
		if got := Sealed(visible); got != visible {
			t.Fatalf("%q is sealed as %q", visible, got)
		}
		if got := SealedRow(SealedRow(s)); got != SealedRow(s) {
			t.Fatalf("%q is sealed again as %q", SealedRow(s), got)
		}
	})
}
