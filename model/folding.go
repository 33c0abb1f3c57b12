package model

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folding is a text being folded piece by piece. What one piece ends with
// decides how the next begins, so pieces may be cut anywhere.
type folding struct {
	text     []byte
	units    []foldedUnit
	keepCase bool
	// blank is the blank space met since the last rune that is kept: whether
	// it is kept shows when the next one comes.
	blank Span
	// chinese says that the nearest letter before is Chinese or Japanese, or
	// that there is none.
	chinese bool
	// forms are those of the runes met so far.
	forms map[rune]runeForm
	// ahead remembers the last look for the nearest letter after a blank.
	ahead letterAhead
}

// letterAhead says which letter comes after a stretch of a piece without any.
// Its places are counted in bytes before the piece's end.
type letterAhead struct {
	from, to int // the stretch; to is 0 when no letter comes
	chinese  bool
}

// runeForm is the folded form of a rune, and what it is to the blank space
// beside it: Chinese or Japanese, another letter or digit, or neither.
type runeForm struct {
	text            string
	chinese, letter bool
}

func newFolding(size int) *folding {
	return &folding{text: make([]byte, 0, size), chinese: true}
}

// begin makes room for another paragraph. What was folded before is overwritten.
func (f *folding) begin(p *Paragraph) {
	f.text, f.units, f.blank = f.text[:0], f.units[:0], Span{}
	f.endParagraph(Span{p.Span.Start, p.Span.Start})
}

func (f *folding) folded() Folded {
	f.spendBlank(true)
	return Folded{string(f.text), f.units}
}

// add folds a piece of text whose first byte lies at offset at of the source.
func (f *folding) add(piece string, at int) {
	f.ahead = letterAhead{}
	for i := 0; i < len(piece); {
		if c := piece[i]; isASCIIWord(c) {
			f.spendBlank(false)
			f.chinese = false
			f.text = append(f.text, f.lower(c))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(piece[i:])
		span := Span{at + i, at + i + size}
		switch {
		case isHan(r):
			f.spendBlank(true)
			f.chinese = true
			f.text = append(f.text, piece[i:i+size]...)
		case unicode.IsSpace(r):
			f.addBlank(span)
		case isUnseen(r):
			f.addUnseen(span)
		default:
			f.addForm(f.form(r), span, piece[i:])
		}
		i += size
	}
}

func isASCIIWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// isHan reports whether r is one of the ideographs that nothing folds: it is
// asked for nearly every rune of a Chinese text. The compatibility ideographs
// are left to NFKC.
func isHan(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF
}

func (f *folding) lower(c byte) byte {
	if !f.keepCase && 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// addForm adds the folded form of what a rune begins. rest is the piece from
// that rune on.
func (f *folding) addForm(form runeForm, span Span, rest string) {
	if !f.blank.Empty() {
		f.spendBlank(form.chinese || !form.letter && f.chineseAhead(rest))
	}
	if form.chinese || form.letter {
		f.chinese = form.chinese
	}
	f.write(form.text, span)
}

// write puts what a span of the source folds to.
func (f *folding) write(form string, span Span) {
	_, size := utf8.DecodeRuneInString(form)
	if size != len(form) || size != span.Len() {
		f.unit(span, len(form))
	}
	f.text = append(f.text, form...)
}

func (f *folding) unit(span Span, folded int) {
	f.units = append(f.units, foldedUnit{
		at:     [2]int32{int32(span.Start), int32(len(f.text))},
		length: [2]int32{int32(span.Len()), int32(folded)},
	})
}

func (f *folding) addBlank(span Span) {
	if f.blank.Empty() {
		f.blank = span
	}
	f.blank.End = span.End
}

// addUnseen drops a rune. Amid blank space it is part of the blank.
func (f *folding) addUnseen(span Span) {
	if f.blank.Empty() {
		f.unit(span, 0)
		return
	}
	f.blank.End = span.End
}

// spendBlank puts the blank space before a rune, unless that rune or the
// nearest letter before the blank is Chinese.
func (f *folding) spendBlank(chinese bool) {
	if f.blank.Empty() {
		return
	}
	if chinese || f.chinese {
		f.unit(f.blank, 0)
	} else {
		f.write(" ", f.blank)
	}
	f.blank = Span{}
}

// chineseAhead reports whether the nearest letter of the rest of a piece is
// Chinese or Japanese.
func (f *folding) chineseAhead(rest string) bool {
	if f.ahead.from >= len(rest) && len(rest) > f.ahead.to {
		return f.ahead.chinese
	}
	f.ahead = letterAhead{from: len(rest)}
	for i, r := range rest {
		if form := f.form(r); form.chinese || form.letter {
			f.ahead.to, f.ahead.chinese = len(rest)-i, form.chinese
			break
		}
	}
	return f.ahead.chinese
}

// isUnseen reports whether r leaves no trace on the page: format characters
// (Unicode's Cf, but for those that show) and variation selectors.
func isUnseen(r rune) bool {
	return r >= 0xAD && unicode.In(r, unicode.Cf, unicode.Variation_Selector) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// form is the folded form of one rune.
func (f *folding) form(r rune) runeForm {
	form, ok := f.forms[r]
	if !ok {
		form = f.formOf(string(r))
		if f.forms == nil {
			f.forms = map[rune]runeForm{}
		}
		f.forms[r] = form
	}
	return form
}

// formOf is the folded form of runes that are folded as one.
func (f *folding) formOf(runes string) runeForm {
	var form runeForm
	for _, r := range runes {
		text := f.foldRune(r)
		form.text += text
		form.chinese = form.chinese || isWidePunct(r) || strings.ContainsFunc(text, isCJK)
		form.letter = form.letter || strings.ContainsFunc(text, isWordRune)
	}
	return form
}

func (f *folding) foldRune(r rune) string {
	form := strings.Map(foldVariant, compatible(string(foldVariant(r))))
	if f.keepCase {
		return form
	}
	// Upper case first: ς and σ have Σ in common, and ſ and s have S.
	return strings.ToLower(strings.ToUpper(form))
}

// compatible is the NFKC form of a rune, which stays itself when the form
// would bring in blank space (¨ is a space with a diaeresis).
func compatible(r string) string {
	form := norm.NFKC.String(r)
	if strings.Contains(form, " ") {
		return r
	}
	return form
}

// variants are runes that stand for one another, though NFKC keeps them apart:
// quotation marks of every kind, which differ by country, typewriter and text
// editor, and the circles often written for 〇. The key is the folded form.
var variants = map[rune]string{
	'"': "'`´“”„‟‘’‚‛«»‹›′″‵‶「」『』｢｣﹁﹂﹃﹄〝〞〟＂＇｀❛❜❝❞",
	'〇': "○◯",
}

var foldedVariants = sync.OnceValue(func() map[rune]rune {
	forms := map[rune]rune{}
	for form, runes := range variants {
		for _, r := range runes {
			forms[r] = form
		}
	}
	return forms
})

func foldVariant(r rune) rune {
	if form, ok := foldedVariants()[r]; ok {
		return form
	}
	return r
}
