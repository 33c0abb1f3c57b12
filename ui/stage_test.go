package ui

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lectern/annotations"
	"lectern/model"
	"lectern/model/source"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// stage is the program without a terminal: messages go in, commands run in
// place, the screen is looked at.
type stage struct {
	t    *testing.T
	app  *App
	desk *desk
	quit bool
	// copied is what went to the clipboard.
	copied string
	// held are the commands that run only when release is called; hold holds them.
	hold bool
	held []tea.Cmd
	// timers make the messages that wait for time to pass.
	timers []func() tea.Msg
	waits  []time.Duration // of every timer there was
}

// desk is the disk of a stage, and of a Run, whose commands have goroutines of
// their own.
type desk struct {
	mu    sync.Mutex // of saved and tries
	saved []*annotations.Notes
	tries int // at saving
	place Place
	fail  error
	// meanwhile is what another program wrote before the save.
	meanwhile func(*annotations.Notes) *annotations.Notes
	draft     Draft   // the one on disk; the zero Draft is none
	drafts    []Draft // every one that was written
	left      []Draft // those of earlier runs
	failDraft error
	news      News // for the next look
	looks     int
	reread    Speech
	failRead  error
	decodings []Decoding
	recoded   []string // the encodings asked for
	opened    string
	others    map[string]Speech
	files     map[string]string
}

func (d *desk) SaveNotes(n *annotations.Notes) (*annotations.Notes, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tries++
	if d.fail != nil {
		return nil, d.fail
	}
	d.saved = append(d.saved, n)
	if d.meanwhile != nil {
		return d.meanwhile(n), nil
	}
	return n, nil
}

func (d *desk) SavePlace(_ *model.Document, p Place) error {
	d.place = p
	return nil
}

func (d *desk) Look() News {
	d.looks++
	news := d.news
	d.news = News{}
	return news
}

func (d *desk) Reread() (Speech, error) { return d.reread, d.failRead }

func (d *desk) Left() (Draft, bool) {
	if len(d.left) == 0 {
		return Draft{}, false
	}
	left := d.left[0]
	d.left = d.left[1:]
	d.draft = left
	return left, true
}

func (d *desk) SaveDraft(draft Draft) error {
	if d.failDraft != nil {
		return d.failDraft
	}
	d.draft, d.drafts = draft, append(d.drafts, draft)
	return nil
}

func (d *desk) DropDraft(Draft) error {
	d.draft = Draft{}
	return nil
}

func (d *desk) Open(path string) (Speech, error) {
	d.opened = path
	s, ok := d.others[path]
	if !ok {
		return Speech{}, errors.New(path + ": no such file")
	}
	return s, nil
}

func (d *desk) Recent() ([]Recent, error) {
	return []Recent{{Name: "lincoln-1865.txt", Title: "Second Inaugural", Path: "lincoln-1865.txt", Annotations: 3}}, nil
}

func (d *desk) Formats() []ExportFormat {
	return []ExportFormat{
		{Name: "markdown", Extension: ".md", Kind: MarkdownExport, Groups: []string{"speech", "tag"}, Contexts: []string{"quote", "sentence"}, Cites: []string{"plain", "gbt7714"}},
		{Name: "text", Extension: ".txt", Groups: []string{"speech", "tag"}},
		{Name: "docx", Extension: ".docx", Kind: WholeExport},
	}
}

// Preview is the quotes that the filter accepts, a line each.
func (d *desk) Preview(s Speech, n *annotations.Notes, order ExportOrder) (ExportMade, error) {
	var made ExportMade
	for _, p := range annotations.Anchor(s.Document, n) {
		if a, _ := n.Find(p.ID); order.Filter.Match(s.Document, n, &a, p) {
			made.Count++
			made.Text += "> " + a.Target.Exact + "\n\n" + strings.TrimSpace(order.Group+" "+order.Context+" "+order.Cite) + "\n\n"
		}
	}
	return made, nil
}

func (d *desk) Export(ctx context.Context, s Speech, n *annotations.Notes, order ExportOrder, path string, replace bool) (ExportMade, error) {
	made, err := d.Preview(s, n, order)
	if _, there := d.files[path]; there && !replace {
		return made, ErrThere
	}
	if made.Count == 0 {
		return made, err
	}
	if err := ctx.Err(); err != nil {
		return made, err
	}
	if d.files == nil {
		d.files = map[string]string{}
	}
	d.files[path] = order.Format + "\n" + made.Text
	if order.Format == "text" {
		made.Losses = []ExportLoss{{"no place", 1}, {"tag signs", 2}}
	}
	return made, err
}

func (d *desk) CopyNotes(n *annotations.Notes, path string) error {
	d.files = map[string]string{path: "notes"}
	return nil
}

// morning is when every test happens.
var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func speechFile(t testing.TB, name string) Speech {
	t.Helper()
	speech, err := source.Open(filepath.Join("..", "testdata", "speeches", name), "")
	if err != nil {
		t.Fatal(err)
	}
	return Speech{
		Name: filepath.Base(name), Path: name, Source: speech.Source, Document: model.Parse(speech.Source),
		Notes: annotations.NewNotes(), Format: speech.Format, Encoding: speech.Encoding,
	}
}

const sample = "natural-resources-bureau.txt"

func newStage(t *testing.T, s Speech, size string, change ...func(*Config)) *stage {
	t.Helper()
	st := emptyStage(t, s, change...)
	st.run(st.app.Init())
	st.resize(size)
	return st
}

