package model

import (
	"sort"
	"strings"
)

// This file builds the tree of a speech's parts from its paragraphs.

// A node's rank says how deep it may lie: it ends what lies as deep or deeper
// and goes into what lies less deep. A section's rank is its level.
const (
	outerRank   = 0
	speakerRank = 50
	countRank   = 60 // and the style of the numeral
	leadRank    = 80 // leads without a numeral
	insideRank  = 81 // leads inside a paragraph
	leafRank    = 90
	itemRank    = 91 // members of an enumeration
)

// node is a part before its end and its place in the tree are known.
type node struct {
	Part
	rank   int
	end    int // where it ends at the latest; 0 for "at the next"
	parent int
}

// tree is the parts of the speech.
func (d *Document) tree(lines []line) []Part {
	nodes := d.nodes(lines)
	d.closeNodes(nodes)
	children := make([][]int, len(nodes)+1)
	for i := range nodes {
		children[nodes[i].parent+1] = append(children[nodes[i].parent+1], i)
	}
	return assemble(nodes, children, -1)
}

func assemble(nodes []node, children [][]int, parent int) []Part {
	if len(children[parent+1]) == 0 {
		return nil
	}
	parts := make([]Part, 0, len(children[parent+1]))
	for _, i := range children[parent+1] {
		part := nodes[i].Part
		part.Parts = assemble(nodes, children, i)
		parts = append(parts, part)
	}
	return parts
}

// closeNodes gives every node its end and its parent.
func (d *Document) closeNodes(nodes []node) {
	var open []int
	closeTo := func(rank, at int) {
		for len(open) > 0 {
			n := &nodes[open[len(open)-1]]
			if n.rank < rank && (n.end == 0 || n.end > at) {
				return
			}
			end := at
			if n.end > 0 {
				end = min(at, n.end)
			}
			n.Span.End = d.wordsBefore(n.Span.Start, end)
			open = open[:len(open)-1]
		}
	}
	for i := range nodes {
		closeTo(nodes[i].rank, nodes[i].Span.Start)
		nodes[i].parent = -1
		if len(open) > 0 {
			nodes[i].parent = open[len(open)-1]
			if end := nodes[nodes[i].parent].end; end > 0 && (nodes[i].end == 0 || nodes[i].end > end) {
				nodes[i].end = end
			}
		}
		open = append(open, i)
	}
	closeTo(outerRank, len(d.Text))
}

// wordsBefore is the end of the last words before at, no earlier than start.
func (d *Document) wordsBefore(start, at int) int {
	words := strings.TrimRightFunc(d.Text[start:at], isBlank)
	end := start + len(words)
	if i := d.ParagraphAt(max(start, at-1)); i >= 0 {
		end = min(end, max(start, d.Paragraphs[i].Span.End))
	}
	return end
}

// nodes are the parts in the order of the text.
func (d *Document) nodes(lines []line) []node {
	b := treeBuilder{lines: lines}
	b.survey()
	begun := 0
	for i := range lines {
		if lines[i].p.Kind != Body {
			begun++
		}
	}
	b.nodes = make([]node, 0, begun) // of many turns a copy is dear
	for i := range lines {
		b.add(i)
	}
	sort.SliceStable(b.nodes, func(i, j int) bool {
		a, c := &b.nodes[i], &b.nodes[j]
		return a.Span.Start < c.Span.Start || a.Span.Start == c.Span.Start && a.rank < c.rank
	})
	return b.nodes
}

// treeBuilder collects the nodes of a speech.
type treeBuilder struct {
	lines      []line
	nodes      []node
	opening    [2]int // the first and the last line of the opening; -1 none
	conclusion [2]int
	lastBody   int   // the last line that is not below the speech
	turnAway   []int // for each line, where the next one that addresses the hearers starts; 0 none
}

// survey finds where the opening and the conclusion are.
func (b *treeBuilder) survey() {
	b.opening, b.conclusion = [2]int{-1, -1}, [2]int{-1, -1}
	b.turnAway = make([]int, len(b.lines))
	for i := len(b.lines) - 2; i >= 0; i-- {
		b.turnAway[i] = b.turnAway[i+1]
		if next := &b.lines[i+1]; next.p.Kind == Body && addresses(next.text) {
			b.turnAway[i] = next.p.Span.Start
		}
	}
	first, last := -1, -1
	for i := range b.lines {
		switch b.lines[i].p.Kind {
		case Heading:
			if first < 0 {
				first = i
			}
			last = i
		case Note, FrontMatter:
			continue
		}
		b.lastBody = i
	}
	if first < 0 {
		return
	}
	b.opening = b.bodies(0, first)
	if c := b.conclusionStart(last); c > 0 {
		b.conclusion = b.bodies(c, len(b.lines))
	}
}

// bodies is the first and the last body line of a range without turns.
func (b *treeBuilder) bodies(from, to int) [2]int {
	found := [2]int{-1, -1}
	for i := from; i < to; i++ {
		switch b.lines[i].p.Kind {
		case Speaker:
			return found
		case Body, Item:
			if found[0] < 0 {
				found[0] = i
			}
			found[1] = i
		}
	}
	return found
}

