package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"lectern/model/lazyregexp"
)

// This file gives everything in a record a meaning in JSON-LD 1.1. Fields that
// another program left in the notes have any name and hold anything; a processor
// in safe mode refuses a document that has a name or a reference without meaning.

// vocabulary is where names belong that the W3C's context does not know.
const vocabulary = "urn:lectern:"

// context is what every exported document and record begins with.
var context = []any{
	"http://www.w3.org/ns/anno.jsonld",
	map[string]string{"lectern": vocabulary, "@vocab": vocabulary},
}

var (
	// absoluteIRI is an IRI with a scheme (RFC 3987, 2.2), as far as it must be
	// one to be told from a name.
	absoluteIRI = lazyregexp.New(`^[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>"{}|\\^` + "`]+$")
	// plainName is a name that the vocabulary makes an IRI.
	plainName = lazyregexp.New(`^[^\s\x00-\x20<>"{}|\\^:@` + "`]+$")
)

// Terms of the W3C's context whose strings are references, and those whose
// strings are names (https://www.w3.org/TR/annotation-vocab/#json-ld-context).
var (
	referring = strings.Fields(`id body target source selector state scope refinedBy startSelector endSelector renderedVia
		creator generator rights homepage via canonical stylesheet cached conformsTo items partOf first last next prev audience`)
	naming = []string{"type", "motivation", "purpose"}
)

// iri is a reference as it is when it is an absolute IRI, else one of ours.
func iri(reference string) string {
	if absoluteIRI.MatchString(reference) {
		return reference
	}
	return vocabulary + url.QueryEscape(reference)
}

// name is a name that the context makes an absolute IRI. What looks like a
// keyword or a blank node is none.
func name(n string) string {
	switch {
	case absoluteIRI.MatchString(n) || plainName.MatchString(n):
		return n
	case n == "":
		return vocabulary
	}
	return url.QueryEscape(n)
}

// linked is the value of a field, itself and all in it with a meaning in JSON-LD.
func linked(field string, value json.RawMessage) json.RawMessage {
	switch value[0] {
	case '{':
		return linkedObject(value)
	case '[':
		var items []json.RawMessage
		_ = json.Unmarshal(value, &items)
		for i := range items {
			items[i] = linked(field, items[i])
		}
		return encoded(items)
	case '"':
		var text string
		_ = json.Unmarshal(value, &text)
		if slices.Contains(referring, field) {
			return encoded(iri(text))
		} else if slices.Contains(naming, field) {
			return encoded(name(text))
		}
	}
	return value
}

func linkedObject(value json.RawMessage) json.RawMessage {
	in := json.NewDecoder(bytes.NewReader(value))
	_, _ = in.Token()
	out := []byte("{")
	for in.More() {
		field, _ := in.Token()
		var member json.RawMessage
		if in.Decode(&member) != nil {
			break
		}
		if member = sensible(field.(string), member); member == nil {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(out, encoded(name(field.(string)))...), ':')
		out = append(out, linked(field.(string), member)...)
	}
	return append(out, '}')
}

// sensible is the value of a field, or nil when JSON-LD forbids it there: an id
// is a string, a type one or several.
func sensible(field string, value json.RawMessage) json.RawMessage {
	text := value[0] == '"'
	switch {
	case field == "id" && !text:
		return nil
	case field == "type" && value[0] == '[':
		var items []json.RawMessage
		_ = json.Unmarshal(value, &items)
		return encoded(slices.DeleteFunc(items, func(item json.RawMessage) bool { return item[0] != '"' }))
	case field == "type" && !text:
		return nil
	}
	return value
}

// encoded is a value as JSON, "<" as it is.
func encoded(v any) json.RawMessage {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// unseen finds what JSON may hold as it is and a terminal would obey.
var unseen = lazyregexp.New(`[\x7F-\x{9F}\x{202A}-\x{202E}\x{2066}-\x{2069}]`)

// inertJSON is JSON with those characters escaped. They can only be in strings.
func inertJSON(data []byte) []byte {
	return unseen.ReplaceAllFunc(data, func(c []byte) []byte { return fmt.Appendf(nil, `\u%04x`, []rune(string(c))[0]) })
}
