package source

import (
	"math"
	"strings"
	"unicode/utf8"
)

// This file reads what stands on a page of a PDF: its text operators (ISO 32000-2,
// 9.4), in the order in which they are written.

// matrix maps points: x' = a·x + c·y + e, y' = b·x + d·y + f (8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is the matrix that maps as m and then as n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pageContent reads the operators of a page.
type pageContent struct {
	*pageReader
	page  *pdfPage
	ctm   matrix
	saved []textState

	textState
	text, lineMatrix matrix
	line             pdfLine
	word             []byte // the line's last, which may go on
}

// textState is what the operators of 9.3 set, and the matrix that q keeps too.
type textState struct {
	font                                *pdfFont
	size, spacing, wordSpacing, leading float64
	scale, rise                         float64
	kept                                matrix
}

// run reads the operators of a content stream.
func (c *pageContent) run(raw []byte, resources any, forms int) {
	if c.scale == 0 {
		c.scale = 1
	}
	p := pdfParser{raw: raw, count: new(int)}
	var operands []any
	for p.skipBlank(); p.at < len(raw); p.skipBlank() {
		object := p.object(0)
		word, ok := object.(operator)
		if !ok {
			if operands = append(operands, object); len(operands) > 100 {
				operands = operands[:0]
			}
			continue
		}
		if c.operators++; c.operators > pdfOperators || c.written > pdfWritten {
			return
		}
		if word == "ID" {
			p.skipImage()
		}
		c.operator(string(word), operands, resources, forms)
		operands = operands[:0]
	}
}

// skipImage goes to the end of a picture inside the content (8.9.7).
func (p *pdfParser) skipImage() {
	for ; p.at+2 < len(p.raw); p.at++ {
		if p.raw[p.at] == 'E' && p.raw[p.at+1] == 'I' && isPDFBlank(p.raw[p.at-1]) && isPDFBlank(p.raw[p.at+2]) {
			break
		}
	}
	p.at = min(p.at+2, len(p.raw))
}

func (c *pageContent) operator(word string, operands []any, resources any, forms int) {
	n := func(i int) float64 {
		if i < len(operands) {
			number, _ := operands[i].(float64)
			return number
		}
		return 0
	}
	switch word {
	case "q":
		if c.kept = c.ctm; len(c.saved) < 1000 {
			c.saved = append(c.saved, c.textState)
		}
	case "Q":
		if last := len(c.saved) - 1; last >= 0 {
			c.textState, c.saved = c.saved[last], c.saved[:last]
			c.ctm = c.kept
		}
	case "cm":
		c.ctm = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}.times(c.ctm)
	case "Do":
		c.form(operands, resources, forms)
	case "BT":
		c.text, c.lineMatrix = identity, identity
	case "Tf":
		c.setFont(operands, resources)
		c.size = n(1)
	case "Tc":
		c.spacing = n(0)
	case "Tw":
		c.wordSpacing = n(0)
	case "Tz":
		c.scale = n(0) / 100
	case "TL":
		c.leading = n(0)
	case "Ts":
		c.rise = n(0)
	default:
		c.showing(word, operands, n)
	}
}

// showing does the operators that move and write.
func (c *pageContent) showing(word string, operands []any, n func(int) float64) {
	switch word {
	case "Td":
		c.move(n(0), n(1))
	case "TD":
		c.leading = -n(1)
		c.move(n(0), n(1))
	case "Tm":
		c.lineMatrix = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}
		c.text = c.lineMatrix
	case "T*":
		c.move(0, -c.leading)
	case "\"":
		c.wordSpacing, c.spacing = n(0), n(1)
		c.move(0, -c.leading)
		c.show(operands[min(len(operands), 2):])
	case "'":
		c.move(0, -c.leading)
		c.show(operands)
	case "Tj":
		c.show(operands)
	case "TJ":
		if len(operands) > 0 {
			array, _ := operands[0].([]any)
			c.show(array)
		}
	}
}

func (c *pageContent) move(x, y float64) {
	c.lineMatrix = matrix{1, 0, 0, 1, x, y}.times(c.lineMatrix)
	c.text = c.lineMatrix
}

