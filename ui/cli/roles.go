package cli

import (
	"cmp"

	"lectern/annotations"
	"lectern/ui"
)

// roles names what each colour stands for: as the notes say, or else the
// configuration, or else as usual.
func (p *program) roles(notes *annotations.Notes) func(annotations.Color) string {
	return func(c annotations.Color) string {
		if c == annotations.None {
			return ""
		}
		return cmp.Or(notes.Role(c), p.settings.Roles[c], ui.RoleName(c, p.settings.Lang.value))
	}
}
