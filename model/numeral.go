package model

import (
	"strings"
	"unicode/utf8"
)

// style is how the numeral of a heading is written. The order is the one in
// which the styles nest: GB/T 9704-2012, 7.3.3, has 一、 （一） 1. （1）.
type style uint8

const (
	noNumeral    style = iota
	partStyle          // 第一部分
	formalStyle        // 壹、
	romanStyle         // I.
	hanStyle           // 一、
	ordinalStyle       // 第一、
	bracketStyle       // （一）
	digitStyle         // 1.
	digitBracket       // （1）
	circleStyle        // ①
	letterStyle        // (a)
	countStyle         // 一是, 一要: leads and items, never a heading
	styles             // how many there are
)

// numeral is the number at the start of a heading, a lead or an item.
type numeral struct {
	style   style
	value   int
	written string // as Part.Numeral has it: "第一", "（二）", "IV."
	size    int    // in bytes, with the mark and the blank space after it
}

// numeralForm reads one way of writing a number at the start of a text. size
// is 0 when the text does not start so; written leaves the mark after a
// Chinese numeral out.
type numeralForm struct {
	style style
	read  func(text string) (value, written, size int)
}

var numeralForms = []numeralForm{
	{partStyle, func(t string) (int, int, int) { return readOrdinal(t, partUnits) }},
	{ordinalStyle, func(t string) (int, int, int) { return readOrdinal(t, nil) }},
	{bracketStyle, func(t string) (int, int, int) { return readBracketed(t, hanNumber) }},
	{digitBracket, func(t string) (int, int, int) { return readBracketed(t, digits) }},
	{letterStyle, func(t string) (int, int, int) { return readBracketed(t, letter) }},
	{formalStyle, func(t string) (int, int, int) { return readMarked(t, formalNumber, "、．.，") }},
	{hanStyle, func(t string) (int, int, int) { return readMarked(t, hanNumber, "、．.\u3000") }},
	{countStyle, func(t string) (int, int, int) { return readCounted(t) }},
	{digitStyle, func(t string) (int, int, int) { return readMarked(t, digits, "、．.") }},
	{digitBracket, func(t string) (int, int, int) { return readMarked(t, digits, "）)") }},
	{romanStyle, func(t string) (int, int, int) { return readMarked(t, roman, "、．.") }},
	{bracketStyle, func(t string) (int, int, int) { return readSign(t, '㈠', 10) }},
	{digitBracket, func(t string) (int, int, int) { return readSign(t, '⑴', 20) }},
	{circleStyle, func(t string) (int, int, int) { return readSign(t, '①', 20) }},
	{digitStyle, func(t string) (int, int, int) { return readSign(t, '⒈', 20) }},
	{romanStyle, func(t string) (int, int, int) { return readSign(t, 'Ⅰ', 12) }},
}

var partUnits = []string{"部分", "方面", "章", "篇", "编", "編", "节", "節", "讲", "講"}

// numeralStarts holds every character a numeral may start with, so that most
// paragraphs are told at a glance to have none.
const numeralStarts = "第（(壹贰叁肆伍陆柒捌玖拾貳參陸一二三四五六七八九十0123456789０１２３４５６７８９IVX"

// readNumeral reads the numeral a text starts with.
func readNumeral(text string) numeral {
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(numeralStarts, first) && !isNumberSign(first) {
		return numeral{}
	}
	for _, f := range numeralForms {
		value, written, size := f.read(text)
		if size == 0 {
			continue
		}
		rest := strings.TrimLeftFunc(text[size:], isBlank)
		return numeral{f.style, value, text[:written], len(text) - len(rest)}
	}
	return numeral{}
}

func isNumberSign(r rune) bool {
	return 'Ⅰ' <= r && r <= 'Ⅻ' || '①' <= r && r <= '⒛' || '㈠' <= r && r <= '㈩'
}

// readOrdinal reads 第 and a number: with a unit (第一部分), or, when units is
// nil, with a mark after it (第一，). 第一产业 and 第一书记 have neither.
func readOrdinal(text string, units []string) (value, written, size int) {
	rest, ok := strings.CutPrefix(text, "第")
	if !ok {
		return 0, 0, 0
	}
	value, n := hanNumber(rest)
	if n == 0 {
		value, n = digits(rest)
	}
	if n == 0 {
		return 0, 0, 0
	}
	written = len("第") + n
	if units == nil {
		return value, written, afterMark(text, written, "、，,：:．. \u3000")
	}
	for _, u := range units {
		if strings.HasPrefix(text[written:], u) {
			written += len(u)
			return value, written, afterMark(text, written, "、，,：:．. \u3000")
		}
	}
	return 0, 0, 0
}

