package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"lectern/model/container"
)

// This file unpacks Word documents (ECMA-376, part 2: Open Packaging
// Conventions): a zip with parts, most of them XML.

// What is read of a document at most, whatever it says of itself.
const (
	maxElements = 1_000_000
	maxText     = 32 << 20 // bytes of all its parts together
	maxDepth    = 1000     // elements inside one another
)

// IsPacked reports whether a file is no text: Read wants its bytes as they are.
func IsPacked(data []byte) bool { return container.IsZip(data) || isCompound(data) }

func isCompound(data []byte) bool { return bytes.HasPrefix(data, []byte(container.CompoundFile)) }

// wordPackage is a document's parts.
type wordPackage struct {
	*container.Zip
	elements int // that were read
	text     int // bytes, likewise
}

var errNoODT = errors.New("it is no OpenDocument text (choose the .odt file itself)")

var errNoWord = errors.New("it is no Word document (choose the .docx file itself)")

func openPackage(data []byte) (*wordPackage, error) {
	switch {
	case isCompound(data) && container.HoldsLocked(data):
		return nil, container.ErrLocked
	case isCompound(data):
		return nil, errors.New("it is an older Word or Office file (save it as .docx and import that)")
	case !container.IsZip(data):
		return nil, errNoWord
	}
	z, err := container.Open(data)
	if err != nil {
		return nil, err
	}
	return &wordPackage{Zip: z}, nil
}

// told is an error in the words of an import, if it is one of a zip's.
func told(err error) error {
	switch {
	case errors.Is(err, container.ErrBroken):
		return damaged("the zip that it is breaks off or is out of order")
	case errors.Is(err, container.ErrCorrupt):
		return damaged("a part in it cannot be unpacked")
	case errors.Is(err, container.ErrFiles):
		return fmt.Errorf("over %d files are packed in it (open it in a word processor and save it again)", container.MaxFiles)
	case errors.Is(err, container.ErrBytes):
		return fmt.Errorf("over %d MB come out of it (split it into parts)", container.MaxBytes>>20)
	case errors.Is(err, container.ErrLocked):
		return errors.New("a password locks it (open it in a word processor and save it without one)")
	}
	return err
}

func damaged(what string) error {
	return fmt.Errorf("it is damaged: %s (copy it again, or open it in a word processor and save it again)", what)
}

// isWord reports whether the parts are those of a Word document.
func (p *wordPackage) isWord() bool { return p.Has("[Content_Types].xml") && p.HasFolder("word") }

// open is a part, ready to be read; nil when there is none of that name.
func (p *wordPackage) open(name string) (*wordPart, error) {
	r, err := p.File(name)
	if r == nil || err != nil {
		return nil, err
	}
	// XML is in UTF-8 or UTF-16 (part 2, M1.17), and its mark says which.
	text := transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder()))
	part := &wordPart{Decoder: xml.NewDecoder(text), of: p, name: name}
	part.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return part, nil
}

// wordPart is a part that is being read.
type wordPart struct {
	*xml.Decoder
	of    *wordPackage
	name  string
	depth int
}

// next is the next token; at the end, io.EOF.
func (p *wordPart) next() (xml.Token, error) {
	token, err := p.Token()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return nil, damaged(fmt.Sprintf("line %d of %s in it: %s", syntax.Line, p.name, syntax.Msg))
	}
	switch token := token.(type) {
	case xml.CharData:
		p.of.text += len(token)
	case xml.StartElement:
		p.depth++
		p.of.elements++
	case xml.EndElement:
		p.depth--
	case xml.Directive: // part 2, M1.18: no part has a document type
		return nil, damaged(p.name + " in it declares a document type")
	}
	switch {
	case p.depth > maxDepth:
		return nil, fmt.Errorf("elements lie inside one another over %d deep in %s (open it in a word processor and save it again)", maxDepth, p.name)
	case p.of.elements > maxElements:
		return nil, tooMany("a million elements")
	case p.of.text > maxText:
		return nil, tooMany(fmt.Sprintf("%d MB of text", maxText>>20))
	}
	return token, err
}

// words are the text up to the end of the element that was opened last.
func (p *wordPart) words() (string, error) {
	var b strings.Builder
	for inside := p.depth; p.depth >= inside; {
		token, err := p.next()
		if err != nil {
			return "", err
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
	return strings.TrimSpace(b.String()), nil
}

// each calls a function for every element of a part, if there is that part.
func (p *wordPackage) each(name string, visit func(*wordPart, xml.StartElement) error) error {
	return p.eachToken(name, func(part *wordPart, token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok {
			return visit(part, e)
		}
		return nil
	})
}

// eachToken calls a function for all there is in a part, if there is that part.
func (p *wordPackage) eachToken(name string, visit func(*wordPart, xml.Token) error) error {
	part, err := p.open(name)
	if part == nil || err != nil {
		return err
	}
	for {
		token, err := part.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := visit(part, token); err != nil {
			return err
		}
	}
}

// mainPart is the part with the text (part 2, 9.3).
func (p *wordPackage) mainPart() (string, error) {
	main := ""
	err := p.each("_rels/.rels", func(_ *wordPart, e xml.StartElement) error {
		if strings.HasSuffix(attribute(e, "Type"), "/officeDocument") {
			main = strings.TrimPrefix(path.Clean(attribute(e, "Target")), "/")
		}
		return nil
	})
	if !p.Has(main) {
		main = "word/document.xml"
	}
	if err == nil && !p.Has(main) {
		err = errNoWord
	}
	return main, err
}

// attribute is the value of an attribute, whatever its prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
