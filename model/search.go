package model

import "math"

// Search is a search under way. It is a value that a step makes another one of, so
// that who looks on can stop after any step.
type Search struct {
	// Query finds the places that are counted.
	Query *Query
	// First is the first place at or after where the search began, or else from the
	// text's start on; empty as long as it is not found.
	First Span
	// Count is how many places have been found.
	Count int
	// Done says that all are found.
	Done bool
	// ByInitials says that the query stands nowhere, and that the places are read
	// with syllables that begin with its letters: cq is 重庆.
	ByInitials bool

	words  string
	origin int
	before int // places found before the origin
	// at is how far the search has got: to the text's end, then, when round, from its
	// start to the origin.
	at    int
	round bool
	work  int // of the last step
}

// Search begins to look for what a reader typed, from the byte at origin on: as Find
// does, but 发展 finds 發展, and the other way. Letters that stand nowhere are the
// initials of a Chinese word in pinyin. Only searching knows these likenesses; what
// is compared otherwise is told apart by them (see Fold).
func (d *Document) Search(words string, origin int) Search {
	origin = min(max(origin, 0), len(d.Text))
	return Search{Query: d.inEitherWriting(words).sieved(), words: words, origin: origin, at: origin}
}

// inEitherWriting is a query that may be written in the other characters.
func (d *Document) inEitherWriting(words string) *Query {
	q := d.literally(words)
	if list := hanzi(); list.writtenTwoWays(q.needle) {
		q.needle, q.exact, q.simple = list.simplify(q.needle), list.simplify(q.exact), true
	}
	return q
}

// Ordinal is which place the first one is in the order of the text, counted from 1,
// once the search is done.
func (s Search) Ordinal() int {
	if s.First.Start < s.origin {
		return 1
	}
	return s.before + 1
}

// A step's work is bounded, in bytes that are folded: a few milliseconds. The first
// one, which is the whole search in most speeches, is short, since who is typing soon
// looks for something else; the others are fewer for being longer.
const (
	firstStep = 256 << 10
	longStep  = 1 << 20
)

// Step goes on with the search for some milliseconds.
func (s Search) Step() Search {
	l := s.Query.newLook()
	s.work = min(max(2*s.work, firstStep), longStep)
	for left := s.work; left > 0 && !s.Done; {
		if l.Query != s.Query {
			l = s.Query.newLook()
		}
		found := l.between(s.at, s.end(), left)
		left -= found.work
		s.add(found)
		if s.at = found.end; s.at >= s.end() {
			s.turn()
		}
	}
	return s
}

func (s *Search) end() int {
	if s.round {
		return s.origin
	}
	return len(s.Query.d.Text)
}

func (s *Search) add(found looked) {
	if s.First.Empty() {
		s.First = found.first
	}
	if s.Count += found.count; s.round {
		s.before += found.count
	}
}

// turn goes on at the text's start, or looks for initials, or ends the search.
func (s *Search) turn() {
	if !s.round {
		s.round, s.at = true, 0
		return
	}
	s.Done = true
	if s.Count > 0 || s.ByInitials {
		return
	}
	if q := s.Query.d.byInitials(s.words); q != nil {
		s.Query, s.ByInitials, s.Done = q, true, false
		s.round, s.at = false, s.origin
	}
}

// looked is what was found in a stretch of the text.
type looked struct {
	first, last Span
	count       int
	end         int // of the stretch
	work        int // that it took, in bytes that are folded
}

// What looking at a byte and finding a place cost beside folding a byte.
const (
	bytesPerWork = 32 // those that are sieved
	workPerPlace = 16
)

// between finds the places that begin in [from, to), and stops between two
// paragraphs when so much work is done.
func (l *look) between(from, to, work int) looked {
	s := looked{end: to}
	paragraphs := l.d.Paragraphs
	for i := max(l.d.ParagraphAt(from), 0); i < len(paragraphs) && paragraphs[i].Outer.Start < to; i++ {
		p := &paragraphs[i]
		if s.work > work {
			s.end = p.Outer.Start
			break
		}
		folded := l.folded
		places := l.places(p)
		s.work += p.Span.Len()/bytesPerWork + len(places)*workPerPlace + (l.folded-folded)*p.Span.Len()
		s.add(places, from, to)
	}
	return s
}

// add takes in the places of a paragraph that begin in [from, to).
func (s *looked) add(places []Span, from, to int) {
	for _, place := range places {
		if place.Start < from || place.Start >= to {
			continue
		}
		if s.count == 0 {
			s.first = place
		}
		s.last = place
		s.count++
	}
}

// Next is the place after a place, round to the text's first one; empty when there
// is none at all.
func (q *Query) Next(place Span) Span {
	if next := q.first(place.End, len(q.d.Text)); !next.Empty() {
		return next
	}
	return q.first(0, place.End)
}

func (q *Query) first(from, to int) Span {
	for l := q.newLook(); from < to; {
		found := l.between(from, to, 0)
		if found.count > 0 {
			return found.first
		}
		from = found.end
	}
	return Span{}
}

// Previous is the place before a place, round to the text's last one; empty when
// there is none at all.
func (q *Query) Previous(place Span) Span {
	if previous := q.last(0, place.Start); !previous.Empty() {
		return previous
	}
	return q.last(place.Start, len(q.d.Text))
}

// backward is how many bytes are looked through at once on the way back.
const backward = 64 << 10

func (q *Query) last(from, to int) Span {
	for l := q.newLook(); from < to; {
		start := max(from, to-backward)
		if i := q.d.ParagraphAt(start); i >= 0 {
			start = max(from, q.d.Paragraphs[i].Outer.Start)
		}
		if found := l.between(start, to, math.MaxInt); found.count > 0 {
			return found.last
		}
		to = start
	}
	return Span{}
}
