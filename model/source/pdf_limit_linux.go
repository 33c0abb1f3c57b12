package source

import "golang.org/x/sys/unix"

// limit bounds what a program takes that was just started. Where it fails, the time
// that it is given must do.
func limit(pid int) {
	for resource, most := range map[int]uint64{unix.RLIMIT_AS: pdfMemory, unix.RLIMIT_CPU: pdfProcessor} {
		_ = unix.Prlimit(pid, resource, &unix.Rlimit{Cur: most, Max: most}, nil)
	}
}
