package cli

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/importer"
	"lectern/model/source"
)

func (p *program) importCommand() *cobra.Command {
	format := choice{"", importNames()}
	var asJSON, dryRun bool
	cmd := &cobra.Command{
		Use:   "import FILE NOTES...",
		Short: "Bring in notes that other programs, or lectern's exports, have in files",
		Long: `Bring in notes that other programs, or lectern's exports, have in files:
` + importList() + `

FILE is the speech; - as one of NOTES is standard input. Each note is put where its
quote stands; nothing is guessed. What could be in several places is listed to be
decided, and what is not in the text is kept with its quote. Of a file with notes on
many texts, those on this speech are taken: its title says so, or half of its
quotes. Imported again, nothing is added. The comments in a Word document can be of
the speech itself: lectern import talk.docx talk.docx`,
		Example: "  lectern import talk.txt \"My Clippings.txt\" --dry-run\n  lectern import talk.txt hypothesis.json notes.md\n" +
			"  lectern import talk.txt talk-reviewed.docx",
		Args: arguments(2, -1, "a FILE and at least one file of NOTES"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			r, err := p.imported(s, args[1:], format.value)
			if err != nil {
				return err
			}
			if !dryRun {
				if _, err = s.save(s.notes); err != nil {
					return err
				}
			}
			if asJSON {
				return p.printJSON(r.json())
			}
			return p.writeImported(r)
		},
	}
	flags := cmd.Flags()
	flags.Var(&format, "format", "the `FORMAT` of NOTES, which their content tells otherwise")
	jsonFlag(cmd, &asJSON)
	flags.BoolVar(&dryRun, "dry-run", false, "only say what would become of the notes; write nothing")
	complete(cmd, "format", format.allowed)
	return cmd
}

func importNames() []string {
	names := make([]string, len(importer.Formats))
	for i, f := range importer.Formats {
		names[i] = f.Name
	}
	slices.Sort(names)
	return names
}

func importList() string {
	var b strings.Builder
	for _, f := range importer.Formats {
		fmt.Fprintf(&b, "\n  %-11s %s", f.Name, f.What)
	}
	return b.String()
}

// imported puts what is in some files into the speech's notes, all of them or none.
// The notes are not saved.
func (p *program) imported(s *speech, names []string, format string) (*importReport, error) {
	if err := s.unchangeable(); err != nil {
		return nil, err
	}
	files := make([]importer.File, len(names))
	for i, name := range names {
		var err error
		if files[i], err = p.readImport(s, name, format); err != nil {
			return nil, err
		}
	}
	r := &importReport{speech: s}
	set := annotations.NewSet(s.notes)
	set.InOneStep(func() {
		for i, file := range files {
			into := importer.Speech{Document: s.document, Notes: set.Notes(), Name: s.shortName()}
			plan := importer.Plan(into, file, p.now())
			plan.Apply(set, p.now())
			r.plans = append(r.plans, plannedFile{names[i], plan})
		}
	})
	s.notes = set.Notes()
	r.place()
	return r, r.check()
}

// readImport reads a file of notes.
func (p *program) readImport(s *speech, name, format string) (importer.File, error) {
	data, err := p.readImportBytes(s, name)
	if err != nil {
		return importer.File{}, err
	}
	file, err := importer.Read(data, filepath.Base(name), format)
	switch {
	case errors.Is(err, importer.ErrUnknown):
		err = fmt.Errorf("%s: %w (%s; --format names one)", name, err, whatIsImported)
	case err != nil && format == "" && !importer.IsPacked(data):
		err = fmt.Errorf("%s: %w (read as %s; --format names another format)", name, err, file.Format)
	case err != nil:
		err = fmt.Errorf("%s: %w", name, err)
	}
	return file, err
}

const whatIsImported = "lectern import --help lists the formats"

// readImportBytes reads what a file of notes holds, a text in UTF-8. It is decoded
// as a speech is: what a spreadsheet saves need not be that. A document with
// comments may be the speech itself.
func (p *program) readImportBytes(s *speech, name string) ([]byte, error) {
	var data []byte
	var err error
	switch {
	case name == standardInput && s.name == standardInput:
		return nil, usage("import: the speech and the notes cannot both come from standard input")
	case name == standardInput:
		data, err = source.ReadBytes(p.stdin, "")
	default:
		data, err = source.OpenBytes(name)
	}
	switch {
	case err != nil || importer.IsPacked(data):
		return data, err
	case name != standardInput && sameFile(name, s.path):
		return nil, usage("import: %s is the speech itself (name the files with the notes after it)", name)
	}
	read, err := source.ReadText(bytes.NewReader(data), name, "")
	switch {
	case errors.Is(err, source.ErrEmpty):
		err = fmt.Errorf("%s: there is nothing in it (choose a file with notes in it)", name)
	case errors.Is(err, source.ErrBinary):
		err = fmt.Errorf("%s: %w (%s)", name, importer.ErrUnknown, whatIsImported)
	}
	return []byte(read.Text), err
}
