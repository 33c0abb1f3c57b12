package annotations

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// run is a stretch of the old text that stands in the new text rune for rune.
type run struct {
	old, new, length int
	unique           int // how many of its grams both texts have once
}

func (r run) oldEnd() int { return r.old + r.length }
func (r run) newEnd() int { return r.new + r.length }

// part is what is looked at of a text: stretches in order, without overlaps.
type part struct {
	runes  []rune
	within []stretch
}

// repeated marks a gram that occurs more than once.
const repeated = -1

// uniqueGrams are the places of the grams of k runes that occur once; the key
// is a hash of the gram.
func (p part) uniqueGrams(k int) map[uint64]int32 {
	size := 0
	for _, s := range p.within {
		size += s.length()
	}
	places := make(map[uint64]int32, size)
	p.eachGram(k, func(hash uint64, at int) {
		if _, found := places[hash]; found {
			places[hash] = repeated
		} else {
			places[hash] = int32(at)
		}
	})
	return places
}

// eachGram visits the grams of k runes in order (Karp and Rabin's rolling hash).
func (p part) eachGram(k int, visit func(hash uint64, at int)) {
	const base = 0x9E3779B97F4A7C15
	leaving := uint64(1)
	for range k {
		leaving *= base
	}
	for _, s := range p.within {
		hash := uint64(0)
		for i := s.start; i < s.end; i++ {
			hash = hash*base + uint64(p.runes[i])
			if i-s.start >= k {
				hash -= leaving * uint64(p.runes[i-k])
			}
			if i-s.start >= k-1 {
				visit(hash, i-k+1)
			}
		}
	}
}

// around is the stretch that holds a place.
func (p part) around(at int) stretch {
	i := sort.Search(len(p.within), func(i int) bool { return p.within[i].start > at }) - 1
	return p.within[i]
}

// uniqueRuns are the longest common runs round the grams of k runes that occur
// once on both sides, in the order of the old text. What two runs both claim
// is left to neither.
func uniqueRuns(old, new part, k int) []run {
	oldGrams, newGrams := old.uniqueGrams(k), new.uniqueGrams(k)
	var runs []run
	last := run{old: -1}
	old.eachGram(k, func(hash uint64, at int) {
		to, found := newGrams[hash]
		if !found || to == repeated || oldGrams[hash] == repeated {
			return
		}
		seed := run{old: at, new: int(to), length: k, unique: 1}
		if seed.old < last.oldEnd() && seed.new-seed.old == last.new-last.old {
			runs[len(runs)-1].unique++
			return
		}
		if !slices.Equal(old.runes[seed.old:seed.oldEnd()], new.runes[seed.new:seed.newEnd()]) {
			return // two grams of one hash
		}
		last = extend(old, new, seed)
		runs = append(runs, last)
	})
	return withoutOverlaps(runs, old.runes)
}

// extend makes a run as long as the parts allow.
func extend(old, new part, r run) run {
	o, n := old.around(r.old), new.around(r.new)
	for r.old > o.start && r.new > n.start && old.runes[r.old-1] == new.runes[r.new-1] {
		r.old, r.new, r.length = r.old-1, r.new-1, r.length+1
	}
	for r.oldEnd() < o.end && r.newEnd() < n.end && old.runes[r.oldEnd()] == new.runes[r.newEnd()] {
		r.length++
	}
	return r
}

// withoutOverlaps shares out what two runs both claim. Where a sentence ends in
// it and the runs lie apart in the other text, what was said before that is the
// end of the first run: many a sentence ends in the same words. Otherwise it
// could be of either and is left to neither. The result is in the order of the
// old text.
func withoutOverlaps(runs []run, old []rune) []run {
	runs = withoutOverlapsOn(runs, old, func(r run) (at, other int) { return r.new, r.old })
	return withoutOverlapsOn(runs, old, func(r run) (at, other int) { return r.old, r.new })
}

func withoutOverlapsOn(runs []run, old []rune, side func(run) (at, other int)) []run {
	slices.SortFunc(runs, func(a, b run) int {
		at, _ := side(a)
		bt, _ := side(b)
		return cmp.Compare(at, bt)
	})
	for i := 1; i < len(runs); i++ {
		before, r := &runs[i-1], &runs[i]
		at, atOther := side(*before)
		next, nextOther := side(*r)
		common := min(at+before.length-next, r.length)
		if common <= 0 {
			continue
		}
		left, right := common, common // what each gives up
		apart := nextOther < atOther || nextOther > atOther+before.length
		if apart || common <= fewMarks {
			if ended, ok := lastEnd(old[:r.old+common], common); ok {
				left, right = common-ended, ended
			}
		}
		before.length -= left
		r.old, r.new, r.length = r.old+right, r.new+right, r.length-right
	}
	return slices.DeleteFunc(runs, func(r run) bool { return r.length <= 0 })
}

// fewMarks is how many marks and blanks may stand between two sentences.
const fewMarks = 4

// lastEnd is how many of the last few folded runes of a text there are up to the
// last end of a sentence among them or directly before them, or else of a
// clause; ok is false when there is none. The blank after a mark goes with it.
func lastEnd(text []rune, few int) (ended int, ok bool) {
	first := len(text) - few
	for _, ends := range []string{"。!?….", ";:,、)]」』》〉】"} {
		for i := len(text); i >= first; i-- {
			before := strings.TrimRight(string(text[max(0, i-fewMarks):i]), " ")
			mark, _ := utf8.DecodeLastRuneInString(before)
			if strings.ContainsRune(ends, mark) && (i == len(text) || text[i] != ' ') {
				return i - first, true
			}
		}
	}
	return 0, false
}

// inOrder tells which runs, given in the order of the old text, belong to the
// heaviest chain of runs that is in the order of the new text as well.
func inOrder(runs []run) []bool {
	rank := ranks(runs)
	best := newPrefixMaxima(len(runs))
	before := make([]int, len(runs))
	weight := make([]int, len(runs))
	end := -1
	for i, r := range runs {
		before[i] = best.upTo(rank[i], weight)
		weight[i] = r.length
		if before[i] >= 0 {
			weight[i] += weight[before[i]]
		}
		best.put(rank[i], i, weight)
		if end < 0 || weight[i] > weight[end] {
			end = i
		}
	}
	chained := make([]bool, len(runs))
	for ; end >= 0; end = before[end] {
		chained[end] = true
	}
	return chained
}

// ranks are the places of the runs in the order of the new text.
func ranks(runs []run) []int {
	byNew := make([]int, len(runs))
	for i := range byNew {
		byNew[i] = i
	}
	slices.SortStableFunc(byNew, func(a, b int) int { return cmp.Compare(runs[a].new, runs[b].new) })
	rank := make([]int, len(runs))
	for place, i := range byNew {
		rank[i] = place
	}
	return rank
}

// prefixMaxima finds the heaviest item among those of lower rank (Fenwick's
// tree); -1 stands for none.
type prefixMaxima []int

func newPrefixMaxima(n int) prefixMaxima {
	return slices.Repeat(prefixMaxima{-1}, n+1)
}

func (m prefixMaxima) upTo(rank int, weight []int) int {
	best := -1
	for i := rank; i > 0; i -= i & -i {
		if m[i] >= 0 && (best < 0 || weight[m[i]] > weight[best]) {
			best = m[i]
		}
	}
	return best
}

func (m prefixMaxima) put(rank, item int, weight []int) {
	for i := rank + 1; i < len(m); i += i & -i {
		if m[i] < 0 || weight[m[i]] < weight[item] {
			m[i] = item
		}
	}
}
