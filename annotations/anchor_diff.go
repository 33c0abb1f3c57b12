package annotations

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// direction is the end from which two texts are compared. Where several
// alignments are equally good, comparing from the front finds the first and
// from the back the last of them: what both agree on is certain.
type direction bool

const (
	fromFront direction = false
	fromBack  direction = true
)

// commonRuns are the runs that an edit script from a to b keeps. It is Myers'
// O(ND) algorithm without a deadline, so that the result depends on nothing but
// the texts; callers keep the stretches short.
func commonRuns(a, b []rune, from direction) []run {
	if from == fromBack {
		a, b = backwards(a), backwards(b)
	}
	dmp := diffmatchpatch.DiffMatchPatch{}
	var runs []run
	at := run{}
	for _, d := range dmp.DiffMainRunes(a, b, false) {
		size := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			runs = append(runs, run{old: at.old, new: at.new, length: size})
			at.old, at.new = at.old+size, at.new+size
		case diffmatchpatch.DiffDelete:
			at.old += size
		case diffmatchpatch.DiffInsert:
			at.new += size
		}
	}
	if from == fromBack {
		for i, r := range runs {
			runs[i].old, runs[i].new = len(a)-r.oldEnd(), len(b)-r.newEnd()
		}
		slices.Reverse(runs)
	}
	return runs
}

func backwards(runes []rune) []rune {
	r := slices.Clone(runes)
	slices.Reverse(r)
	return r
}

// An edit script also keeps what two different sentences have in common by
// chance. It is told from what was kept by weighing: a rune kept counts for it,
// a rune edited against it, more than a rune and less than what a kept one and
// its neighbours bring in a text edited all over. To start anew after a piece
// that is not worth it costs as much as half a unique gram.
const (
	keptWeight   = 2
	editedWeight = 3
)

// withoutChance leaves of the runs between two fixed places those that are
// worth keeping: the best choice by the weights above. A fixed place is a run
// of no length that the texts are known to share; only those given as fixed
// may be held on to without starting anew.
func withoutChance(runs []run, fixed [2]bool, o, n stretch, startCost int) []run {
	all := slices.Concat([]run{{old: o.start, new: n.start}}, runs, []run{{old: o.end, new: n.end}})
	last := len(all) - 1
	const never = -1 << 40
	inside := make([]int, len(all)) // the best weight when this run is kept
	joined := make([]bool, len(all))
	best := make([]int, len(all)) // the best weight up to here
	from := make([]int, len(all)) // the run kept last in it
	inside[0], from[0] = 0, 0
	if !fixed[0] {
		inside[0] = never
	}
	for i := 1; i <= last; i++ {
		join := inside[i-1] - editedWeight*edits(all[i-1], all[i])
		start := best[i-1] - startCost
		joined[i] = join >= start
		inside[i] = max(join, start) + keptWeight*all[i].length
		best[i], from[i] = best[i-1], from[i-1]
		if inside[i] > best[i] || i == last && fixed[1] {
			best[i], from[i] = inside[i], i
		}
	}
	var kept []run
	for i := from[last]; i > 0; {
		if i < last {
			kept = append(kept, all[i])
		}
		if joined[i] {
			i--
		} else {
			i = from[i-1]
		}
	}
	slices.Reverse(kept)
	return kept
}

// edits is how many runes were taken out or put in between two runs, whichever
// is more.
func edits(a, b run) int { return max(b.old-a.oldEnd(), b.new-a.newEnd()) }
