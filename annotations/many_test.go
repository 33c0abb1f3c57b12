package annotations

import (
	"fmt"
	"slices"
	"testing"
)

// One more mark copies no other record, and a snapshot is not told from the one
// before it by what the records say.
func TestAnEditLeavesTheOtherRecordsAlone(t *testing.T) {
	set := NewSet(NewNotes())
	for i := range 1000 {
		set.Add(later(i), Annotation{Note: fmt.Sprint(i)})
	}
	before := set.Notes()
	set.Add(later(2000), Annotation{ID: "urn:uuid:5", Note: "new"})
	after := set.Notes()
	set.Change(later(2001), "urn:uuid:5", func(a *Annotation) { a.Note = "newer" })
	if len(before.Annotations) != 1000 || after.find("urn:uuid:5").Note != "new" {
		t.Fatal("a snapshot changed")
	}
	for _, a := range before.Annotations {
		if after.find(a.ID) != a {
			t.Fatalf("%s was copied", a.ID)
		}
	}
	if got := after.Changed(before); !slices.Equal(got, []string{"urn:uuid:5"}) {
		t.Errorf("changed: %q", got)
	}
}

func TestChangedAnnotations(t *testing.T) {
	set := NewSet(NewNotes())
	for _, id := range []string{"a", "b", "c", "d"} {
		set.Add(later(1), Annotation{ID: id, Note: id})
	}
	before := set.Notes()
	again, err := Decode(before.Encode())
	if err != nil || len(again.Changed(before)) != 0 {
		t.Fatalf("%v, other copies of the same records: %q", err, again.Changed(before))
	}
	set.Remove(later(2), "b")
	set.Add(later(2), Annotation{ID: "e"})
	set.Add(later(2), Annotation{ID: "aa"})
	after := set.Notes()
	if got, want := after.Changed(before), []string{"aa", "b", "e"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := before.Changed(after), after.Changed(before); !slices.Equal(got, want) {
		t.Errorf("the other way round %q, want %q", got, want)
	}
}

// Taking in what a save wrote, with nothing edited meanwhile, makes no new list.
func TestASaveMakesNoNewList(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	set.Add(later(20), Annotation{ID: "urn:uuid:z"})
	n := set.Notes()
	saved, err := s.Save(n)
	if err != nil {
		t.Fatal(err)
	}
	if !sameList(saved.Annotations, n.Annotations) {
		t.Error("the notes that were saved are another list")
	}
	set.Replace(saved)
	if !sameList(set.notes.Annotations, n.Annotations) {
		t.Error("the set has another list")
	}
	set.Add(later(21), Annotation{ID: "urn:uuid:y"})
	if saved.find("urn:uuid:y") != nil {
		t.Error("an edit shows in what was saved")
	}
}

// What one edit leaves for undo is that edit, however many notes there are.
func TestTheJournalHoldsTheEditAlone(t *testing.T) {
	sizes := map[int]int{}
	for _, count := range []int{10, 1000} {
		n := NewNotes()
		n.Document.ID = "d"
		for i := range count {
			n.Annotations = append(n.Annotations, &Annotation{ID: fmt.Sprintf("urn:uuid:%06d", i), Note: "n"})
		}
		set := NewSet(n)
		set.Add(later(1), Annotation{ID: "urn:uuid:z", Note: "new"})
		set.Undo(later(2))
		sizes[count] = len(set.Notes().journal.encode("d"))
	}
	if sizes[10] != sizes[1000] {
		t.Errorf("with 10 notes %d bytes, with 1,000 %d", sizes[10], sizes[1000])
	}
}
