package annotations

import (
	"cmp"
	"slices"
)

// candidateLimit is how many places a reader is asked about at most.
const candidateLimit = 5

// ask searches for the quotes that the alignment did not settle, in what no
// other passage went to, and for those without an alignment in the whole text.
// Words alone are never enough for a place.
func (s *anchoring) ask() {
	for r, queries := range s.unsettled {
		within := []stretch{{0, len(s.now().runes)}}
		if r != nil {
			within = unclaimed(r.alignment.ways[0].from)
		}
		for i, found := range searchFor(s.now(), within, queries) {
			s.answer(queries[i], found)
		}
	}
}

// answer lists what the reader has to choose from; without any, the passage is
// an orphan.
func (s *anchoring) answer(q *query, found []finding) {
	found = slices.Concat(q.traced, found)
	found = slices.DeleteFunc(found, func(f finding) bool { return !f.likely || f.place.empty() })
	slices.SortFunc(found, compareFindings)
	for _, f := range distinct(found) {
		q.place.Status = Ambiguous
		q.place.Candidates = append(q.place.Candidates, Candidate{s.now().span(f.place, q.dropped), min(f.score, 0.99)})
	}
	if len(q.place.Candidates) > 0 {
		q.place.Score = q.place.Candidates[0].Score
	}
}

// distinct are the first few findings, none of them over another.
func distinct(found []finding) []finding {
	var kept []finding
	for _, f := range found {
		same := func(other finding) bool { return other.place.start < f.place.end && f.place.start < other.place.end }
		if len(kept) < candidateLimit && !slices.ContainsFunc(kept, same) {
			kept = append(kept, f)
		}
	}
	return kept
}

// compareFindings puts the likeliest first.
func compareFindings(a, b finding) int {
	return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.place.start, b.place.start), cmp.Compare(a.place.end, b.place.end))
}