// maxConclusion is how many body lines a conclusion has at most.
const maxConclusion = 3

var conclusionStarts = []string{
	"总而言之", "总之", "总的来说", "综上", "最后，", "最后，我", "總而言之", "總之", "最後，", "让我们",
	"In conclusion", "In closing", "To conclude", "Let me conclude", "Finally, let me",
}

// conclusionStart is the line that the conclusion starts with: one of the last
// few, not the first below the last heading; 0 when there is none.
func (b *treeBuilder) conclusionStart(last int) int {
	start, bodies := 0, 0
	for i := len(b.lines) - 1; i > last+1 && bodies < maxConclusion; i-- {
		switch p := b.lines[i].p; p.Kind {
		case Body:
			bodies++
			if hasAnyPrefix(b.lines[i].text, conclusionStarts) || addresses(b.lines[i].text) {
				start = i
			}
		case Speaker:
			return 0
		}
	}
	return start
}

// addresses reports whether a line turns to its hearers: 各位代表！ 同志们，…
func addresses(text string) bool {
	if !isVocative(text) {
		return false
	}
	i := strings.IndexAny(text[:min(len(text), maxName)], "！，：!,")
	return i > 0 && !strings.ContainsAny(text[:i], "。；")
}

// add collects the nodes of a line.
func (b *treeBuilder) add(i int) {
	l := &b.lines[i]
	if i == b.opening[0] {
		b.put(Opening, outerRank, l.p.Span.Start, b.lines[b.opening[1]].p.Span.End)
	}
	if i == b.conclusion[0] {
		b.put(Conclusion, outerRank, l.p.Span.Start, b.lines[b.conclusion[1]].p.Span.End)
	}
	switch k := l.p.Kind; k {
	case Heading:
		b.section(l)
	case Speaker:
		b.speaker(l)
	case Title, Date, Salutation, Closing:
		b.leaf(i, outerRank)
	case Note:
		if i > b.lastBody || i < b.opening[0] {
			b.leaf(i, outerRank)
		} else {
			b.leaf(i, leafRank)
		}
	case Direction, Item:
		b.leaf(i, leafRank)
	}
	b.inside(i)
}

func (b *treeBuilder) put(kind Kind, rank, start, end int) *node {
	b.nodes = append(b.nodes, node{Part: Part{Kind: kind, Span: Span{start, end}, Confidence: 1}, rank: rank, end: end})
	return &b.nodes[len(b.nodes)-1]
}

// leaf puts a line that is a part by itself, or adds it to the part of its
// kind just before it.
func (b *treeBuilder) leaf(i, rank int) {
	l := &b.lines[i]
	if l.prev != nil && l.prev.p.Kind == l.p.Kind && len(b.nodes) > 0 && (l.p.Kind == Title || l.p.Kind == Date || l.p.Kind == Note) {
		n := &b.nodes[len(b.nodes)-1]
		n.end = l.p.Span.End
		return
	}
	n := b.put(l.p.Kind, rank, l.p.Span.Start, l.p.Span.End)
	n.Confidence = l.p.Confidence
	if l.p.Kind == Item || l.p.Kind == Title {
		n.Numeral, n.Title, n.Heading = l.number.written, l.body(), l.p.Span
	}
}

func (b *treeBuilder) section(l *line) {
	n := b.put(Heading, l.p.Level, l.p.Span.Start, 0)
	n.Level, n.Numeral, n.Title = l.p.Level, l.number.written, l.body()
	n.Heading, n.Confidence = l.p.Span, l.p.Confidence
}

func (b *treeBuilder) speaker(l *line) {
	n := b.put(Speaker, speakerRank, l.p.Span.Start, 0)
	n.Title = l.speaker()
	n.Heading, n.Confidence = l.p.Name, l.p.Confidence
}

// inside puts the salutation, the leads and the items of a line.
func (b *treeBuilder) inside(i int) {
	l := &b.lines[i]
	if s := l.p.Salutation; !s.Empty() {
		n := b.put(Salutation, leafRank, s.Start, s.End)
		n.Confidence = 0.8
	}
	for _, s := range l.p.Leads {
		words := l.within(s)
		n := b.put(Lead, insideRank, s.Start, l.p.Span.End)
		n.Title, n.Heading, n.Confidence = words, s, 0.7
		if s.Start > l.source(Span{0, 0}).Start {
			continue
		}
		n.rank = leadRank
		if l.number.style != noNumeral {
			n.rank, n.end = countRank+int(l.number.style), b.turnAway[i]
			n.Numeral, n.Title = l.number.written, words[min(l.number.size, len(words)):]
			n.Confidence = 0.85
		}
	}
	for _, s := range l.p.Items {
		words := l.within(s)
		number := readNumeral(words)
		n := b.put(Item, itemRank, s.Start, s.End)
		n.Numeral, n.Title, n.Heading, n.Confidence = number.written, firstClause(words[number.size:]), s, 0.7
	}
}

// firstClause is the text up to its first mark.
func firstClause(text string) string {
	text = strings.TrimLeft(text, "，、, ")
	if i := strings.IndexAny(text, "，。；：！？,;.!?"); i > 0 {
		return text[:i]
	}
	return text
}
