package annotations

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"lectern/model"
)

// glyph is a character of a changed text that knows where it comes from: the
// code point of the old text, or typed.
type glyph struct {
	r    rune
	from int
}

const typed = -1

// annotated is a text with its parts, in code points.
type annotated struct {
	d          *model.Document
	glyphs     []glyph
	paragraphs []stretch // together the whole text
	sentences  []stretch
	clauses    []stretch
	leads      []stretch
	donors     []stretch // the clauses that new text is made of
}

func newAnnotated(text string) *annotated {
	s := &annotated{d: document(text)}
	for i, r := range []rune(text) {
		s.glyphs = append(s.glyphs, glyph{r, i})
	}
	for i, p := range s.d.Paragraphs {
		s.paragraphs = append(s.paragraphs, s.points(p.Outer))
		for _, span := range s.d.Sentences(i) {
			s.sentences = append(s.sentences, s.points(span))
		}
		clauses := s.d.Clauses(i)
		for _, span := range clauses {
			s.clauses = append(s.clauses, s.points(span))
		}
		if len(clauses) > 2 {
			s.leads = append(s.leads, s.points(clauses[0]))
		}
	}
	s.donors = s.clauses
	return s
}

func (s *annotated) points(span model.Span) stretch {
	return stretch{s.d.PointAt(span.Start), s.d.PointAt(span.End)}
}

func (s *annotated) piece(at stretch) []glyph { return slices.Clone(s.glyphs[at.start:at.end]) }

// typedIn is a piece typed anew.
func (s *annotated) typedIn(at stretch) []glyph {
	piece := s.piece(at)
	for i := range piece {
		piece[i].from = typed
	}
	return piece
}

