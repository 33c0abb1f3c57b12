package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"

	"lectern/ui"
)

// clipboardTool is a program that puts its standard input on the system's
// clipboard.
type clipboardTool struct {
	argv  []string
	where string // a variable that is set where it works; empty: anywhere
	env   string // one that it needs
	utf16 bool   // it reads UTF-16 with a mark
}

// clipboardTools are tried in order; the first that is there is used.
var clipboardTools = []clipboardTool{
	{argv: []string{"wl-copy", "--type", "text/plain"}, where: "WAYLAND_DISPLAY"},
	{argv: []string{"xclip", "-selection", "clipboard"}, where: "DISPLAY"},
	{argv: []string{"xsel", "--clipboard", "--input"}, where: "DISPLAY"},
	{argv: []string{"pbcopy"}, env: "LC_CTYPE=UTF-8"},
	{argv: []string{"termux-clipboard-set"}, where: "TERMUX_VERSION"},
	{argv: []string{"clip.exe"}, utf16: true}, // Windows, and Linux inside it
}

// systemClipboard is the clipboard of the system that the program runs on; nil
// where no tool for it is there, and over ssh, where the reader sits elsewhere.
func systemClipboard() ui.Clipboard {
	if overSSH() {
		return nil
	}
	for _, tool := range clipboardTools {
		if tool.where != "" && os.Getenv(tool.where) == "" {
			continue
		}
		if _, err := exec.LookPath(tool.argv[0]); err == nil {
			return tool
		}
	}
	return nil
}

// clipboardWhenAsked looks for the system's clipboard only when something is copied:
// it is looked for through all of PATH, which can take longer than a first frame
// (in a Linux inside Windows, the folders of Windows are in it).
type clipboardWhenAsked struct{}

var errNoClipboard = errors.New("there is no tool for the system's clipboard")

// Write puts a text on the clipboard.
func (clipboardWhenAsked) Write(text string) error {
	board := systemClipboard()
	if board == nil {
		return errNoClipboard
	}
	return board.Write(text)
}

// A tool has so long: one that hangs, because the display does, is ended.
const clipboardTime = 2 * time.Second

// Write puts a text on the clipboard.
func (t clipboardTool) Write(text string) error {
	ctx, cancel := context.WithTimeout(context.Background(), clipboardTime)
	defer cancel()
	run := exec.CommandContext(ctx, t.argv[0], t.argv[1:]...)
	if t.env != "" {
		run.Env = append(os.Environ(), t.env)
	}
	if t.utf16 {
		var err error
		if text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text); err != nil {
			return fmt.Errorf("%s: %w", t.argv[0], err)
		}
	}
	run.Stdin = strings.NewReader(text)
	// It has no output of ours, so its children, which hold the text for whoever
	// pastes it, are not waited for; but who took only a part of it has failed.
	run.WaitDelay = clipboardTime / 10
	apart(run)
	if err := run.Run(); err != nil {
		return fmt.Errorf("%s: %w", t.argv[0], err)
	}
	return nil
}
