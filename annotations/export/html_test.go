package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"lectern/annotations"
	"lectern/model"
)

// webPage is a web page as a browser's parser sees it.
type webPage struct {
	t    testing.TB
	root *html.Node
}

func pageOf(t testing.TB, speeches ...*Speech) webPage {
	t.Helper()
	content := written(t, "html", &Export{Speeches: speeches})
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return webPage{t, root}
}

// all are the elements that are wanted, in order.
func (p webPage) all(want func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			found = append(found, n)
		}
	}
	return found
}

func (p webPage) named(names ...string) []*html.Node {
	return p.all(func(n *html.Node) bool { return slices.Contains(names, n.Data) })
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// speechText is the text of a node without what stands in it that is not the
// speaker's: notes and their numbers.
func speechText(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data
	case n.Data == "aside" || n.Data == "sup":
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(speechText(c))
	}
	return b.String()
}

// isParagraph reports whether a node is a paragraph of the speech: only these have
// an id and words in either direction.
func isParagraph(n *html.Node) bool {
	return attribute(n, "id") != "" && attribute(n, "dir") == "auto" && n.Data != "aside"
}

// checkText holds that the paragraphs are the speech's.
func (p webPage) checkText(s *Speech) {
	p.t.Helper()
	var got, want []string
	for _, n := range p.all(isParagraph) {
		got = append(got, speechText(n))
	}
	for _, shown := range (&Export{}).whole(s).paragraphs {
		want = append(want, model.Inert(s.Document.Plain(shown.Span)))
	}
	if !slices.Equal(got, want) {
		p.t.Errorf("the paragraphs are\n%q, not\n%q", got, want)
	}
}

// checkMarks holds that the marks of a passage are its words, and what its note
// says.
func (p webPage) checkMarks(s *Speech) {
	p.t.Helper()
	words := map[string]string{}
	colors := map[string]string{}
	for _, n := range p.all(func(n *html.Node) bool {
		return isParagraph(n) || n.Data == "mark" || n.Data == "blockquote" && attribute(n, "dir") != ""
	}) {
		if n.Data != "mark" {
			for id := range words {
				words[id] += "\n"
			}
			continue
		}
		id := attribute(n, "data-annotation")
		words[id] += speechText(n)
		colors[id], _, _ = strings.Cut(attribute(n, "class"), " ")
	}
	for _, passage := range (&Export{}).passages(s) {
		if got := bare(words[passage.ID]); got != bare(passage.Quote) {
			p.t.Errorf("the marks of %s are on %q, not on %q", passage.ID, got, passage.Quote)
		}
		if got := colors[passage.ID]; got != passage.Color && (got != "none" || passage.Color != "") && bare(passage.Quote) != "" {
			p.t.Errorf("the marks of %s are %q, not %q", passage.ID, got, passage.Color)
		}
	}
}

// checkInert holds that the page has nothing that runs, asks for something or
// looks otherwise than its own style says.
func (p webPage) checkInert() {
	p.t.Helper()
	ids := map[string]bool{}
	for _, n := range p.all(func(*html.Node) bool { return true }) {
		if !slices.Contains(strings.Fields(`html head meta title style body article nav ol ul li a div h1 h2 h3 h4 h5 h6 p pre span b em s code mark sup
			aside footer time section blockquote strong del table thead tbody tr th td hr br`), n.Data) {
			p.t.Errorf("there is a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(strings.Fields("lang charset http-equiv content name dir id class role aria-label title href rel data-annotation datetime start align"), a.Key) {
				p.t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
			if a.Key == "id" && ids[a.Val] {
				p.t.Errorf("the id %s is there twice", a.Val)
			}
			if a.Key == "id" {
				ids[a.Val] = true
			}
		}
	}
	for _, n := range p.named("a") {
		to := attribute(n, "href")
		u, err := url.Parse(to)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" && (u.Scheme != "" || !ids[strings.TrimPrefix(to, "#")]) {
			p.t.Errorf("a link leads to %q", to)
		}
	}
}

func TestHTMLIsTheWholeSpeechWithItsMarks(t *testing.T) {
	for _, s := range []*Speech{wholeSpeech(t), notesOn(t, everything...)} {
		p := pageOf(t, s)
		p.checkText(s)
		p.checkMarks(s)
		p.checkInert()
	}
}

