package annotations

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"lectern/model"
)

// Notes is one notes file as a value.
type Notes struct {
	Document    DocumentRecord
	Roles       map[Color]string // what a colour stands for; a colour may have no role
	Rulings     []Ruling
	Tags        []Tag         // sorted by id
	Annotations []*Annotation // sorted by id, the deleted ones among them; other notes may share them
	// Texts are the texts the notes were made on, sorted by revision, but for
	// those that are too large to be kept, or were not known.
	Texts []Text

	kept object // top-level fields that this version does not know

	// origin is what a merge measures changes from: of a Set's snapshot, the
	// notes the set had from disk; of what Save returned, the snapshot it was
	// given; of notes that Describe changed, how they were. Otherwise nil.
	origin *Notes

	journal *journal // of a Set's snapshot and of notes that were loaded
	copies  int      // see Copies

	described string // the revision that Describe wrote down last; see Described
}

// ancestor is what the notes, and those that others made meanwhile, were made
// from.
func (n *Notes) ancestor() *Notes {
	if n.origin == nil {
		return &Notes{}
	}
	return n.origin
}

// Copies is how many copies of the notes file these notes were taken from
// beside it: Syncthing's, and notes that could not be saved before. They are
// put aside when the notes are saved.
func (n *Notes) Copies() int { return n.copies }

// DocumentRecord says which speech the notes are about.
type DocumentRecord struct {
	ID                             string // "urn:uuid:…"
	Title, Speaker, Date, Language string
	Revisions                      []Revision // sorted by SHA256
	// Given is what the reader has set, where the text is silent or wrong; the
	// fields above are what it says.
	Given Info

	kept, keptGiven object
}

// Revision is a text of the speech that notes were made on. The sums are
// lower-case hex and of UTF-8, so that they do not depend on the encoding.
type Revision struct {
	SHA256       string // of Document.Text
	FoldedSHA256 string // of the text folded by model.Fold
	Characters   int    // code points
	Encoding     string // of the file, such as "gb18030"

	kept object
}

// Text is a text that notes were made on.
type Text struct {
	Revision string // lower-case hex SHA-256 of Text
	Text     string
}

// Ruling is a reader's word on whether a paragraph is a heading, kept with the
// paragraph's words so that it finds its place in a changed text.
type Ruling struct {
	Exact string // the paragraph's words, the first 64 code points
	Start int    // where they stood, in code points
	Level int    // from 1; 0: not a heading

	kept object
}

// Alike reports whether two rulings say the same of the same paragraph.
func (r Ruling) Alike(other Ruling) bool {
	return r.Start == other.Start && r.Level == other.Level && r.Exact == other.Exact
}

// NewNotes are the notes of a speech that has none yet.
func NewNotes() *Notes { return &Notes{Document: DocumentRecord{ID: newID()}} }

// clone is a copy whose lists can be changed in place, but for the annotations.
func (n *Notes) clone() Notes {
	c := *n
	c.Tags = slices.Clone(n.Tags)
	c.Rulings = slices.Clone(n.Rulings)
	c.Texts = slices.Clone(n.Texts)
	c.Roles = maps.Clone(n.Roles)
	return c
}

// Live are the annotations that have not been deleted, by id. They are the notes'
// own: nobody changes them.
func (n *Notes) Live() []*Annotation {
	live := make([]*Annotation, 0, len(n.Annotations))
	for _, a := range n.Annotations {
		if a.Live() {
			live = append(live, a)
		}
	}
	return live
}

// Find is the annotation with an id, be it deleted or not.
func (n *Notes) Find(id string) (Annotation, bool) {
	if a := n.find(id); a != nil {
		return *a, true
	}
	return Annotation{}, false
}

// find is Find without a copy; nil when there is none.
func (n *Notes) find(id string) *Annotation {
	if i, ok := search(n.Annotations, annotationID, id); ok {
		return n.Annotations[i]
	}
	return nil
}

// FindLive is the live annotation with an id, which nobody changes; nil when there
// is none.
func (n *Notes) FindLive(id string) *Annotation {
	if a := n.find(id); a != nil && a.Live() {
		return a
	}
	return nil
}

