package annotations

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
)

// What a notes file may hold. 100,000 notes with their passages are some 80 MB and
// four million values. A file from elsewhere may have a record in every sixteen
// bytes, which in memory are five hundred.
const (
	MaxFile   = 128 << 20 // bytes
	maxItems  = 1 << 18   // of a list of records, and unknown members of an object
	maxCommas = 1 << 23   // which part the values, and may stand in notes too
)

var errTooLarge = errors.New("too many notes for one file")

// Fits reports whether notes that Encode has written can be read again.
func (n *Notes) Fits(encoded []byte) bool {
	m := newMeter()
	_, err := m.Write(encoded)
	return err == nil && n.countable() == nil
}

// countable is errTooLarge for notes with a list that would not be read again. Only
// these grow when notes are merged.
func (n *Notes) countable() error {
	d := &n.Document
	most := max(len(n.Annotations), len(n.Tags), len(n.Rulings), len(d.Revisions), len(n.Roles), len(n.kept), len(d.kept), len(d.keptGiven))
	if most > maxItems {
		return errTooLarge
	}
	return nil
}

// checkValues refuses a file with so many values that they would fill the memory.
func checkValues(data []byte) error {
	if bytes.Count(data, []byte(",")) > maxCommas {
		return broken(fmt.Errorf("it holds more than %d values", maxCommas))
	}
	return nil
}

// meter sums up what is written to a notes file, and stops what would not be read
// again.
type meter struct {
	hash.Hash
	size   int64
	commas int
}

func newMeter() *meter { return &meter{Hash: sha256.New()} }

func (m *meter) Write(p []byte) (int, error) {
	m.size += int64(len(p))
	m.commas += bytes.Count(p, []byte(","))
	if m.size > MaxFile || m.commas > maxCommas {
		return 0, errTooLarge
	}
	return m.Hash.Write(p)
}

// state is the file as it was written.
func (m *meter) state() *state {
	return &state{sum: [sha256.Size]byte(m.Sum(nil)), size: m.size, ours: true}
}
