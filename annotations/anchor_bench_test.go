package annotations

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"lectern/model"
)

// longText is a text of at least so many characters without passages that
// stand twice: what the given one says, with its words in ever new order.
func longText(text string, characters int) string {
	s := newAnnotated(text)
	rng := rand.New(rand.NewPCG(1, 1))
	var b strings.Builder
	b.WriteString(text)
	for n := len(s.glyphs); n < characters; {
		sentence := textOfGlyphs(otherSentence(rng, s, s.sentences[rng.IntN(len(s.sentences))]))
		n += utf8.RuneCountInString(sentence)
		b.WriteString(sentence)
		if rng.IntN(5) == 0 {
			b.WriteString("\n\n")
			n += 2
		}
	}
	return b.String()
}

// spreadNotes are annotations spread evenly over a text, 20 to 50 characters long.
func spreadNotes(d *model.Document, count int) *Notes {
	n := NewNotes()
	points := d.PointAt(len(d.Text))
	for i := range count {
		start := i * points / count
		span := model.Span{Start: d.OffsetAt(start), End: d.OffsetAt(min(start+20+i%31, points))}
		n.Annotations = append(n.Annotations, &Annotation{ID: fmt.Sprintf("%06d", i), Target: NewTarget(d, span)})
	}
	n.Texts = []Text{{textHash(d.Text), d.Text}}
	return n
}

func BenchmarkAnchor(b *testing.B) {
	texts := anchoringTexts(b)
	chinese, english := longText(texts[0].texts[0], 100_000), longText(texts[2].texts[2], 100_000)
	for name, old := range map[string]string{
		"Chinese": chinese, "English": english, "one-line": strings.ReplaceAll(chinese, "\n", ""),
		"one-character": strings.Repeat("要", 100_000), "two-characters": strings.Repeat("ab", 50_000),
	} {
		s := newAnnotated(old)
		rng := rand.New(rand.NewPCG(2, 2))
		n := spreadNotes(s.d, 1000)
		for change, now := range map[string]string{
			"identical": old, "edited-10%": textOfGlyphs(characters(0.10)(rng, s.glyphs)),
			"shuffled": textOfGlyphs(paragraphsShuffled(rng, s)), "rewritten": english,
			"sentences-shuffled": textOfGlyphs(sentencesShuffled(rng, s)),
		} {
			if name == "English" && change == "rewritten" {
				now = chinese
			}
			d := document(now)
			b.Run(name+"/"+change, func(b *testing.B) {
				for b.Loop() {
					Anchor(d, n)
				}
			})
		}
	}
}
