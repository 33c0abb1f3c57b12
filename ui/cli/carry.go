package cli

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
	"lectern/ui/layout"
)

func (p *program) carryCommand() *cobra.Command {
	var asJSON, dryRun bool
	cmd := &cobra.Command{
		Use:   "carry OLD NEW",
		Short: "Bring the notes of one draft of a speech to the next",
		Long: `Bring the notes of one draft of a speech to the next, and say what became of
their passages: from the text as prepared to the text as delivered, or from last
year's speech to this year's.

OLD is the earlier speech or its notes file, which is enough when the speech
itself is gone. It is never written to. NEW keeps the notes it has. Carried
again, notes are brought up to date and never doubled.`,
		Example: "  lectern carry prepared.txt delivered.txt\n  lectern carry talk-2022.txt.notes.json talk-2023.txt --dry-run",
		Args:    arguments(2, 2, "the OLD and the NEW speech"),
		RunE: func(_ *cobra.Command, args []string) error {
			old, err := p.openDraft(args[0])
			if err != nil {
				return err
			}
			s, err := p.open(args[1])
			if err != nil {
				return err
			}
			if sameFile(old.path, s.path) || sameFile(old.notesPath, s.store.Path) {
				return usage("carry: OLD and NEW are one speech (name two drafts of it)")
			}
			carried, err := p.carry(old, s, dryRun)
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(s.carryJSON(carried))
			}
			return p.writeCarried(s, carried)
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only say what would become of the notes; write nothing")
	return cmd
}

// draft is the notes of an earlier draft.
type draft struct {
	path      string // the speech; empty when only the notes are known
	notesPath string
	notes     *annotations.Notes
}

// openDraft opens the notes that a speech has, or a notes file by itself. The
// name of a speech that is gone stands for the notes beside it.
func (p *program) openDraft(name string) (draft, error) {
	notesFile := name
	if !strings.HasSuffix(name, annotations.NotesEnding) && !holdsNotes(name) {
		notesFile = annotations.Sidecar(name)
	}
	if notesFile != name && (exists(name) || !exists(notesFile)) {
		s, err := p.forOthers().open(name)
		if err != nil {
			return draft{}, err
		}
		return draft{s.path, s.store.Path, s.notes}.checked(name, s.unread)
	}
	if !exists(notesFile) {
		return draft{}, fmt.Errorf("%s: no such file (check the name and the folder)", notesFile)
	}
	store := annotations.Store{Path: notesFile}
	notes, err := store.Load()
	return draft{"", notesFile, notes}.checked(name, err)
}

// holdsNotes reports whether a file is a notes file, whatever it is called.
func holdsNotes(path string) bool {
	data, err := annotations.ReadFile(path)
	if err == nil {
		_, err = annotations.Decode(data)
	}
	return err == nil || errors.Is(err, annotations.ErrNewer)
}

// checked refuses notes that could not be read whole, and none at all.
func (d draft) checked(name string, unread error) (draft, error) {
	switch {
	case unread != nil:
		return draft{}, unread
	case len(d.notes.Live()) == 0:
		return draft{}, fmt.Errorf("%s: it has no notes to carry (OLD comes first, then NEW)", name)
	}
	return d, nil
}

// carry adds the notes of an earlier draft to a speech's own, and gives where
// they stand now, in the order of the list.
func (p *program) carry(old draft, s *speech, dryRun bool) ([]annotations.Place, error) {
	if err := s.unchangeable(); err != nil {
		return nil, err
	}
	s.notes = annotations.Carry(old.notes, s.notes)
	s.document = model.Parse(s.read.Source, s.notes.RulingsFor(s.read.Text)...)
	var carried []annotations.Place
	for _, place := range annotations.Anchor(s.document, s.notes) {
		if a, ok := old.notes.Find(place.ID); ok && a.Live() {
			carried = append(carried, place)
		}
	}
	if dryRun {
		return carried, nil
	}
	_, err := s.save(s.notes)
	return carried, err
}

type carryJSON struct {
	Carried     int              `json:"carried"`
	Placed      int              `json:"placed"`
	Moved       int              `json:"moved"`
	Edited      int              `json:"edited"`
	Ambiguous   int              `json:"ambiguous"`
	Orphan      int              `json:"orphan"`
	Annotations []annotationJSON `json:"annotations"`
}

func (s *speech) carryJSON(carried []annotations.Place) carryJSON {
	t := annotations.TallyOf(carried)
	list := carryJSON{t.Total(), t.Placed, t.Moved, t.Edited, t.Ambiguous, t.Orphan, []annotationJSON{}}
	for _, place := range carried {
		list.Annotations = append(list.Annotations, s.annotationJSON(place))
	}
	return list
}

// writeCarried says what became of the notes, and names those that the reader has
// to do something about.
func (p *program) writeCarried(s *speech, carried []annotations.Place) error {
	b := bufio.NewWriter(p.stdout)
	fmt.Fprintln(b, ui.TallyWords(annotations.TallyOf(carried), commandLanguage))
	for _, place := range carried {
		if place.Anchored() {
			continue
		}
		a, _ := s.notes.Find(place.ID)
		quote := layout.Truncate(layout.Visible(a.Target.Exact), 60, p.grid())
		fmt.Fprintf(b, "  %s  %s: %s\n", shortID(a.ID), statusWords[place.Status], quote)
		for _, candidate := range s.candidates(place) {
			fmt.Fprintln(b, "    "+layout.Visible(candidate))
		}
	}
	return b.Flush()
}
