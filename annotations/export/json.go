package export

import (
	"bytes"
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

func writeJSON(w io.Writer, e *Export) error {
	all := make([]collection, 0, len(e.Speeches))
	for _, s := range e.Speeches {
		all = append(all, collected(s))
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	var value any = all
	if len(all) == 1 {
		value = all[0]
	}
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(inertJSON(b.Bytes()))
	return err
}

func collected(s *Speech) collection {
	id := iri(s.Notes.Document.ID) + "#annotations"
	c := collection{
		Context: context,
		ID:      id,
		Type:    "AnnotationCollection",
		Label:   oneLine(s.Notes.Info(s.Document).Title),
		Roles:   map[annotations.Color]string{},
		First:   page{ID: id + "-1", Type: "AnnotationPage", Items: s.records()},
	}
	for _, color := range annotations.Colors {
		if role := s.role(color); role != "" {
			c.Roles[color] = oneLine(role)
		}
	}
	c.Total = len(c.First.Items)
	return c
}

// records are the annotations to export as W3C annotations, one a line.
func (s *Speech) records() []json.RawMessage {
	list := []json.RawMessage{}
	for _, a := range s.chosen() {
		a.Tags = s.Notes.TagPaths(a.Annotation)
		list = append(list, linked("", a.Record()))
	}
	return list
}
