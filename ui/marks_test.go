package ui

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lectern/annotations"
	"lectern/model"
)

// bookWith is a notebook of annotations on these spans, whose ids are their numbers.
func bookWith(spans []model.Span) *notebook {
	notes := annotations.NewNotes()
	var places []annotations.Place
	for i, s := range spans {
		id := fmt.Sprintf("%06d", i)
		notes.Annotations = append(notes.Annotations, &annotations.Annotation{ID: id})
		places = append(places, annotations.Place{ID: id, Span: s, Status: annotations.Placed})
	}
	n := newNotebook(Speech{Notes: notes})
	n.settle(places, notes)
	return &n
}

// What a row or a page asks for looks at as many marks among 100,000 as among 1,000.
func TestMarksLookedAt(t *testing.T) {
	looked := map[int]int{}
	for _, count := range []int{1000, 100_000} {
		var spans []model.Span
		for i := range count {
			spans = append(spans, model.Span{Start: 100 * i, End: 100*i + 50})
		}
		n := bookWith(append(spans, model.Span{Start: 0, End: 100 * count})) // one on the whole speech
		for range n.nearby(model.Span{Start: 64_000, End: 64_200}) {
			looked[count]++
		}
	}
	if looked[1000] != looked[100_000] || looked[1000] > 3*markBlock {
		t.Errorf("marks looked at: %v", looked)
	}
}

// However the notes were edited, the marks are what they would be made anew, and a
// span finds those over it.
func TestMarksAfterEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := func() model.Span {
			start := rapid.IntRange(0, 400).Draw(t, "start")
			return model.Span{Start: start, End: start + rapid.SampledFrom([]int{1, 2, 5, 300}).Draw(t, "length")}
		}
		var spans []model.Span
		for range rapid.IntRange(0, 3*markBlock).Draw(t, "marks") {
			spans = append(spans, span())
		}
		n := bookWith(spans)
		for i := range rapid.IntRange(0, 30).Draw(t, "edits") {
			live := n.set.Annotations()
			switch {
			case len(live) > 0 && rapid.Bool().Draw(t, "remove"):
				n.set.Remove(morning, live[rapid.IntRange(0, len(live)-1).Draw(t, "which")].ID)
			case rapid.Bool().Draw(t, "undo"):
				n.set.Undo(morning)
			default:
				id := fmt.Sprintf("n%d", i)
				n.set.Add(morning, annotations.Annotation{ID: id})
				if rapid.Bool().Draw(t, "has a place") {
					n.stand(id, span())
				}
			}
			n.index()
		}
		sameMarks(t, n)
		asked := span()
		if got, want := n.over(asked), slowlyOver(n, asked); !slices.Equal(got, want) {
			t.Fatalf("over %v: %v, want %v", asked, got, want)
		}
	})
}

func slowlyOver(n *notebook, s model.Span) (found []mark) {
	for _, m := range n.marks {
		if m.span.Overlaps(s) {
			found = append(found, *m)
		}
	}
	return found
}

// sameMarks compares the marks with those of a notebook that makes them anew.
func sameMarks(t *rapid.T, n *notebook) {
	fresh := *n
	fresh.markAll()
	same := func(a, b *mark) bool { return *a == *b && n.marked[a.id] == a }
	if !slices.EqualFunc(n.marks, fresh.marks, same) || len(n.marked) != len(n.marks) {
		t.Fatalf("%d marks, made anew %d, by id %d", len(n.marks), len(fresh.marks), len(n.marked))
	}
	if !slices.Equal(n.loose, fresh.loose) {
		t.Fatalf("without a place %q, made anew %q", n.loose, fresh.loose)
	}
}

// counting counts the saves it is asked for.
type counting struct{ saves int }

func (c *counting) SaveNotes(n *annotations.Notes) (*annotations.Notes, error) {
	c.saves++
	return n, nil
}

func (*counting) SavePlace(*model.Document, Place) error { return nil }

// However many edits are made while a save is under way, one more follows it.
func TestEditsWhileASaveIsUnderWay(t *testing.T) {
	c := &counting{}
	n := newNotebook(Speech{Notes: annotations.NewNotes(), Keeper: c})
	n.set.Add(morning, annotations.Annotation{})
	cmd := n.save()
	for range 100 {
		n.set.Add(morning, annotations.Annotation{})
		if more := n.save(); more != nil {
			t.Fatal("a second save began")
		}
	}
	for ; cmd != nil; cmd = n.saved(cmd().(savedMsg)) {
	}
	if c.saves != 2 || !n.settled() {
		t.Errorf("%d saves, settled: %v", c.saves, n.settled())
	}
}
