package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// hopUntil runs held commands, and holds what they bring about, one generation after
// the other.
func (st *stage) hopUntil(what string, done func() bool) {
	st.t.Helper()
	for range 1000 {
		if done() {
			return
		}
		st.step()
	}
	st.t.Fatalf("it does not come to this: %s", what)
}

// commonText is a text whose commonest character takes a search many steps to count.
func commonText(t *testing.T) Speech {
	return speechText(t, "开头。\n"+strings.Repeat(strings.Repeat("的", 200)+"\n", 1000)+"结尾有的。\n")
}

const commonCount = 200*1000 + 1

// The first place is on the page before all are counted, n and N go on from there
// meanwhile, and then the reader is told which one it is.
func TestPlacesAreCountedMeanwhile(t *testing.T) {
	st := newStage(t, commonText(t), "80x24")
	r := st.app.reader
	st.hold = true
	st.keys("/的<enter>").want("正在查找：的")
	st.hopUntil("a place is found", func() bool { return !r.hits.place.Empty() })
	if r.hits.found.Done {
		t.Fatal("all is counted before the first place is shown")
	}
	st.want("已找到，正在计数：的")
	st.keys("nnnN")
	st.hopUntil("all is counted", func() bool { return r.hits.found.Done })
	st.hopUntil("n has gone on", func() bool { return r.hits.due == 0 && !r.hits.leaping })
	st.want("第 3 处，共 200001 处：的")
	if at := r.hits.current(); at.Start != len("开头。\n")+2*len("的") {
		t.Errorf("the third place is %v", at)
	}
	st.release()
	st.keys("NNN").want("第 200001 处")
	if got := st.underCursor(); got != "结尾有的。" {
		t.Errorf("before the first place comes %q", got)
	}
	st.keys("n").want("第 1 处")
}

// What is kept of a search is what is in view, however often the query stands.
func TestHitsInViewOnly(t *testing.T) {
	st := newStage(t, commonText(t), "80x24")
	r := st.app.reader
	st.keys("/的<enter>").want("共 200001 处")
	for range 40 {
		st.keys("<pgdown>")
	}
	kept := 0
	for _, spans := range r.hits.inView {
		kept += len(spans)
	}
	if kept == 0 || kept > 24*200 || r.hits.found.Count != commonCount {
		t.Errorf("%d hits are kept of %d", kept, r.hits.found.Count)
	}
	for _, row := range r.rows {
		if row.line >= 0 && len(r.hits.over(row.paragraph, row.span)) != row.span.Len()/len("的") {
			t.Errorf("%d hits on the row %q", len(r.hits.over(row.paragraph, row.span)), r.doc().Slice(row.span))
		}
	}
}

// Esc ends a search, and another query ends the one before: it takes no further step.
func TestSearchIsGivenUp(t *testing.T) {
	for name, keys := range map[string]string{"while typing": "/的<esc>", "while it counts": "/的<enter><esc>", "by another": "/的<bs>没<enter>"} {
		st := newStage(t, commonText(t), "80x24")
		r := st.app.reader
		st.hold = true
		begun, rest, _ := strings.Cut(keys, "的")
		st.keys(begun + "的")
		st.hopUntil("the search has begun", func() bool { return r.hits.found.Count > 0 })
		st.keys(rest)
		st.hold = false
		st.release()
		if r.hits.query == "的" || r.hits.found.Count != 0 || !r.hits.current().Empty() {
			t.Errorf("%s: the search is %+v", name, r.hits)
		}
		st.lacks("处：的")
	}
}

// Who types fast has no search for every letter: while one is under way, those of the
// letters between are passed over.
func TestFastTypingIsOneSearch(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	r := st.app.reader
	st.hold = true
	st.keys("/三区三线")
	searches := 0
	for len(st.held) > 0 {
		held := st.held
		st.held = nil
		for _, cmd := range held {
			switch msg := cmd().(type) {
			case tea.BatchMsg:
				st.held = append(st.held, msg...)
			case foundMsg:
				searches++
				st.send(msg)
			}
		}
	}
	if searches != 2 || r.hits.query != "三区三线" || r.hits.found.Count != 4 {
		t.Errorf("%d searches, %d places of %q", searches, r.hits.found.Count, r.hits.query)
	}
}

// A document that takes the place of the one searched, as after a ruling, is searched
// anew, and the reader stays at the place.
func TestSearchSurvivesRulings(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	r := st.app.reader
	st.keys("/三区三线<enter>n").want("第 2 处，共 4 处")
	place, before := r.hits.current(), r.doc()
	st.keys("H<enter>")
	if r.doc() == before {
		t.Fatal("the ruling changed nothing")
	}
	if r.hits.current() != place || r.hits.doc != r.doc() || r.hits.number() != 2 {
		t.Errorf("the search is at %v, number %d; it was at %v", r.hits.current(), r.hits.number(), place)
	}
	st.keys("n").want("第 3 处，共 4 处")
}

// From anywhere in a text the place gone to is the next one, and has its number.
func TestSearchBeginsAtTheCursor(t *testing.T) {
	st := newStage(t, speechText(t, "第一处在此。\n\n第二处在此。\n\n第三处在此。\n\n完了。\n"), "80x24")
	st.keys("/处在<enter>").want("第 1 处，共 3 处")
	st.keys("<esc>g))/处在<enter>").want("第 3 处，共 3 处")
	if got := st.underCursor(); got != "第三处在此。" {
		t.Errorf("the search went to %q", got)
	}
	st.keys("<esc>G/处在<enter>").want("第 1 处，共 3 处")
	if got := st.underCursor(); got != "第一处在此。" {
		t.Errorf("the search went to %q", got)
	}
}

// A search that is under way goes on in the document that takes the place of its own.
func TestSearchingWhileTheDocumentIsReplaced(t *testing.T) {
	st := newStage(t, commonText(t), "80x24")
	r := st.app.reader
	st.hold = true
	st.keys("/的<enter>")
	st.hopUntil("the search has begun", func() bool { return r.hits.found.Count > 0 })
	doc := model.Parse(r.speech.Source)
	st.send(parsedMsg{&r.book, r.parseTurn, doc})
	st.hold = false
	st.release()
	if r.hits.doc != doc || r.hits.found.Count != commonCount {
		t.Errorf("%d places are counted", r.hits.found.Count)
	}
}

// n and N that are pressed before the first place is known go on from it.
func TestStepsBeforeTheFirstHit(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	want := newStage(t, speechFile(t, sample), "120x40").keys("/要<enter>").keys("nnnN").app.reader.hits.place
	st.hold = true
	st.keys("/要<enter>nnnN")
	st.release()
	if got := st.app.reader.hits.place; got != want || want.Empty() {
		t.Errorf("at %v, want %v", got, want)
	}
	st = newStage(t, speechFile(t, sample), "120x40")
	st.hold = true
	st.keys("/没有的话<enter>nn")
	st.release()
	st.want("没有找到").keys("/要<enter>").keys("n")
	if h := st.app.reader.hits; h.at != 1 || h.due != 0 {
		t.Errorf("another search goes %d on, %d are due", h.at, h.due)
	}
}
