package layout

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lectern/model"
)

// speeches are the sample speeches by file name.
func speeches(t *testing.T) map[string]*model.Document {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/speeches/*.[tm][xd]*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no speeches: %v", err)
	}
	documents := map[string]*model.Document{}
	for _, path := range paths {
		if filepath.Base(path) == "SOURCES.md" {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToValidUTF8(strings.ReplaceAll(string(data), "\r\n", "\n"), "\uFFFD")
		documents[filepath.Base(path)] = model.Parse(model.Source{Text: text})
	}
	return documents
}

// grids are the four kinds of terminal.
var grids = [4]Grid{{}, {Wide: true}, {CodePoints: true}, {Wide: true, CodePoints: true}}

// checkLines states the laws of Lines for one paragraph.
func checkLines(t *testing.T, text string, p *model.Paragraph, o Options) []Line {
	t.Helper()
	lines := Lines(text, p, o)
	at := p.Span.Start
	for i, l := range lines {
		if l.Span.Start != at || l.Span.End < at || l.Span.Empty() && !p.Span.Empty() {
			t.Fatalf("%+v: line %d is %v and does not follow byte %d of %q", o, i, l.Span, at, text)
		}
		at = l.Span.End
		if l.Indent+l.Width > max(1, o.Width) || l.Indent < 0 || l.Width < 0 {
			t.Fatalf("%+v: line %d is too wide: %+v %q", o, i, l, text[l.Span.Start:l.Span.End])
		}
	}
	if at != p.Span.End || len(lines) == 0 {
		t.Fatalf("%+v: %d lines end at byte %d of %v", o, len(lines), at, p.Span)
	}
	return lines
}

// checkAgain states that a line set by itself is that line.
func checkAgain(t *testing.T, text string, p *model.Paragraph, l Line, o Options) {
	t.Helper()
	alone := *p
	alone.Span = l.Span
	o.Indent = l.Indent
	if again := Lines(text, &alone, o); !slices.Equal(again, []Line{l}) {
		t.Fatalf("%+v: %q\nset again %+v\nwant      %+v", o, text[l.Span.Start:l.Span.End], again, l)
	}
}

func TestLawsAtEveryWidth(t *testing.T) {
	for name, d := range speeches(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for width := 2; width <= 200; width++ {
				p := &d.Paragraphs[width%len(d.Paragraphs)]
				for _, g := range grids {
					o := Options{Width: width, Grid: g}
					o.Indent = FirstIndent(d.Text, p, o)
					for _, l := range checkLines(t, d.Text, p, o) {
						checkAgain(t, d.Text, p, l, o)
						checkCells(t, d.Text, p, l, o)
					}
				}
			}
		})
	}
}

// No rule of punctuation is broken in any speech, at any usual width.
func TestNoViolations(t *testing.T) {
	for name, d := range speeches(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for width := 20; width <= 120; width++ {
				for _, g := range grids[:2] { // no sample has a cluster that the others count otherwise
					countViolations(t, d, Options{Width: width, Grid: g})
				}
			}
		})
	}
}

func countViolations(t *testing.T, d *model.Document, o Options) {
	t.Helper()
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		o.Indent = FirstIndent(d.Text, p, o)
		lines := checkLines(t, d.Text, p, o)
		for _, found := range violations(d.Text, p, lines) {
			t.Errorf("%+v: %s", o, found)
		}
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"nothing", "", 20, []string{""}},
		{"fits", "同志们：", 8, []string{"同志们："}},
		{"Han breaks anywhere", "今天到县自然资源局来", 8, []string{"今天到县", "自然资源", "局来"}},
		{"words", "the world is very different now", 12, []string{"the world is", "very", "different", "now"}},
		{"blanks hang", "the world   is", 9, []string{"the world", "is"}},
		{"ideographic blank hangs", "今天　到县", 4, []string{"今天", "到县"}},
		{"long word", "incomprehensibilities", 8, []string{"incompre", "hensibil", "ities"}},
		{"mark stays", "今天到县自然，资源", 12, []string{"今天到县自", "然，资源"}},
		{"long word keeps its mark", "incomprehensible,", 16, []string{"incomprehensibl", "e,"}},
		{"only marks", "。。。。。。", 4, []string{"。。", "。。", "。。"}},
		{"no blank between Chinese and Latin", "增长GDP的速度", 8, []string{"增长GDP", "的速度"}},
	} {
		if got := set(c.text, asParagraph(c.text), Options{Width: c.width}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A newline inside a paragraph is soft, and the blank space around it goes.
func TestSoftNewlines(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"自然资源\n系统", "自然资源系统"},
		{"自然资源，\n系统", "自然资源，系统"},
		{"自然资源  \n　系统", "自然资源系统"},
		{"human\nlife", "human life"},
		{"human \n\t life", "human life"},
		{"human\n\n life", "human life"},
		{"he said “\nlife", "he said “ life"},
		{"约翰\nKennedy", "约翰 Kennedy"},
		{"human\n", "human"},
		{"human\u200b\nlife", "human\u200b life"},
	} {
		p := asParagraph(c.text)
		want := strings.ReplaceAll(c.want, "\u200b", "")
		if got := set(c.text, p, Options{Width: 40}); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, want %q", c.text, got, want)
		}
	}
	text := "all forms of human\nlife and\npoverty"
	if got, want := set(text, asParagraph(text), Options{Width: 18}), []string{"all forms of human", "life and poverty"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPreformattedKeepsNewlines(t *testing.T) {
	text := "  one\n\n    two 三四五\nsix\n"
	p := asParagraph(text)
	p.Preformatted = true
	want := []string{"  one", "", "    two 三", "四五", "six"}
	if got := set(text, p, Options{Width: 10}); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRuns(t *testing.T) {
	text := "要**全力破解**问题 &amp; [难题](http://example.org)。"
	p := asParagraph(text)
	hide := func(s string) { p.Runs = append(p.Runs, model.Run{Span: spanOf(text, s), Hidden: true}) }
	hide("**全")
	p.Runs[0].Span.End = p.Runs[0].Span.Start + 2
	p.Runs = append(p.Runs, model.Run{Span: spanOf(text, "全力破解"), Style: model.Strong})
	hide("**问")
	p.Runs[2].Span.End = p.Runs[2].Span.Start + 2
	p.Runs = append(p.Runs, model.Run{Span: spanOf(text, "&amp;"), Shown: "&"})
	hide("[")
	hide("](http://example.org)")
	for _, c := range []struct {
		width int
		want  []string
	}{
		{40, []string{"要全力破解问题 & 难题。"}},
		{14, []string{"要全力破解问题", "& 难题。"}},
		{10, []string{"要全力破解", "问题 &", "难题。"}},
	} {
		if got := set(text, p, Options{Width: c.width}); !slices.Equal(got, c.want) {
			t.Errorf("%d: %q, want %q", c.width, got, c.want)
		}
	}
}

func spanOf(text, s string) model.Span {
	at := strings.Index(text, s)
	return model.Span{Start: at, End: at + len(s)}
}

// A last line is not one ideograph and its mark.
func TestLastLineHasCompany(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"今天到县自然资源局来。", 20, []string{"今天到县自然资源", "局来。"}},
		{"今天到县自然资源局来看。", 20, []string{"今天到县自然资源局", "来看。"}},
		{"今天到县资源，局。", 14, []string{"今天到县资", "源，局。"}},
		{"incomprehensible来。", 16, []string{"incomprehensible", "来。"}},
		{"一二 incomprehensible来。", 21, []string{"一二 incomprehensible", "来。"}},
		{"it is a word", 11, []string{"it is a", "word"}},
	} {
		if got := set(c.text, asParagraph(c.text), Options{Width: c.width}); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// What is pulled down must fit after the hanging indent.
func TestLastLineHasRoom(t *testing.T) {
	text := "一二三四五 abcdefgh来。"
	want := []string{"一二三四五 abcdefgh", "来。"}
	if got := set(text, asParagraph(text), Options{Width: 19, Hang: 12}); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestIndent(t *testing.T) {
	text := "今天到县自然资源局来看望"
	p := asParagraph(text)
	got := Lines(text, p, Options{Width: 12, Indent: 4, Hang: 2})
	want := []Line{
		{model.Span{Start: 0, End: 12}, 4, 8},
		{model.Span{Start: 12, End: 27}, 2, 10},
		{model.Span{Start: 27, End: 36}, 2, 6},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, l := range Lines(text, p, Options{Width: 3, Indent: 40, Hang: -1}) {
		if l.Indent > 1 || l.Width != 2 {
			t.Errorf("in a column of 3: %v", l)
		}
	}
}

func TestFirstIndent(t *testing.T) {
	for _, c := range []struct {
		text  string
		kind  model.Kind
		width int
		want  int
	}{
		{"今天到县自然资源局来", model.Body, 72, 4},
		{"今天到县自然资源局来", model.Body, 40, 4},
		{"今天到县自然资源局来", model.Body, 39, 2},
		{"“GDP增长”是目标", model.Body, 72, 4},
		{"2022年，我们", model.Lead, 72, 4},
		{"　　今天到县", model.Body, 72, 0},
		{"同志们：", model.Salutation, 72, 0},
		{"第一、要提高站位", model.Heading, 72, 0},
		{"在会议上的讲话", model.Title, 72, 0},
		{"The world is very different now.", model.Body, 72, 0},
		{"The word 道 has no equal.", model.Body, 72, 0},
		{"……", model.Body, 72, 0},
		{"", model.Body, 72, 0},
	} {
		p := asParagraph(c.text)
		p.Kind = c.kind
		if got := FirstIndent(c.text, p, Options{Width: c.width}); got != c.want {
			t.Errorf("%q in %d: %d, want %d", c.text, c.width, got, c.want)
		}
	}
}

func TestLineAt(t *testing.T) {
	lines := []Line{{Span: model.Span{Start: 5, End: 9}}, {Span: model.Span{Start: 9, End: 12}}}
	for offset, want := range map[int]int{0: 0, 5: 0, 8: 0, 9: 1, 11: 1, 12: 1, 99: 1} {
		if got := LineAt(lines, offset); got != want {
			t.Errorf("%d: %d, want %d", offset, got, want)
		}
	}
	if LineAt(nil, 3) != 0 {
		t.Error("no lines")
	}
}

// A paragraph is read in chunks; where they meet leaves no trace.
func TestChunksLeaveNoTrace(t *testing.T) {
	for name, d := range speeches(t) {
		whole := *asParagraph(d.Text)
		for _, width := range []int{20, 71, 150} {
			o := Options{Width: width, Indent: 4}
			want := wholeLines(d.Text, &whole, o)
			if got := Lines(d.Text, &whole, o); !slices.Equal(got, want) {
				t.Errorf("%s at %d: chunks make a difference", name, width)
			}
		}
	}
}

func wholeLines(text string, p *model.Paragraph, o Options) []Line {
	s := setter{chunk: len(text)}
	return s.lines(text, p, o)
}

// Text that no writer wrote is set like any other.
func TestHostileText(t *testing.T) {
	const size = 1 << 17
	for _, unit := range []string{" ", "\t", "\n", "1", "-", "“", "。", "*", "\u0301", "\u200b", "\u200d", "\u00ad", "\x1b", "\xff", "🇨", "👩\u200d", "第", "（", "a\u0301", "　", " \n"} {
		for _, preformatted := range []bool{false, true} {
			text := "甲 " + strings.Repeat(unit, size/len(unit)) + " 乙"
			p := asParagraph(text)
			p.Preformatted = preformatted
			o := Options{Width: 40}
			lines := checkLines(t, text, p, o)
			checkCells(t, text, p, lines[0], o)
			checkCells(t, text, p, lines[len(lines)/2], o)
		}
	}
}
