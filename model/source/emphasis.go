package source

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inlineParsers are goldmark's own, with struck words and with our emphasis
// before its emphasis.
func inlineParsers() []util.PrioritizedValue {
	return append(parser.DefaultInlineParsers(),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(emphasisParser{}, 400))
}

// emphasisParser reads * and _ as CommonMark does, and mends its one rule that
// Chinese breaks. By section 6.2 a run of asterisks between punctuation and a
// letter can only open or only close, as a word's edge is where the blank is:
//
//	**一是稳增长。**今年…
//
// cannot close, because Chinese puts no blank after its full stop. As proposed
// in commonmark-spec issue 650, a Chinese, Japanese or Korean neighbour stands
// for that blank.
type emphasisParser struct{}

// Trigger is part of parser.InlineParser.
func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

// Parse is part of parser.InlineParser.
func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	run := parser.ScanDelimiter(line, before, 1, emphasisMarks{})
	if run == nil {
		return nil
	}
	after := ' '
	if run.OriginalLength < len(line) {
		after = util.ToRune(line, run.OriginalLength)
	}
	if run.Char == '*' && (isEastAsian(before) || isEastAsian(after)) {
		run.CanOpen = !util.IsSpaceRune(after)
		run.CanClose = !util.IsSpaceRune(before)
	}
	if isAnonymised(line[run.OriginalLength:]) {
		run.CanOpen = false
	}
	run.Segment = segment.WithStop(segment.Start + run.OriginalLength)
	block.Advance(run.OriginalLength)
	pc.PushDelimiter(run)
	return run
}

// isAnonymised reports whether what follows a run of asterisks makes it stand
// for somebody's name, left out: "**同志" is "comrade So-and-so".
func isAnonymised(after []byte) bool {
	return bytes.HasPrefix(after, []byte("同志")) && !bytes.HasPrefix(after, []byte("同志们"))
}

// isEastAsian reports whether r belongs to a script that writes no blanks
// between words, or to its punctuation.
func isEastAsian(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// emphasisMarks tells goldmark which delimiters pair up and what they make.
type emphasisMarks struct{}

// IsDelimiter is part of parser.DelimiterProcessor.
func (emphasisMarks) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

// CanOpenCloser is part of parser.DelimiterProcessor.
func (emphasisMarks) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch is part of parser.DelimiterProcessor.
func (emphasisMarks) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }
