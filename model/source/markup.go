package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"lectern/model/lazyregexp"
)

// What one tag or stretch of words may take, how deep elements may lie inside
// each other, and how many a file may have: Word's longest documents have some
// hundred thousand.
const (
	maxToken    = 6 << 20 // bytes; a tag's attributes take a multiple of it
	maxDepth    = 1000
	maxElements = 1_000_000
)

// A style, a numbering or a note takes as much memory as so many elements.
const definition = 20

// markup reads the tags and the words of HTML or XML, one after another. For
// both it is the tokenizer of x/net/html: in a fifth of the time of
// encoding/xml and in memory that does not grow with the file. It knows no
// entities but HTML's own, so that a DTD's are never expanded, and it writes
// names in small letters. Of a namespace it goes by the prefix that everybody
// uses, which the file's root may declare otherwise.
type markup struct {
	tokens   *html.Tokenizer
	xml      bool
	names    map[string]string // as the file has them → as we know them
	prefixes map[string]string // as the file has them → as we know them
	open     []string          // in XML: the elements that are open
	closing  string            // the name of an element that was empty: <w:br/>

	counted *int // elements of the file so far, which may be one of several that are read

	more       bool // attributes that are not read yet
	attributes []html.Attribute
}

// event is what markup reads next.
type event struct {
	kind  eventKind
	name  string // of the element, with its prefix
	words string
}

type eventKind uint8

const (
	opens eventKind = iota
	closes
	words
)

func newMarkup(r io.Reader, xml bool) *markup {
	m := &markup{tokens: html.NewTokenizer(r), xml: xml, counted: new(int), names: map[string]string{}, prefixes: map[string]string{}}
	m.tokens.SetMaxBuf(maxToken)
	m.tokens.AllowCDATA(xml)
	return m
}

