package export

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The template that the documentation begins with is one.
func TestTemplateOfTheDocumentation(t *testing.T) {
	text, err := os.ReadFile("../../docs/template.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)```\n(.*?)```").FindStringSubmatch(strings.ReplaceAll(string(text), "\r\n", "\n"))
	if example == nil {
		t.Fatal("the documentation has no template")
	}
	e := &Export{Speeches: []*Speech{notesOn(t, everything...)}, Options: Options{Group: ByTag, Template: example[1]}}
	got := string(written(t, "markdown", e))
	for _, want := range []string{"## 政策/用地\n", "- 要坚持“人民至上”，\\*\\*同志们 (在全局工作会议上的讲话, ¶ 5)\n  > 与 **2022** 版对照。\n  >\n  > - 一\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestTemplateFields(t *testing.T) {
	for _, c := range [][2]string{
		{`{{range .Speeches}}{{.Title}}|{{.Speaker}}|{{.Date}}|{{.Occasion}}|{{.URL}}|{{.Language}}|{{.Source}}|{{len .Passages}}{{end}}`,
			"在全局工作会议上的讲话|||全局工作会议||zh|讲话.txt|1"},
		{`{{range .Groups}}{{.Level}} {{.Title}} {{len .Passages}};{{end}}`, "1 在全局工作会议上的讲话 0;2 一、加强学习 0;3 （一）要坚持“人民至上”，**同志们要记住。 1;"},
		{`{{with index .Speeches 0}}{{with index .Passages 0}}{{.ID}} {{.Before}}[{{.Quote}}]{{.After}} {{.Color}} {{.Role}} {{join "+" .Section}} {{.Speaker}} {{.Paragraph}} {{.Start}}-{{.End}} {{.Placed}} {{.Status}} {{.Creator}} {{.Created.Format "2006-01-02"}} {{.Speech.Title}} {{join "," .Tags}}{{end}}{{end}}`,
			"urn:uuid:a （一）要坚持“[人民至上]”，**同志们要记住。 yellow 论点 *1* 一、加强学习+（一）要坚持“人民至上”，**同志们要记住。  5 42-46 true placed 李 <读者> 2026-11-23 在全局工作会议上的讲话 a,b/c"},
		{`{{prefix "> " "a\n\nb"}}|{{markdown "*x*\n# y"}}|{{oneline "a\n b"}}|{{replace "a" "b" "aa"}}|{{repeat 3 "-"}}|{{add 1 2}}|{{upper "a"}}{{lower "B"}}|{{contains "b" "abc"}}`,
			"> a\n>\n> b|\\*x\\*\n\\# y|a b|bb|---|3|Ab|true"},
	} {
		e := &Export{Speeches: []*Speech{notesOn(t, mark{"人民至上", "yellow", "", []string{"a", "b/c"}})}, Options: Options{Context: Sentence, Template: c[0]}}
		if got := string(written(t, "markdown", e)); got != c[1] {
			t.Errorf("%s\ngives %q\n want %q", c[0], got, c[1])
		}
	}
}

// What is wrong with a template is said with its line, and nothing is written.
func TestBrokenTemplates(t *testing.T) {
	f, _ := Find("markdown")
	for text, line := range map[string]int{
		"\n{{": 2, "{{.Nothing}}": 1, "a\n\n{{range .Speeches}}{{.Passages.X}}{{end}}": 3, "{{nothing}}": 1, "{{index .Speeches 7}}": 1,
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`: 1, "{{/*": 1, `{{template "none"}}`: 1,
		`{{repeat 1000000000 "x"}}`: 1, `{{$x := repeat 40000000 "x"}}{{$x}}{{$x}}`: 0, // the writing fails, at no line
	} {
		var b bytes.Buffer
		e := &Export{Speeches: []*Speech{notesOn(t, everything...)}, Options: Options{Template: text}}
		err := e.Write(&b, f)
		var told *TemplateError
		if !errors.As(err, &told) || told.Line != line || strings.Contains(told.Reason, "\n") || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", text, err, b.Len())
		}
	}
}
