package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"lectern/annotations"
	"lectern/model"
)

// annoContext serves the terms of the W3C's context that the tests need, as its
// vocabulary defines them, and nothing else: there is no network here.
type annoContext struct{ t testing.TB }

func (c annoContext) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "http://www.w3.org/ns/anno.jsonld" {
		return nil, fmt.Errorf("there is no %s here", address)
	}
	data, err := os.ReadFile("testdata/anno.jsonld")
	if err != nil {
		c.t.Fatal(err)
	}
	var document any
	err = json.Unmarshal(data, &document)
	return &ld.RemoteDocument{DocumentURL: address, Document: document}, err
}

// expanded is a document as a JSON-LD processor in safe mode understands it. It
// refuses names without a meaning; meant refuses references without one.
func expanded(t testing.TB, data []byte) []any {
	t.Helper()
	var document any
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	options := ld.NewJsonLdOptions("")
	options.SafeMode, options.DocumentLoader = true, annoContext{t}
	result, err := ld.NewJsonLdProcessor().Expand(document, options)
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	meant(t, result)
	return result
}

// meant checks that every property, id and type is an absolute IRI.
func meant(t testing.TB, value any) {
	t.Helper()
	iris := func(list ...any) {
		for _, iri := range list {
			if s, ok := iri.(string); !ok || !absoluteIRI.MatchString(s) {
				t.Errorf("%q is no absolute IRI", iri)
			}
		}
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			meant(t, item)
		}
	case map[string]any:
		for property, of := range v {
			switch property {
			case "@id":
				iris(of)
			case "@type":
				iris(of.([]any)...)
			case "@value":
			case "@list":
				meant(t, of)
			default:
				iris(property)
				meant(t, of)
			}
		}
	}
}

const (
	oa = "http://www.w3.org/ns/oa#"
	as = "http://www.w3.org/ns/activitystreams#"
)

// at follows properties through the first of their values.
func at(value any, properties ...string) any {
	for _, p := range properties {
		if list, ok := value.([]any); ok && len(list) > 0 {
			value = list[0]
		}
		object, _ := value.(map[string]any)
		value = object[p]
	}
	return value
}

func TestJSONIsLinkedData(t *testing.T) {
	one := expanded(t, exported(t, "json", everything...))
	items := at(one, as+"first", as+"items", "@list").([]any)
	if len(one) != 1 || len(items) != len(everything) {
		t.Errorf("%d collections, %d annotations", len(one), len(items))
	}
	if got := at(items[0], oa+"hasBody", "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "@value"); got != "开头。" {
		t.Errorf("the first note is %q", got)
	}
	several := &Export{Speeches: []*Speech{notesOn(t, everything...), notesOn(t, everything[0])}}
	several.Speeches[1].Notes.Document.ID = "urn:uuid:00000000-0000-4000-8000-000000000001"
	if two := expanded(t, written(t, "json", several)); len(two) != 2 {
		t.Errorf("%d collections of two", len(two))
	}
}

func TestEveryLineIsLinkedData(t *testing.T) {
	lines := bytes.SplitAfter(exported(t, "jsonl", everything...), []byte("\n"))
	if len(lines) != len(everything)+1 || len(lines[len(everything)]) > 0 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines[:len(everything)] {
		if a := expanded(t, line); len(a) != 1 || at(a, oa+"hasTarget", oa+"hasSource", "@id") != "urn:uuid:00000000-0000-4000-8000-000000000000" {
			t.Errorf("the annotation is %v", a)
		}
	}
}

// foreign is a notes file with a record that another program wrote fields into.
func foreign(t testing.TB, id, fields string) *Speech {
	t.Helper()
	n, err := annotations.Decode([]byte(`{"format":"lectern-notes","version":1,"document":{"id":"` + id + `"},"annotations":[` +
		`{"id":"x y",` + fields + `"target":{"source":"a b","selector":[{"type":"TextQuoteSelector","exact":"` + id + `"}]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	d := model.Parse(model.Source{Text: speech})
	return &Speech{Document: d, Notes: n, Places: annotations.Anchor(d, n)}
}

func TestFieldsOfOthersAreLinkedData(t *testing.T) {
	for _, fields := range []string{
		``,
		`"my key":1,"@foo":2,"":3,"a:b":4,"_:b":5,"x:":6,"é":7,"lectern:x":8,`,
		`"@context":"http://example.com/gone.jsonld",`,
		`"@graph":[{"id":"relative","name":"n"}],"@value":1,"@reverse":{"x":1},`,
		`"creator":"just a name","generator":{"id":7,"type":[1,"My Type",null],"homepage":"no address"},`,
		`"type":"@none","motivation":["bad motive","@x","replying"],`,
		`"body":["plain words",{"type":"TextualBody","purpose":"my purpose","value":null},{"id":"_:b0"},[["deep"],1,true,null]],`,
		`"items":[[1],["a b"]],"first":{"id":"","items":null},"big":12345678901234567890123,"rights":5,`,
		`"nested":{"id":"a","nested":{"type":{"x":1},"nested":[{"@id":"b"}]}},`,
	} {
		s := foreign(t, "my speech", fields)
		data := written(t, "json", &Export{Speeches: []*Speech{s}})
		if c := expanded(t, data); at(c, as+"first", as+"items", "@list").([]any)[0].(map[string]any)["@id"] != "urn:lectern:x+y" {
			t.Errorf("%s: the collection is\n%s", fields, data)
		}
		expanded(t, written(t, "jsonl", &Export{Speeches: []*Speech{s}}))
	}
}

// Whatever fields another program left, a processor in safe mode reads the
// export, and nothing in it makes a terminal do something.
func FuzzLinked(f *testing.F) {
	for _, s := range []string{"a", "@id", "a b", "_:x", "x:y", "urn:x", "type", "id", "items", "body", "", "\u202e", "\x7f", "http://a b", "é", "@context", "source", "motivation"} {
		for _, v := range []string{`1`, `"x"`, `null`, `["a",{"id":1}]`, `{"type":{},"@type":"b","items":[["c"]]}`} {
			f.Add(s, v)
		}
	}
	f.Fuzz(func(t *testing.T, field, value string) {
		key, err := json.Marshal(strings.ToValidUTF8(field, "?"))
		if err != nil || !json.Valid([]byte(value)) {
			return
		}
		n, err := annotations.Decode([]byte(`{"format":"lectern-notes","version":1,"document":{"id":"d"},"annotations":[{"id":"x","target":{"source":"s"},"more":{` +
			string(key) + `:` + value + `},` + string(key) + `:` + value + `}]}`))
		if err != nil {
			return
		}
		d := model.Parse(model.Source{Text: speech})
		data := written(t, "jsonl", &Export{Speeches: []*Speech{{Document: d, Notes: n, Places: annotations.Anchor(d, n)}}})
		expanded(t, data)
		if unseen.Match(data) || bytes.Contains(data, []byte{0x1b}) {
			t.Errorf("a terminal would obey %q", data)
		}
	})
}
