package model

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
)

// Words are the words of a paragraph and the runs of punctuation between them,
// in order and inside its Span. Blank space and markup belong to none. Chinese
// is divided by a word list, Thai and its like, which need a list too, only at blank
// space and punctuation, all else by Unicode's word boundaries (UAX #29).
func (d *Document) Words(paragraph int) []Span {
	if paragraph < 0 || paragraph >= len(d.Paragraphs) {
		return nil
	}
	p := &d.Paragraphs[paragraph]
	var found []Span
	for span, piece := range d.pieces(p, p.Span) {
		switch {
		case !piece.whole:
			found = appendWords(found, piece.shown, span.Start)
		case strings.TrimSpace(piece.shown) != "":
			found = append(found, span)
		}
	}
	return found
}

// appendWords appends the words of a text whose first byte has offset at.
func appendWords(found []Span, text string, at int) []Span {
	han := 0             // where the ideographs before the segment begin
	marks, run := -1, -1 // where the marks, or the unspaced letters, before it end
	segments := words.FromString(text)
	for segments.Next() {
		start, segment := segments.Start(), segments.Value()
		if isHanOnly(segment) {
			continue
		}
		found = appendChinese(found, text[han:start], at+han)
		han = segments.End()
		word := strings.TrimSpace(segment)
		if word == "" {
			continue
		}
		start += len(segment) - len(strings.TrimLeftFunc(segment, unicode.IsSpace))
		span := Span{at + start, at + start + len(word)}
		isMarks := !strings.ContainsFunc(word, isWordRune)
		unspaced := strings.ContainsFunc(word, isUnspaced)
		if isMarks && marks == span.Start || unspaced && run == span.Start {
			found[len(found)-1].End = span.End
		} else {
			found = append(found, span)
		}
		if isMarks {
			marks = span.End
		}
		if unspaced {
			run = span.End
		}
	}
	return appendChinese(found, text[han:], at+han)
}

// isUnspaced reports whether r is of a script that parts sentences by blanks, not
// words (UAX #29, 4: class SA of line breaking): Unicode has a boundary at every
// letter there.
func isUnspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func isHanOnly(segment string) bool {
	for _, r := range segment {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// appendChinese appends the words of a run of ideographs.
func appendChinese(found []Span, run string, at int) []Span {
	if run == "" {
		return found
	}
	// The list has simplified characters.
	for _, length := range chineseWords().divide(hanzi().simplify(run)) {
		found = append(found, Span{at, at + length})
		at += length
	}
	return found
}
