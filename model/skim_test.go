package model

import (
	"strings"
	"testing"
)

// Skimming finds the paragraphs that Parse finds, and at both ends what they are.
func TestSkim(t *testing.T) {
	section := "第一、提高认识\n" + strings.Repeat("今年要开好头，起好步。", 40) + "\n　　要着力破解难题。" + filler + "\n\n"
	long := "在全县大会上的讲话\n同志们：\n" + strings.Repeat(section, 400) + "我就讲这些，谢谢大家。\n"
	for name, text := range map[string]string{
		"sections":    long,
		"one line":    strings.ReplaceAll(long, "\n", ""),
		"no newline":  strings.TrimRight(long, "\n"),
		"blank lines": strings.ReplaceAll(long, "\n", "\n \n\n"),
		"wrapped":     hardWrap(long, 36),
		"blank first": strings.Repeat("\n", 70_000) + long,
		"short":       section,
		// One paragraph on many lines, longer than is joined at a time.
		"base64":         strings.Repeat(strings.Repeat("QUJD", 19)+"\n", 3*wrappedPiece/77),
		"base64 at last": hardWrap(long, 36) + strings.Repeat(strings.Repeat("QUJD", 19)+"\n", 3*wrappedPiece/77),
		"wrapped but for one line": hardWrap(long, 36) + "\n" + strings.Repeat("今年要开好头，起好步。", 3*wrappedPiece/33) +
			"\n\n" + hardWrap(long, 36),
	} {
		t.Run(name, func(t *testing.T) {
			skimmed, parsed := Skim(Source{Text: text}), Parse(Source{Text: text})
			if broken := laws(&Document{Text: text, Paragraphs: skimmed.Paragraphs}); broken != "" {
				t.Fatal(broken)
			}
			if len(skimmed.Paragraphs) != len(parsed.Paragraphs) {
				t.Fatalf("%d paragraphs, want %d", len(skimmed.Paragraphs), len(parsed.Paragraphs))
			}
			other := 0
			for i := range parsed.Paragraphs {
				s, p := &skimmed.Paragraphs[i], &parsed.Paragraphs[i]
				if s.Outer != p.Outer || s.Span != p.Span || s.Continues != p.Continues {
					t.Fatalf("paragraph %d is %v, want %v", i, s, p)
				}
				if s.Kind != p.Kind && (p.Span.End < skimmedEnd/2 || p.Span.Start > len(text)-skimmedEnd/2 && !strings.HasPrefix(name, "wrapped")) {
					other++
				}
			}
			if other > 0 {
				t.Errorf("%d paragraphs at the ends are another kind", other)
			}
			if skimmed.Title != parsed.Title {
				t.Errorf("the title is %q, want %q", skimmed.Title, parsed.Title)
			}
		})
	}
}

func BenchmarkSkim(b *testing.B) {
	text := strings.Repeat(strings.Repeat("今年要开好头，起好步。", 40)+"\n", 10_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Skim(Source{Text: text})
	}
}
