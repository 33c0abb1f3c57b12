//go:build unix

package cli_test

import (
	"os"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// fifo FILE makes a named pipe.
func makeFIFO(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o666))
}

// becomePlainUser gives up root's power over permissions, so that a script
// means the same whoever runs the tests.
func becomePlainUser() {
	const nobody = 65534
	if os.Getuid() != 0 {
		return
	}
	if err := syscall.Setgid(nobody); err != nil {
		panic(err)
	}
	if err := syscall.Setuid(nobody); err != nil {
		panic(err)
	}
}
