package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"lectern/model"
)

// outlined is the blocks of a source, one a line: what each is, if it is not
// body, and its words, with * round what is strong and _ round emphasis.
func outlined(s model.Source) string {
	var b strings.Builder
	for _, block := range s.Blocks {
		if block.Kind != model.Body {
			b.WriteString(block.Kind.String())
			if block.Level > 0 {
				fmt.Fprint(&b, block.Level)
			}
			b.WriteString(" ")
		}
		if block.Preformatted {
			b.WriteString("pre ")
		}
		at := block.Span.Start
		for _, r := range block.Runs {
			mark := ""
			for i, sign := range "*_`~" {
				if r.Style&(1<<i) != 0 {
					mark += string(sign)
				}
			}
			b.WriteString(oneLined(s.Text[at:r.Span.Start]) + mark + oneLined(s.Text[r.Span.Start:r.Span.End]) + mark)
			at = r.Span.End
		}
		b.WriteString(oneLined(s.Text[at:block.Span.End]) + "\n")
	}
	return b.String()
}

func oneLined(words string) string { return strings.ReplaceAll(words, "\n", "⏎") }

// readWhole reads bytes that must be readable, and holds the laws of what a
// format makes.
func readWhole(t *testing.T, raw, name string) Speech {
	t.Helper()
	s, err := Read(strings.NewReader(raw), name, "")
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	checkMade(t, s)
	return s
}

// checkMade holds the laws of a text that lectern made: blocks in order with
// nothing but newlines between them, no markup hidden, UTF-8, fit for the model.
func checkMade(t *testing.T, s Speech) {
	t.Helper()
	if !utf8.ValidString(s.Text) || strings.Contains(s.Text, "\r") {
		t.Errorf("not UTF-8 with newlines: %+q", s.Text)
	}
	for _, said := range []string{s.Title, s.Speaker, s.Date, s.Language, s.URL} {
		if !utf8.ValidString(said) || strings.ContainsAny(said, "\n\r") {
			t.Errorf("metadata of more than a line: %+q", said)
		}
	}
	at := 0
	for _, b := range s.Blocks {
		if b.Span.Start < at || b.Span.End > len(s.Text) || b.Span.Empty() {
			t.Fatalf("block %v after %d in a text of %d bytes", b.Span, at, len(s.Text))
		}
		if gap := s.Text[at:b.Span.Start]; s.Format != "markdown" && strings.Trim(gap, "\n") != "" {
			t.Errorf("words in no block: %q", gap)
		}
		at = b.Span.End
		checkRuns(t, b)
		if b.Kind == model.Speaker && (!b.Span.Covers(b.Name) || b.Name.Empty()) {
			t.Errorf("a speaker %v named at %v", b.Span, b.Name)
		}
	}
	d := model.Parse(s.Source)
	if d.Text != s.Text {
		t.Error("the model changed the text")
	}
}

// TestDocuments compares what is read of each document with what is written in
// testdata/documents: what it says of itself, and its blocks.
func TestDocuments(t *testing.T) {
	alone(t) // with pdftotext as without
	names, err := filepath.Glob("../../testdata/documents/*.*")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if filepath.Ext(name) == ".md" {
			continue
		}
		s, err := Open(name, "")
		if err != nil {
			t.Error(err)
			continue
		}
		checkMade(t, s)
		got := fmt.Sprintf("%s, %s\n%s%s", s.Format, s.Encoding, strings.SplitAfterN(describe(s.Source), "\n", 2)[0], outlined(s.Source))
		golden := filepath.Join("testdata/documents", filepath.Base(name)+".golden")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := string(readFile(t, golden)); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
	}
}

// mustBeSound reads bytes twice and holds the laws of what a format makes:
// annotations hold only if the text is always the same.
func mustBeSound(t *testing.T, raw, name string) {
	t.Helper()
	first, err := Read(strings.NewReader(raw), name, "")
	again, errAgain := Read(strings.NewReader(raw), name, "")
	if first.Text != again.Text || !reflect.DeepEqual(first.Blocks, again.Blocks) || fmt.Sprint(err) != fmt.Sprint(errAgain) {
		t.Errorf("read twice: %v and %v", err, errAgain)
	}
	if err == nil {
		checkMade(t, first)
	} else if strings.Contains(err.Error(), "\n") || errors.Unwrap(err) == nil {
		t.Errorf("an odd error: %v", err)
	}
}
