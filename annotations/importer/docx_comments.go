package importer

import (
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"lectern/annotations"
)

// This file reads the comments of Word documents (ECMA-376, part 1, 17.13.4), and
// what Word has added since: threads and moments ([MS-DOCX]).

// wordComment is a comment.
type wordComment struct {
	id           string
	author, date string
	created      time.Time
	parent       *wordComment // what it answers; nil for most
	paragraphs   []*wordParagraph
}

// byKey are the comments by what other parts call them: the id of the last
// paragraph.
func (d *docx) byKey() map[string]*wordComment {
	known := map[string]*wordComment{}
	for _, c := range d.comments {
		if n := len(c.paragraphs); n > 0 && c.paragraphs[n-1].id != "" {
			known[c.paragraphs[n-1].id] = c
		}
	}
	return known
}

// first is the comment that a thread begins with. Word's threads are one deep.
func (c *wordComment) first() *wordComment {
	const deepest = 10 // or they go round
	for depth := 0; c.parent != nil && depth < deepest; depth++ {
		c = c.parent
	}
	return c
}

func (d *docx) readComments(folder string) error {
	r := &wordReader{closed: func(p *wordParagraph) {
		if n := len(d.comments); n > 0 {
			d.comments[n-1].paragraphs = append(d.comments[n-1].paragraphs, p)
			d.styled = d.styled || p.style == tagsStyle
		}
	}}
	return r.read(d.wordPackage, path.Join(folder, "comments.xml"), func(e xml.StartElement) error {
		if wordName(e.Name) != "comment" {
			return nil
		}
		c := &wordComment{id: attribute(e, "id"), author: strings.TrimSpace(attribute(e, "author")), date: attribute(e, "date")}
		// What a clock on some wall said, though Word puts a Z behind it: like any date
		// without a zone it counts as UTC. Word of 2023 and later says UTC beside it.
		if c.created = dateOf(attribute(e, "dateUtc")); c.created.IsZero() {
			c.created = dateOf(c.date)
		}
		d.comments, d.ranges[c.id] = append(d.comments, c), &wordRange{}
		if len(d.comments) > maxNotes {
			return tooMany(fmt.Sprintf("%d comments", maxNotes))
		}
		return nil
	})
}

// readThreads reads which comments answer others.
func (d *docx) readThreads(folder string) error {
	known := d.byKey()
	return d.each(path.Join(folder, "commentsExtended.xml"), func(_ *wordPart, e xml.StartElement) error {
		c, parent := known[attribute(e, "paraId")], known[attribute(e, "paraIdParent")]
		if e.Name.Local == "commentEx" && c != nil && parent != c {
			c.parent = parent
		}
		return nil
	})
}

// readMoments reads when comments were made, in UTC, where Word of 2018 and later
// says that: by an id that another part gives the comments.
func (d *docx) readMoments(folder string) error {
	known, byDurable := d.byKey(), map[string]*wordComment{}
	err := d.each(path.Join(folder, "commentsIds.xml"), func(_ *wordPart, e xml.StartElement) error {
		if c := known[attribute(e, "paraId")]; e.Name.Local == "commentId" && c != nil {
			byDurable[attribute(e, "durableId")] = c
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.each(path.Join(folder, "commentsExtensible.xml"), func(_ *wordPart, e xml.StartElement) error {
		c, said := byDurable[attribute(e, "durableId")], dateOf(attribute(e, "dateUtc"))
		if e.Name.Local == "commentExtensible" && c != nil && !said.IsZero() {
			c.created = said
		}
		return nil
	})
}

// addComments adds the comments. An answer is a note by itself, on the passage of
// what it answers.
func (d *docx) addComments() {
	for i, c := range d.comments {
		on := c.first()
		words := d.ranges[on.id].passage()
		item := d.item(words, "comment", i+1)
		item.Note, item.Tags = d.said(c)
		item.date = c.author + "\x00" + c.date
		item.Creator, item.Created = c.author, c.created
		if d.ours && c.author == "lectern" {
			item.Creator = "" // nobody said
		}
		if on == c && !words.Empty() {
			item.Color = words.story.takeColor(words.Span)
		}
		if item.Note == "" && len(item.Tags) == 0 && item.Color == annotations.None {
			item.paint("")
		}
		d.items = append(d.items, item)
	}
}

// said are the note and the tags in a comment. A paragraph of Word's is one of
// Markdown's.
func (d *docx) said(c *wordComment) (note string, tags []string) {
	paragraphs := slices.DeleteFunc(slices.Clone(c.paragraphs), func(p *wordParagraph) bool {
		return strings.TrimSpace(string(p.text)) == ""
	})
	if n := len(paragraphs) - 1; n >= 0 && d.ours && (paragraphs[n].style == tagsStyle || !d.styled) {
		if listed, ok := d.remark(string(paragraphs[n].text)); ok {
			tags, paragraphs = listed, paragraphs[:n]
		}
	}
	var blocks []string
	for _, p := range paragraphs {
		blocks = append(blocks, string(p.text))
	}
	return strings.TrimSpace(strings.Join(blocks, "\n\n")), tags
}

// What lectern's own exports write below a note: "#tag · #tag · role · status", in
// a style of its own. LibreOffice keeps no styles in comments.
const (
	tagsStyle       = "CommentTags"
	remarkSeparator = " · "
)

// remark are the tags in such a line; ok is false for another line.
func (d *docx) remark(line string) (tags []string, ok bool) {
	for part := range strings.SplitSeq(strings.TrimSpace(line), remarkSeparator) {
		tag, found := strings.CutPrefix(part, "#")
		switch {
		case found && !strings.HasPrefix(tag, " ") && annotations.TagName(tag) != "":
			tags = append(tags, tag)
		case slices.Contains(d.standings, part):
		case len(tags) > 0 && d.styled: // it has the separator in its name
			tags[len(tags)-1] += remarkSeparator + part
		default:
			return nil, false
		}
	}
	return tags, true
}
