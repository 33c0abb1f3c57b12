package model

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each case is one paragraph; a bar stands where one sentence ends and the
// next begins.
var sentenceCases = []struct{ name, text string }{
	{"no end mark", "第一、自然资源局作为政治机关，务必要做到旗帜鲜明讲政治"},
	{"salutation", "同志们："},
	{"full stops", "要全力破解用地难问题。|对闲置低效用地，需统筹谋划；及时供地。|要主动作为。"},
	{"question, call", "怎么办？|一起干！|干什么?|修路!|好。"},
	{"run of marks", "真的吗？！|太好了！！！|当然。"},
	{"half-width full stop", "ﾊｲ｡|ｿｳﾃﾞｽ｡"},

	{"closing quotes", "他说：“今天就去。”|我们都去了。"},
	{"sentences inside quotes", "他说：“今天不去。|明天去。”|我们等着。"},
	{"corner brackets", "他問：「何時完工？」|沒有人回答。"},
	{"nested quotes", "他说：“老乡讲：‘路通了！’”|大家笑了。"},
	{"mark after the quote", "这就叫“实事求是”。|我们要记住。"},
	{"mark inside and after", "他喊：“冲啊！”。|大家都冲了。"},
	{"straight quotes", `他说:"好。"|然后走了。|"不行!"|她说。`},

	{"brackets", "要抓好两件事（一要修路。二要种树。），年底见效。|散会。"},
	{"book title", "《谁是最可爱的人？》是一篇好文章。|请大家读。"},
	{"book title at the end", "请读《怎么办？》。|下次讨论。"},
	{"title is no end", "请大家读《怎么办？》下次讨论。"},
	{"nested brackets", "文件（见《通知（试行）。》附件。）已发。|请看。"},
	{"aside of its own", "会议开得很好。|（会后还有安排。）|请大家留步。"},
	{"aside of its own in English", "We went home. |(It was late. We were tired.) |Nobody spoke."},
	{"numeral in brackets", "（一）要加快发展。|（二）要改善民生。"},
	{"numeral with a stop in brackets", "(1.) Do this first. |Then rest."},
	{"unclosed bracket", "他说（这是第一点。|这是第二点。|这是第三点。"},
	{"unclosed title", "读了《资本论。|又读了别的。"},
	{"closer alone", "1）先修路。|2）再种树。"},
	{"mixed widths of brackets", "要抓好两件事(一要修路。二要种树。）。|散会。"},

	{"quoted call goes on", "“团结就是力量！”，这句话要牢记。|好。"},
	{"quoted calls in a row", "高喊“加油！”、“努力！”的口号。|他们赢了。"},
	{"quoted question with 的", "回答“为了谁？”的问题。|这是根本。"},
	{"的 without a quote", "太好了！|的确如此。"},
	{"semicolon after", "一是“干什么？”；二是“怎么干？”。|都要想清楚。"},

	{"ellipsis in the middle", "我想……我们可以去。|走吧。"},
	{"ellipsis before a closer", "他说：“我想……”|我们等他说下去。"},
	{"ellipsis and stop", "工业、农业、商业……。|都要发展。"},
	{"ellipsis at the end", "譬如講……"},
	{"question after ellipsis", "这……？|不可能！"},
	{"ellipsis of half the length", "我想…我们可以去。"},

	{"English", "Fellow citizens, we meet today. |Ask not what your country can do for you! |Why not?"},
	{"titles", "Mr. Speaker, Mrs. Roosevelt, Dr. King and Gen. Grant came. |They stayed."},
	{"capital titles", "MR. KIRBY: Thank you. |MS. JEAN-PIERRE: Next."},
	{"saints and mounts", "The St. Lawrence Seaway opened. |Mt. Vernon is near."},
	{"initials", "John F. Kennedy and George W. Bush spoke. |J. F. K. was young."},
	{"initial, then a starter", "We chose plan B. |The rest is history."},
	{"I", "He is taller than I. |Nobody minds."},
	{"country", "The U.S. Congress met. |The U.S. economy grew."},
	{"country, then a starter", "We came to the U.S. |We stayed. |He left the U.N. |Then came peace."},
	{"capital city", "Washington, D.C., is near. |From Washington, D.C. |(Applause.) |Yet it grew."},
	{"hours", "It is 9 p.m. Eastern time. |We met at 12:41 P.M. |The doors opened."},
	{"number", "See No. 5 and Art. 2 of it. |No. |We cannot."},
	{"month", "On Jan. 6 we met. |We meet again in Dec. |Nobody knows."},
	{"for example", "Some goods, e.g. Steel, i.e. metal, vs. wood. |Good."},
	{"companies", "Apple Inc. Chief Executive. |He joined Apple Inc. |The board agreed."},
	{"small letters go on", "It rose approx. ten percent, etc. and so on. |Good."},
	{"numbers", "It grew 3.5 percent in 2022. |The 1.2 million jobs stay. |It cost $1.50."},
	{"version", "Version 1.0.2 of lectern.txt is out. |Read it."},
	{"numbering", "1. Do this first. |Then rest."},
	{"roman numbering", "IV. The war. |It ended."},
	{"letters", "A. Peace. |B. War."},
	{"a year is no numbering", "1945. |The war ended."},
	{"quotes", "He said, “We shall never surrender.” |Nobody moved."},
	{"straight quotes in English", `He said, "Go." |"Why?" she asked. |'No.' |They went.`},
	{"question in a sentence", "“Really?” he asked. |“Yes!” cried the crowd. |Good."},
	{"bracket after the stop", "We won (at last.) and slept. |Good."},
	{"dots", "We tried ... and failed... |Then we won. |So . . . we go on."},
	{"dots in Chinese", "我想... 然后走。"},
	{"dots before a closer", `"I was..." |Nobody heard. |Well…`},
	{"horizontal ellipsis", "Wait… what? |Wait… |Now."},
	{"call taken up by a dash", "Shall we fail?—never. |Good."},
	{"a word that ends in a mark", "Yahoo!'s office, see a.b/c?d=e for it. |Good."},
	{"acronym with dots at the end", "It is made in the U.S.A."},
	{"full stop without space", "好.然后走了。|好. |然后走了。"},
	{"two spaces", "One.  |Two.   |Three."},

	{"soft newline", "We observe today not a victory\nof party but a celebration\nof freedom. |It is\ngood."},
	{"soft newline after the mark", "We won.\n|It was late."},
	{"soft newline in Chinese", "要全力破解\n用地难问题。\n|要主动\n作为。"},
	{"soft newline after an ellipsis", "我想……\n我们可以去。"},

	{"direction", "Thank you. |(Applause.) |Please sit. |(Laughter.)"},
	{"directions in a row", "Thank you. |(Applause.) |(Laughter.) |Please sit."},
	{"direction alone", "(Applause.)"},
	{"direction first", "(Laughter.) |You bet."},
	{"direction without an end mark before", "I love this country |(applause) |We all do. |Thank you |(Applause.)"},
	{"direction within a sentence", "And so (applause) we go on. |Good."},
	{"direction before the end mark", "我们一定胜利（掌声）！|谢谢大家。|（掌声）|请坐。"},
	{"direction within a Chinese sentence", "我们（掌声）一定胜利。"},

	{"markup", "**要加快发展。**|要改善民生。"},
	{"markup that opens", "要加快发展。|**要改善民生。**|要守纪律。"},
	{"markup between spaces", "We won. |**It was late.** |We slept."},
	{"strong beside strong", "**一。**|**二。**"},
	{"link", "见[[一。]]|见[[二。]]"},
	{"link that opens", "走。|[[二。]]|三。"},
	{"abbreviation in markup", "**Mr.** Speaker, AT&amp;T grew. |Good."},

	{"only marks", "！！！"},
	{"only a stop", "."},
	{"anonymised names", "刚才，**同志作了汇报。"},
}

