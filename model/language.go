package model

import (
	"strings"
	"unicode"
)

// languageSample is how many letters tell a text's language.
const languageSample = 2000

// scripts are tried in order; a text is in the first language whose script has
// its share of the letters. Japanese is known by its kana, which stand among
// ideographs.
var scripts = []struct {
	language string
	table    *unicode.RangeTable
	percent  int
}{
	{"ja", unicode.Hiragana, 15},
	{"ko", unicode.Hangul, 30},
	{"zh", unicode.Han, 30},
	{"ru", unicode.Cyrillic, 50},
	{"ar", unicode.Arabic, 50},
	{"he", unicode.Hebrew, 50},
	{"el", unicode.Greek, 50},
	{"en", unicode.Latin, 50},
}

// languageOf is the language most texts in the script are in; empty for a text
// without letters.
func languageOf(text string) string {
	counts := make([]int, len(scripts))
	letters, inTag := 0, false
	for i, r := range text {
		switch {
		case r == '<':
			inTag = opensTag(text[i+1:])
		case r == '>':
			inTag = false
		}
		if inTag || !unicode.IsLetter(r) {
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				counts[i]++
				break
			}
		}
		if letters++; letters == languageSample {
			break
		}
	}
	for i, s := range scripts {
		if counts[i] > 0 && counts[i]*100 >= letters*s.percent {
			return s.language
		}
	}
	return ""
}

// opensTag reports whether what stands behind a < is an HTML tag, whose letters
// are no words: gazettes in plain text hold whole tables of them.
func opensTag(rest string) bool {
	end := strings.IndexAny(rest[:min(len(rest), longestTag)], "<>\n")
	return end > 0 && rest[end] == '>'
}

// longestTag is how many bytes a tag may take.
const longestTag = 400
