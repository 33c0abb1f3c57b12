//go:build campaign

package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

// LibreOffice reads the Word document of the built-in speech: what it makes of it
// has every word, and every comment on its passage. CONTRIBUTING says how it is
// run; it needs soffice and pdftotext.

// sampleMarks are marks on the built-in speech.
var sampleMarks = []mark{
	{"同志们：", annotations.Blue, "", nil},
	{"围绕中心、服务大局、迎难而上、主动作为", annotations.Magenta, "四个短语，**可借用**。", []string{"用语/排比"}},
	{"县委对于县自然资源局的工作总体是满意的。", annotations.Yellow, "先肯定，再提要求。", nil},
	{"坚持国土空间规划编制“六原则”，合理划定“三区三线”", annotations.Green, "", []string{"政策/用地"}},
	{"第一、自然资源局作为政治机关，务必要做到旗帜鲜明讲政治", annotations.None, "三个“务必要做到”：\n\n- 讲政治\n- 敢担当\n- 守底线", nil},
	{"要对“国之大者”了然于胸，全力做好国土空间规划、农村乱占耕地建房问题专项整治等工作", annotations.Green, "与省里文件对照。", nil},
	{"农村乱占耕地建房问题专项整治", annotations.Red, "进展如何？", []string{"追问"}},
	{"我县乌毛山石英矿复绿不及时", annotations.Red, "", []string{"追问", "案例"}},
	{"要全力破解全县发展用地难问题。", annotations.Yellow, "<小标句> & ]]>", nil},
	{"严守18亿亩耕地红线", annotations.Blue, "数字：18亿亩 👍 שלום", []string{"数字"}},
	{"确保人民生命财产安全。\n第三、自然资源局作为保障部门，务必要做到廉洁奉公守底线\n自然资源系统的保障性", annotations.Yellow, "跨段的一处。", nil},
	{"在永远的“赶考”路上踔厉奋发、笃行不怠", annotations.Magenta, "收尾的一句。", []string{"用语/收尾"}},
	{"原文里没有的一句", annotations.Red, "留着。", nil},
}

func TestCampaignLibreOfficeReadsTheDocument(t *testing.T) {
	text, err := os.ReadFile("../../testdata/speeches/natural-resources-bureau.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := markedSpeech(t, model.Parse(model.Source{Text: string(text)}), "sample", sampleMarks...)
	folder := t.TempDir()
	path := filepath.Join(folder, "sample.docx")
	if err := os.WriteFile(path, written(t, "docx", &Export{Speeches: []*Speech{s}}), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"pdf", "odt"} {
		run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", kind, "--outdir", folder, path)
	}
	run(t, "pdftotext", filepath.Join(folder, "sample.pdf"))
	printed := unblanked(string(readFile(t, filepath.Join(folder, "sample.txt"))))
	for _, p := range s.Document.Paragraphs {
		for _, clause := range strings.FieldsFunc(s.Document.Plain(p.Span), func(r rune) bool { return strings.ContainsRune("。；", r) }) {
			// A page ends with its number, and the next goes on below that.
			if clause = unblanked(clause); !strings.Contains(withoutNumbers(printed), withoutNumbers(clause)) {
				t.Errorf("%q is not in print", clause)
			}
		}
	}
	checkOpenDocument(t, s, readFile(t, filepath.Join(folder, "sample.odt")))
}

// checkOpenDocument holds the comments of an OpenDocument against the passages:
// each lies between an annotation and the annotation-end of its name
// (OpenDocument 1.3, part 3, 14.1 to 14.3).
func checkOpenDocument(t *testing.T, s *Speech, content []byte) {
	t.Helper()
	notes, words := map[string]string{}, map[string]string{}
	open := map[string]bool{}
	inside, skip := "", false
	decoder := xml.NewDecoder(bytes.NewReader(unzipped(t, content)["content.xml"]))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "annotation":
				inside = attributeOf(token, "name")
				notes[inside] = ""
			case "annotation-end":
				delete(open, attributeOf(token, "name"))
			case "creator", "date", "creator-initials":
				skip = true
			}
		case xml.EndElement:
			if skip = false; token.Name.Local == "annotation" {
				open[inside], inside = true, ""
			}
		case xml.CharData:
			if inside != "" && !skip {
				notes[inside] += string(token)
			}
			for name := range open {
				if inside == "" {
					words[name] += string(token)
				}
			}
		}
	}
	var got, want []string
	for _, name := range slices.Sorted(maps.Keys(notes)) {
		got = append(got, unblanked(words[name]+"|"+notes[name]))
	}
	for _, p := range (&Export{}).passages(s) {
		if p.commented() {
			want = append(want, unblanked(p.Quote+"|"+p.Note+p.remark()))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the comments are\n%q, not\n%q", got, want)
	}
}

func attributeOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func unblanked(text string) string { return strings.Join(strings.Fields(text), "") }

// withoutNumbers is a text without digits and dashes.
func withoutNumbers(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789—\f", r) {
			return -1
		}
		return r
	}, text)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func run(t *testing.T, name string, arguments ...string) {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%v (Debian: apt-get install --no-install-recommends libreoffice-writer poppler-utils fonts-noto-cjk)", err)
	}
	if out, err := exec.Command(program, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
