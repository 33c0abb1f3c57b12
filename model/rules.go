package model

// line is a paragraph as the rules see it: what its reader sees of it, and
// where it stands.
type line struct {
	view
	p      *Paragraph
	number numeral
	length int // in characters
	zone   zone
	prev   *line // nil at the start
	next   *line // nil at the end
}

// body is the line's words behind its numeral.
func (l *line) body() string { return l.text[l.number.size:] }

// zone says where in the speech a line stands; a rule holds in some zones only.
type zone uint8

const (
	head   zone = 1 << iota // before the first body or heading
	start                   // the first lines, headings not yet seen
	middle                  // any line
	tail                    // the last lines
	turns                   // behind a speaker's name
)

const (
	startLines = 8
	tailLines  = 5
)

// rule gives a kind to the lines that fit it. fits tells how surely, from 0 to
// 1; below minConfidence the line is left to the next rule.
type rule struct {
	kind Kind
	zone zone
	fits func(*line) float64
}

// minConfidence is the least with which a line is something else than body.
const minConfidence = 0.5

// rules are asked in this order; the first that fits wins.
var rules = []rule{
	{Note, middle, fitsComment},
	{Title, head, fitsTitle},
	{Date, head, fitsDate},
	{Salutation, start, fitsSalutation},
	{Direction, middle, fitsDirection},
	{Note, middle, fitsNote},
	{Note, tail, fitsTailNote},
	{Heading, middle, fitsNumbered},
	{Closing, tail, fitsClosing},
	{Heading, middle, fitsUnnumbered},
}

// classify gives every paragraph that the format left open its kind.
func classify(lines []line) {
	found, contents := findTurns(lines), findContents(lines)
	oneTop := topHeadings(lines) == 1
	zones, notes := head|start|middle, false
	for i := range lines {
		l := &lines[i]
		l.zone = zonesAt(zones, i, len(lines))
		switch {
		case l.p.Continues:
			l.p.Confidence = 1
		case l.p.Kind != Body:
			fromFormat(l, oneTop)
		case notes || contents[i]:
			l.p.Kind, l.p.Confidence = Note, 0.8
		case found[i].mark > 0:
			l.p.Kind, l.p.Confidence = Speaker, found[i].confidence
			l.p.own().Name = l.source(Span{0, found[i].mark})
		default:
			applyRules(l)
		}
		notes = notes || l.p.Kind == Note && !contents[i] && opensNotes(l.text)
		zones = zonesAfter(zones, l.p.Kind)
	}
}

func zonesAt(z zone, i, count int) zone {
	if i >= startLines {
		z &^= start
	}
	if i >= count-tailLines && i > 0 {
		z |= tail
	}
	return z
}

// zonesAfter is what of the zones is left behind a line of kind k.
func zonesAfter(z zone, k Kind) zone {
	switch k {
	case Title, Date, FrontMatter, Direction, Note:
		return z
	case Body, Salutation:
		return z &^ head
	case Speaker:
		return z&^(head|start) | turns
	}
	return z &^ (head | start)
}

func applyRules(l *line) {
	for _, r := range rules {
		if r.zone&l.zone == 0 || r.kind == Heading && l.p.Preformatted {
			continue
		}
		if c := r.fits(l); c >= minConfidence {
			l.p.Kind, l.p.Confidence = r.kind, c
			return
		}
	}
	l.p.Confidence = 1
}

// topHeadings is how many headings of the highest level the format gives.
func topHeadings(lines []line) int {
	count := 0
	for i := range lines {
		if lines[i].p.Kind == Heading && lines[i].p.Level == 1 {
			count++
		}
	}
	return count
}

// fromFormat takes the format's word for a line's kind. The one heading of the
// highest level, before everything else, is the title.
func fromFormat(l *line, oneTop bool) {
	l.p.Confidence = 1
	if l.p.Kind != Heading {
		return
	}
	l.p.Confidence = 0.98
	if oneTop && l.zone&head != 0 && l.p.Level == 1 && l.number.style == noNumeral {
		l.p.Kind, l.p.Level = Title, 0
	}
}
