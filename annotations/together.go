package annotations

import (
	"cmp"
	"slices"
)

// TagPair is two tags that are used together, A before B.
type TagPair struct {
	A, B string
	// Annotations carry both tags themselves: those below them do not count.
	Annotations int
	// Overlaps are pairs of annotations, one with A and the other with B, whose
	// passages share words. An annotation is no pair with itself, so nothing is
	// in both numbers.
	Overlaps int
}

// Together counts the tags that are used together on annotations that stand at
// places, in order of A and then B.
func Together(n *Notes, places []Place) []TagPair {
	pairs := tagPairs{}
	pathOf := n.tagPather()
	var carried []placedTags
	for _, p := range places {
		a, _ := n.Find(p.ID)
		tags := pathsOf(a.Tags, pathOf)
		for i, tag := range tags {
			for _, other := range tags[:i] {
				pairs.of(tag, other).Annotations++
			}
		}
		if p.Anchored() && len(tags) > 0 {
			carried = append(carried, placedTags{p, tags})
		}
	}
	pairs.countOverlaps(carried)
	return pairs.sorted()
}

// AddTogether is two counts as one.
func AddTogether(counts, more []TagPair) []TagPair {
	pairs := tagPairs{}
	for _, c := range slices.Concat(counts, more) {
		p := pairs.of(c.A, c.B)
		p.Annotations += c.Annotations
		p.Overlaps += c.Overlaps
	}
	return pairs.sorted()
}

// placedTags are the tags of an annotation that has a place.
type placedTags struct {
	Place
	tags []string
}

// tagPairs are pairs by their two tags.
type tagPairs map[[2]string]*TagPair

// of is the pair of two different tags.
func (t tagPairs) of(a, b string) *TagPair {
	if CompareTags(a, b) > 0 {
		a, b = b, a
	}
	p := t[[2]string{a, b}]
	if p == nil {
		p = &TagPair{A: a, B: b}
		t[[2]string{a, b}] = p
	}
	return p
}

func (t tagPairs) countOverlaps(carried []placedTags) {
	slices.SortStableFunc(carried, func(x, y placedTags) int { return cmp.Compare(x.Span.Start, y.Span.Start) })
	for i, x := range carried {
		for _, y := range carried[i+1:] {
			if y.Span.Start >= x.Span.End {
				break
			}
			if y.Span.Overlaps(x.Span) {
				t.countOverlap(x.tags, y.tags)
			}
		}
	}
}

// countOverlap counts two annotations for each pair of tags once, also when both
// carry both.
func (t tagPairs) countOverlap(x, y []string) {
	seen := map[*TagPair]bool{}
	for _, a := range x {
		for _, b := range y {
			if a == b {
				continue
			}
			if p := t.of(a, b); !seen[p] {
				seen[p] = true
				p.Overlaps++
			}
		}
	}
}

func (t tagPairs) sorted() []TagPair {
	list := make([]TagPair, 0, len(t))
	for _, p := range t {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(x, y TagPair) int { return cmp.Or(CompareTags(x.A, y.A), CompareTags(x.B, y.B)) })
	return list
}
