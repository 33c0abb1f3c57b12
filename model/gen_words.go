//go:build ignore

// Gen_words makes words.txt.gz, the list of Chinese words, from jieba's
// dictionary: the file deps/cppjieba/dict/jieba.dict.utf8 of the Go module
// github.com/yanyiwu/gojieba v1.4.5.
//
//	go run gen_words.go DICTIONARY words.txt.gz
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// listLength is how many words are kept, the most frequent ones: enough for
// speeches, small enough to be loaded at a keypress.
const listLength = 60_000

// costUnit divides a nat: a word's cost is -ln(its probability) in these.
const costUnit = 8

type entry struct {
	word  string
	count int
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run gen_words.go DICTIONARY OUTPUT")
	}
	dictionary, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer dictionary.Close()
	entries, total, err := read(dictionary)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[2], compress(list(entries, total)), 0o644); err != nil {
		log.Fatal(err)
	}
}

// read takes the words made of ideographs alone, most frequent first, and the
// sum of all their counts. A line is "word count part-of-speech".
func read(r io.Reader) (entries []entry, total int, err error) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 || strings.ContainsFunc(fields[0], notHan) {
			continue
		}
		count, err := strconv.Atoi(fields[1])
		if err != nil {
			return nil, 0, fmt.Errorf("%q: %w", lines.Text(), err)
		}
		entries = append(entries, entry{fields[0], count})
		total += count
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
	})
	return entries, total, lines.Err()
}

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }

// list writes a line for each cost: "COST word word …", words in code point
// order, which compresses best.
func list(entries []entry, total int) []byte {
	var costs []int
	words := map[int][]string{}
	for _, e := range entries[:min(listLength, len(entries))] {
		cost := int(math.Round(-math.Log(float64(max(e.count, 1))/float64(total)) * costUnit))
		if len(words[cost]) == 0 {
			costs = append(costs, cost)
		}
		words[cost] = append(words[cost], e.word)
	}
	slices.Sort(costs)
	var b bytes.Buffer
	for _, cost := range costs {
		slices.Sort(words[cost])
		fmt.Fprintln(&b, cost, strings.Join(words[cost], " "))
	}
	return b.Bytes()
}

func compress(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}
