package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// tagging is choosing the tags of one annotation: a line of typing and the known
// tags that go with it.
type tagging struct {
	id    string // empty: a new annotation, made with its first tag
	span  model.Span
	input *input
	at    int // the completion chosen, -1 for what was typed
}

func (*tagging) title() phrase { return sayTags }

func (*tagging) bindings() []binding { return tagKeys }

var tagKeys = []binding{
	{group: sayTags, keys: []string{"enter"}, help: sayTagEnter, do: enterTag, hint: true},
	{keys: []string{"tab"}, help: sayTagComplete, do: completeTag, hint: true},
	{keys: []string{"down", "ctrl+n"}, help: sayDown, do: stepTag(+1)},
	{keys: []string{"up", "ctrl+p"}, help: sayUp, do: stepTag(-1)},
	{keys: []string{"backspace"}, help: sayTagLast, do: dropLastTag, when: tagLineEmpty},
	{keys: []string{"ctrl+t"}, help: sayTagColor, do: colorTag},
	{keys: []string{"esc", "ctrl+c"}, help: sayBack, do: leave, hint: true},
	{keys: []string{"f1"}, help: sayHelp, do: openHelp},
}

func (r *reader) openTags(id string) tea.Cmd {
	t := &tagging{id: id, span: r.target(), input: newInput(""), at: -1}
	if span, ok := r.spanOf(id); ok {
		t.span = span
	} else if id != "" {
		t.span = model.Span{}
	}
	r.selection = nil
	r.backToReading()
	r.enter(t)
	if r.config.Tags == nil || r.knownTags != nil {
		return nil
	}
	return gatherTags(r.config.Tags)
}

func (t *tagging) write(_ *reader, msg tea.Msg) tea.Cmd {
	if t.input.update(msg) {
		t.at = -1
	}
	return nil
}

// tags is what the annotation is tagged with so far.
func (t *tagging) tags(r *reader) []string {
	a, _ := r.book.set.Get(t.id)
	return r.book.notes.TagPaths(a)
}

// completions are the known tags that hold what was typed: this speech's, then
// those of others, each the most used first.
func (t *tagging) completions(r *reader) []annotations.TagCount {
	typed := strings.ToLower(strings.TrimPrefix(t.input.value(), "#"))
	seen := map[string]bool{}
	var found []annotations.TagCount
	for _, shelf := range [][]annotations.TagCount{r.book.notes.TagCounts(), r.knownTags} {
		first := len(found)
		for _, known := range shelf {
			if !seen[known.Path] && strings.Contains(strings.ToLower(known.Path), typed) {
				seen[known.Path] = true
				found = append(found, known)
			}
		}
		slices.SortStableFunc(found[first:], func(a, b annotations.TagCount) int { return b.Count - a.Count })
	}
	return found
}

// enterTag adds the tag chosen or typed; one that is there already comes off. An
// empty line is done.
func enterTag(r *reader) tea.Cmd {
	t := r.mode().(*tagging)
	tag := r.book.notes.TagPath(annotations.TagName(t.input.value()))
	if known := t.completions(r); t.at >= 0 && t.at < len(known) {
		tag = known[t.at].Path
	}
	switch {
	case tag == "" && strings.TrimSpace(t.input.value()) != "":
		r.warn(sayTagNeedsName)
		return nil
	case tag == "":
		r.leave()
		return nil
	}
	t.input.set("")
	t.at = -1
	return t.toggle(r, tag)
}

func (t *tagging) toggle(r *reader, tag string) tea.Cmd {
	notes := r.book.notes
	change := func(a *annotations.Annotation) {
		named := func(name string) bool { return notes.TagPath(name) == tag }
		if slices.ContainsFunc(a.Tags, named) {
			a.Tags = slices.DeleteFunc(slices.Clone(a.Tags), named)
			return
		}
		a.Tags = append(slices.Clone(a.Tags), tag)
	}
	if !r.book.set.Change(r.now(), t.id, change) { // none yet, or none any more
		if t.span.Empty() {
			r.tell(sayNothingHere)
			return nil
		}
		r.add(t.span, func(a *annotations.Annotation) {
			t.id = a.ID
			change(a)
		})
	}
	return r.edited()
}

func completeTag(r *reader) tea.Cmd {
	t := r.mode().(*tagging)
	if known := t.completions(r); len(known) > 0 {
		t.input.set(known[max(t.at, 0)].Path)
		t.at = -1
	}
	return nil
}

func stepTag(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		t := r.mode().(*tagging)
		t.at = clamp(t.at+step, -1, len(t.completions(r))-1)
		return nil
	}
}

func tagLineEmpty(r *reader) bool {
	t, ok := r.mode().(*tagging)
	return ok && t.input.value() == ""
}

func dropLastTag(r *reader) tea.Cmd {
	t := r.mode().(*tagging)
	tags := t.tags(r)
	if len(tags) == 0 {
		return nil
	}
	return t.toggle(r, tags[len(tags)-1])
}

// colorTag gives the tag chosen, or else the annotation's last one, the next of
// the five colours, and after the fifth none.
func colorTag(r *reader) tea.Cmd {
	t := r.mode().(*tagging)
	path := ""
	if tags := t.tags(r); len(tags) > 0 {
		path = tags[len(tags)-1]
	}
	if known := t.completions(r); t.at >= 0 && t.at < len(known) {
		path = known[t.at].Path
	}
	next := nextColor(r.book.tagColors[path])
	if !r.book.set.ColorTag(r.now(), path, next) {
		r.tell(sayNoTagYet)
		return nil
	}
	r.tell(sayTagColored, path, r.look.say(tagColorNames[next]))
	return r.edited()
}

func nextColor(c annotations.Color) annotations.Color {
	at := slices.Index(annotations.Colors[:], c) + 1
	if at == len(annotations.Colors) {
		return annotations.None
	}
	return annotations.Colors[at]
}

func (*tagging) dock(*reader) dock { return dockBottom }

// draw shows the tags the annotation has, the line of typing, and the known tags
// above it.
func (t *tagging) draw(r *reader, width, height int) ([]string, *tea.Cursor) {
	l := r.look
	known := t.completions(r)
	rows := t.aboutRows(r)
	room := clamp(height-2-len(rows), 0, 5)
	first := clamp(t.at-room+1, 0, max(len(known)-room, 0))
	for i := first; i < min(first+room, len(known)); i++ {
		label := l.fit(l.say(sayTagCount, known[i].Path, known[i].Count), width-3)
		style := ink{words: roleHues[known[i].Color].sign}
		if i == t.at {
			style = l.theme.emphasis(hueSelection)
		}
		rows = append(rows, "  "+l.theme.paint(style, " "+label))
	}
	label := " # "
	if tags := t.tags(r); len(tags) > 0 {
		label = l.clip(" #"+strings.Join(tags, " #"), width*2/3) + " # "
	}
	row, cursor := t.input.draw(l, label, width)
	cursor.Y = len(rows)
	return append(rows, row, r.hintRow()), cursor
}

// aboutRows names an annotation whose passage is not on the page.
func (t *tagging) aboutRows(r *reader) []string {
	a, ok := r.book.set.Get(t.id)
	if !ok || !t.span.Empty() {
		return nil
	}
	return []string{r.look.dim(r.look.clip(" "+oneLine(r.quote(a)), r.width-1))}
}
