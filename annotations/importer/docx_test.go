package importer

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/unicode"

	"lectern/annotations"
	"lectern/model/container"
)

// zipped is a zip with files by name.
func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"` +
		` xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex"` +
		` xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
)

// word are the parts of a document with a body and comments.
func word(body, comments string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": contentTypes,
		"word/document.xml":   `<w:document ` + wordSpaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/comments.xml":   `<w:comments ` + wordSpaces + `>` + comments + `</w:comments>`,
	}
}

// comment is a comment with a text of one paragraph.
func comment(id int, text string) string {
	return fmt.Sprintf(`<w:comment w:id="%d" w:author="李" w:date="2026-03-04T05:06:00Z" w:initials="L"><w:p w14:paraId="0000000%d"><w:r><w:annotationRef/></w:r><w:r><w:t>%s</w:t></w:r></w:p></w:comment>`, id, id, text)
}

// on is body text with a comment's range and reference round it.
func on(id int, inside string) string {
	return fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>%s<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, id, inside, id, id)
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func lit(color, text string) string {
	return `<w:r><w:rPr><w:highlight w:val="` + color + `"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func para(inside ...string) string { return `<w:p>` + strings.Join(inside, "") + `</w:p>` }

// inShort are the items of a file, a line each: quote, colour, note.
func inShort(f File) string {
	var all []string
	for _, i := range f.Items {
		said := i.Target.Exact + "|" + string(i.Color) + "|" + i.Note
		for _, tag := range i.Tags {
			said += "#" + tag
		}
		all = append(all, strings.ReplaceAll(said, "\n", "⏎"))
	}
	return strings.Join(all, "  ")
}

