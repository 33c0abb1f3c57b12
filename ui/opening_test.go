package ui

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// book opens a long text: its first lines, then all of it, then its notes.
type book struct {
	text  string
	notes *annotations.Notes
	other string // what the text turns out to be, when not text
	place Place
	kept  *Place // where reading stopped before the notes were there
	fail  error
}

func (b *book) SavePlace(_ *model.Document, p Place) error {
	b.kept = &p
	return nil
}

const headOfBook = 32 << 10

// longText is a speech with sections, of about so many bytes.
func longText(size int) string {
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		if i == 1 {
			b.WriteString("在全县大会上的讲话\n同志们：\n")
		}
		b.WriteString("第" + []string{"一", "二", "三", "四", "五"}[i%5] + "、提高认识\n" + strings.Repeat("今年要开好头，起好步，要着力破解难题。", 12) + "\n")
	}
	return b.String() + "最后一句在这里。\n"
}

func (b *book) beginning() Speech {
	head := b.text[:min(len(b.text), headOfBook)]
	head = head[:strings.LastIndexByte(head, '\n')+1]
	s := speechOf(model.Parse(model.Source{Text: head}))
	s.Opening, s.Bytes = b, len(b.text)
	return s
}

func speechOf(d *model.Document) Speech {
	return Speech{Name: "talk.txt", Path: "talk.txt", Source: model.Source{Text: d.Text}, Document: d, Notes: annotations.NewNotes()}
}

func (b *book) Text() (Speech, error) {
	s := speechOf(model.Skim(model.Source{Text: b.text}))
	s.Opening, s.Place = b, b.place
	return s, b.fail
}

func (b *book) Rest() (Speech, error) {
	text := b.text
	if b.other != "" {
		text = b.other
	}
	s := speechOf(model.Skim(model.Source{Text: text}))
	s.Skimmed, s.Place = true, b.place
	if b.notes != nil {
		s.Notes = b.notes
	}
	return s, nil
}

// open is a program that has drawn its first screen and no more.
func (b *book) open(t *testing.T) *stage {
	st := emptyStage(t, b.beginning())
	st.hold = true
	st.run(st.app.Init())
	st.step() // which parts the commands of Init
	st.resize("120x40")
	return st
}

// What stands on the first screen stands there when the rest has come.
func TestOpeningDoesNotMoveThePage(t *testing.T) {
	b := &book{text: longText(1 << 20)}
	st := b.open(t)
	page := func() string { return strings.Join(strings.Split(st.screen(), "\n")[1:38], "\n") }
	// The outline grows with the text: only its column is left out.
	words := func(screen string) string {
		var rows []string
		for _, row := range strings.Split(screen, "\n") {
			_, right, _ := strings.Cut(row, "│")
			rows = append(rows, right)
		}
		return strings.Join(rows, "\n")
	}
	st.want("在全县大会上的讲话", " 0 %").lacks("正在打开")
	first := words(page())
	for i := 0; len(st.held) > 0; i++ {
		st.step()
		if len(st.held) == 0 {
			still(st)
		}
		if got := words(page()); got != first {
			t.Fatalf("after step %d the page is another:\n%s\nwas:\n%s", i, got, first)
		}
	}
	if st.app.reader.left == nil || len(st.app.reader.outline) < 1000 {
		t.Errorf("the speech is not open: %d entries in the outline", len(st.app.reader.outline))
	}
}

// still has the program ask whether the reader is still, where it waits for that, and
// reports whether it does.
func still(st *stage) (asked bool) {
	for i, timer := range st.timers {
		if m, ok := timer().(stillMsg); ok {
			st.timers = slices.Delete(st.timers, i, i+1)
			st.send(m)
			return true
		}
	}
	return false
}

