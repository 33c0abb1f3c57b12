package annotations

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTagName(t *testing.T) {
	for typed, want := range map[string]string{
		"#政策 / 用地": "政策/用地", "a//b/": "a/b", " ": "", "#": "", "/ # a": "a", "two  words": "two words",
		"政策\u3000": "政策", "a#b": "a#b", "a/#b": "a/#b", "政策": "政策", "ＡＢ": "ＡＢ",
	} {
		if got := TagName(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := TagName(string(rapid.SliceOf(rapid.RuneFrom([]rune("#/ ab\u3000\t"))).Draw(t, "typed")))
		if again := TagName(name); again != name {
			t.Fatalf("%q becomes %q", name, again)
		}
	})
}

func TestTagPath(t *testing.T) {
	n := &Notes{Tags: []Tag{
		{ID: "1", Path: "政策", Aliases: []string{"old", "policy"}},
		{ID: "2", Path: "土地", Aliases: []string{"policy/land"}},
		{ID: "3", Path: "policy/new"},
		{ID: "4", Path: "old"},
	}}
	for name, want := range map[string]string{
		"政策": "政策", "policy": "政策", "policy/sea": "政策/sea", "policy/sea/x": "政策/sea/x",
		"policy/land": "土地", "policy/land/x": "土地/x", "policy/new": "policy/new", "policy/new/x": "policy/new/x",
		"policymaking": "policymaking", "old": "old", "old/x": "old/x", "": "", "other": "other",
	} {
		if got := n.TagPath(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

// bookOf is the tags in use with their counts.
func bookOf(s *Set) map[string][2]int {
	book := map[string][2]int{}
	for _, c := range s.notes.Codebook() {
		if c.Total > 0 {
			book[c.Path] = [2]int{c.Count, c.Total}
		}
	}
	return book
}

// bookAfter is what bookOf must be once tags went where they shall: counted by
// hand, annotation by annotation.
func bookAfter(s *Set, goes routes) map[string][2]int {
	book := map[string][2]int{}
	for _, a := range s.Annotations() {
		over := map[string]bool{}
		for _, path := range pathsOf(s.notes.TagPaths(*a), goes.of) {
			book[path] = [2]int{book[path][0] + 1, book[path][1]}
			for _, above := range upward(path) {
				over[above] = true
			}
		}
		for path := range over {
			book[path] = [2]int{book[path][0], book[path][1] + 1}
		}
	}
	return book
}

func pathsIn(s *Set) (paths []string) {
	for _, c := range s.notes.Codebook() {
		paths = append(paths, c.Path)
	}
	return paths
}

// drawTags is a set with some annotations and some history of its tags.
func drawTags(t *rapid.T) *Set {
	s := NewSet(NewNotes())
	names := []string{"a", "a/b", "a/b/c", "b", "b/a", "c"}
	for i := range rapid.IntRange(1, 6).Draw(t, "annotations") {
		tags := rapid.SliceOfN(rapid.SampledFrom(names), 0, 3).Draw(t, "tags")
		s.Add(later(i), Annotation{ID: string(rune('p' + i)), Tags: tags})
	}
	if rapid.Bool().Draw(t, "foreign") { // made by a program that keeps no records
		s.put(Annotation{ID: "z", Created: start, Modified: start, Tags: []string{"d/e", "a"}})
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "edits") {
		drawTagEdit(t, s, later(20+i))
	}
	return s
}

func TestRenamingKeepsCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTags(t)
		known := append(pathsIn(s), "none")
		from := few(t, "from", known...)
		to := few(t, "to", append(known, "new", "new/x", "a", "b", "a/b", from+"/x", "A")...)
		shownBefore, had := shown(s), bookOf(s)[from][1]
		want := bookAfter(s, routes{from: TagName(to)})
		plan, err := s.RenameTag(later(50), from, to)
		if err != nil {
			if shown(s) != shownBefore {
				t.Fatalf("%v, and yet it was renamed", err)
			}
			return
		}
		if got := bookOf(s); !maps.Equal(got, want) {
			t.Fatalf("%s to %s: %v, want %v", from, to, got, want)
		}
		if plan.Annotations != had {
			t.Fatalf("it tells of %d annotations of %d", plan.Annotations, had)
		}
		undoneAndRedone(t, s, shownBefore)
	})
}

// undoneAndRedone checks that the last edit is one step.
func undoneAndRedone(t *rapid.T, s *Set, before string) {
	after := shown(s)
	for range 2 {
		if what, ok := s.Undo(later(60)); !ok || what.Kept || shown(s) != before {
			t.Fatalf("undone (kept %v):\n%s\nwant\n%s", what.Kept, shown(s), before)
		}
		if what, ok := s.Redo(later(61)); !ok || what.Kept || shown(s) != after {
			t.Fatalf("redone (kept %v):\n%s\nwant\n%s", what.Kept, shown(s), after)
		}
		s = restarted(t, s)
	}
}

