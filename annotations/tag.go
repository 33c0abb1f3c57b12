package annotations

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Tag is the record of a tag. Annotations name it by its path; renamed, it
// keeps its id, and the path it had stays an alias, so that no annotation has
// to be touched. Two records can have one path: two copies of the notes made
// one each, or one tag was merged into another. They then are one tag.
type Tag struct {
	ID          string
	Path        string // "policy/land"
	Color       Color
	Description string
	Aliases     []string // sorted, Path not among them

	changed             tagStamps
	kept, keptInChanged object
}

// TagName is the name of a tag as it is kept, from how it was typed: without
// "#" before it, without blank space round its parts, no part empty.
func TagName(typed string) string {
	typed = strings.TrimLeftFunc(typed, func(r rune) bool { return r == '#' || r == '/' || unicode.IsSpace(r) })
	var parts []string
	for part := range strings.SplitSeq(typed, "/") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

// below reports whether a path is a tag's or that of one below it.
func below(path, tag string) bool {
	return strings.HasPrefix(path, tag) && (len(path) == len(tag) || path[len(tag)] == '/')
}

// TagPath is the path of a tag as an annotation names it: the same, unless the
// tag, or the one above it, has been renamed since. The longest name that has a
// record decides, and a path before an alias.
func (n *Notes) TagPath(name string) string {
	path, longest := name, -1
	for i := range n.Tags {
		t := &n.Tags[i]
		if len(t.Path) >= longest && below(name, t.Path) {
			path, longest = name, len(t.Path)
			if longest == len(name) {
				return path
			}
		}
		for _, alias := range t.Aliases {
			if len(alias) > longest && below(name, alias) {
				path, longest = t.Path+name[len(alias):], len(alias)
			}
		}
	}
	return path
}

// tagPather is TagPath for many names: each is looked up once.
func (n *Notes) tagPather() func(name string) string {
	known := map[string]string{}
	return func(name string) string {
		path, ok := known[name]
		if !ok {
			path = n.TagPath(name)
			known[name] = path
		}
		return path
	}
}

// TagPaths are the paths of an annotation's tags, renamed ones as they are
// called now.
func (n *Notes) TagPaths(a Annotation) []string { return pathsOf(a.Tags, n.TagPath) }

// pathsOf are the distinct paths of some names, in order.
func pathsOf(names []string, pathOf func(string) string) []string {
	paths := make([]string, 0, len(names))
	for _, name := range names {
		if path := pathOf(name); !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// tagField is a part of a tag's record that is edited, stamped and merged on
// its own. The aliases are not: they only ever are what the tag was called.
type tagField int

const (
	tagPathField tagField = iota
	tagColorField
	tagDescriptionField
	tagFieldCount
)

// tagStamps say when each field was changed last; zero is never.
type tagStamps [tagFieldCount]time.Time

// tagFields are what the fields are called in the file, and where they are.
var tagFields = [tagFieldCount]struct {
	name string
	in   func(*Tag) *string
}{
	tagPathField:        {"path", func(t *Tag) *string { return &t.Path }},
	tagColorField:       {"color", func(t *Tag) *string { return (*string)(&t.Color) }},
	tagDescriptionField: {"description", func(t *Tag) *string { return &t.Description }},
}

// names are all that the tag is or was called.
func (t Tag) names() []string { return append([]string{t.Path}, t.Aliases...) }

// alike reports whether two records say the same, whenever it was written.
func (t Tag) alike(other Tag) bool {
	return t.Path == other.Path && t.Color == other.Color && t.Description == other.Description &&
		slices.Equal(t.Aliases, other.Aliases)
}

// turnedTag is the record with those fields changed that from and to differ in
// and that are still as they were in from.
func turnedTag(now time.Time, current, from, to Tag) Tag {
	t := current
	at := stampAfter(now, latest(time.Time{}, time.Time{}, current.changed[:]...))
	for f, of := range tagFields {
		was, becomes := *of.in(&from), *of.in(&to)
		if was != becomes && *of.in(&current) == was {
			*of.in(&t), t.changed[f] = becomes, at
		}
	}
	if from.Path == to.Path || current.Path == from.Path {
		gone := sortedSet(to.names(), from.Aliases)
		t.Aliases = sortedSet(append(gone, t.Path), current.Aliases, to.Aliases)
	}
	return t
}

// mergeTags takes the newest of each field of two records, of equally new ones
// the greater, and the names of both.
func mergeTags(o, t Tag) Tag {
	m := o
	for f, of := range tagFields {
		order := o.changed[f].Compare(t.changed[f])
		if order < 0 || order == 0 && *of.in(&o) < *of.in(&t) {
			*of.in(&m), m.changed[f] = *of.in(&t), t.changed[f]
		}
	}
	m.Aliases = sortedSet([]string{m.Path}, o.names(), t.names())
	m.kept = greaterObject(o.kept, t.kept)
	m.keptInChanged = greaterObject(o.keptInChanged, t.keptInChanged)
	return m
}

func greaterObject(a, b object) object {
	return greater(a, b, func(w *writer, o object) { w.members(o) })
}

func readTag(raw json.RawMessage) (t Tag, err error) {
	var stamps fields
	for f, of := range tagFields {
		stamps = append(stamps, knownField{of.name, moment(&t.changed[f])})
	}
	err = readKnown(raw, &t.kept, fields{
		{"id", text(&t.ID)}, {"path", text(&t.Path)}, {"color", text((*string)(&t.Color))},
		{"description", text(&t.Description)}, {"aliases", texts(&t.Aliases)},
		{"changed", func(raw json.RawMessage) error { return readKnown(raw, &t.keptInChanged, stamps) }},
	})
	if err == nil && t.ID == "" {
		err = errors.New("has no id")
	}
	t.Aliases = sortedSet([]string{t.Path}, t.Aliases)
	return t, err
}

func writeTag(w *writer, t Tag) {
	w.object(func() {
		w.field("id", t.ID)
		w.field("path", t.Path)
		w.field("color", string(t.Color))
		w.field("description", t.Description)
		w.texts("aliases", t.Aliases)
		if t.changed != (tagStamps{}) || t.keptInChanged != nil {
			w.name("changed")
			w.object(func() {
				for f, of := range tagFields {
					w.moment(of.name, t.changed[f])
				}
				w.members(t.keptInChanged)
			})
		}
		w.members(t.kept)
	})
}
