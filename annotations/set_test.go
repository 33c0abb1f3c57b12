package annotations

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lectern/model"
)

const speech = "同志们：\n\n一、加强学习\n\n要坚持人民至上，要坚持实事求是。\n\n二、狠抓落实\n\nWe shall pay any price, bear any burden.\n"

// drawEdit makes one edit of any kind, at a moment.
func drawEdit(t *rapid.T, s *Set, at int) {
	d := document(speech)
	ids := make([]string, 0, 8)
	for _, a := range s.Annotations() {
		ids = append(ids, a.ID)
	}
	now := later(at)
	if len(ids) == 0 || rapid.IntRange(0, 3).Draw(t, "add") == 0 {
		from := rapid.IntRange(0, len(speech)).Draw(t, "from")
		a := New(d, model.Span{Start: from, End: from + 5}, now)
		a.ID = fmt.Sprintf("urn:uuid:%d", at)
		a.Tags = []string{few(t, "tag", "p1", "p2", "new")}
		s.Add(now, a)
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	edits := []func(){
		func() { s.Change(now, id, func(a *Annotation) { a.Color = Color(few(t, "color", "", "red", "blue")) }) },
		func() { s.Change(now, id, func(a *Annotation) { a.Note = few(t, "note", "", "m1", "m2") }) },
		func() {
			s.Change(now, id, func(a *Annotation) { a.Tags = append(a.Tags, few(t, "tag", "p1", "p2", "q")) })
		},
		func() { s.Remove(now, id) },
		func() { s.SetRole(now, Yellow, few(t, "role", "", "r1", "r2")) },
		func() {
			s.SetInfo(now, few(t, "field", "title", "url"), few(t, "value", "", "g1", "g3"))
		},
		func() { s.Rule(now, d, model.Ruling{At: 30, Level: rapid.IntRange(0, 2).Draw(t, "level")}) },
		func() { drawTagEdit(t, s, now) },
	}
	edits[rapid.IntRange(0, len(edits)-1).Draw(t, "edit")]()
}

// drawTagEdit edits a tag: one that is there, more often than not.
func drawTagEdit(t *rapid.T, s *Set, now time.Time) {
	names := []string{"p1", "p9", "p1/x", "q/p1", ""}
	for _, c := range s.notes.Codebook() {
		names = append(names, c.Path)
	}
	path, to := few(t, "path", names...), few(t, "to", names...)
	switch rapid.IntRange(0, 3).Draw(t, "tag edit") {
	case 0:
		s.RenameTag(now, path, to)
	case 1:
		s.MergeTags(now, []string{path}, to)
	case 2:
		s.ColorTag(now, path, Color(few(t, "color", "", "red", "blue")))
	case 3:
		s.DescribeTag(now, path, few(t, "description", "", "d1", "d2"))
	}
}

// shown is what a reader sees of the notes: without stamps, and without what
// is deleted.
func shown(s *Set) string {
	n := s.Notes()
	n.Annotations = n.Live()
	for i := range n.Annotations {
		n.Annotations[i].Modified, n.Annotations[i].changed = start, stamps{}
	}
	for i := range n.Tags {
		n.Tags[i].changed = tagStamps{}
	}
	return bytesOf(n)
}

func TestUndoAndRedoLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawNotes(t)
		s := NewSet(base)
		states := []string{shown(s)}
		for i := range rapid.IntRange(0, 12).Draw(t, "edits") {
			before := len(s.done)
			drawEdit(t, s, 10+i)
			if len(s.done) != before {
				states = append(states, shown(s))
			}
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, ok := s.Undo(later(100)); !ok || shown(s) != states[i] {
				t.Fatalf("undone to step %d:\n%s\nwant\n%s", i, shown(s), states[i])
			}
		}
		if _, ok := s.Undo(later(100)); ok {
			t.Fatal("there is more to undo than was done")
		}
		for i := 1; i < len(states); i++ {
			if _, ok := s.Redo(later(200)); !ok || shown(s) != states[i] {
				t.Fatalf("redone to step %d:\n%s\nwant\n%s", i, shown(s), states[i])
			}
		}
		if _, ok := s.Redo(later(200)); ok {
			t.Fatal("there is more to redo than was undone")
		}
	})
}

// Whatever a set says, every record's stamp grows with every edit of it, so
// that no other copy of the file wins against a later edit.
func TestStampsGrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSet(drawNotes(t))
		for i := range rapid.IntRange(1, 12).Draw(t, "edits") {
			before := s.Notes()
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				s.Undo(later(0))
			case 1:
				s.Redo(later(0))
			default:
				drawEdit(t, s, i)
			}
			for _, a := range s.Notes().Annotations {
				old, ok := before.Find(a.ID)
				if ok && !a.same(old) && !a.stamp().After(old.stamp()) {
					t.Fatalf("%s went from %v to %v", a.ID, old.stamp(), a.stamp())
				}
			}
		}
	})
}

