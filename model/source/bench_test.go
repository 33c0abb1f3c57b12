package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func BenchmarkReadText(b *testing.B) {
	text := string(readFile(b, speeches, "natural-resources-bureau.txt"))
	for name, raw := range map[string]string{
		"utf-8":   strings.Repeat(text, 100),
		"gb18030": string(encode(b, simplifiedchinese.GB18030, strings.Repeat(text, 100))),
	} {
		b.Run(name, func(b *testing.B) { benchmarkRead(b, raw, "talk.txt") })
	}
}

func BenchmarkReadMarkdown(b *testing.B) {
	for _, name := range []string{"testdata/markdown/chinese.md", speeches + "/remarks-2023-07-12.md"} {
		raw := strings.Repeat(string(readFile(b, name))+"\n\n", 40)
		b.Run(name, func(b *testing.B) { benchmarkRead(b, raw, "talk.md") })
	}
}

func benchmarkRead(b *testing.B, raw, name string) {
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(strings.NewReader(raw), name, ""); err != nil {
			b.Fatal(err)
		}
	}
}