// wordSample is a document as Word saves it: ids of revisions on everything, words
// cut into runs, checked spelling, changes that are tracked, a thread, a table.
func wordSample(t testing.TB) []byte {
	t.Helper()
	const marked = `<w:r w:rsidR="00AB12CD" w:rsidRPr="003F6A11"><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:highlight w:val="%s"/></w:rPr><w:t>%s</w:t></w:r>`
	parts := word(
		`<w:p w14:paraId="11111111" w14:textId="77777777" w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr><w:pStyle w:val="a3"/><w:rPr><w:lang w:val="en-US"/></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>`+run("Inaugural Address (draft)")+`</w:p>`+
			`<w:p w14:paraId="11111112" w:rsidR="00AB12CD">`+run("Let every nation know, whether it ")+`<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/><w:proofErr w:type="gramStart"/>`+
			fmt.Sprintf(marked, "yellow", "wishes")+`<w:proofErr w:type="gramEnd"/><w:ins w:id="20" w:author="B" w:date="2026-01-02T03:04:00Z">`+fmt.Sprintf(marked, "yellow", " us")+`</w:ins>`+fmt.Sprintf(marked, "yellow", " well or ill")+
			`<w:commentRangeEnd w:id="0"/><w:r><w:rPr><w:rStyle w:val="a4"/></w:rPr><w:commentReference w:id="0"/></w:r><w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:rStyle w:val="a4"/></w:rPr><w:commentReference w:id="1"/></w:r>`+
			run(", that we shall pay any price, bear any burden, meet any hardship")+`<w:del w:id="21" w:author="B" w:date="2026-01-02T03:04:00Z"><w:r w:rsidDel="00EE"><w:delText>, break any rule</w:delText></w:r></w:del>`+run(".")+`</w:p>`+
			`<w:tbl><w:tblPr><w:tblStyle w:val="a5"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr w:rsidR="00AB12CD"><w:tc><w:tcPr><w:tcW w:w="100"/></w:tcPr>`+
			para(run("To those old "), `<w:commentRangeStart w:id="2"/>`, run("allies whose cultural"))+`</w:tc><w:tc><w:tcPr/>`+para(run("and spiritual origins"), `<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>`, run(" we share"))+`</w:tc></w:tr></w:tbl>`+
			para(run("So let us begin anew"), `<w:r><w:commentReference w:id="3"/></w:r>`, run(" – remembering on both sides that "), `<w:smartTag w:uri="urn:x" w:element="place">`, lit("cyan", "civility"), `</w:smartTag>`, lit("cyan", " is not a sign of weakness"), run(", and sincerity is always subject to proof.")),
		`<w:comment w:id="0" w:author="Ann Lee" w:date="2026-01-02T11:04:00Z" w:initials="AL"><w:p w14:paraId="0A000001" w:rsidR="00AB12CD"><w:pPr><w:pStyle w:val="a6"/></w:pPr><w:r><w:rPr><w:rStyle w:val="a4"/></w:rPr><w:annotationRef/></w:r>`+run("Whom does he ")+run("mean?")+`</w:p><w:p w14:paraId="0A000002">`+run("See the letter.")+`</w:p></w:comment>`+
			`<w:comment w:id="1" w:author="B" w:date="2026-01-02T12:00:00Z" w:initials="B"><w:p w14:paraId="0A000003">`+run("Everybody.")+`</w:p></w:comment>`+
			`<w:comment w:id="2" w:author="B" w:date="2026-01-02T12:01:00Z" w:initials="B"><w:p w14:paraId="0A000004">`+run("Across two cells")+`</w:p></w:comment>`+
			`<w:comment w:id="3" w:author="B" w:initials="B"><w:p w14:paraId="0A000005">`+run("On a point")+`</w:p></w:comment>`)
	parts["word/commentsExtended.xml"] = `<w15:commentsEx ` + wordSpaces + `><w15:commentEx w15:paraId="0A000002" w15:done="0"/><w15:commentEx w15:paraId="0A000003" w15:paraIdParent="0A000002" w15:done="0"/></w15:commentsEx>`
	parts["word/commentsIds.xml"] = `<w16cid:commentsIds ` + wordSpaces + `><w16cid:commentId w16cid:paraId="0A000002" w16cid:durableId="2B0F0001"/></w16cid:commentsIds>`
	parts["word/commentsExtensible.xml"] = `<w16cex:commentsExtensible ` + wordSpaces + `><w16cex:commentExtensible w16cex:durableId="2B0F0001" w16cex:dateUtc="2026-01-02T03:04:00Z"/></w16cex:commentsExtensible>`
	parts["docProps/core.xml"] = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kennedy-1961</dc:title></cp:coreProperties>`
	return zipped(t, parts)
}

func TestWhatCommentsAreOn(t *testing.T) {
	for _, test := range []struct{ about, body, want string }{
		{"words", para(run("a "), on(1, run("b c")), run(" d")), "b c||n"},
		{"split runs", para(on(1, `<w:r w:rsidR="00A1"><w:t>b</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve"> c</w:t></w:r><w:proofErr w:type="spellEnd"/>`)), "b c||n"},
		{"smart tags, links, fields, content controls", para(on(1, `<w:smartTag w:element="place">`+run("a")+`</w:smartTag><w:hyperlink r:id="x" xmlns:r="r">`+run("b")+`</w:hyperlink><w:fldSimple w:instr="DATE">`+run("c")+
			`</w:fldSimple><w:sdt><w:sdtPr><w:alias w:val="x"/><w:t>no</w:t></w:sdtPr><w:sdtContent>`+run("d")+`</w:sdtContent></w:sdt>`)), "abcd||n"},
		{"a field with its code", para(on(1, `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+run("7")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)), "7||n"},
		{"what was inserted, deleted, moved", para(on(1, run("a")+`<w:ins w:id="9">`+run("b")+`</w:ins><w:del w:id="8"><w:r><w:delText>c</w:delText></w:r></w:del><w:moveFrom w:id="7">`+run("d")+`</w:moveFrom><w:moveTo w:id="6">`+run("e")+`</w:moveTo>`)), "abe||n"},
		{"a range that ends in a deletion", para(`<w:del w:id="8"><w:commentRangeStart w:id="1"/><w:r><w:delText>c</w:delText></w:r></w:del>`, run("a"), `<w:commentRangeEnd w:id="1"/>`), "a||n"},
		{"hidden words", para(on(1, run("a")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>c</w:t></w:r>`)), "ac||n"},
		{"tabs, breaks, hyphens, signs", para(on(1, `<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="2192"/></w:r>`)), "a\tb⏎c\u2011•→||n"},
		{"tabs of its properties are no words", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs><w:rPr><w:highlight w:val="red"/></w:rPr></w:pPr>` + on(1, run("a")) + `</w:p>`, "a||n"},
		{"over paragraphs", para(run("a"), `<w:commentRangeStart w:id="1"/>`, run("b")) + para() + para(run("c")) + para(run("d"), `<w:commentRangeEnd w:id="1"/>`, run("e")), "b⏎c⏎d||n"},
		{"over a paragraph's end that was deleted", `<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:commentRangeStart w:id="1"/>` + run("a") + `</w:p>` + para(run("b"), `<w:commentRangeEnd w:id="1"/>`), "ab||n"},
		{"over cells", `<w:tbl><w:tr><w:tc>` + para(run("x"), `<w:commentRangeStart w:id="1"/>`, run("a")) + `</w:tc><w:tc>` + para(run("b"), `<w:commentRangeEnd w:id="1"/>`, `<w:r><w:commentReference w:id="1"/></w:r>`) + `</w:tc></w:tr></w:tbl>`, "a⏎b||n"},
		{"between paragraphs", para(run("a")) + `<w:commentRangeStart w:id="1"/>` + para(run("b")) + para(run("c")) + `<w:commentRangeEnd w:id="1"/>` + para(run("d")), "b⏎c||n"},
		{"before all and behind all", `<w:commentRangeEnd w:id="1"/>` + para(run("a")) + `<w:commentRangeStart w:id="1"/>`, "||n"},
		{"a point", para(run("a"), `<w:r><w:commentReference w:id="1"/></w:r>`, run("b")) + para(run("c")), "ab||n"},
		{"no words", para(run("a "), on(1, run(" ")), run("b")), "a  b||n"},
		{"nothing at all", para(), "||n"},
		{"an empty paragraph", para(run("a")) + para(on(1, "")), "||n"},
		{"a range from behind", para(run("a"), `<w:commentRangeEnd w:id="1"/>`, run("b"), `<w:commentRangeStart w:id="1"/>`), "ab||n"},
		{"a text box", para(run("a"), `<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+para(on(1, run("b")))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+para(on(1, run("no")))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, run("c")), "b||n"},
		{"a formula", para(on(1, `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`)), "x||n"},
		{"ruby", para(on(1, `<w:r><w:ruby><w:rt>`+run("kan")+`</w:rt><w:rubyBase>`+run("漢")+`</w:rubyBase></w:ruby></w:r>`)), "漢||n"},
	} {
		f, err := Read(zipped(t, word(test.body, comment(1, "n"))), "", "")
		if got := inShort(f); err != nil || got != test.want {
			t.Errorf("%s: %v, %q, want %q", test.about, err, got, test.want)
		}
	}
}

