// Package cli is lectern's command line and its configuration: one file a
// command. It is also what the screen knows of the disk: it opens speeches,
// keeps notes and places, runs the reader's editor.
package cli

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// program is one run of lectern.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	sample         []byte // the built-in speech
	now            func() time.Time

	settings settings
	// badConfig is what is wrong with the configuration file.
	badConfig error
	// started says that the command line was understood: what goes wrong
	// before is wrong usage, what goes wrong after is a failure.
	started bool
}

// Main runs lectern with the words after its name and returns the exit code:
// 0 done, 1 failed, 2 wrong usage.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, sample []byte) int {
	xdg.Reload()
	p := &program{stdin: stdin, stdout: toTerminal(stdout), stderr: toTerminal(stderr), sample: sample, now: time.Now}
	if !isTerminal(p.stdout) || !isTerminal(p.stderr) {
		surviveBrokenPipe()
	}
	defer p.endWords()
	p.badConfig = p.settings.load()
	root := p.rootCommand(args)
	root.SetArgs(args)
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		p.started = true
		return p.badConfig
	}
	return p.report(root.Execute())
}

func (p *program) endWords() {
	for _, stream := range []io.Writer{p.stdout, p.stderr} {
		if w, ok := stream.(*wordsOnly); ok {
			w.end()
		}
	}
}

// surviveBrokenPipe makes a write to a closed pipe an error instead of the
// process's death, so that `lectern talk.txt | head` ends well. The signal is
// caught and not ignored: ignoring would pass on to the reader's editor.
func surviveBrokenPipe() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}

// rootCommand is lectern's command, with those below it unless the words after its name
// can only be a file: making them takes longer than laying out a page.
func (p *program) rootCommand(args []string) *cobra.Command {
	root := p.readCommand()
	root.Version = version()
	root.SetVersionTemplate("lectern {{.Version}}\n")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetFlagErrorFunc(flagError)
	p.settings.addFlags(root)
	if slices.ContainsFunc(args, asksForCommands) {
		p.addCommands(root)
	}
	return root
}

// asksForCommands reports whether a word may name a command, or want the list of them.
func asksForCommands(word string) bool {
	return slices.Contains(commandNames, word) || strings.HasPrefix(word, "--help") ||
		strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "--") && strings.Contains(word, "h")
}

// commandNames are the names of the commands, those that Cobra makes among them.
var commandNames = []string{
	"outline", "list", "add", "edit", "place", "remove", "carry", "tags", "roles", "info", "export", "import", "merge", "doctor", "man",
	"completion", "help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd,
}

func (p *program) addCommands(root *cobra.Command) {
	root.AddCommand(
		p.outlineCommand(), p.listCommand(), p.addCommand(), p.editCommand(), p.placeCommand(), p.removeCommand(),
		p.carryCommand(), p.tagsCommand(), p.rolesCommand(), p.infoCommand(), p.exportCommand(), p.importCommand(),
		p.mergeCommand(), p.doctorCommand(), p.manCommand(root),
	)
	requireShell(root)
}

// requireShell makes `lectern completion` without a shell wrong usage instead
// of a page of help.
func requireShell(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic(err) // cobra made it just now
	}
	completion.Args = cobra.ArbitraryArgs
	completion.RunE = func(*cobra.Command, []string) error {
		return usage("completion: for which shell? (bash, fish, powershell or zsh)")
	}
}

// version is what the module system or the checkout says, "dev" when neither does.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

// arguments checks how many words follow a command; high below 0 is no limit.
func arguments(low, high int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= low && (high < 0 || len(args) <= high) {
			return nil
		}
		return fmt.Errorf("%s takes %s, but got %d words (see %s --help)", cmd.Name(), what, len(args), cmd.CommandPath())
	}
}
