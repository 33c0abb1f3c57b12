package model

import (
	"strings"
	"unicode"
)

// sentenceEnd is the glyph after the sentence that begins at start, if that
// ends with what is at glyph at; else -1.
func (r *reading) sentenceEnd(start, at int) int {
	c := r.glyphs[at].r
	if r.lines && c == '\n' {
		return at
	}
	if end, ok := r.directions[at]; ok {
		return r.directionEnd(start, at, end)
	}
	if r.glyphs[at].depth > 0 {
		return -1
	}
	if r.isAside(start, at) {
		e := r.ending(at + 1)
		e.closed = true
		return r.unlessGoesOn(e)
	}
	if !isEndMark(c) || isEndMark(r.at(at-1)) && at > start {
		return -1
	}
	e := r.ending(at)
	switch {
	case e.hard:
		return r.unlessGoesOn(e)
	case e.dots > 1:
		return r.unlessTrailsOff(e)
	case r.periodEnds(start, at, e.next):
		return e.next
	}
	return -1
}

// directionEnd cuts before a stage direction and after it, unless it stands
// within a sentence: words before it without an end mark, and after it
// something that does not begin anew.
func (r *reading) directionEnd(start, at, end int) int {
	if at == start {
		return end
	}
	next := r.skipBlank(end)
	_, another := r.directions[next]
	if next == len(r.glyphs) || another || unicode.IsUpper(r.firstLetter(next)) {
		return at
	}
	return -1
}

// isAside reports whether the glyph closes a bracket that holds the whole
// sentence, its end mark too: （…。） between sentences.
func (r *reading) isAside(start, at int) bool {
	if r.glyphs[at].opener != start || r.at(start) == '《' || r.at(start) == '〈' {
		return false
	}
	last := at - 1
	for last > start && isCloser(r.at(last)) {
		last--
	}
	return isEndMark(r.at(last)) && !isNumbering(r.text(start+1, last))
}

// ending is a run of end marks with the closers after them: 。 ？！ …” !).
type ending struct {
	next   int  // the glyph after it
	hard   bool // holds a mark that ends more than "." and "…" do
	dots   int  // "." count one each, "…" two
	closed bool // holds a closer
	ascii  bool // its last mark is ASCII
}

func (r *reading) ending(at int) ending {
	e := ending{next: at}
	for e.next < len(r.glyphs) {
		c := r.glyphs[e.next].r
		switch {
		case isEndMark(c):
			e.add(c)
		case r.closesAt(e.next):
			e.closed = true
		default:
			return e
		}
		e.next++
	}
	return e
}

func (e *ending) add(mark rune) {
	e.ascii = mark < 0x80
	switch {
	case mark == '.':
		e.dots++
	case isEllipsis(mark):
		e.dots += 2
	default:
		e.hard = true
	}
}

// closesAt reports whether the glyph closes a quotation or a bracket.
func (r *reading) closesAt(at int) bool {
	switch r.at(at) {
	case '"':
		return r.glyphs[at].closes
	case '\'':
		return !isWordRune(r.at(at + 1))
	}
	return isCloser(r.at(at))
}

func isCloser(r rune) bool {
	return strings.ContainsRune("”’」』）》】〉〕］»›)]\"'", r)
}

// isHardMark reports whether r ends a sentence wherever it stands: Unicode's
// Sentence_Terminal but the full stop, which has other uses.
func isHardMark(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?':
		return true
	case '.', '．', '﹒':
		return false
	}
	return r > 0x80 && !isHan(r) && unicode.Is(unicode.STerm, r)
}

func isEllipsis(r rune) bool { return r == '…' || r == '⋯' }

func isEndMark(r rune) bool { return r == '.' || isEllipsis(r) || isHardMark(r) }

