//go:build !windows

package cli_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// hidden is what a file of tags tries on the terminal: sequences as characters,
// and as entities that only reading it brings out.
const hidden = "\x1b[45;7mx\u009b45;7mx\u202ex\x7fx&#27;[45;7mx&#x1b;]0;owned&#7;x&#x9b;45;7mx&#155;31mx&#x202e;x&#8;x"

// hostile are files of each format with hidden in their words and titles.
func hostile(t *testing.T) map[string]string {
	t.Helper()
	paragraph := func(tag string) string { return "<" + tag + ">正文" + hidden + "之后。</" + tag + ">" }
	dc := `<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>标题` + hidden + `</dc:title><dc:creator>某人` + hidden + `</dc:creator></m>`
	pdf := "BT /F 12 Tf 50 700 Td (Words \\033[45;7m of a speech that goes on for long enough.) Tj ET"
	return map[string]string{
		"a.html": "<html><title>标题" + hidden + "</title><h1>标题" + hidden + "</h1>" + "<h2>节" + hidden + "</h2>" + paragraph("p") + "<ul><li>" + hidden + "</li></ul><table><tr><td>" + hidden + "</td><td>b</td></tr></table>",
		"a.docx": packed(t, "[Content_Types].xml", "", "docProps/core.xml", dc,
			"word/document.xml", `<w:document><w:body><w:p><w:r><w:t>标题`+hidden+`</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>节`+hidden+`</w:t></w:r></w:p><w:p><w:r>`+paragraph("w:t")+`</w:r></w:p></w:body></w:document>`),
		"a.odt": packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "meta.xml", dc,
			"content.xml", `<office:document-content><text:p>标题`+hidden+`</text:p><text:list-style style:name="`+hidden+`"/><text:h text:outline-level="2">节`+hidden+`</text:h>`+paragraph("text:p")+`</office:document-content>`),
		"a.epub": packed(t, "META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`,
			"b.opf", `<package>`+dc+`<manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`,
			"a.xhtml", "<html><h1>标题"+hidden+"</h1><h2>节"+hidden+"</h2>"+paragraph("p")),
		"a.srt":      "1\n00:00:01,000 --> 00:00:02,000\n正文" + hidden + "之后。\n",
		"a.vtt":      "WEBVTT 标题" + hidden + "\n\n00:01.000 --> 00:02.000\n<v 某人" + hidden + ">正文" + hidden + "之后。\n",
		"a.fountain": "Title: 标题\x1b[45;7m\n\n# 一\x1b[45;7m\n\nADA\x1b[45;7M\n正文\x1b[45;7m\u009b45;7m之后。\n",
		"a.pdf": "%PDF-1.7\n1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Kids [3 0 R]>> endobj 3 0 obj <</Contents 4 0 R /MediaBox [0 0 600 800] /Resources <</Font <</F <</Subtype /Type1>>>>>>>> endobj\n" +
			"4 0 obj <<>> stream\n" + pdf + "\nendstream endobj trailer <</Root 1 0 R>>",
	}
}

// packed is a zip with the files that are named and given in turn.
func packed(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNothingOfAnyFormatIsObeyed(t *testing.T) {
	t.Parallel()
	for name, content := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			writeFile(t, filepath.Join(folder, name), content)
			w := where{columns: 120, rows: 30, folder: folder, args: []string{"--ambiguous", "narrow", name}}
			if name == "a.pdf" { // by our own reader: poppler's drops controls
				w.env = map[string]string{"PATH": folder}
			}
			s := start(t, w)
			s.waitFor("␛[45;7m")
			s.keys("i")
			s.waitFor("关于这篇讲话")
			s.keys("<esc>")
			s.waitWithout("关于这篇讲话")
			if name != "a.srt" && name != "a.pdf" { // they have no outline
				s.keys("t")
				s.waitFor("Esc 返回")
				s.keys("<esc>")
				s.waitFor("1–5 标注")
			}
			s.keys("gy")
			s.waitFor("已复制（OSC 52）")
			var copied string
			s.waitUntil("something copied", func(screen) bool {
				copied = s.clipboard()
				return copied != ""
			})
			if strings.ContainsFunc(copied, obeyed) {
				t.Errorf("copied: %q", copied)
			}
			s.leave()
			checkNothingObeyed(t, s.raw())
		})
	}
}
