package importer

import (
	"cmp"
	"errors"
	"strings"

	"lectern/annotations"
	"lectern/model/lazyregexp"
)

// This file reads Kindle's "My Clippings.txt": entries that end in a line of ten
// equals signs, each with a line for the book, one that says what, where and when,
// in the language of the Kindle's screens, a blank line and the words.
//
//	Walden (Henry David Thoreau)
//	- Your Highlight on page 12 | Location 123-124 | Added on Monday, April 21, 2014 10:08:07 PM
//
//	To affect the quality of the day
//	==========
//
// The file only grows: what was marked again, with more or fewer words, is a
// second entry, and so is a note that was written again. A note is an entry of its
// own that names the place where the mark ends.

const endOfClipping = "=========="

func isKindle(text string) bool {
	return strings.Contains(text, "\n"+endOfClipping) && aboutClipping.MatchString(text)
}

// aboutClipping is an entry's second line; the Russian one begins with a dash.
var aboutClipping = lazyregexp.New(`(?m)^\s*[-–—]\s.*\|`)

// clipping is an entry.
type clipping struct {
	Item
	kind     clippingKind
	unit     string // what first and last count: pages or locations
	first    int
	last     int
	replaced bool // there is a later one
}

type clippingKind int

const (
	highlight clippingKind = iota
	note
	bookmark
)

// kindWords are what the kinds are called, where it is not a highlight: in
// English, Chinese, Japanese, German, French, Spanish and Portuguese, Italian,
// Dutch, Russian.
var kindWords = map[clippingKind]*lazyregexp.Regexp{
	note:     lazyregexp.New(`(?i)\bnot(e|iz|a|itie)\b|笔记|筆記|メモ|заметк`),
	bookmark: lazyregexp.New(`(?i)\bbookmark|书签|書籤|ブックマーク|しおり|\blesezeichen|\bsignet|\bmarcador|\bsegnalibro|\bbladwijzer|закладк`),
}

var (
	locationRange = lazyregexp.New(`(?i)(?:\bloc[a-z.]*|位置(?:No\.)?|\bposi[\pL.]*|\bemplacement|мест[\pL]*)[\s#]*(\d+)` + rangeEnd)
	anyRange      = lazyregexp.New(`(\d+)` + rangeEnd)
)

const rangeEnd = `(?:\s*(?:-|–|t/m)\s*#?(\d+))?`

func readKindle(text []byte) (File, error) {
	var all []clipping
	var entry []string
	start := 1
	// What stands after the last line of signs is an entry that breaks off, or blank.
	lines := append(strings.Split(string(text), "\n"), endOfClipping)
	for i, line := range lines {
		if !strings.HasPrefix(line, endOfClipping) {
			entry = append(entry, line)
			continue
		}
		c, some, err := readClipping(entry, start)
		if err != nil {
			return File{}, err
		}
		if some {
			all = append(all, c)
		}
		entry, start = nil, i+2
	}
	return File{Items: settled(all)}, nil
}

// readClipping reads an entry that begins at a line; there is none in blank lines.
func readClipping(entry []string, start int) (c clipping, some bool, err error) {
	for len(entry) > 0 && blank(entry[0]) {
		entry, start = entry[1:], start+1
	}
	if len(entry) == 0 {
		return c, false, nil
	}
	if len(entry) < 2 || !aboutClipping.MatchString(entry[1]) {
		return c, false, at(line(start), errors.New("after the title should stand where it was marked: - … | …"))
	}
	c = newClipping(strings.TrimSpace(strings.ReplaceAll(entry[0], "\uFEFF", "")), strings.TrimSpace(entry[1]))
	c.Where = line(start)
	switch words := strings.TrimSpace(strings.Join(entry[2:], "\n")); {
	case c.kind == note:
		c.Note = words
	case c.kind == highlight && !limitReached(words):
		c.Target = annotations.Target{Exact: words}
	}
	return c, true, nil
}

