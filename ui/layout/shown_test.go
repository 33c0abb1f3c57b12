package layout

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"lectern/model"
)

// shownText is what the page shows of a span of a paragraph, in one string.
func shownText(text string, p *model.Paragraph, span model.Span) string {
	var r reader
	r.start(text, p, span, Grid{})
	r.read(span.Len())
	var b strings.Builder
	for _, c := range r.clusters {
		b.WriteString(c.text)
	}
	return b.String()
}

// asParagraph is a text that is one paragraph.
func asParagraph(text string) *model.Paragraph {
	return &model.Paragraph{Span: model.Span{End: len(text)}, Inside: &model.Inside{}}
}

// set is a paragraph's lines as they are shown, trailing blanks removed.
func set(text string, p *model.Paragraph, o Options) []string {
	var shown []string
	for _, l := range Lines(text, p, o) {
		shown = append(shown, strings.TrimRight(shownText(text, p, l.Span), " \u3000"))
	}
	return shown
}

// forbidden says, apart from the code's own table, what must not be found where
// one line ends and the next begins. ⏎ stands for the break.
var forbidden = []struct {
	name    string
	pattern *regexp.Regexp
}{
	{"closes at a line's start", regexp.MustCompile(`⏎[。，、；：？！．”’）》】」』〉〕〗〙〛｝］!),.:;?\]}]`)},
	{"opens at a line's end", regexp.MustCompile(`[“‘（《【「『〈〔〖〘〚｛［(\[{] *⏎`)},
	{"dash or ellipsis at a line's start", regexp.MustCompile(`⏎[—…]`)},
	{"joins at a line's start", regexp.MustCompile(`⏎[·•・～－／]`)},
	{"joins at a line's end", regexp.MustCompile(`[·•・]⏎`)},
	{"sign of a number at a line's start", regexp.MustCompile(`⏎[％%‰℃]`)},
	{"number parted from its unit", regexp.MustCompile(`[0-9０-９]⏎[年月日时个％%℃倍位亿万元]`)},
	{"anonymised name", regexp.MustCompile(`\*⏎`)},
	{"ordinal", regexp.MustCompile(`第⏎?[一二三四五六七八九十百0-9]+⏎|第⏎[一二三四五六七八九十百0-9]|第[一二三四五六七八九十百0-9]+[^一二三四五六七八九十百0-9]⏎`)},
	{"bracketed number", regexp.MustCompile(`（[一二三四五六七八九十百0-9]+）[^ ]?⏎`)},
}

// tail and head are as much of a line as the rules look at.
func tail(s model.Span) model.Span { return model.Span{Start: max(s.Start, s.End-30), End: s.End} }

func head(s model.Span) model.Span { return model.Span{Start: s.Start, End: min(s.End, s.Start+12)} }

// violations are the places where the lines of a paragraph break a rule.
func violations(text string, p *model.Paragraph, lines []Line) []string {
	var found []string
	for i := 1; i < len(lines); i++ {
		if p.Preformatted && strings.HasSuffix(text[:lines[i].Span.Start], "\n") {
			continue
		}
		meeting := shownText(text, p, tail(lines[i-1].Span)) + "⏎" + shownText(text, p, head(lines[i].Span))
		for _, rule := range forbidden {
			if rule.pattern.MatchString(meeting) {
				found = append(found, fmt.Sprintf("%s: %s", rule.name, meeting))
			}
		}
	}
	return found
}

// The counter that the tests rely on sees each rule broken.
func TestViolationsAreSeen(t *testing.T) {
	for _, planted := range []string{
		"今天⏎，到县", "我们“⏎串串门", "一个目标⏎——发展", "等等⏎……他说", "约翰⏎·肯尼迪", "约翰·⏎肯尼迪",
		"增长12⏎％左右", "在2024⏎年", "刚才*⏎*同志", "刚才**⏎同志", "第⏎一要", "第一⏎要", "第一、⏎要", "（一）⏎加快", "（一）加⏎快",
	} {
		first, second, _ := strings.Cut(planted, "⏎")
		text := first + second
		lines := []Line{{Span: model.Span{End: len(first)}}, {Span: model.Span{Start: len(first), End: len(text)}}}
		if len(violations(text, asParagraph(text), lines)) == 0 {
			t.Errorf("%s: not seen", planted)
		}
	}
	text := "今天到县自然资源局来，主要有两个方面"
	at := strings.Index(text, "来")
	lines := []Line{{Span: model.Span{End: at}}, {Span: model.Span{Start: at, End: len(text)}}}
	if found := violations(text, asParagraph(text), lines); len(found) > 0 {
		t.Errorf("seen where none is: %v", found)
	}
}
