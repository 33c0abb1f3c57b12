package annotations

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzValid holds validJSON to what encoding/json says.
func FuzzValid(f *testing.F) {
	for _, seed := range []string{
		"", " ", "{}", " [ ] ", `{"a":1,"b":[true,false,null]}`, `{"a":1,}`, `[1,]`, `[,1]`, `{"a" 1}`, `{1:2}`, `{"a":}`, "[1 2]", "1 2",
		"0", "-0", "01", "-", "1.", ".5", "1.5e", "1e+", "1E-7", "1e5", "--1", "tru", "truex", "nul", "+1", "0x1", "NaN", "]", "}", "[", "{", `{"a"`, `{"a":1`,
		`"`, `"\`, `"\"`, `"\\"`, `"\x"`, `"\u12"`, `"\u12g4"`, `"\u12aF"`, "\"\n\"", "\"\x7f\"", "\"\xff\"", "\u00a0[]", "\ufeff{}", `"a" "b"`,
		strings.Repeat("[", 9_999) + strings.Repeat("]", 9_999), strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001), strings.Repeat("[", 10_000) + "1" + strings.Repeat("]", 10_000),
		strings.Repeat(`{"a":`, 10_000) + "{}" + strings.Repeat("}", 10_000), strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000),
		strings.Repeat("[", 100_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, want := validJSON(data), json.Valid(data); got != want {
			t.Errorf("%.60q is valid: %v, want %v", data, got, want)
		}
	})
}

// Every rune is written as encoding/json reads it back, and none that commands a
// terminal or breaks a line stands as it is.
func TestStringsAsTheyAreWritten(t *testing.T) {
	for r := rune(0); r <= 0x3000; r++ {
		text := "a" + string(r) + "b"
		raw := written(func(w *writer) { w.value(text) })
		var back string
		if err := json.Unmarshal([]byte(raw), &back); err != nil || back != text {
			t.Fatalf("%U is written %s, which is read %q: %v", r, raw, back, err)
		}
		if strings.ContainsFunc(raw, func(r rune) bool { return r < ' ' || 0x7F <= r && r <= 0x9F || r == 0x2028 || r == 0x2029 }) {
			t.Errorf("%U is written %q", r, raw)
		}
	}
	if got := written(func(w *writer) { w.value("a\xffb") }); got != `"a`+"\uFFFD"+`b"` {
		t.Errorf("a bad byte is written %q", got)
	}
}
