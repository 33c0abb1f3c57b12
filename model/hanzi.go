package model

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// The list is part of the program; HANZI-NOTICE.txt says where it comes from. The
// variables are the paths of the two files that gen_hanzi.go names.
//
//go:generate go run gen_hanzi.go $TS_CHARACTERS $PINYIN_DICT hanzi.txt.gz
//go:embed hanzi.txt.gz
var hanziFile []byte

// The ideographs that the list is about, each of three bytes in UTF-8.
const firstHanzi, lastHanzi = 0x4E00, 0x9FFF

// hanziList is what a search knows of ideographs.
type hanziList struct {
	// simplified is what a traditional character is written with; 0: itself.
	simplified [lastHanzi - firstHanzi + 1]uint16
	// varies says that a character is one of such a pair.
	varies [lastHanzi - firstHanzi + 1]bool
	// initials are the first letters of a character's readings: bit 0 is a.
	initials [lastHanzi - firstHanzi + 1]uint32
}

// hanzi is the list, unpacked when first needed.
var hanzi = sync.OnceValue(func() *hanziList { return newHanziList(hanziFile) })

// newHanziList reads two gzipped lines: pairs of characters, and first letters.
// What cannot be read is left out: less is then found.
func newHanziList(file []byte) *hanziList {
	list := &hanziList{}
	unpacked, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return list
	}
	var text bytes.Buffer
	_, _ = text.ReadFrom(unpacked)
	pairs, letters, _ := strings.Cut(text.String(), "\n")
	list.addPairs(pairs)
	list.addInitials(strings.TrimSpace(letters))
	return list
}

func (l *hanziList) addPairs(pairs string) {
	traditional := rune(0)
	for _, r := range pairs {
		if !isCommonHan(r) {
			return
		}
		l.varies[r-firstHanzi] = true
		if traditional == 0 {
			traditional = r
			continue
		}
		l.simplified[traditional-firstHanzi] = uint16(r)
		traditional = 0
	}
}

// addInitials takes the letters of one character after the other: a capital ends
// them, "-" stands for none.
func (l *hanziList) addInitials(letters string) {
	at := 0
	for _, letter := range letters {
		if at == len(l.initials) {
			return
		}
		switch {
		case letter == '-':
			at++
		case letter >= 'A' && letter <= 'Z':
			l.initials[at] |= 1 << (letter - 'A')
			at++
		case letter >= 'a' && letter <= 'z':
			l.initials[at] |= 1 << (letter - 'a')
		}
	}
}

func isCommonHan(r rune) bool { return r >= firstHanzi && r <= lastHanzi }

// writtenTwoWays reports whether a text holds a character that is simplified, or
// another one's simplified form.
func (l *hanziList) writtenTwoWays(text string) bool {
	for _, r := range text {
		if isCommonHan(r) && l.varies[r-firstHanzi] {
			return true
		}
	}
	return false
}

// simplify is a text with simplified characters, byte for byte in the same place.
func (l *hanziList) simplify(text string) string {
	simple := []byte(text)
	for i := 0; i < len(simple); i++ {
		// U+4000 to U+9FFF begin with these bytes, which stand nowhere else.
		if c := simple[i]; c < 0xE4 || c > 0xE9 {
			continue
		}
		if r, size := utf8.DecodeRune(simple[i:]); isCommonHan(r) {
			if s := l.simplified[r-firstHanzi]; s != 0 {
				utf8.EncodeRune(simple[i:], rune(s))
			}
			i += size - 1
		}
	}
	return string(simple)
}