// unlessGoesOn ends the sentence after e, unless what follows shows that only
// something quoted or called out in it has ended: “…！”的 “…？”，
func (r *reading) unlessGoesOn(e ending) int {
	c := r.at(e.next)
	if strings.ContainsRune("，、；：,;:", c) || e.closed && c == '的' {
		return -1
	}
	if e.ascii && (strings.ContainsRune("—-'", c) || c < 0x80 && isWordRune(c)) {
		return -1 // Yahoo!'s, the ? of a link, a dash that takes up the thread
	}
	if e.closed && r.lowerFollows(e.next) {
		return -1 // "Why?" he asked.
	}
	return e.next
}

// unlessTrailsOff ends the sentence after an ellipsis only where the paragraph
// or a quotation ends, or where a word in upper case begins anew.
func (r *reading) unlessTrailsOff(e ending) int {
	next := r.skipBlank(e.next)
	switch {
	case e.closed:
		return r.unlessGoesOn(e)
	case r.endsHere(e.next), next > e.next && unicode.IsUpper(r.firstLetter(next)):
		return e.next
	}
	return -1
}

// endsHere reports whether nothing of the sentence can follow.
func (r *reading) endsHere(at int) bool {
	_, direction := r.directions[at]
	return at >= len(r.glyphs) || direction || r.lines && r.glyphs[at].r == '\n'
}

// lowerFollows reports whether a word in lower case follows after blank space.
func (r *reading) lowerFollows(at int) bool {
	next := r.skipBlank(at)
	return next > at && !r.endsHere(at) && unicode.IsLower(r.at(next))
}

// firstLetter is the rune at an index, or the first after opening marks.
func (r *reading) firstLetter(at int) rune {
	for strings.ContainsRune("“‘\"'「『（([", r.at(at)) {
		at++
	}
	return r.at(at)
}

// periodEnds reports whether the full stop at glyph at ends a sentence. next
// is the glyph after it and its closers.
func (r *reading) periodEnds(start, at, next int) bool {
	if r.endsHere(next) {
		return true
	}
	if !unicode.IsSpace(r.at(next)) || r.lowerFollows(next) || r.at(r.skipBlank(next)) == '.' {
		return false
	}
	word, begins := r.wordBefore(at)
	if begins <= start && isNumbering(word) {
		return false
	}
	switch lower := strings.ToLower(word); {
	case titles()[lower]:
		return false
	case beforeNumbers()[lower]:
		return !unicode.IsDigit(r.at(r.skipBlank(next)))
	case shortForms()[lower], isInitials(word):
		return sentenceStarters()[r.wordAfter(next)]
	}
	return true
}

// longestWord is how many glyphs of a word are looked at beside a full stop.
const longestWord = 20

// wordBefore is the word that ends before glyph at, and its first glyph.
func (r *reading) wordBefore(at int) (string, int) {
	begins := at
	for begins > 0 && at-begins < longestWord && (isWordRune(r.at(begins-1)) || r.at(begins-1) == '.') {
		begins--
	}
	return strings.TrimLeft(r.text(begins, at), "."), begins
}

// wordAfter is the next word after blank space and opening marks, in lower
// case.
func (r *reading) wordAfter(at int) string {
	begins := r.skipBlank(at)
	for strings.ContainsRune("“‘\"'", r.at(begins)) {
		begins++
	}
	end := begins
	for end-begins < longestWord && isWordRune(r.at(end)) {
		end++
	}
	return strings.ToLower(r.text(begins, end))
}

func (r *reading) text(start, end int) string {
	var b strings.Builder
	for _, g := range r.glyphs[start:end] {
		b.WriteRune(g.r)
	}
	return b.String()
}

// isNumbering reports whether a word before a full stop numbers what follows
// when a sentence begins with it: 1. 12. a. IV.
func isNumbering(word string) bool {
	switch digits := strings.Trim(word, "0123456789"); {
	case word == "":
		return false
	case len(word) == 1, digits == "" && len(word) <= 3:
		return true
	}
	return len(word) <= 5 && (strings.Trim(word, "ivx") == "" || strings.Trim(word, "IVX") == "")
}
