package importer

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lectern/annotations"
	"lectern/annotations/export"
)

// exportedDocx is a Word document of a speech, with what it says that it leaves out.
func exportedDocx(t *rapid.T, speeches ...Speech) (data []byte, losses []export.Loss) {
	f, ok := export.Find("docx")
	if !ok {
		t.Fatal("there is no format docx")
	}
	e := &export.Export{}
	for _, s := range speeches {
		part := &export.Speech{Document: s.Document, Notes: s.Notes, Places: annotations.Anchor(s.Document, s.Notes), Source: s.Name}
		e.Speeches = append(e.Speeches, part)
	}
	var b bytes.Buffer
	if err := e.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), e.Losses()
}

// A Word document has what its export does not say that it leaves out: positions
// apart, the same annotations come back, and into the notes that it is of none.
func TestDocxRoundTrip(t *testing.T) {
	for _, name := range roundTripped {
		bare := opened(t, name)
		rapid.Check(t, func(t *rapid.T) {
			s := withRoles(drawMarks(t, bare.fresh()))
			data, losses := exportedDocx(t, s)
			if oneColor(losses) || coincide(s) || len(shownMarks(s)) == 0 {
				return
			}
			if again := planOf(t, s, data); len(again.Added)+again.Different > 0 {
				t.Fatalf("in the notes that it is of: %s\n%+v", outcome(again), again.Added)
			}
			plan := planOf(t, s.fresh(), data)
			if got, want := said(plan, s, true), shownMarks(s); !slices.Equal(got, want) {
				t.Fatalf("read back:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			for _, a := range plan.Added {
				if commented := a.Note != "" || len(a.Tags) > 0; commented != a.Created.Equal(start.Truncate(time.Second)) {
					t.Fatalf("made at %v: %+v", a.Created, a)
				}
			}
		})
	}
}

// Of marks that lie over one another the words are there all the same.
func TestDocxKeepsNotesOnMarksThatOverlap(t *testing.T) {
	bare := opened(t, roundTripped[0])
	rapid.Check(t, func(t *rapid.T) {
		s := withRoles(drawMarks(t, bare.fresh()))
		if len(shownMarks(s)) == 0 {
			return
		}
		data, _ := exportedDocx(t, s)
		var got, want []string
		for _, a := range planOf(t, s.fresh(), data).Added {
			if a.Note != "" || len(a.Tags) > 0 {
				got = append(got, strings.Join(lines(a.Note), "\n")+"|"+a.Creator+"|"+strings.Join(a.Tags, ","))
			}
		}
		for _, a := range s.Notes.Live() {
			if a.Note != "" || len(a.Tags) > 0 {
				want = append(want, strings.Join(lines(a.Note), "\n")+"|"+a.Creator+"|"+strings.Join(s.Notes.TagPaths(*a), ","))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if got, want := slices.Compact(got), slices.Compact(want); !slices.Equal(got, want) {
			t.Fatalf("read back:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// withRoles gives two colours roles, one of which looks like the end of a line of
// tags.
func withRoles(s Speech) Speech {
	set := annotations.NewSet(s.Notes)
	set.SetRole(start, annotations.Yellow, "论点")
	set.SetRole(start, annotations.Red, "a · b")
	s.Notes = set.Notes()
	return s
}

func oneColor(losses []export.Loss) bool {
	return slices.ContainsFunc(losses, func(l export.Loss) bool { return l.Kind == export.OneColor })
}

// coincide reports whether two annotations are on the same words: whose the colour
// of these is, the document does not say.
func coincide(s Speech) bool {
	seen := map[string]bool{}
	for _, place := range annotations.Anchor(s.Document, s.Notes) {
		a, _ := s.Notes.Find(place.ID)
		key := strings.TrimSpace(a.Target.Exact)
		if place.Anchored() {
			key = strings.TrimSpace(s.Document.Plain(place.Span))
		}
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

// shownMarks are what saidBy says of the annotations of which there is something to
// see.
func shownMarks(s Speech) []string {
	n := annotations.NewSet(s.Notes)
	for _, a := range s.Notes.Live() {
		if a.Color == annotations.None && a.Note == "" && len(a.Tags) == 0 {
			n.Remove(start, a.ID)
		}
	}
	s.Notes = n.Notes()
	return saidBy(s, true)
}
