package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"lectern/model"
)

// App is the only tea.Model. It routes: keys to the mode on top, the mouse to
// the page, what commands bring to whom it concerns. It decides nothing.
type App struct {
	config Config
	reader *reader
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
	l := look{theme: newTheme(c.Theme != "light", depth), lang: c.Lang, wide: c.Ambiguous == "wide", roles: c.Roles}
	a.reader = newReader(&a.config, l, c.Speech)
	return a
}

// Init asks the terminal what it is and starts the work that opening leaves over.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.reader.begin()}
	if a.config.Theme == "auto" && a.config.Color {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if a.config.Ambiguous == "auto" {
		cmds = append(cmds, probeSoon())
	}
	return guard(tea.Batch(cmds...))
}

// Update routes a message and then works out what is in view.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	turn, cursor := a.reader.turn, a.reader.cursor
	cmd := a.route(msg)
	cmd = tea.Batch(cmd, a.reader.catchUp())
	a.reader.askNext()
	a.reader.arrange()
	if a.reader.turn != turn {
		cmd = tea.Batch(cmd, forget(a.reader.turn))
	}
	if a.reader.cursor != cursor {
		a.reader.placeTurn++
		cmd = tea.Batch(cmd, placeDue(a.reader.placeTurn))
	}
	return a, guard(cmd)
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	r := a.reader
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.PasteMsg:
		return r.paste(msg)
	case tea.MouseMsg:
		return r.pointer(msg)
	case tea.WindowSizeMsg:
		r.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.CursorPositionMsg, probeMsg:
		return a.terminal(msg)
	case openedMsg:
		return a.opened(msg)
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
	case probeMsg:
		return probe()
	case tea.CursorPositionMsg:
		if wide := msg.X == 2; a.config.Ambiguous == "auto" && wide != r.look.wide {
			r.look.wide = wide
			r.relayout()
		}
	}
	return nil
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
	a.reader = newReader(&a.config, before.look, m.speech)
	a.reader.mouse, a.reader.focus, a.reader.measure = before.mouse, before.focus, before.measure
	a.reader.leadsApart = before.leadsApart
	a.reader.turn, a.reader.placeTurn = before.turn, before.placeTurn
	a.reader.resize(before.width, before.height)
	return tea.Batch(a.reader.begin(), before.keepPlace(false))
}

// View is the whole screen.
func (a *App) View() tea.View {
	content, cursor := a.reader.view()
	v := tea.NewView(content)
	v.AltScreen = true
	v.Cursor = cursor
	v.WindowTitle = a.reader.look.clip(a.reader.info().Title, 80)
	if a.reader.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}
