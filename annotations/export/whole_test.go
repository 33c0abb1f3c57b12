package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
	"lectern/model/source"
)

// wholeMarks are marks on testdata/whole.md.
var wholeMarks = []mark{
	{"title: 在全局", annotations.Green, "在元数据里。", nil},
	{"今天讲两点：“学”与“干”&amp;……", annotations.Yellow, "与 **2022** 版对照：\n\n- 一 [链接](https://example.org/?a=1&b=2)\n- 二 [坏](javascript:alert(1))", []string{"政策/用地", "two words"}},
	{"“干”&am", annotations.Red, "", nil},
	{"第一</b>段，**重点**和*次", annotations.Blue, "嵌套的\n", []string{"a*b"}},
	{"重点", annotations.None, "没有颜色", nil},
	{"和", annotations.None, "", nil},
	{"都在\n这里，\n后面", annotations.Green, "", nil},
	{"（一）学什么", annotations.Magenta, "标题上的", nil},
	{"之后，要着力抓落实，一是学习，二是实践。\n\nThe second line of an English paragraph\nis joined", annotations.Yellow, "跨段", nil},
	{"English paragraph\nis joined with a blank; 3 > 2, a \"quote\"", annotations.Red, "<!-- <script>alert(1)</script> ]]>\n\n```\nfence\t<b>\n```\n\n![图](http://example.org/x.png)", nil},
	{"joined with", annotations.Blue, "", nil},
	{"👨‍👩‍👧 到会", annotations.Green, "שלום, abc!", nil},
	{"לכם, 2022 friends! אנחנו", annotations.Red, "从右到左", nil},
	{"格\n  缩进 <b> & ]", annotations.Blue, "代码里", nil},
	{"落实是关键。(Applause.) 我们**一是抓", annotations.Yellow, "", nil},
	{"不在原文里的话 <x> & ]]>", annotations.Yellow, "留着。", []string{"丢失"}},
	{"也没有的", annotations.Red, "", nil},
}

// readSpeech reads a Markdown speech and puts marks on it.
func readSpeech(t testing.TB, text string, marks ...mark) *Speech {
	t.Helper()
	s, err := source.Read(strings.NewReader(text), "whole.md", "")
	if err != nil {
		t.Fatal(err)
	}
	return markedSpeech(t, model.Parse(s.Source), "whole.md", marks...)
}

func wholeSpeech(t testing.TB) *Speech {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "whole.md"))
	if err != nil {
		t.Fatal(err)
	}
	return readSpeech(t, string(text), wholeMarks...)
}

// bare is a text with its lines trimmed and blank ones left out.
func bare(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// The pieces of a paragraph are its text, and those of a passage its words.
func TestWholeSpeechInPieces(t *testing.T) {
	s := wholeSpeech(t)
	w := (&Export{}).whole(s)
	words := map[*Passage]string{}
	begun, ended := map[*Passage]int{}, map[*Passage]int{}
	for _, p := range w.paragraphs {
		if got, want := textOf(p.pieces), model.Inert(s.Document.Plain(p.Span)); got != want {
			t.Errorf("the pieces are %q, the text %q", got, want)
		}
		for _, piece := range p.pieces {
			for _, passage := range piece.over {
				words[passage] += piece.text
			}
			for _, passage := range piece.begins {
				begun[passage]++
			}
			for _, passage := range piece.ends {
				ended[passage]++
			}
		}
		for passage := range words {
			words[passage] += "\n"
		}
	}
	for passage, got := range words {
		if bare(got) != bare(passage.Quote) {
			t.Errorf("the words are %q, the quote %q", got, passage.Quote)
		}
		if begun[passage] != 1 || ended[passage] != 1 {
			t.Errorf("%q begins %d times and ends %d times", passage.Quote, begun[passage], ended[passage])
		}
	}
	if len(words) != len(wholeMarks)-3 || len(w.apart) != 3 {
		t.Errorf("%d passages are in the text, %d apart", len(words), len(w.apart))
	}
}
