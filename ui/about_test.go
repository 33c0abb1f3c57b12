package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// spoken is a speech that says what it is.
func spoken() Speech {
	source := model.Source{Text: "在全省教育大会上的讲话\n（2022年3月5日）\n李　华\n同志们：\n" +
		"今天，我们在这里召开大会，总结过去一年的工作，部署今年的任务。\n一、抓好学习\n学习是第一位的任务。要坚持问题导向，一件一件抓落实。\n"}
	return Speech{Name: "talk.txt", Path: "talk.txt", Source: source, Document: model.Parse(source), Notes: annotations.NewNotes()}
}

func (st *stage) info() annotations.Info {
	return st.app.reader.book.set.Notes().Info(st.app.reader.doc())
}

func TestSettingWhatASpeechIsCitedBy(t *testing.T) {
	st := newStage(t, spoken(), "80x24")
	st.keys("i").want("在全省教育大会上的讲话", "依原文", "李华", "2022年3月5日", "全省教育大会", "原文未注明")
	st.keys("j<enter>").want("讲话人 李华")
	for range 2 {
		st.keys("<bs>")
	}
	st.keys("李明<enter>").want("讲话人：李明 · 已保存", "自行设定")
	if got := st.info(); got.Speaker != "李明" || got.Title != "在全省教育大会上的讲话" {
		t.Errorf("%+v", got)
	}
	if len(st.desk.saved) != 1 || st.desk.saved[0].Document.Given != (annotations.Info{Speaker: "李明"}) {
		t.Errorf("saved: %+v", st.desk.saved)
	}

	// Undone and done again, here and on the page.
	st.keys("u").want("已撤销").lacks("自行设定")
	st.keys("<ctrl+r>").want("李明", "自行设定").keys("<esc>u").want("已撤销")
	if got := st.info().Speaker; got != "李华" {
		t.Errorf("undone, the speaker is %q", got)
	}

	// As the text says it, or left empty: nothing is set.
	st.keys("<ctrl+r>i")
	st.keys("j<enter><bs><bs>李华<enter>").lacks("自行设定").want("讲话人：依原文")
	st.keys("<enter><bs><bs>李红<enter>").want("自行设定").keys("<enter><bs><bs><enter>").lacks("自行设定").want("讲话人：依原文")
	if given := st.app.reader.book.set.Notes().Document.Given; given != (annotations.Info{}) {
		t.Errorf("set: %+v", given)
	}

	// Left as it is, nothing happens; what cannot be set is not asked for.
	tries := st.desk.tries
	st.keys("<enter><enter>G<enter>")
	if _, still := st.app.reader.mode().(*about); !still || st.desk.tries != tries {
		t.Errorf("%T, %d saves", st.app.reader.mode(), st.desk.tries-tries)
	}
}

// A title of two lines, only looked at, is not set.
func TestFactLookedAt(t *testing.T) {
	s := spoken()
	s.Source.Title = "教育大会\n讲话"
	s.Document = model.Parse(s.Source)
	st := newStage(t, s, "80x24")
	st.keys("i<enter>").want("标题 教育大会 讲话").keys("<enter>").want("依原文").lacks("自行设定")
}

func TestAboutInALowWindow(t *testing.T) {
	st := newStage(t, spoken(), "60x8", func(c *Config) { c.Lang = "en" })
	st.keys("i").want("Title").lacks("Notes")
	st.keys("G").want("Notes").lacks("Title")
	st.keys("gi")
	if _, reads := st.app.reader.mode().(reading); !reads {
		t.Error("i does not put it away")
	}
}

func TestAboutWithoutWriting(t *testing.T) {
	s := spoken()
	s.ReadOnly = "a newer version's"
	st := newStage(t, s, "80x24")
	st.keys("i<enter>").want("只读")
	if _, still := st.app.reader.mode().(*about); !still {
		t.Errorf("%T", st.app.reader.mode())
	}
}

func TestTheMouseInAbout(t *testing.T) {
	st := newStage(t, spoken(), "80x24")
	st.keys("i")
	r := st.app.reader
	_, top := r.boxOrigin(r.mode().(*about))
	click := tea.MouseClickMsg{X: 10, Y: top + 1 + aboutHead + 2, Button: tea.MouseLeft} // the third field
	st.send(click)
	if r.mode().(*about).at != 2 {
		t.Fatalf("row %d is chosen", r.mode().(*about).at)
	}
	st.send(click)
	st.want("日期 2022年3月5日")
}

// The title that was set is what the window is called.
func TestTheWindowsTitle(t *testing.T) {
	st := newStage(t, spoken(), "80x24")
	if got := st.app.View().WindowTitle; got != "在全省教育大会上的讲话" {
		t.Errorf("%q", got)
	}
	st.keys("i<enter>")
	for range 11 {
		st.keys("<bs>")
	}
	st.keys("教育讲话<enter>")
	if got := st.app.View().WindowTitle; got != "教育讲话" {
		t.Errorf("%q", got)
	}
	bare := newStage(t, speechFile(t, sample), "80x24")
	if got := bare.app.View().WindowTitle; got != sample {
		t.Errorf("%q", got)
	}
}
