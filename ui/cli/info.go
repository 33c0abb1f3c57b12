package cli

import (
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

func (p *program) infoCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "info FILE",
		Short:   "Say how a speech was read, how long it takes to speak, where its notes are",
		Example: "  lectern info talk.txt",
		Args:    arguments(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open(args[0])
			if err != nil {
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
	return cmd
}

type infoJSON struct {
	File        string      `json:"file"`
	Format      string      `json:"format"`
	Encoding    string      `json:"encoding"`
	Bytes       int         `json:"bytes"`
	Characters  int         `json:"characters"`
	Unreadable  int         `json:"unreadable"`
	Title       string      `json:"title"`
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
	minutes := p.settings.Rates.model().Minutes(spoken(s.document))
	return infoJSON{
		File: s.name, Format: s.read.Format, Encoding: s.read.Encoding, Bytes: s.read.Bytes,
		Characters: utf8.RuneCountInString(s.document.Text), Unreadable: s.read.Unreadable,
		Title: s.document.Title, Language: s.document.Language,
		Minutes: minutesJSON(minutes), NotesFile: s.notesName(), Annotations: len(s.notes.Live()),
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