// Merged, a tag has the annotations of both, each once; nobody else gains or
// loses one.
func TestMergingAddsCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawTags(t)
		known := pathsIn(s)
		if len(known) == 0 {
			return
		}
		from := rapid.SliceOfNDistinct(rapid.SampledFrom(known), 1, min(2, len(known)), rapid.ID[string]).Draw(t, "from")
		into := few(t, "into", append(known, "new")...)
		goes := routes{}
		for _, path := range from {
			goes[path] = s.notes.TagPath(into)
		}
		want := bookAfter(s, goes)
		shownBefore := shown(s)
		if _, err := s.MergeTags(later(50), from, into); err != nil {
			if shown(s) != shownBefore {
				t.Fatalf("%v, and yet they were merged", err)
			}
			return
		}
		if got := bookOf(s); !maps.Equal(got, want) {
			t.Fatalf("%v into %s: %v, want %v", from, into, got, want)
		}
		undoneAndRedone(t, s, shownBefore)
	})
}

// Edits of tags in two copies of the notes come together in any order, and with
// the ancestor known or not the later rename, colour and description hold.
func TestTagEditsOfTwoCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawTags(t).Notes()
		copies := make([]*Notes, 3)
		for i := range copies {
			s := NewSet(base)
			for k := range rapid.IntRange(0, 4).Draw(t, "edits") {
				drawTagEdit(t, s, later(100+10*k+i))
			}
			copies[i] = s.Notes()
		}
		a, b, c := copies[0], copies[1], copies[2]
		if x, y := bytesOf(merged(a, b)), bytesOf(merged(b, a)); x != y {
			t.Fatalf("not commutative:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(merged(merged(a, b), c)), bytesOf(merged(a, merged(b, c))); x != y {
			t.Fatalf("not associative:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(merged(a, b, b, a)), bytesOf(merged(a, b)); x != y {
			t.Fatalf("not idempotent:\n%s\n%s", x, y)
		}
		if x, y := bytesOf(Merge(base, a, base)), bytesOf(a); x != y {
			t.Fatalf("one side's edits are not kept:\n%s\n%s", x, y)
		}
	})
}

// tagged is a set with an annotation for each list of tags.
func tagged(lists ...[]string) *Set {
	s := NewSet(NewNotes())
	for i, tags := range lists {
		s.Add(later(i), Annotation{ID: string(rune('p' + i)), Tags: tags})
	}
	return s
}

// tagsOf are the tags of an annotation as they are called now.
func tagsOf(s *Set, id string) []string {
	a, _ := s.Get(id)
	return s.notes.TagPaths(a)
}

func TestWhatRenamingRefuses(t *testing.T) {
	s := tagged([]string{"policy/land"}, []string{"other"})
	for _, c := range []struct {
		from, to string
		want     error
	}{
		{"policy", "other", ErrTagThere},
		{"policy/land", "policy", ErrTagThere},
		{"policy", "policy/old", ErrTagBelow},
		{"policy", " policy ", ErrTagSame},
		{"policy", "#", ErrTagName},
		{"polic", "x", ErrNoTag},
	} {
		if _, err := s.RenameTag(later(5), c.from, c.to); err != c.want {
			t.Errorf("%s to %q: %v, want %v", c.from, c.to, err, c.want)
		}
	}
	for _, c := range []struct {
		from, into string
		want       error
	}{
		{"policy", "policy", ErrTagSame}, {"policy", "policy/land", ErrTagBelow}, {"none", "policy", ErrNoTag}, {"policy", "", ErrTagName},
	} {
		if _, err := s.MergeTags(later(5), []string{c.from}, c.into); err != c.want {
			t.Errorf("%s into %q: %v, want %v", c.from, c.into, err, c.want)
		}
	}
	if len(s.done) != 2 {
		t.Errorf("what was refused is among %d edits", len(s.done))
	}
}

// A tag that is only above others, or only on annotations of another program,
// has no record; renamed, its old name still leads to it.
func TestRenamingATagWithoutARecord(t *testing.T) {
	s := tagged([]string{"policy/land"})
	s.RenameTag(later(1), "policy", "政策")
	s.Add(later(2), Annotation{ID: "x", Tags: []string{"policy"}})
	s.Add(later(3), Annotation{ID: "y", Tags: []string{"policy/sea"}})
	for id, want := range map[string]string{"p": "政策/land", "x": "政策", "y": "政策/sea"} {
		if got := tagsOf(s, id); !slices.Equal(got, []string{want}) {
			t.Errorf("%s is tagged %q, want %s", id, got, want)
		}
	}
	if a, _ := s.Get("x"); !slices.Equal(a.Tags, []string{"政策"}) {
		t.Errorf("an old name is written down: %q", a.Tags)
	}
}

