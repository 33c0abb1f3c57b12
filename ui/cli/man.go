package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manCommand writes the manual from the commands' own help, for those who
// package lectern.
func (p *program) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "man [COMMAND]",
		Short:   "Print the manual page of lectern, or of one of its commands",
		Example: "  lectern man > lectern.1\n  lectern man add > lectern-add.1",
		Hidden:  true,
		Args:    arguments(0, 1, "at most one COMMAND"),
		RunE: func(_ *cobra.Command, args []string) error {
			command, _, err := root.Find(args)
			if err != nil || (command == root && len(args) > 0) {
				return usage("man: there is no command %q (see lectern --help)", args[0])
			}
			command.DisableAutoGenTag = true
			return doc.GenMan(command, &doc.GenManHeader{Source: "lectern " + version(), Manual: "lectern"}, p.stdout)
		},
	}
}
