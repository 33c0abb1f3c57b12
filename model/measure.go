package model

import "unicode"

// Counts says how much there is to read or to say.
type Counts struct {
	Characters int // code points that are not blank space
	Han        int // ideographs
	HanMarks   int // punctuation among ideographs
	Words      int // words and numbers in other scripts
}

// Range is a least and a greatest value, both included.
type Range struct{ Low, High int }

// Rates are how fast a speech is spoken: ideographs (with the marks among them)
// and words a minute.
type Rates struct{ Han, Words Range }

// DefaultRates are usual for speeches, which are slower than talk.
var DefaultRates = Rates{Han: Range{150, 250}, Words: Range{130, 170}}

// Count counts a text. A word is what stands between blank space, ideographs
// and dashes, if a letter or digit is in it: "well-known" and "3.5%" are one.
func Count(text string) Counts {
	var c Counts
	inWord, han := false, false
	for _, r := range text {
		switch {
		case isHan(r) || r >= 0x2E80 && unicode.Is(unicode.Han, r): // the first is quick
			c.Han++
			inWord, han = false, true
		case unicode.IsSpace(r):
			inWord = false
			continue
		case isWordRune(r):
			if !inWord {
				c.Words++
			}
			inWord, han = true, false
		case han || isWidePunct(r):
			c.HanMarks++
			inWord = false
		case unicode.Is(unicode.Dash, r) && r != '-' && r != '‐':
			inWord = false
		}
		c.Characters++
	}
	return c
}

// Plus adds the counts of another text.
func (c Counts) Plus(other Counts) Counts {
	return Counts{
		Characters: c.Characters + other.Characters,
		Han:        c.Han + other.Han,
		HanMarks:   c.HanMarks + other.HanMarks,
		Words:      c.Words + other.Words,
	}
}

// Minutes is how long the text takes to say, in whole minutes rounded up: Low
// at the fast rates, High at the slow ones. A mark among ideographs is a pause
// as long as one of them. A rate below one counts as one.
func (r Rates) Minutes(c Counts) Range {
	return Range{
		Low:  minutes(c, r.Han.High, r.Words.High),
		High: minutes(c, r.Han.Low, r.Words.Low),
	}
}

// minutes adds the time for both kinds before it rounds, in whole numbers.
func minutes(c Counts, han, words int) int {
	han, words = max(han, 1), max(words, 1)
	return ((c.Han+c.HanMarks)*words + c.Words*han + han*words - 1) / (han * words)
}
