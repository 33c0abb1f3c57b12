package source

import (
	"bytes"
	"strings"
	"testing"
)

// document is one of the documents for tests, to start fuzzing from.
func document(f *testing.F, name string) string {
	f.Helper()
	return string(readFile(f, "../../testdata/documents/"+name))
}

func FuzzHTML(f *testing.F) {
	f.Add(document(f, "page.html"))
	f.Add(savedPage)
	for _, seed := range []string{"<p>a<b>b<p>c</b>d<br><br>e", "<table><tr><td>a<table><td>b</table><th>c", "<ul><li>a<ol type=I start=-5><li>b</ul>c", "<pre>a\n<b>b\r\n</pre><q><ruby>x<rt>y", "<sup><a href=#n>1</a></sup><aside role=doc-footnote id=n>x", "<title>a_b</title><h1>a</h1><nav><a href=x>n</a></nav>\x00\xff&#27;&#x9b;&#xD800;"} {
		f.Add("<html>" + seed)
	}
	f.Fuzz(func(t *testing.T, page string) { mustBeSound(t, page, "page.html") })
}

// FuzzDocx fuzzes the parts of a Word document, each at its place.
func FuzzDocx(f *testing.F) {
	body := para(`<w:pStyle w:val="1"/>`+inList("1", "2"), "words") + `<w:tbl><w:tr><w:tc>` + para("", "a") + `</w:tc></w:tr></w:tbl><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`
	whole := `<w:document ` + wordNames + `><w:body>` + body + `</w:body></w:document>`
	notes := `<w:footnotes ` + wordNames + `><w:footnote w:id="1">` + para("", "note") + `</w:footnote></w:footnotes>`
	f.Add(whole, wordStyled, wordNumbered, notes)
	f.Add(strings.ReplaceAll(whole, "w:", "x:"), "", "", "")
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:tbl/></w:p>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`, `<w:num w:numId="1"><w:lvlOverride w:ilvl="-1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>`, "<x")
	f.Fuzz(func(t *testing.T, body, styles, numbering, notes string) {
		mustBeSound(t, zipped(t, packageTypes, "", "word/document.xml", body, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes), "talk.docx")
	})
}

func FuzzODT(f *testing.F) {
	f.Add(document(f, "talk.fodt"))
	f.Add(`<office:document><text:list text:style-name="L"><text:list-item><text:p>a<text:note><text:note-citation>1</text:note-citation><text:p>b</text:p></text:note></text:p></text:list-item></text:list>`)
	f.Fuzz(func(t *testing.T, content string) {
		mustBeSound(t, zipped(t, "mimetype", openDocumentText, "content.xml", content), "talk.odt")
	})
}

func FuzzEPUB(f *testing.F) {
	f.Add(`<package><metadata><dc:title>t</dc:title></metadata><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`, "<html><p>words", "<encryption/>")
	f.Fuzz(func(t *testing.T, book, chapter, rights string) {
		mustBeSound(t, zipped(t, epubContainer, bookOf, "OPS/book.opf", book, "OPS/a.xhtml", chapter, "META-INF/encryption.xml", rights), "talk.epub")
	})
}

// FuzzArchive fuzzes the bytes of archives themselves.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"book.epub", "talk.docx"} {
		f.Add(document(f, name))
	}
	f.Add(docxOf(f, para("", "words")))
	f.Fuzz(func(t *testing.T, raw string) { mustBeSound(t, raw, "talk") })
}

func FuzzSubtitles(f *testing.F) {
	f.Add(document(f, "captions.srt"))
	f.Add(document(f, "captions.vtt"))
	f.Add(srtOf(-1, "<i>a", "a\n<v B>b</i>", "- c\n\n>> D: {\\an8}d", "（掌声）"))
	f.Fuzz(func(t *testing.T, raw string) { mustBeSound(t, raw, "talk.srt") })
}

// FuzzPDF fuzzes our own reader.
func FuzzPDF(f *testing.F) {
	f.Add(pdfOf(standardFonts, "", at(50, 700, 12, `[(a) -500 (b\(c)] TJ T* <414> '`), "BI ID x EI /X Do"))
	f.Add(pdfOf("/F << /Subtype /Type0 /ToUnicode 6 0 R /DescendantFonts [<< /DW 500 /W [1 [2 3] 4 9 1] >>] >>", "6 0 obj <<>> stream\n1 beginbfrange <0000> <ffff> <0041> endbfrange\nendstream endobj", at(50, 700, 12, "<00010002> Tj")))
	f.Add("%PDF-1.7 1 0 obj << /Kids [2 0 R] >> endobj 2 0 obj << /Contents 3 0 R >> endobj trailer << /Root << /Pages 1 0 R >> >>")
	f.Fuzz(func(t *testing.T, raw string) {
		d, err := readPages([]byte(raw))
		if err != nil {
			return
		}
		s, err := d.paragraphs().source()
		if err == nil {
			checkMade(t, Speech{Source: s, Format: "pdf"})
		}
	})
}

// FuzzBoxes fuzzes what pdftotext might say.
func FuzzBoxes(f *testing.F) {
	f.Add(`<page width="600" height="800"><line xMin="50" yMin="90" xMax="150" yMax="104"><word xMin="50" yMin="90" xMax="70" yMax="104">a</word><word xMin="1e9" xMax="nan">1</word></line><line/></page>`)
	f.Fuzz(func(t *testing.T, boxes string) {
		d, err := readBoxes(bytes.NewReader([]byte(boxes)))
		if err != nil {
			return
		}
		s, err := d.paragraphs().source()
		if err == nil {
			checkMade(t, Speech{Source: s, Format: "pdf"})
		}
	})
}

func FuzzFountain(f *testing.F) {
	f.Add(document(f, "scene.fountain"))
	f.Add("Title:\n\n# a\n\nB ^\n(c)\n*d **e\\* _f\n\n> g <\n\n/* h")
	f.Fuzz(func(t *testing.T, script string) { mustBeSound(t, script, "talk.fountain") })
}
