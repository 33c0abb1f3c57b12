package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"lectern/annotations"
)

// This file writes plain text, to be pasted into a letter: numbered passages under
// their headings, each with its note and where it is from.

func writeText(w io.Writer, e *Export) error {
	var b bytes.Buffer
	var cited references
	count := 0
	for _, g := range e.groups() {
		if g.Title != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%s\n", g.Title)
		}
		for _, p := range g.Passages {
			count++
			fmt.Fprintf(&b, "\n%s\n", plainPassage(e, p, count, &cited))
		}
	}
	for _, reference := range cited.list {
		fmt.Fprintf(&b, "\n%s\n", reference)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func plainPassage(e *Export, p *Passage, count int, cited *references) string {
	quote := p.Quote
	if p.Before+p.After != "" {
		quote = p.Before + "【" + p.Quote + "】" + p.After
	}
	numeral := fmt.Sprintf("%d. ", count)
	indent := strings.Repeat(" ", len(numeral))
	mark, citation := cited.cite(e, p)
	lines := []string{numeral + strings.TrimSpace(strings.ReplaceAll(quote, "\n", "\n"+indent)) + mark}
	if citation != "" {
		lines = append(lines, indent+"—— "+citation)
	}
	if p.Note != "" {
		lines = append(lines, prefixed(indent+"  ", p.Note))
	}
	if about := plainAbout(e, p); about != "" {
		lines = append(lines, indent+about)
	}
	return strings.Join(lines, "\n")
}

// plainAbout is the line with tags, role and place, in the language of the speech.
func plainAbout(e *Export, p *Passage) string {
	var parts []string
	for _, tag := range p.Tags {
		parts = append(parts, "#"+tag)
	}
	if len(parts) > 0 {
		parts = []string{strings.Join(parts, " ")}
	}
	if p.Role != "" {
		parts = append(parts, p.Role)
	}
	parts = append(parts, sourceOf(e, p, oneLine)...)
	if p.Placed() {
		parts = append(parts, fmt.Sprintf(p.Speech.words().paragraph, p.Paragraph))
	}
	if said := p.Speech.words().statuses[annotations.Status(p.Status)]; said != "" {
		parts = append(parts, said)
	}
	return strings.Join(parts, " · ")
}
