package layout

import (
	"os"
	"strings"
	"testing"

	"lectern/model"
)

// paragraphsOf divides a text at its newlines, as a plain text without
// hard-wrapped lines is.
func paragraphsOf(text string) []model.Paragraph {
	var paragraphs []model.Paragraph
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:]+"\n", '\n')
		span := model.Span{Start: at, End: end}
		words := strings.TrimSpace(text[at:end])
		if words != "" {
			span.Start += strings.Index(text[at:end], words)
			span.End = span.Start + len(words)
			paragraphs = append(paragraphs, model.NewParagraph(span))
		}
		at = end + 1
	}
	return paragraphs
}

func readSpeech(tb testing.TB, name string) string {
	data, err := os.ReadFile("../../testdata/speeches/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

func BenchmarkLinesChinese(b *testing.B) {
	benchmarkLines(b, readSpeech(b, "natural-resources-bureau.txt"))
}

func BenchmarkLinesEnglish(b *testing.B) {
	benchmarkLines(b, readSpeech(b, "bush-2005.txt"))
}

// BenchmarkLinesOneParagraph sets a text of 1 MB that has a single paragraph.
func BenchmarkLinesOneParagraph(b *testing.B) {
	text := strings.ReplaceAll(readSpeech(b, "natural-resources-bureau.txt"), "\n", "")
	benchmarkLines(b, strings.Repeat(text, 1+1<<20/len(text)))
}

func benchmarkLines(b *testing.B, text string) {
	paragraphs := paragraphsOf(text)
	o := Options{Width: 72, Indent: 4}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for i := range paragraphs {
			Lines(text, &paragraphs[i], o)
		}
	}
}

// BenchmarkCells is a frame: the cells of 40 lines.
func BenchmarkCells(b *testing.B) {
	text := strings.ReplaceAll(readSpeech(b, "natural-resources-bureau.txt"), "\n", "")
	paragraph := model.NewParagraph(model.Span{End: len(text)})
	o := Options{Width: 72, Indent: 4}
	lines := Lines(text, &paragraph, o)[:40]
	b.ReportAllocs()
	for b.Loop() {
		for _, l := range lines {
			Cells(text, &paragraph, l, o)
		}
	}
}

func BenchmarkVisible(b *testing.B) {
	text := readSpeech(b, "bush-2005.txt")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Visible(text)
	}
}
