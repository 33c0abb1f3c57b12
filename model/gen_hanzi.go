//go:build ignore

// Gen_hanzi makes hanzi.txt.gz, what a search knows of Chinese characters: which
// simplified character a traditional one is written with, and the first letters of
// their readings. It takes dictionary/TSCharacters.txt of the Go module
// github.com/longbridgeapp/opencc v0.3.13, and pinyin_dict.go of
// github.com/mozillazg/go-pinyin v0.21.0.
//
//	go run gen_hanzi.go TSCHARACTERS PINYIN_DICT hanzi.txt.gz
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The characters that the list is about: those that nothing folds.
const first, last = 0x4E00, 0x9FFF

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: go run gen_hanzi.go TSCHARACTERS PINYIN_DICT OUTPUT")
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, pairs(read(os.Args[1])))
	fmt.Fprintln(&b, initials(read(os.Args[2])))
	if err := os.WriteFile(os.Args[3], compress(b.Bytes()), 0o644); err != nil {
		log.Fatal(err)
	}
}

func read(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return string(text)
}

// pairs writes each traditional character with its simplified one behind it. A line of
// the table is "traditional TAB simplified simplified …".
func pairs(table string) string {
	var b strings.Builder
	lines := bufio.NewScanner(strings.NewReader(table))
	for lines.Scan() {
		traditional, all, _ := strings.Cut(lines.Text(), "\t")
		for simplified := range strings.FieldsSeq(all) {
			if listed(traditional) && listed(simplified) && simplified != traditional {
				b.WriteString(traditional + simplified)
				break
			}
		}
	}
	return b.String()
}

func listed(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && first <= r && r <= last
}

var reading = regexp.MustCompile(`0x([0-9A-F]+): "([^"]+)"`)

// initials writes the first letters of every character's readings, for one after
// the other: the last letter is a capital, a character without readings is "-".
func initials(dictionary string) string {
	letters := map[int]string{}
	for _, m := range reading.FindAllStringSubmatch(dictionary, -1) {
		character, _ := strconv.ParseInt(m[1], 16, 32)
		var found []byte
		for syllable := range strings.SplitSeq(m[2], ",") {
			letter := norm.NFD.String(syllable)[0]
			if 'a' <= letter && letter <= 'z' && !slices.Contains(found, letter) {
				found = append(found, letter)
			}
		}
		letters[int(character)] = string(found)
	}
	var b strings.Builder
	for character := first; character <= last; character++ {
		found := letters[character]
		if found == "" {
			b.WriteString("-")
			continue
		}
		b.WriteString(found[:len(found)-1] + strings.ToUpper(found[len(found)-1:]))
	}
	return b.String()
}

func compress(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}
