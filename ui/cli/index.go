package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"lectern/annotations"
)

// textIndex is the folder, in the state folder, that knows which notes files were
// made on a text: one small file a text, so that two programs seldom write the
// same. It only saves looking: it can be thrown away at any time, and whoever asks
// it reads the notes files themselves.
type textIndex struct{ folder string }

// textEntry is what is kept of one text.
type textEntry struct {
	Files []notedText `json:"files"`
}

// notedText is a notes file that was made on a text, and the speech it is of; the
// paths are absolute.
type notedText struct {
	Notes  string `json:"notes"`
	Speech string `json:"speech"` // empty when it is no file
}

func newTextIndex() textIndex { return textIndex{filepath.Join(stateFolder(), "texts")} }

// whole is a file that is there once the index knows of all notes there were
// before it.
func (x textIndex) whole() string { return filepath.Join(x.folder, "whole") }

func (x textIndex) file(r annotations.Revision) string {
	return filepath.Join(x.folder, r.FoldedSHA256[:min(len(r.FoldedSHA256), 32)]+".json")
}

// add writes down that a notes file was made on a text. That it cannot is no
// reason to disturb anybody.
func (x textIndex) add(r annotations.Revision, file notedText) {
	entry, _ := x.load(r)
	if slices.Contains(entry.Files, file) || os.MkdirAll(x.folder, 0o700) != nil {
		return
	}
	entry.Files = append(entry.Files, file)
	if raw, err := json.Marshal(entry); err == nil {
		_ = writeWhole(x.file(r), 0o600, append(raw, '\n'))
	}
}

// find gives the notes files that may have been made on a text. What is missing of
// the index, or cannot be read, is made anew.
func (x textIndex) find(r annotations.Revision) []notedText {
	entry, err := x.load(r)
	if err != nil || !exists(x.whole()) {
		x.rebuild()
		entry, _ = x.load(r)
	}
	return entry.Files
}

func (x textIndex) load(r annotations.Revision) (entry textEntry, err error) {
	raw, err := os.ReadFile(x.file(r))
	if os.IsNotExist(err) {
		return textEntry{}, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &entry)
	}
	return entry, err
}

// rebuild adds the notes of the speeches read so far and those in our own data
// directory.
func (x textIndex) rebuild() {
	speeches := map[string]string{} // by notes file
	inData, _ := filepath.Glob(filepath.Join(dataNotes(), "*"+annotations.NotesEnding))
	for _, path := range inData {
		speeches[path] = ""
	}
	for _, r := range newPlaces().all() {
		speeches[r.Notes] = r.Path
	}
	for path, speech := range speeches {
		for _, r := range readNotes(path).Document.Revisions {
			x.add(r, notedText{path, speech})
		}
	}
	if os.MkdirAll(x.folder, 0o700) == nil {
		_ = writeWhole(x.whole(), 0o600, nil)
	}
}
