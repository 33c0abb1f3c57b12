package source

import (
	"errors"
	"io"
	"strings"
	"testing"

	"lectern/model/container"
)

// This file has the families of bad input in every format that can have them.
// What is particular to a format stands with the others of its tests.

// inEach is a file of each format with words in it, by its name.
func inEach(t testing.TB, words string) map[string]string {
	return map[string]string{
		"a.txt": words + "\n", "a.md": words + "\n", "a.fountain": words + "\n",
		"a.html": "<html><p>" + words + "</p>",
		"a.docx": docxOf(t, para("", words)),
		"a.odt":  odtOf(t, "<text:p>"+words+"</text:p>"),
		"a.fodt": `<office:document office:mimetype="` + openDocumentText + `"><text:p>` + words + "</text:p></office:document>",
		"a.epub": epubOf(t, "<html><p>"+words+"</p></html>", "<html></html>"),
		"a.srt":  "1\n00:00:01,000 --> 00:00:02,000\n" + words + "\n",
		"a.vtt":  "WEBVTT\n\n00:01.000 --> 00:02.000\n" + words + "\n",
	}
}

func TestMarksInEveryFormat(t *testing.T) {
	const marks = 20_000
	for name, raw := range inEach(t, "a"+strings.Repeat("\u0301", marks)+"b") {
		s, err := Read(strings.NewReader(raw), name, "")
		if got := strings.Count(s.Text, "\u0301"); err != nil || got != marks {
			t.Errorf("%s: %d marks, %v", name, got, err)
		}
	}
}

func TestNULsInEveryFormat(t *testing.T) {
	for name, raw := range inEach(t, "We shall meet \x00 again, all of us.") {
		s, err := Read(strings.NewReader(raw), name, "")
		if err != nil || !strings.Contains(s.Text, "We shall meet") || !strings.Contains(s.Text, "again, all of us.") {
			t.Errorf("%s: %q, %v", name, s.Text, err)
		}
	}
}

// endless is a file that goes on for ever, on one line.
type endless struct {
	head string
	read int
}

// Read is part of io.Reader.
func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	for i := n; i < len(p); i++ {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestNoMoreIsReadThanALimit(t *testing.T) {
	for name, head := range map[string]string{
		"a.txt": "", "a.md": "# ", "a.html": "<html><p>", "a.fountain": "INT. ", "a.fodt": "<office:document",
		"a.srt": "1\n00:00:01,000 --> 00:00:02,000\n", "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
		"a.docx": container.ZipFile, "a.pdf": "%PDF-1.7\n",
	} {
		limit, says := MaxBytes, "over 10 MB (split it into parts)"
		if name == "a.docx" || name == "a.pdf" {
			limit, says = maxPacked, "over 64 MB (split it into parts)"
		}
		file := &endless{head: head}
		_, err := Read(file, name, "")
		if !errors.Is(err, ErrTooBig) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", name, err)
		}
		if file.read > limit+64<<10 {
			t.Errorf("%s: %d bytes are read", name, file.read)
		}
	}
}

// A file may grow, or shrink, while it is read.
func TestSizeIsOnlyAHint(t *testing.T) {
	for _, size := range []int64{0, 3, 1 << 20} {
		raw, err := readAll(io.LimitReader(&endless{}, 1000), size)
		if err != nil || len(raw) != 1000 {
			t.Errorf("of a file said to have %d bytes %d are read, %v", size, len(raw), err)
		}
	}
}

