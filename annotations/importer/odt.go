package importer

import (
	"encoding/xml"
	"strconv"
	"strings"

	"lectern/annotations"
	"lectern/model/container"
)

// This file reads what stands in the margin of OpenDocument texts (OpenDocument 1.2,
// part 1, 14.1): comments, on the words they are on, and highlights, which are the
// background of words (20.175). What is made of them is as of a Word document.

func isODT(data string) bool {
	if !container.IsZip([]byte(data)) {
		return false
	}
	p, err := openPackage([]byte(data))
	return err == nil && p.Has("content.xml") && p.Has("META-INF/manifest.xml")
}

func readODT(data []byte) (File, error) {
	f, err := readOpenDocument(data)
	return f, told(err)
}

func readOpenDocument(data []byte) (File, error) {
	p, err := openPackage(data)
	switch {
	case err == errNoWord || err == nil && !p.Has("content.xml"):
		return File{}, errNoODT
	case err != nil:
		return File{}, err
	}
	d := &docx{wordPackage: p, ranges: map[string]*wordRange{}}
	r := &odtReader{docx: d, story: &wordStory{}, backgrounds: map[string]annotations.Color{}}
	d.stories = append(d.stories, r.story)
	for _, part := range []string{"META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml"} {
		if err := p.eachToken(part, r.token); err != nil {
			return File{}, err
		}
	}
	r.story.finish()
	return d.file()
}

// odtReader reads the parts of an OpenDocument text.
type odtReader struct {
	*docx
	story       *wordStory
	backgrounds map[string]annotations.Color // of words, by the name of their style
	style       string                       // that is being defined
	named       map[string]*wordComment      // comments by what others say that they answer

	open    []*wordParagraph // text boxes have paragraphs inside a paragraph
	colors  []annotations.Color
	comment *wordComment // that is being read; nil for none
	outside int          // how many paragraphs are open outside the comment
	field   *string      // that words go to and not to a paragraph
	skipped int          // how many elements are open of which nothing counts
}

// longestField is how many bytes of a title, a name or a date are read, and somewhat
// more where they come in pieces.
const longestField = 16 << 10

// skippedInODT are elements whose words are not the text.
var skippedInODT = map[string]bool{
	"text:tracked-changes": true, "text:table-of-content": true, "text:note": true, "text:number": true, "text:ruby-text": true,
	"office:forms": true, "office:scripts": true, "office:binary-data": true, "office:master-styles": true, "svg:title": true, "svg:desc": true,
}

// odtName is the name of an element with the prefix that it mostly has.
func odtName(n xml.Name) string {
	space := strings.TrimSuffix(strings.TrimPrefix(n.Space, "urn:oasis:names:tc:opendocument:xmlns:"), ":1.0")
	switch {
	case strings.HasPrefix(space, "http://purl.org/dc/"):
		space = "dc"
	case strings.HasPrefix(space, "svg"):
		space = "svg"
	}
	return space + ":" + n.Local
}

func (r *odtReader) token(_ *wordPart, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.opens(odtName(t.Name), t)
	case xml.EndElement:
		r.closes(odtName(t.Name))
	case xml.CharData:
		switch {
		case r.skipped > 0:
		case r.field != nil:
			if len(*r.field) < longestField {
				*r.field += string(t)
			}
		case r.comment != nil && len(r.open) == r.outside: // such as initials
		case len(r.open) > 0:
			r.loose(string(t))
		}
	}
	return nil
}

func (r *odtReader) opens(name string, e xml.StartElement) error {
	if r.skipped > 0 || skippedInODT[name] {
		r.skipped++
		return nil
	}
	switch name {
	case "manifest:encryption-data":
		return container.ErrLocked
	case "meta:user-defined":
		r.ours = r.ours || attribute(e, "name") == "lectern"
		if attribute(e, "name") == "lectern" {
			r.standings = []string{""}
			r.field = &r.standings[0]
		}
	case "dc:title":
		r.field = &r.title
	case "style:style":
		r.style = attribute(e, "name")
	case "style:text-properties":
		if color := attribute(e, "background-color"); color != "" {
			r.backgrounds[r.style] = nearest(color)
		}
	case "office:annotation":
		return r.openComment(e)
	case "office:annotation-end":
		if known := r.ranges[attribute(e, "name")]; known != nil {
			known.end = r.here()
		}
	case "dc:creator", "dc:date":
		r.openField(name)
	case "text:p", "text:h":
		r.open = append(r.open, &wordParagraph{})
		r.colors = append(r.colors, r.backgrounds[attribute(e, "style-name")])
	default:
		r.opensInside(name, e)
	}
	return nil
}

