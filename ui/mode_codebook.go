package ui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// codebook is the tags of the speech as a tree: how often each is used, and what
// can be done to them. While a tag waits to be merged, Enter chooses into which.
type codebook struct {
	input   *input
	typing  bool
	rows    []annotations.TagCount // those that the filter accepts
	at      int                    // the row chosen
	path    string                 // of the tag chosen
	merging string                 // the tag that waits to be merged
	turn    int                    // of the notebook that rows are of
	typed   string                 // the filter that they are of
}

func (*codebook) title() phrase { return sayCodebook }

func (*codebook) bindings() []binding { return codebookKeys }

var codebookKeys []binding

func init() {
	codebookKeys = []binding{
		{group: sayCodebook, keys: []string{"j", "down"}, help: sayDown, do: stepTags(+1), when: codebookBrowsing},
		{keys: []string{"down", "ctrl+n"}, help: sayDown, do: stepTags(+1)},
		{keys: []string{"k", "up"}, help: sayUp, do: stepTags(-1), when: codebookBrowsing},
		{keys: []string{"up", "ctrl+p"}, help: sayUp, do: stepTags(-1)},
		{keys: []string{"pgdown"}, help: sayPageDown, do: stepTags(+10)},
		{keys: []string{"pgup"}, help: sayPageUp, do: stepTags(-10)},
		{keys: []string{"g", "home"}, help: sayToStart, do: stepTags(-1 << 20), when: codebookBrowsing},
		{keys: []string{"G", "end"}, help: sayToEnd, do: stepTags(+1 << 20), when: codebookBrowsing},
		{keys: []string{"enter"}, help: sayTagAnnotations, do: listTag, hint: true, when: onTag},
		{keys: []string{"enter"}, help: sayFilterDone, do: endTagFilter, when: func(r *reader) bool { return tagMerging(r) && !codebookBrowsing(r) }},
		{keys: []string{"enter"}, help: sayMergeHere, do: mergeHere, hint: true, when: tagMerging},
		{keys: []string{"/"}, help: sayFilter, do: filterTags, hint: true, when: codebookBrowsing},
		{keys: []string{"esc"}, help: sayFilterDone, do: endTagFilter, hint: true, when: func(r *reader) bool { return !codebookBrowsing(r) }},
		{keys: []string{"esc", "q", "ctrl+c"}, help: sayCancel, do: cancelMerge, hint: true, when: func(r *reader) bool { return tagMerging(r) && codebookBrowsing(r) }},
		{keys: []string{"esc", "q", "T", "ctrl+c"}, help: sayBack, do: leave, hint: true, when: func(r *reader) bool { return !tagMerging(r) && codebookBrowsing(r) }},
		{keys: []string{"r"}, help: sayTagRename, do: askTagName, hint: true, when: onTagBrowsing},
		{keys: []string{"m"}, help: sayTagMerge, do: beginMerge, hint: true, when: onTagBrowsing},
		{keys: []string{"d"}, help: sayTagDescribe, do: askDescription, hint: true, when: onTagBrowsing},
		{keys: []string{"1", "2", "3", "4", "5", "0"}, help: sayTagColorKeys, do: colorChosenTag, when: onTagBrowsing},
		{keys: []string{"u"}, help: sayUndo, do: undo, hint: true, when: codebookBrowsing},
		{keys: []string{"ctrl+r"}, help: sayRedo, do: redo},
		{keys: []string{"?", "f1"}, help: sayHelp, do: openHelp, when: codebookBrowsing},
		{keys: []string{"ctrl+c"}, help: sayBack, do: leave},
	}
}

func openCodebook(r *reader) tea.Cmd {
	r.enter(&codebook{input: newInput(""), turn: -1})
	return nil
}

// codebookBrowsing reports whether keys are commands: the filter is not being
// typed.
func codebookBrowsing(r *reader) bool {
	c, ok := r.mode().(*codebook)
	return ok && !c.typing
}

func tagMerging(r *reader) bool {
	c, ok := r.mode().(*codebook)
	return ok && c.merging != ""
}

// onTag reports whether a tag is chosen for itself.
func onTag(r *reader) bool {
	c, ok := r.mode().(*codebook)
	return ok && len(c.rows) > 0 && c.merging == ""
}