// TestDepth nests what each format nests, far deeper than anybody does.
func TestDepth(t *testing.T) {
	const quotes, elements = 3000, 100_000
	for _, test := range []struct {
		what, name, raw string
		err             error
		says            string // in the error, or else in the text
	}{
		{"quotes", "a.txt", strings.Repeat("> ", quotes) + "deep\n", nil, "deep"},
		{"quotes", "a.md", strings.Repeat("> ", quotes) + "deep\n", nil, "deep"},
		{"quotes", "a.html", "<html>" + strings.Repeat("<blockquote>", quotes) + "deep", nil, "deep"},
		{"quotes", "a.epub", epubOf(t, "<html>"+strings.Repeat("<blockquote>", quotes)+"deep", ""), nil, "deep"},
		{"insertions", "a.docx", docxOf(t, "<w:p>"+strings.Repeat("<w:ins>", quotes)), ErrIntricate, "over 1000 deep (save it as plain text)"},
		{"sections", "a.odt", odtOf(t, strings.Repeat("<text:section>", quotes)), ErrIntricate, "over 1000 deep (save it as plain text)"},
		{"elements", "a.html", "<html>" + strings.Repeat("<div>", elements) + "deep", nil, "deep"},
		{"tables", "a.html", "<html>" + strings.Repeat("<table><tr><td>", elements) + "deep", nil, "deep"},
		{"lists", "a.html", "<html>" + strings.Repeat("<ol><li>", elements) + "deep", nil, "deep"},
		{"lists", "a.odt", odtOf(t, strings.Repeat("<text:list><text:list-item>", 450)+"<text:p>deep</text:p>"+strings.Repeat("</text:list-item></text:list>", 450)), nil, "deep"},
		{"text boxes", "a.docx", docxOf(t, strings.Repeat("<w:p><w:r>", 400)+"<w:t>deep</w:t>"+strings.Repeat("</w:r></w:p>", 400)), nil, "deep"},
		{"elements", "a.fodt", `<office:document office:mimetype="` + openDocumentText + `">` + strings.Repeat("<a>", elements), ErrIntricate, "over 1000 deep"},
		{"elements", "a.epub", epubOf(t, "", "", "META-INF/encryption.xml", strings.Repeat("<a>", elements)), ErrIntricate, "over 1000 deep"},
	} {
		s, err := Read(strings.NewReader(test.raw), test.name, "")
		if test.err == nil && (err != nil || !strings.Contains(s.Text, test.says)) {
			t.Errorf("%s in %s: %.40q, %v", test.what, test.name, s.Text, err)
		}
		if test.err != nil && (!errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s in %s: %v", test.what, test.name, err)
		}
	}
}

