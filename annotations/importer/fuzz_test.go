package importer

import (
	"testing"

	"lectern/annotations"
)

func FuzzCodebook(f *testing.F)       { fuzz(f, "qdc") }
func FuzzKOReader(f *testing.F)       { fuzz(f, "koreader") }
func FuzzHypothesis(f *testing.F)     { fuzz(f, "hypothesis") }
func FuzzWebAnnotations(f *testing.F) { fuzz(f, "json") }
func FuzzLines(f *testing.F)          { fuzz(f, "jsonl") }
func FuzzReadwise(f *testing.F)       { fuzz(f, "csv") }
func FuzzKindle(f *testing.F)         { fuzz(f, "kindle") }
func FuzzMarkdown(f *testing.F)       { fuzz(f, "markdown") }

// fuzz gives a format anything. It reads it whole or not at all; what it reads has
// names and a place in the file, and goes into notes that can be read again, once.
func fuzz(f *testing.F, format string) {
	for name, of := range formatOf {
		if of == format {
			f.Add(sample(f, name))
		}
	}
	speech := opened(f, "lincoln-1865.txt")
	f.Fuzz(func(t *testing.T, data []byte) {
		Read(data, "", "") // recognised by what it holds, whatever that is
		file, err := Read(data, "", format)
		if err != nil {
			if len(file.Items)+len(file.Tags) > 0 {
				t.Fatalf("with %v there are %d items", err, len(file.Items))
			}
			return
		}
		ids := map[string]bool{}
		for _, i := range file.Items {
			if !isIRI(i.ID) || i.Where == "" || i.empty() {
				t.Fatalf("an item is %+v", i)
			}
			ids[i.ID] = true
		}
		if len(data) > 1<<13 {
			return // anchoring has a fuzz target of its own
		}
		into := speech.fresh()
		after := into.with(Plan(into, file, start))
		n, err := annotations.Decode(after.Notes.Encode())
		if err != nil {
			t.Fatalf("%v in\n%s", err, after.Notes.Encode())
		}
		for _, a := range n.Live() {
			if !ids[a.ID] {
				t.Fatalf("in the notes is %+v", a)
			}
		}
		after.Notes = n
		if again := Plan(after, file, start); len(again.Added)+len(again.Tags) > 0 {
			t.Fatalf("again: %s", outcome(again))
		}
	})
}
