//go:build !windows

package cli_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/gdamore/tcell/v3/vt"
)

const samplePath = "../../testdata/speeches/natural-resources-bureau.txt"

// patience is how long a screen may take to come. Only a test that fails waits
// for so long.
const patience = 20 * time.Second

// terminal is lectern running in a pseudo-terminal, with an emulator that draws
// what it writes and answers what it asks.
type terminal struct {
	t        *testing.T
	tty      *os.File
	run      *exec.Cmd
	emulator vt.MockTerm

	mu      sync.Mutex
	written []byte        // all the program wrote
	news    chan struct{} // something came since the last look
	closed  chan struct{} // the program has left
	code    int           // its exit code, once closed
	hanging atomic.Bool   // the window closes with the next it writes
	escaped bool          // Esc was the last key

	background string // what the terminal says its background is (xterm's OSC 11)
}

// where is the world that a program is started in.
type where struct {
	columns, rows int
	folder        string            // the working directory, and the root of HOME and XDG_*
	env           map[string]string // on top of the usual
	program       string            // lectern when empty
	args          []string
	background    string // of the terminal, as rgb:RRRR/GGGG/BBBB; dark when empty
}

// start runs lectern in a terminal. The test binary is lectern when it is called
// by that name.
func start(t *testing.T, w where) *terminal {
	t.Helper()
	s := &terminal{
		t: t, run: exec.Command(cmp.Or(w.program, "lectern"), w.args...), news: make(chan struct{}, 1), closed: make(chan struct{}),
		emulator: vt.NewMockTerm(vt.MockOptSize{X: vt.Col(w.columns), Y: vt.Row(w.rows)}, vt.MockOpt8BitControls{}),
	}
	s.background = cmp.Or(w.background, "rgb:1e1e/1e1e/2424")
	s.run.Dir, s.run.Env = w.folder, environmentOf(t, w)
	if err := s.emulator.Start(); err != nil {
		t.Fatal(err)
	}
	var err error
	s.tty, err = pty.StartWithSize(s.run, &pty.Winsize{Cols: uint16(w.columns), Rows: uint16(w.rows)})
	if err != nil {
		t.Fatal(err)
	}
	go s.listen()
	t.Cleanup(s.end)
	return s
}

func environmentOf(t *testing.T, w where) []string {
	t.Helper()
	sample, err := filepath.Abs(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{
		"PATH": os.Getenv("PATH"), "SAMPLE": sample, "TMPDIR": t.TempDir(),
		"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8",
		"GORACE": "atexit_sleep_ms=0", // the race detector would sleep a second in every program that leaves
	}
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
		values[name] = filepath.Join(w.folder, ".home", name)
	}
	for name, value := range w.env {
		values[name] = value
	}
	var list []string
	for name, value := range values {
		list = append(list, name+"="+value)
	}
	return list
}

// listen takes in what the program writes until it leaves.
func (s *terminal) listen() {
	defer close(s.closed)
	chunk := make([]byte, 4096)
	for {
		n, err := s.tty.Read(chunk)
		if n > 0 {
			s.take(chunk[:n])
		}
		if err != nil {
			break
		}
		if s.hanging.Load() {
			s.tty.Close()
			break
		}
	}
	s.run.Wait()
	s.code = s.run.ProcessState.ExitCode()
}

// hangUp closes the terminal's window, once the program has drawn what a key
// does: a read that waits would keep it open.
func (s *terminal) hangUp(key string) {
	s.t.Helper()
	s.hanging.Store(true)
	s.keys(key)
	<-s.closed
}

// take draws a chunk and writes the emulator's answers back in one piece: half
// an answer would be an Esc key.
func (s *terminal) take(chunk []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked()
	s.written = append(s.written, chunk...)
	s.emulator.Write(chunk)
	s.emulator.Drain() // wakes Read, also when there is no answer
	answer := make([]byte, 1024)
	n, _ := s.emulator.Read(answer)
	answer = append(answer[:n], strings.Repeat("\x1b]11;"+s.background+"\x1b\\", s.asked()-asked)...)
	if len(answer) > 0 {
		s.tty.Write(answer)
	}
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// asked is how often the program asked for the background, which the emulator
// leaves to us.
func (s *terminal) asked() int { return bytes.Count(s.written, []byte("\x1b]11;?")) }

// end stops what still runs when the test is over.
func (s *terminal) end() {
	s.run.Process.Kill()
	s.tty.Close()
	<-s.closed
	s.emulator.Stop()
}

var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "bs": "\x7f", "up": "\x1b[A", "down": "\x1b[B",
	"right": "\x1b[C", "left": "\x1b[D", "pgup": "\x1b[5~", "pgdown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "f1": "\x1bOP",
}

