// Package styles keeps the styles that Glamour makes known.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry is the styles by name. Glamour looks here before it makes one.
var Registry = map[string]*chroma.Style{}

// Register makes a style known by its name, and returns it.
func Register(style *chroma.Style) *chroma.Style {
	Registry[style.Name] = style
	return style
}
