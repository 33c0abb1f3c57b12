package annotations

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// What has more records or values than are read again is refused, to be read and to
// be written, and as many as that are not.
func TestAsManyRecordsAsAreRead(t *testing.T) {
	for _, more := range []int{0, 1} {
		var records []string
		n := NewNotes()
		for i := range maxItems + more {
			id := fmt.Sprintf("%06d", i)
			records = append(records, `{"id":"`+id+`"}`)
			n.Annotations = append(n.Annotations, &Annotation{ID: id})
		}
		read, err := Decode(fileWith(records...))
		if more > 0 != errors.Is(err, ErrBroken) || more == 0 && len(read.Annotations) != maxItems {
			t.Errorf("%d records are read: %v", len(records), err)
		}
		s := newStore(t, nil)
		if _, err := s.Save(n); more > 0 != errors.Is(err, errTooLarge) {
			t.Errorf("%d records are saved: %v", len(records), err)
		}
		if encoded := n.Encode(); n.Fits(encoded) == (more > 0) {
			t.Errorf("%d records fit", len(records))
		}
	}
}

func TestAsManyMembersAsAreRead(t *testing.T) {
	for _, more := range []int{0, 1} {
		var members strings.Builder
		for i := range maxItems + more {
			fmt.Fprintf(&members, `,"%06d":0`, i)
		}
		n, err := Decode(fileWith(`{"id":"x"` + members.String() + `}`))
		if more > 0 != errors.Is(err, ErrBroken) || more == 0 && len(n.Annotations[0].kept.record) != maxItems {
			t.Errorf("%d more: %v", more, err)
		}
	}
	n := NewNotes()
	n.kept = make(object, maxItems+1)
	if n.countable() == nil {
		t.Error("notes with as many members are saved")
	}
}

func TestAsManyValuesAsAreRead(t *testing.T) {
	before := sampleNotes(t).Encode()
	s := newStore(t, before)
	set := load(t, s)
	set.Add(later(20), Annotation{ID: "urn:uuid:z", Note: strings.Repeat(",", maxCommas)})
	n := set.Notes()
	_, err := s.Save(n)
	checkError(t, err, s.Path)
	if _, read := Decode(n.Encode()); !errors.Is(err, errTooLarge) || !errors.Is(read, ErrBroken) || n.Fits(n.Encode()) {
		t.Errorf("saved: %v, read: %v", err, read)
	}
	if !bytes.Equal(onDisk(t, s), before) {
		t.Error("the file changed")
	}
	onlyFile(t, s.Path)
	isNotRescued(t, s, n)
}

// What cannot be read again is not kept for rescue, and what was kept before stays.
func TestTooManyNotesAreNotRescued(t *testing.T) {
	s := newStore(t, nil)
	before := sampleNotes(t)
	if !s.Rescue(before) {
		t.Fatal("the notes could not be kept elsewhere")
	}
	kept, err := os.ReadFile(onlyKept(t, s.RescueDir, ".json"))
	if err != nil {
		t.Fatal(err)
	}
	n := NewNotes()
	for i := range maxItems + 1 {
		n.Annotations = append(n.Annotations, &Annotation{ID: fmt.Sprintf("%06d", i)})
	}
	if s.Rescue(n) {
		t.Error("too many notes are kept for rescue")
	}
	if now, err := os.ReadFile(onlyKept(t, s.RescueDir, "")); err != nil || !bytes.Equal(now, kept) {
		t.Errorf("what was kept before is not: %v", err)
	}
	_, err = s.Save(n)
	if checkError(t, err, s.Path); !strings.Contains(err.Error(), "too many notes for one file (export and remove some)") {
		t.Error(err)
	}
}

// isNotRescued checks that notes are refused without a trace.
func isNotRescued(t *testing.T, s *Store, n *Notes) {
	t.Helper()
	if s.Rescue(n) {
		t.Error("they are kept for rescue")
	}
	if left := namesIn(s.RescueDir); len(left) > 0 {
		t.Errorf("%q are left in the rescue folder", left)
	}
}
