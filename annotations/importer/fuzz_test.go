package importer

import (
	"io"
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
		checkRead(t, speech, file, err, len(data))
	})
}

// FuzzDocx gives a Word document any text, comments and threads.
func FuzzDocx(f *testing.F) {
	for _, sample := range [][]byte{sample(f, "word.docx"), sample(f, "export.docx")} {
		p, err := openPackage(sample)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(unzipped(f, p, "word/document.xml"), unzipped(f, p, "word/comments.xml"), unzipped(f, p, "word/commentsExtended.xml"), true)
	}
	speech := opened(f, "lincoln-1865.txt")
	f.Fuzz(func(t *testing.T, document, comments, threads string, ours bool) {
		parts := map[string]string{
			"[Content_Types].xml": contentTypes, "word/document.xml": document, "word/footnotes.xml": document,
			"word/comments.xml": comments, "word/commentsExtended.xml": threads, "docProps/core.xml": comments,
		}
		if ours {
			parts["docProps/custom.xml"] = `<Properties><property name="lectern"><lpwstr>role</lpwstr></property></Properties>`
		}
		file, err := Read(zipped(t, parts), "a.docx", "")
		checkRead(t, speech, file, err, len(document)+len(comments))
	})
}

// FuzzODT gives an OpenDocument text any content.
func FuzzODT(f *testing.F) {
	f.Add(openDocument(odtPara("a ", noted("1", "n"), styled("Y", "b"), notedEnd("1")))["content.xml"], "point")
	f.Add(`<text:p><text:span><office:annotation><text:p>a</office:annotation></text:p>`, "")
	speech := opened(f, "lincoln-1865.txt")
	f.Fuzz(func(t *testing.T, content, ours string) {
		parts := openDocument("")
		parts["content.xml"] = content
		parts["meta.xml"] = `<office:meta><meta:user-defined meta:name="` + ours + `">role</meta:user-defined></office:meta>`
		file, err := Read(zipped(t, parts), "a.odt", "")
		checkRead(t, speech, file, err, len(content))
	})
}

func unzipped(t testing.TB, p *wordPackage, name string) string {
	t.Helper()
	r, err := p.File(name)
	if err != nil {
		t.Fatal(err)
	}
	if r == nil {
		return ""
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// checkRead holds what was read of a file of so many bytes against what fuzz says.
func checkRead(t *testing.T, speech Speech, file File, err error, size int) {
	t.Helper()
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
	if size > 1<<13 {
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
}
