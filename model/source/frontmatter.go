package source

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"lectern/model"
)

// maxFrontMatter is how many bytes of metadata are looked for at the start of
// a Markdown text.
const maxFrontMatter = 16 << 10

// frontMatter is the YAML between two lines of three hyphens at the start of
// a text, as static site generators write it.
type frontMatter struct {
	end    int // byte after the closing line's hyphens
	fields map[string]yaml.Node
}

// readFrontMatter finds the metadata that text begins with. Two rules with
// something else than YAML fields between them are no front matter.
func readFrontMatter(text string) (frontMatter, bool) {
	opening, rest, found := strings.Cut(text[:min(len(text), maxFrontMatter)], "\n")
	if !found || strings.TrimRight(opening, " \t") != "---" {
		return frontMatter{}, false
	}
	at := len(opening) + 1
	for line := range strings.Lines(rest) {
		bare := strings.TrimRight(line, " \t\n")
		if bare == "---" || bare == "..." {
			f := frontMatter{end: at + len(bare)}
			err := yaml.Unmarshal([]byte(text[len(opening)+1:at]), &f.fields)
			return f, err == nil && len(f.fields) > 0
		}
		at += len(line)
	}
	return frontMatter{}, false
}

// describe copies what the fields say about the speech.
func (f frontMatter) describe(source *model.Source) {
	source.Title = f.first("title")
	source.Speaker = f.first("speaker", "author")
	source.Date = f.first("date")
	source.Occasion = f.first("occasion", "event")
	source.URL = f.address("url", "source_url", "source", "link")
	source.Language = f.first("language", "lang")
}

// first is the first of the named fields that has a value, on one line.
func (f frontMatter) first(names ...string) string {
	for _, name := range names {
		node := f.fields[name]
		values := []string{node.Value}
		for _, item := range node.Content {
			if node.Kind == yaml.SequenceNode {
				values = append(values, item.Value)
			}
		}
		if value := strings.Join(strings.Fields(strings.Join(values, " ")), " "); value != "" {
			return value
		}
	}
	return ""
}

// address is the first of the named fields that is an address on the web.
func (f frontMatter) address(names ...string) string {
	for _, name := range names {
		value := f.first(name)
		if strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://") {
			return value
		}
	}
	return ""
}

func (f frontMatter) block(text string) model.Block {
	return model.Block{Span: trim(text, model.Span{End: f.end}), Kind: model.FrontMatter, Preformatted: true}
}
