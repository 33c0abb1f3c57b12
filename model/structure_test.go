package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// filler is a paragraph no rule claims.
const filler = "今年以来全县上下认真贯彻中央和省市的决策部署扎实推进各项工作，经济社会保持了平稳健康发展的良好势头，这些成绩来之不易，值得我们倍加珍惜。"

const englishFiller = "We have gone through a long year together and there is more to say about it than one evening allows, so I will be brief."

// A case is a speech with each line's kind before it: a heading's with its
// level. "…" stands for a paragraph of body.
var ruleCases = []struct{ name, speech string }{
	{"head of a report", `
title|政府工作报告
date|——2018年3月5日在第十三届全国人民代表大会第一次会议上
date|国务院总理　李克强
salutation|各位代表：
body|…`},
	{"title by the occasion below it", `
title|坚定信心 共克时艰
date|（2022年7月1日）
salutation|尊敬的各位来宾，女士们、先生们、朋友们：
body|…`},
	{"title of two lines", `
title|1978年政府工作报告
title|团结起来，为建设社会主义的现代化强国而奋斗
date|——1978年2月26日在第五届全国人民代表大会第一次会议上
salutation|各位代表！
body|…`},
	{"English title in capitals", `
title|ADDRESS OF THE PRESIDENT TO THE JOINT SESSION OF CONGRESS
date|February 27, 2001
salutation|Mr. Speaker, Mr. Vice President, members of Congress:
body|+`},
	{"English salutation after thanks", `
body|Thank you. Thank you so much.
salutation|Vice President Biden, Mr. Chief Justice, distinguished guests, and fellow citizens:
body|+`},
	{"levels as they nest", `
section1|一、关于去年的工作
body|…
section2|（一）经济平稳增长
body|…
section3|1.农业
body|…
section4|（1）粮食
body|…
section4|（2）棉花
body|…
section3|2.工业
body|…
section2|（二）社会保持稳定
body|…
section1|二、关于今年的任务
body|…`},
	{"parts above chapters", `
section1|第一部分　回顾
body|…
section2|一、成绩
body|…
section2|二、不足
body|…
section1|第二部分　展望
body|…`},
	{"formal numerals", `
section1|壹、施政成效
body|…
section2|一、在就學方面
body|…
section2|二、在就醫方面
body|…
section1|貳、未來展望
body|…`},
	{"ordinals inside numbers", `
section1|一、过去
body|…
section2|第一、成绩
body|…
section2|第二、不足
body|…
section1|二、今后
body|…`},
	{"short sentences as headings", `
section1|（一）坚持规划引领，推动协同发展。
body|…
section1|（二）坚持改革开放，推动质量提升。
body|…`},
	{"Roman numerals and capitals", `
section1|I. FOREIGN AFFAIRS
body|+
section2|DEFENSE
body|+
section1|II. STRONG ECONOMY
body|+`},
	{"number signs", `
section1|㈠ 思想上
body|…
section2|① 学习
body|…
section2|② 实践
body|…
section1|㈡ 行动上
body|…`},
	{"unnumbered heading above longer lines", `
body|…
section1|今后五年的总体思路
body|…`},
	{"wide-set heading", `
section1|報　告　事　項
body|宣讀上次會議議事錄。
section1|討　論　事　項
body|…`},
	{"one number alone is unsure", `
section1|一、总体要求
body|…
body|3.其他
body|…`},
	{"numbers out of sequence", `
section1|一、总体要求
body|…
section1|二、主要任务
body|…
body|九、其他
body|…`},
	{"headings counted past lists", `
section1|1. FOREIGN POLICY
body|1. We seek no territorial expansion or selfish advantage, and we have no plans for aggression against any other state, large or small.
body|2. We believe in the eventual return of sovereign rights and self government to all peoples who have been deprived of them by force.
section1|2. FOREIGN ECONOMIC POLICY
body|+`},
	{"bullets below the items of a list", `
section1|一、重点工作
body|要抓好以下几项工作：
item|1. 深化改革
item|2. 加强法治保障：
body|- 完善法规；
body|- 公正执法。
item|3. 优化服务。
section1|二、组织领导
body|…`},
	{"digits and brackets of two cells", `
section1|１．汛前准备
body|…
section2|（１）水库
body|…
section2|（２）泵站
body|…
section1|２．汛期调度
body|…`},
	{"a numeral before a wide space", `
section1|一　回顾
body|…
section1|二　展望
body|…`},
	{"numbers that run on from part to part", `
section1|一、回顾
body|…
section2|1. 农业
body|…
section2|2. 工业
body|…
section1|二、展望
body|…
section2|3. 教育
body|…
section2|4. 卫生
body|…`},
	{"a Roman I typed for a 1", `
section1|I. THE ECONOMIC OUTLOOK
body|+
section1|2. GENERAL POLICIES
body|+
section1|3. LEGISLATION
body|+`},
	{"comment above the title", `
note|<!-- 2008年3月19日电 -->
title|政府工作报告
date|——2008年3月5日在第十一届全国人民代表大会第一次会议上
salutation|各位代表：
body|…`},
	{"title of two lines above the occasion", `
title|凝心聚力　奋发有为
title|为推动高质量发展再立新功
date|——在工会第七次会员代表大会上
date|（2035年11月8日）
salutation|各位代表、同志们：
body|…`},
	{"no title above who speaks", `
date|省人民政府省长　徐文博
salutation|各位代表：
body|…`},
	{"trap: halves of a title", `
body|凝心聚力 奋发有为
salutation|各位代表：
body|…`},
	{"place of a press conference", `
title|新闻发布会实录
date|2034年9月26日
date|市政府新闻发布厅
speaker|主持人：大家上午好！
speaker|记者：请问收购价格是多少？
speaker|主持人：请看公告。`},
	{"contents with leaders and pages", `
title|在职工大会上的工作报告
note|目　录
note|一、回顾……………………1
note|（一）成绩．．．．．．．．．．．．．．．．１
note|二、展望 ........ 12
section1|一、回顾
body|…
section1|二、展望
body|…`},
	{"contents without pages", `
note|目录
note|一、回顾
note|二、展望
salutation|同志们：
section1|一、回顾
body|…
section1|二、展望
body|…`},
	{"contents nobody announces", `
note|FOREIGN AFFAIRS . . . . . . . 1
note|DOMESTIC AFFAIRS . . . . . . 14
salutation|Members of the Congress:
section1|FOREIGN AFFAIRS
body|+
section1|DOMESTIC AFFAIRS
body|+`},
	{"annex behind", `
section1|一、回顾
body|…
section1|二、展望
body|…
note|附件1
note|重点工程一览表
note|一、交通
note|二、水利`},
	{"trap: an annex spoken of", `
body|附件三列出了今年的重点工程，请大家会后仔细阅读，有不清楚的地方可以来问。
section1|一、回顾
body|…
section1|二、展望
body|…`},
	{"trap: first things that are no numbers", `
body|第一产业增加值增长百分之四
body|…
body|第一书记要住在村里
body|…
body|第一时间上报
body|…
body|第一责任人
body|…
body|第一封信
body|…`},
	{"trap: decimals and years", `
body|1.5亿人受益
body|2022年工作
body|…`},
	{"trap: glossary", `
section1|一、回顾
body|…
section1|二、任务
body|…
note|名词解释
note|1.“放管服”：即简政放权、放管结合、优化服务。
note|2.“两不愁三保障”：不愁吃、不愁穿
note|三、其他`},
	{"trap: definitions before any note", `
body|1.“放管服”：简政放权
body|2.“三线一单”：生态保护红线
body|…`},
	{"trap: list of tasks", `
section1|一、目标
body|…
section1|二、任务
body|今年要办好以下实事。
item|1.新建学校三所
item|2.新建医院两所
item|3.改造农村公路
body|…`},
	{"trap: list with semicolons", `
body|今年要办好以下实事。
body|1.新建学校三所；
body|2.新建医院两所；
body|…`},
	{"closing and note below it", `
body|…
body|…
body|…
closing|我就讲这些，谢谢大家。
note|（此件有删减）`},
	{"English closing", `
body|+
body|+
body|+
closing|Thank you. God bless you, and may God bless the United States of America.`},
	{"notes in other places", `
note|编者按：这是一篇讲话的整理稿。
body|…
note|责任编辑：某某`},
	{"White House transcript", `
date|South Lawn
date|12:42 P.M. EDT
speaker|Q    Mr. President, why now?
direction|(Cross-talk.)
speaker|THE PRESIDENT:  Because it needs to be done.
body|That's why.
speaker|MS. JEAN-PIERRE:  Thank you, everybody.
speaker|MR. McDONOUGH:  Good to see you.
note|12:50 P.M. EDT`},
	{"legislature", `
speaker|主席：現在開會。
speaker|黃委員偉哲：（在席位上）主席，本席發言。
speaker|曾主任委員金陵：謝謝委員。
body|我再補充一點。
speaker|主席（陳委員唐山）：休息五分鐘。
direction|散會（13時10分）`},
	{"interview by recurring names", `
speaker|王毅：中国外交一贯坚持独立自主的和平外交政策。
speaker|记者：您怎么看？
speaker|王毅：这个问题很好。
speaker|王毅：最后再说一句。`},
	{"questions and answers by letters", `
speaker|Q: What is this?
speaker|A: It is a test of how it works.
speaker|Q: Why?
speaker|A: Because we want to know.`},
	{"trap: a letter without questions", `
body|A: the first of the cases that were looked at
body|+`},
	{"heading with quoted words", `
body|…
section1|切实加强“放管服”改革
body|…`},
	{"trap: labels and quotations are no speakers", `
body|說明：本案由委員提出，請公決。
body|案由：有鑑於此，請相關單位說明，並於一個月內提出書面報告，送交各委員參考。
body|毛主席说过：“农业学大寨。”
body|主任秘書：鄧陽僖
body|…`},
	{"trap: one word in capitals is no speaker", `
body|+
body|+
body|+
body|+
body|+
body|+
body|+
body|+
body|+
body|RESULT: we won, and nobody who was there will forget how it felt.`},
	{"stage directions alone", `
body|+
direction|(Applause.)
body|+
direction|[At this point, a moment of silence was observed.]
body|+
direction|（热烈鼓掌）
body|+`},
	{"trap: verse is no heading", `
body|+
body|"The work and prayers of centuries have brought us to this day
body|What shall be our legacy? What will our children say?"
body|+`},
}

