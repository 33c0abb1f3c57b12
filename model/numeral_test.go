package model

import "testing"

func TestReadNumeral(t *testing.T) {
	for _, c := range []struct {
		text    string
		style   style
		value   int
		written string
		rest    string
	}{
		{"一、回顾", hanStyle, 1, "一", "回顾"},
		{"十一、回顾", hanStyle, 11, "十一", "回顾"},
		{"二十三．回顾", hanStyle, 23, "二十三", "回顾"},
		{"第一、讲政治", ordinalStyle, 1, "第一", "讲政治"},
		{"第三，底线", ordinalStyle, 3, "第三", "底线"},
		{"第2：底线", ordinalStyle, 2, "第2", "底线"},
		{"第一部分　回顾", partStyle, 1, "第一部分", "回顾"},
		{"第十二章 总则", partStyle, 12, "第十二章", "总则"},
		{"壹、成效", formalStyle, 1, "壹", "成效"},
		{"貳、展望", formalStyle, 2, "貳", "展望"},
		{"（二）任务", bracketStyle, 2, "（二）", "任务"},
		{"(十)、任务", bracketStyle, 10, "(十)", "任务"},
		{"㈢任务", bracketStyle, 3, "㈢", "任务"},
		{"1. Foreign policy", digitStyle, 1, "1.", "Foreign policy"},
		{"12、任务", digitStyle, 12, "12", "任务"},
		{"（3）任务", digitBracket, 3, "（3）", "任务"},
		{"3）任务", digitBracket, 3, "3", "任务"},
		{"⑴任务", digitBracket, 1, "⑴", "任务"},
		{"②任务", circleStyle, 2, "②", "任务"},
		{"(b)Food", letterStyle, 2, "(b)", "Food"},
		{"IV. THE BUDGET", romanStyle, 4, "IV.", "THE BUDGET"},
		{"Ⅱ、任务", romanStyle, 2, "Ⅱ", "任务"},
		{"一是抓", countStyle, 1, "一是", "抓"},
		{"二要抓", countStyle, 2, "二要", "抓"},
		{"第一产业", noNumeral, 0, "", "第一产业"},
		{"第一书记", noNumeral, 0, "", "第一书记"},
		{"1.5亿人", noNumeral, 0, "", "1.5亿人"},
		{"2018年", noNumeral, 0, "", "2018年"},
		{"一二、回顾", noNumeral, 0, "", "一二、回顾"},
		{"十十、回顾", noNumeral, 0, "", "十十、回顾"},
		{"（一个）", noNumeral, 0, "", "（一个）"},
		{"（一", noNumeral, 0, "", "（一"},
		{"I am glad", noNumeral, 0, "", "I am glad"},
		{"", noNumeral, 0, "", ""},
	} {
		n := readNumeral(c.text)
		if n.style != c.style || n.value != c.value || n.written != c.written || c.text[n.size:] != c.rest {
			t.Errorf("%q: style %d, value %d, %q before %q; want %d, %d, %q before %q",
				c.text, n.style, n.value, n.written, c.text[n.size:], c.style, c.value, c.written, c.rest)
		}
	}
}
