package annotations

import (
	"cmp"
	"slices"
)

// candidateLimit is how many places a reader is asked about at most.
const candidateLimit = 5

// ask searches for the quotes that the alignment did not settle, in what no
// other passage went to, and for those without an alignment in the whole text.
func (s *anchoring) ask() {
	for r, queries := range s.unsettled {
		within := []stretch{{0, len(s.now().runes)}}
		if r != nil {
			within = unclaimed(r.alignment.ways[0].from)
		}
		for i, found := range searchFor(s.now(), within, queries) {
			s.answer(queries[i], found, r == nil)
		}
	}
}

// answer settles a query: by its words alone only when they stand with all of
// their context in one place; otherwise the reader has to choose.
func (s *anchoring) answer(q *query, found []finding, alone bool) {
	if alone {
		if f, ok := theOne(found); ok {
			q.place.Span, q.place.Status, q.place.Score = s.now().span(f.place, q.dropped), f.status, f.score
			return
		}
	}
	var candidates []Candidate
	for _, f := range slices.Concat(q.traced, found) {
		if f.likely && !f.place.empty() {
			candidates = append(candidates, Candidate{s.now().span(f.place, q.dropped), min(f.score, 0.99)})
		}
	}
	if len(candidates) == 0 {
		return
	}
	slices.SortFunc(candidates, compareCandidates)
	q.place.Candidates = distinct(candidates)
	q.place.Status, q.place.Score = Ambiguous, candidates[0].Score
}

// theOne is the only sure finding.
func theOne(found []finding) (finding, bool) {
	var one []finding
	for _, f := range found {
		if f.sure {
			one = append(one, f)
		}
	}
	if len(one) != 1 {
		return finding{}, false
	}
	return one[0], true
}

// distinct are the first few candidates, none of them over another.
func distinct(candidates []Candidate) []Candidate {
	var kept []Candidate
	for _, c := range candidates {
		same := func(other Candidate) bool { return other.Span.Overlaps(c.Span) }
		if len(kept) < candidateLimit && !slices.ContainsFunc(kept, same) {
			kept = append(kept, c)
		}
	}
	return kept
}

// compareCandidates puts the likeliest first.
func compareCandidates(a, b Candidate) int {
	return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}
