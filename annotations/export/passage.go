package export

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lectern/annotations/citation"
	"lectern/model"
)

// Passage is an annotation as it is exported. All its texts are inert: they hold
// no character that a terminal would obey.
type Passage struct {
	ID     string
	Quote  string // as it is shown in the speech now, or, without a place there, as it was
	Before string // what stands before the quote, as far as the context goes
	After  string // and behind it
	Note   string // Markdown
	Tags   []string
	Color  string // "yellow" …; empty for none
	Role   string // what the colour stands for
	// Creator is who made it; empty when nobody said.
	Creator           string
	Created, Modified time.Time // UTC
	Status            string    // as `lectern list --json` prints it
	// Start and End are code points of the speech's text, half-open; without a
	// place both are 0.
	Start, End int
	Paragraph  int      // from 1; 0 without a place
	Section    []string // the headings it is under, outermost first
	Speaker    string   // whose turn it is; empty where not several have turns
	Citation   string   // in the style of the options; empty without one
	Speech     *Speech

	span model.Span
	path []*model.Part
}

// Placed reports whether the passage has a place in the speech.
func (p *Passage) Placed() bool { return p.Paragraph > 0 }

// passages are the annotations of a speech as they are exported, in order.
func (e *Export) passages(s *Speech) []*Passage {
	var list []*Passage
	for _, a := range s.chosen() {
		list = append(list, e.passage(s, a))
	}
	return list
}

func (e *Export) passage(s *Speech, a chosen) *Passage {
	p := &Passage{
		ID: a.ID, Note: strings.Trim(model.Inert(a.Note), "\n"), Color: oneLine(string(a.Color)), Role: oneLine(s.role(a.Color)),
		Creator: oneLine(a.Creator), Created: a.Created, Modified: a.Modified, Status: string(a.place.Status), Speech: s,
		Quote: model.Inert(a.Target.Exact),
	}
	for _, tag := range s.Notes.TagPaths(a.Annotation) {
		p.Tags = append(p.Tags, oneLine(tag))
	}
	if a.place.Anchored() {
		e.place(p, a.place.Span)
	}
	if e.Options.Cite.Name != "" {
		p.Citation = e.Options.Cite.Cite(citation.Passage{
			Info: s.about(), Document: s.Document, Span: p.span, Quote: p.Quote, Seen: cmp.Or(a.Target.Seen, a.Created),
		})
	}
	return p
}

// place says where a passage is.
func (e *Export) place(p *Passage, span model.Span) {
	d := p.Speech.Document
	p.span = span
	p.Quote = model.Inert(d.Plain(p.span))
	p.Speaker = oneLine(d.SpeakerAt(p.span.Start))
	p.Start, p.End = d.PointAt(p.span.Start), d.PointAt(p.span.End)
	p.Paragraph = d.ParagraphNumber(p.span.Start)
	p.path = slices.DeleteFunc(d.Path(p.span.Start), func(part *model.Part) bool { return partTitle(d, part) == "" })
	for _, part := range p.path {
		p.Section = append(p.Section, oneLine(partTitle(d, part)))
	}
	p.Before, p.After = p.surroundings(e.Options.Context)
}

// surroundings are what stands before and behind a passage that has a place, as
// far as a context goes.
func (p *Passage) surroundings(c Context) (before, after string) {
	d := p.Speech.Document
	wide := around(d, p.span, c)
	return model.Inert(d.Plain(model.Span{Start: wide.Start, End: p.span.Start})), model.Inert(d.Plain(model.Span{Start: p.span.End, End: wide.End}))
}

