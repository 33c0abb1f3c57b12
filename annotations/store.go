package annotations

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Why a notes file is not written over.
var (
	ErrNewer    = errors.New("made by a newer lectern")
	ErrBroken   = errors.New("not a whole notes file")
	ErrConflict = errors.New("it holds an unresolved git conflict") // an ErrBroken too
)

// ErrBusy says that another program has held the lock all the time.
var ErrBusy = errors.New("another program is saving these notes")

// Store keeps the notes of one speech in one file. It is not safe for use by
// several goroutines; several processes may save to one file.
type Store struct {
	Path string // the notes file, absolute

	// These are made when missing.
	LockDir    string // for lock files
	BackupDir  string // for earlier states of the file
	RescueDir  string // for notes that could not be saved; see Rescue
	JournalDir string // for what can be undone; none: it is not kept

	seen    *state // what this store read or wrote last
	rescued string // the file in RescueDir that this store wrote
	files   *files // nil for the real ones
}

// state is a notes file as it was at one time.
type state struct {
	sum   [sha256.Size]byte
	size  int64
	notes *Notes
	ours  bool   // this store wrote it
	data  []byte // what was read just now; what was seen before is not held
}

// NotesEnding is what the names of notes files end in, and LongestName how long,
// in bytes, a file's name may be nearly everywhere.
const (
	NotesEnding = ".notes.json"
	LongestName = 255
)

// Sidecar is the path of the notes file beside a speech. Its name may be longer
// than LongestName.
func Sidecar(speech string) string { return speech + NotesEnding }

// Fallback is the path, in the folder dir, of the notes file of a speech that
// cannot have one beside it. Speeches of one name in different folders have
// different ones. speech is a path, or any name for what is no file.
func Fallback(dir, speech string) string {
	name, ending := filepath.Base(speech), "-"+textHash(speech)[:12]+NotesEnding
	if room := LongestName - len(ending); len(name) > room {
		name = strings.ToValidUTF8(name[:room], "") // no half of a character
	}
	return filepath.Join(dir, name+ending)
}

// Load reads the notes; without a file they are empty. They are never nil: with
// an error they are what could be made out, which may be nothing. Save leaves a
// file alone that Load could not read whole. What stands in copies of the file
// is taken in; Notes.Copies says so, and the next Save puts them aside.
func (s *Store) Load() (*Notes, error) {
	s.seen = nil
	now, err := s.read(s.Path)
	if err != nil {
		if now != nil && now.notes != nil {
			return now.notes, err
		}
		return NewNotes(), err
	}
	n := &Notes{}
	if now != nil {
		s.seen, now.data = now, nil
		n = now.notes
	}
	path, err := resolve(s.Path)
	if err != nil {
		return NewNotes(), nil // and Save will say why
	}
	copies, _ := s.beside(path)
	taken, _ := s.takeIn(n, copies)
	if len(copies) > 0 {
		taken.origin = n
	}
	if taken.Document.ID == "" {
		taken.Document.ID = newID()
	}
	taken.journal = s.loadJournal(path, taken.Document.ID)
	return taken, nil
}

// read reads the file at path; the state is nil when there is none.
func (s *Store) read(path string) (*state, error) {
	if s.seen != nil && s.seen.ours {
		if sum, err := s.call().sum(path); err == nil && sum == s.seen.sum {
			return s.seen, nil
		}
	}
	data, err := s.call().read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, failed(s.Path, err)
	}
	now := &state{sum: sha256.Sum256(data), size: int64(len(data)), data: data}
	if s.seen != nil && now.sum == s.seen.sum {
		now.notes, now.ours = s.seen.notes, s.seen.ours
		return now, nil
	}
	if now.notes, err = Decode(data); err != nil {
		err = refused(s.Path, err)
	}
	return now, err
}

// Size is how many bytes the notes file had that was read or written last.
func (s *Store) Size() int64 {
	if s.seen == nil {
		return 0
	}
	return s.seen.size
}

// Save writes the notes into a folder that is there, merged with what others
// wrote since, and returns what is on disk then. It writes nothing when that is
// there already. When it fails the file is as it was. It returns when the notes
// would survive a power cut.
//
// The order of the calls was measured: a lock on the notes file itself, or one
// that is removed after use, loses notes of other processes; a rename without
// both flushes loses notes in a power cut.
func (s *Store) Save(n *Notes) (*Notes, error) {
	path, err := resolve(s.Path)
	if err != nil {
		return nil, failed(s.Path, err)
	}
	saved, err := s.saveLocked(path, n)
	if err != nil {
		return nil, failed(s.Path, err)
	}
	s.forgetRescue()
	s.saveJournal(path, saved.Document.ID, n.journal)
	return saved, nil
}

func (s *Store) saveLocked(path string, n *Notes) (*Notes, error) {
	unlock, err := s.lock(path)
	if err != nil {
		return nil, err
	}
	defer unlock()
	old, err := s.read(path)
	if err != nil {
		return nil, err
	}
	merged := n
	if old != nil {
		merged = Merge(n.ancestor(), n, old.notes)
	}
	copies, stale := s.beside(path)
	merged, taken := s.takeIn(merged, copies)
	if old == nil || !merged.sayWhat(old.notes) {
		if old, err = s.write(path, merged, old); err != nil {
			return nil, err
		}
	}
	s.putAside(taken)
	for _, file := range stale {
		s.call().remove(file)
	}
	s.seen = &state{sum: old.sum, size: old.size, notes: merged, ours: old.ours}
	saved := *merged
	saved.origin, saved.copies = n, 0
	return &saved, nil
}

