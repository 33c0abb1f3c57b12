package model

import (
	"strings"
	"testing"
	"time"
)

// searched is every place that a search finds, and whether by initials.
func (d *Document) searched(query string) ([]Span, bool) {
	s := d.Search(query, 0)
	for !s.Done {
		s = s.Step()
	}
	return s.Query.all(), s.ByInitials && s.Count > 0
}

func TestSearch(t *testing.T) {
	for _, c := range []struct {
		name, text, query, want string
		initials                bool
	}{
		{"as Find", "切实履行“保发展”职责", `"保发展"`, "“保发展”", false},
		{"case", "Freedom, freedom", "Freedom", "Freedom", false},

		{"simplified finds traditional", "經濟發展與社會進步，发展", "发展", "發展|发展", false},
		{"traditional finds simplified", "经济发展与社会进步", "發展", "发展", false},
		{"a variant finds the other", "裏面，裡面，里面", "裏面", "裏面|裡面|里面", false},
		{"mixed", "臺灣的發展；台湾的发展", "台灣的发展", "臺灣的發展|台湾的发展", false},
		{"with case", "GDP發展 gdp發展", "GDP发展", "GDP發展", false},
		{"over a soft newline", "經濟發\n展很快", "发展很快", "發\n展很快", false},
		{"over markup", "經濟**發展**很快", "发展很快", "發展**很快", false},
		{"behind what folds", "ＧＤＰ㈠　發展", "发展", "發展", false},
		{"beyond the list", "\U00020bb7野家發展", "野家发展", "野家發展", false},

		{"initials", "我到重庆来，也去过长沙。", "cq", "重庆", true},
		{"every reading", "重要的是重庆", "zy", "重要", true},
		{"the other reading", "行长在银行", "yh", "银行", true},
		{"ü", "妇女与旅行", "fny", "妇女与", true},
		{"zh, ch, sh", "中国城市", "zgcs", "中国城市", true},
		{"traditional", "我到重慶來", "cql", "重慶來", true},
		{"over a soft newline", "我到重\n庆来", "cq", "重\n庆", true},
		{"over markup", "我到**重**庆来", "cq", "重**庆", true},
		{"not over a mark", "这里很重，庆幸", "cq", "", false},
		{"not over a paragraph", "很重\n\n庆幸", "cq", "", false},
		{"capitals", "我到重庆来", "CQ", "重庆", true},
		{"no overlap", "重庆重庆重庆", "cqc", "重庆重", true},
		{"words come first", "重庆的 cq 网", "cq", "cq", false},
		{"one letter is none", "我到重庆来", "q", "", false},
		{"with a digit it is none", "重庆", "c9", "", false},
		{"too many letters", strings.Repeat("重庆", 40), strings.Repeat("cq", 40), "", false},
		{"as many as can be", strings.Repeat("重庆", 32), strings.Repeat("cq", 32), strings.Repeat("重庆", 32), true},
	} {
		d := written(c.text, false)
		places, byInitials := d.searched(c.query)
		if got := d.barred(places); got != c.want || byInitials != c.initials {
			t.Errorf("%s: %q in %q: got %q (by initials: %v), want %q", c.name, c.query, c.text, got, byInitials, c.want)
		}
	}
}

// What searching knows of characters changes no comparison: hashes of folded texts
// are on disk.
func TestFoldTellsCharactersApart(t *testing.T) {
	if Fold("發展").Text == Fold("发展").Text {
		t.Error("folding simplifies")
	}
	if found := written("發展", false).Find("发展"); found != nil {
		t.Errorf("Find finds %v", found)
	}
}

func TestHanziList(t *testing.T) {
	list := hanzi()
	pairs, read := 0, 0
	for i := range list.initials {
		if list.simplified[i] != 0 {
			pairs++
		}
		if list.initials[i] != 0 {
			read++
		}
	}
	if pairs < 2500 || read < 20_900 {
		t.Errorf("%d pairs of characters, %d with readings", pairs, read)
	}
	began := time.Now()
	newHanziList(hanziFile)
	if took := time.Since(began); took > 300*time.Millisecond { // 3 ms where nothing else runs
		t.Errorf("unpacking takes %v", took)
	}
	if half := newHanziList(hanziFile[:len(hanziFile)/2]); half.initials[0] == 0 || half.initials[len(half.initials)-20] != 0 {
		t.Error("half a file is not half the list")
	}
	newHanziList([]byte("no list"))
}

// FuzzSearch holds the laws of a place: it is text, in whole clusters, in order, and
// found again by its own words.
func FuzzSearch(f *testing.F) {
	for _, seed := range [][2]string{{"經濟**發**\n展", "发展"}, {"重庆cq", "cq"}, {"e\u0301發\u200b展", "發展"}, {"㈠發 展", "一发"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		d := written(strings.ToValidUTF8(text, ""), false) // as decoding leaves it
		places, byInitials := d.searched(query)
		end := 0
		for _, place := range places {
			if place.Empty() || place.Start < end || place.End > len(d.Text) {
				t.Fatalf("%q in %q: place %v after byte %d", query, text, place, end)
			}
			if clusterAt(d.Text, place.Start) != (Span{place.Start, place.Start}) || clusterAt(d.Text, place.End) != (Span{place.End, place.End}) {
				t.Fatalf("%q in %q: place %v cuts a cluster", query, text, place)
			}
			end = place.End
		}
		if literal := d.Find(query); len(literal) > 0 && (byInitials || len(places) < len(literal)) {
			t.Fatalf("%q in %q: %d places, literally %d", query, text, len(places), len(literal))
		}
	})
}
