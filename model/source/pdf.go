package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// isPDF takes a file that says it is one in its first kilobyte, as PDF readers
// do (ISO 32000-2, annex I).
func isPDF(raw []byte) bool {
	const near = 1 << 10
	i := bytes.Index(raw[:min(len(raw), near)], []byte("%PDF-"))
	return i >= 0 && len(bytes.TrimLeft(raw[:i], " \t\r\n\xef\xbb\xbf")) == 0
}

// readPDF takes the text of a PDF, which has no paragraphs but letters at
// places: by poppler's pdftotext where that is installed, or else by our own
// reader, which knows less.
func readPDF(f *file, s *Speech) error {
	d, err := pdftotext(f.raw)
	if errors.Is(err, exec.ErrNotFound) {
		d, err = readPages(f.raw)
	}
	if err != nil {
		return err
	}
	if err := d.checkReadable(); err != nil {
		return err
	}
	d.plainLetters()
	c := d.paragraphs()
	if s.Source, err = c.source(); err != nil {
		return err
	}
	takeTitle(&s.Source, d.title)
	return nil
}

// pdfDocument is what is on the pages of a PDF.
type pdfDocument struct {
	title string
	pages []pdfPage
}

type pdfPage struct {
	width, height float64
	lines         []pdfLine // in the order in which they are read
}

// pdfLine is words beside each other. Places are in points, from the page's
// upper left corner.
type pdfLine struct {
	left, right, top, bottom float64
	words                    []pdfWord
	hang                     float64 // where the words behind an item's marker begin; 0 without one
}

type pdfWord struct {
	left, right float64
	height      float64 // 0 when it is not known
	text        string
}

// What the other program may take. A test has less patience.
var pdfTime = 5 * time.Second

const (
	pdfOutput    = 64 << 20  // bytes
	pdfMemory    = 256 << 20 // bytes, where the system can be asked for a limit
	pdfProcessor = 2         // seconds, likewise
)

// pdftotext asks poppler's program for the lines and their places. It gets the
// file through a pipe, so that no name can be taken for an option.
func pdftotext(raw []byte) (*pdfDocument, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return nil, exec.ErrNotFound // also one that is in the current folder
	}
	if err := weighPages(raw); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), pdfTime)
	defer cancel()
	var complaint strings.Builder
	cmd := exec.CommandContext(ctx, program, "-bbox-layout", "-enc", "UTF-8", "-", "-")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(raw), &limitedWriter{to: &complaint, left: 4 << 10}
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, exec.ErrNotFound
	}
	limit(cmd.Process.Pid)
	d, readErr := readBoxes(io.LimitReader(out, pdfOutput+1))
	if readErr != nil {
		cancel()
	}
	io.Copy(io.Discard, io.LimitReader(out, pdfOutput)) // it ends sooner when it is listened to
	switch err := cmd.Wait(); {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, errEndlessPDF
	case readErr != nil:
		return nil, readErr
	case err != nil:
		return nil, pdftotextError(err, complaint.String())
	}
	return d, nil
}

// pdftotextError says why the program failed. 99 is its word for options that
// it does not know: it is not poppler's.
func pdftotextError(err error, complaint string) error {
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed) && failed.ExitCode() == 99:
		return exec.ErrNotFound
	case failed != nil && !failed.Exited(), strings.Contains(complaint, "emory"): // by a signal: it has met a limit
		return errEndlessPDF
	case strings.Contains(complaint, "password"):
		return errLockedPDF
	}
	return damaged("pdftotext cannot read the PDF")
}

var errEndlessPDF = fmt.Errorf("%w: pdftotext does not get done with it (print it to a new PDF)", ErrIntricate)

var errLockedPDF = fmt.Errorf("%w: a password locks it (open it with the password and print it to a new PDF)", ErrEncrypted)

// limitedWriter keeps no more than the first bytes.
type limitedWriter struct {
	to   io.Writer
	left int
}

// Write is part of io.Writer.
func (l *limitedWriter) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	if _, err := l.to.Write(p[:n]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// readBoxes reads pages, lines and words with their boxes.
func readBoxes(r io.Reader) (*pdfDocument, error) {
	b := boxes{markup: newMarkup(r, false), d: &pdfDocument{}}
	size := 0
	for {
		e, err := b.next()
		switch {
		case err == io.EOF:
			return b.d, nil
		case err != nil:
			return nil, err
		case e.kind == opens:
			b.opens(e.name)
		case e.kind == closes:
			b.element = ""
		default:
			if size += len(e.words); size > MaxBytes {
				return nil, tooBig(MaxBytes)
			}
			b.words(e.words)
		}
	}
}

// boxes is where in pdftotext's output it is.
type boxes struct {
	*markup
	d       *pdfDocument
	element string
	page    *pdfPage // nil before the first
	line    *pdfLine // of the page; nil before the first
}

func (b *boxes) opens(name string) {
	b.element = name
	switch {
	case name == "page":
		b.d.pages = append(b.d.pages, pdfPage{width: b.number("width"), height: b.number("height")})
		b.page, b.line = &b.d.pages[len(b.d.pages)-1], nil
	case name == "line" && b.page != nil:
		b.page.lines = append(b.page.lines, pdfLine{
			left: b.number("xmin"), right: b.number("xmax"), top: b.number("ymin"), bottom: b.number("ymax"),
		})
		b.line = &b.page.lines[len(b.page.lines)-1]
	case name == "word" && b.line != nil:
		b.line.words = append(b.line.words, pdfWord{
			left: b.number("xmin"), right: b.number("xmax"), height: b.number("ymax") - b.number("ymin"),
		})
	}
}

func (b *boxes) words(words string) {
	switch {
	case b.element == "title":
		b.d.title = oneLine(words)
	case b.element == "word" && b.line != nil && len(b.line.words) > 0:
		b.line.words[len(b.line.words)-1].text += words
	}
}

// number is an attribute that is a number of points.
func (m *markup) number(name string) float64 {
	n, err := strconv.ParseFloat(m.attribute(name), 64)
	if err != nil || n != n || n < -1e6 || n > 1e6 {
		return 0
	}
	return n
}

// checkReadable refuses a PDF of whose letters nobody knows what they are, and
// one that is pictures of pages.
func (d *pdfDocument) checkReadable() error {
	characters, odd := 0, 0
	for _, page := range d.pages {
		for _, line := range page.lines {
			for _, word := range line.words {
				characters += utf8.RuneCountInString(word.text)
				for _, r := range word.text {
					if r == utf8.RuneError || unicode.In(r, unicode.Co, unicode.Cc) || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) {
						odd++
					}
				}
			}
		}
	}
	const fewest = 8 // characters on a page, of several, that are no pictures
	switch {
	case characters == 0 || len(d.pages) > 1 && characters < fewest*len(d.pages):
		return fmt.Errorf("%w: its pages are pictures (make text of them first, for example with ocrmypdf)", ErrUnreadable)
	case odd*20 > characters:
		return fmt.Errorf("%w: its fonts do not say what their letters are (make text of its pages, for example with ocrmypdf --force-ocr)", ErrUnreadable)
	}
	return nil
}
