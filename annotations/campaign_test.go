//go:build campaign && linux

package annotations

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// The long campaign of crashes. CONTRIBUTING says how it is run; it needs
// strace, mkfs.ext4 and root.

func TestCampaignManyWritersAreKilled(t *testing.T) { killWriters(t, 400) }

// fileCalls are what a save can be stopped in. The names are of Linux.
var fileCalls = strings.Fields("openat read pread64 write fsync fdatasync close rename renameat renameat2 unlink unlinkat " +
	"mkdir mkdirat flock fcntl fchmod fchmodat stat lstat newfstatat statx fstat getdents64 readlink readlinkat")

var injections = []string{"signal=KILL", "error=ENOSPC", "error=EIO", "error=EINTR", "error=EROFS", "error=EACCES", "error=EDQUOT"}

// Every file call of a program that loads notes, adds one and saves, is killed
// or failed, one at a time. Whatever happens the file is whole and has what it
// had, and what was said to be saved is in it.
func TestCampaignEveryFileCall(t *testing.T) {
	old := sampleNotes(t).Encode()
	counts := countCalls(t, old)
	outcomes := map[string]int{}
	for _, call := range slices.Sorted(maps.Keys(counts)) {
		for n := 1; n <= counts[call]; n++ {
			for _, injection := range injections {
				outcomes[injectCall(t, old, fmt.Sprintf("%s:%s:when=%d", call, injection, n))]++
			}
		}
	}
	t.Logf("%v calls; outcomes: %v", counts, outcomes)
	if outcomes["killed"] == 0 || outcomes["not saved"] == 0 || outcomes["saved"] == 0 {
		t.Error("the injections do not bite")
	}
}

// tracedWriter is a writer of one note under strace, in a folder of its own
// with the old file; its standard output is the id that it says was saved.
func tracedWriter(t *testing.T, old []byte, words ...string) (c *exec.Cmd, path, trace string) {
	folder, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	path, trace = filepath.Join(folder, "talk.txt.notes.json"), filepath.Join(folder, "trace")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	c = newWriterProcess(path, filepath.Join(folder, "state"), 1)
	c.Args = append(append([]string{"strace", "-f", "-qq", "-o", trace}, words...), os.Args[0])
	if c.Path, err = exec.LookPath("strace"); err != nil {
		t.Fatalf("%v (install strace)", err)
	}
	return c, path, trace
}

// countCalls is how often the writer makes each file call.
func countCalls(t *testing.T, old []byte) map[string]int {
	c, _, trace := tracedWriter(t, old, "-e", "trace="+knownCalls(t))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, match := range regexp.MustCompile(`(?m)^\d+ +(\w+)\(`).FindAllSubmatch(data, -1) {
		counts[string(match[1])]++
	}
	return counts
}

// knownCalls are the file calls that there are on this machine.
func knownCalls(t *testing.T) string {
	var known []string
	for _, call := range fileCalls {
		if exec.Command("strace", "-qq", "-o", os.DevNull, "-e", "trace="+call, "true").Run() == nil {
			known = append(known, call)
		}
	}
	return strings.Join(known, ",")
}

func injectCall(t *testing.T, old []byte, inject string) string {
	c, path, _ := tracedWriter(t, old, "-e", "trace="+inject[:strings.IndexByte(inject, ':')], "-e", "inject="+inject)
	var out bytes.Buffer
	c.Stdout = &out
	err := c.Run()
	data, readErr := os.ReadFile(path)
	n, broken := Decode(data)
	if cmp.Or(readErr, broken) != nil {
		t.Fatalf("%s: the file is not whole: %v", inject, cmp.Or(readErr, broken))
	}
	if kept := len(n.Annotations); kept < 5 {
		t.Fatalf("%s: %d of 5 annotations are left", inject, kept)
	}
	id := strings.TrimSpace(out.String())
	if _, there := n.Find(id); id != "" && !there {
		t.Fatalf("%s: %s was saved and is not there", inject, id)
	}
	switch {
	case id != "":
		return "saved"
	case strings.Contains(inject, "KILL") && err != nil:
		return "killed"
	}
	return "not saved"
}

