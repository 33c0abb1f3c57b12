package annotations

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Parallel prose, the worst case of anchoring: every sentence looks like its
// neighbours. Written for these tests.

var chineseHeads = [][]string{
	{"要坚持", "要坚决", "要全面", "要着力", "要不断"},
	{"必须", "务必", "要把", "要始终", "要更加"},
}

var chineseVerbs = []string{"推进", "落实", "抓好", "加强", "提升", "完善", "深化", "做好", "强化", "优化", "巩固", "拓展"}

var chineseObjects = []string{
	"土地整治", "耕地保护", "规划编制", "生态修复", "矿山治理", "不动产登记", "执法监察", "项目服务", "作风建设", "学习教育",
	"队伍建设", "安全生产", "用地审批", "数据共享", "群众工作", "基层治理", "防灾减灾", "水源保护", "林地管理", "信息公开",
	"窗口服务", "档案管理", "预算执行", "责任追究", "督促检查", "调查研究", "宣传引导", "人才培养", "制度执行", "资金监管",
}

var chineseEnds = []string{"的质量和水平", "的各项任务", "的长效机制", "，一件事一件事地办", "，一个环节一个环节地盯", "，确保取得实效", "，决不能走过场", "，让群众看得见"}

func parallelChinese(seed uint64, kind int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	clause := func() string {
		return pick(chineseHeads[kind]) + pick(chineseVerbs) + pick(chineseObjects)
	}
	numbers := []rune("一二三四五六七八九十")
	var b strings.Builder
	b.WriteString("同志们：\n\n")
	for p := range 18 {
		switch {
		case kind == 1:
			fmt.Fprintf(&b, "第%c，%s。", numbers[p%10], clause())
		case p%3 == 0:
			fmt.Fprintf(&b, "%c要%s%s。", numbers[p%10], pick(chineseVerbs), pick(chineseObjects))
		}
		for range 3 + rng.IntN(4) {
			for c := range 2 + rng.IntN(3) {
				if c > 0 {
					b.WriteString("，")
				}
				b.WriteString(clause())
			}
			b.WriteString(pick(chineseEnds) + "。")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

var englishHeads = []string{"Let us", "Let us never", "We will", "We must", "Let both sides", "To those who doubt us, we will"}

var englishVerbs = []string{"keep", "build", "protect", "honor", "defend", "renew", "share", "strengthen", "remember", "open", "carry", "restore"}

var englishObjects = []string{
	"the schools of our children", "the roads of our towns", "the work of our hands", "the trust of our neighbors", "the peace of our time",
	"the rivers and the fields", "the rights of every citizen", "the courage of our parents", "the dignity of labor", "the hope of the young",
	"the promise of this land", "the word we have given", "the house we have built", "the strength of our alliances", "the light of learning",
	"the health of the old", "the wages of the poor", "the safety of our streets", "the harvest of our farms", "the voice of the people",
	"the bridges between us", "the letters of our soldiers", "the songs we were taught", "the silence of our forests", "the oath we swore",
	"the memory of the fallen", "the bread on every table", "the doors of our courts", "the ships in our harbors", "the tools of our trade",
}

var englishEnds = []string{
	"", "", " with patience", " and never look back", " in every state", " as one people", " before the day is done", " for those who come after us",
	" at home and abroad", " with open hands", " whatever the price", " year after year", " in word and in deed",
}

func litany(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	var b strings.Builder
	b.WriteString("My fellow citizens:\n\n")
	for range 16 {
		for range 3 + rng.IntN(4) {
			fmt.Fprintf(&b, "%s %s %s%s", pick(englishHeads), pick(englishVerbs), pick(englishObjects), pick(englishEnds))
			if rng.IntN(2) == 0 {
				fmt.Fprintf(&b, ", and %s %s%s", pick(englishVerbs), pick(englishObjects), pick(englishEnds))
			}
			b.WriteString(". ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}