// The page turns in the beginning before the rest is there, and stays where it is when
// that comes. What leads beyond, and all that is pressed after it, waits.
func TestScrollingInTheBeginning(t *testing.T) {
	st := (&book{text: longText(1 << 20)}).open(t)
	first := st.app.reader.top
	st.keys("<space>")
	turned := st.app.reader.top
	if !first.before(turned) {
		t.Fatal("the page did not turn")
	}
	st.keys("jjk")
	at, rows := st.app.reader.top, slices.Clone(st.app.reader.rows)
	if !turned.before(at) {
		t.Error("nor did it scroll by a line")
	}
	for range 20 {
		st.keys("<space>")
	}
	waiting := len(st.app.reader.opening.waiting)
	if waiting == 0 || waiting == 20 {
		t.Fatalf("%d of 20 pages wait", waiting)
	}
	last := st.app.reader.top
	st.keys("k")
	if st.app.reader.top != last {
		t.Error("a key overtook those that wait")
	}
	st.app.reader.opening.waiting = nil
	for range 20 - waiting {
		st.keys("b")
	}
	if !reflect.DeepEqual(st.app.reader.rows, rows) {
		t.Error("the pages back are others")
	}
	st.step()
	if !reflect.DeepEqual(st.app.reader.rows, rows) {
		t.Errorf("the page moved when the text came: %v, was %v", st.app.reader.rows, rows)
	}
}

// Looking closer at a long text waits until no page is turned, but not for ever, and
// not for who asks for the sections.
func TestSectionsWaitForTheReader(t *testing.T) {
	opened := func() *stage {
		st := (&book{text: longText(2 << 20)}).open(t)
		st.release()
		return st
	}
	known := func(st *stage) bool { return len(st.app.reader.outline) > 1000 }

	st := opened()
	for range 3 {
		st.keys("<space>")
		if !still(st) || known(st) {
			t.Fatal("it does not wait for who turns pages")
		}
	}
	if !still(st) || !known(st) || still(st) {
		t.Error("it does not begin, or begins two times")
	}

	st = opened()
	asked := 0
	for st.keys("<space>"); still(st) && asked < 100; asked++ {
		st.keys("<space>")
	}
	if !known(st) || asked < 10 {
		t.Errorf("after %d times asked: sections %v", asked, known(st))
	}

	for _, keys := range []string{"<tab>", "G]]"} {
		st = opened()
		st.keys(keys)
		if !known(st) {
			t.Errorf("%s does not bring the sections", keys)
		}
	}
}

// Keys that are pressed before the text is there are obeyed when it is.
func TestKeysWaitForTheText(t *testing.T) {
	st := (&book{text: longText(1 << 20)}).open(t)
	st.keys("G").lacks("最后一句在这里。")
	st.keys("v")
	st.step()
	st.want("最后一句在这里。", "100 %")
	if _, selects := st.app.reader.mode().(selecting); !selects {
		t.Error("the second key was not obeyed")
	}

	st = (&book{text: longText(1 << 20)}).open(t)
	st.keys("q")
	st.release()
	if !st.quit {
		t.Error("q waits too")
	}
}

// Nothing can be noted before the notes are there, and then everything can.
func TestNotesCome(t *testing.T) {
	b := &book{text: longText(1 << 20)}
	d := model.Skim(model.Source{Text: b.text})
	set := annotations.NewSet(annotations.NewNotes())
	set.Describe(d, "utf-8")
	target := annotations.NewTarget(d, d.Sentences(1)[0])
	set.Add(morning, annotations.Annotation{Target: target, Note: "称呼", Color: annotations.Colors[0]})
	b.notes = set.Notes()
	st := b.open(t)
	st.step()
	st.keys("))1").want("批注还在读取")
	st.keys(")").keys("dd")
	if len(st.notes()) != 0 {
		t.Error("something was marked")
	}
	st.release() // and now the keys are obeyed, in their order
	if n := len(st.notes()); n != 2 {
		t.Errorf("%d annotations", n)
	}
	st.keys("gg]a").want("称呼").keys("]a").want("今年要开好头")
}

