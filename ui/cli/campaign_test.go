//go:build campaign

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lectern/annotations"
)

// The long campaign of merges with the real git. CONTRIBUTING says how it is run.

// Two branches change the notes at random and are merged by git: with lectern as
// its merge driver, and without, where git leaves its conflict in the file or
// puts the lines together itself. Each field of each annotation is as its latest
// change, no note text is lost, and nothing but notes is in the file.
func TestCampaignGitMerges(t *testing.T) {
	for _, config := range []string{"driver", "merge", "diff3"} {
		t.Run(config, func(t *testing.T) {
			conflicts := 0
			for seed := range merges {
				r := newRepository(t, config)
				w := newWorld(uint64(seed))
				r.write(t, w.set)
				r.git(t, "add", "-A")
				r.git(t, "commit", "-qm", "base")
				r.git(t, "branch", "other")
				ours, theirs := w.branches(t, r.file())
				r.write(t, ours)
				r.git(t, "commit", "-qam", "ours")
				r.git(t, "checkout", "-q", "other")
				r.write(t, theirs)
				r.git(t, "commit", "-qam", "theirs")
				r.git(t, "checkout", "-q", "-")
				if r.merge(t) {
					conflicts++
				}
				if config == "driver" && conflicts > 0 {
					t.Fatalf("seed %d: git found a conflict", seed)
				}
				w.check(t, seed, readNotes(t, r.file()))
			}
			t.Logf("%d merges, %d with git's conflict in the file, none wrong", merges, conflicts)
		})
	}
}

// repository is a git repository with one notes file.
type repository struct{ folder string }

func (r repository) file() string { return filepath.Join(r.folder, "talk.txt.notes.json") }

func newRepository(t *testing.T, config string) repository {
	r := repository{t.TempDir()}
	r.git(t, "init", "-q")
	r.git(t, "config", "user.name", "lectern")
	r.git(t, "config", "user.email", "lectern@example.org")
	if config != "driver" {
		r.git(t, "config", "merge.conflictStyle", config)
		return r
	}
	r.git(t, "config", "merge.lectern.driver", "lectern merge %O %A %B")
	if err := os.WriteFile(filepath.Join(r.folder, ".gitattributes"), []byte("*.notes.json merge=lectern\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r repository) command(words ...string) *exec.Cmd {
	c := exec.Command("git", append([]string{"-C", r.folder}, words...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "SAMPLE="+os.DevNull)
	return c
}

func (r repository) git(t *testing.T, words ...string) {
	t.Helper()
	if out, err := r.command(words...).CombinedOutput(); err != nil && !strings.Contains(string(out), "nothing to commit") {
		t.Fatalf("git %q: %v: %s", words, err, out)
	}
}

// merge merges the other branch, and reports whether git found a conflict.
func (r repository) merge(t *testing.T) bool {
	out, err := r.command("merge", "-q", "--no-edit", "other").CombinedOutput()
	if err != nil && !strings.Contains(string(out), "CONFLICT") {
		t.Fatalf("git merge: %v: %s", err, out)
	}
	return err != nil
}

func (r repository) write(t *testing.T, s *annotations.Set) {
	t.Helper()
	writeNotes(t, r.file(), s)
}