// Names change hands without an annotation coming under another tag.
func TestNamesThatAreUsedAgain(t *testing.T) {
	s := tagged([]string{"a"}, []string{"b"}, []string{"a", "b"})
	for i, rename := range [][2]string{{"a", "x"}, {"b", "a"}, {"x", "b"}} {
		if _, err := s.RenameTag(later(5+i), rename[0], rename[1]); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string][]string{"p": {"b"}, "q": {"a"}, "r": {"b", "a"}} {
		if got := tagsOf(s, id); !slices.Equal(got, want) {
			t.Errorf("swapped, %s is tagged %q, want %q", id, got, want)
		}
	}
	for range 3 {
		s.Undo(later(10))
	}
	for id, want := range map[string][]string{"p": {"a"}, "q": {"b"}, "r": {"a", "b"}} {
		if a, _ := s.Get(id); !slices.Equal(a.Tags, want) {
			t.Errorf("undone, %s is tagged %q, want %q", id, a.Tags, want)
		}
	}

	s = tagged([]string{"a"}) // and a chain
	s.RenameTag(later(1), "a", "b")
	s.RenameTag(later(2), "b", "c")
	if got := s.notes.TagPath("a"); got != "c" {
		t.Errorf("a is called %q", got)
	}
	s.RenameTag(later(3), "c", "a")
	if a, _ := s.Get("p"); !slices.Equal(a.Tags, []string{"a"}) || s.notes.TagPath("b") != "a" {
		t.Errorf("back at its first name: %q, b is %q", a.Tags, s.notes.TagPath("b"))
	}
}

// What another copy of the notes made under the old name is found under the new
// one, with the ancestor known and not known.
func TestTagsOfAnotherCopy(t *testing.T) {
	base := tagged([]string{"loser/x"}, []string{"winner"}, []string{"loser"}).Notes()
	for name, ancestor := range map[string]*Notes{"known": base, "not known": {}} {
		ours, theirs := NewSet(base), NewSet(base)
		if _, err := ours.MergeTags(later(10), []string{"loser"}, "winner"); err != nil {
			t.Fatal(err)
		}
		theirs.Add(later(11), Annotation{ID: "t", Tags: []string{"loser"}})
		theirs.ColorTag(later(12), "loser", Blue)
		theirs.DescribeTag(later(12), "winner", "what wins")
		for _, sides := range [][2]*Notes{{ours.Notes(), theirs.Notes()}, {theirs.Notes(), ours.Notes()}} {
			s := NewSet(Merge(ancestor, sides[0], sides[1]))
			if got := tagsOf(s, "t"); !slices.Equal(got, []string{"winner"}) {
				t.Errorf("ancestor %s: theirs is tagged %q", name, got)
			}
			if book := bookOf(s); book["winner"] != [2]int{3, 4} || book["winner/x"] != [2]int{1, 1} || len(book) != 2 {
				t.Errorf("ancestor %s: %v", name, book)
			}
			if c := s.notes.Codebook()[0]; c.Color != Blue || c.Description != "what wins" {
				t.Errorf("ancestor %s: %+v", name, c)
			}
		}
	}
}

// The tag merged into keeps its colour; no description is lost.
func TestMergingKeepsWhatWasSaid(t *testing.T) {
	s := tagged([]string{"a"}, []string{"b"}, []string{"c"})
	s.ColorTag(later(1), "a", Red)
	s.ColorTag(later(1), "b", Blue)
	s.DescribeTag(later(1), "a", "first")
	s.DescribeTag(later(1), "b", "second")
	s.MergeTags(later(2), []string{"a", "c"}, "b")
	if c := s.notes.Codebook(); len(c) != 1 || c[0].Color != Blue || c[0].Description != "second\nfirst" || c[0].Count != 3 {
		t.Errorf("merged: %+v", c)
	}
	s.DescribeTag(later(3), "b", "new")
	s.ColorTag(later(3), "b", None)
	if c := s.notes.Codebook(); c[0].Color != None || c[0].Description != "new" {
		t.Errorf("described anew: %+v", c)
	}
}

