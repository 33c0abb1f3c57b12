package annotations

import "slices"

// alignment says where the runes of an old text are in a new one.
type alignment struct {
	old, new *comparedText
	// ways are two alignments, made from either end: where the texts repeat
	// themselves they differ.
	ways       [2]mapping
	blanksOnly bool // the texts differ in blank space alone
	// unrelated says that too little is common to the texts for one to have
	// become the other: it is another speech, for all the phrases they share.
	unrelated bool
}

// What the alignment may cost, in steps, so that the result depends on nothing
// but the texts. Stretches beyond it stay unmatched: their passages are asked
// about, or orphans.
const (
	smallGap   = 1 << 21 // the product of two lengths that the diff takes as they are
	largeGap   = 1 << 22 // the largest it takes at all
	diffBudget = 1 << 27 // of all gaps together
	flank      = 256     // runes beside a moved run that may belong to it
	shortGram  = 4
	indexCost  = 64 // of looking for unique grams, a rune
)

// minCommon is how much of the shorter of two texts the other one must have to
// be a revision of it. Speeches of one speaker in two years have up to 0.22 in
// common; of 40 % of the sentences rewritten, 0.7 is left.
const minCommon = 0.3

// align finds what two texts have in common. Runs that are unique in both tell
// the large moves; what lies between two of them that are neighbours in both
// texts is compared by a diff; beside a run that moved, its surroundings are
// followed as far as they go with it.
func align(old, new *comparedText) *alignment {
	if way, same := withoutBlanks(old.runes, new.runes); same {
		return &alignment{old: old, new: new, ways: [2]mapping{way, way}, blanksOnly: true}
	}
	k := old.gram
	whole := func(t *comparedText) part { return part{t.runes, []stretch{{0, len(t.runes)}}} }
	runs := withoutCoincidence(uniqueRuns(whole(old), whole(new), k), k/2)
	a := &alignment{old: old, new: new}
	for i, from := range []direction{fromFront, fromBack} {
		g := &aligner{mapping: newMapping(old.runes, new.runes), old: old.runes, new: new.runes, end: from, budget: diffBudget, gram: k}
		a.ways[i] = g.align(runs)
	}
	a.unrelated = a.ways[0].common() < minCommon
	return a
}

// withoutBlanks maps texts onto one another that differ in blank space alone,
// which folding keeps between words and drops beside full-width marks.
func withoutBlanks(old, new []rune) (way mapping, same bool) {
	m := newMapping(old, new)
	i, j := 0, 0
	for {
		for ; i < len(old) && old[i] == ' '; i++ {
		}
		for ; j < len(new) && new[j] == ' '; j++ {
		}
		if i == len(old) || j == len(new) {
			break
		}
		if old[i] != new[j] {
			return mapping{}, false
		}
		m.keep(run{old: i, new: j, length: 1})
		i, j = i+1, j+1
	}
	m.inOrder = orderOf(m.to)
	return m, i == len(old) && j == len(new)
}

// withoutCoincidence leaves out what seems to have moved for the sake of a few
// grams: in a text that repeats itself, an edit makes two places alike.
func withoutCoincidence(runs []run, least int) []run {
	chained, rank := inOrder(runs), ranks(runs)
	var kept []run
	for start := 0; start < len(runs); {
		end, unique := start+1, runs[start].unique
		for !chained[start] && end < len(runs) && !chained[end] && rank[end] == rank[end-1]+1 {
			unique += runs[end].unique
			end++
		}
		if chained[start] || unique >= least {
			kept = append(kept, runs[start:end]...)
		}
		start = end
	}
	return kept
}

// aligner makes one mapping.
type aligner struct {
	mapping
	old, new []rune
	end      direction
	gram     int
	budget   int // in steps
}

func (g *aligner) align(runs []run) mapping {
	g.keep(runs)
	g.between(runs)
	g.keep(uniqueRuns(part{g.old, unclaimed(g.to)}, part{g.new, unclaimed(g.mapping.from)}, g.gram*5/8))
	g.inOrder = orderOf(g.to)
	return g.mapping
}

// keep takes runs into the mapping.
func (g *aligner) keep(runs []run) {
	for _, r := range runs {
		g.mapping.keep(r)
	}
}

