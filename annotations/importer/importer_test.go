package importer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files")

// formatOf says what format each sample is of.
var formatOf = map[string]string{
	"kindle-zh.txt": "kindle", "kindle-en.txt": "kindle", "kindle-others.txt": "kindle",
	"koreader.json": "koreader", "koreader-many.json": "koreader",
	"hypothesis-export.json": "hypothesis", "hypothesis-search.json": "hypothesis", "hypothesis.csv": "hypothesis",
	"readwise-export.csv": "csv", "readwise-import.csv": "csv",
	"w3c-others.json": "json", "export.json": "json", "export.jsonl": "jsonl",
	"export.md": "markdown", "export-tags.md": "markdown",
	"codebook.qdc": "qdc",
	"export.docx":  "docx", "word.docx": "docx",
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	if name == "word.docx" {
		return wordSample(t)
	}
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shown is a file as the golden files have it, a field a line.
func shown(f File) string {
	var b strings.Builder
	for _, tag := range f.Tags {
		fmt.Fprintf(&b, "tag %q %s %q %s\n", tag.Path, tag.Color, tag.Description, tag.ID)
	}
	for _, i := range f.Items {
		fmt.Fprintf(&b, "%s of %q\n", i.Where, i.Titles)
		for _, field := range [][2]string{
			{"exact", i.Target.Exact}, {"prefix", i.Target.Prefix}, {"suffix", i.Target.Suffix}, {"source", i.Target.Source},
			{"revision", i.Target.Revision}, {"note", i.Note}, {"tags", strings.Join(i.Tags, ", ")}, {"creator", i.Creator},
		} {
			if field[1] != "" {
				fmt.Fprintf(&b, "  %s %q\n", field[0], field[1])
			}
		}
		fmt.Fprintf(&b, "  color %s %v\n  id %s\n", i.Color, i.Uncolored, i.ID)
		for _, moment := range []time.Time{i.Created, i.Modified} {
			if !moment.IsZero() {
				fmt.Fprintf(&b, "  at %s\n", moment.Format(time.RFC3339Nano))
			}
		}
	}
	return b.String()
}

// Every sample is recognised by what it holds, and reads as its golden file says.
func TestSamples(t *testing.T) {
	for name, format := range formatOf {
		data := sample(t, name)
		file, err := Read(data, "", "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if file.Format != format {
			t.Errorf("%s is read as %s", name, file.Format)
		}
		path := filepath.Join("testdata", name+".golden")
		got := shown(file)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
			t.Errorf("%s differs; got:\n%s", path, got)
		}
		if IsPacked(data) {
			continue
		}
		again, err := Read([]byte("\uFEFF"+strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n", "\r\n")), "x", format)
		if err != nil || shown(again) != got {
			t.Errorf("%s with a byte order mark and Windows' line ends: %v\n%s", name, err, shown(again))
		}
	}
}
