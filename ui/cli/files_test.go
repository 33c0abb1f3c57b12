package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestWriteOutReplacesOnlyWhenForced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.md")
	if err := writeOut(path, false, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := writeOut(path, false, []byte("two")); err == nil || read(t, path) != "one" {
		t.Errorf("%v, %q", err, read(t, path))
	}
	if err := writeOut(path, true, []byte("two")); err != nil || read(t, path) != "two" {
		t.Errorf("%v, %q", err, read(t, path))
	}
}

func TestWriteOutLeavesALinkALink(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	if err := os.WriteFile(target, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("target", link); err != nil {
		t.Fatal(err)
	}
	if err := writeOut(link, true, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 || read(t, target) != "new" {
		t.Errorf("%v %v %q", info.Mode(), err, read(t, target))
	}
}

// What cannot be put in place leaves nothing behind.
func TestWriteWholeCleansUp(t *testing.T) {
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(taken, 0o600, []byte("x")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Error(entries, err)
	}
}

func TestReasonLeavesThePathOut(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "none"))
	if got := reason(err).Error(); strings.Contains(got, "none") || got == "" {
		t.Error(got)
	}
}
