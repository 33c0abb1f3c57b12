package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/annotations/export"
	"lectern/model"
	"lectern/ui"
)

// exportFlags are what the command line says about an export.
type exportFlags struct {
	format   choice
	filter   filterFlags
	by       choice
	context  choice
	cite     choice
	template string
	crlf     bool
	out      string
	force    bool
}

func (p *program) exportCommand() *cobra.Command {
	f := exportFlags{
		format: choice{"", formatNames()}, by: choice{"", stringsOf(export.Groupings)}, context: choice{"", stringsOf(export.Contexts)},
		cite: choice{"", citation.Names()},
	}
	cmd := &cobra.Command{
		Use:   "export FILE...",
		Short: "Write annotations in a form that other programs read",
		Long:  "Write annotations in a form that other programs read, Markdown unless --format or the name of OUT says another:\n" + formatList(),
		Example: "  lectern export talk.txt > talk-notes.md\n" +
			"  lectern export talk.txt --tag 政策 -o talk.docx\n" +
			"  lectern export *.txt --format csv -o notes.csv",
		Args: arguments(1, -1, "at least one FILE"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.export(cmd, args, &f) },
	}
	flags := cmd.Flags()
	flags.Var(&f.format, "format", "the `FORMAT`, as listed above")
	flags.StringVarP(&f.out, "output", "o", "", "write to `OUT` instead of standard output; into a folder, a file for each speech")
	flags.BoolVar(&f.force, "force", false, "replace OUT when it is there already")
	flags.Var(&f.by, "by", "the `HEADINGS` that passages stand under: "+strings.Join(f.by.allowed, ", "))
	flags.Var(&f.context, "context", "how much of the speech stands round a passage: "+strings.Join(f.context.allowed, ", "))
	flags.Var(&f.cite, "cite", "cite each passage in a `STYLE`: "+strings.Join(f.cite.allowed, ", "))
	flags.StringVar(&f.template, "template", "", "a text/template in `FILE` for a Markdown of your own (docs/template.md)")
	flags.BoolVar(&f.crlf, "crlf", false, "end lines as Windows does, for MAXQDA")
	f.filter.add(cmd)
	complete(cmd, "format", f.format.allowed)
	complete(cmd, "by", f.by.allowed)
	complete(cmd, "context", f.context.allowed)
	complete(cmd, "cite", f.cite.allowed)
	return cmd
}

func stringsOf[S ~string](list []S) []string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = string(s)
	}
	return all
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
		fmt.Fprintf(&b, "\n  %-9s %s\n            leaves out %s", f.Name, f.For, f.Leaves)
	}
	return b.String()
}

