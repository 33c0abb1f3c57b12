package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

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
