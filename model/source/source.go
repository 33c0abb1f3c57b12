// Package source turns the bytes of a speech into text and blocks: it finds
// out the encoding, knows the formats, and refuses what is not text.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"lectern/model"
)

// MaxBytes is the size of the largest speech that is read.
const MaxBytes = 10 << 20

// Why a speech cannot be read. What Read and Open return wraps one of these,
// or an error of the operating system.
var (
	ErrNotRegular = errors.New("not a regular file")
	ErrTooBig     = errors.New("too big")
	ErrEmpty      = errors.New("nothing to read in it")
	ErrBinary     = errors.New("not text")
	ErrEncoding   = errors.New("no such encoding")
)

// Speech is a speech as its file has it.
type Speech struct {
	model.Source
	Format     string // "text" or "markdown"
	Encoding   string // a name of Encodings
	Bytes      int    // of the file
	Unreadable int    // characters that the encoding could not read, now U+FFFD
	SHA256     string // of the file's bytes, in hex
	Notice     string // what a reader should know about how it was read; mostly empty
}

// Read reads a whole speech. The name decides the format (.md and .markdown
// are Markdown) and begins each error; without one it is standard input. The
// encoding is found out unless it is given.
func Read(r io.Reader, name, encoding string) (Speech, error) {
	shown := name
	if shown == "" {
		shown = "standard input"
	}
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return Speech{}, fmt.Errorf("%s: %w (try again, or copy it elsewhere first)", shown, cause(err))
	case len(raw) > MaxBytes:
		return Speech{}, tooBig(shown)
	}
	return parse(raw, name, shown, encoding)
}

func tooBig(shown string) error {
	return fmt.Errorf("%s: %w: over %d MB (split it into parts)", shown, ErrTooBig, MaxBytes>>20)
}

func parse(raw []byte, name, shown, encoding string) (Speech, error) {
	if kind := kindOfBinary(raw); kind != "" {
		return Speech{}, fmt.Errorf("%s: %w: it looks like %s (%s)", shown, ErrBinary, kind, whatIsRead)
	}
	d, err := decode(raw, encoding)
	if err != nil {
		return Speech{}, err
	}
	if strings.TrimSpace(d.content) == "" {
		return Speech{}, fmt.Errorf("%s: %w (choose a file with a speech in it)", shown, ErrEmpty)
	}
	if d.mostlyUnreadable(encoding != "") {
		return Speech{}, fmt.Errorf("%s: %w (%s; if it is text, name its --encoding)", shown, ErrBinary, whatIsRead)
	}
	sum := sha256.Sum256(raw)
	speech := Speech{
		Source:     model.Source{Text: d.content},
		Format:     "text",
		Encoding:   d.encoding,
		Bytes:      len(raw),
		Unreadable: d.unreadable,
		SHA256:     hex.EncodeToString(sum[:]),
	}
	if isMarkdown(name) {
		speech.readMarkdown()
	}
	return speech, nil
}

const whatIsRead = "lectern reads plain text and Markdown so far"

func isMarkdown(name string) bool {
	extension := strings.ToLower(filepath.Ext(name))
	return extension == ".md" || extension == ".markdown"
}

// readMarkdown adds the blocks, unless the text would keep the parser busy
// for too long: then it stays plain text, and the notice says so.
func (s *Speech) readMarkdown() {
	if reason := tooIntricate(s.Text); reason != "" {
		s.Notice = "shown as plain text: its Markdown has " + reason
		return
	}
	s.Format = "markdown"
	s.Source = markdown(s.Text)
}
