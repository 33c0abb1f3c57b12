package annotations

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lectern/model"
)

func TestTogether(t *testing.T) {
	d := document(speech)
	s := NewSet(NewNotes())
	add := func(quote string, tags ...string) {
		a := New(d, spanOf(t, d, quote), later(1))
		a.Tags = tags
		s.Add(later(1), a)
	}
	add("要坚持人民至上", "a", "b", "c")
	add("人民至上", "a", "b") // inside the first
	add("至上，要坚持", "d")    // over the ends of both
	add("实事求是", "a", "d")
	add("We shall", "e")
	add("pay", "a") // beside it
	got := Together(s.Notes(), Anchor(d, s.Notes()))
	want := []TagPair{
		{"a", "b", 2, 1}, {"a", "c", 1, 1}, {"a", "d", 1, 2},
		{"b", "c", 1, 1}, {"b", "d", 0, 2}, {"c", "d", 0, 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	twice := AddTogether(got, got)
	if len(twice) != len(got) || twice[0] != (TagPair{"a", "b", 4, 2}) {
		t.Errorf("added up: %v", twice)
	}
}

// Renaming moves numbers and changes none; an old name is no tag of its own.
func TestTogetherAfterRenaming(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSet(NewNotes())
		var places []Place
		for i := range rapid.IntRange(1, 6).Draw(t, "annotations") {
			id := string(rune('p' + i))
			s.Add(later(i), Annotation{ID: id, Tags: rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c/d"}), 0, 3).Draw(t, "tags")})
			at := rapid.IntRange(0, 5).Draw(t, "at")
			places = append(places, Place{ID: id, Span: model.Span{Start: at, End: at + 3}, Status: Placed})
		}
		before := Together(s.Notes(), places)
		s.RenameTag(later(20), "a", "A")
		s.RenameTag(later(21), "c", "C")
		after := Together(s.Notes(), places)
		goes := routes{"a": "A", "c": "C"}
		for i := range before {
			before[i].A, before[i].B = goes.of(before[i].A), goes.of(before[i].B)
		}
		if want := AddTogether(before, nil); !slices.Equal(after, want) {
			t.Fatalf("%v, want %v", after, want)
		}
	})
}
