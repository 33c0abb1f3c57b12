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
	"lectern/model/longfile"
)

// This file reads plain text of any size, and the beginnings of files: what stands
// on the first screens is there before the rest has been read.

// MaxText is the size of the largest plain text in UTF-8. Nothing of it is decoded.
const MaxText = 1 << 30

// headBytes is how much of a file is read for its first screens, and wholeBytes up
// to which size a file is read at once that cannot be read in part.
const (
	headBytes  = 32 << 10
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
	if err == io.ErrUnexpectedEOF || err == io.EOF {
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
	head.Text = strings.TrimSuffix(head.Text, "\uFFFD") // a character that was cut
	return head, nil
}

// isPlain reports whether a format is text as it stands in the file.
func isPlain(f *format) bool { return f.name == "text" || f.name == "markdown" }

// OpenText opens a speech as Open does, but for text in UTF-8, which is not
// checked: that takes longer than reading it. Check does so later.
func OpenText(path, encoding string) (s Speech, checked bool, err error) {
	return open(path, file{name: path, encoding: encoding}, true)
}

// Check reads what OpenText read as Open would have, when it is not UTF-8 after all.
func Check(path, encoding string, s Speech) (Speech, error) {
	if utf8.ValidString(s.Text) {
		return s, nil
	}
	return Open(path, encoding)
}

// utf8Charset is the charset that a head is read in when it is UTF-8, nil when it is another.
func (f *file) utf8Charset() *charset {
	c, err := choose(f.raw, f.encoding)
	if err != nil || !slices.Contains(c.aliases, "utf8") {
		return nil
	}
	return c
}

// openLong reads the speech of which f has the head. Only plain text may be over
// MaxBytes. Text in UTF-8 is taken as it stands in the file, and when it is wanted
// unchecked that is all.
func openLong(opened *os.File, size int64, f file, unchecked bool) (s Speech, checked bool, err error) {
	format, err := f.format()
	plain := err == nil && isPlain(format)
	var c *charset // of text that is taken as it stands
	if plain && (size > MaxBytes || format.name == "text") {
		c = f.utf8Charset()
	}
	switch {
	case c != nil:
		s, err = readLong(opened, size, c)
		if err == nil && !unchecked && !utf8.ValidString(s.Text) {
			s, err = readInvalid(opened, size, f, s)
		}
		return s, !unchecked, err
	case size <= MaxBytes:
		s, err = readAgain(opened, size, f)
	case err != nil:
	case !plain:
		err = tooBig(MaxBytes)
	case size > maxPacked:
		err = fmt.Errorf("%w: over %d MB and not UTF-8 (make it UTF-8 first: iconv -t UTF-8)", ErrTooBig, maxPacked>>20)
	default:
		f.plain = true
		s, err = readAgain(opened, size, f)
	}
	return s, true, err
}

// readInvalid reads a long text again that was taken for UTF-8 by its head, and is
// not: its encoding is found out by all of it. What is too long for that has U+FFFD.
func readInvalid(opened *os.File, size int64, f file, s Speech) (Speech, error) {
	if size > maxPacked {
		err := s.replaceInvalid()
		return s, err
	}
	f.plain = true
	return readAgain(opened, size, f)
}

// readAgain reads a file from its beginning, of which f may have the head.
func readAgain(opened *os.File, size int64, f file) (Speech, error) {
	raw := make([]byte, size)
	n, err := opened.ReadAt(raw, 0)
	if err != nil && err != io.EOF { // it may have shrunk
		return Speech{}, unread(err)
	}
	f.raw = raw[:n]
	return parse(f)
}

// replaceInvalid puts U+FFFD for what is not UTF-8.
func (s *Speech) replaceInvalid() error {
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

// readLong reads a text in UTF-8 of which f has the head. No more is read than there was
// when it was opened: the file may be growing.
func readLong(opened io.ReaderAt, size int64, c *charset) (Speech, error) {
	text, read, err := longfile.Read(opened, int(size), c.bom)
	if err != nil {
		return Speech{}, unread(err)
	}
	s := Speech{Source: model.Source{Text: text}, Format: "text", Encoding: c.name, Bytes: read}
	return s, s.emptiness()
}
