package source

import (
	"errors"
	"strings"
	"testing"
)

const bookOf = `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`

// epubOf is an e-book of two chapters, in an order that is not their names', and further files.
func epubOf(t testing.TB, first, second string, files ...string) string {
	return zipped(t, append([]string{
		"mimetype", "application/epub+zip", epubContainer, bookOf,
		"OPS/book.opf", `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>演讲集</dc:title><dc:title>副题</dc:title><dc:creator>张 三</dc:creator><dc:date>2022-07-01T00:00:00Z</dc:date><dc:language>zh-CN</dc:language></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="one" href="a%20b/z.xhtml"/><item id="two" href="a.xhtml#x"/><item id="out" href="../../etc/passwd"/></manifest>
<spine><itemref idref="n"/><itemref idref="one"/><itemref idref="out"/><itemref idref="two"/><itemref idref="none"/></spine></package>`,
		"OPS/nav.xhtml", "<html><body><p>Contents</p></body></html>",
		"OPS/a b/z.xhtml", `<?xml version="1.0" encoding="UTF-8"?><html><head><title>x</title></head><body>` + first + `</body></html>`,
		"OPS/a.xhtml", "<html><body>" + second + "</body></html>",
	}, files...)...)
}

func TestEPUB(t *testing.T) {
	first := `<h1>第一讲</h1><p>话<a epub:type="noteref" href="#n">1</a>说。<sup><a href="#m">*</a></sup></p><aside epub:type="footnote" id="n"><p>注。</p></aside><aside epub:type="footnote" id="m"><p>* 又。</p></aside>`
	s := readWhole(t, epubOf(t, first, `<h1>第二讲</h1><script>x</script><p>完<span epub:type="pagebreak">12</span>了。</p>`), "")
	want := "section1 第一讲\n话[1]说。*\nsection1 第二讲\n完了。\nnote [1] 注。\nnote * 又。\n"
	if got := outlined(s.Source); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if s.Format != "epub" || s.Title != "演讲集" || s.Speaker != "张 三" || s.Date != "2022-07-01" || s.Language != "zh" {
		t.Errorf("%+v", s)
	}
}

func TestEPUBsTitlePage(t *testing.T) {
	s := readWhole(t, epubOf(t, `<h1 class="title">演讲集</h1><p class="author">张三</p>`, `<h1>演讲集</h1><p>话。</p><h1>又一讲</h1>`), "")
	if got, want := outlined(s.Source), "title 演讲集\n张三\n话。\nsection1 又一讲\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestEPUBsListOfChaptersIsLeftOut(t *testing.T) {
	list := strings.Repeat(`<p><a href="x.xhtml">A chapter of the book</a></p>`, 5)
	s := readWhole(t, epubOf(t, list, "<p>words</p>"), "")
	if s.Text != "words" {
		t.Errorf("%q", s.Text)
	}
}

func TestBadEPUB(t *testing.T) {
	locked := func(algorithm string) []string {
		return []string{"META-INF/encryption.xml", `<encryption xmlns:enc="x"><enc:EncryptedData><enc:EncryptionMethod Algorithm="` + algorithm + `"/></enc:EncryptedData></encryption>`}
	}
	for _, test := range []struct {
		what, raw string
		err       error
		says      string
	}{
		{"a locked book", epubOf(t, "x", "y", locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc")...), ErrEncrypted, "the shop that sold it has locked it"},
		{"fonts that are scrambled", epubOf(t, "<p>x", "<p>y", locked("http://www.idpf.org/2008/embedding")...), nil, ""},
		{"no container", zipped(t, "mimetype", "application/epub+zip"), ErrDamaged, "where it begins"},
		{"a container of nothing", zipped(t, epubContainer, "<container/>"), ErrDamaged, "where it begins"},
		{"no package", zipped(t, epubContainer, bookOf), ErrDamaged, "what is in it"},
		{"no chapters", epubOf(t, "", ""), ErrEmpty, "choose a file"},
		{"a chapter that is too big", epubOf(t, strings.Repeat("word ", 3<<20), ""), ErrTooBig, "over 10 MB"},
	} {
		_, err := Read(strings.NewReader(test.raw), "talk.epub", "")
		if !errors.Is(err, test.err) || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}
