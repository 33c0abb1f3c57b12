package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lectern/ui"
	"lectern/ui/layout"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor [FILE]",
		Short: "Say what lectern finds: the terminal, whether its columns line up, the clipboard, where files are",
		Long: `Say what lectern finds: the terminal and what it answers, whether its columns
line up, the clipboard, the language, where files are. With a FILE, also where
its notes are. What is wrong comes with what to do about it.`,
		Example: "  lectern doctor\n  lectern doctor talk.txt",
		Args:    arguments(0, 1, "at most one FILE"),
		// In the place of the root's, which ends with a wrong configuration: to
		// find out about that is what this command is for.
		PersistentPreRunE: func(*cobra.Command, []string) error {
			p.started = true
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.doctor(args) },
	}
}

// askingTime is how long the terminal may take for all its answers.
const askingTime = time.Second

// checkup is a page of findings being written.
type checkup struct {
	*bufio.Writer
	terminal *ui.Terminal // nil without one
	file     *os.File     // the terminal's
	grid     layout.Grid
	lang     string // of what it says
}

// say is a phrase in the language of the page.
func (c *checkup) say(english string, args ...any) string {
	said := ui.DoctorSays(english, c.lang)
	if len(args) == 0 {
		return said
	}
	return fmt.Sprintf(said, args...)
}

func (p *program) doctor(args []string) error {
	c := checkup{Writer: bufio.NewWriter(p.stdout), grid: p.grid(), lang: p.settings.Lang.value}
	if p.hasScreen() {
		heard, err := p.askTerminal()
		if err != nil {
			return fmt.Errorf("asking the terminal: %w", err)
		}
		c.terminal, c.file = &heard, terminalOf(p.stdout)
		c.grid = gridOf(p.settings.Ambiguous.value, heard)
	}
	c.find("lectern", versionInFull())
	c.columns()
	c.find("")
	p.findTerminal(&c)
	c.find("")
	c.findClipboard()
	c.find("")
	p.findLanguage(&c)
	c.find("")
	err := p.findFiles(&c, args)
	if failed := c.Flush(); failed != nil {
		return failed
	}
	return err
}

// askTerminal asks with the terminal in raw mode, so that it shows no answer and gives
// them before a line ends.
func (p *program) askTerminal() (ui.Terminal, error) {
	file := terminalOf(p.stdin)
	if file == nil {
		file = terminalOf(p.stdout) // the same one
	}
	before, err := term.MakeRaw(int(file.Fd()))
	if err != nil {
		return ui.Terminal{}, err
	}
	heard, err := ui.AskTerminal(context.Background(), sampleTexts(), askingTime)
	return heard, errors.Join(err, term.Restore(int(file.Fd()), before))
}

// find writes a line: what was looked at, what was found, and what to do where that
// is wrong.
func (c *checkup) find(name string, found ...string) {
	if name == "" {
		fmt.Fprintln(c)
		return
	}
	line := c.say(found[0])
	if len(found) > 1 && found[1] != "" {
		line += c.say(" (%s)", c.say(found[1]))
	}
	fmt.Fprintf(c, "%s %s\n", c.label(name), layout.Visible(line))
}

// label is a name in the first column.
func (c *checkup) label(name string) string {
	said := c.say(name)
	return said + strings.Repeat(" ", max(16-layout.Width(said, layout.Grid{}), 0))
}

// control sends the terminal a control sequence of our own.
func (c *checkup) control(sequence string) {
	c.Flush()
	c.file.WriteString(sequence)
}

// versionInFull is the version with what it was built with and from.
func versionInFull() string {
	text := fmt.Sprintf("%s, %s, %s/%s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return text
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			text += ", commit " + s.Value[:min(len(s.Value), 12)]
		}
	}
	return text
}

// findTerminal says what is known of the terminal, and what it answered.
func (p *program) findTerminal(c *checkup) {
	env := func(name string) string { return cmp.Or(os.Getenv(name), "not set") }
	c.find("TERM", env("TERM"))
	c.find("COLORTERM", env("COLORTERM"))
	c.find("TERM_PROGRAM", env("TERM_PROGRAM"))
	c.find("tmux, ssh", c.say(yesNo(os.Getenv("TMUX") != ""))+", "+c.say(yesNo(overSSH())))
	if value := os.Getenv(eastAsian); value != "" {
		c.find(eastAsian, value, "Bubble Tea then counts “ ” as two cells: unset it where the terminal draws them in one")
	}
	if c.terminal == nil {
		c.find("terminal", "no terminal", "what it answers is not known; run lectern doctor in one, with TERM set")
		return
	}
	t := c.terminal
	if t.Name != "" {
		c.find("terminal", t.Name)
	}
	if file := terminalOf(p.stdout); file != nil {
		if width, height, err := term.GetSize(int(file.Fd())); err == nil {
			c.find("size", c.say("%d columns, %d rows", width, height))
		}
	}
	c.find("colours", colorsFound(t))
	c.find("background", c.backgroundFound(t.Background, t.Dark))
	c.find("cursor", answered(t.Position), adviceUnless(t.Position, "how wide “ ” are cannot be asked: set --ambiguous narrow or wide"))
	c.find("clusters", answerFound(t.Clusters), adviceUnless(t.Clusters == ui.Yes, "mode 2027: emoji of several parts, Thai and Devanagari are laid out by code points"))
	c.find("frames", answerFound(t.Frames), adviceUnless(t.Frames == ui.Yes, "mode 2026: a screen may be seen half drawn for a moment"))
	c.find("keyboard", answerFound(t.Keyboard), adviceUnless(t.Keyboard == ui.Yes, "kitty's protocol: lectern needs no key that only it can tell apart"))
}