func TestHighlights(t *testing.T) {
	for _, test := range []struct{ about, body, comments, want string }{
		{"a run", para(run("a "), lit("green", "b"), run(" c")), "", "b|green|"},
		{"runs of one colour", para(lit("cyan", "a"), lit("cyan", " b "), run("c")), "", "a b|blue|"},
		{"runs of two colours", para(lit("cyan", "a"), lit("red", "b")), "", "a|blue|  b|red|"},
		{"apart", para(lit("red", "a"), run(" "), lit("red", "b")), "", "a|red|  b|red|"},
		{"over paragraphs", para(lit("red", "a")) + para() + para(lit("red", "b")), "", "a⏎b|red|"},
		{"dark and light ones", para(lit("darkBlue", "a"), lit("darkMagenta", "b"), lit("darkYellow", "c"), lit("darkCyan", "d"), lit("lightGray", "e"), lit("black", "f")), "", "a|blue|  b|magenta|  c|yellow|  d|blue|  ef|yellow|"},
		{"none", para(lit("none", "a"), lit("white", "b"), lit("red", " ")) + para(on(1, run("c"))), comment(1, "n"), "c||n"},
		{"shading, in the colour it is nearest to", para(`<w:r><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="C5E0B3"/></w:rPr><w:t>a</w:t></w:r>`, run(" "), `<w:r><w:rPr><w:highlight w:val="red"/><w:shd w:fill="FFFF00"/></w:rPr><w:t>b</w:t></w:r>`), "", "a|green|  b|red|"},
		{"shading that is none", para(`<w:r><w:rPr><w:shd w:val="clear" w:fill="auto"/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:shd w:fill="D9D9D9"/></w:rPr><w:t>b</w:t></w:r>`, lit("green", "c")) + `<w:p><w:pPr><w:shd w:fill="FF0000"/></w:pPr>` + run("d") + `</w:p>`, "", "c|green|"},
		{"what was there before a change", para(`<w:r><w:rPr><w:rPrChange><w:rPr><w:highlight w:val="red"/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>`, lit("green", "b")), "", "b|green|"},
		{"with a comment on it", para(run("a"), on(1, lit("magenta", "b")), lit("red", "c")), comment(1, "n"), "b|magenta|n  c|red|"},
		{"with a comment on a part", para(lit("red", "a"), on(1, lit("red", "b"))), comment(1, "n"), "b||n  ab|red|"},
		{"with a comment on more", para(on(1, run("a")+lit("red", "b"))), comment(1, "n"), "ab||n  b|red|"},
		{"inside another that has a comment", para(on(1, lit("red", "a ")+lit("green", "b")+lit("red", " c"))), comment(1, "n"), "a b c|red|n  b|green|"},
		{"two comments on one", para(`<w:commentRangeStart w:id="2"/>`, on(1, lit("red", "a")), `<w:commentRangeEnd w:id="2"/>`), comment(1, "n") + comment(2, "m"), "a|red|n  a||m"},
		{"a comment without words", para(on(1, run("a"))), comment(1, ""), "a|yellow|"},
		{"a comment without words on it", para(on(1, lit("green", "a"))), comment(1, ""), "a|green|"},
	} {
		f, err := Read(zipped(t, word(test.body, test.comments)), "", "")
		if got := inShort(f); err != nil || got != test.want {
			t.Errorf("%s: %v, %q, want %q", test.about, err, got, test.want)
		}
	}
}

