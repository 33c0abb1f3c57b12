package annotations

import (
	"maps"
	"slices"
)

// Carry is to, the notes of one draft of a speech, with those of another draft
// added: live annotations with the texts they were made on, tags, and what to
// has no roles, rulings and facts about the speech of its own for. Neither of the two is changed.
//
// An annotation that to has already is brought up to date where from's was
// edited later, but stays on the passage it was put on in to. So carrying
// again adds nothing.
func Carry(from, to *Notes) *Notes {
	carried := to.clone()
	carried.Annotations = slices.Clone(to.Annotations)
	for _, tag := range from.Tags {
		carried.carryTag(tag)
	}
	for _, a := range from.Live() {
		named := *a
		named.Tags = from.TagPaths(*a)
		carried.carryAnnotation(named)
	}
	for _, r := range from.Rulings {
		if !slices.ContainsFunc(carried.Rulings, func(own Ruling) bool { return own.Exact == r.Exact }) {
			carried.Rulings = put(carried.Rulings, rulingID, r)
		}
	}
	carried.Roles = maps.Clone(from.Roles)
	if carried.Roles == nil {
		carried.Roles = map[Color]string{}
	}
	maps.Copy(carried.Roles, to.Roles)
	carried.Document.Given = to.Document.Given.or(from.Document.Given)
	carried.carryTexts(from)
	return &carried
}

// carryTag adds the record of a tag, unless its path or its id is taken.
func (n *Notes) carryTag(tag Tag) {
	taken := func(own Tag) bool {
		return own.ID == tag.ID || own.Path == tag.Path || slices.Contains(own.Aliases, tag.Path)
	}
	if !slices.ContainsFunc(n.Tags, taken) {
		n.Tags = put(n.Tags, tagID, tag)
	}
}

func (n *Notes) carryAnnotation(a Annotation) {
	own, found := n.Find(a.ID)
	switch {
	case found && !own.stamp().Before(a.stamp()):
		return
	case found:
		merged := mergeAnnotations(nil, own, a)
		if own.Live() {
			merged.Target, merged.Earlier = own.Target, own.Earlier
		}
		a = merged
	}
	n.Annotations = put(n.Annotations, annotationID, &a)
}

// carryTexts adds the texts that annotations stand on now.
func (n *Notes) carryTexts(from *Notes) {
	needed := n.revisions()
	for _, t := range from.Texts {
		if needed[t.Revision] {
			n.Texts = put(n.Texts, textID, t)
		}
	}
}
