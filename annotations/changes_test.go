package annotations

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lectern/model"
)

func TestChanges(t *testing.T) {
	for _, c := range []struct{ old, now, marked string }{
		{"要坚持人民至上", "要坚持人民至上", "要坚持人民至上"},
		{"坚持人民至上", "始终坚持人民至上", "[始终]坚持人民至上"},
		{"为二〇二〇年开局", "为二〇二一年开局", "为二〇二[一]年开局"},
		{"we shall pay any price", "we shall pay a price", "we shall pay [a] price"},
		{"the peoples of the world", "the people of our worlds", "the [people] of [our] [worlds]"},
		{"ask not what", "ask what", "ask []what"},
		{"", "新的", "[新的]"},
	} {
		var b strings.Builder
		at := 0
		for _, s := range Changes(c.old, c.now) {
			b.WriteString(c.now[at:s.Start] + "[" + c.now[s.Start:s.End] + "]")
			at = s.End
		}
		if got := b.String() + c.now[at:]; got != c.marked {
			t.Errorf("from %q: %s, not %s", c.old, got, c.marked)
		}
	}
}

// Without what changed, the text is what was there before with pieces left out.
func TestChangesAreTheWholeDifference(t *testing.T) {
	letters := rapid.SliceOf(rapid.RuneFrom([]rune("要坚持ab 。")))
	rapid.Check(t, func(t *rapid.T) {
		old, now := string(letters.Draw(t, "old")), string(letters.Draw(t, "now"))
		rest := []rune(old)
		at := 0
		for _, s := range append(Changes(old, now), model.Span{Start: len(now), End: len(now)}) {
			if s.Start < at || !utf8.ValidString(now[at:s.Start]) || !utf8.ValidString(now[s.Start:s.End]) {
				t.Fatalf("%v of %q", s, now)
			}
			for _, r := range now[at:s.Start] {
				for len(rest) > 0 && rest[0] != r {
					rest = rest[1:]
				}
				if len(rest) == 0 {
					t.Fatalf("%q is not in %q", now[at:s.Start], old)
				}
				rest = rest[1:]
			}
			at = s.End
		}
	})
}
