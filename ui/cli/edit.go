package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
)

func (p *program) editCommand() *cobra.Command {
	color := colorFlag()
	var note string
	var plus, minus []string
	cmd := &cobra.Command{
		Use:     "edit FILE ID",
		Short:   "Change an annotation: its note, colour or tags",
		Long:    "Change an annotation: its note, colour or tags.\nThe beginning of an id is enough when no other begins so.",
		Example: "  lectern edit talk.txt 6f1e2a3b --color red --tag+ policy/land --tag- draft",
		Args:    arguments(2, 2, "a FILE and an ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if !given("note") && !given("color") && len(plus)+len(minus) == 0 {
				return usage("edit: nothing to change (give --note, --color, --tag+ or --tag-)")
			}
			if err := named(plus); err != nil {
				return err
			}
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			a, err := s.find(args[1])
			if err != nil {
				return err
			}
			return s.edit(func(set *annotations.Set) {
				set.Change(p.now(), a.ID, func(a *annotations.Annotation) {
					if given("note") {
						a.Note = note
					}
					if given("color") {
						a.Color = color.color()
					}
					if len(plus)+len(minus) > 0 {
						a.Tags = retag(s.notes.TagPaths(*a), plus, minus)
					}
				})
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&note, "note", "", "the new note, in `MARKDOWN`; empty takes it off")
	flags.Var(&color, "color", "the new `COLOR`: "+strings.Join(color.allowed, ", "))
	flags.StringArrayVar(&plus, "tag+", nil, "a `TAG` to add; may be given several times")
	flags.StringArrayVar(&minus, "tag-", nil, "a `TAG` to take off; may be given several times")
	complete(cmd, "color", color.allowed)
	return cmd
}

// named refuses tags that are nothing but blanks, # and /.
func named(tags []string) error {
	for _, tag := range tags {
		if strings.Trim(tag, " \t#/") == "" {
			return usage("a tag needs a name, but got %q", tag)
		}
	}
	return nil
}

// retag is a list of tags with some added and some taken off, each with or
// without its "#".
func retag(tags, plus, minus []string) []string {
	taken := func(tag string) bool {
		return slices.ContainsFunc(minus, func(m string) bool { return strings.TrimPrefix(m, "#") == tag })
	}
	return append(slices.DeleteFunc(slices.Clone(tags), taken), plus...)
}
