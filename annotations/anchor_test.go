package annotations

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lectern/model"
)

// notesOn are notes made on a text, one annotation a quote; a quote may be
// followed by "@2" for its second occurrence.
func notesOn(t testing.TB, text string, quotes ...string) *Notes {
	t.Helper()
	d := document(text)
	n := NewNotes()
	s := NewSet(n)
	for i, quote := range quotes {
		span := spanOf(t, d, strings.TrimSuffix(quote, "@2"))
		if first, second := strings.CutSuffix(quote, "@2"); second {
			again := strings.Index(text[span.End:], first)
			span = model.Span{Start: span.End + again, End: span.End + again + len(first)}
		}
		a := New(d, span, later(i))
		a.ID = fmt.Sprintf("urn:uuid:%d", i)
		s.Add(later(i), a)
	}
	n = s.Notes()
	n.Describe(d, "utf-8")
	return n
}

const anchored = "同志们：\n\n要坚持人民至上，要坚持实事求是，要坚持“自我革命”。\n\nWe shall pay any price, bear any burden, meet any hardship.\n\n一是抓学习。二是抓落实。三是抓作风。\n"

const refrain = "In the name of all that we hold dear in this land, let freedom ring from every hill and every molehill of the land, my friends.\n"

// points is three sentences, alike but for a few words, and what frames them.
const points = `同志们：

今年的工作要从三个方面着手，请大家认真研究。

一是要坚持人民至上，把群众的急难愁盼放在心上，逐件办好。

二是要坚持实事求是，把情况摸清楚再做决定，不搞一刀切。

三是要坚持问题导向，把督查发现的问题列成清单，限期销号。

让我们一起努力，谢谢大家。
`

