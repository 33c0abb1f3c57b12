package model

import (
	"cmp"
	"strings"
)

// Parse reads the structure of a speech: its paragraphs, what each of them is,
// and the tree of its parts. The rulings are the reader's own word and win
// over every rule. It never fails: what no rule claims is body.
//
// Paragraphs of the opening and of the conclusion are body; only the parts say
// that they belong together.
func Parse(src Source, rulings ...Ruling) *Document {
	d := &Document{
		Text: src.Text, Title: src.Title, Speaker: src.Speaker, Date: src.Date,
		Occasion: src.Occasion, URL: src.URL, Language: src.Language,
	}
	d.Paragraphs = paragraphsOf(src)
	lines := d.lines(nil)
	readOnes(lines)
	classify(lines)
	gain := checkSequence(lines)
	weigh(lines, gain)
	findLists(lines)
	setLevels(lines)
	d.obey(rulings)
	findSalutation(lines)
	findLeads(lines, gain)
	for i := range lines {
		findInside(&lines[i])
	}
	d.describe(lines)
	d.Parts = d.tree(lines)
	d.manySpeak = manySpeak(lines)
	return d
}

// lines are the paragraphs as the rules see them, in the room of others that are done with.
func (d *Document) lines(room []line) []line {
	lines := append(room[:0], make([]line, len(d.Paragraphs))...)
	for i := range lines {
		l := &lines[i]
		l.p = &d.Paragraphs[i]
		l.view = d.view(l.p)
		l.number = readNumeral(l.text)
		l.length = length(l.text)
		if i > 0 {
			l.prev, lines[i-1].next = &lines[i-1], l
		}
	}
	return lines
}

// maxLevel is the deepest level a heading may have.
const maxLevel = 9

// obey does what the reader ruled.
func (d *Document) obey(rulings []Ruling) {
	for _, r := range rulings {
		if r.At < 0 || r.At >= len(d.Text) {
			continue
		}
		p := &d.Paragraphs[d.ParagraphAt(r.At)]
		if p.Span.Empty() {
			continue
		}
		p.Kind, p.Level, p.Confidence = Body, 0, 1
		if !p.Name.Empty() {
			p.own().Name = Span{}
		}
		if r.Level > 0 {
			p.Kind, p.Level = Heading, min(r.Level, maxLevel)
		}
	}
}

// findInside sets the stage directions and the enumeration inside a line.
func findInside(l *line) {
	if l.p.Kind != Body && l.p.Kind != Speaker && l.p.Kind != Closing && l.p.Kind != Item {
		return
	}
	directions, items := findDirections(l.text), findItems(l.text)
	if len(directions)+len(items) > 0 {
		inside := l.p.own()
		inside.Directions, inside.Items = l.sources(directions), l.sources(items)
	}
}

// describe fills in what the source's own metadata leaves open: what the lines
// above the speech say of it, and its language.
func (d *Document) describe(lines []line) {
	var title []string
	var occasion, speaker string
	for i := range lines {
		l := &lines[i]
		switch l.p.Kind {
		case Title:
			words, _, _ := strings.Cut(l.text, "——")
			title = append(title, strings.TrimSpace(words))
		case Date:
			speaker = cmp.Or(speaker, bylineName(l.text), loneName(l.text))
		default:
			continue
		}
		d.Date = cmp.Or(d.Date, findDate(l.text))
		occasion = cmp.Or(occasion, findOccasion(l.text))
	}
	d.Title = cmp.Or(d.Title, strings.Join(title, " "))
	d.Occasion = cmp.Or(d.Occasion, occasion, findOccasion(d.Title))
	d.Speaker = cmp.Or(d.Speaker, speaker, titleSpeaker(d.Title), d.turnSpeaker())
	d.Language = cmp.Or(d.Language, languageOf(d.Text))
}
