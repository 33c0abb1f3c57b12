package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestCatalogueIsWhole reads the catalogue's own source: every phrase is there
// in both languages, and asks for the same values in the same order.
func TestCatalogueIsWhole(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "catalogue.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	verbs := regexp.MustCompile(`%[a-z]`)
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok || len(literal.Elts) != 2 {
			return true
		}
		en, isText := literal.Elts[0].(*ast.BasicLit)
		zh, both := literal.Elts[1].(*ast.BasicLit)
		if !isText || !both {
			return true
		}
		count++
		english, _ := strconv.Unquote(en.Value)
		chinese, _ := strconv.Unquote(zh.Value)
		if english == "" || chinese == "" {
			t.Errorf("a phrase is missing in one language: %q, %q", english, chinese)
		}
		if !slices.Equal(verbs.FindAllString(english, -1), verbs.FindAllString(chinese, -1)) {
			t.Errorf("%q and %q do not ask for the same values", english, chinese)
		}
		return true
	})
	if count < 100 {
		t.Errorf("only %d phrases found: the test does not see the catalogue", count)
	}
}

// What the doctor says in Chinese it says in English too, with the same values.
func TestDoctorsPhrases(t *testing.T) {
	said := ""
	for _, name := range []string{"cli/doctor.go", "cli/doctor_columns.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		said += strings.ReplaceAll(string(source), "\" +\n\t\t\t\"", "")
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	for english, chinese := range doctorPhrases {
		if !strings.Contains(said, strconv.Quote(english)) {
			t.Errorf("%q is not said any more", english)
		}
		if !slices.Equal(verbs.FindAllString(english, -1), verbs.FindAllString(chinese, -1)) {
			t.Errorf("%q and %q do not ask for the same values", english, chinese)
		}
	}
}

// TestNoStringsOutsideTheCatalogue looks for Chinese in the other files: words
// of the interface belong into the catalogue.
func TestNoStringsOutsideTheCatalogue(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 20 {
		t.Fatalf("found %d files: %v", len(names), err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, "catalogue") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if ok && literal.Kind == token.STRING && regexp.MustCompile(`\p{Han}`).MatchString(literal.Value) {
				t.Errorf("%s: %s belongs into the catalogue", name, literal.Value)
			}
			return true
		})
	}
}
