package layout

import (
	"strings"
	"testing"
)

// costAt is the cost of a line's start at the ⏎ of a text.
func costAt(t *testing.T, marked string) cost {
	t.Helper()
	before, after, found := strings.Cut(marked, "⏎")
	if !found {
		t.Fatalf("%q has no ⏎", marked)
	}
	text := before + after
	s := setter{chunk: chunkSize}
	s.reader.start(text, asParagraph(text), asParagraph(text).Span, Grid{})
	s.readMore()
	for _, c := range s.reader.clusters {
		if c.span.Start == len(before) {
			return c.cost
		}
	}
	t.Fatalf("%q: no cluster at ⏎", marked)
	return never
}

func TestCosts(t *testing.T) {
	for want, cases := range map[cost][]string{
		free: {
			"自然⏎资源", "自然资源，⏎任务", "越来越重、⏎要求", "“串门”⏎看望", "（一）加快⏎发展", "看望⏎“串门", "第一届人⏎大", "第一、提⏎高", "一个⏎第一",
			"GDP⏎增长", "the ⏎world", "2024年⏎的", "2024⏎多", "高质量发展——⏎开创", "等等……⏎他", "刚才，⏎**同志", "中国⏎《诗经》", "（略）⏎加快",
			"为1⏎为", "self-⏎evident",
		},
		parted: {
			"2024⏎年", "2024 ⏎年", "12⏎月", "１２⏎日", "36⏎个", "5⏎倍", "3⏎亿元", "80⏎万亩", "100⏎元", "5⏎億", "**⏎同志", "*⏎案",
			"第⏎一", "第一⏎产业", "第一产⏎业", "第十⏎二届", "第12⏎届", "第一、⏎提高", "（一）⏎加快", "（一）加⏎快", "（十二）⏎加快", "（一） ⏎加快",
		},
		inside: {"wor⏎ld", "12⏎34", "don’⏎t", "1,0⏎00", "第1⏎2届", "（1⏎2）", "incom\u00ad⏎prehensible"},
		broken: {
			"任务⏎，要求", "大家⏎。", "“串串门⏎”看望", "（一⏎）", "《诗经⏎》", "好⏎！", "什么⏎？", "第一⏎、", "分⏎；", "如下⏎：", "『书⏎』", "end⏎.",
			"“⏎串串门", "（⏎一）", "《⏎诗经", "( ⏎a)", "目标⏎——发展", "发展—⏎—", "the ⏎— world", "等⏎……", "…⏎…",
			"约翰⏎·肯尼迪", "约翰·⏎肯尼迪", "约翰・⏎肯尼迪", "五⏎～十", "甲⏎／乙", "A⏎－B", "增长5⏎％", "增长5⏎%", "零下5⏎℃", "千分之5⏎‰", "约 ⏎％",
			"the ⏎”world",
		},
	} {
		for _, c := range cases {
			if got := costAt(t, c); got != want {
				t.Errorf("%s costs %d, want %d", c, got, want)
			}
		}
	}
}

// Where nothing better fits, what parts is taken before what is inside a word,
// and a rule of punctuation is broken last.
func TestNarrowColumns(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"第一、world", 8, "第一、|world"},
		{"2024年12月", 6, "2024年|12月"},
		{"2024年", 4, "2024|年"},
		{"“资源”", 2, "“|资|源|”"},
		{"“资源”", 3, "“资|源”"},
		{"约翰·肯尼迪", 6, "约|翰·肯|尼迪"},
	} {
		if got := strings.Join(set(c.text, asParagraph(c.text), Options{Width: c.width}), "|"); got != c.want {
			t.Errorf("%q in %d: %s, want %s", c.text, c.width, got, c.want)
		}
	}
}
