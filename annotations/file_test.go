package annotations

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lectern/model"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

const sampleText = "同志们：\n\n要坚持人民至上，“**执政为民**”。\tTab <b>&\n\nשלום עולם 👨‍👩‍👧 end\u2028of\u0007 line.\n"

// sampleNotes are notes with everything in them, the same every time.
func sampleNotes(t testing.TB) *Notes {
	d := document(sampleText)
	n := NewNotes()
	n.Document.ID = "urn:uuid:00000000-0000-4000-8000-000000000000"
	n.Describe(d, "gb18030")
	s := NewSet(n)
	for i, quote := range []string{"人民至上", "“**执政为民**”。\tTab <b>&", "同志们：\n\n要", "עולם 👨‍👩‍👧", "of\u0007 line"} {
		a := New(d, spanOf(t, d, quote), later(i))
		a.ID = "urn:uuid:" + string(rune('a'+i))
		a.Color = Colors[i]
		a.Creator = "李"
		s.Add(later(i), a)
	}
	s.Change(later(10), "urn:uuid:a", func(a *Annotation) {
		a.Note = "与 **2022** 版对照。\n\n<script>\"quoted\"\\ \u2028\u007f\u009b"
		a.Tags = []string{"政策/用地", "b"}
	})
	s.Remove(later(11), "urn:uuid:c")
	s.SetRole(later(12), Yellow, "论点 <1>")
	s.SetInfo(later(12), "speaker", "李 <华>")
	s.SetInfo(later(12), "url", "https://example.org/talk?a=1&b=2")
	s.Rule(later(13), d, model.Ruling{At: spanOf(t, d, "要坚持").Start, Level: 2})
	n = s.Notes()
	for i := range n.Tags {
		n.Tags[i].ID = "urn:uuid:tag-" + n.Tags[i].Path
	}
	slices.SortFunc(n.Tags, func(a, b Tag) int { return strings.Compare(a.ID, b.ID) })
	n.origin = nil
	return n
}

func TestFileIsAsItIsWritten(t *testing.T) {
	golden(t, "notes.golden.json", sampleNotes(t).Encode())
}

func TestLoadedAndSavedIsTheSame(t *testing.T) {
	data := sampleNotes(t).Encode()
	n, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if again := n.Encode(); !bytes.Equal(again, data) {
		t.Errorf("got\n%s\nwant\n%s", again, data)
	}
	if text, ok := n.textOf(textHash(sampleText)); !ok || text != sampleText {
		t.Errorf("the text came back as %q", n.Texts)
	}
}

func TestOneRecordALine(t *testing.T) {
	data := sampleNotes(t).Encode()
	lines := strings.Split(string(data), "\n")
	records := 0
	for _, line := range lines {
		if strings.HasPrefix(line, `{"id":"urn:uuid:`) && strings.Contains(line, `"Annotation"`) {
			records++
		}
	}
	if records != 5 {
		t.Errorf("%d records stand on a line of their own, want 5", records)
	}
	if strings.ContainsAny(string(data), "\r\u2028\u007f\u009b\u0007\t") {
		t.Error("a control character or a line separator stands in the file as itself")
	}
}

// What lectern does not know comes back as it was, byte for byte, at every
// level: also names that differ only in case, long integers, numbers as they
// were written, escapes, and blank space.
func TestUnknownFieldsAreKept(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "unknown.json"))
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	n, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Encode(); !bytes.Equal(got, data) {
		t.Errorf("got\n%s\nwant\n%s", got, data)
	}
	if len(n.Annotations) != 1 || n.Annotations[0].Note != "note" || n.Annotations[0].Color != Yellow {
		t.Errorf("the known fields are lost among the others: %+v", n.Annotations)
	}

	// An edit of what is known leaves the rest alone.
	s := NewSet(n)
	s.Change(later(100), "urn:uuid:a", func(a *Annotation) { a.Note = "other"; a.Color = Red })
	got := string(s.Notes().Encode())
	for _, kept := range []string{`"ID":12345678901234567890123`, `{"type":"Choice", "items":[1e400]}`, `"language":"zh"`, `"refinedBy":{"a":1.50}`, `{"type":"XPathSelector","value":"/p[1]"}`, `"\u0041b":"\ud800"`} {
		if !strings.Contains(got, kept) {
			t.Errorf("after an edit %s is gone from\n%s", kept, got)
		}
	}
	if strings.Contains(got, `"styleClass":"yellow"`) || !strings.Contains(got, `"value":"other"`) {
		t.Errorf("the edit is not in\n%s", got)
	}
}

