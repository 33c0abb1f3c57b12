//go:build !windows

package cli_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lectern/annotations"
)

// What was imported is taken back and done again in one step, in a later session.
func TestAnImportIsTakenBack(t *testing.T) {
	folder := sampleFolder(t)
	add(t, folder, "迎难而上", "talk.txt", "--color", "red")
	writeFile(t, filepath.Join(folder, "notes.csv"), "Highlight,Title,Note\n"+
		"今天到县自然资源局来，主要有两个方面的考虑,talk.txt,来意\n给大家鼓鼓劲、加加油,talk.txt,#鼓励\n")
	c := exec.Command("lectern", "import", "talk.txt", "notes.csv")
	c.Dir, c.Env = folder, environmentOf(t, where{folder: folder})
	if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "2 notes: 2 in place") {
		t.Fatalf("%v: %s", err, out)
	}
	live := func() int {
		n, err := annotations.Decode([]byte(readFile(t, filepath.Join(folder, "talk.txt.notes.json"))))
		if err != nil {
			t.Fatal(err)
		}
		return len(n.Live())
	}
	s := open(t, usual(folder))
	s.keys("u")
	s.waitFor("已撤销 · 已保存")
	s.leave()
	if n := live(); n != 1 {
		t.Errorf("%d are left", n)
	}
	s = open(t, usual(folder))
	s.keys("<ctrl+r>")
	s.waitFor("已重做 · 已保存")
	s.leave()
	if n := live(); n != 3 {
		t.Errorf("done again, there are %d", n)
	}
}