func TestHTMLGolden(t *testing.T) {
	golden(t, "whole.html", written(t, "html", &Export{Speeches: []*Speech{wholeSpeech(t)}}))
}

// The policy lets the style in that is there, and nothing else.
func TestHTMLPolicy(t *testing.T) {
	p := pageOf(t, wholeSpeech(t))
	styles := p.named("style")
	if len(styles) != 1 {
		t.Fatalf("there are %d styles", len(styles))
	}
	hash := sha256.Sum256([]byte(styles[0].FirstChild.Data))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"
	metas := p.named("meta")
	i := slices.IndexFunc(metas, func(n *html.Node) bool { return attribute(n, "http-equiv") == "Content-Security-Policy" })
	if i != 1 || attribute(metas[i], "content") != want || attribute(metas[0], "charset") != "utf-8" {
		t.Errorf("after the encoding the policy is %q, not %q", attribute(metas[i], "content"), want)
	}
	if strings.ContainsAny(styles[0].FirstChild.Data, "<\\") || strings.Contains(styles[0].FirstChild.Data, "url(") || strings.Contains(styles[0].FirstChild.Data, "@import") {
		t.Error("the style asks for something")
	}
}

func TestHTMLNotesAreNumberedAsTheyAreRead(t *testing.T) {
	p := pageOf(t, wholeSpeech(t))
	var numbers []string
	for i, n := range p.named("aside") {
		number := strconv.Itoa(i + 1)
		if attribute(n, "id") != "n"+number {
			t.Errorf("note %s has the id %s", number, attribute(n, "id"))
		}
		numbers = append(numbers, number)
	}
	var marks, signs []string
	for _, n := range p.named("mark", "sup") {
		if id := attribute(n, "id"); n.Data == "mark" && id != "" {
			marks = append(marks, id[1:])
		} else if n.Data == "sup" {
			signs = append(signs, n.FirstChild.FirstChild.Data)
		}
	}
	if !slices.Equal(signs, numbers) {
		t.Errorf("the numbers are %q", signs)
	}
	if slices.Sort(marks); len(marks) != len(numbers) {
		t.Errorf("%d of %d passages can be gone to", len(marks), len(numbers))
	}
}

func TestHTMLOutline(t *testing.T) {
	s := wholeSpeech(t)
	p := pageOf(t, s)
	var got []string
	for _, n := range p.named("a") {
		if n.Parent.Data != "li" || n.Parent.Parent.Data != "ol" {
			continue
		}
		depth := 0
		for up := n.Parent; up != nil; up = up.Parent {
			if up.Data == "ol" {
				depth++
			}
		}
		got = append(got, fmt.Sprint(depth, " ", n.FirstChild.Data))
	}
	want := []string{"1 开篇", "1 一、加强学习", "2 （一）学什么", "2 （二）怎么学", "1 二、狠抓落实"}
	if !slices.Equal(got, want) {
		t.Errorf("the outline is %q", got)
	}
	var levels []string
	for _, n := range p.named("h1", "h2", "h3") {
		levels = append(levels, n.Data+" "+speechText(n))
	}
	want = []string{"h1 在全局工作会议上的讲话", "h2 一、加强学习", "h3 （一）学什么", "h3 （二）怎么学", "h2 二、狠抓落实", "h2 原文中已找不到的段落"}
	if !slices.Equal(levels, want) {
		t.Errorf("the headings are %q", levels)
	}
}

// Leads inside a paragraph can be gone to.
func TestHTMLOutlineLeadsToLeads(t *testing.T) {
	s := notesOn(t)
	s.Document = model.Parse(model.Source{Text: "一、抓落实\n要把认识统一起来。各单位要学习好、领会好，把思想统一到县委的部署上来。要着力破解土地出让难问题。在当前市场疲软的大环境下，要主动作为，多措并举。要不断夯实保护责任。牢固树立理念，统筹保护资源与保障发展的关系。\n"})
	p := pageOf(t, s)
	p.checkText(s)
	p.checkInert()
	leads := 0
	for _, n := range p.named("span") {
		if attribute(n, "id") != "" && n.FirstChild.Data == "b" {
			leads++
		}
	}
	if leads < 2 {
		t.Errorf("%d leads can be gone to", leads)
	}
}

func TestHTMLOfSeveralSpeeches(t *testing.T) {
	p := pageOf(t, wholeSpeech(t), notesOn(t, everything...))
	p.checkInert()
	if got := len(p.named("article")); got != 2 {
		t.Errorf("there are %d articles", got)
	}
	if title := p.named("title")[0].FirstChild.Data; title != "讲话笔记" {
		t.Errorf("the title is %q", title)
	}
}

