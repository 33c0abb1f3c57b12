package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestHTML(t *testing.T) {
	for _, test := range []struct{ what, page, want string }{
		{"blank space is one blank", "<p>two\n   words&nbsp;here\t</p>", "two words\u00a0here\n"},
		{"a line wrapped between ideographs is whole", "<p>同志们，\n今天  开会\nNow</p>", "同志们，今天 开会 Now\n"},
		{"entities are decoded once", "<p>AT&amp;T &amp;lt; &#x4e00;&copy</p>", "AT&T &lt; 一©\n"},
		{"emphasis", "<p>a <b>strong <i>both</i></b> <em>word</em> <s>gone</s> <span style='font-weight: 700'>heavy</span></p>", "a *strong* *_both*_ _word_ ~gone~ *heavy*\n"},
		{"headings", "<h1>One</h1><h3 class=x>Three <br> lines</h3>text", "section1 One\nsection3 Three⏎lines\ntext\n"},
		{"paragraphs that nobody ends", "<p>one<p>two<div>three<p>four</div>five", "one\ntwo\nthree\nfour\nfive\n"},
		{"line breaks make paragraphs", "<p>　　第一段话说完了。<br>　　第二段话也说完了。<br><br>　　第三段。</p>", "第一段话说完了。\n第二段话也说完了。\n第三段。\n"},
		{"a stanza stays together", "<p>Roses are red,<br>Violets are blue,<br>Sugar is sweet</p>", "pre Roses are red,⏎Violets are blue,⏎Sugar is sweet\n"},
		{"lists", "<ul><li>one<li><p>two</p><p>more</p><ol start=3 type=i><li>three<li value=9>nine</ol></ul>", "item • one\nitem • two\nmore\niii. three\nix. nine\n"},
		{"Chinese numerals", "<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", "一、甲\n二、乙\n"},
		{"a table of facts", "<table><tr><th>Year<th>Sum<tr><td>2022<td><b>5</b> m</table>", "pre Year | Sum⏎2022 | *5* m\n"},
		{"a table for the layout", "<table><tr><td>" + strings.Repeat("long ", 40) + "<td>x</table>", strings.TrimSpace(strings.Repeat("long ", 40)) + "\nx\n"},
		{"one cell is no table", "<table><tr><td>alone</table>", "alone\n"},
		{"preformatted text", "<pre>a\n  b\n</pre>", "pre a⏎  b\n"},
		{"what is not shown", "<p>a<script>x</script><style>y</style><noscript>z</noscript><span hidden>h</span><i style='display:none'>n</i><template><p>t</template>b</p>", "ab\n"},
		{"pandoc's title", "<header><h1 class='title'>A speech</h1><p class='author'>A name</p></header><h1>One</h1>", "title A speech\nA name\nsection1 One\n"},
		{"a class on a later heading", "<p>words</p><h1 class='title'>One</h1>", "words\nsection1 One\n"},
		{"pandoc's notes", "<p>a<a href=#fn1 class=footnote-ref role=doc-noteref><sup>1</sup></a></p><section role=doc-endnotes><ol><li id=fn1 role=doc-endnote><p>b<a href=#fnref1 class=footnote-back>↩</a></p></li></ol></section>", "a[1]\nnote [1] b\n"},
		{"LibreOffice's notes", "<p>a<a class=sdfootnoteanc href=#sdfootnote1sym><sup>1</sup></a></p><div id=sdfootnote1><p><a class=sdfootnotesym href=#sdfootnote1anc>1</a> b</p></div>", "a[1]\nnote [1] b\n"},
		{"notes in a list", "<p>a<sup><a href=#n>1</a></sup></p><ol><li id=n>b</li></ol>", "a[1]\nnote [1] b\n"},
		{"ruby", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢(kan)字\n"},
		{"quotes", "<p>he said <q>yes</q>.", "he said “yes”.\n"},
		{"comments and odd tags", "<p>a<!-- <b>x</b> -->b<unknown>c</unknown></nothing>d", "abcd\n"},
		{"an end tag does not leave its cell", "<table><tr><td>a</b></p>b<td>c</table>d", "pre ab | c\nd\n"},
	} {
		s := readWhole(t, "<!doctype html><title>T</title>"+test.page, "")
		if got := outlined(s.Source); got != test.want || s.Format != "html" {
			t.Errorf("%s: got\n%swant\n%s", test.what, got, test.want)
		}
	}
}

func TestHTMLIsKnownByWhatIsInIt(t *testing.T) {
	for raw, want := range map[string]string{
		"<!DOCTYPE HTML PUBLIC \"x\"><p>a":                                           "html",
		"\ufeff\n <html lang=zh><p>a":                                                "html",
		"<?xml version=\"1.0\"?>\n<!-- saved -->\n<html xmlns=\"x\"><p>a</p></html>": "html",
		"<htmlx>":               "text",
		"text about <html> tag": "text",
		"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00a\x00": "html",
	} {
		if s := readWhole(t, raw, "a.txt"); s.Format != want {
			t.Errorf("%.40q is read as %s", raw, s.Format)
		}
	}
}

func TestHTMLInItsOwnEncoding(t *testing.T) {
	const words = "同志们，今天我们在这里开会，总结全年的工作。"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	kana, err := japanese.ShiftJIS.NewEncoder().String("みなさん、こんにちは。")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ page, words, encoding string }{
		{"<html><meta charset=gb2312><p>" + gbk, words, "gb18030"},
		{"<html><meta http-equiv=Content-Type content='text/html; charset=GBK'><p>" + gbk, words, "gb18030"},
		{"<html><p>" + gbk, words, "gb18030"},
		{"<html><meta charset=gbk><p>" + words, words, "utf-8"}, // saved anew
		{"<html><meta charset=shift_jis><p>" + kana, "みなさん、こんにちは。", "shift_jis"},
		{"<html><meta charset=klingon><p>" + words, words, "utf-8"},
	} {
		s := readWhole(t, test.page, "a.html")
		if s.Text != test.words || s.Encoding != test.encoding {
			t.Errorf("%.60q: %q in %s", test.page, s.Text, s.Encoding)
		}
	}
}