func TestRules(t *testing.T) {
	for _, c := range ruleCases {
		t.Run(c.name, func(t *testing.T) {
			var want, lines []string
			for line := range strings.SplitSeq(strings.TrimSpace(c.speech), "\n") {
				kind, text, _ := strings.Cut(line, "|")
				want = append(want, kind)
				lines = append(lines, expand(text))
			}
			d := mustHold(t, Source{Text: strings.Join(lines, "\n")})
			for i, p := range d.Paragraphs {
				got := p.Kind.String()
				if p.Level > 0 {
					got += fmt.Sprint(p.Level)
				}
				if got != want[i] {
					t.Errorf("%q is %s (%.2f), want %s", lines[i], got, p.Confidence, want[i])
				}
			}
		})
	}
}

func expand(text string) string {
	switch text {
	case "…":
		return filler
	case "+":
		return englishFiller
	}
	return text
}

// leadCases: the leads and the items of a speech whose lines these are.
var leadCases = []struct {
	name, speech string
	leads, items []string
}{
	{"counted", "一是加强学习。" + filler + "\n二是狠抓落实。" + filler, []string{"一是加强学习。", "二是狠抓落实。"}, nil},
	{"numbered", "（一）抓改革、增活力。" + filler + "\n（二）调结构、促转型。" + filler, []string{"（一）抓改革、增活力。", "（二）调结构、促转型。"}, nil},
	{"dashed, with a sibling", "——经济总体回升向好。" + filler + "\n——民生保障有力。" + filler, []string{"——经济总体回升向好。", "——民生保障有力。"}, nil},
	{"dashed, alone", "——经济总体回升向好。" + filler, nil, nil},
	{"tasks, with a sibling", "推动产业链优化升级。" + filler + "\n加快数字经济发展。" + filler, []string{"推动产业链优化升级。", "加快数字经济发展。"}, nil},
	{"a task alone", "推动产业链优化升级。" + filler, nil, nil},
	{"results", "脱贫攻坚成效明显。" + filler + "\n结构调整步伐加快。" + filler, []string{"脱贫攻坚成效明显。", "结构调整步伐加快。"}, nil},
	{"statements are no leads", "推进改革是我们的任务。" + filler + "\n加快发展，必须解放思想。" + filler, nil, nil},
	{"verbs by themselves, side by side", "拓宽竞赛领域。" + filler + "\n做实关爱行动。" + filler, []string{"拓宽竞赛领域。", "做实关爱行动。"}, nil},
	{"English subjects", "Small business and competition. " + englishFiller + "\nMinimum wage. " + englishFiller, []string{"Small business and competition.", "Minimum wage."}, nil},
	{"an English subject alone", "Minimum wage. " + englishFiller, nil, nil},
	{"short English sentences are no subjects", "Peace has returned. " + englishFiller + "\nThank you all. " + englishFiller + "\nMy fellow Americans. " + englishFiller, nil, nil},
	{"inside a paragraph", filler + "要着力破解难题。" + filler + "要优化营商环境。" + filler, []string{"要着力破解难题。", "要优化营商环境。"}, nil},
	{"inside, only one", filler + "要着力破解难题。" + filler, nil, nil},
	{"inside, with nothing longer after them", filler + "要抓紧。要落实。要见效。", nil, nil},
	{"inside, too long", filler + "要始终保持奋发有为勇争一流的精神状态和工作状态。" + filler + "要对国之大者了然于胸全力做好国土空间规划等工作。" + filler, nil, nil},
	{"enumeration", "主要有两个方面的考虑：一是来看望大家；二是听取意见。" + filler, nil, []string{"一是来看望大家；", "二是听取意见。"}},
	{"weak enumeration", filler + "首先，要统一思想；其次，要狠抓落实；再次，要加强督查。", nil, []string{"首先，要统一思想；", "其次，要狠抓落实；", "再次，要加强督查。"}},
	{"bracketed enumeration", "目标是：（一）稳增长；（二）调结构。" + filler, nil, []string{"（一）稳增长；", "（二）调结构。"}},
	{"one member is none", "主要考虑一点：一是来看望大家。" + filler, nil, nil},
	{"the words inside others", "这一是非曲直，十二是个好数。" + filler, nil, nil},
}

