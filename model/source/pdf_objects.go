package source

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// This file reads the objects of a PDF (ISO 32000-2, 7.3). It goes by the
// objects themselves, in the order of the file, and not by the tables that say
// where they are: those may be wrong, or lie.

// An object is nil, bool, float64, string, pdfName, pdfRef, []any, pdfDict or
// *pdfStream.
type (
	pdfName string
	pdfRef  int // the number of the object that is meant
	pdfDict map[pdfName]any
)

type pdfStream struct {
	dict pdfDict
	raw  []byte
}

// What reading a PDF may take.
const (
	pdfDepth    = 60       // objects inside each other
	pdfObjects  = 200_000  // objects of a file
	pdfUnpacked = 32 << 20 // bytes, of all streams together
)

// pdfObjectsOf is a file's objects by their numbers.
type pdfFile struct {
	objects map[pdfRef]any
	root    any
	locked  bool
	left    int // bytes that may still be unpacked
}

// openPDF reads the objects of a file. Of two with a number the later one
// counts, as it is what was saved later.
func openPDF(raw []byte) (*pdfFile, error) {
	f := &pdfFile{objects: map[pdfRef]any{}, left: pdfUnpacked}
	p := pdfParser{raw: raw}
	var packed []*pdfStream
	for range pdfObjects {
		number, found := p.nextObject()
		if !found {
			break
		}
		object := p.object(0)
		if stream := p.stream(object); stream != nil {
			object = stream
			f.describe(stream.dict)
			if stream.dict["Type"] == pdfName("ObjStm") {
				packed = append(packed, stream)
			}
		}
		f.objects[number] = object
	}
	p.at = 0
	for p.skipPast("trailer") {
		if dict, ok := p.object(0).(pdfDict); ok {
			f.describe(dict)
		}
	}
	for _, stream := range packed {
		f.unpack(stream)
	}
	switch {
	case f.locked:
		return nil, fmt.Errorf("%w: it is locked (install poppler's pdftotext, which opens many such files, or print it to a new PDF)", ErrEncrypted)
	case f.dict(f.root) == nil:
		return nil, damaged("the PDF has no pages that can be found")
	}
	return f, nil
}

// nextObject goes to the next object and is its number: "12 0 obj".
func (p *pdfParser) nextObject() (pdfRef, bool) {
	for p.skipPast("obj") {
		const longest = 30
		before := p.raw[max(p.at-longest, 0) : p.at-len("obj")]
		if words := objectNumber.FindSubmatch(before); words != nil {
			number, _ := strconv.Atoi(string(words[1])) // digits, by the pattern
			return pdfRef(number), true
		}
	}
	return 0, false
}

var objectNumber = regexp.MustCompile(`(\d{1,8})[ \t\r\n\f\x00]+\d{1,5}[ \t\r\n\f\x00]+$`)

// skipPast goes behind the next place of a word.
func (p *pdfParser) skipPast(word string) bool {
	i := bytes.Index(p.raw[p.at:], []byte(word))
	if i < 0 {
		return false
	}
	p.at += i + len(word)
	return true
}

// describe takes what a trailer, or what stands for it, says of the file.
func (f *pdfFile) describe(dict pdfDict) {
	if dict["Root"] != nil {
		f.root = dict["Root"]
	}
	f.locked = f.locked || dict["Encrypt"] != nil
}

// unpack reads the objects that are packed in a stream (7.5.7). They never
// stand for one that is in the file itself.
func (f *pdfFile) unpack(stream *pdfStream) {
	content := f.unpacked(stream)
	first := int(f.number(stream.dict["First"]))
	p := pdfParser{raw: content}
	for range int(f.number(stream.dict["N"])) {
		number, ok := p.object(0).(float64)
		offset, too := p.object(0).(float64)
		if !ok || !too || len(f.objects) >= pdfObjects {
			return
		}
		inner := pdfParser{raw: content, at: min(max(first+int(offset), 0), len(content))}
		if _, there := f.objects[pdfRef(number)]; !there {
			f.objects[pdfRef(number)] = inner.object(0)
		}
	}
}

// resolve is the object itself, where another may be named.
func (f *pdfFile) resolve(object any) any {
	for range pdfDepth {
		ref, ok := object.(pdfRef)
		if !ok {
			return object
		}
		object = f.objects[ref]
	}
	return nil
}

