package importer

import (
	"encoding/xml"
	"errors"
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

// codebook is a codebook that is being read.
type codebook struct {
	decoder *xml.Decoder
	open    []annotations.Tag // the codes that the one being read is inside of
	tags    []annotations.Tag
}

func readCodebook(text []byte) (File, error) {
	b := &codebook{decoder: xml.NewDecoder(strings.NewReader(string(text)))}
	// Whatever encoding the file says it is in, the text is UTF-8 by now.
	b.decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root := false
	for {
		token, err := b.decoder.Token()
		if err == io.EOF && root {
			return File{Tags: b.tags}, nil
		}
		where := line(lineAt(text, int(b.decoder.InputOffset())))
		var syntax *xml.SyntaxError
		switch {
		case err == io.EOF:
			return File{}, at(where, errors.New("it has no CodeBook"))
		case errors.As(err, &syntax):
			return File{}, at(where, errors.New(syntax.Msg))
		case err != nil:
			return File{}, at(where, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			root = root || t.Name.Local == "CodeBook"
			err = b.start(t, root)
		case xml.EndElement:
			if t.Name.Local == "Code" {
				b.tags = append(b.tags, b.open[len(b.open)-1])
				b.open = b.open[:len(b.open)-1]
			}
		}
		if err != nil {
			return File{}, at(where, err)
		}
	}
}

func (b *codebook) start(e xml.StartElement, root bool) error {
	switch e.Name.Local {
	case "Code":
		if !root {
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
	case strings.Trim(t.Path, "# ") == "":
		return errors.New("a code without a name")
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
