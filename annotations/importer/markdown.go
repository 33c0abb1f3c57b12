package importer

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"lectern/annotations"
	"lectern/model/lazyregexp"
)

// This file reads back the Markdown that lectern exports: under headings, quotes
// with their notes and a line with tags, colour and paragraph. Notes that could be
// taken for something else stand in a fence.

func isMarkdown(text string) bool {
	return strings.HasPrefix(text, "---\n") && quoteLine.MatchString(text) || aboutLine.MatchString(text) && quoteLine.MatchString(text)
}

var (
	quoteLine   = lazyregexp.New(`(?m)^ {0,3}>`)
	headingLine = lazyregexp.New(`^ {0,3}(#{1,6})[ \t]+(.*)$`)
	fenceLine   = lazyregexp.New("^ {0,3}(`{3,}|~{3,})(.*)$")
	// aboutLine ends every annotation of an export.
	aboutLine = lazyregexp.New(`(?m)^(?:.* · )?(?:¶ \d+(?: · (?:moved|edited))?|orphan|ambiguous)$`)
)

// mdBlock is a block of a Markdown text: lines from one to before another.
type mdBlock struct {
	kind       mdKind
	start, end int // lines, from 0
}

type mdKind int

const (
	textBlock mdKind = iota
	headingBlock
	quoteBlock
	fenceBlock
	aboutBlock
)

// mdReader is a Markdown export that is being read.
type mdReader struct {
	lines   []string
	titles  []string // that its metadata has
	heading string   // the last one of the first level
	cited   bool     // a citation stands below every quote
	items   []Item
}

func readMarkdown(text []byte) (File, error) {
	r := &mdReader{lines: strings.Split(string(text), "\n")}
	start := r.metadata()
	var quote, note []mdBlock
	blocks := r.blocks(start)
	r.cited = r.areCited(blocks)
	for i, b := range blocks {
		switch {
		case b.kind == headingBlock, b.kind == quoteBlock:
			r.add(quote, note, "")
			quote, note = nil, nil
			if b.kind == quoteBlock {
				quote = []mdBlock{b}
			} else if m := headingLine.FindStringSubmatch(r.lines[b.start]); len(m[1]) == 1 {
				r.heading = unescape(m[2])
			}
		case b.kind == aboutBlock && (i+1 == len(blocks) || blocks[i+1].kind != aboutBlock):
			r.add(quote, note, r.lines[b.start])
			quote, note = nil, nil
		default:
			note = append(note, b)
		}
	}
	r.add(quote, note, "")
	if len(r.items) == 0 {
		return File{}, errors.New("there is no quote in it that lectern exported (> …)")
	}
	return File{Items: r.items}, nil
}

// metadata reads the front matter, and gives the line after it.
func (r *mdReader) metadata() (after int) {
	if r.lines[0] != "---" {
		return 0
	}
	for i, line := range r.lines[1:] {
		if line == "---" {
			return i + 2
		}
		name, value, _ := strings.Cut(line, ": ")
		if value = strings.TrimSpace(value); name == "title" || name == "source" {
			if words, err := strconv.Unquote(value); err == nil {
				value = words
			}
			if name == "source" {
				value = fileTitle(value)
			}
			r.titles = nonBlank(append(r.titles, value)...)
		}
		if name == "sources:" {
			r.titles = nil // of several speeches, each is under its own heading
		}
	}
	return 0
}

