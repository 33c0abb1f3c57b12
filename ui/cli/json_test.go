package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever is printed reads back as it was, and holds nothing that a terminal
// obeys.
func FuzzPrintJSON(f *testing.F) {
	f.Add("plain <b>&amp;</b> 汉字")
	f.Add("\x1b[31m \u009b31m \x7f \u202e \u2067 \\u001b \U0001f600")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		p := program{stdout: &out}
		if err := p.printJSON(text); err != nil {
			t.Fatal(err)
		}
		line, found := strings.CutSuffix(out.String(), "\n")
		if !found || strings.ContainsFunc(line, func(r rune) bool {
			return r < 0x20 || 0x7F <= r && r < 0xA0 || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
		}) {
			t.Errorf("%q", line)
		}
		var back string
		if err := json.Unmarshal([]byte(line), &back); err != nil {
			t.Fatal(err)
		}
		if utf8.ValidString(text) && back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	})
}
