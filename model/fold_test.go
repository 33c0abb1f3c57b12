package model

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Texts of one line fold alike.
var foldedAlike = []struct {
	name  string
	texts []string
	want  string
}{
	{"case", []string{"Freedom", "FREEDOM", "ｆｒｅｅｄｏｍ", "Ｆｒｅｅｄｏｍ"}, "freedom"},
	{"Greek case", []string{"ΣΟΦΟΣ", "σοφος", "σοφοσ"}, "σοφοσ"},
	{"width", []string{"一，二！（三）", "一,二!(三)"}, "一,二!(三)"},
	{"half-width kana", []string{"カメラ｡", "ｶﾒﾗ。"}, "カメラ。"},
	{"quotes", []string{`他说"好"`, "他说“好”", "他说「好」", "他说『好』", "他说‘好’", "他说〝好〟"}, `他说"好"`},
	{"apostrophe", []string{"don't", "don’t", "don′t"}, `don"t`},
	{"circles", []string{"二〇二二", "二○二二", "二◯二二"}, "二〇二二"},
	{"compatibility", []string{"㈠ ① Ⅳ ㎞ ﬁ …", "(一)1 IV KM fi ..."}, "(一)1 iv km fi ..."},
	{"unseen", []string{"\ufeffa\u200bb\u00adc\u200d", "abc"}, "abc"},
	{"variation selectors", []string{"葛\U000e0100城⚠\ufe0f", "葛城⚠"}, "葛城⚠"},
	{"blank space", []string{"a  b\tc\nd\r\ne\u00a0f　g", " a b c d e f g "}, "a b c d e f g"},
	{"blank with unseen in it", []string{"a \u200b b", "a b"}, "a b"},
	{"blank beside Chinese", []string{"增长 5 % 的\nGDP\n增长", "增长5 % 的GDP增长"}, "增长5%的gdp增长"},
	{"hard wrap after a full-width mark", []string{"增长，\n2022年", "增长，2022年", "增长,\n2022年"}, "增长,2022年"},
	{"hard wrap before a quote", []string{"GDP\n“双控”", "GDP“双控”", `GDP "双控"`}, `gdp"双控"`},
	{"blank amid marks", []string{"GDP — “好", "GDP—“ 好"}, `gdp—"好`},
	{"marks between scripts", []string{"a - b - 中", "a - b  -中"}, "a - b-中"},
	{"Latin keeps its spaces", []string{"Ask not, my “friends” — we", "ASK NOT,  MY \"FRIENDS\" —\nWE"}, `ask not, my "friends" — we`},
	{"Korean keeps its spaces", []string{"한국 사람", "한국\n사람"}, "한국 사람"},
	{"blank in compatibility forms", []string{"中¨ˉ"}, "中¨ˉ"},
	{"invalid", []string{"a\xffb\xe4"}, "a\ufffdb\ufffd"},
	{"nothing", []string{"", " \n\t", "\ufeff"}, ""},
}

func TestFold(t *testing.T) {
	for _, c := range foldedAlike {
		for _, text := range c.texts {
			if got := Fold(text).Text; got != c.want {
				t.Errorf("%s: %q folds to %q, want %q", c.name, text, got, c.want)
			}
		}
	}
}

func TestFoldedSpans(t *testing.T) {
	// Each place is the source of a piece of the folded text.
	for _, c := range []struct{ source, folded, place string }{
		{"要“全力”破解", `"全力"`, "“全力”"},
		{"要“全力”破解", "破解", "破解"},
		{"增长 GDP\n的“好”", "gdp", "GDP"},
		{"增长 GDP\n的“好”", `gdp的"`, "GDP\n的“"},
		{"a\u200bb  c", "b c", "b  c"},
		{"a\u200bb  c", "a", "a"},
		{"a\u200bb  c", "b", "b"},
		{"第㈠条", "一", "㈠"},
		{"第㈠条", "第(", "第㈠"},
		{"第㈠条", "条", "条"},
		{"没……有", ".有", "…有"},
		{"aŉb", "b", "b"},
		{"ＧＤＰ增", "dp", "ＤＰ"},
	} {
		f := Fold(c.source)
		start := strings.Index(f.Text, c.folded)
		if start < 0 {
			t.Errorf("%q does not hold %q", f.Text, c.folded)
			continue
		}
		s := f.Span(Span{start, start + len(c.folded)})
		if got := c.source[s.Start:s.End]; got != c.place {
			t.Errorf("%q in %q: got %q, want %q", c.folded, c.source, got, c.place)
		}
	}
}

// FuzzFold holds folding to its laws: a folded text folds to itself, and the
// way there and back loses no place.
func FuzzFold(f *testing.F) {
	for _, c := range foldedAlike {
		for _, text := range c.texts {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if !utf8.ValidString(folded.Text) {
			t.Fatalf("%q is not valid", folded.Text)
		}
		if again := Fold(folded.Text).Text; again != folded.Text {
			t.Fatalf("%q folds again, to %q", folded.Text, again)
		}
		checkWayBack(t, text, folded)
		checkWayThere(t, text, folded)
	})
}

// checkWayBack goes to the source and back with every rune of a folded text.
func checkWayBack(t *testing.T, text string, f Folded) {
	t.Helper()
	last := 0
	for i, r := range f.Text {
		s := Span{i, i + utf8.RuneLen(r)}
		source := f.Span(s)
		if source.Empty() || source.End > len(text) || source.Start < last {
			t.Fatalf("%v of %q comes from %v", s, f.Text, source)
		}
		last = source.Start
		if back := f.From(source); !back.Covers(s) || f.Span(back) != source {
			t.Fatalf("%v of %q comes from %v, which became %v", s, f.Text, source, back)
		}
	}
}

// checkWayThere goes to the folded text and back with every rune of a source.
func checkWayThere(t *testing.T, text string, f Folded) {
	t.Helper()
	last := 0
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		s := Span{i, i + size}
		i += size
		folded := f.From(s)
		if folded.Len() < 0 || folded.End > len(f.Text) || folded.Start < last {
			t.Fatalf("%v of %q became %v", s, text, folded)
		}
		last = folded.Start
		if !folded.Empty() && !f.Span(folded).Covers(s) {
			t.Fatalf("%v of %q became %v, which comes from %v", s, text, folded, f.Span(folded))
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for name, line := range map[string]string{
		"Chinese":  "要全力破解全县发展用地难问题，“统筹谋划”，及时供地；同志们！\n",
		"English":  "Ask not what your country can do for you, my fellow Americans.\n",
		"Cyrillic": "Всем привет, уважаемые граждане страны и дорогие друзья.\n",
	} {
		text := strings.Repeat(line, 1<<20/len(line))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Fold(text)
			}
		})
	}
}
