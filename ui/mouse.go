package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/ui/layout"
)

// clicks tells double and triple clicks from single ones.
type clicks struct {
	at    time.Time
	x, y  int
	count int
	// selecting says that something was selected when the first of them came.
	selecting bool
}

// clickTime is how soon the next click must come to count with the one before.
const clickTime = 400 * time.Millisecond

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

func (c *clicks) press(now time.Time, x, y int) int {
	if now.Sub(c.at) > clickTime || x != c.x || y != c.y {
		c.count = 0
	}
	c.at, c.x, c.y = now, x, y
	c.count = c.count%3 + 1
	return c.count
}

// pointer takes what the mouse does.
func (r *reader) pointer(msg tea.MouseMsg) tea.Cmd {
	if r.frame.body == 0 {
		return nil
	}
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return r.wheel(m)
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return r.click(m.X, m.Y)
		}
	case tea.MouseMotionMsg:
		if m.Button == tea.MouseLeft {
			r.drag(m.X, m.Y)
		}
	}
	return nil
}

func (r *reader) wheel(m tea.Mouse) tea.Cmd {
	rows := wheelRows
	if m.Button == tea.MouseWheelUp {
		rows = -rows
	}
	switch r.mode().(type) {
	case reading, selecting, *placing:
		r.scrollPage(rows)
	case *listing:
		return stepList(rows / wheelRows)(r)
	case *chooser:
		return stepChoice(rows / wheelRows)(r)
	case *sheet:
		return turnSheet(rows)(r)
	case *about:
		return stepAbout(rows / wheelRows)(r)
	case *outlining:
		return stepOutline(rows / wheelRows)(r)
	case *codebook:
		return stepTags(rows / wheelRows)(r)
	}
	return nil
}

// scrollPage scrolls without taking the cursor on at the ends.
func (r *reader) scrollPage(rows int) {
	r.top, _ = r.page.move(r.top, rows)
	r.arrange()
	if r.selection == nil {
		r.follow()
	}
}

func (r *reader) click(x, y int) tea.Cmd {
	r.message = notice{}
	switch top := r.mode().(type) {
	case reading, selecting, *placing:
		return r.clickPage(x, y)
	case *outlining:
		return r.clickOutlining(top, x, y)
	case *chooser:
		_, boxTop := r.boxOrigin(top)
		head := len(top.headRows(r))
		return top.chooseRow(r, y-boxTop-1-head+top.firstShown(r))
	case *about:
		_, boxTop := r.boxOrigin(top)
		return top.chooseRow(r, y-boxTop-1)
	case *codebook:
		return top.clickRow(r, y)
	case *listing:
		return top.clickRow(r, y)
	case *sheet:
		r.leave()
	}
	return nil
}

// clickPage puts the cursor on the sentence clicked; again selects the sentence,
// and once more the paragraph: the word and then the sentence where something was
// selected already, which is when a finer choice is wanted. In the outline it goes to
// the entry.
func (r *reader) clickPage(x, y int) tea.Cmd {
	count := r.clicks.press(r.now(), x, y)
	if r.frame.outline > 0 && x < r.frame.outline {
		return r.clickOutline(y - r.frame.top)
	}
	offset, ok := r.offsetAt(x, y)
	if !ok {
		return nil
	}
	if count == 1 {
		r.clicks.selecting = r.selection != nil
	}
	r.selection = nil
	r.backToReading()
	switch {
	case count == 2 && r.clicks.selecting:
		return r.beginSelection(r.wordAt(offset))
	case count == 2, count == 3 && r.clicks.selecting:
		return r.beginSelection(r.sentenceAt(offset))
	case count == 3:
		i := r.doc().ParagraphAt(offset)
		return r.beginSelection(r.doc().Paragraphs[i].Span)
	}
	r.cursor = r.sentenceAt(offset).Start
	r.current = ""
	return nil
}

// clickOutline goes to a row of the outline beside the page.
func (r *reader) clickOutline(row int) tea.Cmd {
	return r.takeEntry(matches{all: len(r.outline)}, row+firstInView(max(r.here(), 0), r.frame.body, len(r.outline)))
}

// clickOutlining goes to a row of the outline that is being filtered, which
// stands below the line of typing, beside the page or in a box over it.
func (r *reader) clickOutlining(o *outlining, x, y int) tea.Cmd {
	left, top, width, height := 0, r.frame.top, r.frame.outline, r.frame.body
	if o.dock(r) == dockOver {
		left, top = r.boxOrigin(o)
		top, width, height = top+1, r.boxWidth(), r.height-4
	}
	row := y - top - 1
	if x < left || x >= left+width || row < 0 {
		return nil
	}
	o.fit(r)
	return r.takeEntry(o.shown, row+firstInView(o.at, height-1, o.shown.count()))
}

func (r *reader) takeEntry(shown matches, i int) tea.Cmd {
	if i < 0 || i >= shown.count() {
		return nil
	}
	r.backToReading()
	r.toSection(r.outline[shown.at(i)].start)
	return nil
}

// drag selects from where the button went down to where the mouse is.
func (r *reader) drag(x, y int) {
	if _, over := r.mode().(pane); over {
		return
	}
	y = clamp(y, r.frame.top, r.frame.top+r.frame.body-1)
	head, ok := r.offsetAt(x, y)
	if !ok {
		return
	}
	if r.selection == nil {
		anchor, ok := r.offsetAt(r.clicks.x, r.clicks.y)
		if !ok || anchor == head {
			return
		}
		r.beginSelection(r.characterAt(anchor))
	}
	r.selection.head = head
	r.selection.sentences = false
}

// offsetAt is the character at a cell of the screen; the nearest of the line for
// a cell beside it.
func (r *reader) offsetAt(x, y int) (int, bool) {
	i := y - r.frame.top
	if i < 0 || i >= len(r.rows) || r.rows[i].line < 0 {
		return 0, false
	}
	row := r.rows[i]
	line := r.page.lines(row.paragraph)[row.line]
	cells := layout.Cells(r.doc().Text, &r.doc().Paragraphs[row.paragraph], line, r.page.options)
	offset := layout.OffsetAt(cells, x-r.frame.text-row.shift)
	return offset, offset >= 0
}

// clickRow chooses a row of the list; the one chosen already is gone to.
func (list *listing) clickRow(r *reader, y int) tea.Cmd {
	i := y - 2 + list.firstShown(r)
	if y < 2 || i >= list.count() || y >= r.height-2-len(list.detail) {
		return nil
	}
	if i == list.at {
		return takeList(r)
	}
	list.choose(r, i)
	return nil
}

// clickRow chooses a tag; of the one chosen already it lists the annotations.
func (c *codebook) clickRow(r *reader, y int) tea.Cmd {
	_, top := r.boxOrigin(c)
	room := c.room(r.height - 4)
	row := y - top - 2
	i := row + firstInView(c.at, room, len(c.rows))
	switch {
	case row < 0 || row >= room || i >= len(c.rows):
	case i != c.at:
		c.choose(i)
	case c.merging != "":
		return mergeHere(r)
	default:
		return listTag(r)
	}
	return nil
}
