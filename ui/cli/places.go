package cli

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

// places is the folder, in the state folder, that knows where reading
// stopped: one small file a speech, so that two windows never write the same.
// What cannot be read there is as if it were not there.
type places struct{ folder string }

// reading is what is kept of one speech.
type reading struct {
	Path  string         `json:"path"` // absolute; empty for the built-in sample
	Name  string         `json:"name"`
	Title string         `json:"title"`
	Notes string         `json:"notes"` // the notes file
	Read  time.Time      `json:"read"`
	At    int            `json:"at"`    // code points of the text
	Marks map[string]int `json:"marks"` // letter → code points
	// Encoding is the one the reader chose for the file; empty when it is found out.
	Encoding string `json:"encoding,omitempty"`
	// Noted is what the notes held when the place was kept; nil for no notes, and in
	// places that were kept by versions before it.
	Noted *noted `json:"noted,omitempty"`
}

// noted is what a notes file holds, so that lists of speeches need not read it.
type noted struct {
	Size        int64     `json:"size"` // of the file, in bytes
	Written     time.Time `json:"written"`
	Annotations int       `json:"annotations"` // live ones
	Tags        []usedTag `json:"tags,omitempty"`
}

// usedTag is a tag with the live annotations that carry it.
type usedTag struct {
	Path  string            `json:"path"`
	Color annotations.Color `json:"color,omitempty"`
	Count int               `json:"count"`
}

// note counts what notes hold; file is their file, nil for none.
func note(n *annotations.Notes, file fs.FileInfo) *noted {
	if file == nil {
		return nil
	}
	counted := &noted{Size: file.Size(), Written: file.ModTime(), Annotations: len(n.Live())}
	for _, tag := range n.TagCounts() {
		counted.Tags = append(counted.Tags, usedTag{tag.Path, tag.Color, tag.Count})
	}
	return counted
}

// quicklyRead is how many bytes of notes are read for the sake of their numbers.
const quicklyRead = 1 << 20

// noted is what the notes of a speech hold. A file that was written since is read, or
// if it is large, is taken for what it was.
func (r reading) noted() noted {
	file := stateOf(r.Notes)
	switch {
	case file == nil:
		return noted{}
	case r.Noted != nil && (file.Size() > quicklyRead || r.Noted.Size == file.Size() && r.Noted.Written.Equal(file.ModTime())):
		return *r.Noted
	case file.Size() > quicklyRead:
		return noted{}
	}
	return *note(readNotes(r.Notes), file)
}

// recentSpeeches is how many speeches are offered for reading on.
const recentSpeeches = 50

func (p places) file(path string) string { return filepath.Join(p.folder, hashName(path)+".json") }

// hashName is a text, such as a path, as a file's name.
func hashName(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

func (p places) load(path string) (reading, bool) {
	raw, err := os.ReadFile(p.file(path))
	if err != nil {
		return reading{}, false
	}
	var r reading
	return r, json.Unmarshal(raw, &r) == nil && r.Path == path
}

func (p places) save(r reading) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return fmt.Errorf("the reading place: %w", err)
	}
	return writeWhole(p.file(r.Path), 0o600, append(raw, '\n'))
}

// all is every speech read so far, those that are gone too.
func (p places) all() []reading {
	files, _ := filepath.Glob(filepath.Join(p.folder, "*.json"))
	var found []reading
	for _, file := range files {
		raw, err := os.ReadFile(file)
		var r reading
		if err == nil && json.Unmarshal(raw, &r) == nil {
			found = append(found, r)
		}
	}
	return found
}

// recent lists the speeches read last, the latest first; those that are gone
// are left out.
func (p places) recent() []reading {
	found := slices.DeleteFunc(p.all(), func(r reading) bool { return r.Path != "" && !isRegular(r.Path) })
	slices.SortFunc(found, func(a, b reading) int {
		return cmp.Or(b.Read.Compare(a.Read), cmp.Compare(a.Path, b.Path))
	})
	return found[:min(len(found), recentSpeeches)]
}

// place is where reading stopped, in bytes of the document.
func (r reading) place(d *model.Document) ui.Place {
	place := ui.Place{Offset: d.OffsetAt(max(r.At, 0)), Marks: map[string]int{}}
	for letter, at := range r.Marks {
		place.Marks[letter] = d.OffsetAt(max(at, 0))
	}
	return place
}

// put takes a place of the document over, in code points: they stay right when
// the file is read from another encoding.
func (r *reading) put(d *model.Document, place ui.Place) {
	r.At = d.PointAt(place.Offset)
	r.Marks = map[string]int{}
	for letter, at := range place.Marks {
		r.Marks[letter] = d.PointAt(at)
	}
}
