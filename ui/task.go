package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// task is work whose end the reader waits for. When it takes long, the bottom row says
// so, and Esc stops it: what it brings then comes too late.
type task struct {
	says string // what is being done
	slow bool
	stop context.CancelFunc
}

// await begins a task. Of one that was stopped, work must write nothing any more.
func (r *reader) await(says string, work func(context.Context) tea.Msg) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	t := &task{says: says, stop: stop}
	r.tasks = append(r.tasks, t)
	return tea.Batch(
		func() tea.Msg { return taskDoneMsg{t, work(ctx)} },
		after(slowTime, func(time.Time) tea.Msg { return taskSlowMsg{t} }),
	)
}

// taskDoneMsg brings what a task brings.
type taskDoneMsg struct {
	task *task
	msg  tea.Msg
}

// taskSlowMsg says that a reader may begin to wonder.
type taskSlowMsg struct{ task *task }

// done ends a task; ok is false for one that was stopped, or was another speech's.
func (r *reader) done(t *task) (ok bool) {
	i := slices.Index(r.tasks, t)
	if i < 0 {
		return false
	}
	t.stop()
	r.tasks = slices.Delete(r.tasks, i, i+1)
	return true
}

// slowTask is the latest that takes long, nil for none.
func (r *reader) slowTask() *task {
	for _, t := range slices.Backward(r.tasks) {
		if t.slow {
			return t
		}
	}
	return nil
}

// stopKeys come before those of every mode.
var stopKeys = []binding{
	{keys: []string{"esc"}, help: sayStop, do: stopTask, when: func(r *reader) bool { return r.slowTask() != nil }},
}

func stopTask(r *reader) tea.Cmd {
	r.done(r.slowTask())
	r.tell(sayStopped)
	return nil
}