// around is a span grown to the sentences or paragraphs that it is in.
func around(d *model.Document, span model.Span, c Context) model.Span {
	first, last := d.ParagraphAt(span.Start), d.ParagraphAt(max(span.Start, span.End-1))
	if first < 0 {
		return span
	}
	wide := span
	switch c {
	case Sentence:
		for _, i := range []int{first, last} {
			for _, sentence := range d.Sentences(i) {
				if sentence.Overlaps(span) {
					wide.Start, wide.End = min(wide.Start, sentence.Start), max(wide.End, sentence.End)
				}
			}
		}
	case Paragraph:
		wide.Start = min(wide.Start, d.Paragraphs[first].Span.Start)
		wide.End = max(wide.End, d.Paragraphs[last].Span.End)
	}
	return wide
}

// partTitle is the heading of a part; empty for one that needs none.
func partTitle(d *model.Document, p *model.Part) string {
	switch {
	case p.Kind == model.Title || p.Kind == model.Date:
		return ""
	case p.Title == "":
		return words[language(d)].parts[p.Kind]
	case !p.Heading.Empty():
		return d.Plain(p.Heading)
	}
	return p.Title
}

// Group is a heading with the passages right below it.
type Group struct {
	Level    int // from 1
	Title    string
	Passages []*Passage
}

// groups are the headings of an export in order, each with its passages, as its
// grouping wants them.
func (e *Export) groups() []*Group {
	switch e.Options.Group {
	case ByTag:
		return e.sorted(func(p *Passage) []string { return p.Tags }, func(w wording) string { return w.untagged })
	case BySection:
		return e.sorted(sectionTitle, func(w wording) string { return w.noSection })
	}
	var all []*Group
	for _, s := range e.Speeches {
		all = append(all, e.ofSpeech(s)...)
	}
	return all
}

// ofSpeech is the speech's own headings, as far as there is something under
// them, and then what has no place in it.
func (e *Export) ofSpeech(s *Speech) []*Group {
	g := &Group{Level: 1, Title: s.Title()}
	all := []*Group{g}
	var path []*model.Part
	lost := &Group{Level: 2, Title: s.words().lost}
	for _, p := range e.passages(s) {
		if !p.Placed() {
			lost.Passages = append(lost.Passages, p)
			continue
		}
		for i, part := range p.path {
			if i >= len(path) || path[i] != part {
				path = nil
				g = &Group{Level: i + 2, Title: p.Section[i]}
				all = append(all, g)
			}
		}
		if len(p.path) < len(path) {
			// Back under a heading that has been written: it stands once more.
			g = &Group{Level: max(len(p.path)+1, 1), Title: cmp.Or(last(p.Section), s.Title())}
			all = append(all, g)
		}
		path = p.path
		g.Passages = append(g.Passages, p)
	}
	if lost.Passages != nil {
		all = append(all, lost)
	}
	return all
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// sorted groups the passages of all speeches by titles, in the order of tags by
// path and of sections as they come; those without a title are the last.
func (e *Export) sorted(titles func(*Passage) []string, none func(wording) string) []*Group {
	byTitle := map[string]*Group{}
	var all []*Group
	rest := &Group{Level: 1}
	for _, s := range e.Speeches {
		for _, p := range e.passages(s) {
			own := titles(p)
			if len(own) == 0 {
				rest.Title = cmp.Or(rest.Title, none(s.words()))
				rest.Passages = append(rest.Passages, p)
			}
			for _, title := range own {
				key := model.Fold(title).Text
				if byTitle[key] == nil {
					byTitle[key] = &Group{Level: 1, Title: title}
					all = append(all, byTitle[key])
				}
				byTitle[key].Passages = append(byTitle[key].Passages, p)
			}
		}
	}
	if e.Options.Group == ByTag {
		slices.SortFunc(all, func(a, b *Group) int { return strings.Compare(a.Title, b.Title) })
	}
	if rest.Passages != nil {
		all = append(all, rest)
	}
	return all
}

// sectionTitle is the innermost section that a passage is in, or else the part.
func sectionTitle(p *Passage) []string {
	for i := len(p.path) - 1; i >= 0; i-- {
		if p.path[i].Kind == model.Heading {
			return p.Section[i : i+1]
		}
	}
	return p.Section[:min(len(p.Section), 1)]
}
