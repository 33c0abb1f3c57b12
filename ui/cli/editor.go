package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// editor runs the reader's own editor on one note.
type editor struct{ getenv func(string) string }

// Edit puts the note, and nothing else, into a file that only this user can
// read. The folder round it is removed with whatever the editor left there:
// swap files and backups hold the note too.
func (e editor) Edit(note string) (tea.ExecCommand, func() (string, error), error) {
	argv, err := e.command()
	if err != nil {
		return nil, nil, err
	}
	folder, err := os.MkdirTemp("", "lectern-note-")
	if err != nil {
		return nil, nil, fmt.Errorf("the editor: %w", err)
	}
	path := filepath.Join(folder, "note.md")
	if err := os.WriteFile(path, []byte(note), 0o600); err != nil {
		os.RemoveAll(folder)
		return nil, nil, fmt.Errorf("the editor: %w", err)
	}
	result := func() (string, error) {
		defer os.RemoveAll(folder)
		return readNote(path)
	}
	return &editing{exec.Command(argv[0], append(argv[1:], path)...)}, result, nil
}

func (e editor) command() ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		argv, err := words(e.getenv(name))
		if err != nil {
			return nil, fmt.Errorf("$%s: %w (close the quote)", name, err)
		}
		if len(argv) > 0 {
			return argv, nil
		}
	}
	return nil, errors.New("no editor: neither $VISUAL nor $EDITOR is set (for example EDITOR=nano)")
}

func readNote(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the note: %w (the note is as it was)", err)
	}
	text := strings.ReplaceAll(strings.ToValidUTF8(string(raw), "\uFFFD"), "\r\n", "\n")
	// Editors end the last line; the reader did not write that.
	return strings.TrimRight(strings.TrimPrefix(text, "\uFEFF"), "\n"), nil
}

// words splits a command line at blanks. Single and double quotes keep blanks
// together; nothing else is special, so that a Windows path stays whole and
// nothing is ever run by a shell.
func words(line string) ([]string, error) {
	var argv []string
	var word strings.Builder
	var quote rune
	started := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, started = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if started {
				argv = append(argv, word.String())
			}
			word.Reset()
			started = false
		default:
			word.WriteRune(r)
			started = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quote %c is not closed", quote)
	}
	if started {
		argv = append(argv, word.String())
	}
	return argv, nil
}

// editing is an editor about to run in the reader's terminal.
type editing struct{ *exec.Cmd }

// SetStdin is the terminal's input.
func (e *editing) SetStdin(r io.Reader) { e.Stdin = r }

// SetStdout is the terminal's output.
func (e *editing) SetStdout(w io.Writer) { e.Stdout = w }

// SetStderr is the terminal's output for errors.
func (e *editing) SetStderr(w io.Writer) { e.Stderr = w }
