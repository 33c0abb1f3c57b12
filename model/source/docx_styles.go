package source

import (
	"strings"

	"lectern/model"
)

// bodyOutline is the outline level of body text, counted from 1.
const bodyOutline = 10

// wordStyle is a style of a Word document (ECMA-376 part 1, 17.7).
type wordStyle struct {
	name    string // in small letters: "heading 1"
	basedOn string
	outline int // its outline level, from 1; 0 for none said
	list    string
	depth   int // in its list; -1 for none said
	look    appearance
}

// wordStyles are the styles by their id. The default one has the id "" too.
type wordStyles map[string]*wordStyle

// set takes one of a run's properties.
func (l *appearance) set(name string, m *markup) {
	var property *toggle
	switch name {
	case "w:b":
		property = &l.strong
	case "w:i", "w:em":
		property = &l.emphasis
	case "w:strike", "w:dstrike":
		property = &l.struck
	case "w:vanish":
		property = &l.hidden
	default:
		return
	}
	*property = on
	switch m.value() {
	case "0", "false", "off", "none":
		*property = off
	}
}

// readWordStyles reads the styles that a part defines.
func readWordStyles(a *archive, part string) (wordStyles, error) {
	styles := wordStyles{}
	m, err := a.markup(part)
	if m == nil || err != nil {
		return styles, err
	}
	style, skipped := &wordStyle{}, 0
	for e, err := range m.events() {
		switch {
		case err != nil:
			return nil, err
		case e.kind == opens && (skipped > 0 || e.name == "w:tblstylepr"):
			skipped++
		case e.kind == closes && skipped > 0:
			skipped--
		case e.kind == opens && e.name == "w:style":
			m.count(definition)
			style = &wordStyle{depth: -1}
			styles[m.attribute("w:styleid")] = style
			if m.attribute("w:type") == "paragraph" && m.attribute("w:default") == "1" {
				styles[""] = style
			}
		case e.kind == opens:
			style.set(e.name, m)
		}
	}
	return styles, nil
}

func (s *wordStyle) set(name string, m *markup) {
	switch name {
	case "w:name":
		s.name = strings.ToLower(m.value())
	case "w:basedon":
		s.basedOn = m.value()
	case "w:outlinelvl":
		s.outline = integer(m.value(), bodyOutline-1) + 1
	case "w:numid":
		s.list = m.value()
	case "w:ilvl":
		s.depth = integer(m.value(), 0)
	default:
		s.look.set(name, m)
	}
}

// chain is a style and those that it is based on.
func (s wordStyles) chain(id string) []*wordStyle {
	const longest = 20 // Word itself allows 11
	var chain []*wordStyle
	for style := s[id]; style != nil && len(chain) < longest; style = s[style.basedOn] {
		chain = append(chain, style)
		if style.basedOn == "" {
			break
		}
	}
	return chain
}

// kind is what a paragraph of a style is.
func (s wordStyles) kind(id string) (model.Kind, int) {
	for _, style := range s.chain(id) {
		switch {
		case style.name == "title" || style.name == "标题" || style.name == "標題":
			return model.Title, 0
		case style.outline >= bodyOutline:
			return model.Body, 0
		case style.outline > 0:
			return model.Heading, style.outline
		}
		if level := headingLevel(style.name); level > 0 {
			return model.Heading, level
		}
	}
	return model.Body, 0
}

// headingLevel is the level of a style that is named as headings are; or 0.
func headingLevel(name string) int {
	for _, word := range []string{"heading", "标题", "標題"} {
		if rest, found := strings.CutPrefix(name, word); found {
			if level := integer(rest, 0); 1 <= level && level < bodyOutline {
				return level
			}
		}
	}
	return 0
}

// isContents reports whether a style is one of a table of contents that Word
// made of the headings.
func (s wordStyles) isContents(id string) bool {
	return s[id] != nil && (strings.HasPrefix(s[id].name, "toc ") || s[id].name == "table of figures")
}

// look is how a style sets its words.
func (s wordStyles) look(id string) appearance {
	var look appearance
	for _, style := range s.chain(id) {
		look = look.over(style.look)
	}
	return look
}