func (f *pdfFile) dict(object any) pdfDict {
	switch o := f.resolve(object).(type) {
	case pdfDict:
		return o
	case *pdfStream:
		return o.dict
	}
	return nil
}

func (f *pdfFile) array(object any) []any {
	array, _ := f.resolve(object).([]any)
	return array
}

func (f *pdfFile) name(object any) pdfName {
	name, _ := f.resolve(object).(pdfName)
	return name
}

func (f *pdfFile) number(object any) float64 {
	number, _ := f.resolve(object).(float64)
	return number
}

func (f *pdfFile) stream(object any) *pdfStream {
	stream, _ := f.resolve(object).(*pdfStream)
	return stream
}

// unpacked is what a stream says (7.4); as far as it can be.
func (f *pdfFile) unpacked(stream *pdfStream) []byte {
	if stream == nil {
		return nil
	}
	var filters []any
	switch filter := f.resolve(stream.dict["Filter"]).(type) {
	case pdfName:
		filters = []any{filter}
	case []any:
		filters = filter
	}
	content := stream.raw
	for _, filter := range filters[:min(len(filters), 4)] {
		var r io.Reader
		switch f.name(filter) {
		case "FlateDecode", "Fl":
			unpacked, err := zlib.NewReader(bytes.NewReader(content))
			if err != nil {
				return nil
			}
			r = unpacked
		case "ASCII85Decode", "A85":
			r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimSuffix(bytes.TrimSpace(content), []byte("~>"))))
		case "ASCIIHexDecode", "AHx":
			r = hex.NewDecoder(bytes.NewReader(bytes.TrimSuffix(bytes.TrimSpace(content), []byte(">"))))
		default:
			return nil // a picture
		}
		content, _ = io.ReadAll(io.LimitReader(r, int64(f.left))) // what breaks off is readable so far
		f.left -= len(content)
	}
	return content
}

// pdfParser reads objects one after another (7.2, 7.3).
type pdfParser struct {
	raw   []byte
	at    int
	count int // of the objects so far
}

// What a parser reads at most: objects, which take more memory than the bytes
// that they are read from, and the longest string.
const (
	pdfElements = 2_000_000
	pdfString   = 1 << 20 // bytes
)

func isPDFBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isPDFDelimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

