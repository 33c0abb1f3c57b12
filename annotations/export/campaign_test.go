//go:build campaign

package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lectern/annotations"
)

// schemaFolder names the folder with REFI's own schemas, Codebook.xsd and
// Project-mrt2019.xsd. They are not part of this project: one of them does not
// say what may be done with it. Get them from www.qdasoftware.org.
const schemaFolder = "LECTERN_REFI_QDA"

// TestCampaignSchemas holds what is written against the schemas themselves
// (xmllint, of Debian's libxml2-utils), not only against their rules as the other
// tests have them.
func TestCampaignSchemas(t *testing.T) {
	folder := os.Getenv(schemaFolder)
	if folder == "" {
		t.Fatalf("%s=FOLDER must name the folder with REFI-QDA's schemas (www.qdasoftware.org)", schemaFolder)
	}
	check := func(name, schema string, document []byte) {
		path := filepath.Join(t.TempDir(), "document.xml")
		if err := os.WriteFile(path, document, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("xmllint", "--noout", "--schema", filepath.Join(folder, schema), path).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %s", name, err, out)
		}
	}
	for name, speeches := range map[string][]*Speech{
		"everything": {notesOn(t, everything...)},
		"copies":     {notesOn(t, everything...), notesOn(t, everything...)},
		"a note":     {notesOn(t, mark{"人民", annotations.None, "只有笔记", nil})},
		"a mark":     {notesOn(t, mark{"人民", annotations.Red, "", nil})},
		"signs":      {notesOn(t, mark{"人民", annotations.Red, "\x00\x1b\ufffe]]>\t", []string{"\x01/\uffff", "\t"}})},
		"orphans":    {notesOn(t, mark{"不在", annotations.Red, "", nil})},
		"long":       {notesOn(t, mark{speech, annotations.Red, strings.Repeat("长", 100_000), nil})},
	} {
		for _, crlf := range []bool{false, true} {
			e := &Export{Speeches: speeches, Options: Options{CRLF: crlf}}
			check(name+" as a project", "Project-mrt2019.xsd", readProject(t, written(t, "qdpx", e)).qde)
			if name != "a note" {
				check(name+" as a codebook", "Codebook.xsd", written(t, "qdc", e))
			}
		}
	}
}
