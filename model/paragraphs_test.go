package model

import (
	"slices"
	"strings"
	"testing"
)

func TestParagraphs(t *testing.T) {
	english := "We have gone through a long year together and there is more to say\nabout it than one evening allows, so I will be brief and come to the\npoint: we have kept our word, and we shall go on keeping it as long as\nthere is anybody left to whom it was given. I thank you for that, all of\nyou."
	line := string([]rune(strings.ReplaceAll(filler, "。", "，"))[:36]) + "\n"
	full := strings.Repeat(line, 6)
	full = full[:len(full)-len("的\n")] + "。\n" // as wide as the other lines
	for _, c := range []struct {
		name, text string
		starts     []string
	}{
		{"wrapped, a number after a full last line", full + "二、任务\n" + full, []string{"今年", "二、", "今年"}},
		{"a line is a paragraph", "同志们：\n今天开会。\n\n\n谢谢大家。  \n", []string{"同志们", "今天", "谢谢"}},
		{"headings of one width are no wrapped text", strings.Repeat("第一、自然资源局作为政治机关务必旗帜鲜明\n"+filler+"\n", 6), slices.Repeat([]string{"第一", "今年"}, 6)},
		{"wrapped, blank lines between", english + "\n\n" + english, []string{"We", "We"}},
		{"wrapped, indented", "    " + english + "\n    " + english, []string{"We", "We"}},
		{"wrapped, a short line ends a paragraph", english + "\n" + english, []string{"We", "We"}},
		{"wrapped Chinese with headings", hardWrap("一、回顾\n"+filler+filler+"\n二、任务\n"+filler+filler+"\n"+filler+filler, 36), []string{"一、", "今年", "二、", "今年", "今年"}},
		{"verse stays as it is", "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡", []string{"床前", "疑是", "举头", "低头"}},
		{"nothing", "", nil},
		{"blank space only", " \n\u3000\n", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustHold(t, Source{Text: c.text})
			if len(d.Paragraphs) != len(c.starts) {
				t.Fatalf("%d paragraphs, want %d: %v", len(d.Paragraphs), len(c.starts), d.Paragraphs)
			}
			for i, p := range d.Paragraphs {
				if words := d.Slice(p.Span); !strings.HasPrefix(words, c.starts[i]) || c.starts[i] == "" && words != "" {
					t.Errorf("paragraph %d is %q, want it to start %q", i, words, c.starts[i])
				}
			}
		})
	}
}

// A view shows no markup and no line breaks, and finds its way back.
func TestView(t *testing.T) {
	text := "\u3000**一是**加强\n\u3000学习 R&amp;D\nin Ohio."
	at := func(words string) Span {
		i := strings.Index(text, words)
		return Span{i, i + len(words)}
	}
	p := Paragraph{Span: Span{len("\u3000"), len(text)}, Inside: &Inside{Runs: []Run{
		{Span: Span{3, 5}, Hidden: true}, {Span: at("一是"), Style: Strong}, {Span: Span{11, 13}, Hidden: true}, {Span: at("&amp;"), Shown: "&"},
	}}}
	d := &Document{Text: text, Paragraphs: []Paragraph{p}}
	v := d.view(&p)
	if want := "一是加强学习 R&D in Ohio."; v.text != want {
		t.Fatalf("the view is %q, want %q", v.text, want)
	}
	for shown, source := range map[string]string{
		"一是": "一是", "强学": "强\n\u3000学", "R&D": "R&amp;D", "&": "&amp;", "D in": "D\nin", "是加": "是**加",
	} {
		i := strings.Index(v.text, shown)
		s := v.source(Span{i, i + len(shown)})
		if s != at(source) {
			t.Errorf("%q comes from %q, want %q", shown, text[s.Start:s.End], source)
		}
		if got := v.within(s); got != shown {
			t.Errorf("%q shows as %q, want %q", source, got, shown)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for text, want := range map[string]string{
		"同志们，今天开会 GDP": "zh", "My fellow citizens": "en", "これは日本語です。漢字も": "ja", "안녕하세요 여러분": "ko", "Уважаемые граждане": "ru", "123 …": "",
	} {
		if got := languageOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestDescribe(t *testing.T) {
	head := "2024年政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理　李强\n各位代表：\n" + filler
	d := Parse(Source{Text: head})
	if d.Title != "2024年政府工作报告" || d.Date != "2024年3月5日" || d.Speaker != "李强" || d.Language != "zh" {
		t.Errorf("title %q, date %q, speaker %q, language %q", d.Title, d.Date, d.Speaker, d.Language)
	}
	d = Parse(Source{Text: head, Title: "t", Date: "d", Speaker: "s", Language: "l"})
	if d.Title != "t" || d.Date != "d" || d.Speaker != "s" || d.Language != "l" {
		t.Errorf("the source's own word is lost: %q %q %q %q", d.Title, d.Date, d.Speaker, d.Language)
	}
}

func TestTurnNames(t *testing.T) {
	for text, want := range map[string]string{
		"THE PRESIDENT:  Hello": "THE PRESIDENT:", "MS. JEAN-PIERRE:  Hi": "MS. JEAN-PIERRE:", "MR. McDONOUGH: Hi": "MR. McDONOUGH:", "Q    Why": "Q", "Q: Why": "Q:",
		"Q\u00a0\u00a0\u00a0 Why": "Q", "主席：開會": "主席：", "黃委員偉哲：（在席位上）": "黃委員偉哲：", "主席（陳委員唐山代）：好": "主席（陳委員唐山代）：", "记者：请问": "记者：",
		"Quite so": "", "Q and A": "", "NOTE: this": "", "That is: this": "", "第一個問題：好": "", "說明：好": "", "毛主席说：好": "", "A: b": "", "他说：“好。”": "",
	} {
		got := ""
		if turn := turnOf(text); turn.confidence >= minConfidence {
			got = text[:turn.mark]
		}
		if got != want {
			t.Errorf("%q starts the turn %q, want %q", text, got, want)
		}
	}
}
