package source

import (
	"strings"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// This file numbers the items of a web page's lists.

// list counts the items of a list.
type list struct {
	format string // of its numerals; empty for bullets
	next   int
}

func (p *page) list(name string) *list {
	if name != "ol" {
		return &list{next: 1}
	}
	l := &list{format: "decimal", next: 1}
	if kind := p.attribute("type"); kind != "" {
		l.format = kind
	}
	if style := listStyle.FindStringSubmatch(p.attribute("style")); style != nil {
		l.format = strings.ToLower(style[1])
	}
	l.next = integer(p.attribute("start"), 1)
	return l
}

var listStyle = lazyregexp.New(`(?i)list-style(?:-type)?\s*:\s*([a-z-]+)`)

// item gets the bullet or number of a list's next item ready.
func (p *page) item(l *list) {
	switch {
	case l == nil || l.format == "":
		p.marker, p.bullet = "• ", true
	case l.format == "none":
	default:
		l.next = integer(p.attribute("value"), l.next)
		p.marker, p.bullet = numeral(l.format, l.next)+numeralMark(l.format), false
		l.next++
	}
}

// mark begins a list's item with its bullet or number.
func (p *page) mark() {
	if p.marker == "" || len(p.current.text) > 0 {
		return
	}
	if p.bullet && p.current.kind == model.Body {
		p.current.kind = model.Item
	}
	p.current.write(p.marker, 0)
	p.marker = ""
}