// What comments say: paragraphs of Word's are paragraphs of Markdown's, answers are
// notes by themselves, and moments are in UTC when Word says them so.
func TestWhatCommentsSay(t *testing.T) {
	parts := word(para(on(1, lit("red", "a")), on(2, run("b"))),
		`<w:comment w:id="1" w:author=" 王 芳 " w:date="2026-03-04T13:06:00Z"><w:p w14:paraId="0A">`+run("one")+`<w:r><w:br/></w:r>`+run("two")+`</w:p><w:p/><w:p w14:paraId="0B">`+run(" #three ")+`</w:p></w:comment>`+
			`<w:comment w:id="2" w:author="B" w:date="2026-03-04T13:07:00" w16du:dateUtc="2026-03-04T05:07:00Z"><w:p w14:paraId="0C">`+run("else")+`</w:p></w:comment>`+
			`<w:comment w:id="3" w:author="B"><w:p w14:paraId="0D">`+run("answer")+`</w:p></w:comment>`)
	parts["word/commentsExtended.xml"] = `<w15:commentsEx ` + wordSpaces + `><w15:commentEx w15:paraId="0B" w15:done="0"/><w15:commentEx w15:paraId="0D" w15:paraIdParent="0B" w15:done="1"/><w15:commentEx w15:paraId="0C" w15:paraIdParent="0C"/></w15:commentsEx>`
	parts["word/commentsIds.xml"] = `<w16cid:commentsIds ` + wordSpaces + `><w16cid:commentId w16cid:paraId="0B" w16cid:durableId="77"/></w16cid:commentsIds>`
	parts["word/commentsExtensible.xml"] = `<w16cex:commentsExtensible ` + wordSpaces + `><w16cex:commentExtensible w16cex:durableId="77" w16cex:dateUtc="2026-03-04T05:06:00Z"/></w16cex:commentsExtensible>`
	f, err := Read(zipped(t, parts), "", "")
	if got, want := inShort(f), "a|red|one⏎two⏎⏎ #three  b||else  a||answer"; err != nil || got != want {
		t.Fatalf("%v, %q, want %q", err, got, want)
	}
	for i, want := range []time.Time{time.Date(2026, 3, 4, 5, 6, 0, 0, time.UTC), time.Date(2026, 3, 4, 5, 7, 0, 0, time.UTC), {}} {
		if !f.Items[i].Created.Equal(want) {
			t.Errorf("%s was made at %v", f.Items[i].Where, f.Items[i].Created)
		}
	}
	if f.Items[0].Creator != "王 芳" || f.Items[1].Creator != "B" {
		t.Errorf("they are by %q and %q", f.Items[0].Creator, f.Items[1].Creator)
	}
}

