package ui

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// entry is a row of the outline. Its words are worked out when it is drawn: there
// may be a million of them.
type entry struct {
	part            *model.Part
	start           int // of part.Span
	parent          int // the index of the entry that holds it; -1 for none
	depth           int
	sharedBeginning bool // the titles beside it begin alike, so their ends tell them apart
}

// unsureBelow is the confidence under which the outline dims a heading.
const unsureBelow = 0.7

// entries flattens the tree of a speech into the rows of its outline.
func entries(d *model.Document) []entry {
	if count := countEntries(d.Parts); count > 0 {
		return appendEntries(make([]entry, 0, count), d.Parts, 0, -1)
	}
	return nil
}

func countEntries(parts []model.Part) (count int) {
	for i := range parts {
		if inOutline(parts[i].Kind) {
			count++
		}
		count += countEntries(parts[i].Parts)
	}
	return count
}

func inOutline(k model.Kind) bool {
	switch k {
	case model.Opening, model.Conclusion, model.Heading, model.Lead, model.Speaker:
		return true
	}
	return false
}

func appendEntries(list []entry, parts []model.Part, depth, parent int) []entry {
	alike := beginAlike(parts)
	for i := range parts {
		p := &parts[i]
		if !inOutline(p.Kind) {
			list = appendEntries(list, p.Parts, depth, parent)
			continue
		}
		list = append(list, entry{p, p.Span.Start, parent, depth, alike && p.Kind == model.Heading})
		list = appendEntries(list, p.Parts, depth+1, len(list)-1)
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
func (e *entry) label(l look, d *model.Document, width int) string {
	indent := blank(2 * min(e.depth, 3))
	switch e.part.Kind {
	case model.Opening:
		return l.clip(indent+l.say(sayOpening), width)
	case model.Conclusion:
		return l.clip(indent+l.say(sayConclusion), width)
	}
	head := indent
	if e.part.Numeral != "" {
		head += strings.TrimRight(e.part.Numeral, "、，,.． ") + " "
	}
	title := entryTitle(d, e.part)
	if e.sharedBeginning {
		return l.clip(head+l.clipLeft(title, max(width-l.width(head), 4)), width)
	}
	return l.clip(head+title, width)
}

// here is the index of the innermost entry of the outline that holds the cursor, -1
// for none.
func (r *reader) here() int {
	at := sort.Search(len(r.outline), func(i int) bool { return r.outline[i].start > r.cursor }) - 1
	for at >= 0 && !r.outline[at].part.Span.Contains(r.cursor) {
		at = r.outline[at].parent
	}
	return at
}

// drawOutline draws the outline round the entry that holds the cursor.
func (r *reader) drawOutline(width, height int) []string {
	return r.outlineRows(matches{all: len(r.outline)}, max(r.here(), 0), -1, width, height)
}

// matches are the entries of an outline that hold what was typed: all of them, or
// those at the indices found.
type matches struct {
	typed string
	all   int
	found []int
}

func (m matches) count() int {
	if m.typed == "" {
		return m.all
	}
	return len(m.found)
}

// at is the index of the i-th of them in the outline.
func (m matches) at(i int) int {
	if m.typed == "" {
		return i
	}
	return m.found[i]
}

// matching looks for what was typed at the entries of the outline that matched before.
func (r *reader) matching(typed string, before matches) matches {
	m := matches{typed: strings.ToLower(typed), all: len(r.outline)}
	if m.typed == "" {
		return m
	}
	if !strings.HasPrefix(m.typed, before.typed) {
		before = matches{all: m.all}
	}
	for k := range before.count() {
		i := before.at(k)
		e := &r.outline[i]
		if strings.Contains(strings.ToLower(e.part.Numeral+e.label(r.look, r.doc(), 1<<10)), m.typed) {
			m.found = append(m.found, i)
		}
	}
	return m
}

// firstInView is the first of count rows to show in a window of so many, with
// the one at near its middle.
func firstInView(at, window, count int) int {
	return clamp(at-window/2, 0, max(count-window, 0))
}

func (r *reader) outlineRows(shown matches, middle, chosen, width, height int) []string {
	first := firstInView(middle, height, shown.count())
	here := r.here()
	var rows []string
	for i := first; i < min(first+height, shown.count()); i++ {
		rows = append(rows, r.outlineRow(shown.at(i), shown.at(i) == here, i == chosen, width))
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
	if n := r.book.within(e.part.Span); n > 0 {
		count = strconv.Itoa(n)
	}
	label := l.fit(e.label(l, r.doc(), width-5), width-5)
	style := ink{}
	switch {
	case chosen:
		style = l.theme.emphasis(hueSelection)
	case here:
		style = ink{words: hueAccent, attributes: bold}
	case e.part.Confidence < unsureBelow, e.part.Kind == model.Lead:
		style = ink{words: hueDim}
	}
	return l.theme.paint(style, pointer+" "+label) + l.dim(blank(3-l.width(count))+count)
}

// outlining is choosing a part of the speech: type to filter, Enter goes.
type outlining struct {
	input *input
	at    int     // among those that match
	still bool    // nothing was typed, nor stepped over: at is where the cursor is
	shown matches // those, as fit worked them out
	of    sought
}

// sought is all that the entries which match depend on.
type sought struct {
	doc   *model.Document
	typed string
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
	look := r.needSections()
	switch {
	case len(r.outline) > 0:
		r.enter(&outlining{input: newInput(""), at: max(r.here(), 0), still: true})
	case look == nil:
		r.tell(sayNoSections)
	}
	return look
}

func (o *outlining) write(_ *reader, msg tea.Msg) tea.Cmd {
	if o.input.update(msg) {
		o.at, o.still = 0, false
	}
	return nil
}

// fit looks for what was typed, once: there may be a million entries.
func (o *outlining) fit(r *reader) {
	of := sought{r.doc(), o.input.value()}
	if of == o.of {
		return
	}
	if of.doc != o.of.doc {
		o.shown = matches{all: len(r.outline)}
		if o.still {
			o.at = max(r.here(), 0)
		}
	}
	o.of, o.shown = of, r.matching(of.typed, o.shown)
}

func stepOutline(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		o := r.mode().(*outlining)
		o.fit(r)
		o.still = false
		o.at = clamp(o.at+step, 0, max(o.shown.count()-1, 0))
		return nil
	}
}

func takeOutline(r *reader) tea.Cmd {
	o := r.mode().(*outlining)
	o.fit(r) // a window without room fits nothing
	r.leave()
	if o.at < o.shown.count() {
		r.toSection(r.outline[o.shown.at(o.at)].start)
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
	return append([]string{row}, r.outlineRows(o.shown, o.at, o.at, width, height-1)...), cursor
}
