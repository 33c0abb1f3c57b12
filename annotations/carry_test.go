package annotations

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lectern/model"
)

// Carrying loses nothing of either side, changes neither, and a second time
// changes nothing, also after edits in the new draft.
func TestCarryLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawNotes(t), drawNotes(t)
		fromBefore, toBefore := bytesOf(from), bytesOf(to)
		carried := Carry(from, to)
		if bytesOf(from) != fromBefore || bytesOf(to) != toBefore {
			t.Fatal("carrying changed what it carried from or to")
		}
		for _, a := range from.Live() {
			if _, ok := carried.Find(a.ID); !ok {
				t.Fatalf("%s was not carried", a.ID)
			}
		}
		for _, a := range to.Annotations {
			if _, ok := carried.Find(a.ID); !ok {
				t.Fatalf("%s of the new draft is gone", a.ID)
			}
		}
		if again := Carry(from, carried); bytesOf(again) != bytesOf(carried) {
			t.Fatalf("carried again:\n%s\nwas:\n%s", bytesOf(again), bytesOf(carried))
		}
		s := NewSet(carried)
		for _, a := range s.Annotations() {
			s.Change(a.stamp().Add(time.Second), a.ID, func(a *Annotation) { a.Note += "!" })
		}
		edited := s.Notes()
		if again := Carry(from, edited); bytesOf(again) != bytesOf(edited) {
			t.Fatalf("carried after edits:\n%s\nwas:\n%s", bytesOf(again), bytesOf(edited))
		}
	})
}

func TestCarry(t *testing.T) {
	prepared := document("第一稿。\n要坚持人民至上。\n要坚持实事求是。\n")
	delivered := document("同志们！\n要坚持人民至上。\n要坚持实事求是。\n")
	old := NewNotes()
	old.Describe(prepared, "utf-8")
	s := NewSet(old)
	kept := New(prepared, spanOf(t, prepared, "人民至上"), start)
	kept.Tags, kept.Note = []string{"政策"}, "留着"
	gone := New(prepared, spanOf(t, prepared, "第一稿"), start)
	s.Add(start, kept)
	s.Add(start, gone)
	s.Remove(later(1), gone.ID)
	s.RenameTag(later(2), "政策", "大政")
	s.SetRole(later(2), Yellow, "论点")
	s.SetRole(later(2), Red, "存疑")
	s.SetInfo(later(2), "speaker", "李华")
	s.SetInfo(later(2), "date", "2022-03-05")
	s.Rule(later(2), prepared, model.Ruling{At: 0, Level: 1})
	from := s.Notes()

	fresh := NewNotes()
	fresh.Describe(delivered, "utf-8")
	own := NewSet(fresh)
	own.SetRole(start, Red, "疑问")
	own.SetInfo(start, "date", "2022-03-06")
	mine := New(delivered, spanOf(t, delivered, "实事求是"), start)
	mine.Tags = []string{"大政"}
	own.Add(start, mine)

	carried := Carry(from, own.Notes())
	if ids := liveIDs(carried); !slices.Equal(ids, sortedSet(nil, []string{kept.ID, mine.ID})) {
		t.Errorf("carried %q", ids)
	}
	if got := len(carried.Tags); got != 1 {
		t.Errorf("%d records of one tag", got)
	}
	a, _ := carried.Find(kept.ID)
	if !slices.Equal(carried.TagPaths(a), []string{"大政"}) || a.Target.Exact != kept.Target.Exact || a.Note != "留着" {
		t.Errorf("carried as %+v", a)
	}
	if carried.Role(Yellow) != "论点" || carried.Role(Red) != "疑问" || len(carried.Rulings) != 1 {
		t.Errorf("roles %v, rulings %v", carried.Roles, carried.Rulings)
	}
	if given := carried.Document.Given; given != (Info{Speaker: "李华", Date: "2022-03-06"}) {
		t.Errorf("what the reader had set is now %+v", given)
	}
	if _, ok := carried.textOf(textHash(prepared.Text)); !ok || len(carried.Texts) != 2 {
		t.Errorf("the texts are %q", carried.Texts)
	}
}

// Put on a passage of the new draft, an annotation stays there though its note
// is edited in the old draft later.
func TestCarryKeepsWhereAnAnnotationWasPut(t *testing.T) {
	prepared, delivered := document("要坚持人民至上。\n"), document("要坚持实事求是。\n")
	s := NewSet(NewNotes())
	a := New(prepared, spanOf(t, prepared, "人民至上"), start)
	s.Add(start, a)
	from := s.Notes()
	there := NewSet(Carry(from, NewNotes()))
	there.Repoint(later(1), delivered, a.ID, spanOf(t, delivered, "实事求是"))
	s.Change(later(2), a.ID, func(a *Annotation) { a.Note = "later" })
	got, _ := Carry(s.Notes(), there.Notes()).Find(a.ID)
	if got.Note != "later" || got.Target.Exact != "实事求是" || len(got.Earlier) != 1 {
		t.Errorf("it is %+v", got)
	}
}

func liveIDs(n *Notes) (ids []string) {
	for _, a := range n.Live() {
		ids = append(ids, a.ID)
	}
	return ids
}
