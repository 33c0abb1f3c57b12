package cli

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"lectern/annotations"
)

func (p *program) mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "merge BASE OURS THEIRS",
		Short: "Merge two copies of a notes file, as a merge driver of git",
		Long: `Merge two copies of a notes file into OURS. BASE is what both were made from; it
may be empty. Nothing is lost: of two notes on one passage the newer one is
kept, and the other goes into its history.

Git merges notes files with it when it is told so, once for each clone:

  git config merge.lectern.driver "lectern merge %O %A %B"
  echo "*.notes.json merge=lectern" >> .gitattributes

When a file cannot be read whole, OURS stays as it is and the exit code is 1,
which git takes for a conflict.`,
		Example: "  lectern merge base.json ours.json theirs.json",
		Args:    arguments(3, 3, "BASE, OURS and THEIRS"),
		RunE: func(_ *cobra.Command, args []string) error {
			return mergeFiles(args[0], args[1], args[2])
		},
	}
}

func mergeFiles(base, ours, theirs string) error {
	var sides [3]*annotations.Notes
	for i, path := range []string{base, ours, theirs} {
		var err error
		if sides[i], err = readSide(path, i == 0); err != nil {
			return err
		}
	}
	merged := annotations.Merge(sides[0], sides[1], sides[2])
	encoded := merged.Encode()
	if !merged.Fits(encoded) {
		return fmt.Errorf("%s: the notes would be too large for one file (nothing was merged; export and remove some)", ours)
	}
	return writeOut(ours, true, encoded)
}

// readSide reads a side of a merge. The base of a file that both sides made
// anew is an empty file.
func readSide(path string, mayBeEmpty bool) (*annotations.Notes, error) {
	if mayBeEmpty && path == os.DevNull {
		return annotations.NewNotes(), nil
	}
	data, err := annotations.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w (nothing was merged)", path, reason(err))
	}
	if mayBeEmpty && len(bytes.TrimSpace(data)) == 0 {
		return annotations.NewNotes(), nil
	}
	notes, err := annotations.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w (nothing was merged; repair it first)", path, err)
	}
	return notes, nil
}
