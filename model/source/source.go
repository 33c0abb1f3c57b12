// Package source turns the bytes of a speech into text and blocks: it finds
// out the encoding, knows the formats, and refuses what is not text.
package source

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"lectern/model"
	"lectern/model/container"
)

// MaxBytes is the size of the largest text that is read. A file that holds its
// text packed, among pictures and fonts, may be of maxPacked bytes.
const (
	MaxBytes  = 10 << 20
	maxPacked = 64 << 20
)

// Why a speech cannot be read. What Read and Open return wraps one of these,
// or an error of the operating system.
var (
	ErrNotRegular = errors.New("not a regular file")
	ErrAddress    = errors.New("not a file but an address on the web")
	ErrTooBig     = errors.New("too big")
	ErrEmpty      = errors.New("nothing to read in it")
	ErrBinary     = errors.New("not text")
	ErrEncoding   = errors.New("no such encoding")
	ErrDamaged    = errors.New("damaged")
	ErrEncrypted  = errors.New("encrypted")
	ErrUnreadable = errors.New("its text cannot be read")
	ErrIntricate  = errors.New("too intricate")
)

// Speech is a speech as its file has it.
type Speech struct {
	model.Source
	Format     string // the name of one of formats
	Encoding   string // a name of Encodings, or what a web page says it is in; empty of a file that leaves no choice
	Bytes      int    // of the file
	Unreadable int    // characters that the encoding could not read, now U+FFFD
	SHA256     string // of the bytes of standard input, in hex; empty of a file, which has a name
	Notice     string // what a reader should know about how it was read; mostly empty
}

// Read reads a whole speech. What is in it decides the format, or else the
// name, which begins each error too; without one it is standard input. The
// encoding is found out unless it is given.
func Read(r io.Reader, name, encoding string) (Speech, error) {
	return read(r, 0, file{name: name, encoding: encoding})
}

// ReadText reads a text as it is, whatever its format.
func ReadText(r io.Reader, name, encoding string) (Speech, error) {
	return read(r, 0, file{name: name, encoding: encoding, plain: true})
}

// ReadBytes reads what a file holds, whatever it is, as far as a speech may have
// so much. The name begins its errors.
func ReadBytes(r io.Reader, name string) ([]byte, error) { return readBytes(r, 0, name) }

// readBytes reads a file of which the size is known, or 0 when it is not.
func readBytes(r io.Reader, size int64, name string) ([]byte, error) {
	raw, err := readAll(r, size)
	if err != nil {
		return nil, named(name, err)
	}
	return raw, nil
}

// readError says that a file could not be read.
func readError(name string, err error) error { return named(name, unread(err)) }

// unread is readError without the name.
func unread(err error) error {
	return fmt.Errorf("%w (try again, or copy it elsewhere first)", cause(err))
}

// shown is what a file is called in an error.
func shown(name string) string { return cmp.Or(name, "standard input") }

// read reads a file of which the size is known, or 0 when it is not.
func read(r io.Reader, size int64, f file) (Speech, error) {
	var err error
	f.raw, err = readAll(r, size)
	switch {
	case errors.Is(err, ErrTooBig) && f.name == "" && !isPacked(f.raw): // plain text may have MaxText in a file
		return Speech{}, named("", fmt.Errorf("%w: over %d MB (save it to a file and open that)", ErrTooBig, MaxBytes>>20))
	case err != nil:
		return Speech{}, named(f.name, err)
	}
	speech, err := parse(f)
	return speech, named(f.name, err)
}

// named is an error with the name of the file it is about.
func named(name string, err error) error {
	if err != nil && !errors.Is(err, ErrEncoding) {
		err = fmt.Errorf("%s: %w", shown(name), err)
	}
	return err
}

// readAll reads no more than a speech may have, however much there is; with ErrTooBig
// it is what was read.
func readAll(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead) // one piece, of the size that it has
	_, err := b.ReadFrom(io.LimitReader(r, MaxBytes+1))
	if err == nil && b.Len() > MaxBytes && isPacked(b.Bytes()) {
		_, err = b.ReadFrom(io.LimitReader(r, maxPacked-MaxBytes))
	}
	raw := b.Bytes()
	switch {
	case err != nil:
		return nil, unread(err)
	case len(raw) > limitOf(raw):
		return raw, tooBig(limitOf(raw))
	}
	return raw, nil
}

func isPacked(raw []byte) bool { return container.IsZip(raw) || isPDF(raw) }

// limitOf is how many bytes a file that begins like raw may have.
func limitOf(raw []byte) int {
	if isPacked(raw) {
		return maxPacked
	}
	return MaxBytes
}

func tooBig(limit int) error {
	return fmt.Errorf("%w: over %d MB (split it into parts)", ErrTooBig, limit>>20)
}

// parse reads the text out of a file. Its errors do not say which file.
func parse(f file) (Speech, error) {
	format, err := f.format()
	if err != nil {
		return Speech{}, err
	}
	speech := Speech{Format: format.name, Bytes: len(f.raw)}
	if f.name == "" {
		sum := sha256.Sum256(f.raw)
		speech.SHA256 = hex.EncodeToString(sum[:])
	}
	err = format.read(&f, &speech)
	if err == nil {
		err = speech.emptiness()
	}
	if err != nil {
		return Speech{}, told(err)
	}
	return speech, nil
}

// emptiness is an error when the speech has no word.
func (s *Speech) emptiness() error {
	if strings.TrimSpace(s.Text) == "" {
		return fmt.Errorf("%w (choose a file with a speech in it)", ErrEmpty)
	}
	return nil
}