// events are what there is to read, one after another. An error is the last.
func (m *markup) events() iter.Seq2[event, error] {
	return func(yield func(event, error) bool) {
		for {
			e, err := m.next()
			if err == io.EOF || !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// next is the next event; at the end of what there is, io.EOF.
func (m *markup) next() (event, error) {
	if name := m.closing; name != "" {
		m.closing = ""
		return event{kind: closes, name: name}, m.pop(name)
	}
	for {
		switch m.tokens.Next() {
		case html.ErrorToken:
			return event{}, m.end()
		case html.TextToken:
			return event{kind: words, words: string(m.tokens.Text())}, nil
		case html.StartTagToken:
			return m.opened(false)
		case html.SelfClosingTagToken:
			return m.opened(m.xml)
		case html.EndTagToken:
			written, _ := m.tokens.TagName()
			name := m.name(written)
			return event{kind: closes, name: name}, m.pop(name)
		}
	}
}

func (m *markup) opened(empty bool) (event, error) {
	if m.count(1); *m.counted > maxElements {
		return event{}, fmt.Errorf("%w: it has over a million tags, styles, numberings and notes (save it as plain text)", ErrIntricate)
	}
	var written []byte
	written, m.more = m.tokens.TagName()
	m.attributes = m.attributes[:0]
	if m.xml && len(m.open) == 0 {
		written = bytes.Clone(written) // reading attributes moves it
		m.readPrefixes()
	}
	name := m.name(written)
	if m.xml {
		if m.open = append(m.open, name); len(m.open) > maxDepth {
			return event{}, fmt.Errorf("%w: elements lie inside each other over %d deep (save it as plain text)", ErrIntricate, maxDepth)
		}
	}
	if empty {
		m.closing = name
	}
	return event{kind: opens, name: name}, nil
}

// count counts elements, or what is as good as so many.
func (m *markup) count(n int) { *m.counted += n }

// pop ends an element of XML, where each ends inside the one around it.
func (m *markup) pop(name string) error {
	if !m.xml {
		return nil
	}
	last := len(m.open) - 1
	if last < 0 || m.open[last] != name {
		return damaged("its XML is out of order")
	}
	m.open = m.open[:last]
	return nil
}

// end is why there is no more: io.EOF when that is as it should be.
func (m *markup) end() error {
	err := m.tokens.Err()
	switch {
	case errors.Is(err, html.ErrBufferExceeded):
		return fmt.Errorf("%w: a stretch of over %d MB without a tag (save it as plain text)", ErrIntricate, maxToken>>20)
	case err == io.EOF && len(m.open) > 0:
		return damaged("its XML breaks off")
	}
	return err
}

// attribute is the value of an attribute of the element that was opened last.
func (m *markup) attribute(name string) string {
	m.readAttributes()
	for _, a := range m.attributes {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hasAttribute reports whether the element that was opened last has one.
func (m *markup) hasAttribute(name string) bool {
	m.readAttributes()
	for _, a := range m.attributes {
		if a.Key == name {
			return true
		}
	}
	return false
}

// maxAttributes is how many of an element's are read.
const maxAttributes = 200

func (m *markup) readAttributes() {
	for m.more && len(m.attributes) < maxAttributes {
		var key, value []byte
		key, value, m.more = m.tokens.TagAttr()
		name := string(key)
		if m.xml && bytes.IndexByte(key, ':') > 0 { // without a prefix it is in no namespace
			name = m.name(key)
		}
		m.attributes = append(m.attributes, html.Attribute{Key: name, Val: string(value)})
	}
}

// name is a name with the prefix that we know its namespace by.
func (m *markup) name(written []byte) string {
	if name, known := m.names[string(written)]; known {
		return name
	}
	name := string(written)
	if prefix, local, found := strings.Cut(name, ":"); found && m.prefixes[prefix] != "" {
		name = m.prefixes[prefix] + ":" + local
	} else if ours := m.prefixes[""]; !found && ours != "" {
		name = ours + ":" + name
	}
	if len(m.names) < 1000 { // a hostile file's names are all different
		m.names[string(written)] = name
	}
	return name
}

// namespaces are the prefixes that we know names by, and the ends of the
// namespaces' own names, which differ between editions of a standard.
var namespaces = []struct{ prefix, end string }{
	{"w", "/wordprocessingml/main"},
	{"m", "/officeDocument/math"},
	{"mc", "/markup-compatibility/2006"},
	{"office", "opendocument:xmlns:office:1.0"},
	{"text", "opendocument:xmlns:text:1.0"},
	{"table", "opendocument:xmlns:table:1.0"},
	{"style", "opendocument:xmlns:style:1.0"},
	{"draw", "opendocument:xmlns:drawing:1.0"},
	{"fo", "opendocument:xmlns:xsl-fo-compatible:1.0"},
	{"dc", "/dc/elements/1.1/"},
}

// readPrefixes learns what prefixes the root element declares.
func (m *markup) readPrefixes() {
	declared := map[string]string{}
	m.readAttributes()
	for _, a := range m.attributes {
		prefix, isPrefix := strings.CutPrefix(a.Key, "xmlns:")
		if !isPrefix && a.Key != "xmlns" {
			continue
		}
		if a.Key == "xmlns" {
			prefix = ""
		}
		for _, known := range namespaces {
			if strings.HasSuffix(a.Val, known.end) && prefix != known.prefix {
				declared[prefix] = known.prefix
			}
		}
	}
	m.prefixes = declared
	clear(m.names)
}

// xmlDeclared is the encoding that an XML declaration names.
var xmlDeclared = lazyregexp.New(`^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// newXML reads XML in the encoding that it says it is in (XML 1.0, appendix F).
func newXML(r io.Reader) *markup {
	buffered := bufio.NewReader(r)
	head, _ := buffered.Peek(200) // an error comes again when it is read
	var codec encoding.Encoding
	switch c := announced(head); {
	case c != nil:
		buffered.Discard(len(c.bom)) // it was just seen
		codec = c.codec
	case bytes.HasPrefix(head, []byte("<\x00")):
		codec = charsetNamed("utf-16le").codec
	case bytes.HasPrefix(head, []byte("\x00<")):
		codec = charsetNamed("utf-16be").codec
	default:
		if declared := xmlDeclared.FindSubmatch(head); declared != nil {
			codec = codecNamed(string(declared[1]))
		}
	}
	if codec == nil {
		return newMarkup(buffered, true)
	}
	return newMarkup(transform.NewReader(buffered, codec.NewDecoder()), true)
}

// codecNamed is an encoding by the name that the web has for it; nil for none.
func codecNamed(name string) encoding.Encoding {
	if c := charsetNamed(name); c != nil {
		return c.codec
	}
	codec, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return codec
}
