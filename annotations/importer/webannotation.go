package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"lectern/annotations"
)

// This file reads W3C Web Annotations (https://www.w3.org/TR/annotation-model/):
// collections, pages, bare annotations and lists of any of them.

func isWebAnnotation(text string) bool {
	first := json.RawMessage(text)
	if list, ok := elements(first); ok && len(list) > 0 {
		first = list[0]
	}
	m := members(first)
	return m["@context"] != nil || isNotesFile(m) || strings.HasPrefix(kindOfRecord(m), "Annotation")
}

// isNotesFile reports whether an object is a whole notes file of lectern's.
func isNotesFile(m map[string]json.RawMessage) bool { return str(m["format"]) == "lectern-notes" }

// kindOfRecord is the type of an object, as far as it is one of the model's.
func kindOfRecord(m map[string]json.RawMessage) string {
	kinds, ok := elements(m["type"])
	if !ok {
		kinds = []json.RawMessage{m["type"]}
	}
	for _, raw := range kinds {
		switch kind := str(raw); kind {
		case "Annotation", "AnnotationCollection", "AnnotationPage":
			return kind
		}
	}
	return ""
}

// records are the annotations of a file as they are collected.
type records struct {
	items []Item
	count int // of the records that were met
}

// deepestPage is how deep collections, pages and lists may be inside one another.
const deepestPage = 8

func readWebAnnotations(text []byte) (File, error) {
	var raw json.RawMessage
	if err := decode(text, &raw); err != nil {
		return File{}, err
	}
	r := &records{}
	err := r.collect(raw, nil, deepestPage)
	return File{Items: r.items}, err
}

var errNotesFile = errors.New("it is a notes file of lectern's (bring its notes over with lectern carry)")

// collect adds the annotations in a value. Titles are those of the collections it
// is in.
func (r *records) collect(raw json.RawMessage, titles []string, depth int) error {
	if depth == 0 {
		return errors.New("there are too many lists inside one another")
	}
	if list, ok := elements(raw); ok {
		return r.collectAll(list, titles, depth)
	}
	m := members(raw)
	switch kind := kindOfRecord(m); {
	case isNotesFile(m):
		return errNotesFile
	case kind == "Annotation":
		return r.add(raw, titles)
	case kind != "":
		return r.collectPages(m, nonBlank(append(titles, str(m["label"]))...), depth)
	}
	return at(record(r.count+1), errors.New("it is no Web Annotation"))
}

func (r *records) collectAll(list []json.RawMessage, titles []string, depth int) error {
	for _, item := range list {
		if err := r.collect(item, titles, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// collectPages adds what a collection or a page holds. Pages that are elsewhere
// are named by their addresses.
func (r *records) collectPages(m map[string]json.RawMessage, titles []string, depth int) error {
	for _, name := range []string{"items", "first"} {
		held, ok := m[name]
		if !ok || string(held) == "null" {
			continue
		}
		if address := str(held); address != "" {
			return fmt.Errorf("its annotations are not in the file but at %s (fetch that page and import it)", address)
		}
		if err := r.collect(held, titles, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// add reads an annotation. One with several targets is about several passages,
// each by itself (Web Annotation Data Model, 3.2.6).
func (r *records) add(raw json.RawMessage, titles []string) error {
	r.count++
	where := record(r.count)
	for _, single := range singleTargets(raw) {
		a, err := annotations.ReadRecord(straight(single))
		if err != nil {
			return at(where, err)
		}
		item := Item{Annotation: a, Where: where, Titles: titles}
		item.date = str(members(raw)["created"])
		item.location = a.Target.Prefix + "\x00" + a.Target.Suffix
		if !isOurs(a) {
			item.Titles = nonBlank(append(titles, addressTitle(a.Target.Source))...)
		}
		item.Created, item.Modified = possible(a.Created), possible(a.Modified)
		if a.Color != annotations.None || !isOurs(a) {
			item.paint(string(a.Color))
			item.Uncolored = false
		}
		r.items = append(r.items, item)
	}
	return nil
}

// isOurs reports whether an annotation is from lectern, where one without a colour
// is meant to have none. Its speeches are named by UUIDs.
func isOurs(a annotations.Annotation) bool { return strings.HasPrefix(a.Target.Source, "urn:uuid:") }

// singleTargets are the record once for each of its targets. Only the first one
// keeps the id.
func singleTargets(raw json.RawMessage) []json.RawMessage {
	m := members(raw)
	targets, ok := elements(m["target"])
	if !ok {
		return []json.RawMessage{raw}
	}
	var singles []json.RawMessage
	for i, target := range targets {
		m["target"] = target
		if i > 0 {
			delete(m, "id")
		}
		singles = append(singles, encoded(m))
	}
	return singles
}

// isLines reports whether a text is a JSON object a line, as far as the first two
// tell.
func isLines(text string) bool {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	second, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	return members([]byte(first)) != nil && members([]byte(second)) != nil
}

// readLines reads one annotation a line.
func readLines(text []byte) (File, error) {
	r := &records{}
	n := 0
	for raw := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		before := len(r.items)
		if !json.Valid(raw) {
			return File{}, at(line(n), errors.New("it is no JSON"))
		}
		if err := r.collect(raw, nil, deepestPage); err != nil {
			return File{}, at(line(n), err)
		}
		for i := before; i < len(r.items); i++ {
			r.items[i].Where = line(n)
		}
	}
	return File{Items: r.items}, nil
}
