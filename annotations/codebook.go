package annotations

import (
	"slices"
	"strings"

	"lectern/model"
)

// This file is the tags of a speech as a codebook: what there is, how often it
// is used, and what is used together.

// TagCount is a tag with the live annotations that carry it.
type TagCount struct {
	Path        string
	Color       Color
	Description string
	Count       int // that carry the tag itself
	Total       int // that carry it or one below it, each counted once

	recorded bool
}

// TagCounts are all tags that have a record or are in use, as in Codebook.
func (n *Notes) TagCounts() []TagCount {
	return slices.DeleteFunc(n.Codebook(), func(c TagCount) bool { return c.Count == 0 && !c.recorded })
}

// Codebook is TagCounts with the tags above them, each before those below it.
func (n *Notes) Codebook() []TagCount {
	book := codebook{}
	for _, t := range n.Tags {
		book.describe(t)
	}
	pathOf := n.tagPather()
	for _, a := range n.Annotations {
		if len(a.Tags) > 0 && a.Live() {
			book.count(pathsOf(a.Tags, pathOf))
		}
	}
	return book.sorted()
}

// TagColors are the colours of the tags that have one, by path.
func (n *Notes) TagColors() map[string]Color {
	colors := map[string]Color{}
	for _, t := range n.Tags {
		if colors[t.Path] == None && t.Color != None {
			colors[t.Path] = t.Color
		}
	}
	return colors
}

// tag is one of the TagCounts, without its numbers.
func (n *Notes) tag(path string) (c TagCount, found bool) {
	book := codebook{}
	for _, t := range n.Tags {
		if t.Path == path {
			book.describe(t)
		}
	}
	if c := book[path]; c != nil {
		return *c, true
	}
	pathOf := n.tagPather()
	carried := func(name string) bool { return pathOf(name) == path }
	return TagCount{Path: path}, slices.ContainsFunc(n.Annotations, func(a *Annotation) bool {
		return a.Live() && slices.ContainsFunc(a.Tags, carried)
	})
}

// codebook is tags by path.
type codebook map[string]*TagCount

func (b codebook) at(path string) *TagCount {
	c := b[path]
	if c == nil {
		c = &TagCount{Path: path}
		b[path] = c
	}
	return c
}

// describe adds what a record says. Of several records of one path the first
// that has a colour gives it.
func (b codebook) describe(t Tag) {
	for _, path := range upward(t.Path) {
		b.at(path)
	}
	c := b.at(t.Path)
	c.recorded = true
	if c.Color == None {
		c.Color = t.Color
	}
	c.Description = JoinDescriptions(c.Description, t.Description)
}

// JoinDescriptions is two descriptions of one tag as one: nothing that was
// written is hidden.
func JoinDescriptions(first, second string) string {
	switch {
	case first == "" || second == "":
		return first + second
	case strings.Contains("\n"+first+"\n", "\n"+second+"\n"):
		return first
	}
	return first + "\n" + second
}

// count adds an annotation with its tags.
func (b codebook) count(paths []string) {
	over := map[string]bool{}
	for _, path := range paths {
		b.at(path).Count++
		for _, above := range upward(path) {
			over[above] = true
		}
	}
	for path := range over {
		b.at(path).Total++
	}
}

func (b codebook) sorted() []TagCount {
	list := make([]TagCount, 0, len(b))
	for _, c := range b {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(x, y TagCount) int { return CompareTags(x.Path, y.Path) })
	return list
}

// mostLevels is how many tags above one are looked at: a file from elsewhere may
// hold a name of a million slashes.
const mostLevels = 32

// upward is a tag's path and those above it, the nearest first.
func upward(path string) []string {
	list := []string{path}
	for at := strings.LastIndexByte(path, '/'); at > 0 && len(list) < mostLevels; at = strings.LastIndexByte(path, '/') {
		path = path[:at]
		list = append(list, path)
	}
	return list
}

// CompareTags orders paths so that a tag stands before those below it, and these
// before all others.
func CompareTags(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch x, y := a[i], b[i]; {
		case x == y:
		case x == '/':
			return -1
		case y == '/':
			return 1
		default:
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

// longestLikeTag is how many code points of a name are compared with others.
const longestLikeTag = 64

// LikeTag reports whether a name may be meant for another, and how unlike the two
// are: 0 when only case, width and the like differ, 1 when one is part of the other,
// or else by how many code points.
func LikeTag(given, name string) (distance int, like bool) {
	given, name = model.Fold(given).Text, model.Fold(name).Text
	a, b := []rune(given), []rune(name)
	switch {
	case given == name:
		return 0, true
	case len(a) == 0 || len(a) > longestLikeTag || len(b) > longestLikeTag:
		return 0, false
	case strings.Contains(name, given) || strings.Contains(given, name):
		return 1, true
	}
	distance = editDistance(a, b)
	return distance, distance <= max(1, len(a)/3)
}
