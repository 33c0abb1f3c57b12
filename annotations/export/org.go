package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"lectern/annotations"
	"lectern/model/lazyregexp"
)

// This file writes Org (orgmode.org/worg/org-syntax.html): a headline for each
// passage, with its tags and, in a drawer, what Org itself reads.

func writeOrg(w io.Writer, e *Export) error {
	o := &org{export: e}
	o.metadata()
	for _, g := range e.groups() {
		level := g.Level
		if g.Title == "" {
			level--
		} else {
			fmt.Fprintf(&o.text, "\n%s %s\n", strings.Repeat("*", level), orgTitle(g.Title))
		}
		for _, p := range g.Passages {
			o.passage(level+1, p)
		}
	}
	_, err := w.Write(o.text.Bytes())
	return err
}

type org struct {
	export *Export
	text   bytes.Buffer
}

func (o *org) metadata() {
	s := o.export.Speeches[0]
	info := s.about()
	fields := [][2]string{{"title", info.Title}, {"author", info.Speaker}, {"date", info.Date}, {"language", s.Document.Language}}
	if len(o.export.Speeches) > 1 {
		fields = [][2]string{{"title", s.words().notes}}
	}
	for _, field := range fields {
		if field[1] != "" {
			fmt.Fprintf(&o.text, "#+%s: %s\n", field[0], field[1])
		}
	}
}

// orgHeadline is how many characters of a passage stand in its headline.
const orgHeadline = 24

func (o *org) passage(level int, p *Passage) {
	fmt.Fprintf(&o.text, "\n%s %s%s\n", strings.Repeat("*", level), orgTitle(beginning(p.Quote, orgHeadline)), o.tags(p))
	o.drawer(p)
	quote := p.Quote
	if p.Before+p.After != "" {
		quote = p.Before + "【" + p.Quote + "】" + p.After
	}
	o.block("quote", quote, notPlainOrg)
	if p.Note != "" {
		o.text.WriteByte('\n')
		o.block("", p.Note, notPlainNote)
	}
}

// beginning is the first characters of a text, on one line.
func beginning(text string, count int) string {
	runes := []rune(oneLine(text))
	if len(runes) <= count {
		return string(runes)
	}
	return string(runes[:count]) + "…"
}

// notHeadline is what would be more than words in a headline: a keyword, a
// priority, a comment, a cookie, a link, a target, a macro, tags at the end.
var notHeadline = lazyregexp.New(`^(TODO|DONE|COMMENT)\b|^\[#|[][<>{}]|:[\pL\pN_@#%:]+:$`)

// orgTitle is a text as words of a headline.
func orgTitle(text string) string {
	if notHeadline.MatchString(text) || orgMarkup.MatchString(text) {
		// A zero width space is Org's own escape character (manual, 12.13).
		return strings.NewReplacer("[", "[\u200b", "<", "<\u200b", "{", "{\u200b", ":", ":\u200b", "TODO", "TODO\u200b", "DONE", "DONE\u200b",
			"COMMENT", "COMMENT\u200b", "*", "\u200b*", "/", "\u200b/", "_", "\u200b_", "=", "\u200b=", "~", "\u200b~", "+", "\u200b+").Replace(text)
	}
	return text
}

// tags are the passage's tags as Org takes them: letters, digits and _@#% (Org
// Syntax, Headings).
func (o *org) tags(p *Passage) string {
	var b strings.Builder
	for _, tag := range p.Tags {
		fit := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_@#%", r) {
				return r
			}
			return '_'
		}, tag)
		if fit != tag {
			o.export.lose(1, TagSigns)
		}
		b.WriteString(":" + fit)
	}
	if b.Len() == 0 {
		return ""
	}
	return " " + b.String() + ":"
}

func (o *org) drawer(p *Passage) {
	o.text.WriteString(":PROPERTIES:\n")
	for _, field := range [][2]string{
		{"ID", strings.TrimPrefix(oneLine(p.ID), "urn:uuid:")}, {"COLOR", p.Color}, {"ROLE", p.Role},
		{"SOURCE", strings.Join(sourceOf(o.export, p, oneLine), " · ")}, {"PARAGRAPH", number(p.Paragraph)},
		{"STATUS", status(p)}, {"CREATED", p.Created.Format("[2006-01-02 Mon 15:04]")}, {"BY", p.Creator},
	} {
		if field[1] != "" {
			fmt.Fprintf(&o.text, ":%s: %s\n", field[0], field[1])
		}
	}
	o.text.WriteString(":END:\n")
}

// number is a number from 1, or nothing.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// status is how a passage was found, where it is not simply in its place.
func status(p *Passage) string {
	if p.Status == string(annotations.Placed) {
		return ""
	}
	return p.Status
}

// What Org would not take for plain words: emphasis (Org Syntax, Emphasis
// Markers), and what begins an element or an object.
var (
	orgMarkup    = lazyregexp.New(`\*\S.*\*|/\S.*/|_\S.*_|=\S.*=|~\S.*~|\+\S.*\+`)
	orgObject    = lazyregexp.New(`\[\[|\[fn:|\[cite|<[<\d%A-Za-z]|\{\{\{|\\[A-Za-z(\[]|[_^][{A-Za-z\d]|\$\S|@@|src_|call_|\[\d+[/%]`)
	orgElement   = lazyregexp.New(`(?m)^\s*(\*+(\s|$)|#|:|\||[-+](\s|$)|-{5}|\d+[.)]|[A-Za-z][.)](\s|$)|\\begin|CLOCK:|%%\(|(SCHEDULED|DEADLINE|CLOSED):)`)
	noteMarkdown = lazyregexp.New("[`*#>|~\\[\\]<_]|(?m)^\\s*([-+]|\\d+[.)])\\s")
)

func notPlainOrg(text string) bool {
	return orgMarkup.MatchString(text) || orgObject.MatchString(text) || orgElement.MatchString(text)
}

// notPlainNote also finds Markdown, which Org would show as it is, or wrongly.
func notPlainNote(text string) bool { return notPlainOrg(text) || noteMarkdown.MatchString(text) }

// block writes a text in a block of a kind, or without one; as source, with the
// commas that Org takes off again (manual, 12.6), where it would not be plain words.
func (o *org) block(kind, text string, notPlain func(string) bool) {
	if notPlain(text) {
		if kind == "" {
			kind = "src markdown"
		} else {
			kind = "example"
		}
		text = orgComma.ReplaceAllString(text, "$1,$2")
	}
	text = strings.Trim(text, "\n") + "\n"
	if kind == "" {
		o.text.WriteString(text)
		return
	}
	name, _, _ := strings.Cut(kind, " ")
	fmt.Fprintf(&o.text, "#+begin_%s\n%s#+end_%s\n", kind, text, name)
}

var orgComma = lazyregexp.New(`(?m)^([ \t]*)(,*(?:\*|#\+))`)
