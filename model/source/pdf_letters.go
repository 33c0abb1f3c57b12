package source

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// This file reads the letters that a PDF has for the sake of how they look. Many
// programs, browsers among them, say of an ideograph that it is the radical of
// dictionaries that looks alike, and of two letters that they are their ligature:
// nobody could search for the word.

// plainLetters puts in their place what was written.
func (d *pdfDocument) plainLetters() {
	for _, page := range d.pages {
		for _, line := range page.lines {
			for i := range line.words {
				w := &line.words[i]
				if strings.ContainsFunc(w.text, isLookAlike) {
					w.text = plain(w.text)
				}
			}
		}
	}
}

// isLookAlike reports whether a character is a radical or a ligature.
func isLookAlike(r rune) bool {
	return 0x2E80 <= r && r <= 0x2FDF || 0xFB00 <= r && r <= 0xFB06
}

func plain(word string) string {
	var b strings.Builder
	for _, r := range word {
		switch ideograph, known := radicals[r]; {
		case known:
			b.WriteRune(ideograph)
		case isLookAlike(r):
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// radicals are those of the CJK Radicals Supplement that are ideographs by
// themselves, with these (EquivalentUnifiedIdeograph.txt of Unicode 16); of the
// Kangxi Radicals, NFKC knows all.
var radicals = map[rune]rune{
	'⺁': '厂', '⺇': '几', '⺌': '小', '⺎': '兀', '⺏': '尣', '⺐': '尢', '⺒': '巳', '⺓': '幺', '⺛': '旡', '⺝': '月',
	'⺟': '母', '⺠': '民', '⺥': '爫', '⺦': '丬', '⺩': '王', '⺫': '目', '⺬': '示', '⺮': '竹', '⺰': '纟', '⺳': '网',
	'⺶': '羊', '⺷': '羊', '⺸': '羊', '⺻': '聿', '⺼': '肉', '⻁': '虎', '⻂': '衤', '⻃': '覀', '⻄': '西', '⻅': '见',
	'⻆': '角', '⻈': '讠', '⻉': '贝', '⻋': '车', '⻌': '辶', '⻎': '辶', '⻐': '钅', '⻑': '長', '⻒': '镸', '⻓': '长',
	'⻔': '门', '⻖': '阝', '⻗': '雨', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻠': '饣',
	'⻢': '马', '⻣': '骨', '⻤': '鬼', '⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉',
	'⻬': '齐', '⻭': '歯', '⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜', '⻲': '亀', '⻳': '龟',
}
