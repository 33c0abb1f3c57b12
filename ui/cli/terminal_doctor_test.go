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
		`中文 +\|自然资源局的讲话，同志们！    \| 26 格，与计算相同`, `宽窄不定 .* 12 格，与计算相同`,
		`表情符号 .* 8 格，与计算相同`, `旗帜 .* 5 格，与计算相同`, `泰文 .* 7 格，与计算相同`, `天城文 .* 5 格，与计算相同`,
		`大小 +100 列，60 行`, `颜色 +TrueColor`, `背景 +#1e1e24，深色`, `光标 +会回答位置`,
		`字符组合 +是`, `整帧显示 +是`, `区域设置 +LANG=zh_CN.UTF-8`, `语言 +zh（`,
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
	for _, row := range []string{"| 26 格\r\n", "光标             没有回答（无法询问“ ”有多宽", "字符组合         没有回答", "笔记             在每篇讲话旁边"} {
		if !strings.Contains(string(page), row) {
			t.Errorf("no %q in %q", row, page)
		}
	}
}
