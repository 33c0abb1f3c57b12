package annotations

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"lectern/model"
)

// What a passage found by its words alone needs to be a candidate.
const (
	maxErrors    = 0.35 // edits, of the quote's runes
	minScore     = 0.70
	minLikeness  = 0.55 // of what stands on one side
	windowLimit  = 32   // stretches looked at for one quote, and places in each
	endLimit     = 128  // places looked at in all
	stopGram     = 4096 // occurrences after which a gram tells nothing
	searchBudget = 1 << 21

	// What the only place of a quote whose text was not kept needs to be it.
	sureWords   = 0.8
	sureContext = 0.75 // on both sides
)

// query is a quote to be searched for.
type query struct {
	place         *Place // the answer
	quote         []rune
	before, after []rune // up to contextLength runes
	dropped       [2]string
	traced        []finding // what the alignment found
	crowded       bool      // there are more places like the best than are looked at
}

// seeds are the grams that lead to the places of a quote; a very short one is
// found by what stands beside it.
func (q *query) seeds() []rune {
	if len(q.quote) >= shortQuote {
		return q.quote
	}
	const beside = 12
	before := q.before[max(0, len(q.before)-beside):]
	return slices.Concat(before, q.quote, q.after[:min(len(q.after), beside)])
}

// searchFor finds quotes in stretches of a text: all places with few enough
// edits, as far as the budget of each query goes.
func searchFor(text *comparedText, within []stretch, queries []*query) [][]finding {
	found := make([][]finding, len(queries))
	for i, windows := range windowsOf(text, within, queries) {
		found[i] = queries[i].findIn(text, windows)
	}
	return found
}

// windowsOf are the stretches of a text that share grams with each query.
func windowsOf(text *comparedText, within []stretch, queries []*query) [][]stretch {
	k := text.gram / 4
	byGram := map[uint64][]int32{}
	counters := make([]gramCounter, len(queries))
	for i, q := range queries {
		seeds := q.seeds()
		counters[i] = gramCounter{width: len(seeds) + 8, least: max(1, len(seeds)/8)}
		part{seeds, []stretch{{0, len(seeds)}}}.eachGram(k, func(hash uint64, _ int) {
			if list := byGram[hash]; len(list) == 0 || list[len(list)-1] != int32(i) {
				byGram[hash] = append(list, int32(i))
			}
		})
	}
	seen := make(map[uint64]int, len(byGram))
	part{text.runes, within}.eachGram(k, func(hash uint64, at int) {
		list := byGram[hash]
		if len(list) == 0 {
			return
		}
		if seen[hash]++; seen[hash] > stopGram {
			return
		}
		for _, i := range list {
			counters[i].count(at)
		}
	})
	windows := make([][]stretch, len(queries))
	for i := range counters {
		windows[i] = counters[i].windows(len(text.runes))
		queries[i].crowded = counters[i].isCrowded()
	}
	return windows
}

// gramCounter counts the grams that a query shares with successive blocks of a
// text, and notes the blocks where they are most.
type gramCounter struct {
	width, least int
	block        int // the block counted in
	here, before int // grams in it and in the block before
	found        []countedBlock
	dropped      int // the most grams of a block that was not kept
}

// countedBlock is a block and how many grams are in it and in the one before.
type countedBlock struct{ block, grams int }

func (c *gramCounter) count(at int) {
	if block := at / c.width; block != c.block {
		c.goTo(block)
	}
	c.here++
}

// goTo notes the block counted in, if it shares enough, and goes on to another.
func (c *gramCounter) goTo(block int) {
	// Behind as many blocks as are kept, one must share more than the dropped to stay.
	if grams := c.here + c.before; grams >= c.least && grams > c.dropped {
		c.found = append(c.found, countedBlock{c.block, grams})
	}
	if len(c.found) == 2*windowLimit {
		c.dropFewest()
	}
	c.before = c.here
	if block != c.block+1 {
		c.before = 0
	}
	c.block, c.here = block, 0
}

// dropFewest leaves the blocks with the most grams.
func (c *gramCounter) dropFewest() {
	slices.SortFunc(c.found, func(a, b countedBlock) int {
		return cmp.Or(-cmp.Compare(a.grams, b.grams), cmp.Compare(a.block, b.block))
	})
	if len(c.found) > windowLimit {
		c.dropped = max(c.dropped, c.found[windowLimit].grams)
		c.found = c.found[:windowLimit]
	}
}

// isCrowded reports whether blocks had to be dropped that share almost as much
// as the best.
func (c *gramCounter) isCrowded() bool {
	best := 0
	for _, f := range c.found {
		best = max(best, f.grams)
	}
	return 4*c.dropped > 3*best
}

// windows are the stretches round the blocks found, joined where they touch.
func (c *gramCounter) windows(length int) []stretch {
	c.goTo(-1)
	c.dropFewest()
	slices.SortFunc(c.found, func(a, b countedBlock) int { return cmp.Compare(a.block, b.block) })
	var windows []stretch
	for _, f := range c.found {
		w := stretch{max(0, (f.block-2)*c.width), min(length, (f.block+3)*c.width)}
		if n := len(windows); n > 0 && windows[n-1].end >= w.start {
			windows[n-1].end = w.end
			continue
		}
		windows = append(windows, w)
	}
	return windows
}

