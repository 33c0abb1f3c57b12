package source

import (
	"strings"
	"unicode/utf8"
)

// signatures are the first bytes of common files that are no plain text.
var signatures = []struct{ bytes, kind string }{
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xFF\xD8\xFF", "a JPEG picture"},
	{"GIF87a", "a GIF picture"},
	{"GIF89a", "a GIF picture"},
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a zip archive, such as a .docx, .odt or .epub file"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an older Word or Office file"},
	{"{\\rtf", "a rich-text (RTF) file"},
	{"\x1f\x8b", "a gzip archive"},
	{"ID3", "an MP3 recording"},
	{"\x7fELF", "a program"},
}

// kindOfBinary names what raw begins like, or is empty.
func kindOfBinary(raw []byte) string {
	for _, s := range signatures {
		if strings.HasPrefix(string(raw[:min(len(raw), len(s.bytes))]), s.bytes) {
			return s.kind
		}
	}
	return ""
}

// mostlyUnreadable reports whether more than a tenth of the text is control
// characters or did not decode. In an encoding that the reader has asked for,
// what did not decode is the reader's own choice.
func (d decoded) mostlyUnreadable(asked bool) bool {
	odd := d.unreadable
	if asked {
		odd = 0
	}
	for _, r := range d.content {
		if isControl(r) {
			odd++
		}
	}
	return odd*10 > utf8.RuneCountInString(d.content)
}

// isControl reports whether r is a control character that text does not use:
// terminals' bells, backspaces and escapes do occur in it.
func isControl(r rune) bool {
	return r < ' ' && !strings.ContainsRune("\a\b\t\n\v\f\r\x1b", r)
}
