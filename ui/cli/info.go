package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

func (p *program) infoCommand() *cobra.Command {
	var asJSON bool
	var given factList
	cmd := &cobra.Command{
		Use:     "info FILE",
		Short:   "Say what a speech is, how it was read, how long it takes to speak, where its notes are",
		Long:    "Say what a speech is, how it was read, how long it takes to speak, where its notes are.\nWith --set, say first what it is cited by, where its text is silent or wrong.",
		Example: "  lectern info talk.txt\n  lectern info talk.txt --set speaker=李华 --set date=2022-03-05",
		Args:    arguments(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			if err := p.give(s, given); err != nil {
				return err
			}
			p.tellStray(s)
			info := p.info(s)
			if asJSON {
				return p.printJSON(info)
			}
			return p.printInfo(s, info)
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.Flags().Var(&given, "set", "set a `FIELD=VALUE`: "+strings.Join(annotations.InfoFields(), ", ")+"; an empty VALUE goes back to what the text says; may be given several times")
	return cmd
}

// factList is a flag that can be given several times: fields of what a speech is
// cited by, each with its value.
type factList [][2]string

func (l *factList) String() string { return "" }

// Type is what the help calls the value.
func (l *factList) Type() string { return "FIELD=VALUE" }

// Set adds a field from the command line.
func (l *factList) Set(value string) error {
	field, value, ok := strings.Cut(value, "=")
	known := strings.Join(annotations.InfoFields(), ", ")
	switch {
	case !ok:
		return fmt.Errorf("%q has no = (FIELD=VALUE, where FIELD is one of %s)", field, known)
	case !slices.Contains(annotations.InfoFields(), field):
		return fmt.Errorf("there is no field %q (%s)", field, known)
	}
	*l = append(*l, [2]string{field, value})
	return nil
}

// give sets what a speech is cited by.
func (p *program) give(s *speech, given factList) error {
	if len(given) == 0 {
		return nil
	}
	return s.edit(func(set *annotations.Set) {
		for _, fact := range given {
			set.SetInfo(p.now(), fact[0], fact[1])
		}
	})
}

type infoJSON struct {
	File        string      `json:"file"`
	Format      string      `json:"format"`
	Encoding    string      `json:"encoding"`
	Bytes       int         `json:"bytes"`
	Characters  int         `json:"characters"`
	Unreadable  int         `json:"unreadable"`
	Title       string      `json:"title"`
	Speaker     string      `json:"speaker"`
	Date        string      `json:"date"`
	Occasion    string      `json:"occasion"`
	URL         string      `json:"url"`
	Language    string      `json:"language"`
	Minutes     minutesJSON `json:"minutes"`
	NotesFile   string      `json:"notes_file"`
	Annotations int         `json:"annotations"`
}

type minutesJSON struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// String is the range in words.
func (m minutesJSON) String() string {
	switch {
	case m.Low != m.High:
		return fmt.Sprintf("%d to %d minutes", m.Low, m.High)
	case m.High == 1:
		return "about a minute"
	}
	return fmt.Sprintf("about %d minutes", m.High)
}

func (p *program) info(s *speech) infoJSON {
	cited := s.notes.Info(s.document)
	minutes := p.settings.Rates.model().Minutes(spoken(s.document))
	return infoJSON{
		File: s.name, Format: s.read.Format, Encoding: s.read.Encoding, Bytes: s.read.Bytes,
		Characters: utf8.RuneCountInString(s.document.Text), Unreadable: s.read.Unreadable,
		Title: cited.Title, Speaker: cited.Speaker, Date: cited.Date, Occasion: cited.Occasion, URL: cited.URL,
		Language: s.document.Language,
		Minutes:  minutesJSON(minutes), NotesFile: s.notesName(), Annotations: len(s.notes.Live()),
	}
}

// spoken counts what a speaker would say: everything but the file's metadata.
func spoken(d *model.Document) model.Counts {
	var counts model.Counts
	for i := range d.Paragraphs {
		if d.Paragraphs[i].Kind != model.FrontMatter {
			counts = counts.Plus(model.Count(d.Slice(d.Paragraphs[i].Span)))
		}
	}
	return counts
}

// notesName is the notes file as the reader can name it: beside the speech it
// is the speech's own name with more at its end.
func (s *speech) notesName() string {
	if s.aside {
		return s.store.Path
	}
	return annotations.Sidecar(s.name)
}

func (p *program) printInfo(s *speech, info infoJSON) error {
	rows := [][2]string{
		{"title", info.Title},
		{"speaker", info.Speaker},
		{"date", info.Date},
		{"occasion", info.Occasion},
		{"url", info.URL},
		{"file", fmt.Sprintf("%s, %s, %d bytes", info.File, info.Format, info.Bytes)},
		{"encoding", info.Encoding},
		{"unreadable", unreadable(info.Unreadable)},
		{"language", info.Language},
		{"characters", fmt.Sprint(info.Characters)},
		{"speaking time", info.Minutes.String()},
		{"notes", fmt.Sprintf("%d in %s", info.Annotations, info.NotesFile)},
		{"read-only", s.readOnly()},
		{"notice", s.read.Notice},
	}
	for _, row := range rows {
		if row[1] == "" {
			continue
		}
		if _, err := fmt.Fprintf(p.stdout, "%-14s %s\n", row[0], layout.Visible(row[1])); err != nil {
			return err
		}
	}
	return nil
}

func unreadable(count int) string {
	switch count {
	case 0:
		return ""
	case 1:
		return "1 character (try --encoding)"
	}
	return fmt.Sprintf("%d characters (try --encoding)", count)
}
