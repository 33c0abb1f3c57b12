package model

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// view is a paragraph as its reader sees it, on one line: without markup, with
// its soft newlines joined. The rules read views; what they find is brought
// back to the text with source.
type view struct {
	text string
	cuts []cut // empty when text is the paragraph's own bytes
	base int   // where in the document the text starts
}

// cut is a place where the view stops being the bytes of the document: what
// stands at offset in the view and after it, up to the next cut, stands at
// source in the document; or, when end is not 0, is shown for all the bytes
// from source to end.
type cut struct{ offset, source, end int }

func (d *Document) view(p *Paragraph) view {
	words := d.Slice(p.Span)
	if !hasMarkup(p.Runs) && strings.IndexByte(words, '\n') < 0 {
		return view{text: words, base: p.Span.Start}
	}
	b := viewBuilder{text: d.Text}
	for s, piece := range d.pieces(p, p.Span) {
		if piece.whole {
			b.put(piece.shown, s.Start, s.End)
		} else {
			b.add(s.Start, s.End)
		}
	}
	return view{b.String(), b.cuts, p.Span.Start}
}

func hasMarkup(runs []Run) bool {
	for _, r := range runs {
		if r.Hidden || r.Shown != "" {
			return true
		}
	}
	return false
}

// viewBuilder collects a view.
type viewBuilder struct {
	strings.Builder
	text string
	cuts []cut
}

// put adds words: those at source, or what is shown for source to end.
func (b *viewBuilder) put(words string, source, end int) {
	b.cuts = append(b.cuts, cut{b.Len(), source, end})
	b.WriteString(words)
}

// add adds a piece of the document, joining its lines.
func (b *viewBuilder) add(start, end int) {
	for start < end {
		line := end
		if i := strings.IndexByte(b.text[start:end], '\n'); i >= 0 {
			line = start + i
		}
		b.put(b.text[start:line], start, 0)
		if line == end {
			return
		}
		start = b.join(line, end)
	}
}

// join is where the words after the newline start. Between Latin words it
// leaves one space.
func (b *viewBuilder) join(newline, end int) int {
	rest := strings.TrimLeftFunc(b.text[newline:end], isBlank)
	start := end - len(rest)
	before := b.text[max(0, newline-8):newline]
	before = strings.TrimRightFunc(before, isBlank)
	if rest != "" && before != "" && !joinsClosely(before, rest) {
		b.put(" ", newline, start)
	}
	return start
}

// source brings a span of the view back to the document. A span that ends
// amid what is shown for some bytes has all of them.
func (v view) source(s Span) Span {
	start := v.at(s.Start)
	if s.Empty() {
		return Span{start, start}
	}
	_, size := utf8.DecodeLastRuneInString(v.text[s.Start:s.End])
	if c := v.cutAt(s.End - size); c.end > 0 {
		return Span{start, c.end}
	}
	return Span{start, v.at(s.End-size) + size}
}

// sources brings spans back in order; one that shares bytes with the one
// before it gives them up.
func (v view) sources(spans []Span) []Span {
	var found []Span
	end := 0
	for _, s := range spans {
		s = v.source(s)
		s.Start = max(s.Start, end)
		if !s.Empty() {
			found = append(found, s)
			end = s.End
		}
	}
	return found
}

// at is where in the document the view's byte at offset stands.
func (v view) at(offset int) int {
	c := v.cutAt(offset)
	if c.end > 0 {
		return c.source
	}
	return c.source + offset - c.offset
}

func (v view) cutAt(offset int) cut {
	i := sort.Search(len(v.cuts), func(i int) bool { return v.cuts[i].offset > offset }) - 1
	if i < 0 {
		return cut{source: v.base}
	}
	return v.cuts[i]
}

// within is the view's text of a span of the document.
func (v view) within(s Span) string {
	if len(v.cuts) == 0 {
		return v.text[s.Start-v.base : s.End-v.base]
	}
	start := sort.Search(len(v.text), func(i int) bool { return v.at(i) >= s.Start })
	end := sort.Search(len(v.text), func(i int) bool { return v.at(i) >= s.End })
	return v.text[start:max(start, end)]
}
