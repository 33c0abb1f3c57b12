package annotations

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lectern/model"
)

// What is done in one step is undone and done again in one, also after a restart.
func TestOneStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSet(drawNotes(t))
		before, steps := shown(s), len(s.done)
		s.InOneStep(func() {
			for i := range rapid.IntRange(1, 8).Draw(t, "edits") {
				drawEdit(t, s, 10+i)
			}
		})
		after := shown(s)
		if len(s.done) == steps {
			return // edits that changed nothing
		}
		if len(s.done) != steps+1 {
			t.Fatalf("it is %d steps", len(s.done)-steps)
		}
		if _, ok := s.Undo(later(100)); !ok || shown(s) != before {
			t.Fatalf("undone:\n%s\nwant\n%s", shown(s), before)
		}
		again := restarted(t, s)
		if _, ok := again.Redo(later(101)); !ok || shown(again) != after {
			t.Fatalf("done again after a restart:\n%s\nwant\n%s", shown(again), after)
		}
		again = restarted(t, again)
		if what, ok := again.Undo(later(102)); !ok || what.Kept || shown(again) != before {
			t.Fatalf("undone after a restart:\n%s\nwant\n%s", shown(again), before)
		}
	})
}

// What others have changed since stays, and the rest of the step goes.
func TestOneStepThatOthersChanged(t *testing.T) {
	s := NewSet(NewNotes())
	s.InOneStep(func() {
		s.Add(later(1), Annotation{ID: "urn:uuid:a", Note: "a"})
		s.Add(later(1), Annotation{ID: "urn:uuid:b", Note: "b"})
	})
	other := NewSet(s.Notes())
	other.Change(later(2), "urn:uuid:a", func(a *Annotation) { a.Note = "changed" })
	s.Replace(other.Notes())
	what, ok := s.Undo(later(3))
	if _, there := s.Get("urn:uuid:b"); !ok || what.Kept || there {
		t.Errorf("undone %v, kept %v, b is there %v", ok, what.Kept, there)
	}
	if a, there := s.Get("urn:uuid:a"); !there || a.Note != "changed" {
		t.Errorf("what others changed is %+v, %v", a, there)
	}
}

// A thousand notes that came in at once can be taken back in the next session.
func TestALargeStepIsKept(t *testing.T) {
	d := document(strings.Repeat("要坚持人民至上，要坚持实事求是，一件一件抓落实。\n", 100))
	s := NewSet(NewNotes())
	s.InOneStep(func() {
		for i := range 1000 {
			a := New(d, model.Span{Start: 3 * i, End: 3*i + 60}, start)
			a.ID = fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", i)
			a.Color, a.Note = Yellow, "与去年的文本对照。"
			s.Add(start, a)
		}
	})
	n := s.Notes()
	n.journal = decodeJournal(s.journal.encode("d"), "d")
	again := NewSet(n)
	if _, ok := again.Undo(later(1)); !ok || len(again.Annotations()) != 0 {
		t.Errorf("undone %v, %d are left", ok, len(again.Annotations()))
	}
}

func TestAddTag(t *testing.T) {
	s := NewSet(NewNotes())
	s.Add(later(1), Annotation{ID: "urn:uuid:a", Tags: []string{"used"}})
	for i, tag := range []Tag{
		{ID: "urn:uuid:t", Path: " #policy / land ", Color: Green, Description: "d"},
		{Path: "policy/land", Color: Red, Description: "e"}, // has both
		{Path: "policy"}, // only above one that is there
		{Path: " # "},
		{ID: "urn:uuid:t", Path: "other"}, // an id that another tag has
		{Path: "used", Color: Blue},
		{Path: "used", Description: "u"},
	} {
		s.AddTag(later(2+i), tag)
	}
	if _, err := s.RenameTag(later(20), "policy/land", "land"); err != nil {
		t.Fatal(err)
	}
	s.AddTag(later(21), Tag{Path: "policy/land", Color: Red}) // an old name
	var got []string
	for _, c := range s.Notes().TagCounts() {
		got = append(got, fmt.Sprintf("%s %s %s", c.Path, c.Color, c.Description))
	}
	if want := []string{"land green d", "other  ", "policy  ", "used blue u"}; !slices.Equal(got, want) {
		t.Errorf("the tags are %q", got)
	}
}

func TestReadRecord(t *testing.T) {
	a := Annotation{
		ID: "urn:uuid:a", Color: Red, Note: "n", Tags: []string{"t/u"}, Creator: "李", Created: start, Modified: later(1),
		Target: Target{Exact: "人民至上", Prefix: "坚持", Start: 2, End: 6, Revision: "ab", Seen: start, Source: "urn:uuid:d"},
	}
	read, err := ReadRecord(a.Record())
	if err != nil || !read.same(a) {
		t.Errorf("%+v, %v", read, err)
	}
	whole := written(func(w *writer) {
		b := a
		b.Deleted, b.History, b.changed = later(2), []string{"old"}, stamps{noteField: later(1)}
		writeAnnotation(w, b, true)
	})
	if read, err = ReadRecord([]byte(whole)); err != nil || !read.same(a) {
		t.Errorf("with what only a notes file says: %+v, %v", read, err)
	}
	for _, bad := range []string{"", "{", "[]", "7", `{"id":7}`, `{"type":"Annotation"}`, `{"id":"a","id":"b"}`} {
		if _, err := ReadRecord([]byte(bad)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
