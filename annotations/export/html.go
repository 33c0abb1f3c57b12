package export

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"sync"

	"lectern/annotations"
	"lectern/model"
)

// This file writes web pages: the whole speech with marks and margin notes, in
// one file that asks for nothing else. Everything is what html/template escapes,
// but for notes, which note_html.go renders.

//go:embed html
var htmlParts embed.FS

var htmlTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.ParseFS(htmlParts, "html/page.html")) })

// htmlPage is what html/page.html is given.
type htmlPage struct {
	Language, Title string
	// Policy lets a browser use this page's own style and nothing else (Content
	// Security Policy Level 3, 2.3).
	Policy   string
	Style    template.CSS
	Articles []htmlArticle
}

type htmlArticle struct {
	Language, Title, Byline string
	OutlineTitle            string
	Outline                 []htmlEntry
	Legend                  []htmlRole
	Titles                  []htmlParagraph
	Paragraphs              []htmlParagraph
	ApartTitle              string
	Apart                   []htmlPiece
}

// htmlEntry is a line of the outline and those below it.
type htmlEntry struct {
	Title, ID string
	Entries   []htmlEntry
}

// htmlRole says what a colour stands for.
type htmlRole struct{ Color, Role string }

type htmlParagraph struct {
	Kind   string // "body", "title", "heading" …; "preformatted"
	Level  int    // of the HTML heading, 1 to 6; otherwise 0
	ID     string
	Pieces []htmlPiece
	Notes  []htmlNote // those that cannot stand among the pieces
}

type htmlPiece struct {
	ID                           string // if the outline leads here
	Text                         string
	Strong, Emphasis, Code, Gone bool
	Marks                        []htmlMark // outermost first
	Notes                        []htmlNote // of the passages that end here
	Numbers                      []int      // of these
}

// htmlMark is the part of a passage that lies in one piece.
type htmlMark struct {
	Color  string // "none" for none
	Under  int    // how many marks with a colour lie inside it
	ID     string // the annotation's
	Role   string
	Number int // of its note, if this is its first piece; otherwise 0
}

type htmlNote struct {
	Number       int
	Color        string
	Text         template.HTML
	Remark       string
	Creator      string
	Created, Day string // RFC 3339; the date alone
}

