package importer

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"lectern/annotations"
)

// This file reads codebooks as programs for qualitative analysis exchange them
// (REFI-QDA 1.5, Codebook.xsd): codes inside codes become tags such as
// "policy/land". They have no annotations.

func isCodebook(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "<") && strings.Contains(text[:min(len(text), 2048)], "<CodeBook")
}

// deepestCode is how many codes a code may be inside of; far above any codebook.
const deepestCode = 50

// mostCodes is how many codes a codebook may have; far above any.
const mostCodes = 10_000

// ourColors is the code that lectern's own exports have the five colours below:
// here they are no tags.
const ourColors = "urn:uuid:a7fd3c09-32d5-56c9-bfbf-7fb617d12580"

// codebook is a codebook that is being read.
type codebook struct {
	decoder *xml.Decoder
	root    bool              // its root has been met
	open    []annotations.Tag // the codes that the one being read is inside of
	tags    []annotations.Tag
}

func readCodebook(text []byte) (File, error) {
	b := &codebook{decoder: xml.NewDecoder(strings.NewReader(string(text)))}
	// Whatever encoding the file says it is in, the text is UTF-8 by now.
	b.decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := b.decoder.Token()
		if err == io.EOF && b.root {
			return File{Tags: b.tags}, nil
		}
		if err == nil {
			err = b.read(token)
		}
		if err != nil {
			return File{}, at(line(lineAt(text, int(b.decoder.InputOffset()))), reasonOf(err))
		}
	}
}

// reasonOf is what is wrong with the XML, without the line that encoding/xml
// counts.
func reasonOf(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return errors.New("it has no CodeBook")
	case errors.As(err, &syntax):
		return errors.New(syntax.Msg)
	}
	return err
}

func (b *codebook) read(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		b.root = b.root || t.Name.Local == "CodeBook"
		return b.start(t)
	case xml.EndElement:
		if last := len(b.open) - 1; t.Name.Local == "Code" {
			b.tags, b.open = append(b.tags, b.open[last]), b.open[:last]
		}
	}
	return nil
}

func (b *codebook) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "Code":
		if !b.root {
			return errors.New("a code outside a CodeBook")
		}
		return b.code(e)
	case "Description":
		var text string
		if err := b.decoder.DecodeElement(&text, &e); err != nil {
			return err
		}
		if last := len(b.open) - 1; last >= 0 {
			b.open[last].Description = strings.TrimSpace(text)
		}
	case "Sets":
		return b.decoder.Skip()
	}
	return nil
}

func (b *codebook) code(e xml.StartElement) error {
	var t annotations.Tag
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "guid":
			t.ID = "urn:uuid:" + strings.ToLower(strings.Trim(a.Value, "{}"))
		case "name":
			// A slash parts the levels of a tag.
			t.Path = strings.TrimSpace(strings.ReplaceAll(a.Value, "/", "／"))
		case "color":
			t.Color = nearest(a.Value)
		}
	}
	switch {
	case t.ID == ourColors:
		return b.decoder.Skip()
	case strings.Trim(t.Path, "# ") == "":
		return errors.New("a code without a name")
	case len(b.tags) == mostCodes:
		return fmt.Errorf("more than %d codes", mostCodes)
	case len(b.open) == deepestCode:
		return errors.New("too many codes inside one another")
	case len(b.open) > 0:
		t.Path = b.open[len(b.open)-1].Path + "/" + t.Path
	}
	if !isIRI(t.ID) {
		t.ID = ""
	}
	b.open = append(b.open, t)
	return nil
}
