package annotations

import (
	"strings"
	"testing"

	"lectern/model"
)

func TestInfoIsWhatWasSetElseWhatTheTextSays(t *testing.T) {
	d := model.Parse(model.Source{Text: speech, Title: "在会上的讲话", Speaker: "李华", URL: "https://example.org/1"})
	n := NewNotes()
	n.Describe(d, "utf-8")
	s := NewSet(n)
	if got := s.Notes().Info(d); got != TextInfo(d) || got.Title != "在会上的讲话" || got.URL != "https://example.org/1" {
		t.Errorf("nothing set: %+v", got)
	}
	for field, value := range map[string]string{"title": "  在  全会\n上的讲话\t", "date": "2022-03-05"} {
		if !s.SetInfo(later(1), field, value) {
			t.Errorf("%s is no field", field)
		}
	}
	want := Info{Title: "在 全会 上的讲话", Speaker: "李华", Date: "2022-03-05", Occasion: d.Occasion, URL: "https://example.org/1"}
	if got := s.Notes().Info(d); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if s.Notes().Document.Title != "在会上的讲话" {
		t.Errorf("what the text says is now %q", s.Notes().Document.Title)
	}
	s.SetInfo(later(2), "title", " ")
	if got := s.Notes().Info(d).Title; got != "在会上的讲话" {
		t.Errorf("set to nothing, the title is %q", got)
	}
	if before := len(s.done); s.SetInfo(later(3), "venue", "x") || !s.SetInfo(later(3), "title", "") || len(s.done) != before {
		t.Error("a field that is not there, or no change, counts as an edit")
	}
}

func TestUndoOfInfo(t *testing.T) {
	s := NewSet(NewNotes())
	s.SetInfo(later(1), "speaker", "ours")
	cameIn(s, func(other *Set) { other.SetInfo(later(2), "date", "1961-01-20") })
	if what, _ := s.Undo(later(3)); what.Kept {
		t.Error("what was taken back is said to stay")
	}
	if got := s.Notes().Document.Given; got != (Info{Date: "1961-01-20"}) {
		t.Errorf("undone: %+v", got)
	}
	s.Redo(later(4))
	cameIn(s, func(other *Set) { other.SetInfo(later(5), "speaker", "theirs") })
	what, _ := s.Undo(later(6))
	if got := s.Notes().Document.Given; !what.Kept || got != (Info{Speaker: "theirs", Date: "1961-01-20"}) {
		t.Errorf("what others have set since was taken back, or is said to be: %+v", got)
	}
}

// Each side's own fields are both kept; a field that both changed is the same
// whichever side is merged into the other.
func TestInfoMergesByField(t *testing.T) {
	base := NewNotes()
	base.Document.Given = Info{Title: "t", Speaker: "s"}
	ours, theirs := base.clone(), base.clone()
	ours.Document.Given = Info{Title: "t2", Speaker: "s", Date: "d1"}
	theirs.Document.Given = Info{Title: "t", Date: "d2", URL: "u"}
	want := Info{Title: "t2", Date: "d2", URL: "u"}
	for _, m := range []*Notes{Merge(base, &ours, &theirs), Merge(base, &theirs, &ours)} {
		if m.Document.Given != want {
			t.Errorf("%+v, want %+v", m.Document.Given, want)
		}
	}
}

func TestUnknownFieldsOfWhatIsGivenAreKept(t *testing.T) {
	data := strings.Replace(string(NewNotes().Encode()), `"document":{`, `"document":{"given":{"venue":["a",1e400],"title":"t","Title":"T"},`, 1)
	n, err := Decode([]byte(data))
	if err != nil || n.Document.Given.Title != "t" {
		t.Fatalf("%v, %+v", err, n)
	}
	s := NewSet(n)
	s.SetInfo(later(1), "title", "")
	if got := bytesOf(s.Notes()); !strings.Contains(got, `"given":{"venue":["a",1e400],"Title":"T"}`) {
		t.Errorf("written as\n%s", got)
	}
}

func TestAnEditOfNoFieldIsNotRead(t *testing.T) {
	for _, line := range []string{
		`{"given":[{"before":{"field":"venue"},"after":{"field":"venue","value":"x"}}]}`,
		`{"given":[{"before":{"field":"title"}}]}`,
		`{"given":[{"after":{"field":"title","value":"x"}}]}`,
	} {
		if e, err := readEdit([]byte(line)); err == nil {
			t.Errorf("%s was read as %+v", line, e)
		}
	}
}
