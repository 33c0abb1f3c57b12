package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"testing"
)

// This file reads XML and zips as the tests look at them.

// element is an element of an XML file, by its local name.
type element struct {
	name, space string // space is the namespace
	attrs       map[string]string
	children    []*element
	text        string
}

// parseXML reads a whole file; it fails unless the file is well-formed.
func parseXML(t testing.TB, content []byte) *element {
	t.Helper()
	root := &element{}
	open := []*element{root}
	decoder := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return root.children[0]
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, content)
		}
		here := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, space: token.Name.Space, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			here.children = append(here.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			here.text += string(token)
		}
	}
}

// below are the elements of a name below an element, at every depth, in order.
func (e *element) below(name string) (list []*element) {
	for _, c := range e.children {
		list = append(list, c.all(name)...)
	}
	return list
}

// all are an element and those below it that have a name, in order.
func (e *element) all(names ...string) []*element {
	var found []*element
	if slices.Contains(names, e.name) {
		found = append(found, e)
	}
	for _, c := range e.children {
		found = append(found, c.all(names...)...)
	}
	return found
}
