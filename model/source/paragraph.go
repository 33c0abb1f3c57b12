package source

import (
	"bytes"
	"iter"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"lectern/model"
)

// paragraph is a paragraph that a format puts together whose file keeps words
// and markup apart. Its text has no markup; a newline in it is a line break
// that the author made.
type paragraph struct {
	kind         model.Kind
	level        int  // of a heading, from 1
	preformatted bool // the lines stay as they are
	name         int  // how many bytes of text, at its start, say who speaks
	text         []byte
	runs         []model.Run // spans of text
	gap          gap

	// Of a web page:
	region *region
	linked int // how many bytes of text are links
}

// gap is the blank space behind a paragraph's last word that may yet turn out
// to be its end.
type gap uint8

const (
	noGap gap = iota
	blankGap
	lineGap // with a newline of the file
)

// write adds words as they are. What would begin a line on its own account is
// a blank: only breakLine begins one.
func (p *paragraph) write(words string, style model.Style) {
	if len(p.text) > MaxBytes {
		return // it will be refused
	}
	p.closeGap(words)
	start := len(p.text)
	for _, r := range words {
		if strings.ContainsRune("\n\r\v\f\u0085", r) {
			r = ' '
		}
		p.text = utf8.AppendRune(p.text, r)
	}
	p.style(start, style)
}

// writeLines adds words whose newlines are the author's.
func (p *paragraph) writeLines(words string, style model.Style) {
	for i, line := range strings.Split(newlines.Replace(words), "\n") {
		if i > 0 {
			p.breakLine()
		}
		p.write(line, style)
	}
}

// writeLoose adds words whose blank space is worth one blank, however much
// there is: as HTML (CSS Text 3, 4.1.1) and OpenDocument (1.2, 6.1.2) have it.
func (p *paragraph) writeLoose(words string, style model.Style) {
	for words != "" {
		word := strings.TrimLeft(words, looseBlanks)
		if blank := words[:len(words)-len(word)]; blank != "" {
			p.gap = max(p.gap, blankGap)
			if strings.ContainsAny(blank, "\n\r") {
				p.gap = lineGap
			}
		}
		end := strings.IndexAny(word, looseBlanks)
		if end < 0 {
			end = len(word)
		}
		if end > 0 {
			p.write(word[:end], style)
		}
		words = word[end:]
	}
}

const looseBlanks = " \t\n\r\f"

// closeGap puts in the blank that is due before the words. Between ideographs
// a newline of the file is none: the author's editor wrapped the line (CSS
// Text 3, 4.1.3).
func (p *paragraph) closeGap(words string) {
	gap := p.gap
	p.gap = noGap
	last, _ := utf8.DecodeLastRune(p.text)
	next, _ := utf8.DecodeRuneInString(words)
	switch {
	case gap == noGap || len(p.text) == 0 || last == '\n' || last == ' ':
	case gap == lineGap && isEastAsian(last) && isEastAsian(next):
	default:
		p.text = append(p.text, ' ')
	}
}

// breakLine ends a line where its author did.
func (p *paragraph) breakLine() {
	p.gap = noGap
	if len(p.text) <= MaxBytes {
		p.text = append(p.text, '\n')
	}
}

// cutTo takes back what was written from a byte on.
func (p *paragraph) cutTo(end int) {
	p.text = p.text[:end]
	for len(p.runs) > 0 && p.runs[len(p.runs)-1].Span.End > end {
		last := &p.runs[len(p.runs)-1]
		if last.Span.End = end; !last.Span.Empty() {
			break
		}
		p.runs = p.runs[:len(p.runs)-1]
	}
}

// style gives what was written from start on its style.
func (p *paragraph) style(start int, style model.Style) {
	if style != 0 {
		p.runs = addRun(p.runs, model.Run{Span: model.Span{Start: start, End: len(p.text)}, Style: style})
	}
}

// blank reports whether the paragraph has no word.
func (p *paragraph) blank() bool { return len(bytes.TrimFunc(p.text, isBlank)) == 0 }

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' }

// piece is a stretch of the paragraph, without the blank space at its ends.
func (p *paragraph) piece(start, end int) paragraph {
	words := p.text[start:end]
	start += len(words) - len(bytes.TrimLeftFunc(words, isBlank))
	words = bytes.TrimFunc(words, isBlank)
	piece := *p
	piece.text = words
	piece.name = max(min(p.name-start, len(words)), 0)
	piece.runs = clipped(p.runs, start, start+len(words))
	return piece
}

// clipped are the runs between two bytes, counted from the first.
func clipped(runs []model.Run, start, end int) []model.Run {
	first := sort.Search(len(runs), func(i int) bool { return runs[i].Span.End > start })
	last := sort.Search(len(runs), func(i int) bool { return runs[i].Span.Start >= end })
	if first >= last {
		return nil
	}
	inside := runs[first:last:last]
	if start > 0 || len(inside) < len(runs) {
		inside = slices.Clone(inside)
	}
	for i := range inside {
		inside[i].Span.Start = max(inside[i].Span.Start-start, 0)
		inside[i].Span.End = min(inside[i].Span.End, end) - start
	}
	return inside
}

// A stanza has at least so many lines, and none is longer than so many
// characters.
const (
	stanzaLines = 3
	stanzaWidth = 40
)

// divided is the paragraph as the page has it. Where the author broke lines of
// body, each is a paragraph, as an empty one between them would make it: that
// is how web pages and offices write them. Some short lines are a stanza or an
// address, and stay together; a heading's lines are read as one.
func (p *paragraph) divided() iter.Seq[paragraph] {
	return func(yield func(paragraph) bool) {
		if p.preformatted || p.kind != model.Body && p.kind != model.Note || bytes.IndexByte(p.text, '\n') < 0 {
			yield(p.piece(0, len(p.text)))
			return
		}
		for start, more := 0, true; more && start < len(p.text); {
			together, end := p.stanza(start)
			if together {
				whole := p.piece(start, end)
				whole.preformatted = true
				more = yield(whole)
			}
			for at := start; more && at < end && !together; {
				stop := p.lineEnd(at)
				more = yield(p.piece(at, stop))
				at = stop + 1
			}
			start = end + 1
		}
	}
}

// stanza reports whether the lines from start to the next blank one belong
// together, and where they end.
func (p *paragraph) stanza(start int) (together bool, end int) {
	lines, longest := 0, 0
	for at := start; at <= len(p.text); at = end + 1 {
		end = p.lineEnd(at)
		line := bytes.TrimFunc(p.text[at:end], isBlank)
		if len(line) == 0 {
			break
		}
		lines++
		longest = max(longest, utf8.RuneCount(line))
	}
	return lines >= stanzaLines && longest <= stanzaWidth, min(end, len(p.text))
}

func (p *paragraph) lineEnd(at int) int {
	if i := bytes.IndexByte(p.text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(p.text)
}
