package model

import "testing"

func TestInert(t *testing.T) {
	for _, c := range [][2]string{
		{"讲话\n\ta", "讲话\n\ta"}, {"a\r\nb\rc", "a\nb␍c"}, {"\x1b[31m\a\x00\x7f", "␛[31m␇␀␡"}, {"\u009b31m\u0085", "\uFFFD31m\uFFFD"},
		{"\u202eabc\u2066", "⇄abc⇄"}, {"\xff\xfe", "\uFFFD"}, {"a\u2028b", "a\nb"}, {"👨\u200d👩\u200c", "👨\u200d👩\u200c"},
	} {
		if got := Inert(c[0]); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}
