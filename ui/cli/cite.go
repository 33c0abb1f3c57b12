package cli

import (
	"fmt"
	"strings"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/ui/layout"
)

// styleList says what the styles of citations are for.
func styleList() string {
	var b strings.Builder
	for _, style := range citation.Styles {
		fmt.Fprintf(&b, "\n  %-9s %s", style.Name, style.For)
	}
	return b.String()
}

// passage is an annotation's passage as it is cited: its words as they are now,
// or, without a place in the text, as they were.
func (s *speech) passage(place annotations.Place) citation.Passage {
	a, _ := s.notes.Find(place.ID)
	p := citation.Passage{Info: s.info(), Document: s.document, Quote: a.Target.Exact, Seen: a.Target.Seen}
	if p.Seen.IsZero() {
		p.Seen = a.Created
	}
	if place.Anchored() {
		p.Span, p.Quote = place.Span, s.document.Plain(place.Span)
	}
	return p
}

// writeCited writes passages with their citations, a blank line between them.
func (p *program) writeCited(speeches []*speech, filter annotations.Filter, style citation.Style) error {
	var cited []string
	for _, s := range speeches {
		for _, place := range s.wanted(filter) {
			cited = append(cited, style.Quote(s.passage(place)))
		}
	}
	if len(cited) == 0 {
		return nil
	}
	for line := range strings.SplitSeq(strings.Join(cited, "\n\n"), "\n") {
		if _, err := fmt.Fprintln(p.stdout, layout.Visible(line)); err != nil {
			return err
		}
	}
	return nil
}
