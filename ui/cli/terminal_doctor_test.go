//go:build !windows

package cli_test

import (
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// In a terminal every sample is measured, and nothing of the asking is left.
func TestDoctorAsksTheTerminal(t *testing.T) {
	t.Parallel()
	w := where{columns: 100, rows: 60, folder: t.TempDir(), args: []string{"doctor"}, env: map[string]string{"COLORTERM": "truecolor"}}
	s := start(t, w)
	s.waitExit(0)
	shown, _ := s.look()
	text := shown.String()
	if !strings.HasPrefix(text, "lectern  ") || strings.Contains(text, "^[") {
		t.Errorf("the asking left something:\n%s", text)
	}
	for _, row := range []string{
		`Chinese +\|自然资源局的讲话，同志们！    \| 26 cells, as counted`, `ambiguous .* 12 cells, as counted`,
		`emoji .* 8 cells, as counted`, `flags .* 5 cells, as counted`, `Thai .* 7 cells, as counted`, `Devanagari .* 5 cells, as counted`,
		`size +100 columns, 60 rows`, `colours +TrueColor`, `background +#1e1e24, dark`, `cursor +answers where it is`,
		`clusters +yes`, `frames +yes`, `locale +LANG=zh_CN.UTF-8`, `language +zh `,
	} {
		if !regexp.MustCompile(`(?m)^` + row).MatchString(text) {
			t.Errorf("no row %q:\n%s", row, text)
		}
	}
	if strings.Contains(s.raw(), "\x1b[?1049h") {
		t.Error("it takes the whole screen")
	}
}

// A terminal that answers nothing is not waited for.
func TestDoctorOfASilentTerminal(t *testing.T) {
	t.Parallel()
	run := exec.Command("lectern", "doctor")
	run.Dir = t.TempDir()
	run.Env = environmentOf(t, where{folder: run.Dir})
	tty, err := pty.StartWithSize(run, &pty.Winsize{Cols: 100, Rows: 45})
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	page, _ := io.ReadAll(tty) // ends when the program has left
	if err := run.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"| 26 cells\r\n", "cursor           no answer (how wide", "clusters         no answer", "notes            beside each speech"} {
		if !strings.Contains(string(page), row) {
			t.Errorf("no %q in %q", row, page)
		}
	}
}
