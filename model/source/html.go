package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// htmlStart is what a web page begins with: a document type, its first element
// or, in XHTML, the XML declaration before them.
var htmlStart = lazyregexp.New(`(?is)^(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html[\s>])`)

func isHTML(f *file) bool {
	start := f.beginning()
	return strings.HasPrefix(start, "<") && htmlStart.MatchString(start)
}

// readHTML takes the text of a web page: of one that was saved whole, the
// article in it.
func readHTML(f *file, s *Speech) error {
	d, err := decodeHTML(f.raw, f.encoding)
	if err != nil {
		return err
	}
	s.take(d)
	page := newPage(newMarkup(strings.NewReader(d.content), false))
	if err := page.read(); err != nil {
		return err
	}
	page.keepArticle()
	if s.Source, err = page.source(); err != nil {
		return err
	}
	page.describe(&s.Source)
	return nil
}

// page reads a web page, or a chapter of an e-book.
type page struct {
	*markup
	composer
	stack   []element // those that are open, outermost first
	current paragraph
	marker  string // of a list's item, not yet written
	bullet  bool   // the marker is no number

	root    *region
	regions int

	marks    map[string]string // of notes, by the id of the note
	noteMark string            // of the note that begins

	titleTag, titleMeta, address, language string
}

// element is one that is open.
type element struct {
	name    string
	style   model.Style
	dropped bool // with all there is in it
	pre     bool
	linked  bool
	heading int // its level
	title   bool
	note    bool
	list    *list
	region  *region

	raised, fragment bool   // superscript; a link inside the page
	target           string // of the link
	mark             int    // where a note's mark begins, counted from 1; 0 for no mark
}

func newPage(m *markup) *page {
	root := &region{name: "body"}
	return &page{markup: m, marks: map[string]string{}, stack: []element{{region: root}}, root: root}
}

// read reads the page to its end.
func (p *page) read() error {
	for e, err := range p.events() {
		switch {
		case err != nil:
			return err
		case p.tooLong():
			return tooBig(MaxBytes)
		}
		switch e.kind {
		case opens:
			p.opens(e.name)
		case closes:
			p.closes(e.name)
		case words:
			p.words(e.words)
		}
	}
	p.flush()
	return nil
}

func (p *page) top() *element { return &p.stack[len(p.stack)-1] }

func (p *page) words(words string) {
	top := p.top()
	switch {
	case top.name == "title" && p.titleTag == "":
		p.titleTag = oneLine(words)
	case top.dropped:
	case top.pre:
		p.mark()
		p.current.writeLines(words, top.style)
	default:
		p.loose(words, top)
	}
}

func (p *page) loose(words string, top *element) {
	if bare := strings.Trim(words, looseBlanks); bare != "" {
		p.mark()
		p.markNote(bare)
	}
	before := len(p.current.text)
	p.current.writeLoose(words, top.style)
	if top.linked {
		p.current.linked += len(p.current.text) - before
	}
}

// flush ends the paragraph.
func (p *page) flush() {
	top := p.top()
	current := p.current
	p.current = paragraph{}
	current.region = top.region
	current.preformatted = top.pre
	switch {
	case top.title && len(p.paragraphs) == 0:
		current.kind = model.Title
	case top.heading > 0:
		current.kind, current.level = model.Heading, top.heading
	case top.note:
		current.kind = model.Note
	}
	if !current.blank() {
		p.add(current)
	}
}

// opens begins an element: the one that was opened last of the markup.
func (p *page) opens(name string) {
	switch {
	case name == "br":
		if !p.top().dropped && len(p.current.text) > 0 {
			p.current.breakLine()
		}
		return
	case voids[name]:
		p.void(name)
		return
	case blocks[name] && !p.top().dropped:
		p.endImplied(name)
		p.flush()
	}
	if len(p.stack) >= maxDepth {
		return // what is in it belongs to the element around it
	}
	e := *p.top()
	e.name, e.mark = name, 0
	e.style |= tagStyles[name]
	e.linked = e.linked || name == "a" && p.hasAttribute("href")
	e.pre = e.pre || name == "pre"
	e.dropped = e.dropped || droppedElements[name] || p.isHidden()
	if !e.dropped {
		p.begin(name, &e)
	}
	p.stack = append(p.stack, e)
}

