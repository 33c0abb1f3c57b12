package source

import (
	"strings"
)

// This file minds the notes of a web page or a book, and what stands for them in
// the text.

// part is what an element is for, by EPUB's word or by ARIA's (DPUB-ARIA 1.1).
func (p *page) part() string { return p.attribute("epub:type") + " " + p.attribute("role") }

// beginNote minds a note: what says that it is one, LibreOffice's among them, or
// what a mark points to.
func (p *page) beginNote(name string, e *element) {
	id := p.attribute("id")
	mark := p.marks[id]
	e.note = e.note || mark != "" || strings.Contains(p.part(), "note") || strings.HasPrefix(id, "sdfootnote") || strings.HasPrefix(id, "sdendnote")
	if e.note && name != "section" {
		p.noteMark = mark
	}
}

// beginMark minds a note's mark: a raised link inside the page.
func (p *page) beginMark(name string, e *element) {
	before := e.raised && e.fragment
	e.raised = e.raised || name == "sup"
	if target, found := strings.CutPrefix(p.attribute("href"), "#"); found {
		e.fragment, e.target = true, target
	}
	part := p.part()
	switch {
	case strings.Contains(part, "backlink") || strings.Contains(p.attribute("class"), "footnote-back"):
		e.dropped = true
	case strings.Contains(part, "noteref") || strings.HasSuffix(p.attribute("class"), "notesym") || !before && e.raised && e.fragment:
		e.mark = len(p.current.text) + 1
	}
}

// endMark sets a note's mark off from the words, if nothing else does.
func (p *page) endMark(e *element) {
	start := min(e.mark-1, len(p.current.text))
	mark := strings.TrimSpace(string(p.current.text[start:]))
	const longest = 6
	if mark == "" || len(mark) > longest {
		return
	}
	p.current.cutTo(start)
	p.current.write(inBrackets(mark), 0)
	if len(p.marks) < maxDepth {
		p.marks[e.target] = inBrackets(mark)
	}
	if start == 0 {
		p.current.gap = blankGap
	}
}

// markNote begins a note with its mark, unless its words do.
func (p *page) markNote(words string) {
	mark := p.noteMark
	p.noteMark = ""
	if mark != "" && !strings.HasPrefix(words, mark) && !strings.HasPrefix(words, strings.Trim(mark, "[]")) {
		p.current.write(mark+" ", 0)
	}
}
