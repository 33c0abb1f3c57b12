package source

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"lectern/model/container"
)

// signatures are the first bytes of common files that hold no text that lectern
// reads, and what their reader can do.
var signatures = []struct{ bytes, kind, advice string }{
	{"\x89PNG\r\n\x1a\n", "a PNG picture", ""},
	{"\xFF\xD8\xFF", "a JPEG picture", ""},
	{"GIF87a", "a GIF picture", ""},
	{"GIF89a", "a GIF picture", ""},
	{container.CompoundFile, "an older Word or Office file", "save it as .docx, or: libreoffice --convert-to docx FILE"},
	{"{\\rtf", "a rich-text (RTF) file", "save it as .docx, or: libreoffice --convert-to docx FILE"},
	{container.ZipFile, "a zip archive", ""},
	{container.EmptyZip, "a zip archive", ""},
	{"%PDF-", "a PDF", ""},
	{"\x1f\x8b", "a gzip archive", "unpack it first"},
	{"ID3", "an MP3 recording", ""},
	{"\x7fELF", "a program", ""},
}

// refusal says what the file is when it is something else than a text; nil
// when it may be one.
func (f *file) refusal() error {
	for _, s := range signatures {
		if !bytes.HasPrefix(f.raw, []byte(s.bytes)) {
			continue
		}
		switch {
		case s.bytes == container.CompoundFile && container.HoldsLocked(f.raw):
			return fmt.Errorf("%w: a password locks it (open it where it was made and save it without one)", ErrEncrypted)
		case f.archive != nil:
			return fmt.Errorf("%w: it looks like %s (%s)", ErrBinary, f.archive.kind(), whatIsRead)
		}
		return fmt.Errorf("%w: it looks like %s (%s)", ErrBinary, s.kind, cmp.Or(s.advice, whatIsRead))
	}
	return nil
}

// mostlyUnreadable reports whether more than a tenth of the text is control
// characters or did not decode. In an encoding that the reader has asked for,
// what did not decode is the reader's own choice.
func (d decoded) mostlyUnreadable(asked bool) bool {
	odd := d.unreadable
	if asked {
		odd = 0
	}
	for i := range len(d.content) {
		if isControl(rune(d.content[i])) {
			odd++
		}
	}
	return odd > 0 && odd*10 > utf8.RuneCountInString(d.content)
}

// isControl reports whether r is a control character that text does not use:
// terminals' bells, backspaces and escapes do occur in it.
func isControl(r rune) bool {
	return r < ' ' && !strings.ContainsRune("\a\b\t\n\v\f\r\x1b", r)
}