// savedPage is a page as a browser saves it, with what stands around the text.
const savedPage = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>在全市教育大会上的讲话_某市政府网</title>
<link rel="canonical" href="https://example.org/speech.html"></head><body>
<div class="header"><a href="/">首页</a> <a href="/news">新闻</a> <a href="/about">关于</a></div>
<nav><ul><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul></nav>
<div class="wrap"><h1>在全市教育大会上的讲话</h1>
<div class="share">分享到：<a href="#">微信</a></div>
<div id="content"><p>同志们：</p><p>今天我们召开全市教育大会，主要任务是总结工作、分析形势，部署今后一个时期的任务。</p>
<p>一、提高认识</p><p>教育是民生之首，是发展的根本，各级各部门必须把教育放在优先发展的位置上来谋划、来推进。</p>
<p><a href="/x">相关链接</a></p><p>我就讲这些，谢谢大家。</p></div>
<div class="related"><ul><li><a href="/1">另一篇新闻的标题</a></li><li><a href="/2">又一篇新闻的标题</a></li></ul></div></div>
<footer><p>版权所有：某市人民政府办公室，未经许可，不得转载。</p></footer></body></html>`

func TestSavedPageIsItsArticle(t *testing.T) {
	s := readWhole(t, savedPage, "page.html")
	want := "title 在全市教育大会上的讲话\n同志们：\n今天我们召开全市教育大会，主要任务是总结工作、分析形势，部署今后一个时期的任务。\n一、提高认识\n" +
		"教育是民生之首，是发展的根本，各级各部门必须把教育放在优先发展的位置上来谋划、来推进。\n我就讲这些，谢谢大家。\n"
	got := strings.Replace(outlined(s.Source), "section1 ", "title ", 1)
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if s.Title != "在全市教育大会上的讲话" || s.URL != "https://example.org/speech.html" || s.Language != "zh" {
		t.Errorf("title %q, address %q, language %q", s.Title, s.URL, s.Language)
	}
}

func TestSitesNameIsNoTitle(t *testing.T) {
	for tag, want := range map[string]string{
		"A speech - The Daily":  "A speech",
		"A well-known speech":   "A well-known speech",
		"讲话全文_新华网":              "讲话全文",
		"讲话全文--某某新闻网":           "讲话全文",
		"Remarks | Site | Home": "Remarks",
		"－":                     "－",
	} {
		s := readWhole(t, "<html><title>"+tag+"</title><p>words", "")
		if s.Title != want {
			t.Errorf("%q: title %q", tag, s.Title)
		}
	}
}

func TestHostileHTML(t *testing.T) {
	formatting := "<p>"
	for i := range 400 {
		formatting += "<b id=" + string(rune('a'+i%26)) + strings.Repeat("x", i/26) + ">"
	}
	for what, page := range map[string]string{
		"tags in tags":               strings.Repeat("<div>", 200_000) + "words",
		"quotes in quotes":           strings.Repeat("<blockquote>", 3000) + "words",
		"tables in tables":           strings.Repeat("<table><tr><td>", 5000) + "words",
		"formatting that never ends": formatting + strings.Repeat("words<p>", 20_000),
		"ends of what is not open":   "words" + strings.Repeat("</p></x>", 200_000),
		"links":                      strings.Repeat("<a href=x>", 100_000) + "words",
		"attributes":                 "<p " + strings.Repeat("a ", 100_000) + ">words",
		"lists in lists":             strings.Repeat("<ul><li>", 50_000) + "words",
		"a comment that never ends":  "words<!--" + strings.Repeat("x", 1<<20),
		"a tag that never ends":      "words<a " + strings.Repeat("x", 1<<20),
		"regions by the dozen":       strings.Repeat("<div></div>", 100_000) + "words",
	} {
		s, err := Read(strings.NewReader("<html>"+page), "", "")
		if err != nil || !strings.Contains(s.Text, "words") {
			t.Errorf("%s: %.40q, %v", what, s.Text, err)
		}
	}
	if _, err := Read(strings.NewReader("<html>"+strings.Repeat("<p>x", 400_000)), "", ""); err == nil {
		t.Error("400,000 paragraphs are read")
	}
}
