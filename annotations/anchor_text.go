package annotations

import (
	"index/suffixarray"
	"strings"
	"sync"

	"lectern/model"
)

// stretch is a half-open range of runes of a folded text.
type stretch struct{ start, end int }

func (s stretch) length() int { return s.end - s.start }

func (s stretch) empty() bool { return s.end <= s.start }

// agreement is how much of two stretches is common to both: the common runes
// over all runes, 0 to 1.
func (s stretch) agreement(other stretch) float64 {
	common := min(s.end, other.end) - max(s.start, other.start)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(s.length()+other.length()-common)
}

// comparedText is a text folded for comparison, rune by rune.
type comparedText struct {
	source string
	folded model.Folded
	runes  []rune
	gram   int             // how many runes tell a place from others
	points *model.Document // the folded text, for its index of code points
	index  func() *suffixarray.Index
}

func newComparedText(text string) *comparedText {
	folded := model.Fold(text)
	runes := []rune(folded.Text)
	return &comparedText{
		source: text, folded: folded, runes: runes, gram: gramLengthOf(runes),
		points: &model.Document{Text: folded.Text},
		index:  sync.OnceValue(func() *suffixarray.Index { return suffixarray.New([]byte(folded.Text)) }),
	}
}

// fromSource is what a span of the source folded to.
func (t *comparedText) fromSource(s model.Span) stretch {
	folded := t.folded.From(s)
	return stretch{t.points.PointAt(folded.Start), t.points.PointAt(folded.End)}
}

// bytes are the folded bytes of a stretch.
func (t *comparedText) bytes(s stretch) string {
	return t.folded.Text[t.points.OffsetAt(s.start):t.points.OffsetAt(s.end)]
}

// span is the piece of the source behind a stretch, in whole grapheme
// clusters. What folding dropped at both ends of the passage is put back where
// it stands here too.
func (t *comparedText) span(s stretch, dropped [2]string) model.Span {
	span := t.folded.Span(model.Span{Start: t.points.OffsetAt(s.start), End: t.points.OffsetAt(s.end)})
	if strings.HasSuffix(t.source[:span.Start], dropped[0]) {
		span.Start -= len(dropped[0])
	}
	if strings.HasPrefix(t.source[span.End:], dropped[1]) {
		span.End += len(dropped[1])
	}
	return snap(t.source, span)
}

// lineEndsAt reports whether a line of the source ends before a rune.
func (t *comparedText) lineEndsAt(rune int) bool {
	at := t.points.OffsetAt(rune)
	before := t.folded.Span(model.Span{Start: max(at-1, 0), End: at})
	after := t.folded.Span(model.Span{Start: at, End: min(at+1, len(t.folded.Text))})
	return before.End < after.Start && strings.Contains(t.source[before.End:after.Start], "\n")
}

// dropped is what folding dropped at both ends of a span of the source.
func (t *comparedText) dropped(s model.Span) [2]string {
	kept := t.folded.Span(t.folded.From(s))
	if kept.Empty() || !s.Covers(kept) {
		return [2]string{}
	}
	return [2]string{t.source[s.Start:kept.Start], t.source[kept.End:s.End]}
}

// occurrences is how often the words of a stretch occur, counted up to limit.
func (t *comparedText) occurrences(words string, limit int) int {
	return len(t.index().Lookup([]byte(words), limit))
}

// How many runes in a row tell a place of a text from all others, unless the
// text repeats itself. An ideograph says about as much as two letters.
const (
	ideographGram = 8
	letterGram    = 16
)

// gramLengthOf is the length of a gram in the script that a text is mostly in.
func gramLengthOf(runes []rune) int {
	ideographs := 0
	for _, r := range runes {
		if r >= 0x2E80 {
			ideographs++
		}
	}
	if 4*ideographs > len(runes) {
		return ideographGram
	}
	return letterGram
}
