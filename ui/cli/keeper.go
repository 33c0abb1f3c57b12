package cli

import (
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

// keeper keeps the notes and the place of one speech.
type keeper struct {
	places places
	now    func() time.Time

	mu     sync.Mutex // of s, whose notes are those on disk, and what follows
	s      *speech
	notes  track
	speech track
	beside besides

	counted *annotations.Notes // which noted counts
	noted   *noted
}

func newKeeper(p *program, s *speech) *keeper {
	return &keeper{
		s: s, places: newPlaces(), now: p.now,
		notes: track{seen: s.notesState, last: s.notesState}, speech: track{seen: s.state, last: s.state},
		beside: besides{copies: s.notes.Copies()},
	}
}

// SaveNotes writes the notes and returns what is on disk then. Those that cannot
// be saved wait aside for the next time: the reader has gone on meanwhile.
func (k *keeper) SaveNotes(n *annotations.Notes) (*annotations.Notes, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	saved, err := k.s.save(n)
	if err != nil {
		k.s.store.Rescue(n)
		return nil, err
	}
	k.s.notes = saved
	k.wrote()
	return saved, nil
}

// document is the text on the page, as far as the keeper knows.
func (k *keeper) document() *model.Document {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.s.document
}

// SavePlace keeps where reading stopped; what came from standard input has no
// name to find its place again by. The document is the one on the page from now on:
// the memory of a long one before it is free.
func (k *keeper) SavePlace(d *model.Document, place ui.Place) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.s.document = d
	if k.s.name == standardInput {
		return nil
	}
	r := reading{
		Path: k.s.path, Name: k.s.shortName(), Title: k.s.notes.Info(d).Title,
		Notes: k.s.store.Path, Read: k.now().UTC(), Encoding: k.s.chosen,
		Noted: k.count(),
	}
	r.put(d, place)
	return k.places.save(r)
}

// count counts what the notes on disk hold, once for each state of them.
func (k *keeper) count() *noted {
	if k.counted != k.s.notes {
		k.counted, k.noted = k.s.notes, note(k.s.notes, k.notes.seen)
	}
	return k.noted
}

// CopyNotes writes the notes to a file that is not there yet.
func (k *keeper) CopyNotes(n *annotations.Notes, path string) error {
	if exists(path) {
		return fmt.Errorf("%s: %w", path, errThere)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	k.mu.Lock()
	k.s.describe(n)
	elsewhere := k.s.storeAt(path)
	k.mu.Unlock()
	_, err = elsewhere.Save(n)
	return err
}
