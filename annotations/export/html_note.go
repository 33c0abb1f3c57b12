package export

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"lectern/model"
)

// This file renders the Markdown of notes as HTML that can do nothing: HTML in
// it is text, pictures are their descriptions, links lead to the web or to mail.

// Larger notes, and quotes inside each other, keep the parser busy for too long.
const (
	maxNote        = 16 << 10 // bytes
	maxNoteQuoting = 64
)

// noteHTML is a note as HTML. A note that it would take too long to read is
// shown as it is written. What a note has as a reference (&#27;) is a character only
// here, and made visible here.
func noteHTML(note string) template.HTML {
	var b bytes.Buffer
	if len(note) > maxNote || strings.Count(note, ">") > maxNoteQuoting || noteParser().Convert([]byte(note), &b) != nil {
		return template.HTML("<pre>" + template.HTMLEscapeString(note) + "</pre>")
	}
	return template.HTML(model.Inert(b.String()))
}

// noteParser knows CommonMark and the tables, bare links and struck words of
// GitHub's, but no HTML: without its parsers, it is text like all other.
var noteParser = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(without(parser.DefaultBlockParsers(), parser.NewHTMLBlockParser())...),
			parser.WithInlineParsers(without(parser.DefaultInlineParsers(), parser.NewRawHTMLParser())...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(
			extension.Strikethrough,
			extension.NewLinkify(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})),
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(noteRenderer{}, 1))),
	)
})

// without is a list of parsers without one.
func without(parsers []util.PrioritizedValue, parser any) []util.PrioritizedValue {
	return slices.DeleteFunc(parsers, func(p util.PrioritizedValue) bool { return p.Value == parser })
}

// noteRenderer renders what a note must not have as it is.
type noteRenderer struct{}

// RegisterFuncs is part of renderer.NodeRenderer.
func (noteRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHeading, renderHeading)
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindAutoLink, renderAutoLink)
}

// renderHeading makes a heading a bold paragraph: the page's headings are the
// speech's.
func renderHeading(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	return tagged(w, entering, "<p><strong>", "</strong></p>\n")
}

func renderImage(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	return tagged(w, entering, "[", "]")
}

func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	return renderTo(w, string(n.(*ast.Link).Destination), entering)
}

func renderAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	to := string(link.URL(source))
	if link.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(to), "mailto:") {
		to = "mailto:" + to
	}
	if _, err := renderTo(w, to, true); err != nil {
		return ast.WalkStop, err
	}
	w.WriteString(template.HTMLEscapeString(string(link.Label(source))))
	return renderTo(w, to, false)
}

// renderTo writes one end of a link. One that leads elsewhere than to the web or
// to mail is its words alone.
func renderTo(w util.BufWriter, to string, entering bool) (ast.WalkStatus, error) {
	if u, err := url.Parse(to); err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		return ast.WalkContinue, nil
	}
	href := template.HTMLEscapeString(string(util.URLEscape([]byte(to), true)))
	return tagged(w, entering, `<a href="`+href+`" rel="noopener noreferrer">`, "</a>")
}

func tagged(w util.BufWriter, entering bool, start, end string) (ast.WalkStatus, error) {
	if !entering {
		start = end
	}
	_, err := w.WriteString(start)
	return ast.WalkContinue, err
}
