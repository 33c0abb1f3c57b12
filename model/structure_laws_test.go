package model

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// laws says what is wrong with a document that any text may have made; empty
// when nothing is.
func laws(d *Document) string {
	at := 0
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if p.Outer.Start != at || p.Outer.End < at {
			return fmt.Sprintf("paragraph %d: outer %v does not follow %d", i, p.Outer, at)
		}
		at = p.Outer.End
		if broken := paragraphLaws(d.Text, p); broken != "" {
			return fmt.Sprintf("paragraph %d: %s", i, broken)
		}
	}
	if at != len(d.Text) {
		return fmt.Sprintf("the paragraphs cover %d of %d bytes", at, len(d.Text))
	}
	return partLaws(d.Text, d.Parts, Span{0, len(d.Text)})
}

func paragraphLaws(text string, p *Paragraph) string {
	switch {
	case !p.Outer.Covers(p.Span) || p.Span.End < p.Span.Start:
		return fmt.Sprintf("span %v outside %v", p.Span, p.Outer)
	case int(p.Kind) >= len(kindNames):
		return "no such kind"
	case (p.Kind == Heading) != (p.Level > 0):
		return fmt.Sprintf("a %v of level %d", p.Kind, p.Level)
	case p.Confidence < minConfidence || p.Confidence > 1:
		return fmt.Sprintf("confidence %v", p.Confidence)
	case p.Kind == Speaker && p.Name.Empty():
		return fmt.Sprintf("a %v with the name %v", p.Kind, p.Name)
	}
	runs := make([]Span, 0, len(p.Runs))
	for _, r := range p.Runs {
		runs = append(runs, r.Span)
	}
	for what, spans := range map[string][]Span{"name": {p.Name}, "salutation": {p.Salutation}, "lead": p.Leads, "direction": p.Directions, "item": p.Items, "run": runs} {
		if broken := spanLaws(text, spans, p.Span); broken != "" && !(len(spans) == 1 && spans[0] == (Span{})) {
			return what + " " + broken
		}
	}
	return ""
}

// spanLaws: in order, apart, inside the limits, not through a character.
func spanLaws(text string, spans []Span, limits Span) string {
	at := limits.Start
	for _, s := range spans {
		if s.Start < at || s.Empty() || s.End > limits.End {
			return fmt.Sprintf("%v out of order or outside %v", s, limits)
		}
		for _, offset := range []int{s.Start, s.End} {
			if splitsCharacter(text, offset) {
				return fmt.Sprintf("%v through a character", s)
			}
		}
		at = s.End
	}
	return ""
}

func splitsCharacter(text string, offset int) bool {
	for i := max(0, offset-utf8.UTFMax+1); i < offset; i++ {
		if _, size := utf8.DecodeRuneInString(text[i:]); size > 1 && i+size > offset {
			return true
		}
	}
	return false
}

// partLaws: parts lie in order, apart, inside their parent and hold their
// heading.
func partLaws(text string, parts []Part, limits Span) string {
	spans := make([]Span, 0, len(parts))
	for i := range parts {
		p := &parts[i]
		spans = append(spans, p.Span)
		if p.Heading != (Span{}) && !p.Span.Covers(p.Heading) {
			return fmt.Sprintf("%v %v without its heading %v", p.Kind, p.Span, p.Heading)
		}
		if p.Kind == Body || (p.Kind == Heading) != (p.Level > 0) {
			return fmt.Sprintf("a part of kind %v and level %d", p.Kind, p.Level)
		}
		if broken := partLaws(text, p.Parts, p.Span); broken != "" {
			return broken
		}
	}
	if broken := spanLaws(text, spans, limits); broken != "" {
		return "part " + broken
	}
	return ""
}

func mustHold(t interface{ Fatalf(string, ...any) }, src Source, rulings ...Ruling) *Document {
	d := Parse(src, rulings...)
	if broken := laws(d); broken != "" {
		t.Fatalf("%s\nin %q, blocks %v, rulings %v", broken, src.Text, src.Blocks, rulings)
	}
	again := Parse(src, rulings...)
	if !reflect.DeepEqual(d.Paragraphs, again.Paragraphs) || !reflect.DeepEqual(d.Parts, again.Parts) {
		t.Fatalf("two readings of %q differ", src.Text)
	}
	return d
}

// FuzzParse reads any bytes as plain text and as blocks cut at odd places.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("../testdata/speeches/*.*")
	if err != nil || len(names) == 0 {
		f.Fatal("no speeches to start from", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text[:min(len(text), 3000)]), []byte{0, 10, 7, 200, 3, 30}, 100, 1)
	}
	for _, text := range []string{"", " \n\u3000\n", "一、\n一是", "Q    \nTHE PRESIDENT:", "\xff\xfe（\x80一）。", "要。要。要", "(((]]]）（掌声", "第十、\n第十一，。", "①②\n——。a", "一、要加强学习。一、\n（一）\n一、（一）"} {
		f.Add(text, []byte{1, 2, 3, 4, 255, 0}, 0, 2)
	}
	f.Fuzz(func(t *testing.T, text string, cuts []byte, at, level int) {
		mustHold(t, Source{Text: text})
		src := Source{Text: text, Blocks: oddBlocks(len(text), cuts)}
		mustHold(t, src)
		mustHold(t, src, Ruling{at, level}, Ruling{-at, 1}, Ruling{at / 2, 0})
	})
}

