package model

import (
	"strings"
	"testing"
)

func TestOccasions(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"在全省教育大会上的讲话", "全省教育大会"},
		{"李华同志在县委经济工作会议上的总结讲话", "县委经济工作会议"},
		{"踔厉奋发 勇毅前行——在新任干部座谈会上的发言", "新任干部座谈会"},
		{"在新的起点上再出发——在开学典礼上的致辞", "开学典礼"},
		{"在青山中学的讲话", "青山中学"},
		{"在防汛调研时的讲话", "防汛调研"},
		{"在校慶典禮上的致詞", ""}, // 在校 is a word of its own
		{"在圖書館落成典禮上的致詞", "圖書館落成典禮"},
		{"关于在全县开展学习活动的讲话", ""},
		{"在奋斗中前进的报告", ""},
		{"政府工作报告", ""},
		{"——2024年1月20日在清河县第九届人民代表大会第三次会议上", "清河县第九届人民代表大会第三次会议"},
		{"（2022年3月5日在全市动员会上）", "全市动员会"},
		{"（2022年3月5日）", ""},
		{"Remarks at the Harbour Society’s Annual Dinner", "the Harbour Society’s Annual Dinner"},
		{"Remarks by Mayor Jane Doe at the Opening of the New Bridge, May 4, 2019", "the Opening of the New Bridge"},
		{"REMARKS BY THE GOVERNOR BEFORE THE STATE ASSEMBLY", "THE STATE ASSEMBLY"},
		{"Address on Education Delivered Before the Teachers' Union. May 4, 1931", "the Teachers' Union"},
		{"Address to the Nation on the Budget", "the Nation"},
		{"Remarks as Prepared for Delivery at River College (Draft)", "River College"},
		{"Remarks on Efforts to Strengthen the Harbour", ""},
		{"Remarks by Mayor Doe on Plans to Widen the Road", ""},
		{"Press Gaggle by Secretary John Roe En Route River Town", ""},
		{"Letter to the Editor", ""},
		{"Inaugural Address", ""},
		{"", ""},
	} {
		if got := findOccasion(c.line); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestTitleSpeakers(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"李华同志在县委经济工作会议上的总结讲话", "李华"},
		{"李XX同志在县委经济工作会议上的总结讲话", "李XX"},
		{"学习某某同志在会上的讲话精神", ""},
		{"在青山中学的讲话", ""},
		{"Remarks by Mayor Jane Doe at the Opening of the New Bridge", "Mayor Jane Doe"},
		{"REMARKS BY THE GOVERNOR BEFORE THE STATE ASSEMBLY", "THE GOVERNOR"},
		{"Remarks by Mayor Doe on Plans to Widen the Road", "Mayor Doe"},
		{"Press Gaggle by Secretary John Roe En Route River Town", "Secretary John Roe"},
		{"ADDRESS OF THE PRESIDENT TO CONGRESS", "THE PRESIDENT"},
		{"Address of Welcome to the Delegates", ""},
		{"PRESIDENT J. Q. DOE'S MESSAGE TO THE CONGRESS", "PRESIDENT J. Q. DOE"},
		{"Governor Roe’s Address", "Governor Roe"},
		{"GOVERNOR O’BRIEN’S ADDRESS", "GOVERNOR O’BRIEN"},
		{"Governor ȺȺȺȺ’s Address", "Governor ȺȺȺȺ"}, // in lower case Ⱥ takes a byte more
		{"America's Address to the World", ""},
		{"Address by", ""},
		{"Stand by Me", ""},
	} {
		if got := titleSpeaker(c.title); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}

