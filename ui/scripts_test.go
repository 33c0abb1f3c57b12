package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"lectern/annotations"
	"lectern/model"
)

// clustered are texts whose characters are more than a code point each.
var clustered = map[string]string{
	"marks":      "Cafe\u0301 nai\u0308ve Vie\u0323\u0302t a\u0310\u0332b.",
	"emoji":      "家👨\u200d👩\u200d👧庭👍🏽好🇨🇳旗❤\ufe0f。",
	"jamo":       "\u1112\u1161\u11ab\u1100\u1173\u11af 한글.",
	"Thai":       "กำลังใจ น้ำ ผู้ใหญ่",
	"Devanagari": "नमस्ते क्षि श्री राष्ट्रपति।",
	"Arabic":     "السَّلامُ عَلَيْكُم.",
	"Hebrew":     "שָׁלוֹם עֲלֵיכֶם.",
}

func edgesOfClusters(text string) map[int]bool {
	edges := map[int]bool{0: true}
	for clusters := graphemes.FromString(text); clusters.Next(); {
		edges[clusters.End()] = true
	}
	return edges
}

// Selecting goes from cluster to cluster in the order of the text, in either kind of
// terminal, by keys and by mouse.
func TestSelectingWholeClusters(t *testing.T) {
	for name, text := range clustered {
		for _, whole := range []bool{true, false} {
			st := newStage(t, speechText(t, text), "40x12")
			if whole {
				st.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
			}
			edges, r := edgesOfClusters(text), st.app.reader
			st.keys("v")
			for end := -1; r.selected().End > end; st.keys("l") {
				end = r.selected().End
				if s := r.selected(); s.Start != 0 || !edges[s.End] {
					t.Fatalf("%s: v and l select %q", name, text[s.Start:s.End])
				}
			}
			if r.selected().End != len(text) {
				t.Errorf("%s: l reaches byte %d of %d", name, r.selected().End, len(text))
			}
			st.keys("<esc>")
			for x := r.frame.text; x < r.frame.text+20; x++ {
				st.send(tea.MouseClickMsg{X: r.frame.text, Y: r.frame.top, Button: tea.MouseLeft})
				st.send(tea.MouseMotionMsg{X: x, Y: r.frame.top, Button: tea.MouseLeft})
				if s := r.target(); !edges[s.Start] || !edges[s.End] {
					t.Fatalf("%s: dragging to column %d selects %q", name, x, text[s.Start:s.End])
				}
			}
		}
	}
}

// What is found never cuts a cluster, and a mark that does, made elsewhere, is seen on
// the whole of it.
func TestClustersAreFoundAndMarkedWhole(t *testing.T) {
	for name, text := range clustered {
		edges := edgesOfClusters(text)
		doc := model.Parse(model.Source{Text: text})
		for i, r := range text {
			for _, hit := range doc.Find(text[i : i+len(string(r))]) {
				if !edges[hit.Start] || !edges[hit.End] {
					t.Errorf("%s: looking for %q finds %q", name, string(r), text[hit.Start:hit.End])
				}
			}
		}
		r := newStage(t, speechText(t, text), "80x12").app.reader
		for i, c := range text {
			marked := brush{theme: r.look.theme, marks: []mark{{span: model.Span{Start: i, End: i + len(string(c))}, color: annotations.Yellow}}}
			seen := 0
			for _, cell := range r.cellsOf(r.top) {
				if marked.at(cell.Span) != (ink{}) {
					seen++
				}
			}
			if seen != 1 {
				t.Errorf("%s: a mark on %q is seen on %d cells", name, string(c), seen)
			}
		}
	}
}
