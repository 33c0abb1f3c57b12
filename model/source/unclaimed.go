package source

import (
	"strings"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// blockMarkup is a line, or what is left of one beside a block's words, that
// is nothing but markup: quote signs, bullets, a heading's signs or underline,
// a fence with the name of its language.
var blockMarkup = lazyregexp.New(`^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[\s>]*)*(?:#{1,6}|=+|-+|` + "```.*|~~~.*" + `)?[\s#]*$`)

// addUnclaimed adds, as notes, the lines that no block holds and that are not
// markup: the addresses of links, kept at a text's end, and whatever else the
// parser read and dropped. No word of a speech is lost.
func addUnclaimed(text string, blocks []model.Block) []model.Block {
	all := make([]model.Block, 0, len(blocks))
	at := 0
	for _, b := range blocks {
		if b.Span.Start < at {
			continue // a block inside the one before it
		}
		all = append(all, unclaimed(text, model.Span{Start: at, End: b.Span.Start})...)
		all = append(all, b)
		at = b.Span.End
	}
	return append(all, unclaimed(text, model.Span{Start: at, End: len(text)})...)
}

// unclaimed is one note for each stretch of lines with words in a gap.
func unclaimed(text string, gap model.Span) []model.Block {
	var notes []model.Block
	goesOn := false
	at := gap.Start
	for line := range strings.Lines(text[gap.Start:gap.End]) {
		span := trim(text, model.Span{Start: at, End: at + len(line)})
		at += len(line)
		switch {
		case blockMarkup.MatchString(text[span.Start:span.End]):
			goesOn = false
		case goesOn:
			notes[len(notes)-1].Span.End = span.End
		default:
			notes = append(notes, model.Block{Span: span, Kind: model.Note, Preformatted: true})
			goesOn = true
		}
	}
	return notes
}