func TestLeadsAndItems(t *testing.T) {
	for _, c := range leadCases {
		t.Run(c.name, func(t *testing.T) {
			d := mustHold(t, Source{Text: c.speech})
			var leads, items []string
			for _, p := range d.Paragraphs {
				for _, s := range p.Leads {
					leads = append(leads, d.Slice(s))
				}
				for _, s := range p.Items {
					items = append(items, d.Slice(s))
				}
			}
			if !slices.Equal(leads, c.leads) {
				t.Errorf("leads %q, want %q", leads, c.leads)
			}
			if !slices.Equal(items, c.items) {
				t.Errorf("items %q, want %q", items, c.items)
			}
		})
	}
}

// salutationCases: the salutation that the first words of a speech run on from.
var salutationCases = []struct{ words, salutation string }{
	{"Vice President Johnson, Mr. Speaker, reverend clergy, fellow citizens, we observe today not a victory of party.", "Vice President Johnson, Mr. Speaker, reverend clergy, fellow citizens,"},
	{"Fellow-Citizens of the United States: In compliance with a custom I appear before you.", "Fellow-Citizens of the United States:"},
	{"Chief Justice Roberts, President Carter, fellow Americans, and people of the world: Thank you.", "Chief Justice Roberts, President Carter, fellow Americans, and people of the world:"},
	{"Ladies and gentlemen, it is good to be here.", "Ladies and gentlemen,"},
	{"THE PRESIDENT:  Mr. Speaker, members of Congress:  It's a great privilege to be here.", "Mr. Speaker, members of Congress:"},
	{"同志们，刚才我们一起观看了演练。", "同志们，"},
	{"各位领导、各位来宾，女士们、先生们：大家上午好！", "各位领导、各位来宾，女士们、先生们："},
	{"各位代表！现在，我向大会报告工作。", "各位代表！"},
	{"President Carter, who spoke before me, was right about the cost of it all.", ""},
	{"I am certain that my fellow Americans expect candor, and they shall have it.", ""},
	{"Called from a retirement, I appear before you, fellow-citizens, to take the oath.", ""},
	{"We, the citizens of America, are now joined in a great national effort.", ""},
	{"同志们的意见我都听了，很受启发。", ""},
	{"老师，您好，我有一个问题想问。", ""},
}