func TestAnchor(t *testing.T) {
	second := "二是要坚持实事求是，把情况摸清楚再做决定，不搞一刀切。\n\n"
	replace := func(text, old, new string) string { return strings.Replace(text, old, new, 1) }
	tests := []struct {
		name, text, quote, now string
		want                   Status
		words                  string
	}{
		{"the same text", anchored, "人民至上", anchored, Placed, "人民至上"},
		{"the second of two", anchored, "要坚持@2", anchored, Placed, "要坚持"},
		{"wrapped anew", anchored, "实事求是", replace(anchored, "实事", "实\n事"), Placed, "实\n事求是"},
		{"wrapped anew in English", anchored, "pay any price", replace(anchored, "any price", "any\nprice"), Placed, "pay any\nprice"},
		{"full width", anchored, "bear any burden", replace(anchored, "bear", "ｂｅａｒ"), Placed, "ｂｅａｒ any burden"},
		{"full-width marks lose the blanks beside them", anchored, "any price, bear", replace(anchored, "price,", "price，"), Placed, "any price， bear"},
		{"other quotation marks", anchored, "“自我革命”", strings.NewReplacer("“", "「", "”", "」").Replace(anchored), Placed, "「自我革命」"},
		{"a byte order mark before it", anchored, "要坚持@2", "\ufeff" + anchored, Placed, "要坚持"},
		{"changed further down", anchored, "人民至上", replace(anchored, "作风", "作风建设"), Placed, "人民至上"},
		{"one of many, changed further down", strings.Repeat(refrain, 3), "freedom ring", strings.Repeat(refrain, 3) + "Thank you.\n", Placed, "freedom ring"},
		{"shifted down by a new paragraph", anchored, "实事求是", "新增的一段话。\n\n" + anchored, Placed, "实事求是"},
		{"shifted up", anchored, "抓落实", replace(anchored, "同志们：\n\n", ""), Placed, "抓落实"},
		{"shifted, and in capitals", anchored, "any price", "A new paragraph. \n\n" + strings.ToUpper(anchored), Placed, "ANY PRICE"},
		{"the second of two, shifted", anchored, "要坚持@2", "加。\n" + anchored, Placed, "要坚持"},
		{"look-alikes shifted together", strings.Repeat(refrain, 4), "freedom ring", "My friends:\n" + strings.Repeat(refrain, 4), Placed, "freedom ring"},
		{"blank lines kept with the words", points, "，谢谢大家。\n", "前言。\n" + points, Placed, "，谢谢大家。\n"},
		{"several paragraphs", points, "认真研究。\n\n一是要坚持人民至上，把群众", "前言。\n" + points, Placed, "认真研究。\n\n一是要坚持人民至上，把群众"},
		{"the whole text", points, points, points + "补充一句。\n", Placed, points},
		{"a mark alone", points, "：", points + "补充一句。\n", Placed, "："},
		{"a single character", points, "销", "前言。\n" + points, Placed, "销"},

		{"its paragraph put first", points, "要坚持问题导向", replace(replace(points, "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n", ""), "今年的", "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n今年的"), Moved, "要坚持问题导向"},
		{"its paragraph put first, a word left in its place", points, "限期销号", replace(replace(points, "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n", "下略。\n\n"), "今年的", "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n今年的"), Moved, "限期销号"},
		{"a word in it replaced", points, "把情况摸清楚再做决定", replace(points, "再做决定", "再作决定"), Edited, "把情况摸清楚再作决定"},
		{"a word put into it", points, "把情况摸清楚再做决定", replace(points, "把情况", "把基层情况"), Edited, "把基层情况摸清楚再做决定"},
		{"its last word replaced", points, "放在心上，逐件办好", replace(points, "逐件办好", "逐件办妥"), Edited, "放在心上，逐件办妥"},
		{"copied further down", points, strings.TrimSpace(second), points + second, Placed, strings.TrimSpace(second)},
		{"one character of two replaced", points, "销号", replace(points, "销号", "消号"), Edited, "消号"},
		{"one letter of three replaced", anchored, "any@2", replace(anchored, "bear any", "bear aqy"), Edited, "aqy"},
		{"a third of a clause replaced", points, "把督查发现的问题列成", replace(points, "问题列成", "事项列成"), Edited, "把督查发现的事项列成"},
		{"a third of a phrase dropped", anchored, "meet any hardship", replace(anchored, "meet any", "meet"), Edited, "meet hardship"},
		{"a clause put into a short passage", points, "把情况摸清楚再做决定", replace(points, "摸清楚", "（包括历史遗留问题）摸清楚"), Edited, "把情况（包括历史遗留问题）摸清楚再做决定"},
		{"two accents become one", "Le café était fermé ce jour-là, dit-il.", "café était", "Le cafe\u0301 e\u0301tait ferme\u0301 ce jour-la\u0300, dit-il.", Edited, "cafe\u0301 e\u0301tait"},

		{"torn into two like pieces", points, "再做决定，不搞一刀切。\n\n三是要坚持问题导向", replace(replace(points, "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n", ""), "今年的", "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n今年的"), Ambiguous, ""},
		{"deleted", anchored, "人民至上，", replace(anchored, "人民至上，", ""), Orphan, ""},
		{"deleted, look-alikes left", points, "要坚持实事求是", replace(points, second, ""), Orphan, ""},
		{"one of two look-alikes left", refrain + "One.\n" + refrain, "freedom ring", "One.\n" + refrain, Orphan, ""},
		{"one of two that stood together left", "One.\n" + refrain + refrain + "Two.\n", "freedom ring", "One.\n" + refrain + "Two.\n", Ambiguous, ""},
		{"replaced by a look-alike", points, "要坚持实事求是", replace(points, "要坚持实事求是", "要坚持从严治党"), Ambiguous, ""},
		{"another speech", points, "要坚持实事求是", "We shall pay any price, bear any burden, meet any hardship.", Orphan, ""},
		{"no text", anchored, "人民至上", "", Orphan, ""},
		{"blank space alone", anchored, "\n\n", "加。" + anchored, Orphan, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := document(test.now)
			places := Anchor(d, notesOn(t, test.text, test.quote))
			if len(places) != 1 || places[0].Status != test.want {
				t.Fatalf("%+v, want it %s", places, test.want)
			}
			if got := d.Slice(places[0].Span); got != test.words {
				t.Errorf("it is at %q, want %q", got, test.words)
			}
		})
	}
}

