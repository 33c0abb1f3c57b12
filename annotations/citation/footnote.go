package citation

import (
	"fmt"
	"strings"

	"lectern/model/lazyregexp"
)

// This file writes footnotes as Pandoc, GitHub, Obsidian and many others read
// them: [^key] in the text, and the definition [^key]: … apart from it.

func footnote(s *source) string {
	text := EscapeMarkdown(plain(s))
	if address := webAddress(s.info.URL); address != "" {
		text += " <" + address + ">"
	}
	return fmt.Sprintf("[^%s]: %s", s.key(), text)
}

// quoteWithFootnote is the words as a block quotation, its lines as paragraphs.
func quoteWithFootnote(s *source, citation string) string {
	var quoted []string
	for _, l := range paragraphs(s.quote) {
		quoted = append(quoted, "> "+EscapeMarkdown(l))
	}
	if quoted == nil {
		return citation
	}
	return strings.Join(quoted, "\n>\n") + "[^" + s.key() + "]\n\n" + citation
}

// webAddress is an address that a link may stand for, without signs that would
// end it; empty for what is none, which is not made one (javascript:).
func webAddress(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return ""
	}
	return unsafeInAddress.Replace(url)
}

// unsafeInAddress writes what may not stand in an address by its code
// (RFC 3986, 2.1).
var unsafeInAddress = strings.NewReplacer(
	" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D",
)

// blockStart finds what would make a line a list item, an underline or a rule.
var blockStart = lazyregexp.New(`^([-+=]|[0-9]{1,9}[.)])`)

// EscapeMarkdown is a line of plain text as Markdown. A backslash before a sign makes it
// that sign (CommonMark 0.31, 2.4).
func EscapeMarkdown(text string) string {
	var b strings.Builder
	if start := blockStart.FindString(text); start != "" {
		b.WriteString(start[:len(start)-1] + `\` + start[len(start)-1:])
		text = text[len(start):]
	}
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>&~|#$^=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