func (p *pdfParser) skipBlank() {
	for p.at < len(p.raw) {
		switch c := p.raw[p.at]; {
		case isPDFBlank(c):
			p.at++
		case c == '%':
			for p.at < len(p.raw) && p.raw[p.at] != '\n' && p.raw[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

// operator is a word of a content stream that is no object.
type operator string

// object is the next object, or operator; nil at the end too.
func (p *pdfParser) object(depth int) any {
	if p.count++; p.count > pdfElements {
		p.at = len(p.raw)
	}
	p.skipBlank()
	if p.at >= len(p.raw) || depth > pdfDepth {
		p.at = min(p.at+1, len(p.raw))
		return nil
	}
	switch c := p.raw[p.at]; {
	case c == '/':
		return p.readName()
	case c == '(':
		return p.readString()
	case c == '<' && p.at+1 < len(p.raw) && p.raw[p.at+1] == '<':
		return p.readDict(depth)
	case c == '<':
		return p.readHex()
	case c == '[':
		p.at++
		return p.readArray(depth)
	case isPDFDelimiter(c):
		p.at++
		return operator(c)
	}
	return p.readWord()
}

// readWord reads a number, a reference or a word.
func (p *pdfParser) readWord() any {
	word := p.word()
	number, err := strconv.ParseFloat(word, 64)
	switch {
	case word == "true":
		return true
	case word == "false":
		return false
	case word == "null":
		return nil
	case err != nil || number != number || number < -1e12 || number > 1e12:
		return operator(word)
	}
	if ref := reference.FindSubmatch(p.raw[p.at:min(len(p.raw), p.at+12)]); ref != nil && number >= 0 && number == float64(int(number)) {
		p.at += len(ref[0]) - len(ref[1])
		return pdfRef(number)
	}
	return number
}

// reference is what follows an object's number where the object is meant.
var reference = regexp.MustCompile(`^[ \t\r\n]+\d{1,5}[ \t\r\n]+R($|[^A-Za-z0-9])`)

func (p *pdfParser) word() string {
	start := p.at
	for p.at < len(p.raw) && !isPDFBlank(p.raw[p.at]) && !isPDFDelimiter(p.raw[p.at]) {
		p.at++
	}
	return string(p.raw[start:p.at])
}

func (p *pdfParser) readName() pdfName {
	p.at++
	name := []byte(p.word())
	for i := 0; i+2 < len(name); i++ {
		if code, err := strconv.ParseUint(string(name[i+1:i+3]), 16, 8); name[i] == '#' && err == nil {
			name = append(append(name[:i:i], byte(code)), name[i+3:]...)
		}
	}
	return pdfName(name)
}

func (p *pdfParser) readDict(depth int) pdfDict {
	p.at += len("<<")
	dict := pdfDict{}
	for p.skipBlank(); p.at < len(p.raw); p.skipBlank() {
		if bytes.HasPrefix(p.raw[p.at:], []byte(">>")) {
			p.at += len(">>")
			break
		}
		key, ok := p.object(depth + 1).(pdfName)
		if !ok {
			break // out of order
		}
		dict[key] = p.object(depth + 1)
	}
	return dict
}

func (p *pdfParser) readArray(depth int) []any {
	var array []any
	for p.skipBlank(); p.at < len(p.raw); p.skipBlank() {
		if p.raw[p.at] == ']' {
			p.at++
			break
		}
		array = append(array, p.object(depth+1))
	}
	return array
}

func (p *pdfParser) readHex() string {
	p.at++
	var digits []byte
	for ; p.at < len(p.raw) && p.raw[p.at] != '>'; p.at++ {
		if c := p.raw[p.at]; c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' && len(digits) < 2*pdfString {
			digits = append(digits, c)
		}
	}
	p.at = min(p.at+1, len(p.raw))
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	text, _ := hex.DecodeString(string(digits)) // digits they are
	return string(text)
}

// pdfEscapes are what stands behind a backslash in a string.
var pdfEscapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (p *pdfParser) readString() string {
	var text []byte
	open := 0
	for ; p.at < len(p.raw); p.at++ {
		switch c := p.raw[p.at]; c {
		case '(':
			if open++; open == 1 {
				continue
			}
		case ')':
			if open--; open == 0 {
				p.at++
				return string(text)
			}
		case '\\':
			text = p.escaped(text)
			continue
		}
		if len(text) < pdfString {
			text = append(text, p.raw[p.at])
		}
	}
	return string(text)
}

// escaped adds what the backslash at the parser's place and what follows mean.
func (p *pdfParser) escaped(text []byte) []byte {
	if p.at+1 >= len(p.raw) {
		return text
	}
	p.at++
	c := p.raw[p.at]
	switch meant := pdfEscapes[c]; {
	case meant != 0:
		return append(text, meant)
	case c == '\r' && p.at+1 < len(p.raw) && p.raw[p.at+1] == '\n':
		p.at++
		return text
	case c == '\n' || c == '\r':
		return text
	case c < '0' || c > '7':
		return append(text, c)
	}
	code := 0
	for n := 0; n < 3 && p.at < len(p.raw) && p.raw[p.at] >= '0' && p.raw[p.at] <= '7'; n++ {
		code = code*8 + int(p.raw[p.at]-'0')
		p.at++
	}
	p.at--
	return append(text, byte(code))
}

// stream is the stream that a dictionary begins; nil when it begins none.
// Its length is believed if the stream does end there.
func (p *pdfParser) stream(object any) *pdfStream {
	dict, ok := object.(pdfDict)
	p.skipBlank()
	if !ok || !bytes.HasPrefix(p.raw[min(p.at, len(p.raw)):], []byte("stream")) {
		return nil
	}
	p.at += len("stream")
	if bytes.HasPrefix(p.raw[p.at:], []byte("\r\n")) {
		p.at += 2
	} else if p.at < len(p.raw) {
		p.at++
	}
	rest := p.raw[min(p.at, len(p.raw)):]
	size := bytes.Index(rest, []byte("endstream"))
	if length, ok := dict["Length"].(float64); ok && length >= 0 && int(length) <= len(rest) {
		if bytes.HasPrefix(bytes.TrimLeft(rest[int(length):min(len(rest), int(length)+20)], " \r\n"), []byte("endstream")) {
			size = int(length)
		}
	}
	if size < 0 {
		size = len(rest)
	}
	p.at += size
	return &pdfStream{dict, rest[:size]}
}
