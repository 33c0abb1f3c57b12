package model

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkSearch holds a search to the reference: from any origin, all the places and no
// others are found, in order, each once, a step at a time.
func checkSearch(t *testing.T, d *Document, r reference, words string, origin int) {
	t.Helper()
	if got, want := d.Find(words), r.find(d.literally(words)); !slices.Equal(got, want) {
		t.Fatalf("Find %q in %q: %v, want %v", words, d.Text, got, want)
	}
	want, byInitials := r.search(words)
	s := d.Search(words, origin)
	for !s.Done {
		s = s.Step()
	}
	if got := s.Query.all(); !slices.Equal(got, want) || len(want) > 0 && s.ByInitials != byInitials {
		t.Fatalf("%q in %q: %v (by initials: %v), want %v (%v)", words, d.Text, got, s.ByInitials, want, byInitials)
	}
	if s.Count != len(want) {
		t.Fatalf("%q in %q: %d places counted, %d there", words, d.Text, s.Count, len(want))
	}
	if len(want) == 0 {
		if s.First != (Span{}) {
			t.Fatalf("%q in %q: nothing is there, first is %v", words, d.Text, s.First)
		}
		return
	}
	first := slices.IndexFunc(want, func(s Span) bool { return s.Start >= min(origin, len(d.Text)) })
	first = max(first, 0)
	if s.First != want[first] || s.Ordinal() != first+1 {
		t.Fatalf("%q in %q from %d: first is %v, number %d; want %v, number %d", words, d.Text, origin, s.First, s.Ordinal(), want[first], first+1)
	}
	for i := 0; i < len(want); i += 1 + len(want)/30 {
		place, next := want[i], want[(i+1)%len(want)]
		if got := s.Query.Next(place); got != next {
			t.Fatalf("%q in %q: after %v comes %v, want %v", words, d.Text, place, got, next)
		}
		if got := s.Query.Previous(next); got != place {
			t.Fatalf("%q in %q: before %v comes %v, want %v", words, d.Text, next, got, place)
		}
	}
}

// oddities are what folding changes, drops or joins, and what looks like it.
var oddities = []string{
	"a", "B", "ss", "ß", "ſ", "ς", "Σ", "ﬁ", "Ａ", "ｂ", "㎡", "㈠", "①", "…", ".", "..", "“", "\"", "'", "「", "〇", "○",
	"e\u0301", "é", "\u0301", "\u00ad", "\u200b", "\u200d", "\ufe0f", "\ufeff", "\u0600", "\xff", "\xe4\xb8", "\ufffd",
	" ", "  ", "\n", " \n ", "\u00a0", "　", "\t", ",", "，", "。", "-", "**", "*", "&amp;", "&nbsp;", "\n\n",
	"發", "发", "展", "髮", "裏", "里", "裡", "重", "庆", "慶", "一", "⼀", "豈", "\uf900", "〸", "㍿", "𠮷", "\U0002f800",
	"が", "か\u3099", "ｶﾞ", "한", "\u1112\u1161", "Я", "я", "👩\u200d👧", "1", "5%", "中", "国", "cq", "的",
}

// oddText is a text of odd runes, some of them words of one script.
func oddText(rng *rand.Rand, pieces int) string {
	var b strings.Builder
	few := oddities
	if rng.IntN(2) == 0 { // so that things come together more often
		few = nil
		for range 2 + rng.IntN(6) {
			few = append(few, oddities[rng.IntN(len(oddities))])
		}
	}
	for range pieces {
		b.WriteString(few[rng.IntN(len(few))])
	}
	return b.String()
}

// queryFrom is a piece of a text, or of a folded text, or something else.
func queryFrom(rng *rand.Rand, r reference) string {
	text := r.d.Text
	switch rng.IntN(6) {
	case 0:
		return oddText(rng, 1+rng.IntN(3))
	case 1:
		text = r.folded.Text
	case 2:
		return []string{"cq", "zf", "fz", "yl", "qq", "ff"}[rng.IntN(6)]
	}
	start := rng.IntN(len(text) + 1)
	end := min(start+rng.IntN(12), len(text))
	return strings.ToValidUTF8(text[start:end], "")
}

func TestSearchIsTheReference(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		d := written(oddText(rng, rng.IntN(60)), false)
		if rng.IntN(3) == 0 {
			d = Parse(Source{Text: d.Text})
		}
		r := newReference(d)
		for range 4 {
			checkSearch(t, d, r, queryFrom(rng, r), rng.IntN(len(d.Text)+2))
		}
	}
}

func TestSearchIsTheReferenceInSpeeches(t *testing.T) {
	files, err := filepath.Glob("../testdata/speeches/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no speeches: %v", err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(Source{Text: strings.ReplaceAll(string(text), "\r\n", "\n")})
		r := newReference(d)
		for range 40 {
			checkSearch(t, d, r, queryFrom(rng, r), rng.IntN(len(d.Text)+1))
		}
	}
}

func FuzzSearchIsTheReference(f *testing.F) {
	for _, seed := range [][2]string{{"經濟**發**\n展", "发展"}, {"重\n庆 cq", "cq"}, {"e\u0301發\u200b展", "發展"}, {"㈠發 展", "一发"}, {"a\xffb &amp; c", "b & c"}} {
		f.Add(seed[0], seed[1], uint16(3))
	}
	f.Fuzz(func(t *testing.T, text, words string, origin uint16) {
		d := written(text, false)
		checkSearch(t, d, newReference(d), words, int(origin))
	})
}

// What a rune may be spelled as is worked out for some blocks only: no other rune
// folds to something else.
func TestSpellingsAreWhole(t *testing.T) {
	f := folding{}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		for _, form := range f.foldRune(r) {
			if form != r && !slices.Contains(spellingsOf(form, false), r) {
				t.Errorf("%U folds to %U, which is not known to be spelled so", r, form)
			}
		}
	}
}

// A search for plain words folds the paragraphs that hold odd ones, however long the
// text.
func TestSearchFoldsNoMoreInLongTexts(t *testing.T) {
	const line = "经济發展与社会进步，我到重庆来。 The whole blue sea.\n\n"
	const odd = "蓝鲸\u00ad不上岸，Blue\u00adwhale。\n\n"
	short := written(strings.Repeat(line, 1<<20/len(line))+odd, false)
	long := written(strings.Repeat(line, 16<<20/len(line))+odd, false)
	for words, want := range map[string]int{
		"蓝鲸不上岸": 1, "bluewhale": 1, "没有的话": 0, "xyz": 0, "发展": 0, "whole blue": 0, "Whole": 0, "重庆来": 0, "ljbsa": 1, "zgcs": 0,
	} {
		if a, b := short.foldedFor(words), long.foldedFor(words); a != want || b != want {
			t.Errorf("%q: %d paragraphs of 1 MB are folded, %d of 16 MB, want %d", words, a, b, want)
		}
	}
}

// foldedFor is how many paragraphs a search folds.
func (d *Document) foldedFor(words string) int {
	s := d.Search(words, 0)
	for !s.Done {
		s = s.Step()
	}
	l := s.Query.newLook()
	for i := range d.Paragraphs {
		l.places(&d.Paragraphs[i])
	}
	return l.folded
}
