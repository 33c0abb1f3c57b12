package annotations

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lectern/model"
)

var anchoringSeeds = flag.Int("anchoring.seeds", 5, "how many random changes of each kind TestAnchoring tries on a text")

// tally counts how the annotations of one row came out.
type tally struct{ tried, correct, wrong, asked, orphaned int }

func (t *tally) add(o tally) {
	t.tried += o.tried
	t.correct += o.correct
	t.wrong += o.wrong
	t.asked += o.asked
	t.orphaned += o.orphaned
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// target is what a row has to reach, in per cent.
type target struct{ correct, wrong float64 }

// explain, when set, is told of each annotation that did not come out right.
var explain func(d *model.Document, p Place, now, passage []glyph, verdict tally)

// changes are the rows of the table.
var changes = []struct {
	editing
	target
}{
	{editing{name: "identical", make: unchanged}, target{100, 0}},
	{editing{name: "re-encoded", make: reencoded}, target{100, 0}},
	{editing{name: "re-wrapped", make: rewrapped}, target{100, 0}},
	{editing{name: "full width", make: mapped(fullWidth)}, target{100, 0}},
	{editing{name: "half width", make: mapped(halfWidth)}, target{100, 0}},
	{editing{name: "characters 1%", make: afterwards(unchanged, 0.01)}, target{99.9, 0}},
	{editing{name: "characters 5%", make: afterwards(unchanged, 0.05)}, target{99.5, 0}},
	{editing{name: "characters 10%", make: afterwards(unchanged, 0.10)}, target{99, 0}},
	{editing{name: "characters 20%", make: afterwards(unchanged, 0.20)}, target{97, 0}},
	{editing{name: "sentences 20%", make: sentencesChanged(0.2, anyRewriting)}, target{96, 0.5}},
	{editing{name: "sentences 40%", make: sentencesChanged(0.4, anyRewriting)}, target{92, 1}},
	{editing{name: "paragraphs shuffled", make: paragraphsShuffled}, target{95, 0.5}},
	{editing{name: "sentences shuffled", make: sentencesShuffled}, target{95, 0.5}},
	{editing{name: "cut and pasted", make: cutAndPasted}, target{95, 0.5}},
	{editing{name: "duplicated", make: duplicated}, target{95, 0.5}},
	{editing{name: "introduced", make: introduced}, target{99.5, 0.1}},
	{editing{name: "shuffled, 5%", make: afterwards(paragraphsShuffled, 0.05)}, target{85, 0.5}},
	{editing{name: "passage deleted", make: unchanged, deletes: true}, target{99.5, 0.5}},
	{editing{name: "passage deleted, 5%", make: afterwards(unchanged, 0.05), deletes: true}, target{99.5, 0.5}},
}

// softer are the targets of rows that miss the general ones. Two lines of a
// dialogue that say the same ("Yes, sir.") cannot be told apart once what stands
// beside them is gone, and are asked about. In a litany of few words, a sentence
// that replaces another shares most of it, and passes for it edited.
var softer = map[string]target{
	"English dialogue, paragraphs shuffled": {90, 0.5},
	"English dialogue, sentences 40%":       {90, 1},
	"English dialogue, characters 10%":      {98.5, 0},
	"English, parallel, sentences 20%":      {96, 1},
	"English, parallel, sentences 40%":      {92, 2},
}

// passages are what readers mark: 30 % sentences, 25 % clauses, 10 % run-in
// leads, 10 % whole paragraphs and 25 % spans of 2 to 60 characters anywhere.
func (s *annotated) passages(rng *rand.Rand, count int) []stretch {
	var all []stretch
	pick := func(from []stretch, share int) {
		for range count * share / 100 {
			if len(from) > 0 {
				all = append(all, from[rng.IntN(len(from))])
			}
		}
	}
	pick(s.sentences, 30)
	pick(s.clauses, 25)
	pick(s.leads, 10)
	for range count / 10 {
		p := s.paragraphs[rng.IntN(len(s.paragraphs))]
		for p.end > p.start && unicode.IsSpace(s.glyphs[p.end-1].r) {
			p.end--
		}
		all = append(all, p)
	}
	for range count * 25 / 100 {
		start := rng.IntN(len(s.glyphs))
		all = append(all, stretch{start, min(start+2+rng.IntN(59), len(s.glyphs))})
	}
	return slices.DeleteFunc(all, func(p stretch) bool {
		return !strings.ContainsFunc(textOfGlyphs(s.glyphs[p.start:p.end]), unicode.IsLetter)
	})
}

// try makes a change and counts what becomes of the annotations.
func (s *annotated) try(e editing, seed uint64) tally {
	rng := rand.New(rand.NewPCG(seed, 1))
	passages := s.passages(rng, 60)
	now := e.make(rng, s)
	if !e.deletes {
		return s.judge(passages, now)
	}
	var all tally
	for _, p := range passages {
		if rng.IntN(4) > 0 {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(now), func(g glyph) bool { return p.start <= g.from && g.from < p.end })
		all.add(s.judge([]stretch{p}, left))
	}
	return all
}

func (s *annotated) judge(passages []stretch, now []glyph) tally {
	n := NewNotes()
	for i, p := range passages {
		span := model.Span{Start: s.d.OffsetAt(p.start), End: s.d.OffsetAt(p.end)}
		n.Annotations = append(n.Annotations, &Annotation{ID: fmt.Sprintf("%04d", i), Target: NewTarget(s.d, span)})
	}
	n.Texts = []Text{{textHash(s.d.Text), s.d.Text}}
	d := document(textOfGlyphs(now))
	var sum tally
	for _, p := range Anchor(d, n) {
		a, _ := n.Find(p.ID)
		verdict := judgePlace(d, p, now, s.glyphs[a.Target.Start:a.Target.End])
		sum.add(verdict)
		if explain != nil && verdict.correct == 0 {
			explain(d, p, now, s.glyphs[a.Target.Start:a.Target.End], verdict)
		}
	}
	return sum
}

func judgePlace(d *model.Document, p Place, now, passage []glyph) tally {
	v := tally{tried: 1}
	actual := truthOf(now, passage)
	if p.Status == Orphan {
		v.orphaned = 1
	}
	if p.Status == Ambiguous {
		v.asked = 1
	}
	if !p.Anchored() {
		if !actual.exists {
			v.correct = 1
		}
		return v
	}
	got := stretch{d.PointAt(p.Span.Start), d.PointAt(p.Span.End)}
	blank := func(i int) bool { return model.Fold(string(now[i].r)).Text == "" }
	for got.start < got.end && blank(got.start) {
		got.start++
	}
	for got.end > got.start && blank(got.end-1) {
		got.end--
	}
	switch {
	case !actual.holds(now, got):
		v.wrong = 1
	case !actual.verbatim || got == actual.wide:
		v.correct = 1
	}
	return v
}

// anchoringTexts are the texts of the table. The thresholds were chosen on the
// single failures in others: government reports, minutes of a parliament and
// inaugural addresses that are not kept here, and parallel prose of the same
// grammars from other seeds. Of these texts the totals were watched meanwhile,
// the single failures not. What was mended after another judge had measured with
// other changes (similarity between the same neighbours, what moved together,
// torn passages, texts not kept) was chosen on speeches among which those of
// this table were.
func anchoringTexts(t testing.TB) []struct {
	name  string
	texts []string
} {
	read := func(name string) string {
		text, err := os.ReadFile("../testdata/speeches/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(strings.ToValidUTF8(string(text), "?"), "\r\n", "\n")
	}
	return []struct {
		name  string
		texts []string
	}{
		{"Chinese speech", []string{read("natural-resources-bureau.txt")}},
		{"Chinese, parallel", []string{parallelChinese(101, 0), parallelChinese(102, 1)}},
		{"English speeches", []string{read("kennedy-1961.txt"), read("lincoln-1865.txt"), read("bush-2005.txt")}},
		{"English, parallel", []string{litany(101), litany(102)}},
		{"English dialogue", []string{read("gaggle-2023-04-03.md")}},
	}
}

// TestAnchoring prints the table of how annotations come out of changes whose
// truth is known (-v shows it), and fails where a row misses its target.
// Correct is a place on the true one, exactly on it when the words are
// unchanged; or, when the passage is gone, none. Wrong is a place elsewhere.
// Asked and orphaned count all that got no place, be it right or not.
func TestAnchoring(t *testing.T) {
	rows := make([][]tally, len(anchoringTexts(t)))
	t.Run("tries", func(t *testing.T) {
		for i, group := range anchoringTexts(t) {
			t.Run(group.name, func(t *testing.T) {
				t.Parallel()
				rows[i] = tryAll(group.texts, *anchoringSeeds)
			})
		}
	})
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-18s %-20s %6s %8s %6s %6s %8s   target", "text", "change", "tried", "correct", "wrong", "asked", "orphaned")
	for i, group := range anchoringTexts(t) {
		for j, c := range changes {
			sum := rows[i][j]
			correct, wrong := percent(sum.correct, sum.tried), percent(sum.wrong, sum.tried)
			want := c.target
			if soft, found := softer[group.name+", "+c.name]; found {
				want = soft
			}
			fmt.Fprintf(&table, "\n%-18s %-20s %6d %8.2f %6.2f %6.2f %8.2f   %v / %v", group.name, c.name, sum.tried,
				correct, wrong, percent(sum.asked, sum.tried), percent(sum.orphaned, sum.tried), want.correct, want.wrong)
			if correct < want.correct || wrong > want.wrong {
				table.WriteString("  MISSED")
				t.Errorf("%s, %s: %.2f %% correct, %.2f %% wrong, want %v / %v", group.name, c.name, correct, wrong, want.correct, want.wrong)
			}
		}
	}
	t.Log(table.String())
}

// tryAll makes every change to the texts of a group, each with so many seeds.
func tryAll(texts []string, seeds int) []tally {
	sums := make([]tally, len(changes))
	for _, text := range texts {
		s := newAnnotated(text)
		for i, c := range changes {
			for seed := range seeds {
				sums[i].add(s.try(c.editing, uint64(seed)))
			}
		}
	}
	return sums
}