func newSet(t *testing.T) (*Set, *model.Document, string) {
	t.Helper()
	d := document(speech)
	n := NewNotes()
	n.Describe(d, "utf-8")
	s := NewSet(n)
	a := New(d, spanOf(t, d, "人民至上"), later(0))
	s.Add(later(0), a)
	return s, d, a.ID
}

func TestASnapshotDoesNotChange(t *testing.T) {
	s, _, id := newSet(t)
	n := s.Notes()
	before := bytesOf(n)
	s.Change(later(1), id, func(a *Annotation) { a.Note, a.Tags = "n", []string{"t"} })
	s.SetRole(later(2), Red, "r")
	if bytesOf(n) != before {
		t.Error("a later edit shows in an earlier snapshot")
	}
}

func TestAnEditThatChangesNothing(t *testing.T) {
	s, _, id := newSet(t)
	before := len(s.done)
	s.Change(later(1), id, func(*Annotation) {})
	s.SetRole(later(1), Red, "")
	if len(s.done) != before {
		t.Error("an edit that changes nothing counts")
	}
	if s.Change(later(1), "no such id", func(*Annotation) {}) || s.Remove(later(1), "no such id") {
		t.Error("an annotation that is not there was edited")
	}
}

func TestNewTagsGetRecords(t *testing.T) {
	s, _, id := newSet(t)
	s.Change(later(1), id, func(a *Annotation) { a.Tags = []string{"#政策 / 用地", "b"} })
	tags := s.Notes().Tags
	if len(tags) != 2 || tags[0].ID == tags[1].ID {
		t.Fatalf("the records are %+v", tags)
	}
	counts := s.Notes().TagCounts()
	if len(counts) != 2 || counts[1].Path != "政策/用地" || counts[1].Count != 1 {
		t.Errorf("the counts are %+v", counts)
	}
	s.Undo(later(2))
	if tags := s.Notes().Tags; len(tags) != 0 {
		t.Errorf("undone, the records are %+v", tags)
	}
}

func TestRenamingATagTouchesNoAnnotation(t *testing.T) {
	s, _, id := newSet(t)
	s.Change(later(1), id, func(a *Annotation) { a.Tags = []string{"old"} })
	before, _ := s.Get(id)
	s.RenameTag(later(2), "old", "new/name")
	after, _ := s.Get(id)
	if !after.same(before) {
		t.Error("the annotation changed")
	}
	if paths := s.Notes().TagPaths(after); !slices.Equal(paths, []string{"new/name"}) {
		t.Errorf("it is tagged %q", paths)
	}
	s.Change(later(3), id, func(a *Annotation) { a.Tags = append(a.Tags, "new/name") })
	if n := len(s.Notes().Tags); n != 1 {
		t.Errorf("there are %d records", n)
	}
}

// cameIn takes in what another window made of the notes.
func cameIn(s *Set, change func(other *Set)) {
	other := NewSet(s.Notes())
	change(other)
	from := other.Notes()
	from.origin = nil
	s.Replace(from)
}

// Another window's edits come in between ours; ours can still be undone, and
// undoing takes back ours alone.
func TestUndoTakesBackOursAlone(t *testing.T) {
	s, d, id := newSet(t)
	s.Change(later(1), id, func(a *Annotation) { a.Note = "ours" })
	theirs := New(d, spanOf(t, d, "实事求是"), later(5))
	cameIn(s, func(other *Set) {
		other.Change(later(5), id, func(a *Annotation) { a.Color = Red })
		other.Add(later(5), theirs)
	})
	if a, _ := s.Get(id); a.Color != Red || a.Note != "ours" {
		t.Fatalf("after the replacing: %+v", a)
	}
	if what, ok := s.Undo(later(6)); !ok || what.Kept {
		t.Errorf("our note was not taken back: %+v", what)
	}
	if a, _ := s.Get(id); a.Color != Red || a.Note != "" {
		t.Errorf("after the undoing: %+v", a)
	}

	// We made the annotation, but the colour on it is theirs: it stays.
	if what, ok := s.Undo(later(7)); !ok || !what.Kept {
		t.Errorf("what others have changed was taken back: %+v", what)
	}
	if got := s.Annotations(); len(got) != 2 {
		t.Errorf("after undoing all: %+v", got)
	}
	s.Redo(later(8))
	s.Redo(later(9))
	if a, ok := s.Get(id); !ok || a.Note != "ours" || a.Color != Red {
		t.Errorf("after redoing all: %+v", a)
	}
}