func writeHTML(w io.Writer, e *Export) error {
	style, err := htmlParts.ReadFile("html/style.css")
	if err != nil {
		return err
	}
	hash := sha256.Sum256(style)
	p := htmlPage{
		Language: e.Speeches[0].Document.Language,
		Title:    e.exportTitle(),
		Policy:   "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'",
		Style:    template.CSS(style),
	}
	numbers := map[*Passage]int{}
	for i, s := range e.Speeches {
		a := htmlMaker{whole: e.whole(s), prefix: fmt.Sprintf("s%d-", i+1), numbers: numbers}
		p.Articles = append(p.Articles, a.article())
	}
	var b bytes.Buffer
	if err := htmlTemplate().Execute(&b, p); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// htmlMaker makes the article of a speech.
type htmlMaker struct {
	*whole
	prefix  string           // of the ids of places
	numbers map[*Passage]int // of the notes of the file so far
	anchors map[string]bool  // ids that there are
	leads   map[int]bool     // where leads start
}

func (m *htmlMaker) article() htmlArticle {
	m.anchors, m.leads = map[string]bool{}, map[int]bool{}
	m.number()
	title, byline := m.heading()
	a := htmlArticle{
		Language: m.Document.Language, Title: title, Byline: byline, Legend: m.legend(),
		OutlineTitle: m.words().outline, ApartTitle: m.words().lost,
	}
	titles := m.titles()
	for i, p := range m.paragraphs {
		if i < titles {
			a.Titles = append(a.Titles, m.paragraph(p))
		} else {
			a.Paragraphs = append(a.Paragraphs, m.paragraph(p))
		}
	}
	for _, p := range m.apart {
		a.Apart = append(a.Apart, m.piece(quoted(p)))
	}
	a.Outline = m.outline(m.Document.Parts)
	return a
}

// number numbers the notes in the order in which they are read: as their passages
// end.
func (m *htmlMaker) number() {
	for _, p := range m.paragraphs {
		for _, piece := range p.pieces {
			m.numberAll(piece.ends)
		}
	}
	m.numberAll(m.apart)
}

func (m *htmlMaker) numberAll(passages []*Passage) {
	for _, p := range passages {
		if p.commented() {
			m.numbers[p] = len(m.numbers) + 1
		}
	}
}

// legend is the roles of the colours that are in use.
func (m *htmlMaker) legend() []htmlRole {
	used := map[annotations.Color]bool{}
	for _, a := range m.chosen() {
		used[a.Color] = true
	}
	var legend []htmlRole
	for _, c := range annotations.Colors {
		if role := oneLine(m.role(c)); used[c] && role != "" {
			legend = append(legend, htmlRole{string(c), role})
		}
	}
	return legend
}

// id is the id of the place of a byte.
func (m *htmlMaker) id(offset int) string {
	return fmt.Sprintf("%s%d", m.prefix, m.Document.PointAt(offset))
}

func (m *htmlMaker) paragraph(p shownParagraph) htmlParagraph {
	made := htmlParagraph{Kind: p.Kind.String(), ID: m.id(p.Span.Start)}
	m.anchors[made.ID] = true
	for _, lead := range p.Leads {
		m.leads[lead.Start] = lead.Start > p.Span.Start
	}
	switch {
	case p.Kind == model.Title:
		made.Level = 1
	case p.Kind == model.Heading:
		made.Level = min(p.Level+1, 6)
	case p.Preformatted:
		made.Kind = "preformatted"
	}
	for _, piece := range p.pieces {
		made.Pieces = append(made.Pieces, m.piece(piece))
	}
	if made.Level > 0 || p.Preformatted {
		// A heading and a pre hold no blocks (HTML, 4.3.6 and 4.4.3).
		for i := range made.Pieces {
			made.Notes = append(made.Notes, made.Pieces[i].Notes...)
			made.Pieces[i].Notes = nil
		}
	}
	return made
}

func (m *htmlMaker) piece(p piece) htmlPiece {
	made := htmlPiece{
		Text: p.text, Strong: p.style&model.Strong != 0, Emphasis: p.style&model.Emphasis != 0,
		Code: p.style&model.Code != 0, Gone: p.style&model.Struck != 0,
	}
	if m.leads[p.start] {
		made.ID = m.id(p.start)
		m.anchors[made.ID] = true
	}
	for i, passage := range p.over {
		mark := htmlMark{Color: colorName(passage), Under: coloured(p.over[i+1:]), ID: passage.ID, Role: passage.Role}
		if slices.Contains(p.begins, passage) {
			mark.Number = m.numbers[passage]
		}
		made.Marks = append(made.Marks, mark)
	}
	for _, passage := range p.ends {
		if passage.commented() {
			made.Numbers = append(made.Numbers, m.numbers[passage])
			made.Notes = append(made.Notes, m.note(passage))
		}
	}
	return made
}

func colorName(p *Passage) string {
	if slices.Contains(annotations.Colors[:], annotations.Color(p.Color)) {
		return p.Color
	}
	return "none"
}

// coloured counts the passages with a colour; the page tells three apart.
func coloured(passages []*Passage) int {
	count := 0
	for _, p := range passages {
		if p.Color != "" {
			count++
		}
	}
	return min(count, 3)
}

func (m *htmlMaker) note(p *Passage) htmlNote {
	n := htmlNote{
		Number: m.numbers[p], Color: colorName(p), Text: noteHTML(p.Note), Remark: p.remark(), Creator: p.Creator,
	}
	if !p.Created.IsZero() {
		n.Created, n.Day = p.Created.Format("2006-01-02T15:04:05Z"), p.Created.Format("2006-01-02")
	}
	return n
}

// inOutline are the parts that the outline lists.
var inOutline = map[model.Kind]bool{
	model.Opening: true, model.Heading: true, model.Lead: true, model.Conclusion: true, model.Closing: true,
}

func (m *htmlMaker) outline(parts []model.Part) []htmlEntry {
	var entries []htmlEntry
	for i := range parts {
		below := m.outline(parts[i].Parts)
		id := m.id(parts[i].Span.Start)
		title := oneLine(partTitle(m.Document, &parts[i]))
		if !inOutline[parts[i].Kind] || !m.anchors[id] || title == "" {
			entries = append(entries, below...)
			continue
		}
		entries = append(entries, htmlEntry{title, id, below})
	}
	return entries
}

// Inner is the piece inside its outermost mark.
func (p htmlPiece) Inner() htmlPiece {
	p.Marks = p.Marks[1:]
	return p
}
