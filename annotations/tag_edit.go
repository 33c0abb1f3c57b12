package annotations

import (
	"errors"
	"slices"
	"time"
)

// This file is the edits of tags, each one step of undo.
//
// Tags are renamed and merged by their records: what a tag was called stays an
// alias, so that annotations keep their words, and one that another copy of the
// notes makes under the old name is found as well. Merged is renamed onto a path
// that is there: the two records then are one tag. No record is removed, because
// any other copy of the notes would bring it back. Only where a name changes
// hands, so that an annotation would come under another tag, does the annotation
// get its tag's new name.

// Why tags are not renamed or merged.
var (
	ErrNoTag    = errors.New("there is no such tag")
	ErrTagName  = errors.New("a tag needs a name")
	ErrTagThere = errors.New("there is such a tag already")
	ErrTagBelow = errors.New("a tag cannot go below itself")
	ErrTagSame  = errors.New("it is the same tag")
)

// TagPlan is what renaming or merging would change.
type TagPlan struct {
	Moves       []TagMove // in the order of the codebook
	Annotations int       // that carry one of the tags
}

// TagMove is a tag that gets another path.
type TagMove struct {
	From, To string
	Count    int // annotations that carry the tag itself
}

// routes are where tags go: from → to. Those below go with them.
type routes map[string]string

// of is the path a tag gets; that of the nearest tag above it that goes counts.
func (r routes) of(path string) string {
	for _, above := range upward(path) {
		if to, ok := r[above]; ok {
			return to + path[len(above):]
		}
	}
	return path
}

// PlanRename is what renaming a tag, and those below it, to a new path would
// change. The error is one of those above.
func (n *Notes) PlanRename(from, to string) (TagPlan, error) {
	to = TagName(to)
	plan, err := n.planTags([]string{from}, to)
	taken := func(c TagCount) bool { return c.Path == to }
	if err == nil && slices.ContainsFunc(n.Codebook(), taken) {
		err = ErrTagThere
	}
	return plan, err
}

// PlanMerge is what merging tags, and those below them, into another would
// change. That one need not be there; by an old name it is as it is called now.
func (n *Notes) PlanMerge(from []string, into string) (TagPlan, error) {
	return n.planTags(from, n.TagPath(TagName(into)))
}

func (n *Notes) planTags(from []string, to string) (plan TagPlan, err error) {
	if to == "" {
		return plan, ErrTagName
	}
	goes := routes{}
	for _, path := range from {
		switch {
		case path == to:
			return plan, ErrTagSame
		case below(to, path):
			return plan, ErrTagBelow
		}
		goes[path] = to
	}
	for _, c := range n.Codebook() {
		if path := goes.of(c.Path); path != c.Path {
			plan.Moves = append(plan.Moves, TagMove{c.Path, path, c.Count})
		}
	}
	missing := func(path string) bool {
		return !slices.ContainsFunc(plan.Moves, func(m TagMove) bool { return m.From == path })
	}
	if len(from) == 0 || slices.ContainsFunc(from, missing) {
		return TagPlan{}, ErrNoTag
	}
	pathOf := n.tagPather()
	moves := func(name string) bool { path := pathOf(name); return goes.of(path) != path }
	for _, a := range n.Annotations {
		if a.Live() && slices.ContainsFunc(a.Tags, moves) {
			plan.Annotations++
		}
	}
	return plan, nil
}

// RenameTag gives a tag, and those below it, a new path, as PlanRename says.
func (s *Set) RenameTag(now time.Time, from, to string) (TagPlan, error) {
	plan, err := s.notes.PlanRename(from, to)
	if err == nil {
		s.moveTags(now, []string{from}, TagName(to))
	}
	return plan, err
}

// MergeTags makes tags, and those below them, one with another, as PlanMerge
// says. It keeps its colour, or else has one of theirs, and all descriptions.
func (s *Set) MergeTags(now time.Time, from []string, into string) (TagPlan, error) {
	plan, err := s.notes.PlanMerge(from, into)
	if err == nil {
		s.moveTags(now, from, s.notes.TagPath(TagName(into)))
	}
	return plan, err
}

func (s *Set) moveTags(now time.Time, from []string, to string) {
	goes := routes{}
	after := s.notes.clone()
	for _, path := range from {
		goes[path] = to
		if recorded := func(t Tag) bool { return t.Path == path }; !slices.ContainsFunc(after.Tags, recorded) {
			after.Tags = put(after.Tags, tagID, Tag{ID: newID(), Path: path})
		}
	}
	after.move(goes)
	e := Edit{tags: tagChanges(s.notes.Tags, after.Tags)}
	was, is := s.notes.tagPather(), after.tagPather()
	should := func(name string) string { return goes.of(was(name)) }
	for _, a := range s.notes.Live() {
		if tags := retagged(a.Tags, should, is); tags != nil {
			e.retagged = append(e.retagged, change[tagging]{&tagging{a.ID, a.Tags}, &tagging{a.ID, tags}})
		}
	}
	s.do(now, e)
}

