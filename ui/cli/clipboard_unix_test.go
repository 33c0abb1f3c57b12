//go:build unix

package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// withTool puts a shell script in the place of a clipboard tool, alone in PATH
// but for the system's own, and takes away what says where the reader sits.
func withTool(t *testing.T, name, script string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	t.Setenv("FOLDER", folder)
	for _, variable := range []string{"SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "TERMUX_VERSION"} {
		t.Setenv(variable, "")
	}
	return folder
}

// kept is what a tool of ours put into a file; empty when it is not there.
func kept(t *testing.T, folder, name string) string {
	t.Helper()
	text, _ := os.ReadFile(filepath.Join(folder, name))
	return string(text)
}

const keepsInput = `/bin/cat > "$FOLDER/clipboard"; echo "$0 $*" > "$FOLDER/call"` + "\n"

func TestTheSystemsClipboard(t *testing.T) {
	long := strings.Repeat("很长的一段话。\n", 100_000)
	for _, c := range []struct{ tool, where, call string }{
		{"xclip", "DISPLAY", "xclip -selection clipboard"},
		{"xsel", "DISPLAY", "xsel --clipboard --input"},
		{"wl-copy", "WAYLAND_DISPLAY", "wl-copy --type text/plain"},
		{"pbcopy", "", "pbcopy "},
		{"termux-clipboard-set", "TERMUX_VERSION", "termux-clipboard-set "},
	} {
		folder := withTool(t, c.tool, keepsInput)
		if c.where != "" {
			if board := systemClipboard(); board != nil {
				t.Errorf("%s is used without %s", c.tool, c.where)
			}
			t.Setenv(c.where, ":0")
		}
		board := systemClipboard()
		if board == nil {
			t.Fatalf("%s is not found", c.tool)
		}
		for _, text := range []string{"坚持人民至上 🎉\n", "", long} {
			if err := board.Write(text); err != nil {
				t.Fatalf("%s: %v", c.tool, err)
			}
			if got := kept(t, folder, "clipboard"); got != text {
				t.Errorf("%s has %d bytes, want %d", c.tool, len(got), len(text))
			}
		}
		if call := kept(t, folder, "call"); !strings.HasSuffix(call, c.call+"\n") {
			t.Errorf("called as %q", call)
		}
	}
}

// Windows' own tool reads UTF-16.
func TestTheClipboardOfWindows(t *testing.T) {
	folder := withTool(t, "clip.exe", keepsInput)
	if err := systemClipboard().Write("é 坚"); err != nil {
		t.Fatal(err)
	}
	if got, want := kept(t, folder, "clipboard"), "\xff\xfe\xe9\x00 \x00\x5a\x57"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Over ssh the reader sits elsewhere; without a tool there is none.
func TestNoSystemsClipboard(t *testing.T) {
	withTool(t, "xclip", keepsInput)
	t.Setenv("DISPLAY", ":0")
	for _, variable := range []string{"SSH_CONNECTION", "SSH_TTY"} {
		t.Setenv(variable, "there")
		if systemClipboard() != nil {
			t.Errorf("the clipboard of a system with %s is used", variable)
		}
		t.Setenv(variable, "")
	}
	t.Setenv("PATH", t.TempDir())
	if systemClipboard() != nil {
		t.Error("a tool that is not there is used")
	}
}

func TestAClipboardToolThatFails(t *testing.T) {
	withTool(t, "xclip", "/bin/cat > /dev/null; exit 1\n")
	t.Setenv("DISPLAY", ":0")
	if err := systemClipboard().Write("text"); err == nil || !strings.HasPrefix(err.Error(), "xclip: ") {
		t.Errorf("%v", err)
	}
}

// A tool that hangs is ended, with what it has started.
func TestAClipboardToolThatHangs(t *testing.T) {
	folder := withTool(t, "xclip", "(exec 3> \"$FOLDER/alive\"; /bin/cat \"$FOLDER/never\") &\nwait\n")
	t.Setenv("DISPLAY", ":0")
	pipe(t, folder, "never")
	alive := pipe(t, folder, "alive")
	if err := systemClipboard().Write("text"); err == nil {
		t.Error("a tool that hangs has taken the text")
	}
	if err := alive.SetReadDeadline(time.Now().Add(clipboardTime)); err != nil {
		t.Fatal(err)
	}
	if _, err := alive.Read(make([]byte, 1)); err != io.EOF { // its writer is gone
		t.Errorf("what it started is still there: %v", err)
	}
}

// A child that stays to hold the text is not waited for.
func TestAClipboardToolThatLeavesAChild(t *testing.T) {
	folder := withTool(t, "xclip", "/bin/cat > \"$FOLDER/clipboard\"\n(exec 3> \"$FOLDER/alive\"; /bin/cat \"$FOLDER/end\" >&3) &\n")
	t.Setenv("DISPLAY", ":0")
	alive := pipe(t, folder, "alive")
	if err := syscall.Mkfifo(filepath.Join(folder, "end"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := systemClipboard().Write("text"); err != nil || kept(t, folder, "clipboard") != "text" {
		t.Errorf("%v, and the clipboard has %q", err, kept(t, folder, "clipboard"))
	}
	end, err := os.OpenFile(filepath.Join(folder, "end"), os.O_WRONLY, 0) // waits for the child
	if err != nil {
		t.Fatal(err)
	}
	end.WriteString("held")
	end.Close()
	said := make([]byte, len("held"))
	if _, err := io.ReadFull(alive, said); err != nil || string(said) != "held" {
		t.Errorf("its child says %q: %v", said, err)
	}
}

// pipe makes a named pipe and opens it to be read from.
func pipe(t *testing.T, folder, name string) *os.File {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
