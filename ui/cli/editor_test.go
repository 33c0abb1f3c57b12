package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"", nil},
		{"  ", nil},
		{"vim", []string{"vim"}},
		{"code --wait  -n", []string{"code", "--wait", "-n"}},
		{`"/Program Files/edit.exe" -x`, []string{"/Program Files/edit.exe", "-x"}},
		{`'a b'c "d 'e'"`, []string{"a bc", "d 'e'"}},
		{`C:\bin\edit.exe`, []string{`C:\bin\edit.exe`}},
		{`e ''`, []string{"e", ""}},
		{"vim; rm -rf $HOME `x`", []string{"vim;", "rm", "-rf", "$HOME", "`x`"}},
	} {
		got, err := words(c.line)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("words(%q) = %q, %v, want %q", c.line, got, err, c.want)
		}
	}
	if _, err := words(`vim "x`); err == nil {
		t.Error("an open quote is no error")
	}
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestEditorPrefersVisual(t *testing.T) {
	e := editor{environment(map[string]string{"VISUAL": "one -x", "EDITOR": "two"})}
	if argv, err := e.command(); err != nil || !slices.Equal(argv, []string{"one", "-x"}) {
		t.Error(argv, err)
	}
	e = editor{environment(map[string]string{"VISUAL": " ", "EDITOR": "two"})}
	if argv, err := e.command(); err != nil || !slices.Equal(argv, []string{"two"}) {
		t.Error(argv, err)
	}
	if _, _, err := (editor{environment(nil)}).Edit("note"); err == nil || !strings.Contains(err.Error(), "EDITOR=nano") {
		t.Error(err)
	}
}

// The file has the note and nothing else, only its owner may read it, and
// nothing of it is left afterwards.
func TestEditKeepsTheNoteToItself(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TMP", os.Getenv("TMPDIR"))
	program, result, err := editor{environment(map[string]string{"EDITOR": "true --flag"})}.Edit("一条 note\n")
	if err != nil {
		t.Fatal(err)
	}
	argv := program.(*editing).Args
	path := argv[len(argv)-1]
	if !slices.Equal(argv, []string{"true", "--flag", path}) {
		t.Error(argv)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "一条 note\n" {
		t.Errorf("%q %v", content, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("\uFEFF两行\r\nnew\xff\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"~", []byte("an editor's backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := result(); err != nil || text != "两行\nnew\uFFFD" {
		t.Errorf("%q %v", text, err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); len(left) != 0 {
		t.Error("left behind:", left)
	}
}

func TestEditedNoteThatIsGone(t *testing.T) {
	_, result, err := editor{environment(map[string]string{"EDITOR": "true"})}.Edit("note")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := result(); err != nil {
		t.Fatal(err)
	}
	if text, err := result(); err == nil {
		t.Errorf("%q without a file", text)
	}
}
