package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui/layout"
)

// reader is the page with one speech on it: where the reader is, what is
// selected, and the modes that stand above reading. Update works out what is in
// view; View only draws it.
type reader struct {
	config *Config
	look   look
	speech Speech

	page    page
	book    notebook
	opening openingSteps
	left    []model.Counts // by paragraph: from it to the end
	signs   int            // characters that signs stand for
	unseen  int            // characters that take no cell
	outline []entry

	width, height int
	frame         frame
	measure       int
	focus         bool // everything but the page is hidden
	mouse         bool
	leadsApart    bool

	knownTags []annotations.TagCount // of other speeches

	top       spot
	rows      []row
	cursor    int // offset of the sentence under the cursor
	current   string
	selection *selection
	hits      hits
	lastQuery string
	jumps     jumpList

	modes   []mode
	pending []string // keys of a sequence that is not complete
	pressed int      // how many keys, so far
	lastKey string
	clicks  clicks

	tasks     []*task
	turning   *task // of them, opening another speech; it may be over
	message   notice
	tallyDue  bool       // where the annotations stand is still to be said
	questions []*chooser // that wait for the page to be free
	turn      int
	placeTurn int
	parseTurn int
	leaving   bool
	departed  bool // the place is being kept, and then the program ends

	draft      drafting
	suspending bool // as soon as the save under way has ended
	stale      bool // the speech's file has changed and is not taken in yet
	rereading  bool // but is being read
}

// row is one row of the page as it stands in view.
type row struct {
	paragraph int
	line      int // index into the paragraph's lines, -1 for a blank row
	panel     bool
	span      model.Span
	shift     int // cells to the right, for what is centred
}

const (
	defaultMeasure = 72
	minMeasure     = 40
	maxMeasure     = 96
	measureStep    = 4
)

func newReader(c *Config, l look, s Speech) *reader {
	r := &reader{config: c, look: l, speech: s, mouse: c.Mouse, measure: c.Measure}
	if r.measure == 0 {
		r.measure = defaultMeasure
	}
	r.book = newNotebook(s)
	r.draft.drafter = s.Drafter
	r.modes = []mode{reading{}}
	r.jumps.marks = s.Place.Marks
	r.cursor = s.Place.Offset
	r.take(s.Document)
	return r
}

// measuredAtOnce is how many bytes take no time that one sees to count.
const measuredAtOnce = 64 << 10

// take puts a document on the page, with the cursor where it was.
func (r *reader) take(doc *model.Document) {
	r.speech.Document = doc
	r.left = nil
	if len(doc.Text) <= measuredAtOnce && r.speech.Opening == nil {
		r.left = measured(doc).left
	}
	r.page = newPage(doc, r.layoutOptions(), r.leadsApart)
	r.outline = entries(doc)
	r.cursor = r.sentenceAt(r.cursor).Start
}

// begin is what a speech asks for once it is open.
func (r *reader) begin() tea.Cmd {
	r.greet()
	r.tallyDue = true
	if r.speech.Mender != nil {
		r.askAboutBroken()
	}
	var save tea.Cmd
	if r.speech.Notes.Copies() > 0 { // what was in them is on no disk yet
		save = r.book.save()
	}
	return tea.Batch(
		save, r.settle(r.speech.Notes),
		findDraft(&r.book, r.draft.drafter, r.speech.Document, r.book.notes), watch(&r.book, r.speech.Watcher),
	)
}

// greet says what the reader should know about how the speech was opened. It
// stands until the first key.
func (r *reader) greet() {
	s := &r.speech
	var said []string
	if s.Encoding != "" && s.Encoding != "utf-8" {
		said = append(said, r.look.say(sayReadAs, s.Encoding))
	}
	if s.Unreadable > 0 {
		said = append(said, r.look.say(sayUnreadable, s.Unreadable))
	}
	if s.Notice != "" {
		said = append(said, s.Notice)
	}
	if copies := s.Notes.Copies(); copies > 0 {
		said = append(said, r.look.say(sayCopiesTaken, copies))
	}
	switch {
	case s.ReadOnly != "":
		said = append(said, r.look.say(sayReadOnly, r.shortly(s.ReadOnly)))
	case s.NotesAside:
		said = append(said, r.look.say(sayNotesIn, s.NotesPath))
	}
	if len(said) > 0 {
		r.message = notice{text: strings.Join(said, r.look.say(saySentenceJoin)), hue: hueDim}
	}
}

func (r *reader) doc() *model.Document { return r.speech.Document }

func (r *reader) now() time.Time { return r.config.Now() }

func (r *reader) layoutOptions() layout.Options {
	return layout.Options{Width: r.frame.measure, Grid: r.look.grid}
}

