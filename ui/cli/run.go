package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"lectern/ui"
)

// run shows the screen. Signals that end it, the window's closing among them, are
// caught until the notes are on disk. SIGINT is left to Bubble Tea, which lets the
// reader's editor have it.
func (p *program) run(c ui.Config) error {
	screen := ui.Start(c)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGTERM)
	defer stop()
	err := screen.Run(ctx)
	var ended *ui.Ended
	var crash *ui.Crash
	switch {
	case !errors.As(err, &ended):
		return err
	case errors.As(err, &crash):
		return p.crashed(ended, crash)
	case ctx.Err() != nil:
		return bySignal(strings.TrimSuffix(context.Cause(ctx).Error(), " signal received"), ended)
	case errors.Is(err, tea.ErrInterrupted):
		return bySignal(os.Interrupt.String(), ended)
	case ended.Why == nil: // Bubble Tea heard of it before the context did
		return bySignal(syscall.SIGTERM.String(), ended)
	}
	return fmt.Errorf("the terminal failed: %w", err)
}

func bySignal(name string, ended *ui.Ended) error {
	return fmt.Errorf("ended by a signal: %s (%s)", name, ended.Kept())
}

// crashed says where it broke, and writes down what somebody who mends it needs.
func (p *program) crashed(ended *ui.Ended, crash *ui.Crash) error {
	path := filepath.Join(stateFolder(), "crash-"+p.now().Format("20060102-150405")+".txt")
	details := fmt.Sprintf("lectern %s\n%v\n%s\n\n%s", version(), crash, ended.Kept(), crash.Stack)
	if err := writeWhole(path, 0o600, []byte(details)); err != nil {
		return fmt.Errorf("%w (%s)", crash, ended.Kept())
	}
	return fmt.Errorf("%w (%s; the details are in %s)", crash, ended.Kept(), path)
}
