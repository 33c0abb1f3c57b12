package annotations

import (
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// This file makes several edits one step of undo.

// InOneStep makes all the edits of a function one step: they are undone and done
// again together.
func (s *Set) InOneStep(edits func()) {
	before := len(s.done)
	edits()
	var parts []Edit
	for _, step := range s.done[before:] {
		if e, err := step.what(); err == nil {
			parts = append(parts, e)
		}
	}
	if len(parts) > 1 {
		s.done = append(s.done[:before], newStep(Edit{parts: parts}))
	}
}

// turnParts turns the edits of a step, and reports whether that changed anything.
func (s *Set) turnParts(now time.Time, parts []Edit) bool {
	some := false
	for _, e := range parts {
		some = s.turn(now, e) || some
	}
	return some
}

// reversedParts are the edits of a step the other way round, the last one first.
func reversedParts(parts []Edit) []Edit {
	var back []Edit
	for _, e := range slices.Backward(parts) {
		back = append(back, e.reverse())
	}
	return back
}

// writeParts writes the edits of a step.
func writeParts(w *writer, parts []Edit) {
	if len(parts) == 0 {
		return
	}
	w.name("parts")
	w.list(func() {
		for _, e := range parts {
			e.write(w)
		}
	})
}

func readParts(to *[]Edit) func(json.RawMessage) error {
	return func(raw json.RawMessage) error {
		return eachItem(raw, func(item json.RawMessage) error {
			e, err := readEdit(item)
			if err == nil && e.parts != nil {
				err = errors.New("is a step inside a step")
			}
			*to = append(*to, e)
			return err
		})
	}
}

// unmade is what an annotation that was added is before: not there. A journal does
// not write it down.
func unmade(a Annotation) Annotation {
	a.Modified, a.Deleted = time.Time{}, time.Unix(0, 0).UTC()
	a.changed = stamps{}
	return a
}
