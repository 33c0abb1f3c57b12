//go:build !unix

package cli

// canSuspend is for shells that can bring a program back.
func canSuspend() bool { return false }
