package annotations

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/gofrs/flock"

	"lectern/model"
)

// onlyFile checks that the notes file is alone in its folder.
func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(path) {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

// newStore is a store of a file that holds these bytes; nil for no file.
func newStore(t *testing.T, data []byte) *Store {
	t.Helper()
	s := &Store{
		Path:      filepath.Join(t.TempDir(), "talk.txt.notes.json"),
		LockDir:   filepath.Join(t.TempDir(), "locks"),
		BackupDir: filepath.Join(t.TempDir(), "backups"),
		RescueDir: filepath.Join(t.TempDir(), "rescued"),
	}
	if data != nil {
		if err := os.WriteFile(s.Path, data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func load(t *testing.T, s *Store) *Set {
	t.Helper()
	n, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewSet(n)
}

func save(t *testing.T, s *Store, set *Set) {
	t.Helper()
	n, err := s.Save(set.Notes())
	if err != nil {
		t.Fatal(err)
	}
	set.Replace(n)
}

func onDisk(t *testing.T, s *Store) []byte {
	t.Helper()
	data, err := os.ReadFile(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSaveAndLoad(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	if len(set.Annotations()) != 0 {
		t.Error("no file, but annotations")
	}
	set.Add(later(1), Annotation{ID: "urn:uuid:a", Note: "笔记"})
	save(t, s, set)
	again := load(t, &Store{Path: s.Path})
	if bytesOf(again.Notes()) != string(onDisk(t, s)) || len(again.Annotations()) != 1 {
		t.Error("what was saved is not what is loaded")
	}
	if info, _ := os.Stat(s.Path); runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the new file has mode %v", info.Mode())
	}
	onlyFile(t, s.Path)
}

func TestSavingKeepsTheModeAndTheLink(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	link := filepath.Join(t.TempDir(), "link.notes.json")
	if err := os.Symlink(s.Path, link); err != nil {
		t.Logf("no symbolic links here: %v", err)
		link = s.Path
	}
	linked := &Store{Path: link, LockDir: s.LockDir, BackupDir: s.BackupDir}
	set := load(t, linked)
	set.Add(later(20), Annotation{ID: "urn:uuid:z"})
	save(t, linked, set)
	if info, _ := os.Lstat(link); link != s.Path && info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if info, _ := os.Stat(s.Path); runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Errorf("the file has mode %v", info.Mode())
	}
	if !strings.Contains(string(onDisk(t, s)), "urn:uuid:z") {
		t.Error("the edit is not in the file that the link leads to")
	}
}

func TestALinkToNothingAndALinkInALoop(t *testing.T) {
	s := newStore(t, nil)
	dir := filepath.Dir(s.Path)
	target := filepath.Join(dir, "real.json")
	if err := os.Symlink("real.json", s.Path); err != nil {
		t.Logf("no symbolic links here: %v", err)
		return
	}
	set := load(t, s)
	set.SetRole(later(1), Red, "r")
	save(t, s, set)
	if _, err := os.Stat(target); err != nil {
		t.Error(err)
	}
	loop := &Store{Path: filepath.Join(dir, "loop"), LockDir: s.LockDir, BackupDir: s.BackupDir}
	if err := os.Symlink("loop", loop.Path); err != nil {
		t.Fatal(err)
	}
	if _, err := loop.Save(set.Notes()); err == nil {
		t.Error("notes were saved to a link that leads to itself")
	}
}

func TestSavingUnchangedNotesWritesNothing(t *testing.T) {
	pretty := bytes.ReplaceAll(sampleNotes(t).Encode(), []byte("\n"), []byte("\n  "))
	for _, data := range [][]byte{sampleNotes(t).Encode(), pretty} {
		s := newStore(t, data)
		s.files = &files{}
		*s.files = realFiles
		s.files.create = func(string, fs.FileMode) (file, error) { return nil, errors.New("something is written") }
		set := load(t, s)
		save(t, s, set)
		if !bytes.Equal(onDisk(t, s), data) {
			t.Error("the file changed")
		}
	}
}

func TestSaveMergesWhatOthersWrote(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	other := &Store{Path: s.Path, LockDir: s.LockDir, BackupDir: s.BackupDir}
	ours, theirs := load(t, s), load(t, other)
	ours.Change(later(20), "urn:uuid:a", func(a *Annotation) { a.Note = "ours" })
	ours.Remove(later(20), "urn:uuid:b")
	ours.SetRole(later(20), Red, "ours")
	theirs.Change(later(21), "urn:uuid:a", func(a *Annotation) { a.Note = "theirs" })
	theirs.Add(later(21), Annotation{ID: "urn:uuid:z", Tags: []string{"new"}})
	theirs.SetRole(later(21), Blue, "theirs")
	save(t, other, theirs)
	save(t, s, ours)
	a, _ := ours.Get("urn:uuid:a")
	if a.Note != "theirs" || len(a.History) != 1 || a.History[0] != "ours" {
		t.Errorf("note %q, history %q", a.Note, a.History)
	}
	if _, live := ours.Get("urn:uuid:b"); live {
		t.Error("what was deleted is back")
	}
	if _, live := ours.Get("urn:uuid:z"); !live {
		t.Error("theirs is not there")
	}
	n := ours.Notes()
	if n.Role(Red) != "ours" || n.Role(Blue) != "theirs" || n.Role(Yellow) == "" {
		t.Errorf("the roles are %v", n.Roles)
	}
	if bytesOf(n) != string(onDisk(t, s)) {
		t.Error("the set and the file differ")
	}

	// Taken up again by the other, nothing is left to say.
	save(t, other, theirs)
	if bytesOf(theirs.Notes()) != bytesOf(n) {
		t.Error("the two sides differ")
	}
}

// What is edited while a save is under way is in the set and in the next save,
// and the text that it replaces is no loss to keep.
func TestAnEditDuringASave(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	set.Add(later(1), Annotation{ID: "urn:uuid:a", Note: "a"})
	n, err := s.Save(set.Notes())
	if err != nil {
		t.Fatal(err)
	}
	set.Change(later(2), "urn:uuid:a", func(a *Annotation) { a.Note = "ab" })
	set.SetRole(later(2), Red, "r")
	set.Replace(n)
	save(t, s, set)
	a, _ := load(t, s).Get("urn:uuid:a")
	if a.Note != "ab" || a.History != nil {
		t.Errorf("note %q, history %q", a.Note, a.History)
	}
	if load(t, s).Notes().Role(Red) != "r" {
		t.Error("the role is lost")
	}
}

// A snapshot may be older than what the last save brought in; saving it takes
// nothing of that back.
func TestAnOldSnapshotTakesNothingBack(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	other := &Store{Path: s.Path, LockDir: s.LockDir, BackupDir: s.BackupDir}
	ours, theirs := load(t, s), load(t, other)
	theirs.SetRole(later(20), Red, "theirs")
	theirs.Change(later(20), "urn:uuid:a", func(a *Annotation) { a.Color = Red })
	save(t, other, theirs)
	ours.SetRole(later(21), Blue, "ours")
	first := ours.Notes()
	ours.SetRole(later(22), Green, "ours")
	second := ours.Notes()
	for _, n := range []*Notes{first, second} {
		if _, err := s.Save(n); err != nil {
			t.Fatal(err)
		}
	}
	n := load(t, s).Notes()
	if a, _ := n.Find("urn:uuid:a"); a.Color != Red || n.Role(Red) != "theirs" || n.Role(Blue) != "ours" || n.Role(Green) != "ours" {
		t.Errorf("the colour is %s, the roles are %v", a.Color, n.Roles)
	}
}

// What the notes say of the speech is said anew when the speech has changed.
func TestADescriptionIsSaved(t *testing.T) {
	s := newStore(t, nil)
	for _, title := range []string{"Second title", "First title"} {
		n, err := s.Load()
		if err != nil {
			t.Fatal(err)
		}
		n.Describe(model.Parse(model.Source{Text: title, Title: title}), "utf-8")
		save(t, s, NewSet(n))
		if got := load(t, s).Notes().Document; got.Title != title || got.Revisions[0].Encoding != "utf-8" {
			t.Errorf("the document is %+v", got)
		}
	}
}

// What was undone is undone in the file too.
func TestUndoneIsSaved(t *testing.T) {
	s := newStore(t, nil)
	set := load(t, s)
	set.Add(later(1), Annotation{ID: "urn:uuid:a", Tags: []string{"t"}})
	set.SetRole(later(2), Red, "r")
	set.Rule(later(3), document(speech), model.Ruling{At: 0, Level: 1})
	save(t, s, set)
	for range 3 {
		set.Undo(later(4))
	}
	save(t, s, set)
	n := load(t, s).Notes()
	if len(n.Live())+len(n.Tags)+len(n.Roles)+len(n.Rulings) != 0 {
		t.Errorf("in the file there is\n%s", onDisk(t, s))
	}
}

func TestAFileThatVanishedIsWrittenAgain(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	if err := os.Remove(s.Path); err != nil {
		t.Fatal(err)
	}
	set.SetRole(later(20), Red, "r")
	save(t, s, set)
	if n := len(load(t, s).Annotations()); n != 4 {
		t.Errorf("%d annotations are there", n)
	}
}

// A file that cannot be read whole is never written over, whether it was so
// from the start or became so.
func TestBrokenFilesAreLeftAlone(t *testing.T) {
	whole := sampleNotes(t).Encode()
	for name, data := range map[string][]byte{
		"empty":     {},
		"cut off":   whole[:len(whole)/2],
		"zeros":     make([]byte, 1000),
		"newer":     bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":7`), 1),
		"other":     []byte(`{"a":[1,2]}`),
		"twice":     fileWith(`{"id":"x","id":"x","target":{}}`),
		"conflict":  append([]byte("<<<<<<< HEAD\n"), whole...),
		"not UTF-8": append([]byte("\"\xff\""), whole...),
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t, data)
			n, err := s.Load()
			checkError(t, err, s.Path)
			set := NewSet(n)
			set.Add(later(20), Annotation{ID: "urn:uuid:z"})
			_, err = s.Save(set.Notes())
			checkError(t, err, s.Path)
			if !bytes.Equal(onDisk(t, s), data) {
				t.Error("the file changed")
			}

			s = newStore(t, whole)
			set = load(t, s)
			set.Add(later(20), Annotation{ID: "urn:uuid:z"})
			if err := os.WriteFile(s.Path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = s.Save(set.Notes())
			checkError(t, err, s.Path)
			if !bytes.Equal(onDisk(t, s), data) {
				t.Error("the file that became so changed")
			}
			onlyFile(t, s.Path)
		})
	}
}

// checkError checks that there is an error with what, why and what to do.
func checkError(t *testing.T, err error, what string) {
	t.Helper()
	if err == nil {
		t.Fatal("there is no error")
	}
	text := err.Error()
	if !strings.HasPrefix(text, what+": ") || strings.Count(text, what) > 1 || strings.Count(text, " (") > 1 || !strings.HasSuffix(text, ")") || !strings.Contains(text, " (") || strings.Contains(text, "\n") {
		t.Errorf("the error reads %q", text)
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	d := t.TempDir()
	plain := filepath.Join(d, "file")
	if err := os.WriteFile(plain, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	readOnly := filepath.Join(d, "read-only.json")
	if err := os.WriteFile(readOnly, sampleNotes(t).Encode(), 0o400); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, locks, want string }{
		{"no such folder", filepath.Join(d, "none", "x.json"), d, "folder is not there"},
		{"a folder in its place", d, d, "no regular file"},
		{"a file for a folder", filepath.Join(plain, "x.json"), d, ""},
		{"read-only", readOnly, d, "permission denied"},
		{"no place for locks", filepath.Join(d, "x.json"), filepath.Join(plain, "locks"), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &Store{Path: test.path, LockDir: test.locks, BackupDir: test.locks}
			set := NewSet(NewNotes())
			set.SetRole(later(1), Red, "r")
			_, err := s.Save(set.Notes())
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasSuffix(err.Error(), ")") {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// flaky is a file with calls that fail.
type flaky struct {
	file
	write, sync, close error
}

func (f flaky) Write(p []byte) (int, error) {
	if f.write != nil {
		n, _ := f.file.Write(p[:len(p)/2])
		return n, f.write
	}
	return f.file.Write(p)
}

func (f flaky) Sync() error {
	if f.sync != nil {
		return f.sync
	}
	return f.file.Sync()
}

func (f flaky) Close() error {
	if err := f.file.Close(); err != nil {
		return err
	}
	return f.close
}

// failing are the real calls, but for one that fails.
func failing(call string, err error) *files {
	f := realFiles
	switch call {
	case "read":
		f.read = func(string) ([]byte, error) { return nil, err }
	case "create":
		f.create = func(string, fs.FileMode) (file, error) { return nil, err }
	case "rename":
		f.rename = func(string, string) error { return err }
	case "syncDir":
		f.syncDir = func(string) error { return err }
	default:
		f.create = func(path string, mode fs.FileMode) (file, error) {
			real, failed := createNew(path, mode)
			bad := flaky{file: real}
			*map[string]*error{"write": &bad.write, "sync": &bad.sync, "close": &bad.close}[call] = err
			return bad, failed
		}
	}
	return &f
}

// logged is a file whose calls are written down.
type logged struct {
	file
	calls *[]string
}

func (l logged) Write(p []byte) (int, error) {
	*l.calls = append(*l.calls, "write")
	return l.file.Write(p)
}

func (l logged) Sync() error {
	*l.calls = append(*l.calls, "sync")
	return l.file.Sync()
}

// What is saved survives a power cut only in this order, with the lock held
// throughout and its file left where it is.
func TestTheOrderOfASave(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	set.SetRole(later(20), Red, "r")
	var calls []string
	real := realFiles
	s.files = &files{
		read: func(path string) ([]byte, error) {
			calls = append(calls, "read")
			return real.read(path)
		},
		create: func(path string, mode fs.FileMode) (file, error) {
			calls = append(calls, "create in "+filepath.Base(filepath.Dir(path)))
			f, err := real.create(path, mode)
			return logged{f, &calls}, err
		},
		rename: func(from, to string) error {
			calls = append(calls, "rename")
			lock := flock.New(onlyIn(t, s.LockDir))
			if free, err := lock.TryLock(); free || err != nil {
				t.Errorf("the lock is not held: %v", err)
			}
			return real.rename(from, to)
		},
		syncDir: func(path string) error {
			calls = append(calls, "sync the folder")
			return real.syncDir(path)
		},
		sum:    real.sum,
		remove: real.remove,
	}
	save(t, s, set)
	beside := filepath.Base(filepath.Dir(s.Path))
	want := []string{"read", "create in " + beside, "write", "sync", "create in backups", "write", "sync", "rename", "sync the folder"}
	if !slices.Equal(calls, want) {
		t.Errorf("the calls are %q, want %q", calls, want)
	}
	onlyIn(t, s.LockDir)
}

// onlyIn is the path of the only file in a folder.
func onlyIn(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %d files in %s", err, len(entries), dir)
	}
	return filepath.Join(dir, entries[0].Name())
}

// Each call of a save fails in each way: the old file stays whole, nothing is
// left beside it, and the next save has everything.
func TestEveryCallThatFails(t *testing.T) {
	for _, call := range []string{"read", "create", "write", "sync", "rename", "syncDir"} {
		for _, cause := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EROFS, syscall.EINTR} {
			t.Run(call+" "+cause.Error(), func(t *testing.T) {
				old := sampleNotes(t).Encode()
				s := newStore(t, old)
				set := load(t, s)
				set.Add(later(20), Annotation{ID: "urn:uuid:z", Note: "new"})
				s.files = failing(call, &fs.PathError{Op: call, Path: s.Path, Err: cause})
				_, err := s.Save(set.Notes())
				checkError(t, err, s.Path)
				if !errors.Is(err, cause) {
					t.Errorf("%v does not wrap %v", err, cause)
				}
				data := onDisk(t, s)
				if _, broken := Decode(data); broken != nil || call != "syncDir" && !bytes.Equal(data, old) {
					t.Errorf("%v; the file is\n%s", broken, data)
				}
				onlyFile(t, s.Path)

				s.files = nil
				save(t, s, set)
				if _, ok := load(t, s).Get("urn:uuid:z"); !ok {
					t.Error("the next save does not have the edit")
				}
			})
		}
	}
}

func TestAFailingCloseAfterTheFlushIsNoFailure(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	set.SetRole(later(20), Red, "r")
	s.files = failing("close", syscall.EINTR)
	save(t, s, set)
	if load(t, s).Notes().Role(Red) != "r" {
		t.Error("the edit is not in the file")
	}
}

func TestAnotherHoldsTheLock(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	if err := os.MkdirAll(s.LockDir, 0o700); err != nil {
		t.Fatal(err)
	}
	path, err := resolve(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	lock := flock.New(filepath.Join(s.LockDir, textHash(path)[:32]+".lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	set := load(t, s)
	set.SetRole(later(1), Red, "r")
	_, err = s.Save(set.Notes())
	checkError(t, err, s.Path)
	if _, err := os.Stat(s.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("notes were written without the lock")
	}
}

// Of the states that this store did not write the last five are kept.
func TestBackups(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	var states [][]byte
	for i := range 7 {
		states = append(states, onDisk(t, s))
		session := &Store{Path: s.Path, LockDir: s.LockDir, BackupDir: s.BackupDir}
		set := load(t, session)
		for j := range 2 {
			set.SetRole(later(20), Red, fmt.Sprint(i, j))
			save(t, session, set)
		}
	}
	entries, err := os.ReadDir(s.BackupDir)
	if err != nil {
		t.Fatal(err)
	}
	var kept [][]byte
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(s.BackupDir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, data)
	}
	if len(kept) != backups {
		t.Fatalf("%d are kept", len(kept))
	}
	for i, state := range states[len(states)-backups:] {
		if !bytes.Equal(kept[i], state) {
			t.Errorf("backup %d is not the state it should be", i)
		}
	}
}

func TestNotesThatAreTooLarge(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	set := load(t, s)
	set.Add(later(20), Annotation{ID: "urn:uuid:z", Note: strings.Repeat("长", MaxFile/3)})
	before := onDisk(t, s)
	_, err := s.Save(set.Notes())
	checkError(t, err, s.Path)
	if !bytes.Equal(onDisk(t, s), before) {
		t.Error("the file changed")
	}
}

// Notes that no set gave out are merged with the file's, too.
func TestNotesOfNoSet(t *testing.T) {
	s := newStore(t, sampleNotes(t).Encode())
	n := NewNotes()
	n.Annotations = []*Annotation{{ID: "urn:uuid:z"}}
	saved, err := s.Save(n)
	if err != nil || len(saved.Live()) != 5 {
		t.Errorf("%v, %d annotations", err, len(saved.Live()))
	}
}

func TestALockThatCannotBeMade(t *testing.T) {
	s := newStore(t, nil)
	path, err := resolve(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(s.LockDir, textHash(path)[:32]+".lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	set := load(t, s)
	set.SetRole(later(1), Red, "r")
	_, err = s.Save(set.Notes())
	checkError(t, err, s.LockDir)
}

func TestNamesOfNotesFiles(t *testing.T) {
	if got := Sidecar("a/talk.txt"); got != "a/talk.txt.notes.json" {
		t.Error(got)
	}
	a, b := Fallback("d", "x/talk.txt"), Fallback("d", "y/talk.txt")
	if a == b || filepath.Dir(a) != "d" || !strings.HasPrefix(filepath.Base(a), "talk.txt-") || !strings.HasSuffix(a, ".notes.json") {
		t.Error(a, b)
	}
}

func BenchmarkSave(b *testing.B) {
	s := &Store{Path: filepath.Join(b.TempDir(), "n.json"), LockDir: b.TempDir(), BackupDir: b.TempDir()}
	set := NewSet(NewNotes())
	d := document(speech)
	for i := range 1000 {
		a := New(d, spanOf(b, d, "人民至上"), later(i))
		a.Note = "一条笔记，with some words in it"
		set.Add(later(i), a)
	}
	for i := 0; b.Loop(); i++ {
		set.SetRole(later(i), Red, fmt.Sprint(i))
		n, err := s.Save(set.Notes())
		if err != nil {
			b.Fatal(err)
		}
		set.Replace(n)
	}
}

func BenchmarkDecode(b *testing.B) {
	set := NewSet(NewNotes())
	d := document(speech)
	for i := range 1000 {
		set.Add(later(i), New(d, spanOf(b, d, "人民至上"), later(i)))
	}
	data := set.Notes().Encode()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Decode(data)
	}
}
