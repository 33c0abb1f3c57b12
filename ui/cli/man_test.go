package cli

import (
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestManPages reads every command's page: each of its options is there, and no line
// is a request to roff but those of man(7).
func TestManPages(t *testing.T) {
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, settings: defaultSettings()}
	root := p.rootCommand([]string{"help"})
	pages := everyPage(root)
	if len(pages) < 20 {
		t.Errorf("there are %d pages", len(pages))
	}
	request := regexp.MustCompile(`^\.(TH .* 1 "" ".*" lectern|SH [A-Z ]+|PP|TP|nf|fi)$`)
	for name, page := range pages {
		command, _, err := root.Find(strings.Fields(name)[1:])
		if err != nil {
			t.Fatal(err)
		}
		command.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(page, roff("--"+f.Name)+`\fR`) {
				t.Errorf("%s: there is no --%s", name, f.Name)
			}
		})
		for i, line := range strings.Split(page, "\n") {
			if strings.HasPrefix(line, "'") || (strings.HasPrefix(line, ".") && !request.MatchString(line)) {
				t.Errorf("%s: line %d is a request: %s", name, i+1, line)
			}
		}
	}
	for _, want := range []string{
		".SH NAME\nlectern\\-list \\- ", "\n.TP\n\\fB\\-\\-color\\fR \\fICOLOR\\fR\n", "\n.SH SEE ALSO\nlectern(1)\n", "\n.SH GLOBAL OPTIONS\n",
	} {
		if !strings.Contains(pages["lectern list"], want) {
			t.Errorf("%q is not in lectern list's page:\n%s", want, pages["lectern list"])
		}
	}
}

// everyPage is the pages of a command and of those below it, by name.
func everyPage(c *cobra.Command) map[string]string {
	pages := map[string]string{c.CommandPath(): manPage(c)}
	for _, below := range c.Commands() {
		maps.Copy(pages, everyPage(below))
	}
	return pages
}

// TestRoff holds words against what roff(7) would obey.
func TestRoff(t *testing.T) {
	for words, want := range map[string]string{
		"a-b":             `a\-b`,
		".de\n.so /etc/x": "\\&.de\n\\&.so /etc/x",
		`'x' \fB`:         `\(aqx\(aq \(rsfB`,
		"`~^":             `\(ga\(ti\(ha`,
		"“同志” …":          "“同志” …",
		"a\n\n b. c\n":    "a\n\n b. c\n",
	} {
		if got := roff(words); got != want {
			t.Errorf("roff(%q) is %q, not %q", words, got, want)
		}
	}
}

// TestCommandNames holds the list of names, by which commands are made or not, against
// the commands.
func TestCommandNames(t *testing.T) {
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, settings: defaultSettings()}
	root := p.rootCommand([]string{"help"})
	root.InitDefaultHelpCmd()
	var names []string
	for _, c := range root.Commands() {
		names = append(append(names, c.Name()), c.Aliases...)
	}
	listed := slices.DeleteFunc(slices.Clone(commandNames), func(name string) bool { return strings.HasPrefix(name, "__") })
	slices.Sort(names)
	slices.Sort(listed)
	if !slices.Equal(names, listed) {
		t.Errorf("the commands are %q, listed are %q", names, listed)
	}
	if made := p.rootCommand([]string{"--theme", "dark", "talk.txt"}).Commands(); len(made) > 0 {
		t.Errorf("for reading a file, %d commands are made", len(made))
	}
}