// eastAsian is the variable by which the libraries under Bubble Tea are told that the
// terminal draws ambiguous characters in two cells.
const eastAsian = "RUNEWIDTH_EASTASIAN"

func overSSH() bool { return os.Getenv("SSH_CONNECTION") != "" || os.Getenv("SSH_TTY") != "" }

func colorsFound(t *ui.Terminal) string {
	if os.Getenv("NO_COLOR") != "" {
		return "none, because NO_COLOR is set"
	}
	return t.Colors.String()
}

func (c *checkup) backgroundFound(color string, dark bool) string {
	switch {
	case color == "":
		return "no answer (if words are hard to read: --theme dark or light)"
	case dark:
		return c.say("%s, dark", color)
	}
	return c.say("%s, light", color)
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func answered(yes bool) string {
	if yes {
		return "answers where it is"
	}
	return "no answer"
}

func answerFound(a ui.Answer) string {
	return map[ui.Answer]string{ui.NoAnswer: "no answer", ui.No: "no", ui.Yes: "yes"}[a]
}

func adviceUnless(fine bool, advice string) string {
	if fine {
		return ""
	}
	return advice
}

// findClipboard says how what is copied reaches the clipboard.
func (c *checkup) findClipboard() {
	if tool, ok := systemClipboard().(clipboardTool); ok {
		c.find("clipboard", tool.argv[0])
		return
	}
	advice := "the terminal must allow it; where nothing arrives, install wl-copy, xclip or xsel"
	switch {
	case os.Getenv("TMUX") != "":
		advice = "tmux must pass it on: set -g set-clipboard on"
	case overSSH():
		advice = "the terminal in front of you must allow it; a tool on this machine would not help"
	}
	c.find("clipboard", "through the terminal, by OSC 52", advice)
}

// findLanguage says which language the screens have, and why.
func (p *program) findLanguage(c *checkup) {
	name, locale := localeOf(os.Getenv)
	switch {
	case locale == "":
		c.find("locale", "not set", "LANG=zh_CN.UTF-8 makes the screens Chinese")
	case isUTF8(locale):
		c.find("locale", name+"="+locale)
	default:
		c.find("locale", name+"="+locale, "not UTF-8: if characters come out wrong, take one that ends in .UTF-8")
	}
	c.find("language", p.settings.Lang.value, "--lang en or zh changes it")
}

// isUTF8 reports whether a locale's name says that its encoding is UTF-8.
func isUTF8(locale string) bool {
	return strings.Contains(strings.ReplaceAll(strings.ToLower(locale), "-", ""), "utf8")
}

// findFiles says where lectern keeps what, and whether it can.
func (p *program) findFiles(c *checkup, args []string) error {
	switch _, err := os.Stat(configPath()); {
	case p.badConfig != nil:
		c.find("configuration", p.badConfig.Error())
	case err == nil:
		c.find("configuration", configPath())
	default:
		c.find("configuration", c.say("none: %s would be read", configPath()))
	}
	c.findFolder("data", dataNotes())
	c.findFolder("state", stateFolder())
	if len(args) == 0 {
		c.find("notes", "beside each speech, as FILE.notes.json", "lectern doctor FILE says where")
		return nil
	}
	s, err := p.open(args[0])
	if err != nil {
		return err
	}
	c.find("notes of FILE", c.say("%d in %s", len(s.notes.Live()), s.notesName()), s.readOnly())
	return nil
}

// findFolder says whether a folder can be written to. One that is not there yet is
// made when it is needed.
func (c *checkup) findFolder(name, path string) {
	at := path
	for _, err := os.Stat(at); os.IsNotExist(err) && filepath.Dir(at) != at; _, err = os.Stat(at) {
		at = filepath.Dir(at)
	}
	c.find(name, path, adviceUnless(writable(at), c.say("cannot be written: %s and the XDG variables say where it is", cmp.Or(os.Getenv("HOME"), "HOME"))))
}
