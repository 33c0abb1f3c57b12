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
		Given: Info{Title: few(t, "given title", "", "g1", "g2"), Date: few(t, "given date", "", "g1", "g2")},
	}, Roles: map[Color]string{}}
	if role := few(t, "role", "", "r1", "r2"); role != "" {
		n.Roles[Yellow] = role
	}
	for _, id := range []string{"a", "b", "c"} {
		if rapid.Bool().Draw(t, "has") {
			a := drawAnnotation(t, id)
			n.Annotations = append(n.Annotations, &a)
		}
		if rapid.Bool().Draw(t, "has tag") {
			path := few(t, "path", "p1", "p2")
			tag := Tag{ID: id, Path: path, Color: Color(few(t, "color", "", "red")), Description: few(t, "description", "", "d"),
				Aliases: sortedSet([]string{path}, []string{few(t, "alias", "", "p1", "p3")})}
			for f := range tag.changed {
				if rapid.Bool().Draw(t, "changed") {
					tag.changed[f] = later(rapid.IntRange(1, 3).Draw(t, "changed at"))
				}
			}
			n.Tags = append(n.Tags, tag)
		}
	}
	if rapid.Bool().Draw(t, "has ruling") {
		n.Rulings = append(n.Rulings, Ruling{Exact: "x", Level: rapid.IntRange(0, 2).Draw(t, "level")})
	}
	if rapid.Bool().Draw(t, "has more") {
		n.kept = object{{name: "z", key: []byte(`"z"`), raw: []byte(few(t, "z", "1", "2"))}, {name: "y", key: []byte(`"y"`), raw: []byte("0")}}
	}
	if x := few(t, "more of what is given", "", "1", "2"); x != "" {
		n.Document.keptGiven = object{{name: "x", key: []byte(`"x"`), raw: []byte(x)}}
	}
	return n
}

// drawAnnotation is an annotation as lectern stamps it, or as a program does
// that knows of no stamps but Modified.
func drawAnnotation(t *rapid.T, id string) Annotation {
	a := Annotation{ID: id, Created: start, Note: few(t, "note", "", "n1", "n2", "n3"),
		Color: Color(few(t, "color", "", "red")), Modified: later(rapid.IntRange(0, 3).Draw(t, "modified"))}
	if tag := few(t, "tag", "", "p1", "p2"); tag != "" {
		a.Tags = []string{tag}
	}
	if quote := few(t, "quote", "", "q1", "q2"); quote != "" {
		a.Target = Target{Exact: quote, Start: 1, End: 3, Revision: "00"}
	}
	if x := few(t, "unknown", "", "1", "2"); x != "" {
		a.kept = &unknownFields{record: object{{name: "x", key: []byte(`"x"`), raw: []byte(x)}}}
	}
	if rapid.Bool().Draw(t, "deleted") {
		a.Deleted = later(rapid.IntRange(1, 3).Draw(t, "deleted at"))
	}
	if rapid.Bool().Draw(t, "stamped") {
		for f := range a.changed {
			a.changed[f] = later(rapid.IntRange(0, 3).Draw(t, "changed"))
		}
		a.Modified = latest(a.Created, a.Deleted, a.changed[:]...)
		a.changed = a.changed.since(a.Created)
	}
	a.History = sortedSet([]string{a.Note}, []string{few(t, "history", "", "n1", "h")})
	return a
}

func merged(sides ...*Notes) *Notes {
	sum := sides[0]
	for _, side := range sides[1:] {
		sum = Merge(&Notes{}, sum, side)
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
		if x, y := bytesOf(Merge(base, n, base)), bytesOf(n); x != y {
			t.Fatalf("ours alone changed:\n%s\nbut merged:\n%s", y, x)
		}
	})
}

// Two sides change different fields of one annotation; both changes hold,
// whichever side is the later one, with the ancestor known or not.
func TestMergeTakesTheNewestOfEachField(t *testing.T) {
	d := document(speech)
	edits := map[string]func(*Annotation){
		"color":   func(a *Annotation) { a.Color = Red },
		"note":    func(a *Annotation) { a.Note = "new" },
		"tags":    func(a *Annotation) { a.Tags = []string{"old", "new"} },
		"creator": func(a *Annotation) { a.Creator = "王" },
		"target":  func(a *Annotation) { a.Target = NewTarget(d, spanOf(t, d, "实事求是")) },
	}
	for one, first := range edits {
		for other, second := range edits {
			if one == other {
				continue
			}
			base := NewSet(NewNotes())
			a := New(d, spanOf(t, d, "人民至上"), start)
			a.Note, a.Color, a.Tags, a.Creator = "old", Blue, []string{"old"}, "李"
			base.Add(start, a)
			ours, theirs, both := NewSet(base.Notes()), NewSet(base.Notes()), NewSet(base.Notes())
			ours.Change(later(1), a.ID, first)
			theirs.Change(later(2), a.ID, second)
			both.Change(later(1), a.ID, first)
			both.Change(later(2), a.ID, second)
			for name, ancestor := range map[string]*Notes{"known": base.Notes(), "not known": {}} {
				m := Merge(ancestor, ours.Notes(), theirs.Notes())
				got, _ := m.Find(a.ID)
				want, _ := both.Get(a.ID)
				got.History, want.changed = nil, got.changed
				if !got.same(want) {
					t.Errorf("%s and %s, ancestor %s:\n%s\nwant\n%s", one, other, name, got.Record(), want.Record())
				}
			}
		}
	}
}

