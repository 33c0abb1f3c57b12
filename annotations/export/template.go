package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/template"

	"lectern/annotations/citation"
	"lectern/model/lazyregexp"
)

// TemplateData is what a reader's own template is given (docs/template.md).
type TemplateData struct {
	Speeches []TemplateSpeech
	Groups   []*Group // the passages under their headings, as the grouping wants them
}

// TemplateSpeech is a speech as a template sees it.
type TemplateSpeech struct {
	*Speech
	Passages []*Passage // in the order of the text, those without a place last
}

// TemplateError says what is wrong with a template and where.
type TemplateError struct {
	Line   int // from 1; 0 when it is not known
	Reason string
}

// Error is the line and the reason.
func (e *TemplateError) Error() string {
	if e.Line == 0 {
		return e.Reason
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
}

// writeTemplate writes what a template of the reader's own makes of the notes. When
// it fails, nothing is written.
func writeTemplate(w io.Writer, e *Export) error {
	t, err := template.New("template").Option("missingkey=error").Funcs(templateFunctions).Parse(e.Options.Template)
	if err != nil {
		return templateError(err)
	}
	data := TemplateData{Groups: e.groups()}
	for _, s := range e.Speeches {
		data.Speeches = append(data.Speeches, TemplateSpeech{s, e.passages(s)})
	}
	var b bytes.Buffer
	if err := t.Execute(&limited{&b}, data); err != nil {
		return templateError(err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

var templateFunctions = template.FuncMap{
	"join":     func(separator string, list []string) string { return strings.Join(list, separator) },
	"markdown": func(text string) string { return eachLine(text, citation.EscapeMarkdown) },
	"prefix":   prefixed,
	"oneline":  oneLine,
	"repeat":   repeated,
	"add":      func(a, b int) int { return a + b },
	"lower":    strings.ToLower,
	"upper":    strings.ToUpper,
	"replace":  func(old, with, text string) string { return strings.ReplaceAll(text, old, with) },
	"contains": func(part, text string) bool { return strings.Contains(text, part) },
}

// prefixed is a text with something before each of its lines: "> ". Before an empty
// one it ends without blanks.
func prefixed(before, text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = before + line
		if line == "" {
			lines[i] = strings.TrimRight(before, " ")
		}
	}
	return strings.Join(lines, "\n")
}

func repeated(count int, text string) (string, error) {
	if count > 0 && len(text) > maxTemplated/count {
		return "", errTooLong
	}
	return strings.Repeat(text, max(count, 0)), nil
}

// maxTemplated is how many bytes a template may write: one that calls itself would
// fill the memory.
const maxTemplated = 64 << 20

var errTooLong = errors.New("it writes more than 64 MB")

type limited struct{ to *bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.to.Len()+len(p) > maxTemplated {
		return 0, errTooLong
	}
	return l.to.Write(p)
}

// placeInTemplate is how text/template says where it failed:
// "template: template:3:12: executing …".
var placeInTemplate = lazyregexp.New(`^template: template:(\d+)(?::\d+)?: (?:executing "template" )?`)

func templateError(err error) error {
	found := placeInTemplate.FindStringSubmatchIndex(err.Error())
	if found == nil {
		return &TemplateError{Reason: strings.TrimPrefix(err.Error(), "template: ")}
	}
	line := 0
	fmt.Sscan(err.Error()[found[2]:found[3]], &line)
	return &TemplateError{Line: line, Reason: oneLine(err.Error()[found[1]:])}
}