func onTagBrowsing(r *reader) bool { return onTag(r) && codebookBrowsing(r) }

// fit keeps the rows in step with the notes and the filter. The tag chosen stays
// chosen, or else the row in its place.
func (c *codebook) fit(r *reader) {
	if c.turn == r.book.turn && c.typed == c.input.value() {
		return
	}
	c.turn, c.typed = r.book.turn, c.input.value()
	typed := strings.ToLower(strings.TrimPrefix(c.typed, "#"))
	c.rows = nil
	for _, tag := range r.book.notes.Codebook() {
		if strings.Contains(strings.ToLower(tag.Path), typed) {
			c.rows = append(c.rows, tag)
		}
	}
	at := slices.IndexFunc(c.rows, func(tag annotations.TagCount) bool { return tag.Path == c.path })
	c.choose(cmp.Or(max(at, 0), c.at))
}

// choose chooses a row, or the nearest that there is.
func (c *codebook) choose(at int) {
	c.at, c.path = clamp(at, 0, max(len(c.rows)-1, 0)), ""
	if len(c.rows) > 0 {
		c.path = c.rows[c.at].Path
	}
}

func (c *codebook) write(_ *reader, msg tea.Msg) tea.Cmd {
	if c.typing && c.input.update(msg) {
		c.at, c.path = 0, ""
	}
	return nil
}

func stepTags(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		c := r.mode().(*codebook)
		c.choose(c.at + step)
		return nil
	}
}

func filterTags(r *reader) tea.Cmd {
	r.mode().(*codebook).typing = true
	return nil
}

func endTagFilter(r *reader) tea.Cmd {
	r.mode().(*codebook).typing = false
	return nil
}

// listTag lists the annotations of the tag chosen and of those below it.
func listTag(r *reader) tea.Cmd {
	return r.openListOf(`#"` + r.mode().(*codebook).path + `"`)
}

// colorChosenTag gives the tag chosen the colour of the digit pressed; the colour
// it has already, and 0, comes off.
func colorChosenTag(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	if !r.writable() {
		return nil
	}
	color := annotations.None
	for _, of := range annotations.Colors {
		if roleHues[of].digit == r.lastKey && of != r.book.tagColors[c.path] {
			color = of
		}
	}
	r.book.set.ColorTag(r.now(), c.path, color)
	r.tell(sayTagColored, c.path, r.look.say(tagColorNames[color]))
	return r.edited()
}

func askDescription(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	if !r.writable() {
		return nil
	}
	tag := c.rows[c.at]
	input := newInput(tag.Description)
	before := input.line() // which several lines are here
	r.enter(&prompt{label: sayTagDescription, input: input, accept: func(r *reader, text string) tea.Cmd {
		switch {
		case text == before:
			return nil
		case !r.book.set.DescribeTag(r.now(), tag.Path, text):
			r.warn(sayTagGone)
			return nil
		}
		r.tell(sayTagDescribed, tag.Path)
		return r.edited()
	}})
	return nil
}

func askTagName(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	if !r.writable() {
		return nil
	}
	c.askName(r, c.rows[c.at], c.path)
	return nil
}

func (c *codebook) askName(r *reader, tag annotations.TagCount, name string) {
	r.enter(&prompt{label: sayTagNewName, args: []any{tag.Total}, input: newInput(name), accept: func(r *reader, to string) tea.Cmd {
		to = annotations.TagName(to)
		plan, err := r.book.set.RenameTag(r.now(), tag.Path, to)
		switch {
		case err == annotations.ErrTagSame:
			return nil
		case err != nil:
			c.askName(r, tag, to)
			r.refuse(err, to)
			return nil
		}
		c.path = to
		r.tell(sayTagRenamed, tag.Path, to, plan.Annotations)
		return r.edited()
	}})
}

// tagRefusals say why a tag was not renamed or merged.
var tagRefusals = map[error]phrase{
	annotations.ErrNoTag:    sayTagGone,
	annotations.ErrTagName:  sayTagNeedsName,
	annotations.ErrTagBelow: sayTagBelow,
	annotations.ErrTagSame:  sayTagSame,
}

