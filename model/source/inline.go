package source

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// piece is a stretch of the text that the page shows. Between two pieces of a
// block there is only markup.
type piece struct {
	span  model.Span
	style model.Style
	shown string // instead of the span's bytes, when not empty
}

// inline collects the pieces of what is inside n, in the order of the text.
func (m *marker) inline(n ast.Node, style model.Style) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			m.plain(c, style|m.html)
		case *ast.Emphasis:
			m.inline(c, style|emphasisStyle(c))
		case *extension.Strikethrough:
			m.inline(c, style|model.Struck)
		case *ast.CodeSpan:
			m.inline(c, style|model.Code)
		case *ast.AutoLink:
			start := c.Pos() + len("<")
			label := model.Span{Start: start, End: start + len(c.Label(m.source))}
			m.pieces = append(m.pieces, piece{span: label, style: style | m.html})
		case *ast.RawHTML:
			m.tag(c)
		default: // links and images show the words inside them
			m.inline(c, style)
		}
	}
}

func emphasisStyle(n *ast.Emphasis) model.Style {
	if n.Level >= 2 {
		return model.Strong
	}
	return model.Emphasis
}

// plain adds a stretch of words and the line break that ends it.
func (m *marker) plain(n *ast.Text, style model.Style) {
	span := model.Span{Start: n.Segment.Start, End: n.Segment.Stop}
	if n.IsRaw() {
		m.pieces = append(m.pieces, piece{span: span, style: style})
	} else {
		m.unescape(span, style)
	}
	if !n.SoftLineBreak() && !n.HardLineBreak() {
		return
	}
	if i := strings.IndexByte(m.text[span.End:], '\n'); i >= 0 {
		newline := model.Span{Start: span.End + i, End: span.End + i + 1}
		m.pieces = append(m.pieces, piece{span: newline, style: style})
		if n.HardLineBreak() {
			m.breaks = append(m.breaks, newline.Start)
		}
	}
}

// escape is a backslash escape or a character reference (CommonMark 2.4, 2.5).
var escape = lazyregexp.New("\\\\[!-/:-@\\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")

// unescape adds a stretch of words, with the backslashes of its escapes left
// out and the character for each reference.
func (m *marker) unescape(span model.Span, style model.Style) {
	at := span.Start
	for _, found := range escape.FindAllStringIndex(m.text[span.Start:span.End], -1) {
		start, end := span.Start+found[0], span.Start+found[1]
		if m.text[start] == '\\' {
			m.pieces = append(m.pieces, piece{span: model.Span{Start: at, End: start}, style: style})
			at = start + 1
			continue
		}
		shown := html.UnescapeString(m.text[start:end])
		if shown == m.text[start:end] {
			continue // no such reference: it stands for itself
		}
		if shown == "\n" || shown == "\r" {
			shown = " "
		}
		m.pieces = append(m.pieces,
			piece{span: model.Span{Start: at, End: start}, style: style},
			piece{span: model.Span{Start: start, End: end}, style: style, shown: shown})
		at = end
	}
	m.pieces = append(m.pieces, piece{span: model.Span{Start: at, End: span.End}, style: style})
}

// tagStyles are the HTML tags that mean what Markdown's own marks mean.
var tagStyles = map[string]model.Style{
	"b": model.Strong, "strong": model.Strong,
	"i": model.Emphasis, "em": model.Emphasis,
	"s": model.Struck, "del": model.Struck, "strike": model.Struck,
	"code": model.Code,
}

// tag minds a tag inside a paragraph. It is never shown, but for a line break
// between two words, which must not become one.
func (m *marker) tag(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first := n.Segments.At(0)
	name := strings.ToLower(strings.Trim(m.text[first.Start:first.Stop], "<>/ \t\n"))
	style, closing := tagStyles[name], strings.HasPrefix(m.text[first.Start:], "</")
	switch {
	case name == "br":
		m.pieces = append(m.pieces, piece{span: model.Span{Start: first.Start, End: first.Stop}, shown: " "})
	case closing:
		m.html &^= style
	default:
		m.html |= style
	}
}

// runs takes the pieces of a block and gives the runs that the block keeps:
// what is neither styled nor replaced needs none, and what no piece holds is
// hidden. Pieces that reach into the next block are left for it.
func (m *marker) runs(block model.Span) []model.Run {
	var runs []model.Run
	at := block.Start
	for ; len(m.pieces) > 0 && m.pieces[0].span.Start < block.End; m.pieces = m.pieces[1:] {
		p := m.pieces[0]
		span := model.Span{Start: max(p.span.Start, at), End: min(p.span.End, block.End)}
		if !span.Empty() {
			runs = addRun(runs, model.Run{Span: model.Span{Start: at, End: span.Start}, Hidden: true})
			if p.style != 0 || p.shown != "" {
				runs = addRun(runs, model.Run{Span: span, Style: p.style, Shown: p.shown})
			}
			at = span.End
		}
		if p.span.End > block.End {
			break
		}
	}
	return addRun(runs, model.Run{Span: model.Span{Start: at, End: block.End}, Hidden: true})
}

// addRun adds a run, or makes the last one longer when it goes on the same.
func addRun(runs []model.Run, r model.Run) []model.Run {
	if r.Span.Empty() {
		return runs
	}
	if len(runs) > 0 {
		last := &runs[len(runs)-1]
		same := last.Style == r.Style && last.Hidden == r.Hidden && last.Shown == "" && r.Shown == ""
		if same && last.Span.End == r.Span.Start {
			last.Span.End = r.Span.End
			return runs
		}
	}
	return append(runs, r)
}
