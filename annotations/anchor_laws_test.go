package annotations

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"lectern/model"
)

// changedSpeech is a speech with annotations, and the text as some edits and a
// shuffle left it.
func changedSpeech(seed uint64) (*Notes, *model.Document) {
	rng := rand.New(rand.NewPCG(seed, 3))
	s := newAnnotated(parallelChinese(seed, int(seed%2)))
	n := NewNotes()
	for i, p := range s.passages(rng, 40) {
		span := model.Span{Start: s.d.OffsetAt(p.start), End: s.d.OffsetAt(p.end)}
		n.Annotations = append(n.Annotations, Annotation{ID: fmt.Sprintf("%04d", i), Target: NewTarget(s.d, span)})
	}
	n.Texts = []Text{{textHash(s.d.Text), s.d.Text}}
	return n, document(textOfGlyphs(afterwards(paragraphsShuffled, 0.05)(rng, s)))
}

// Anchoring twice is once: a place that was confirmed is the same place.
func TestAnchorConfirmed(t *testing.T) {
	for seed := range uint64(6) {
		n, d := changedSpeech(seed)
		places := Anchor(d, n)
		confirmed := NewNotes()
		confirmed.Texts = []Text{{textHash(d.Text), d.Text}}
		for _, p := range places {
			if p.Anchored() {
				confirmed.Annotations = append(confirmed.Annotations, Annotation{ID: p.ID, Target: NewTarget(d, p.Span)})
			}
		}
		slices.SortFunc(confirmed.Annotations, func(a, b Annotation) int { return strings.Compare(a.ID, b.ID) })
		for i, p := range Anchor(d, confirmed) {
			if want := places[i]; p.ID != want.ID || p.Span != want.Span || p.Status != Placed || p.Score != 1 {
				t.Errorf("seed %d: %+v once confirmed is %+v", seed, want, p)
			}
		}
	}
}

// Each annotation is where it would be without the others, in whatever order
// they come.
func TestAnchorAlone(t *testing.T) {
	n, d := changedSpeech(1)
	places := Anchor(d, n)
	backwards := *n
	backwards.Annotations = slices.Clone(n.Annotations)
	slices.Reverse(backwards.Annotations)
	if !reflect.DeepEqual(Anchor(d, &backwards), places) {
		t.Error("the order of the annotations matters")
	}
	for _, want := range places {
		alone := *n
		a, _ := n.Find(want.ID)
		alone.Annotations = []Annotation{a}
		if p := Anchor(d, &alone)[0]; !reflect.DeepEqual(p, want) {
			t.Errorf("%+v alone is %+v", want, p)
		}
	}
}

// Several texts may have been annotated; each passage is looked for from its own.
func TestAnchorRevisions(t *testing.T) {
	first, second := points, strings.Replace(points, "今年", "明年", 1)
	n := notesOn(t, first, "要坚持人民至上")
	other := notesOn(t, second, "要坚持问题导向")
	other.Annotations[0].ID = "urn:uuid:1"
	n.Annotations = append(n.Annotations, other.Annotations...)
	n.Texts = []Text{{textHash(first), first}, {textHash(second), second}}
	slices.SortFunc(n.Texts, func(a, b Text) int { return strings.Compare(a.Revision, b.Revision) })
	d := document(strings.Replace(second, "明年", "后年", 1))
	for _, p := range Anchor(d, n) {
		a, _ := n.Find(p.ID)
		if p.Status != Placed || d.Slice(p.Span) != a.Target.Exact {
			t.Errorf("%+v, want %q", p, a.Target.Exact)
		}
	}
}

// Texts made to cost more than they are long: the answer comes, and no passage
// is given a place that is not sure.
func TestAnchorPathological(t *testing.T) {
	same, pairs := strings.Repeat("要", 30_000), strings.Repeat("ab", 15_000)
	line := strings.ReplaceAll(longText(parallelChinese(7, 0), 30_000), "\n", "")
	edited := func(text string) string {
		return textOfGlyphs(afterwards(unchanged, 0.10)(rand.New(rand.NewPCG(1, 1)), newAnnotated(text)))
	}
	tests := []struct {
		name, old, now string
		sure           bool
	}{
		{"one character, one less", same, same[3:], false},
		{"one character, others here and there", same, strings.ReplaceAll(same, strings.Repeat("要", 50), strings.Repeat("要", 47)+"不"), false},
		{"two characters", pairs, edited(pairs), false},
		{"one line", line, edited(line), true},
		{"rewritten", line, longText(litany(7), 30_000), false},
	}
	for _, test := range tests {
		places := Anchor(document(test.now), spreadNotes(document(test.old), 100))
		sure := 0
		for _, p := range places {
			if p.Anchored() {
				sure++
			}
		}
		if test.sure && sure < 98 || !test.sure && sure > 2 {
			t.Errorf("%s: %d of %d have a place", test.name, sure, len(places))
		}
	}
}