// write puts notes in place of the old file, which may be nil.
func (s *Store) write(path string, n *Notes, old *state) (*state, error) {
	mode, err := writableMode(path)
	if err = cmp.Or(err, n.countable()); err != nil {
		return nil, s.whyTooLarge(err)
	}
	call, sum := s.call(), newMeter()
	temporary := filepath.Join(filepath.Dir(path), temporaryPrefix(path)+rand.Text()+".tmp")
	err = call.writeFile(temporary, mode, func(f io.Writer) error { return n.encodeTo(io.MultiWriter(sum, f)) })
	if err != nil {
		call.remove(temporary)
		return nil, s.whyTooLarge(err)
	}
	if old != nil && !old.ours {
		s.backup(path, old.data)
	}
	if err := call.rename(temporary, path); err != nil {
		call.remove(temporary)
		return nil, err
	}
	return sum.state(), call.syncDir(filepath.Dir(path))
}

func (s *Store) whyTooLarge(err error) error {
	if errors.Is(err, errTooLarge) {
		return &fileError{fmt.Sprintf("%s: %v (export and remove some)", s.Path, err), err}
	}
	return err
}

// newMode is the mode of a notes file that was not there before.
const newMode = 0o600

// writableMode is the mode of the file at path. A rename would replace a file
// that its owner has made read-only, so that is looked for here.
func writableMode(path string) (fs.FileMode, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newMode, nil
	case err != nil:
		return 0, err
	case info.Mode().Perm()&0o200 == 0:
		return 0, fs.ErrPermission
	}
	return info.Mode().Perm(), nil
}

// The lock is waited for at most lockWait, and tried every lockRetry.
const (
	lockWait  = 2 * time.Second
	lockRetry = time.Millisecond // rarer, and one that saves again and again keeps the others out
)

// lock takes the lock of the file at path. The lock file stays: if it were
// removed, two processes could hold the lock on two files of its name.
func (s *Store) lock(path string) (unlock func() error, err error) {
	if err := os.MkdirAll(s.LockDir, 0o700); err != nil {
		return nil, failed(s.LockDir, err)
	}
	lock := flock.New(filepath.Join(s.LockDir, textHash(path)[:32]+".lock"))
	wait, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	if _, err := lock.TryLockContext(wait, lockRetry); errors.Is(err, context.DeadlineExceeded) {
		return nil, &fileError{fmt.Sprintf("%s: %v (save again in a moment)", s.Path, ErrBusy), ErrBusy}
	} else if err != nil {
		return nil, failed(s.LockDir, err)
	}
	return lock.Unlock, nil
}

// nameOf tells the file at path apart from all others in a folder for many.
func nameOf(path string) string {
	return firstPoints(filepath.Base(path), 40) + "-" + textHash(path)[:12]
}

// backups is how many earlier states of a file are kept.
const backups = 5

// backup keeps a state of the file that this store did not write. It may fail:
// saving the notes matters more than keeping an old state of them.
func (s *Store) backup(path string, data []byte) {
	if os.MkdirAll(s.BackupDir, 0o700) != nil {
		return
	}
	prefix := nameOf(path) + "."
	kept := numbered(s.BackupDir, prefix)
	name := func(number int) string { return filepath.Join(s.BackupDir, prefix+strconv.Itoa(number)) }
	last := 0
	if len(kept) > 0 {
		last = kept[len(kept)-1]
		if newest, err := os.ReadFile(name(last)); err == nil && bytes.Equal(newest, data) {
			return
		}
	}
	if s.call().writeFile(name(last+1), newMode, asTheyAre(data)) != nil {
		os.Remove(name(last + 1))
		return
	}
	for ; len(kept) >= backups; kept = kept[1:] {
		os.Remove(name(kept[0]))
	}
}

// numbered are the numbers after prefix in the names of a folder, in order.
func numbered(dir, prefix string) (numbers []int) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.Name(), prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				numbers = append(numbers, n)
			}
		}
	}
	slices.Sort(numbers)
	return numbers
}

// linkDepth is how many symbolic links are followed, as Linux does.
const linkDepth = 40

// resolve is the file that a path leads to, there or not: a rename must not
// replace a symbolic link.
func resolve(path string) (string, error) {
	for range linkDepth {
		dir, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", err
		}
		path = filepath.Join(dir, filepath.Base(path))
		target, err := os.Readlink(path)
		if err != nil {
			return filepath.Abs(path)
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(dir, target)
		}
		path = target
	}
	return "", &fs.PathError{Op: "readlink", Path: path, Err: errors.New("too many symbolic links")}
}

// asFarAsThere is a path in a folder that is gone, with the links followed in
// what is left of it: what resolve gave before, and will when it is there again.
func asFarAsThere(path string) string {
	parent := filepath.Dir(path)
	if parent == path {
		return path
	}
	real, err := filepath.EvalSymlinks(parent)
	if err != nil {
		real = asFarAsThere(parent)
	}
	return filepath.Join(real, filepath.Base(path))
}
