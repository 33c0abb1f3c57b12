package model

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// The list is part of the program; WORDS-NOTICE.txt says where it comes from.
// JIEBA_DICT is the path of the dictionary that gen_words.go names.
//
//go:generate go run gen_words.go $JIEBA_DICT words.txt.gz
//go:embed words.txt.gz
var wordListFile []byte

// wordList is the Chinese words that the program knows.
type wordList struct {
	// costs of words: -ln of their probability, in eighths.
	costs map[string]int
	// longest is the length in bytes of the longest word that begins with a
	// rune.
	longest map[rune]int
	// unknown is the cost of an ideograph that is not in the list.
	unknown int
}

// chineseWords is the list, unpacked when first needed.
var chineseWords = sync.OnceValue(func() *wordList { return newWordList(wordListFile) })

// newWordList reads gzipped lines of "COST word word …". What cannot be read
// is left out: words are then shorter.
func newWordList(file []byte) *wordList {
	list := &wordList{costs: make(map[string]int, 60_000), longest: make(map[rune]int, 8_000)}
	unpacked, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return list
	}
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		number, words, _ := strings.Cut(lines.Text(), " ")
		cost, err := strconv.Atoi(number)
		if err != nil {
			continue
		}
		list.add(words, cost)
	}
	return list
}

func (l *wordList) add(words string, cost int) {
	for word := range strings.SplitSeq(words, " ") {
		first, _ := utf8.DecodeRuneInString(word)
		l.costs[word] = cost
		l.longest[first] = max(l.longest[first], len(word))
	}
	l.unknown = max(l.unknown, cost+8)
}

// divide cuts a run of ideographs into the words whose probabilities have the
// greatest product, and yields each word's length in bytes.
func (l *wordList) divide(run string) []int {
	// From the run's end backwards: best[i] is the least cost of run[i:], whose
	// first word is length[i] bytes long.
	best := make([]int, len(run)+1)
	length := make([]int, len(run))
	for i := len(run); i > 0; {
		first, size := utf8.DecodeLastRuneInString(run[:i])
		i -= size
		best[i], length[i] = l.unknown+best[i+size], size
		longest := min(l.longest[first], len(run)-i)
		for n := size; n <= longest; n++ {
			if cost, ok := l.costs[run[i:i+n]]; ok && cost+best[i+n] < best[i] {
				best[i], length[i] = cost+best[i+n], n
			}
		}
	}
	var lengths []int
	for i := 0; i < len(run); i += length[i] {
		lengths = append(lengths, length[i])
	}
	return lengths
}
