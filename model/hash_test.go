package model

import (
	"crypto/sha256"
	"fmt"
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