// between aligns what lies between the runs, which are in the order of the old text.
func (g *aligner) between(runs []run) {
	runs = slices.Concat([]run{{}}, runs, []run{{old: len(g.old), new: len(g.new)}})
	rank := ranks(runs)
	byRank := make([]int, len(runs))
	for i, place := range rank {
		byRank[place] = i
	}
	oldGap := func(i int) stretch { return stretch{runs[i].oldEnd(), runs[i+1].old} }
	newGap := func(place int) stretch {
		return stretch{runs[byRank[place]].newEnd(), runs[byRank[place+1]].new}
	}
	after := make([][]run, len(runs))  // what follows a run that moved away from the next
	before := make([][]run, len(runs)) // what comes before such a run
	for i := range len(runs) - 1 {
		o := oldGap(i)
		if rank[i+1] == rank[i]+1 {
			g.gap(o, newGap(rank[i]), g.gram)
			continue
		}
		if rank[i]+1 < len(runs) {
			after[i] = g.follow(o, newGap(rank[i]))
		}
		if rank[i+1] > 0 {
			before[i+1] = g.precede(o, newGap(rank[i+1]-1))
		}
		after[i], before[i+1] = cut(after[i], before[i+1], run.oldEnd, func(r run) int { return r.old })
	}
	for place := range len(runs) - 1 {
		left, right := byRank[place], byRank[place+1]
		a, b := cut(after[left], before[right], run.newEnd, func(r run) int { return r.new })
		g.keep(a)
		g.keep(b)
	}
}

// follow aligns what comes directly after a run in both texts, as far as it
// has something in common.
func (g *aligner) follow(o, n stretch) []run {
	o.end, n.end = min(o.end, o.start+flank), min(n.end, n.start+flank)
	return g.diff(o, n, [2]bool{true, false})
}

// precede is follow for what comes directly before a run.
func (g *aligner) precede(o, n stretch) []run {
	o.start, n.start = max(o.start, o.end-flank), max(n.start, n.end-flank)
	return g.diff(o, n, [2]bool{false, true})
}

// cut shares a gap out between the runs that belong to what stands before it
// and those that belong to what stands after it, so that most is kept.
func cut(left, right []run, end, start func(run) int) ([]run, []run) {
	kept := 0
	for _, r := range right {
		kept += r.length
	}
	best, bestLeft, bestRight := kept, 0, 0
	j := 0
	for i, r := range left {
		kept += r.length
		for ; j < len(right) && start(right[j]) < end(r); j++ {
			kept -= right[j].length
		}
		if kept > best {
			best, bestLeft, bestRight = kept, i+1, j
		}
	}
	return left[:bestLeft], right[bestRight:]
}

// gap aligns two stretches that lie between the same neighbours.
func (g *aligner) gap(o, n stretch, k int) {
	size := o.length() * n.length()
	if size <= smallGap {
		g.keep(g.diff(o, n, [2]bool{true, true}))
		return
	}
	runs := g.chain(o, n, k)
	switch {
	case len(runs) > 0:
		g.keep(runs)
		for i := 0; i <= len(runs); i++ {
			before, after := run{old: o.start, new: n.start}, run{old: o.end, new: n.end}
			if i > 0 {
				before = runs[i-1]
			}
			if i < len(runs) {
				after = runs[i]
			}
			g.gap(stretch{before.oldEnd(), after.old}, stretch{before.newEnd(), after.new}, k)
		}
	case k > shortGram:
		g.gap(o, n, k/2)
	case size <= largeGap:
		g.keep(g.diff(o, n, [2]bool{true, true}))
	}
}

// chain are runs that are unique in both stretches and in the same order.
func (g *aligner) chain(o, n stretch, k int) []run {
	if g.budget -= indexCost * (o.length() + n.length()); g.budget < 0 {
		return nil
	}
	runs := uniqueRuns(part{g.old, []stretch{o}}, part{g.new, []stretch{n}}, k)
	chained := inOrder(runs)
	i := 0
	return slices.DeleteFunc(runs, func(run) bool { i++; return !chained[i-1] })
}

// diff are the runs that two stretches have in common and not by chance.
// fixed tells which of their ends are known to belong together.
func (g *aligner) diff(o, n stretch, fixed [2]bool) []run {
	if o.empty() || n.empty() {
		return nil
	}
	if g.budget -= o.length() * n.length(); g.budget < 0 {
		return nil
	}
	runs := commonRuns(g.old[o.start:o.end], g.new[n.start:n.end], g.end)
	for i := range runs {
		runs[i].old += o.start
		runs[i].new += n.start
	}
	return withoutChance(runs, fixed, o, n, g.gram*keptWeight/2)
}