func (r *reader) refuse(err error, tag string) {
	if err == annotations.ErrTagThere {
		r.warn(sayTagThere, tag)
		return
	}
	r.warn(tagRefusals[err])
}

func beginMerge(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	if r.writable() {
		c.merging = c.path
		c.input.set("")
	}
	return nil
}

func cancelMerge(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	c.path, c.merging, c.typing = c.merging, "", false
	c.turn = -1 // to find its row again
	return nil
}

// mergeHere merges the tag that waits into the one chosen.
func mergeHere(r *reader) tea.Cmd {
	c := r.mode().(*codebook)
	from, into := c.merging, c.path
	plan, err := r.book.set.MergeTags(r.now(), []string{from}, into)
	if err != nil {
		r.refuse(err, into)
		return nil
	}
	c.merging, c.typing = "", false
	c.input.set("")
	r.tell(sayTagMerged, from, into, plan.Annotations)
	return r.edited()
}

func (*codebook) dock(*reader) dock { return dockOver }

// draw shows the line of typing or what this is, a row a tag, and what the tag
// chosen is for.
func (c *codebook) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	head, cursor := c.headRow(r, width)
	rows := []string{head}
	room := c.room(height)
	first := firstInView(c.at, room, len(c.rows))
	for i := first; i < min(first+room, len(c.rows)); i++ {
		rows = append(rows, c.row(r, i, width))
	}
	if len(c.rows) == 0 {
		for _, line := range proseLines(l, l.say(c.emptyPhrase()), width-2) {
			rows = append(rows, " "+l.dim(line))
		}
		return rows[:min(len(rows), height)], cursor
	}
	if height >= descriptionFrom {
		about := proseLines(l, oneLine(c.rows[c.at].Description), width-2)
		about = append(about[:min(len(about), 2)], "", "")
		rows = append(rows, "", " "+l.dim(about[0]), " "+l.dim(about[1]))
	}
	return rows, cursor
}

// descriptionFrom is how many rows a box must have to say what a tag is for, in
// two rows below a blank one.
const descriptionFrom = 10

// room is how many tags a box of so many rows shows.
func (c *codebook) room(height int) int {
	if height >= descriptionFrom {
		height -= 3
	}
	return max(height-1, 1)
}

func (c *codebook) emptyPhrase() phrase {
	if c.typed != "" {
		return sayNoTagMatches
	}
	return sayNoTags
}

func (c *codebook) headRow(r *reader, width int) (string, *tea.Cursor) {
	l := r.look
	label, merges := l.say(sayTagsOf, len(c.rows)), ""
	if c.merging != "" {
		label = l.say(sayMergeInto, c.merging)
		merges = " " + label
	}
	if c.typing || c.input.value() != "" {
		row, cursor := c.input.draw(l, l.clip(merges, width*2/3)+" / ", width)
		if !c.typing {
			cursor = nil
		}
		return row, cursor
	}
	left, right, gap := l.spread(" "+label, l.say(sayTagUseLegend), width)
	return l.theme.paint(ink{words: hueAccent, attributes: bold}, left) + blank(gap) + l.dim(right), nil
}

// row is one tag: its colour's digit, its name below that of the tag above it,
// how many annotations carry it, and with those below it.
func (c *codebook) row(r *reader, i, width int) string {
	l, tag := r.look, c.rows[i]
	name := tag.Path
	if c.typed == "" {
		depth := strings.Count(name, "/")
		name = blank(2*min(depth, 8)) + name[strings.LastIndexByte(name, '/')+1:]
	}
	use := l.say(sayTagUse, tag.Count)
	if tag.Total != tag.Count {
		use = l.say(sayTagUseBelow, tag.Count, tag.Total)
	}
	name, use, gap := l.spread(name, use, width-3)
	digit := " "
	if tag.Color != annotations.None {
		digit = roleHues[tag.Color].digit
	}
	if i == c.at {
		return l.theme.paint(l.theme.emphasis(hueSelection), " "+digit+" "+name+blank(gap)+use)
	}
	ink := ink{words: roleHues[tag.Color].sign}
	if tag.Color == annotations.None {
		ink.words = hueNone
	}
	return " " + l.theme.paint(ink, digit+" "+name) + blank(gap) + l.dim(use)
}
