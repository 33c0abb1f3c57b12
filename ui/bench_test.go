package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// benchApp is the program with a speech of about so many bytes and so many
// annotations.
func benchApp(b *testing.B, size, marks int) *App {
	b.Helper()
	s := speechFile(b, sample)
	s.Source = model.Source{Text: strings.Repeat(s.Source.Text, 1+size/len(s.Source.Text))}
	s.Document = model.Parse(s.Source)
	a := newApp(Config{Speech: s, Lang: "zh", Theme: "dark", Color: true, Now: func() time.Time { return morning }})
	a.Update(tea.WindowSizeMsg{Width: 150, Height: 40})
	r := a.reader
	for i := range marks {
		p := s.Document.Paragraphs[i*7%len(s.Document.Paragraphs)].Span
		r.add(model.Span{Start: p.Start, End: p.Start + min(p.Len(), 12)}, func(x *annotations.Annotation) { x.Color = annotations.Colors[i%5] })
	}
	r.book.index()
	return a
}

// A frame must cost the same in a long speech as in a short one, and with many
// annotations as with few: compare the lines of one run.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct {
		name        string
		size, marks int
	}{{"10KB", 1, 10}, {"10MB", 10 << 20, 10}, {"10KB-1000marks", 1, 1000}, {"10MB-10000marks", 10 << 20, 10000}} {
		b.Run(c.name, func(b *testing.B) {
			a := benchApp(b, c.size, c.marks)
			down, up := tea.KeyPressMsg{Code: 'j', Text: "j"}, tea.KeyPressMsg{Code: 'k', Text: "k"}
			b.ResetTimer()
			for i := range b.N {
				if i/20%2 == 0 {
					a.Update(down)
				} else {
					a.Update(up)
				}
				a.View()
			}
		})
	}
}

func BenchmarkPageDown(b *testing.B) {
	a := benchApp(b, 1<<20, 100)
	down := tea.KeyPressMsg{Code: tea.KeyPgDown}
	for b.Loop() {
		a.Update(down)
		a.View()
	}
}

// BenchmarkView draws the rows in view, with what stands beside them.
func BenchmarkView(b *testing.B) {
	for _, c := range []struct {
		name          string
		width, height int
	}{{"120x40", 120, 40}, {"300x100", 300, 100}} {
		b.Run(c.name, func(b *testing.B) {
			a := benchApp(b, 1<<20, 100)
			a.Update(tea.WindowSizeMsg{Width: c.width, Height: c.height})
			for b.Loop() {
				a.View()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*c.height), "ns/row")
		})
	}
}

// BenchmarkFirstScreen is what the program does between reading a short speech and
// its first screen: the work is the same for the beginning of a long one.
func BenchmarkFirstScreen(b *testing.B) {
	s := speechFile(b, sample)
	for b.Loop() {
		s.Document = model.Parse(s.Source)
		a := newApp(Config{Speech: s, Lang: "zh", Theme: "dark", Color: true, Now: func() time.Time { return morning }})
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		a.View()
	}
}
