package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

// newProgram is a program with folders of its own and a speech in one of them.
func newProgram(t *testing.T) (p *program, talk string) {
	t.Helper()
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, filepath.Join(t.TempDir(), name))
	}
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	talk = filepath.Join(t.TempDir(), "talk.txt")
	if err := os.WriteFile(talk, []byte("Fellow citizens, we meet today.\n\nThank you.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p = &program{
		stdin: strings.NewReader("From standard input."), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{},
		sample: []byte("The sample speech."), now: func() time.Time { return time.Unix(1e9, 0) },
		settings: defaultSettings(),
	}
	return p, talk
}

// annotate adds an annotation of the first six bytes to a speech without any.
func annotate(t *testing.T, s ui.Speech) {
	t.Helper()
	if saved := annotateToo(t, s); len(saved.Live()) != 1 {
		t.Fatal(saved)
	}
}

// annotateToo adds another such annotation.
func annotateToo(t *testing.T, s ui.Speech) *annotations.Notes {
	t.Helper()
	set := annotations.NewSet(s.Notes)
	set.Add(time.Unix(1e9, 0), annotations.New(s.Document, model.Span{End: 6}, time.Unix(1e9, 0)))
	saved, err := s.Keeper.SaveNotes(set.Notes())
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestLibraryOpensAtThePlaceAndNotes(t *testing.T) {
	p, talk := newProgram(t)
	for _, path := range []string{talk, ""} {
		s, err := library{p}.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if s.Place.Offset != 0 || s.ReadOnly != "" || s.Path != path || s.NotesAside != (path == "") {
			t.Errorf("%q opened as %+v", path, s)
		}
		annotate(t, s)
		if err := s.Keeper.SavePlace(s.Document, ui.Place{Offset: 7, Marks: map[string]int{"a": 3}}); err != nil {
			t.Fatal(err)
		}
		again, err := library{p}.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if again.Place.Offset != 7 || again.Place.Marks["a"] != 3 || len(again.Notes.Live()) != 1 {
			t.Errorf("%q opened again as %+v", path, again)
		}
	}
	recent, err := library{p}.Recent()
	if err != nil || len(recent) != 2 {
		t.Fatal(recent, err)
	}
	for _, r := range recent {
		if r.Annotations != 1 || r.Name == "" || (r.Path != talk && r.Path != "") {
			t.Errorf("%+v", r)
		}
	}
}

// --notes and --encoding are about the speech on the command line alone.
func TestLibraryOpensOthersWithoutTheFlags(t *testing.T) {
	p, talk := newProgram(t)
	p.settings.notes = filepath.Join(t.TempDir(), "mine.json")
	if err := p.settings.encoding.Set("big5"); err != nil {
		t.Fatal(err)
	}
	s, err := library{p}.Open(talk)
	if err != nil || s.NotesPath != annotations.Sidecar(talk) || s.Encoding != "utf-8" {
		t.Errorf("%s %s %v", s.NotesPath, s.Encoding, err)
	}
	if _, err := (library{p}).Open(talk + ".none"); err == nil {
		t.Error("a file that is not there was opened")
	}
}

// Standard input has notes, known again by its bytes, but no place.
// The list of speeches read before calls a speech what its reader does, whether
// that was set here or came in from elsewhere.
func TestRecentSpeechesHaveTheTitlesThatWereSet(t *testing.T) {
	p, talk := newProgram(t)
	s, err := library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	titled := func(notes *annotations.Notes, title string) *annotations.Notes {
		set := annotations.NewSet(notes)
		set.SetInfo(time.Unix(1e9, 0), "title", title)
		return set.Notes()
	}
	listed := func() string {
		if err := s.Keeper.SavePlace(s.Document, ui.Place{}); err != nil {
			t.Fatal(err)
		}
		recent, err := library{p}.Recent()
		if err != nil || len(recent) != 1 {
			t.Fatalf("%v, %v", recent, err)
		}
		return recent[0].Title
	}
	saved, err := s.Keeper.SaveNotes(titled(s.Notes, "On Meeting"))
	if title := listed(); err != nil || title != "On Meeting" {
		t.Errorf("listed as %q: %v", title, err)
	}
	other := annotations.Store{Path: s.NotesPath, LockDir: t.TempDir(), BackupDir: t.TempDir()}
	if _, err := other.Save(titled(saved, "On Meeting Again, and Longer")); err != nil {
		t.Fatal(err)
	}
	if news := s.Watcher.Look(); news.Notes == nil {
		t.Fatal("what came in is not seen")
	}
	if title := listed(); title != "On Meeting Again, and Longer" {
		t.Errorf("listed as %q", title)
	}
}

func TestStandardInputKeepsNoPlace(t *testing.T) {
	p, _ := newProgram(t)
	s, err := p.open(standardInput)
	if err != nil {
		t.Fatal(err)
	}
	shown := p.screenSpeech(s)
	if shown.Name != "stdin" || !shown.NotesAside {
		t.Errorf("%+v", shown)
	}
	annotate(t, shown)
	if err := shown.Keeper.SavePlace(shown.Document, ui.Place{Offset: 3}); err != nil {
		t.Fatal(err)
	}
	if recent := newPlaces().recent(); len(recent) != 0 {
		t.Error(recent)
	}
}

func TestExporterReplacesNothing(t *testing.T) {
	p, talk := newProgram(t)
	s, err := library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	annotate(t, s)
	s, err = library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	set := annotations.NewSet(s.Notes) // a codebook is of colours and tags
	set.Change(time.Unix(1e9, 0), s.Notes.Live()[0].ID, func(a *annotations.Annotation) { a.Color = annotations.Red })
	s.Notes = set.Notes()
	for _, format := range (exporter{p}).Formats() {
		out := filepath.Join(t.TempDir(), "out")
		order := ui.ExportOrder{Format: format.Name}
		stopped, stop := context.WithCancel(context.Background())
		stop()
		if _, err := (exporter{p}).Export(stopped, s, s.Notes, order, out, false); err == nil || exists(out) {
			t.Errorf("%s: what was stopped was written, %v", format.Name, err)
		}
		made, err := (exporter{p}).Export(context.Background(), s, s.Notes, order, out, false)
		if err != nil || made.Count != 1 {
			t.Fatalf("%s: %+v, %v", format.Name, made, err)
		}
		written := read(t, out)
		if _, err := (exporter{p}).Export(context.Background(), s, s.Notes, order, out, false); !errors.Is(err, ui.ErrThere) || read(t, out) != written {
			t.Errorf("%s: replaced, %v", format.Name, err)
		}
		shown, err := (exporter{p}).Preview(s, s.Notes, order)
		if err != nil || shown.Count != 1 || format.Kind != ui.WholeExport && !strings.HasPrefix(written, shown.Text) {
			t.Errorf("%s: the preview is %+v, %v", format.Name, shown, err)
		}
		if _, err := (exporter{p}).Export(context.Background(), s, s.Notes, order, out, true); err != nil || read(t, out) != written {
			t.Errorf("%s: not replaced when asked to, %v", format.Name, err)
		}
		for _, kept := range []string{s.Path, s.NotesPath} {
			before := read(t, kept)
			if _, err := (exporter{p}).Export(context.Background(), s, s.Notes, order, kept, true); err == nil || read(t, kept) != before {
				t.Errorf("%s: wrote over %s", format.Name, kept)
			}
		}
	}
	out := filepath.Join(t.TempDir(), "out.ann")
	if _, err := (exporter{p}).Export(context.Background(), s, s.Notes, ui.ExportOrder{Format: "brat"}, out, false); err != nil || !exists(out) || read(t, strings.TrimSuffix(out, ".ann")+".txt") != s.Document.Text {
		t.Errorf("the text is not beside what is about it: %v", err)
	}
	out = filepath.Join(t.TempDir(), "x")
	if _, err := (exporter{p}).Export(context.Background(), s, s.Notes, ui.ExportOrder{Format: "pdf"}, out, false); err == nil || exists(out) {
		t.Errorf("exported as a format that is not there: %v", err)
	}
	nothing := ui.ExportOrder{Format: "markdown", Filter: annotations.Filter{Words: []string{"not there"}}}
	if made, err := (exporter{p}).Export(context.Background(), s, s.Notes, nothing, out, false); err != nil || made.Count != 0 || exists(out) {
		t.Errorf("exported nothing: %+v, %v", made, err)
	}
}

func TestRolesByNotesThenConfigurationThenLanguage(t *testing.T) {
	p, _ := newProgram(t)
	p.settings.Lang.value = "zh"
	p.settings.Roles = map[annotations.Color]string{annotations.Yellow: "claim", annotations.Green: "step"}
	role := p.roles(&annotations.Notes{Roles: map[annotations.Color]string{annotations.Yellow: "thesis"}})
	for color, want := range map[annotations.Color]string{
		annotations.Yellow: "thesis", annotations.Green: "step", annotations.Red: "疑问", annotations.None: "",
	} {
		if got := role(color); got != want {
			t.Errorf("%s: %q, want %q", color, got, want)
		}
	}
}

// A speech whose name leaves no room for the ending of its notes has them
// elsewhere.
func TestNotesOfLongNames(t *testing.T) {
	for _, length := range []int{220, 231, 232, 244, 245, 255} {
		p, talk := newProgram(t)
		long := filepath.Join(filepath.Dir(talk), strings.Repeat("长", (length-4)/3)+strings.Repeat("x", (length-4)%3)+".txt")
		if err := os.Rename(talk, long); err != nil {
			t.Fatal(err)
		}
		annotate(t, opened(t, p, long))
		again := opened(t, p, long)
		if len(again.Notes.Live()) != 1 {
			t.Errorf("%d bytes: %d notes in %s", length, len(again.Notes.Live()), again.NotesPath)
		}
		if beside := again.NotesPath == long+annotations.NotesEnding; beside != (length+len(annotations.NotesEnding) <= 255) {
			t.Errorf("%d bytes: the notes are in %s", length, again.NotesPath)
		}
	}
}
