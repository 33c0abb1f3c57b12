package ui

import (
	"lectern/annotations"
	"lectern/model"
)

// brush knows the ink of every byte of one line: what kind of paragraph it is,
// the format's own styles, then the marks, what was found and what is selected.
type brush struct {
	theme      theme
	base       ink
	layers     []layer
	marks      []mark
	current    string
	hits       []model.Span
	currentHit model.Span
	selected   model.Span
}

// layer changes the ink of a span.
type layer struct {
	span model.Span
	with func(ink) ink
}

func (r *reader) brushFor(p *model.Paragraph, line model.Span) brush {
	b := brush{
		theme: r.look.theme, base: kindInk(p), current: r.current,
		marks: r.book.over(line), currentHit: r.hits.current(),
		hits: r.hits.over(r.doc().ParagraphAt(line.Start), line),
	}
	if r.selection != nil || r.places() {
		b.selected = r.target()
	}
	b.add(line, runLayers(p.Runs))
	b.add(line, spanLayers(p.Leads, asLead))
	b.add(line, spanLayers(p.Directions, asDirection))
	b.add(line, spanLayers([]model.Span{p.Name}, asSpeaker))
	return b
}

func (b *brush) add(line model.Span, layers []layer) {
	for _, l := range layers {
		if l.span.Overlaps(line) {
			b.layers = append(b.layers, l)
		}
	}
}

// kindInk is how the words of a kind of paragraph are drawn.
func kindInk(p *model.Paragraph) ink {
	switch p.Kind {
	case model.Title:
		return ink{words: hueHeading, attributes: bold}
	case model.Heading:
		if p.Level == 1 {
			return ink{words: hueHeading, attributes: bold}
		}
		return ink{words: hueSubheading, attributes: bold}
	case model.Date, model.Note:
		return ink{words: hueDim}
	case model.Direction:
		return asDirection(ink{})
	}
	return ink{}
}

func asLead(i ink) ink {
	i.attributes |= bold
	return i
}

func asDirection(i ink) ink {
	i.words = hueDim
	i.attributes |= italic
	return i
}

func asSpeaker(i ink) ink {
	i.words = hueSpeaker
	i.attributes |= bold
	return i
}

func spanLayers(spans []model.Span, with func(ink) ink) []layer {
	var layers []layer
	for _, s := range spans {
		layers = append(layers, layer{s, with})
	}
	return layers
}

var styleAttributes = []struct {
	model.Style
	attribute
}{{model.Strong, bold}, {model.Emphasis, italic}, {model.Struck, struck}}

func runLayers(runs []model.Run) []layer {
	var layers []layer
	for _, run := range runs {
		if run.Style == 0 {
			continue
		}
		layers = append(layers, layer{run.Span, func(i ink) ink {
			for _, s := range styleAttributes {
				if run.Style&s.Style != 0 {
					i.attributes |= s.attribute
				}
			}
			if run.Style&model.Code != 0 {
				i.words = hueSpeaker
			}
			return i
		}})
	}
	return layers
}

// at is the ink of a cell. A mark that begins or ends inside the cell's grapheme
// cluster, as another program may have made it, is seen on the whole of it.
func (b *brush) at(cell model.Span) ink {
	i, offset := b.base, cell.Start
	for _, l := range b.layers {
		if l.span.Contains(offset) {
			i = l.with(i)
		}
	}
	// The innermost mark comes last in order of place and tints the words;
	// the ones round it underline them.
	for k := len(b.marks) - 1; k >= 0; k-- {
		m := b.marks[k]
		if !m.span.Overlaps(cell) {
			continue
		}
		i = b.theme.marked(i, m.color)
		if m.id == b.current {
			i.attributes |= bold
		}
	}
	for _, hit := range b.hits {
		if hit.Contains(offset) {
			i = b.over(i, hueHit)
		}
	}
	if b.currentHit.Contains(offset) {
		i = b.over(i, hueCurrentHit)
		i.attributes |= bold
	}
	if b.selected.Contains(offset) {
		i = b.over(i, hueSelection)
	}
	return i
}

// over lays a background over whatever there is.
func (b *brush) over(i ink, h hue) ink {
	e := b.theme.emphasis(h)
	if e.behind != hueNone {
		i.behind = e.behind
	}
	i.attributes |= e.attributes
	return i
}

// signOf is what stands in the gutter where a mark begins: a dot where there is
// a note or a tag to read (a plus for a second one), the role's digit where
// colours cannot tell, an arrow where the passage has moved, a tilde where its words
// have changed.
func (r *reader) signOf(m mark, second bool) string {
	role := roleHues[m.color]
	sign := ""
	switch {
	case m.status == annotations.Moved:
		sign = r.look.sign("↕", "^")
	case m.status == annotations.Edited:
		sign = "~"
	case !r.look.theme.rich():
		sign = role.digit
	case m.of.Note == "" && len(m.of.Tags) == 0:
	case second:
		sign = "+"
	default:
		sign = r.look.sign("●", "*")
	}
	return r.look.theme.paint(ink{words: role.sign}, sign)
}
