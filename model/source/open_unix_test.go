//go:build unix

package source

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOpenDoesNotWait opens what would make a reader wait for ever, or is no
// file of words at all.
func TestOpenDoesNotWait(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // a socket's path must be short
	socket, err := net.Listen("unix", "socket.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for _, path := range []string{pipe, "socket.txt", os.DevNull} {
		_, err := Open(path, "")
		if !errors.Is(err, ErrNotRegular) || !strings.HasPrefix(err.Error(), path+": not a regular file: it is a pipe") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestOpenErrorOfAFileThatMayNotBeRead(t *testing.T) {
	err := openError("secret.txt", &fs.PathError{Op: "open", Path: "secret.txt", Err: syscall.EACCES})
	want := "secret.txt: permission denied (ask its owner, or copy it to where you may read)"
	if !errors.Is(err, fs.ErrPermission) || err.Error() != want {
		t.Error(err)
	}
}
