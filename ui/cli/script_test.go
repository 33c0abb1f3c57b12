package cli_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"lectern/ui/cli"
)

// The test binary is lectern itself when a script calls it by that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lectern": lectern, "lectern-broken": func() { os.Exit(cli.BrokenMain()) }})
}

func lectern() {
	sample, err := os.ReadFile(os.Getenv("SAMPLE"))
	if err != nil {
		panic(err)
	}
	if os.Getenv("PLAIN_USER") != "" {
		becomePlainUser()
	}
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, sample))
}

func TestScripts(t *testing.T) {
	sample, err := filepath.Abs("../../testdata/speeches/natural-resources-bureau.txt")
	if err != nil {
		t.Fatal(err)
	}
	documents, err := filepath.Abs("../../testdata/documents")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLE", sample)
			env.Setenv("DOCUMENTS", documents)
			for name, value := range map[string]string{
				"HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state",
			} {
				env.Setenv(name, filepath.Join(env.WorkDir, value))
			}
			env.Setenv("ESC", "\x1b")
			env.Setenv("CSI", "\u009b")
			env.Setenv("LC_ALL", "C.UTF-8")
			env.Setenv("TERM", "xterm-256color")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": writeBytes, "recode": recode, "big": writeBig, "fifo": makeFIFO,
			"harmless": harmless, "remember": remember, "openfolders": openFolders, "pack": pack,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// bytes FILE TEXT writes a text with Go's escapes, such as \x1b, in it.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// recode FILE ENCODING OUT writes a text in another encoding.
func recode(ts *testscript.TestScript, _ bool, args []string) {
	encodings := map[string]encoding.Encoding{
		"gb18030":     simplifiedchinese.GB18030,
		"big5":        traditionalchinese.Big5,
		"utf-16le":    textunicode.UTF16(textunicode.LittleEndian, textunicode.IgnoreBOM),
		"utf-16be":    textunicode.UTF16(textunicode.BigEndian, textunicode.IgnoreBOM),
		"utf-8-bom":   textunicode.UTF8BOM,
		"utf-16lebom": textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM),
	}
	coded, err := encodings[args[1]].NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(coded), 0o644))
}

// pack FILE FOLDER makes a zip of what is in a folder.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	ts.Check(z.AddFS(os.DirFS(ts.MkAbs(args[1]))))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed.Bytes(), 0o644))
}

// big FILE BYTES writes a text of a size.
func writeBig(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := "We shall speak at length of many things.\n\n"
	text := strings.Repeat(line, size/len(line)+1)[:size]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// remember NAME keeps what was printed last in a variable.
func remember(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
}

// openfolders lets another user into the work directory.
func openFolders(ts *testscript.TestScript, _ bool, _ []string) {
	for dir := ts.MkAbs("."); dir != filepath.Dir(dir) && dir != filepath.Clean(os.TempDir()); dir = filepath.Dir(dir) {
		ts.Check(os.Chmod(dir, 0o777))
	}
}

// harmless STREAM... checks that a terminal would obey nothing of it.
func harmless(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := ts.ReadFile(name)
		if i := strings.IndexFunc(text, obeyed); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text[i:])
			ts.Fatalf("%s holds %U: %q", name, r, text[max(i-20, 0):min(i+20, len(text))])
		}
		if !utf8.ValidString(text) {
			ts.Fatalf("%s is not UTF-8: %q", name, text)
		}
	}
}

func obeyed(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// The sample on a real size: what main.go embeds is printed as plain text
// when nobody looks.
func TestMainPrintsTheSample(t *testing.T) {
	for name, value := range map[string]string{"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d", "XDG_STATE_HOME": "s"} {
		t.Setenv(name, filepath.Join(t.TempDir(), value))
	}
	sample, err := os.ReadFile("../../testdata/speeches/natural-resources-bureau.txt")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := cli.Main(nil, strings.NewReader(""), &stdout, &stderr, sample); code != 0 {
		t.Fatal(code, stderr.String())
	}
	if got, want := letters(stdout.String()), letters(string(sample)); got != want {
		t.Errorf("the words of the plain text are not the speech's:\n%s", firstDifference(got, want))
	}
}

func letters(text string) string { return strings.Join(strings.Fields(text), "") }

func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	return fmt.Sprintf("got  …%q\nwant …%q", got[i:min(i+60, len(got))], want[i:min(i+60, len(want))])
}
