package annotations

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Merge puts together two sides' notes. base is what both were made from, and
// says which side changed what; without it, base is an empty Notes, the newer
// stamp or else the greater value wins, field by field, so that the result does
// not depend on the order. Absence is no deletion, but a tag or a ruling that
// ours took back and theirs left alone is gone. No note text is lost: the one
// that was replaced unknowingly goes into the history.
func Merge(base, ours, theirs *Notes) *Notes {
	merged := &Notes{
		Document: mergeDocuments(&base.Document, &ours.Document, &theirs.Document),
		Roles:    mergeRoles(base.Roles, ours.Roles, theirs.Roles),
		Rulings:  mergeLists(base.Rulings, ours.Rulings, theirs.Rulings, rulingID, writeRuling, mergeRulings),
		Tags:     mergeLists(base.Tags, ours.Tags, theirs.Tags, tagID, writeTag, mergeTags),
		kept:     mergeObjects(base.kept, ours.kept, theirs.kept),
	}
	merged.Annotations = mergeRecordLists(base, ours.Annotations, theirs.Annotations)
	merged.Texts = mergeTexts(base.Texts, ours.Texts, theirs.Texts, sync.OnceValue(merged.revisions))
	return merged
}

// mergeRecordLists merges annotations. Where that changes nothing the result is ours'
// own list, so that the next merge of the two sees it at once.
func mergeRecordLists(base *Notes, ours, theirs []*Annotation) []*Annotation {
	if sameList(ours, theirs) {
		return ours
	}
	merged := union(ours, theirs, annotationID, func(o, t *Annotation) *Annotation {
		if o == t || o.same(*t) {
			return o
		}
		m := mergeAnnotations(base.find(o.ID), *o, *t)
		return &m
	})
	if slices.Equal(merged, ours) {
		return ours
	}
	return merged
}

// sameList reports whether two lists are the same one.
func sameList(a, b []*Annotation) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// mergeTexts is the union of the texts, without those that one side dropped
// and nothing stands on.
func mergeTexts(base, ours, theirs []Text, needed func() map[string]bool) []Text {
	all := union(ours, theirs, textID, func(o, _ Text) Text { return o })
	has := func(list []Text, revision string) bool {
		_, ok := search(list, textID, revision)
		return ok
	}
	return slices.DeleteFunc(all, func(t Text) bool {
		dropped := has(base, t.Revision) && !(has(ours, t.Revision) && has(theirs, t.Revision))
		return dropped && !needed()[t.Revision]
	})
}

// union is two sorted lists as one, with both() of what both have.
func union[T any](ours, theirs []T, key func(T) string, both func(o, t T) T) []T {
	merged := make([]T, 0, max(len(ours), len(theirs)))
	for len(ours) > 0 && len(theirs) > 0 {
		switch c := strings.Compare(key(ours[0]), key(theirs[0])); {
		case c < 0:
			merged, ours = append(merged, ours[0]), ours[1:]
		case c > 0:
			merged, theirs = append(merged, theirs[0]), theirs[1:]
		default:
			merged, ours, theirs = append(merged, both(ours[0], theirs[0])), ours[1:], theirs[1:]
		}
	}
	return append(append(merged, ours...), theirs...)
}

// mergeAnnotations takes the newest of each field. Where the stamps are equal,
// the side that changed base's has it, else the greater, so that the result
// does not depend on the order. The note that lost goes into the history,
// unless it is base's, which the other side replaced knowingly. A deletion
// holds against all that is not newer.
func mergeAnnotations(base *Annotation, ours, theirs Annotation) Annotation {
	if ours.same(theirs) {
		return ours
	}
	b := &bothSides{base, ours, theirs, ours.stamps(), theirs.stamps()}
	m := b.keptSide()
	m.Created = earliest(ours.Created, theirs.Created)
	m.Modified = latest(ours.Modified, theirs.Modified)
	newest, changed := time.Time{}, stamps{}
	for f, of := range annotationFields {
		winner, at := b.winner(field(f))
		of.take(&m, winner)
		newest, changed[f] = latest(newest, at), at
	}
	m.changed = changed.since(m.Created)
	m.Tags = b.tags(m.Tags)
	m.History = sortedSet([]string{m.Note}, ours.History, theirs.History, b.lostNotes())
	if m.Deleted = latest(ours.Deleted, theirs.Deleted); newest.After(m.Deleted) {
		m.Deleted = time.Time{}
	}
	return m
}

// bothSides are two states of an annotation and what both were made from, nil
// when that is not known.
type bothSides struct {
	base             *Annotation
	ours, theirs     Annotation
	oursAt, theirsAt stamps
}

// winner is the side that has a field, and when it was changed there.
func (b *bothSides) winner(f field) (Annotation, time.Time) {
	value := annotationFields[f].value
	order := b.oursAt[f].Compare(b.theirsAt[f])
	if order == 0 {
		order = b.changer(value)
	}
	if order == 0 {
		order = strings.Compare(value(b.ours), value(b.theirs))
	}
	if order < 0 {
		return b.theirs, b.theirsAt[f]
	}
	return b.ours, b.oursAt[f]
}

