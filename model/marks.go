package model

import (
	"strings"
	"unicode/utf8"
)

// The marks of punctuation the rules look for.
const (
	sentenceMarks = "。！？!?．."
	openers       = "（(《“‘「『〈【[［"
	closers       = "）)》”’」』〉】]］\""
)

// lastRune is the last character of a text that is no closing mark.
func lastRune(text string) rune {
	for {
		r, size := utf8.DecodeLastRuneInString(text)
		if size == 0 || !strings.ContainsRune(closers, r) {
			return r
		}
		text = text[:len(text)-size]
	}
}

// endsSentence reports whether the text ends in a mark that ends a sentence or
// announces what follows.
func endsSentence(text string) bool {
	return strings.ContainsRune(sentenceMarks+"…：:；;", lastRune(text))
}

// endsOpen reports whether the text ends without any mark, as a heading does.
func endsOpen(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return last != utf8.RuneError && !strings.ContainsRune(sentenceMarks+"…：:；;，,、—-", last) && !endsSentence(text)
}

// firstSentence is the length in bytes of the text's first sentence, closing
// marks included; 0 when it has none of at most limit characters. Marks inside
// brackets and quotes end nothing.
func firstSentence(text string, limit int) int {
	depth, count := 0, 0
	for i, r := range text {
		if count++; count > limit {
			return 0
		}
		switch {
		case isHan(r): // most of a Chinese text
		case strings.ContainsRune(openers, r):
			depth++
		case strings.ContainsRune(closers, r):
			depth = max(0, depth-1)
		case depth == 0 && (r == '。' || r == '！' || r == '？'):
			return closed(text, i+utf8.RuneLen(r))
		case depth == 0 && (r == '.' || r == '?' || r == '!') && endsWord(text[i+1:]):
			return closed(text, i+1)
		}
	}
	return 0
}

// endsWord reports whether a Latin mark before rest ends a word.
func endsWord(rest string) bool { return rest == "" || rest[0] == ' ' || rest[0] == '"' }

// closed moves an offset behind the closing marks that follow it.
func closed(text string, offset int) int {
	for {
		r, size := utf8.DecodeRuneInString(text[offset:])
		if size == 0 || !strings.ContainsRune(closers, r) {
			return offset
		}
		offset += size
	}
}

// length is the number of characters of a text.
func length(text string) int {
	count := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) { // three times as quick as decoding
			count++
		}
	}
	return count
}

func hasAnyPrefix(text string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(text string, suffixes []string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(text, s) {
			return true
		}
	}
	return false
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
