package importer

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// This file makes of what the Web Annotation Data Model allows what lectern's own
// records have. A record that is like them already stays as it is, byte for byte.

// unnamed is the id of a record that has none which could be kept: no IRI, so that
// it gets another one.
const unnamed = "-"

// straight is a record whose note, tags, dates and passage stand where lectern
// looks for them.
func straight(raw json.RawMessage) json.RawMessage {
	m := members(raw)
	before := len(m)
	changed := false
	set := func(name string, value json.RawMessage) {
		m[name], changed = value, true
	}
	if !isIRI(str(m["id"])) {
		set("id", encoded(unnamed))
	}
	for _, name := range []string{"created", "modified"} {
		straightDate(m, name, set)
	}
	if value := str(m["bodyValue"]); value != "" && m["body"] == nil {
		set("body", encoded(textualBody{"TextualBody", "commenting", "", value}))
	}
	if bodies, ok := straightBodies(m); ok {
		set("body", bodies)
	}
	if target, ok := straightTarget(m["target"]); ok {
		set("target", target)
	}
	if !isText(m["motivation"]) {
		delete(m, "motivation")
	}
	// What only a notes file says, and no other file may; and what stands at the
	// head of any export.
	for _, name := range []string{"deleted", "changed", "history", "@context"} {
		delete(m, name)
	}
	if !changed && len(m) == before {
		return raw
	}
	return encoded(m)
}

// straightDate makes a date that is written otherwise one that lectern reads (RFC
// 3339), and takes out what is none.
func straightDate(m map[string]json.RawMessage, name string, set func(string, json.RawMessage)) {
	written := str(m[name])
	if t, err := time.Parse(time.RFC3339, written); err == nil && !possible(t).IsZero() {
		return
	}
	if t := dateOf(written); !t.IsZero() {
		set(name, encoded(t.Format(time.RFC3339Nano)))
		return
	}
	delete(m, name)
}

// isText reports whether a value is a string or a list of strings.
func isText(raw json.RawMessage) bool {
	list, ok := elements(raw)
	if !ok {
		list = []json.RawMessage{raw}
	}
	return !slices.ContainsFunc(list, func(item json.RawMessage) bool { return str(item) == "" })
}

// textualBody is a body with a text in it.
type textualBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format,omitempty"`
	Value   string `json:"value"`
}

// plainBody is what a body that lectern would not take for a note or a tag, but
// that is one, says.
func plainBody(raw json.RawMessage, motivation string) (textualBody, bool) {
	m := members(raw)
	value, purpose, format := str(m["value"]), str(m["purpose"]), str(m["format"])
	switch {
	case value == "" || m["type"] != nil && str(m["type"]) != "TextualBody":
		return textualBody{}, false
	case purpose == "":
		// 3.2.5: the annotation's motivation says it for its bodies.
		purpose = motivation
	}
	if purpose != "tagging" && !slices.Contains([]string{"", "commenting", "replying", "describing", "questioning", "highlighting"}, purpose) {
		return textualBody{}, false
	}
	if purpose != "tagging" {
		purpose = "commenting"
	}
	taken := m["type"] != nil && purpose == str(m["purpose"]) && (format == "" || format == "text/markdown" && purpose == "commenting")
	return textualBody{"TextualBody", purpose, "", value}, !taken
}

// straightBodies are the bodies with all that are notes joined to one note, where
// the record has them otherwise than lectern.
func straightBodies(m map[string]json.RawMessage) (bodies json.RawMessage, ok bool) {
	list, isList := elements(m["body"])
	if !isList {
		list = []json.RawMessage{m["body"]}
	}
	var notes []string
	var all []any
	for _, raw := range list {
		body, other := plainBody(raw, str(m["motivation"]))
		ok = ok || other
		switch {
		case body.Purpose == "commenting":
			notes = append(notes, body.Value)
		case other:
			all = append(all, body)
		default:
			all = append(all, raw)
		}
	}
	if notes != nil {
		all = append([]any{textualBody{"TextualBody", "commenting", "", strings.Join(notes, "\n\n")}}, all...)
	}
	return encoded(all), m["body"] != nil && (ok || len(notes) > 1)
}

// straightTarget is a target as an object with a source and selectors, where it is
// something else: an address, a resource, a selector refined by another.
func straightTarget(raw json.RawMessage) (target json.RawMessage, ok bool) {
	if address := str(raw); address != "" {
		return encoded(map[string]string{"source": address}), true
	}
	m := members(raw)
	if m == nil {
		return json.RawMessage("{}"), true
	}
	if m["source"] == nil || str(m["source"]) == "" {
		source := str(members(m["source"])["id"])
		if source == "" {
			source = str(m["id"])
		}
		if m["source"], ok = encoded(source), true; source == "" {
			delete(m, "source")
		}
	}
	if class := m["styleClass"]; class != nil && str(class) == "" {
		delete(m, "styleClass")
		ok = true
	}
	if selectors, refined := refinements(m["selector"]); refined {
		m["selector"], ok = encoded(selectors), true
	}
	return encoded(m), ok
}

// refinements are the selectors with those that refine them behind them, where one
// of these is a quote and none of the selectors is (Web Annotation Data Model,
// 4.2.9).
func refinements(raw json.RawMessage) (all []json.RawMessage, refined bool) {
	list, ok := elements(raw)
	if !ok {
		list = []json.RawMessage{raw}
	}
	for _, selector := range list {
		m := members(selector)
		if m == nil {
			continue
		}
		all = append(all, selector)
		if str(m["type"]) == "TextQuoteSelector" {
			return nil, false
		}
		for depth := 0; m["refinedBy"] != nil && depth < deepestPage; depth++ {
			inner := m["refinedBy"]
			m = members(inner)
			if str(m["type"]) == "TextQuoteSelector" {
				all, refined = append(all, inner), true
			}
		}
	}
	return all, refined
}
