package export

import (
	"encoding/json"
	"io"

	"lectern/annotations"
)

// collection is a W3C AnnotationCollection with all its annotations in its
// first page (Web Annotation Data Model, 5).
type collection struct {
	Context []any                        `json:"@context"`
	ID      string                       `json:"id"`
	Type    string                       `json:"type"`
	Label   string                       `json:"label,omitempty"`
	Total   int                          `json:"total"`
	Roles   map[annotations.Color]string `json:"lectern:roles,omitempty"`
	First   page                         `json:"first"`
}

type page struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	StartIndex int               `json:"startIndex"`
	Items      []json.RawMessage `json:"items"`
}

// context gives every name a meaning: those of the W3C their own, all others,
// such as fields that came from another program, one in our vocabulary. A
// JSON-LD processor in safe mode refuses names without one.
var context = []any{
	"http://www.w3.org/ns/anno.jsonld",
	map[string]string{"lectern": "urn:lectern:", "@vocab": "urn:lectern:"},
}

func writeJSON(w io.Writer, e *Export) error {
	all := make([]collection, 0, len(e.Speeches))
	for _, s := range e.Speeches {
		all = append(all, collected(s))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if len(all) == 1 {
		return encoder.Encode(all[0])
	}
	return encoder.Encode(all)
}

func collected(s *Speech) collection {
	id := s.Notes.Document.ID + "#annotations"
	c := collection{
		Context: context,
		ID:      id,
		Type:    "AnnotationCollection",
		Label:   oneLine(s.Notes.Info(s.Document).Title),
		Roles:   map[annotations.Color]string{},
		First:   page{ID: id + "-1", Type: "AnnotationPage", Items: []json.RawMessage{}},
	}
	for _, color := range annotations.Colors {
		if role := s.role(color); role != "" {
			c.Roles[color] = oneLine(role)
		}
	}
	for _, a := range s.chosen() {
		a.Tags = s.Notes.TagPaths(a.Annotation)
		c.First.Items = append(c.First.Items, a.Record())
	}
	c.Total = len(c.First.Items)
	return c
}
