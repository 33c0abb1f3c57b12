package model

import (
	"os"
	"strings"
	"testing"
)

// BenchmarkParse reads a megabyte of each kind of text; the goal is 20 MB/s.
func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"natural-resources-bureau.txt", "bush-2001.txt", "kennedy-1961.txt"} {
		b.Run(name, func(b *testing.B) { benchmarkParse(b, megabyteOf(b, name)) })
	}
	b.Run("hard-wrapped", func(b *testing.B) {
		benchmarkParse(b, hardWrap(megabyteOf(b, "natural-resources-bureau.txt"), 36))
	})
	b.Run("short lines", func(b *testing.B) { benchmarkParse(b, strings.Repeat("要开好头，起好步。\n", 1<<20/28)) })
	b.Run("short turns", func(b *testing.B) {
		benchmarkParse(b, strings.Repeat("SENATOR BYRD: I do.\nMr. SMITH: No, sir.\n", 1<<20/40))
	})
	b.Run("brackets", func(b *testing.B) { benchmarkParse(b, strings.Repeat("([（", 200000)) })
}

func benchmarkParse(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Parse(Source{Text: text})
	}
}

func megabyteOf(tb testing.TB, name string) string {
	text := readSpeech(tb, name)
	return strings.Repeat(text+"\n", 1<<20/len(text))
}

func readSpeech(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile("../testdata/speeches/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// hardWrap breaks every line after the given number of characters and indents
// the first lines, as old mail and web pages do.
func hardWrap(text string, width int) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			b.WriteByte('\n')
			continue
		}
		runes := append([]rune("\u3000\u3000"), []rune(strings.TrimSpace(line))...)
		for len(runes) > width {
			b.WriteString(string(runes[:width]) + "\n")
			runes = runes[width:]
		}
		b.WriteString(string(runes) + "\n")
	}
	return b.String()
}
