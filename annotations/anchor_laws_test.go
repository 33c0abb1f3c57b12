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
		n.Annotations = append(n.Annotations, &Annotation{ID: fmt.Sprintf("%04d", i), Target: NewTarget(s.d, span)})
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
				confirmed.Annotations = append(confirmed.Annotations, &Annotation{ID: p.ID, Target: NewTarget(d, p.Span)})
			}
		}
		slices.SortFunc(confirmed.Annotations, func(a, b *Annotation) int { return strings.Compare(a.ID, b.ID) })
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
		alone.Annotations = []*Annotation{&a}
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
		n := spreadNotes(document(test.old), 100)
		whole := &Annotation{ID: "whole", Target: NewTarget(document(test.old), model.Span{End: len(test.old)})}
		whole.Target.Revision = "" // to be searched for
		n.Annotations = append(n.Annotations, whole)
		places := Anchor(document(test.now), n)
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

// Where a text says everything twice, no gram tells a place; what lies between
// the same neighbours does.
func TestAnchorRepeatedChapter(t *testing.T) {
	chapter := longText(parallelChinese(5, 1), 3000)
	old := "甲。\n" + chapter + "\n乙，中间的话。\n" + chapter + "\n丙。"
	now := textOfGlyphs(afterwards(unchanged, 0.02)(rand.New(rand.NewPCG(3, 3)), newAnnotated(old)))
	found := 0
	for _, p := range Anchor(document(now), spreadNotes(document(old), 100)) {
		if p.Anchored() {
			found++
		}
	}
	if found < 90 {
		t.Errorf("%d of 100 have a place", found)
	}
}

// A stretch without any unique gram is compared while it is short, and is left
// alone when it is long or when the budget is spent.
func TestAlignWithoutGrams(t *testing.T) {
	tests := []struct {
		length, budget int
		compared       bool
	}{{200, diffBudget, true}, {900, diffBudget, true}, {1200, diffBudget, false}, {200, 0, false}, {1200, 0, false}}
	for _, test := range tests {
		g := aligned(test.length, test.budget)
		matched := slices.ContainsFunc(g.to, func(to int32) bool { return to != unmatched })
		if matched != test.compared {
			t.Errorf("%+v: compared is %v", test, matched)
		}
	}
}

// aligned is an aligner that has compared two stretches without unique grams.
func aligned(length, budget int) *aligner {
	old, new := []rune(strings.Repeat("ab", length)+"x"), []rune("y"+strings.Repeat("ab", length-50))
	g := &aligner{mapping: newMapping(old, new), old: old, new: new, gram: letterGram, budget: budget}
	g.gap(stretch{0, len(old)}, stretch{0, len(new)}, g.gram)
	return g
}

func TestLastEnd(t *testing.T) {
	tests := []struct {
		text  string
		few   int
		ended int
		ok    bool
	}{
		{"办好。要", 2, 1, true},         // the mark ends what came before
		{"办好。要坚", 2, 0, true},        // a sentence ended directly before
		{"done. let us", 8, 2, true}, // the blank goes with the mark
		{"done, let us", 8, 2, true},
		{"let us", 2, 0, false},
		{"let us", 5, 0, false},
		{"   ", 3, 0, false},
		{"", 0, 0, false},
	}
	for _, test := range tests {
		ended, ok := lastEnd([]rune(test.text), test.few)
		if ended != test.ended || ok != test.ok {
			t.Errorf("%q, %d: %d, %v", test.text, test.few, ended, ok)
		}
	}
}

// Myers' search agrees with the plain table of distances.
func TestMyersDistances(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	word := func(n int) []rune {
		runes := make([]rune, n)
		for i := range runes {
			runes[i] = rune('a' + rng.IntN(3))
		}
		return runes
	}
	for range 200 {
		pattern, text := word(1+rng.IntN(150)), word(rng.IntN(200))
		for _, anchored := range []bool{false, true} {
			want := distances(pattern, text, anchored)
			newMyersPattern(pattern).eachDistance(text, anchored, func(end, distance int) {
				if distance != want[end] {
					t.Fatalf("%q in %q, anchored %v: %d at %d, want %d", string(pattern), string(text), anchored, distance, end, want[end])
				}
			})
		}
	}
}

// distances is the last row of the table of distances (Sellers, 1980).
func distances(pattern, text []rune, anchored bool) []int {
	row := make([]int, len(text)+1)
	for j := range row {
		if anchored {
			row[j] = j
		}
	}
	for i, p := range pattern {
		above := row[0]
		row[0] = i + 1
		for j, r := range text {
			diagonal := above
			if p != r {
				diagonal++
			}
			above = row[j+1]
			row[j+1] = min(diagonal, above+1, row[j]+1)
		}
	}
	return row
}

// Another speech of the same occasion shares phrases with the one before. None
// of them is the passage.
func TestAnchorAnotherSpeech(t *testing.T) {
	old := "My fellow citizens: " + longText(litany(11), 6000) + " God bless America."
	now := "My fellow citizens: " + anchoringTexts(t)[2].texts[0] + " God bless America."
	n := spreadNotes(document(old), 200)
	n.Annotations = append(n.Annotations, notesOn(t, old, "My fellow citizens:").Annotations...)
	orphans := 0
	for _, p := range Anchor(document(now), n) {
		if p.Anchored() {
			t.Errorf("%+v", p)
		}
		if p.Status == Orphan {
			orphans++
		}
	}
	if orphans < 195 {
		t.Errorf("%d orphans", orphans)
	}
}

// A text too long to be kept with the notes: the words and what stood round
// them have to do.
func TestAnchorLongText(t *testing.T) {
	var long strings.Builder
	for i := 0; long.Len() < maxText+1000; i++ {
		fmt.Fprintf(&long, "Article %d. We will keep the promise of point %d, in every state.\n", i, i*7)
	}
	old := long.String()
	n := spreadNotes(document(old), 50)
	n.Texts = nil
	d := document("A new introduction.\n\n" + old)
	found := 0
	for _, p := range Anchor(d, n) {
		a, _ := n.Find(p.ID)
		if !p.Anchored() {
			continue
		}
		found++
		if at := d.PointAt(p.Span.Start); d.Slice(p.Span) != a.Target.Exact || at != a.Target.Start+len("A new introduction.\n\n") {
			t.Errorf("%q is at %d, as %q", a.Target.Exact, at, d.Slice(p.Span))
		}
	}
	if found < 45 {
		t.Errorf("%d of 50 have a place", found)
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
		old, now = strings.ToValidUTF8(old, "\uFFFD"), strings.ToValidUTF8(now, "\uFFFD") // as all documents are
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
				a := &Annotation{ID: fmt.Sprint(i), Target: target}
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