// begin does what is particular to an element.
func (p *page) begin(name string, e *element) {
	switch name {
	case "a", "sup":
		p.beginMark(name, e)
	case "html":
		p.language = p.attribute("lang")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		e.heading = int(name[1] - '0')
		e.title = p.attribute("class") == "title" // as pandoc writes it
	case "ul", "menu", "ol":
		e.list = p.list(name)
	case "table":
		p.openTable()
	case "tr":
		p.openRow()
	case "td", "th":
		p.openCell()
	case "q":
		p.words("“")
	case "rt":
		p.words("(")
	case "span", "font":
		if boldStyle.MatchString(p.attribute("style")) {
			e.style |= model.Strong
		}
	case "aside", "section", "div", "li":
		p.beginNote(name, e)
	}
	if name == "li" && p.noteMark == "" {
		p.item(e.list)
	}
	if containers[name] {
		e.region = p.openRegion(name, e.region)
	}
}

var boldStyle = lazyregexp.New(`(?i)font-weight\s*:\s*(bold|[6-9]00)`)

// closes ends the nearest element of the name, and those inside it that were
// not closed. An end tag does not reach out of a table's cell, nor far.
func (p *page) closes(name string) {
	const near = 64
	for i := len(p.stack) - 1; i > 0 && i >= len(p.stack)-near; i-- {
		switch open := p.stack[i].name; {
		case open == name:
			p.closeTo(i)
			return
		case (open == "td" || open == "th" || open == "table") && !blocks[name]:
			return
		}
	}
}

// closeTo ends the open elements from the i-th on.
func (p *page) closeTo(i int) {
	for len(p.stack) > i {
		top := p.top()
		switch {
		case top.dropped:
		case top.mark > 0:
			p.endMark(top)
		case blocks[top.name]:
			p.flush()
		case top.name == "q":
			p.words("”")
		case top.name == "rt":
			p.words(")")
		}
		if top.name == "li" {
			p.marker = ""
		}
		if top.name == "table" && !top.dropped {
			p.closeTable()
		}
		p.stack = p.stack[:len(p.stack)-1]
	}
}

// endImplied ends the elements that end where another begins, though nobody
// says so (HTML, 13.1.2.4).
func (p *page) endImplied(name string) {
	for i := len(p.stack) - 1; i > 0; i-- {
		open := p.stack[i].name
		switch {
		case slices.Contains(impliedEnds[name], open), open == "p":
			p.closeTo(i)
			return
		case blocks[open]:
			return
		}
	}
}

// impliedEnds are the open elements that an element ends.
var impliedEnds = map[string][]string{
	"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"},
	"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr", "td", "th"},
	"h1": headings, "h2": headings, "h3": headings, "h4": headings, "h5": headings, "h6": headings,
	"body": {"head"},
}

var headings = []string{"h1", "h2", "h3", "h4", "h5", "h6"}

// isHidden reports whether the page does not show the element.
func (p *page) isHidden() bool {
	return p.hasAttribute("hidden") || p.attribute("aria-hidden") == "true" || p.attribute("epub:type") == "pagebreak" ||
		hiddenStyle.MatchString(p.attribute("style"))
}

var hiddenStyle = lazyregexp.New(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden)`)

// void is an element without an end: a rule ends a paragraph, and the head has
// what a page says of itself.
func (p *page) void(name string) {
	switch name {
	case "hr":
		p.flush()
	case "meta":
		if property := p.attribute("property"); property == "og:title" {
			p.titleMeta = oneLine(p.attribute("content"))
		} else if property == "og:url" && p.address == "" {
			p.address = p.attribute("content")
		}
	case "link":
		if p.attribute("rel") == "canonical" {
			p.address = p.attribute("href")
		}
	}
}

// describe says what the page says of itself.
func (p *page) describe(s *model.Source) {
	s.Title = p.title()
	if strings.HasPrefix(p.address, "https://") || strings.HasPrefix(p.address, "http://") {
		s.URL = oneLine(p.address)
	}
	// English is what many a template says, whatever the page is in.
	if primary, _, _ := strings.Cut(strings.ToLower(p.language), "-"); primary != "en" && len(primary) <= 3 {
		s.Language = oneLine(primary)
	}
}

// oneLine is words with one blank where there is any, in UTF-8.
func oneLine(words string) string {
	return strings.ToValidUTF8(strings.Join(strings.Fields(words), " "), string(utf8.RuneError))
}

func setOfNames(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

var (
	voids           = setOfNames("area base col embed hr img input link meta param source track wbr")
	blocks          = setOfNames("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul")
	containers      = setOfNames("article aside blockquote body center div fieldset figure footer form header main nav ol section table td ul")
	droppedElements = setOfNames("applet audio button canvas datalist dialog head iframe map math-ml nav noembed noframes noscript object optgroup option rp script select style svg template textarea title video")
)
