package importer

import (
	"bytes"
	"encoding/xml"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"lectern/annotations"
	"lectern/model"
)

// This file reads the text of Word documents as its readers see it (ECMA-376,
// part 1, 17): what was inserted stands, what was deleted is gone.

// wordParagraph is a paragraph.
type wordParagraph struct {
	text   []byte
	marks  []wordMark // spans of text
	id     string     // by which other parts name it
	style  string
	page   bool // it begins one
	joined bool // its end was deleted: the next goes on

	// Where it stands, once it is read: at a byte of a story. There is none of
	// what has no words.
	story  *wordStory
	at     int
	length int
}

// wordMark is a stretch of highlighted words.
type wordMark struct {
	model.Span
	color annotations.Color
	apart bool // it is another than the one it may touch
	taken bool // it is the colour of a comment
}

// wordPoint is a place in a paragraph, as a byte of its text.
type wordPoint struct {
	*wordParagraph
	offset int
}

// wordRange is what a comment is on: the words between two points, or what holds
// its reference.
type wordRange struct{ start, end, reference wordPoint }

// wordReader reads the paragraphs of a part.
type wordReader struct {
	ranges map[string]*wordRange // of the comments that there are
	closed func(*wordParagraph)  // takes each paragraph when it has ended

	open    []*wordParagraph // text boxes have paragraphs inside a paragraph
	last    *wordParagraph   // the last that ended
	starts  []string         // of comments, between paragraphs
	inText  bool
	inRun   bool
	inLook  bool // of a paragraph: its properties
	hidden  bool // the run
	color   annotations.Color
	apart   bool // the next highlight is another than the last
	gone    int  // how many deletions are open
	skipped int  // how many elements are open of which nothing counts
}

// read reads a part, if it is there. Elements that no paragraph has are shown to a
// function.
func (r *wordReader) read(p *wordPackage, name string, other func(xml.StartElement) error) error {
	return p.eachToken(name, func(_ *wordPart, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			return r.opens(t, other)
		case xml.EndElement:
			r.closes(t)
		case xml.CharData:
			if r.inText && r.skipped == 0 {
				r.write(string(t))
			}
		}
		return nil
	})
}

// skippedInWord are elements that hold what the text has already, or had once.
var skippedInWord = map[string]bool{
	"Fallback": true, "pPrChange": true, "rPrChange": true, "sectPr": true, "sdtPr": true, "rt": true,
}

// wordName is the name of an element without its prefix; empty for one that says
// nothing here, though it may have the name of one that does.
func wordName(n xml.Name) string {
	switch {
	case n.Space == "w" || strings.Contains(n.Space, "wordprocessingml"), n.Local == "Fallback":
		return n.Local
	case n.Local == "t" && strings.HasSuffix(n.Space, "/math"):
		return n.Local
	}
	return ""
}

func (r *wordReader) opens(e xml.StartElement, other func(xml.StartElement) error) error {
	name := wordName(e.Name)
	if r.skipped > 0 || skippedInWord[name] {
		r.skipped++
		return nil
	}
	switch name {
	case "p":
		r.openParagraph(attribute(e, "paraId"))
	case "r":
		r.inRun, r.hidden, r.color = true, false, annotations.None
	case "t":
		r.inText = true
	case "pPr":
		r.inLook = true
	case "del", "moveFrom":
		r.deletes(name)
	case "commentRangeStart", "commentRangeEnd", "commentReference":
		r.point(name, attribute(e, "id"))
	case "bookmarkStart":
		r.apart = r.apart || strings.HasPrefix(attribute(e, "name"), "lectern")
	default:
		if len(r.open) == 0 {
			return other(e)
		}
		r.opensInside(name, e)
	}
	return nil
}

