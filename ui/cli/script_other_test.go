//go:build !unix

package cli_test

import "github.com/rogpeppe/go-internal/testscript"

// fifo is for scripts behind [unix].
func makeFIFO(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("no named pipes here") }

// becomePlainUser does nothing where nobody is root.
func becomePlainUser() {}