// A note that another window wrote over ours stays when ours is undone, and when
// it is done again.
func TestUndoKeepsANoteThatCameIn(t *testing.T) {
	s, _, id := newSet(t)
	s.Change(later(1), id, func(a *Annotation) { a.Note, a.Color = "ours", Blue })
	cameIn(s, func(other *Set) {
		other.Change(later(2), id, func(a *Annotation) { a.Note = "theirs" })
	})
	for _, step := range []func(time.Time) (Edit, bool){s.Undo, s.Redo, s.Undo} {
		step(later(3))
		if a, _ := s.Get(id); a.Note != "theirs" {
			t.Errorf("the note is %q", a.Note)
		}
	}
	if a, _ := s.Get(id); a.Color != None {
		t.Errorf("our colour is still %s", a.Color)
	}
}

// What others have deleted or brought back since stays so, where it can.
func TestUndoAfterADeletionElsewhere(t *testing.T) {
	s, _, id := newSet(t)
	s.Remove(later(1), id)
	cameIn(s, func(other *Set) { other.Undo(later(2)) })
	cameIn(s, func(other *Set) { other.Change(later(3), id, func(a *Annotation) { a.Note = "theirs" }) })
	s.Undo(later(4))
	if a, ok := s.Get(id); !ok || a.Note != "theirs" {
		t.Errorf("%v, %+v", ok, a)
	}
	s.Redo(later(5))
	if a, ok := s.Get(id); !ok || a.Note != "theirs" {
		t.Errorf("our deletion was done again over their note: %v, %+v", ok, a)
	}
}

// A note that came in while one was typed is not lost when that is kept.
func TestWriteNote(t *testing.T) {
	s, _, id := newSet(t)
	s.Change(later(1), id, func(a *Annotation) { a.Note = "theirs" })
	if !s.WriteNote(later(2), id, "", "ours") {
		t.Fatal("it was not written")
	}
	if a, _ := s.Get(id); a.Note != "ours" || !slices.Equal(a.History, []string{"theirs"}) {
		t.Errorf("note %q, history %q", a.Note, a.History)
	}
	if s.WriteNote(later(3), "no such id", "", "n") {
		t.Error("a note was written to no annotation")
	}
}

