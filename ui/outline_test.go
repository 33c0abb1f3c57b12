package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lectern/model"
)

// The outline of any number of sections is made without their words.
func TestTheOutlineIsMadeWithoutWords(t *testing.T) {
	d := &model.Document{}
	for i := range 10_000 {
		d.Parts = append(d.Parts, model.Part{Kind: model.Heading, Title: fmt.Sprintf("Section\n%d", i), Span: model.Span{Start: i, End: i + 1}})
	}
	if made := testing.AllocsPerRun(5, func() { entries(d) }); made > 1 {
		t.Errorf("it takes %v allocations", made)
	}
	if list := entries(d); len(list) != len(d.Parts) || cap(list) != len(list) {
		t.Errorf("%d entries, room for %d", len(list), cap(list))
	}
}

// What was typed is looked for once: stepping and drawing find it looked for, and
// another document or other typing has it looked for again.
func TestTheOutlineIsSearchedOncePerQuery(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "150x40")
	st.keys("t要")
	o := st.app.reader.mode().(*outlining)
	if o.shown.count() < 2 || o.shown.count() == len(st.app.reader.outline) {
		t.Fatalf("%d entries match", o.shown.count())
	}
	first := &o.shown.found[0]
	for _, key := range []string{"<down>", "<up>", "<pgdown>"} {
		if st.keys(key); &o.shown.found[0] != first {
			t.Errorf("%s has it looked for again", key)
		}
	}
	wanted := st.app.reader.outline[o.shown.at(o.at)].start
	st.app.reader.take(model.Parse(st.app.reader.speech.Source))
	if st.keys("<up><down>"); &o.shown.found[0] == first {
		t.Error("the entries are those of a document that is gone")
	}
	if st.keys("<enter>"); st.app.reader.cursor != wanted {
		t.Errorf("the cursor is at %d, not %d", st.app.reader.cursor, wanted)
	}
	st.keys("t").keys(strings.Repeat("没", 3) + "<down><enter>")
	if _, reads := st.app.reader.mode().(reading); !reads || st.app.reader.cursor != wanted {
		t.Error("an entry was taken where none matches")
	}

	st.keys("t要<down>").resize("150x1")
	st.app.reader.take(model.Parse(model.Source{Text: "要。\n"}))
	st.keys("<enter>")
	if _, reads := st.app.reader.mode().(reading); !reads {
		t.Error("the outline is still open")
	}
}

// Typing on narrows what matched, and the keys that it took find what they would have
// found at once.
func TestTheOutlineIsNarrowed(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "150x40")
	st.keys("t")
	r := st.app.reader
	o := r.mode().(*outlining)
	for _, key := range []string{"要", "着", "力", "<bs>", "<bs>", "<bs>", "第", "<bs>", "难"} {
		st.keys(key)
		whole := r.matching(o.input.value(), matches{all: len(r.outline)})
		if o.shown.count() != whole.count() || !slices.Equal(o.shown.found, whole.found) {
			t.Errorf("after %s %v match, want %v", key, o.shown.found, whole.found)
		}
	}
	if typed := o.input.value(); typed != "难" || o.shown.count() == 0 {
		t.Errorf("%q matches %d entries", typed, o.shown.count())
	}
}