// isOrdinal reports whether a text starts with 第 and a number, whatever comes
// next: 第一书记.
func isOrdinal(text string) bool {
	rest, ok := strings.CutPrefix(text, "第")
	_, n := hanNumber(rest)
	_, m := digits(rest)
	return ok && n+m > 0
}

// afterMark is the offset behind one of the marks at offset; 0 when none
// stands there. A text that ends there needs none.
func afterMark(text string, offset int, marks string) int {
	r, size := utf8.DecodeRuneInString(text[offset:])
	if size == 0 || strings.ContainsRune(marks, r) {
		return offset + size
	}
	return 0
}

// readBracketed reads （一） and its kin; a mark may follow.
func readBracketed(text string, number func(string) (int, int)) (value, written, size int) {
	open, n := utf8.DecodeRuneInString(text)
	if open != '（' && open != '(' {
		return 0, 0, 0
	}
	value, digits := number(text[n:])
	if digits == 0 {
		return 0, 0, 0
	}
	written = afterMark(text, n+digits, "）)")
	if written == 0 || written == n+digits {
		return 0, 0, 0
	}
	return value, written, max(written, afterMark(text, written, "、．."))
}

// readMarked reads a number and the mark after it. A full stop between digits
// is a decimal point, and one after a letter may be an initial's.
func readMarked(text string, number func(string) (int, int), marks string) (value, written, size int) {
	value, n := number(text)
	if n == 0 {
		return 0, 0, 0
	}
	size = afterMark(text, n, marks)
	if size <= n {
		return 0, 0, 0
	}
	if _, fraction := digits(text[size:]); fraction > 0 && strings.ContainsRune(".．", lastRune(text[:size])) {
		return 0, 0, 0
	}
	if text[n] < utf8.RuneSelf { // the dot of "1." belongs to how it is written
		return value, size, size
	}
	return value, n, size
}

// readCounted reads 一是 and 一要.
func readCounted(text string) (value, written, size int) {
	value, n := hanNumber(text)
	for _, word := range []string{"是", "要"} {
		if n > 0 && strings.HasPrefix(text[n:], word) {
			return value, n + len(word), n + len(word)
		}
	}
	return 0, 0, 0
}

// readSign reads a number that is one character, such as ①.
func readSign(text string, first rune, count int) (value, written, size int) {
	r, n := utf8.DecodeRuneInString(text)
	if r < first || int(r-first) >= count {
		return 0, 0, 0
	}
	return int(r-first) + 1, n, max(n, afterMark(text, n, "、．."))
}

const hanDigits, formalDigits, formalDigitsTrad = "一二三四五六七八九", "壹贰叁肆伍陆柒捌玖", "壹貳參肆伍陸柒捌玖"

// hanNumber reads a number from 一 to 九十九; its size is 0 when there is none.
func hanNumber(text string) (value, size int) { return tens(text, '十', hanDigit) }

func formalNumber(text string) (value, size int) { return tens(text, '拾', formalDigit) }

func tens(text string, ten rune, digit func(rune) int) (value, size int) {
	seen := false
	for _, r := range text {
		d := digit(r)
		switch {
		case r == ten && !seen:
			value, seen = max(value, 1)*10, true
		case d > 0 && value%10 == 0 && (value == 0 || seen):
			value += d
		default:
			return value, size
		}
		size += utf8.RuneLen(r)
	}
	return value, size
}

func hanDigit(r rune) int { return signIndex(hanDigits, r) }

func formalDigit(r rune) int { return max(signIndex(formalDigits, r), signIndex(formalDigitsTrad, r)) }

// signIndex counts from 1 which three-byte sign of signs r is, 0 for none.
func signIndex(signs string, r rune) int { return (strings.IndexRune(signs, r) + 3) / 3 }

// digits reads up to three digits, of one cell or of two.
func digits(text string) (value, size int) {
	for i, r := range text {
		digit := digitValue(r)
		if digit < 0 {
			break
		}
		if value = value*10 + digit; value > 999 {
			return 0, 0
		}
		size = i + utf8.RuneLen(r)
	}
	return value, size
}

// digitValue is what a digit stands for; -1 for what is none.
func digitValue(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '０' <= r && r <= '９':
		return int(r - '０')
	}
	return -1
}

func letter(text string) (value, size int) {
	if text == "" || text[0] < 'a' || 'z' < text[0] {
		return 0, 0
	}
	return int(text[0]-'a') + 1, 1
}

var romanValues = map[byte]int{'I': 1, 'V': 5, 'X': 10}

// roman reads a Roman number of the signs I, V and X.
func roman(text string) (value, size int) {
	for size < len(text) && romanValues[text[size]] > 0 && size < 6 {
		v := romanValues[text[size]]
		if size > 0 && romanValues[text[size-1]] < v {
			v -= 2 * romanValues[text[size-1]]
		}
		value += v
		size++
	}
	return value, size
}
