package model

import (
	"strings"
	"testing"
)

// Whose turn it is: from the name to the next one, or to a heading.
func TestSpeakerAt(t *testing.T) {
	text := strings.Join([]string{
		"會議紀錄", "主席（陳委員唐山）：現在開會。", "黃委員偉哲：（在席位上）主席，本席發言。", "我再補充一點。", "討　論　事　項", "案由：增設自習室案。", "主席：散會。",
	}, "\n")
	d := mustHold(t, Source{Text: text})
	for words, want := range map[string]string{
		"會議紀錄": "", "現在開會": "主席", "主席（陳": "主席", "本席發言": "黃委員偉哲", "補充": "黃委員偉哲", "增設": "", "散會": "主席",
	} {
		if got := d.SpeakerAt(strings.Index(text, words)); got != want {
			t.Errorf("at %q it is the turn of %q, want %q", words, got, want)
		}
	}
	alone := mustHold(t, Source{Text: "THE PRESIDENT:  Good evening.\n" + englishFiller})
	if got := alone.SpeakerAt(20); alone.Speaker != "THE PRESIDENT" || got != "" {
		t.Errorf("%q speaks alone, and it is the turn of %q", alone.Speaker, got)
	}
	if got := d.SpeakerAt(-1) + d.SpeakerAt(len(text)+9); got != "" {
		t.Errorf("outside the text it is the turn of %q", got)
	}
}

// People who are called by their names, among speakers who are called by what they
// are.
func TestNamedSpeakers(t *testing.T) {
	for _, test := range []struct {
		lines []string
		want  string
	}{
		{[]string{"主持人：大家好。", "王明：谢谢主持人。", "李华：我补充一点。", "主持人：请提问。", "记者：重点是什么？", "王明：重点有三。"}, "主持人 王明 李华 主持人 记者 王明"},
		{[]string{"主持人：大家好。", "李华：我补充一点。", "主持人：请提问。"}, "主持人 主持人"},
		{[]string{"同志们：", "王明：重点有三。", "李华：我补充一点。", "王明：再补充一点。"}, ""},
		{[]string{"主持人：大家好。", "王明：谢谢。", "方法如下：先看后说。", "目标：两项。", "主持人：请。", "王明：好的。"}, "主持人 王明 主持人 王明"},
	} {
		d := mustHold(t, Source{Text: strings.Join(test.lines, "\n")})
		var names []string
		for _, p := range d.Paragraphs {
			if p.Kind == Speaker {
				names = append(names, strings.TrimRight(d.Slice(p.Name), "："))
			}
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%q: %q speak, want %q", test.lines, got, test.want)
		}
	}
}
