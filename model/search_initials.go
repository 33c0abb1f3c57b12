package model

import (
	"strings"
	"unicode/utf8"
)

// initials are the first letters of a Chinese word's syllables in pinyin.
type initials struct {
	count int
	// fits says for each ideograph which of the letters it fits: a bit each.
	fits []uint64
}

// mostInitials bounds a query of initials: one bit for each letter.
const mostInitials = 64

// byInitials looks for every place of ideographs next to each other whose readings,
// any of them, begin with the letters of a query: nil when these are no initials.
func (d *Document) byInitials(words string) *Query {
	letters := initialsOf(words)
	if letters == "" {
		return nil
	}
	return &Query{d: d, initials: &initials{len(letters), masksOf(letters)}}
}

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

// syllables say how far the initials fit the ideographs read last: shift-and
// (Baeza-Yates and Gonnet, 1992). Bit i says that the first i+1 letters do.
type syllables uint64

func (s syllables) after(r rune, in *initials) syllables {
	return (s<<1 | 1) & syllables(in.fits[r-firstHanzi])
}

func (s syllables) whole(in *initials) bool { return s>>(in.count-1)&1 != 0 }

const hanziBytes = 3 // of an ideograph that has a reading

// initialsFolded finds every place in a folded paragraph.
func (l *look) initialsFolded(p *Paragraph, folded Folded) {
	var state syllables
	for i := 0; i < len(folded.Text); {
		r, size := utf8.DecodeRuneInString(folded.Text[i:])
		i += size
		if !isCommonHan(r) {
			state = 0
			continue
		}
		if state = state.after(r, l.initials); !state.whole(l.initials) {
			continue
		}
		if place, ok := l.placeOf(p, folded, Span{i - hanziBytes*l.initials.count, i}); ok {
			l.found = append(l.found, place)
			state = 0
		}
	}
}

// initialsIn finds the places that can be told without folding, and reports whether
// these are all.
func (l *look) initialsIn(p *Paragraph) bool {
	if hasMarkup(p.Runs) {
		return false
	}
	text := l.d.Text[:p.Span.End]
	var state syllables
	run := p.Span.Start // where the ideographs that stand next to each other begin
	for i := p.Span.Start; i < len(text); {
		if c := text[i]; ' ' < c && c < utf8.RuneSelf {
			i++
			state, run = 0, i
			continue
		}
		r, size := ideographAt(text, i)
		if size == 0 {
			form, size := l.walk.formAt(text[i:])
			switch {
			case form.ideographs:
				return false
			case !form.blank && !form.unseen:
				state = 0
			}
			i += size
			run = i
			continue
		}
		i += size
		if state = state.after(r, l.initials); !state.whole(l.initials) {
			continue
		}
		place := Span{i - hanziBytes*l.initials.count, i}
		if place.Start < run || l.cuts(place) {
			return false
		}
		l.found = append(l.found, place)
		state = 0
	}
	return true
}

// ideographAt is the ideograph with readings at offset; of no bytes where none is.
// In a long text this is far quicker than decoding any rune.
func ideographAt(text string, offset int) (r rune, size int) {
	if c := text[offset]; c < 0xE4 || c > 0xE9 || len(text)-offset < hanziBytes { // U+4000 to U+9FFF
		return 0, 0
	}
	a, b, c := text[offset], text[offset+1], text[offset+2]
	r = rune(a&0x0F)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F)
	if b&0xC0 != 0x80 || c&0xC0 != 0x80 || !isCommonHan(r) {
		return 0, 0
	}
	return r, hanziBytes
}
