package source

import (
	"strconv"
	"strings"
	"unicode"

	"lectern/model"
)

// wordStory reads the paragraphs of one part of a Word document.
type wordStory struct {
	*docx
	*markup
	into *composer

	open       []wordParagraph // text boxes have paragraphs inside a paragraph
	run        appearance      // of the run that is being read
	inRun      bool
	inMark     bool // inside a paragraph's properties
	inText     bool
	inRowLook  bool
	deletedRow bool
	skipped    int  // how many elements are open whose content does not count
	inRuby     bool // in the reading that ruby has above the words
	ruby       strings.Builder
}

// wordParagraph is one that is being read.
type wordParagraph struct {
	paragraph
	style   string
	list    string // the id of its numbering; "0" for none
	depth   int    // in that numbering; -1 when only the style says
	outline int    // its own outline level, from 1; 0 for none said, bodyOutline for body
	started int    // how many bytes of the text are its number
	joined  bool   // its end was deleted: the next goes on
	closed  bool   // it waits for that one
}

// skippedInWord are elements whose content is not the text: what was deleted
// or moved away, codes of fields, properties that hold text, and the second
// form of what is there twice.
var skippedInWord = setOfNames("w:del w:movefrom w:deltext w:delinstrtext w:instrtext w:fldchar w:fldata w:sdtpr w:sectpr w:pprchange w:rprchange w:tblpr w:tcpr mc:fallback")

func (s *wordStory) event(e event) {
	switch {
	case e.kind == words:
		if s.inText && s.skipped == 0 {
			s.words(e.words)
		}
	case e.kind == opens && (s.skipped > 0 || skippedInWord[e.name]):
		if e.name == "w:del" {
			s.deletes()
		}
		s.skipped++
	case e.kind == closes && s.skipped > 0:
		s.skipped--
	case e.kind == opens:
		s.opens(e.name)
	default:
		s.closes(e.name)
	}
}

// deletes minds that a deletion is of a paragraph's end or of a row, if it is.
func (s *wordStory) deletes() {
	switch {
	case s.skipped > 0:
	case s.inRowLook:
		s.deletedRow = true
	case s.inMark && len(s.open) > 0:
		s.paragraph().joined = true
	}
}

func (s *wordStory) paragraph() *wordParagraph { return &s.open[len(s.open)-1] }

func (s *wordStory) opens(name string) {
	switch name {
	case "w:tbl":
		s.closeJoined()
		s.into.openTable()
	case "w:tr":
		s.into.openRow()
	case "w:tc":
		s.into.openCell()
	case "w:trpr":
		s.inRowLook = true
	case "w:p":
		s.openParagraph()
	}
	if len(s.open) > 0 {
		s.opensInside(name)
	}
}

func (s *wordStory) openParagraph() {
	s.inRun, s.inMark = false, false
	if n := len(s.open); n > 0 && s.open[n-1].closed {
		s.open[n-1].joined, s.open[n-1].closed = false, false
		return
	}
	s.open = append(s.open, wordParagraph{depth: -1})
}

func (s *wordStory) opensInside(name string) {
	p := s.paragraph()
	switch name {
	case "w:ppr":
		s.inMark = true
	case "w:pstyle":
		p.style = s.value()
	case "w:numid":
		p.list = s.value()
	case "w:ilvl":
		p.depth = integer(s.value(), 0)
	case "w:outlinelvl":
		p.outline = integer(s.value(), bodyOutline-1) + 1
	case "w:r":
		s.inRun, s.run = true, appearance{}
	case "w:t", "m:t":
		s.inText = true
	case "w:rt":
		s.inRuby = true
		s.ruby.Reset()
	case "w:footnotereference", "w:endnotereference":
		s.count(definition)
		kind := strings.TrimSuffix(strings.TrimPrefix(name, "w:"), "reference")
		p.write(s.mark(kind, s.attribute("w:id"), s.attribute("w:custommarkfollows")), 0)
	default:
		if s.inRun && !s.inMark {
			s.opensInRun(name, p)
		}
	}
}

func (s *wordStory) opensInRun(name string, p *wordParagraph) {
	switch name {
	case "w:rstyle":
		s.run = s.run.over(s.styles.look(s.value()))
	case "w:tab", "w:ptab":
		p.write("\t", 0)
	case "w:br":
		if kind := s.attribute("w:type"); kind == "" || kind == "textWrapping" || len(p.text) > p.started {
			p.breakLine()
		}
	case "w:cr":
		p.breakLine()
	case "w:nobreakhyphen":
		s.words("\u2011")
	case "w:sym":
		s.words(symbol(s.attribute("w:char")))
	default:
		s.run.set(name, s.markup)
	}
}

// value is the usual place of a property's value.
func (m *markup) value() string { return m.attribute("w:val") }

// symbol is a character of a font of signs. Those fonts have their signs where
// Unicode has none.
func symbol(hex string) string {
	code, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || code < ' ' || unicode.Is(unicode.Co, rune(code)) {
		return "•"
	}
	return string(rune(code))
}

func (s *wordStory) closes(name string) {
	switch name {
	case "w:tc", "w:body", "w:txbxcontent":
		s.closeJoined()
	case "w:tbl":
		s.into.closeTable()
	case "w:tr":
		s.deletedRow = false
	case "w:trpr":
		s.inRowLook = false
	case "w:t", "m:t":
		s.inText = false
	case "w:r":
		s.inRun = false
	case "w:rt":
		s.inRuby = false
	case "w:ruby":
		if s.ruby.Len() > 0 {
			s.words("(" + s.ruby.String() + ")")
			s.ruby.Reset()
		}
	case "w:ppr":
		s.inMark = false
		if len(s.open) > 0 {
			s.begin(s.paragraph())
		}
	case "w:p":
		s.closeParagraph()
	}
}

// begin settles what a paragraph is, once its properties are known, and writes
// its number.
func (s *wordStory) begin(p *wordParagraph) {
	p.kind, p.level = s.styles.kind(p.style)
	switch {
	case p.outline == bodyOutline && p.kind == model.Heading:
		p.kind, p.level = model.Body, 0
	case p.outline > 0 && p.outline < bodyOutline && p.kind != model.Title:
		p.kind, p.level = model.Heading, p.outline
	}
	if len(p.text) > 0 {
		return // it goes on from one whose end was deleted
	}
	number, bullet := s.numbering.next(p.style, p.list, p.depth)
	if bullet && p.kind == model.Body {
		p.kind = model.Item
	}
	p.write(number, 0)
	p.started = len(p.text)
}

func (s *wordStory) words(words string) {
	if len(s.open) == 0 {
		return
	}
	if s.inRuby {
		s.ruby.WriteString(words)
		return
	}
	p := s.paragraph()
	look := s.run.over(s.styles.look(p.style))
	if look.hidden == on {
		return
	}
	style := look.style()
	if p.kind == model.Heading || p.kind == model.Title {
		style &^= model.Strong
	}
	p.write(words, style)
}

func (s *wordStory) closeParagraph() {
	if len(s.open) == 0 {
		return
	}
	p := s.paragraph()
	if p.joined {
		p.closed = true
		return
	}
	s.open = s.open[:len(s.open)-1]
	if len(p.text) > p.started && !s.deletedRow && !s.styles.isContents(p.style) {
		p.settle()
		s.into.add(p.paragraph)
	}
}

// closeJoined ends a paragraph that nothing is left to go on.
func (s *wordStory) closeJoined() {
	if len(s.open) > 0 && s.paragraph().closed {
		s.paragraph().joined = false
		s.closeParagraph()
	}
}
