package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"

	"lectern/annotations"
	"lectern/model"
)

var update = flag.Bool("update", false, "write the golden files")

const speech = `在全局工作会议上的讲话

同志们：

今天讲两点。

一、加强学习

（一）要坚持“人民至上”，**同志们要记住。

# 不是标题 1. 2. <b>x</b> & | _a_ [b](c)

=1+1 是"算式"，	１。 ＠人人 שלום 𠮷野家。

二、狠抓落实

- 要抓` + "`落实`" + `。
三是כן 👨‍👩‍👧。

谢谢大家！
`

var start = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

type mark struct {
	quote string
	color annotations.Color
	note  string
	tags  []string
}

// notesOn are the speech and notes on it; a quote that is not in the speech
// makes an orphan.
func notesOn(t testing.TB, marks ...mark) *Speech {
	t.Helper()
	return markedSpeech(t, model.Parse(model.Source{Text: speech}), "讲话.txt", marks...)
}

func markedSpeech(t testing.TB, d *model.Document, source string, marks ...mark) *Speech {
	t.Helper()
	n := annotations.NewNotes()
	n.Document.ID = "urn:uuid:00000000-0000-4000-8000-000000000000"
	s := annotations.NewSet(n)
	for i, m := range marks {
		at := strings.Index(d.Text, m.quote)
		a := annotations.New(d, model.Span{Start: max(at, 0), End: max(at, 0) + len(m.quote)}, start)
		if at < 0 {
			a.Target = annotations.Target{Exact: m.quote}
		}
		a.ID, a.Color, a.Note, a.Tags = "urn:uuid:"+string(rune('a'+i)), m.color, m.note, m.tags
		a.Creator = "李 <读者>"
		s.Add(start, a)
	}
	s.SetRole(start, annotations.Yellow, "论点 *1*")
	n = s.Notes()
	return &Speech{Document: d, Notes: n, Places: annotations.Anchor(d, n), Source: source}
}

func exported(t testing.TB, name string, marks ...mark) []byte {
	t.Helper()
	return written(t, name, &Export{Speeches: []*Speech{notesOn(t, marks...)}})
}

func written(t testing.TB, name string, e *Export) []byte {
	t.Helper()
	format, ok := Find(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	var b bytes.Buffer
	if err := e.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var everything = []mark{
	{"今天讲两点。", annotations.Yellow, "开头。", nil},
	{"要坚持“人民至上”，**同志们", annotations.Red, "与 **2022** 版对照。\n\n- 一\n- 二", []string{"政策/用地", "two words", "a*b"}},
	{"人民至上", annotations.None, "", nil},
	{"# 不是标题 1. 2. <b>x</b> & | _a_ [b](c)", annotations.Green, "# 标题\n\n```\nopen", nil},
	{"- 要抓`落实`。\n三是כן 👨‍👩‍👧。\n\n谢谢", annotations.Blue, "<!-- <script>alert(1)</script>", nil},
	{"=1+1 是\"算式\"，\t１。 ＠人人", annotations.Magenta, "=SUM(A1)\n\t\"x\"\x1b[31m \u202eabc", []string{"=1", "政策"}},
	{"שלום 𠮷", annotations.Blue, "", []string{"שלום"}},
	{"人民至上", annotations.None, " ＋1\n\n#h\n", []string{"政策/用地"}},
	{"不在原文里的话 *x*", annotations.Yellow, "留着。", []string{"丢失"}},
}

func TestGoldens(t *testing.T) {
	for _, f := range Formats {
		got := exported(t, f.Name, everything...)
		if f.Name != "docx" { // its parts have goldens of their own
			golden(t, "everything"+f.Extension, zipText(t, got))
		}
		if again := exported(t, f.Name, everything...); !bytes.Equal(again, got) {
			t.Errorf("%s is not the same twice", f.Name)
		}
	}
}

// golden holds an export against the file of a name in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

// zipText is a zip as text, a file after the other, and anything else as it is.
func zipText(t testing.TB, data []byte) []byte {
	t.Helper()
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return data
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, f := range z.File {
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "-- %s --\n%s", f.Name, content)
	}
	return b.Bytes()
}

// block is a top-level block of a Markdown file as a reader of Markdown sees
// it.
type block struct{ kind, text string }

// readBack parses a Markdown file with all that GitHub's has.
func readBack(t testing.TB, data []byte) (matter map[string]string, blocks []block) {
	t.Helper()
	_, rest, _ := bytes.Cut(data, []byte("---\n"))
	front, body, ok := bytes.Cut(rest, []byte("---\n"))
	if !ok {
		t.Fatalf("there is no front matter in\n%s", data)
	}
	if err := yaml.Unmarshal(front, &matter); err != nil {
		t.Fatalf("%v in\n%s", err, front)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	root := parser.Parse(text.NewReader(body))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		blocks = append(blocks, block{n.Kind().String(), plain(n, body)})
	}
	return matter, blocks
}

// plain is the text of a node, its blocks a line each.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				// Backslashes before signs are not part of the text.
				b.Write(unescape(n.Segment.Value(source)))
				if n.SoftLineBreak() {
					b.WriteByte('\n')
				}
			}
		case *ast.FencedCodeBlock:
			if entering {
				b.Write(n.Lines().Value(source))
			}
		case *ast.Paragraph:
			if !entering && n.NextSibling() != nil {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func unescape(s []byte) []byte {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rune(s[i+1])) {
			i++
		}
		b = append(b, s[i])
	}
	return b
}