// On a disk that runs full the old file stays whole, and when there is room
// again the next save has everything.
func TestCampaignAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=96k"); err != nil {
		t.Fatalf("%v (run it as root)", err)
	}
	defer syscall.Unmount(disk, 0)
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 32<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	s := stateIn(t.TempDir(), filepath.Join(disk, "talk.txt.notes.json"))
	set := load(t, s)
	refused := 0
	for i := range 200 {
		set.Add(later(i), Annotation{ID: fmt.Sprintf("urn:uuid:%03d", i), Note: strings.Repeat("满", 40)})
		n, err := s.Save(set.Notes())
		if err == nil {
			set.Replace(n)
			continue
		}
		checkError(t, err, s.Path)
		if data, err := os.ReadFile(s.Path); err != nil {
			t.Fatal(err)
		} else if _, err := Decode(data); err != nil {
			t.Fatalf("the old file is not whole: %v", err)
		}
		if refused++; refused == 20 {
			break
		}
	}
	if refused < 20 {
		t.Fatal("the disk never ran full")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	save(t, s, set)
	if got, want := len(load(t, s).Annotations()), len(set.Annotations()); got != want {
		t.Errorf("%d of %d notes are there", got, want)
	}
	t.Logf("%d saves were refused, then %d notes were there", refused, len(set.Annotations()))
}

// powerCuts is how often the power is cut.
const powerCuts = 40

// A power cut at any moment loses no note that was said to be saved. The disk
// is an ext4 in a file: what of it has reached the file when the writer stops
// is what a machine would find when it starts again.
func TestCampaignPowerCuts(t *testing.T) {
	for name, lazy := range map[string]string{"as lectern saves": "", "without a flush": "1"} {
		t.Run(name, func(t *testing.T) {
			lost := 0
			for range powerCuts {
				if cutPower(t, lazy) > 0 {
					lost++
				}
			}
			t.Logf("notes lost in %d of %d power cuts", lost, powerCuts)
			if lazy == "" && lost > 0 {
				t.Error("a saved note is lost")
			}
			if lazy != "" && lost == 0 {
				t.Error("the power cuts do not bite")
			}
		})
	}
}

// cutPower is how many notes are lost of those that a writer said were saved.
func cutPower(t *testing.T, lazy string) (lost int) {
	folder := t.TempDir()
	image, disk := filepath.Join(folder, "image"), filepath.Join(folder, "disk")
	runProgram(t, "truncate", "-s", "24M", image)
	runProgram(t, "mkfs.ext4", "-q", image)
	runProgram(t, "mkdir", disk)
	runProgram(t, "mount", "-o", "loop", image, disk)
	c := newWriterProcess(filepath.Join(disk, "talk.txt.notes.json"), filepath.Join(folder, "state"), 1_000_000)
	c.Env = append(c.Env, writerLazy+"="+lazy)
	saved := startWriter(t, c, 5+rand.IntN(20))
	cut := filepath.Join(folder, "cut")
	runProgram(t, "cp", "--sparse=always", image, cut)
	c.Process.Kill()
	c.Wait()
	runProgram(t, "umount", disk)

	runProgram(t, "mount", "-o", "loop", cut, disk)
	defer runProgram(t, "umount", disk)
	data, _ := os.ReadFile(filepath.Join(disk, "talk.txt.notes.json"))
	n, err := Decode(data)
	if err != nil {
		return len(saved)
	}
	for id := range saved {
		if _, ok := n.Find(id); !ok {
			lost++
		}
	}
	return lost
}

// startWriter starts a writer, stops it somewhere in the save after the given
// number of saves, and returns what it said was saved by then.
func startWriter(t *testing.T, c *exec.Cmd, saves int) map[string]bool {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	saved := map[string]bool{}
	said := bufio.NewScanner(out)
	for len(saved) < saves && said.Scan() {
		saved[said.Text()] = true
	}
	if err := c.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	return saved
}

func runProgram(t *testing.T, words ...string) {
	t.Helper()
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%q: %v: %s (run it as root)", words, err, out)
	}
}
