package model

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Found is what a search found.
type Found struct {
	Places []Span
	// ByInitials says that the query stands nowhere, and that these places are read
	// with syllables that begin with its letters: cq is 重庆.
	ByInitials bool
}

// Search looks for what a reader typed: as Find does, but 发展 finds 發展, and the
// other way. Letters that stand nowhere are the initials of a Chinese word in pinyin.
// Only searching knows these likenesses; what is compared otherwise is told apart by
// them (see Fold).
func (d *Document) Search(query string) Found {
	if places := d.finder(query).find(); len(places) > 0 {
		return Found{Places: places}
	}
	places := d.findInitials(query)
	return Found{places, len(places) > 0}
}

// simpleIndex is the folded text of a document with simplified characters. It is
// made when first asked for.
type simpleIndex struct {
	once sync.Once
	text string
}

// finder is the finder of a query that may be written in the other characters.
func (d *Document) finder(query string) finder {
	f := d.literally(query)
	if !strings.ContainsFunc(f.needle, isCommonHan) {
		return f
	}
	list := hanzi()
	if !list.writtenTwoWays(f.needle) {
		return f
	}
	d.simple.once.Do(func() { d.simple.text = list.simplify(f.text) })
	f.text, f.needle, f.exact = d.simple.text, list.simplify(f.needle), list.simplify(f.exact)
	f.written = list.simplify
	return f
}

// mostInitials bounds a query of initials: one bit for each letter.
const mostInitials = 64

// initialsOf is a query as initials in pinyin, two letters or more; "" when it is
// none.
func initialsOf(query string) string {
	query = strings.ToLower(strings.TrimSpace(query))
	if len(query) < 2 || len(query) > mostInitials {
		return ""
	}
	for _, letter := range query {
		if letter < 'a' || letter > 'z' {
			return ""
		}
	}
	return query
}

// findInitials is every place of ideographs next to each other whose readings, any of
// them, begin with the letters of the query.
func (d *Document) findInitials(query string) []Span {
	initials := initialsOf(query)
	if initials == "" {
		return nil
	}
	fits := masksOf(initials)
	text := d.foldedText()
	whole := uint64(1) << (len(initials) - 1)
	const bytes = 3 // of an ideograph
	var found []Span
	// Shift-and (Baeza-Yates and Gonnet, 1992): bit i of state says that the first
	// i+1 letters fit the ideographs up to here.
	state := uint64(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !isCommonHan(r) {
			state = 0
			continue
		}
		if state = (state<<1 | 1) & fits[r-firstHanzi]; state&whole == 0 {
			continue
		}
		if place, ok := d.placeOf(Span{i - bytes*len(initials), i}); ok {
			found = append(found, place)
			state = 0
		}
	}
	return found
}

// masksOf says for each ideograph which letters of the initials it fits: a bit each.
func masksOf(initials string) []uint64 {
	var byLetter [26]uint64
	for i := range len(initials) {
		byLetter[initials[i]-'a'] |= 1 << i
	}
	list := hanzi()
	masks := make([]uint64, len(list.initials))
	for i, letters := range list.initials {
		for letter, mask := range byLetter {
			if letters&(1<<letter) != 0 {
				masks[i] |= mask
			}
		}
	}
	return masks
}