func TestMarkdownReadsBack(t *testing.T) {
	matter, blocks := readBack(t, exported(t, "markdown", everything...))
	if matter["title"] != "在全局工作会议上的讲话" || matter["source"] != "讲话.txt" {
		t.Errorf("the metadata is %q", matter)
	}
	want := []block{
		{"Heading", "在全局工作会议上的讲话"},
		{"Heading", "开篇"},
		{"Blockquote", "今天讲两点。"},
		{"Heading", "一、加强学习"},
		{"Blockquote", "要坚持“人民至上”，**同志们"},
		{"List", "一二"},
		{"Blockquote", "人民至上"},
		{"Blockquote", "# 不是标题 1. 2. <b>x</b> & | _a_ [b](c)"},
		{"FencedCodeBlock", "# 标题\n\n```\nopen\n"},
		{"Heading", "二、狠抓落实"},
		{"FencedCodeBlock", "<!-- <script>alert(1)</script>\n"},
		{"Heading", "原文中已找不到的段落"},
		{"Blockquote", "不在原文里的话 *x*"},
		{"Paragraph", "#丢失 · yellow: 论点 *1* · orphan"},
	}
	for _, b := range blocks {
		if len(want) > 0 && b == want[0] {
			want = want[1:]
		}
		if b.kind == "HTMLBlock" || b.kind == "ThematicBreak" {
			t.Errorf("there is a %s: %q", b.kind, b.text)
		}
	}
	if len(want) > 0 {
		t.Errorf("%q is not in its place among\n%q", want[0], blocks)
	}
}

// Whatever a quote, a note, a tag or a role holds, the file has the blocks that
// it should have, and the quote reads as it was.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"a", "# h", "```", "~~~\nx", "> q", "===", "---", "1. x", "- x\n    - y", "<!--", "[x]: y", "&amp;", "\\", "a\rb", "\t# x", "* * *", "|a|\n|-|", "\x1b[31m", "<script>", "    code", "- ```\n  x", "[^1]: x", "*", "https://a.b", "_x_", "+", "\ufeff", " x", "a  \nb"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, quote, note string) {
		quote, note = strings.ToValidUTF8(quote, "?"), strings.ToValidUTF8(note, "?")
		last := mark{"谢谢大家", annotations.Red, "end", nil}
		data := exported(t, "markdown", mark{"lost" + quote, annotations.Red, note, []string{quote}}, last)
		_, blocks := readBack(t, data)
		var headings, quotes int
		for _, b := range blocks {
			switch b.kind {
			case "Heading":
				headings++
			case "Blockquote":
				quotes++
			case "HTMLBlock":
				t.Errorf("HTML %q in\n%s", b.text, data)
			}
		}
		if headings != 4 && headings != 3 || quotes != 2 {
			t.Errorf("%d headings, %d quotes in\n%s", headings, quotes, data)
		}
		if tail := blocks[len(blocks)-1]; tail.kind != "Paragraph" || !strings.HasSuffix(tail.text, "orphan") {
			t.Errorf("the last block is %q in\n%s", tail, data)
		}
		if bytes.ContainsFunc(data, func(r rune) bool {
			return r < 0x20 && r != '\n' && r != '\t' || 0x7F <= r && r <= 0x9F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
		}) {
			t.Errorf("there is a control character in\n%q", data)
		}
	})
}

func TestJSONIsACollection(t *testing.T) {
	var c struct {
		Context         []any `json:"@context"`
		ID, Type, Label string
		Total           int
		Roles           map[string]string `json:"lectern:roles"`
		First           struct {
			ID, Type string
			Items    []struct {
				ID, Type string
				Target   struct {
					Source     string
					StyleClass string
					Selector   []struct {
						Type, Exact string
						Start, End  int
					}
				}
			}
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(exported(t, "json", everything...)))
	if err := decoder.Decode(&c); err != nil {
		t.Fatal(err)
	}
	if c.Context[0] != "http://www.w3.org/ns/anno.jsonld" || c.Type != "AnnotationCollection" || c.First.Type != "AnnotationPage" ||
		c.ID == "" || c.First.ID == "" || c.Label == "" || c.Roles["yellow"] == "" {
		t.Errorf("the collection is %+v", c)
	}
	if c.Total != len(everything) || len(c.First.Items) != c.Total {
		t.Errorf("the total is %d of %d", c.Total, len(c.First.Items))
	}
	points := []rune(speech)
	for _, item := range c.First.Items {
		if item.ID == "" || item.Type != "Annotation" || item.Target.Source == "" {
			t.Errorf("an item is %+v", item)
		}
		for _, s := range item.Target.Selector[1:] {
			if got := string(points[s.Start:s.End]); got != item.Target.Selector[0].Exact {
				t.Errorf("the positions give %q, the quote is %q", got, item.Target.Selector[0].Exact)
			}
		}
	}
}

func TestNothingToExport(t *testing.T) {
	_, blocks := readBack(t, exported(t, "markdown"))
	if len(blocks) != 1 {
		t.Errorf("the blocks are %q", blocks)
	}
	if !bytes.Contains(exported(t, "json"), []byte(`"items": []`)) {
		t.Error("the items are no empty list")
	}
}
