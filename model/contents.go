package model

import "strings"

// This file finds the table of contents that stands in front of a speech. Its
// entries are the words of the headings once more, and must not become sections
// twice.

// Tables of contents are announced by one of these words, and start among the
// first lines.
var contentsWords = []string{"目录", "目錄", "目次", "CONTENTS", "TABLE OF CONTENTS"}

const (
	contentsLines = 40  // where a table of contents starts at the latest
	maxEntry      = 100 // characters of its longest entry
)

// findContents tells for each line whether it belongs to a table of contents:
// the word that announces it, and the entries below; or entries without such a
// word, when two with page numbers follow one another.
func findContents(lines []line) []bool {
	found := make([]bool, len(lines))
	for i := 0; i < len(lines) && i < contentsLines; i++ {
		l := &lines[i]
		switch {
		case announcesContents(l.text):
		case l.next != nil && pageEntry(l.text) && pageEntry(l.next.text):
		default:
			continue
		}
		last := lastOf(lines)
		end := i + 1
		for ; end < len(lines) && isEntry(&lines[end], last[entryWords(lines[end].text)] > end); end++ {
			found[end] = true
		}
		found[i] = end > i+1
		return found
	}
	return found
}

// lastOf is where each text stands for the last time.
func lastOf(lines []line) map[string]int {
	last := make(map[string]int, len(lines))
	for i := range lines {
		last[lines[i].text] = i
	}
	return last
}

func announcesContents(text string) bool {
	if len(text) > maxEntry { // blank space and all
		return false
	}
	text = strings.ToUpper(strings.TrimSpace(text))
	if !isLatin(text) {
		text = strings.NewReplacer(" ", "", "\u3000", "", "：", "").Replace(text)
	}
	for _, word := range contentsWords {
		if text == word {
			return true
		}
	}
	return false
}

// isEntry reports whether a line is an entry: it ends with leaders and a page
// number, or its words come again on a line by themselves. An entry between two
// such may be worded otherwise than its heading.
func isEntry(l *line, again bool) bool {
	return l.length <= maxEntry && l.p.Kind != Speaker && (again || pageEntry(l.text) || endsOpen(l.text) && l.next != nil && pageEntry(l.next.text))
}

// entryWords are an entry's without its leaders and its page number.
func entryWords(text string) string {
	return strings.TrimRight(strings.TrimRight(text, pageMarks), leaders+" \u3000\t")
}

// What stands behind an entry's words.
const (
	pageMarks = "0123456789０１２３４５６７８９ \u3000\t-—－()（）"
	leaders   = ".．…·・‥﹒⋯_"
)

// pageEntry reports whether a line ends with leaders and mostly a page number:
// 一、回顾……3, Taxes ..... 12, 一、回顾（3）.
func pageEntry(text string) bool {
	text = strings.TrimRight(text, pageMarks)
	words := strings.TrimRight(text, leaders+" \u3000")
	dots := text[len(words):]
	return words != "" && length(dots) >= 3 && strings.ContainsAny(dots, leaders) && length(words) <= maxEntry && !strings.ContainsAny(words, "。；")
}
