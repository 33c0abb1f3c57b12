package annotations

import (
	"cmp"
	"slices"
)

// candidateLimit is how many places a reader is asked about at most.
const candidateLimit = 5

// ask searches for the quotes that the alignment did not settle, in what no
// other passage went to, and for those without an alignment in the whole text.
// Beside an alignment, words alone are never enough for a place.
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
// an orphan, and with a single one that is sure it is there.
func (s *anchoring) answer(q *query, found []finding) {
	found = slices.Concat(q.traced, found)
	found = slices.DeleteFunc(found, func(f finding) bool { return !f.likely || f.place.empty() })
	if len(found) == 0 {
		return
	}
	slices.SortFunc(found, compareFindings)
	candidates := s.candidates(found, q.dropped)
	if len(q.traced) == 0 && len(candidates) == 1 && found[0].sure {
		q.place.Span, q.place.Status, q.place.Score = candidates[0].Span, found[0].status, found[0].score
		return
	}
	q.place.Status, q.place.Score, q.place.Candidates = Ambiguous, candidates[0].Score, candidates
}

// candidates are the first few findings, none of them over another.
func (s *anchoring) candidates(found []finding, dropped [2]string) []Candidate {
	var kept []Candidate
	for _, f := range found {
		span := s.now().span(f.place, dropped)
		same := func(other Candidate) bool { return other.Span.Overlaps(span) }
		if len(kept) < candidateLimit && !slices.ContainsFunc(kept, same) {
			kept = append(kept, Candidate{span, min(f.score, 0.99)})
		}
	}
	return kept
}

// compareFindings puts the likeliest first.
func compareFindings(a, b finding) int {
	return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.place.start, b.place.start), cmp.Compare(a.place.end, b.place.end))
}
