package cli

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"lectern/annotations"
)

// mender puts the notes file of a speech out of the way that cannot be read whole.
type mender struct {
	s   *speech
	now func() time.Time
}

// canMend reports whether that is the way out: a newer version's notes are whole.
func (s *speech) canMend() bool { return errors.Is(s.unread, annotations.ErrBroken) }

// SetAside renames the notes file to one that says it is broken and since when,
// and replaces none.
func (m mender) SetAside() (string, error) {
	path := m.s.store.Path
	dated := path + ".broken-" + m.now().Format("20060102")
	aside := dated
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); err != nil {
			break // it is free, or else the renaming says what is wrong
		}
		aside = dated + "-" + strconv.Itoa(n)
	}
	if err := os.Rename(path, aside); err != nil {
		return "", fmt.Errorf("%s: it cannot be renamed: %w", path, reason(err))
	}
	m.s.unread = nil
	return aside, nil
}
