package annotations

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"lectern/model"
)

// start is when the tests begin; later returns a moment some seconds after.
var start = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

func later(seconds int) time.Time { return start.Add(time.Duration(seconds) * time.Second) }

func document(text string) *model.Document { return model.Parse(model.Source{Text: text}) }

// spanOf is the span of the first quote in the text.
func spanOf(t testing.TB, d *model.Document, quote string) model.Span {
	t.Helper()
	at := strings.Index(d.Text, quote)
	if at < 0 {
		t.Fatalf("%q is not in the text", quote)
	}
	return model.Span{Start: at, End: at + len(quote)}
}

func TestNewTargetSnapsToGraphemeClusters(t *testing.T) {
	family := "👨‍👩‍👧"
	accent := "e\u0301"
	tests := []struct {
		name, text, cut, want string
	}{
		{"plain", "坚持人民至上", "人民", "人民"},
		{"half of an emoji", "a" + family + "b", "\u200d👩", family},
		{"without its accent", "caf" + accent + "!", "e", accent},
		{"from the accent on", "caf" + accent + "!", "\u0301!", accent + "!"},
		{"over a newline", "一行\n二行", "行\n二", "行\n二"},
		{"right to left", "שלום עולם", "עולם", "עולם"},
		{"flags", "🇨🇳🇫🇷", "🇫", "🇫🇷"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := document(test.text)
			got := NewTarget(d, spanOf(t, d, test.cut))
			if got.Exact != test.want {
				t.Errorf("exact is %q, want %q", got.Exact, test.want)
			}
		})
	}
}

// The positions count code points and agree with the quote; the context is
// what stands round it.
func TestNewTargetAgreesWithTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("要。人民 e\u0301\u200d👩🏽\n\t\"אב🇨"))).Draw(t, "text")
		d := document(text)
		from := rapid.IntRange(-3, len(text)+3).Draw(t, "from")
		to := rapid.IntRange(-3, len(text)+3).Draw(t, "to")
		target := NewTarget(d, model.Span{Start: from, End: to})
		points := []rune(text)
		if got := string(points[target.Start:target.End]); got != target.Exact {
			t.Fatalf("positions give %q, the quote is %q", got, target.Exact)
		}
		before, after := string(points[:target.Start]), string(points[target.End:])
		if !strings.HasSuffix(before, target.Prefix) || utf8.RuneCountInString(target.Prefix) != min(contextLength, target.Start) {
			t.Fatalf("prefix is %q in %q", target.Prefix, before)
		}
		if !strings.HasPrefix(after, target.Suffix) || utf8.RuneCountInString(target.Suffix) != min(contextLength, len(points)-target.End) {
			t.Fatalf("suffix is %q in %q", target.Suffix, after)
		}
	})
}

func TestStampAfterGrows(t *testing.T) {
	last := time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)
	tests := []struct {
		name              string
		now, before, want time.Time
	}{
		{"later", later(5), later(1), later(5)},
		{"the same moment", later(1), later(1), later(1).Add(time.Millisecond)},
		{"a clock set back", later(0), later(9), later(9).Add(time.Millisecond)},
		{"to the millisecond", later(5).Add(1500 * time.Microsecond), later(1), later(5).Add(time.Millisecond)},
		{"the last moment there is", later(5), last, last},
	}
	for _, test := range tests {
		if got := stampAfter(test.now, test.before); !got.Equal(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestNewIDIsARandomUUID(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		id := newID()
		if len(id) != len("urn:uuid:")+36 || id[9+14] != '4' || !strings.ContainsRune("89ab", rune(id[9+19])) || seen[id] {
			t.Fatalf("%q is no new random UUID", id)
		}
		seen[id] = true
	}
}