// What the reader is asked about: the likeliest first, none twice.
func TestAnchorCandidates(t *testing.T) {
	five := strings.Repeat("大家一起抓落实，抓出成效来。\n", 7)
	tests := []struct {
		name, text, quote, now string
		want                   []string
	}{
		{"replaced in its place", points, "要坚持实事求是", strings.Replace(points, "要坚持实事求是", "要坚持从严治党", 1), []string{"要坚持"}},
		{"rewritten here, its words elsewhere", points, "把情况摸清楚再做决定", strings.Replace(points, "把情况摸清楚再做决定", "先听汇报", 1) + "另外，请把情况摸清楚再做决定，然后上报。\n", []string{"把情况摸清楚再做决定"}},
		{"no more than five", "开头。\n大家一起抓落实，抓出成效来。\n", "大家一起抓落实", "", nil},
	}
	for _, test := range tests {
		if test.now == "" {
			test.now = five
		}
		n := notesOn(t, test.text, test.quote)
		if test.want == nil {
			n.Texts = nil // only the words are known
			n.Annotations[0].Target.Prefix, n.Annotations[0].Target.Suffix = "", ""
		}
		d := document(test.now)
		p := Anchor(d, n)[0]
		var got []string
		for i, c := range p.Candidates {
			got = append(got, d.Slice(c.Span))
			if c.Score <= 0 || c.Score >= 1 || i > 0 && c.Score > p.Candidates[i-1].Score {
				t.Errorf("%s: scores of %+v", test.name, p.Candidates)
			}
		}
		if test.want == nil {
			test.want = slices.Repeat([]string{"大家一起抓落实"}, candidateLimit)
		}
		if p.Status != Ambiguous || !slices.Equal(got, test.want) || p.Score != p.Candidates[0].Score {
			t.Errorf("%s: %+v, %q, want %q", test.name, p, got, test.want)
		}
	}
}

// Every word of the text, annotated, is found on itself after a change that
// folding forgets, after one elsewhere, and without the old text.
func TestAnchorFindsEveryPassage(t *testing.T) {
	d := document(anchored)
	n := NewNotes()
	s := NewSet(n)
	points := []rune(anchored)
	for i := range len(points) - 3 {
		span := model.Span{Start: d.OffsetAt(i), End: d.OffsetAt(i + 3)}
		s.Add(later(i), New(d, span, later(i)))
	}
	n = s.Notes()
	n.Describe(d, "")
	bare := *n
	bare.Texts = nil
	const added = "前言在此。\n\n"
	for _, test := range []struct {
		name  string
		notes *Notes
		added string
	}{
		{"as it was", n, ""},
		{"as it was, without the old text", &bare, ""},
		{"after a new paragraph", n, added},
		{"after a new paragraph, without the old text", &bare, added},
	} {
		now := document(test.added + anchored)
		for _, p := range Anchor(now, test.notes) {
			a, _ := test.notes.Find(p.ID)
			blank := len(a.Target.Exact) - len(strings.TrimLeft(a.Target.Exact, " \n"))
			at, want := now.PointAt(p.Span.Start), len([]rune(test.added))+a.Target.Start
			got := now.Slice(p.Span)
			if !p.Anchored() || strings.TrimSpace(got) != strings.TrimSpace(a.Target.Exact) || at != want && at != want+blank {
				t.Errorf("%s: %q is %s at %d, as %q, want it at %d", test.name, a.Target.Exact, p.Status, at, got, want)
			}
		}
	}
}

