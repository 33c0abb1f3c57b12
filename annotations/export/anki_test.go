package export

import (
	"encoding/csv"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lectern/annotations"
)

// card is a note as Anki reads it: markup taken off, character references as
// what they stand for.
type card struct{ guid, front, back, tags string }

var markup = regexp.MustCompile(`<[^>]*>`)

// readAnki reads a text file by the rules of Anki's manual: lines with "#" at the
// top say how the columns are read.
func readAnki(t testing.TB, data []byte) []card {
	t.Helper()
	head := map[string]string{}
	rest := string(data)
	for strings.HasPrefix(rest, "#") {
		line, below, _ := strings.Cut(rest, "\n")
		key, value, _ := strings.Cut(line[1:], ":")
		head[key], rest = value, below
	}
	if head["separator"] != "tab" || head["html"] != "true" || head["guid column"] != "1" || head["tags column"] != "4" {
		t.Fatalf("the header is %q", head)
	}
	in := csv.NewReader(strings.NewReader(rest))
	in.Comma, in.Comment, in.FieldsPerRecord = '\t', '#', 4
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	var cards []card
	for _, row := range rows {
		for i, field := range row[1:3] {
			row[i+1] = html.UnescapeString(markup.ReplaceAllString(strings.ReplaceAll(field, "<br>", "\n"), ""))
		}
		cards = append(cards, card{row[0], row[1], row[2], row[3]})
	}
	return cards
}

func TestAnkiReadsBack(t *testing.T) {
	cards := readAnki(t, exported(t, "anki", everything...))
	if len(cards) != len(everything) {
		t.Errorf("there are %d cards", len(cards))
	}
	for i, want := range map[int]card{
		0: {"", "开头。\n\n在全局工作会议上的讲话 › 开篇", "今天讲两点。\n\n第 3 段", ""},
		1: {"", "与 **2022** 版对照。\n\n- 一\n- 二\n\n在全局工作会议上的讲话 › 一、加强学习 › （一）要坚持“人民至上”，**同志们要记住。",
			"（一）要坚持“人民至上”，**同志们要记住。\n\n第 5 段", "政策::用地 two_words a*b"},
		2: {"", "（一）要坚持“[…]”，**同志们要记住。\n\n在全局工作会议上的讲话 › 一、加强学习", "（一）要坚持“人民至上”，**同志们要记住。\n\n第 5 段", ""},
		8: {"", "留着。\n\n在全局工作会议上的讲话", "不在原文里的话 *x*\n\n原文中已找不到", "丢失"},
	} {
		cards[i].guid = ""
		if cards[i] != want {
			t.Errorf("card %d is\n%q, want\n%q", i, cards[i], want)
		}
	}
}

// Imported again, a card is updated: its guid does not change when all else does.
func TestAnkiCardsKeepTheirGuid(t *testing.T) {
	guids := func(marks ...mark) (list []string) {
		for _, c := range readAnki(t, exported(t, "anki", marks...)) {
			list = append(list, c.guid)
		}
		slices.Sort(list)
		return slices.Compact(list)
	}
	before := guids(everything...)
	var changed []mark
	for _, m := range everything {
		changed = append(changed, mark{m.quote, annotations.Blue, m.note + "?", nil})
	}
	if after := guids(changed...); len(before) != len(everything) || !slices.Equal(before, after) {
		t.Errorf("the guids were %q and are %q", before, after)
	}
	if got := guidOf("urn:uuid:AAAAAAAA-0000-4000-8000-000000000000"); got != "aaaaaaaa-0000-4000-8000-000000000000" {
		t.Errorf("the guid of a UUID is %s", got)
	}
}

func TestAnkiGaps(t *testing.T) {
	for _, test := range []struct {
		quote, front string
		context      Context
		back         string
	}{
		{"野家。", "＠人人 שלום 𠮷[…]", "", "＠人人 שלום 𠮷野家。"},
		{"野家。", "＠人人 שלום 𠮷[…]", Paragraph, "=1+1 是\"算式\"，\t１。 ＠人人 שלום 𠮷野家。"},
		{"野家。", "＠人人 שלום 𠮷[…]", QuoteOnly, "野家。"},
		{"=1+1 是\"算式\"，\t１。", "[…] ＠人人 שלום 𠮷野家。", "", "=1+1 是\"算式\"，\t１。"},
		{"今天讲两点。", "同志们：\n[…]\n一、加强学习", "", "今天讲两点。"},
		{"谢谢大家！", "三是כן 👨‍👩‍👧。\n[…]", "", "谢谢大家！"},
	} {
		e := &Export{Speeches: []*Speech{notesOn(t, mark{test.quote, annotations.Red, "", nil})}, Options: Options{Context: test.context}}
		c := readAnki(t, written(t, "anki", e))[0]
		if front, _, _ := strings.Cut(c.front, "\n\n"); front != test.front {
			t.Errorf("%s: the front is %q, want %q", test.quote, c.front, test.front)
		}
		if back, _, _ := strings.Cut(c.back, "\n\n"); back != test.back {
			t.Errorf("%s: the back is %q, want %q", test.quote, c.back, test.back)
		}
	}
}

func TestAnkiLeavesOutWhatIsNoQuestion(t *testing.T) {
	e := &Export{Speeches: []*Speech{notesOn(t, mark{"不在", annotations.Red, "", nil}, mark{"没有", annotations.Red, "?", nil})}}
	if cards := readAnki(t, written(t, "anki", e)); len(cards) != 1 || !slices.Equal(e.Losses(), []Loss{{NothingToAsk, 1}}) {
		t.Errorf("%d cards; the losses are %v", len(cards), e.Losses())
	}
}

// What is read back is what went in: a card a passage, and nothing that Anki
// would play or run.
func FuzzAnki(f *testing.F) {
	for _, s := range []string{"a", "#a", "\t", "\"", "\"\"\n", "<br>", "<b>", "&amp;", "&#91;", "[sound:x.mp3]", "[latex]\\input{x}[/latex]", "{{c1::x}}", "a b/c d", "\u3000", "::", "\x1b", " x", "\\."} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, quote, note string) {
		quote, note = strings.ToValidUTF8(quote, "?"), strings.ToValidUTF8(note, "?")+"?"
		if strings.Contains(speech, quote) {
			quote += "✗"
		}
		s := notesOn(t, mark{quote, annotations.Red, note, []string{quote}}, mark{"谢谢大家", annotations.Red, "", nil})
		data := written(t, "anki", &Export{Speeches: []*Speech{s}})
		cards := readAnki(t, data)
		want := (&Export{}).passages(s)
		if len(cards) != 2 || len(want) != 2 {
			t.Fatalf("%d cards of %d passages in\n%q", len(cards), len(want), data)
		}
		if c := cards[1]; !strings.HasPrefix(c.front, want[1].Note) || !strings.HasPrefix(c.back, want[1].Quote) || len(strings.Fields(c.tags)) != len(want[1].Tags) {
			t.Errorf("%+v came back as %+v", want[1], c)
		}
		if body := data[len(ankiHeader):]; strings.Contains(string(body), "[") && !strings.Contains(cards[1].tags, "[") {
			t.Errorf("Anki would play or run\n%s", data)
		}
	})
}
