package layout

import (
	"slices"
	"strings"
	"testing"

	"lectern/model"
)

// checkCells states the laws of the cells of one line.
func checkCells(t *testing.T, text string, p *model.Paragraph, l Line, o Options) {
	t.Helper()
	cells := Cells(text, p, l, o)
	column, offset, end := l.Indent, l.Span.Start, l.Indent
	for _, c := range cells {
		if c.Column != column || c.Width < 1 || column+c.Width > max(1, o.Width) {
			t.Fatalf("%+v: cell %+v at column %d of %q", o, c, column, text[l.Span.Start:l.Span.End])
		}
		if c.Span.Start < offset || c.Span.Empty() || !l.Span.Covers(c.Span) {
			t.Fatalf("%+v: cell %+v after byte %d of line %v", o, c, offset, l.Span)
		}
		if got := Width(c.Text, o.Grid); got != c.Width {
			t.Fatalf("%+v: cell %+v shows %d cells", o, c, got)
		}
		checkVisible(t, c.Text)
		checkPlaces(t, cells, c)
		column, offset = column+c.Width, c.Span.End
		if strings.TrimFunc(c.Text, isBlank) != "" {
			end = column
		}
	}
	if end != l.Indent+l.Width {
		t.Fatalf("%+v: the cells of %q end at %d, the line %+v", o, text[l.Span.Start:l.Span.End], end, l)
	}
}

func isBlank(r rune) bool { return traitsOf(r)&blank != 0 }

// checkPlaces states that offset and column lead to each other at a cell.
func checkPlaces(t *testing.T, cells []Cell, c Cell) {
	t.Helper()
	for offset := c.Span.Start; offset < c.Span.End; offset++ {
		if got := ColumnOf(cells, offset); got != c.Column {
			t.Fatalf("byte %d is at column %d, want %d", offset, got, c.Column)
		}
	}
	for column := c.Column; column < c.Column+c.Width; column++ {
		if got := OffsetAt(cells, column); got != c.Span.Start {
			t.Fatalf("column %d is byte %d, want %d", column, got, c.Span.Start)
		}
	}
}

func TestCells(t *testing.T) {
	type shown struct {
		text          string
		offset        int
		column, width int
		sign          bool
	}
	for _, c := range []struct {
		name, text string
		wide       bool
		want       []shown
	}{
		{"Han and ASCII", "中a文", false, []shown{{"中", 0, 0, 2, false}, {"a", 3, 2, 1, false}, {"文", 4, 3, 2, false}}},
		{"ambiguous, narrow", "“中”", false, []shown{{"“", 0, 0, 1, false}, {"中", 3, 1, 2, false}, {"”", 6, 3, 1, false}}},
		{"ambiguous, wide", "“中”", true, []shown{{"“", 0, 0, 2, false}, {"中", 3, 2, 2, false}, {"”", 6, 4, 2, false}}},
		{"combining mark", "e\u0301x", false, []shown{{"e\u0301", 0, 0, 1, false}, {"x", 3, 1, 1, false}}},
		{"mark alone", "\u0301x", false, []shown{{"◌\u0301", 0, 0, 1, true}, {"x", 2, 1, 1, false}}},
		{"family", "👩\u200d👧a", false, []shown{{"👩\u200d👧", 0, 0, 2, false}, {"a", 11, 2, 1, false}}},
		{"flag", "🇨🇳a", false, []shown{{"🇨🇳", 0, 0, 2, false}, {"a", 8, 2, 1, false}}},
		{"keycap", "1\ufe0f\u20e3a", false, []shown{{"1\ufe0f\u20e3", 0, 0, 2, false}, {"a", 7, 2, 1, false}}},
		{"variant of an ideograph", "葛\U000e0100城", false, []shown{{"葛\U000e0100", 0, 0, 2, false}, {"城", 7, 2, 2, false}}},
		{"tab", "a\tb", false, []shown{{"a", 0, 0, 1, false}, {"   ", 1, 1, 3, false}, {"b", 2, 4, 1, false}}},
		{"control", "a\x1bb", false, []shown{{"a", 0, 0, 1, false}, {"␛", 1, 1, 1, true}, {"b", 2, 2, 1, false}}},
		{"return", "a\rb", false, []shown{{"a", 0, 0, 1, false}, {"␍", 1, 1, 1, true}, {"b", 2, 2, 1, false}}},
		{"stray byte", "a\xffb", false, []shown{{"a", 0, 0, 1, false}, {"\ufffd", 1, 1, 1, true}, {"b", 2, 2, 1, false}}},
		{"turned text", "a\u202eb", false, []shown{{"a", 0, 0, 1, false}, {"⇄", 1, 1, 1, true}, {"b", 4, 2, 1, false}}},
		{"zero width", "a\u200b\u00adb", false, []shown{{"a", 0, 0, 1, false}, {"b", 6, 1, 1, false}}},
		{"line separator", "a\u2028b", false, []shown{{"a", 0, 0, 1, false}, {" ", 1, 1, 1, false}, {"b", 4, 2, 1, false}}},
		{"soft newline", "中\n文", false, []shown{{"中", 0, 0, 2, false}, {"文", 4, 2, 2, false}}},
		{"soft newline between words", "a\nb", false, []shown{{"a", 0, 0, 1, false}, {" ", 1, 1, 1, false}, {"b", 2, 2, 1, false}}},
	} {
		p, o := asParagraph(c.text), Options{Width: 20, Grid: Grid{Wide: c.wide}}
		var got []shown
		for _, cell := range Cells(c.text, p, Lines(c.text, p, o)[0], o) {
			got = append(got, shown{cell.Text, cell.Span.Start, cell.Column, cell.Width, cell.Sign})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%v, want\n%v", c.name, got, c.want)
		}
	}
}

