package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"lectern/annotations"
	"lectern/ui"
)

// drafts keeps notes that are being typed, one small file each, in the state
// folder. Who writes a draft holds a lock as long as it runs, so a draft whose
// lock is free was left behind. The lock files stay: see annotations.Store.
type drafts struct {
	folder, locks string
	notes, speech string // the paths; the speech's is empty for what is no file

	mu    sync.Mutex
	own   string                  // the slot of this run, once there is a draft
	held  map[string]*flock.Flock // by slot
	later map[string]time.Time    // by slot: of the latest call
}

// draftFile is a draft as it is kept.
type draftFile struct {
	Notes   string       `json:"notes"`
	Speech  string       `json:"speech"`
	ID      string       `json:"id,omitempty"`
	Passage draftPassage `json:"passage"`
	Source  string       `json:"source,omitempty"`
	Text    string       `json:"text"`
	Opened  string       `json:"opened"`
	Time    time.Time    `json:"time"`
}

type draftPassage struct {
	Exact    string `json:"exact"`
	Prefix   string `json:"prefix"`
	Suffix   string `json:"suffix"`
	Start    int    `json:"start"` // code points, half-open
	End      int    `json:"end"`
	Revision string `json:"revision"`
}

func newDrafts(notes, speech string) *drafts {
	state := stateFolder()
	return &drafts{
		folder: filepath.Join(state, "drafts"), locks: filepath.Join(state, "locks"), notes: notes, speech: speech,
		held: map[string]*flock.Flock{}, later: map[string]time.Time{},
	}
}

func (d *drafts) prefix() string { return hashName(d.notes) + "-" }

func (d *drafts) file(slot string) string { return filepath.Join(d.folder, slot+".json") }

// hold takes the lock of a slot, unless another program has it.
func (d *drafts) hold(slot string) (bool, error) {
	if d.held[slot] != nil {
		return true, nil
	}
	if err := os.MkdirAll(d.locks, 0o700); err != nil {
		return false, err
	}
	lock := flock.New(filepath.Join(d.locks, "draft-"+slot+".lock"))
	ok, err := lock.TryLock()
	if ok {
		d.held[slot] = lock
	}
	return ok, err
}

func (d *drafts) release(slot string) {
	if lock := d.held[slot]; lock != nil {
		lock.Unlock()
		delete(d.held, slot)
	}
}

// Left is a draft that was left behind. It stays this run's, so that no other
// offers it as well.
func (d *drafts) Left() (ui.Draft, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	entries, _ := os.ReadDir(d.folder)
	for _, e := range entries {
		slot, ok := strings.CutSuffix(e.Name(), ".json")
		if !ok || !strings.HasPrefix(slot, d.prefix()) || d.held[slot] != nil {
			continue
		}
		if free, _ := d.hold(slot); !free {
			continue
		}
		if draft, ok := d.read(slot); ok {
			return draft, true
		}
		d.release(slot)
	}
	return ui.Draft{}, false
}

func (d *drafts) read(slot string) (ui.Draft, bool) {
	raw, err := os.ReadFile(d.file(slot))
	var f draftFile
	if err != nil || json.Unmarshal(raw, &f) != nil || f.Notes != d.notes || f.Speech != d.speech {
		return ui.Draft{}, false
	}
	p := f.Passage
	return ui.Draft{
		Slot: slot, ID: f.ID, Source: f.Source, Text: f.Text, Opened: f.Opened, Time: f.Time,
		Target: annotations.Target{Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix, Start: p.Start, End: p.End, Revision: p.Revision},
	}, true
}

// SaveDraft returns when the draft would survive a power cut.
func (d *drafts) SaveDraft(draft ui.Draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	slot, err := d.slotOf(draft)
	if err != nil {
		return fmt.Errorf("%s: %w", d.locks, reason(err))
	}
	if d.late(slot, draft) {
		return nil
	}
	t := draft.Target
	raw, err := json.Marshal(draftFile{
		Notes: d.notes, Speech: d.speech, ID: draft.ID, Source: draft.Source, Text: draft.Text, Opened: draft.Opened, Time: draft.Time,
		Passage: draftPassage{t.Exact, t.Prefix, t.Suffix, t.Start, t.End, t.Revision},
	})
	if err != nil {
		return err
	}
	err = os.MkdirAll(d.folder, 0o700)
	if err == nil {
		err = writeWhole(d.file(slot), 0o600, append(raw, '\n'))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", d.folder, reason(err))
	}
	return nil
}

// slotOf is the slot of a draft: the one it was found in, or this run's own, for
// which the first is taken that is free and empty.
func (d *drafts) slotOf(draft ui.Draft) (string, error) {
	if draft.Slot != "" {
		return draft.Slot, nil
	}
	for n := 0; d.own == ""; n++ {
		slot := d.prefix() + strconv.Itoa(n)
		free := d.held[slot] == nil
		if free {
			var err error
			if free, err = d.hold(slot); err != nil {
				return "", err
			}
		}
		if _, err := os.Lstat(d.file(slot)); free && err != nil {
			d.own = slot
		} else if free {
			d.release(slot)
		}
	}
	return d.own, nil
}

// late reports whether a later call for the slot has come before this one.
func (d *drafts) late(slot string, draft ui.Draft) bool {
	if draft.Time.Before(d.later[slot]) {
		return true
	}
	d.later[slot] = draft.Time
	return false
}

// DropDraft removes a draft. A slot that it was found in is free again.
func (d *drafts) DropDraft(draft ui.Draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	slot, err := d.slotOf(draft)
	if err != nil || d.late(slot, draft) {
		return err
	}
	if err := os.Remove(d.file(slot)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", d.folder, reason(err))
	}
	if slot != d.own {
		d.release(slot)
	}
	return nil
}
