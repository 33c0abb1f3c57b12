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
