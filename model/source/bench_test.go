package source

import (
	"os"
	"path/filepath"
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

// BenchmarkReadDocuments counts the bytes of text that come out.
func BenchmarkReadDocuments(b *testing.B) {
	body := strings.Repeat(para(inList("1", "0"), "一是稳增长，二是促改革，三是调结构。"), 5000)
	for name, raw := range map[string]string{
		"talk.docx": docxOf(b, body),
		"talk.html": "<html>" + strings.Repeat("<p>一是<b>稳增长</b>，二是促改革，三是调结构。</p>", 5000),
		"talk.pdf":  pdfOf(standardFonts, "", strings.Repeat(at(50, 700, 12, "(A line of a page that is about as long as lines are.) Tj"), 5000)),
	} {
		b.Run(name, func(b *testing.B) {
			b.Setenv("PATH", b.TempDir())
			s, err := Read(strings.NewReader(raw), name, "")
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(s.Text)))
			for b.Loop() {
				if _, err := Read(strings.NewReader(raw), name, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A long text is read quickly for the screen, and checked afterwards.
func BenchmarkOpenText(b *testing.B) {
	path := filepath.Join(b.TempDir(), "long.txt")
	raw := strings.Repeat("今年要开好头，起好步，要着力破解难题。\n", 1<<20)
	if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, _, err := OpenText(path, ""); err != nil {
			b.Fatal(err)
		}
	}
}
