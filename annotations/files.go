package annotations

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"
)

// files are the calls that a save stands on, so that tests can have each of
// them fail.
type files struct {
	read    func(path string) ([]byte, error)
	sum     func(path string) ([sha256.Size]byte, error)
	create  func(path string, mode fs.FileMode) (file, error)
	rename  func(from, to string) error
	syncDir func(path string) error
	remove  func(path string) error
}

type file interface {
	io.WriteCloser
	Sync() error
}

var realFiles = files{ReadFile, sumFile, createNew, rename, syncDir, os.Remove}

func (s *Store) call() *files {
	if s.files == nil {
		return &realFiles
	}
	return s.files
}

// ReadFile reads what may be a notes file: not a device or a pipe that might
// never end, and nothing too large, which is an ErrBroken.
func ReadFile(path string) ([]byte, error) {
	if err := readable(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func readable(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return broken(errors.New("it is no regular file"))
	case info.Size() > MaxFile:
		return broken(fmt.Errorf("it is larger than %d MB", MaxFile>>20))
	}
	return nil
}

// sumFile is the sum of what ReadFile reads, without holding it.
func sumFile(path string) (sum [sha256.Size]byte, err error) {
	if err := readable(path); err != nil {
		return sum, err
	}
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(hash.Sum(nil)), nil
}

func createNew(path string, mode fs.FileMode) (file, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	f.Chmod(mode) // against the umask; a disk without modes keeps none
	return f, nil
}

// asTheyAre writes bytes that are there already.
func asTheyAre(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// writeFile makes a new file that is on the disk when it returns.
func (c *files) writeFile(path string, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := c.create(path, mode)
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	// After a good flush nothing that closing reports matters: EINTR, say.
	f.Close()
	return err
}

// rename replaces a file. Windows refuses while another program has the file
// open, which is soon over.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for range 20 {
		if runtime.GOOS != "windows" || !errors.Is(err, fs.ErrPermission) {
			break
		}
		time.Sleep(10 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir makes a rename in a folder last. Windows has no such call, and some
// network disks refuse it.
func syncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// fileError is a failure in words for the reader.
type fileError struct {
	text string
	err  error
}

func (e *fileError) Error() string { return e.text }
func (e *fileError) Unwrap() error { return e.err }

// reasons say in plain words why a call failed and what helps.
var reasons = []struct {
	err     error
	why, do string
}{
	{syscall.ENOSPC, "the disk is full", "free some space, then save again"},
	{syscall.EDQUOT, "your share of the disk is used up", "free some space, then save again"},
	{syscall.EFBIG, "the file may not grow that large", "raise the limit, or export and remove some notes"},
	{syscall.EROFS, "the disk can only be read", "name another file with --notes"},
	{syscall.EIO, "the disk reports an error", "name a file on another disk with --notes"},
	{fs.ErrPermission, "permission denied", "change the permissions, or name another file with --notes"},
	{fs.ErrNotExist, "its folder is not there", "make the folder, or name another file with --notes"},
}

// failed says what went wrong with the file or folder at path.
func failed(path string, err error) error {
	var done *fileError
	switch {
	case err == nil || errors.As(err, &done):
		return err
	case errors.Is(err, ErrBroken) || errors.Is(err, ErrNewer):
		return refused(path, err)
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return &fileError{fmt.Sprintf("%s: %s (%s)", path, r.why, r.do), err}
		}
	}
	cause := err
	var number syscall.Errno
	if errors.As(err, &number) {
		cause = number
	}
	return &fileError{fmt.Sprintf("%s: %v (name another file with --notes)", path, cause), err}
}

// refused says why the notes file at path is left alone.
func refused(path string, err error) error {
	do := "it is left as it is; set it aside on lectern's screen, or repair it"
	switch {
	case errors.Is(err, ErrConflict):
		do = "it is left as it is; resolve the conflict in it first"
	case errors.Is(err, ErrNewer):
		do = "it is only read; use a newer lectern to change it"
	}
	return &fileError{fmt.Sprintf("%s: %v (%s)", path, err, do), err}
}