// oddBlocks makes blocks of triples of bytes: where one starts, how long it is,
// what it is.
func oddBlocks(size int, cuts []byte) []Block {
	var blocks []Block
	for ; len(cuts) >= 3; cuts = cuts[3:] {
		start := int(cuts[0])*size/200 - 3
		s := Span{start, start + int(cuts[1]) - 2}
		inner := Span{start + int(cuts[2])/4, start + int(cuts[2])/2}
		blocks = append(blocks, Block{
			Span: s, Kind: Kind(cuts[2] % 20), Level: int(cuts[1]%9) - 2, Preformatted: cuts[2]%7 == 0, Name: inner,
			Runs: []Run{{Span: inner, Hidden: cuts[0]%2 == 0, Style: Strong}, {Span: s, Shown: "&\xff", Hidden: true}, {Span: Span{inner.End, s.End}, Style: Strong}},
		})
	}
	return blocks
}

// scraps are what the rules look for, to be thrown together.
var scraps = []string{
	"一、", "二、", "（一）", "（二）", "第一、", "第二，", "第一部分 ", "1.", "2.", "（1）", "①", "I. ", "II. ", "(a)", "一是", "；二是", "要加强学习。", "要把这件事情办好，办到群众的心坎里去，而且要一直办下去。",
	"同志们：", "各位代表！", "谢谢大家。", "总之，", "Thank you.", "(Applause.)", "（掌声）", "THE PRESIDENT: ", "Q    ", "主席：", "黃委員偉哲：", "（2022年7月1日）", "——在大会上的讲话",
	"推动工作", "。", "，", "——", "“放管服”", "\n", "\n\n", "\n\u3000\u3000", "  ", "**", "*案", "Some words of an English speech", ". ", "注：", "名词解释\n", "DEFENSE\n", "\u00a0\n", "\xff",
}

func TestParseLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 60).Draw(t, "scraps"), "")
		rulings := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Ruling {
			return Ruling{rapid.IntRange(-5, len(text)+5).Draw(t, "at"), rapid.IntRange(-1, 12).Draw(t, "level")}
		}), 0, 3).Draw(t, "rulings")
		cuts := rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "cuts")
		mustHold(t, Source{Text: text}, rulings...)
		mustHold(t, Source{Text: text, Blocks: oddBlocks(len(text), cuts)}, rulings...)
	})
}

// A ruling says what one paragraph is and leaves every other as it was.
func TestRulings(t *testing.T) {
	text := readSpeech(t, "natural-resources-bureau.txt")
	plain := Parse(Source{Text: text})
	at := strings.Index(text, "第二、")
	d := mustHold(t, Source{Text: text}, Ruling{at + 3, 0})
	if k := d.Paragraphs[d.ParagraphAt(at)].Kind; k != Body {
		t.Errorf("a heading ruled out is %v", k)
	}
	d = mustHold(t, Source{Text: text}, Ruling{strings.Index(text, "总而言之"), 2})
	p := d.Paragraphs[d.ParagraphAt(strings.Index(text, "总而言之"))]
	if p.Kind != Heading || p.Level != 2 || p.Confidence != 1 {
		t.Errorf("a paragraph ruled a heading is %v of level %d, confidence %v", p.Kind, p.Level, p.Confidence)
	}
	for i := range plain.Paragraphs {
		if plain.Paragraphs[i].Outer != d.Paragraphs[i].Outer {
			t.Fatalf("a ruling moved paragraph %d", i)
		}
	}
}

// The reader's word wins over every rule, whatever the paragraph was.
func TestRulingsOnAnything(t *testing.T) {
	text := strings.Join([]string{
		"目录", "一、回顾……1", "二、展望……5", "在大会上的讲话", "（2022年7月1日）", "同志们：", "主席：现在开会。", "一、回顾", filler, "（掌声）", "二、展望", filler, "谢谢大家。", "名词解释", "1.“放管服”：简政放权",
	}, "\n")
	kinds := map[Kind]bool{}
	for i := range Parse(Source{Text: text}).Paragraphs {
		at := Parse(Source{Text: text}).Paragraphs[i].Span.Start
		kinds[Parse(Source{Text: text}).Paragraphs[i].Kind] = true
		if p := mustHold(t, Source{Text: text}, Ruling{at, 3}).Paragraphs[i]; p.Kind != Heading || p.Level != 3 || p.Confidence != 1 {
			t.Errorf("%q ruled a heading is %v %d", text[p.Span.Start:p.Span.End], p.Kind, p.Level)
		}
		if p := mustHold(t, Source{Text: text}, Ruling{at, 0}).Paragraphs[i]; p.Kind != Body {
			t.Errorf("%q ruled no heading is %v", text[p.Span.Start:p.Span.End], p.Kind)
		}
	}
	if len(kinds) < 8 {
		t.Errorf("only %d kinds were tried", len(kinds))
	}
}
