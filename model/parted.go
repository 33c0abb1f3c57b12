package model

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Some files are one line of many megabytes. What works on a paragraph at a time,
// such as laying out and finding sentences, must not wait for all of it: so that
// nothing takes longer than for a long speech, it is taken in pieces.
const (
	longestParagraph = 32 << 10 // bytes
	partingRoom      = 4 << 10  // bytes at its end where the end of a sentence is looked for
)

// parted divides the paragraphs that are too long at the ends of sentences.
func parted(text string, paragraphs []Paragraph) []Paragraph {
	var all []Paragraph
	for i, p := range paragraphs {
		if p.Span.Len() <= longestParagraph {
			if all != nil {
				all = append(all, p)
			}
			continue
		}
		if all == nil {
			all = append(make([]Paragraph, 0, 2*len(paragraphs)), paragraphs[:i]...)
		}
		all = appendPieces(all, text, p)
	}
	if all == nil {
		return paragraphs
	}
	return all
}

// appendPieces adds a long paragraph in pieces, all but the first of which continue
// it.
func appendPieces(all []Paragraph, text string, p Paragraph) []Paragraph {
	whole, runs, name := p.Span, p.Runs, p.Name
	for {
		p.Span.End = whole.End
		if p.Span.Len() > longestParagraph {
			p.Span.End = partingPoint(text, p.Span.Start)
		}
		next := p.Span.End
		p.Span = trim(text, p.Span)
		p.Inside = nothing
		if within := runsWithin(text, runs, p.Span); len(within) > 0 || !name.Empty() {
			p.Inside = &Inside{Name: name, Runs: within}
		}
		if !p.Span.Empty() {
			all = append(all, p)
		}
		if next >= whole.End {
			return all
		}
		p.Span.Start, p.Continues, name = next, true, Span{}
		if p.Kind == Speaker { // whom the first piece names
			p.Kind = Body
		}
	}
}

// partingPoint is where a piece that begins at start ends: behind the last end of a
// sentence that it has room for, or else behind the last blank, or the last
// character.
func partingPoint(text string, start int) int {
	end := start + longestParagraph
	from := end - partingRoom
	window := text[from:end]
	at := max(strings.LastIndexAny(window, "\n。！？"), strings.LastIndex(window, ". "))
	if at < 0 {
		at = strings.LastIndexAny(window, " ；，")
	}
	if at < 0 {
		at = len(window) - 1
	}
	at += from
	_, size := utf8.DecodeRuneInString(text[at:])
	return wholeCluster(text, skipClosers(text, at+size))
}

// skipClosers is the offset behind the closing marks at offset, which belong to the
// sentence before them.
func skipClosers(text string, offset int) int {
	for {
		r, size := utf8.DecodeRuneInString(text[offset:])
		if size == 0 || !isCloser(r) {
			return offset
		}
		offset += size
	}
}

// wholeCluster is the end of the grapheme cluster that offset cuts, or offset. One
// that is itself longer than any writing needs is cut between characters.
func wholeCluster(text string, offset int) int {
	for offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset++
	}
	near := text[:min(len(text), offset+longestCluster)]
	return max(offset, clusterAt(near, offset).End)
}

// runsWithin is what of the runs lies inside the span.
func runsWithin(text string, runs []Run, span Span) []Run {
	first := sort.Search(len(runs), func(i int) bool { return runs[i].Span.End > span.Start })
	last := sort.Search(len(runs), func(i int) bool { return runs[i].Span.Start >= span.End })
	return soundRuns(text, runs[first:max(first, last)], span)
}