func TestNoteHTML(t *testing.T) {
	for note, want := range map[string]string{
		"**a** *b* ~~c~~ `d`":            "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>\n",
		"# h":                            "<p><strong>h</strong></p>\n",
		"<script>alert(1)</script>":      "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
		"a <img src=x onerror=y> b":      "<p>a &lt;img src=x onerror=y&gt; b</p>\n",
		"<!-- x -->":                     "<p>&lt;!-- x --&gt;</p>\n",
		"![图](https://a.org/x.png)":      "<p>[图]</p>\n",
		"[a](https://a.org/?b=1&c=<)":    "<p><a href=\"https://a.org/?b=1&amp;c=%3C\" rel=\"noopener noreferrer\">a</a></p>\n",
		"[a](javascript:x) [b](d:x) c":   "<p>a b c</p>\n",
		"[a](/etc) [b](//evil.org)":      "<p>a b</p>\n",
		"<mailto:a@b.org>":               "<p><a href=\"mailto:a@b.org\" rel=\"noopener noreferrer\">mailto:a@b.org</a></p>\n",
		"<a@b.org> <data:x>":             "<p><a href=\"mailto:a@b.org\" rel=\"noopener noreferrer\">a@b.org</a> data:x</p>\n",
		"https://a.org/?b 一 ftp://a.org": "<p><a href=\"https://a.org/?b\" rel=\"noopener noreferrer\">https://a.org/?b</a> 一 ftp://a.org</p>\n",
		"| a |\n|:-:|\n| b |":            "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\">b</td>\n</tr>\n</tbody>\n</table>\n",
		"&#27;[45;7m &#8238;x &#9;y":     "<p>␛[45;7m ⇄x \ty</p>\n",
		strings.Repeat(">", 65):          "<pre>" + strings.Repeat("&gt;", 65) + "</pre>",
	} {
		if got := string(noteHTML(note)); got != want {
			t.Errorf("%q is\n%q, not\n%q", note, got, want)
		}
	}
}

// What keeps a parser busy is shown in no time.
func TestNoteHTMLOfHostileNotes(t *testing.T) {
	for _, pattern := range []string{"[a](", "*a_ ", "- ", "> ", "`", "![", "<a@", "&", "|a", "www.a"} {
		for _, size := range []int{maxNote - 8, 1 << 20} {
			begun := time.Now()
			noteHTML(strings.Repeat(pattern, size/len(pattern)))
			if took := time.Since(begun); took > 30*time.Second { // a busy machine may take some of that
				t.Errorf("%d bytes of %q take %v", size, pattern, took)
			}
		}
	}
}

// Whatever a speech, a note, a tag or a name holds, the page has the text and
// the marks, and nothing that runs.
func FuzzHTML(f *testing.F) {
	for _, s := range []string{"a", "<script>", "</style>", "</aside></div>", "&amp;", "\x00\x1b", "\ufffe", "a\tb\n\nc", "שלום 1", "[x](javascript:a)", "![x](y)", "\"'><b onclick=x>", "```\n</pre>\n```", "<https://a.b>", "www.a.org", "|a|\n|-|", "\n\nx", "# h", "第一、好\n要抓紧。去"} {
		f.Add(s, s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, text, note string, from, to int) {
		s := fuzzedSpeech(t, text, note, from, to)
		p := pageOf(t, s)
		p.checkText(s)
		p.checkMarks(s)
		p.checkInert()
	})
}

// fuzzedSpeech is a text with marks of all colours near a span, and one that
// has lost its place.
func fuzzedSpeech(t *testing.T, text, note string, from, to int) *Speech {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r", "")
	d := model.Parse(model.Source{Text: text})
	s := markedSpeech(t, d, note, mark{"lost" + text, annotations.Red, note, []string{note}})
	set := annotations.NewSet(s.Notes)
	for i, color := range annotations.Colors {
		a := annotations.New(d, model.Span{Start: from + i, End: min(to, len(text)) + i}, start)
		a.Color, a.Note, a.Creator, a.Tags = color, note, note, []string{"t", note}
		set.Add(start, a)
	}
	s.Notes = set.Notes()
	s.Places = annotations.Anchor(d, s.Notes)
	return s
}
