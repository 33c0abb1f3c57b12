package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what a reader looks for in a document. It never changes.
type Query struct {
	d      *Document
	needle string // folded, "" when nothing can be found
	exact  string // the query where case counts, else ""
	simple bool   // both needle and exact are in simplified characters, as is what they are compared with
	// triggers are what the text is sieved for: those of the needle's rune at rare.
	// Without any each paragraph is looked through.
	triggers []trigger
	rare     int
	// initials are looked for instead of a needle.
	initials *initials
}

// Find is every place where the query stands in the text as a reader sees it,
// in order and without overlaps: soft line breaks and markup inside a passage
// do not part it, the end of a paragraph does. Both are folded (see Fold), but
// an upper-case letter in the query makes case count. A place never cuts a
// grapheme cluster. Nothing is found for a query of blank space.
func (d *Document) Find(query string) []Span { return d.literally(query).sieved().all() }

func (d *Document) literally(query string) *Query {
	q := &Query{d: d, needle: foldQuery(query, false)}
	if strings.TrimSpace(q.needle) == "" {
		q.needle = ""
	}
	if strings.ContainsFunc(query, unicode.IsUpper) {
		q.exact = strings.TrimSpace(foldQuery(query, true))
	}
	return q
}

// sieved makes the query ready for looking.
func (q *Query) sieved() *Query {
	q.triggers, q.rare = sieveFor(q.d.Text, q.needle, q.simple)
	return q
}

// foldQuery folds what the reader typed and keeps the space at its ends: "art "
// is a word that ends there.
func foldQuery(query string, keepCase bool) string {
	f := folding{keepCase: keepCase}
	f.add(query, 0)
	f.spendBlank(false)
	return string(f.text)
}

func (q *Query) all() []Span {
	var found []Span
	l := q.newLook()
	for i := range q.d.Paragraphs {
		found = append(found, l.places(&q.d.Paragraphs[i])...)
	}
	return found
}

// In is every place in a paragraph.
func (q *Query) In(paragraph int) []Span {
	return slices.Clone(q.newLook().places(&q.d.Paragraphs[paragraph]))
}

// look goes through paragraphs with a query. It keeps what serves more than one.
type look struct {
	*Query
	sieve  sieve
	walk   walk
	fold   folding
	cased  folding // keeps the case
	found  []Span  // in the paragraph looked at last
	folded int     // how many paragraphs have been folded
}

func (q *Query) newLook() *look {
	return &look{
		Query: q, sieve: newSieve(q.d.Text, q.triggers),
		walk: walk{text: q.d.Text, simple: q.simple}, cased: folding{keepCase: true},
	}
}

// places is every place in a paragraph. The next call overwrites them.
func (l *look) places(p *Paragraph) []Span {
	l.found = l.found[:0]
	sure := true
	switch {
	case p.Kind == FrontMatter || p.Span.Empty():
	case l.initials != nil:
		sure = l.initialsIn(p)
	case l.needle == "":
	case l.triggers == nil || slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Shown != "" }):
		sure = false // what is shown stands nowhere in the text
	default:
		sure = l.sieveParagraph(p)
	}
	if !sure {
		l.foldParagraph(p)
	}
	return l.found
}

// sieveParagraph finds the places that can be told without folding, and reports
// whether these are all.
func (l *look) sieveParagraph(p *Paragraph) bool {
	end := p.Span.Start // of the last place
	for at := p.Span.Start; ; {
		if at = l.sieve.first(at, p.Span.End); at >= p.Span.End {
			return true
		}
		if hasMarkup(p.Runs) {
			return false
		}
		_, spelling := runeAround(l.d.Text, at)
		place, says := l.walk.round(p.Span, spelling, l.needle, l.rare)
		switch {
		case says == unsure || says == stands && l.cuts(place):
			return false
		case says == stands && place.Start >= end && l.isExact(p, place):
			l.found = append(l.found, place)
			end = place.End
		}
		at = max(spelling.End, end)
	}
}

// cuts reports whether a place cuts a grapheme cluster.
func (q *Query) cuts(place Span) bool {
	return !clusterAt(q.d.Text, place.Start).Empty() || !clusterAt(q.d.Text, place.End).Empty()
}

// foldParagraph folds a paragraph and finds every place in that.
func (l *look) foldParagraph(p *Paragraph) {
	l.folded++
	l.found = l.found[:0]
	l.fold.begin(p)
	l.d.foldPieces(&l.fold, p, p.Span)
	folded := l.fold.folded()
	if l.initials != nil {
		l.initialsFolded(p, folded)
		return
	}
	text := l.written(folded.Text)
	for at := 0; ; {
		i := strings.Index(text[at:], l.needle)
		if i < 0 {
			return
		}
		match := Span{at + i, at + i + len(l.needle)}
		if place, ok := l.placeOf(p, folded, match); ok && l.isExact(p, place) {
			l.found = append(l.found, place)
			at = match.End
		} else {
			_, size := utf8.DecodeRuneInString(text[match.Start:])
			at = match.Start + size
		}
	}
}

// written is a folded text as the needle is written.
func (q *Query) written(text string) string {
	if q.simple {
		return hanzi().simplify(text)
	}
	return text
}

// isExact reports whether a place in a paragraph has the case of the query, where
// that counts.
func (l *look) isExact(p *Paragraph, place Span) bool {
	if l.exact == "" {
		return true
	}
	l.cased.begin(p)
	l.d.foldPieces(&l.cased, p, place)
	return l.Query.written(strings.TrimSpace(l.cased.folded().Text)) == l.exact
}

// placeOf is the place behind a match in a folded paragraph, unless the match cuts a
// rune's folded form or a grapheme cluster.
func (q *Query) placeOf(p *Paragraph, folded Folded, match Span) (Span, bool) {
	place := folded.Span(match)
	place.Start = clusterAt(q.d.Text, place.Start).Start
	place.End = clusterAt(q.d.Text, place.End).End
	return place, p.Span.Covers(place) && folded.From(place) == match
}
