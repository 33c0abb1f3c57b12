package ui

import (
	"errors"
	"slices"
	"testing"

	"lectern/annotations"
)

// attic is a place with notes that belong to the speech of a stage.
type attic struct {
	found   []Stray
	notes   *annotations.Notes
	taken   []bool // whether they moved, for every time they were taken
	ignored []Stray
	fail    error
}

func (s *attic) Find() (Stray, bool) {
	for _, stray := range s.found {
		if !slices.Contains(s.ignored, stray) {
			return stray, true
		}
	}
	return Stray{}, false
}

func (s *attic) Take(_ Stray, move bool) (*annotations.Notes, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	s.taken = append(s.taken, move)
	return s.notes, nil
}

func (s *attic) Ignore(stray Stray) error {
	s.ignored = append(s.ignored, stray)
	return nil
}

// SetAside makes an attic a Mender.
func (s *attic) SetAside() (string, error) {
	return "/speeches/talk.txt.notes.json.broken-20261123", s.fail
}

// strayStage is a stage without notes, with those of another file to be found.
func strayStage(t *testing.T, size, lang string, found ...Stray) (*stage, *attic) {
	t.Helper()
	s := speechFile(t, sample)
	set := annotations.NewSet(annotations.NewNotes())
	a := annotations.New(s.Document, s.Document.Sentences(1)[0], morning)
	a.Note, a.Tags, a.Color = "找回来的", []string{"政策"}, annotations.Blue
	set.Add(morning, a)
	kept := &attic{found: found, notes: set.Notes()}
	s.Strays = kept
	return newStage(t, s, size, func(c *Config) { c.Lang = lang }), kept
}

var (
	aloneStray = Stray{Path: "/speeches/talk.txt.notes.json", Annotations: 84, Alone: true}
	otherStray = Stray{Path: "/speeches/copy.txt.notes.json", Annotations: 3}
)

func TestQuestionScreens(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []string{"120x40", "80x24", "50x16"} {
			st, _ := strayStage(t, size, lang, aloneStray)
			st.golden(lang + "/" + size + "/question-stray")
			fits(t, st, "stray")
			st, _ = brokenStage(t, size, lang)
			st.golden(lang + "/" + size + "/question-broken")
			fits(t, st, "broken")
		}
	}
}

func TestStrayNotesAreTaken(t *testing.T) {
	st, kept := strayStage(t, "80x24", "zh", aloneStray)
	st.want("84 条", "移到这里使用", "复制到这里使用", "忽略")
	if len(kept.taken) > 0 || len(st.notes()) > 0 {
		t.Fatal("they were taken unasked")
	}
	st.keys("<enter>")
	if len(kept.taken) != 1 || !kept.taken[0] || len(st.notes()) != 1 || len(st.app.reader.book.marks) != 1 {
		t.Fatalf("taken %v, %d notes", kept.taken, len(st.notes()))
	}
	st.keys("]a").want("#政策", "找回来的")
	st.keys("1")
	if last := st.desk.saved[len(st.desk.saved)-1]; len(last.Live()) != 1 || len(last.Tags) != 1 {
		t.Errorf("saved then: %d notes, %d tags", len(last.Live()), len(last.Tags))
	}
}

// Notes whose speech is there are only copied.
func TestStrayNotesOfAnotherSpeech(t *testing.T) {
	st, kept := strayStage(t, "80x24", "zh", otherStray)
	st.want("复制到这里使用").lacks("移到这里").keys("<enter>")
	if len(kept.taken) != 1 || kept.taken[0] {
		t.Errorf("taken %v", kept.taken)
	}
}

// Ignored notes are not asked about again; the next ones are.
func TestStrayNotesAreIgnored(t *testing.T) {
	st, kept := strayStage(t, "80x24", "zh", aloneStray, otherStray)
	st.keys("<up><enter>").want("copy.txt.notes.json").keys("<up><enter>").lacks("条）")
	if len(kept.ignored) != 2 || len(kept.taken) > 0 {
		t.Errorf("ignored %v, taken %v", kept.ignored, kept.taken)
	}
	st, kept = strayStage(t, "80x24", "zh", aloneStray)
	if st.keys("<esc>"); len(kept.ignored) > 0 {
		t.Error("Esc is no answer")
	}
}

func TestStrayNotesThatDoNotCome(t *testing.T) {
	st, kept := strayStage(t, "80x24", "zh", aloneStray)
	kept.fail = errNoSpace
	st.keys("<enter>").want("未能完整取来：no space left")
	if len(st.notes()) > 0 {
		t.Error("notes came all the same")
	}
}

// Who has begun to write is not asked, and not disturbed.
func TestQuestionsWait(t *testing.T) {
	st, _ := strayStage(t, "80x24", "zh")
	stray := strayMsg{&st.app.reader.book, aloneStray}
	st.keys("aSome words")
	st.send(stray)
	st.want("Some words").lacks("可能属于本文").keys("<ctrl+c>").want("可能属于本文").keys("<esc>")
	st.keys("1")
	st.send(stray)
	st.lacks("可能属于本文")
	st.send(strayMsg{&notebook{}, aloneStray})
	st.lacks("可能属于本文")
}

func brokenStage(t *testing.T, size, lang string) (*stage, *attic) {
	t.Helper()
	s := speechFile(t, sample)
	set := annotations.NewSet(s.Notes)
	set.Add(morning, annotations.New(s.Document, s.Document.Sentences(1)[0], morning))
	kept := &attic{}
	s.Notes, s.Mender = set.Notes(), kept
	s.ReadOnly = "/speeches/talk.txt.notes.json: line 12: not a whole notes file (it is left as it is)"
	return newStage(t, s, size, func(c *Config) { c.Lang = lang }), kept
}

func TestBrokenNotes(t *testing.T) {
	st, _ := brokenStage(t, "80x24", "zh")
	st.want("line 12", "暂且只读", "broken-20261123", "继续：1 条标注").keys("<enter>1").want("只读")
	if len(st.desk.saved) > 0 {
		t.Fatal("something was saved over the broken file")
	}

	st, kept := brokenStage(t, "80x24", "zh")
	kept.fail = errors.New("no permission")
	st.keys("<down><enter>").want("未能改名：no permission").keys("1").want("只读")

	st, _ = brokenStage(t, "80x24", "zh")
	st.keys("<down><enter>").want("broken-20261123 · 已保存")
	if len(st.desk.saved) != 1 || len(st.desk.saved[0].Live()) != 1 {
		t.Fatalf("%d saves", len(st.desk.saved))
	}
	st.keys("1").want("已标注")
}

// Two questions come one after the other.
func TestTwoQuestions(t *testing.T) {
	st, _ := brokenStage(t, "80x24", "zh")
	st.send(strayMsg{&st.app.reader.book, aloneStray})
	st.want("暂且只读").lacks("可能属于本文").keys("<enter>")
	st.app.reader.ask(newChooser(sayStray, nil, "x.notes.json", 2))
	st.app.reader.ask(newChooser(sayStray, nil, "y.notes.json", 2))
	st.send(struct{}{})
	st.want("x.notes.json").keys("<esc>").want("y.notes.json").keys("<esc>").lacks("notes.json")
}
