package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
)

// Two sides that are too large together would make a file that nothing reads.
func TestMergeOfTooMuch(t *testing.T) {
	d := model.Parse(model.Source{Text: "We shall build the bridge.\n"})
	dir := t.TempDir()
	side := func(name string) (path string, data []byte) {
		set := annotations.NewSet(annotations.NewNotes())
		now := time.Unix(1e9, 0)
		a := annotations.New(d, model.Span{End: len("We shall")}, now)
		a.Note = strings.Repeat(",", 5<<20) // as many signs as part values
		set.Add(now, a)
		path, data = filepath.Join(dir, name), set.Notes().Encode()
		write(t, path, data)
		return path, data
	}
	ours, before := side("ours.json")
	theirs, _ := side("theirs.json")
	err := mergeFiles(os.DevNull, ours, theirs)
	if err == nil || !strings.Contains(err.Error(), "too large for one file") {
		t.Errorf("it says %v", err)
	}
	if after, _ := os.ReadFile(ours); !bytes.Equal(before, after) {
		t.Errorf("OURS is not as it was: %d bytes, were %d", len(after), len(before))
	}
}
