package annotations

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// conflicted is what git leaves in a file where every difference of the sides is
// a conflict, or, with union, both sides' lines without its marks.
func conflicted(ours, theirs []byte, union bool) []byte {
	a, b := bytes.SplitAfter(ours, []byte("\n")), bytes.SplitAfter(theirs, []byte("\n"))
	var out []byte
	for len(a) > 0 || len(b) > 0 {
		i, j := nextCommon(a, b)
		if i+j > 0 {
			out = append(out, conflictOf(bytes.Join(a[:i], nil), bytes.Join(b[:j], nil), union)...)
		}
		a, b = a[i:], b[j:]
		if len(a) > 0 {
			out = append(out, a[0]...)
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// nextCommon is how many lines of each come before the next line of both.
func nextCommon(a, b [][]byte) (i, j int) {
	for sum := 0; sum <= len(a)+len(b); sum++ {
		for i := range min(sum, len(a)) + 1 {
			if j := sum - i; i < len(a) && j < len(b) && bytes.Equal(a[i], b[j]) {
				return i, j
			}
		}
	}
	return len(a), len(b)
}

func conflictOf(ours, theirs []byte, union bool) []byte {
	if union {
		return slices.Concat(ours, theirs)
	}
	return slices.Concat([]byte("<<<<<<< HEAD\n"), ours, []byte("=======\n"), theirs, []byte(">>>>>>> theirs\n"))
}

// drawSides are notes and two states of them that were edited apart.
func drawSides(t *rapid.T) (base, ours, theirs *Notes) {
	s := NewSet(NewNotes())
	for i := range rapid.IntRange(0, 6).Draw(t, "before") {
		drawEdit(t, s, i)
	}
	base = stored(t, s)
	sides := make([]*Notes, 2)
	for k := range sides {
		s := NewSet(base)
		for i := range rapid.IntRange(0, 6).Draw(t, "edits") {
			drawEdit(t, s, 100+2*i+k)
		}
		sides[k] = stored(t, s)
	}
	return base, sides[0], sides[1]
}

// stored are the notes of a set as a file has them.
func stored(t *rapid.T, s *Set) *Notes {
	n, err := Decode(s.Notes().Encode())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A file with git's conflict in it is read as both sides merged, and so is what
// a union merge made of it, where the lines of both go together.
func TestAConflictIsReadThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, ours, theirs := drawSides(t)
		want := Merge(&Notes{}, ours, theirs)
		got, err := Decode(conflicted(ours.Encode(), theirs.Encode(), false))
		if err != nil {
			t.Fatalf("%v in\n%s", err, conflicted(ours.Encode(), theirs.Encode(), false))
		}
		sameAnnotations(t, got, want)
		if got, err := Decode(conflicted(ours.Encode(), theirs.Encode(), true)); err == nil {
			sameAnnotations(t, got, want)
		}
	})
}

// sameAnnotations compares annotations. Of their history and their tags a merge
// that knows the ancestor says less.
func sameAnnotations(t interface{ Fatalf(string, ...any) }, got, want *Notes) {
	for _, wanted := range want.Annotations {
		a := *wanted
		found, ok := got.Find(a.ID)
		a.History, found.History, a.Tags, found.Tags = nil, nil, nil, nil
		if !ok || !found.same(a) {
			t.Fatalf("%s is\n%s\nwant\n%s", a.ID, found.Record(), a.Record())
		}
	}
}

// Cut off at any line, a file with a conflict or without is no whole file: what
// stands whole on its line can be read, and nothing else is made of it.
func TestFilesCutAtAnyLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, ours, theirs := drawSides(t)
		for _, data := range [][]byte{conflicted(ours.Encode(), theirs.Encode(), false), ours.Encode()} {
			all := Merge(&Notes{}, ours, theirs)
			lines := bytes.SplitAfter(data, []byte("\n"))
			for i := range lines[:len(lines)-2] {
				n, err := Decode(bytes.Join(lines[:i+1], nil))
				if !errors.Is(err, ErrBroken) {
					t.Fatalf("cut after line %d the error is %v", i, err)
				}
				if n == nil {
					continue
				}
				for _, a := range n.Annotations {
					if _, ok := all.Find(a.ID); !ok {
						t.Fatalf("%s is in no side", a.ID)
					}
				}
			}
		}
	})
}

