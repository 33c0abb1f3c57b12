package importer

import (
	"cmp"
	"errors"
	"strings"
	"testing"
)

const odtSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"`

// openDocument are the parts of an OpenDocument text with a body.
func openDocument(body string) map[string]string {
	style := func(name, color string) string {
		return `<style:style style:name="` + name + `"><style:text-properties fo:background-color="` + color + `"/></style:style>`
	}
	return map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<manifest/>",
		"meta.xml": `<office:document-meta ` + odtSpaces + `><office:meta><dc:title>The title</dc:title><dc:creator>X</dc:creator></office:meta></office:document-meta>`,
		"content.xml": `<office:document-content ` + odtSpaces + `><office:automatic-styles>` + style("Y", "#ffff00") + style("G", "#00ff00") + style("N", "transparent") +
			`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`,
	}
}

// noted is a comment of LibreOffice's; without a name it is on a point.
func noted(name, words string) string {
	return `<office:annotation office:name="` + name + `" loext:resolved="false"><dc:creator>李</dc:creator><dc:date>2026-03-04T05:06:00.123</dc:date><meta:creator-initials>L</meta:creator-initials><text:p>` + words + `</text:p></office:annotation>`
}

func notedEnd(name string) string { return `<office:annotation-end office:name="` + name + `"/>` }

func odtPara(inside ...string) string { return `<text:p>` + strings.Join(inside, "") + `</text:p>` }

func styled(name, words string) string {
	return `<text:span text:style-name="` + name + `">` + words + `</text:span>`
}

func TestODT(t *testing.T) {
	for _, test := range []struct{ about, body, want string }{
		{"words", odtPara("a ", noted("1", "n"), "b c", notedEnd("1"), " d"), "b c||n"},
		{"blank space", odtPara("a ", noted("1", "n"), "  b\n   c<text:s/><text:s text:c=\"2\"/>d<text:tab/>e<text:line-break/>f", notedEnd("1")), "b c   d\te⏎f||n"},
		{"over paragraphs and headings", `<text:h>a` + noted("1", "n") + `b</text:h>` + odtPara() + odtPara("c", notedEnd("1"), "d"), "b⏎c||n"},
		{"inside a span, with paragraphs of its own", odtPara("a", styled("N", strings.Replace(noted("1", "n"), "n</text:p>", `n<text:s/>m</text:p><text:p>`+styled("Y", "o")+`</text:p>`, 1)), "b", notedEnd("1")), "b||n m⏎⏎o"},
		{"a point", odtPara("a", noted("", "n"), "b") + odtPara("c"), "ab||n"},
		{"without an end", odtPara("a", noted("1", "n"), "b"), "ab||n"},
		{"two of one name", odtPara(noted("1", "n"), "a", notedEnd("1"), noted("1", "m"), "b", notedEnd("1")), "ab||n  ab||m"},
		{"an end of nothing", odtPara("a", notedEnd("2"), styled("Y", "b")), "b|yellow|"},
		{"outside all paragraphs", noted("1", "n") + odtPara("a"), "||n"},
		{"an answer", odtPara(noted("1", "n"), "a", notedEnd("1"), strings.Replace(noted("2", "m"), `office:name="2"`, `office:name="2" loext:parent-name="1"`, 1), " b"), "a||n  a||m"},
		{"a highlight", odtPara("a ", styled("Y", "b"), styled("N", "c")), "b|yellow|"},
		{"highlights inside each other", odtPara(styled("Y", "a"+styled("none", "b")+styled("G", "c")+styled("N", "d"))), "ab|yellow|  c|green|"},
		{"with a comment on it", odtPara(noted("1", "n"), styled("G", "a"), notedEnd("1"), styled("Y", "b")), "a|green|n  b|yellow|"},
		{"a paragraph's", `<text:p text:style-name="G">a</text:p>` + odtPara("b"), "a|green|"},
		{"a text box", odtPara("a", `<draw:frame><draw:text-box>`+odtPara(noted("1", "n"), "b", notedEnd("1"))+`</draw:text-box></draw:frame>`, "c"), "b||n"},
		{"what is not the text", `<text:tracked-changes>` + odtPara("x") + `</text:tracked-changes>` + odtPara(noted("1", "n"), "a<text:note>"+odtPara("y")+"</text:note>b", notedEnd("1")), "ab||n"},
	} {
		f, err := Read(zipped(t, openDocument(test.body)), "", "")
		if got := inShort(f); err != nil || got != test.want || f.Format != "odt" {
			t.Errorf("%s: %s as %s, %v, want %s", test.about, got, f.Format, err, test.want)
		}
	}
}

func TestWhoWroteACommentOfODT(t *testing.T) {
	f, err := Read(zipped(t, openDocument(odtPara(noted("1", "n"), "a", notedEnd("1")))), "talk.odt", "")
	if err != nil || len(f.Items) != 1 {
		t.Fatal(f, err)
	}
	i := f.Items[0]
	if i.Creator != "李" || i.Created.Format("2006-01-02 15:04:05") != "2026-03-04 05:06:00" || strings.Join(i.Titles, "|") != "a|The title|talk" {
		t.Errorf("%q at %v, of %q", i.Creator, i.Created, i.Titles)
	}
}

// An export of lectern's that LibreOffice saved as its own keeps tags apart from notes.
func TestODTOfOurs(t *testing.T) {
	parts := openDocument(odtPara(noted("1", "n</text:p><text:p>#政策 · point"), "a", notedEnd("1")))
	parts["meta.xml"] = strings.Replace(parts["meta.xml"], "</office:meta>", `<meta:user-defined meta:name="lectern">point · figure</meta:user-defined></office:meta>`, 1)
	f, err := Read(zipped(t, parts), "", "")
	if got := inShort(f); err != nil || got != "a||n#政策" {
		t.Error(got, err)
	}
}

func TestRefusedODT(t *testing.T) {
	with := func(part, content string) []byte {
		parts := openDocument(odtPara("a"))
		parts[part] = content
		return zipped(t, parts)
	}
	for _, test := range []struct {
		about, name, format string
		data                []byte
		want                string // empty: of no format
	}{
		{"nothing in the margin", "", "", zipped(t, openDocument(odtPara("a"))), "there are no comments and no highlights in it"},
		{"a password", "", "", with("META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>`), "a password locks it"},
		{"breaks off inside", "", "", with("content.xml", "<office:document-content>"), "it is damaged: line 1 of content.xml in it: "},
		{"a document type", "", "", with("content.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`), "declares a document type"},
		{"too many comments", "", "", with("content.xml", openDocument(odtPara(strings.Repeat(noted("", ""), maxNotes+1)))["content.xml"]), "there are over 10000 comments in it"},
		{"too deep", "", "", with("content.xml", strings.Repeat("<x>", 2000)), "over 1000 deep in content.xml"},
		{"a zip of something else, by its name", "a.odt", "", zipped(t, map[string]string{"x": "y"}), "it is no OpenDocument text (choose the .odt file itself)"},
		{"text, by its name", "a.odt", "", []byte("text"), "it is no OpenDocument text"},
		{"a zip of something else", "", "", zipped(t, map[string]string{"content.xml": "y"}), ""},
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
