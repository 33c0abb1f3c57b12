package model

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Chinese", "坚持人民至上", "坚持|人民|至上"},
		{"ambiguous", "研究生命的起源", "研究|生命|的|起源"},
		{"punctuation", "同志们：“我们”，走……！", "同志|们|：“|我们|”，|走|……！"},
		{"mixed", "2022年GDP增长5.5%", "2022|年|GDP|增长|5.5|%"},
		{"English", "Ask not, don’t (ever) say “U.S.” well-known", "Ask|not|,|don’t|(|ever|)|say|“|U.S|.”|well|-|known"},
		{"blank space", " 一  二\n三　四\u00a0五 ", "一|二|三|四|五"},
		{"not in the list", "龘𠀀", "龘|𠀀"},
		{"combining", "e\u0301a 葛\U000e0100城", "e\u0301a|葛\U000e0100|城"},
		{"traditional", "經濟發展與社會進步", "經濟|發展|與|社會|進步"},
		{"Thai", "ประเทศไทยเป็นประเทศ (สวยงาม) มาก", "ประเทศไทยเป็นประเทศ|(|สวยงาม|)|มาก"},
		{"Thai and others", "ไทย中国thai", "ไทย|中国|thai"},
		{"Devanagari", "क्षि राष्ट्रपति महोदय।", "क्षि|राष्ट्रपति|महोदय|।"},
		{"Arabic", "السَّلامُ عَلَيْكُم، قال.", "السَّلامُ|عَلَيْكُم|،|قال|."},
		{"Korean", "한국어 텍스트", "한국어|텍스트"},
		{"emoji", "好👨\u200d👩\u200d👧🇨🇳", "好|👨\u200d👩\u200d👧🇨🇳"},
		{"markup", "要**加快**发展", "要|加快|发展"},
		{"markup first", "**要**加快", "要|加快"},
		{"long word", "中华人民共和国成立", "中华人民共和国|成立"},
		{"entity", "AT&amp;T&nbsp;好", "AT|&amp;|T|好"},
		{"marks apart", "好。 。好", "好|。|。|好"},
	} {
		d := written(c.text, false)
		if got := d.barred(d.Words(0)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWordsOfNoParagraph(t *testing.T) {
	d := written("一", false)
	for _, none := range []int{-1, 1} {
		if got := d.Words(none); got != nil {
			t.Errorf("paragraph %d: got %v, want none", none, got)
		}
	}
}

func TestWordList(t *testing.T) {
	list := chineseWords()
	if got := len(list.costs); got != 60_000 {
		t.Errorf("got %d words, want 60000", got)
	}
	if list.costs["人民"] >= list.costs["起源"] {
		t.Error("人民 must be likelier than 起源")
	}
	if got := len(newWordList([]byte("not gzip")).divide("人民")); got != 2 {
		t.Errorf("without a list: got %d words, want an ideograph a word", got)
	}
}

// Beside the data that is made of what others made stands whose it is and what licence
// it is under.
func TestNotices(t *testing.T) {
	for name, says := range map[string][]string{
		"WORDS-NOTICE.txt": {"words.txt.gz", "gen_words.go", "github.com/fxsjy/jieba", "Copyright", "Permission is hereby granted, free of charge"},
		"HANZI-NOTICE.txt": {"hanzi.txt.gz", "gen_hanzi.go", "github.com/BYVoid/OpenCC", "Copyright", "Apache License, Version 2.0", "http://www.apache.org/licenses/LICENSE-2.0", "github.com/mozillazg/go-pinyin", "Permission is hereby granted, free of charge"},
	} {
		notice, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		for _, said := range says {
			if !strings.Contains(string(notice), said) {
				t.Errorf("%s does not say %q", name, said)
			}
		}
	}
	made, err := filepath.Glob("*.txt.gz")
	if err != nil || len(made) != 2 {
		t.Errorf("%q, %v: are there notices for all of them?", made, err)
	}
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("要全力破解全县发展用地难问题，统筹谋划，及时供地。", 100)
	d := written(text, false)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Words(0)
	}
}

func BenchmarkWordList(b *testing.B) {
	for b.Loop() {
		newWordList(wordListFile)
	}
}
