package source

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// sampleBytes is how much of a file the guess looks at. It is even, so that
// no two-byte unit is cut.
const sampleBytes = 16 << 10

// detect guesses the encoding of bytes that no byte order mark announces:
// UTF-8 when they are, else the encoding whose reading looks most like words,
// else windows-1252, in which all bytes but five mean something.
func detect(raw []byte) *charset {
	if isUTF8(raw) {
		return charsetNamed("utf-8")
	}
	sample := tellingPart(raw)
	if c := neighbour(sample); c != nil {
		return c
	}
	best, bestScore := charsetNamed("windows-1252"), 0
	for i := range charsets {
		decoded, err := charsets[i].codec.NewDecoder().Bytes(sample)
		if err != nil || scriptOf[charsets[i].name] != nil {
			continue
		}
		if s := score(string(decoded)); s > bestScore {
			best, bestScore = &charsets[i], s
		}
	}
	return best
}

// scriptOf says in which letters the neighbours of Chinese are written, and how many
// of a hundred that are not ASCII these are at the least. The bytes of Chinese
// make next to none of them: half of its characters lie where these encodings
// have none.
var scriptOf = map[string]*neighbourScript{
	"shift_jis": {unicode.Hiragana, 25},
	"euc-jp":    {unicode.Hiragana, 25},
	"euc-kr":    {unicode.Hangul, 75},
}

type neighbourScript struct {
	letters *unicode.RangeTable
	least   int // percent
}

// neighbour is the encoding of Japanese or Korean bytes; nil for all others. The
// scores know Chinese alone, and would take them for it.
func neighbour(sample []byte) *charset {
	const fewest = 8
	for i := range charsets {
		script := scriptOf[charsets[i].name]
		if script == nil {
			continue
		}
		text, err := charsets[i].codec.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		others, letters, unread := script.count(string(text))
		if others >= fewest && letters*100 >= others*script.least && unread <= 1+others/50 {
			return &charsets[i]
		}
	}
	return nil
}

// count counts the characters that are not ASCII, the script's letters among them
// and the replacement characters. A letter that stands alone is none: it may be a
// dash and what follows it.
func (s *neighbourScript) count(text string) (others, letters, unread int) {
	previous, current := ' ', ' '
	for _, next := range text + " " {
		switch {
		case current < utf8.RuneSelf:
		case current == utf8.RuneError:
			others++
			unread++
		case unicode.Is(s.letters, current) && (previous >= utf8.RuneSelf || next >= utf8.RuneSelf):
			others++
			letters++
		default:
			others++
		}
		previous, current = current, next
	}
	return others, letters, unread
}

// isUTF8 is strict, but for a last character that was cut off. Text with NULs
// is left to the scores: it may be UTF-16.
func isUTF8(raw []byte) bool {
	if bytes.IndexByte(raw, 0) >= 0 {
		return false
	}
	if utf8.Valid(raw) {
		return true
	}
	for start := len(raw) - 1; start >= 0 && start > len(raw)-utf8.UTFMax; start-- {
		if utf8.RuneStart(raw[start]) {
			return !utf8.FullRune(raw[start:]) && utf8.Valid(raw[:start])
		}
	}
	return false
}

// tellingPart is the stretch of raw from just before its first byte that is
// not ASCII: what comes before reads the same in most encodings.
func tellingPart(raw []byte) []byte {
	first := bytes.IndexFunc(raw, func(r rune) bool { return r == 0 || r >= utf8.RuneSelf })
	start := max(first-64, 0) &^ 1
	return raw[start:min(start+sampleBytes, len(raw))]
}

// score is higher the more a text looks like one: the common Chinese
// characters and the Latin letters speak for it, replacement characters and
// control characters against it. It is made so that a reading of the same
// bytes as more, smaller characters does not win by their number.
func score(text string) int {
	sum := 0
	previous, current := ' ', ' '
	for _, next := range text + " " {
		sum += worth(previous, current, next)
		previous, current = current, next
	}
	return sum
}

func worth(previous, r, next rune) int {
	switch {
	case r < 0x7F && !isControl(r):
		return 1
	case chinese()[r] || unicode.Is(unicode.Han, r):
		return worthOfChinese(previous, r, next)
	case strings.ContainsRune("–—‘’“”…•€™", r):
		return 2
	case r == '\u00A0':
		return 0 // old web pages set whole runs of them
	case r > 0xA0 && r < 0x180:
		return worthOfLatin(previous, r, next)
	case r == unicode.ReplacementChar || isControl(r):
		return -5
	}
	return -1
}

// worthOfChinese holds it against an ideograph that it stands alone: it may be
// two bytes of Western text, such as "½¢".
func worthOfChinese(previous, r, next rune) int {
	switch {
	case previous < utf8.RuneSelf && next < utf8.RuneSelf:
		return -1
	case chinese()[r]:
		return 2
	}
	return 1
}

// worthOfLatin holds it against an accented letter or a sign that it stands
// among others: they may be the bytes of ideographs. A sign stuck to a letter
// is odd too: "peace¡Xwith" is Big5 for "peace—with".
func worthOfLatin(previous, r, next rune) int {
	before, after := previous >= utf8.RuneSelf, next >= utf8.RuneSelf
	switch {
	case before && after:
		return -2
	case before || after:
		return 0
	case r > 0xA0 && r < 0xC0 && unicode.IsLetter(previous):
		return 0
	}
	return 1
}

// chinese holds the characters that Chinese text is mostly made of.
var chinese = sync.OnceValue(func() map[rune]bool {
	return setOf(frequentHan + "，。、；：？！（）《》　０１２３４５６７８９％")
})

func setOf(characters string) map[rune]bool {
	set := make(map[rune]bool, len(characters)/3)
	for _, r := range characters {
		set[r] = true
	}
	return set
}
