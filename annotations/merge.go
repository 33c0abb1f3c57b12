package annotations

import (
	"slices"
	"strings"
)

// merge puts together two sides' notes. base is what both were made from, and
// says which side changed what; without it, base is an empty Notes, the newer
// stamp or else the greater value wins, so that the result does not depend on
// the order. Absence is no deletion, but a tag or a ruling that ours took back
// and theirs left alone is gone.
func merge(base, ours, theirs *Notes) *Notes {
	merged := &Notes{
		Document: mergeDocuments(&base.Document, &ours.Document, &theirs.Document),
		Roles:    mergeRoles(base.Roles, ours.Roles, theirs.Roles),
		Rulings:  mergeLists(base.Rulings, ours.Rulings, theirs.Rulings, rulingID, writeRuling, mergeRulings),
		Tags:     mergeLists(base.Tags, ours.Tags, theirs.Tags, tagID, writeTag, mergeTags),
		kept:     mergeObjects(base.kept, ours.kept, theirs.kept),
	}
	merged.Annotations = union(ours.Annotations, theirs.Annotations, annotationID, func(o, t Annotation) Annotation {
		if b, ok := base.Find(o.ID); ok {
			return mergeAnnotations(&b, o, t)
		}
		return mergeAnnotations(nil, o, t)
	})
	merged.Texts = mergeTexts(base.Texts, ours.Texts, theirs.Texts, merged.revisions())
	return merged
}

// mergeTexts is the union of the texts, without those that one side dropped
// and nothing stands on.
func mergeTexts(base, ours, theirs []Text, needed map[string]bool) []Text {
	all := union(ours, theirs, textID, func(o, _ Text) Text { return o })
	has := func(list []Text, revision string) bool {
		_, ok := search(list, textID, revision)
		return ok
	}
	return slices.DeleteFunc(all, func(t Text) bool {
		dropped := has(base, t.Revision) && !(has(ours, t.Revision) && has(theirs, t.Revision))
		return dropped && !needed[t.Revision]
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

// mergeAnnotations is the later of two annotations with one id; the greater,
// as written, where the stamps are equal. The other's note goes into the
// history, unless it is base's, which the later one replaced knowingly.
func mergeAnnotations(base *Annotation, ours, theirs Annotation) Annotation {
	if ours.same(theirs) {
		return ours
	}
	winner, loser := ours, theirs
	if earlier(ours, theirs) {
		winner, loser = theirs, ours
	}
	lost := []string{loser.Note}
	if base != nil && loser.same(*base) {
		lost = nil
	}
	winner.History = sortedSet([]string{winner.Note}, ours.History, theirs.History, lost)
	return winner
}

func earlier(a, b Annotation) bool {
	if c := a.stamp().Compare(b.stamp()); c != 0 {
		return c < 0
	}
	return string(a.Record()) < string(b.Record())
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
		kept: mergeObjects(base.kept, ours.kept, theirs.kept),
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

// mergeTags is the greater of two records, with the names of both.
func mergeTags(o, t Tag) Tag {
	aliases := [][]string{o.Aliases, t.Aliases, {o.Path, t.Path}}
	o.Aliases, t.Aliases = nil, nil
	winner := greater(o, t, writeTag)
	winner.Aliases = sortedSet([]string{winner.Path}, aliases...)
	return winner
}

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
