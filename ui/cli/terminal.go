package cli

import (
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"

	"lectern/ui/layout"
)

// wordsOnly is a terminal that is sent words only: the last gate of what commands print.
// They print texts in visible form; should one of them not, it is made so here. What
// goes to a file or a program stays as it is.
type wordsOnly struct {
	file *os.File
	cut  []byte // the beginning of a character that the next write goes on with
}

// toTerminal puts the gate before a stream that is a terminal.
func toTerminal(stream io.Writer) io.Writer {
	if file, ok := stream.(*os.File); ok && isTerminal(file) {
		return &wordsOnly{file: file}
	}
	return stream
}

// Write writes a text of any number of lines.
func (w *wordsOnly) Write(text []byte) (int, error) {
	whole := append(w.cut, text...)
	end := len(whole) - lengthOfCut(whole)
	w.cut = append([]byte(nil), whole[end:]...)
	return len(text), w.print(string(whole[:end]))
}

func (w *wordsOnly) print(text string) error {
	var b strings.Builder
	for line := range strings.Lines(text) {
		end := line[len(strings.TrimRight(line, "\n")):]
		for i, cell := range strings.Split(strings.TrimSuffix(line, end), "\t") {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(layout.Sealed(cell))
		}
		b.WriteString(end)
	}
	_, err := w.file.WriteString(b.String())
	return err
}

// end writes what was left of a character that nothing went on with.
func (w *wordsOnly) end() { _ = w.print(string(w.cut)) }

// lengthOfCut is how many bytes at the end of a text begin a character (UTF-8) and
// are not all of it.
func lengthOfCut(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if last := text[len(text)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}

// terminalOf is the terminal that a stream is, be it behind the gate; nil for none.
func terminalOf(stream any) *os.File {
	if w, ok := stream.(*wordsOnly); ok {
		return w.file
	}
	// It asks the kernel, never the terminal itself.
	if file, ok := stream.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// display is the terminal as the screen draws on it before Bubble Tea does.
type display struct{ *os.File }

// Size asks the kernel.
func (d display) Size() (columns, rows int, err error) { return term.GetSize(int(d.Fd())) }

// Raw is about the keyboard, which is this terminal's.
func (d display) Raw() (restore func(), err error) {
	before, err := term.MakeRaw(int(d.Fd()))
	return func() { _ = term.Restore(int(d.Fd()), before) }, err
}

// Colors goes by the environment, which takes no time.
func (d display) Colors() colorprofile.Profile { return colorprofile.Env(os.Environ()) }

// WriteString writes in the colours that there are.
func (d display) WriteString(s string) (int, error) {
	return (&colorprofile.Writer{Forward: d.File, Profile: d.Colors()}).WriteString(s)
}

func isTerminal(stream any) bool { return terminalOf(stream) != nil }