// TestVeryMany has very many of what takes more memory or time than its bytes.
func TestVeryMany(t *testing.T) {
	const tags = "it has over a million tags, styles, numberings and notes (save it as plain text)"
	many := func(unit string) string { return strings.Repeat(unit, maxElements) }
	word := func(part, content string) string {
		return zipped(t, packageTypes, "", "word/document.xml", "<w:document>"+para("", "x")+"</w:document>", "word/"+part, content)
	}
	definitions := func(unit string) string { return strings.Repeat(unit, maxElements/definition) }
	for _, test := range []struct {
		what, name, raw string
		err             error
		says            string
	}{
		{"empty paragraphs", "a.docx", docxOf(t, many("<w:p/>")), ErrIntricate, tags},
		{"runs", "a.docx", docxOf(t, "<w:p>"+many("<w:r><w:t>x</w:t></w:r>")+"</w:p>"), ErrIntricate, tags},
		{"elements of several parts", "a.docx", docxOf(t, many("<a/>")[:2<<20], "docProps/core.xml", "<c>"+many("<a/>")[:2<<20]+"</c>"), ErrIntricate, tags},
		{"styles", "a.docx", word("styles.xml", "<w:styles>"+definitions("<w:style/>")+"</w:styles>"), ErrIntricate, tags},
		{"numberings", "a.docx", word("numbering.xml", "<w:numbering>"+definitions("<w:num/>")+"</w:numbering>"), ErrIntricate, tags},
		{"ways of numbering", "a.docx", word("numbering.xml", "<w:numbering>"+definitions("<w:abstractNum/>")+"</w:numbering>"), ErrIntricate, tags},
		{"broken lines", "a.docx", docxOf(t, "<w:p><w:r>"+strings.Repeat("<w:t>x</w:t><w:br/><w:br/>", 200_000)+"</w:r></w:p>"), ErrTooBig, "over 10 MB"},
		{"readings above a word", "a.docx", docxOf(t, "<w:p><w:r><w:ruby><w:rt>"+strings.Repeat("<w:t>x</w:t>", 500_000)+"</w:rt></w:ruby></w:r></w:p>"+para("", "words")), nil, "words"},
		{"empty elements", "a.odt", odtOf(t, many("<a/>")), ErrIntricate, tags},
		{"styles", "a.odt", odtOf(t, definitions("<style:style/>")), ErrIntricate, tags},
		{"ways of numbering", "a.odt", odtOf(t, definitions("<text:list-style/>")), ErrIntricate, tags},
		{"levels of a numbering", "a.odt", odtOf(t, "<text:p>words</text:p>"+strings.Repeat(`<text:h text:outline-level="999999">x</text:h>`, 10_000)), nil, "words"},
		{"pieces of a note's mark", "a.odt", odtOf(t, "<text:p>words<text:note><text:note-citation>"+strings.Repeat("1<a/>", 300_000)+"</text:note-citation></text:note></text:p>"), nil, "words"},
		{"words in spans in spans", "a.odt", odtOf(t, "<text:p>words"+strings.Repeat("<text:span>", 900)+strings.Repeat("x<text:tab/>", 100_000)+strings.Repeat("</text:span>", 900)+"</text:p>"), nil, "words"},
		{"broken lines", "a.odt", odtOf(t, "<text:p>"+strings.Repeat("x<text:line-break/><text:line-break/>", 200_000)+"</text:p>"), ErrTooBig, "over 10 MB"},
		{"notes", "a.odt", odtOf(t, "<text:p>x"+strings.Repeat("<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>", 200_000)+"</text:p>"), ErrTooBig, "over 10 MB"},
		{"tags", "a.html", "<html><p>words" + many("<b>") + "<b>", ErrIntricate, tags},
		{"broken lines", "a.html", "<html><p>" + strings.Repeat("x<br><br>", 200_000), ErrTooBig, "over 10 MB"},
		{"headings", "a.html", "<html>" + strings.Repeat("<h1>x</h1>", 100_000), ErrTooBig, "over 10 MB"},
		{"items", "a.html", "<html><ul>" + strings.Repeat("<li>x", 200_000), ErrTooBig, "over 10 MB"},
		{"cells", "a.html", "<html><table><tr>" + strings.Repeat("<td>x", 200_000), ErrTooBig, "over 10 MB"},
		{"tags of chapters", "a.epub", epubOf(t, "<html>"+many("<b>")[:2<<20], "<html>"+many("<b>")[:2<<20]), ErrIntricate, tags},
		{"items of a book", "a.epub", epubOf(t, "<html><p>words", "", "OPS/book.opf", `<package><manifest><item id="a" href="a.xhtml"/>`+strings.Repeat(`<item id="x" href="x"/>`, 100_000)+`</manifest><spine><itemref idref="a"/></spine></package>`), nil, "words"},
		{"cues", "a.srt", "1\n" + strings.Repeat("00:00:01,000 --> 00:00:02,000\nx\n\n", 100_000), ErrTooBig, "over 3 MB (split it into parts)"},
		{"lines of a cue", "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + strings.Repeat("x\n", 1_600_000), ErrTooBig, "over 3 MB (split it into parts)"},
		{"lines of a title", "a.fountain", "Title: words\n" + strings.Repeat("   more\n", 300_000), nil, "words more more"},
		{"scenes", "a.fountain", strings.Repeat("INT. X\n\n", 400_000), ErrTooBig, "over 3 MB (split it into parts)"},
		{"capitals in a line", "a.fountain", strings.Repeat("A(", 1_000_000) + "\nwords\n", nil, "words"},
		{"headings", "a.md", strings.Repeat("# x\n", 200_000), nil, "# x"},
		{"items", "a.md", strings.Repeat("- x\n", 200_000), nil, "- x"},
		{"items of lists in lists", "a.md", strings.Repeat("1. 2. 3. 4. 5. 6. 7. x\n\n", 30_000), nil, "1. 2."},
	} {
		s, err := Read(strings.NewReader(test.raw), test.name, "")
		if test.err == nil && (err != nil || !strings.Contains(s.Text, test.says)) {
			t.Errorf("%s in %s: %.40q, %v", test.what, test.name, s.Text, err)
		}
		if test.err != nil && (!errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s in %s: %v", test.what, test.name, err)
		}
		if strings.HasSuffix(test.name, ".md") && (s.Format != "text" || s.Notice == "") {
			t.Errorf("%s in %s: read as %s, notice %q", test.what, test.name, s.Format, s.Notice)
		}
	}
}

// What is packed in a zip by names that lead out of it, or outside of it, is not
// looked for on the disk.
func TestNamesThatLeadOut(t *testing.T) {
	for _, target := range []string{"../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"} {
		raw := zipped(t, packageTypes, "", "word/x", "", packageRelations, `<R><R Type="x/officeDocument" Target="`+target+`"/></R>`)
		if _, err := Read(strings.NewReader(raw), "a.docx", ""); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "has no document in it") {
			t.Errorf("%s: %v", target, err)
		}
		raw = zipped(t, "mimetype", "application/epub+zip", epubContainer, bookOf, "OPS/book.opf", `<package><manifest><item id="a" href="`+target+`"/></manifest><spine><itemref idref="a"/></spine></package>`)
		if _, err := Read(strings.NewReader(raw), "a.epub", ""); !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %v", target, err)
		}
	}
}
