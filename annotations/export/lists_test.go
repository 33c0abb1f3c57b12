package export

import (
	"bytes"
	"io"
	"log"
	"regexp"
	"slices"
	"strings"
	"testing"

	goorg "github.com/niklasfasching/go-org/org"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model"
)

// read is what an independent reader of Org finds: headlines with their level,
// tags and title, and the texts under them.
type headline struct {
	level int
	title string
	tags  []string
	texts []string
}

func readOrg(t testing.TB, data []byte) (lines []headline) {
	t.Helper()
	configuration := goorg.New()
	configuration.Log = log.New(io.Discard, "", 0)
	d := configuration.Parse(bytes.NewReader(data), "export.org")
	if d.Error != nil {
		t.Fatalf("%v in\n%s", d.Error, data)
	}
	var walk func(nodes []goorg.Node)
	walk = func(nodes []goorg.Node) {
		for _, n := range nodes {
			switch n := n.(type) {
			case goorg.Headline:
				lines = append(lines, headline{level: n.Lvl, title: goorg.String(n.Title...), tags: n.Tags})
				walk(n.Children)
			case goorg.Block, goorg.Paragraph, goorg.List, goorg.Table, goorg.Keyword, goorg.Comment, goorg.HorizontalRule, goorg.Example, goorg.Drawer:
				if len(lines) > 0 {
					if text := strings.TrimSpace(orgText(n)); text != "" {
						lines[len(lines)-1].texts = append(lines[len(lines)-1].texts, text)
					}
				}
			}
		}
	}
	walk(d.Nodes)
	return lines
}

// orgText is the words of an element; anything but a block of words shows how it
// would be written.
func orgText(n goorg.Node) string {
	b, ok := n.(goorg.Block)
	if !ok {
		return goorg.String(n)
	}
	words := goorg.String(b.Children...)
	if b.Name != "QUOTE" { // this reader leaves to us what the manual says in 12.6
		words = escapedLine.ReplaceAllString(words, "$1$2")
	}
	return words
}

var escapedLine = regexp.MustCompile(`(?m)^([ \t]*),(,*(?:\*|#\+))`)

func TestOrgReadsBack(t *testing.T) {
	lines := readOrg(t, exported(t, "org", everything...))
	var titles []string
	for _, h := range lines {
		titles = append(titles, strings.Repeat("*", h.level)+" "+strings.ReplaceAll(h.title, "\u200b", ""))
	}
	want := []string{
		"* 在全局工作会议上的讲话", "** 开篇", "*** 今天讲两点。", "** 一、加强学习", "*** （一）要坚持“人民至上”，**同志们要记住。",
		"**** 要坚持“人民至上”，**同志们", "**** 人民至上", "**** 人民至上", "**** # 不是标题 1. 2. <b>x</b> & …",
		"**** =1+1 是\"算式\"， １。 ＠人人", "**** שלום 𠮷", "** 二、狠抓落实",
		"*** - 要抓`落实`。 三是כן 👨‍👩‍👧。 谢谢", "** 原文中已找不到的段落", "*** 不在原文里的话 *x*",
	}
	if !slices.Equal(titles, want) {
		t.Errorf("the headlines are\n%s", strings.Join(titles, "\n"))
	}
	if got := lines[5]; !slices.Equal(got.tags, []string{"政策_用地", "two_words", "a_b"}) ||
		!slices.Equal(got.texts, []string{"要坚持“人民至上”，**同志们", "与 **2022** 版对照。\n\n- 一\n- 二"}) {
		t.Errorf("the passage is %+v", got)
	}
}

