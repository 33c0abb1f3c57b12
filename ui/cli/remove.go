package cli

import (
	"github.com/spf13/cobra"

	"lectern/annotations"
)

func (p *program) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove FILE ID...",
		Short:   "Delete annotations",
		Long:    "Delete annotations. The beginning of an id is enough when no other begins so.",
		Example: "  lectern remove talk.txt 6f1e2a3b",
		Args:    arguments(2, -1, "a FILE and at least one ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			var ids []string
			for _, given := range args[1:] {
				a, err := s.find(given)
				if err != nil {
					return err
				}
				ids = append(ids, a.ID)
			}
			return s.edit(func(set *annotations.Set) {
				for _, id := range ids {
					set.Remove(p.now(), id)
				}
			})
		},
	}
}
