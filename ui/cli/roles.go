package cli

import "lectern/annotations"

// roleNames are what the colours stand for when nobody has said otherwise, by
// language.
var roleNames = map[string]map[annotations.Color]string{
	"en": {"yellow": "point", "green": "measure", "blue": "figure", "magenta": "phrase", "red": "question"},
	"zh": {"yellow": "观点", "green": "措施", "blue": "数据", "magenta": "金句", "red": "疑问"},
}

// roles names what each colour stands for: as the notes say, or else the
// configuration, or else as usual.
func (p *program) roles(notes *annotations.Notes) func(annotations.Color) string {
	return func(c annotations.Color) string {
		for _, name := range []string{notes.Role(c), p.settings.Roles[string(c)]} {
			if name != "" {
				return name
			}
		}
		return roleNames[p.settings.Lang.value][c]
	}
}
