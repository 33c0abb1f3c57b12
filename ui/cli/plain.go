package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/term"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// defaultMeasure is a line of 36 ideographs.
const defaultMeasure = 72

// hasScreen reports whether the page can be shown: only a real terminal that
// can move its cursor.
func (p *program) hasScreen() bool {
	kind := os.Getenv("TERM")
	return isTerminal(p.stdout) && kind != "dumb" && (kind != "" || runtime.GOOS == "windows")
}

// grid is how cells are counted. Without a screen there is nobody to ask, and most
// terminals give an ambiguous character one.
func (p *program) grid() layout.Grid { return layout.Grid{Wide: p.settings.Ambiguous.value == "wide"} }

// columns is the measure of plain text: what was asked for, or else what is
// usual and fits the terminal.
func (p *program) columns() int {
	if p.settings.Measure.value != 0 {
		return p.settings.Measure.value
	}
	if file := terminalOf(p.stdout); file != nil {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width >= p.settings.Measure.low {
			return min(width, defaultMeasure)
		}
	}
	return defaultMeasure
}

// plainPage writes a speech as text: broken into lines as on the page, each
// marked passage as [1: …], and what was noted on it at the end.
type plainPage struct {
	out     *bufio.Writer
	speech  *speech
	options layout.Options
	role    func(annotations.Color) string
}

func (p *program) writePlain(s *speech) error {
	p.warn(s)
	page := plainPage{
		out: bufio.NewWriter(p.stdout), speech: s, role: p.roles(s.notes),
		options: layout.Options{Width: p.columns(), Grid: p.grid()},
	}
	places := annotations.Anchor(s.document, s.notes)
	page.writeSpeech(signsOf(s.document, places))
	page.writeNotes(places)
	return page.out.Flush()
}

func (g *plainPage) writeSpeech(signs []patch) {
	text := g.speech.document.Text
	blank := ""
	for i := range g.speech.document.Paragraphs {
		p := &g.speech.document.Paragraphs[i]
		if p.Kind == model.FrontMatter || p.Span.Empty() {
			continue
		}
		if p.Continues {
			blank = ""
		}
		if _, err := io.WriteString(g.out, blank); err != nil {
			return // nobody reads on, and the last flush says so
		}
		blank = "\n"
		o := g.options
		o.Indent = layout.FirstIndent(text, p, o)
		g.writeLines(withSigns(text, p, signs), p.Preformatted, o)
	}
}

// writeLines writes a text as one paragraph.
func (g *plainPage) writeLines(text string, preformatted bool, o layout.Options) {
	whole := model.Span{End: len(text)}
	p := model.NewParagraph(whole)
	p.Outer, p.Preformatted = whole, preformatted
	for _, line := range layout.Lines(text, &p, o) {
		var row strings.Builder
		column := 0
		for _, cell := range layout.Cells(text, &p, line, o) {
			row.WriteString(strings.Repeat(" ", max(cell.Column-column, 0)))
			row.WriteString(cell.Text)
			column = cell.Column + cell.Width
		}
		fmt.Fprintln(g.out, strings.TrimRight(row.String(), " "))
	}
}

// writeNotes lists the annotations, each with the number that stands in the
// text; those whose passage is not there come with their words.
func (g *plainPage) writeNotes(places []annotations.Place) {
	for i, place := range places {
		a, _ := g.speech.notes.Find(place.ID)
		if i == 0 {
			fmt.Fprint(g.out, "\n---\n")
		}
		head := fmt.Sprintf("[%d]", i+1)
		for _, word := range []string{g.role(a.Color), strings.Join(hashTags(g.speech.notes.TagPaths(a)), " "), g.quote(a, place)} {
			if word != "" {
				head += " " + word
			}
		}
		fmt.Fprintln(g.out)
		g.writeText(head, 0)
		for _, line := range strings.Split(a.Note, "\n") {
			g.writeText(line, 4)
		}
	}
}

// quote is an annotation's passage as the list gives it.
func (g *plainPage) quote(a annotations.Annotation, place annotations.Place) string {
	if missing := statusWords[place.Status]; missing != "" {
		return fmt.Sprintf("%s (%s)", strings.ReplaceAll(a.Target.Exact, "\n", " "), missing)
	}
	return g.speech.document.Plain(place.Span)
}

// writeText writes a line of a note, wrapped and hanging by some cells.
func (g *plainPage) writeText(text string, hang int) {
	if strings.TrimSpace(text) == "" {
		return
	}
	o := g.options
	o.Indent, o.Hang = hang, 4
	g.writeLines(text, false, o)
}

func hashTags(tags []string) []string {
	hashed := make([]string, len(tags))
	for i, tag := range tags {
		hashed[i] = "#" + tag
	}
	return hashed
}

// patch is a text shown instead of the bytes of a span; an empty span puts it
// in between.
type patch struct {
	span model.Span
	text string
}

// signsOf are the signs round the passages, numbered in order of place. Where
// one passage ends and another begins, the end comes first.
func signsOf(d *model.Document, places []annotations.Place) []patch {
	var begins, ends []patch
	for i, place := range places {
		words := withoutBlanks(d, place.Span)
		if place.Anchored() && !words.Empty() {
			begins = append(begins, patch{model.Span{Start: words.Start, End: words.Start}, fmt.Sprintf("[%d: ", i+1)})
			ends = append(ends, patch{model.Span{Start: words.End, End: words.End}, "]"})
		}
	}
	return append(ends, begins...)
}

// withoutBlanks is a span without the blank space at its ends, which may lie
// between paragraphs.
func withoutBlanks(d *model.Document, s model.Span) model.Span {
	words := strings.TrimLeftFunc(d.Slice(s), unicode.IsSpace)
	start := s.End - len(words)
	return model.Span{Start: start, End: start + len(strings.TrimRightFunc(words, unicode.IsSpace))}
}

// withSigns is a paragraph's text as the page shows it, with the signs that
// fall into it; its newlines are still soft.
func withSigns(text string, p *model.Paragraph, signs []patch) string {
	var patches []patch
	for _, s := range signs {
		if p.Span.Start <= s.span.Start && s.span.Start <= p.Span.End {
			patches = append(patches, s)
		}
	}
	for _, run := range p.Runs {
		if run.Hidden || run.Shown != "" {
			patches = append(patches, patch{run.Span, run.Shown})
		}
	}
	slices.SortStableFunc(patches, func(a, b patch) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var b strings.Builder
	at := p.Span.Start
	for _, next := range patches {
		b.WriteString(text[at:max(at, next.span.Start)])
		b.WriteString(next.text)
		at = max(at, next.span.End)
	}
	b.WriteString(text[at:p.Span.End])
	return b.String()
}