func TestSentences(t *testing.T) {
	for _, c := range sentenceCases {
		checkBars(t, c.name, c.text, (*Document).Sentences)
	}
}

// checkBars holds a division of one paragraph to the bars in its text.
func checkBars(t *testing.T, name, barred string, divide func(*Document, int) []Span) {
	t.Helper()
	d := written(strings.ReplaceAll(barred, "|", ""), false)
	var want []string
	for s := range strings.SplitSeq(barred, "|") {
		want = append(want, strings.TrimSpace(s))
	}
	if got := d.barred(divide(d, 0)); got != strings.Join(want, "|") {
		t.Errorf("%s:\n got %s\nwant %s", name, got, strings.Join(want, "|"))
	}
}

func TestSentencesOfPreformattedLines(t *testing.T) {
	d := written("O say can you see\n  by the dawn's\n\tearly light? Yes.\n（没有\n关上。今天）。", true)
	want := "O say can you see|by the dawn's|early light?|Yes.|（没有|关上。|今天）。"
	if got := d.barred(d.Sentences(0)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestSentencesOfParagraphs(t *testing.T) {
	d := written("同志们：\n\n  一。二。\n\n  三。\n", false)
	want := []string{"同志们：", "一。|二。", "三。"}
	for i, w := range want {
		if got := d.barred(d.Sentences(i)); got != w {
			t.Errorf("paragraph %d: got %s, want %s", i, got, w)
		}
	}
	for _, none := range []int{-1, 3} {
		if got := d.Sentences(none); got != nil {
			t.Errorf("paragraph %d: got %v, want none", none, got)
		}
	}
}

// A bracket that is never closed, or only far away, ends nothing for long.
func TestSentencesWithFarBracket(t *testing.T) {
	text := "（开始。" + strings.Repeat("句子很长。", 100) + "）完。"
	if got := len(written(text, false).Sentences(0)); got != 102 {
		t.Errorf("got %d sentences, want 102", got)
	}
}

var clauseCases = []struct{ name, text string }{
	{"commas", "刚才，|*某同志作了汇报，|大家都讲得很好；|我很受启发。"},
	{"enumeration comma", "围绕中心、服务大局、迎难而上。"},
	{"colon", "主要有两个方面：|一是看望大家；|二是了解情况。"},
	{"half-width comma", "工作点多线长面广,|任务越来越重。"},
	{"after a quote", "“好，”|他说，|“我去。”"},
	{"dashes", "这条路——|我们自己的路——|要走下去。"},
	{"dash first", "——要加快发展。"},
	{"comma and dash", "同志们，——|我们走。"},
	{"inside brackets", "要办好（一是修路，二是种树），|年底见效。"},
	{"inside a title", "学习《关于加强管理，改进作风的通知》，|抓好落实。"},
	{"numbers", "有１，０００人，|在８：３０到。"},
	{"English", "Ask not, |my friends: |we are 1,000 strong; |it is 9:30."},
	{"English dashes", "Not a victory—|but freedom -- |a new one – |ours - |now, |well-known."},
	{"quoted comma", "“Go,” |he said, |“now.”"},
	{"address", "See https://example.org/a,b:c now."},
	{"sentences too", "一，|二。|三；|四！"},
	{"no words", "，，。"},
	{"first marks", "，好，|走。"},
	{"markup", "**要加快，**|发展，|**改善**，|民生。"},
	{"direction", "Well, |thank you. |(Applause.) |Now, |sit."},
}

func TestClauses(t *testing.T) {
	for _, c := range clauseCases {
		checkBars(t, c.name, c.text, (*Document).Clauses)
	}
}

func TestJoinLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"\n \n":                   "",
		"one line ":               "one line ",
		"not a victory\nof party": "not a victory of party",
		"  not a victory \n\tof ": "not a victory of",
		"要全力破解\n用地难问题":            "要全力破解用地难问题",
		"要全力破解，\n2022年":           "要全力破解，2022年",
		"他说：\n“好”\nGDP":           "他说：“好” GDP",
		"发展\n“三农”\n事业":            "发展“三农”事业",
		"我们\n——中国人——\n要":          "我们——中国人——要",
		"增长\nGDP":                 "增长 GDP",
		"GDP\n增长":                 "GDP 增长",
		"한국\n사람":                  "한국 사람",
		"さくら\nカメラ":                "さくらカメラ",
		"a “b”\n“c”":              "a “b” “c”",
		"二〇\n二二":                  "二〇二二",
		"one\n\ntwo":              "one two",
	} {
		if got := JoinLines(text); got != want {
			t.Errorf("JoinLines(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDivisionsOfSpeeches(t *testing.T) {
	names, err := filepath.Glob("../testdata/speeches/*.*")
	if err != nil || len(names) == 0 {
		t.Fatal("no speeches", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(Source{Text: string(text)})
		for i := range d.Paragraphs {
			p := &d.Paragraphs[i]
			sentences, clauses := d.Sentences(i), d.Clauses(i)
			checkDivision(t, d, p, sentences, name)
			checkDivision(t, d, p, clauses, name)
			checkRefines(t, sentences, clauses)
			checkDivision(t, d, p, d.Words(i), name)
		}
	}
}

func FuzzDivisions(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add(strings.ReplaceAll(c.text, "|", ""), false)
	}
	for _, c := range clauseCases {
		f.Add(strings.ReplaceAll(c.text, "|", ""), true)
	}
	f.Fuzz(func(t *testing.T, text string, preformatted bool) {
		d := written(text, preformatted)
		for i := range d.Paragraphs {
			p := &d.Paragraphs[i]
			sentences, clauses := d.Sentences(i), d.Clauses(i)
			if len(sentences) == 0 && strings.TrimSpace(d.Plain(p.Span)) == "" {
				continue
			}
			checkDivision(t, d, p, sentences, "sentences")
			checkDivision(t, d, p, clauses, "clauses")
			checkRefines(t, sentences, clauses)
			checkDivision(t, d, p, d.Words(i), "words")
		}
	})
}

// checkRefines holds that each clause lies in one sentence.
func checkRefines(t *testing.T, sentences, clauses []Span) {
	t.Helper()
	for _, c := range clauses {
		for len(sentences) > 0 && sentences[0].End <= c.Start {
			sentences = sentences[1:]
		}
		if len(sentences) == 0 || !sentences[0].Covers(c) {
			t.Fatalf("clause %v lies in no sentence", c)
		}
	}
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("要全力破解全县发展用地难问题（见《通知》）。对闲置低效用地，需统筹谋划；“及时供地！” ", 100)
	text += strings.Repeat("Mr. Speaker, the U.S. economy grew 3.5 percent. “Is it enough?” he asked. ", 100)
	d := written(text, false)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Sentences(0)
	}
}