func textOfGlyphs(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

// editing is a way a text may come to differ from the one that was annotated.
type editing struct {
	name string
	make func(rng *rand.Rand, s *annotated) []glyph
	// deletes is the change that takes out the annotated passage itself.
	deletes bool
}

// mapped changes characters one for one.
func mapped(to func(i int, g glyph) rune) func(*rand.Rand, *annotated) []glyph {
	return func(_ *rand.Rand, s *annotated) []glyph {
		glyphs := slices.Clone(s.glyphs)
		for i, g := range glyphs {
			glyphs[i].r = to(i, g)
		}
		return glyphs
	}
}

func fullWidth(_ int, g glyph) rune {
	if g.r > ' ' && g.r <= '~' {
		return g.r - '!' + '！'
	}
	return g.r
}

func halfWidth(_ int, g glyph) rune {
	if '！' <= g.r && g.r <= '～' {
		return g.r - '！' + '!'
	}
	return g.r
}

func otherQuotes(i int, g glyph) rune {
	switch g.r {
	case '“', '「', '\'':
		return '『'
	case '”', '」':
		return '』'
	case '"':
		return []rune("«»")[i%2]
	}
	return g.r
}

// reencoded adds what editors and encodings leave behind.
func reencoded(rng *rand.Rand, s *annotated) []glyph {
	glyphs := []glyph{{'\ufeff', typed}}
	for i, g := range s.glyphs {
		g.r = otherQuotes(i, g)
		glyphs = append(glyphs, g)
		if rng.IntN(20) == 0 && !unicode.IsSpace(g.r) {
			glyphs = append(glyphs, glyph{[]rune("\u200b\u00ad\u2060")[rng.IntN(3)], typed})
		}
	}
	return glyphs
}

// rewrapped breaks lines anew: every blank or, in Chinese, any place may take
// a line break; single newlines inside a paragraph go.
func rewrapped(_ *rand.Rand, s *annotated) []glyph {
	var glyphs []glyph
	column := 0
	for i, g := range s.glyphs {
		wide := g.r >= 0x2E80
		switch {
		case g.r == '\n':
			column = 0
		case column > 36 && g.r == ' ':
			g.r, column = '\n', 0
		case column > 36 && wide && i > 0 && s.glyphs[i-1].r >= 0x2E80:
			glyphs = append(glyphs, glyph{'\n', typed})
			column = 0
		}
		column++
		glyphs = append(glyphs, g)
	}
	return glyphs
}

// characters edits single characters at a rate: one is put in, taken out or
// replaced, new ones being those of the text.
func characters(rate float64) func(*rand.Rand, []glyph) []glyph {
	return func(rng *rand.Rand, from []glyph) []glyph {
		var glyphs []glyph
		any := func() glyph { return glyph{from[rng.IntN(len(from))].r, typed} }
		for _, g := range from {
			if rng.Float64() >= rate {
				glyphs = append(glyphs, g)
				continue
			}
			switch rng.IntN(3) {
			case 0:
				glyphs = append(glyphs, any(), g)
			case 1:
				glyphs = append(glyphs, any())
			}
		}
		return glyphs
	}
}

// sentencesChanged rewrites some of the sentences.
func sentencesChanged(rate float64, rewrite func(*rand.Rand, *annotated, stretch) []glyph) func(*rand.Rand, *annotated) []glyph {
	return func(rng *rand.Rand, s *annotated) []glyph {
		var glyphs []glyph
		rewritten := map[int]bool{}
		for i := range s.sentences {
			rewritten[i] = rng.Float64() < rate
		}
		s = s.withDonors(rewritten)
		at := 0
		for i, sentence := range s.sentences {
			if !rewritten[i] {
				continue
			}
			glyphs = append(glyphs, s.piece(stretch{at, sentence.start})...)
			glyphs = append(glyphs, rewrite(rng, s, sentence)...)
			at = sentence.end
		}
		return append(glyphs, s.piece(stretch{at, len(s.glyphs)})...)
	}
}

// withDonors is the speech with the clauses that new sentences may be made of:
// those of sentences that stay, so that no sentence that went stands elsewhere.
func (s *annotated) withDonors(rewritten map[int]bool) *annotated {
	with := *s
	with.donors = nil
	for i, sentence := range s.sentences {
		for _, c := range s.clauses {
			if !rewritten[i] && sentence.start <= c.start && c.end <= sentence.end {
				with.donors = append(with.donors, c)
			}
		}
	}
	return &with
}

func (s *annotated) anyClause(rng *rand.Rand) stretch { return s.donors[rng.IntN(len(s.donors))] }

// otherSentence is a sentence of about the same length, of clauses from
// elsewhere in the speech.
func otherSentence(rng *rand.Rand, s *annotated, sentence stretch) []glyph {
	var glyphs []glyph
	for len(glyphs) < sentence.length() {
		glyphs = append(glyphs, s.typedIn(s.anyClause(rng))...)
		if s.glyphs[sentence.start].r < 0x2E80 {
			glyphs = append(glyphs, glyph{' ', typed})
		}
	}
	return glyphs
}

// parallelSentence keeps the sentence's shape: each clause begins as it did
// and goes on in words from elsewhere.
func parallelSentence(rng *rand.Rand, s *annotated, sentence stretch) []glyph {
	var glyphs []glyph
	for _, c := range s.clauses {
		if c.start < sentence.start || c.end > sentence.end {
			continue
		}
		end := c.start + min(c.length(), 2+c.length()/5)
		glyphs = append(glyphs, s.piece(stretch{c.start, end})...)
		other := s.anyClause(rng)
		glyphs = append(glyphs, s.typedIn(stretch{min(other.start+2+other.length()/5, other.end), other.end})...)
		if s.glyphs[sentence.start].r < 0x2E80 {
			glyphs = append(glyphs, glyph{' ', typed})
		}
	}
	return glyphs
}

// halfSentence keeps the first or the last half of a sentence, or up to three
// quarters.
func halfSentence(rng *rand.Rand, s *annotated, sentence stretch) []glyph {
	length := sentence.length()
	kept := length/2 + rng.IntN(length/4+1)
	if rng.IntN(2) == 0 {
		first, second := stretch{sentence.start, sentence.start + kept}, stretch{sentence.start + kept, sentence.end}
		return append(s.piece(first), otherSentence(rng, s, second)...)
	}
	first, second := stretch{sentence.start, sentence.end - kept}, stretch{sentence.end - kept, sentence.end}
	return append(otherSentence(rng, s, first), s.piece(second)...)
}

func anyRewriting(rng *rand.Rand, s *annotated, sentence stretch) []glyph {
	ways := []func(*rand.Rand, *annotated, stretch) []glyph{otherSentence, parallelSentence, halfSentence}
	return ways[rng.IntN(len(ways))](rng, s, sentence)
}

func paragraphsShuffled(rng *rand.Rand, s *annotated) []glyph {
	var glyphs []glyph
	for _, i := range rng.Perm(len(s.paragraphs)) {
		glyphs = append(glyphs, s.piece(s.paragraphs[i])...)
		if last := glyphs[len(glyphs)-1]; last.r != '\n' {
			glyphs = append(glyphs, glyph{'\n', typed})
		}
	}
	return glyphs
}

func sentencesShuffled(rng *rand.Rand, s *annotated) []glyph {
	var glyphs []glyph
	for _, p := range s.paragraphs {
		inside := s.sentencesIn(p)
		at := p.start
		for i, j := range rng.Perm(len(inside)) {
			glyphs = append(glyphs, s.piece(stretch{at, inside[i].start})...)
			glyphs = append(glyphs, s.piece(inside[j])...)
			at = inside[i].end
		}
		glyphs = append(glyphs, s.piece(stretch{at, p.end})...)
	}
	return glyphs
}

func (s *annotated) sentencesIn(p stretch) []stretch {
	var inside []stretch
	for _, sentence := range s.sentences {
		if p.start <= sentence.start && sentence.end <= p.end {
			inside = append(inside, sentence)
		}
	}
	return inside
}

// cutAndPasted moves a tenth of the sentences to the start of other paragraphs.
func cutAndPasted(rng *rand.Rand, s *annotated) []glyph {
	pasted := map[int][]glyph{}
	cut := map[int]int{}
	for _, sentence := range s.sentences {
		if rng.IntN(10) == 0 {
			to := s.sentences[rng.IntN(len(s.sentences))].start
			pasted[to] = append(pasted[to], s.piece(sentence)...)
			cut[sentence.start] = sentence.end
		}
	}
	var glyphs []glyph
	for at := 0; at < len(s.glyphs); {
		glyphs = append(glyphs, pasted[at]...)
		if end, found := cut[at]; found {
			for i := at + 1; i < end; i++ {
				glyphs = append(glyphs, pasted[i]...)
			}
			at = end
			continue
		}
		glyphs = append(glyphs, s.glyphs[at])
		at++
	}
	return glyphs
}

// duplicated copies a tenth of the sentences to other places.
func duplicated(rng *rand.Rand, s *annotated) []glyph {
	copies := map[int][]glyph{}
	for _, sentence := range s.sentences {
		if rng.IntN(10) == 0 {
			to := s.sentences[rng.IntN(len(s.sentences))].start
			copies[to] = append(copies[to], s.typedIn(sentence)...)
		}
	}
	var glyphs []glyph
	for i, g := range s.glyphs {
		glyphs = append(append(glyphs, copies[i]...), g)
	}
	return glyphs
}

// introduced puts a new introduction before the speech and a new paragraph
// into it.
func introduced(rng *rand.Rand, s *annotated) []glyph {
	paragraph := func() []glyph {
		var glyphs []glyph
		for range 6 {
			glyphs = append(glyphs, s.typedIn(s.anyClause(rng))...)
		}
		return append(glyphs, glyph{'\n', typed}, glyph{'\n', typed})
	}
	at := s.paragraphs[rng.IntN(len(s.paragraphs))].start
	return slices.Concat(paragraph(), s.piece(stretch{0, at}), paragraph(), s.piece(stretch{at, len(s.glyphs)}))
}

// afterwards edits single characters of what another change made.
func afterwards(first func(*rand.Rand, *annotated) []glyph, rate float64) func(*rand.Rand, *annotated) []glyph {
	return func(rng *rand.Rand, s *annotated) []glyph { return characters(rate)(rng, first(rng, s)) }
}

func unchanged(_ *rand.Rand, s *annotated) []glyph { return slices.Clone(s.glyphs) }

// truth is where a passage of the old text is in the changed one, as far as its
// characters tell. Blank space does not count.
type truth struct {
	// wide is from the first to the last of its characters in the stretch of
	// 1.8 times its length that holds most of them.
	wide stretch
	// tight is the same of those between which no more than eight others, and
	// no more than a quarter of the passage's length, stand: where a sentence
	// came into the middle of a passage, or half of it went elsewhere, it is
	// the larger piece.
	tight    stretch
	exists   bool // half of the characters are in wide
	verbatim bool // all are, and nothing but what folding forgets differs
}

func truthOf(now []glyph, passage []glyph) truth {
	total := 0
	for _, g := range passage {
		if !unicode.IsSpace(g.r) {
			total++
		}
	}
	var left []int
	for i, g := range now {
		if g.from >= passage[0].from && g.from <= passage[len(passage)-1].from && !unicode.IsSpace(g.r) {
			left = append(left, i)
		}
	}
	t := truth{}
	most, first := 0, 0
	for last := range left {
		for left[last]-left[first] > len(passage)*18/10+4 {
			first++
		}
		if last+1-first > most {
			most, t.wide = last+1-first, stretch{left[first], left[last] + 1}
		}
	}
	t.tight = tightest(left, max(8, len(passage)/4))
	t.exists = most > 0 && 2*most >= total
	t.verbatim = t.exists && most == total && sameWords(now[t.wide.start:t.wide.end], passage)
	return t
}

// tightest is the piece with most of some places, none farther from the next
// than a distance.
func tightest(places []int, distance int) stretch {
	most, here, at, best := 0, 0, stretch{}, stretch{}
	for _, i := range places {
		if here == 0 || i-at.end > distance {
			here, at.start = 0, i
		}
		here, at.end = here+1, i+1
		if here > most {
			most, best = here, at
		}
	}
	return best
}

// holds reports whether a place is the true one: half of what the two cover is
// in both, blank space aside.
func (t truth) holds(now []glyph, place stretch) bool {
	first := min(place.start, t.wide.start, t.tight.start)
	inked := func(s stretch) stretch {
		return stretch{inkBefore(now[first:], s.start-first), inkBefore(now[first:], s.end-first)}
	}
	place = inked(place)
	return t.exists && (place.agreement(inked(t.wide)) >= 0.5 || place.agreement(inked(t.tight)) >= 0.5)
}

// inkBefore is how many glyphs before one are not blank.
func inkBefore(glyphs []glyph, at int) int {
	n := 0
	for _, g := range glyphs[:at] {
		if !unicode.IsSpace(g.r) {
			n++
		}
	}
	return n
}

// sameWords reports whether nothing but what folding forgets differs.
func sameWords(a, b []glyph) bool {
	return model.Fold(textOfGlyphs(a)).Text == model.Fold(textOfGlyphs(b)).Text
}
