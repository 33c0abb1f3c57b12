package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lectern/annotations/export"
)

var update = flag.Bool("update", false, "write the README's table of formats anew")

// TestREADMEFormats holds the README's table of formats against the formats.
func TestREADMEFormats(t *testing.T) {
	var b strings.Builder
	b.WriteString("| format | file | for | cannot carry |\n|---|---|---|---|\n")
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, f.Extension, f.For, f.Leaves)
	}
	path := filepath.Join("..", "..", "README.md")
	readme := read(t, path)
	const begin, end = "<!-- formats -->\n", "<!-- end -->"
	before, rest, there := strings.Cut(readme, begin)
	_, after, closed := strings.Cut(rest, end)
	if !there || !closed {
		t.Fatal("the README has no place for the formats")
	}
	want := before + begin + b.String() + end + after
	if want == readme {
		return
	}
	if !*update {
		t.Fatal("the README's table of formats is not the program's (go test ./ui/cli -run README -update)")
	}
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}
