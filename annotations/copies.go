package annotations

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// This file is about what stands beside a notes file or in its place: copies
// that a synchroniser made, notes that could not be saved, and what a save
// that was killed left behind.

// conflictCopy begins what Syncthing puts before the ending of a file that was
// changed on two machines: talk.txt.notes.sync-conflict-20261123-010203-ABCDEFG.json
// (https://docs.syncthing.net/users/syncing.html).
const conflictCopy = ".sync-conflict-"

// temporaryPrefix begins the names of the files that become the one at path.
func temporaryPrefix(path string) string { return ".lectern-" + textHash(path)[:12] + "-" }

// staleAfter is how old such a file is when the save that made it was killed:
// no save takes that long, not even one of another machine on a shared disk.
const staleAfter = time.Minute

// CopiesBeside is how many copies of the file there are to be taken in.
func (s *Store) CopiesBeside() int {
	path, err := resolve(s.Path)
	if err != nil {
		return 0
	}
	copies, _ := s.beside(path)
	return len(copies)
}

// beside are the copies of the file at path, and what killed saves left.
func (s *Store) beside(path string) (copies, stale []string) {
	dir, ending := filepath.Dir(path), filepath.Ext(path)
	conflict := strings.TrimSuffix(filepath.Base(path), ending) + conflictCopy
	unfinished := temporaryPrefix(path)
	for _, name := range namesIn(dir) {
		switch {
		case strings.HasPrefix(name, conflict) && filepath.Ext(name) == ending:
			copies = append(copies, filepath.Join(dir, name))
		case strings.HasPrefix(name, unfinished):
			file := filepath.Join(dir, name)
			if info, err := os.Lstat(file); err == nil && time.Since(info.ModTime()) > staleAfter {
				stale = append(stale, file)
			}
		}
	}
	copies = append(copies, s.rescues(path)...)
	slices.Sort(copies)
	return copies, stale
}

// namesIn are the names in a folder, in no order: it is read at every opening and
// may hold thousands.
func namesIn(dir string) []string {
	folder, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer folder.Close()
	names, _ := folder.Readdirnames(-1)
	return names
}

// rescues are the notes of the file at path that other stores could not save.
func (s *Store) rescues(path string) (files []string) {
	if s.RescueDir == "" {
		return nil
	}
	prefix := nameOf(path) + "."
	for _, name := range namesIn(s.RescueDir) {
		file := filepath.Join(s.RescueDir, name)
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".json") && file != s.rescued {
			files = append(files, file)
		}
	}
	return files
}

// takeIn merges copies into the notes, and says which could be read. One that
// cannot be read is left where it is.
func (s *Store) takeIn(n *Notes, copies []string) (merged *Notes, taken []string) {
	merged = n
	for _, file := range copies {
		data, err := s.call().read(file)
		if err != nil {
			continue
		}
		if other, err := Decode(data); err == nil {
			merged = Merge(&Notes{}, merged, other)
			taken = append(taken, file)
		}
	}
	copied := *merged
	copied.copies = len(taken)
	return &copied, taken
}

// putAside moves copies that were taken in, and are on disk now, out of the
// way. One that cannot be moved is taken in once more the next time, which
// changes nothing.
func (s *Store) putAside(copies []string) {
	for _, file := range copies {
		if filepath.Dir(file) == s.RescueDir || s.keepCopy(file) {
			s.call().remove(file)
		}
	}
}

// keepCopy puts a copy among the backups, and reports whether it did.
func (s *Store) keepCopy(file string) bool {
	data, err := s.call().read(file)
	if err != nil || os.MkdirAll(s.BackupDir, 0o700) != nil {
		return false
	}
	kept := filepath.Join(s.BackupDir, filepath.Base(file)+"-"+rand.Text()[:8])
	if s.call().writeFile(kept, newMode, asTheyAre(data)) != nil {
		s.call().remove(kept)
		return false
	}
	return true
}

// Rescue keeps notes that Save could not save, until this store can save, or
// another one takes them in as it loads or saves. It reports whether it could: the
// disk may be the reason for both, and what no file may hold is not read from this
// one either.
func (s *Store) Rescue(n *Notes) bool {
	if n.countable() != nil || os.MkdirAll(s.RescueDir, 0o700) != nil {
		return false
	}
	if s.rescued == "" {
		path, err := resolve(s.Path)
		if err != nil {
			path = asFarAsThere(s.Path)
		}
		s.rescued = filepath.Join(s.RescueDir, nameOf(path)+"."+rand.Text()+".json")
	}
	temporary := s.rescued + ".tmp"
	os.Remove(temporary)
	write := func(f io.Writer) error { return n.encodeTo(io.MultiWriter(newMeter(), f)) }
	if s.call().writeFile(temporary, newMode, write) != nil || s.call().rename(temporary, s.rescued) != nil {
		s.call().remove(temporary)
		return false
	}
	return true
}

// forgetRescue removes what was rescued, now that it is saved.
func (s *Store) forgetRescue() {
	if s.rescued != "" {
		s.call().remove(s.rescued)
		s.rescued = ""
	}
}
