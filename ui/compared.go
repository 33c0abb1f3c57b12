package ui

import (
	"strings"
	"unicode/utf8"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// around is how many code points of the text are shown on either side of a
// passage: all that an annotation keeps of them, or less in a low window.
func (r *reader) around() int {
	if r.height < 20 {
		return 10
	}
	return 32
}

// surroundings is a passage with what stands round it in its paragraphs; what is
// not in the annotation's own words is emphasised.
func (r *reader) surroundings(t annotations.Target, s model.Span, width int) []string {
	d := r.doc()
	first := d.Paragraphs[d.ParagraphAt(s.Start)].Span
	last := d.Paragraphs[d.ParagraphAt(max(s.Start, s.End-1))].Span
	before, after := d.Text[min(first.Start, s.Start):s.Start], d.Text[s.End:max(last.End, s.End)]
	return r.comparedRows(before, d.Slice(s), after, t.Exact, width)
}

// wasRows is an annotation's own words as they stood, behind a label; what is not
// in now is emphasised.
func (r *reader) wasRows(t annotations.Target, now string, width int) []string {
	l := r.look
	label := l.say(sayWas)
	rows := r.comparedRows(t.Prefix, t.Exact, t.Suffix, now, width-l.width(label))
	for i, row := range rows {
		if i == 0 {
			rows[i] = l.dim(label) + row
			continue
		}
		rows[i] = blank(l.width(label)) + row
	}
	return rows
}

// comparedRows is a passage between what stands round it, as rows of at most
// width cells. What is not in other is emphasised.
func (r *reader) comparedRows(before, words, after, other string, width int) []string {
	l := r.look
	words, other = firstBytes(words, quoteBytes), firstBytes(other, quoteBytes)
	before = lastRunes(before, r.around())
	after = firstRunes(after, r.around())
	dots := l.sign("…", "..")
	before, after = dots+unbroken(before), unbroken(after)+dots
	text := before + words + after
	from := len(before)
	changes := annotations.Changes(other, words)
	return inkedLines(l, text, width, func(offset int) ink {
		offset -= from
		if offset < 0 || offset >= len(words) {
			return ink{words: hueDim}
		}
		for _, c := range changes {
			if c.Contains(offset) {
				i := l.theme.emphasis(hueCurrentHit)
				i.attributes |= bold
				return i
			}
		}
		return ink{attributes: bold}
	})
}

// inkedLines is a text as visible lines of at most width cells, broken as the page
// breaks its own, each byte in the ink that at says.
func inkedLines(l look, text string, width int, at func(offset int) ink) []string {
	if text == "" || width < 2 {
		return nil
	}
	o := layout.Options{Width: width, Grid: l.grid}
	p := model.NewParagraph(model.Span{End: len(text)})
	var rows []string
	for _, line := range layout.Lines(text, &p, o) {
		var row, run strings.Builder
		var last ink
		column := 0
		for _, c := range layout.Cells(text, &p, line, o) {
			if i := at(c.Span.Start); i != last {
				row.WriteString(l.theme.paint(last, run.String()))
				run.Reset()
				last = i
			}
			run.WriteString(blank(c.Column-column) + c.Text)
			column = c.Column + c.Width
		}
		rows = append(rows, row.String()+l.theme.paint(last, run.String()))
	}
	return rows
}

// unbroken is a text with a blank for every break of its lines.
func unbroken(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
	joined := strings.Join(lines, " ")
	if strings.HasSuffix(s, "\n") {
		joined += " "
	}
	if strings.HasPrefix(s, "\n") {
		joined = " " + joined
	}
	return joined
}

// lastRunes is the end of a text, n code points of it.
func lastRunes(s string, n int) string {
	return s[len(firstRunes(s, max(utf8.RuneCountInString(s)-n, 0))):]
}

// firstBytes is the beginning of a text in whole characters, of about n bytes.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
