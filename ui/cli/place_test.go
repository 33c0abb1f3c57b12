package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// undecided is a speech with one note, and a place that gives it two candidates.
func undecided(t *testing.T) (p *program, s *speech, place annotations.Place) {
	t.Helper()
	p, talk := newProgram(t)
	text := "We shall act – today.\n\nWe shall act – tomorrow.\n\nThank you.\n"
	if err := os.WriteFile(talk, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := p.open(talk)
	if err != nil {
		t.Fatal(err)
	}
	before := model.Parse(model.Source{Text: "We shall act – soon.\n"})
	set := annotations.NewSet(s.notes)
	a := annotations.New(before, model.Span{End: len("We shall act – soon.")}, time.Unix(1e9, 0))
	set.Add(time.Unix(1e9, 0), a)
	s.notes = set.Notes()
	place = annotations.Place{ID: a.ID, Status: annotations.Ambiguous}
	for i, words := range []string{"We shall act – today.", "We shall act – tomorrow."} {
		at := strings.Index(text, words)
		span := model.Span{Start: at, End: at + len(words)}
		place.Candidates = append(place.Candidates, annotations.Candidate{Span: span, Score: 0.9 - float64(i)/10})
	}
	return p, s, place
}

// An ambiguous annotation is listed with its candidates, in code points, and
// without a place of its own.
func TestListOfWhatIsToDecide(t *testing.T) {
	p, s, place := undecided(t)
	raw, err := json.Marshal(s.annotationJSON(place))
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw)
	if !strings.Contains(got, `"status":"ambiguous","score":0,"candidates":[{"start":0,"end":21,"score":0.9},{"start":23,"end":47,"score":0.8}]`) ||
		!strings.Contains(got, `"quote":"We shall act – soon.","color":""`) {
		t.Error(got)
	}

	var list bytes.Buffer
	s.writePlaces(&list, []annotations.Place{place}, layout.Grid{})
	want := []string{"(to decide)", "ambiguous  We shall act – soon.", "    1: paragraph 1: [We shall act – today.]", "    2: paragraph 2: [We shall act – tomorrow.]"}
	for i, line := range strings.Split(strings.TrimSuffix(list.String(), "\n"), "\n") {
		if i >= len(want) || !strings.Contains(line, want[i]) {
			t.Errorf("line %d: %q", i, line)
		}
	}

	if err := p.writeCarried(s, []annotations.Place{place}); err != nil {
		t.Fatal(err)
	}
	told := p.stdout.(*bytes.Buffer).String()
	if !strings.HasPrefix(told, "1 note: 1 to decide\n  ") || !strings.Contains(told, "  to decide: We shall act – soon.\n    1: paragraph 1: [") {
		t.Error(told)
	}
}

func TestTakingACandidate(t *testing.T) {
	_, s, place := undecided(t)
	if span, err := s.foundPlace(place, 2); err != nil || s.document.Slice(span) != "We shall act – tomorrow." {
		t.Errorf("took %v, %v", span, err)
	}
	for number, want := range map[int]string{0: "may be in 2 places (choose one with --candidate N)", 3: "has only 2"} {
		_, err := s.foundPlace(place, number)
		var several placesError
		if err == nil || !strings.Contains(err.Error(), want) || !errors.As(err, &several) || len(several.places) != 2 {
			t.Errorf("candidate %d: %v", number, err)
		}
	}
	alone := place
	alone.Candidates = place.Candidates[:1]
	if _, err := s.foundPlace(alone, 0); err == nil || !strings.HasSuffix(err.Error(), " may be in one place (take it with --candidate 1)") {
		t.Errorf("one candidate: %v", err)
	}
	edited := annotations.Place{ID: place.ID, Status: annotations.Edited, Span: place.Candidates[0].Span}
	if span, err := s.foundPlace(edited, 0); err != nil || span != edited.Span {
		t.Errorf("confirmed %v, %v", span, err)
	}
}
