package annotations

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// selected is a record with a quote and positions.
func selected(id, start, end string) string {
	return fmt.Sprintf(`{"id":%q,"target":{"selector":[{"type":"TextQuoteSelector","exact":"人民"},{"type":"TextPositionSelector","start":%s,"end":%s}],"state":{"type":"TimeState","cached":"urn:sha256:%s"}}}`,
		id, start, end, textHash(sampleText))
}

// Notes files that make no sense are read or refused, and never written over
// when they are refused; nothing panics, and every place is within the text.
func TestNotesFilesThatMakeNoSense(t *testing.T) {
	whole := sampleNotes(t).Encode()
	tests := []struct {
		name    string
		data    []byte
		refused bool
	}{
		{"negative positions", fileWith(selected("x", "-5", "-1"), selected("y", "-5", "3")), false},
		{"crossing positions", fileWith(selected("x", "9", "3")), false},
		{"positions past the end", fileWith(selected("x", "5", "99999"), selected("y", "99998", "99999"), selected("z", "9223372036854775806", "9223372036854775807")), false},
		{"positions that are no whole numbers", fileWith(selected("x", "1.5", "1e2")), false},
		{"positions as text", fileWith(selected("x", `"1"`, "null")), false},
		{"paths as ids", fileWith(selected("../../etc/passwd", "1", "2"), selected("/dev/null", "1", "2"), selected(`..\..\x`, "1", "2")), false},
		{"one id many times", fileWith(selected("x", "1", "2"), selected("x", "3", "4"), selected("x", "1", "2")), false},
		{"a selector that is null", fileWith(`{"id":"x","target":{"selector":null,"state":null}}`), false},
		{"a target that is text", fileWith(`{"id":"x","target":"urn:x"}`), true},
		{"a body of numbers", fileWith(`{"id":"x","body":[1,true,null,[]],"target":{}}`), false},
		{"an id that is a number", fileWith(`{"id":7,"target":{}}`), true},
		{"tags that are no list", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"tags":"a"}`), true},
		{"text that is a number", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"text":[1]}`), true},
		{"texts that are no lists", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"texts":["a"]}`), true},
		{"roles that are a list", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"roles":[]}`), true},
		{"a role that is a number", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"roles":{"red":1}}`), true},
		{"a tag without an id", []byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"tags":[{"path":"a"}]}`), true},
		{"a document that is a list", []byte(`{"format":"lectern-notes","version":1,"document":[]}`), true},
		{"stamps that are text", fileWith(`{"id":"x","changed":{"note":"soon"},"target":{}}`), true},
		{"half a character", fileWith(`{"id":"x","history":["\udc00"],"target":{}}`), true},
		{"invalid UTF-8", fileWith("{\"id\":\"x\xff\",\"target\":{}}"), true},
		{"ten thousand deep", fileWith(`{"id":"x","x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `,"target":{}}`), true},
		{"ten thousand objects deep", fileWith(`{"id":"x","x":` + strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000) + `,"target":{}}`), true},
		{"zeros inside", append(bytes.Clone(whole[:200]), make([]byte, 5000)...), true},
		{"a newer version", bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":2`), 1), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStore(t, test.data)
			n, err := s.Load()
			if refused := err != nil; refused != test.refused {
				t.Fatalf("the error is %v", err)
			}
			if err != nil {
				checkError(t, err, s.Path)
			}
			d := document(sampleText)
			for _, p := range Anchor(d, n) {
				if p.Anchored() && (p.Span.Start < 0 || p.Span.Empty() || p.Span.End > len(sampleText)) {
					t.Errorf("a place is %+v", p)
				}
			}
			set := NewSet(n)
			set.Add(later(20), Annotation{ID: "urn:uuid:z"})
			if _, err := s.Save(set.Notes()); (err != nil) != test.refused {
				t.Errorf("saved: %v", err)
			}
			if test.refused && !bytes.Equal(onDisk(t, s), test.data) {
				t.Error("the file changed")
			}
		})
	}
}

// Cut off after any byte, a file is refused and left as it is, and what stands
// whole in it is shown.
func TestNotesFilesCutAnywhere(t *testing.T) {
	whole := sampleNotes(t).Encode()
	s := newStore(t, whole)
	shown := 0
	for cut := range len(whole) - 2 { // the last two bytes are "}\n"
		n, err := Decode(whole[:cut])
		if !errors.Is(err, ErrBroken) || n != nil && len(n.Annotations) < shown || n == nil && shown > 0 {
			t.Fatalf("cut after %d bytes: %v, notes %v", cut, err, n)
		}
		if n != nil {
			shown = len(n.Annotations)
		}
		if cut%100 == 0 {
			leftAlone(t, s, whole[:cut], shown)
		}
	}
	if shown != 5 {
		t.Errorf("%d of 5 annotations are shown", shown)
	}
}

// leftAlone checks that a store shows so many annotations of a damaged file and
// does not write to it.
func leftAlone(t *testing.T, s *Store, data []byte, shown int) {
	t.Helper()
	if err := os.WriteFile(s.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := s.Load()
	if err == nil || len(n.Annotations) != shown {
		t.Fatalf("of %d bytes: %v, %d annotations", len(data), err, len(n.Annotations))
	}
	if _, err := s.Save(NewSet(n).Notes()); err == nil || !bytes.Equal(onDisk(t, s), data) {
		t.Fatalf("%d bytes were written over: %v", len(data), err)
	}
}
