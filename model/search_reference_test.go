package model

import (
	"strings"
	"unicode/utf8"
)

// This file says plainly what a search means: the document is folded as a whole,
// markup, soft line breaks and all, and the folded query is looked for in that.
// What searches in fact must find the same (TestSearchIsTheReference).

// reference is a document as a whole, folded.
type reference struct {
	d      *Document
	folded Folded
}

func newReference(d *Document) reference { return reference{d, d.fold(Span{0, len(d.Text)}, false)} }

func (r reference) find(q *Query) []Span {
	if q.needle == "" {
		return nil
	}
	var found []Span
	text := r.folded.Text
	if q.simple {
		text = hanzi().simplify(text)
	}
	for at := 0; ; {
		i := strings.Index(text[at:], q.needle)
		if i < 0 {
			return found
		}
		match := Span{at + i, at + i + len(q.needle)}
		if place, ok := r.placeOf(match); ok && r.isExact(q, place) {
			found = append(found, place)
			at = match.End
		} else {
			_, size := utf8.DecodeRuneInString(text[match.Start:])
			at = match.Start + size
		}
	}
}

func (r reference) placeOf(match Span) (Span, bool) {
	place := r.folded.Span(match)
	place.Start = clusterAt(r.d.Text, place.Start).Start
	place.End = clusterAt(r.d.Text, place.End).End
	return place, r.folded.From(place) == match
}

func (r reference) isExact(q *Query, place Span) bool {
	return q.exact == "" || q.written(strings.TrimSpace(r.d.fold(place, true).Text)) == q.exact
}

// search is every place of what a reader typed, and whether by initials.
func (r reference) search(words string) ([]Span, bool) {
	if places := r.find(r.d.inEitherWriting(words)); len(places) > 0 {
		return places, false
	}
	places := r.findInitials(initialsOf(words))
	return places, len(places) > 0
}

func (r reference) findInitials(letters string) []Span {
	var found []Span
	var runes []rune // read since something that has no reading, or a place
	for i, c := range r.folded.Text {
		if letters == "" || !isCommonHan(c) {
			runes = nil
			continue
		}
		runes = append(runes, c)
		at := len(runes) - len(letters)
		if at < 0 || !readsAs(runes[at:], letters) {
			continue
		}
		end := i + utf8.RuneLen(c)
		if place, ok := r.placeOf(Span{end - hanziBytes*len(letters), end}); ok {
			found = append(found, place)
			runes = nil
		}
	}
	return found
}

func readsAs(runes []rune, letters string) bool {
	for i, r := range runes {
		if hanzi().initials[r-firstHanzi]&(1<<(letters[i]-'a')) == 0 {
			return false
		}
	}
	return true
}
