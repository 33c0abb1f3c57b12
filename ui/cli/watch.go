package cli

import (
	"io/fs"
	"os"
	"path/filepath"

	"lectern/annotations"
	"lectern/model/source"
	"lectern/ui"
)

// track follows a file that other programs may change, by looking at it from time
// to time.
type track struct {
	seen fs.FileInfo // of what was taken in last; nil for no file
	last fs.FileInfo // as the look before found it
}

// step is one look: whether the file is another than the one taken in, and
// whether it has been left alone since the look before.
func (t *track) step(now fs.FileInfo) (changed, still bool) {
	changed, still = !sameState(now, t.seen), sameState(now, t.last)
	t.last = now
	return changed, still
}

// stateOf is a file as it is now; nil when there is none that can be seen.
func stateOf(path string) fs.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

// sameState reports whether a file is the same and was not written meanwhile, as
// far as one can tell without reading it.
func sameState(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// Look says what other programs did since the last look.
func (k *keeper) Look() ui.News {
	k.mu.Lock()
	defer k.mu.Unlock()
	news := k.lookAtNotes()
	if k.s.path == "" {
		return news
	}
	now := stateOf(k.s.path)
	if changed, still := k.speech.step(now); changed && still {
		k.speech.seen = now
		news.Speech = ui.FileChanged
		if now == nil {
			news.Speech = ui.FileGone
		}
	}
	return news
}

// lookAtNotes reads the notes file when it changed. One that is gone, or cannot
// be read, may be in the middle of being written, so it is looked at twice before
// anything is said.
func (k *keeper) lookAtNotes() ui.News {
	now := stateOf(k.s.store.Path)
	changed, still := k.notes.step(now)
	conflict := k.beside.grown(&k.s.store)
	switch {
	case !changed && !conflict:
		return ui.News{}
	case now == nil && !conflict:
		if still {
			k.notes.seen = nil
		}
		return ui.News{NotesGone: still}
	}
	notes, err := k.s.store.Load()
	switch {
	case err == nil:
		k.notes.seen, k.s.notes = now, notes
		return ui.News{Notes: notes}
	case still:
		k.notes.seen = now
		return ui.News{ReadOnly: err.Error()}
	}
	return ui.News{}
}

// wrote takes note of a file that we wrote ourselves, so that it is not read
// again. One of another length is another program's, written since.
func (k *keeper) wrote() {
	if now := stateOf(k.s.store.Path); now != nil && now.Size() == k.s.store.Size() {
		k.notes = track{now, now}
	}
}

// Reread reads the speech again, in the way it was read first.
func (k *keeper) Reread() (ui.Speech, error) {
	k.mu.Lock()
	encoding := k.s.encoding
	k.mu.Unlock()
	read, err := source.Open(k.s.path, encoding)
	if err != nil {
		return ui.Speech{}, err
	}
	makeRoomFor(read.Text)
	return readAgain(read), nil
}

// besides knows the copies of a notes file that a synchroniser put beside it
// because it was changed in two places.
type besides struct {
	folder fs.FileInfo // when it was searched last
	copies int         // there were then, or were taken in at opening
}

// grown reports whether there are more copies than at the last look. The folder is
// read only when something in it came or went.
func (b *besides) grown(store *annotations.Store) bool {
	now := stateOf(filepath.Dir(store.Path))
	if sameState(now, b.folder) {
		return false
	}
	b.folder = now
	before := b.copies
	b.copies = store.CopiesBeside()
	return b.copies > before
}