func cellsText(cells []Cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.Text)
	}
	return b.String()
}

// Blank space that hangs has cells as far as the column goes.
func TestHangingBlanks(t *testing.T) {
	text := "the world     is"
	for width, want := range map[int]string{9: "the world", 10: "the world ", 12: "the world   "} {
		o := Options{Width: width}
		p := asParagraph(text)
		if got := cellsText(Cells(text, p, Lines(text, p, o)[0], o)); got != want {
			t.Errorf("%d: %q, want %q", width, got, want)
		}
	}
}

// What is wider than the column is cut to it.
func TestColumnOfOneCell(t *testing.T) {
	text := "中a&amp;"
	p := asParagraph(text)
	p.Runs = []model.Run{{Span: spanOf(text, "&amp;"), Shown: "&c."}}
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{Width: 1}, []string{"…", "a", "…"}},
		{Options{Width: 1, Grid: Grid{Wide: true}}, []string{".", "a", "."}},
		{Options{Width: 0}, []string{"…", "a", "…"}},
		{Options{Width: 2}, []string{"中", "a", "&…"}},
	} {
		var got []string
		for _, l := range checkLines(t, text, p, c.o) {
			got = append(got, cellsText(Cells(text, p, l, c.o)))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.o, got, c.want)
		}
	}
}

func TestPlacesThatAreNotShown(t *testing.T) {
	text := "要**破解**"
	p := asParagraph(text)
	p.Runs = []model.Run{{Span: model.Span{Start: 3, End: 5}, Hidden: true}, {Span: model.Span{Start: 11, End: 13}, Hidden: true}}
	o := Options{Width: 20, Indent: 4}
	cells := Cells(text, p, Lines(text, p, o)[0], o)
	for offset, want := range map[int]int{0: 4, 3: 6, 4: 6, 5: 6, 8: 8, 11: 10, 12: 10, 13: 10} {
		if got := ColumnOf(cells, offset); got != want {
			t.Errorf("byte %d: column %d, want %d", offset, got, want)
		}
	}
	for column, want := range map[int]int{0: 0, 4: 0, 5: 0, 6: 5, 9: 8, 10: 8, 99: 8} {
		if got := OffsetAt(cells, column); got != want {
			t.Errorf("column %d: byte %d, want %d", column, got, want)
		}
	}
	if ColumnOf(nil, 3) != 0 || OffsetAt(nil, 3) != -1 {
		t.Error("no cells")
	}
}
