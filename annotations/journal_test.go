package annotations

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// restarted is a set as the next session has it.
func restarted(t *rapid.T, s *Set) *Set {
	n := stored(t, s)
	n.journal = decodeJournal(s.journal.encode(n.Document.ID), n.Document.ID)
	if n.journal == nil {
		t.Fatalf("not read again:\n%s", s.journal.encode(n.Document.ID))
	}
	return NewSet(n)
}

// A restart between any two steps changes nothing in what undo and redo do.
func TestUndoAfterARestart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := NewSet(NewNotes())
		other := restarted(t, one)
		for i := range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				_, ok := one.Undo(later(i))
				if _, same := other.Undo(later(i)); ok != same {
					t.Fatalf("undone %v, after a restart %v", ok, same)
				}
			case 1:
				_, ok := one.Redo(later(i))
				if _, same := other.Redo(later(i)); ok != same {
					t.Fatalf("done again %v, after a restart %v", ok, same)
				}
			default:
				drawEdit(t, one, i)
				other = restarted(t, one)
				continue
			}
			if got, want := shown(other), shown(one); got != want {
				t.Fatalf("after a restart:\n%s\nwant\n%s", got, want)
			}
			other = restarted(t, other)
		}
	})
}

func TestTheJournalIsKeptWithTheNotes(t *testing.T) {
	s := newStore(t, nil)
	s.JournalDir = filepath.Join(t.TempDir(), "journal")
	set := load(t, s)
	set.Add(later(1), Annotation{ID: "urn:uuid:a", Note: "a"})
	set.Remove(later(2), "urn:uuid:a")
	save(t, s, set)

	next := *s
	again := load(t, &next)
	if what, ok := again.Undo(later(3)); !ok || what.ID != "urn:uuid:a" {
		t.Fatalf("%+v, %v", what, ok)
	}
	save(t, &next, again)
	last := *s
	if a, ok := load(t, &last).Get("urn:uuid:a"); !ok || a.Note != "a" {
		t.Error("what was deleted in another session cannot be brought back")
	}

	// Other notes at this path are no place for it.
	if err := os.WriteFile(s.Path, sampleNotes(t).Encode(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := load(t, s).Undo(later(4)); ok {
		t.Error("an edit of other notes was undone")
	}
}

func TestTheJournalIsBounded(t *testing.T) {
	s := NewSet(NewNotes())
	for i := range 2 * journalEdits {
		s.SetRole(later(i), Red, strings.Repeat("r", 1+i%2))
	}
	for range journalEdits / 2 {
		s.Undo(later(0))
	}
	j := decodeJournal(s.journal.encode("d"), "d")
	if len(j.undone) != journalEdits/2 || len(j.done) != journalEdits/2 {
		t.Errorf("%d edits and %d undone ones are kept", len(j.done), len(j.undone))
	}
	s.Add(later(1), Annotation{ID: "long", Note: strings.Repeat("长", journalBytes)})
	if j = decodeJournal(s.journal.encode("d"), "d"); len(j.done)+len(j.undone) != 0 {
		t.Errorf("%d edits are kept behind one that is too long", len(j.done))
	}
}

// Thousands of notes that came in at once, as large as a notes file may be, are taken
// back at once, also by the next program that has them open.
func TestALargeImportIsKeptInTheJournal(t *testing.T) {
	s := NewSet(NewNotes())
	s.InOneStep(func() {
		for i := range 3000 {
			s.Add(later(i), Annotation{Color: Red, Note: strings.Repeat("长", 500)})
		}
	})
	if size := len(s.Notes().Encode()); size > MaxFile {
		t.Fatalf("no notes file has %d bytes", size)
	}
	n := s.Notes()
	data := s.journal.encode("d")
	if n.journal = decodeJournal(data, "d"); len(data) > MaxFile || len(n.journal.done) != 1 {
		t.Fatalf("%d edits are kept in %d bytes", len(n.journal.done), len(data))
	}
	again := NewSet(n)
	if _, ok := again.Undo(later(4000)); !ok || len(again.Notes().Live()) != 0 {
		t.Errorf("%d notes are left", len(again.Notes().Live()))
	}
}

func TestJournalsThatAreNotRead(t *testing.T) {
	s := NewSet(NewNotes())
	s.SetRole(later(1), Red, "r")
	whole := string(s.journal.encode("d"))
	for name, data := range map[string]string{
		"empty":          "",
		"of other notes": strings.Replace(whole, `"d"`, `"e"`, 1),
		"cut off":        whole[:len(whole)-5],
		"not UTF-8":      strings.Replace(whole, "roles", "rol\xffes", 1),
		"zeros":          strings.Repeat("\x00", 99),
		"too few edits":  strings.Replace(whole, `"done":1`, `"done":2`, 1),
		"less than none": strings.Replace(whole, `"done":1`, `"done":-1`, 1),
	} {
		if decodeJournal([]byte(data), "d") != nil {
			t.Errorf("%s: it is read", name)
		}
	}

	// Edits that make no sense are passed over.
	bad := []string{`7`, `{"id":"a"}`, `{"id":"a","before":{"id":"a"},"after":{"id":"b"}}`, `{"tags":[{}]}`, `{"roles":{}}`, `{"roles":[{"before":{"color":"red"}}]}`}
	n := NewNotes()
	n.journal = decodeJournal([]byte(whole+strings.Join(bad, "\n")), "d")
	n.journal.done, n.journal.undone = slices.Concat(n.journal.done, n.journal.undone), nil
	if what, ok := NewSet(n).Undo(later(2)); !ok || len(what.roles) != 1 {
		t.Errorf("%+v, %v", what, ok)
	}
}

func TestAJournalThatCannotBeKeptIsNoFailure(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	for i, dir := range []string{filepath.Join(s.Path, "no folder"), t.TempDir()} {
		s.JournalDir = dir
		if i == 1 { // a folder where the journal should be
			path, err := resolve(s.Path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(s.journalPath(path), "x"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		set.SetRole(later(i), Red, strings.Repeat("r", 1+i))
		save(t, s, set)
	}
	if left, _ := filepath.Glob(filepath.Join(s.JournalDir, ".lectern*")); len(left) > 0 {
		t.Errorf("%q are left behind", left)
	}
}

func FuzzJournal(f *testing.F) {
	s := NewSet(sampleNotes(f))
	s.Change(later(20), "urn:uuid:a", func(a *Annotation) { a.Note, a.Tags = "n", []string{"t"} })
	s.RenameTag(later(21), "t", "new")
	s.RenameTag(later(21), "政策", "t")
	s.Rule(later(22), document(sampleText), s.notes.RulingsFor(sampleText)[0])
	s.SetRole(later(23), Red, "r")
	s.Undo(later(24))
	f.Add(s.journal.encode("d"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := NewNotes()
		n.journal = decodeJournal(data, "d")
		s := NewSet(n)
		for range 10 {
			s.Undo(later(30))
		}
		for range 20 {
			s.Redo(later(31))
		}
		if _, err := Decode(s.Notes().Encode()); err != nil {
			t.Fatal(err)
		}
	})
}
