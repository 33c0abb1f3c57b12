package importer

import (
	"errors"
	"strings"

	"lectern/annotations"
	"lectern/model/lazyregexp"
)

// This file reads CSV with Readwise's columns: its own export, and what it imports,
// which is what lectern writes.

var (
	quoteColumns = []string{"highlight"}
	titleColumns = []string{"book title", "title", "document title"}
)

func isReadwise(text string) bool {
	return hasColumns(text, quoteColumns, append([]string{"note", "location"}, titleColumns...))
}

func readReadwise(text []byte) (File, error) {
	t, err := readTable(text)
	if err != nil {
		return File{}, err
	}
	if !t.has(quoteColumns...) {
		return File{}, at(line(1), errors.New(`there is no column "Highlight"`))
	}
	var items []Item
	for _, r := range t.rows {
		item := Item{
			Where: line(r.line), Titles: nonBlank(plainCell(r.get(titleColumns...))),
			location: r.get("location"), date: r.get("highlighted at", "date"),
		}
		item.Target = annotations.Target{Exact: strings.TrimSpace(plainCell(r.get(quoteColumns...)))}
		item.Note = strings.TrimSpace(plainCell(r.get("note")))
		item.Created = dateOf(item.date)
		item.paint(r.get("color"))
		if t.has("tags") {
			item.Tags = listed(r.get("tags"))
		} else {
			item.Note, item.Tags = taggedNote(item.Note)
		}
		items = append(items, item)
	}
	return File{Items: items}, nil
}

// escapedCell is a cell that an export kept from being taken for a formula: it put
// one quotation mark before it, and before those that were there.
var escapedCell = lazyregexp.New(`^'+(?:[\t\r\n]|[\s\p{Z}\p{Cf}]*[-=+@＝＋－＠])`)

// plainCell is a cell as it was before that.
func plainCell(cell string) string {
	if escapedCell.MatchString(cell) {
		return cell[1:]
	}
	return cell
}

// listed are the tags in a cell, parted by commas.
func listed(cell string) []string {
	var tags []string
	for tag := range strings.SplitSeq(cell, ",") {
		if tag = strings.TrimLeft(strings.TrimSpace(tag), ".#"); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// tagLine is the last line of a note that lists tags: "#policy/land #water".
var tagLine = lazyregexp.New(`(?:^|\n)(#\S+(?: #\S+)*)$`)

// taggedNote is a note without the line of tags at its end.
func taggedNote(note string) (rest string, tags []string) {
	m := tagLine.FindStringSubmatchIndex(note)
	if m == nil || strings.HasPrefix(note[m[2]:], "##") {
		return note, nil
	}
	for tag := range strings.SplitSeq(note[m[2]:m[3]], " ") {
		tags = append(tags, strings.TrimLeft(tag, "#"))
	}
	return strings.TrimRight(note[:m[0]], "\n"), tags
}