// newClipping is an entry without its words.
func newClipping(title, about string) clipping {
	cut := strings.LastIndex(about, "|")
	c := clipping{Item: Item{Titles: bookTitles(title), location: about[:cut], date: about[cut+1:]}}
	c.Created = spokenDate(c.date)
	c.kind = kindOf(c.location)
	c.unit, c.first, c.last = rangeOf(c.location)
	c.paint("")
	return c
}

func blank(line string) bool { return strings.Trim(line, " \t\uFEFF") == "" }

// bookTitles are the title without the author, who stands in brackets at its end,
// and the line as it is.
func bookTitles(line string) []string {
	if cut := strings.LastIndex(line, " ("); cut > 0 && strings.HasSuffix(line, ")") {
		return nonBlank(line[:cut], line)
	}
	return nonBlank(line)
}

func kindOf(about string) clippingKind {
	for _, kind := range []clippingKind{bookmark, note} {
		if kindWords[kind].MatchString(about) {
			return kind
		}
	}
	return highlight
}

// limitReached reports whether the words are Kindle's own, who has none left to
// give: "<You have reached the clipping limit for this item>".
func limitReached(words string) bool {
	return strings.HasPrefix(words, "<") && strings.HasSuffix(words, ">") && !strings.Contains(words, "\n")
}

// rangeOf is what stretch of a book an entry is about. Old Kindles leave out what
// the two numbers have in common: "123-24".
func rangeOf(about string) (unit string, first, last int) {
	unit = "location"
	m := locationRange.FindStringSubmatch(about)
	if m == nil {
		unit, m = "page", anyRange.FindStringSubmatch(about)
	}
	if m == nil {
		return "", 0, 0
	}
	end := m[2]
	if len(end) < len(m[1]) && end != "" {
		end = m[1][:len(m[1])-len(end)] + end
	}
	first, last = number(m[1]), number(end)
	return unit, first, max(first, last)
}

// settled are the entries as annotations: of those that were written again the
// last, and notes on the passages that they are about.
func settled(all []clipping) []Item {
	byBook := map[string][]*clipping{}
	var kept []*clipping
	for i := range all {
		c := &all[i]
		if c.kind == bookmark || len(c.Titles) == 0 {
			continue
		}
		book := c.Titles[len(c.Titles)-1]
		for _, earlier := range byBook[book] {
			earlier.replaced = earlier.replaced || c.replaces(earlier)
		}
		byBook[book] = append(byBook[book], c)
		kept = append(kept, c)
	}
	for _, c := range kept {
		if c.kind == note && !c.replaced {
			c.replaced = c.annotate(byBook[c.Titles[len(c.Titles)-1]])
		}
	}
	var items []Item
	for _, c := range kept {
		if !c.replaced {
			items = append(items, c.Item)
		}
	}
	return items
}

// replaces reports whether an entry is an earlier one of the same book once more.
func (c *clipping) replaces(earlier *clipping) bool {
	if c.kind != earlier.kind || c.unit != earlier.unit || c.first > earlier.last || earlier.first > c.last {
		return false
	}
	new, old := c.Note+c.Target.Exact, earlier.Note+earlier.Target.Exact
	return old == "" || new != "" && (strings.Contains(new, old) || c.kind == highlight && strings.Contains(old, new))
}

// annotate puts a note on the highlight of its book that it is about: one that
// holds its place, best one that ends there, then the one written at the nearest
// time, then the last one in the file.
func (c *clipping) annotate(book []*clipping) bool {
	var on *clipping
	for _, h := range book {
		if h.kind != highlight || h.replaced || h.unit != c.unit || c.first < h.first || c.first > h.last || h.Target.Exact == "" {
			continue
		}
		if on == nil || compareFit(c, h, on) <= 0 {
			on = h
		}
	}
	if on == nil {
		return false
	}
	on.Note = strings.TrimPrefix(on.Note+"\n\n"+c.Note, "\n\n")
	return true
}

func compareFit(n, a, b *clipping) int {
	ends := func(h *clipping) int { return h.last - n.first }
	apart := func(h *clipping) int64 { return n.Created.Sub(h.Created).Abs().Nanoseconds() }
	return cmp.Or(cmp.Compare(ends(a), ends(b)), cmp.Compare(apart(a), apart(b)))
}
