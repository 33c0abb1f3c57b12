package export

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// This file makes comments of notes.

// How many characters of a name stay: as many as Word takes for its own readers.
const (
	longestAuthor   = 255
	longestInitials = 9
)

// comment adds the comment of a passage: its note, whose blank lines part
// paragraphs, and its tags, role and status, in a style by which an import tells
// them from the note.
func (d *docx) comment(p *Passage) {
	author := firstRunes(p.Creator, longestAuthor)
	if author == "" {
		author = "lectern"
	}
	c := wComment{ID: len(d.comments), Author: author, Initials: initials(author)}
	if !p.Created.IsZero() {
		c.Date = p.Created.Format(time.RFC3339)
	}
	for block := range strings.SplitSeq(p.Note, "\n\n") {
		c.say(p.Speech, "CommentText", block)
	}
	c.say(p.Speech, "CommentTags", p.remark())
	for _, word := range p.standing() {
		if !slices.Contains(d.standings, word) {
			d.standings = append(d.standings, word)
		}
	}
	d.ids[p] = c.ID
	d.comments = append(d.comments, c)
}

// say adds a paragraph, unless it is blank.
func (c *wComment) say(s *Speech, style, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	paragraph := newParagraph(style, text)
	if len(c.Paragraphs) == 0 {
		paragraph.Content = []any{commentSign}
	}
	paragraph.addText(text, plainLook(s))
	c.Paragraphs = append(c.Paragraphs, paragraph)
}

// commentSign stands before the first words of a comment, as Word has it.
var commentSign = wRun{
	Properties: &wRunProperties{Style: &wValue{"CommentReference"}},
	Content:    []any{wReferenceMark{}},
}

// initials are the first letters of the words of a name.
func initials(name string) string {
	var b strings.Builder
	for i, word := range strings.Fields(name) {
		if i == longestInitials {
			break
		}
		_, size := utf8.DecodeRuneInString(word)
		b.WriteString(word[:size])
	}
	return b.String()
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
