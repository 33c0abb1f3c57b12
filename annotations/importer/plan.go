package importer

import (
	"slices"
	"strings"
	"time"

	"lectern/annotations"
	"lectern/model"
)

// Speech is the speech that annotations are imported into.
type Speech struct {
	Document *model.Document
	Notes    *annotations.Notes
	Name     string // its file's
}

// Import is what becomes of a file in the notes of a speech.
type Import struct {
	Added     []Added
	Here      int // that the notes have, or had and deleted
	Different int // of those, the ones with another colour, note or tags there
	LeftOut   []Work
	Tags      []annotations.Tag // to add, or to say more of
	TagsHere  int
}

// Added is an annotation that the notes do not have.
type Added struct {
	Item
	Status annotations.Status // how its passage was found
}

// Work is a text that the file has annotations of and that is not the speech.
type Work struct {
	Title string
	Items []Item // without those that were added
}

// Plan says what becomes of a file. What has a place in the speech stands on it from
// now on; what the reader has to decide about keeps the quote it came with.
func Plan(s Speech, f File, now time.Time) Import {
	p := &planner{
		speech: s, now: now, items: f.Items, places: placesOf(s, f), texts: f.texts, present: newPresent(s), codebook: s.Notes.TagCounts(),
	}
	for _, work := range works(f.Items) {
		p.planWork(work)
	}
	for _, tag := range f.Tags {
		p.planTag(tag)
	}
	return p.Import
}

// planner is an import that is being worked out.
type planner struct {
	Import
	speech  Speech
	now     time.Time
	items   []Item
	places  []annotations.Place // of each item
	texts   []annotations.Text  // of the file
	present *present
	// codebook is the tags that the notes have.
	codebook []annotations.TagCount
}

// planWork takes in the items of one text: all of them when it is the speech, else
// the long quotes that stand in the speech word for word.
func (p *planner) planWork(work []int) {
	ours := p.isSpeech(work)
	var rest []Item
	for _, i := range work {
		item, place := p.items[i], p.places[i]
		known, different := p.present.has(item, place)
		switch {
		case known:
			p.Here++
			if different {
				p.Different++
			}
		case ours || verbatim(place) && isLong(item.Target.Exact):
			p.present.note(item)
			p.Added = append(p.Added, p.added(item, place))
		default:
			rest = append(rest, item)
		}
	}
	if rest != nil {
		p.LeftOut = append(p.LeftOut, Work{append(rest[0].Titles, "")[0], rest})
	}
}

// added is an item as it goes into the notes.
func (p *planner) added(item Item, place annotations.Place) Added {
	item.Target.Source = p.speech.Notes.Document.ID
	if slices.ContainsFunc(p.texts, func(t annotations.Text) bool { return t.Revision == item.Target.Revision }) {
		// The notes do not get the file's text: what counts in it says nothing to them.
		item.Target.Start, item.Target.End, item.Target.Revision = 0, 0, ""
	}
	if place.Anchored() {
		p.stand(&item, place)
	}
	// A clock that was never set: nothing is written a day from now.
	tomorrow := p.now.Add(24 * time.Hour)
	if item.Created.After(tomorrow) {
		item.Created = time.Time{}
	}
	if item.Modified.After(tomorrow) || item.Modified.Before(item.Created) {
		item.Modified = time.Time{}
	}
	return Added{item, place.Status}
}

// stand puts an item on its place. Of words that changed, those it came with stay
// what its target was before.
func (p *planner) stand(item *Item, place annotations.Place) {
	came := item.Target
	item.Target = annotations.NewTarget(p.speech.Document, place.Span)
	item.Target.Source, item.Target.Seen = came.Source, p.now.UTC().Truncate(time.Millisecond)
	if came.Revision == item.Target.Revision && !came.Seen.IsZero() {
		item.Target.Seen = came.Seen
	}
	if place.Status == annotations.Edited {
		item.Earlier = append(slices.Clone(item.Earlier), came)
	}
}

// planTag takes in a tag that says something that the notes do not say of it.
func (p *planner) planTag(tag annotations.Tag) {
	path := p.speech.Notes.TagPath(annotations.TagName(tag.Path))
	i := slices.IndexFunc(p.codebook, func(c annotations.TagCount) bool { return c.Path == path })
	if i < 0 || p.codebook[i].Color == annotations.None && tag.Color != annotations.None ||
		p.codebook[i].Description == "" && tag.Description != "" {
		p.Tags = append(p.Tags, tag)
		return
	}
	p.TagsHere++
}

// Apply puts what is planned into the notes.
func (i Import) Apply(set *annotations.Set, now time.Time) {
	for _, tag := range i.Tags {
		set.AddTag(now, tag)
	}
	// By id, as the notes have them: each then goes to the end.
	byID := slices.SortedFunc(slices.Values(i.Added), func(a, b Added) int { return strings.Compare(a.ID, b.ID) })
	for _, added := range byID {
		stamp := added.Modified
		if stamp.IsZero() {
			stamp = now
		}
		set.Add(stamp, added.Annotation)
	}
}
