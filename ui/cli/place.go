package cli

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
)

func (p *program) placeCommand() *cobra.Command {
	passage := newPassageFlags()
	candidate := number{low: 1, high: math.MaxInt}
	cmd := &cobra.Command{
		Use:   "place FILE ID [--candidate N | --quote TEXT [--occurrence N] | --at START:END]",
		Short: "Say where an annotation belongs in a speech that has changed",
		Long: `Say where an annotation belongs in a speech that has changed.

--candidate takes one of the places that list shows for an annotation that is to
decide; --quote and --at name any passage. With none of them, an annotation that
has moved or whose words have changed is confirmed where it was found. The
passage it was on before stays in the notes file.`,
		Example: "  lectern place talk.txt 6f1e2a3b --candidate 2\n  lectern place talk.txt 6f1e2a3b --quote \"fellow citizens\"",
		Args:    arguments(2, 2, "a FILE and an ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			if candidate.value > 0 && passage.given() {
				return usage("place: --candidate names a place already (leave out --quote, --occurrence and --at)")
			}
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			a, err := s.find(args[1])
			if err != nil {
				return err
			}
			var span model.Span
			if passage.given() {
				span, err = passage.find(s)
			} else {
				span, err = s.foundPlace(s.placeOf(a.ID), candidate.value)
			}
			if err != nil || span.Empty() {
				return err
			}
			return s.edit(func(set *annotations.Set) { set.Repoint(p.now(), s.document, a.ID, span) })
		},
	}
	passage.add(cmd)
	cmd.Flags().Var(&candidate, "candidate", "the place with this `NUMBER` among those that list shows")
	return cmd
}

// given reports whether the flags say anything.
func (f *passageFlags) given() bool {
	return f.quote != "" || f.at.given || f.occurrence.value > 0
}

// foundPlace is where an annotation was found: its only place, or the candidate
// with a number, from 1. It is empty where there is nothing to confirm.
func (s *speech) foundPlace(place annotations.Place, number int) (model.Span, error) {
	id := shortID(place.ID)
	switch found := len(place.Candidates); {
	case number > 0 && number <= found:
		return place.Candidates[number-1].Span, nil
	case number > 0 && found == 0:
		return model.Span{}, fmt.Errorf("%s: --candidate %d: %s is %s, it has no candidates", s.name, number, id, place.Status)
	case number > 0:
		err := fmt.Errorf("%s: --candidate %d: %s has only %d", s.name, number, id, found)
		return model.Span{}, placesError{err, s.candidates(place)}
	case place.Status == annotations.Placed:
		return model.Span{}, nil
	case place.Anchored():
		return place.Span, nil
	case found == 1:
		err := fmt.Errorf("%s: %s may be in one place (take it with --candidate 1)", s.name, id)
		return model.Span{}, placesError{err, s.candidates(place)}
	case found > 0:
		err := fmt.Errorf("%s: %s may be in %d places (choose one with --candidate N)", s.name, id, found)
		return model.Span{}, placesError{err, s.candidates(place)}
	}
	return model.Span{}, fmt.Errorf("%s: %s has no passage in the text any more (say where it belongs with --quote TEXT or --at START:END)", s.name, id)
}

// placeOf is where a live annotation stands.
func (s *speech) placeOf(id string) annotations.Place {
	for _, place := range annotations.Anchor(s.document, s.notes) {
		if place.ID == id {
			return place
		}
	}
	return annotations.Place{ID: id, Status: annotations.Orphan}
}
