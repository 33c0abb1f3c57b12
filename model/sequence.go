package model

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// This file weighs the numbered lines against each other: whether each number
// is the one to expect, which lines are but a list, and how deep the headings
// lie.

// What a numeral's place in its sequence does to a confidence.
const (
	inSequence    = 0.15
	alone         = -0.2
	outOfSequence = -0.35
)

// sequence is how far the numerals of one style have run.
type sequence struct {
	last  int  // the last value; 0 before the first
	first int  // the line of the last 1
	cut   bool // by a numeral of an outer style
}

// checkSequence is what each line's numeral adds to its confidence: numerals
// of a style run 1, 2, 3 and start again, or go on, below a numeral of an outer
// style.
// Headings are also counted by themselves, past the lists between them.
func checkSequence(lines []line) []float64 {
	gain := make([]float64, len(lines))
	var all, headings [styles]sequence
	for i := range lines {
		n, kind := lines[i].number, lines[i].p.Kind
		if n.style == noNumeral || kind == Speaker {
			continue
		}
		gain[i] = step(&all, gain, n, i)
		if kind == Heading {
			gain[i] = max(gain[i], step(&headings, gain, n, i))
		}
	}
	return gain
}

// readOnes takes a Roman I. for the digit that the 2. after it wants: texts that
// were typed or scanned have one for the other.
func readOnes(lines []line) {
	var one *numeral
	for i := range lines {
		n := &lines[i].number
		if n.style != romanStyle && n.style != digitStyle {
			continue
		}
		if one != nil && n.style == digitStyle && n.value == 2 {
			one.style = digitStyle
		}
		one = nil
		if n.style == romanStyle && n.value == 1 {
			one = n
		}
	}
}

// step moves a count of numerals on to the one of line i and is what that adds
// to the line's confidence. A 2 gives the 1 before it its due.
func step(runs *[styles]sequence, gain []float64, n numeral, i int) float64 {
	run := &runs[n.style]
	last, cut := run.last, run.cut
	run.last, run.cut = n.value, false
	for inner := n.style + 1; inner < countStyle; inner++ {
		runs[inner].cut = true
	}
	switch {
	case cut && last > 0 && n.value == last+1:
		return 0
	case n.value == 1:
		run.first = i
		return alone
	case n.value == last+1 && last > 0:
		if n.value == 2 {
			gain[run.first] = inSequence
		}
		return inSequence
	case n.value == last+2 && last > 0 && !cut:
		return 0
	}
	return outOfSequence
}

// weigh adds the gains to what the rules found, and makes body of what is too
// unsure then.
func weigh(lines []line, gain []float64) {
	for i := range lines {
		p := lines[i].p
		if p.Kind != Heading || lines[i].number.style == noNumeral || p.Level > 0 {
			continue
		}
		p.Confidence = min(p.Confidence+gain[i], 0.99)
		if p.Confidence < minConfidence {
			p.Kind, p.Confidence = Body, 1
		}
	}
}

// findLists makes items of numbered lines that follow one another with nothing
// but bullets below them: a list of tasks, not headings.
func findLists(lines []line) {
	for i := 0; i < len(lines); {
		last, count := i, 1
		for next := i + 1; next < len(lines); next++ {
			if listed(&lines[last], &lines[next]) {
				last, count = next, count+1
			} else if !isListed(&lines[last]) || !isBullet(&lines[next]) {
				break
			}
		}
		for j := i; count > 1 && j <= last; j++ {
			if lines[j].p.Kind == Heading {
				lines[j].p.Kind, lines[j].p.Confidence = Item, 0.7
			}
		}
		i = last + 1
	}
}

// isBullet reports whether a line is an item without a number.
func isBullet(l *line) bool {
	sign, size := utf8.DecodeRuneInString(l.text)
	return (l.p.Kind == Item || l.p.Kind == Body) && strings.ContainsRune("-*+•◦○●▪■–", sign) && strings.HasPrefix(l.text[size:], " ")
}

// listed reports whether b is the number after a on the next line.
func listed(a, b *line) bool {
	return isListed(a) && isListed(b) && a.number.style == b.number.style && b.number.value == a.number.value+1
}

func isListed(l *line) bool {
	return l.number.style != noNumeral && l.p.Level == 0 && (l.p.Kind == Heading || l.p.Kind == Body)
}

// setLevels counts the levels of the headings that a speech has from 1 up: the
// format's own first, then the styles of numerals in the order they nest.
func setLevels(lines []line) {
	rankHeadings(lines)
	var ranks []int
	seen := map[int]bool{}
	for i := range lines {
		if p := lines[i].p; p.Kind == Heading && !seen[p.Level] {
			seen[p.Level] = true
			ranks = append(ranks, p.Level)
		}
	}
	sort.Ints(ranks)
	for i := range lines {
		if p := lines[i].p; p.Kind == Heading {
			p.Level = sort.SearchInts(ranks, p.Level) + 1
		}
	}
}

// rankHeadings makes the level of each heading how deep it lies: smaller is further
// out.
func rankHeadings(lines []line) {
	var first [styles]int // the line after the first of each style
	inner := 0            // how deep the headings without a numeral lie
	outer := formatRank
	for i := range lines {
		p, s := lines[i].p, lines[i].number.style
		switch {
		case p.Kind != Heading || p.Level > 0:
		case s == noNumeral:
			if inner == 0 {
				inner = outer + 1
			}
			p.Level = inner
		default:
			if first[s] == 0 {
				first[s] = i + 1
			}
			p.Level = styleRank(s, first)
			outer = p.Level
		}
	}
}

// formatRank lies below every level a format may give.
const formatRank = 100

// styleRank is the depth of a style. 第一、 lies inside 一、 unless it came
// first.
func styleRank(s style, first [styles]int) int {
	if s == ordinalStyle && first[hanStyle] == 0 {
		s = hanStyle
		return formatRank + 4*int(s) - 2
	}
	return formatRank + 4*int(s)
}