// A text too long to be kept with the notes: the words and what stood round
// them have to do.
func TestAnchorLongText(t *testing.T) {
	old := longText(litany(9), maxText+1000)
	n := spreadNotes(document(old), 50)
	n.Texts = nil
	d := document("A new introduction.\n\n" + strings.Replace(old, "My fellow citizens", "Fellow citizens", 1))
	for _, p := range Anchor(d, n) {
		a, _ := n.Find(p.ID)
		if p.Anchored() && d.Slice(p.Span) != a.Target.Exact {
			t.Errorf("%q is at %q", a.Target.Exact, d.Slice(p.Span))
		}
	}
}

func FuzzAnchor(f *testing.F) {
	f.Add(points, strings.Replace(points, "实事求是", "从严治党", 1), 10, 20)
	f.Add(anchored, "\ufeff"+strings.ToUpper(anchored), 3, 40)
	f.Add("a\u0301b 👩‍👩‍👧 ok\r\n", "👩‍👩‍👧 a\u0301b\n\nok", 2, 5)
	f.Add(strings.Repeat("要", 60), strings.Repeat("要", 40), 5, 7)
	f.Add("one two three. one two three.", "one two three.", 4, 9)
	f.Fuzz(func(t *testing.T, old, now string, start, length int) {
		if len(old) > 4000 || len(now) > 4000 {
			return
		}
		before, after := document(old), document(now)
		n := NewNotes()
		n.Texts = []Text{{textHash(old), old}}
		bare := NewNotes()
		for i := range 3 {
			at := (start + i*7) % (len(old) + 1)
			if at < 0 {
				at = -at
			}
			span := model.Span{Start: at, End: at + length%200}
			if target := NewTarget(before, span); target.Exact != "" {
				a := Annotation{ID: fmt.Sprint(i), Target: target}
				n.Annotations, bare.Annotations = append(n.Annotations, a), append(bare.Annotations, a)
			}
		}
		checkPlaces(t, after, Anchor(after, n), len(n.Annotations))
		checkPlaces(t, after, Anchor(after, bare), len(n.Annotations))
		for _, p := range Anchor(before, n) {
			a, _ := n.Find(p.ID)
			if p.Status != Placed || p.Score != 1 || before.Slice(p.Span) != a.Target.Exact || before.PointAt(p.Span.Start) != a.Target.Start {
				t.Errorf("in the same text: %+v of %+v", p, a.Target)
			}
		}
	})
}

// checkPlaces checks what holds of all places: one for each annotation, in
// order, on whole grapheme clusters, with candidates only to choose from.
func checkPlaces(t *testing.T, d *model.Document, places []Place, count int) {
	t.Helper()
	if len(places) != count || !slices.IsSortedFunc(places, comparePlaces) {
		t.Errorf("%d places for %d annotations: %+v", len(places), count, places)
	}
	bounds := clusterBounds(d.Text)
	for _, p := range places {
		spans := []model.Span{p.Span}
		if !p.Anchored() {
			spans = nil
		}
		for i, c := range p.Candidates {
			spans = append(spans, c.Span)
			if c.Score < 0 || c.Score >= 1 || i > 0 && c.Score > p.Candidates[i-1].Score {
				t.Errorf("scores of %+v", p)
			}
		}
		for i, s := range spans {
			if s.Empty() || !bounds[s.Start] || !bounds[s.End] || slices.Contains(spans[:i], s) {
				t.Errorf("span %d of %+v", i, p)
			}
		}
		if (p.Status == Ambiguous) != (len(p.Candidates) > 0) || len(p.Candidates) > candidateLimit || p.Score < 0 || p.Score > 1 {
			t.Errorf("%+v", p)
		}
	}
}

func clusterBounds(text string) map[int]bool {
	bounds := map[int]bool{0: true}
	clusters := graphemes.FromString(text)
	for clusters.Next() {
		bounds[clusters.End()] = true
	}
	return bounds
}