// changer is above 0 when only our side changed what base has, below 0 when
// only theirs did.
func (b *bothSides) changer(value func(Annotation) string) int {
	switch {
	case b.base == nil:
		return 0
	case value(b.theirs) == value(*b.base):
		return 1
	case value(b.ours) == value(*b.base):
		return -1
	}
	return 0
}

// keptSide is the side whose unknown fields are kept.
func (b *bothSides) keptSide() Annotation {
	order := b.ours.stamp().Compare(b.theirs.stamp())
	if changed := b.changer(unknownText); changed != 0 {
		order = changed
	}
	if order == 0 {
		order = strings.Compare(unknownText(b.ours), unknownText(b.theirs))
	}
	if order < 0 {
		return b.theirs
	}
	return b.ours
}

// tags are the tags that won; where both sides changed base's, also what the
// other one added, and without what it took off.
func (b *bothSides) tags(won []string) []string {
	if b.base == nil {
		return won
	}
	has := slices.Contains[[]string]
	tags := slices.DeleteFunc(slices.Clone(won), func(tag string) bool {
		return has(b.base.Tags, tag) && !(has(b.ours.Tags, tag) && has(b.theirs.Tags, tag))
	})
	for _, tag := range slices.Concat(b.ours.Tags, b.theirs.Tags) {
		if !has(b.base.Tags, tag) && !has(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// lostNotes are the notes that may go into the history.
func (b *bothSides) lostNotes() []string {
	notes := []string{b.ours.Note, b.theirs.Note}
	if b.base == nil {
		return notes
	}
	return slices.DeleteFunc(notes, func(note string) bool { return note == b.base.Note })
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// pick is the value of the side that changed it; the greater when both did.
func pick(base, ours, theirs string) string {
	switch base {
	case theirs:
		return ours
	case ours:
		return theirs
	}
	return max(ours, theirs)
}

func mergeRoles(base, ours, theirs map[Color]string) map[Color]string {
	merged := map[Color]string{}
	for _, roles := range []map[Color]string{ours, theirs} {
		for c := range roles {
			if role := pick(base[c], ours[c], theirs[c]); role != "" {
				merged[c] = role
			}
		}
	}
	return merged
}

func mergeDocuments(base, ours, theirs *DocumentRecord) DocumentRecord {
	return DocumentRecord{
		ID:       pick(base.ID, ours.ID, theirs.ID),
		Title:    pick(base.Title, ours.Title, theirs.Title),
		Speaker:  pick(base.Speaker, ours.Speaker, theirs.Speaker),
		Date:     pick(base.Date, ours.Date, theirs.Date),
		Language: pick(base.Language, ours.Language, theirs.Language),
		Revisions: union(ours.Revisions, theirs.Revisions, revisionID, func(o, t Revision) Revision {
			return greater(o, t, writeRevision)
		}),
		Given:     mergeInfo(base.Given, ours.Given, theirs.Given),
		kept:      mergeObjects(base.kept, ours.kept, theirs.kept),
		keptGiven: mergeObjects(base.keptGiven, ours.keptGiven, theirs.keptGiven),
	}
}

// greater is the one of two values that is written greater.
func greater[T any](a, b T, write func(*writer, T)) T {
	if as(a, write) < as(b, write) {
		return b
	}
	return a
}

func as[T any](value T, write func(*writer, T)) string {
	return written(func(w *writer) { write(w, value) })
}

// mergeLists is the union of two lists; of an item that both have, the side's
// that changed it, or both() of them.
func mergeLists[T any](base, ours, theirs []T, key func(T) string, write func(*writer, T), both func(o, t T) T) []T {
	untouched := func(item T) bool {
		i, ok := search(base, key, key(item))
		return ok && as(base[i], write) == as(item, write)
	}
	takenBack := func(item T) bool {
		_, ok := search(ours, key, key(item))
		return !ok && untouched(item)
	}
	theirs = slices.DeleteFunc(slices.Clone(theirs), takenBack)
	return union(ours, theirs, key, func(o, t T) T {
		switch {
		case untouched(t):
			return o
		case untouched(o):
			return t
		}
		return both(o, t)
	})
}

func mergeRulings(o, t Ruling) Ruling { return greater(o, t, writeRuling) }

// mergeObjects is the union of unknown members, sorted by name unless both
// sides have the same.
func mergeObjects(base, ours, theirs object) object {
	write := func(w *writer, o object) { w.members(o) }
	if as(ours, write) == as(theirs, write) {
		return ours
	}
	name := func(m member) string { return m.name }
	sorted := func(o object) []member {
		return slices.SortedFunc(slices.Values(o), func(a, b member) int { return strings.Compare(a.name, b.name) })
	}
	one := func(w *writer, m member) { w.members(object{m}) }
	return mergeLists(sorted(base), sorted(ours), sorted(theirs), name, one,
		func(o, t member) member { return greater(o, t, one) })
}
