package ui

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"charm.land/glamour/v2"
	glamouransi "charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"

	"lectern/model/lazyregexp"
	"lectern/ui/layout"
)

// These bound what Glamour is given, which takes seconds on a hundred nested
// quotations: bytes, quotations and lists inside one another, and all of them.
const (
	markdownCap = 16 << 10
	deepestCap  = 8
	nestedCap   = 1000
)

// rendered is a note's Markdown as rows of at most width cells; what is too much for
// Glamour, line by line as it is.
func rendered(l look, note string, width int) []string {
	if deepest, all := nesting(note); len(note) > markdownCap || deepest > deepestCap || all > nestedCap {
		rows := strings.Split(strings.TrimRight(note, "\n"), "\n")
		for i, row := range rows {
			rows[i] = l.clip(row, width)
		}
		return rows
	}
	style := styles.LightStyleConfig
	if l.theme.dark {
		style = styles.DarkStyleConfig
	}
	if !l.theme.colored() {
		style = styles.NoTTYStyleConfig
	}
	if l.grid.Wide {
		style = withPlainSigns(style)
	}
	none := uint(0)
	style.Document.Margin = &none
	style.CodeBlock.Chroma, style.CodeBlock.Theme = nil, asItIs
	renderer, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithWordWrap(width))
	if err != nil {
		return []string{l.clip(note, width)}
	}
	text, err := renderer.Render(brokenAhead(l, visibleLines(withoutReferences(note)), width))
	if err != nil {
		return []string{l.clip(note, width)}
	}
	rows := strings.Split(strings.Trim(links.ReplaceAllString(text, ""), "\n"), "\n")
	for i, row := range rows {
		if l.rowWidth(row) > width {
			rows[i] = layout.FitRow(row, width, l.grid)
		}
	}
	return rows
}

// asItIs is the theme of code (ui/plaincode). Without a theme Glamour takes code for
// Markdown and the backslash out of \*.
const asItIs = "as it is"

// What a line of Markdown is inside of: quotations and items of lists (CommonMark, 5).
var (
	containers = lazyregexp.New(`^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))+`)
	container  = lazyregexp.New(`>|(?:[-*+]|\d{1,9}[.)])[ \t]`)
)

// nesting is how many quotations and lists the line in the most of them is inside
// of, and how many the lines are in all.
func nesting(text string) (deepest, all int) {
	for line := range strings.Lines(text) {
		n := len(container.FindAllStringIndex(containers.FindString(line), -1))
		deepest, all = max(deepest, n), all+n
	}
	return deepest, all
}

// links are the hyperlinks (OSC 8) that Glamour puts round addresses: where they go
// is not seen, and no address of a note's is for the terminal.
var links = lazyregexp.New("\x1b]8;[^\a\x1b]*\a")

// references are the numeric and named references of Markdown (CommonMark 6.2, HTML 5).
var references = lazyregexp.New("&[#0-9A-Za-z]+;")

// withoutReferences makes visible what a note writes as a reference and Glamour would
// decode into a character to be obeyed: &#27; is an escape.
func withoutReferences(note string) string {
	return references.ReplaceAllStringFunc(note, func(reference string) string {
		if meant := html.UnescapeString(reference); layout.Sealed(meant) != meant {
			return layout.Visible(meant)
		}
		return reference
	})
}

// withPlainSigns takes what stands before quotations, items and tasks from the style
// that has only ASCII.
func withPlainSigns(style glamouransi.StyleConfig) glamouransi.StyleConfig {
	plain := styles.ASCIIStyleConfig
	style.BlockQuote.IndentToken = plain.BlockQuote.IndentToken
	style.Item.BlockPrefix = "* "
	style.Task, style.Table = plain.Task, plain.Table
	style.ImageText.Format = "Image: {{.text}}"
	return style
}

// lineStart is what a line of Markdown begins with before its words: quotation
// marks, a list item's sign.
var lineStart = lazyregexp.New(`^[ \t]*(>[ \t]?)*[ \t]*([-*+][ \t]+|\d{1,9}[.)][ \t]+)?`)

// brokenAhead is Markdown whose long Chinese lines are broken where the page would
// break them, by hard line breaks (CommonMark, 6.7): Glamour breaks them anywhere,
// and sets what is left of a quotation beside its rule.
func brokenAhead(l look, text string, width int) string {
	lines := strings.Split(text, "\n")
	fenced := false
	for i, line := range lines {
		words := strings.TrimLeft(line, " \t>")
		if strings.HasPrefix(words, "```") || strings.HasPrefix(words, "~~~") {
			fenced = !fenced
		}
		start := lineStart.FindString(line)
		room := width - l.width(start) - 4
		if fenced || strings.HasPrefix(words, "#") || room < 8 || !strings.ContainsFunc(line, isHan) || l.width(line) <= width-4 {
			continue
		}
		rows := proseLines(l, line[len(start):], room)
		if slices.ContainsFunc(rows, func(row string) bool { return strings.HasSuffix(row, "\\") }) {
			continue // a break would part a sign from its backslash
		}
		more := strings.Map(func(r rune) rune {
			if r == '>' {
				return r
			}
			return ' '
		}, start)
		lines[i] = start + strings.Join(rows, "\\\n"+more)
	}
	return strings.Join(lines, "\n")
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }
