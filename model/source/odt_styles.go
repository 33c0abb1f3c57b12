package source

import (
	"strings"

	"lectern/model"
)

// odtStyle is a style of an OpenDocument text (OpenDocument 1.2 part 1, 16.2).
type odtStyle struct {
	name   string // as it is shown, in small letters: "heading 1"
	parent string
	look   appearance
}

// odtLevels is how many levels offices number lists and headings on.
const odtLevels = 10

// odtNumbering is how a list, or the headings, are numbered (16.30, 16.34).
type odtNumbering struct {
	levels map[int]*odtLevel
}

type odtLevel struct {
	format, prefix, suffix string
	bullet                 string
	shown                  int // how many levels' numbers are shown
	start                  int
	follows                string // what stands behind the number
}

// odtCount is how far a list is numbered, by levels.
type odtCount struct {
	numbering string
	count     map[int]int
}

// odtList is a list that is open.
type odtList struct {
	numbering string
	count     *odtCount
	fresh     bool // the item's number is not written yet
}

// outlineNumbering is the name that we keep the headings' numbering under.
const outlineNumbering = "text:outline-style"

// opensStyle minds an element that defines a style.
func (o *odt) opensStyle(name string) {
	switch name {
	case "style:style":
		shown := o.attribute("style:display-name")
		if shown == "" {
			shown = strings.ReplaceAll(o.attribute("style:name"), "_20_", " ")
		}
		o.count(definition)
		o.style = &odtStyle{name: strings.ToLower(shown), parent: o.attribute("style:parent-style-name")}
		o.styles[o.attribute("style:name")] = o.style
	case "style:text-properties":
		if o.style != nil {
			o.style.look = o.textProperties()
		}
	case "text:list-style":
		o.count(definition)
		o.numbering = &odtNumbering{levels: map[int]*odtLevel{}}
		o.lists[o.attribute("style:name")] = o.numbering
		o.style = nil // text properties are now a number's
	case "text:outline-style":
		o.numbering = &odtNumbering{levels: map[int]*odtLevel{}}
		o.lists[outlineNumbering] = o.numbering
		o.style = nil
	case "text:list-level-style-number", "text:list-level-style-bullet", "text:outline-level-style":
		o.opensLevel()
	case "style:list-level-label-alignment":
		if o.numbering != nil && o.numbering.levels[o.depth] != nil {
			o.numbering.levels[o.depth].follows = o.attribute("text:label-followed-by")
		}
	}
}

func (o *odt) opensLevel() {
	if o.numbering == nil {
		return
	}
	if o.depth = integer(o.attribute("text:level"), 1); o.depth < 1 || o.depth > odtLevels {
		return
	}
	o.numbering.levels[o.depth] = &odtLevel{
		format: strings.ReplaceAll(o.attribute("style:num-format"), ", ", ","),
		prefix: o.attribute("style:num-prefix"), suffix: o.attribute("style:num-suffix"),
		bullet: o.attribute("text:bullet-char"),
		shown:  integer(o.attribute("text:display-levels"), 1), start: integer(o.attribute("text:start-value"), 1),
	}
}

// textProperties are how the words of a style are set (20.1). Chinese words
// have a weight and a posture of their own.
func (o *odt) textProperties() appearance {
	var look appearance
	for _, p := range []struct {
		property  *toggle
		attribute string
		off       string
	}{
		{&look.strong, "style:font-weight-asian", "normal 100 200 300 400 500"},
		{&look.strong, "fo:font-weight", "normal 100 200 300 400 500"},
		{&look.emphasis, "style:font-style-asian", "normal"},
		{&look.emphasis, "fo:font-style", "normal"},
		{&look.struck, "style:text-line-through-style", "none"},
		{&look.hidden, "text:display", "true"},
	} {
		switch value := o.attribute(p.attribute); {
		case value == "" || *p.property == on:
		case strings.Contains(" "+p.off+" ", " "+value+" "):
			*p.property = off
		default:
			*p.property = on
		}
	}
	return look
}

// chain is a style and those it is made from.
func (o *odt) chain(name string) []*odtStyle {
	const longest = 20
	var chain []*odtStyle
	for style := o.styles[name]; style != nil && len(chain) < longest; style = o.styles[style.parent] {
		chain = append(chain, style)
	}
	return chain
}

func (o *odt) look(name string) appearance {
	var look appearance
	for _, style := range o.chain(name) {
		look = look.over(style.look)
	}
	return look
}

// kind is what a paragraph of a style is.
func (o *odt) kind(name string) (model.Kind, int) {
	for _, style := range o.chain(name) {
		if style.name == "title" {
			return model.Title, 0
		}
		if level := headingLevel(style.name); level > 0 {
			return model.Heading, level
		}
	}
	return model.Body, 0
}

func (o *odt) openList() {
	l := odtList{numbering: o.attribute("text:style-name")}
	switch from := o.counted[o.attribute("text:continue-list")]; {
	case len(o.nested) > 0:
		outer := o.nested[len(o.nested)-1]
		if l.numbering == "" {
			l.numbering = outer.numbering
		}
		l.count = outer.count
		if o.attribute("text:continue-numbering") != "true" {
			delete(l.count.count, len(o.nested)+1)
		}
	case from != nil:
		l.count = from
	case o.attribute("text:continue-numbering") == "true" && o.last != nil && o.last.numbering == l.numbering:
		l.count = o.last
	default:
		l.count = &odtCount{numbering: l.numbering, count: map[int]int{}}
	}
	o.last = l.count
	if id := o.attribute("xml:id"); id != "" {
		o.count(definition)
		o.counted[id] = l.count
	}
	o.nested = append(o.nested, l)
}

// openItem counts an item of the list.
func (o *odt) openItem() {
	depth := len(o.nested)
	if depth == 0 || depth > odtLevels {
		return
	}
	l := &o.nested[depth-1]
	l.fresh = true
	l.count.step(depth, o.level(l.numbering, depth), o.attribute("text:start-value"))
}

// step counts one more on a level; those below it begin anew.
func (c *odtCount) step(depth int, level *odtLevel, start string) {
	before, counting := c.count[depth]
	next := before + 1
	if !counting && level != nil {
		next = level.start
	}
	c.count[depth] = integer(start, next)
	for inner := range c.count {
		if inner > depth {
			delete(c.count, inner)
		}
	}
}

// level is how a level of a numbering is numbered; nil when nothing says.
func (o *odt) level(numbering string, depth int) *odtLevel {
	if n := o.lists[numbering]; n != nil {
		return n.levels[depth]
	}
	return nil
}

// number is what is before the words of the next paragraph: the number of the
// list's item that it begins, or of a heading on an outline level; and whether
// it is a bullet.
func (o *odt) number(outline int) (string, bool) {
	switch depth := len(o.nested); {
	case depth > 0 && len(o.notes) == 0:
		l := &o.nested[depth-1]
		if !l.fresh {
			return "", false
		}
		l.fresh = false
		return o.written(l.numbering, depth, l.count)
	case outline > 0:
		if o.outline.count == nil {
			o.outline.count = map[int]int{}
		}
		o.outline.step(outline, o.level(outlineNumbering, outline), "")
		return o.written(outlineNumbering, outline, &o.outline)
	}
	return "", false
}

func (o *odt) written(numbering string, depth int, c *odtCount) (string, bool) {
	level := o.level(numbering, depth)
	switch {
	case level == nil:
		return "", false
	case level.bullet != "":
		return bulletSign(level.bullet) + " ", true
	case level.format == "":
		return "", false
	}
	var numbers []string
	for at := max(depth-min(level.shown, 10)+1, 1); at <= depth; at++ {
		if outer := o.level(numbering, at); outer != nil && outer.format != "" {
			numbers = append(numbers, numeral(outer.format, c.count[at]))
		}
	}
	number := level.prefix + strings.Join(numbers, ".") + level.suffix
	return number + gapBehind(number, level.follows), false
}
