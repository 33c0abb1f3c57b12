package annotations

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// copyBeside puts a conflict copy beside the notes file, as Syncthing names it.
func copyBeside(t *testing.T, s *Store, data []byte) string {
	t.Helper()
	path := strings.TrimSuffix(s.Path, ".json") + ".sync-conflict-20261123-010203-ABCDEFG.json"
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A copy that Syncthing left beside the file is taken in when the notes are
// loaded, and put among the backups when they are saved.
func TestAConflictCopyIsTakenIn(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	other := NewSet(sampleNotes(t))
	other.Add(later(20), Annotation{ID: "urn:uuid:z", Note: "theirs"})
	other.Change(later(21), "urn:uuid:b", func(a *Annotation) { a.Note = "theirs" })
	data := other.Notes().Encode()
	path := copyBeside(t, s, data)
	if n := s.CopiesBeside(); n != 1 {
		t.Errorf("%d copies are beside it", n)
	}

	n, err := s.Load()
	if err != nil || n.Copies() != 1 {
		t.Fatalf("%v, %d copies", err, n.Copies())
	}
	set := NewSet(n)
	if z, ok := set.Get("urn:uuid:z"); !ok || z.Note != "theirs" {
		t.Error("what the copy added is not there")
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("it was put aside before it was saved: %v", err)
	}
	save(t, s, set)
	onlyFile(t, s.Path)
	if b, _ := load(t, s).Get("urn:uuid:b"); b.Note != "theirs" {
		t.Error("what the copy changed is not in the file")
	}
	kept, _ := os.ReadFile(onlyKept(t, s.BackupDir, "sync-conflict"))
	if !bytes.Equal(kept, data) {
		t.Error("the copy is not among the backups")
	}
	if n, _ := s.Load(); n.Copies() != 0 {
		t.Error("it is taken in again")
	}
}

// onlyKept is the only file of a folder whose name holds these words.
func onlyKept(t *testing.T, dir, words string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"+words+"*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v; %q", err, found)
	}
	return found[0]
}

func TestACopyThatAppearsBeforeASaveIsTakenIn(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	other := NewSet(sampleNotes(t))
	other.Add(later(20), Annotation{ID: "urn:uuid:z"})
	copyBeside(t, s, other.Notes().Encode())
	set.SetRole(later(21), Red, "r")
	save(t, s, set)
	if _, ok := set.Get("urn:uuid:z"); !ok {
		t.Error("what the copy added is not there")
	}
	onlyFile(t, s.Path)
}