// Undo takes back ours alone: the colour that another window gave the tag since
// stays, and so does the name.
func TestUndoOfTagsTakesBackOursAlone(t *testing.T) {
	s := tagged([]string{"a"})
	s.RenameTag(later(1), "a", "b")
	cameIn(s, func(other *Set) { other.ColorTag(later(2), "b", Green) })
	if what, _ := s.Undo(later(3)); what.Kept || what.TagChanges()[0].After.Path != "b" {
		t.Errorf("undone: %+v", what)
	}
	if c := s.notes.Codebook(); len(c) != 1 || c[0].Path != "a" || c[0].Color != Green {
		t.Errorf("after the undoing: %+v", c)
	}
	s.Redo(later(4))
	cameIn(s, func(other *Set) { other.RenameTag(later(5), "b", "theirs") })
	if what, _ := s.Undo(later(6)); !what.Kept {
		t.Error("another window's name was taken back")
	}
	if got := tagsOf(s, "p"); !slices.Equal(got, []string{"theirs"}) {
		t.Errorf("it is tagged %q", got)
	}
}

func TestWhatAnEditOfTagsDid(t *testing.T) {
	s := NewSet(NewNotes())
	s.Add(later(1), Annotation{ID: "p", Tags: []string{"policy/land"}})
	if e, ok := s.Undo(later(2)); !ok || e.TagChanges() != nil {
		t.Errorf("an annotation with a new tag is an edit of tags: %+v", e.TagChanges())
	}
	s.Redo(later(2))
	s.RenameTag(later(2), "policy", "政策")
	e, _ := s.Undo(later(3))
	s.Redo(later(3))
	var got []string
	for _, c := range e.TagChanges() {
		got = append(got, c.Before.Path+" "+c.After.Path)
	}
	if !slices.Equal(got, []string{"policy 政策", "policy/land 政策/land"}) {
		t.Errorf("it says %q", got)
	}
	if !s.ColorTag(later(3), "政策", Red) || s.ColorTag(later(3), "policy", Red) {
		t.Error("what can be coloured is wrong")
	}
	before := len(s.done)
	s.ColorTag(later(4), "政策", Red)
	s.DescribeTag(later(4), "政策", "")
	if len(s.done) != before {
		t.Error("an edit that changes nothing counts")
	}
}

// A name of a million slashes is no more work than another.
func TestATagOfManyLevels(t *testing.T) {
	deep := make([]byte, 1<<20)
	for i := range deep {
		deep[i] = "a/"[i%2]
	}
	n := tagged([]string{"x"}).Notes()
	n.Annotations[0].Tags = append(n.Annotations[0].Tags, string(deep)+"a")
	s := NewSet(n)
	if got := len(s.notes.Codebook()); got != mostLevels+1 {
		t.Errorf("%d tags", got)
	}
	if _, err := s.RenameTag(later(1), string(deep)+"a", "short"); err != nil || !slices.Equal(tagsOf(s, "p"), []string{"x", "short"}) {
		t.Error(err)
	}
}

// A rename of a thousand tags, on annotations that all have to be given the new
// names, can still be undone after a restart.
func TestALargeRenameIsKept(t *testing.T) {
	lists := make([][]string, 1000)
	for i := range lists {
		lists[i] = []string{fmt.Sprintf("政策/标签 %d", i)}
	}
	s := tagged(lists...)
	s.RenameTag(later(1), "政策", "方针")
	before := shown(s)
	s.RenameTag(later(2), "方针", "措施")
	j := decodeJournal(s.journal.encode("d"), "d")
	n := s.Notes()
	n.journal = j
	again := NewSet(n)
	if what, ok := again.Undo(later(3)); !ok || len(what.TagChanges()) != 1001 || shown(again) != before {
		t.Errorf("undone: %v, %d tags", ok, len(what.TagChanges()))
	}
}

// BenchmarkCodebook is of 1,000 annotations with three tags each of 1,000, every
// tenth renamed.
func BenchmarkCodebook(b *testing.B) {
	lists := make([][]string, 1000)
	for i := range lists {
		lists[i] = []string{fmt.Sprintf("a/%d", i), fmt.Sprintf("a/%d", i*7%1000), fmt.Sprintf("a/%d", i*3%1000)}
	}
	s := tagged(lists...)
	for i := range 100 {
		if _, err := s.RenameTag(later(i), fmt.Sprintf("a/%d", i), fmt.Sprintf("b/%d", i)); err != nil {
			b.Fatal(err)
		}
	}
	n := s.Notes()
	for b.Loop() {
		n.Codebook()
	}
}

func TestLikeTag(t *testing.T) {
	for _, c := range []struct {
		given, name string
		distance    int
		like        bool
	}{
		{"Policy", "policy", 0, true},
		{"land", "policy/land", 1, true},
		{"polcy", "policy", 1, true},
		{"用他", "用地", 1, true},
		{"water", "policy", 0, false},
		{"", "policy", 0, false},
		{strings.Repeat("a", longestLikeTag+1), "a", 0, false},
	} {
		if distance, like := LikeTag(c.given, c.name); like != c.like || like && distance != c.distance {
			t.Errorf("%q for %q: %d, %v", c.given, c.name, distance, like)
		}
	}
}