// The document has the text that its comments are on: passages are traced from
// there into a speech that says it otherwise, where their words alone would leave
// it open.
func TestCommentsAreTraced(t *testing.T) {
	s := opened(t, "natural-resources-bureau.txt")
	body := ""
	for i, p := range s.Document.Paragraphs[:12] {
		words := s.Document.Plain(p.Span)
		if i == 3 {
			words = "这一段是后来加的，原来没有。"
		}
		inside := run(words)
		if at := strings.LastIndex(words, "县委"); i == 2 && at > 0 {
			inside = run(words[:at]) + on(1, run("县委")) + run("（改过的）"+words[at+len("县委"):])
		}
		body += para(inside)
	}
	f, err := Read(zipped(t, word(body, comment(1, "n"))), "x.docx", "")
	if err != nil {
		t.Fatal(err)
	}
	plan := Plan(s, f, start)
	last := s.Document.Slice(s.Document.Paragraphs[2].Span)
	want := s.Document.Paragraphs[2].Span.Start + strings.LastIndex(last, "县委")
	if len(plan.Added) != 1 || plan.Added[0].Status != annotations.Placed || s.Document.OffsetAt(plan.Added[0].Target.Start) != want {
		t.Fatalf("%s: %+v", outcome(plan), plan.Added)
	}
}