func TestRunInSalutations(t *testing.T) {
	for _, c := range salutationCases {
		d := mustHold(t, Source{Text: c.words + "\n" + filler})
		if got := d.Slice(d.Paragraphs[0].Salutation); got != c.salutation {
			t.Errorf("%q addresses %q, want %q", c.words, got, c.salutation)
		}
	}
}

// What the sample must come out as, beyond its golden outline.
func TestSample(t *testing.T) {
	text := readSpeech(t, "natural-resources-bureau.txt")
	d := Parse(Source{Text: text})
	stars := 0
	for _, p := range d.Paragraphs {
		stars += strings.Count(d.Plain(p.Span), "*")
	}
	if want := strings.Count(text, "*"); stars != want || want == 0 {
		t.Errorf("%d asterisks are shown, want %d", stars, want)
	}
	opening := 0
	for i := range d.Paragraphs {
		if d.Parts[1].Span.Covers(d.Paragraphs[i].Span) {
			opening++
		}
	}
	if d.Parts[1].Kind != Opening || opening != 3 {
		t.Errorf("a %v of %d paragraphs, want an opening of 3", d.Parts[1].Kind, opening)
	}
	third := d.Parts[4]
	if words := d.Slice(third.Span); third.Numeral != "第三" || strings.Contains(words, "总而言之") || !strings.HasSuffix(words, "正规化水平。") {
		t.Errorf("%s ends %q", third.Numeral, ends(words))
	}
}

