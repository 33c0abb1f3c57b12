package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// manyCounts are how many annotations the benchmarks of this file are run with:
// on the same ten million bytes, each line should cost as much as the first.
var manyCounts = []int{0, 10, 1_000, 100_000}

// manySpeech is a speech of so many bytes with so many annotations on it, spread
// evenly.
func manySpeech(tb testing.TB, size, count int) Speech {
	tb.Helper()
	s := speechFile(tb, sample)
	s.Source = model.Source{Text: strings.Repeat(s.Source.Text, 1+size/len(s.Source.Text))}
	s.Document = model.Parse(s.Source)
	points := s.Document.PointAt(len(s.Document.Text))
	for i := range count {
		start := i * (points - 60) / count
		span := model.Span{Start: s.Document.OffsetAt(start), End: s.Document.OffsetAt(start + 12 + i%31)}
		a := annotations.New(s.Document, span, morning)
		a.ID, a.Color = fmt.Sprintf("urn:uuid:%06d", i*7919%1_000_003), annotations.Colors[i%5]
		if i%2 == 0 {
			a.Note = fmt.Sprintf("第 %d 条笔记，与 **2022** 版对照。", i)
		}
		if i%3 == 0 {
			a.Tags = []string{fmt.Sprintf("政策/第%d类", i%40)}
		}
		s.Notes.Annotations = append(s.Notes.Annotations, &a)
	}
	slices.SortFunc(s.Notes.Annotations, func(a, b *annotations.Annotation) int { return strings.Compare(a.ID, b.ID) })
	return s
}

// manyApp is the program with such a speech, all annotations in their places.
func manyApp(tb testing.TB, size, count int) *App {
	s := manySpeech(tb, size, count)
	a := newApp(Config{Speech: s, Lang: "zh", Theme: "dark", Color: true, Now: func() time.Time { return morning }})
	a.Update(tea.WindowSizeMsg{Width: 150, Height: 40})
	a.Update(anchor(s.Document, s.Notes)())
	a.View()
	return a
}

// typed gives the program keys, one frame each.
func (a *App) typed(keys ...tea.KeyPressMsg) {
	for _, key := range keys {
		a.Update(key)
		a.View()
	}
}

func letter(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

func BenchmarkMany(b *testing.B) {
	pageDown, down := tea.KeyPressMsg{Code: tea.KeyPgDown}, tea.KeyPressMsg{Code: tea.KeyDown}
	escape, back := tea.KeyPressMsg{Code: tea.KeyEscape}, tea.KeyPressMsg{Code: tea.KeyBackspace}
	for _, count := range manyCounts {
		a := manyApp(b, 10<<20, count)
		run := func(name string, keys func(i int) []tea.KeyPressMsg) {
			b.Run(fmt.Sprintf("%s/%d", name, count), func(b *testing.B) {
				for i := 0; b.Loop(); i++ {
					a.typed(keys(i)...)
				}
			})
		}
		run("page-down", func(int) []tea.KeyPressMsg { return []tea.KeyPressMsg{pageDown} })
		run("highlight-and-undo", func(int) []tea.KeyPressMsg { return []tea.KeyPressMsg{letter('j'), letter('1'), letter('u')} })
		run("list-open", func(int) []tea.KeyPressMsg { return []tea.KeyPressMsg{letter('A'), escape} })
		a.typed(letter('A'))
		run("list-down", func(int) []tea.KeyPressMsg { return []tea.KeyPressMsg{down} })
		a.typed(letter('/'))
		run("list-filter", func(int) []tea.KeyPressMsg { return []tea.KeyPressMsg{letter('9'), back} })
		a.typed(escape, escape)
	}
}
