package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
	"lectern/ui/layout"
)

// strays finds notes of a speech that was moved or renamed without them: notes
// files that were made on its text.
type strays struct {
	s        *speech
	document func() *model.Document // the text they are looked for by
}

// hasStrays reports whether notes are worth looking for: the speech is a file, and
// has none where they would be.
func (s *speech) hasStrays() bool {
	return s.path != "" && !s.named && s.unread == nil && !exists(s.store.Path)
}

// Find gives the likeliest notes that are not ignored: those whose own speech is
// gone first, then those in the speech's folder.
func (f strays) Find() (ui.Stray, bool) {
	if !f.any() {
		return ui.Stray{}, false
	}
	revision := annotations.RevisionOf(f.document(), "")
	var found []ui.Stray
	for path, alone := range f.files(revision) {
		store := annotations.Store{Path: path}
		notes, err := store.Load()
		if err == nil && len(notes.Live()) > 0 && notes.MadeOn(revision) {
			found = append(found, ui.Stray{Path: path, Annotations: len(notes.Live()), Alone: alone})
		}
	}
	if len(found) == 0 {
		return ui.Stray{}, false
	}
	folder := filepath.Dir(f.s.path)
	far := func(s ui.Stray) (n int) {
		if !s.Alone {
			n += 2
		}
		if filepath.Dir(s.Path) != folder {
			n++
		}
		return n
	}
	return slices.MinFunc(found, func(a, b ui.Stray) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a.Path, b.Path))
	}), true
}

// any reports whether there are notes to compare with at all: a long text is not
// folded and hashed for nothing.
func (f strays) any() bool {
	x := newTextIndex()
	if !exists(x.whole()) {
		x.rebuild()
	}
	entries, _ := os.ReadDir(x.folder)
	beside, _ := os.ReadDir(filepath.Dir(f.s.path))
	return slices.ContainsFunc(append(entries, beside...), func(e os.DirEntry) bool {
		return strings.HasSuffix(e.Name(), ".json")
	})
}

// files are the notes files worth reading, and whether their own speech is gone:
// those that the index knows, and those in the speech's folder that name its text.
func (f strays) files(revision annotations.Revision) map[string]bool {
	alone := map[string]bool{}
	folder := filepath.Dir(f.s.path)
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if speech, ok := strings.CutSuffix(path, annotations.NotesEnding); ok && mentions(path, revision) {
			alone[path] = !exists(speech)
		}
	}
	for _, file := range newTextIndex().find(revision) {
		if isRegular(file.Notes) {
			before, known := alone[file.Notes]
			alone[file.Notes] = (before || !known) && file.Speech != "" && !exists(file.Speech)
		}
	}
	maps.DeleteFunc(alone, func(path string, _ bool) bool {
		return sameFile(path, f.s.store.Path) || exists(f.ignored(path))
	})
	return alone
}

// mentions reports whether a notes file has the hashes of a text in it, which is
// quicker to see than to read the notes.
func mentions(path string, r annotations.Revision) bool {
	raw, err := annotations.ReadFile(path)
	return err == nil && (bytes.Contains(raw, []byte(r.SHA256)) || bytes.Contains(raw, []byte(r.FoldedSHA256)))
}

// Take copies or moves notes to where the speech's are looked for. A file whose
// speech has come back meanwhile is not moved.
func (f strays) Take(stray ui.Stray, move bool) (*annotations.Notes, error) {
	if exists(f.s.store.Path) {
		return nil, fmt.Errorf("%s: %w", f.s.store.Path, errThere)
	}
	from := annotations.Store{Path: stray.Path}
	notes, err := from.Load()
	if err != nil {
		return nil, err
	}
	store := f.s.storeAt(f.s.store.Path)
	if err := f.s.makeFolder(); err != nil {
		return nil, err
	}
	if _, err := store.Save(notes); err != nil {
		return nil, err
	}
	revision := annotations.RevisionOf(f.document(), "")
	alone := f.files(revision)[stray.Path]
	newTextIndex().add(revision, notedText{store.Path, f.s.path})
	if notes, err = store.Load(); err != nil || !move || !alone {
		return notes, err
	}
	if err := os.Remove(stray.Path); err != nil {
		return notes, fmt.Errorf("%s: it could not be removed: %w", stray.Path, reason(err))
	}
	return notes, nil
}

// Ignore remembers that these notes are not this speech's.
func (f strays) Ignore(stray ui.Stray) error {
	file := f.ignored(stray.Path)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return writeWhole(file, 0o600, []byte(f.s.path+"\n"+stray.Path+"\n"))
}

// ignored is a file that is there when notes are ignored for the speech.
func (f strays) ignored(path string) string {
	return filepath.Join(stateFolder(), "ignored", hashName(f.s.path+"\x00"+path))
}

// tellStray says on standard error that notes seem to belong to a speech, and how
// to take them.
func (p *program) tellStray(s *speech) {
	if !s.hasStrays() {
		return
	}
	if stray, ok := (strays{s, func() *model.Document { return s.document }}).Find(); ok {
		path := shorter(stray.Path)
		fmt.Fprintf(p.stderr, "lectern: %s\n", layout.Visible(fmt.Sprintf(
			"%s: these notes seem to belong to it: %s, %s (lectern carry %s %s takes them)",
			s.name, path, ui.NoteCount(stray.Annotations, commandLanguage), shellWord(path), shellWord(s.name))))
	}
}

// shorter is a path from the working directory, where that is shorter.
func shorter(path string) string {
	if folder, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(folder, path); err == nil && len(rel) < len(path) {
			return rel
		}
	}
	return path
}

// shellWord is a file's name as a shell takes it for one word.
func shellWord(name string) string {
	if strings.ContainsAny(name, " \t\n'\"\\$`&;|<>()*?[]#~!{}") {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}