// keys types: characters as they are, the others as <enter>, <ctrl+s>. Esc must
// be the last, and what it does must be waited for: with a byte right behind it,
// it would be Alt.
func (s *terminal) keys(text string) {
	s.t.Helper()
	var typed strings.Builder
	for text != "" {
		if s.escaped {
			s.t.Fatalf("keys %q right behind Esc", text)
		}
		name, rest, named := strings.Cut(text[1:], ">")
		if text[0] != '<' || !named {
			typed.WriteByte(text[0])
			text = text[1:]
			continue
		}
		typed.WriteString(s.named(name))
		text = rest
	}
	s.send(typed.String())
}

func (s *terminal) named(name string) string {
	s.t.Helper()
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return string(rune(letter[0] & 0x1f))
	}
	key, ok := keyBytes[name]
	if !ok {
		s.t.Fatalf("no key <%s>", name)
	}
	s.escaped = name == "esc"
	return key
}

func (s *terminal) send(raw string) {
	s.t.Helper()
	if _, err := io.WriteString(s.tty, raw); err != nil {
		s.t.Fatal(err)
	}
}

// paste sends a text as a terminal does on paste (xterm's bracketed paste).
func (s *terminal) paste(text string) { s.t.Helper(); s.send("\x1b[200~" + text + "\x1b[201~") }

// Buttons of the mouse as SGR mode (xterm's 1006) numbers them.
const (
	leftButton = 0
	moved      = 32
	wheelUp    = 64
	wheelDown  = 65
)

// mouse sends one event of the mouse at a cell, counted from 0.
func (s *terminal) mouse(button, x, y int, final string) {
	s.t.Helper()
	s.send(fmt.Sprintf("\x1b[<%d;%d;%d%s", button, x+1, y+1, final))
}

func (s *terminal) click(x, y int) {
	s.t.Helper()
	s.mouse(leftButton, x, y, "M")
	s.mouse(leftButton, x, y, "m")
}

// clicks is a double or triple click.
func (s *terminal) clicks(n, x, y int) {
	s.t.Helper()
	at := fmt.Sprintf("\x1b[<%d;%d;%d", leftButton, x+1, y+1)
	s.send(strings.Repeat(at+"M"+at+"m", n))
}

func (s *terminal) drag(fromX, fromY, toX, toY int) {
	s.t.Helper()
	s.mouse(leftButton, fromX, fromY, "M")
	s.mouse(leftButton+moved, toX, toY, "M")
	s.mouse(leftButton, toX, toY, "m")
}

// resize changes the window; the program is told by a signal. The screen is wiped,
// so that nothing of the old one is taken for the new.
func (s *terminal) resize(columns, rows int) {
	s.t.Helper()
	s.mu.Lock()
	io.WriteString(s.emulator, "\x1b[2J")
	s.emulator.SetSize(vt.Coord{X: vt.Col(columns), Y: vt.Row(rows)})
	s.emulator.Drain()
	s.mu.Unlock()
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		s.t.Fatal(err)
	}
}

// raw is every byte the program wrote so far.
func (s *terminal) raw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.written)
}

// clipboard is what the program copied last. It goes its own way to the terminal,
// before or after the frame that speaks of it.
func (s *terminal) clipboard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.emulator.Backend().GetClipboard())
}

// waitUntil looks at the screen after everything the program writes until it is
// as wanted, and gives that screen back. Half a frame is never looked at.
func (s *terminal) waitUntil(wanted string, ok func(screen) bool) screen {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		shown, whole := s.look()
		if whole && ok(shown) {
			s.escaped = false
			return shown
		}
		select {
		case <-s.news:
		case <-s.closed:
			raw := s.raw()
			s.t.Fatalf("the program left with %d and %q before the screen showed %s:\n%s", s.code, raw[max(len(raw)-400, 0):], wanted, shown)
		case <-late.C:
			s.t.Fatalf("the screen does not show %s:\n%s", wanted, shown)
		}
	}
}

