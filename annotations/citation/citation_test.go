package citation

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(string(want), "\r\n", "\n"); got != want {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

var day = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

const chinese = `在全省教育大会上的讲话
（2022年3月5日）
李　华
同志们：
今天，我们在这里召开大会，总结过去一年的工作，部署今年的任务，大家的发言我都听了，讲得很好，我很受启发。
一、充分认识教育工作的重要意义
教育是国之大计。我们要坚持把学校办好，把老师请好，把学生教好，让每一个孩子都能坐进明亮的教室里。
（一）坚持为民办学
要把群众满意不满意作为衡量工作的标准，从群众最关心的事情做起，一件一件办，一年一年抓，抓出成效来。
二、扎实做好今年的工作
要抓好队伍建设，抓好校园安全，抓好经费保障，确保各项任务落到实处，不折不扣，一抓到底，善作善成。
`

const english = `REMARKS BY MAYOR JANE DOE AT THE OPENING OF THE NEW BRIDGE

May 4, 2019

Fellow citizens:

We have waited for this day for eleven years, and we have built it together; nobody who has stood here at dawn will forget the river as it was.

THE CROSSING

Let us say it plainly: a bridge is a promise, and 100 % of it is kept by those who come after us, who paint it and count its bolts.

It belongs to all of you.
`

const transcript = "MS. ROE:  Good morning, everyone.  Thank you for coming.\n\nQ    Why a bridge, and why here?\n\nMR. DOE:  Because there is a river.\n"

const traditional = "在圖書館落成典禮上的致詞\n中華民國一百零一年三月五日\n各位來賓：\n今天是圖書館落成的日子，感謝各位在百忙之中前來，與我們一起分享這份喜悅。\n"

// passage is words of a text, cited.
func passage(t *testing.T, source model.Source, from, to string) Passage {
	t.Helper()
	d := model.Parse(source)
	start := strings.Index(d.Text, from)
	end := start + strings.Index(d.Text[start:], to) + len(to)
	if start < 0 || end < start {
		t.Fatalf("%q … %q is not in the text", from, to)
	}
	span := model.Span{Start: start, End: end}
	return Passage{Info: annotations.TextInfo(d), Document: d, Span: span, Quote: d.Plain(span), Seen: day}
}

func TestStyles(t *testing.T) {
	orphan := passage(t, model.Source{Text: chinese}, "教育是国之大计", "。")
	orphan.Span = model.Span{}
	online := passage(t, model.Source{Text: english, URL: "https://example.org/bridge?day=4&a_b={1}"}, "Let us say", "It belongs")
	report := passage(t, model.Source{Text: "政府工作报告\n——2024年1月20日在清河县第九届人民代表大会第三次会议上\n清河县县长　李华\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议，并请政协委员提出意见。\n"}, "现在", "意见。")
	onlineReport := report
	onlineReport.Info.URL = "https://example.org/2024"
	briefing := model.Source{Text: transcript, Title: "Press Briefing by Secretary Jane Roe", Date: "2023-04-03 16:11:38-04:00"}
	hebrew := model.Source{Text: "נאום בפני הכנסת\n\nחברי הכנסת, אנו נבנה את הגשר.\n", Title: "נאום בפני הכנסת", Speaker: "יעל כהן"}
	hostile := passage(t, model.Source{Text: english}, "Let us say", "100 %")
	hostile.Info = annotations.Info{
		Title: "50 % {off} \\today ~ $x_1^2$ #1 & \"more\"\n\x1b]0;t\a*bold* [a](b) <i>\u202egnp", Speaker: "Doe, Jane and {Roe}", Date: "in the {spring}",
		Occasion: "=cmd|' /C calc'!A0", URL: "javascript:alert(1)}",
	}
	hostile.Quote = "- a *list*\n\n1. <b>bold</b>\u2028# head [^1] $x$ \x9b31m"
	cases := []struct {
		name string
		p    Passage
	}{
		{"Chinese, in a section", passage(t, model.Source{Text: chinese}, "要把群众", "成效来。")},
		{"Chinese, over two paragraphs", passage(t, model.Source{Text: chinese}, "教育是国之大计", "坚持为民办学")},
		{"Chinese, without a place", orphan},
		{"a report, whose title does not say the occasion", report},
		{"a report with an address", onlineReport},
		{"traditional Chinese, nobody's", passage(t, model.Source{Text: traditional}, "感謝各位", "前來")},
		{"English, in a section", passage(t, model.Source{Text: english}, "Let us say", "bolts.")},
		{"English, over two paragraphs, with an address", online},
		{"a transcript", passage(t, briefing, "Because", "river.")},
		{"from right to left", passage(t, hebrew, "אנו", "הגשר")},
		{"a text that says nothing", passage(t, model.Source{Text: "We shall go on.\n\nThank you.\n"}, "We shall", "on.")},
		{"nothing at all", Passage{}},
		{"hostile", hostile},
	}
	for _, style := range Styles {
		var b strings.Builder
		for _, c := range cases {
			b.WriteString("=== " + c.name + "\n" + style.Quote(c.p) + "\n\n")
		}
		golden(t, style.Name+".txt", b.String())
	}
}

func TestFind(t *testing.T) {
	for _, name := range Names() {
		if style, ok := Find(name); !ok || style.Name != name {
			t.Errorf("%s is not found", name)
		}
	}
	if _, ok := Find("mla"); ok {
		t.Error("a style that is not there is found")
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct{ title, chinese, english string }{
		{"在会上的讲话", "《在会上的讲话》", "“在会上的讲话”"},
		{"学习《决定》的报告", "《学习〈决定〉的报告》", "“学习《决定》的报告”"},
		{"《决定》", "《决定》", "“《决定》”"},
		{"《决定》与《意见》", "《〈决定〉与〈意见〉》", "“《决定》与《意见》”"},
		{"On “Hope”", "《On “Hope”》", "“On ‘Hope’”"},
		{`On "Hope".`, `《On "Hope".》`, "“On 'Hope'”"},
		{"", "《无题》", "“Untitled”"},
		{"...", "《...》", "“Untitled”"},
	} {
		s := &source{info: annotations.Info{Title: c.title}}
		if got := plain(s); got != c.english {
			t.Errorf("%q: %q, want %q", c.title, got, c.english)
		}
		s.chinese = true
		if got := plain(s); got != c.chinese {
			t.Errorf("%q: %q, want %q", c.title, got, c.chinese)
		}
	}
	asked := &source{info: annotations.Info{Title: "What Now?", Date: "May 4"}}
	if got := plain(asked); got != "“What Now?” May 4" {
		t.Errorf("a question is cited as %q", got)
	}
}

func TestReports(t *testing.T) {
	for title, want := range map[string]string{
		"政府工作报告": "[R]", "政府工作報告": "[R]", "Annual Report.": "[R]", "关于报告的讲话": "[Z]", "Reporters": "[Z]", "": "[Z]",
	} {
		if got := (&source{info: annotations.Info{Title: title}}).kind(); got != want {
			t.Errorf("%q is %s, want %s", title, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2022年3月5日": "2022-03-05", "２０２２年３月５日": "2022-03-05", "二〇二二年三月五日": "2022-03-05", "二○二二年十二月二十三日": "2022-12-23",
		"一九四九年十月一日": "1949-10-01", "2022年3月": "2022-03", "2022年": "2022", "（2022年3月5日）": "2022-03-05",
		"民國111年3月5日": "2022-03-05", "中華民國一百零一年三月五日": "2012-03-05", "民国元年一月一日": "1912-01-01", "民國 88 年 9 月 21 日": "1999-09-21",
		"March 5, 2022": "2022-03-05", "Jan. 31, 2006": "2006-01-31", "JANUARY 7, 1954": "1954-01-07", "5 March 2022": "2022-03-05", "May 4th, 2019": "2019-05-04", "May 2019": "2019-05",
		"January 21, 1946. Dated January 14, 1946": "1946-01-21",
		"2022-03-05": "2022-03-05", "2022/3/5": "2022-03-05", "2022.3.5": "2022-03-05", "2023-04-03 16:11:38-04:00": "2023-04-03", "2022": "2022",
		"2022年2月30日": "", "2022-13-01": "", "3/5/2022": "2022", "the spring of 2020": "2020", "令和4年3月5日": "", "101年3月5日": "", "yesterday": "", "": "",
		"Marching in 2022": "2022", "20223-01-01": "", "2022-03-0": "2022-03", "二零二二年3月5日": "2022-03-05", "二2年": "",
	} {
		if got := isoDate(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	keys := map[string]string{}
	for _, info := range []annotations.Info{
		{Speaker: "José García", Date: "2022"}, {Speaker: "李华", Date: "2022"}, {Speaker: "李明", Date: "2022"}, {Title: "a"}, {Title: "b"}, {Title: "a", Date: "x"},
	} {
		key := (&source{info: info, first: 2, last: 3}).key()
		if other, taken := keys[key]; taken {
			t.Errorf("%+v has the key of %s", info, other)
		}
		keys[key] = info.Title + info.Speaker
		if !strings.HasSuffix(key, "-p2-3") {
			t.Errorf("%+v has the key %q", info, key)
		}
	}
	if key := (&source{info: annotations.Info{Speaker: "José García", Date: "2022-03-05"}}).key(); !strings.HasPrefix(key, "garcia2022-") {
		t.Errorf("the key is %q", key)
	}
}
