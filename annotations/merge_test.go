package annotations

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// few draws from a small choice, so that sides agree and differ often.
func few(t *rapid.T, label string, values ...string) string {
	return rapid.SampledFrom(values).Draw(t, label)
}

// drawNotes are notes as another copy of the file may have them.
func drawNotes(t *rapid.T) *Notes {
	n := &Notes{Document: DocumentRecord{
		ID: few(t, "document", "d1", "d2"), Title: few(t, "title", "", "t1", "t2"),
	}, Roles: map[Color]string{}}
	if role := few(t, "role", "", "r1", "r2"); role != "" {
		n.Roles[Yellow] = role
	}
	for _, id := range []string{"a", "b", "c"} {
		if rapid.Bool().Draw(t, "has") {
			n.Annotations = append(n.Annotations, drawAnnotation(t, id))
		}
		if rapid.Bool().Draw(t, "has tag") {
			path := few(t, "path", "p1", "p2")
			n.Tags = append(n.Tags, Tag{ID: id, Path: path, Color: Color(few(t, "color", "", "red")),
				Aliases: sortedSet([]string{path}, []string{few(t, "alias", "", "p1", "p3")})})
		}
	}
	if rapid.Bool().Draw(t, "has ruling") {
		n.Rulings = append(n.Rulings, Ruling{Exact: "x", Level: rapid.IntRange(0, 2).Draw(t, "level")})
	}
	if rapid.Bool().Draw(t, "has more") {
		n.kept = object{{name: "z", key: []byte(`"z"`), raw: []byte(few(t, "z", "1", "2"))}, {name: "y", key: []byte(`"y"`), raw: []byte("0")}}
	}
	return n
}

func drawAnnotation(t *rapid.T, id string) Annotation {
	a := Annotation{ID: id, Created: start, Note: few(t, "note", "", "n1", "n2", "n3"),
		Color: Color(few(t, "color", "", "red")), Modified: later(rapid.IntRange(1, 3).Draw(t, "modified"))}
	if rapid.Bool().Draw(t, "deleted") {
		a.Deleted = later(rapid.IntRange(1, 3).Draw(t, "deleted at"))
	}
	a.History = sortedSet([]string{a.Note}, []string{few(t, "history", "", "n1", "h")})
	return a
}

func merged(sides ...*Notes) *Notes {
	sum := sides[0]
	for _, side := range sides[1:] {
		sum = merge(&Notes{}, sum, side)
	}
	return sum
}

func bytesOf(n *Notes) string { return string(n.Encode()) }

func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawNotes(t), drawNotes(t), drawNotes(t)
		if x, y := bytesOf(merged(a, b)), bytesOf(merged(b, a)); x != y {
			t.Fatalf("not commutative:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(merged(merged(a, b), c)), bytesOf(merged(a, merged(b, c))); x != y {
			t.Fatalf("not associative:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(merged(a, a)), bytesOf(a); x != y {
			t.Fatalf("not idempotent:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(merged(a, b, b)), bytesOf(merged(a, b)); x != y {
			t.Fatalf("a second merge changes something:\n%s\n%s", x, y)
		}
	})
}

func TestMergeLosesNoNoteText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNotes(t), drawNotes(t)
		sum := merged(a, b)
		for _, side := range []*Notes{a, b} {
			for _, record := range side.Annotations {
				kept, ok := sum.Find(record.ID)
				if !ok {
					t.Fatalf("%s is gone", record.ID)
				}
				for _, text := range append(slices.Clone(record.History), record.Note) {
					if text != "" && text != kept.Note && !slices.Contains(kept.History, text) {
						t.Fatalf("%q of %s is gone: %q, %q", text, record.ID, kept.Note, kept.History)
					}
				}
			}
		}
	})
}

// Against what both were made from, a side that left a thing alone has no say
// in it.
func TestMergeWithAnAncestor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawNotes(t)
		ours := NewSet(base)
		for i := range rapid.IntRange(0, 6).Draw(t, "edits") {
			drawEdit(t, ours, 10+i)
		}
		n := ours.Notes()
		if x, y := bytesOf(merge(base, n, base)), bytesOf(n); x != y {
			t.Fatalf("ours alone changed:\n%s\nbut merged:\n%s", y, x)
		}
	})
}

func TestLaterDeletionAndLaterEdit(t *testing.T) {
	live := Annotation{ID: "a", Note: "n", Modified: later(1)}
	deleted := live
	deleted.Modified, deleted.Deleted = later(2), later(2)
	edited := live
	edited.Note, edited.Modified = "m", later(3)
	if a := mergeAnnotations(nil, live, deleted); a.Live() {
		t.Error("a deletion does not hold against what it deleted")
	}
	if a := mergeAnnotations(nil, deleted, edited); !a.Live() || a.Note != "m" || a.History[0] != "n" {
		t.Errorf("an edit after the deletion does not revive: %+v", a)
	}
}
