package cli

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"lectern/annotations"
	"lectern/ui"
)

// draftsIn gives a test a state directory of its own, and drafts in it as
// several programs have them.
func draftsIn(t *testing.T) (program func() *drafts) {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	return func() *drafts { return newDrafts("/a/talk.txt.notes.json", "/a/talk.txt") }
}

// exit is what the end of a program does to its locks.
func (d *drafts) exit() {
	for slot := range d.held {
		d.release(slot)
	}
}

var evening = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)

func someDraft(text string) ui.Draft {
	return ui.Draft{
		ID: "urn:uuid:1", Text: text, Opened: "was", Source: "前一句话后", Time: evening,
		Target: annotations.Target{Exact: "一句话", Prefix: "前", Suffix: "后", Start: 3, End: 6, Revision: "abc"},
	}
}

func save(t *testing.T, d *drafts, draft ui.Draft) {
	t.Helper()
	if err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
}

func TestDraftIsFoundAgain(t *testing.T) {
	program := draftsIn(t)
	first := program()
	if _, ok := first.Left(); ok {
		t.Error("a draft where none was left")
	}
	save(t, first, someDraft("half a <note>\n"))
	file := first.file(first.own)
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	second := program()
	if d, ok := second.Left(); ok {
		t.Errorf("%+v of a program that runs is taken for one left behind", d)
	}
	first.exit()
	d, ok := second.Left()
	want := someDraft("half a <note>\n")
	if want.Slot = d.Slot; !ok || d != want {
		t.Errorf("found %+v, want %+v", d, want)
	}
	if d, ok := program().Left(); ok {
		t.Errorf("%+v is offered in two windows", d)
	}
	d.Text, d.Time = "half a note and more", evening.Add(time.Second)
	save(t, second, d)
	second.exit()
	third := program()
	if d, ok = third.Left(); !ok || d.Text != "half a note and more" {
		t.Errorf("found %+v", d)
	}
	if err := third.DropDraft(d); err != nil {
		t.Fatal(err)
	}
	if d, ok := program().Left(); ok {
		t.Errorf("%+v was dropped", d)
	}
}

// Programs at one speech at the same time write beside each other, and never over
// what is left behind.
func TestDraftsOfSeveralPrograms(t *testing.T) {
	program := draftsIn(t)
	one, two := program(), program()
	save(t, one, someDraft("one"))
	save(t, two, someDraft("two"))
	one.exit()
	three := program()
	save(t, three, someDraft("three"))
	save(t, three, someDraft("three again"))
	two.exit()
	three.exit()
	four := program()
	found := map[string]bool{}
	for {
		d, ok := four.Left()
		if !ok {
			break
		}
		found[d.Text] = true
	}
	if len(found) != 3 || !found["one"] || !found["two"] || !found["three again"] {
		t.Errorf("found %v", found)
	}
}

// A call that comes late, behind one of a later moment, does nothing.
func TestLateDraft(t *testing.T) {
	program := draftsIn(t)
	d := program()
	early, last := someDraft("early"), someDraft("last")
	last.Time = evening.Add(time.Second)
	save(t, d, last)
	save(t, d, early)
	if err := d.DropDraft(early); err != nil {
		t.Fatal(err)
	}
	d.exit()
	if found, ok := program().Left(); !ok || found.Text != "last" {
		t.Errorf("found %+v", found)
	}
}

// What is no draft of this speech is left alone.
func TestStrangeDrafts(t *testing.T) {
	program := draftsIn(t)
	other := program()
	other.speech = "/a/other.txt"
	save(t, other, someDraft("of another speech with the same notes"))
	other.exit()
	d := program()
	broken := d.file(d.prefix() + "7")
	if err := os.WriteFile(broken, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, ok := d.Left(); ok {
		t.Errorf("found %+v", found)
	}
	save(t, d, someDraft("mine"))
	if raw, err := os.ReadFile(broken); err != nil || string(raw) != "{" {
		t.Errorf("%q, %v", raw, err)
	}
	if files, _ := filepath.Glob(filepath.Join(d.folder, "*")); len(files) != 3 {
		t.Errorf("the folder has %q", files)
	}
}

func TestDraftWithoutAFolder(t *testing.T) {
	program := draftsIn(t)
	d := program()
	if err := os.WriteFile(d.folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := d.SaveDraft(someDraft("text"))
	if err == nil || !strings.HasPrefix(err.Error(), d.folder+": ") {
		t.Error(err)
	}
	var path *os.PathError
	if errors.As(err, &path) {
		t.Errorf("%v names the call", err)
	}
}