// A text that turns out to be another is shown as that.
func TestTextTurnsOutToBeAnother(t *testing.T) {
	b := &book{text: longText(1 << 20)}
	b.other = strings.ReplaceAll(b.text, "大会", "\uFFFD")
	st := b.open(t)
	st.release()
	st.want("在全县\uFFFD上的讲话")

	st = b.open(t) // also when the page was turned meanwhile
	st.keys("G")
	st.step()
	st.release()
	if r := st.app.reader; !inSight(r) {
		t.Errorf("the cursor is at %d, out of view", r.cursor)
	}
}

// inSight reports whether the cursor's sentence is on the page.
func inSight(r *reader) bool {
	view, ok := r.inView()
	return ok && r.sentence().Overlaps(view)
}

// When headings that are found push the last rows off the page, the cursor stays on it.
func TestCursorStaysInSight(t *testing.T) {
	for height := 30; height < 50; height++ {
		st := (&book{text: longText(2 << 20)}).open(t)
		st.release()
		st.resize(fmt.Sprintf("120x%d", height))
		r := st.app.reader
		for range 100 {
			st.keys("<space>")
		}
		for top := r.top; r.top == top; { // down to the last row
			st.keys(")")
		}
		was := inSight(r)
		for still(st) {
		}
		if len(r.outline) < 1000 || !inSight(r) {
			t.Errorf("height %d: %d entries, the cursor is at %d, in sight before: %v", height, len(r.outline), r.cursor, was)
		}
	}
}

// The structure of a text that has changed before it was looked for is looked for once.
func TestSectionsOfAChangedText(t *testing.T) {
	b := &book{text: longText(model.MaxParsed + 1<<20)}
	st := b.open(t)
	st.release()
	r := st.app.reader
	fresh := speechOf(model.Skim(model.Source{Text: b.text + "再见。\n"}))
	st.send(rereadMsg{book: &r.book, speech: fresh, notes: r.book.notes, moved: shiftOffsets(b.text, fresh.Document.Text, r.offsets())})
	for still(st) {
	}
	if r.parseTurn != 2 || len(r.outline) < 1000 { // the text before, and this one
		t.Errorf("turn %d of looking, %d entries", r.parseTurn, len(r.outline))
	}
}

// The outline that was opened before the sections are there is on the cursor's when they
// come.
func TestTheOutlineFollowsTheSections(t *testing.T) {
	st := (&book{text: longText(2 << 20)}).open(t)
	st.release()
	r := st.app.reader
	st.keys("G<tab>")
	if o := r.mode().(*outlining); o.at != r.here() || o.at < 1000 {
		t.Errorf("it is on entry %d, the cursor on %d", o.at, r.here())
	}
}

// What cannot be read after all ends the program with the reason.
func TestOpeningFails(t *testing.T) {
	b := &book{text: longText(1 << 20), fail: errors.New("device gone")}
	s := b.beginning()
	err := Start(Config{Speech: s, Theme: "dark", Lang: "en"}).Run(context.Background(), tea.WithInput(nil), tea.WithOutput(&strings.Builder{}), tea.WithWindowSize(80, 24))
	if !errors.Is(err, b.fail) {
		t.Errorf("it ended with %v", err)
	}
}

// What takes long says so, and can be left.
func TestOpeningSlowly(t *testing.T) {
	b := &book{text: longText(1 << 20)}
	s := b.beginning()
	s.Document = model.Parse(model.Source{})
	st := emptyStage(t, s)
	st.hold = true
	st.run(st.app.Init())
	st.resize("80x24")
	st.lacks("正在打开")
	for _, timer := range st.timers {
		st.send(timer())
	}
	st.want("正在打开 talk.txt")
	st.keys("<esc>")
	st.release()
	if !st.quit {
		t.Error("Esc does not leave")
	}
}

