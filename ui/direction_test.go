package ui

import (
	"strings"
	"testing"

	"lectern/model"
	"lectern/model/source"
)

// fromTheRight are speeches in the two scripts, with sections.
var fromTheRight = map[string]string{
	"ar": "خطاب الرئيس\n\nأيها الأصدقاء،\n\n# القسم الأول\n\nنحن نجتمع اليوم «في 2024» من أجل السلام. هذا هو الطريق الطويل الذي نسير فيه معا.\n\n# القسم الثاني\n\nشكرا لكم.\n",
	"he": "נאום הנשיא\n\nידידים יקרים,\n\n# חלק ראשון\n\nאנו נפגשים היום „ב־2024” למען השלום. זו הדרך הארוכה שבה אנו הולכים יחד.\n\n# חלק שני\n\nתודה לכם.\n",
}

// markdownText is a speech in Markdown, so that its headings are known.
func markdownText(t *testing.T, text string) Speech {
	t.Helper()
	read, err := source.Read(strings.NewReader(text), "talk.md", "")
	if err != nil {
		t.Fatal(err)
	}
	s := speechText(t, text)
	s.Source, s.Document = read.Source, model.Parse(read.Source)
	if len(s.Document.Parts) < 2 {
		t.Fatal("there are no sections")
	}
	return s
}

// Between letters that are written from right to left stands nothing of ours on any
// screen of such a speech, so that a terminal which orders them moves only words.
func TestNothingOfOursStandsAmongRightToLeft(t *testing.T) {
	for language, text := range fromTheRight {
		for _, keys := range []string{"", "))1aשלום عليكم<esc>", "t", "?", "<enter>", "i", "v;", "/שלום", "]]"} {
			st := newStage(t, markdownText(t, text), "150x40")
			if st.app.reader.doc().Language != language {
				t.Fatalf("%s is taken for %q", language, st.app.reader.doc().Language)
			}
			st.keys(keys)
			for _, row := range strings.Split(st.screen(), "\n") {
				words := strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune("│|─╭╮╰╯▎", r) })
				turned := 0
				for _, w := range words {
					if turns(w) {
						turned++
					}
				}
				if turned > 1 {
					t.Errorf("%s, keys %q: a rule stands between words: %q", language, keys, row)
				}
			}
		}
		st := newStage(t, markdownText(t, text), "100x20").keys("]]")
		head := strings.Split(st.screen(), "\n")[0]
		if i, j := strings.Index(head, "%"), strings.IndexFunc(head, func(r rune) bool { return turns(string(r)) }); j >= 0 && j < i {
			t.Errorf("%s: figures behind words in the first row: %q", language, head)
		}
	}
}

// Selecting goes by the order of the text, from the cell it begins in.
func TestSelectingRightToLeft(t *testing.T) {
	for language, text := range fromTheRight {
		st := newStage(t, speechText(t, text), "100x30")
		r := st.app.reader
		st.keys("))v")
		begins := r.selected()
		st.keys("lll")
		if s := r.selected(); s.Start != begins.Start || s.End <= begins.End {
			t.Errorf("%s: l goes from %v to %v", language, begins, s)
		}
		cells, _ := r.cellsAt(begins.Start)
		for i := 1; i < len(cells); i++ {
			if cells[i].Span.Start < cells[i-1].Span.End {
				t.Errorf("%s: cells are not in the order of the text", language)
			}
		}
	}
}

// What turns the order of a line in other text is seen as a sign and told of.
func TestTurnedTextIsSeen(t *testing.T) {
	source := "发送 \u202etxt.exe\u202c 给 \u2067שלום\u2069 你。\u200f好。"
	doc := model.Parse(model.Source{Text: source})
	s := speechText(t, source)
	s.Document = doc
	newStage(t, s, "80x24").want("⇄txt.exe⇄", "⇄שלום⇄", "4 个控制字符以符号显示")
}