// emptyStage is a program that has not begun.
func emptyStage(t *testing.T, s Speech, change ...func(*Config)) *stage {
	t.Helper()
	d := &desk{others: map[string]Speech{}}
	s.Keeper, s.Drafter, s.Watcher = d, d, d
	c := Config{
		Speech: s, Library: d, Exporter: d,
		Theme: "dark", Lang: "zh", Ambiguous: "narrow", Color: true, Mouse: true,
		Rates: model.DefaultRates, Creator: "李", Now: func() time.Time { return morning },
	}
	for _, f := range change {
		f(&c)
	}
	st := &stage{t: t, desk: d}
	clock := after
	after = func(wait time.Duration, make func(time.Time) tea.Msg) tea.Cmd {
		st.waits = append(st.waits, wait)
		st.timers = append(st.timers, func() tea.Msg { return make(morning) })
		return func() tea.Msg { return nil }
	}
	t.Cleanup(func() { after = clock })
	st.app = newApp(c)
	return st
}

func (st *stage) resize(size string) {
	st.send(sizeMsg(st.t, size))
}

func sizeMsg(t *testing.T, size string) tea.WindowSizeMsg {
	t.Helper()
	var m tea.WindowSizeMsg
	w, h, ok := strings.Cut(size, "x")
	if !ok {
		t.Fatalf("size %q", size)
	}
	m.Width, m.Height = number(w), number(h)
	return m
}

func number(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

func (st *stage) send(msg tea.Msg) {
	_, cmd := st.app.Update(msg)
	st.run(cmd)
}

// run runs a command in place and sends what it brings.
func (st *stage) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if st.hold {
		st.held = append(st.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			st.run(c)
		}
	case tea.QuitMsg:
		st.quit = true
	default:
		if text, ok := clipboard(msg); ok {
			st.copied = text
			return
		}
		st.send(msg)
	}
}

// step runs the commands that are held, and holds those that they bring.
func (st *stage) step() {
	held := st.held
	st.held = nil
	for _, cmd := range held {
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			st.held = append(st.held, msg...)
		default:
			st.send(msg)
		}
	}
}

// release runs the commands that were held, and what they bring.
func (st *stage) release() {
	held := st.held
	st.hold, st.held = false, nil
	for _, cmd := range held {
		st.run(cmd)
	}
}

// wind lets the time pass that every timer waits for.
func (st *stage) wind() {
	timers := st.timers
	st.timers = nil
	for _, timer := range timers {
		st.send(timer())
	}
}

// clipboard is what a message of tea.SetClipboard copies; its type has no name
// outside Bubble Tea, but it is a string.
func clipboard(msg tea.Msg) (string, bool) {
	if reflect.TypeOf(msg) != reflect.TypeOf(tea.SetClipboard("")()) {
		return "", false
	}
	return fmt.Sprint(msg), true
}

var keyCodes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "bs": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1, "delete": tea.KeyDelete,
}

// keys types: characters as they are, the others as <enter>, <ctrl+s>.
func (st *stage) keys(text string) *stage {
	st.t.Helper()
	for text != "" {
		if name, rest, ok := strings.Cut(text[1:], ">"); text[0] == '<' && ok {
			st.named(name)
			text = rest
			continue
		}
		r := []rune(text)[0]
		key := tea.Key{Code: r, Text: string(r)}
		if r == ' ' {
			key.Code = tea.KeySpace
		}
		st.send(tea.KeyPressMsg(key))
		text = text[len(string(r)):]
	}
	return st
}

func (st *stage) named(name string) {
	st.t.Helper()
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		st.send(tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl})
		return
	}
	code, ok := keyCodes[name]
	if !ok {
		st.t.Fatalf("no key <%s>", name)
	}
	st.send(tea.KeyPressMsg{Code: code})
}

// screen is what a reader would see, without colours.
func (st *stage) screen() string { return ansi.Strip(st.app.View().Content) }

// want fails unless every text is on the screen.
func (st *stage) want(texts ...string) *stage {
	st.t.Helper()
	screen := st.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			st.t.Fatalf("the screen does not show %q:\n%s", text, screen)
		}
	}
	return st
}

// lacks fails if the text is on the screen.
func (st *stage) lacks(text string) *stage {
	st.t.Helper()
	if screen := st.screen(); strings.Contains(screen, text) {
		st.t.Fatalf("the screen shows %q:\n%s", text, screen)
	}
	return st
}

func (st *stage) notes() []*annotations.Annotation { return st.app.reader.book.set.Annotations() }

func (st *stage) underCursor() string {
	return st.app.reader.doc().Slice(st.app.reader.sentence())
}

// golden compares the screen with the one kept under a name.
func (st *stage) golden(name string) {
	st.t.Helper()
	checkGolden(st.t, name, st.screen()+"\n")
}

func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "testdata", "screens", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: the screen is not as it was (go test ./ui -update writes it anew):\n%s", name, got)
	}
}

var errNoSpace = errors.New("no space left on the device (make room)")

// sgrColors is the colour parameters among the control sequences of a screen.
func sgrColors(screen string) []string {
	var found []string
	for _, sequence := range regexp.MustCompile(`\x1b\[([0-9;:]*)m`).FindAllStringSubmatch(screen, -1) {
		for _, code := range strings.Split(sequence[1], ";") {
			n := number(strings.SplitN(code+":", ":", 2)[0])
			if n >= 30 && n <= 49 || n >= 90 && n <= 107 || n == 58 {
				found = append(found, code)
			}
		}
	}
	return found
}
