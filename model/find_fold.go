package model

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// This file folds what a reader sees of a document, and finds the grapheme clusters
// that a place must not cut.

// fold folds what a reader sees of a piece of the text. A newline, which no
// folded paragraph holds, parts the paragraphs.
func (d *Document) fold(within Span, keepCase bool) Folded {
	f := newFolding(within.Len())
	f.keepCase = keepCase
	end := within.Start
	for i := max(d.ParagraphAt(within.Start), 0); i < len(d.Paragraphs); i++ {
		p := &d.Paragraphs[i]
		part := p.Span.within(within)
		if p.Outer.Start >= within.End {
			break
		}
		if part.Empty() || p.Kind == FrontMatter {
			continue
		}
		f.endParagraph(Span{end, part.Start})
		d.foldPieces(f, p, part)
		end = part.End
	}
	return f.folded()
}

// foldPieces folds what a reader sees of a part of a paragraph.
func (d *Document) foldPieces(f *folding, p *Paragraph, part Span) {
	for span, shown := range d.pieces(p, part) {
		f.addPiece(span, shown)
	}
}

// endParagraph folds what lies between two paragraphs.
func (f *folding) endParagraph(gap Span) {
	f.spendBlank(true)
	f.chinese = true
	f.unit(gap, len("\n"))
	f.text = append(f.text, '\n')
}

func (f *folding) addPiece(span Span, p piece) {
	switch {
	case !p.whole:
		f.add(p.shown, span.Start)
	case p.shown == "":
		f.addUnseen(span)
	case strings.TrimSpace(p.shown) == "":
		f.addBlank(span)
	default:
		f.addForm(f.formOf(p.shown), span, "")
	}
}

// clusterAt is the grapheme cluster that offset cuts, empty when it lies
// between two.
func clusterAt(text string, offset int) Span {
	before, _ := utf8.DecodeLastRuneInString(text[:offset])
	after, _ := utf8.DecodeRuneInString(text[offset:])
	if offset == 0 || offset == len(text) || standsAlone(before) && standsAlone(after) {
		return Span{offset, offset}
	}
	start := clusterStart(text, offset)
	clusters := graphemes.FromString(text[start:])
	for clusters.Next() {
		cluster := Span{start + clusters.Start(), start + clusters.End()}
		if cluster.End == offset {
			break
		}
		if cluster.End > offset {
			return cluster
		}
	}
	return Span{offset, offset}
}

// longestCluster is how many bytes back a cluster's start is looked for.
const longestCluster = 256

// clusterStart is an offset at or before the given one where a cluster starts.
func clusterStart(text string, offset int) int {
	start := offset
	for start > 0 && offset-start < longestCluster {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
		if standsAlone(r) {
			break
		}
	}
	return start
}

// standsAlone reports whether r always begins a grapheme cluster, and is one
// when its like follows: so it is with most runes of a speech.
func standsAlone(r rune) bool {
	return ' ' <= r && r < utf8.RuneSelf || r == '\n' || isHan(r)
}