// takeInPlace puts a document on the page that has the same text, or more of it. What is in
// view stays where it is, unless headings push the cursor out of it.
func (r *reader) takeInPlace(doc *model.Document) {
	first := slices.IndexFunc(r.rows, func(row row) bool { return row.line >= 0 })
	r.take(doc)
	if first < 0 {
		r.relayout()
		return
	}
	r.fitFrame()
	r.top, _ = r.page.move(r.page.spotOf(r.rows[first].span.Start), -first)
	r.arrange()
	if view, ok := r.inView(); ok && !r.sentence().Overlaps(view) {
		r.show(r.sentence())
	}
}

// fitFrame shares the window out and starts a page that fits.
func (r *reader) fitFrame() {
	r.frame = frameOf(r)
	r.page = newPage(r.doc(), r.layoutOptions(), r.leadsApart)
}

// resize fits everything to the window and keeps the cursor's sentence on its
// row of the screen.
func (r *reader) resize(width, height int) {
	r.width, r.height = width, height
	r.relayout()
}

// relayout lays the page out anew: after a resize, a new measure, a new width of
// ambiguous characters.
func (r *reader) relayout() {
	above := r.rowsAbove(r.cursor)
	first := len(r.rows) == 0
	r.fitFrame()
	if first {
		above = r.frame.body / 3
		if r.cursor == r.sentenceAt(0).Start {
			above = r.frame.body
		}
	}
	r.top, _ = r.page.move(r.page.spotOf(r.cursor), -min(above, r.frame.body-1))
	r.clampTop()
	r.show(r.sentence())
}

// rowsAbove is how many rows of the screen stand above the one that shows offset.
func (r *reader) rowsAbove(offset int) int {
	for i, row := range r.rows {
		if row.line >= 0 && row.span.Contains(offset) {
			return i
		}
	}
	return 0
}

// arrange works out the rows in view. It is called after every message, so that
// View has nothing to decide.
func (r *reader) arrange() {
	if f, ok := r.mode().(fitter); ok && r.frame.body > 0 {
		f.fit(r)
	}
	if r.frame.body == 0 || len(r.doc().Paragraphs) == 0 {
		r.rows = nil
		return
	}
	r.clampTop()
	r.rows = r.rows[:0]
	for at, ok := r.top, true; ok && len(r.rows) < r.frame.body; at, ok = r.page.below(at) {
		r.rows = append(r.rows, r.rowAt(at))
	}
	if p, ok := r.mode().(underPassage); ok {
		r.openUnder(p.passage(), p.rows(r))
	}
	r.hits.see(r.doc(), r.rows)
}

func (r *reader) rowAt(s spot) row {
	line := s.row - r.page.gap(s.paragraph)
	lines := r.page.lines(s.paragraph)
	if line < 0 || line >= len(lines) {
		return row{paragraph: s.paragraph, line: -1}
	}
	shown := row{paragraph: s.paragraph, line: line, span: lines[line].Span}
	switch r.doc().Paragraphs[s.paragraph].Kind {
	case model.Title, model.Date:
		shown.shift = max(0, (r.frame.measure-lines[line].Width)/2-lines[line].Indent)
	default:
		if r.rightToLeft() {
			shown.shift = max(0, r.frame.measure-lines[line].Width-lines[line].Indent)
		}
	}
	return shown
}

// openUnder makes room for a panel below the line that ends the passage.
func (r *reader) openUnder(passage model.Span, height int) {
	height = min(height, r.frame.body-1)
	last := -1
	for i, row := range r.rows {
		if row.line >= 0 && row.span.Start < passage.End {
			last = i
		}
	}
	last = min(last, r.frame.body-height-1)
	room := make([]row, height)
	for i := range room {
		room[i] = row{line: -1, panel: true}
	}
	below := append(room, r.rows[last+1:]...)
	r.rows = append(r.rows[:last+1:last+1], below...)
	r.rows = r.rows[:min(len(r.rows), r.frame.body)]
}

// reveal scrolls so that a panel of so many rows fits below the passage.
func (r *reader) reveal(passage model.Span, height int) {
	end := r.page.spotOf(max(passage.Start, passage.End-1))
	lowest, _ := r.page.move(end, -max(r.frame.body-min(height, r.frame.body-1)-1, 0))
	if r.top.before(lowest) {
		r.top = lowest
	}
	if end.before(r.top) {
		r.top = end
	}
	r.clampTop()
}

// clampTop keeps the page from running off either end of the speech. A panel
// below the last line needs room beyond it.
func (r *reader) clampTop() {
	room := r.frame.body
	if p, ok := r.mode().(underPassage); ok {
		room -= min(p.rows(r), r.frame.body-1)
	}
	// The end of the speech is only laid out when it is near.
	if _, below := r.page.move(r.top, room-1); below < room-1 {
		r.top = r.page.lastTop(room)
	}
	if first := r.page.first(); r.top.before(first) {
		r.top = first
	}
}
