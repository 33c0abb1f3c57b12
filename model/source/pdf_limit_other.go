//go:build !linux

package source

// limit does nothing where a limit can only be set for oneself: the time that the
// program is given must do.
func limit(int) {}
