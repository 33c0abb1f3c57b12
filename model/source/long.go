package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"lectern/model"
)

// This file reads plain text of any size, and the beginnings of files: what stands
// on the first screens is there before the rest has been read.

// MaxText is the size of the largest plain text in UTF-8. Nothing of it is decoded.
const MaxText = 1 << 30

// headBytes is how much of a file is read for its first screens, and wholeBytes up
// to which size a file is read at once that cannot be read in part.
const (
	headBytes  = 64 << 10
	wholeBytes = 1 << 20
)

// OpenHead reads the beginning of the speech in the file at path; whole says that
// there is no more of it. A head ends at the end of a line where it can, and its
// text begins the whole text. Of a format that cannot be read in part it has no
// text.
func OpenHead(path, encoding string) (head Speech, whole bool, err error) {
	opened, size, err := openRegular(path)
	if err != nil {
		return Speech{}, false, err
	}
	defer opened.Close()
	f := file{name: path, encoding: encoding}
	if size <= headBytes {
		head, err = read(opened, size, f)
		return head, true, err
	}
	err = f.readHead(opened)
	if err == nil && !isPacked(f.raw) {
		head, err = f.parseHead()
	}
	if err != nil || head.Text == "" && size <= wholeBytes {
		head, err = Open(path, encoding)
		return head, true, err
	}
	head.Bytes = int(size)
	return head, false, nil
}

func (f *file) readHead(r io.Reader) error {
	f.raw = make([]byte, headBytes)
	n, err := io.ReadFull(r, f.raw)
	f.raw = f.raw[:n]
	if err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

// parseHead reads a head as the text that it begins. In UTF-16 a line's end is not
// found by one byte.
func (f *file) parseHead() (Speech, error) {
	if end := bytes.LastIndexByte(f.raw, '\n'); end >= 0 {
		f.raw = f.raw[:end+1]
	}
	format, err := f.format()
	if err != nil || !isPlain(format) {
		return Speech{}, err
	}
	head, err := parse(*f)
	if err != nil || strings.HasPrefix(head.Encoding, "utf-16") {
		return Speech{}, err
	}
	for tail := head.Text[max(0, len(head.Text)-utf8.UTFMax):]; strings.HasSuffix(tail, "\uFFFD"); tail = "" {
		head.Text = strings.TrimSuffix(head.Text, "\uFFFD") // a character that was cut
	}
	return head, nil
}

// isPlain reports whether a format is text as it stands in the file.
func isPlain(f *format) bool { return f.name == "text" || f.name == "markdown" }

// OpenText opens a speech as Open does, but for text in UTF-8, which is not
// checked: that takes longer than reading it. Check does so later.
func OpenText(path, encoding string) (s Speech, checked bool, err error) {
	opened, size, err := openRegular(path)
	if err != nil {
		return Speech{}, false, err
	}
	defer opened.Close()
	f := file{name: path, encoding: encoding}
	if err := f.readHead(opened); err != nil {
		return Speech{}, false, readError(path, err)
	}
	if !isPacked(f.raw) {
		format, err := f.format()
		if err == nil && (format.name == "text" || isPlain(format) && size > MaxBytes) && f.isUTF8() {
			s, err := readLong(opened, size, f)
			return s, false, err
		}
	}
	s, err = Open(path, encoding)
	return s, true, err
}

// isUTF8 reports whether a head is read as UTF-8.
func (f *file) isUTF8() bool {
	c, err := choose(f.raw, f.encoding)
	return err == nil && slices.Contains(c.aliases, "utf8")
}

// Check reads what OpenText read as Open would have, when it is not UTF-8 after all.
func Check(path, encoding string, s Speech) (Speech, error) {
	if utf8.ValidString(s.Text) {
		return s, nil
	}
	return Open(path, encoding)
}

// openLong reads a file that is over MaxBytes: plain text may be.
func openLong(opened *os.File, size int64, f file) (Speech, error) {
	format, err := f.format()
	switch {
	case err != nil:
		return Speech{}, err
	case !isPlain(format):
		return Speech{}, tooBig(MaxBytes)
	case f.isUTF8():
		s, err := readLong(opened, size, f)
		if err == nil {
			err = s.replaceInvalid()
		}
		return s, err
	case size > maxPacked:
		return Speech{}, fmt.Errorf("%w: over %d MB and not UTF-8 (make it UTF-8 first: iconv -t UTF-8)", ErrTooBig, maxPacked>>20)
	}
	rest, err := io.ReadAll(io.LimitReader(opened, size))
	if err != nil {
		return Speech{}, err
	}
	f.raw, f.plain = append(f.raw, rest...), true
	return parse(f)
}

// replaceInvalid puts U+FFFD for what is not UTF-8.
func (s *Speech) replaceInvalid() error {
	if utf8.ValidString(s.Text) {
		return nil
	}
	text, err := unicode.UTF8.NewDecoder().String(s.Text)
	if err != nil {
		return err
	}
	s.Unreadable = strings.Count(text, "\uFFFD") - strings.Count(s.Text, "\uFFFD")
	s.Text = text
	if s.Unreadable*10 > len(s.Text) {
		return fmt.Errorf("%w (%s; if it is text, name its --encoding)", ErrBinary, whatIsRead)
	}
	return nil
}

// readLong reads the rest of a text in UTF-8 of which f has the head. No more is
// read than there was when it was opened: the file may be growing.
func readLong(r io.Reader, size int64, f file) (Speech, error) {
	c, err := choose(f.raw, f.encoding)
	if err != nil {
		return Speech{}, err
	}
	var text lineWriter
	text.Grow(int(size) + 1)
	bytesRead := len(f.raw)
	text.write(bytes.TrimPrefix(f.raw, []byte(c.bom)))
	piece := make([]byte, longPiece)
	for rest := io.LimitReader(r, size-int64(bytesRead)); ; {
		n, err := rest.Read(piece)
		bytesRead += n
		text.write(piece[:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return Speech{}, readError(f.name, err)
		}
	}
	s := Speech{Source: model.Source{Text: text.String()}, Format: "text", Encoding: c.name, Bytes: bytesRead}
	return s, s.emptiness()
}

// longPiece is how many bytes are read at a time: they stay in the processor's cache.
const longPiece = 256 << 10

// lineWriter writes a text with its newlines as \n.
type lineWriter struct {
	strings.Builder
	afterCR bool
}

func (w *lineWriter) write(piece []byte) {
	if len(piece) == 0 {
		return
	}
	if w.afterCR && piece[0] == '\n' {
		piece = piece[1:]
	}
	w.afterCR = bytes.HasSuffix(piece, []byte("\r"))
	for {
		i := bytes.IndexByte(piece, '\r')
		if i < 0 {
			w.Write(piece)
			return
		}
		w.Write(piece[:i])
		w.WriteByte('\n')
		piece = bytes.TrimPrefix(piece[i+1:], []byte("\n"))
	}
}
