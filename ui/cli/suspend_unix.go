//go:build unix

package cli

import "golang.org/x/sys/unix"

// canSuspend reports whether a shell with job control started this program: it
// puts what it runs into process groups other than its own, and it leads the
// session. The session's leader itself, as in a terminal that was opened for the
// program alone, nobody could bring back; the kernel would not even stop it.
func canSuspend() bool {
	leader, err := unix.Getsid(0)
	return err == nil && leader != unix.Getpgrp()
}
