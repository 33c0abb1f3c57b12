package source

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"lectern/model/lazyregexp"
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
	pdfDepth    = 60        // objects inside each other
	pdfObjects  = 200_000   // objects of a file
	pdfUnpacked = 32 << 20  // bytes, of all streams together
	pdfCodes    = 1_000_000 // codes and widths of all fonts together
)

// pdfFile is a file's objects by their numbers.
type pdfFile struct {
	objects map[pdfRef]any
	root    any
	info    any // what the file says of itself
	locked  bool
	left    int // bytes that may still be unpacked
	count   int // of the objects that were read
	codes   int // of fonts that were read
}

// openPDF reads the objects of a file. Of two with a number the later one
// counts, as it is what was saved later.
func openPDF(raw []byte) (*pdfFile, error) {
	f := &pdfFile{objects: map[pdfRef]any{}, left: pdfUnpacked}
	p := pdfParser{raw: raw, count: &f.count}
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
	case f.count > pdfElements:
		return nil, fmt.Errorf("%w: it has millions of objects (print it to a new PDF)", ErrIntricate)
	case f.dict(f.root) == nil:
		return nil, damaged("the PDF has no pages that can be found")
	}
	return f, nil
}

// title is what the file calls itself (14.3.3), in either encoding of its strings
// (7.9.2.2).
func (f *pdfFile) title() string {
	raw, _ := f.resolve(f.dict(f.info)["Title"]).(string)
	if codes, isWide := strings.CutPrefix(raw, "\xFE\xFF"); isWide {
		title, _ := utf16BE.NewDecoder().String(codes)
		return oneLine(title)
	}
	title, _ := charmap.Windows1252.NewDecoder().String(raw)
	return oneLine(title)
}

// nextObject goes to the next object and is its number: "12 0 obj".
func (p *pdfParser) nextObject() (pdfRef, bool) {
	for p.skipPast("obj") {
		const longest = 30
		before := p.raw[max(p.at-longest, 0) : p.at-len("obj")]
		if bare := bytes.TrimRight(before, " \t\r\n\f\x00"); len(bare) == 0 || bare[len(bare)-1] < '0' || bare[len(bare)-1] > '9' {
			continue // a file may have millions of these
		}
		if words := objectNumber.FindSubmatch(before); words != nil {
			number, _ := strconv.Atoi(string(words[1])) // digits, by the pattern
			return pdfRef(number), true
		}
	}
	return 0, false
}

var objectNumber = lazyregexp.New(`(\d{1,8})[ \t\r\n\f\x00]+\d{1,5}[ \t\r\n\f\x00]+$`)

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
		f.info = dict["Info"]
	}
	if dict["Info"] != nil {
		f.info = dict["Info"]
	}
	f.locked = f.locked || dict["Encrypt"] != nil
}

// unpack reads the objects that are packed in a stream (7.5.7). They never
// stand for one that is in the file itself.
func (f *pdfFile) unpack(stream *pdfStream) {
	content := f.unpacked(stream)
	first := int(f.number(stream.dict["First"]))
	p := pdfParser{raw: content, count: &f.count}
	for range int(f.number(stream.dict["N"])) {
		number, ok := p.object(0).(float64)
		offset, too := p.object(0).(float64)
		if !ok || !too || len(f.objects) >= pdfObjects {
			return
		}
		inner := pdfParser{raw: content, count: &f.count, at: min(max(first+int(offset), 0), len(content))}
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
	if stream == nil || f.left <= 0 {
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
