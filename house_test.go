package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule is one line of the picture of the house: what a room must not import.
type rule struct {
	rooms   string // a folder; all folders below it as well when it ends in /...
	imports string // an import path; all below it as well when it ends in /...
	except  []string
	because string
}

const (
	lazy         = "lectern/model/lazyregexp"
	compiledLate = "expressions are compiled when they are first asked: lazyregexp"
	unworthy     = "nothing is worth it but 100 MB that are not copied: model/longfile"
)

// The arrows between the rooms run only down:
//
//	main → ui/cli → ui → ui/layout ────────────────┐
//	         │      └→ annotations ───────────────┤
//	         ├→ annotations/export, annotations/importer → annotations → model
//	         ├→ annotations/citation → annotations; ui asks it too
//	         └→ model/source ─────────────────────┘
//
// and model/source and annotations/importer → model/container, model/source →
// model/longfile, which stand alone.
// All but ui/layout may use lazyregexp.
var rules = []rule{
	{"model", "lectern/...", []string{lazy}, "a speech knows nothing of who reads it"},
	{"model/container", "lectern/...", nil, "a zip is opened for whoever reads what is in it"},
	{"model/longfile", "lectern/...", nil, "it reads bytes, whatever they say"},
	{"model/source", "lectern/...", []string{"lectern/model", "lectern/model/container", "lectern/model/longfile", lazy}, "formats make speeches and need nothing else"},
	{"annotations", "lectern/...", []string{"lectern/model", lazy}, "notes are about a speech, not about a screen"},
	{"annotations/export", "lectern/...", []string{"lectern/model", lazy, "lectern/annotations", "lectern/annotations/citation"}, "an export is notes about a speech in another form"},
	{"annotations/importer", "lectern/...", []string{"lectern/model", "lectern/model/container", lazy, "lectern/annotations"}, "an import is notes about a speech from another form"},
	{"annotations/citation", "lectern/...", []string{"lectern/model", lazy, "lectern/annotations"}, "a citation is words about a passage, whoever asks for it"},
	{"ui/layout", "lectern/...", []string{"lectern/model"}, "lines are worked out from a text and a width"},
	{"ui", "lectern/...", []string{"lectern/model", lazy, "lectern/annotations", "lectern/annotations/citation", "lectern/ui/layout"}, "the page asks for what it needs of the disk through interfaces of its own"},
	{"ui/cli", "lectern", nil, "main is the top"},
	{"model/lazyregexp", "lectern/...", nil, "it is a library like any other"},
	{".", "lectern/...", []string{"lectern/ui/cli"}, "main is one statement"},

	{"ui/plaincode/...", "lectern/...", nil, "it stands in for a library"},
	{"ui/plainhtml", "lectern/...", nil, "it stands in for a library"},

	{"model/...", "charm.land/...", nil, "a speech is read without a terminal"},
	{"annotations/...", "charm.land/...", nil, "notes are kept without a terminal"},
	{"ui/layout", "charm.land/...", nil, "wrap first, style last"},

	{"model", "os", nil, "the model does no I/O"},
	{"model", "io", nil, "the model does no I/O"},
	{"model/container", "os", nil, "a zip is opened in memory, and nothing of it is written"},
	{"annotations/citation", "os", nil, "a citation is worked out from what it is given"},
	{"annotations/export", "os", nil, "an export is written to who asks for it"},
	{"annotations/importer", "os", nil, "an importer is given what a file holds"},
	{"ui/layout", "os", nil, "layout does no I/O"},
	{"annotations/...", "os/exec", nil, "only reading a PDF and editing a note start another program"},
	{"ui", "os/...", nil, "what the page needs of the disk, the command line gives it"},
	{"ui", "io/...", nil, "what the page needs of the disk, the command line gives it"},

	{"./...", "github.com/mattn/go-runewidth", nil, "the cell buffer measures with displaywidth: two measures would disagree"},
	{"model", "regexp", nil, compiledLate},
	{"model/source", "regexp", nil, compiledLate},
	{"annotations/...", "regexp", nil, compiledLate},
	{"ui/...", "regexp", nil, compiledLate},
	{".", "unsafe", nil, unworthy},
	{"model", "unsafe", nil, unworthy},
	{"model/container", "unsafe", nil, unworthy},
	{"model/lazyregexp", "unsafe", nil, unworthy},
	{"model/source", "unsafe", nil, unworthy},
	{"annotations/...", "unsafe", nil, unworthy},
	{"ui/...", "unsafe", nil, unworthy},
	{"./...", "log", nil, "a screen program that logs writes over its own screen"},
}

// leftOut is what the program is not linked with, however far below: each of them
// does its work before main begins, or is a good part of the program's size.
var leftOut = []struct{ packages, because string }{
	{"github.com/alecthomas/chroma/v2/lexers", "279 lexers are read from XML before main: ui/plaincode stands in for it"},
	{"github.com/alecthomas/chroma/v2/formatters/...", "code in notes has no colours: ui/plaincode stands in for it"},
	{"github.com/dlclark/regexp2/...", "only the lexers of chroma need it"},
	{"github.com/russross/blackfriday/...", "cobra/doc would bring it: ui/cli/man.go writes the manual"},
	{"github.com/microcosm-cc/bluemonday/css", "71 expressions are compiled before main: ui/plainhtml stands in for bluemonday"},
	{"github.com/gorilla/css/...", "only the style sheets of bluemonday need it"},
	{"net/http", "nothing is fetched"},
}

