// Package export writes a speech's annotations in the formats of other
// programs, one file a format.
package export

import (
	"io"

	"lectern/annotations"
	"lectern/model"
)

// Options say what is exported.
type Options struct {
	// Places are the annotations to export, in the order to export them:
	// annotations.Anchor's, as far as a filter accepts them.
	Places []annotations.Place
	// Source is the name of the speech's file; empty when it has none.
	Source string
	// Roles names what a colour stands for; nil for the roles of the notes.
	Roles func(annotations.Color) string
}

// Format is a format that annotations can be exported in.
type Format struct {
	Name      string // as it is asked for: "markdown"
	Extension string // of its files, with the dot
	Leaves    string // what the format leaves out, for the reader
	Write     func(w io.Writer, d *model.Document, n *annotations.Notes, o Options) error
}

// Formats are all formats, the most useful first.
var Formats = []Format{
	{Name: "markdown", Extension: ".md", Write: writeMarkdown, Leaves: "exact positions, dates and ids"},
	{Name: "json", Extension: ".json", Write: writeJSON, Leaves: "the speech's text, deleted annotations, earlier note texts"},
}

// chosen is an annotation to export with its place.
type chosen struct {
	annotations.Annotation
	place annotations.Place
}

func (o Options) chosen(n *annotations.Notes) []chosen {
	var list []chosen
	for _, p := range o.Places {
		if a, ok := n.Find(p.ID); ok && a.Live() {
			list = append(list, chosen{a, p})
		}
	}
	return list
}

func (o Options) role(n *annotations.Notes, c annotations.Color) string {
	if o.Roles == nil {
		return n.Role(c)
	}
	return o.Roles(c)
}

// Find is the format with a name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