// No screen needs more of a longer speech: what is laid out for the first one, for
// turning a page and for a new size is counted in bytes of the text.
func TestWorkDoesNotGrowWithTheSpeech(t *testing.T) {
	work := func(size int) (first, turned, resized int) {
		st := (&book{text: longText(size)}).open(t)
		p := &st.app.reader.page
		first = p.laidBytes
		st.step()
		before := p.laidBytes
		st.keys("<pgdown>")
		st.app.View()
		turned = p.laidBytes - before
		st.resize("80x24")
		st.app.View()
		return first, turned, p.laidBytes
	}
	first, turned, resized := work(1 << 20)
	longFirst, longTurned, longResized := work(100 << 20)
	if first != longFirst || turned != longTurned || resized != longResized {
		t.Errorf("1 MB: %d, %d, %d bytes laid out; 100 MB: %d, %d, %d", first, turned, resized, longFirst, longTurned, longResized)
	}
	if first == 0 || first > 16<<10 || turned == 0 || turned > 16<<10 {
		t.Errorf("%d bytes laid out for a screen, %d for a page", first, turned)
	}
}

// Marks and the place of the whole text hold, be they beyond the beginning or in it.
func TestMarksBeyondTheBeginning(t *testing.T) {
	b := &book{text: longText(1 << 20), place: Place{Marks: map[string]int{"z": 700_000}}}
	st := b.open(t)
	st.release()
	st.keys("'z")
	if at := st.app.reader.cursor; at < 690_000 || at > 700_000 {
		t.Errorf("the mark leads to %d", at)
	}
	if kept := st.app.reader.place().Marks; kept["z"] != 700_000 {
		t.Errorf("the mark is kept as %v", kept)
	}
}

// stopFirst runs the command of the last key before the others, which take longer.
func stopFirst(st *stage) {
	last := len(st.held) - 1
	held := st.held[:last]
	st.held = st.held[last:]
	st.step()
	st.want("已停止")
	st.held = append(st.held, held...)
	st.release()
}

// When another speech cannot be read after all, or the reader does not wait for it,
// the one before is on the page again.
func TestOpeningAnotherFails(t *testing.T) {
	for name, fails := range map[string]func(*stage){
		"the text cannot be read": func(st *stage) {
			st.release()
			st.want("无法打开")
		},
		"the reader stops": func(st *stage) {
			st.send(openingSlowMsg{&st.app.reader.book})
			st.want("正在打开", "Esc 停止").keys("<esc>")
			stopFirst(st)
		},
		"the reader stops at once": func(st *stage) {
			st.keys("<esc>")
			stopFirst(st)
		},
	} {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, spoken(), "80x24")
			b := &book{text: longText(1 << 20), fail: errors.New("device gone")}
			st.hold = true
			st.send(openedMsg{speech: b.beginning()})
			st.want("在全县大会上的讲话")
			fails(st)
			st.want("在全省教育大会上的讲话")
			st.keys("G").want("100 %")
			if st.quit {
				t.Error("the program left")
			}
		})
	}
}

// Who leaves before the notes are there comes back to where that was; who leaves before
// the text is there, to where reading stopped before.
func TestLeavingBeforeTheNotes(t *testing.T) {
	for _, textIsThere := range []bool{false, true} {
		b := &book{text: longText(1 << 20)}
		st := b.open(t)
		st.app.reader.speech.Keeper = nil
		st.keys("G")
		if textIsThere {
			st.step()
		}
		st.keys("q")
		st.release()
		if !st.quit || (b.kept != nil) != textIsThere || textIsThere && b.kept.Offset < 1<<20-100 {
			t.Errorf("text there %v: left %v, the place is kept as %v", textIsThere, st.quit, b.kept)
		}
	}
}

// What is selected in a text that turns out to be another is not selected any more.
func TestSelectionInATextThatWasAnother(t *testing.T) {
	b := &book{text: longText(1 << 20)}
	b.other = b.text[:100_000]
	st := b.open(t)
	st.keys("Gv")
	st.step()
	st.release()
	if r := st.app.reader; r.selection != nil || len(r.modes) != 1 || r.cursor > len(b.other) {
		t.Errorf("selected %v, %d modes, cursor %d", r.selection, len(r.modes), r.cursor)
	}
}
