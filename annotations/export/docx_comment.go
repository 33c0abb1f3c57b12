package export

import (
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

// comment adds the comment of a passage: its note, line by line, and its tags,
// role and status.
func (d *docx) comment(p *Passage) {
	author := firstRunes(p.Creator, longestAuthor)
	if author == "" {
		author = "lectern"
	}
	c := wComment{ID: len(d.comments), Author: author, Initials: initials(author)}
	if !p.Created.IsZero() {
		c.Date = p.Created.Format(time.RFC3339)
	}
	for line := range strings.SplitSeq(p.Note+"\n"+p.remark(), "\n") {
		if strings.TrimSpace(line) != "" {
			paragraph := newParagraph("CommentText", line)
			if len(c.Paragraphs) == 0 {
				paragraph.Content = []any{commentSign}
			}
			paragraph.addText(line, plainLook(p.Speech))
			c.Paragraphs = append(c.Paragraphs, paragraph)
		}
	}
	d.ids[p] = c.ID
	d.comments = append(d.comments, c)
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
