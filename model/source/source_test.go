package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"lectern/model/container"
)

// checkDecoded holds the laws of text that has been read: whatever the bytes,
// it is valid UTF-8 with newlines alone, and the same each time.
func checkDecoded(t *testing.T, raw []byte, name string) {
	d, err := decode(raw, name)
	if err != nil {
		if !errors.Is(err, ErrEncoding) {
			t.Errorf("decode: %v", err)
		}
		return
	}
	if !utf8.ValidString(d.content) {
		t.Errorf("not UTF-8: %+q", d.content)
	}
	if strings.Contains(d.content, "\r") {
		t.Errorf("a carriage return is left: %+q", d.content)
	}
	if d.unreadable < 0 || d.unreadable > strings.Count(d.content, "\uFFFD") {
		t.Errorf("%d unreadable of %d replacement characters", d.unreadable, strings.Count(d.content, "\uFFFD"))
	}
	if again, _ := decode(raw, name); again != d {
		t.Errorf("read twice: %+v, then %+v", d, again)
	}
}

func TestReadSaysWhatItFound(t *testing.T) {
	s, err := Read(strings.NewReader("同志们：\r\n你好"), "talk.txt", "")
	if err != nil {
		t.Fatal(err)
	}
	s.Source.Text, s.Blocks = "", nil
	want := Speech{
		Format: "text", Encoding: "utf-8", Bytes: 20,
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got %+v\nwant %+v", s, want)
	}
}

func TestFormatGoesByTheName(t *testing.T) {
	for name, want := range map[string]string{
		"":            "text",
		"a.txt":       "text",
		"a.md":        "markdown",
		"a.b.MD":      "markdown",
		"a.markdown":  "markdown",
		"md":          "text",
		"dir.md/talk": "text",
		"a.docx":      "text", // it is none
		"a.htm":       "html",
	} {
		s, err := Read(strings.NewReader("# One\n\ntwo **three**\n"), name, "")
		if err != nil {
			t.Fatal(err)
		}
		if s.Format != want || (s.Blocks != nil) != (want != "text") {
			t.Errorf("%q is read as %s with %d blocks", name, s.Format, len(s.Blocks))
		}
	}
}

func TestTextIsReadAsItIs(t *testing.T) {
	s, err := ReadText(strings.NewReader(savedPage), "page.html", "")
	if err != nil || s.Text != savedPage || s.Format != "text" || s.Blocks != nil {
		t.Errorf("read as %s: %.40q, %v", s.Format, s.Text, err)
	}
	for _, raw := range []string{"%PDF-1.7\n", zipped(t, "a", "b")} {
		if _, err := ReadText(strings.NewReader(raw), "x", ""); !errors.Is(err, ErrBinary) {
			t.Errorf("%.8q: %v", raw, err)
		}
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	tests := []struct {
		what, raw, encoding string
		err                 error
		says                string
	}{
		{"nothing", "", "", ErrEmpty, "talk.txt: nothing to read in it (choose a file with a speech in it)"},
		{"a mark alone", "\xEF\xBB\xBF", "", ErrEmpty, "choose a file"},
		{"blank space", " \n　\n", "", ErrEmpty, "choose a file"},
		{"a picture", png, "", ErrBinary, "talk.txt: not text: it looks like a PNG picture (lectern reads plain text, Markdown, HTML, .docx, "},
		{"a picture, insisted on", png, "utf-8", ErrBinary, "PNG"},
		{"the start of an archive", "PK\x03\x04\x14\x00", "", ErrDamaged, "talk.txt: damaged: the archive that it is breaks off or is out of order (copy it again, "},
		{"an older Word file", container.CompoundFile + "\x00", "", ErrBinary, "an older Word or Office file (save it as .docx, or: libreoffice --convert-to docx FILE)"},
		{"a Word file with a password", container.CompoundFile + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "", ErrEncrypted, "encrypted: a password locks it"},
		{"NULs", "ab" + strings.Repeat("\x00", 200) + strings.Repeat("word ", 40), "", ErrBinary, "name its --encoding"},
		{"control characters", strings.Repeat("\x01\x02\x03ab\xFE", 90), "", ErrBinary, "plain text, Markdown"},
		{"an encoding nobody knows", "words", "klingon", ErrEncoding, "klingon: no such encoding (choose one of utf-8, "},
		{"over the cap", strings.Repeat("x", MaxBytes+1), "", ErrTooBig, "talk.txt: too big: over 10 MB (split it into parts)"},
	}
	for _, test := range tests {
		_, err := Read(strings.NewReader(test.raw), "talk.txt", test.encoding)
		if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}

// A file may hold more than standard input.
func TestStandardInputOverTheCap(t *testing.T) {
	_, err := Read(strings.NewReader(strings.Repeat("x", MaxBytes+1)), "", "")
	if !errors.Is(err, ErrTooBig) || err.Error() != "standard input: too big: over 10 MB (save it to a file and open that)" {
		t.Error(err)
	}
}

func TestLargestSpeechIsRead(t *testing.T) {
	s, err := Read(strings.NewReader(strings.Repeat("a", MaxBytes)), "", "")
	if err != nil || s.Bytes != MaxBytes {
		t.Errorf("%d bytes, %v", s.Bytes, err)
	}
}

func TestTextWithOddCharactersIsText(t *testing.T) {
	for _, raw := range []string{
		"\x1b[31mred\x1b[0m and \a bells, b\bbackspaces",
		"a page\fand another with one NUL\x00 in it",
	} {
		if s, err := Read(strings.NewReader(raw), "", ""); err != nil || s.Text != raw {
			t.Errorf("%q, %v", s.Text, err)
		}
	}
}

func TestReadFailing(t *testing.T) {
	broken := errors.New("device gone")
	_, err := Read(io.MultiReader(strings.NewReader("half a"), iotest.ErrReader(broken)), "", "")
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "standard input: device gone (") {
		t.Error(err)
	}
}

func TestOpenFailing(t *testing.T) {
	dir := t.TempDir()
	big := filepath.Join(dir, "big.txt")
	file, err := os.Create(big)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(file.Truncate(maxPacked+1), file.Close()); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path string
		err  error
		says string
	}{
		{"https://example.org/speech", ErrAddress, ": not a file but an address on the web (save the page first, then open the file; lectern reads nothing from the network)"},
		{filepath.Join(dir, "none.txt"), fs.ErrNotExist, " (check the name and the folder)"},
		{dir, ErrNotRegular, ": not a regular file: it is a folder (name a file in it)"},
		{big, ErrTooBig, ": too big: over 64 MB and not UTF-8 (make it UTF-8 first: iconv -t UTF-8)"},
	} {
		_, err := Open(test.path, "")
		if !errors.Is(err, test.err) || !strings.HasPrefix(err.Error(), test.path+": ") || !strings.HasSuffix(err.Error(), test.says) {
			t.Errorf("%s: %v", test.path, err)
		}
		if strings.Count(err.Error(), test.path) != 1 {
			t.Errorf("the path is said twice: %v", err)
		}
	}
}
