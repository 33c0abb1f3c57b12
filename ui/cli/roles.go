package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/ui"
	"lectern/ui/layout"
)

// roles names what each colour stands for: as the notes say, or else the
// configuration, or else as usual.
func (p *program) roles(notes *annotations.Notes) func(annotations.Color) string {
	return p.rolesOver(notes, p.settings.Roles)
}

// rolesOver is roles with other names for all speeches than the configuration had
// when lectern started.
func (p *program) rolesOver(notes *annotations.Notes, all map[annotations.Color]string) func(annotations.Color) string {
	return func(c annotations.Color) string {
		if c == annotations.None {
			return ""
		}
		return cmp.Or(notes.Role(c), all[c], ui.RoleName(c, p.settings.Lang.value))
	}
}

func (p *program) rolesCommand() *cobra.Command {
	var set []string
	cmd := &cobra.Command{
		Use:   "roles [FILE...]",
		Short: "Say what the five colours stand for, in all speeches or in some",
		Long: `Say what the five colours stand for: in the speeches that are named, or else in
all that do not say otherwise. --set names a role; without a NAME it is as usual
again.`,
		Example: "  lectern roles --set yellow=claim\n  lectern roles talk.txt --set red=objection",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			named, err := readRoles(set)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return p.rolesOfAll(named)
			}
			return p.rolesOf(args, named)
		},
	}
	cmd.Flags().StringArrayVar(&set, "set", nil, "what a colour stands for, as `COLOR=NAME`; may be given several times")
	return cmd
}

// role is what a colour is to stand for.
type role struct {
	color annotations.Color
	name  string
}

func readRoles(set []string) (roles []role, err error) {
	for _, one := range set {
		name, value, ok := strings.Cut(one, "=")
		color := colorChoice()
		if err := color.Set(strings.TrimSpace(name)); err != nil || !ok {
			return nil, usage("roles: --set: %q is not COLOR=NAME (the colours are %s)", one, strings.Join(color.allowed, ", "))
		}
		roles = append(roles, role{color.color(), strings.Join(strings.Fields(value), " ")})
	}
	return roles, nil
}

func (p *program) rolesOfAll(named []role) error {
	for _, r := range named {
		if err := (roleKeeper{}).KeepRole(r.color, r.name); err != nil {
			return err
		}
	}
	if len(named) > 0 {
		return nil
	}
	return p.writeRoles(annotations.NewNotes())
}

func (p *program) rolesOf(names []string, named []role) error {
	if len(named) == 0 {
		speeches, err := p.openAll(names)
		for i := 0; err == nil && i < len(speeches); i++ {
			if len(speeches) > 1 {
				fmt.Fprintf(p.stdout, "%s:\n", layout.Visible(speeches[i].name))
			}
			err = p.writeRoles(speeches[i].notes)
		}
		return err
	}
	speeches, err := p.openToEdit(names)
	for i := 0; err == nil && i < len(speeches); i++ {
		err = speeches[i].edit(func(set *annotations.Set) {
			for _, r := range named {
				set.SetRole(p.now(), r.color, r.name)
			}
		})
	}
	return err
}

func (p *program) writeRoles(notes *annotations.Notes) error {
	var b strings.Builder
	for _, c := range annotations.Colors {
		fmt.Fprintf(&b, "%-8s %s\n", c, layout.Visible(p.roles(notes)(c)))
	}
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}
