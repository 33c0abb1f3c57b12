//go:build !unix

package cli

import "os"

// writable reports whether files can be made in a folder. The permission bits
// say nothing of that here, so it is tried.
func writable(folder string) bool {
	probe, err := os.CreateTemp(folder, ".lectern-*")
	if err != nil {
		return false
	}
	probe.Close()
	return os.Remove(probe.Name()) == nil
}