func (r *wordReader) opensInside(name string, e xml.StartElement) {
	p := r.open[len(r.open)-1]
	switch {
	case r.inLook && name == "pStyle":
		p.style = attribute(e, "val")
	case r.inLook && name == "pageBreakBefore":
		p.page = isOn(e)
	case r.inLook || !r.inRun:
	case name == "highlight":
		r.color = highlightColor(attribute(e, "val"))
	case name == "shd" && r.color == annotations.None: // what Word's palette has no highlight for
		r.color = nearest(attribute(e, "fill"))
	case name == "vanish":
		r.hidden = isOn(e)
	case name == "tab", name == "ptab":
		r.write("\t")
	case name == "br", name == "cr":
		r.write("\n")
	case name == "noBreakHyphen":
		r.write("\u2011")
	case name == "sym":
		r.write(symbol(attribute(e, "char")))
	}
}

// isOn reports whether a property that is on or off is on (17.17.4).
func isOn(e xml.StartElement) bool {
	value := attribute(e, "val")
	return value != "0" && value != "false" && value != "off"
}

// highlightColor is the nearest of our colours to one of Word's sixteen
// (17.18.40). White is how a highlight is painted over.
func highlightColor(name string) annotations.Color {
	if name == "" || name == "none" || name == "white" {
		return annotations.None
	}
	var i Item
	i.paint(strings.TrimPrefix(strings.TrimPrefix(name, "dark"), "light"))
	return i.Color
}

// symbol is a character of a font of signs, most of which have theirs where
// Unicode has none.
func symbol(hex string) string {
	code, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || code < ' ' || unicode.Is(unicode.Co, rune(code)) {
		return "•"
	}
	return string(rune(code))
}

func (r *wordReader) openParagraph(id string) {
	p := &wordParagraph{id: id}
	r.open = append(r.open, p)
	r.inRun, r.inLook, r.inText = false, false, false
	for _, id := range r.starts {
		r.ranges[id].start = wordPoint{p, 0}
	}
	r.starts = nil
}

// deletes minds a deletion: in a paragraph's properties it is of its end.
func (r *wordReader) deletes(name string) {
	switch {
	case !r.inLook:
		r.gone++
	case name == "del" && len(r.open) > 0:
		r.open[len(r.open)-1].joined = true
	}
}

// point notes where a comment begins, ends or is referred to.
func (r *wordReader) point(name, id string) {
	known := r.ranges[id]
	var here wordPoint
	if n := len(r.open); n > 0 {
		here = wordPoint{r.open[n-1], len(r.open[n-1].text)}
	} else if r.last != nil {
		here = wordPoint{r.last, r.last.length}
	}
	switch {
	case known == nil:
	case name == "commentRangeEnd":
		known.end = here
	case name == "commentReference":
		known.reference = here
	case len(r.open) == 0: // the next paragraph begins with it
		r.starts = append(r.starts, id)
	default:
		known.start = here
	}
}

// write adds words to the paragraph.
func (r *wordReader) write(words string) {
	n := len(r.open)
	if n == 0 || r.gone > 0 || r.hidden || words == "" {
		return
	}
	r.open[n-1].write(words, r.color, r.apart)
	if r.color != annotations.None {
		r.apart = false
	}
}

// write adds words, highlighted in a colour or None: apart from those before them,
// if they are so too, when they are another highlight.
func (p *wordParagraph) write(words string, color annotations.Color, apart bool) {
	start := len(p.text)
	p.text = append(p.text, words...)
	if color == annotations.None {
		return
	}
	last := len(p.marks) - 1
	if last >= 0 && !apart && p.marks[last].End == start && p.marks[last].color == color {
		p.marks[last].End = len(p.text)
	} else {
		p.marks = append(p.marks, wordMark{Span: model.Span{Start: start, End: len(p.text)}, color: color, apart: apart})
	}
}

