package model

import (
	"os"
	"strings"
	"testing"
	"unicode"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, query, want string }{
		{"every place", "要全力，要着力，要努力。", "要", "要|要|要"},
		{"no overlap", "哈哈哈哈哈", "哈哈", "哈哈|哈哈"},
		{"nothing", "要全力", "努力", ""},
		{"no query", "要全力", "", ""},
		{"blank query", "a b c", " \n", ""},
		{"query of unseen runes", "a\u200bb", "\u200b", ""},

		{"lower case finds all", "Freedom, freedom, FREEDOM", "freedom", "Freedom|freedom|FREEDOM"},
		{"upper case finds itself", "Freedom, freedom, FREEDOM", "Freedom", "Freedom"},
		{"upper case among overlaps", "aaA", "aA", "aA"},
		{"full-width upper case", "ＧＤＰ gdp GDP", "GDP", "ＧＤＰ|GDP"},
		{"upper case over a soft newline", "the New\nDeal, the new deal", "New Deal", "New\nDeal"},

		{"full-width query", "GDP增长5%", "ＧＤＰ增长５％", "GDP增长5%"},
		{"half-width marks", "一是，二是；三是", "二是;", "二是；"},
		{"quotes", "切实履行“保发展”职责，「國之大者」", `"保发展"`, "“保发展”"},
		{"corner brackets", "「國之大者」", "“國之", "「國之"},
		{"apostrophe", "We can’t and can't", "can't", "can’t|can't"},
		{"circle", "二○二二年，二〇二二年", "二〇", "二○|二〇"},
		{"compatibility form", "第㈠条，（一）", "(一)", "㈠|（一）"},
		{"not half a form", "第㈠条，一", "一", "一"},
		{"ellipsis", "我想……", "...", "…|…"},

		{"soft newline in Chinese", "要全力破解\n用地难问题", "破解用地", "破解\n用地"},
		{"soft newline in English", "not a victory\n  of party", "victory of", "victory\n  of"},
		{"blank in the query", "增长GDP 的", "增长 GDP的", "增长GDP 的"},
		{"blank at the query's end", "art, an art of art", "art ", "art "},
		{"paragraph's end", "谢谢大家\n\n大家请坐", "大家大家", ""},
		{"each paragraph", "谢谢大家\n\n大家请坐", "大家", "大家|大家"},
		{"markup inside", "要**加快**发展", "要加快发", "要**加快**发"},
		{"markup outside", "要**加快**发展", "加快", "加快"},
		{"blank and markup", "so **very** far", "so very far", "so **very** far"},
		{"markup is not text", "要**加快**发展", "**", ""},
		{"entity", "AT&amp;T and&nbsp;so", "t&t", "T&amp;T"},
		{"entity that is blank", "and&nbsp;so", "and so", "and&nbsp;so"},

		{"no half cluster", "cafe\u0301, cafe", "cafe", "cafe"},
		{"no half family", "👩\u200d👧 and 👧", "👧", "👧"},
		{"a whole cluster", "⚠\ufe0f!", "⚠", "⚠\ufe0f"},
		{"flags", "🇨🇳🇺🇸", "🇳🇺", ""},
		{"unseen inside", "soft\u00adware", "software", "soft\u00adware"},
		{"invalid", "a\xffb", "b", "b"},
	} {
		d := written(c.text, false)
		if got := d.barred(d.Find(c.query)); got != c.want {
			t.Errorf("%s: %q in %q: got %q, want %q", c.name, c.query, c.text, got, c.want)
		}
	}
}

func TestFindPassesOverFrontMatter(t *testing.T) {
	d := written("title: 要\n\n要全力", false)
	d.Paragraphs[0].Kind = FrontMatter
	if got, want := d.Find("要"), []Span{{12, 15}}; len(got) != 1 || got[0] != want[0] {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Every word of a speech is found, and where it stands.
func TestFindWordsOfSpeeches(t *testing.T) {
	for _, name := range []string{"natural-resources-bureau.txt", "kennedy-1961.txt"} {
		text, err := os.ReadFile("../testdata/speeches/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d := written(strings.ReplaceAll(string(text), "**", "某某"), false)
		for i := range d.Paragraphs {
			for _, word := range d.Words(i) {
				if !covers(d.Find(d.Slice(word)), word) {
					t.Errorf("%s: %q is not found at %v", name, d.Slice(word), word)
				}
			}
		}
	}
}

func covers(places []Span, s Span) bool {
	for _, p := range places {
		if p.Overlaps(s) {
			return true
		}
	}
	return false
}

// FuzzFind holds Find to its laws: places in order, each in one paragraph,
// each of which reads like the query when both are folded.
func FuzzFind(f *testing.F) {
	f.Add("要“全力”破解\n用地，ＧＤＰ\n\n要**全**力", "全力")
	f.Add("Ask not, my\nfriends: ask", "ask")
	f.Add("cafe\u0301 👩\u200d👧 soft\u00adware", "e")
	f.Add("第㈠条 … &amp; &nbsp;", ".")
	f.Fuzz(func(t *testing.T, text, query string) {
		d := written(text, false)
		needle := strings.TrimSpace(foldQuery(query, false))
		exact := strings.ContainsFunc(query, unicode.IsUpper)
		last := 0
		for _, place := range d.Find(query) {
			if place.Empty() || place.Start < last {
				t.Fatalf("%v comes after %d", place, last)
			}
			last = place.End
			if p := d.Paragraphs[d.ParagraphAt(place.Start)]; !p.Span.Covers(place) {
				t.Fatalf("%v does not lie in the paragraph %v", place, p.Span)
			}
			if got := strings.TrimSpace(d.fold(place, false).Text); got != needle {
				t.Fatalf("%q is found for %q", got, needle)
			}
			if got := strings.TrimSpace(d.fold(place, true).Text); exact && got != strings.TrimSpace(foldQuery(query, true)) {
				t.Fatalf("%q is found for %q", got, query)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("要全力破解全县发展用地难问题，“统筹谋划”，及时供地；同志们！\n\n", 10<<20/90)
	d := written(text, false)
	b.Run("first", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			(&Document{Text: d.Text, Paragraphs: d.Paragraphs}).Find("没有的")
		}
	})
	for _, query := range []string{"没有的", "要", "用地难问题,"} {
		b.Run(query, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				d.Find(query)
			}
		})
	}
}