func (c *pageContent) setFont(operands []any, resources any) {
	if len(operands) == 0 {
		return
	}
	name, _ := operands[0].(pdfName)
	object := c.dict(c.dict(resources)["Font"])[name]
	ref, isRef := object.(pdfRef)
	if isRef && c.fonts[ref] != nil {
		c.font = c.fonts[ref]
		return
	}
	c.operators += fontOperators
	c.font = c.pdfFile.font(object)
	if isRef {
		c.fonts[ref] = c.font
	}
}

// form reads a form: content that is used as if it stood there (8.10).
func (c *pageContent) form(operands []any, resources any, forms int) {
	if len(operands) == 0 || forms >= pdfForms {
		return
	}
	name, _ := operands[0].(pdfName)
	form := c.stream(c.dict(c.dict(resources)["XObject"])[name])
	if form == nil || c.name(form.dict["Subtype"]) != "Form" {
		return
	}
	c.operators += formOperators
	outside, saved := c.ctm, c.textState
	if m := c.array(form.dict["Matrix"]); len(m) == 6 {
		c.ctm = matrix{c.number(m[0]), c.number(m[1]), c.number(m[2]), c.number(m[3]), c.number(m[4]), c.number(m[5])}.times(c.ctm)
	}
	inside := form.dict["Resources"]
	if inside == nil {
		inside = resources
	}
	c.run(c.unpacked(form), inside, forms+1)
	c.ctm, c.textState = outside, saved
}

// show writes strings, and numbers that move what follows to the left.
func (c *pageContent) show(pieces []any) {
	if c.font == nil {
		return
	}
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case float64:
			c.advance(-piece / 1000 * c.size * c.scale)
		case string:
			for _, g := range c.font.read(piece) {
				width := g.width/1000*c.size + c.spacing
				if g.blank {
					width += c.wordSpacing
				}
				c.put(g.text, g.width/1000*c.size*c.scale)
				c.advance(width * c.scale)
			}
		}
	}
}

func (c *pageContent) advance(x float64) { c.text = matrix{1, 0, 0, 1, x, 0}.times(c.text) }

// put adds a letter to the line it stands on. Text that runs up or down the
// page is left out.
func (c *pageContent) put(text string, width float64) {
	c.written += len(text)
	at := matrix{1, 0, 0, 1, 0, c.rise}.times(c.text).times(c.ctm)
	size := c.size * math.Hypot(at[2], at[3])
	x, y, end := at[4], at[5], at[4]+width*at[0]
	if math.Abs(at[1]) > math.Abs(at[0]) || !(size > 0.5 && size < 1000) || !(math.Abs(x) < 1e5 && math.Abs(y) < 1e5) {
		return
	}
	if strings.TrimSpace(text) == "" {
		return // gaps tell where words end
	}
	top, bottom := c.page.height-y-size*0.95, c.page.height-y+size*0.3
	height := bottom - top
	line := &c.line
	n := len(line.words)
	overlap := min(bottom, line.bottom) - max(top, line.top)
	sameLine := n > 0 && overlap > min(height, line.size())/2 && x > line.right-size*0.5 && x < line.right+size*2.5
	if !sameLine {
		c.endLine()
		*line = pdfLine{left: x, right: end, top: top, bottom: bottom}
		n = 0
	}
	if n == 0 || x-line.right >= size*0.16 || !alike(line.words[n-1].height, height) {
		c.endWord()
		line.words = append(line.words, pdfWord{left: x, height: height})
	}
	c.word = append(c.word, text...)
	line.right = max(line.right, end)
	line.words[len(line.words)-1].right = end
	line.top, line.bottom = min(line.top, top), max(line.bottom, bottom)
}

// alike reports whether letters of two heights may be of one word.
func alike(a, b float64) bool { return min(a, b) > max(a, b)*0.8 }

func (c *pageContent) endWord() {
	if n := len(c.line.words); n > 0 {
		c.written += wordBytes
		c.line.words[n-1].text = strings.ToValidUTF8(string(c.word), string(utf8.RuneError))
	}
	c.word = c.word[:0]
}

// endLine puts the line on the page.
func (c *pageContent) endLine() {
	c.endWord()
	if len(c.line.words) > 0 {
		c.page.lines = append(c.page.lines, c.line)
	}
	c.line = pdfLine{}
}
