package export

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"lectern/annotations"
	"lectern/model"
)

// This file writes a text file for Anki (docs.ankiweb.net, "Text Files"): a card
// a passage. Its front is the note, or, without one, the words round the passage
// with a gap to fill; its back is the passage.

// ankiHeader says how the columns are to be read: guid, front, back, tags. The
// fields have no names: Anki then takes them in order, whatever they are called
// in its language. By its guid a card that is imported again is updated.
const ankiHeader = "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#tags column:4\n"

func writeAnki(w io.Writer, e *Export) error {
	if _, err := io.WriteString(w, ankiHeader); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.Comma = '\t'
	for _, s := range e.Speeches {
		for _, p := range e.passages(s) {
			front := ankiFront(p)
			if front == "" || p.Quote == "" { // a note on the whole speech has no answer
				e.lose(1, NothingToAsk)
				continue
			}
			_ = table.Write([]string{guidOf(p.ID), front, ankiBack(e, p), e.ankiTags(p.Tags)}) // Error says what went wrong
		}
	}
	table.Flush()
	return table.Error()
}

// ankiFront is the question; empty when there is none to ask. Below it stands
// where it is from, but for headings that would give the answer.
func ankiFront(p *Passage) string {
	from := append([]string{p.Speech.Title()}, p.Section...)
	question := ankiHTML(p.Note)
	if question == "" {
		question = ankiGap(p)
		from = slices.DeleteFunc(from, func(heading string) bool { return strings.Contains(heading, oneLine(p.Quote)) })
	}
	if question == "" {
		return ""
	}
	return question + ankiSource(from)
}

// ankiGap is the sentence of a passage with a gap in its place, or, when the
// passage is all of it, the paragraph, or else the paragraphs before and after.
func ankiGap(p *Passage) string {
	if !p.Placed() {
		return ""
	}
	for _, c := range []Context{Sentence, Paragraph} {
		if before, after := p.surroundings(c); strings.ContainsFunc(before+after, isWord) {
			return ankiHTML(before) + "<b>&#91;…]</b>" + ankiHTML(after)
		}
	}
	before, after := neighbours(p)
	if before+after == "" {
		return ""
	}
	return strings.Trim(ankiHTML(before+"\n")+"<b>&#91;…]</b>"+ankiHTML("\n"+after), "\n")
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// neighbours are the paragraphs before and after those that a passage is in.
func neighbours(p *Passage) (before, after string) {
	d := p.Speech.Document
	words := func(i int) string {
		if i < 0 || i >= len(d.Paragraphs) || d.Paragraphs[i].Kind == model.FrontMatter {
			return ""
		}
		return model.Inert(d.Plain(d.Paragraphs[i].Span))
	}
	return words(d.ParagraphAt(p.span.Start) - 1), words(d.ParagraphAt(max(p.span.Start, p.span.End-1)) + 1)
}

func ankiBack(e *Export, p *Passage) string {
	var before, after string
	if p.Placed() {
		before, after = p.surroundings(cmp.Or(e.Options.Context, Sentence))
	}
	var place []string
	if p.Placed() {
		place = append(place, fmt.Sprintf(p.Speech.words().paragraph, p.Paragraph))
	}
	if p.Status != string(annotations.Placed) {
		place = append(place, p.Speech.words().statuses[annotations.Status(p.Status)])
	}
	return ankiHTML(before) + "<b>" + ankiHTML(p.Quote) + "</b>" + ankiHTML(after) + ankiSource(place)
}

// ankiSource is the small print below a question or an answer.
func ankiSource(parts []string) string {
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	if len(parts) == 0 {
		return ""
	}
	return "<br><br><small>" + ankiHTML(strings.Join(parts, " › ")) + "</small>"
}

// ankiHTML is text as HTML in one line of a column. Anki plays [sound:…] and runs
// [latex]…[/latex]: a bracket that is a character reference begins neither.
var ankiHTML = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "[", "&#91;", "\n", "<br>", "\t", "&#9;",
).Replace

// ankiTags are tags as Anki writes them: between blanks, so with none inside,
// and "::" between a tag and one below it.
func (e *Export) ankiTags(tags []string) string {
	var all []string
	for _, tag := range tags {
		e.lose(min(strings.Count(tag, " "), 1), TagSigns)
		all = append(all, strings.ReplaceAll(strings.Join(strings.Fields(tag), "_"), "/", "::"))
	}
	return strings.Join(all, " ")
}
