package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"lectern/model/lazyregexp"
)

// Open reads the speech in the file at path, which must be a regular one.
// Its errors begin with the path as given, control characters and all.
func Open(path, encoding string) (Speech, error) {
	s, _, err := open(path, file{name: path, encoding: encoding}, false)
	return s, err
}

// open opens the speech in the file at path. When it is wanted unchecked, whether
// text in UTF-8 is that need not be seen.
func open(path string, f file, unchecked bool) (s Speech, checked bool, err error) {
	opened, size, err := openRegular(path)
	if err != nil {
		return Speech{}, false, err
	}
	defer opened.Close()
	if size <= MaxBytes && !unchecked {
		s, err = read(opened, size, f)
		return s, true, err
	}
	if err := f.readHead(opened); err != nil {
		return Speech{}, false, readError(path, err)
	}
	if isPacked(f.raw) {
		s, err = read(io.MultiReader(bytes.NewReader(f.raw), opened), size, f)
		return s, true, err
	}
	s, checked, err = openLong(opened, size, f, unchecked)
	return s, checked, named(path, err)
}

// OpenBytes reads what the file at path holds, which must be a regular one, as
// ReadBytes does.
func OpenBytes(path string) ([]byte, error) {
	opened, size, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	return readBytes(opened, size, path)
}

// openRegular opens a regular file that is not too big.
func openRegular(path string) (*os.File, int64, error) {
	// Without O_NONBLOCK, opening a FIFO waits for somebody to write to it.
	opened, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, openError(path, err)
	}
	info, err := opened.Stat()
	switch {
	case err != nil:
		err = openError(path, err)
	case info.Size() > MaxText && info.Mode().IsRegular():
		err = fmt.Errorf("%s: %w", path, tooBig(MaxText))
	default:
		err = checkRegular(path, info)
	}
	if err != nil {
		opened.Close()
		return nil, 0, err
	}
	return opened, info.Size(), nil
}

func checkRegular(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("%s: %w: it is a folder (name a file in it)", path, ErrNotRegular)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: %w: it is a pipe or a device (use - to read standard input)", path, ErrNotRegular)
	}
	return nil
}

// address is how an address on the web begins.
var address = lazyregexp.New(`(?i)^(https?|ftp|file)://`)

// openError says why path did not open. A socket cannot be opened at all, so
// it is asked about by name.
func openError(path string, err error) error {
	switch {
	case address.MatchString(path):
		return fmt.Errorf("%s: %w (save the page first, then open the file; lectern reads nothing from the network)", path, ErrAddress)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w (check the name and the folder)", path, cause(err))
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: %w (ask its owner, or copy it to where you may read)", path, cause(err))
	}
	if info, statErr := os.Stat(path); statErr == nil {
		if irregular := checkRegular(path, info); irregular != nil {
			return irregular
		}
	}
	return fmt.Errorf("%s: %w (check the name and the disk)", path, cause(err))
}

// cause is err without the operation and the path that a PathError repeats.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