func (p *program) export(cmd *cobra.Command, args []string, f *exportFlags) error {
	format, err := f.chosenFormat()
	if err != nil {
		return err
	}
	if err := f.check(cmd, format); err != nil {
		return err
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	speeches, err := p.openAll(args)
	if err != nil {
		return err
	}
	parts, err := p.exportParts(speeches, f.filter.filter())
	if err != nil {
		return err
	}
	e := &export.Export{Speeches: parts, Options: options}
	if f.intoFolder() {
		return p.exportEach(e, format, f, speeches)
	}
	content, err := exported(e, format)
	switch {
	case errors.Is(err, export.ErrSingle):
		return usage("export: a %s file holds one speech, not %d (-o FOLDER makes one for each)", format.Name, len(speeches))
	case err != nil:
		return f.explained(err)
	case f.out != "":
		err = writeExport(outputs(e, format, f.out, content), f.force, keptOf(speeches)...)
		if errors.Is(err, fs.ErrExist) {
			err = fmt.Errorf("%w (--force replaces it, or name another)", err)
		}
	default:
		err = p.printExport(content, format)
	}
	if err == nil {
		p.tellLosses(e)
	}
	return err
}

// intoFolder reports whether OUT is a folder, or is to be one.
func (f *exportFlags) intoFolder() bool {
	return isFolder(f.out) || os.IsPathSeparator(lastByte(f.out))
}

// explained is what is wrong with an export, and with a template where to read on.
func (f *exportFlags) explained(err error) error {
	var inTemplate *export.TemplateError
	if errors.As(err, &inTemplate) {
		return fmt.Errorf("%s: %w (docs/template.md says what a template can use); nothing was written", f.template, err)
	}
	return err
}

// chosenFormat is the one that is asked for, or else the one whose files end as OUT
// does, or else, where OUT has no ending, the first.
func (f *exportFlags) chosenFormat() (export.Format, error) {
	if chosen, ok := export.Find(f.format.value); ok {
		return chosen, nil
	}
	ending := strings.ToLower(filepath.Ext(f.out))
	best := export.Format{}
	for _, format := range export.Formats {
		if strings.HasSuffix(strings.ToLower(f.out), format.Extension) && len(format.Extension) > len(best.Extension) {
			best = format
		}
	}
	switch {
	case best.Name != "":
		return best, nil
	case ending == "" || f.intoFolder():
		return export.Formats[0], nil
	}
	return best, usage("export: no format has files that end in %s (--format names one: %s)", ending, strings.Join(f.format.allowed, ", "))
}

// check refuses options that the format has no use for: silently without effect,
// they would be missed.
func (f *exportFlags) check(cmd *cobra.Command, format export.Format) error {
	for _, option := range []struct {
		flag  string
		takes export.Takes
	}{
		{"by", export.TakesGroup}, {"context", export.TakesContext}, {"cite", export.TakesCite}, {"template", export.TakesTemplate}, {"crlf", export.TakesCRLF},
	} {
		if !cmd.Flags().Changed(option.flag) || format.Takes&option.takes != 0 {
			continue
		}
		var names []string
		for _, other := range export.Formats {
			if other.Takes&option.takes != 0 {
				names = append(names, other.Name)
			}
		}
		return usage("export: --%s: the format %s has no use for it (it is for %s)", option.flag, format.Name, strings.Join(names, ", "))
	}
	return nil
}

// maxTemplate is how many bytes a template may have.
const maxTemplate = 1 << 20

func (f *exportFlags) options() (export.Options, error) {
	o := export.Options{Group: export.Grouping(f.by.value), Context: export.Context(f.context.value), CRLF: f.crlf}
	o.Cite, _ = citation.Find(f.cite.value)
	if f.template == "" {
		return o, nil
	}
	text, err := readSmall(f.template, maxTemplate)
	o.Template = string(text)
	if err == nil && strings.TrimSpace(o.Template) == "" {
		err = fmt.Errorf("%s: the template is empty (docs/template.md has one to begin with)", f.template)
	}
	return o, err
}

// exportParts are the speeches with what the filter accepts of them. An export of
// nothing is a mistake, not an empty file.
func (p *program) exportParts(speeches []*speech, filter annotations.Filter) ([]*export.Speech, error) {
	var parts []*export.Speech
	total, wanted := 0, 0
	seen := map[string]bool{}
	for _, s := range speeches {
		if s.path != "" && seen[s.path] {
			continue // named twice
		}
		seen[s.path] = true
		part := p.exportPart(s.document, s.notes, s.shortName())
		part.Places = s.wanted(filter)
		total += len(s.notes.Live())
		wanted += len(part.Places)
		parts = append(parts, part)
	}
	switch {
	case total == 0:
		return nil, fmt.Errorf("export: nothing is annotated yet (open the speech and mark something, or lectern add)")
	case wanted == 0:
		return nil, fmt.Errorf("export: none of the %d annotations matches (lectern list shows them)", total)
	}
	return parts, nil
}

func exported(e *export.Export, format export.Format) ([]byte, error) {
	var b bytes.Buffer
	err := e.Write(&b, format)
	return b.Bytes(), err
}

// tellLosses says what the format could not carry.
func (p *program) tellLosses(e *export.Export) {
	if losses := e.Losses(); losses != nil {
		fmt.Fprintf(p.stderr, "lectern: exported, but for what the format cannot carry: %s\n", ui.SayLosses(lossesOf(e), "en"))
	}
}

func lossesOf(e *export.Export) []ui.ExportLoss {
	var losses []ui.ExportLoss
	for _, l := range e.Losses() {
		losses = append(losses, ui.ExportLoss{Kind: string(l.Kind), Count: l.Count})
	}
	return losses
}

// exportEach writes a file for each speech into a folder. All are made before the
// first is written, and none is when one of them may not be.
func (p *program) exportEach(whole *export.Export, format export.Format, f *exportFlags, speeches []*speech) error {
	var files []output
	var made []*export.Export
	names := export.NewNames()
	for _, s := range whole.Speeches {
		if len(s.Places) == 0 {
			continue
		}
		e := &export.Export{Speeches: []*export.Speech{s}, Options: whole.Options}
		content, err := exported(e, format)
		if err != nil {
			return f.explained(fmt.Errorf("%s: not exported: %w", s.Source, err))
		}
		made = append(made, e)
		files = append(files, outputs(e, format, filepath.Join(f.out, names.For(s.Source)+format.Extension), content)...)
	}
	if err := os.Mkdir(f.out, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: the folder cannot be made: %w (name another one)", f.out, reason(err))
	}
	err := writeExport(files, f.force, keptOf(speeches)...)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w (--force replaces it, or name another folder); nothing was written", err)
	} else if err != nil {
		return err
	}
	for _, e := range made {
		p.tellLosses(e)
	}
	return nil
}

func lastByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return path != "" && err == nil && info.IsDir()
}

// keptOf are the files that an export of speeches never replaces.
func keptOf(speeches []*speech) (paths []string) {
	for _, s := range speeches {
		paths = append(paths, s.path, s.store.Path)
	}
	return paths
}

// printExport prints the bytes as they are: before a terminal stands the gate.
func (p *program) printExport(content []byte, format export.Format) error {
	if format.Binary && isTerminal(p.stdout) {
		return usage("export: %s is not for a terminal (-o FILE, or > FILE)", format.Name)
	}
	_, err := p.stdout.Write(content)
	return err
}

func (p *program) exportPart(d *model.Document, n *annotations.Notes, source string) *export.Speech {
	return &export.Speech{Document: d, Notes: n, Source: source, Roles: p.roles(n)}
}
