package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks a cell shows: more are no language's
// writing, and some terminals draw them over the lines above and below.
const maxMarks = 8

// Pictures of what must not reach a terminal as it is.
const (
	controlPictures = "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟"
	deletePicture   = "␡"
	replacement     = "\uFFFD"
	directionSign   = "⇄"
	dottedCircle    = "◌" // carries a mark that has no letter before it
)

// shape is one grapheme cluster as a terminal may show it.
type shape struct {
	text  string // empty when nothing is shown
	size  int    // bytes of the source
	width int    // cells
	head  trait  // of text's first rune
	sign  bool   // text is our picture, not the source's own
}

// shapeOf is the first grapheme cluster of s, which is not empty and may hold
// anything.
func shapeOf(s string, g Grid) shape {
	r, size := utf8.DecodeRuneInString(s)
	if t := traitsOf(r); t&plain != 0 && !extends(s[size:]) {
		return shape{text: s[:size], size: size, width: t.width(g.Wide), head: t}
	}
	if text, sign := picture(r, size); sign {
		return shape{text: text, size: size, width: g.width(text), head: ink, sign: true}
	}
	if isLineSeparator(r) {
		return shape{text: " ", size: size, width: 1, head: traitsOf(' ')}
	}
	// A format character draws nothing. One that UAX #29 makes a prefix of the
	// next letter (class Prepend) must not hide that letter with it.
	if unicode.Is(unicode.Cf, r) {
		return shape{size: size}
	}
	c := shape{size: clusterSize(s), head: traitsOf(r)}
	if c.size > size { // a blank that carries a mark is none
		c.head &^= blank
	}
	c.text = legible(s[:c.size])
	if c.text == "" {
		return c
	}
	if r >= 0x1100 && r <= 0x115F {
		// The letters of a Korean syllable (conjoining jamo) become that syllable:
		// the same by Unicode's canonical equivalence, and two cells everywhere.
		c.text = norm.NFC.String(c.text)
	}
	if unicode.Is(unicode.M, r) {
		c.text, c.head, c.sign = dottedCircle+c.text, ink, true
	}
	c.width = g.width(c.text)
	if c.width == 0 { // a noncharacter
		c.text, c.width, c.sign = replacement, g.width(replacement), true
	}
	return c
}

// extends reports whether s may begin with a rune that belongs to the cluster
// before it.
func extends(s string) bool {
	// U+4000 to U+9FFF, which begin with these bytes, hold no mark.
	if s == "" || s[0] < utf8.RuneSelf || 0xE4 <= s[0] && s[0] <= 0xE9 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return traitsOf(r)&plain == 0
}

// picture is what is shown for a rune that a terminal could obey: controls,
// bytes that are no text, and what turns the direction of writing.
func picture(r rune, size int) (string, bool) {
	switch {
	case r < 0x20:
		return controlPictures[3*r : 3*r+3], true
	case r == 0x7F:
		return deletePicture, true
	case r >= 0x80 && r <= 0x9F, r == utf8.RuneError && size == 1:
		return replacement, true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return directionSign, true
	}
	return "", false
}

func isLineSeparator(r rune) bool { return r == '\u2028' || r == '\u2029' }

// clusterSize is the length in bytes of the grapheme cluster (UAX #29) at the
// start of s. It ends before a byte that is no text.
func clusterSize(s string) int {
	clusters := graphemes.FromString(s)
	clusters.Next()
	cluster := clusters.Value()
	_, first := utf8.DecodeRuneInString(cluster)
	for i, r := range cluster[first:] {
		if r == utf8.RuneError && !strings.HasPrefix(cluster[first+i:], replacement) {
			return first + i
		}
	}
	return len(cluster)
}

// legible is a cluster without tag characters and with at most maxMarks marks.
// It is empty when the cluster holds only what draws nothing.
func legible(cluster string) string {
	marks, drawn, end := 0, false, len(cluster)
	for i, r := range cluster {
		drawn = drawn || !isHidden(r)
		if isMark(r) && !isTag(r) {
			marks++
		}
		if marks > maxMarks {
			end = i
			break
		}
	}
	if !drawn {
		return ""
	}
	if end < len(cluster) { // a joiner left at the end would join the next cluster
		cluster = strings.TrimRight(cluster[:end], "\u200D")
	}
	return strings.Map(dropTag, cluster)
}

func dropTag(r rune) rune {
	if isTag(r) {
		return -1
	}
	return r
}

// isMark reports whether r adds to the letter before it: combining marks,
// joiners and skin tones.
func isMark(r rune) bool { return unicode.In(r, unicode.M, unicode.Cf, unicode.Sk) }

func isTag(r rune) bool { return r >= 0xE0000 && r <= 0xE007F }

// isHidden reports whether r, alone, draws nothing.
func isHidden(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cf, r) || r == '\u034F'
}

// Visible is text that nobody vouches for, made safe to print on one line:
// control characters and stray bytes as pictures, line ends and tabs as
// spaces, hidden characters left out.
func Visible(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for s != "" {
		if s[0] == '\n' || s[0] == '\t' {
			b.WriteByte(' ')
			s = s[1:]
			continue
		}
		c := shapeOf(s, Grid{})
		b.WriteString(c.text)
		s = s[c.size:]
	}
	return b.String()
}

func isPlain(s string) bool {
	for _, r := range s {
		if traitsOf(r)&plain == 0 {
			return false
		}
	}
	return true
}

// Hidden counts the characters of s that are not seen as they are written: those
// that a sign stands for (controls, what turns the direction of writing), and
// those that take no cell at all (zero-width blanks, soft hyphens, tags).
// Newlines, tabs and joiners, which writing needs, do not count.
func Hidden(s string) (signs, unseen int) {
	for i, r := range s {
		if r >= ' ' && r < 0x7F || r == '\n' || r == '\t' || r == '\u200C' || r == '\u200D' || r >= 0x4E00 && r <= 0x9FFF {
			continue
		}
		size := 1
		if r != utf8.RuneError || strings.HasPrefix(s[i:], replacement) {
			size = utf8.RuneLen(r)
		}
		if _, sign := picture(r, size); sign {
			signs++
		} else if unicode.Is(unicode.Cf, r) {
			unseen++
		}
	}
	return signs, unseen
}
