package annotations

import (
	"strings"
	"unicode"

	"lectern/model"
)

// This file finds the paragraphs that the reader said are headings, or are none,
// in a text that may have changed.

// rulingLength is how many code points of its paragraph a ruling keeps.
const rulingLength = 64

// newRuling is a ruling as it is kept; ok is false where no paragraph is.
func newRuling(d *model.Document, r model.Ruling) (ruling Ruling, ok bool) {
	i := d.ParagraphAt(r.At)
	if i < 0 {
		return Ruling{}, false
	}
	p := d.Paragraphs[i].Span
	return Ruling{Exact: firstPoints(d.Slice(p), rulingLength), Start: d.PointAt(p.Start), Level: r.Level}, true
}

// RulingsFor are the rulings that have a place in a text: where the words
// stood, or else at the only line that begins with them, or else at the only one
// that is almost the same. A ruling without a place is kept and not applied.
func (n *Notes) RulingsFor(text string) []model.Ruling {
	var rulings []model.Ruling
	var lines []model.Span
	d := &model.Document{Text: text}
	for _, r := range n.Rulings {
		if r.Exact == "" {
			continue
		}
		at := d.OffsetAt(r.Start)
		if !strings.HasPrefix(text[at:], r.Exact) {
			if lines == nil {
				lines = wordedLines(text)
			}
			var found bool
			if at, found = r.placeAmong(text, lines); !found {
				continue
			}
		}
		rulings = append(rulings, model.Ruling{At: at, Level: r.Level})
	}
	return rulings
}

// wordedLines are the lines of a text without the blanks and the markup before
// their words, those without words left out.
func wordedLines(text string) []model.Span {
	var lines []model.Span
	start := 0
	for line := range strings.Lines(text) {
		words := strings.TrimLeft(line, lineMarkup+" \t\u3000\r\n")
		if words != "" {
			lines = append(lines, model.Span{Start: start + len(line) - len(words), End: start + len(strings.TrimRightFunc(line, unicode.IsSpace))})
		}
		start += len(line)
	}
	return lines
}

// lineMarkup stands round the words of a line that a format makes a heading or
// strong.
const lineMarkup = "#*_>"

// placeAmong is the only line that has the words of a ruling, or the only one that
// is almost the same.
func (r *Ruling) placeAmong(text string, lines []model.Span) (at int, found bool) {
	for _, fits := range []func(line string) bool{r.begins, newRulingLike(r.Exact)} {
		count := 0
		for _, line := range lines {
			if fits(text[line.Start:line.End]) {
				at = line.Start
				count++
			}
		}
		if count > 0 {
			return at, count == 1
		}
	}
	return 0, false
}

// begins reports whether a line begins with the words of a ruling; it is no longer
// than they are, unless not all of the paragraph was kept. An entry of a table of
// contents, with its page number, is another line than the heading.
func (r *Ruling) begins(line string) bool {
	words, _, _ := strings.Cut(r.Exact, "\n") // of a hard-wrapped paragraph
	words = strings.TrimLeft(words, lineMarkup)
	rest, ok := strings.CutPrefix(line, words)
	whole := words == strings.TrimLeft(r.Exact, lineMarkup) && len([]rune(r.Exact)) < rulingLength
	return ok && words != "" && (!whole || strings.Trim(rest, lineMarkup) == "")
}

// A line is almost the same as the words of a ruling of at least so many code
// points when one edit in so many makes one of the other.
const (
	shortestLike  = 6
	likeOneEditIn = 4
)

func newRulingLike(exact string) func(line string) bool {
	exact, _, _ = strings.Cut(exact, "\n")
	known := []rune(strings.Trim(exact, lineMarkup))
	most := len(known) / likeOneEditIn
	return func(line string) bool {
		if len(known) < shortestLike {
			return false
		}
		words := []rune(strings.TrimRight(firstPoints(line, len(known)+most+1), lineMarkup))
		if len(known) >= rulingLength {
			words = words[:min(len(words), len(known))]
		}
		return len(words) >= len(known)-most && len(words) <= len(known)+most && editDistance(known, words) <= most
	}
}
