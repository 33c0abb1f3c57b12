// Package longfile reads a file of any size as one text. Half of the time of reading
// 100 MB is memory that the system clears page by page, and half is copying: on two
// processors it takes half as long. It is the one room with goroutines and with unsafe:
// the bytes become a string as they stand, for a copy would take as long again, and
// twice the memory.
package longfile

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// piece is how many bytes are read at a time: they stay in the processor's cache until
// they have been looked through.
const piece = 256 << 10

// mostReaders is how many processors read at most. More than the disk or the memory can
// feed would only wait.
const mostReaders = 4

// Read reads the first size bytes of a file, or as many as there are, and makes its
// newlines \n. The mark that it may begin with is left out. read is how many bytes there
// were.
func Read(file io.ReaderAt, size int, mark string) (text string, read int, err error) {
	r := reading{file: file, raw: make([]byte, size), end: size}
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), mostReaders, size/piece+1) {
		readers.Go(r.pieces)
	}
	readers.Wait()
	if r.err != nil {
		return "", 0, r.err
	}
	raw := bytes.TrimPrefix(r.raw[:r.end], []byte(mark))
	if r.returns.Load() {
		raw = withoutReturns(raw)
	}
	return unsafe.String(unsafe.SliceData(raw), len(raw)), r.end, nil // nobody writes to raw any more
}

// reading is a file that several readers share.
type reading struct {
	file    io.ReaderAt
	raw     []byte
	next    atomic.Int64 // where the piece begins that nobody has taken yet
	returns atomic.Bool  // there are carriage returns

	mu  sync.Mutex
	end int // of the file, should it have become shorter
	err error
}

// pieces reads one piece after another that nobody else has taken.
func (r *reading) pieces() {
	for {
		end := int(r.next.Add(piece))
		start := end - piece
		if start >= len(r.raw) {
			return
		}
		into := r.raw[start:min(end, len(r.raw))]
		n, err := r.file.ReadAt(into, int64(start))
		if bytes.IndexByte(into[:n], '\r') >= 0 {
			r.returns.Store(true)
		}
		if n < len(into) {
			r.endsAt(start+n, err)
			return
		}
	}
}

// endsAt takes in that a piece ends early, for a reason.
func (r *reading) endsAt(end int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.end = min(r.end, end)
	if !errors.Is(err, io.EOF) {
		r.err = err
	}
}

// withoutReturns makes the newlines of a text \n, in its own room.
func withoutReturns(raw []byte) []byte {
	kept := raw[:0]
	for len(raw) > 0 {
		i := bytes.IndexByte(raw, '\r')
		if i < 0 {
			return append(kept, raw...)
		}
		kept = append(append(kept, raw[:i]...), '\n')
		raw = bytes.TrimPrefix(raw[i+1:], []byte("\n"))
	}
	return kept
}