func TestDatesOfAHead(t *testing.T) {
	for line, want := range map[string]string{
		"（2022年3月5日）": "2022年3月5日", "二〇二二年三月五日": "二〇二二年三月五日", "中華民國一百零一年三月五日": "中華民國一百零一年三月五日",
		"民國111年3月5日": "民國111年3月5日", "May 4, 2019": "May 4, 2019", "Delivered 4 May 2019": "4 May 2019", "2019-05-04": "2019-05-04", "May the 4th": "", "4 May": "",
	} {
		if got := findDate(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestBylines(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"国务院总理　李华", "李华"},
		{"清河县县长　李　华", "李华"},
		{"中共XX县委书记 李XX", "李XX"},
		{"县委书记、县长 张某某", "张某某"},
		{"演讲人：李华", "李华"},
		{"报 告 人：李华", ""},
		{"报　告　人：李华", "李华"},
		{"主持人：李华", ""},
		{"Speaker: Jane Doe", "Jane Doe"},
		{"By Jane Doe, Secretary of the Harbour Board", "Jane Doe, Secretary of the Harbour Board"},
		{"BY JANE DOE", "JANE DOE"},
		{"By then it was late", ""},
		{"By Order", ""},
		{"同志们：", ""},
		{"", ""},
	} {
		if got := bylineName(c.line); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

// What stands above a speech, in the layouts it comes in.
func TestWhatASpeechSaysOfItself(t *testing.T) {
	for _, c := range []struct{ name, text, title, speaker, date, occasion string }{
		{"a name on a line of its own", "在全省教育大会上的讲话\n（2022年3月5日）\n李　华\n同志们：\n" + filler,
			"在全省教育大会上的讲话", "李华", "2022年3月5日", "全省教育大会"},
		{"the name above the date", "在全省教育大会上的讲话\n李华\n（2022年3月5日）\n同志们：\n" + filler,
			"在全省教育大会上的讲话", "李华", "2022年3月5日", "全省教育大会"},
		{"an office and a made-up name", "在全县动员会上的讲话\n中共XX县委书记 李XX\n（2022年3月5日）\n同志们：\n" + filler,
			"在全县动员会上的讲话", "李XX", "2022年3月5日", "全县动员会"},
		{"a subtitle", "奋楫笃行\n——在青年论坛上的演讲\n同学们：\n" + filler, "奋楫笃行", "", "", "青年论坛"},
		{"words that are no name", "在全省教育大会上的讲话\n（2022年3月5日）\n前言\n同志们：\n" + filler,
			"在全省教育大会上的讲话", "", "2022年3月5日", "全省教育大会"},
		{"By", "Address to the Harbour Society\nBy Jane Doe\nMay 4, 2019\n\nFellow members:\n\nIt is a pleasure to be here.",
			"Address to the Harbour Society", "Jane Doe", "May 4, 2019", "the Harbour Society"},
		{"one speaker throughout", "REMARKS AT THE BRIDGE\n\nMay 4, 2019\n\nTHE MAYOR:  Good morning.\n\nIt is a fine day.\n\nTHE MAYOR:  And now the bridge.",
			"REMARKS AT THE BRIDGE", "THE MAYOR", "May 4, 2019", "THE BRIDGE"},
		{"several speakers", "REMARKS AT THE BRIDGE\n\nTHE MAYOR:  Good morning.\n\nMR. SMITH:  Good morning.",
			"REMARKS AT THE BRIDGE", "", "", "THE BRIDGE"},
		{"somebody asks", "REMARKS AT THE BRIDGE\n\nTHE MAYOR:  Good morning.\n\nQ    Why a bridge?",
			"REMARKS AT THE BRIDGE", "", "", "THE BRIDGE"},
		{"nothing above it", "THE word is: yes.\n\n" + filler, "", "", "", ""},
	} {
		d := mustHold(t, Source{Text: c.text})
		got := [4]string{d.Title, d.Speaker, d.Date, d.Occasion}
		if want := [4]string{c.title, c.speaker, c.date, c.occasion}; got != want {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, want)
		}
	}
}

// Whatever a line is, what it is found to say is made of its own characters.
func FuzzSayings(f *testing.F) {
	for _, line := range []string{
		"李华同志在县委经济工作会议上的总结讲话", "——2024年1月20日在清河县第九届人民代表大会第三次会议上", "中共XX县委书记 李XX", "演讲人：李华", "By Jane Doe",
		"Remarks by Mayor Jane Doe at the Opening of the New Bridge, May 4, 2019", "PRESIDENT J. Q. DOE’S MESSAGE TO THE CONGRESS", "Governor ȺȺȺȺ's Address",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		for _, said := range []string{findOccasion(line), titleSpeaker(line), bylineName(line), loneName(line), findDate(line)} {
			for _, r := range said {
				if r != ' ' && !strings.ContainsRune(line, r) {
					t.Errorf("%q is found in %q", said, line)
				}
			}
		}
	})
}