func TestRulingsFindTheirParagraph(t *testing.T) {
	s, d, _ := newSet(t)
	at := spanOf(t, d, "We shall")
	s.Rule(later(1), d, model.Ruling{At: at.Start + 3, Level: 2})
	s.Rule(later(2), d, model.Ruling{At: at.Start + 9, Level: 1})
	n := s.Notes()
	if len(n.Rulings) != 1 {
		t.Fatalf("there are %d rulings on one paragraph", len(n.Rulings))
	}
	tests := []struct {
		name, text string
		want       []model.Ruling
	}{
		{"the same text", speech, []model.Ruling{{At: at.Start, Level: 1}}},
		{"moved", "新增一段。\n\n" + speech, []model.Ruling{{At: at.Start + len("新增一段。\n\n"), Level: 1}}},
		{"there twice, and moved", "!" + speech + speech, nil},
		{"gone", "同志们", nil},
		{"no text", "", nil},
	}
	for _, test := range tests {
		if got := n.RulingsFor(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// A ruling survives edits: of what stands before it, of its own words, of how the
// lines end and of the markup. A line that only begins alike is another one.
func TestRulingsSurviveEdits(t *testing.T) {
	const talk = "在大会上的讲话\n\n一、去年工作回顾\n去年是不平凡的一年。\n\n二、今年工作任务\n今年任务很重。\n\n二级单位的情况\n各单位都很努力。\n"
	d := document(talk)
	s := NewSet(NewNotes())
	for _, words := range []string{"一、去年工作回顾", "今年任务很重", "二级单位的情况"} {
		s.Rule(later(1), d, model.Ruling{At: spanOf(t, d, words).Start, Level: 2})
	}
	for name, change := range map[string]struct {
		from, to string
		lines    []string // that are ruled on then
	}{
		"nothing":                   {"", "", []string{"一、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"a paragraph before":        {"在大会", "编者按。\n在大会", []string{"一、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"a table of contents":       {"一、去年", "目录\n一、去年工作回顾……1\n二级单位的情况……2\n一、去年", []string{"一、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"a character in the words":  {"一、去年工作回顾", "一、去年的工作回顾", []string{"一、去年的工作回顾", "今年任务很重。", "二级单位的情况"}},
		"another number before":     {"在大会上的讲话\n\n一、去年工作回顾", "讲话\n\n二、去年工作回顾", []string{"二、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"markup":                    {"一、去年工作回顾", "## 一、去年工作回顾", []string{"一、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"indents":                   {"在大会上的讲话\n\n一、去年工作回顾", "讲话\n\n\u3000\u3000一、去年工作回顾", []string{"一、去年工作回顾", "今年任务很重。", "二级单位的情况"}},
		"the words stand twice now": {"一、去年工作回顾", "\n一、去年工作回顾\n一、去年工作回顾", []string{"今年任务很重。", "二级单位的情况"}},
		"the words are others":      {"一、去年工作回顾", "一、序言", []string{"今年任务很重。", "二级单位的情况"}},
	} {
		fresh := document(strings.Replace(talk, change.from, change.to, 1))
		var lines []string
		for _, r := range s.Notes().RulingsFor(fresh.Text) {
			line, _, _ := strings.Cut(fresh.Text[r.At:], "\n")
			lines = append(lines, line)
		}
		if !slices.Equal(lines, change.lines) {
			t.Errorf("%s: the rulings are on %q, want %q", name, lines, change.lines)
		}
	}
}

// The texts that annotations were made on stay while one of them lives; of the
// others only that of today is kept.
func TestDescribeKeepsTheTextsOfTheNotes(t *testing.T) {
	s, _, id := newSet(t)
	second := document(strings.Replace(speech, "学习", "研究", 1))
	third := document(strings.Replace(speech, "学习", "调研", 1))
	kept := func() (texts []string) {
		for _, d := range []*model.Document{document(speech), second, third} {
			if _, ok := s.Notes().textOf(textHash(d.Text)); ok {
				texts = append(texts, d.Text)
			}
		}
		return texts
	}
	s.Describe(second, "utf-8")
	if got := kept(); !slices.Equal(got, []string{speech, second.Text}) {
		t.Errorf("on a second text, %q are kept", got)
	}
	s.Describe(third, "utf-8")
	if got := kept(); !slices.Equal(got, []string{speech, third.Text}) || len(s.Notes().Document.Revisions) != 3 {
		t.Errorf("on a third text, %q are kept", got)
	}
	s.Add(later(1), New(third, spanOf(t, third, "实事求是"), later(1)))
	s.Remove(later(1), id)
	s.Describe(second, "utf-8")
	if got := kept(); !slices.Equal(got, []string{second.Text, third.Text}) {
		t.Errorf("with the first annotation gone, %q are kept", got)
	}
	data := s.Notes().Encode()
	read, err := Decode(data)
	if err != nil || string(read.Encode()) != string(data) || len(read.Texts) != 2 {
		t.Errorf("%v: two texts come back as\n%s", err, read.Encode())
	}
}

// A set knows which text it was described with, whatever comes in from the disk.
func TestASetKnowsWhatItWasDescribedWith(t *testing.T) {
	first, second := document(speech), document(strings.Replace(speech, "学习", "研究", 1))
	s := NewSet(NewNotes())
	about := func() string {
		r, _ := s.Notes().Described()
		return r.SHA256
	}
	if _, ok := s.Notes().Described(); ok {
		t.Error("notes that nothing is known of are described")
	}
	theirs := NewNotes()
	theirs.Describe(first, "utf-8")
	if s.Replace(theirs); about() != "" {
		t.Error("what others described is described here")
	}
	for _, d := range []*model.Document{first, second, first} {
		s.Describe(d, "utf-8")
		s.Replace(theirs)
		if about() != textHash(d.Text) {
			t.Errorf("described with %q", d.Text)
		}
	}
}

func TestTextsThatAreTooLarge(t *testing.T) {
	n := NewNotes()
	small, large := document(speech), document(strings.Repeat("大", maxText/3+1))
	n.Describe(small, "utf-8")
	s := NewSet(n)
	s.Add(start, New(small, spanOf(t, small, "学习"), start))
	s.Describe(large, "utf-8")
	if texts := s.Notes().Texts; len(texts) != 1 || texts[0].Text != speech {
		t.Errorf("%d texts are kept", len(texts))
	}
}

func BenchmarkEdit(b *testing.B) {
	d := document(speech)
	s := NewSet(NewNotes())
	var id string
	for i := range 1000 {
		a := New(d, model.Span{Start: 0, End: 6}, later(i))
		s.Add(later(i), a)
		id = a.ID
	}
	for i := 0; b.Loop(); i++ {
		s.Change(later(i), id, func(a *Annotation) { a.Color = Colors[i%5] })
	}
}