// Whatever a quote, a note, a tag or a role holds, the headlines are those of the
// passages, and quote and note read as they were.
func FuzzOrg(f *testing.F) {
	for _, s := range []string{"a", "* h", "*", "**b**", "#+end_quote", "#+begin_src", ",* x", ",,#+x", ":END:", "[[x]]", "TODO x", "- x\n- y", "| a |", "x :tag:", "# c", "\t* x", "[fn:1] x", "<2020-01-01>", "1. x", "\\alpha", "a_b", "$x$", "/i/", "-----", ": x", "#+title: y", "a\rb", "COMMENT x", "[#A] x", "\x1b[31m", "\u00a0"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, quote, note string) {
		quote, note = strings.ToValidUTF8(quote, "?"), strings.ToValidUTF8(note, "?")
		data := exported(t, "org", mark{"lost" + quote, annotations.Red, note, []string{quote}}, mark{"谢谢大家", annotations.Red, "end", nil})
		lines := readOrg(t, data)
		if len(lines) != 5 && len(lines) != 4 {
			t.Fatalf("%d headlines in\n%s", len(lines), data)
		}
		if last := lines[len(lines)-1]; !strings.HasPrefix(last.title, "lost") || len(last.texts) == 0 ||
			orgWords(last.texts[0]) != orgWords(model.Inert("lost"+quote)) {
			t.Errorf("%q came back as %+v from\n%s", quote, last, data)
		}
		if last := lines[len(lines)-1]; strings.TrimSpace(note) != "" && orgWords(strings.Join(last.texts[1:], "")) != orgWords(model.Inert(note)) {
			t.Errorf("the note %q came back as %q from\n%s", note, last.texts, data)
		}
	})
}

// orgWords leaves out blank space, which Org arranges anew.
func orgWords(text string) string { return strings.Join(strings.Fields(text), "") }

func TestOutlineHasAllHeadings(t *testing.T) {
	data := exported(t, "outline", everything...)
	root := goldmark.New().Parser().Parse(text.NewReader(data))
	var headings []string
	items := 0
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n.Kind() {
		case ast.KindHeading:
			headings = append(headings, plain(n, data))
		case ast.KindList:
			items += n.ChildCount()
		default:
			t.Errorf("there is a %s", n.Kind())
		}
	}
	want := []string{"在全局工作会议上的讲话", "开篇", "一、加强学习", "（一）要坚持“人民至上”，**同志们要记住。", "二、狠抓落实", "结束语", "原文中已找不到的段落"}
	if !slices.Equal(headings, want) || items != len(everything) {
		t.Errorf("%d items under %q", items, headings)
	}
}

func TestGroupings(t *testing.T) {
	first := notesOn(t, mark{"今天讲两点。", annotations.Yellow, "", []string{"政策/用地", "B"}}, mark{"谢谢大家", annotations.Red, "", nil})
	second := notesOn(t, mark{"要坚持“人民", annotations.None, "", []string{"b", "A"}}, mark{"要抓", annotations.None, "", []string{"A"}})
	second.Source = "另一篇.txt"
	for _, c := range []struct {
		by   Grouping
		want string
	}{
		{ByTag, "1 A: 要坚持“人民, 要抓; 1 B: 今天讲两点。, 要坚持“人民; 1 政策/用地: 今天讲两点。; 1 未加标签: 谢谢大家"},
		{BySection, "1 开篇: 今天讲两点。; 1 结束语: 谢谢大家; 1 （一）要坚持“人民至上”，**同志们要记住。: 要坚持“人民; 1 二、狠抓落实: 要抓"},
		{BySpeech, "1 在全局工作会议上的讲话: ; 2 开篇: 今天讲两点。; 2 结束语: 谢谢大家; 1 在全局工作会议上的讲话: ; 2 一、加强学习: ; 3 （一）要坚持“人民至上”，**同志们要记住。: 要坚持“人民; 2 二、狠抓落实: 要抓"},
	} {
		e := &Export{Speeches: []*Speech{first, second}, Options: Options{Group: c.by}}
		var got []string
		for _, g := range e.groups() {
			var quotes []string
			for _, p := range g.Passages {
				quotes = append(quotes, p.Quote)
			}
			got = append(got, number(g.Level)+" "+g.Title+": "+strings.Join(quotes, ", "))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.by, got, c.want)
		}
	}
}

