package annotations

import "testing"

func TestTally(t *testing.T) {
	statuses := []Status{Placed, Placed, Moved, Edited, Ambiguous, Orphan}
	var places []Place
	for _, s := range statuses {
		places = append(places, Place{Status: s})
	}
	got := TallyOf(places)
	if want := (Tally{2, 1, 1, 1, 1}); got != want || got.Total() != len(statuses) || got.Open() != 2 || got.InPlace() {
		t.Errorf("counted %+v", got)
	}
	if all := TallyOf(places[:2]); !all.InPlace() {
		t.Errorf("counted %+v", all)
	}
}

// Notes are known again by the text they were made on, however it was wrapped.
func TestMadeOn(t *testing.T) {
	n := NewNotes()
	n.Describe(document("要坚持人民至上。\n"), "utf-8")
	for text, made := range map[string]bool{
		"要坚持人民至上。\n": true, "要坚持人民至上。\n\n": true, "要坚持\n人民至上。": true, "要坚持人民至上！": false, "": false,
	} {
		if n.MadeOn(RevisionOf(document(text), "")) != made {
			t.Errorf("%q: %v", text, !made)
		}
	}
	empty := NewNotes()
	empty.Describe(document(""), "utf-8")
	if empty.MadeOn(RevisionOf(document(" \n"), "")) {
		t.Error("nothing was known again")
	}
}

// What the reader has to decide comes before what is gone.
func TestPlacesOfOneOrder(t *testing.T) {
	order := []Status{Placed, Ambiguous, Orphan}
	for i, first := range order {
		for _, second := range order[i+1:] {
			if comparePlaces(Place{ID: "b", Status: first}, Place{ID: "a", Status: second}) >= 0 {
				t.Errorf("%s stands after %s", first, second)
			}
		}
	}
}