// Other programs write what the W3C model allows and we do not.
func TestForeignRecords(t *testing.T) {
	tests := []struct{ name, record, keeps string }{
		{"one body, one selector, one motivation", `{"id":"x","type":"Annotation","motivation":"commenting","body":{"type":"TextualBody","purpose":"commenting","value":"n"},"target":{"source":"s","selector":{"type":"TextQuoteSelector","exact":"人民"}}}`, `"value":"n"`},
		{"a body that is an IRI", `{"id":"x","body":"http://example.org/a","target":{}}`, `"body":["http://example.org/a"]`},
		{"a creator that is an IRI", `{"id":"x","creator":"http://example.org/li","target":{}}`, `"creator":"http://example.org/li"`},
		{"two creators", `{"id":"x","creator":[{"name":"a"},{"name":"b"}],"target":{}}`, `"creator":[{"name":"a"},{"name":"b"}]`},
		{"another state", `{"id":"x","target":{"state":{"type":"HttpRequestState","value":"Accept: text/plain"}}}`, `"state":{"type":"HttpRequestState","value":"Accept: text/plain"}`},
		{"two comments", `{"id":"x","target":{},"body":[{"type":"TextualBody","purpose":"commenting","value":"a"},{"type":"TextualBody","purpose":"commenting","value":"b"}]}`, `{"type":"TextualBody","purpose":"commenting","value":"b"}`},
		{"another motivation", `{"id":"x","motivation":["questioning","tagging"],"target":{}}`, `"motivation":["highlighting","questioning"]`},
		{"a position beyond int", `{"id":"x","target":{"selector":{"type":"TextPositionSelector","start":1,"end":99999999999999999999}}}`, `"end":99999999999999999999`},
		{"another type", `{"id":"x","type":["Annotation","oa:Foo"],"target":{}}`, `"type":["Annotation","oa:Foo"]`},
		{"a time elsewhere", `{"id":"x","created":"2026-11-23T09:02:03.5+08:00","target":{}}`, `"created":"2026-11-23T01:02:03.5Z"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, err := Decode(fileWith(test.record))
			if err != nil {
				t.Fatal(err)
			}
			data := n.Encode()
			if !bytes.Contains(data, []byte(test.keeps)) {
				t.Errorf("%s is not in\n%s", test.keeps, data)
			}
			again, err := Decode(data)
			if err != nil || !bytes.Equal(again.Encode(), data) {
				t.Errorf("%v: it does not come back as it was", err)
			}
		})
	}
}

// fileWith is a notes file with these records.
func fileWith(records ...string) []byte {
	return []byte(`{"format":"lectern-notes","version":1,"document":{"id":"urn:uuid:d"},"annotations":[` +
		strings.Join(records, ",") + `]}`)
}

func TestFilesThatAreRefused(t *testing.T) {
	whole := sampleNotes(t).Encode()
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrBroken},
		{"blank", []byte(" \n"), ErrBroken},
		{"cut off", whole[:len(whole)/2], ErrBroken},
		{"zeros", make([]byte, 4096), ErrBroken},
		{"something after it", append(bytes.Clone(whole), "{}"...), ErrBroken},
		{"not UTF-8", bytes.Replace(whole, []byte("李"), []byte("\xc0\xee"), 1), ErrBroken},
		{"a list", []byte("[]"), ErrBroken},
		{"another format", []byte(`{"format":"other","version":1}`), ErrBroken},
		{"the format in capitals", []byte(`{"Format":"lectern-notes","version":1}`), ErrBroken},
		{"no version", []byte(`{"format":"lectern-notes"}`), ErrBroken},
		{"no document", []byte(`{"format":"lectern-notes","version":1,"annotations":[]}`), ErrBroken},
		{"version as text", []byte(`{"format":"lectern-notes","version":"1"}`), ErrBroken},
		{"a newer version", bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":2`), 1), ErrNewer},
		{"a much newer version", bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":99999999999999999999`), 1), ErrNewer},
		{"a name twice", []byte(`{"format":"lectern-notes","version":1,"version":1,"document":{"id":"d"}}`), ErrBroken},
		{"a name twice in a record", fileWith(`{"id":"x","id":"y","target":{}}`), ErrBroken},
		{"a name twice, once escaped", fileWith(`{"id":"x","\u0069d":"y","target":{}}`), ErrBroken},
		{"a record that is no object", fileWith(`7`), ErrBroken},
		{"a record without an id", fileWith(`{"target":{}}`), ErrBroken},
		{"a time that is none", fileWith(`{"id":"x","created":"yesterday"}`), ErrBroken},
		{"a time past the last year", fileWith(`{"id":"x","created":"9999-12-31T23:59:59-08:00"}`), ErrBroken},
		{"annotations that are no list", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"annotations":{}}`), ErrBroken},
		{"half a character", fileWith(`{"id":"\ud83d"}`), ErrBroken},
		{"a git conflict", []byte("{\n<<<<<<< HEAD\n{}\n=======\n>>>>>>> other\n"), ErrConflict},
		{"too deep", fileWith(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)), ErrBroken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Decode(test.data)
			if !errors.Is(err, test.want) {
				t.Fatalf("the error is %v, want %v", err, test.want)
			}
			if test.want == ErrConflict && !errors.Is(err, ErrBroken) {
				t.Error("a conflict is no whole file either")
			}
		})
	}
}

func TestANewerFileIsReadAsFarAsPossible(t *testing.T) {
	data := bytes.Replace(sampleNotes(t).Encode(), []byte(`"version":1`), []byte(`"version":2`), 1)
	n, err := Decode(data)
	if !errors.Is(err, ErrNewer) || len(n.Live()) != 4 {
		t.Errorf("%v, %d annotations", err, len(n.Live()))
	}
}

func TestTwoRecordsOfOneID(t *testing.T) {
	old := `{"id":"x","modified":"2026-01-01T00:00:00Z","body":[{"type":"TextualBody","purpose":"commenting","value":"old"}],"target":{}}`
	recent := strings.ReplaceAll(strings.ReplaceAll(old, "2026", "2027"), "old", "new")
	for _, records := range [][]string{{old, recent}, {recent, old}} {
		n, err := Decode(fileWith(records...))
		if err != nil || len(n.Annotations) != 1 {
			t.Fatalf("%v, %d annotations", err, len(n.Annotations))
		}
		if a := n.Annotations[0]; a.Note != "new" || len(a.History) != 1 || a.History[0] != "old" {
			t.Errorf("note %q, history %q", a.Note, a.History)
		}
	}
}

// Every record has what the Web Annotation Data Model asks for, and its
// positions agree with its quote.
func TestRecordsAreWebAnnotations(t *testing.T) {
	points := []rune(sampleText)
	for _, a := range sampleNotes(t).Annotations {
		var record struct {
			ID, Type, Created, Modified string
			Motivation                  []string
			Creator                     struct{ Type, Name string }
			Body                        []struct{ Type, Purpose, Format, Value string }
			Target                      struct {
				Source     string
				StyleClass string
				Selector   []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
				State struct{ Type, SourceDate, Cached string }
			}
		}
		decoder := json.NewDecoder(bytes.NewReader(a.Record()))
		if err := decoder.Decode(&record); err != nil {
			t.Fatal(err)
		}
		quote, position := record.Target.Selector[0], record.Target.Selector[1]
		switch {
		case record.ID == "" || record.Type != "Annotation" || record.Created == "" || record.Creator.Name != "李":
			t.Errorf("the head is wrong in %s", a.Record())
		case record.Target.Source != "urn:uuid:00000000-0000-4000-8000-000000000000" || record.Target.StyleClass != string(a.Color):
			t.Errorf("the target is wrong in %s", a.Record())
		case quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector":
			t.Errorf("the selectors are wrong in %s", a.Record())
		case string(points[position.Start:position.End]) != quote.Exact:
			t.Errorf("the positions give %q, the quote is %q", string(points[position.Start:position.End]), quote.Exact)
		case record.Target.State.Cached != "urn:sha256:"+textHash(sampleText) || record.Target.State.SourceDate == "":
			t.Errorf("the state is wrong in %s", a.Record())
		}
		for _, body := range record.Body {
			if body.Type != "TextualBody" || body.Value == "" || body.Purpose == "commenting" && body.Format != "text/markdown" {
				t.Errorf("a body is wrong in %s", a.Record())
			}
		}
	}
}

func FuzzLoadSave(f *testing.F) {
	f.Add(sampleNotes(f).Encode())
	unknown, err := os.ReadFile(filepath.Join("testdata", "unknown.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(unknown)
	f.Add(fileWith(`{"id":"x","target":{}}`, `{"id":"x","target":{},"body":["\ufffd�"]}`))
	other := bytes.ReplaceAll(sampleNotes(f).Encode(), []byte("2022"), []byte("2023"))
	f.Add(conflicted(sampleNotes(f).Encode(), other, false))
	f.Add(bytes.ReplaceAll(other, []byte(","), nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Decode(data)
		if err != nil {
			return
		}
		saved := n.Encode()
		if !json.Valid(saved) || !utf8.Valid(saved) {
			t.Fatalf("saved as\n%s", saved)
		}
		again, err := Decode(saved)
		if err != nil {
			t.Fatalf("%v in\n%s", err, saved)
		}
		if twice := again.Encode(); !bytes.Equal(twice, saved) {
			t.Fatalf("saved as\n%s\nthen as\n%s", saved, twice)
		}
		Anchor(document(sampleText), n)
	})
}