func TestAnchorOrder(t *testing.T) {
	n := notesOn(t, anchored, "抓学习", "要坚持人民至上", "要坚持", "作风", "同志们")
	d := document(strings.Replace(anchored, "三是抓作风", "三是转文风", 1))
	var got []string
	for _, p := range Anchor(d, n) {
		a, _ := n.Find(p.ID)
		got = append(got, a.Target.Exact)
	}
	want := []string{"同志们", "要坚持人民至上", "要坚持", "抓学习", "作风"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Records of other programs may lack either selector, or count otherwise.
func TestAnchorForeignTargets(t *testing.T) {
	d := document(anchored)
	tests := []struct {
		name   string
		target Target
		want   Status
	}{
		{"a short quote alone", Target{Exact: "人民至上"}, Ambiguous},
		{"a quote alone", Target{Exact: "要坚持人民至上，要坚持"}, Placed},
		{"a quote alone, of look-alikes", Target{Exact: "要坚持"}, Ambiguous},
		{"positions in bytes, of a short quote", Target{Exact: "人民至上", Start: 27, End: 39, Revision: textHash(anchored)}, Ambiguous},
		{"positions alone", Target{Start: 9, End: 13, Revision: textHash(anchored)}, Placed},
		{"positions alone, of another text", Target{Start: 9, End: 13, Revision: "00"}, Orphan},
		{"positions past the end", Target{Exact: "x", Start: 1 << 40, End: 1<<40 + 1, Revision: textHash(anchored)}, Orphan},
		{"positions backwards", Target{Exact: "x", Start: 9, End: -9, Revision: textHash(anchored)}, Orphan},
		{"nothing", Target{}, Orphan},
	}
	for _, test := range tests {
		n := &Notes{Annotations: []*Annotation{{ID: "x", Target: test.target}}}
		if p := Anchor(d, n)[0]; p.Status != test.want {
			t.Errorf("%s: %+v, want it %s", test.name, p, test.want)
		}
	}
}

// A text that was not kept: what stood round the words has to tell.
func TestAnchorWithoutText(t *testing.T) {
	third := "三是要坚持问题导向，把督查发现的问题列成清单，限期销号。\n\n"
	tests := []struct {
		name, quote, now string
		want             Status
		words            string
	}{
		{"a word beside it replaced", "把情况摸清楚再做决定", strings.Replace(points, "实事求是", "实事求实", 1), Placed, "把情况摸清楚再做决定"},
		{"a word in it replaced", "把情况摸清楚再做决定", strings.Replace(points, "做决定", "作决定", 1), Edited, "把情况摸清楚再作决定"},
		{"a word in a short one replaced", "摸清楚", strings.Replace(points, "摸清楚", "摸清了", 1), Orphan, ""},
		{"its paragraph put first", "把督查发现的问题", strings.Replace(strings.Replace(points, third, "", 1), "今年的", third+"今年的", 1), Ambiguous, ""},
		{"twice with all of its context", "再做决定", points + points, Ambiguous, ""},
		{"deleted, look-alikes left", "要坚持实事求是", strings.Replace(points, "要坚持实事求是，", "", 1), Orphan, ""},
		{"after many places that share its letters", "再做决定", strings.Repeat("再做，决定。情况不一。\n", 3000) + strings.Replace(points, "实事求是", "实事求实", 1), Placed, "再做决定"},
	}
	for _, test := range tests {
		n := notesOn(t, points, test.quote)
		n.Texts = nil
		d := document(test.now)
		if p := Anchor(d, n)[0]; p.Status != test.want || d.Slice(p.Span) != test.words {
			t.Errorf("%s: %+v, %q, want it %s at %q", test.name, p, d.Slice(p.Span), test.want, test.words)
		}
	}
}

// A text that was not kept and says everything over and over: the one copy that
// edits left as it was need not be the quote's.
func TestAnchorWithoutTextRepeated(t *testing.T) {
	old := strings.Repeat(refrain, 5)
	n := notesOn(t, old, "all that we hold dear in this land, let freedom ring from every hill")
	n.Texts = nil
	now := strings.Repeat(strings.Replace(refrain, "hold dear", "hold", 1), 3) + refrain + strings.Replace(refrain, "molehill", "mole hill", 1)
	if p := Anchor(document(now), n)[0]; p.Anchored() {
		t.Errorf("%+v", p)
	}
}
