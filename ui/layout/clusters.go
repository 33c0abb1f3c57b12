package layout

import (
	"sort"
	"unicode/utf8"

	"lectern/model"
)

// kind is what a cluster does in a line.
type kind uint8

const (
	drawn   kind = iota // takes cells
	space               // takes cells, and hangs at a line's end
	tab                 // a space up to the next stop
	unseen              // takes no cell, but counts for UAX #14: a zero-width space
	absent              // takes no cell and counts for nothing: markup, a joined line end
	lineEnd             // ends the line: the newline of a preformatted paragraph
)

// cluster is one grapheme cluster of a paragraph as it is shown, or a stretch
// of its source that shows nothing.
type cluster struct {
	span       model.Span
	text       string // as shown
	width      int    // cells; of a tab, 0: it depends on the column
	head, tail trait  // of its first and last rune
	kind       kind
	sign       bool
	cost       cost // of beginning a line here
	rune       int  // index of its first rune among those UAX #14 is asked about, or notAsked
}

// simple is han for a lone ideograph, letter for a lone ASCII letter, else 0.
func (c *cluster) simple() trait {
	switch {
	case c.kind != drawn:
		return 0
	case len(c.text) == 1:
		return c.head & letter
	case len(c.text) == 3:
		return c.head & han
	}
	return 0
}

// tabStop is the distance in cells between two tab stops.
const tabStop = 4

// cells is the width of the cluster at a column counted from the line's first
// cell. One that is wider than the line's room is cut to it.
func (c *cluster) cells(column, room int) int {
	if c.kind == tab {
		return tabStop - column%tabStop
	}
	return min(c.width, room)
}

// reader cuts a stretch of a paragraph into clusters. They cover the stretch.
type reader struct {
	text string
	runs []model.Run // that change what is shown; not yet read
	at   int         // how far it has read
	stop int         // where the next of runs starts, or end
	end  int
	grid Grid
	// preformatted keeps newlines as line ends.
	preformatted bool
	// clusters read and not yet dropped.
	clusters []cluster
	// soft is the index of a newline inside a paragraph that waits for what
	// follows it, or -1.
	soft int
}

// start makes the reader ready to read a span of p.
func (r *reader) start(text string, p *model.Paragraph, span model.Span, grid Grid) {
	first := sort.Search(len(p.Runs), func(i int) bool { return p.Runs[i].Span.End > span.Start })
	*r = reader{
		text: text, runs: p.Runs[first:], at: span.Start, end: span.End,
		grid: grid, preformatted: p.Preformatted, clusters: r.clusters[:0], soft: -1,
	}
	r.findStop()
}

// findStop skips the runs that change only a style.
func (r *reader) findStop() {
	for len(r.runs) > 0 && !r.runs[0].Hidden && r.runs[0].Shown == "" {
		r.runs = r.runs[1:]
	}
	r.stop = r.end
	if len(r.runs) > 0 {
		r.stop = min(r.end, max(r.at, r.runs[0].Span.Start))
	}
}

// maxStretch is the bytes after which reading stops where it must. No text goes
// on so long without two letters in a row.
const maxStretch = 1 << 16

// read reads at least size bytes and on to a place where the rest can be read
// by itself, or to the end.
func (r *reader) read(size int) {
	from := r.at
	for r.at < r.end {
		if r.at == r.stop {
			r.readRun()
		} else {
			r.readCluster()
		}
		if n := r.at - from; n >= size && r.isSeam() || n >= max(size, maxStretch) {
			return
		}
	}
}

// isSeam reports whether neither UAX #14 nor UAX #29 looks back over this
// place: it is between two ideographs or two ASCII letters.
func (r *reader) isSeam() bool {
	if r.at >= r.stop || len(r.clusters) == 0 {
		return false
	}
	next, _ := utf8.DecodeRuneInString(r.text[r.at:r.stop])
	return r.clusters[len(r.clusters)-1].simple()&traitsOf(next) != 0
}

