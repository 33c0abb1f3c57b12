package export

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model/lazyregexp"
)

// This file writes Markdown (CommonMark 0.31): metadata, the headings that have
// something under them, and there the quotes with their notes, tags and places.

func writeMarkdown(w io.Writer, e *Export) error {
	if e.Options.Template != "" {
		return writeTemplate(w, e)
	}
	m := &markdown{export: e}
	m.frontMatter()
	for _, g := range e.groups() {
		m.heading(g.Level, g.Title)
		for _, p := range g.Passages {
			m.passage(p)
		}
	}
	if end := m.references.end(e); end != "" {
		m.block(end)
	}
	_, err := w.Write(m.text.Bytes())
	return err
}

type markdown struct {
	export     *Export
	text       bytes.Buffer
	references references
}

// frontMatter writes the metadata as double-quoted YAML strings (YAML 1.2,
// 7.3.1), whose escapes are Go's.
func (m *markdown) frontMatter() {
	m.text.WriteString("---\n")
	if s := m.export.Speeches[0]; len(m.export.Speeches) == 1 {
		info := s.Notes.Info(s.Document)
		m.fields([][2]string{
			{"title", info.Title}, {"speaker", info.Speaker}, {"date", info.Date}, {"occasion", info.Occasion}, {"url", info.URL},
			{"language", s.Document.Language}, {"source", s.Source},
		})
	} else {
		m.fields([][2]string{{"title", s.words().notes}})
		m.text.WriteString("sources:\n")
		for _, s := range m.export.Speeches {
			fmt.Fprintf(&m.text, "  - %s\n", strconv.Quote(s.Source))
		}
	}
	m.text.WriteString("---\n")
}

func (m *markdown) fields(fields [][2]string) {
	for _, field := range fields {
		if field[1] != "" {
			fmt.Fprintf(&m.text, "%s: %s\n", field[0], strconv.Quote(field[1]))
		}
	}
}

// block writes a block apart from the one before.
func (m *markdown) block(text string) { fmt.Fprintf(&m.text, "\n%s\n", text) }

// lowestHeading is the last level of heading that Markdown has.
const lowestHeading = 6

func (m *markdown) heading(level int, title string) {
	if title != "" {
		m.block(strings.Repeat("#", min(level, lowestHeading)) + " " + citation.EscapeMarkdown(title))
	}
}

func (m *markdown) passage(p *Passage) {
	mark, cited := m.references.cite(m.export, p)
	if quoted := blockquote(p); quoted != "" {
		m.block(quoted + mark)
	}
	if cited != "" {
		m.block("— " + citation.EscapeMarkdown(cited))
	}
	if p.Note != "" {
		m.block(contained(p.Note))
	}
	if about := m.about(p); about != "" {
		m.block(about)
	}
}

// about is the line with tags, colour and place, and where the headings do not
// say it, the speech and its section.
func (m *markdown) about(p *Passage) string {
	var parts, tags []string
	for _, tag := range p.Tags {
		tags = append(tags, "#"+citation.EscapeMarkdown(m.export.unbroken(tag)))
	}
	if tags != nil {
		parts = append(parts, strings.Join(tags, " "))
	}
	switch {
	case p.Role != "":
		parts = append(parts, citation.EscapeMarkdown(p.Color+": "+p.Role))
	case p.Color != "":
		parts = append(parts, p.Color)
	}
	parts = append(parts, sourceOf(m.export, p, citation.EscapeMarkdown)...)
	if p.Placed() {
		parts = append(parts, fmt.Sprintf("¶ %d", p.Paragraph))
	}
	if p.Status != string(annotations.Placed) {
		parts = append(parts, p.Status)
	}
	return strings.Join(parts, " · ")
}

// sourceOf is the speech and the section of a passage, as far as they are not in
// the headings of the export.
func sourceOf(e *Export, p *Passage, written func(string) string) []string {
	var parts []string
	if e.Options.Group == ByTag || e.Options.Group == BySection {
		if title := p.Speech.Title(); title != "" {
			parts = append(parts, written(title))
		}
	}
	if e.Options.Group == ByTag && p.Section != nil {
		parts = append(parts, written(strings.Join(p.Section, " › ")))
	}
	return parts
}

// blockquote is a quote, its lines as paragraphs.
func blockquote(p *Passage) string {
	quote := eachLine(p.Before, citation.EscapeMarkdown) + marked(p) + eachLine(p.After, citation.EscapeMarkdown)
	var lines []string
	for line := range strings.Lines(quote) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, "> "+line)
		}
	}
	return strings.Join(lines, "\n>\n")
}

// marked is a quote. In its context it stands between ==, as Obsidian and Logseq
// write highlights: CommonMark's own emphasis does not begin or end between a
// letter and a Chinese quotation mark (6.2).
func marked(p *Passage) string {
	quote := eachLine(p.Quote, citation.EscapeMarkdown)
	if p.Before+p.After == "" {
		return quote
	}
	return eachLine(quote, func(line string) string { return "==" + line + "==" })
}

// eachLine is a text with every line changed, but for the blank space round it.
func eachLine(text string, change func(string) string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if words := strings.TrimSpace(line); words != "" {
			before, after, _ := strings.Cut(line, words)
			lines[i] = before + change(words) + after
		}
	}
	return strings.Join(lines, "\n")
}

// notPlain finds what would reach beyond a note, or be taken for the
// document's own: headings and their underlines, quotes, fences, rules, link
// definitions, HTML.
var notPlain = lazyregexp.New("(?m)^ {0,3}(#{1,6}([ \t]|$)|>|```|~~~|=+[ \t]*$|([-_*][ \t]*)+$|\\[[^]]*\\]:)|<[A-Za-z/!?]")

// contained is a note as it is written, or in a fence longer than any in it
// when it would not stay within itself.
func contained(note string) string {
	note = strings.Trim(note, "\n")
	if !notPlain.MatchString(note) {
		return note
	}
	fence := strings.Repeat("`", max(3, longestRun(note, '`')+1))
	return fence + "markdown\n" + note + "\n" + fence
}

func longestRun(s string, r rune) int {
	longest, run := 0, 0
	for _, c := range s {
		run++
		if c != r {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}
