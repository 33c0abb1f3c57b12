package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/export"
	"lectern/ui"
	"lectern/ui/layout"
)

func (p *program) exportCommand() *cobra.Command {
	format := choice{"", formatNames()}
	var filter filterFlags
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:     "export FILE... --format FORMAT",
		Short:   "Write annotations in a form that other programs read",
		Long:    "Write annotations in a form that other programs read:\n" + formatList(),
		Example: "  lectern export talk.txt --format markdown -o talk-notes.md",
		Args:    arguments(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			chosen, ok := export.Find(format.value)
			if !ok {
				return usage("export: which format? (--format %s)", strings.Join(format.allowed, " or --format "))
			}
			speeches, err := p.openAll(args)
			if err != nil {
				return err
			}
			content, err := p.exported(speeches, chosen, filter.filter())
			if err != nil {
				return err
			}
			if out != "" {
				return p.writeExport(out, force, speeches, content)
			}
			return p.printExport(content)
		},
	}
	flags := cmd.Flags()
	flags.Var(&format, "format", "the `FORMAT`: "+strings.Join(format.allowed, ", "))
	flags.StringVarP(&out, "output", "o", "", "write to `OUT` instead of standard output")
	flags.BoolVar(&force, "force", false, "replace OUT when it is there already")
	filter.add(cmd)
	complete(cmd, "format", format.allowed)
	return cmd
}

func formatNames() []string {
	names := make([]string, len(export.Formats))
	for i, f := range export.Formats {
		names[i] = f.Name
	}
	return names
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "\n  %-10s (leaves out %s)", f.Name, f.Leaves)
	}
	return b.String()
}

// joints say how the exports of several speeches become one: what goes before,
// between and after them. What is not listed is parted by a blank line.
var joints = map[string][3]string{"json": {"[\n", ",\n", "]\n"}}

func (p *program) exported(speeches []*speech, format export.Format, filter annotations.Filter) ([]byte, error) {
	joint, listed := joints[format.Name]
	if !listed {
		joint = [3]string{"", "\n", ""}
	}
	if len(speeches) == 1 {
		joint = [3]string{}
	}
	var b bytes.Buffer
	b.WriteString(joint[0])
	for i, s := range speeches {
		if i > 0 {
			b.WriteString(joint[1])
		}
		options := export.Options{Places: s.wanted(filter), Source: s.shortName(), Roles: p.roles(s.notes)}
		if err := format.Write(&b, s.document, s.notes, options); err != nil {
			return nil, fmt.Errorf("%s: not exported: %w", s.name, err)
		}
	}
	b.WriteString(joint[2])
	return b.Bytes(), nil
}

// writeExport writes to a file, but never over a speech or its notes: not even
// --force means that.
func (p *program) writeExport(out string, force bool, speeches []*speech, content []byte) error {
	for _, s := range speeches {
		for _, kept := range []string{s.path, s.store.Path} {
			if sameFile(out, kept) {
				return fmt.Errorf("%s: it is the speech or its notes, which an export never replaces (name another file)", out)
			}
		}
	}
	err := writeOut(out, force, content)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w (--force replaces it, or name another)", err)
	}
	return err
}

// printExport prints the bytes as they are, unless a terminal would obey them.
func (p *program) printExport(content []byte) error {
	if !isTerminal(p.stdout) {
		_, err := p.stdout.Write(content)
		return err
	}
	for line := range strings.Lines(string(content)) {
		if _, err := fmt.Fprintln(p.stdout, layout.Visible(strings.TrimSuffix(line, "\n"))); err != nil {
			return err
		}
	}
	return nil
}

// exporter exports for the screen.
type exporter struct{ p *program }

// Formats are the names of the formats.
func (exporter) Formats() []string { return formatNames() }

// Export writes all annotations to a file that is not there yet.
func (e exporter) Export(s ui.Speech, notes *annotations.Notes, format, path string) error {
	chosen, ok := export.Find(format)
	if !ok {
		return fmt.Errorf("there is no format %q (there are %s)", format, strings.Join(formatNames(), ", "))
	}
	var b bytes.Buffer
	options := export.Options{Places: annotations.Anchor(s.Document, notes), Source: s.Name, Roles: e.p.roles(notes)}
	if err := chosen.Write(&b, s.Document, notes, options); err != nil {
		return err
	}
	return writeOut(path, false, b.Bytes())
}
