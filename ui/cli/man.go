package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manCommand writes the manual from the commands' own help, for those who
// package lectern.
func (p *program) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "man [COMMAND]",
		Short:   "Print the manual page of lectern, or of one of its commands",
		Example: "  lectern man > lectern.1\n  lectern man add > lectern-add.1\n  lectern man tags rename > lectern-tags-rename.1",
		Hidden:  true,
		RunE: func(_ *cobra.Command, args []string) error {
			command, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usage("man: there is no command %q (see lectern --help)", strings.Join(args, " "))
			}
			_, err = io.WriteString(p.stdout, manPage(command))
			return err
		},
	}
}

// manPage is a command's help in the macros of man(7). cobra/doc would write one too,
// by way of Markdown and with a Markdown parser that costs every start 0.6 ms.
func manPage(c *cobra.Command) string {
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"lectern %s\" lectern\n", strings.ToUpper(pageName(c)), roff(version()))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", pageName(c), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n%s\n", roff(c.UseLine()))
	b.WriteString(".SH DESCRIPTION\n")
	for _, block := range strings.Split(cmp.Or(c.Long, c.Short), "\n\n") {
		writeBlock(&b, block)
	}
	writeFlags(&b, "OPTIONS", c.NonInheritedFlags())
	writeFlags(&b, "GLOBAL OPTIONS", c.InheritedFlags())
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n")
		writeBlock(&b, c.Example)
	}
	b.WriteString(".SH SEE ALSO\n" + strings.Join(relatives(c), ",\n") + "\n")
	return b.String()
}

// writeBlock writes a paragraph, filled; as it is when a line of it is set in.
func writeBlock(b *strings.Builder, block string) {
	words := roff(strings.Trim(block, "\n"))
	if lines := "\n" + words; strings.Contains(lines, "\n ") || strings.Contains(lines, "\n\t") {
		words = ".nf\n" + words + "\n.fi"
	}
	fmt.Fprintf(b, ".PP\n%s\n", words)
}

func writeFlags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	b.WriteString(".SH " + title + "\n")
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		value, usage := pflag.UnquoteUsage(f)
		fmt.Fprintf(b, ".TP\n\\fB%s\\fR \\fI%s\\fR\n%s\n", roff(name), roff(value), roff(usage))
	})
}

// pageName is what a command's page is called.
func pageName(c *cobra.Command) string {
	return roff(strings.ReplaceAll(c.CommandPath(), " ", "-"))
}

// relatives are the pages of the command above and of those below.
func relatives(c *cobra.Command) []string {
	var pages []string
	if c.HasParent() {
		pages = append(pages, pageName(c.Parent())+"(1)")
	}
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			pages = append(pages, pageName(below)+"(1)")
		}
	}
	return pages
}

// asRoff has groff_char(7)'s names of the signs that roff(7) obeys or makes
// typographic, so that an example can be copied out of the page.
var asRoff = strings.NewReplacer(`\`, `\(rs`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, "\n.", "\n\\&.")

// roff is text as words on a page, none of it a request.
func roff(text string) string {
	return strings.TrimPrefix(asRoff.Replace("\n"+text), "\n")
}
