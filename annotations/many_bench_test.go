package annotations

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"lectern/model"
)

// manyCounts are how many annotations the benchmarks of this file are run with:
// what a line costs more than the one before it grows with the annotations.
var manyCounts = []int{10, 1_000, 100_000}

// manyText is the text of ten million bytes that they are on.
func manyText() *model.Document {
	var b strings.Builder
	for i := 0; b.Len() < 10<<20; i++ {
		fmt.Fprintf(&b, "第%d段　%s\n", i, sampleText)
	}
	return document(b.String())
}

// manyNotes are annotations spread evenly over a text: colours, tags and notes as
// somebody makes them, ids at random and the same in every run.
func manyNotes(d *model.Document, count int) *Notes {
	n := NewNotes()
	random := rand.NewChaCha8([32]byte{})
	points := d.PointAt(len(d.Text))
	for i := range count {
		start := i * (points - 60) / count
		a := New(d, model.Span{Start: d.OffsetAt(start), End: d.OffsetAt(start + 12 + i%31)}, later(i))
		id, _ := uuid.NewRandomFromReader(random)
		a.ID, a.Color, a.Creator = id.URN(), Colors[i%5], "李"
		if i%2 == 0 {
			a.Note = fmt.Sprintf("第 %d 条笔记，与 **2022** 版对照。", i)
		}
		if i%3 == 0 {
			a.Tags = []string{fmt.Sprintf("政策/第%d类", i%40)}
		}
		n.Annotations = append(n.Annotations, &a)
	}
	slices.SortFunc(n.Annotations, func(a, b *Annotation) int { return strings.Compare(a.ID, b.ID) })
	n.Describe(d, "utf-8")
	n.origin = nil
	return n
}

// eachCount runs a benchmark with each count of annotations.
func eachCount(b *testing.B, run func(b *testing.B, d *model.Document, n *Notes)) {
	d := manyText()
	for _, count := range manyCounts {
		n := manyNotes(d, count)
		b.Run(fmt.Sprint(count), func(b *testing.B) { run(b, d, n) })
	}
}

// benchStore is a store of a file that holds the notes.
func benchStore(b *testing.B, n *Notes) *Store {
	b.Helper()
	dir := b.TempDir()
	s := &Store{
		Path: filepath.Join(dir, "talk.txt.notes.json"), LockDir: filepath.Join(dir, "locks"), BackupDir: filepath.Join(dir, "backups"),
		JournalDir: filepath.Join(dir, "journal"),
	}
	if _, err := s.Save(n); err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkManyLoad(b *testing.B) {
	eachCount(b, func(b *testing.B, _ *model.Document, n *Notes) {
		s := benchStore(b, n)
		b.SetBytes(int64(len(n.Encode())))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Load(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// One more annotation is made and saved, in a session that has saved before.
func BenchmarkManySave(b *testing.B) {
	eachCount(b, func(b *testing.B, d *model.Document, n *Notes) {
		s := benchStore(b, n)
		set := NewSet(n)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			set.Add(later(i), New(d, model.Span{Start: 30, End: 60}, later(i)))
			saved, err := s.Save(set.Notes())
			if err != nil {
				b.Fatal(err)
			}
			set.Replace(saved)
		}
	})
}

func BenchmarkManyAnchor(b *testing.B) {
	eachCount(b, func(b *testing.B, d *model.Document, n *Notes) {
		for b.Loop() {
			Anchor(d, n)
		}
	})
}

// A passage is marked and the mark undone, each with the snapshot that a save takes.
func BenchmarkManyEdit(b *testing.B) {
	eachCount(b, func(b *testing.B, d *model.Document, n *Notes) {
		set := NewSet(n)
		for i := 0; b.Loop(); i++ {
			set.Add(later(i), New(d, model.Span{Start: 30, End: 60}, later(i)))
			set.Notes()
			set.Undo(later(i))
			set.Notes()
		}
	})
}

// What a save brought back is taken in, with nothing edited meanwhile.
func BenchmarkManyReplace(b *testing.B) {
	eachCount(b, func(b *testing.B, d *model.Document, n *Notes) {
		set := NewSet(n)
		s := benchStore(b, n)
		saved, err := s.Save(set.Notes())
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			set.Replace(saved)
		}
	})
}

func BenchmarkManyCodebook(b *testing.B) {
	eachCount(b, func(b *testing.B, _ *model.Document, n *Notes) {
		for b.Loop() {
			n.Codebook()
		}
	})
}
