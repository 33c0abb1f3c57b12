package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"lectern/model"
	"lectern/ui/layout"
)

// App is the only tea.Model. It routes: keys to the mode on top, the mouse to
// the page, what commands bring to whom it concerns. It decides nothing.
type App struct {
	config    Config
	reader    *reader
	probing   bool    // the terminal has been asked where the cursor stands
	before    *reader // the speech before, while another is being opened
	drewFirst bool    // the first screen was drawn before Bubble Tea's
}

func newApp(c Config) *App {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Rates == (model.Rates{}) {
		c.Rates = model.DefaultRates
	}
	a := &App{config: c}
	depth := colorprofile.TrueColor
	if !c.Color {
		depth = colorprofile.Ascii
	}
	l := look{theme: newTheme(c.Theme != "light", depth), lang: c.Lang, roles: c.Roles}
	l.grid = layout.Grid{Wide: c.Ambiguous == "wide", CodePoints: true}
	a.reader = newReader(&a.config, l, c.Speech)
	a.config.Speech = Speech{} // the reader's, which may be put away
	return a
}

// Init asks the terminal what it is and starts the work that opening leaves over.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.reader.open()}
	if a.config.Theme == "auto" && a.config.Color {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.config.Ambiguous == "auto" {
		cmds = append(cmds, probeSoon())
	}
	return guard(tea.Batch(cmds...))
}

// Update takes in a message, and then the keys that were pressed before the page
// could obey them.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.update(msg)
	for {
		key, ok := a.reader.nextWaiting()
		if !ok {
			return a, guard(cmd)
		}
		cmd = tea.Batch(cmd, a.update(key))
	}
}

// update routes a message and then works out what is in view.
func (a *App) update(msg tea.Msg) tea.Cmd {
	turn, cursor := a.reader.turn, a.reader.cursor
	cmd := a.route(msg)
	cmd = tea.Batch(cmd, a.reader.catchUp(), a.reader.searchAgain())
	a.reader.askNext()
	a.reader.arrange()
	if a.reader.turn != turn {
		cmd = tea.Batch(cmd, forget(a.reader.turn))
	}
	if a.reader.cursor != cursor {
		a.reader.placeTurn++
		cmd = tea.Batch(cmd, placeDue(a.reader.placeTurn))
	}
	return cmd
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	r := a.reader
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.pressed++
		if r.opening.noNotes {
			return r.pressEarly(msg)
		}
		return r.press(msg)
	case tea.PasteMsg:
		return r.paste(msg)
	case tea.MouseMsg:
		if !r.opens() {
			return r.pointer(msg)
		}
	case tea.WindowSizeMsg:
		r.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.CursorPositionMsg, tea.ModeReportMsg, probeMsg:
		return a.terminal(msg)
	case taskDoneMsg:
		if r.done(msg.task) {
			return a.route(msg.msg)
		}
		if a.before != nil { // which may come back
			a.before.done(msg.task)
		}
	case openedMsg:
		return a.opened(msg)
	case textOpenedMsg, restOpenedMsg:
		return tea.Batch(r.receive(msg), a.openedFurther())
	case crashedMsg:
		panic(msg.crash) // Run tells the reader
	default:
		return r.receive(msg)
	}
	return nil
}

// terminal takes in what the terminal says of itself.
func (a *App) terminal(msg tea.Msg) tea.Cmd {
	r := a.reader
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if a.config.Theme == "auto" {
			r.look.theme = newTheme(msg.IsDark(), r.look.theme.depth)
		}
	case tea.ColorProfileMsg:
		if a.config.Color {
			r.look.theme.depth = msg.Profile
		}
	case tea.ModeReportMsg:
		a.counts(msg)
	case probeMsg:
		a.probing = true
		return probe()
	case tea.CursorPositionMsg:
		return a.probed(msg)
	}
	return nil
}

// counts takes in whether the terminal draws a grapheme cluster as one (mode 2027,
// contour's "Unicode core"). Bubble Tea asks, and counts by the same answers.
func (a *App) counts(m tea.ModeReportMsg) {
	known := m.Value == ansi.ModeSet || m.Value == ansi.ModeReset || m.Value == ansi.ModePermanentlySet
	if m.Mode == ansi.ModeUnicodeCore && known && a.reader.look.grid.CodePoints {
		a.reader.look.grid.CodePoints = false
		a.reader.relayout()
	}
}

// probed takes in where the cursor stood behind the probe. Whatever comes unasked
// or from the first row is a key: F3 with a modifier looks the same (CSI 1;3 R).
// Signs of ours that turned out wide have pushed others aside, even into the next
// row, so that all is drawn anew.
func (a *App) probed(m tea.CursorPositionMsg) tea.Cmd {
	if !a.probing || m.Y == 0 {
		return nil
	}
	a.probing = false
	wide := m.X == 2
	if wide == a.reader.look.grid.Wide {
		return nil
	}
	a.reader.look.grid.Wide = wide
	a.reader.relayout()
	return tea.ClearScreen
}

// opened puts another speech on the page; the one before is left as on quitting.
func (a *App) opened(m openedMsg) tea.Cmd {
	before := a.reader
	switch _, reads := before.mode().(reading); {
	case m.err != nil:
		before.warn(sayCannotOpen, m.err)
		return nil
	case !reads || !before.book.settled(): // what is being written comes first
		before.warn(sayNotNow)
		return nil
	}
	a.before = before
	a.reader = newReader(&a.config, before.look, m.speech)
	a.reader.opening.instead = true
	a.reader.mouse, a.reader.focus, a.reader.measure = before.mouse, before.focus, before.measure
	a.reader.leadsApart = before.leadsApart
	a.reader.turn, a.reader.placeTurn = before.turn, before.placeTurn
	a.reader.resize(before.width, before.height)
	return tea.Batch(a.reader.open(), before.keepPlace(false), a.openedFurther())
}

// openedFurther goes back to the speech before when the one that was to be opened
// instead cannot be read after all, and forgets it once that is open.
func (a *App) openedFurther() tea.Cmd {
	before, failed := a.before, a.reader.opening.failed
	switch {
	case before == nil && failed != nil:
		return tea.Quit
	case before == nil || a.reader.opening.noNotes && failed == nil:
		return nil
	case failed != nil:
		before.turn = a.reader.turn
		before.resize(a.reader.width, a.reader.height)
		a.reader, a.before = before, nil
		if errors.Is(failed, errStopped) {
			before.tell(sayStopped)
		} else {
			before.warn(sayCannotOpen, failed)
		}
		return watch(&before.book, before.speech.Watcher)
	}
	a.before = nil
	return giveBack()
}

// View is the whole screen.
func (a *App) View() tea.View {
	content, cursor := a.reader.view()
	v := tea.NewView(a.reader.look.sealed(content, a.reader.width))
	v.AltScreen = true
	v.Cursor = cursor
	v.ProgressBar = a.reader.progressBar()
	v.WindowTitle = layout.Sealed(a.reader.look.clip(a.reader.info().Title, 80))
	if a.reader.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}