func (r *wordReader) closes(e xml.EndElement) {
	if r.skipped > 0 {
		r.skipped--
		return
	}
	switch wordName(e.Name) {
	case "p":
		if n := len(r.open); n > 0 {
			r.last, r.open = r.open[n-1], r.open[:n-1]
			r.closed(r.last)
		}
	case "r":
		r.inRun, r.hidden, r.color = false, false, annotations.None
	case "t":
		r.inText = false
	case "pPr":
		r.inLook = false
	case "del", "moveFrom":
		if !r.inLook {
			r.gone = max(r.gone-1, 0)
		}
	}
}

// wordStory is a text that goes on from paragraph to paragraph, with a newline
// between them.
type wordStory struct {
	title  string // its first line, or that of the story it belongs to
	titled bool   // that is known; a line may be too long for it
	read   []byte // while it is read
	joined bool   // the last paragraph's end was deleted
	apart  bool   // a passage that an export of ours has outside its text

	text     string
	document *model.Document // counts in the text
	revision string          // the text's, once passages are traced in it
	marks    []wordMark      // in order
}

// longestTitle is in bytes: a longer line is no title.
const longestTitle = 300

// add adds a paragraph at the end.
func (s *wordStory) add(p *wordParagraph) {
	p.story, p.at = s, len(s.read)
	words := p.text
	if p.text = nil; len(bytes.TrimSpace(words)) == 0 {
		return
	}
	if !s.titled {
		s.title, s.titled = titleLine(string(words)), true
	}
	if len(s.read) > 0 && !s.joined {
		s.read = append(s.read, '\n')
	}
	p.at, p.length, s.joined = len(s.read), len(words), p.joined
	s.read = append(s.read, words...)
	for _, m := range p.marks {
		m.Start, m.End = m.Start+p.at, m.End+p.at
		s.addMark(m)
	}
}

func titleLine(words string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	if len(line) > longestTitle {
		return ""
	}
	return line
}

// addMark adds a mark, or makes the last one longer.
func (s *wordStory) addMark(m wordMark) {
	last := len(s.marks) - 1
	if last >= 0 && !m.apart && s.marks[last].color == m.color && touching(string(s.read[s.marks[last].End:m.Start])) {
		s.marks[last].End = m.End
	} else {
		s.marks = append(s.marks, m)
	}
}

// touching reports whether marks touch that have some text between them: none, or
// the end of a paragraph.
func touching(between string) bool { return between == "" || between == "\n" }

// finish makes the text of what was read.
func (s *wordStory) finish() {
	s.text, s.read = string(s.read), nil
	s.document = &model.Document{Text: s.text}
	marks := s.marks[:0]
	for _, m := range s.marks {
		if m.Span = trimmed(s.text, m.Span); !m.Empty() {
			marks = append(marks, m)
		}
	}
	s.marks = marks
}

// trimmed is a span without the blank space at its ends.
func trimmed(text string, s model.Span) model.Span {
	words := text[s.Start:s.End]
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End = max(s.Start, s.Start+len(strings.TrimSpace(words)))
	return s
}

// takeColor is the colour of a passage that is highlighted from end to end, be it
// with others inside; that highlight is then the passage's.
func (s *wordStory) takeColor(passage model.Span) annotations.Color {
	first := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].Start >= passage.Start })
	if first == len(s.marks) || s.marks[first].Start != passage.Start || s.marks[first].taken {
		return annotations.None
	}
	color, at, n := s.marks[first].color, passage.Start, first
	for ; n < len(s.marks) && s.marks[n].End <= passage.End; n++ {
		between := s.text[at:s.marks[n].Start]
		divided := n > first && s.marks[n-1].color == s.marks[n].color && touching(between)
		if divided || strings.TrimSpace(between) != "" {
			return annotations.None
		}
		at = s.marks[n].End
	}
	if at != passage.End || s.marks[n-1].color != color {
		return annotations.None
	}
	for i := first; i < n; i++ {
		s.marks[i].taken = s.marks[i].taken || s.marks[i].color == color
	}
	return color
}
