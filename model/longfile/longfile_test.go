package longfile

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// The text is the file's with its newlines as \n and without its mark, however many
// pieces that takes.
func TestRead(t *testing.T) {
	long := strings.Repeat("要开好头，起好步。\r\n", 3*piece/27)
	for name, file := range map[string]string{
		"nothing":                        "",
		"a line":                         "要开好头\n",
		"a mark":                         "\uFEFF要开好头\n",
		"a piece exactly":                strings.Repeat("a", piece),
		"many pieces":                    strings.Repeat("要开好头，起好步。\n", 10*piece/28),
		"newlines of two bytes":          long,
		"one of them in two pieces":      strings.Repeat("a", piece-1) + "\r\n" + strings.Repeat("b", piece),
		"newlines of an old Mac":         strings.ReplaceAll(long, "\r\n", "\r"),
		"a return in the last piece":     strings.Repeat("a\n", 2*piece) + "b\rc",
		"a mark and newlines of two":     "\uFEFF" + long,
		"nothing but returns at the end": strings.Repeat("a", 2*piece) + "\r\r\r\n\r",
	} {
		t.Run(name, func(t *testing.T) {
			text, read, err := Read(strings.NewReader(file), len(file), "\uFEFF")
			if err != nil || read != len(file) {
				t.Fatal(read, err)
			}
			if text != newlines.Replace(strings.TrimPrefix(file, "\uFEFF")) {
				t.Errorf("%d bytes of text: they are others", len(text))
			}
		})
	}
}

func TestWithoutReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune{'\r', '\n', 'a', '要'})).Draw(t, "text")
		if got, want := string(withoutReturns([]byte(text))), newlines.Replace(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// failing fails in a piece of its own.
type failing struct {
	io.ReaderAt
	from int64
	err  error
}

func (f failing) ReadAt(into []byte, at int64) (int, error) {
	if at >= f.from {
		return 0, f.err
	}
	return f.ReaderAt.ReadAt(into, at)
}

// A file that became shorter is read as far as it goes; one that cannot be read is not
// taken for a short one.
func TestReadShort(t *testing.T) {
	file := bytes.Repeat([]byte("要"), 2*piece)
	for _, short := range []int{0, 1, 3 * piece / 2, piece, len(file) - 1} {
		text, read, err := Read(bytes.NewReader(file[:short]), len(file), "")
		if err != nil || read != short || text != string(file[:short]) {
			t.Errorf("%d bytes: %d of text, %d read, %v", short, len(text), read, err)
		}
	}
	gone := errors.New("device gone")
	if _, _, err := Read(failing{bytes.NewReader(file), 3 * piece, gone}, len(file), ""); !errors.Is(err, gone) {
		t.Error(err)
	}
}
