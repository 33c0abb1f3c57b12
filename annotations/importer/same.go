package importer

import (
	"slices"
	"strings"

	"lectern/annotations"
	"lectern/model"
)

// present is what the notes of a speech have already.
type present struct {
	notes   *annotations.Notes
	added   map[string]Item // by id
	byQuote map[string][]*standing
}

// standing is a live annotation and where it stands.
type standing struct {
	annotations.Annotation
	place annotations.Place
	met   bool // an item of the file without a place is this one
}

func newPresent(s Speech) *present {
	p := &present{notes: s.Notes, added: map[string]Item{}, byQuote: map[string][]*standing{}}
	for _, place := range annotations.Anchor(s.Document, s.Notes) {
		a, _ := s.Notes.Find(place.ID)
		a.Tags = s.Notes.TagPaths(a)
		st := &standing{Annotation: a, place: place}
		quotes := []string{folded(a.Target.Exact)}
		if place.Anchored() {
			quotes = append(quotes, folded(s.Document.Plain(place.Span)), folded(s.Document.Slice(place.Span)))
		}
		slices.Sort(quotes)
		for _, quote := range slices.Compact(quotes) {
			p.byQuote[quote] = append(p.byQuote[quote], st)
		}
	}
	return p
}

// folded is what words are compared by. Exports show what a terminal would obey by
// other signs.
func folded(text string) string { return model.Fold(model.Inert(text)).Text }

// note notes that an item is added.
func (p *present) note(item Item) { p.added[item.ID] = item }

// has reports whether an item adds nothing: its id is known, be it deleted, or a
// live annotation is on the same passage with the same colour, note and tags.
// different says that the one with its id is not like it.
func (p *present) has(item Item, place annotations.Place) (known, different bool) {
	if a, ok := p.notes.Find(item.ID); ok {
		a.Tags = p.notes.TagPaths(a)
		return true, a.Live() && !p.equal(item, a)
	}
	if added, ok := p.added[item.ID]; ok {
		return true, !p.equal(item, added.Annotation)
	}
	for _, st := range p.byQuote[folded(item.Target.Exact)] {
		if p.equal(item, st.Annotation) && st.meets(place) {
			return true, false
		}
	}
	return false, false
}

// meets reports whether an annotation stands where an item does. Of an item whose
// place is not certain, its quote is all that is known: it is one of those that
// have it.
func (s *standing) meets(place annotations.Place) bool {
	if place.Anchored() {
		return s.place.Anchored() && s.place.Span.Overlaps(place.Span)
	}
	met := s.met
	s.met = true
	return !met
}

// equal reports whether an item says the same as an annotation, as far as its
// format can say it: exports write a hyphen for a blank in a tag, and word
// processors take a line for a paragraph.
func (p *present) equal(item Item, a annotations.Annotation) bool {
	return (item.Uncolored || item.Color == a.Color) &&
		slices.Equal(lines(item.Note), lines(a.Note)) &&
		slices.Equal(p.tagKeys(item.Tags), p.tagKeys(a.Tags))
}

// lines are the lines of a note that say something.
func lines(note string) []string {
	var said []string
	for line := range strings.SplitSeq(model.Inert(note), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			said = append(said, line)
		}
	}
	return said
}

func (p *present) tagKeys(tags []string) []string {
	var keys []string
	for _, tag := range tags {
		parts := strings.Split(p.notes.TagPath(annotations.TagName(tag)), "/")
		for i, part := range parts {
			parts[i] = folded(strings.Join(strings.Fields(part), "-"))
		}
		keys = append(keys, strings.Join(parts, "/"))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