// move gives the records that go their new paths. A name that becomes a path is
// no alias of another tag any more.
func (n *Notes) move(goes routes) {
	there := map[string]*Tag{} // the record that has the say, by path
	taken := map[string]bool{}
	for i := range n.Tags {
		if t := &n.Tags[i]; goes.of(t.Path) == t.Path && there[t.Path] == nil {
			there[t.Path] = t
		}
	}
	for i := range n.Tags {
		t := &n.Tags[i]
		to := goes.of(t.Path)
		if to == t.Path {
			continue
		}
		t.Path, t.Aliases, taken[to] = to, t.names(), true
		if first := there[to]; first == nil {
			there[to] = t
		} else {
			first.absorb(t)
		}
	}
	for i := range n.Tags {
		t := &n.Tags[i]
		t.Aliases = slices.DeleteFunc(sortedSet([]string{t.Path}, t.Aliases), func(alias string) bool { return taken[alias] })
	}
}

// absorb leaves a record of the same tag nothing to say but its names.
func (t *Tag) absorb(other *Tag) {
	if t.Color == None {
		t.Color = other.Color
	}
	t.Description = JoinDescriptions(t.Description, other.Description)
	other.Color, other.Description = None, ""
}

// tagChanges are the records that differ. Those before are among those after.
func tagChanges(before, after []Tag) (changes []change[Tag]) {
	for _, t := range after {
		i, found := search(before, tagID, t.ID)
		switch {
		case !found:
			changes = append(changes, change[Tag]{after: &t})
		case !before[i].alike(t):
			was := before[i]
			changes = append(changes, change[Tag]{&was, &t})
		}
	}
	return changes
}

// retagged are the names of an annotation's tags, with their new paths for those
// that would come under another tag; nil when there are none.
func retagged(names []string, should, is func(string) string) (tags []string) {
	if !slices.ContainsFunc(names, func(name string) bool { return is(name) != should(name) }) {
		return nil
	}
	return pathsOf(names, should)
}

// AddTag adds a tag with its colour and description. Of a tag that is there, by this
// name or an old one, those are given that it has none of.
func (s *Set) AddTag(now time.Time, t Tag) {
	t.Path = s.notes.TagPath(TagName(t.Path))
	there, found := s.notes.tag(t.Path)
	if t.Path != "" && !found {
		if _, taken := search(s.notes.Tags, tagID, t.ID); taken || t.ID == "" {
			t.ID = newID()
		}
		s.do(now, Edit{tags: []change[Tag]{{after: &Tag{ID: t.ID, Path: t.Path, Color: t.Color, Description: t.Description}}}})
	}
	if found && there.Color == None && t.Color != None {
		s.ColorTag(now, t.Path, t.Color)
	}
	if found && there.Description == "" && t.Description != "" {
		s.DescribeTag(now, t.Path, t.Description)
	}
}

// ColorTag gives a tag a colour; ok is false when there is no such tag.
func (s *Set) ColorTag(now time.Time, path string, c Color) (ok bool) {
	return s.changeTag(now, path, func(t *Tag, _ bool) { t.Color = c })
}

// DescribeTag says what a tag is for; ok is false when there is no such tag.
func (s *Set) DescribeTag(now time.Time, path, description string) (ok bool) {
	return s.changeTag(now, path, func(t *Tag, first bool) {
		if t.Description = ""; first {
			t.Description = description
		}
	})
}

// changeTag edits the records of a tag, or makes one for a tag that has none.
func (s *Set) changeTag(now time.Time, path string, edit func(t *Tag, first bool)) (ok bool) {
	if !slices.ContainsFunc(s.notes.Codebook(), func(c TagCount) bool { return c.Path == path }) {
		return false
	}
	after := slices.Clone(s.notes.Tags)
	if !slices.ContainsFunc(after, func(t Tag) bool { return t.Path == path }) {
		after = put(after, tagID, Tag{ID: newID(), Path: path})
	}
	first := true
	for i := range after {
		if after[i].Path == path {
			edit(&after[i], first)
			first = false
		}
	}
	e := Edit{tags: tagChanges(s.notes.Tags, after)}
	made := func(c change[Tag]) bool { return c.before == nil && c.after.alike(Tag{Path: path}) }
	if e.tags = slices.DeleteFunc(e.tags, made); len(e.tags) > 0 {
		s.do(now, e)
	}
	return true
}

// TagChange is what an edit did to the record of a tag.
type TagChange struct{ Before, After Tag }

// TagChanges are what an edit of tags alone did, in the order of the codebook;
// none where the edit was another one. A record that the edit made stands for a
// tag that was there without.
func (e Edit) TagChanges() (changes []TagChange) {
	if e.ID != "" {
		return nil
	}
	for _, c := range e.tags {
		switch {
		case c.after == nil:
		case c.before != nil:
			changes = append(changes, TagChange{*c.before, *c.after})
		case len(c.after.Aliases) > 0:
			changes = append(changes, TagChange{Tag{Path: c.after.Aliases[0]}, *c.after})
		default:
			changes = append(changes, TagChange{Tag{Path: c.after.Path}, *c.after})
		}
	}
	slices.SortFunc(changes, func(a, b TagChange) int { return CompareTags(a.Before.Path, b.Before.Path) })
	return changes
}
