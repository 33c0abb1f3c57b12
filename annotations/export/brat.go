package export

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"lectern/annotations"
	"lectern/model"
)

// This file writes brat's standoff format (brat.nlplab.org/standoff.html): a line
// a passage, and below it its note and tags, about a text in a file of the same
// name that ends in .txt.

func writeBrat(w io.Writer, e *Export) error {
	var b bytes.Buffer
	s := e.Speeches[0]
	text := []rune(model.Inert(s.Document.Text))
	count := 0
	for _, p := range e.passages(s) {
		pieces := bratPieces(text, p.Start, p.End)
		if len(pieces) == 0 {
			e.lose(1, NoPlace)
			continue
		}
		count++
		e.writeBratPassage(&b, count, p, text, pieces)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (e *Export) writeBratPassage(w io.Writer, id int, p *Passage, text []rune, pieces []bratPiece) {
	var places, words []string
	for _, piece := range pieces {
		places = append(places, fmt.Sprintf("%d %d", piece.start, piece.end))
		words = append(words, string(text[piece.start:piece.end]))
	}
	fmt.Fprintf(w, "T%d\t%s %s\t%s\n", id, bratType(p.Color), strings.Join(places, ";"), strings.Join(words, " "))
	if note := e.noteWithTags(p); note != "" {
		fmt.Fprintf(w, "#%d\tAnnotatorNotes T%d\t%s\n", id, id, bratNote(note))
	}
}

// bratText is the text that the annotations are about: as it was read, what a
// terminal would obey replaced by as many characters.
func bratText(e *Export) (extension string, content []byte) {
	return ".txt", []byte(model.Inert(e.Speeches[0].Document.Text))
}

// bratPiece is a part of a passage on one line, in code points.
type bratPiece struct{ start, end int }

// bratPieces are the parts of a passage without the line ends between them, nor
// other characters that the lines and columns of the file would break at: brat
// reads such a passage as discontinuous. No part begins or ends with blank space.
func bratPieces(text []rune, start, end int) (pieces []bratPiece) {
	for at := start; at < end; at++ {
		piece := bratPiece{at, at}
		for at < end && !strings.ContainsRune("\n\t\u2028\u2029", text[at]) {
			at++
		}
		piece.end = at
		for piece.start < piece.end && unicode.IsSpace(text[piece.start]) {
			piece.start++
		}
		for piece.start < piece.end && unicode.IsSpace(text[piece.end-1]) {
			piece.end--
		}
		if piece.start < piece.end {
			pieces = append(pieces, piece)
		}
	}
	return pieces
}

// bratType is the type of a passage, which has to be a name: its colour's, when it
// has one of ours.
func bratType(color string) string {
	if !slices.Contains(annotations.Colors[:], annotations.Color(color)) {
		return "Passage"
	}
	return strings.ToUpper(color[:1]) + color[1:]
}

// bratNote is a note on one line. Tags are in it, for an attribute of brat's has
// one value, from a list that its configuration must name.
var bratNote = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`, "\u2028", `\n`, "\u2029", `\n`).Replace