// Tags are a set: with the ancestor known, what both sides added is there and
// what either took off is not.
func TestMergeOfTags(t *testing.T) {
	base := Annotation{ID: "a", Created: start, Modified: start, Tags: []string{"a", "b", "c"}}
	ours, theirs := base, base
	ours.Tags, ours.Modified = []string{"b", "c", "x"}, later(1)
	theirs.Tags, theirs.Modified = []string{"a", "y", "c"}, later(2)
	for _, m := range []Annotation{mergeAnnotations(&base, ours, theirs), mergeAnnotations(&base, theirs, ours)} {
		slices.Sort(m.Tags)
		if !slices.Equal(m.Tags, []string{"c", "x", "y"}) {
			t.Errorf("the tags are %q", m.Tags)
		}
	}
}

// Of tags and rulings the side that changed one has it.
func TestMergeOfRecords(t *testing.T) {
	side := func(color Color, level int) *Notes {
		return &Notes{Tags: []Tag{{ID: "t", Path: "p", Color: color}}, Rulings: []Ruling{{Exact: "x", Level: level}}}
	}
	tests := []struct {
		name               string
		base, ours, theirs *Notes
		color              Color
		level              int
	}{
		{"ours", side(Red, 1), side(Blue, 2), side(Red, 1), Blue, 2},
		{"theirs", side(Red, 1), side(Red, 1), side(Blue, 2), Blue, 2},
		{"both", side(Red, 1), side(Blue, 2), side(Green, 3), Green, 3},
		{"no ancestor", &Notes{}, side(Blue, 2), side(Red, 1), Red, 2},
	}
	for _, test := range tests {
		m := Merge(test.base, test.ours, test.theirs)
		if m.Tags[0].Color != test.color || m.Rulings[0].Level != test.level {
			t.Errorf("%s: %s, %d", test.name, m.Tags[0].Color, m.Rulings[0].Level)
		}
	}
	if m := Merge(side(Red, 1), &Notes{}, side(Red, 1)); len(m.Tags)+len(m.Rulings) != 0 {
		t.Errorf("what ours took back is there: %+v, %+v", m.Tags, m.Rulings)
	}
}

// A note that one side replaced knowingly is no loss; one that both replaced
// differently is kept beside the newer.
func TestMergeOfNotes(t *testing.T) {
	note := func(text string, second int) Annotation {
		return Annotation{ID: "a", Created: start, Modified: later(second), Note: text}
	}
	base := note("old", 0)
	tests := []struct {
		name         string
		base         *Annotation
		ours, theirs Annotation
		want         string
		history      []string
	}{
		{"ours alone", &base, note("new", 1), note("old", 0), "new", nil},
		{"theirs alone", &base, note("old", 0), note("new", 1), "new", nil},
		{"both", &base, note("ours", 1), note("theirs", 2), "theirs", []string{"ours"}},
		{"both alike", &base, note("same", 1), note("same", 2), "same", nil},
		{"no ancestor", nil, note("new", 1), note("old", 0), "new", []string{"old"}},
		{"taken off", &base, note("", 2), note("theirs", 1), "", []string{"theirs"}},
		{"a change without a stamp", &base, note("old", 0), note("nnn", 0), "nnn", nil},
		{"the same moment", nil, note("a", 1), note("b", 1), "b", []string{"a"}},
		{"the same moment, base known", &base, note("a", 1), note("b", 1), "b", []string{"a"}},
	}
	for _, test := range tests {
		m := mergeAnnotations(test.base, test.ours, test.theirs)
		if m.Note != test.want || !slices.Equal(m.History, test.history) {
			t.Errorf("%s: %q, history %q", test.name, m.Note, m.History)
		}
	}
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

// Whatever two files say, merged they are a file, and the order does not matter.
func FuzzMerge(f *testing.F) {
	whole := sampleNotes(f)
	other := NewSet(whole)
	other.Change(later(30), "urn:uuid:a", func(a *Annotation) { a.Note, a.Color = "other", Red })
	other.Remove(later(31), "urn:uuid:b")
	f.Add(whole.Encode(), other.Notes().Encode())
	f.Add(fileWith(`{"id":"x","modified":"2026-01-01T00:00:00Z","target":{}}`), fileWith(`{"id":"x","deleted":"2027-01-01T00:00:00Z","target":{},"y":1}`))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		ours, err := Decode(a)
		if err != nil {
			return
		}
		theirs, err := Decode(b)
		if err != nil {
			return
		}
		m := Merge(&Notes{}, ours, theirs)
		if _, err := Decode(m.Encode()); err != nil {
			t.Fatalf("%v in\n%s", err, m.Encode())
		}
		if x, y := bytesOf(m), bytesOf(Merge(&Notes{}, theirs, ours)); x != y {
			t.Fatalf("not commutative:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(Merge(&Notes{}, m, theirs)), bytesOf(m); x != y {
			t.Fatalf("a second merge changes something:\n%s\n%s", x, y)
		}
	})
}