func (r *odtReader) opensInside(name string, e xml.StartElement) {
	if len(r.open) == 0 {
		return
	}
	switch name {
	case "text:span":
		color, known := r.backgrounds[attribute(e, "style-name")]
		if !known {
			color = r.colors[len(r.colors)-1]
		}
		r.colors = append(r.colors, color)
	case "text:s":
		const most = 20
		n, err := strconv.Atoi(attribute(e, "c"))
		if err != nil {
			n = 1
		}
		r.write(strings.Repeat(" ", min(max(n, 1), most)))
	case "text:tab":
		r.write("\t")
	case "text:line-break":
		r.write("\n")
	}
}

// openComment begins a comment, where it stands in the text. One without a name is
// on a point; so is one without an end.
func (r *odtReader) openComment(e xml.StartElement) error {
	if len(r.comments) == maxNotes {
		return tooMany(strconv.Itoa(maxNotes) + " comments")
	}
	c := &wordComment{id: attribute(e, "name"), parent: r.named[attribute(e, "parent-name")]}
	if c.id == "" || r.ranges[c.id] != nil {
		c.id = "\x00" + strconv.Itoa(len(r.comments))
	} else {
		if r.named == nil {
			r.named = map[string]*wordComment{}
		}
		r.named[c.id] = c
	}
	r.comments, r.ranges[c.id] = append(r.comments, c), &wordRange{start: r.here(), reference: r.here()}
	r.comment, r.outside = c, len(r.open)
	return nil
}

// here is the place that the reader has come to, in the innermost paragraph.
func (r *odtReader) here() wordPoint {
	if n := len(r.open); n > 0 {
		return wordPoint{r.open[n-1], len(r.open[n-1].text)}
	}
	return wordPoint{}
}

// openField minds who made a comment, and when.
func (r *odtReader) openField(name string) {
	switch {
	case r.comment == nil:
	case name == "dc:creator":
		r.field = &r.comment.author
	default:
		r.field = &r.comment.date
	}
}

func (r *odtReader) closes(name string) {
	if r.skipped > 0 {
		r.skipped--
		return
	}
	switch name {
	case "dc:creator", "dc:date", "dc:title":
		r.field = nil
	case "meta:user-defined":
		if r.field = nil; len(r.standings) == 1 {
			r.standings = strings.Split(r.standings[0], remarkSeparator)
		}
	case "office:annotation":
		if c := r.comment; c != nil {
			c.author, c.created = strings.TrimSpace(c.author), dateOf(c.date)
		}
		r.comment = nil
	case "text:p", "text:h":
		r.closeParagraph()
	case "text:span":
		if len(r.open) > 0 {
			r.colors = r.colors[:len(r.colors)-1]
		}
	}
}

func (r *odtReader) closeParagraph() {
	n := len(r.open) - 1
	if n < 0 {
		return
	}
	p := r.open[n]
	r.open, r.colors = r.open[:n], r.colors[:len(r.colors)-1]
	if r.comment != nil && n >= r.outside {
		r.comment.paragraphs = append(r.comment.paragraphs, p)
		return
	}
	r.story.add(p)
}

// loose writes words in which blank space is worth one blank, however much there is
// (6.1.2).
func (r *odtReader) loose(words string) {
	for words != "" {
		word := strings.TrimLeft(words, looseBlanks)
		p := r.open[len(r.open)-1]
		if n := len(p.text); len(word) < len(words) && n > 0 && p.text[n-1] != ' ' {
			r.write(" ")
		}
		end := strings.IndexAny(word, looseBlanks)
		if end < 0 {
			end = len(word)
		}
		r.write(word[:end])
		words = word[end:]
	}
}

const looseBlanks = " \t\r\n"

func (r *odtReader) write(words string) {
	if words == "" {
		return
	}
	p := r.open[len(r.open)-1]
	color := annotations.None
	if r.comment == nil {
		color = r.colors[len(r.colors)-1]
	}
	p.write(words, color, false)
}
