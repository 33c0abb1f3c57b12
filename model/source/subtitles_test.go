package source

import (
	"fmt"
	"strings"
	"testing"
)

// srtOf is subtitles whose cues follow each other after so many seconds.
func srtOf(silence int, cues ...string) string {
	var b strings.Builder
	at := 0
	for i, words := range cues {
		fmt.Fprintf(&b, "%d\r\n00:%02d:%02d,000 --> 00:%02d:%02d,500\r\n%s\r\n\r\n", i+1, at/60, at%60, at/60, at%60, strings.ReplaceAll(words, "\n", "\r\n"))
		at += 1 + silence
	}
	return b.String()
}

func TestSRT(t *testing.T) {
	long := strings.Repeat("A sentence of a speech. ", 15)
	for _, test := range []struct{ what, raw, want string }{
		{"cues are joined", srtOf(0, "We meet", "today, on a\nfine day.", "And so on."), "We meet today, on a fine day. And so on.\n"},
		{"a pause behind a sentence", srtOf(2, "One.", "two", "three."), "One.\ntwo three.\n"},
		{"a long pause", srtOf(6, "one", "two"), "one\ntwo\n"},
		{"enough words", srtOf(0, long, "More."), strings.TrimSpace(long) + "\nMore.\n"},
		{"Chinese with punctuation", srtOf(0, "同志们，", "今天\n开会。", "散会。"), "同志们，今天开会。散会。\n"},
		{"Chinese without", srtOf(0, "同志们", "今天我们", "在这里开会"), "同志们 今天我们 在这里开会\n"},
		{"speakers", srtOf(0, "KING: I have", "a dream.", "- Who said so?\n- He did.", ">> REPORTER: Yes.", "主席：请发言。"), "KING: I have a dream.\n- Who said so?\n- He did.\n>> REPORTER: Yes.\nspeaker 主席：请发言。\n"},
		{"directions", srtOf(0, "Thank you", "[APPLAUSE]", "very much."), "Thank you\ndirection [APPLAUSE]\nvery much.\n"},
		{"tags", srtOf(0, "{\\an8}<i>Far</i> <font color=\"red\">a<b>way</b></font> &amp; 1 < 2"), "_Far_ a*way* & 1 < 2\n"},
		{"lines that roll up", srtOf(-1, "the first line of it", "the first line of it\nthe second line of it", "the second line of it\nno.\n"), "the first line of it the second line of it no.\n"},
		{"no blank lines", "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\ntwo", "one two\n"},
		{"a blank line in a cue", "1\n00:00:01,000 --> 00:00:02,000\none\n\nmore\n\n2\n00:00:02,000 --> 00:00:03,000\ntwo", "one more two\n"},
		{"a number that is said", srtOf(0, "1984\nwas a year.", "2"), "1984 was a year. 2\n"},
	} {
		s := readWhole(t, test.raw, "talk.txt")
		got := outlined(s.Source)
		if want := strings.NewReplacer("speaker ", "", "direction ", "").Replace(test.want); got != want || s.Format != "srt" {
			t.Errorf("%s: got\n%swant\n%s", test.what, got, want)
		}
	}
}

func TestVTT(t *testing.T) {
	raw := "WEBVTT - A talk\nKind: captions\nLanguage: en-GB\n\nNOTE\nnobody's words\n\nSTYLE\n::cue { color: red }\n\nid one\n00:01.000 --> 00:02.000 align:start\n<v.loud Ada Lovelace>Good evening,\n<v Ada Lovelace>everyone.\n\n00:02.000 --> 00:03.000\n<v Bob &amp; Co>Thank <00:02.500><c.x>you.</c></v>\n\n00:03.100 --> 00:04.000\n<v 王 五>谢谢。\n"
	s := readWhole(t, raw, "")
	want := "speaker Ada Lovelace: Good evening, everyone.\nspeaker Bob & Co: Thank you.\nspeaker 王 五：谢谢。\n"
	if got := outlined(s.Source); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if s.Format != "vtt" || s.Title != "A talk" || s.Language != "en" {
		t.Errorf("%+v", s)
	}
}

func TestSubtitlesWithoutCuesAreText(t *testing.T) {
	for _, raw := range []string{"WEBVTT\n\njust words", "just words"} {
		if s := readWhole(t, raw, "talk.vtt"); s.Format != "text" || !strings.Contains(s.Text, "just words") {
			t.Errorf("%q is read as %s: %q", raw, s.Format, s.Text)
		}
	}
}
