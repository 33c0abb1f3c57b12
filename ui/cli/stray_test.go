package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/ui"
)

// moved is a speech with a note that was moved without its notes.
func moved(t *testing.T) (p *program, speech, notes string) {
	t.Helper()
	p, talk := newProgram(t)
	annotate(t, opened(t, p, talk))
	speech = filepath.Join(t.TempDir(), "moved.txt")
	if err := os.Rename(talk, speech); err != nil {
		t.Fatal(err)
	}
	return p, speech, talk + annotations.NotesEnding
}

func opened(t *testing.T, p *program, path string) ui.Speech {
	t.Helper()
	s, err := library{p}.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func found(t *testing.T, s ui.Speech) ui.Stray {
	t.Helper()
	stray, ok := s.Strays.Find()
	if !ok {
		t.Fatal("nothing was found")
	}
	return stray
}

func TestStraysAreFoundAndMoved(t *testing.T) {
	p, speech, notes := moved(t)
	before, _ := os.ReadFile(notes)
	s := opened(t, p, speech)
	stray := found(t, s)
	if stray != (ui.Stray{Path: notes, Annotations: 1, Alone: true}) {
		t.Errorf("found %+v", stray)
	}
	taken, err := s.Strays.Take(stray, true)
	if err != nil || len(taken.Live()) != 1 {
		t.Fatal(taken, err)
	}
	after, _ := os.ReadFile(speech + annotations.NotesEnding)
	if string(after) != string(before) || exists(notes) {
		t.Errorf("moved as\n%s\nwas\n%s", after, before)
	}
	if again := opened(t, p, speech); again.Strays != nil || len(again.Notes.Live()) != 1 {
		t.Errorf("opened again with %+v", again.Notes)
	}
}

func TestStraysAreCopied(t *testing.T) {
	p, speech, notes := moved(t)
	s := opened(t, p, speech)
	if _, err := s.Strays.Take(found(t, s), false); err != nil || !exists(notes) {
		t.Error("the notes went", err)
	}
	if _, err := s.Strays.Take(ui.Stray{Path: notes}, false); err == nil {
		t.Error("notes were put over others")
	}
}

// Notes whose speech is there again are copied, whatever was asked.
func TestStraysOfASpeechThatIsThereStay(t *testing.T) {
	p, speech, notes := moved(t)
	s := opened(t, p, speech)
	stray := found(t, s)
	text, _ := os.ReadFile(speech)
	if err := os.WriteFile(strings.TrimSuffix(notes, annotations.NotesEnding), text, 0o644); err != nil {
		t.Fatal(err)
	}
	if again := found(t, s); again.Alone {
		t.Error("it is taken to be alone")
	}
	if _, err := s.Strays.Take(stray, true); err != nil || !exists(notes) {
		t.Error("the notes went", err)
	}
}

func TestStraysAreIgnored(t *testing.T) {
	p, speech, _ := moved(t)
	s := opened(t, p, speech)
	if err := s.Strays.Ignore(found(t, s)); err != nil {
		t.Fatal(err)
	}
	if stray, ok := opened(t, p, speech).Strays.Find(); ok {
		t.Errorf("found again: %+v", stray)
	}
	copied := filepath.Join(filepath.Dir(speech), "copy.txt")
	text, _ := os.ReadFile(speech)
	if err := os.WriteFile(copied, text, 0o644); err != nil {
		t.Fatal(err)
	}
	found(t, opened(t, p, copied)) // it is this pair that is ignored
}

// Notes under a name of the reader's own are known to be of a speech that is
// there.
func TestNamedNotesAreNotAlone(t *testing.T) {
	p, talk := newProgram(t)
	p.settings.notes = filepath.Join(filepath.Dir(talk), "mine.notes.json")
	s, err := p.open(talk)
	if err != nil {
		t.Fatal(err)
	}
	annotate(t, p.screenSpeech(s))
	p.settings.notes = ""
	if stray := found(t, opened(t, p, talk)); stray.Alone || filepath.Base(stray.Path) != "mine.notes.json" {
		t.Errorf("found %+v", stray)
	}
}

// What the index says is not believed, and what it lost is found again where a
// speech was read.
func TestTheIndexIsNotTrusted(t *testing.T) {
	p, speech, notes := moved(t)
	s := opened(t, p, speech)
	revision := annotations.RevisionOf(s.Document, "")
	index := newTextIndex()
	other := filepath.Join(t.TempDir(), "other.notes.json")
	index.add(revision, notedText{Notes: other})
	index.add(revision, notedText{Notes: filepath.Dir(other)})
	for _, content := range []string{"no notes", string(annotations.NewNotes().Encode())} {
		if err := os.WriteFile(other, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if stray := found(t, s); stray.Path != notes {
			t.Errorf("found %+v", stray)
		}
	}

	reading := reading{Path: strings.TrimSuffix(notes, annotations.NotesEnding), Notes: notes, Read: time.Unix(1e9, 0)}
	if err := newPlaces().save(reading); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(index.file(revision), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if stray := found(t, s); stray.Path != notes || !stray.Alone {
		t.Errorf("found %+v", stray)
	}
	if err := os.RemoveAll(index.folder); err != nil {
		t.Fatal(err)
	}
	found(t, s)
	if !exists(index.whole()) {
		t.Error("the index was not made anew")
	}
}

// A notes file that is broken is renamed, never over another, and what could be
// read is saved in its place.
func TestSettingAside(t *testing.T) {
	p, talk := newProgram(t)
	broken := "{\"format\":\"lectern-notes\",\"version\":1,\"annotations\":[\n{\"id\":\"urn:uu"
	names := []string{".broken-20010909", ".broken-20010909-2", ".broken-20010909-3"}
	for _, name := range names {
		if err := os.WriteFile(talk+annotations.NotesEnding, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		s := opened(t, p, talk)
		if s.Mender == nil || s.ReadOnly == "" {
			t.Fatal("it is not said to be broken")
		}
		path, err := s.Mender.SetAside()
		if err != nil || path != talk+annotations.NotesEnding+name {
			t.Errorf("set aside as %s, %v", path, err)
		}
		if kept, _ := os.ReadFile(path); string(kept) != broken {
			t.Errorf("%s holds %q", path, kept)
		}
		annotate(t, s)
	}
	if s := opened(t, p, talk); s.Mender != nil || len(s.Notes.Live()) != 1 {
		t.Error("what was saved then is not there")
	}
}

// A name that cannot be made longer is no reason to try for ever.
func TestSettingAsideOfALongName(t *testing.T) {
	p, talk := newProgram(t)
	long := filepath.Join(filepath.Dir(talk), strings.Repeat("x", 240)+".txt")
	if err := os.Rename(talk, long); err != nil {
		t.Fatal(err)
	}
	write(t, long+annotations.NotesEnding, []byte("{"))
	path, err := opened(t, p, long).Mender.SetAside()
	if err == nil || !strings.Contains(err.Error(), "it cannot be renamed") {
		t.Errorf("set aside as %q, %v", path, err)
	}
}