// A document about another speech is about that, however many words they share;
// and what is not found in the speech says nothing of the document's text.
func TestCommentsOnAnotherText(t *testing.T) {
	s := opened(t, "bush-2001.txt")
	text := opened(t, "kennedy-1961.txt").Document
	body, comments := "", ""
	for i, p := range text.Paragraphs {
		words := text.Plain(p.Span)
		first, rest, _ := strings.Cut(words, " ")
		body += para(on(i, run(first)), run(" "+rest))
		comments += comment(i, "n")
	}
	f, err := Read(zipped(t, word(body, comments)), "x.docx", "")
	if err != nil {
		t.Fatal(err)
	}
	if plan := Plan(s, f, start); len(plan.Added) > 0 {
		t.Errorf("taken is %s: %+v", outcome(plan), plan.Added)
	}
	f, err = Read(zipped(t, word(body, comments)), "bush-2001.docx", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range Plan(s, f, start).Added {
		open := a.Status == annotations.Orphan || a.Status == annotations.Ambiguous
		if !open || a.Target.Revision != "" || a.Target.End != 0 || a.Target.Exact == "" {
			t.Errorf("%s: %+v", a.Status, a.Target)
		}
	}
}

// In a document of lectern's the last line of a comment is its tags, also when
// another program has saved it without the styles of its comments.
func TestTagsInComments(t *testing.T) {
	for _, test := range []struct{ about, style, line, want string }{
		{"tags and a role", tagsStyle, "#政策/用地 · #two words · 论点", "n#政策/用地#two words"},
		{"a role alone", tagsStyle, "论点", "n"},
		{"a role and a status", tagsStyle, "论点 · 已移动", "n"},
		{"a tag with the separator in it", tagsStyle, "#a · b · 论点", "n#a · b"},
		{"a note like it", "", "#a · 论点", "n#a"},
		{"a note that is a role", "", "论点", "n"},
		{"a note with more in it", "", "#a · and more", "n⏎⏎#a · and more"},
		{"a heading", "", "# a", "n⏎⏎# a"},
	} {
		second := `<w:comment w:id="1"><w:p>` + run("n") + `</w:p><w:p><w:pPr><w:pStyle w:val="` + test.style + `"/></w:pPr>` + run(test.line) + `</w:p></w:comment>`
		parts := word(para(on(1, run("x"))), second)
		foreign, err := Read(zipped(t, parts), "", "")
		if got, want := inShort(foreign), "x||n⏎⏎"+test.line; err != nil || got != want {
			t.Errorf("%s, of another program: %v, %q", test.about, err, got)
		}
		parts["docProps/custom.xml"] = `<Properties><property fmtid="{D5}" pid="2" name="other"><i4>1</i4></property><property fmtid="{D5}" pid="3" name="lectern"><lpwstr>论点 · 已移动</lpwstr></property></Properties>`
		f, err := Read(zipped(t, parts), "", "")
		if got := inShort(f); err != nil || got != "x||"+test.want {
			t.Errorf("%s: %v, %q, want %q", test.about, err, got, test.want)
		}
	}
}

// Where the style says which lines are tags, no other line is one.
func TestTagsByTheirStyle(t *testing.T) {
	parts := word(para(on(1, run("x")), on(2, run("y"))), comment(1, "#note")+
		`<w:comment w:id="2"><w:p><w:pPr><w:pStyle w:val="`+tagsStyle+`"/></w:pPr>`+run("#tag")+`</w:p></w:comment>`)
	parts["docProps/custom.xml"] = `<Properties><property name="lectern"><lpwstr/></property></Properties>`
	f, err := Read(zipped(t, parts), "", "")
	if got := inShort(f); err != nil || got != "x||#note  y||#tag" {
		t.Errorf("%v, %q", err, got)
	}
	if i := f.Items[1]; !slices.Equal(i.Tags, []string{"tag"}) || i.Note != "" {
		t.Errorf("%+v", i)
	}
}

// Notes to the text have comments too, and are of the same speech.
func TestCommentsInFootnotes(t *testing.T) {
	parts := word(para(run("题目"))+para(on(1, run("x"))), comment(1, "n")+comment(2, "m"))
	parts["word/footnotes.xml"] = `<w:footnotes ` + wordSpaces + `><w:footnote w:id="1">` + para(run("y "), on(2, run("z"))) + `</w:footnote></w:footnotes>`
	f, err := Read(zipped(t, parts), "发言.docx", "")
	if got := inShort(f); err != nil || got != "x||n  z||m" {
		t.Fatalf("%v, %q", err, got)
	}
	for _, i := range f.Items {
		if !slices.Equal(i.Titles, []string{"题目", "发言"}) {
			t.Errorf("%s is of %q", i.Where, i.Titles)
		}
	}
	if f.Items[1].Target.Prefix != "y " {
		t.Errorf("before it stands %q", f.Items[1].Target.Prefix)
	}
}

// The strict form of the standard has namespaces of its own, and XML may be in
// UTF-16.
func TestOtherFormsOfWordDocuments(t *testing.T) {
	parts := word(para(on(1, run("讲话"))), comment(1, "n"))
	strict := maps.Clone(parts)
	utf16 := maps.Clone(parts)
	moved := maps.Clone(parts)
	for name, part := range parts {
		strict[name] = strings.ReplaceAll(part, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?>` + part)
		if err != nil {
			t.Fatal(err)
		}
		utf16[name] = text
	}
	moved["word/other.xml"] = moved["word/document.xml"]
	delete(moved, "word/document.xml")
	moved["_rels/.rels"] = `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/other.xml"/></Relationships>`
	for about, parts := range map[string]map[string]string{"strict": strict, "UTF-16": utf16, "another name": moved} {
		if f, err := Read(zipped(t, parts), "", ""); err != nil || inShort(f) != "讲话||n" {
			t.Errorf("%s: %v, %q", about, err, inShort(f))
		}
	}
}

func TestRefusedWordDocuments(t *testing.T) {
	good := word(para(on(1, run("a"))), comment(1, "n"))
	with := func(name, content string) []byte {
		parts := maps.Clone(good)
		parts[name] = content
		return zipped(t, parts)
	}
	body := func(body string) []byte { return with("word/document.xml", word(body, "")["word/document.xml"]) }
	locked := zipped(t, good)
	for at := bytes.Index(locked, []byte("PK\x01\x02")); at >= 0; {
		locked[at+8] |= 1
		next := bytes.Index(locked[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	many := map[string]string{}
	for i := range container.MaxFiles + 1 {
		many[fmt.Sprintf("word/%d", i)] = ""
	}
	whole := zipped(t, good)
	for _, test := range []struct {
		about, name, format string
		data                []byte
		want                string // "" for a format that nobody knows
	}{
		{"an older file", "", "", []byte(container.CompoundFile + strings.Repeat("x", 100)), "it is an older Word or Office file (save it as .docx"},
		{"with a password", "", "", []byte(container.CompoundFile + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"), "a password locks it (open it in a word processor"},
		{"with a locked part", "", "", locked, "a password locks it"},
		{"a zip of something else", "a.bin", "", zipped(t, map[string]string{"xl/workbook.xml": "<x/>"}), ""},
		{"the same, by its name", "a.DOCX", "", zipped(t, map[string]string{"xl/workbook.xml": "<x/>"}), "it is no Word document (choose the .docx file itself)"},
		{"text, by its name", "a.docx", "", []byte("text"), "it is no Word document"},
		{"text, as asked for", "a.txt", "docx", []byte("text"), "it is no Word document"},
		{"another format, as asked for", "", "csv", whole, ""},
		{"an empty zip", "a.docx", "", zipped(t, nil), "it is no Word document"},
		{"breaks off", "a.docx", "", whole[:len(whole)/2], "it is damaged: the zip that it is breaks off or is out of order (copy it again, or"},
		{"breaks off inside", "", "", with("word/document.xml", `<w:document><w:body>`), "it is damaged: line 1 of word/document.xml in it: "},
		{"out of order", "", "", with("word/comments.xml", "<w:comments>\n<w:comment></w:p></w:comments>"), "it is damaged: line 2 of word/comments.xml in it: "},
		{"a document type", "", "", with("word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`), "it is damaged: word/document.xml in it declares a document type"},
		{"entities", "", "", with("word/document.xml", `<x>&a;</x>`), "it is damaged: line 1 of word/document.xml"},
		{"nothing in the margin", "", "", with("word/comments.xml", "<w:comments/>"), "there are no comments and no highlights in it (choose the copy that has them)"},
		{"too many files", "a.docx", "", zipped(t, many), "over 2000 files are packed in it"},
		{"too deep", "", "", body(strings.Repeat("<w:sdt>", 1000) + strings.Repeat("</w:sdt>", 1000)), "elements lie inside one another over 1000 deep in word/document.xml"},
		{"a bomb", "", "", with("word/document.xml", "<!--"+strings.Repeat(" ", container.MaxBytes)), "over 64 MB come out of it (split it into parts)"},
		{"too many elements", "", "", body(strings.Repeat("<w:p/>", maxElements)), "there are over a million elements in it (split it into parts)"},
		{"words without an end", "", "", body(para(run(strings.Repeat("a ", maxText/2)))), "there are over 32 MB of text in it (split it into parts)"},
		{"too many comments", "", "", with("word/comments.xml", word("", strings.Repeat(comment(1, "n"), maxNotes+1))["word/comments.xml"]), "there are over 10000 comments in it"},
		{"too many highlights", "", "", body(para(strings.Repeat(lit("red", "a")+lit("green", "b"), maxNotes))), "there are over 10000 comments and highlights in it"},
		{"comments on all of it", "", "", with("word/document.xml", word(para(on(1, run(strings.Repeat("a", maxQuoted+1)))), "")["word/document.xml"]), "there are over 16 MB of words that comments are on in it (split"},
	} {
		f, err := Read(test.data, test.name, test.format)
		if wantUnknown := test.want == ""; errors.Is(err, ErrUnknown) != wantUnknown || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.about, err, cmp.Or(test.want, "no format"))
		}
		if len(f.Items) > 0 {
			t.Errorf("%s: half of it is there: %+v", test.about, f.Items)
		}
	}
}

// What a hostile document asks for is bounded: this test ends.
func TestHostileWordDocuments(t *testing.T) {
	comments := ""
	starts := ""
	for i := range 5000 {
		comments += fmt.Sprintf(`<w:comment w:id="%d"><w:p w14:paraId="%d"/></w:comment>`, i, i)
		starts += fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, i)
	}
	parts := word(para(starts, strings.Repeat(lit("red", "a")+lit("green", "b"), 1000), strings.ReplaceAll(starts, "Start", "End")), comments)
	threads := ""
	for i := range 5000 {
		threads += fmt.Sprintf(`<w15:commentEx w15:paraId="%d" w15:paraIdParent="%d"/>`, i, (i+1)%5000)
	}
	parts["word/commentsExtended.xml"] = `<w15:commentsEx ` + wordSpaces + `>` + threads + `</w15:commentsEx>`
	for about, data := range map[string][]byte{
		"comments on everything, in a ring":  zipped(t, parts),
		"as many paragraphs as there may be": zipped(t, word(strings.Repeat(`<w:p/>`, maxElements-100), comment(1, "n"))),
	} {
		if f, err := Read(data, "", ""); err != nil || len(f.Items) == 0 {
			t.Errorf("%s: %d items, %v", about, len(f.Items), err)
		}
	}
}
