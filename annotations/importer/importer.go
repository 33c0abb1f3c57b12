// Package importer reads annotations that other programs, and lectern's own
// exports, have in their files, one file a format, and says which of them belong
// to a speech and where.
package importer

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lectern/annotations"
)

// File is what a file holds.
type File struct {
	Format string // the name of its format
	Items  []Item // in the order of the file
	Tags   []annotations.Tag
	// texts are those that the items are of, where the file has them whole: the
	// positions of their targets count in these.
	texts []annotations.Text
}

// Item is an annotation as a file has it. Its target holds the quote and, where
// the format has them, what stands round it; positions count in the text that
// Target.Revision names, and mean nothing without it.
type Item struct {
	annotations.Annotation
	Where  string   // in the file: "line 12", "record 3"
	Titles []string // what its text goes by: a title, the name of a file
	// Uncolored says that the file does not tell colours: the item equals an
	// annotation of any colour, and gets one of its own when it is new.
	Uncolored bool

	// What tells it from the file's other items, beside its words, as the file
	// writes it. Another program's locations are no positions in our text.
	location, date string
}

// empty reports whether there is nothing in an item that a reader wrote or
// marked: a bookmark.
func (i *Item) empty() bool {
	return i.Target.Exact == "" && i.Target.Revision == "" && i.Note == "" && len(i.Tags) == 0
}

// Format is a format that annotations can be read from.
type Format struct {
	Name   string // as it is asked for: "kindle"
	What   string // what writes it, in English
	ending string // of its files' names
	// is reports whether a text looks like the format.
	is func(text string) bool
	// read reads a text in UTF-8 with newlines as \n. Its errors say what is wrong
	// and where.
	read func(text []byte) (File, error)
	// packed says that its files are no text: is and read are given their bytes.
	packed bool
}

// Formats are all formats, in the order in which a file is tried for them.
var Formats = []Format{
	{"qdc", "REFI-QDA codebooks: NVivo, ATLAS.ti, MAXQDA, QualCoder (tags only)", ".qdc", isCodebook, readCodebook, false},
	{"koreader", "KOReader, JSON", "", isKOReader, readKOReader, false},
	{"hypothesis", "Hypothesis, JSON or CSV", "", isHypothesis, readHypothesis, false},
	{"json", "W3C Web Annotations: lectern's own, and other programs'", ".json", isWebAnnotation, readWebAnnotations, false},
	{"jsonl", "the same, one annotation a line", ".jsonl", isLines, readLines, false},
	{"csv", "Readwise, and lectern's own", ".csv", isReadwise, readReadwise, false},
	{"kindle", "Kindle's My Clippings.txt", "clippings.txt", isKindle, readKindle, false},
	{"docx", "Word documents with comments or highlights: lectern's own, and any", ".docx", isDocx, readDocx, true},
	{"odt", "OpenDocument texts with comments or highlights", ".odt", isODT, readODT, true},
	{"markdown", "lectern's own", ".md", isMarkdown, readMarkdown, false},
}

// ErrUnknown says that a file is of no format that is known.
var ErrUnknown = errors.New("it is in no format that lectern imports")

// Read reads a file. Without the name of a format, its content tells it, or else
// the file's name. With an error other than ErrUnknown, the file is empty but for
// its format.
func Read(data []byte, fileName, format string) (File, error) {
	packed := IsPacked(data)
	if !packed {
		data = []byte(newlines.Replace(string(bytes.ToValidUTF8(bytes.TrimPrefix(data, []byte("\uFEFF")), []byte("\uFFFD")))))
	}
	f, ok := find(string(data), packed, fileName, format)
	if !ok || packed && !f.packed {
		return File{}, ErrUnknown
	}
	file, err := f.read(data)
	file.Format = f.Name
	if err != nil {
		return File{Format: f.Name}, err
	}
	if len(file.Items) > mostItems {
		return File{Format: f.Name}, fmt.Errorf("there are more than %d notes in it (split it into parts)", mostItems)
	}
	file.Items = slices.DeleteFunc(file.Items, func(i Item) bool { return i.empty() })
	if f.packed { // its file is the text that it is about
		for i := range file.Items {
			file.Items[i].Titles = nonBlank(append(file.Items[i].Titles, fileTitle(fileName))...)
		}
	}
	file.Items = named(f.Name, file.Items)
	return file, nil
}

// mostItems is how many annotations a file may have: more than a Kindle's clippings
// of many years, and more than a notes file has room for.
const mostItems = 50_000

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func find(data string, packed bool, fileName, format string) (Format, bool) {
	accepted := []func(Format) bool{
		func(f Format) bool { return f.packed == packed && f.is(data) },
		func(f Format) bool { return f.ending != "" && strings.HasSuffix(strings.ToLower(fileName), f.ending) },
	}
	if format != "" {
		accepted = []func(Format) bool{func(f Format) bool { return f.Name == format }}
	}
	for _, accepts := range accepted {
		if i := slices.IndexFunc(Formats, accepts); i >= 0 {
			return Formats[i], true
		}
	}
	return Format{}, false
}

// lineAt is the number, from 1, of the line that holds a byte of a text.
func lineAt(text []byte, offset int) int {
	return 1 + bytes.Count(text[:min(max(offset, 0), len(text))], []byte("\n"))
}

// line and record say where in a file something is.
func line(n int) string   { return fmt.Sprintf("line %d", n) }
func record(n int) string { return fmt.Sprintf("record %d", n) }

// at says where an error is.
func at(where string, err error) error { return fmt.Errorf("%s: %w", where, err) }

// nonBlank are the texts that say something, trimmed.
func nonBlank(texts ...string) []string {
	var kept []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	return kept
}
