package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

func TestPlaceComesBack(t *testing.T) {
	kept := places{filepath.Join(t.TempDir(), "new", "places")}
	d := &model.Document{Text: "同志们：we meet。"}
	place := ui.Place{Offset: len("同志们："), Marks: map[string]int{"a": 0, "b": len("同志们：we meet")}}
	r := reading{Path: "/talk.txt", Name: "talk.txt", Read: time.Unix(5, 0).UTC()}
	r.put(d, place)
	if r.At != 4 || r.Marks["b"] != 11 {
		t.Errorf("not in code points: %+v", r)
	}
	if err := kept.save(r); err != nil {
		t.Fatal(err)
	}
	back, known := kept.load("/talk.txt")
	if got := back.place(d); !known || got.Offset != place.Offset || fmt.Sprint(got.Marks) != fmt.Sprint(place.Marks) {
		t.Errorf("%v %+v, want %+v", known, got, place)
	}
	if _, known := kept.load("/other.txt"); known {
		t.Error("a place for a speech that was never read")
	}
}

// A place of a longer or a broken text is a place in the text all the same.
func TestPlaceIsInTheText(t *testing.T) {
	d := &model.Document{Text: "short"}
	got := reading{At: 1000, Marks: map[string]int{"x": -5}}.place(d)
	if got.Offset != len(d.Text) || got.Marks["x"] != 0 {
		t.Errorf("%+v", got)
	}
}

func TestBrokenPlacesAreNone(t *testing.T) {
	kept := places{t.TempDir()}
	for _, content := range []string{"", "{", "[]", `{"path":"/elsewhere.txt"}`, "\x00\x00"} {
		if err := os.WriteFile(kept.file("/talk.txt"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if r, known := kept.load("/talk.txt"); known {
			t.Errorf("%q: %+v", content, r)
		}
	}
}

func TestRecentIsTheLatestFirst(t *testing.T) {
	folder := t.TempDir()
	kept := places{filepath.Join(folder, "places")}
	for i := range recentSpeeches + 5 {
		path := filepath.Join(folder, fmt.Sprintf("%02d.txt", i))
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := kept.save(reading{Path: path, Read: time.Unix(int64(i), 0).UTC()}); err != nil {
			t.Fatal(err)
		}
	}
	gone := filepath.Join(folder, fmt.Sprintf("%02d.txt", recentSpeeches+4))
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	list := kept.recent()
	if len(list) != recentSpeeches || filepath.Base(list[0].Path) != fmt.Sprintf("%02d.txt", recentSpeeches+3) {
		t.Errorf("%d, first %s", len(list), list[0].Path)
	}
}

// The numbers of notes are kept with the place, and hold as long as their file is the
// same; only of a small file are they counted anew.
func TestNumbersOfNotesAreKeptWithThePlace(t *testing.T) {
	p, talk := newProgram(t)
	s := opened(t, p, talk)
	keep := func() {
		t.Helper()
		if err := s.Keeper.SavePlace(s.Document, ui.Place{}); err != nil {
			t.Fatal(err)
		}
	}
	numbers := func(when string, count, tagged int) {
		t.Helper()
		recent, err := library{p}.Recent()
		if err != nil || len(recent) != 1 || recent[0].Annotations != count {
			t.Errorf("%s: %+v, %v, want %d", when, recent, err, count)
		}
		tags, err := library{p}.KnownTags()
		if err != nil || tagged == 0 && len(tags) > 0 || tagged > 0 && (len(tags) != 1 || tags[0].Path != "a/b" || tags[0].Count != tagged || tags[0].Color != annotations.Red) {
			t.Errorf("%s: %+v, %v, want %d", when, tags, err, tagged)
		}
	}
	keep()
	numbers("without notes", 0, 0)

	set := annotations.NewSet(s.Notes)
	add := func(note string, tags ...string) {
		t.Helper()
		a := annotations.New(s.Document, model.Span{End: 6}, time.Unix(1e9, 0))
		a.Note, a.Tags = note, tags
		set.Add(time.Unix(1e9, 0), a)
		saved, err := s.Keeper.SaveNotes(set.Notes())
		if err != nil {
			t.Fatal(err)
		}
		set.Replace(saved)
	}
	add("", "a/b")
	set.ColorTag(time.Unix(1e9, 0), "a/b", annotations.Red)
	add("")
	keep()
	numbers("kept", 2, 1)
	add("", "a/b")
	numbers("written since", 3, 2)
	keep()

	// Other bytes in the same file of the same time: they are not looked at.
	info, err := os.Stat(s.NotesPath)
	if err != nil {
		t.Fatal(err)
	}
	unlike := func(size int64, when time.Time) {
		t.Helper()
		write(t, s.NotesPath, make([]byte, size))
		if err := os.Chtimes(s.NotesPath, when, when); err != nil {
			t.Fatal(err)
		}
	}
	unlike(info.Size(), info.ModTime())
	numbers("not read", 3, 2)
	unlike(quicklyRead+1, time.Unix(1e9, 0))
	numbers("too large to be read", 3, 2)
	if err := os.Remove(s.NotesPath); err != nil {
		t.Fatal(err)
	}
	numbers("gone", 0, 0)
}

// Places kept without numbers have those of their notes, unless these are large.
func TestOldPlacesHaveNumbers(t *testing.T) {
	p, talk := newProgram(t)
	s := opened(t, p, talk)
	annotate(t, s)
	if err := newPlaces().save(reading{Path: talk, Notes: s.NotesPath}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{1, 0} {
		recent, err := library{p}.Recent()
		if err != nil || len(recent) != 1 || recent[0].Annotations != want {
			t.Errorf("%+v, %v, want %d", recent, err, want)
		}
		write(t, s.NotesPath, append([]byte(read(t, s.NotesPath)), make([]byte, quicklyRead)...))
	}
}
