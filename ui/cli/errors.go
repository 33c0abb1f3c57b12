package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"lectern/ui/layout"
)

// usageError is a command line that was understood but cannot be meant.
type usageError struct{ error }

func usage(format string, values ...any) error {
	return usageError{fmt.Errorf(format, values...)}
}

// placesError is a failure that a list of places explains, a line each.
type placesError struct {
	error
	places []string
}

// report tells the reader what went wrong, on one line, and returns the exit
// code. Names and texts in it may hold anything: they are made visible.
func (p *program) report(err error) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return 0
	}
	fmt.Fprintf(p.stderr, "lectern: %s\n", layout.Visible(err.Error()))
	var several placesError
	if errors.As(err, &several) {
		for _, place := range several.places {
			fmt.Fprintf(p.stderr, "  %s\n", layout.Visible(place))
		}
	}
	if wrong := (usageError{}); !p.started || errors.As(err, &wrong) {
		return 2
	}
	return 1
}

// warn tells what is wrong with the notes of a speech that can be read all the
// same.
func (p *program) warn(s *speech) {
	if s.unread != nil {
		fmt.Fprintf(p.stderr, "lectern: %s\n", layout.Visible(s.readOnly()))
	}
}

// flagError says which flag is wrong and what it allows, in plain words.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return fmt.Errorf("--%s: %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
}

// reason is why a file call failed, without the call and the path that the
// sentence round it names already.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
