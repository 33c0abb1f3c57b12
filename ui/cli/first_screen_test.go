//go:build !windows

package cli_test

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gdamore/tcell/v3/vt"
)

// What is drawn before Bubble Tea's clock first ticks is what Bubble Tea then draws,
// cell for cell; and the program leaves the terminal as it found it.
func TestFirstScreenIsTheFirstFrame(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{120, 40}, {80, 24}, {50, 16}} {
		folder := t.TempDir()
		writeFile(t, filepath.Join(folder, "long.txt"), strings.Repeat("第一、提高认识\n今年要开好头，起好步。\n", 20_000))
		writeFile(t, filepath.Join(folder, "short.txt"), sampleSpeech(t))
		for _, file := range []string{"short.txt", "long.txt"} {
			s := start(t, where{columns: size[0], rows: size[1], folder: folder, args: []string{"--ambiguous", "narrow", "--theme", "dark", file}})
			s.waitFor("1–5 标注")
			s.waitUntil("Bubble Tea", func(screen) bool { return strings.Contains(s.raw(), "\x1b[?2026$p") })
			s.keys("q")
			<-s.closed
			raw := []byte(s.raw())
			asks := bytes.Index(raw, []byte("\x1b[?2026$p")) // Bubble Tea's first words
			leaves := bytes.LastIndex(raw, []byte("\x1b[?1049l\x1b[?25h"))
			if !bytes.HasPrefix(raw, []byte("\x1b[?1049h")) || asks < 300 || leaves < 0 {
				t.Fatalf("%v %s: the first screen is not there: %q", size, file, raw[:min(len(raw), 60)])
			}
			second := bytes.LastIndex(raw[:leaves], []byte("\x1b[?1049l")) // Bubble Tea's own leaving
			first, frame := drawn(t, size, raw[:asks]), drawn(t, size, raw[:second])
			for y := 1; y < len(first); y++ { // the time to speak comes into the first row
				if first[y] != frame[y] {
					t.Errorf("%v %s: row %d is another, or of another style", size, file, y)
				}
			}
		}
	}
}

// drawn is the screen that output draws: of each row the characters with their styles.
func drawn(t *testing.T, size [2]int, output []byte) []string {
	t.Helper()
	emulator := vt.NewMockTerm(vt.MockOptSize{X: vt.Col(size[0]), Y: vt.Row(size[1])}, vt.MockOpt8BitControls{})
	if err := emulator.Start(); err != nil {
		t.Fatal(err)
	}
	defer emulator.Stop()
	emulator.Write(output)
	emulator.Drain()
	rows := make([]string, size[1])
	for y := range rows {
		var b strings.Builder
		for x := range size[0] {
			cell := emulator.GetCell(vt.Coord{X: vt.Col(x), Y: vt.Row(y)})
			b.WriteString(cmp.Or(cell.C, " ") + fmt.Sprint(cell.S))
		}
		rows[y] = b.String()
	}
	return rows
}
