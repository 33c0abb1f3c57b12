package ui

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// framesPerSecond is the most that Bubble Tea can. A page waits for the renderer's
// clock, 4 ms instead of 8 on average. The clock ticks whether there is anything to
// draw or not (bubbletea v2.1.1, startRenderer), which costs as much again: see
// docs/speed.md.
const framesPerSecond = 120

// Start is the program with its first screen drawn. It has to be run.
func Start(c Config) *App {
	a := newApp(c)
	a.drawFirst()
	return a
}

// Run shows the speech until the reader leaves, and then returns nil; what
// cannot be saved meanwhile is told on the screen. However else it ends, by a
// signal, the terminal's failure or our own, the error is an *Ended. Before it
// returns, all that is not on disk yet is put there.
func (a *App) Run(ctx context.Context, options ...tea.ProgramOption) error {
	options = append(options, tea.WithContext(ctx), tea.WithoutCatchPanics(), tea.WithFPS(framesPerSecond))
	if !a.config.Color {
		options = append(options, tea.WithColorProfile(colorprofile.Ascii))
	}
	why := runCatching(tea.NewProgram(a, options...))
	a.leaveFirst()
	if failed := a.reader.opening.failed; failed != nil {
		return failed
	}
	ended := a.reader.keepAll()
	if ended.Why = why; why == nil && a.reader.departed {
		return nil
	}
	return ended
}

// runCatching makes a panic an error with the terminal restored. Bubble Tea's
// own way would put a stack over the screen.
func runCatching(p *tea.Program) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = crashOf(value)
			p.Kill()
		}
	}()
	if _, err = p.Run(); errors.Is(err, tea.ErrProgramKilled) {
		err = withoutKilled{err}
	}
	return err
}

// withoutKilled is an error of Bubble Tea's without the word that the program was
// killed, which it was not.
type withoutKilled struct{ error }

func (e withoutKilled) Unwrap() error { return e.error }

func (e withoutKilled) Error() string {
	return strings.TrimPrefix(e.error.Error(), tea.ErrProgramKilled.Error()+": ")
}

// Ended says how the screen ended when it was not the reader who left, and what
// became of the notes.
type Ended struct {
	Why     error // a *Crash, or what Bubble Tea says; nil for SIGTERM
	Unsaved error // why notes are not on disk; nil when all are
	Draft   bool  // a note was being written and is kept
	Lost    error // why the note being written could not be kept
}

func (e *Ended) Unwrap() error { return e.Why }

func (e *Ended) Error() string {
	if e.Why == nil {
		return "ended: " + e.Kept()
	}
	return e.Why.Error() + " (" + e.Kept() + ")"
}

// Kept is what became of the notes, in words.
func (e *Ended) Kept() string {
	said := "your notes are saved"
	if e.Unsaved != nil {
		said = fmt.Sprintf("NOT SAVED: %v", e.Unsaved)
	}
	switch {
	case e.Lost != nil:
		said += fmt.Sprintf(", the note being written is lost: %v", e.Lost)
	case e.Draft:
		said += ", the note being written is kept and offered next time"
	}
	return said
}

// keepAll puts on disk what is not there: the note being written, the notes, the
// place. It is called when nothing else runs on the reader any more, perhaps in
// the middle of an update, so each part does what it can.
func (r *reader) keepAll() *Ended {
	ended := &Ended{}
	ended.Lost = catching(func() (err error) {
		ended.Draft, err = r.keepDraftNow()
		return err
	})
	ended.Unsaved = catching(r.saveNow)
	if ended.Unsaved == nil && !ended.Draft {
		_ = catching(r.draft.dropNow) // one too many is found out next time
	}
	if k := r.speech.places(); !r.departed && k != nil && !r.opens() {
		_ = catching(func() error { return k.SavePlace(r.doc(), r.place()) })
	}
	return ended
}

// saveNow is saving for the very end: it waits for the disk.
func (r *reader) saveNow() error {
	if r.book.settled() || r.book.keeper == nil {
		return nil
	}
	_, err := r.book.keeper.SaveNotes(r.book.set.Notes())
	return err
}

// catching makes a panic in f an error.
func catching(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = crashOf(value)
		}
	}()
	return f()
}

// Crash is a panic: a mistake of ours.
type Crash struct {
	Where string // the file and line of ours, such as "ui/reader.go:123"
	What  string
	Stack string
}

func (c *Crash) Error() string { return "it broke at " + c.Where + ": " + c.What }

// crashOf is the panic that a deferred function recovered.
func crashOf(value any) *Crash {
	if c, ok := value.(*Crash); ok {
		return c
	}
	what := fmt.Sprint(value)
	var failure runtime.Error
	if err, ok := value.(error); ok && errors.As(err, &failure) {
		what = strings.TrimPrefix(failure.Error(), "runtime error: ")
	}
	return &Crash{Where: brokeAt(), What: what, Stack: string(debug.Stack())}
}

// house is what the import paths of our own packages begin with.
const house = "lectern/"

// brokeAt is the innermost line of ours on the stack below the panic.
func brokeAt() string {
	counters := make([]uintptr, 100)
	frames := runtime.CallersFrames(counters[:runtime.Callers(0, counters)])
	panicked := false
	for {
		frame, more := frames.Next()
		if panicked && strings.HasPrefix(frame.Function, house) {
			// The function's name begins with its import path; the file's
			// path depends on how the program was built.
			folder, name := path.Split(strings.TrimPrefix(frame.Function, house))
			name, _, _ = strings.Cut(name, ".")
			return fmt.Sprintf("%s%s/%s:%d", folder, name, filepath.Base(frame.File), frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}

// guard makes a panic of a command, which runs in a goroutine of Bubble Tea's, a
// message.
func guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if value := recover(); value != nil {
				msg = crashedMsg{crashOf(value)}
			}
		}()
		msg = cmd()
		batch, ok := msg.(tea.BatchMsg)
		if !ok {
			return msg
		}
		guarded := make(tea.BatchMsg, len(batch))
		for i, c := range batch {
			guarded[i] = guard(c)
		}
		return guarded
	}
}

// crashedMsg says that a command panicked.
type crashedMsg struct{ crash *Crash }