// waitDisk looks at the disk, which sends no word when it changes, until it is as
// wanted.
func (s *terminal) waitDisk(wanted string, ok func() bool) {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !ok() {
		select {
		case <-again.C:
		case <-late.C:
			shown, _ := s.look()
			s.t.Fatalf("the disk has not %s; the screen is\n%s", wanted, shown)
		}
	}
}

// waitFor waits until every text is on the screen.
func (s *terminal) waitFor(texts ...string) screen {
	s.t.Helper()
	return s.waitUntil(fmt.Sprintf("%q", texts), func(shown screen) bool {
		for _, text := range texts {
			if !shown.shows(text) {
				return false
			}
		}
		return true
	})
}

// waitWithout waits until a text is gone from the screen.
func (s *terminal) waitWithout(text string) screen {
	s.t.Helper()
	return s.waitUntil(fmt.Sprintf("no %q", text), func(shown screen) bool { return !shown.shows(text) })
}

// waitCursor waits until the terminal's cursor is seen right behind a text.
func (s *terminal) waitCursor(text string) screen {
	s.t.Helper()
	return s.waitUntil(fmt.Sprintf("the cursor behind %q", text), func(shown screen) bool {
		x, y, found := shown.find(text)
		return found && shown.cursor == cursor{x + shown.width(text), y, true}
	})
}

// waitExit waits until the program has left.
func (s *terminal) waitExit(code int) {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-s.closed:
	case <-late.C:
		shown, _ := s.look()
		s.t.Fatalf("the program does not leave:\n%s", shown)
	}
	if s.code != code {
		s.t.Fatalf("exit code %d, want %d: %q", s.code, code, s.raw())
	}
}

// look is the screen as it is now, and whether no frame is being written.
func (s *terminal) look() (shown screen, whole bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	size, _ := s.emulator.WindowSize()
	shown = screen{cells: make([][]vt.Cell, size.Height)}
	for y := range shown.cells {
		shown.cells[y] = make([]vt.Cell, size.Width)
		for x := range shown.cells[y] {
			shown.cells[y][x] = s.emulator.GetCell(vt.Coord{X: vt.Col(x), Y: vt.Row(y)})
		}
	}
	at := s.emulator.Pos()
	shown.cursor = cursor{int(at.X), int(at.Y), s.emulator.Backend().GetCursor().IsVisible()}
	return shown, s.emulator.Backend().GetPrivateMode(vt.PmSyncOutput) != vt.ModeOn
}

func sampleSpeech(t *testing.T) string {
	t.Helper()
	return readFile(t, samplePath)
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// sampleFolder is a folder with the sample as talk.txt in it.
func sampleFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "talk.txt"), sampleSpeech(t))
	return folder
}

// usual is how most tests see talk.txt: in Chinese, 120 by 40.
func usual(folder string) where {
	return where{columns: 120, rows: 40, folder: folder, args: []string{"--ambiguous", "narrow", "talk.txt"}}
}

// open shows talk.txt of a folder and waits for the first screen. Then it begins
// a sequence of keys and breaks it off: what the emulator answered has been heard
// by then, so that from here on every frame comes in one piece.
func open(t *testing.T, w where) *terminal {
	t.Helper()
	s := start(t, w)
	s.waitFor("1–5 标注", "? 帮助")
	s.keys("]")
	s.waitFor("]…")
	s.keys("x")
	s.waitFor("1–5 标注", "? 帮助")
	return s
}

// leave quits and expects that all went well.
func (s *terminal) leave() {
	s.t.Helper()
	s.keys("q")
	s.waitExit(0)
}

// waitBar waits until the cursor's bar stands beside a text.
func (s *terminal) waitBar(text string) screen {
	s.t.Helper()
	return s.waitUntil("the bar beside "+text, func(shown screen) bool { return strings.Contains(shown.barred(), text) })
}

// add makes an annotation from the command line.
func add(t *testing.T, folder, quote string, more ...string) {
	t.Helper()
	c := exec.Command("lectern", append([]string{"add", "--quote", quote}, more...)...)
	c.Dir, c.Env = folder, environmentOf(t, where{folder: folder})
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("add: %v: %s", err, out)
	}
}
