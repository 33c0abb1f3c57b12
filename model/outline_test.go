package model

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden outlines anew")

// TestOutlines compares the outlines of whole speeches with those that were
// read through once. The transcript is Markdown; without its metadata it is
// hard-wrapped plain text.
func TestOutlines(t *testing.T) {
	for _, name := range []string{
		"natural-resources-bureau.txt", "lincoln-1865.txt", "kennedy-1961.txt", "bush-2001.txt", "bush-2005.txt", "gaggle-2023-04-03.md",
	} {
		t.Run(name, func(t *testing.T) {
			text := readSpeech(t, name)
			if strings.HasPrefix(text, "---\n") {
				_, text, _ = strings.Cut(text[4:], "\n---\n")
			}
			compareGolden(t, name, outlineOf(mustHold(t, Source{Text: text})))
		})
	}
}

// TestWrappedOutline reads the sample hard-wrapped: the same outline comes out.
func TestWrappedOutline(t *testing.T) {
	text := readSpeech(t, "natural-resources-bureau.txt")
	whole := Parse(Source{Text: text})
	wrapped := mustHold(t, Source{Text: hardWrap(text, 36)})
	if got, want := titlesOf(wrapped), titlesOf(whole); got != want {
		t.Errorf("hard-wrapped:\n%s\nas it is:\n%s", got, want)
	}
	if got, want := len(wrapped.Paragraphs), len(whole.Paragraphs); got != want {
		t.Errorf("%d paragraphs, want %d", got, want)
	}
}

// titlesOf is a document's parts without their places.
func titlesOf(d *Document) string {
	var b strings.Builder
	var walk func(parts []Part, depth int)
	walk = func(parts []Part, depth int) {
		for _, p := range parts {
			fmt.Fprintf(&b, "%*s%v %s %s\n", 2*depth, "", p.Kind, p.Numeral, p.Title)
			walk(p.Parts, depth+1)
		}
	}
	walk(d.Parts, 0)
	return b.String()
}

// outlineOf writes an outline to be read: a line a part, with how sure it is,
// its numeral, its title, and the words it starts and ends with.
func outlineOf(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q, date %q, speaker %q, occasion %q, language %q\n", d.Title, d.Date, d.Speaker, d.Occasion, d.Language)
	writeParts(&b, d, d.Parts, 0)
	directions := map[string]int{}
	for i := range d.Paragraphs {
		for _, s := range d.Paragraphs[i].Directions {
			directions[d.Slice(s)]++
		}
	}
	fmt.Fprintf(&b, "%d paragraphs; inside them %v\n", len(d.Paragraphs), directions)
	return b.String()
}

func writeParts(b *strings.Builder, d *Document, parts []Part, depth int) {
	for _, p := range parts {
		kind := p.Kind.String()
		if p.Level > 0 {
			kind += fmt.Sprint(" ", p.Level)
		}
		fmt.Fprintf(b, "%*s%s %.2f [%s] %s | %s\n", 2*depth, "", kind, p.Confidence, p.Numeral, p.Title, ends(d.Plain(p.Span)))
		writeParts(b, d, p.Parts, depth+1)
	}
}

// ends is the first and the last words of a text.
func ends(text string) string {
	runes := []rune(strings.ReplaceAll(text, "\n", "⏎"))
	if len(runes) <= 40 {
		return string(runes)
	}
	return string(runes[:20]) + " … " + string(runes[len(runes)-16:])
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := "../testdata/outline/" + name + ".golden"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the outline of %s is now\n%s\nand was\n%s", name, got, want)
	}
}
