package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"lectern/annotations"
	"lectern/model"
)

// This file writes Word documents (ECMA-376): the whole speech, marks as
// highlights, notes and tags as comments.

func writeDOCX(w io.Writer, e *Export) error {
	d := &docx{export: e, ids: map[*Passage]int{}}
	for i, s := range e.Speeches {
		from := len(d.body)
		d.speech(e.whole(s))
		if i > 0 && from < len(d.body) {
			d.body[from].Properties.PageBreak = &wOn{}
		}
	}
	e.lose(d.hidden, OneColor)
	e.lose(d.bare, NothingToShow)
	return d.write(w)
}

// docx is a Word document that is being made.
type docx struct {
	export   *Export
	body     []*wParagraph
	comments []wComment
	ids      map[*Passage]int // of the comments
	// standings are the roles and statuses that stand in comments.
	standings []string
	// hidden are the highlights that lie under others, bare the passages of
	// which there is nothing to see.
	hidden, bare int
	last         *Passage // whose colour the last piece has; nil for none
	edges        int      // between highlights of one colour
}

func (d *docx) speech(w *whole) {
	title, byline := w.heading()
	d.said(w, "Title", title)
	titles := w.titles()
	d.paragraphs(w, w.paragraphs[:titles])
	d.said(w, "Subtitle", byline)
	d.paragraphs(w, w.paragraphs[titles:])
	if len(w.apart) > 0 {
		d.said(w, "Heading1", w.words().lost)
	}
	for _, p := range w.apart {
		d.paragraph(w, "Apart", []piece{quoted(p)})
	}
	d.count(w)
}

func (d *docx) paragraphs(w *whole, list []shownParagraph) {
	for _, p := range list {
		d.paragraph(w, styleOf(w, p), p.pieces)
	}
}

// said adds a line of our own, if there is one.
func (d *docx) said(w *whole, style, text string) {
	if text != "" {
		p := newParagraph(style, text)
		p.addText(text, plainLook(w.Speech))
		d.body = append(d.body, p)
	}
}

// newParagraph is an empty paragraph for a text.
func newParagraph(style, text string) *wParagraph {
	p := &wParagraph{Properties: wParagraphProperties{Style: wValue{style}}}
	if isRightToLeft(text) {
		p.Properties.Bidi = &wOn{}
	}
	return p
}

// styles are the styles of kinds of paragraphs, as docx/word/styles.xml has them.
var styles = map[model.Kind]string{
	model.Title: "Title", model.Date: "Subtitle", model.Salutation: "Salutation", model.Item: "ListParagraph",
	model.Direction: "StageDirection", model.Note: "Remark",
}

// styleOf is the style of a paragraph. In Chinese its first line is indented by
// two characters.
func styleOf(w *whole, p shownParagraph) string {
	style := styles[p.Kind]
	switch {
	case p.Kind == model.Heading:
		return fmt.Sprintf("Heading%d", p.Level)
	case p.Preformatted && style == "":
		return "HTMLPreformatted"
	case style == "" && language(w.Document) == "zh":
		return "BodyTextFirstIndent"
	}
	return cmp.Or(style, "BodyText")
}

// paragraph adds the pieces of a paragraph, with the ranges of comments round
// theirs.
func (d *docx) paragraph(w *whole, style string, pieces []piece) {
	p := newParagraph(style, textOf(pieces))
	for _, piece := range pieces {
		for _, passage := range piece.begins {
			if passage.commented() {
				d.comment(passage)
				p.Content = append(p.Content, wRangeStart{ID: d.ids[passage]})
			}
		}
		d.divide(p, topmost(piece.over))
		p.addText(piece.text, lookOf(w.Speech, piece))
		for _, passage := range piece.ends {
			if passage.commented() {
				p.endRange(d.ids[passage])
			}
		}
	}
	d.body = append(d.body, p)
}

