package model

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// The hash is the text's, asked for once or many times.
func TestSHA256(t *testing.T) {
	for _, text := range []string{"", "同志们：\n", "\x00\xff"} {
		d := Parse(Source{Text: text})
		for range 2 {
			if got, want := d.SHA256(), fmt.Sprintf("%x", sha256.Sum256([]byte(d.Text))); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
	}
}

// The folded text is hashed in pieces as if it were in one.
func TestFoldedSHA256(t *testing.T) {
	for name, text := range map[string]string{
		"empty":   "",
		"Chinese": strings.Repeat("要 着力 ，破解（ABC） def 。　难题\n", 30_000),
		"English": strings.Repeat("We  have ( kept ) , our word — ", 30_000),
		"mixed":   strings.Repeat("We have kept ,   要 （ 我们 ) . ", 30_000),
		"marks":   "a" + strings.Repeat(" ,", hashedPiece) + " 要",
		"blank":   "要" + strings.Repeat(" ", 3*hashedPiece) + "a",
		"invalid": strings.Repeat("\xff\x80a ", hashedPiece),
	} {
		d := &Document{Text: text}
		if got, want := d.FoldedSHA256(), fmt.Sprintf("%x", sha256.Sum256([]byte(Fold(text).Text))); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
