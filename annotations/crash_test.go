package annotations

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"lectern/model"
)

// The test binary runs itself as another process that saves notes.
const (
	writerFile  = "ANNOTATIONS_TEST_WRITER"
	writerState = "ANNOTATIONS_TEST_STATE"
	writerCount = "ANNOTATIONS_TEST_COUNT"
	writerLazy  = "ANNOTATIONS_TEST_LAZY" // not empty: nothing is flushed
	writerNotes = 50
)

func TestMain(m *testing.M) {
	if path := os.Getenv(writerFile); path != "" {
		count, _ := strconv.Atoi(os.Getenv(writerCount))
		if err := writeNotes(os.Stdout, path, os.Getenv(writerState), count); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// stateIn is a store of the file at path that keeps all else in one folder.
func stateIn(folder, path string) *Store {
	in := func(name string) string { return filepath.Join(folder, name) }
	return &Store{Path: path, LockDir: in("locks"), BackupDir: in("backups"), RescueDir: in("rescued"), JournalDir: in("journal")}
}

// writeNotes adds notes one by one, saving after each, and then says the
// note's id on a line of w.
func writeNotes(w io.Writer, path, state string, count int) error {
	s := stateIn(state, path)
	if os.Getenv(writerLazy) != "" {
		s.files = lazyFiles()
	}
	n, err := s.Load()
	if err != nil {
		return err
	}
	set := NewSet(n)
	d := document(speech)
	for i := range count {
		a := New(d, model.Span{Start: 0, End: len("同志们")}, later(i))
		a.Note = fmt.Sprintf("note %d of %d", i, os.Getpid())
		set.Add(later(i), a)
		for n, err = s.Save(set.Notes()); errors.Is(err, ErrBusy); { // as the screen does
			n, err = s.Save(set.Notes())
		}
		if err != nil {
			return err
		}
		set.Replace(n)
		fmt.Fprintln(w, a.ID)
	}
	return nil
}

type lazyFile struct{ file }

func (lazyFile) Sync() error { return nil }

// lazyFiles are the calls of a program that flushes nothing.
func lazyFiles() *files {
	f := realFiles
	f.create = func(path string, mode fs.FileMode) (file, error) {
		real, err := createNew(path, mode)
		return lazyFile{real}, err
	}
	f.syncDir = func(string) error { return nil }
	return &f
}

// newWriterProcess is a process that adds notes to the file at path.
func newWriterProcess(path, state string, count int) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writerFile+"="+path, writerState+"="+state, writerCount+"="+fmt.Sprint(count))
	return c
}

func TestFourProcessesKeepAllNotes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talk.txt.notes.json")
	state := t.TempDir()
	var writers []*exec.Cmd
	for range 4 {
		c := newWriterProcess(path, state, writerNotes)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		writers = append(writers, c)
	}
	for _, c := range writers {
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
	n, err := (&Store{Path: path}).Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for _, a := range n.Live() {
		texts[a.Note] = true
	}
	if len(texts) != 4*writerNotes {
		t.Errorf("%d of %d notes are there", len(texts), 4*writerNotes)
	}
	onlyFile(t, path)
}

// Writers that are killed at any moment lose no note that they said was saved,
// and leave a whole file for the next.
func TestWritersThatAreKilled(t *testing.T) { killWriters(t, 12) }

func killWriters(t *testing.T, rounds int) {
	path := filepath.Join(t.TempDir(), "talk.txt.notes.json")
	state := t.TempDir()
	saved := map[string]bool{}
	for range rounds {
		c := newWriterProcess(path, state, 1_000_000)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		said.Scan() // one is saved, so it is at work
		saved[said.Text()] = true
		time.AfterFunc(time.Duration(rand.IntN(30_000))*time.Microsecond, func() { c.Process.Kill() })
		for said.Scan() {
			saved[said.Text()] = true
		}
		c.Wait()
		checkSaved(t, path, saved)
	}
	t.Logf("%d writers killed, %d notes saved, all there", rounds, len(saved))
}

// checkSaved checks that the file is whole and has these annotations.
func checkSaved(t *testing.T, path string, ids map[string]bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Decode(data)
	if err != nil || !bytes.HasSuffix(data, []byte("}\n")) {
		t.Fatalf("the file is not whole: %v", err)
	}
	for id := range ids {
		if _, ok := n.Find(id); !ok {
			t.Fatalf("%s was saved and is not there", id)
		}
	}
}
