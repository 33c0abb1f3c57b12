package model

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// This file turns folding round: it says what a folded rune may have been.

// spellings are the runes whose folded form holds a folded rune, by that rune,
// which is left out itself: a search looks for them in the source. They are
// worked out from the rules of folding when first needed.
var spellings = sync.OnceValue(func() map[rune][]rune { return spellingsIn(foldedBlocks) })

// hanSpellings are those of ideographs, for which not half as much is to be gone
// through before the first search.
var hanSpellings = sync.OnceValue(func() map[rune][]rune { return spellingsIn(hanBlocks) })

// These stretches of Unicode hold every rune that folding changes, and every one that
// it makes an ideograph of. A test says so, and which one is missing in a newer Unicode.
var (
	foldedBlocks = [][2]rune{
		{0, 0x33FF}, {0xA640, 0xABBF}, {0xF900, 0xFFFF},
		{0x10400, 0x10CFF}, {0x10D50, 0x10DFF}, {0x118A0, 0x118DF}, {0x16E40, 0x16EFF}, {0x1CC00, 0x1CCFF},
		{0x1D100, 0x1D7FF}, {0x1E000, 0x1E0FF}, {0x1E900, 0x1E95F}, {0x1EE00, 0x1EEFF}, {0x1F100, 0x1F2FF},
		{0x1FB00, 0x1FBFF}, {0x2F800, 0x2FA1F},
	}
	hanBlocks = [][2]rune{{0x2E80, 0x33FF}, {0xF900, 0xFAFF}, {0x1F200, 0x1F2FF}, {0x2F800, 0x2FA1F}}
)

func spellingsIn(blocks [][2]rune) map[rune][]rune {
	by := map[rune][]rune{}
	f := folding{}
	for _, block := range blocks {
		for r := block[0]; r <= block[1]; r++ {
			if foldsToItself(r) {
				continue
			}
			for _, form := range f.foldRune(r) {
				if form != r {
					by[form] = append(by[form], r)
				}
			}
		}
	}
	return by
}

// foldsToItself is quicker than folding, and true of most runes.
func foldsToItself(r rune) bool {
	if _, varies := foldedVariants()[r]; varies || unicode.ToUpper(r) != r || unicode.ToLower(r) != r {
		return false
	}
	return norm.NFKC.PropertiesString(string(r)).Decomposition() == nil
}

// spellingsOf are the runes that may stand in the source where a rune stands in
// the folded text, in simplified characters when simple.
func spellingsOf(folded rune, simple bool) []rune {
	if !isHan(folded) {
		return append([]rune{folded}, spellings()[folded]...)
	}
	runes := append([]rune{folded}, hanSpellings()[folded]...)
	if !simple || !isCommonHan(folded) {
		return runes
	}
	for i, simplified := range hanzi().simplified {
		if rune(simplified) == folded {
			runes = append(runes, firstHanzi+rune(i))
			runes = append(runes, hanSpellings()[firstHanzi+rune(i)]...)
		}
	}
	return runes
}