// TestNothingHeavyIsLinked asks Go what the program is made of.
func TestNothingHeavyIsLinked(t *testing.T) {
	listed, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := strings.Fields(string(listed))
	if !slices.Contains(linked, "charm.land/glamour/v2") {
		t.Error("Glamour is not linked: the test does not see the program")
	}
	for _, l := range leftOut {
		for _, linked := range linked {
			if covers(l.packages, linked) {
				t.Errorf("the program is linked with %s, but %s", linked, l.because)
			}
		}
	}
}

// Before main begins, a package of ours makes at most this, which is some times what a
// few maps of names take. A regular expression is about 60 allocations.
const (
	mostAllocations = 600
	mostBytes       = 192 << 10
)

// TestLittleIsDoneBeforeMain lets Go count what the initialisers of our packages
// allocate (GODEBUG=inittrace=1, in the runtime package's documentation): what is big
// is made when it is first asked for.
func TestLittleIsDoneBeforeMain(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	counts := regexp.MustCompile(`(?m)^init (lectern\S*) .* (\d+) bytes, (\d+) allocs$`)
	seen := counts.FindAllStringSubmatch(string(trace), -1)
	for _, found := range seen {
		bytes, _ := strconv.Atoi(found[2])
		allocations, _ := strconv.Atoi(found[3])
		if bytes > mostBytes || allocations > mostAllocations {
			t.Errorf("%s makes %d bytes in %d allocations before main begins", found[1], bytes, allocations)
		}
	}
	if len(seen) < 5 {
		t.Errorf("only %d packages of ours are in the trace: the test does not see the program", len(seen))
	}
}

// TestHouse reads the imports of every file that is not a test and holds them
// against the rules.
func TestHouse(t *testing.T) {
	imports := importsOf(t)
	for _, room := range []string{".", "model", "model/container", "model/lazyregexp", "model/longfile", "model/source", "annotations", "annotations/citation", "annotations/export", "annotations/importer", "ui", "ui/layout", "ui/cli"} {
		if len(imports[room]) == 0 {
			t.Errorf("the room %s is empty: the picture is out of date", room)
		}
	}
	for _, complaint := range complaints(imports) {
		t.Error(complaint)
	}
}

// TestHouseRulesBite plants a forbidden import for every rule.
func TestHouseRulesBite(t *testing.T) {
	for _, r := range rules {
		room := strings.TrimSuffix(strings.TrimPrefix(r.rooms, "./"), "/...")
		if room == "..." {
			room = "ui"
		}
		planted := strings.TrimSuffix(r.imports, "/...")
		if planted != r.imports {
			planted += "/planted"
		}
		if len(complaints(map[string][]string{room: {planted}})) == 0 {
			t.Errorf("%s may import %s, though %s", room, planted, r.because)
		}
	}
}

// TestMainIsOneStatement keeps the program out of main.
func TestMainIsOneStatement(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declared := range file.Decls {
		f, ok := declared.(*ast.FuncDecl)
		if ok && (f.Name.Name != "main" || len(f.Body.List) != 1) {
			t.Errorf("main.go: func %s has %d statements", f.Name.Name, len(f.Body.List))
		}
	}
}

// TestNoGoroutines looks for go statements. What runs beside the screen is a
// command, whose panics ui.Run turns into a word to the reader and whose notes it
// saves; in a goroutine of our own a panic would end the program there and then. Those
// of model/longfile only copy bytes.
func TestNoGoroutines(t *testing.T) {
	seen := 0
	for name, file := range sources(t, 0) {
		seen++
		ast.Inspect(file, func(n ast.Node) bool {
			if starts(n) && path.Dir(filepath.ToSlash(name)) != "model/longfile" {
				t.Errorf("%s starts a goroutine", name)
			}
			return true
		})
	}
	if seen < 50 {
		t.Errorf("only %d files found: the test does not see the house", seen)
	}
}

// starts reports whether a node is a go statement, or a call of the method Go that
// sync.WaitGroup has.
func starts(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		return ok && method.Sel.Name == "Go"
	}
	return false
}

func complaints(imports map[string][]string) []string {
	var all []string
	for _, room := range slices.Sorted(maps.Keys(imports)) {
		for _, imported := range imports[room] {
			for _, r := range rules {
				if covers(r.rooms, room) && covers(r.imports, imported) && imported != "lectern/"+room && !slices.Contains(r.except, imported) {
					all = append(all, room+" imports "+imported+", but "+r.because)
				}
			}
		}
	}
	return all
}

// covers reports whether a pattern of a rule names a path.
func covers(pattern, name string) bool {
	if pattern == "./..." {
		return true
	}
	if parent, below := strings.CutSuffix(pattern, "/..."); below {
		return name == parent || strings.HasPrefix(name, parent+"/")
	}
	return pattern == name
}

// importsOf is the imports of every folder's files, tests and generators apart.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	for name, file := range sources(t, parser.ImportsOnly) {
		room := path.Dir(filepath.ToSlash(name))
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			imports[room] = append(imports[room], imported)
		}
	}
	return imports
}

// sources are the files of the house by name, tests and generators apart.
func sources(t *testing.T, mode parser.Mode) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "internal") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(entry.Name(), "gen_") {
			return nil
		}
		files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, mode)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
