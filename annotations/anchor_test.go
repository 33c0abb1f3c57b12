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

func TestAnchor(t *testing.T) {
	refrain := "In the name of all that we hold dear in this land, let freedom ring from every hill and every molehill of the land, my friends.\n"
	tests := []struct {
		name, text, quote, now string
		want                   Status
		words                  string
	}{
		{"the same text", anchored, "人民至上", anchored, Placed, "人民至上"},
		{"the second of two", anchored, "要坚持@2", anchored, Placed, "要坚持"},
		{"wrapped anew", anchored, "实事求是", strings.Replace(anchored, "实事", "实\n事", 1), Placed, "实\n事求是"},
		{"wrapped anew in English", anchored, "pay any price", strings.Replace(anchored, "any price", "any\nprice", 1), Placed, "pay any\nprice"},
		{"full width", anchored, "bear any burden", strings.Replace(anchored, "bear", "ｂｅａｒ", 1), Placed, "ｂｅａｒ any burden"},
		{"other quotation marks", anchored, "“自我革命”", strings.NewReplacer("“", "「", "”", "」").Replace(anchored), Placed, "「自我革命」"},
		{"a byte order mark before it", anchored, "要坚持@2", "\ufeff" + anchored, Placed, "要坚持"},
		{"changed further down", anchored, "人民至上", strings.Replace(anchored, "作风", "作风建设", 1), Placed, "人民至上"},
		{"one of many, changed further down", strings.Repeat(refrain, 3), "freedom ring", strings.Repeat(refrain, 3) + "Thank you.\n", Placed, "freedom ring"},
		{"moved down", anchored, "实事求是", "新增的一段话。\n\n" + anchored, Placed, "实事求是"},
		{"moved up", anchored, "抓落实", strings.Replace(anchored, "同志们：\n\n", "", 1), Placed, "抓落实"},
		{"its context folded", anchored, "any price", "A new paragraph. \n\n" + strings.ToUpper(anchored), Placed, "ANY PRICE"},
		{"the second of two, moved", anchored, "要坚持@2", "加。\n" + anchored, Placed, "要坚持"},
		{"deleted", anchored, "人民至上，", strings.Replace(anchored, "人民至上，", "", 1), Orphan, ""},
		{"look-alikes moved", strings.Repeat(refrain, 4), "freedom ring", "My friends:\n" + strings.Repeat(refrain, 4), Placed, "freedom ring"},
		{"one of two look-alikes left", refrain + "One.\n" + refrain, "freedom ring", "One.\n" + refrain, Orphan, ""},
		{"no text", anchored, "人民至上", "", Orphan, ""},
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
		{"a quote alone", Target{Exact: "人民至上"}, Placed},
		{"a quote alone, of look-alikes", Target{Exact: "要坚持"}, Ambiguous},
		{"positions in bytes", Target{Exact: "人民至上", Start: 27, End: 39, Revision: textHash(anchored)}, Placed},
		{"positions alone", Target{Start: 9, End: 13, Revision: textHash(anchored)}, Placed},
		{"positions alone, of another text", Target{Start: 9, End: 13, Revision: "00"}, Orphan},
		{"positions past the end", Target{Exact: "x", Start: 1 << 40, End: 1<<40 + 1, Revision: textHash(anchored)}, Orphan},
		{"positions backwards", Target{Exact: "x", Start: 9, End: -9, Revision: textHash(anchored)}, Orphan},
		{"nothing", Target{}, Orphan},
	}
	for _, test := range tests {
		n := &Notes{Annotations: []Annotation{{ID: "x", Target: test.target}}}
		if p := Anchor(d, n)[0]; p.Status != test.want {
			t.Errorf("%s: %+v, want it %s", test.name, p, test.want)
		}
	}
}