// blocks are the blocks from a line on.
func (r *mdReader) blocks(start int) []mdBlock {
	var blocks []mdBlock
	for i := start; i < len(r.lines); {
		b := r.block(i)
		if i = b.end; b.end > b.start && strings.TrimSpace(r.lines[b.start]) != "" {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// block is the block that begins at a line; a blank line is one by itself.
func (r *mdReader) block(i int) mdBlock {
	line := r.lines[i]
	switch fence := fenceLine.FindStringSubmatch(line); {
	case strings.TrimSpace(line) == "":
		return mdBlock{textBlock, i, i + 1}
	case headingLine.MatchString(line):
		return mdBlock{headingBlock, i, i + 1}
	case fence != nil:
		return mdBlock{fenceBlock, i, r.fenceEnd(i, fence[1])}
	case quoteLine.MatchString(line):
		return mdBlock{quoteBlock, i, r.while(i, quoteLine.MatchString)}
	}
	end := r.while(i, func(line string) bool {
		return strings.TrimSpace(line) != "" && !headingLine.MatchString(line) && !fenceLine.MatchString(line) && !quoteLine.MatchString(line)
	})
	if end == i+1 && aboutLine.MatchString(line) {
		return mdBlock{aboutBlock, i, end}
	}
	return mdBlock{textBlock, i, end}
}

func (r *mdReader) while(i int, holds func(line string) bool) int {
	for i < len(r.lines) && holds(r.lines[i]) {
		i++
	}
	return i
}

// fenceEnd is the line after a fenced block that begins at a line: an unclosed one
// goes to the end.
func (r *mdReader) fenceEnd(i int, fence string) int {
	for i++; i < len(r.lines); i++ {
		if line := strings.TrimSpace(r.lines[i]); len(line) >= len(fence) && strings.Trim(line, fence[:1]) == "" {
			return i + 1
		}
	}
	return i
}

// areCited reports whether there is a citation below every quote: a line that
// begins with a dash, as a note may too.
func (r *mdReader) areCited(blocks []mdBlock) bool {
	cited := false
	for i, b := range blocks {
		if b.kind != quoteBlock {
			continue
		}
		if i+1 == len(blocks) || blocks[i+1].kind != textBlock || !strings.HasPrefix(r.lines[blocks[i+1].start], "— ") {
			return false
		}
		cited = true
	}
	return cited
}

// add adds the annotation with a quote, a note and a line about it. What has no
// quote is one of ours only when it has such a line.
func (r *mdReader) add(quote, note []mdBlock, about string) {
	if quote == nil && (about == "" || note == nil) {
		return
	}
	var item Item
	if quote != nil {
		item.Where = line(quote[0].start + 1)
		item.Target = r.target(quote[0])
		if r.cited && len(note) > 0 {
			note = note[1:]
		}
	} else {
		item.Where = line(note[0].start + 1)
	}
	item.Note = r.note(note)
	title := item.readAbout(about)
	if item.Titles = r.titles; len(r.titles) == 0 {
		item.Titles = nonBlank(title, r.heading)
	}
	r.items = append(r.items, item)
}

// citationMark ends a quote whose citation stands at the end of the export. A
// quote's own brackets have backslashes before them.
var citationMark = lazyregexp.New(`(?:\[\^[^\]\\]+\]| \[@[^\]\\]+\])$`)

// target is the passage of a quote. One in its context stands between ==.
func (r *mdReader) target(b mdBlock) annotations.Target {
	var before, inside, after []string
	marked := false
	for _, line := range r.lines[b.start:b.end] {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimLeft(line, " "), ">"))
		line = citationMark.ReplaceAllString(line, "")
		pieces := strings.Split(line, "==")
		switch {
		case line == "":
		case len(pieces) == 3:
			marked = true
			before, inside, after = append(before, unescape(pieces[0])), append(inside, unescape(pieces[1])), append(after, unescape(pieces[2]))
		case marked:
			after = append(after, unescape(line))
		default:
			before = append(before, unescape(line))
		}
	}
	if !marked {
		inside, before = before, nil
	}
	text := func(lines []string) string { return strings.Join(nonEmpty(lines), "\n") }
	return annotations.Target{Exact: text(inside), Prefix: text(before), Suffix: text(after)}
}

func nonEmpty(lines []string) []string {
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// note is the note that some blocks are: as it stands there, or what is in its
// fence.
func (r *mdReader) note(blocks []mdBlock) string {
	if len(blocks) == 0 {
		return ""
	}
	first, last := blocks[0], blocks[len(blocks)-1]
	if len(blocks) == 1 && first.kind == fenceBlock && strings.TrimLeft(strings.TrimSpace(r.lines[first.start]), "`~") == "markdown" {
		return strings.Join(r.lines[first.start+1:max(first.end-1, first.start+1)], "\n")
	}
	return strings.Join(r.lines[first.start:last.end], "\n")
}

// readAbout reads the line about an annotation: "#tag #tag · yellow: role · title ·
// section · ¶ 7 · edited". The title is there where headings do not say it.
func (i *Item) readAbout(about string) (title string) {
	for n, part := range strings.Split(about, " · ") {
		color, _, _ := strings.Cut(part, ":")
		switch {
		case part == "":
		case n == 0 && strings.HasPrefix(part, "#"):
			for tag := range strings.FieldsSeq(part) {
				i.Tags = append(i.Tags, strings.TrimPrefix(unescape(tag), "#"))
			}
		case i.Color == annotations.None && slices.Contains(annotations.Colors[:], annotations.Color(color)):
			i.Color = annotations.Color(color)
		case strings.HasPrefix(part, "¶ "):
			i.location = part
		case title == "" && !aboutLine.MatchString(part):
			title = unescape(part)
		}
	}
	return title
}

// escaped is a backslash before a sign, which makes it that sign (CommonMark, 2.4).
var escaped = lazyregexp.New("\\\\([!-/:-@\\[-`{-~])")

func unescape(line string) string { return escaped.ReplaceAllString(line, "$1") }
