package ui

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// entry is a row of the outline.
type entry struct {
	kind            model.Kind
	depth           int
	numeral, title  string
	start           int
	span            model.Span
	parent          int  // the index of the entry that holds it; -1 for none
	unsure          bool // the rules are not confident that it is a heading
	sharedBeginning bool // the titles beside it begin alike, so their ends tell them apart
}

// unsureBelow is the confidence under which the outline dims a heading.
const unsureBelow = 0.7

// entries flattens the tree of a speech into the rows of its outline.
func entries(d *model.Document) []entry { return appendEntries(nil, d, d.Parts, 0, -1) }

func appendEntries(list []entry, d *model.Document, parts []model.Part, depth, parent int) []entry {
	alike := beginAlike(parts)
	for i := range parts {
		p := &parts[i]
		switch p.Kind {
		case model.Opening, model.Conclusion, model.Heading, model.Lead, model.Speaker:
			list = append(list, entry{
				kind: p.Kind, depth: depth, numeral: p.Numeral, title: entryTitle(d, p), start: p.Span.Start, span: p.Span, parent: parent,
				unsure: p.Confidence < unsureBelow, sharedBeginning: alike && p.Kind == model.Heading,
			})
			list = appendEntries(list, d, p.Parts, depth+1, len(list)-1)
		default:
			list = appendEntries(list, d, p.Parts, depth, parent)
		}
	}
	return list
}

// turnWords is how many characters of a speaker's turn stand behind the name,
// which alone would be the same in every second row.
const turnWords = 40

func entryTitle(d *model.Document, p *model.Part) string {
	title := model.JoinLines(p.Title)
	if p.Kind != model.Speaker {
		return title
	}
	said := d.Text[min(p.Heading.End, p.Span.End):p.Span.End]
	return title + "  " + strings.TrimSpace(model.JoinLines(firstRunes(said, turnWords)))
}

// alikeFrom is how many characters titles share before their ends are shown.
const alikeFrom = 4

// beginAlike reports whether the titles of sibling sections begin with the same
// words, as the sections of Chinese speeches like to.
func beginAlike(parts []model.Part) bool {
	first, count := "", 0
	for i := range parts {
		if parts[i].Kind != model.Heading {
			continue
		}
		if count++; count == 1 {
			first = parts[i].Title
			continue
		}
		if !strings.HasPrefix(parts[i].Title, firstRunes(first, alikeFrom)) {
			return false
		}
	}
	return count > 1 && utf8.RuneCountInString(first) > alikeFrom
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// label is an entry's words in at most width cells.
func (e *entry) label(l look, width int) string {
	indent := blank(2 * min(e.depth, 3))
	switch e.kind {
	case model.Opening:
		return l.clip(indent+l.say(sayOpening), width)
	case model.Conclusion:
		return l.clip(indent+l.say(sayConclusion), width)
	}
	head := indent
	if e.numeral != "" {
		head += strings.TrimRight(e.numeral, "、，,.． ") + " "
	}
	if e.sharedBeginning {
		return l.clip(head+l.clipLeft(e.title, max(width-l.width(head), 4)), width)
	}
	return l.clip(head+e.title, width)
}

// here is the index of the innermost entry of the outline that holds the cursor, -1
// for none.
func (r *reader) here() int {
	at := sort.Search(len(r.outline), func(i int) bool { return r.outline[i].start > r.cursor }) - 1
	for at >= 0 && !r.outline[at].span.Contains(r.cursor) {
		at = r.outline[at].parent
	}
	return at
}

// drawOutline draws the outline round the entry that holds the cursor.
func (r *reader) drawOutline(width, height int) []string {
	return r.outlineRows(r.allEntries, max(r.here(), 0), -1, width, height)
}

// matching is the indices of the entries that hold what was typed.
func (r *reader) matching(typed string) []int {
	if typed == "" {
		return r.allEntries
	}
	var found []int
	typed = strings.ToLower(typed)
	for i := range r.outline {
		e := &r.outline[i]
		if strings.Contains(strings.ToLower(e.numeral+e.label(r.look, 1<<10)), typed) {
			found = append(found, i)
		}
	}
	return found
}

// firstInView is the first of count rows to show in a window of so many, with
// the one at near its middle.
func firstInView(at, window, count int) int {
	return clamp(at-window/2, 0, max(count-window, 0))
}

func (r *reader) outlineRows(shown []int, middle, chosen, width, height int) []string {
	first := firstInView(middle, height, len(shown))
	here := r.here()
	var rows []string
	for i := first; i < min(first+height, len(shown)); i++ {
		rows = append(rows, r.outlineRow(shown[i], shown[i] == here, i == chosen, width))
	}
	return rows
}

func (r *reader) outlineRow(i int, here, chosen bool, width int) string {
	l, e := r.look, &r.outline[i]
	pointer := " "
	if here {
		pointer = l.sign("›", ">")
	}
	count := ""
	if n := r.book.within(e.span); n > 0 {
		count = strconv.Itoa(n)
	}
	label := l.fit(e.label(l, width-5), width-5)
	style := ink{}
	switch {
	case chosen:
		style = l.theme.emphasis(hueSelection)
	case here:
		style = ink{words: hueAccent, attributes: bold}
	case e.unsure, e.kind == model.Lead:
		style = ink{words: hueDim}
	}
	return l.theme.paint(style, pointer+" "+label) + l.dim(blank(3-l.width(count))+count)
}

// outlining is choosing a part of the speech: type to filter, Enter goes.
type outlining struct {
	input *input
	at    int // among those that match
}

func (*outlining) title() phrase { return sayOutline }

func (*outlining) bindings() []binding { return outlineKeys }

var outlineKeys = []binding{
	{group: sayOutline, keys: []string{"down", "ctrl+n"}, help: sayDown, do: stepOutline(+1), hint: true},
	{keys: []string{"up", "ctrl+p"}, help: sayUp, do: stepOutline(-1), hint: true},
	{keys: []string{"pgdown"}, help: sayPageDown, do: stepOutline(+10)},
	{keys: []string{"pgup"}, help: sayPageUp, do: stepOutline(-10)},
	{keys: []string{"enter"}, help: sayGoThere, do: takeOutline, hint: true},
	{keys: []string{"esc", "tab", "ctrl+c"}, help: sayBack, do: leave, hint: true},
	{keys: []string{"f1"}, help: sayHelp, do: openHelp},
}

func openOutline(r *reader) tea.Cmd {
	if len(r.outline) == 0 {
		r.tell(sayNoSections)
		return nil
	}
	r.enter(&outlining{input: newInput(""), at: max(r.here(), 0)})
	return nil
}

func (o *outlining) write(_ *reader, msg tea.Msg) tea.Cmd {
	if o.input.update(msg) {
		o.at = 0
	}
	return nil
}

func stepOutline(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		o := r.mode().(*outlining)
		o.at = clamp(o.at+step, 0, max(len(r.matching(o.input.value()))-1, 0))
		return nil
	}
}

func takeOutline(r *reader) tea.Cmd {
	o := r.mode().(*outlining)
	shown := r.matching(o.input.value())
	r.leave()
	if o.at < len(shown) {
		r.toSection(r.outline[shown[o.at]].start)
	}
	return nil
}

func (*outlining) dock(r *reader) dock {
	if r.frame.outline > 0 {
		return dockLeft
	}
	return dockOver
}

func (o *outlining) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	row, cursor := o.input.draw(r.look, " / ", width)
	shown := r.matching(o.input.value())
	return append([]string{row}, r.outlineRows(shown, o.at, o.at, width, height-1)...), cursor
}
