package export

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"lectern/annotations"
	"lectern/model"
)

// This file cuts a whole speech into pieces that look the same, for the formats
// that hold its text with the marks in it.

// whole is a speech as a page shows it, with the passages in it.
type whole struct {
	*Speech
	paragraphs []shownParagraph
	// apart are the passages of which the page shows no word: those without a
	// place, and those in metadata.
	apart []*Passage
}

// shownParagraph is a paragraph that the page shows.
type shownParagraph struct {
	*model.Paragraph
	pieces []piece
}

// piece is a run of words of one look that lie in the same passages. Together
// the pieces of a paragraph are its plain text, inert.
type piece struct {
	start int // byte of Document.Text
	text  string
	style model.Style
	over  []*Passage // the passages that it lies in, the innermost last
	// begins and ends are those of over of which this is the first piece, or
	// the last one.
	begins, ends []*Passage
}

func (e *Export) whole(s *Speech) *whole {
	w := &whole{Speech: s}
	passages := e.passages(s)
	placed := slices.DeleteFunc(slices.Clone(passages), func(p *Passage) bool { return !p.Placed() })
	for i := range s.Document.Paragraphs {
		p := &s.Document.Paragraphs[i]
		if p.Kind != model.FrontMatter && !p.Span.Empty() {
			w.paragraphs = append(w.paragraphs, shownParagraph{p, piecesOf(s.Document, i, placed)})
		}
	}
	shown := w.findEnds()
	for _, p := range passages {
		if !shown[p] {
			w.apart = append(w.apart, p)
		}
	}
	return w
}

// findEnds says of each passage where it begins and ends, and which there are.
func (w *whole) findEnds() map[*Passage]bool {
	shown := map[*Passage]bool{}
	last := map[*Passage]*piece{}
	var order []*Passage
	for _, paragraph := range w.paragraphs {
		for i := range paragraph.pieces {
			here := &paragraph.pieces[i]
			for _, p := range here.over {
				if !shown[p] {
					shown[p] = true
					order = append(order, p)
					here.begins = append(here.begins, p)
				}
				last[p] = here
			}
		}
	}
	for _, p := range order {
		last[p].ends = append(last[p].ends, p)
	}
	return shown
}

// area is a span of a paragraph that has something to it.
type area struct {
	span    model.Span
	style   model.Style
	passage *Passage
}

// piecesOf cuts a paragraph at the edges of its areas. Of hidden markup nothing
// is left.
func piecesOf(d *model.Document, paragraph int, passages []*Passage) []piece {
	p := &d.Paragraphs[paragraph]
	areas := areasOf(d, p, passages)
	edges := []int{p.Span.Start, p.Span.End}
	for _, a := range areas {
		edges = append(edges, a.span.Start, a.span.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	texts := d.PlainPieces(paragraph, edges...)
	var pieces []piece
	var here []area
	for i, start := range edges[:len(edges)-1] {
		here = slices.DeleteFunc(here, func(a area) bool { return a.span.End <= start })
		for len(areas) > 0 && areas[0].span.Start == start {
			here, areas = append(here, areas[0]), areas[1:]
		}
		if text := model.Inert(texts[i+1]); text != "" {
			pieces = append(pieces, pieceIn(here, start, text))
		}
	}
	return pieces
}

func pieceIn(areas []area, start int, text string) piece {
	made := piece{start: start, text: text}
	for _, a := range areas {
		made.style |= a.style
		if a.passage != nil {
			made.over = append(made.over, a.passage)
		}
	}
	return made
}

// areasOf are the areas of a paragraph in the order of their starts: names and leads stand out as strong words do, stage directions as emphasis.
func areasOf(d *model.Document, p *model.Paragraph, passages []*Passage) []area {
	var areas []area
	add := func(s model.Span, style model.Style, passage *Passage) {
		s = model.Span{Start: max(s.Start, p.Span.Start), End: min(s.End, p.Span.End)}
		if !s.Empty() {
			areas = append(areas, area{s, style, passage})
		}
	}
	add(p.Name, model.Strong, nil)
	for _, s := range p.Leads {
		add(s, model.Strong, nil)
	}
	for _, s := range p.Directions {
		add(s, model.Emphasis, nil)
	}
	for _, r := range p.Runs {
		if r.Style != 0 {
			add(r.Span, r.Style, nil)
		}
	}
	for _, passage := range passages {
		if passage.span.Overlaps(p.Span) {
			add(tight(d, p, passage.span), 0, passage)
		}
	}
	slices.SortStableFunc(areas, func(a, b area) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return areas
}

// tight is what a passage marks of a paragraph: what shows as something else
// ("&" for "&amp;") whole or not at all, and no blank space at its ends, which
// joined lines may not have.
func tight(d *model.Document, p *model.Paragraph, s model.Span) model.Span {
	s = model.Span{Start: max(s.Start, p.Span.Start), End: min(s.End, p.Span.End)}
	for _, r := range p.Runs {
		if r.Shown != "" && r.Span.Overlaps(s) {
			s = model.Span{Start: min(s.Start, r.Span.Start), End: max(s.End, r.Span.End)}
		}
	}
	words := d.Slice(s)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, isBlank))
	s.End = s.Start + len(strings.TrimFunc(words, isBlank))
	return s
}

// isBlank reports whether a rune is blank space, and not one that is shown as a
// picture.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) && (r == '\n' || r == '\t' || !unicode.IsControl(r))
}

// heading is the title of the speech, and who held it and when, as far as its
// own lines do not say that.
func (w *whole) heading() (title, byline string) {
	var lines strings.Builder
	for _, p := range w.paragraphs {
		if p.Kind == model.Title || p.Kind == model.Date {
			lines.WriteString(oneLine(textOf(p.pieces)) + "\n")
		}
	}
	said := func(text string) bool { return strings.Contains(lines.String(), text) }
	info := w.Notes.Info(w.Document)
	if title = oneLine(info.Title); slices.ContainsFunc(w.paragraphs, isTitle) {
		title = ""
	}
	by := slices.DeleteFunc([]string{oneLine(info.Speaker), oneLine(info.Date)}, said)
	return title, strings.Join(by, " · ")
}

func isTitle(p shownParagraph) bool { return p.Kind == model.Title }

// titles is how many paragraphs at the start are the title.
func (w *whole) titles() int {
	n := 0
	for n < len(w.paragraphs) && isTitle(w.paragraphs[n]) {
		n++
	}
	return n
}

func textOf(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// quoted is a passage that stands apart as a piece of its own.
func quoted(p *Passage) piece {
	own := []*Passage{p}
	return piece{start: -1, text: p.Quote, over: own, begins: own, ends: own}
}

// commented reports whether there is something to read to a passage.
func (p *Passage) commented() bool { return strings.TrimSpace(p.Note) != "" || len(p.Tags) > 0 }

// remark is the tags, the role and the status of a passage, in the words of its
// speech; empty for none.
func (p *Passage) remark() string {
	var said []string
	for _, tag := range p.Tags {
		said = append(said, "#"+tag)
	}
	return strings.Join(append(said, p.standing()...), remarkSeparator)
}

const remarkSeparator = " · "

// standing is the role and the status of a passage, as far as it has some.
func (p *Passage) standing() []string {
	said := []string{p.Role, p.Speech.words().statuses[annotations.Status(p.Status)]}
	return slices.DeleteFunc(said, func(word string) bool { return word == "" })
}

// exportTitle is what a file of these speeches is called.
func (e *Export) exportTitle() string {
	if len(e.Speeches) == 1 {
		return e.Speeches[0].Title()
	}
	return e.Speeches[0].words().notes
}
