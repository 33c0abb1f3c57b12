package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestREADMEKeys holds the tables of keys in both READMEs against the keys.
// go test ./ui -run README -update writes them anew.
func TestREADMEKeys(t *testing.T) {
	for path, lang := range map[string]string{"README.md": "en", "docs/README.zh-CN.md": "zh"} {
		path = filepath.Join("..", filepath.FromSlash(path))
		written, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(written)
		for name, bindings := range map[string][]binding{"read": readKeys, "select": selectKeys, "list": listKeys, "note": noteKeys, "tags": tagKeys, "codebook": codebookKeys} {
			text = withTable(t, text, name, keyTable(look{lang: lang}, bindings))
		}
		if text == string(written) {
			continue
		}
		if !*update {
			t.Errorf("%s: the tables of keys are not the program's keys", path)
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// withTable is a README with the table between its two comments replaced.
func withTable(t *testing.T, readme, name, table string) string {
	t.Helper()
	begin, end := "<!-- keys: "+name+" -->\n", "<!-- end -->"
	before, rest, ok := strings.Cut(readme, begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("the README has no place for the keys of %q", name)
	}
	return before + begin + table + end + after
}

func keyTable(l look, bindings []binding) string {
	var b strings.Builder
	b.WriteString("| | |\n|---|---|\n")
	seen := map[string]bool{}
	for i := range bindings {
		help := bindings[i].shown(l, nil).Help()
		if seen[help.Desc] {
			continue // the same key under another condition
		}
		seen[help.Desc] = true
		keys := strings.ReplaceAll(help.Key, "|", "\\|")
		b.WriteString("| `" + keys + "` | " + help.Desc + " |\n")
	}
	return b.String()
}
