//go:build !windows

package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// pretend puts a program in pdftotext's place.
func pretend(t *testing.T, script string) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "pdftotext"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
}

func TestPDFByPdftotext(t *testing.T) {
	const boxes = `<html><head><title>A Title</title></head><body><doc><page width="600" height="800"><flow><block>
<line xMin="50" yMin="50" xMax="150" yMax="70"><word xMin="50" yMin="50" xMax="70" yMax="70">A</word><word xMin="75" yMin="50" xMax="150" yMax="70">Title</word></line></block>
<block><line xMin="50" yMin="90" xMax="150" yMax="104"><word xMin="50" yMin="90" xMax="70" yMax="104">&lt;words&gt;</word><word xMin="75" yMin="90" xMax="80" yMax="97">1</word></line></block></flow></page></doc></body></html>`
	pretend(t, `[ "$*" = "-bbox-layout -enc UTF-8 - -" ] || exit 3
while read line; do :; done
while IFS= read -r line; do printf '%s\n' "$line"; done <<'E'
`+boxes+"\nE")
	s := readWhole(t, "%PDF-1.7\nanything", "-opt.pdf")
	if got := outlined(s.Source); got != "title A Title\n<words>[1]\n" || s.Title != "A Title" {
		t.Errorf("got\n%stitle %q", got, s.Title)
	}
}

func TestPdftotextFailing(t *testing.T) {
	defer func(before time.Duration) { pdfTime = before }(pdfTime)
	for _, test := range []struct {
		what, script string
		err          error
		says         string
	}{
		{"a password", "echo 'Command Line Error: Incorrect password' >&2; exit 1", ErrEncrypted, "a password locks it"},
		{"it cannot", "exit 1", ErrDamaged, "pdftotext cannot read the PDF"},
		{"another program of its name", "exit 99", ErrDamaged, "no pages that can be found"}, // our own reader's word
		{"it meets the limit of its time", "kill -XCPU $$", ErrIntricate, "does not get done with it (print it to a new PDF)"},
		{"it meets the limit of its memory", "echo 'Out of memory' >&2; exit 1", ErrIntricate, "does not get done with it"},
		{"it says nothing", "exit 0", ErrUnreadable, "pictures"},
		{"it never ends", "while :; do :; done", ErrIntricate, "does not get done with it"},
		{"it never stops talking", "echo '<page><line>'; while :; do echo '<word>words words words words words words words words words words words words</word>'; done", ErrTooBig, "over 10 MB"},
	} {
		if pdfTime = 20 * time.Second; test.err == ErrIntricate {
			pdfTime = 100 * time.Millisecond
		}
		pretend(t, test.script)
		_, err := Read(strings.NewReader("%PDF-1.7\n"), "talk.pdf", "")
		if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}

// What would keep the program busy for minutes is not given to it.
func TestPDFWeighed(t *testing.T) {
	page := deflated(strings.Repeat(" ", maxWeight/2+1))
	raw := pdfOf(standardFonts, "50 0 obj << /Filter /FlateDecode >> stream\n"+page+"\nendstream endobj", "first", "second")
	for _, contents := range []string{"/Contents 50 0 R", "/Contents [50 0 R 50 0 R]"} {
		pretend(t, "echo asked >&2; exit 1")
		raw := strings.NewReplacer("/Contents 11 0 R", contents, "/Contents 13 0 R", "/Contents 50 0 R").Replace(raw)
		if _, err := Read(strings.NewReader(raw), "talk.pdf", ""); !errors.Is(err, ErrTooBig) || !strings.Contains(err.Error(), "over 64 MB come out of its pages (split it into parts)") {
			t.Errorf("%s: %v", contents, err)
		}
	}
}
