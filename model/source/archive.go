package source

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"lectern/model/container"
)

// archive is the inside of a zip.
type archive struct {
	*container.Zip
	elements int // that were read of its files
}

// told is an error in the words of this package, if it is one of a zip's.
func told(err error) error {
	switch {
	case errors.Is(err, container.ErrBroken):
		return damaged("the archive that it is breaks off or is out of order")
	case errors.Is(err, container.ErrCorrupt):
		return damaged("a file in it cannot be unpacked")
	case errors.Is(err, container.ErrFiles):
		return fmt.Errorf("%w: over %d files are packed in it (choose the one with the speech)", ErrTooBig, container.MaxFiles)
	case errors.Is(err, container.ErrBytes):
		return fmt.Errorf("%w: over %d MB come out of it (split it into parts)", ErrTooBig, container.MaxBytes>>20)
	case errors.Is(err, container.ErrLocked):
		return fmt.Errorf("%w: a password locks it (unpack it, or save it without one)", ErrEncrypted)
	}
	return err
}

// damaged says what is wrong with a file that is not whole.
func damaged(what string) error {
	return fmt.Errorf("%w: %s (copy it again, or open it where it was made and save it again)", ErrDamaged, what)
}

// mimetype is what an OpenDocument or EPUB archive says it is (OpenDocument
// 1.2 part 3, 3.3); empty when it says nothing.
func (a *archive) mimetype() string {
	r, err := a.File("mimetype")
	if r == nil || err != nil {
		return ""
	}
	said, err := io.ReadAll(io.LimitReader(r, 100))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}

// isLocked reports whether an OpenDocument archive or an EPUB keeps its files
// encrypted, as one of its files says.
func (a *archive) isLocked(list, element string) (bool, error) {
	m, err := a.markup(list)
	if m == nil || err != nil {
		return false, err
	}
	for e, err := range m.events() {
		if err != nil || e.kind == opens && strings.HasSuffix(e.name, ":"+element) {
			return err == nil, err
		}
	}
	return false, nil
}

// kind says what an archive is that holds no speech.
func (a *archive) kind() string {
	switch {
	case a.HasFolder("xl"):
		return "a spreadsheet"
	case a.HasFolder("ppt"):
		return "slides"
	case a.Has("Index/Document.iwa"):
		return "a Pages document, which Pages exports as .docx"
	}
	return "a zip archive"
}
