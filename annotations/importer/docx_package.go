package importer

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// This file unpacks Word documents (ECMA-376, part 2: Open Packaging
// Conventions): a zip with parts, most of them XML.

// What is read of a document at most, whatever it says of itself.
const (
	maxEntries  = 2000
	maxUnpacked = 64 << 20 // bytes, of all its parts together
	maxElements = 2_000_000
	maxDepth    = 1000 // elements inside one another
)

// How files begin: a zip (APPNOTE 4.3.7), one with nothing in it (4.3.16), and
// what Office wrote before 2007 and still writes under a password ([MS-CFB] 2.2).
const (
	zipFile      = "PK\x03\x04"
	emptyZip     = "PK\x05\x06"
	compoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
)

const (
	zipEntry  = "PK\x01\x02" // begins each entry of a zip's list (4.3.12)
	zipLocked = 1            // bit 0 of an entry's flags (4.4.4)
)

// IsPacked reports whether a file is no text: Read wants its bytes as they are.
func IsPacked(data []byte) bool { return isPacked(string(data[:min(len(data), len(compoundFile))])) }

func isPacked(data string) bool {
	return slices.ContainsFunc([]string{zipFile, emptyZip, compoundFile}, func(head string) bool { return strings.HasPrefix(data, head) })
}

// wordPackage is a document's parts. None is ever written to a disk.
type wordPackage struct {
	parts    map[string]*zip.File
	left     int64 // bytes that may still be unpacked
	elements int   // that were read
}

var errNoODT = errors.New("it is no OpenDocument text (choose the .odt file itself)")

var errNoWord = errors.New("it is no Word document (choose the .docx file itself)")

func openPackage(data string) (*wordPackage, error) {
	switch {
	case strings.HasPrefix(data, compoundFile) && strings.Contains(data, encryptedPackage):
		return nil, errLocked
	case strings.HasPrefix(data, compoundFile):
		return nil, errors.New("it is an older Word or Office file (save it as .docx and import that)")
	case !isPacked(data):
		return nil, errNoWord
	case strings.Count(data, zipEntry) > maxEntries: // archive/zip makes an entry for each
		return nil, fmt.Errorf("over %d files are packed in it (open it in a word processor and save it again)", maxEntries)
	}
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are only ever compared
		return nil, damaged("the zip that it is breaks off or is out of order")
	}
	p := &wordPackage{parts: map[string]*zip.File{}, left: maxUnpacked}
	for _, entry := range z.File {
		if p.parts[entry.Name] == nil { // the first of two, as others take it
			p.parts[entry.Name] = entry
		}
	}
	return p, nil
}

// encryptedPackage is the name, in UTF-16, of what holds a locked document
// ([MS-OFFCRYPTO] 2.3.4.4).
const encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"

var errLocked = errors.New("a password locks it (open it in a word processor and save it without one)")

func damaged(what string) error {
	return fmt.Errorf("it is damaged: %s (copy it again, or open it in a word processor and save it again)", what)
}

// isWord reports whether the parts are those of a Word document.
func (p *wordPackage) isWord() bool {
	if p.parts["[Content_Types].xml"] == nil {
		return false
	}
	for name := range p.parts {
		if strings.HasPrefix(name, "word/") {
			return true
		}
	}
	return false
}

// open is a part, ready to be read; nil when there is none of that name.
func (p *wordPackage) open(name string) (*wordPart, error) {
	entry := p.parts[name]
	switch {
	case entry == nil:
		return nil, nil
	case entry.Flags&zipLocked != 0:
		return nil, errLocked
	}
	r, err := entry.Open()
	if err != nil {
		return nil, damaged(name + " in it cannot be unpacked")
	}
	// XML is in UTF-8 or UTF-16 (part 2, M1.17), and its mark says which.
	text := transform.NewReader(&unpacking{p, name, r}, unicode.BOMOverride(encoding.Nop.NewDecoder()))
	part := &wordPart{Decoder: xml.NewDecoder(text), of: p, name: name}
	part.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return part, nil
}

// unpacking reads a part and counts what comes out.
type unpacking struct {
	*wordPackage
	name string
	from io.Reader
}

// Read is part of io.Reader.
func (u *unpacking) Read(b []byte) (int, error) {
	n, err := u.from.Read(b)
	u.left -= int64(n)
	switch {
	case u.left < 0:
		return 0, fmt.Errorf("over %d MB come out of it (split it into parts)", maxUnpacked>>20)
	case err != nil && err != io.EOF:
		return n, damaged(u.name + " in it cannot be unpacked")
	}
	return n, err
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
	switch token.(type) {
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
		return nil, tooMany(fmt.Sprintf("%d million elements", maxElements/1_000_000))
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
	if p.parts[main] == nil {
		main = "word/document.xml"
	}
	if err == nil && p.parts[main] == nil {
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
