package cli_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/cli"
)

const merges = 200

// Two copies of the notes are changed at random and merged on the command line:
// each field of each annotation is as its latest change, and no note is lost.
func TestGeneratedMerges(t *testing.T) {
	folder := t.TempDir()
	base, ours, theirs := filepath.Join(folder, "base"), filepath.Join(folder, "ours"), filepath.Join(folder, "theirs")
	for seed := range merges {
		w := newWorld(uint64(seed))
		writeNotes(t, base, w.set)
		a, b := w.branches(t, base)
		writeNotes(t, ours, a)
		writeNotes(t, theirs, b)
		var said bytes.Buffer
		if code := cli.Main([]string{"merge", base, ours, theirs}, nil, &said, &said, nil); code != 0 || said.Len() > 0 {
			t.Fatalf("seed %d: %d, %s", seed, code, said.String())
		}
		w.check(t, seed, readNotes(t, ours))
	}
	t.Logf("%d merges, none wrong", merges)
}

func writeNotes(t *testing.T, path string, s *annotations.Set) {
	t.Helper()
	if err := os.WriteFile(path, s.Notes().Encode(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readNotes(t *testing.T, path string) *annotations.Notes {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := annotations.Decode(data)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return n
}

// world knows, by itself, what every annotation must be in the end.
type world struct {
	random   *rand.Rand
	document *model.Document
	set      *annotations.Set
	clock    int
	want     map[string]*wanted
}

type wanted struct {
	color     annotations.Color
	note      string
	quote     string
	touched   map[string]int // field → when
	deleted   int
	noteTexts []string // all that were ever written
}

func newWorld(seed uint64) *world {
	text := "同志们：\n\n要坚持人民至上，要坚持实事求是，要坚持问题导向。\n\nWe shall pay any price, bear any burden.\n"
	w := &world{
		random: rand.New(rand.NewPCG(seed, 1)), document: model.Parse(model.Source{Text: text}),
		set: annotations.NewSet(annotations.NewNotes()), want: map[string]*wanted{},
	}
	w.set.Describe(w.document, "utf-8")
	for range 1 + w.random.IntN(8) {
		w.add(w.set)
	}
	return w
}

// branches are two sets of the notes in a file, each with edits of its own.
func (w *world) branches(t *testing.T, path string) (ours, theirs *annotations.Set) {
	base := readNotes(t, path)
	ours, theirs = annotations.NewSet(base), annotations.NewSet(base)
	w.edit(ours, 1+w.random.IntN(6), "ours")
	w.edit(theirs, 1+w.random.IntN(6), "theirs")
	return ours, theirs
}

func (w *world) now() time.Time {
	w.clock++
	return time.Date(2026, 11, 23, 0, 0, w.clock, 0, time.UTC)
}

var quotes = []string{"人民至上", "实事求是", "问题导向", "any price", "any burden"}

func (w *world) span() (model.Span, string) {
	quote := quotes[w.random.IntN(len(quotes))]
	at := strings.Index(w.document.Text, quote)
	return model.Span{Start: at, End: at + len(quote)}, quote
}

func (w *world) add(s *annotations.Set) {
	now := w.now()
	span, quote := w.span()
	a := annotations.New(w.document, span, now)
	s.Add(now, a)
	w.want[a.ID] = &wanted{quote: quote, touched: map[string]int{"color": w.clock, "note": w.clock, "quote": w.clock}}
}

// edit makes random edits of a side.
func (w *world) edit(s *annotations.Set, edits int, side string) {
	for i := range edits {
		live := s.Annotations()
		if len(live) == 0 || w.random.IntN(4) == 0 {
			w.add(s)
			continue
		}
		a := live[w.random.IntN(len(live))]
		want, now := w.want[a.ID], w.now()
		switch w.random.IntN(4) {
		case 0:
			want.color = annotations.Colors[w.random.IntN(5)]
			if want.color != a.Color {
				want.touched["color"] = w.clock
			}
			s.Change(now, a.ID, func(a *annotations.Annotation) { a.Color = want.color })
		case 1:
			want.note = fmt.Sprintf("%s 的第 %d 条", side, i)
			want.noteTexts = append(want.noteTexts, want.note)
			want.touched["note"] = w.clock
			s.Change(now, a.ID, func(a *annotations.Annotation) { a.Note = want.note })
		case 2:
			span, quote := w.span()
			if quote != a.Target.Exact {
				want.quote = quote
				want.touched["quote"] = w.clock
			}
			s.Repoint(now, w.document, a.ID, span)
		case 3:
			want.deleted = w.clock
			s.Remove(now, a.ID)
		}
	}
}

func (w *world) check(t *testing.T, seed int, n *annotations.Notes) {
	t.Helper()
	if len(n.Annotations) != len(w.want) {
		t.Fatalf("seed %d: %d annotations, want %d", seed, len(n.Annotations), len(w.want))
	}
	for id, want := range w.want {
		a, _ := n.Find(id)
		last := max(want.touched["color"], want.touched["note"], want.touched["quote"])
		if a.Color != want.color || a.Note != want.note || a.Target.Exact != want.quote || a.Live() != (last > want.deleted) {
			t.Fatalf("seed %d: %s is %q %q %q, live %v; want %+v", seed, id, a.Color, a.Note, a.Target.Exact, a.Live(), want)
		}
		// Of one side's notes the last counts; what the other side wrote is in the history.
		lastOf := map[string]string{}
		for _, text := range want.noteTexts {
			lastOf[strings.Fields(text)[0]] = text
		}
		for _, text := range lastOf {
			if text != a.Note && !slices.Contains(a.History, text) {
				t.Fatalf("seed %d: %q of %s is lost: %q %q", seed, text, id, a.Note, a.History)
			}
		}
	}
}