func TestMend(t *testing.T) {
	a := `{"id":"a","target":{}}`
	b := `{"id":"b","target":{}}`
	head := "{\n\"format\":\"lectern-notes\",\n\"version\":1,\n\"document\":{\"id\":\"d\"},\n"
	tests := []struct {
		name, data string
		want       error
		ids        string
	}{
		{"as it is written", head + "\"annotations\":[\n" + a + ",\n" + b + "\n]\n}\n", nil, "ab"},
		{"no comma between records", head + "\"annotations\":[\n" + a + "\n" + b + "\n]\n}\n", nil, "ab"},
		{"a comma after the last record", head + "\"annotations\":[\n" + a + ",\n" + b + ",\n],\n}\n", nil, "ab"},
		{"a record twice", head + "\"annotations\":[\n" + a + ",\n" + a + "\n]\n}\n", nil, "a"},
		{"with CR LF", strings.ReplaceAll(head+"\"annotations\":[\n"+a+"\n"+b+"\n]\n}\n", "\n", "\r\n"), nil, "ab"},
		{"cut in a record", head + "\"annotations\":[\n" + a + ",\n" + b[:9], ErrBroken, "a"},
		{"cut after a record", head + "\"annotations\":[\n" + a + ",\n", ErrBroken, "a"},
		{"zeros at the end", head + "\"annotations\":[\n" + a + ",\n" + strings.Repeat("\x00", 9), ErrBroken, "a"},
		{"a damaged record", head + "\"annotations\":[\n{\"id\":\"a,\n" + b + "\n]\n}\n", ErrBroken, "b"},
		{"a record that is not UTF-8", head + "\"annotations\":[\n{\"id\":\"\xff\",\"target\":{}},\n" + b + "\n]\n}\n", ErrBroken, "b"},
		{"something after the end", head + "\"annotations\":[\n" + a + "\n]\n}\n{}\n", ErrBroken, "a"},
		{"two files", head + "\"annotations\":[\n" + a + "\n]\n}\n" + head + "}\n", ErrBroken, "a"},
		{"a stray bracket", head + "\"annotations\":[\n" + a + "\n}\n]\n}\n", ErrBroken, "a"},
		{"half a conflict", head + "\"annotations\":[\n<<<<<<< HEAD\n" + a + "\n=======\n" + b + "\n]\n}\n", ErrConflict, "ab"},
		{"cut in a conflict", head + "\"annotations\":[\n<<<<<<< HEAD\n" + a + "\n", ErrConflict, "a"},
		{"marks out of order", head + "\"annotations\":[\n" + a + "\n>>>>>>> b\n" + b + "\n]\n}\n", ErrConflict, "a"},
		{"a conflict in the head", "{\n\"format\":\"lectern-notes\",\n\"version\":1,\n<<<<<<< a\n\"document\":{\"id\":\"d\"},\n=======\n\"document\":{\"id\":\"d\",\"title\":\"t\"},\n>>>>>>> b\n\"annotations\":[\n" + a + "\n]\n}\n", nil, "a"},
		{"a newer side", "{\n\"format\":\"lectern-notes\",\n<<<<<<< a\n\"version\":2,\n=======\n\"version\":1,\n>>>>>>> b\n\"document\":{\"id\":\"d\"},\n\"annotations\":[\n" + a + "\n]\n}\n", ErrNewer, "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, err := Decode([]byte(test.data))
			if !errors.Is(err, test.want) || n == nil {
				t.Fatalf("%v, want %v; notes %v", err, test.want, n)
			}
			ids := ""
			for _, a := range n.Annotations {
				ids += a.ID
			}
			if ids != test.ids {
				t.Errorf("%q are read, want %q", ids, test.ids)
			}
		})
	}
}
