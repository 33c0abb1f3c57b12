package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"lectern/model/container"
)

// zipped is an archive with the files that are named and given in turn.
func zipped(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	wordNames  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	wordStyled = `<w:styles ` + wordNames + `>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2x"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="my own"/><w:basedOn w:val="2x"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>`
	wordNumbered = `<w:numbering ` + wordNames + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pStyle w:val="1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>`
)

// docxOf is a Word document with a body and, in turn, further parts.
func docxOf(t testing.TB, body string, parts ...string) string {
	return zipped(t, append([]string{
		packageTypes, "<Types/>",
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNames + `><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml", wordStyled, "word/numbering.xml", wordNumbered,
	}, parts...)...)
}

// para is a paragraph with properties and runs of words.
func para(properties, words string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + words + "</w:t></w:r></w:p>"
}

func inList(list, depth string) string {
	return `<w:numPr><w:ilvl w:val="` + depth + `"/><w:numId w:val="` + list + `"/></w:numPr>`
}

func TestDocx(t *testing.T) {
	for _, test := range []struct{ what, body, want string }{
		{"styles say what a paragraph is", para(`<w:pStyle w:val="T"/>`, "A title") + para(`<w:pStyle w:val="mine"/>`, "Second") + para(`<w:outlineLvl w:val="3"/>`, "Fourth") + para(`<w:pStyle w:val="2x"/><w:outlineLvl w:val="9"/>`, "body") + para(`<w:pStyle w:val="loop"/>`, "loop"),
			"title A title\nsection2 Second\nsection4 Fourth\nbody\nloop\n"},
		{"numbers that Word makes", para(inList("1", "0"), "甲") + para(inList("1", "1"), "乙") + para(inList("1", "1"), "丙") + para(inList("1", "2"), "丁") + para(inList("1", "0"), "戊") + para(inList("1", "1"), "己") + para(inList("4", "0"), "庚") + para(inList("4", "0"), "辛") + para(inList("0", "0"), "壬"),
			"一、甲\n（一）乙\n（二）丙\n1.1 丁\n二、戊\n（一）己\n五、庚\n六、辛\n壬\n"},
		{"numbers by the style, and bullets", para(`<w:pStyle w:val="1"/>`, "One") + para(inList("2", "0"), "item") + para(`<w:pStyle w:val="1"/>`, "Two"),
			"section1 I. One\nitem • item\nsection1 II. Two\n"},
		{"runs", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>strong</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> plain </w:t></w:r><w:r><w:rPr><w:rStyle w:val="S"/><w:i/></w:rPr><w:t>both</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r></w:p>`,
			"*strong* plain *_both*_~gone~\n"},
		{"changes that are tracked", `<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo></w:p>`, "newhere\n"},
		{"a paragraph's end that was deleted", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>last</w:t></w:r></w:p>`, "onetwo\nlast\n"},
		{"breaks and signs", `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/><w:t>d</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>`, "a\tb\u2011c•\nd\n"},
		{"fields keep what they show", `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="X"><w:r><w:t>8</w:t></w:r></w:fldSimple><w:hyperlink><w:r><w:t>9</w:t></w:r></w:hyperlink></w:p>`, "789\n"},
		{"tables", `<w:tbl><w:tr><w:trPr><w:trHeight/></w:trPr><w:tc><w:tcPr/>` + para("", "a") + `</w:tc><w:tc>` + para("", "b") + para("", "c") + `</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + para("", "deleted") + `</w:tc></w:tr></w:tbl>` + para("", "after"), "pre a | b c\nafter\n"},
		{"text boxes, once", `<w:p><w:r><w:t>out</w:t><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` + para("", "box") + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + para("", "box") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>side</w:t></w:r></w:p>`, "box\noutside\n"},
		{"a table of contents is made of the headings", para(`<w:pStyle w:val="C"/>`, "One 1") + para("", "x"), "x\n"},
		{"ruby", `<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby><w:t>字</w:t></w:r></w:p>`, "漢(kan)字\n"},
		{"blank paragraphs", para("", " ") + para(inList("1", "0"), "") + "<w:p/>" + para(inList("1", "0"), "x"), "二、x\n"},
	} {
		s := readWhole(t, docxOf(t, test.body), "talk")
		if got := outlined(s.Source); got != test.want || s.Format != "docx" {
			t.Errorf("%s: got\n%swant\n%s", test.what, got, test.want)
		}
	}
}

func TestDocxNotes(t *testing.T) {
	body := `<w:p><w:r><w:t>one</w:t><w:endnoteReference w:id="4"/><w:t xml:space="preserve"> two</w:t><w:footnoteReference w:id="3"/><w:t>three</w:t><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r></w:p>`
	notes := `<w:footnotes ` + wordNames + `><w:footnote w:type="separator" w:id="0">` + para("", "---") + `</w:footnote><w:footnote w:id="2">` + para("", "* own mark") + `</w:footnote><w:footnote w:id="3"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>first</w:t></w:r></w:p>` + para("", "more") + `</w:footnote></w:footnotes>`
	ends := `<w:endnotes ` + wordNames + `><w:endnote w:id="4">` + para("", "end") + `</w:endnote></w:endnotes>`
	s := readWhole(t, docxOf(t, body, "word/footnotes.xml", notes, "word/endnotes.xml", ends), "")
	want := "one[i] two[1]three*\nnote [i] end\nnote [1] *first*\nnote more\nnote * own mark\n"
	if got := outlined(s.Source); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestDocxTitleIsBelievedIfTheTextHasIt(t *testing.T) {
	core := func(title string) string {
		return `<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + title + `</dc:title><dc:creator>微软用户</dc:creator></cp:coreProperties>`
	}
	body := para("", "关于 工作的报告") + para("", "同志们：")
	for title, want := range map[string]string{"关于工作的报告": "title 关于 工作的报告\n同志们：\n", "另一份文件": "关于 工作的报告\n同志们：\n", "": "关于 工作的报告\n同志们：\n"} {
		s := readWhole(t, docxOf(t, body, packageCore, core(title)), "")
		if got := outlined(s.Source); got != want || s.Speaker != "" {
			t.Errorf("%q: got\n%sspeaker %q", title, got, s.Speaker)
		}
	}
}

func TestDocxWithOtherNames(t *testing.T) {
	strict := `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:rPr><x:b x:val="1"/></x:rPr><x:t>strict</x:t></x:r></x:p></x:body></x:document>`
	raw := zipped(t, packageTypes, "<Types/>", packageRelations,
		`<Relationships><Relationship Type="http://x/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml", strict)
	if got := outlined(readWhole(t, raw, "").Source); got != "*strict*\n" {
		t.Errorf("got %s", got)
	}
	utf16 := "\xff\xfe" + strings.Join(strings.Split(strings.Replace(`<?xml version="1.0" encoding="UTF-16"?>`+strict, "strict<", "wide<", 1), ""), "\x00") + "\x00"
	if got := outlined(readWhole(t, zipped(t, packageTypes, "", "word/document.xml", utf16), "").Source); got != "*wide*\n" {
		t.Errorf("got %s", got)
	}
}

func TestBadDocx(t *testing.T) {
	whole := docxOf(t, para("", "words"))
	bomb := strings.Repeat(" ", 65<<20)
	locked := []byte(whole)
	for i := range locked {
		if bytes.HasPrefix(locked[i:], []byte("PK\x01\x02")) {
			locked[i+8] |= 1 // APPNOTE 4.4.4
		}
	}
	lying := []byte(whole)
	i := bytes.LastIndex(lying, []byte("word/document.xml")) - 46
	lying[i+24], lying[i+25] = 9, 0 // the size, unpacked: APPNOTE 4.3.12
	for _, test := range []struct {
		what, raw string
		err       error
		says      string
	}{
		{"cut off", whole[:len(whole)/2], ErrDamaged, "breaks off"},
		{"an archive of nothing", zipped(t), ErrBinary, "a zip archive"},
		{"no document", zipped(t, packageTypes, "", "word/styles.xml", wordStyled), ErrDamaged, "has no document in it"},
		{"an empty document", docxOf(t, ""), ErrEmpty, "choose a file"},
		{"a document that breaks off", zipped(t, packageTypes, "", "word/document.xml", "<w:document><w:body><w:p>"), ErrDamaged, "its XML breaks off"},
		{"tags out of order", zipped(t, packageTypes, "", "word/document.xml", "<w:document><w:p></w:document></w:p>"), ErrDamaged, "out of order"},
		{"a password", string(locked), ErrEncrypted, "a password locks it"},
		{"a lie about the size", string(lying), ErrDamaged, "cannot be unpacked"},
		{"a bomb of blanks", docxOf(t, para("", strings.Repeat("<w:tab/>", 1000)+bomb)), ErrIntricate, "without a tag"},
		{"a bomb of tags", docxOf(t, strings.Repeat("<w:p></w:p>", maxElements)), ErrIntricate, "over a million tags, styles, numberings and notes (save"},
		{"a bomb of long comments", docxOf(t, strings.Repeat("<!--"+strings.Repeat("x", 5<<20)+"-->", 13)), ErrTooBig, "over 64 MB come out of it (split"},
		{"a bomb of words", docxOf(t, strings.Repeat(para("", strings.Repeat("word ", 100)), 40_000)), ErrTooBig, "over 10 MB"},
		{"elements in elements", docxOf(t, strings.Repeat("<w:sdt>", 2000)), ErrIntricate, "over 1000 deep"},
		{"very many files", zipped(t, strings.Split(strings.Repeat("x,y,", container.MaxFiles+1), ",")...), ErrTooBig, "over 2000 files"},
		{"a spreadsheet", zipped(t, packageTypes, "", "xl/workbook.xml", ""), ErrBinary, "a spreadsheet"},
		{"slides", zipped(t, packageTypes, "", "ppt/presentation.xml", ""), ErrBinary, "slides"},
	} {
		_, err := Read(strings.NewReader(test.raw), "talk.docx", "")
		if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}

// TestEntitiesAreNotExpanded: a DTD's entities stay the few bytes they are.
func TestEntitiesAreNotExpanded(t *testing.T) {
	laughs := `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`
	raw := zipped(t, packageTypes, "", "word/document.xml", laughs+`<w:document><w:body>`+para("", "&b;&c;&lt;")+`</w:body></w:document>`)
	if s := readWhole(t, raw, ""); s.Text != "&b;&c;<" {
		t.Errorf("%q", s.Text)
	}
}