func TestCopiesThatStay(t *testing.T) {
	whole := sampleNotes(t).Encode()
	s := newStore(t, whole)
	broken := copyBeside(t, s, whole[:len(whole)/2])
	other := filepath.Join(filepath.Dir(s.Path), "talk.txt.sync-conflict-20261123-010203-ABCDEFG.json")
	if err := os.WriteFile(other, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	set := load(t, s)
	set.SetRole(later(20), Red, "r")
	save(t, s, set)
	for _, path := range []string{broken, other} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}

	// Where it cannot be kept among the backups, a copy stays where it is.
	if err := os.WriteFile(broken, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	s.BackupDir = filepath.Join(s.Path, "no folder")
	set.SetRole(later(21), Red, "q")
	save(t, s, set)
	if _, err := os.Stat(broken); err != nil {
		t.Error(err)
	}
}

// A copy that is no file is passed over, and one that cannot be put among the
// backups for a full disk is not lost.
func TestCopiesThatCannotBePutAside(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	if err := os.Mkdir(strings.TrimSuffix(s.Path, ".json")+".sync-conflict-folder.json", 0o700); err != nil {
		t.Fatal(err)
	}
	path := copyBeside(t, s, sampleNotes(t).Encode())
	set := load(t, s)
	set.SetRole(later(20), Red, "r")
	s.files = failingIn("create", s.BackupDir)
	save(t, s, set)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// failingIn are the real calls, but one that fails in a folder.
func failingIn(call, folder string) *files {
	f, bad := realFiles, failing(call, syscall.ENOSPC)
	in := func(path string) bool { return filepath.Dir(path) == folder }
	f.create = func(path string, mode fs.FileMode) (file, error) {
		if in(path) {
			return bad.create(path, mode)
		}
		return realFiles.create(path, mode)
	}
	f.rename = func(from, to string) error {
		if in(to) {
			return bad.rename(from, to)
		}
		return realFiles.rename(from, to)
	}
	return &f
}

// What is kept beside the notes may fail to be written: the notes are saved.
func TestBackupsAndJournalsMayFail(t *testing.T) {
	for _, call := range []string{"create", "write", "sync", "rename"} {
		for _, folder := range []string{"backups", "journal", "no folder"} {
			s := newStore(t, sampleNotes(t).Encode())
			state := t.TempDir()
			s.BackupDir, s.JournalDir = filepath.Join(state, "backups"), filepath.Join(state, "journal")
			if folder == "no folder" {
				s.BackupDir = filepath.Join(s.Path, "backups")
			}
			set := load(t, s)
			set.SetRole(later(20), Red, "r")
			s.files = failingIn(call, filepath.Join(state, folder))
			save(t, s, set)
			if load(t, &Store{Path: s.Path}).Notes().Role(Red) != "r" {
				t.Errorf("%s in %s: the edit is not saved", call, folder)
			}
			if left, _ := filepath.Glob(filepath.Join(state, "*", "*.tmp")); len(left) > 0 {
				t.Errorf("%s in %s: %q are left behind", call, folder, left)
			}
		}
	}
}

// Notes that cannot be saved are kept elsewhere, and the next program that can
// save has them.
func TestNotesThatCannotBeSavedAreRescued(t *testing.T) {
	for _, call := range []string{"read", "rename", "syncDir"} {
		t.Run(call, func(t *testing.T) {
			s := newStore(t, sampleNotes(t).Encode())
			set := load(t, s)
			s.files = failing(call, syscall.EIO)
			if call == "rename" {
				s.files = failingAt(s.Path)
			}
			for i, note := range []string{"first", "second"} {
				set.Add(later(20+i), Annotation{ID: "urn:uuid:" + note, Note: note})
				failsToSave(t, s, set)
			}
			onlyKept(t, s.RescueDir, ".json")

			next := &Store{Path: s.Path, LockDir: s.LockDir, BackupDir: s.BackupDir, RescueDir: s.RescueDir}
			n, err := next.Load()
			if err != nil || n.Copies() != 1 {
				t.Fatalf("%v, %d copies", err, n.Copies())
			}
			later := NewSet(n)
			if _, ok := later.Get("urn:uuid:second"); !ok {
				t.Error("what could not be saved is not there")
			}
			save(t, next, later)
			if left, _ := os.ReadDir(s.RescueDir); len(left) != 0 {
				t.Errorf("%d files are still kept for rescue", len(left))
			}
		})
	}
}

// failsToSave saves in vain, and has the notes kept elsewhere.
func failsToSave(t *testing.T, s *Store, set *Set) {
	t.Helper()
	_, err := s.Save(set.Notes())
	checkError(t, err, s.Path)
	if !s.Rescue(set.Notes()) {
		t.Fatal("the notes could not be kept elsewhere")
	}
}

// Who does not ask for it keeps nothing: a command that failed is not carried
// out later.
func TestOnlyWhatIsAskedForIsRescued(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	set.Add(later(1), Annotation{ID: "urn:uuid:a"})
	s.files = failingAt(s.Path)
	if _, err := s.Save(set.Notes()); err == nil {
		t.Fatal("it was saved")
	}
	if left, _ := os.ReadDir(s.RescueDir); len(left) != 0 {
		t.Errorf("%d files are kept", len(left))
	}
	s.files = failing("create", syscall.ENOSPC)
	if s.Rescue(set.Notes()) {
		t.Error("notes were kept on a full disk")
	}
	s.RescueDir = filepath.Join(s.Path, "no folder")
	if s.Rescue(set.Notes()) {
		t.Error("notes were kept in no folder")
	}
}

// failingAt are the real calls, but that nothing can be put in a file of the
// name of path, by whatever links it is reached.
func failingAt(path string) *files {
	f := realFiles
	f.rename = func(from, to string) error {
		if filepath.Base(to) == filepath.Base(path) {
			return syscall.EIO
		}
		return os.Rename(from, to)
	}
	return &f
}

func TestARescueIsForgottenWhenTheNotesAreSaved(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	set.Add(later(1), Annotation{ID: "urn:uuid:a", Note: "a"})
	s.files = failingAt(s.Path)
	failsToSave(t, s, set)
	onlyKept(t, s.RescueDir, ".json")
	s.files = nil
	set.Change(later(2), "urn:uuid:a", func(a *Annotation) { a.Note = "ab" })
	save(t, s, set)
	if left, _ := os.ReadDir(s.RescueDir); len(left) != 0 {
		t.Errorf("%d files are still kept for rescue", len(left))
	}
	if a, _ := load(t, s).Get("urn:uuid:a"); a.History != nil {
		t.Errorf("what was rescued came back as %q", a.History)
	}
}

// A folder that is gone takes no notes with it.
func TestNotesOfAFolderThatIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	s := newStore(t, nil)
	s.Path = filepath.Join(dir, "talk.txt.notes.json")
	set := NewSet(NewNotes())
	set.Add(later(1), Annotation{ID: "urn:uuid:a"})
	if n := s.CopiesBeside(); n != 0 {
		t.Errorf("%d copies are beside nothing", n)
	}
	if n, err := s.Load(); err != nil || len(n.Annotations) > 0 {
		t.Errorf("%v, %d annotations", err, len(n.Annotations))
	}
	failsToSave(t, s, set)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	next := &Store{Path: s.Path, LockDir: s.LockDir, BackupDir: s.BackupDir, RescueDir: s.RescueDir}
	if _, ok := load(t, next).Get("urn:uuid:a"); !ok {
		t.Error("the annotation is gone with the folder")
	}
}

// What a save that was killed left is swept away by a later one, once no save
// can be at it any more; that of another file is left alone.
func TestLeftoversAreSwept(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	dir := filepath.Dir(s.Path)
	path, err := resolve(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	old, recent := filepath.Join(dir, temporaryPrefix(path)+"OLD.tmp"), filepath.Join(dir, temporaryPrefix(path)+"NEW.tmp")
	other := filepath.Join(dir, temporaryPrefix("other")+"OLD.tmp")
	for _, file := range []string{old, recent, other} {
		if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-2 * staleAfter)
	for _, file := range []string{old, other} {
		if err := os.Chtimes(file, past, past); err != nil {
			t.Fatal(err)
		}
	}
	set := load(t, s)
	set.SetRole(later(20), Red, "r")
	save(t, s, set)
	for file, want := range map[string]bool{old: false, recent: true, other: true} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}

// A damaged file is shown as far as it can be read, and not written to.
func TestADamagedFileIsShownAsFarAsPossible(t *testing.T) {
	whole := sampleNotes(t).Encode()
	cut := whole[:bytes.LastIndex(whole, []byte("\"text\":"))]
	s := newStore(t, cut)
	n, err := s.Load()
	checkError(t, err, s.Path)
	if len(n.Live()) != 4 {
		t.Errorf("%d annotations are shown", len(n.Live()))
	}
}
