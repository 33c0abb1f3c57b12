package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
)

// noColor is what the command line calls an annotation without a colour.
const noColor = "none"

// colorChoice is one of the five colours.
func colorChoice() choice {
	var c choice
	for _, color := range annotations.Colors {
		c.allowed = append(c.allowed, string(color))
	}
	return c
}

// colorFlag is one of the five colours or none.
func colorFlag() choice {
	c := colorChoice()
	c.allowed = append(c.allowed, noColor)
	return c
}

// color is the colour that was chosen.
func (c *choice) color() annotations.Color {
	if c.value == noColor {
		return annotations.None
	}
	return annotations.Color(c.value)
}

// filterFlags are the flags that say which annotations are wanted.
type filterFlags struct {
	tags, sections, speakers, texts []string
	colors                          colorList
	orphans                         bool
	withNote, withoutNote           bool
}

func (f *filterFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.tags, "tag", nil, "only with this `TAG`, or one below it; more than one: with each")
	flags.Var(&f.colors, "color", "only in this `COLOR`: "+strings.Join(colorFlag().allowed, ", ")+"; more than one: any of them")
	flags.StringArrayVar(&f.sections, "section", nil, "only under a heading with these `WORDS`")
	flags.StringArrayVar(&f.speakers, "speaker", nil, "only in the turns of the speaker of this `NAME`, or one with such a word in the name; more than one: any of them")
	flags.StringArrayVar(&f.texts, "text", nil, "only with these `WORDS` in the passage or the note")
	flags.BoolVar(&f.withNote, "with-note", false, "only those with a note")
	flags.BoolVar(&f.withoutNote, "without-note", false, "only those without a note")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if f.withNote && f.withoutNote {
			return usage("--with-note: no annotation is also --without-note (give one of them)")
		}
		return nil
	}
	flags.BoolVar(&f.orphans, "orphans", false, "only those without a place in the text: to decide, or gone")
	complete(cmd, "color", colorFlag().allowed)
}

func (f *filterFlags) filter() annotations.Filter {
	filter := annotations.Filter{Words: f.texts, Tags: f.tags, Colors: f.colors, Sections: f.sections, Speakers: f.speakers, Orphans: f.orphans}
	switch {
	case f.withNote:
		filter.Note = annotations.WithNote
	case f.withoutNote:
		filter.Note = annotations.WithoutNote
	}
	return filter
}

// wanted are the places, in order, whose annotation the filter accepts.
func (s *speech) wanted(f annotations.Filter) []annotations.Place {
	return accepted(s.document, s.notes, f)
}

func accepted(d *model.Document, n *annotations.Notes, f annotations.Filter) []annotations.Place {
	return slices.DeleteFunc(annotations.Anchor(d, n), func(place annotations.Place) bool {
		a, _ := n.Find(place.ID)
		return !f.Match(d, n, &a, place)
	})
}

// colorList is a flag that can be given several times.
type colorList []annotations.Color

func (l *colorList) String() string { return "" }

// Type is what the help calls the value.
func (l *colorList) Type() string { return "COLOR" }

// Set adds a colour from the command line.
func (l *colorList) Set(value string) error {
	c := colorFlag()
	if err := c.Set(value); err != nil {
		return err
	}
	*l = append(*l, c.color())
	return nil
}
