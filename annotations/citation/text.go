package citation

import (
	"strings"

	"lectern/model"
)

// line is a text on one line, inert, and without what only says where a word may
// be broken.
func line(text string) string {
	return strings.Join(strings.Fields(unbroken.Replace(model.Inert(text))), " ")
}

var unbroken = strings.NewReplacer("\u00AD", "", "\u200B", "", "\u2060", "", "\uFEFF", "")

// paragraphs are the lines of a quotation that have words.
func paragraphs(quote string) []string {
	var lines []string
	for l := range strings.Lines(quote) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// named is a list of what is not empty.
func named(parts ...string) []string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return list
}