// Changed are the ids, in order, of the annotations that are not the same in other
// notes. Of two snapshots of a set this takes no look at the annotations themselves.
func (n *Notes) Changed(since *Notes) (ids []string) {
	now, then := n.Annotations, since.Annotations
	if sameList(now, then) {
		return nil
	}
	same := 0 // of 100,000 mostly all but one
	for same < len(now) && same < len(then) && now[same] == then[same] {
		same++
	}
	now, then = now[same:], then[same:]
	for len(now) > 0 && len(then) > 0 && now[len(now)-1] == then[len(then)-1] {
		now, then = now[:len(now)-1], then[:len(then)-1]
	}
	for len(now) > 0 || len(then) > 0 {
		switch {
		case len(now) > 0 && len(then) > 0 && now[0] == then[0]:
			now, then = now[1:], then[1:]
		case len(then) == 0 || len(now) > 0 && now[0].ID < then[0].ID:
			ids, now = append(ids, now[0].ID), now[1:]
		case len(now) == 0 || then[0].ID < now[0].ID:
			ids, then = append(ids, then[0].ID), then[1:]
		default:
			if !now[0].same(*then[0]) {
				ids = append(ids, now[0].ID)
			}
			now, then = now[1:], then[1:]
		}
	}
	return ids
}

// Role is what a colour stands for; empty when the reader has not said.
func (n *Notes) Role(c Color) string { return n.Roles[c] }

// maxText is how large, in bytes, the texts kept in a notes file are together.
const maxText = 1 << 20

// Describe writes down which text the notes are about: its title and the like,
// its revision, and the text itself. The texts of earlier revisions stay as
// long as a live annotation was made on them, because they are what finds the
// annotation's place again.
func (n *Notes) Describe(d *model.Document, encoding string) {
	if n.origin == nil {
		loaded := *n
		n.origin = &loaded
	}
	record := &n.Document
	record.Title = cmp.Or(d.Title, record.Title)
	record.Speaker = cmp.Or(d.Speaker, record.Speaker)
	record.Date = cmp.Or(d.Date, record.Date)
	record.Language = cmp.Or(d.Language, record.Language)

	hash := d.SHA256()
	if _, known := search(record.Revisions, revisionID, hash); !known {
		record.Revisions = put(slices.Clone(record.Revisions), revisionID, RevisionOf(d, encoding))
	}
	n.keepText(Text{hash, d.Text})
	n.described = hash
}

// Described is the text that Describe has said these notes are about, or those of the
// Set they are a snapshot of; ok is false when it was not called since they were
// loaded.
func (n *Notes) Described() (r Revision, ok bool) {
	i, ok := search(n.Document.Revisions, revisionID, n.described)
	if !ok {
		return Revision{}, false
	}
	return n.Document.Revisions[i], true
}

// keepText keeps the text of today, and drops those that nothing stands on.
func (n *Notes) keepText(today Text) {
	needed := n.revisions()
	n.Texts = slices.DeleteFunc(slices.Clone(n.Texts), func(t Text) bool {
		return t.Revision != today.Revision && !needed[t.Revision]
	})
	n.addText(today)
}

// addText adds a text, as long as there is room for it.
func (n *Notes) addText(added Text) {
	size := len(added.Text)
	for _, t := range n.Texts {
		if t.Revision != added.Revision {
			size += len(t.Text)
		}
	}
	if size < maxText && added.Text != "" && utf8.ValidString(added.Text) {
		n.Texts = put(slices.Clone(n.Texts), textID, added)
	}
}

// revisions are those that live annotations were made on.
func (n *Notes) revisions() map[string]bool {
	needed := map[string]bool{}
	last := ""
	for _, a := range n.Annotations { // nearly all on one text
		if a.Live() && a.Target.Revision != last {
			last = a.Target.Revision
			needed[last] = true
		}
	}
	return needed
}

// textOf is the text with a hash; ok is false when it was not kept.
func (n *Notes) textOf(revision string) (text string, ok bool) {
	i, ok := search(n.Texts, textID, revision)
	if !ok {
		return "", false
	}
	return n.Texts[i].Text, true
}

// The lists of a notes file are sorted by these keys.
func annotationID(a *Annotation) string { return a.ID }
func tagID(t Tag) string                { return t.ID }
func revisionID(r Revision) string      { return r.SHA256 }
func textID(t Text) string              { return t.Revision }

// rulingID is the paragraph that a ruling is about.
func rulingID(r Ruling) string { return fmt.Sprintf("%012d %s", r.Start, r.Exact) }

// search finds the item with a key in a list sorted by key.
func search[T any](list []T, key func(T) string, id string) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(item T, id string) int { return strings.Compare(key(item), id) })
}

// put is the sorted list with an item added, or in place of the one that had
// its key.
func put[T any](list []T, key func(T) string, item T) []T {
	i, found := search(list, key, key(item))
	if found {
		list[i] = item
		return list
	}
	return slices.Insert(list, i, item)
}
