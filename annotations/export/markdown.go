package export

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lectern/annotations"
	"lectern/model"
)

// This file writes Markdown (CommonMark 0.31): metadata, the headings of the
// sections that hold something, and under each the quotes with their notes,
// tags and places.

// The words of the file that are not the speaker's or the reader's, by the
// language of the speech.
var words = map[string]map[model.Kind]string{
	"zh": {model.Salutation: "称呼", model.Opening: "开篇", model.Conclusion: "结语", model.Closing: "结束语"},
	"en": {model.Salutation: "Salutation", model.Opening: "Opening", model.Conclusion: "Conclusion", model.Closing: "Closing"},
}

var orphansTitle = map[string]string{"zh": "原文中已找不到的段落", "en": "Passages no longer in the text"}

func language(d *model.Document) string {
	if strings.HasPrefix(d.Language, "zh") {
		return "zh"
	}
	return "en"
}

func writeMarkdown(w io.Writer, d *model.Document, n *annotations.Notes, o Options) error {
	m := &markdown{document: d, notes: n, options: o}
	m.frontMatter()
	if d.Title != "" {
		m.heading(1, d.Title)
	}
	var lost []chosen
	for _, a := range o.chosen(n) {
		if !a.place.Anchored() {
			lost = append(lost, a)
			continue
		}
		m.section(a.place.Span.Start)
		m.annotation(a, d.Plain(a.place.Span))
	}
	if lost != nil {
		m.heading(2, orphansTitle[language(d)])
	}
	for _, a := range lost {
		m.annotation(a, a.Target.Exact)
	}
	_, err := w.Write(m.text.Bytes())
	return err
}

type markdown struct {
	document *model.Document
	notes    *annotations.Notes
	options  Options
	text     bytes.Buffer
	path     []*model.Part // the parts whose headings were written last
}

// frontMatter writes the metadata as double-quoted YAML strings (YAML 1.2,
// 7.3.1), whose escapes are Go's.
func (m *markdown) frontMatter() {
	d := m.document
	m.text.WriteString("---\n")
	for _, field := range [][2]string{
		{"title", d.Title}, {"speaker", d.Speaker}, {"date", d.Date},
		{"language", d.Language}, {"source", m.options.Source},
	} {
		if field[1] != "" {
			fmt.Fprintf(&m.text, "%s: %s\n", field[0], strconv.Quote(field[1]))
		}
	}
	m.text.WriteString("---\n")
}

// block writes a block apart from the one before.
func (m *markdown) block(text string) { fmt.Fprintf(&m.text, "\n%s\n", text) }

// lowestHeading is the last level of heading that Markdown has.
const lowestHeading = 6

func (m *markdown) heading(level int, title string) {
	title = strings.Join(strings.Fields(title), " ")
	m.block(strings.Repeat("#", min(level, lowestHeading)) + " " + escape(title))
}

// section writes the headings of the parts that begin between the last
// annotation and this one.
func (m *markdown) section(offset int) {
	path := slices.DeleteFunc(m.document.Path(offset), func(p *model.Part) bool { return m.title(p) == "" })
	for i, part := range path {
		if i >= len(m.path) || m.path[i] != part {
			m.path = nil
			m.heading(i+2, m.title(part))
		}
	}
	m.path = path
}

// title is the heading of a part; empty for one that needs none.
func (m *markdown) title(p *model.Part) string {
	switch {
	case p.Kind == model.Title || p.Kind == model.Date:
		return ""
	case p.Title == "":
		return words[language(m.document)][p.Kind]
	case !p.Heading.Empty():
		return m.document.Plain(p.Heading)
	}
	return p.Title
}

func (m *markdown) annotation(a chosen, quote string) {
	if quoted := blockquote(quote); quoted != "" {
		m.block(quoted)
	}
	if a.Note != "" {
		m.block(contained(inert(a.Note)))
	}
	if about := m.about(a); about != "" {
		m.block(about)
	}
}

// about is the line with tags, colour and place.
func (m *markdown) about(a chosen) string {
	var parts, tags []string
	for _, tag := range m.notes.TagPaths(a.Annotation) {
		tags = append(tags, "#"+escape(strings.ReplaceAll(tag, " ", "-")))
	}
	if tags != nil {
		parts = append(parts, strings.Join(tags, " "))
	}
	if a.Color != annotations.None {
		color := string(a.Color)
		if role := m.options.role(m.notes, a.Color); role != "" {
			color += ": " + role
		}
		parts = append(parts, escape(color))
	}
	if a.place.Anchored() {
		parts = append(parts, fmt.Sprintf("¶ %d", m.document.ParagraphAt(a.place.Span.Start)+1))
	}
	if a.place.Status != annotations.Placed {
		parts = append(parts, string(a.place.Status))
	}
	return strings.Join(parts, " · ")
}

// blockquote is a quote, its lines as paragraphs.
func blockquote(quote string) string {
	var lines []string
	for line := range strings.Lines(quote) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, "> "+escape(line))
		}
	}
	return strings.Join(lines, "\n>\n")
}

// notPlain finds what would reach beyond a note, or be taken for the
// document's own: headings and their underlines, quotes, fences, rules, link
// definitions, HTML.
var notPlain = regexp.MustCompile("(?m)^ {0,3}(#{1,6}([ \t]|$)|>|```|~~~|=+[ \t]*$|([-_*][ \t]*)+$|\\[[^]]*\\]:)|<[A-Za-z/!?]")

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

// blockStart finds, at the start of a line, what would make it a list item, a
// heading's underline or a rule.
var blockStart = regexp.MustCompile(`^([-+=]|[0-9]{1,9}[.)])`)

// escape is a line of plain text as Markdown. A backslash before a sign makes
// it that sign (CommonMark, 2.4).
func escape(line string) string {
	line = inert(strings.ReplaceAll(line, "\n", " "))
	var b strings.Builder
	if start := blockStart.FindString(line); start != "" {
		b.WriteString(start[:len(start)-1] + `\` + start[len(start)-1:])
		line = line[len(start):]
	}
	for _, r := range line {
		if strings.ContainsRune("\\`*_[]<>&~|#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// inert is text without control characters, but for newlines and tabs: pictures
// stand for them, so that a terminal that shows the file does not obey it. The
// same for what turns the order of a line round (UAX #9, 2.1 to 2.3).
func inert(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20:
			return '␀' + r
		case r == 0x7F:
			return '␡'
		case 0x80 <= r && r <= 0x9F:
			return '\uFFFD'
		case 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069:
			return '⇄'
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}