// divide puts a bookmark between a highlight and one of the same colour that
// touches it, before a piece with the colour of a passage. Nobody sees it; an
// import knows by it that they are two.
func (d *docx) divide(p *wParagraph, top *Passage) {
	if top != nil && d.last != nil && top != d.last && top.Color == d.last.Color {
		name := fmt.Sprintf("lectern%d", d.edges)
		p.Content = append(p.Content, wBookmarkStart{ID: d.edges, Name: name}, wBookmarkEnd{ID: d.edges})
		d.edges++
	}
	d.last = top
}

func (p *wParagraph) endRange(id int) {
	reference := wRun{
		Properties: &wRunProperties{Style: &wValue{"CommentReference"}},
		Content:    []any{wReference{ID: id}},
	}
	p.Content = append(p.Content, wRangeEnd{ID: id}, reference)
}

// highlights are the colours of marks: of the sixteen that Word has (17.18.40)
// those on which black is easily read. Its blue and darker ones are not.
var highlights = map[annotations.Color]string{
	annotations.Yellow: "yellow", annotations.Green: "green", annotations.Blue: "cyan",
	annotations.Magenta: "magenta", annotations.Red: "red",
}

// plainLook is how all words of a speech look: in Chinese, marks that both
// scripts have, such as “ and …, are of the Chinese font.
func plainLook(s *Speech) wRunProperties {
	if language(s.Document) == "zh" {
		return wRunProperties{Fonts: &wFonts{"eastAsia"}}
	}
	return wRunProperties{}
}

// lookOf is the look of a piece; of several marks it has the innermost one's
// colour.
func lookOf(s *Speech, p piece) wRunProperties {
	r := plainLook(s)
	if p.style&model.Strong != 0 {
		r.Bold, r.BoldComplex = &wOn{}, &wOn{}
	}
	if p.style&model.Emphasis != 0 {
		r.Italic, r.ItalicComplex = &wOn{}, &wOn{}
	}
	if p.style&model.Struck != 0 {
		r.Strike = &wOn{}
	}
	if p.style&model.Code != 0 {
		r.Style = &wValue{"Code"}
	}
	if top := topmost(p.over); top != nil {
		r.Highlight = &wValue{highlights[annotations.Color(top.Color)]}
	}
	return r
}

// topmost is the passage whose colour is seen; nil for none.
func topmost(over []*Passage) *Passage {
	for i := len(over) - 1; i >= 0; i-- {
		if highlights[annotations.Color(over[i].Color)] != "" {
			return over[i]
		}
	}
	return nil
}

// count counts what is not seen of the marks.
func (d *docx) count(w *whole) {
	hidden := map[*Passage]bool{}
	for _, paragraph := range w.paragraphs {
		for _, piece := range paragraph.pieces {
			top := topmost(piece.over)
			for _, p := range piece.over {
				if p != top && p.Color != "" {
					hidden[p] = true
				}
			}
			for _, p := range piece.begins {
				if p.Color == "" && !p.commented() {
					d.bare++
				}
			}
		}
	}
	d.hidden += len(hidden)
}

// addText adds text as runs, from left to right or the other way each.
func (p *wParagraph) addText(text string, look wRunProperties) {
	for _, s := range stretchesOf(text, p.Properties.Bidi != nil) {
		properties := look
		if s.rightToLeft {
			properties.RightToLeft = &wOn{}
		}
		var run wRun
		if properties != (wRunProperties{}) {
			run.Properties = &properties
		}
		for i, line := range strings.Split(s.text, "\n") {
			if i > 0 {
				run.Content = append(run.Content, wBreak{})
			}
			run.addLine(line)
		}
		p.Content = append(p.Content, run)
	}
}

func (r *wRun) addLine(line string) {
	for i, words := range strings.Split(line, "\t") {
		if i > 0 {
			r.Content = append(r.Content, wTab{})
		}
		if words != "" {
			r.Content = append(r.Content, wText{Space: "preserve", Text: words})
		}
	}
}
