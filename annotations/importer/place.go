package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lectern/annotations"
	"lectern/model"
)

// This file finds the passages of what is imported, and tells the speech from the
// other texts that a file has annotations of.

// placesOf finds the passages of all items, in what is written and in what is
// shown. What anchoring does not settle stays open.
func placesOf(s Speech, f File) []annotations.Place {
	places := make([]annotations.Place, len(f.Items))
	for i := range places {
		places[i].Status = annotations.Orphan
	}
	whole := func(span model.Span) model.Span { return span }
	look(s.Document, slices.Concat(s.Notes.Texts, f.texts), f.Items, places, whole)
	if shown := newShownText(s.Document); shown != nil {
		look(&model.Document{Text: shown.text}, f.texts, f.Items, places, shown.source)
	}
	return places
}

// look looks for what is not in its place yet in a text, and takes what is found
// more surely. source is the way from there to the speech.
func look(d *model.Document, texts []annotations.Text, items []Item, places []annotations.Place, source func(model.Span) model.Span) {
	// Signs before the first letter fold as what stands before them makes them: a
	// quote that begins with some is looked for without them, too.
	for _, cut := range []func(string) (before, quote string){
		func(quote string) (string, string) { return "", quote }, cutSigns,
	} {
		targets := make([]annotations.Target, len(items))
		signs := make([]string, len(items))
		for i, item := range items {
			if places[i].Status != annotations.Placed {
				targets[i] = item.Target
				signs[i], targets[i].Exact = cut(item.Target.Exact)
			}
		}
		for i, place := range anchored(d, texts, targets) {
			place.Span = grown(d.Text, place.Span, signs[i])
			for c := range place.Candidates {
				place.Candidates[c].Span = source(grown(d.Text, place.Candidates[c].Span, signs[i]))
			}
			if place.Span = source(place.Span); surer(place, places[i]) {
				places[i] = place
			}
		}
	}
}

// cutSigns cuts the signs at the start off a quote.
func cutSigns(quote string) (signs, rest string) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	at := strings.IndexFunc(quote, letter)
	if at <= 0 {
		return "", ""
	}
	return quote[:at], quote[at:]
}

// grown is a span with the signs before it, where they stand there.
func grown(text string, s model.Span, signs string) model.Span {
	if strings.HasSuffix(text[:s.Start], signs) {
		s.Start -= len(signs)
	}
	return s
}

// anchored are the places of targets in a text.
func anchored(d *model.Document, texts []annotations.Text, targets []annotations.Target) []annotations.Place {
	n := &annotations.Notes{Texts: slices.Clone(texts)}
	slices.SortFunc(n.Texts, func(a, b annotations.Text) int { return strings.Compare(a.Revision, b.Revision) })
	for i, target := range targets {
		n.Annotations = append(n.Annotations, &annotations.Annotation{ID: fmt.Sprintf("%09d", i), Target: target})
	}
	places := annotations.Anchor(d, n)
	slices.SortFunc(places, func(a, b annotations.Place) int { return strings.Compare(a.ID, b.ID) })
	return places
}

// ranks are the statuses, the surest first.
var ranks = []annotations.Status{annotations.Placed, annotations.Moved, annotations.Edited, annotations.Ambiguous, annotations.Orphan}

func rank(s annotations.Status) int { return slices.Index(ranks, s) }

// surer reports whether a passage was found more surely than another time.
func surer(a, b annotations.Place) bool {
	return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), cmp.Compare(b.Score, a.Score)) < 0
}

// verbatim reports whether the words of a passage stand in the speech, and where is
// certain.
func verbatim(place annotations.Place) bool { return rank(place.Status) <= rank(annotations.Moved) }

// works are the items by the text they are of, in the order of the file, as their
// indices.
func works(items []Item) [][]int {
	var all [][]int
	known := map[string]int{}
	for i := range items {
		key := items[i].Target.Source + "\x00" + strings.Join(items[i].Titles, "\x00")
		at, ok := known[key]
		if !ok {
			at = len(all)
			known[key] = at
			all = append(all, nil)
		}
		all[at] = append(all[at], i)
	}
	return all
}

// isSpeech reports whether the text that some items are of is the speech: it has the
// id of its notes, or a title like its own, or half of its quotes stand in it.
func (p *planner) isSpeech(work []int) bool {
	first := p.items[work[0]]
	if first.Target.Source == p.speech.Notes.Document.ID {
		return true
	}
	for _, title := range first.Titles {
		for _, own := range []string{p.speech.Document.Title, p.speech.Notes.Info(p.speech.Document).Title, fileTitle(p.speech.Name)} {
			if alike(title, own) {
				return true
			}
		}
	}
	return p.standsIn(work)
}

// standsIn reports whether half of the quotes of a text have a place in the speech,
// and one of them says something: a few short words stand in many texts.
func (p *planner) standsIn(work []int) bool {
	found, telling := 0, false
	for _, i := range work {
		if place := p.places[i]; place.Status != annotations.Orphan {
			found++
			telling = telling || place.Anchored() || isLong(p.items[i].Target.Exact)
		}
	}
	return telling && 2*found >= len(work)
}

// How much of a title tells one text from others: a part of a longer one has to say
// more than one that is the same.
const (
	shortestTitle = 4 // code points
	shortestPart  = 8 // an ideograph counts as two
)

// alike reports whether two titles are the same, or one is in the other.
func alike(a, b string) bool {
	a, b = model.Fold(a).Text, model.Fold(b).Text
	if len(a) > len(b) {
		a, b = b, a
	}
	length := utf8.RuneCountInString(a)
	return length >= shortestTitle && (a == b || length+ideographsIn(a) >= shortestPart && strings.Contains(b, a))
}

func ideographsIn(text string) int {
	n := 0
	for _, r := range text {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}

// How much a quote says that no other text is likely to have too.
const (
	longIdeographs = 12
	longWords      = 5
)

func isLong(quote string) bool {
	ideographs := ideographsIn(quote)
	return ideographs >= longIdeographs || ideographs == 0 && len(strings.Fields(quote)) >= longWords
}
