package source

import (
	"errors"
	"strings"
	"testing"
)

const odtNames = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"`

const odtStyled = `<office:document-styles ` + odtNames + `><office:styles>
<style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:parent-style-name="Title"/>
<style:style style:name="loop" style:parent-style-name="loop"/>
<style:style style:name="B" style:family="text"><style:text-properties style:font-weight-asian="700" fo:font-weight="normal"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="normal" fo:font-style="normal"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="甲, 乙, 丙, ..." style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:start-value="3"/></text:list-style>
<text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"/></text:list-style>
</office:styles></office:document-styles>`

// odtOf is an OpenDocument text with a body and, in turn, further files.
func odtOf(t testing.TB, body string, files ...string) string {
	return zipped(t, append([]string{
		"mimetype", openDocumentText,
		"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` + odtNames + `><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`,
		"styles.xml", odtStyled,
	}, files...)...)
}

func TestODT(t *testing.T) {
	item := func(words string) string { return "<text:list-item><text:p>" + words + "</text:p></text:list-item>" }
	for _, test := range []struct{ what, body, want string }{
		{"titles and headings", `<text:p text:style-name="P1">Title</text:p><text:h text:outline-level="1">One</text:h><text:h text:outline-level="2"><text:number>I.1</text:number>Two</text:h><text:h text:outline-level="2">Three</text:h><text:h>Four</text:h><text:p text:style-name="loop">loop</text:p>`,
			"title Title\nsection1 I. One\nsection2 I.1 Two\nsection2 I.2 Three\nsection1 II. Four\nloop\n"},
		{"blank space", "<text:p>  one\n  two<text:s/><text:s text:c=\"2\"/>three<text:tab/>four<text:line-break/>five </text:p>", "one two   three\tfour\nfive\n"},
		{"spans", `<text:p>a <text:span text:style-name="B">b<text:span text:style-name="I">c</text:span><text:span text:style-name="N">d</text:span></text:span><text:span text:style-name="H">hidden</text:span><text:a>e</text:a></text:p>`, "a *b**_c*_de\n"},
		{"lists", `<text:list text:style-name="L" xml:id="one">` + item("一") + `<text:list-item><text:p>二</text:p><text:p>more</text:p><text:list>` + item("c") + item("d") + `</text:list></text:list-item></text:list><text:p>between</text:p><text:list text:style-name="L" text:continue-list="one">` + item("三") + `</text:list><text:list text:style-name="L">` + item("again") + `<text:list-item text:start-value="9"><text:p>nine</text:p></text:list-item></text:list><text:list text:style-name="D">` + item("dot") + `</text:list>`,
			"甲、一\n乙、二\nmore\nc) c\nd) d\nbetween\n丙、三\n甲、again\n壬、nine\nitem • dot\n"},
		{"notes", `<text:p>one<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>first</text:p><text:p>more</text:p></text:note-body></text:note>two<text:note><text:note-citation>*</text:note-citation><text:note-body><text:p>star</text:p></text:note-body></text:note></text:p>`,
			"one[1]two*\nnote [1] first\nnote more\nnote * star\n"},
		{"a note with its elements on lines of their own", "<text:p>one<text:note>\n <text:note-citation>1</text:note-citation>\n <text:note-body>\n  <text:p>first</text:p>\n </text:note-body>\n</text:note>.</text:p>", "one[1].\nnote [1] first\n"},
		{"what is not the text", `<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:table-of-content><text:p>One 1</text:p></text:table-of-content><text:section text:display="none"><text:p>hidden</text:p></text:section><text:p>a<office:annotation><text:p>comment</text:p></office:annotation>b</text:p>`, "ab\n"},
		{"text boxes", `<text:p>out<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>side</text:p>`, "box\noutside\n"},
		{"tables", `<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>`, "pre a | b\n"},
		{"ruby", `<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>字</text:p>`, "漢(kan)字\n"},
	} {
		s := readWhole(t, odtOf(t, test.body), "talk")
		if got := outlined(s.Source); got != test.want || s.Format != "odt" {
			t.Errorf("%s: got\n%swant\n%s", test.what, got, test.want)
		}
	}
}

func TestODTInOneFile(t *testing.T) {
	many := strings.Repeat(`xmlns:n="urn:oasis:names:tc:opendocument:xmlns:n:1.0" `, 50) // as LibreOffice begins
	flat := `<?xml version="1.0"?><office:document ` + many + odtNames + ` office:mimetype="` + openDocumentText + `"><office:meta><dc:title>A title</dc:title></office:meta><office:body><office:text><text:p>A title</text:p><text:p>words</text:p></office:text></office:body></office:document>`
	s := readWhole(t, flat, "talk.xml")
	if got := outlined(s.Source); got != "title A title\nwords\n" || s.Title != "A title" || s.Format != "odt" {
		t.Errorf("%s, title %q, read as %s", got, s.Title, s.Format)
	}
}

func TestBadODT(t *testing.T) {
	for _, test := range []struct {
		what, raw string
		err       error
		says      string
	}{
		{"a password", odtOf(t, "x", "META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`), ErrEncrypted, "a password locks it"},
		{"no content", zipped(t, "mimetype", openDocumentText), ErrDamaged, "has no content"},
		{"nothing in it", odtOf(t, "<text:p/>"), ErrEmpty, "choose a file"},
		{"a drawing", zipped(t, "mimetype", "application/vnd.oasis.opendocument.graphics", "content.xml", "<x/>"), ErrBinary, "a zip archive"},
		{"content that breaks off", zipped(t, "mimetype", openDocumentText, "content.xml", "<office:document-content><text:p>x"), ErrDamaged, "breaks off"},
		{"elements in elements", odtOf(t, strings.Repeat("<text:section>", 2000)), ErrIntricate, "over 1000 deep"},
	} {
		_, err := Read(strings.NewReader(test.raw), "talk.odt", "")
		if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}