// readRun reads a run whose bytes are not shown. What is shown instead is one
// cluster, however long, because nothing in the source corresponds to its parts.
func (r *reader) readRun() {
	run := r.runs[0]
	c := cluster{span: model.Span{Start: r.at, End: min(r.end, max(r.at, run.Span.End))}, kind: absent}
	r.at = c.span.End
	r.runs = r.runs[1:]
	r.findStop()
	if c.span.Empty() {
		return
	}
	c.text = Visible(run.Shown)
	c.width = r.grid.width(c.text)
	if c.width > 0 {
		first, _ := utf8.DecodeRuneInString(c.text)
		last, _ := utf8.DecodeLastRuneInString(c.text)
		c.kind, c.head, c.tail = drawn, traitsOf(first), traitsOf(last)
		if c.head&c.tail&blank != 0 {
			c.kind = space
		}
	}
	r.add(c)
}

func (r *reader) readCluster() {
	start := r.at
	if r.text[start] == '\n' {
		r.at++
		r.addNewline(model.Span{Start: start, End: r.at})
		return
	}
	s := shapeOf(r.text[start:r.stop], r.grid)
	r.at += s.size
	c := cluster{span: model.Span{Start: start, End: r.at}, text: s.text, width: s.width, head: s.head, tail: s.head, sign: s.sign}
	switch {
	case s.width == 0:
		c.kind = hiddenKind(r.text[start:r.at])
	case r.text[start] == '\t':
		c.kind, c.text, c.width, c.sign = tab, "", 0, false
	case c.head&blank != 0:
		c.kind = space
	}
	r.add(c)
}

// hiddenKind is the kind of a cluster that is not shown. A soft hyphen offers
// no break: its hyphen would have to be drawn, and what is shown is what is
// written.
func hiddenKind(source string) kind {
	if source == "\u00AD" {
		return absent
	}
	return unseen
}

func (r *reader) add(c cluster) {
	if r.soft >= 0 {
		switch c.kind {
		case drawn:
			r.joinLines(c.text)
		case space, tab:
			c.hide()
		}
	}
	r.clusters = append(r.clusters, c)
}

// addNewline adds a newline: a line's end in a preformatted paragraph,
// otherwise a soft one, with which the blank space around it goes.
func (r *reader) addNewline(span model.Span) {
	if r.preformatted {
		r.add(cluster{span: span, kind: lineEnd})
		return
	}
	if r.soft < 0 {
		for i := len(r.clusters) - 1; i >= 0 && r.clusters[i].kind != drawn; i-- {
			if k := r.clusters[i].kind; k == space || k == tab {
				r.clusters[i].hide()
			}
		}
		r.soft = len(r.clusters)
	}
	r.clusters = append(r.clusters, cluster{span: span, kind: absent})
}

// joinLines settles what the soft newline shows now that next follows it: one
// blank, or nothing between two Chinese words.
func (r *reader) joinLines(next string) {
	i := r.soft - 1
	for i >= 0 && r.clusters[i].kind != drawn {
		i--
	}
	if i >= 0 && !joinsClosely(r.clusters[i].text, next) {
		soft := &r.clusters[r.soft]
		soft.text, soft.width, soft.kind = " ", 1, space
	}
	r.soft = -1
}

// joinsClosely asks the model, which holds the rule, for the two runes that meet.
func joinsClosely(before, after string) bool {
	_, a := utf8.DecodeLastRuneInString(before)
	_, b := utf8.DecodeRuneInString(after)
	before, after = before[len(before)-a:], after[:b]
	return model.JoinLines(before+"\n"+after) == before+after
}

// drop forgets the first n clusters.
func (r *reader) drop(n int) {
	r.clusters = r.clusters[:copy(r.clusters, r.clusters[n:])]
	r.soft = max(-1, r.soft-n)
}

func (c *cluster) hide() { c.kind, c.text, c.width = absent, "", 0 }
