package model

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// foldIndex holds a document as it is searched. It is made when first asked
// for.
type foldIndex struct {
	once sync.Once
	Folded
}

// Find is every place where the query stands in the text as a reader sees it,
// in order and without overlaps: soft line breaks and markup inside a passage
// do not part it, the end of a paragraph does. Both are folded (see Fold), but
// an upper-case letter in the query makes case count. A place never cuts a
// grapheme cluster. Nothing is found for a query of blank space.
func (d *Document) Find(query string) []Span { return d.literally(query).find() }

// finder looks for one query.
type finder struct {
	d      *Document
	text   string // folded
	needle string
	exact  string // the query where case counts, else ""
	// written is how a place is written for exact to be compared with it; nil: as it is.
	written func(string) string
}

func (d *Document) literally(query string) finder {
	f := finder{d: d, text: d.foldedText(), needle: foldQuery(query, false)}
	if strings.ContainsFunc(query, unicode.IsUpper) {
		f.exact = strings.TrimSpace(foldQuery(query, true))
	}
	return f
}

// foldedText is the document as it is searched.
func (d *Document) foldedText() string {
	d.folded.once.Do(func() { d.folded.Folded = d.fold(Span{0, len(d.Text)}, false) })
	return d.folded.Text
}

func (f finder) find() []Span {
	if strings.TrimSpace(f.needle) == "" {
		return nil
	}
	var found []Span
	for at := 0; ; {
		i := strings.Index(f.text[at:], f.needle)
		if i < 0 {
			return found
		}
		match := Span{at + i, at + i + len(f.needle)}
		if place, ok := f.d.placeOf(match); ok && f.isExact(place) {
			found = append(found, place)
			at = match.End
		} else {
			_, size := utf8.DecodeRuneInString(f.text[match.Start:])
			at = match.Start + size
		}
	}
}

// isExact reports whether a place has the case of the query, where that counts.
func (f finder) isExact(place Span) bool {
	if f.exact == "" {
		return true
	}
	words := strings.TrimSpace(f.d.fold(place, true).Text)
	if f.written != nil {
		words = f.written(words)
	}
	return words == f.exact
}

// foldQuery folds what the reader typed and keeps the space at its ends: "art "
// is a word that ends there.
func foldQuery(query string, keepCase bool) string {
	f := folding{keepCase: keepCase}
	f.add(query, 0)
	f.spendBlank(false)
	return string(f.text)
}

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
		for span, shown := range d.pieces(p, part) {
			f.addPiece(span, shown)
		}
		end = part.End
	}
	return f.folded()
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

// placeOf is the place behind a match in the folded text, unless the match cuts a
// rune's folded form or a grapheme cluster.
func (d *Document) placeOf(match Span) (Span, bool) {
	place := d.folded.Span(match)
	place.Start = clusterAt(d.Text, place.Start).Start
	place.End = clusterAt(d.Text, place.End).End
	return place, d.folded.From(place) == match
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
