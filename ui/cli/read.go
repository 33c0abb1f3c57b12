package cli

import (
	"os"

	"github.com/spf13/cobra"

	"lectern/ui"
)

func (p *program) readCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lectern [FILE | -]",
		Short: "Read speeches in the terminal, mark them and keep notes",
		Long: `Read speeches in the terminal, mark them and keep notes.

With a FILE, or with - for standard input, lectern shows that speech; without
one, a built-in sample. Press ? there for the keys. Notes are kept beside the
speech, in FILE.notes.json; the speech itself is never written to.

A FILE may be plain text, Markdown, a web page that was saved (.html), a .docx,
.odt or .pdf document, an .epub book, subtitles (.srt, .vtt) or a script in
Fountain. Nothing is read from the network.

When the output is no terminal, the speech is printed as plain text.`,
		Example:           "  lectern talk.txt",
		Args:              arguments(0, 1, "at most one FILE"),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault), // files
		RunE: func(_ *cobra.Command, args []string) error {
			if p.hasScreen() && len(args) > 0 {
				s, err := p.openForScreen(args[0])
				if err != nil {
					return err
				}
				return p.run(p.screen(s))
			}
			s, err := p.openFirst(args)
			if err != nil {
				return err
			}
			if !p.hasScreen() {
				return p.writePlain(s)
			}
			return p.run(p.screen(p.screenSpeech(s)))
		},
	}
}

func (p *program) openFirst(args []string) (*speech, error) {
	if len(args) == 0 {
		return p.openSample()
	}
	return p.open(args[0])
}

// screen is what the screen is told of a speech and of the settings.
func (p *program) screen(s ui.Speech) ui.Config {
	return ui.Config{
		Speech: s, Library: library{p}, Tags: library{p}, RoleKeeper: roleKeeper{}, Exporter: exporter{p}, Editor: editor{os.Getenv},
		Theme: p.settings.Theme.value, Lang: p.settings.Lang.value,
		Measure: p.settings.Measure.value, Ambiguous: p.settings.Ambiguous.value,
		Mouse: p.settings.Mouse && !p.settings.noMouse, Suspend: canSuspend(),
		Color:     os.Getenv("NO_COLOR") == "", // https://no-color.org
		Display:   display{terminalOf(p.stdout)},
		Clipboard: clipboardWhenAsked{}, Tmux: os.Getenv("TMUX") != "", Cite: p.settings.Cite.value,
		Roles: p.settings.Roles, Rates: p.settings.Rates.model(), Creator: p.settings.Author, Now: p.now,
	}
}
