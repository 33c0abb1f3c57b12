package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// The sections and turns of a long text are those that Parse finds, however long they
// are and however many: their words, their levels, where they end and what they hold.
func TestWithSections(t *testing.T) {
	words := func(size int) string { return strings.Repeat(strings.Repeat(filler, 3)+"\n", size/len(filler)/3) }
	var large, chapters, one, turns strings.Builder
	for i, n := range strings.Split("一二三四五六", "") {
		large.WriteString(n + "、提高认识\n" + words(2<<20))
		fmt.Fprintf(&chapters, "第%s章 总则\n%s", n, words(30<<10))
		for _, m := range strings.Split("一二三四五六", "") {
			chapters.WriteString("第" + m + "节 任务\n" + words(180<<10))
		}
		fmt.Fprintf(&turns, "%s、听取报告\n", n)
		for j := range 3000 {
			fmt.Fprintf(&turns, "主席：请发言。\n黃委員偉哲：第%d个问题，%s\n", i*3000+j, filler)
		}
	}
	one.WriteString("第一章 总则\n" + words(1000))
	for i := range 90 {
		fmt.Fprintf(&one, "第%s节 任务\n%s", hanNumeral(i+1), words(40<<10))
	}
	many := "一、提高认识\n" + filler + "\n（一）抓学习\n" + filler + "\n二、开好头\n" + strings.Repeat(filler, 5) + "\n三、起好步\n" + filler + "\n"
	opening, end := "在全县大会上的讲话\n同志们：\n", "最后，让我们一起努力。\n"+filler+"\n谢谢大家！\n"
	for name, body := range map[string]string{
		"many small ones":       strings.Repeat(many, 3*sectionsPiece/len(many)),
		"large ones":            large.String(),
		"chapters":              chapters.String(),
		"one chapter of many":   one.String(),
		"turns":                 turns.String(),
		"turns and no sections": strings.Repeat("主席：请发言。\n黃委員偉哲："+filler+"\n"+filler+"\n", 2*sectionsPiece/len(filler)/2),
		"numbered lists within": strings.Repeat(many+"1. 一。\n2. 二。\n- 三。\n3. 四。\n"+filler+"\n", 2*sectionsPiece/len(many)),
	} {
		t.Run(name, func(t *testing.T) {
			text := opening + body + end
			skimmed := Skim(Source{Text: text})
			d := skimmed.WithSections()
			if d.Title != "在全县大会上的讲话" {
				t.Errorf("it is another document: %s", d.Title)
			}
			if broken := partLaws(text, d.Parts, Span{0, len(text)}); broken != "" {
				t.Fatal(broken)
			}
			parsed := Parse(Source{Text: text})
			if d.manySpeak != parsed.manySpeak {
				t.Errorf("more than one speaks: %v, want %v", d.manySpeak, parsed.manySpeak)
			}
			sameSections(t, d.Parts, onlySections(parsed.Parts))
			sameHeadings(t, d.Paragraphs, parsed.Paragraphs)
			for i, p := range skimmed.Paragraphs[10 : len(skimmed.Paragraphs)/2] {
				if p.Span.Start > skimmedEnd && p.Kind != Body {
					t.Fatalf("paragraph %d of the skimmed document has become a %v", i, p.Kind)
				}
			}
		})
	}
}

// onlySections leaves out of parts what is no section and no turn.
func onlySections(parts []Part) []Part {
	var kept []Part
	for _, p := range parts {
		within := onlySections(p.Parts)
		if p.Kind == Heading || p.Kind == Speaker {
			p.Parts, within = within, nil
			kept = append(kept, p)
		}
		kept = append(kept, within...)
	}
	return kept
}

// sameSections compares sections and all that they hold, and says of those that are
// not the same the first.
func sameSections(t *testing.T, got, want []Part) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		g, w := got[i], want[i]
		sameSections(t, g.Parts, w.Parts)
		g.Parts, w.Parts = nil, nil
		if !reflect.DeepEqual(g, w) {
			t.Fatalf("part %d is %+v, want %+v", i, g, w)
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d parts, want %d", len(got), len(want))
	}
}

// sameHeadings compares paragraphs as far as they are headings or not.
func sameHeadings(t *testing.T, got, want []Paragraph) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d paragraphs, want %d", len(got), len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Span != w.Span || (g.Kind == Heading) != (w.Kind == Heading) || g.Kind == Heading && (g.Level != w.Level || g.Confidence != w.Confidence) {
			t.Fatalf("paragraph %d is %+v, want %+v", i, g, w)
		}
	}
}

// hanNumeral is a number under a hundred in ideographs.
func hanNumeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	tens := digits[n/10]
	if n >= 10 {
		tens += "十"
	}
	return tens + digits[n%10]
}
