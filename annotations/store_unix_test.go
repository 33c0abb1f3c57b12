//go:build unix

package annotations

import (
	"errors"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// limited makes the writer run where no file may grow beyond some bytes.
const limited = "ANNOTATIONS_TEST_LIMIT"

func init() {
	if os.Getenv(limited) == "" {
		return
	}
	// Past the limit the kernel sends SIGXFSZ, and EFBIG when it is ignored.
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 20_000, Max: 20_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
}

// A real write that fails half way: the notes saved before are whole.
func TestAFileThatMayNotGrow(t *testing.T) {
	s := newStore(t, nil)
	c := newWriterProcess(s.Path, t.TempDir(), writerNotes)
	c.Env = append(c.Env, limited+"=1")
	out, err := c.CombinedOutput()
	if err == nil || !strings.Contains(string(out), s.Path+": the file may not grow that large (") {
		t.Errorf("%v, %s", err, out)
	}
	if n := len(load(t, s).Annotations()); n == 0 || n >= writerNotes {
		t.Errorf("%d annotations are in the file", n)
	}
	onlyFile(t, s.Path)
}

// A pipe in the place of the notes must not be waited on.
func TestAPipeInThePlaceOfTheNotes(t *testing.T) {
	s := newStore(t, nil)
	if err := syscall.Mkfifo(s.Path, 0o600); err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() {
		_, err := s.Load()
		failed <- err
	}()
	select {
	case err := <-failed:
		if !errors.Is(err, ErrBroken) {
			t.Errorf("the error is %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("loading waits for a pipe")
	}
}
