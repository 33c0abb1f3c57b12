//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// apart runs a program in a session of its own: what holds the clipboard for it
// outlives the terminal's window. When it is ended, so is what it has started.
func apart(run *exec.Cmd) {
	run.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
}