func TestContexts(t *testing.T) {
	const words = "头一句。要坚持“人民至上”，一件一件抓落实。末一句。\n\n第二段在此。\n"
	d := model.Parse(model.Source{Text: words})
	for _, c := range []struct {
		from, to string
		context  Context
		want     string
	}{
		{"坚持", "坚持", QuoteOnly, "|坚持|"},
		{"坚持", "坚持", Sentence, "要|坚持|“人民至上”，一件一件抓落实。"},
		{"坚持", "坚持", Paragraph, "头一句。要|坚持|“人民至上”，一件一件抓落实。末一句。"},
		{"末一", "第二段", Sentence, "|末一句。\n第二段|在此。"},
		{"末一", "第二段", Paragraph, "头一句。要坚持“人民至上”，一件一件抓落实。|末一句。\n第二段|在此。"},
	} {
		span := model.Span{Start: strings.Index(words, c.from), End: strings.Index(words, c.to) + len(c.to)}
		n := annotations.NewNotes()
		set := annotations.NewSet(n)
		set.Add(start, annotations.New(d, span, start))
		e := &Export{Options: Options{Context: c.context}}
		p := e.passages(&Speech{Document: d, Notes: set.Notes(), Places: annotations.Anchor(d, set.Notes())})[0]
		if got := p.Before + "|" + p.Quote + "|" + p.After; got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.context, c.from, got, c.want)
		}
	}
}

func TestSafeNames(t *testing.T) {
	names := NewNames()
	for _, c := range [][2]string{
		{"talk.txt", "talk-notes"}, {"Talk.md", "Talk-notes-2"}, {"../../etc/passwd", "passwd-notes"}, {`..\x.txt`, "x-notes"},
		{"", "speech-notes"}, {"-rf.txt", "rf-notes"}, {".hidden", "speech-notes-2"}, {"con.txt", "speechcon-notes"}, {"a:b?.txt", "a-b-notes"},
		{"讲话\x1b]0;x\a.txt", "讲话␛]0;x␇-notes"}, {strings.Repeat("讲", 100) + ".txt", strings.Repeat("讲", 66) + "-notes"}, {"a. .txt", "a-notes"},
	} {
		if got := names.For(c[0]); got != c[1] {
			t.Errorf("%q is called %q, want %q", c[0], got, c[1])
		}
	}
}

func TestLosses(t *testing.T) {
	e := &Export{Speeches: []*Speech{notesOn(t, everything...)}}
	f, _ := Find("org")
	for range 2 { // once more: they are those of the last time
		if err := e.Write(io.Discard, f); err != nil {
			t.Fatal(err)
		}
		if got := e.Losses(); !slices.Equal(got, []Loss{{TagSigns, 5}}) {
			t.Errorf("the losses are %v", got)
		}
	}
}

// Each style of citation, in every format that has room for one.
func TestCitedGoldens(t *testing.T) {
	for _, style := range citation.Styles {
		for _, f := range Formats {
			if f.Takes&TakesCite == 0 {
				continue
			}
			e := &Export{Speeches: []*Speech{notesOn(t, everything[:3]...)}, Options: Options{Cite: style}}
			golden(t, "cited-"+style.Name+f.Extension, written(t, f.Name, e))
		}
	}
}

// Every format that has to write a tag with other signs says so.
func TestChangedTagsAreTold(t *testing.T) {
	for _, name := range []string{"markdown", "csv", "anki", "org", "brat"} {
		e := &Export{Speeches: []*Speech{notesOn(t, mark{"人民至上", annotations.Red, "注", []string{"two words", "one"}})}}
		if written(t, name, e); !slices.Equal(e.Losses(), []Loss{{TagSigns, 1}}) {
			t.Errorf("%s: the losses are %v", name, e.Losses())
		}
	}
}
