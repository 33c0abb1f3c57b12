package source

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// markdownParser reads CommonMark with struck words and with emphasis that
// knows Chinese punctuation.
var markdownParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
})

// markdown divides text, which stays as it is, into blocks.
func markdown(content string) model.Source {
	source := model.Source{Text: content}
	body := []byte(content)
	if front, ok := readFrontMatter(content); ok {
		front.describe(&source)
		blank(body[:front.end])
		source.Blocks = append(source.Blocks, front.block(content))
	}
	m := marker{text: content, source: body}
	m.block(markdownParser().Parse(text.NewReader(body)))
	source.Blocks = append(source.Blocks, m.blocks...)
	source.Blocks = addUnclaimed(content, source.Blocks)
	return source
}

// blank hides front matter from the parser without moving what follows it.
func blank(front []byte) {
	for i, c := range front {
		if c != '\n' {
			front[i] = ' '
		}
	}
}

// marker turns the nodes of one text into blocks.
type marker struct {
	text   string
	source []byte // the text as the parser has it
	blocks []model.Block

	// Of the block being read:
	pieces []piece
	breaks []int       // offsets of the newlines that are hard breaks
	html   model.Style // what the HTML tags that are open ask for
}

func (m *marker) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		m.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		m.asWritten(n.Lines().Sliced(0, n.Lines().Len()), model.Body)
	case *ast.HTMLBlock:
		m.htmlBlock(n)
	case *ast.ThematicBreak:
		rule, _, _ := strings.Cut(m.text[n.Pos():], "\n")
		m.asWritten([]text.Segment{text.NewSegment(n.Pos(), n.Pos()+len(rule))}, model.Body)
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			m.block(c)
		}
	}
}

// htmlBlock shows HTML as it is written. A comment is a note to the file's
// own readers.
func (m *marker) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(slices.Clone(lines), n.ClosureLine)
	}
	kind := model.Body
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		kind = model.Note
	}
	m.asWritten(lines, kind)
}

// tableRule is the second row of a table, as GitHub Flavored Markdown 4.10
// has it; a lone row of hyphens is a heading's underline instead.
var tableRule = lazyregexp.New(`(?m)^[ \t>]*(\|[ \t]*:?-+:?|:?-+:?[ \t]*\|)[ \t:|-]*$`)

func (m *marker) paragraph(n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	span := model.Span{Start: lines.At(0).Start, End: lines.At(lines.Len() - 1).Stop}
	if lines.Len() > 1 && tableRule.MatchString(m.text[span.Start:span.End]) {
		m.asWritten(lines.Sliced(0, lines.Len()), model.Body)
		return
	}
	m.collect(n)
	first := lines.At(0)
	if from := m.bulletStart(n, first.Start); from < first.Start {
		m.pieces = slices.Insert(m.pieces, 0, piece{span: model.Span{Start: from, End: first.Start}})
		lines.Set(0, first.WithStart(from))
	}
	for _, section := range m.sections(lines.Sliced(0, lines.Len())) {
		m.section(section)
	}
}

// collect reads the markup inside a paragraph or a heading.
func (m *marker) collect(n ast.Node) {
	m.pieces, m.breaks, m.html = nil, nil, 0
	m.inline(n, 0)
}

func (m *marker) heading(n *ast.Heading) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	m.collect(n)
	span := model.Span{Start: lines.At(0).Start, End: lines.At(lines.Len() - 1).Stop}
	m.add(model.Block{Kind: model.Heading, Level: n.Level}, span)
}

// sections divides a paragraph where a line has nothing but blank space that
// CommonMark does not count as blank, such as the no-break spaces of a text
// that was once a web page.
func (m *marker) sections(lines []text.Segment) [][]text.Segment {
	var sections [][]text.Segment
	from := 0
	for i, line := range lines {
		if strings.TrimSpace(m.text[line.Start:line.Stop]) == "" {
			sections = append(sections, lines[from:i])
			from = i + 1
		}
	}
	return append(sections, lines[from:])
}

// section adds the blocks of one. If the author broke all its lines by hand,
// it is an address or a verse, and one block. A break here and there ends
// more than a line: in transcripts the next one is the next speaker's.
func (m *marker) section(lines []text.Segment) {
	soft := func(line text.Segment) bool { return !m.breaksHard(line) }
	preformatted := len(lines) > 1 && !slices.ContainsFunc(lines[:len(lines)-1], soft)
	from := 0
	for i, line := range lines {
		ends := m.breaksHard(line) || i == from && m.isBold(line)
		if i == len(lines)-1 || ends && !preformatted {
			m.add(model.Block{Preformatted: preformatted}, model.Span{Start: lines[from].Start, End: line.Stop})
			from = i + 1
		}
	}
}

func (m *marker) breaksHard(line text.Segment) bool {
	_, found := slices.BinarySearch(m.breaks, line.Stop-1)
	return found
}

// isBold reports whether all the words of a line are bold and what follows it
// is not: a title that no blank line sets off.
func (m *marker) isBold(line text.Segment) bool {
	bold := false
	for _, p := range m.pieces {
		switch {
		case p.span.Start >= line.Stop-1:
			return bold && p.style&model.Strong == 0
		case p.span.End > line.Start && !p.span.Empty():
			bold = p.style&model.Strong != 0
			if !bold {
				return false
			}
		}
	}
	return false
}

// asWritten adds a block whose lines are shown without reading their markup.
func (m *marker) asWritten(lines []text.Segment, kind model.Kind) {
	if len(lines) == 0 {
		return
	}
	m.pieces = nil
	for _, l := range lines {
		m.pieces = append(m.pieces, piece{span: model.Span{Start: l.Start, End: l.Stop}})
	}
	block := model.Block{Kind: kind, Preformatted: true}
	m.add(block, model.Span{Start: lines[0].Start, End: lines[len(lines)-1].Stop})
}

func (m *marker) add(block model.Block, span model.Span) {
	block.Span = trim(m.text, span)
	if !block.Span.Empty() {
		block.Runs = m.runs(block.Span)
		m.blocks = append(m.blocks, block)
	}
}

// bulletStart is where the bullet or number before a list item's first words
// begins, or at when there is none.
func (m *marker) bulletStart(n ast.Node, at int) int {
	if !beginsItem(n) {
		return at
	}
	lineStart := strings.LastIndexByte(m.text[:at], '\n') + 1
	prefix := m.text[lineStart:at]
	return at - len(strings.TrimLeft(prefix, " \t>"))
}

func beginsItem(n ast.Node) bool {
	for ; n != nil && n.PreviousSibling() == nil; n = n.Parent() {
		if n.Kind() == ast.KindListItem {
			return true
		}
	}
	return n != nil && n.Kind() == ast.KindListItem
}

// trim is span without the blank space at its ends.
func trim(text string, span model.Span) model.Span {
	words := text[span.Start:span.End]
	span.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	span.End = span.Start + len(strings.TrimSpace(words))
	return span
}
