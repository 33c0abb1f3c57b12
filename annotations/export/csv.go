package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"lectern/model/lazyregexp"
)

// csvHeader is the header that Readwise's import from CSV asks for.
var csvHeader = []string{"Highlight", "Title", "Author", "URL", "Note", "Location", "Date"}

// csvDate is how Readwise writes a moment.
const csvDate = "2006-01-02 15:04:05"

// byteOrderMark at the start tells Excel that a CSV file is UTF-8; without it
// Excel reads Chinese in the code page of the system. Readwise takes files that
// Excel saved as "CSV UTF-8", which have it.
const byteOrderMark = "\ufeff"

// writeCSV writes a table (RFC 4180) for Readwise, Excel and the like.
func writeCSV(w io.Writer, e *Export) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = e.Options.CRLF
	_ = table.Write(csvHeader) // Error says what went wrong
	for _, s := range e.Speeches {
		for _, p := range e.passages(s) {
			_ = table.Write(csvRow(e, p))
		}
	}
	table.Flush()
	return table.Error()
}

func csvRow(e *Export, p *Passage) []string {
	row := []string{
		cut(e, p.Before+p.Quote+p.After, QuoteCut),
		p.Speech.Title(),
		p.Speech.Speaker(),
		p.Speech.URL(),
		cut(e, e.noteWithTags(p), NoteCut),
		"",
		"",
	}
	if p.Placed() {
		row[5] = strconv.Itoa(p.Paragraph)
	}
	if !p.Created.IsZero() {
		row[6] = p.Created.UTC().Format(csvDate)
	}
	for i := range row {
		row[i] = GuardedCell(row[i])
	}
	return row
}

// noteWithTags is the note, and on a line of its own the tags, if any.
func (e *Export) noteWithTags(p *Passage) string {
	var tags []string
	for _, tag := range p.Tags {
		tags = append(tags, "#"+e.unbroken(tag))
	}
	return strings.Trim(p.Note+"\n"+strings.Join(tags, " "), "\n")
}

// longestCell is how many characters of a highlight or a note Readwise takes
// (readwise.io/api_deets, "text" and "note").
const longestCell = 8191

// cut is a text that Readwise takes, and a loss when that is not all of it.
func cut(e *Export, text string, kind LossKind) string {
	if utf8.RuneCountInString(text) <= longestCell {
		return text
	}
	e.lose(1, kind)
	return string([]rune(text)[:longestCell-1]) + "…"
}

// formula finds a cell that a spreadsheet would calculate: what begins with one
// of these signs, also behind blank space, also full-width (OWASP, "CSV
// Injection"). Quotation marks before it are counted in, so that taking one off
// gives back what was there.
var formula = lazyregexp.New(`^'*([\t\r\n]|[\s\p{Z}\p{Cf}]*[=+\-@＝＋－＠])`)

// GuardedCell is a cell of a table that a spreadsheet takes for words.
func GuardedCell(cell string) string {
	if formula.MatchString(cell) {
		return "'" + cell
	}
	return cell
}