// blocksOf makes blocks of a text's lines; a line may start with a style:
// "# " a heading, "**…**" strong words.
func blocksOf(lines ...string) Source {
	var src Source
	for _, line := range lines {
		start := len(src.Text)
		src.Text += line + "\n\n"
		b := Block{Span: Span{start, start + len(line)}}
		if level := len(line) - len(strings.TrimLeft(line, "#")); level > 0 {
			b.Kind, b.Level = Heading, level
			b.Span.Start += level + 1
		}
		for at := strings.Index(line, "**"); at >= 0; {
			end := at + 2 + strings.Index(line[at+2:], "**")
			b.Runs = append(b.Runs, Run{Span: Span{start + at, start + at + 2}, Hidden: true},
				Run{Span: Span{start + at + 2, start + end}, Style: Strong}, Run{Span: Span{start + end, start + end + 2}, Hidden: true})
			at = -1
		}
		src.Blocks = append(src.Blocks, b)
	}
	return src
}

func TestMarkdownBlocks(t *testing.T) {
	d := mustHold(t, blocksOf("# 在大会上的讲话", "同志们：", filler, "## 一、回顾", filler, "**主要成绩**", filler, "**坚持改革。**"+filler, "## 二、展望", filler, "谢谢大家！"))
	want := `title  在大会上的讲话
salutation  
opening  
section 一 回顾
  section  主要成绩
    lead  坚持改革。
section 二 展望
closing  
`
	if got := titlesOf(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d.Title != "在大会上的讲话" {
		t.Errorf("title %q", d.Title)
	}
	for _, p := range d.Paragraphs {
		for _, s := range p.Leads {
			if d.Slice(s) != "坚持改革。" {
				t.Errorf("the lead is %q, with its markup", d.Slice(s))
			}
		}
	}
}

// A text whose sections are all of the highest level has no title among them.
func TestMarkdownWithoutTitle(t *testing.T) {
	d := mustHold(t, blocksOf("# The Outlook", englishFiller, "# The Way Ahead", englishFiller))
	if got, want := titlesOf(d), "section  The Outlook\nsection  The Way Ahead\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A line of no-break spaces divides paragraphs, whatever the format says.
func TestBlankLineInsideBlock(t *testing.T) {
	text := "MR. SMITH:  Good morning.\n\u00a0 \nQ    And you?\ngo on"
	d := mustHold(t, Source{Text: text, Blocks: []Block{{Span: Span{0, len(text)}}}})
	if len(d.Paragraphs) != 2 || d.Paragraphs[1].Kind != Speaker || d.Slice(d.Paragraphs[1].Span) != "Q    And you?\ngo on" {
		t.Errorf("%+v", d.Paragraphs)
	}
}

// A numbered lead ends where the speaker turns to the hearers again.
func TestLeadEndsAtAddress(t *testing.T) {
	text := "一、任务\n" + filler + "\n（一）抓改革。" + filler + "\n（二）促转型。" + filler + "\n" + filler + "\n各位代表！\n" + filler + "\n" + filler + "\n" + filler + "\n" + filler + "\n二、展望\n" + filler
	d := mustHold(t, Source{Text: text})
	last := d.Parts[0].Parts[1]
	if last.Numeral != "（二）" || !strings.HasSuffix(d.Slice(last.Span), filler) || strings.Contains(d.Slice(last.Span), "各位代表") {
		t.Errorf("%s ends %q", last.Numeral, ends(d.Slice(last.Span)))
	}
}
