package source

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"

	"lectern/model/lazyregexp"
)

// pdfParser reads objects one after another (7.2, 7.3).
type pdfParser struct {
	raw   []byte
	at    int
	count *int // of the objects so far; parsers may share it
}

// What a parser reads at most: objects, which take more memory than the bytes
// that they are read from, and the longest string.
const (
	pdfElements  = 2_000_000
	dictElements = 6       // a dictionary takes as much memory as so many
	pdfString    = 1 << 20 // bytes
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
	if *p.count++; *p.count > pdfElements {
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
var reference = lazyregexp.New(`^[ \t\r\n]+\d{1,5}[ \t\r\n]+R($|[^A-Za-z0-9])`)

func (p *pdfParser) word() string {
	start := p.at
	for p.at < len(p.raw) && !isPDFBlank(p.raw[p.at]) && !isPDFDelimiter(p.raw[p.at]) {
		p.at++
	}
	return string(p.raw[start:p.at])
}

func (p *pdfParser) readName() pdfName {
	p.at++
	word := p.word()
	if !strings.Contains(word, "#") {
		return pdfName(word)
	}
	var name strings.Builder
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c == '#' && i+2 < len(word) {
			if code, err := strconv.ParseUint(word[i+1:i+3], 16, 8); err == nil {
				c = byte(code)
				i += 2
			}
		}
		name.WriteByte(c)
	}
	return pdfName(name.String())
}

func (p *pdfParser) readDict(depth int) pdfDict {
	p.at += len("<<")
	*p.count += dictElements
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
