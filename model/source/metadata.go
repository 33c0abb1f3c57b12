package source

import (
	"strings"
	"unicode"

	"lectern/model"
)

// markup opens one of the files of an archive as XML; nil when there is none.
func (a *archive) markup(name string) (*markup, error) {
	r, err := a.File(name)
	if r == nil || err != nil {
		return nil, err
	}
	m := newXML(r)
	m.counted = &a.elements
	return m, nil
}

// titleIn is the Dublin Core title in one of an archive's files.
func titleIn(a *archive, name string) (string, error) {
	m, err := a.markup(name)
	if m == nil || err != nil {
		return "", err
	}
	title, inTitle := "", false
	for e, err := range m.events() {
		switch {
		case err != nil:
			return "", err
		case e.name == "dc:title":
			inTitle = e.kind == opens
		case e.kind == words && inTitle && len(title) < 1000:
			title += e.words
		}
	}
	return oneLine(title), nil
}

// takeTitle believes the title that an office document says it has only if its
// text begins with it: a document made from another still has that one's.
func takeTitle(s *model.Source, title string) {
	const near = 6 // blocks
	for i := range s.Blocks[:min(len(s.Blocks), near)] {
		b := &s.Blocks[i]
		if title != "" && squeezed(s.Text[b.Span.Start:b.Span.End]) == squeezed(title) {
			s.Title = title
			b.Kind, b.Level = model.Title, 0
			return
		}
	}
}

// squeezed is words without the blank space between them.
func squeezed(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, words)
}
