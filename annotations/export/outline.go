package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"lectern/annotations/citation"
	"lectern/model"
)

// This file writes the whole outline of a speech as Markdown, with the chosen
// quotations as list items under its headings: the start of one's own speech.

func writeOutline(w io.Writer, e *Export) error {
	var b bytes.Buffer
	for i, s := range e.Speeches {
		if i > 0 {
			b.WriteByte('\n')
		}
		o := &outline{export: e, speech: s, left: e.passages(s), text: &b}
		if title := s.Title(); title != "" {
			fmt.Fprintf(&b, "# %s\n", citation.EscapeMarkdown(title))
		}
		o.parts(s.Document.Parts, 2)
		o.items(len(s.Document.Text) + 1)
		o.lost()
		if end := o.references.end(e); end != "" {
			fmt.Fprintf(&b, "\n%s\n", end)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

type outline struct {
	export     *Export
	speech     *Speech
	left       []*Passage // not written yet, in the order of the text
	text       *bytes.Buffer
	references references
}

func (o *outline) parts(parts []model.Part, level int) {
	for i := range parts {
		part := &parts[i]
		if part.Kind == model.Item || part.Kind == model.Direction {
			continue // it is in a sentence, and heads nothing
		}
		o.items(part.Span.Start)
		if title := oneLine(partTitle(o.speech.Document, part)); title != "" && part.Kind != model.Salutation {
			fmt.Fprintf(o.text, "\n%s %s\n", strings.Repeat("#", min(level, lowestHeading)), citation.EscapeMarkdown(title))
		}
		o.parts(part.Parts, level+1)
		o.items(part.Span.End)
	}
}

// items writes the passages that begin before an offset.
func (o *outline) items(before int) {
	var items []string
	for len(o.left) > 0 && o.left[0].Placed() && o.left[0].span.Start < before {
		items = append(items, o.item(o.left[0]))
		o.left = o.left[1:]
	}
	o.list(items)
}

func (o *outline) lost() {
	var items []string
	for _, p := range o.left {
		items = append(items, o.item(p))
	}
	if items != nil {
		fmt.Fprintf(o.text, "\n## %s\n", citation.EscapeMarkdown(o.speech.words().lost))
	}
	o.list(items)
}

func (o *outline) list(items []string) {
	if items != nil {
		fmt.Fprintf(o.text, "\n%s\n", strings.Join(items, "\n"))
	}
}

// item is a quotation with its paragraph, and its note in an item below it.
func (o *outline) item(p *Passage) string {
	quote := eachLine(p.Before, citation.EscapeMarkdown) + marked(p) + eachLine(p.After, citation.EscapeMarkdown)
	item := "- " + strings.Join(strings.Fields(quote), " ")
	mark, cited := o.references.cite(o.export, p)
	item += mark
	switch {
	case cited != "":
		item += " — " + citation.EscapeMarkdown(cited)
	case p.Placed():
		item += fmt.Sprintf(p.Speech.words().inParagraph, p.Paragraph)
	}
	if p.Note != "" {
		item += "\n" + strings.Replace(prefixed("    ", contained(p.Note)), "    ", "  - ", 1)
	}
	return item
}
