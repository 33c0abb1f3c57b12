package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// errThere says that a file would have to be replaced.
var errThere error = thereError{}

type thereError struct{}

func (thereError) Error() string        { return "the file is there already" }
func (thereError) Is(target error) bool { return target == fs.ErrExist }

// sameFile reports whether two paths lead to one file, through links as well.
func sameFile(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

func isRegular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// readSmall reads a file that the reader named: no device or pipe, which might
// never end, and nothing larger than limit bytes.
func readSmall(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: it is no regular file (name a file)", path)
	case info.Size() > limit:
		return nil, fmt.Errorf("%s: it is larger than %d MB (name a smaller file)", path, limit>>20)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: it cannot be read: %w", path, reason(err))
	}
	return content, nil
}

// writeWhole puts a file in place in one step: whoever reads it sees the old
// one or the new one, never a half.
func writeWhole(path string, mode fs.FileMode, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails, rightly, once it is renamed
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// writeOut writes what the reader asked for to a file they named. A file that
// is there is replaced only when force says so; what is no regular file, such
// as a device, is written to and never replaced.
func writeOut(path string, force bool, content []byte) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !isFolder(filepath.Dir(path)):
		return fmt.Errorf("%s: not written: there is no folder %s (make it first, or name another)", path, filepath.Dir(path))
	case errors.Is(err, fs.ErrNotExist):
		err = writeWhole(path, 0o644, content)
	case err != nil:
	case info.IsDir():
		return fmt.Errorf("%s: it is a folder (name a file in it)", path)
	case !info.Mode().IsRegular():
		err = writeInto(path, content)
	case !force:
		return fmt.Errorf("%s: %w", path, errThere)
	default:
		err = replace(path, info.Mode().Perm(), content)
	}
	if err != nil {
		return fmt.Errorf("%s: not written: %w", path, reason(err))
	}
	return nil
}

// replace writes over a file where it really is, so that a link to it stays.
func replace(path string, mode fs.FileMode, content []byte) error {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	return writeWhole(target, mode, content)
}

func writeInto(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}
