package source

import (
	"strconv"
	"strings"
)

// numeral is the number of a list's item, written as the list's format asks
// for: by the names of HTML and CSS, of OOXML (17.18.59) and of OpenDocument
// (19.500), which all have the same few ways. What is not known is decimal.
func numeral(format string, n int) string {
	if n < 0 || n > 100_000 {
		return strconv.Itoa(n)
	}
	switch format {
	case "a", "lowerLetter", "lower-alpha", "lower-latin":
		return strings.ToLower(letters(n))
	case "A", "upperLetter", "upper-alpha", "upper-latin":
		return letters(n)
	case "i", "lowerRoman", "lower-roman":
		return strings.ToLower(romanNumeral(n))
	case "I", "upperRoman", "upper-roman":
		return romanNumeral(n)
	case "decimalZero", "decimal-leading-zero", "01":
		return strings.Repeat("0", max(2-len(strconv.Itoa(n)), 0)) + strconv.Itoa(n)
	}
	for _, w := range eastAsianNumerals {
		if strings.Contains(w.formats, " "+format+" ") {
			return w.write(n)
		}
	}
	return strconv.Itoa(n)
}

// numeralMark is what HTML puts between a number and its item (CSS Counter
// Styles 3, 6 and 7).
func numeralMark(format string) string {
	switch {
	case strings.HasPrefix(format, "cjk-") || strings.Contains(format, "-chinese-"):
		return "、"
	}
	return ". "
}

// eastAsianNumerals are the ways of writing numbers that Chinese documents use.
var eastAsianNumerals = []struct {
	formats string // the names, each between blanks
	write   func(int) string
}{
	{" chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting cjk-ideographic simp-chinese-informal trad-chinese-informal 一,二,三,... ", counted},
	{" ideographDigital japaneseDigitalTenThousand taiwaneseDigital cjk-decimal 〇,一,二,三,... ", digitByDigit},
	{" chineseLegalSimplified simp-chinese-formal 壹,贰,叁,... ", func(n int) string { return formal(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟萬") }},
	{" ideographLegalTraditional trad-chinese-formal 壹,貳,參,... ", func(n int) string { return formal(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬") }},
	{" ideographTraditional cjk-heavenly-stem 甲,乙,丙,... ", func(n int) string { return oneOf(n, "甲乙丙丁戊己庚辛壬癸") }},
	{" ideographZodiac cjk-earthly-branch 子,丑,寅,... ", func(n int) string { return oneOf(n, "子丑寅卯辰巳午未申酉戌亥") }},
	{" decimalEnclosedCircle decimalEnclosedCircleChinese ①,②,③,... ", func(n int) string { return oneOf(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳") }},
	{" decimalEnclosedParen ⑴,⑵,⑶,... ", func(n int) string { return oneOf(n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇") }},
	{" decimalEnclosedFullstop ", func(n int) string { return oneOf(n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛") }},
	{" ideographEnclosedCircle ㊀,㊁,㊂,... ", func(n int) string { return oneOf(n, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉") }},
	{" decimalFullWidth decimalFullWidth2 １,２,３,... ", fullWidth},
}

// letters counts a, b … z, aa, bb … as word processors do (OOXML 17.18.59).
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func romanNumeral(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.sign)
		}
	}
	return b.String()
}

// counted is a number as it is said: 十一, 二十, 一百零五.
func counted(n int) string {
	words := formal(n, "零一二三四五六七八九", "十百千万")
	if n >= 10 && n < 20 {
		words = strings.TrimPrefix(words, "一")
	}
	return words
}

// formal is a number up to 99,999 with the digits and the units given.
func formal(n int, digits, units string) string {
	if n < 1 || n > 99_999 {
		return strconv.Itoa(n)
	}
	digit, unit := []rune(digits), []rune(units)
	var b strings.Builder
	skipped := false
	for place, value := 4, 10_000; place >= 0; place, value = place-1, value/10 {
		d := n / value % 10
		switch {
		case d == 0:
			skipped = b.Len() > 0
			continue
		case skipped:
			b.WriteRune(digit[0])
			skipped = false
		}
		b.WriteRune(digit[d])
		if place > 0 {
			b.WriteRune(unit[place-1])
		}
	}
	return b.String()
}

func digitByDigit(n int) string {
	return strings.Map(func(r rune) rune { return []rune("〇一二三四五六七八九")[r-'0'] }, strconv.Itoa(n))
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
}

// oneOf is the n-th of some signs, or decimal when there are no more.
func oneOf(n int, signs string) string {
	if all := []rune(signs); 1 <= n && n <= len(all) {
		return string(all[n-1])
	}
	return strconv.Itoa(n)
}

// integer reads a decimal number, or is another one when there is none.
func integer(text string, otherwise int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && -1_000_000 < n && n < 1_000_000 {
		return n
	}
	return otherwise
}