// findIn are the places of the quote in some windows of the text.
func (q *query) findIn(text *comparedText, windows []stretch) []finding {
	pattern, backward := newMyersPattern(q.quote), newMyersPattern(backwards(q.quote))
	budget := searchBudget
	var ends []ending
	for _, w := range windows {
		if budget -= w.length() * ((len(q.quote) + 63) / 64); budget < 0 {
			break
		}
		for _, e := range q.ends(pattern, text.runes[w.start:w.end]) {
			ends = append(ends, ending{w.start + e.at, e.distance})
		}
	}
	slices.SortStableFunc(ends, compareEndings)
	if len(ends) > endLimit {
		q.crowded = q.crowded || ends[endLimit].distance == ends[0].distance
		ends = ends[:endLimit]
	}
	var found []finding
	for _, e := range ends {
		start := q.startBefore(backward, text.runes[:e.at])
		found = append(found, q.weigh(text.runes, stretch{start, e.at}, text.gram))
	}
	return found
}

// ending is where a quote ends in a text, with so many edits.
type ending struct{ at, distance int }

func compareEndings(a, b ending) int { return cmp.Compare(a.distance, b.distance) }

// ends are where the quote ends in a text: at the least distances, not too
// near one another.
func (q *query) ends(pattern myersPattern, text []rune) []ending {
	limit := int(maxErrors * float64(len(q.quote)))
	if len(q.quote) < shortQuote {
		limit = 0
	}
	var all []ending
	pattern.eachDistance(text, false, func(end, distance int) {
		if distance <= limit {
			all = append(all, ending{end, distance})
		}
	})
	slices.SortStableFunc(all, compareEndings)
	var ends []ending
	for _, e := range all {
		near := func(other ending) bool { return 2*max(e.at-other.at, other.at-e.at) <= len(q.quote) }
		if len(ends) < windowLimit && !slices.ContainsFunc(ends, near) {
			ends = append(ends, e)
		}
	}
	return ends
}

// startBefore is where the quote starts that ends with a text.
func (q *query) startBefore(backward myersPattern, text []rune) int {
	tail := backwards(text[max(0, len(text)-len(q.quote)*3/2-1):])
	best, least := len(q.quote), len(q.quote)+1
	backward.eachDistance(tail, true, func(length, distance int) {
		if distance < least {
			best, least = length, distance
		}
	})
	return len(text) - best
}

// weigh scores a place by its words and by what stands round it.
func (q *query) weigh(text []rune, at stretch, gram int) finding {
	words := likeness(q.quote, text[at.start:at.end])
	before := likeness(q.before, text[max(0, at.start-len(q.before)):at.start])
	after := likeness(q.after, text[at.end:min(len(text), at.end+len(q.after))])
	f := finding{place: at, status: Edited, score: words * (0.6 + 0.2*before + 0.2*after)}
	if words == 1 {
		f.status = Placed
	}
	known := len(q.before) + len(q.quote) + len(q.after)
	same := words == 1 || words >= sureWords && len(q.quote) >= gram
	f.sure = !q.crowded && same && min(before, after) >= sureContext && known >= 2*gram
	context := max(before, after)
	f.likely = context >= minLikeness && words*(0.5+0.5*context) >= minScore || words == 1 && len(q.quote) >= gram
	return f
}

// likeness is how alike two pieces of text are, 0 to 1. Where nothing is known
// of what stood beside a quote, anything is like it.
func likeness(known, found []rune) float64 {
	if len(known) == 0 {
		return 1
	}
	return 1 - float64(editDistance(known, found))/float64(max(len(known), len(found)))
}

// byQuote finds a target whose text was not kept: where its words stand with
// all of their context, if that is one place and enough to know it by, or else
// by searching: a single place that is almost the same on both sides is it.
func (s *anchoring) byQuote(t Target, place *Place) {
	folded, quote, dropped := foldedQuote(t)
	if quote.empty() {
		return
	}
	text := s.now()
	at := text.index().Lookup([]byte(folded.folded.Text), 2)
	if len(at) == 1 && len(folded.runes) >= text.gram && !text.hasHalves(folded) {
		start := text.points.PointAt(at[0])
		found := stretch{start + quote.start, start + quote.end}
		place.Span, place.Status, place.Score = text.span(found, dropped), Placed, 1
		return
	}
	s.unsettled[nil] = append(s.unsettled[nil], &query{
		place: place, quote: folded.runes[quote.start:quote.end], dropped: dropped,
		before: folded.runes[:quote.start], after: folded.runes[quote.end:],
	})
}

// hasHalves reports whether a half of a long quote with its context stands in
// the text again: of places that say the same, edits may have left another one
// than the quote's as it was.
func (t *comparedText) hasHalves(quote *comparedText) bool {
	n := len(quote.runes)
	return n >= 4*t.gram && max(t.occurrences(quote.bytes(stretch{0, n / 2}), 2), t.occurrences(quote.bytes(stretch{n / 2, n}), 2)) > 1
}

// foldedQuote is the folded quote with its context, where the quote lies in
// it, and what folding dropped at its ends. The context is cut back to whole
// letters: how the blank space and the signs at its ends fold depends on
// letters beyond them.
func foldedQuote(t Target) (context *comparedText, quote stretch, dropped [2]string) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	before, after := lastPoints(t.Prefix, contextLength), firstPoints(t.Suffix, contextLength)
	before = before[max(strings.IndexFunc(before, letter), 0):]
	after = strings.TrimRightFunc(after, func(r rune) bool { return !letter(r) })
	context = newComparedText(before + t.Exact + after)
	span := model.Span{Start: len(before), End: len(before) + len(t.Exact)}
	return context, context.fromSource(span), context.dropped(span)
}
