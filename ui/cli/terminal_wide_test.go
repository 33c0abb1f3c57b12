//go:build !windows

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// quoted has rows of one-cell letters with ambiguous characters (UAX #11, class A)
// among them, which Bubble Tea would change in place at the wrong columns.
const quoted = "“Fellow citizens”:\n\n" +
	"Let every nation know — “whether it wishes us well or ill” — that we shall “pay any price”, bear any “burden”… naïve café.\n\n" +
	"Ask not “what your country can do for you”; ask “what you can do”.\n\n第二段“中文”里的引号……和破折号——也要对。\n"

// inTwoCells is the variable by which the emulator and the libraries under Bubble Tea
// count an ambiguous character as two cells. They read it when a process begins.
const inTwoCells = "RUNEWIDTH_EASTASIAN"

// On a terminal that draws ambiguous characters in two cells every screen is the one
// that a Bubble Tea which counts like the terminal draws: the second run is that.
func TestAmbiguousCharactersInTwoCells(t *testing.T) {
	if os.Getenv(inTwoCells) == "" {
		t.Parallel()
		run := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		run.Env = append(os.Environ(), inTwoCells+"=1")
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v:\n%s", err, out)
		}
		return
	}
	want := wideScreens(t, "1", "--ambiguous", "wide")
	for _, how := range [][]string{{"--ambiguous", "wide"}, {"--ambiguous", "auto"}} {
		for i, shown := range wideScreens(t, "0", how...) {
			if shown.String() != want[i].String() || shown.cursor.shown && shown.cursor != want[i].cursor {
				t.Errorf("%v, screen %d, cursor %+v and %+v:\n%s\nwant\n%s", how, i, shown.cursor, want[i].cursor, shown, want[i])
			}
		}
	}
}

// wideScreens goes through a few screens.
func wideScreens(t *testing.T, library string, args ...string) (screens []screen) {
	t.Helper()
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "talk.txt"), quoted)
	s := start(t, where{
		columns: 140, rows: 24, folder: folder, args: append(args, "talk.txt"),
		env: map[string]string{inTwoCells: library, "LANG": "en_US.UTF-8"},
	})
	s.waitFor("1-5 mark", "|“Fellow citizens”") // only a wide terminal's bar is of ASCII
	for _, step := range []struct{ keys, shown string }{
		{")1", "marked: point - saved"},
		{"awe “quote” it “again” and “again”", "we “quote” it “again” and “again”  "},
		{"<left><left><left><left>é “”", "we “quote” it “again” and “agé “”ain”"},
		{"<ctrl+s>", "note kept - saved"},
		{"/“pay any price”“““", "0 found"},
		{"<bs><bs><bs>", "1 found"},
		{"<enter>", "1 of 1"},
		{"n", "1 of 1"},
		{"v)", "grow by a clause"},
	} {
		s.keys(step.keys)
		screens = append(screens, s.waitFor(step.shown))
	}
	s.keys("<esc>")
	s.waitFor("? help")
	s.keys("<enter>")
	screens = append(screens, s.waitFor("What can be done here"))
	s.keys("<esc>")
	s.waitWithout("What can be done here")
	s.keys("A")
	screens = append(screens, s.waitFor("1 of 1"))
	s.keys("<esc>")
	s.waitFor("? help")
	s.leave()
	return screens
}
