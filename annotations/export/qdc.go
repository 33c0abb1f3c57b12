package export

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"lectern/annotations"
	"lectern/model"
)

// This file writes a codebook (REFI-QDA 1.0, Codebook.xsd): the tags as a tree of
// codes, and the colours.

// qCode is an element Code. Its fields are in the order of the schema.
type qCode struct {
	GUID        string   `xml:"guid,attr"`
	Name        string   `xml:"name,attr"`
	Codable     bool     `xml:"isCodable,attr"`
	Color       string   `xml:"color,attr,omitempty"` // "#rrggbb"
	Description string   `xml:"Description,omitempty"`
	Codes       []*qCode `xml:"Code"`
}

// codebook is all codes of an export, and how to find them. The code of a tag has
// the same GUID in every export and whatever speech it is on.
type codebook struct {
	roots  []*qCode
	tags   map[string]*qCode // by path
	colors map[meaning]*qCode
}

// meaning is a colour with what it stands for.
type meaning struct {
	color annotations.Color
	role  string
}

// hexColors are the colours as the program draws them on a dark page.
var hexColors = map[annotations.Color]string{
	annotations.Yellow: "#e6c34a", annotations.Green: "#8cc265", annotations.Blue: "#6cb0f0", annotations.Magenta: "#d190dc", annotations.Red: "#f07a70",
}

// errNoCodes says that there is nothing for a codebook, which holds at least one
// code.
var errNoCodes = errors.New("no codebook without a tag or a colour (tag or mark something first)")

func writeCodebook(w io.Writer, e *Export) error {
	book := e.codebook()
	if len(book.roots) == 0 {
		return errNoCodes
	}
	return writeXML(w, struct {
		XMLName xml.Name `xml:"urn:QDA-XML:codebook:1.0 CodeBook"`
		Origin  string   `xml:"origin,attr"`
		Codes   []*qCode `xml:"Codes>Code"`
	}{Origin: origin, Codes: book.roots})
}

// origin is the program that a codebook or a project is from.
const origin = "lectern"

// writeXML writes a document. Characters that XML cannot have become U+FFFD (XML
// 1.0, 2.2).
func writeXML(w io.Writer, document any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// codebook is the codes of what is exported: its tags with those above them, and
// below a code of their own its colours.
func (e *Export) codebook() *codebook {
	book := &codebook{tags: map[string]*qCode{}, colors: map[meaning]*qCode{}}
	above := &qCode{GUID: guidNamed("colors")}
	for _, s := range e.Speeches {
		for _, p := range e.passages(s) {
			for _, tag := range p.Tags {
				if c := book.tag(s, tag); c != nil {
					c.Codable = true
				}
			}
			if p.Color != "" {
				book.color(above, meaning{annotations.Color(p.Color), p.Role})
			}
		}
		above.Name = cmp.Or(above.Name, s.words().colors)
	}
	sortCodes(book.roots)
	sortCodes(above.Codes)
	if above.Codes != nil {
		book.roots = append(book.roots, above)
	}
	return book
}

// tag is the code of a tag, made with those above it when there is none yet; nil
// for a path without a name in it. What is not a tag itself only holds others.
func (b *codebook) tag(s *Speech, path string) *qCode {
	names := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if len(names) == 0 {
		return nil
	}
	path = strings.Join(names, "/")
	if c := b.tags[path]; c != nil {
		return c
	}
	c := &qCode{GUID: guidNamed("tag", path), Name: names[len(names)-1]}
	for _, t := range s.Notes.Tags {
		if oneLine(t.Path) == path {
			c.Color, c.Description = hexColors[t.Color], model.Inert(t.Description)
		}
	}
	b.tags[path] = c
	if above := b.tag(s, strings.Join(names[:len(names)-1], "/")); above != nil {
		above.Codes = append(above.Codes, c)
	} else {
		b.roots = append(b.roots, c)
	}
	return c
}

// color makes the code of a colour, called after what it stands for. Two colours
// that stand for the same are told apart: codes of one code have different names.
func (b *codebook) color(above *qCode, m meaning) {
	if b.colors[m] != nil {
		return
	}
	c := &qCode{GUID: guidNamed("color", string(m.color), m.role), Name: cmp.Or(m.role, string(m.color)), Codable: true, Color: hexColors[m.color]}
	if slices.ContainsFunc(above.Codes, func(other *qCode) bool { return other.Name == c.Name }) {
		c.Name += " (" + string(m.color) + ")"
	}
	b.colors[m] = c
	above.Codes = append(above.Codes, c)
}

// codes are those of a passage.
func (b *codebook) codes(p *Passage) []*qCode {
	var list []*qCode
	for _, tag := range p.Tags {
		if c := b.tag(p.Speech, tag); c != nil && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	if p.Color != "" {
		list = append(list, b.colors[meaning{annotations.Color(p.Color), p.Role}])
	}
	return list
}

func sortCodes(codes []*qCode) {
	slices.SortStableFunc(codes, func(a, b *qCode) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range codes {
		sortCodes(c.Codes)
	}
}
