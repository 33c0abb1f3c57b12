package ui

import (
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

// The speech as the notes were made on it, and as it is now.
const (
	prepared = `在全市干部大会上的讲话

同志们：

一、提高认识，抓好学习

学习是第一位的任务。要坚持人民至上，把学习抓在手上。要坚持问题导向，一件一件抓落实。

二、转变作风，抓好落实

落实是关键。“实干”二字，重在行动。这一段后来删去了。

我就讲这些，谢谢大家。
`
	delivered = `在全市干部大会上的讲话

同志们：

一、提高认识，抓好学习

要坚持问题导向，一件一件抓落实。学习始终是第一位的任务。要坚持人民至上，把学习抓得更紧。

二、转变作风，抓好落实

落实是关键。要坚持人民至上，把群众的事办好。“实干”二字，重在行动。

我就讲这些，谢谢大家。
`
)

// decided is a stage whose speech has changed since its notes were made: one note
// is in place, one moved, one changed, one has to be decided, one lost its passage.
func decided(t *testing.T, size string, change ...func(*Config)) *stage {
	t.Helper()
	old, src := model.Parse(model.Source{Text: prepared}), model.Source{Text: delivered}
	set := annotations.NewSet(annotations.NewNotes())
	now := model.Parse(src)
	var places []annotations.Place
	for _, n := range []struct {
		quote, note string
		color       annotations.Color
		status      annotations.Status
		stands      []string
	}{
		{"落实是关键。", "第二点", annotations.Green, annotations.Placed, []string{"落实是关键。"}},
		{"要坚持问题导向，一件一件抓落实。", "", annotations.Blue, annotations.Moved, []string{"要坚持问题导向，一件一件抓落实。"}},
		{"学习是第一位的任务。", "与去年的**表述**对照", annotations.Yellow, annotations.Edited, []string{"学习始终是第一位的任务。"}},
		{"要坚持人民至上，把学习抓在手上。", "哪一处？", annotations.Magenta, annotations.Ambiguous, []string{"要坚持人民至上，把学习抓得更紧。", "要坚持人民至上，把群众的事办好。"}},
		{"这一段后来删去了。", "为什么删？", annotations.Red, annotations.Orphan, nil},
	} {
		a := annotations.New(old, spanIn(t, old, n.quote), morning)
		a.Color, a.Note = n.color, n.note
		set.Add(morning, a)
		place := annotations.Place{ID: a.ID, Status: n.status, Score: 1}
		for i, words := range n.stands {
			span := spanIn(t, now, words)
			if n.status == annotations.Ambiguous {
				place.Candidates = append(place.Candidates, annotations.Candidate{Span: span, Score: 0.86 - 0.1*float64(i)})
			} else {
				place.Span = span
			}
		}
		places = append(places, place)
	}
	s := Speech{Name: "talk.txt", Path: "talk.txt", Source: src, Document: now, Notes: set.Notes()}
	st := newStage(t, s, size, change...)
	st.app.reader.tallyDue = true
	st.app.reader.message = notice{}
	st.send(anchoredMsg{now, st.app.reader.book.notes, places})
	return st
}

func spanIn(t *testing.T, d *model.Document, quote string) model.Span {
	t.Helper()
	start := strings.Index(d.Text, quote)
	if start < 0 {
		t.Fatalf("%q is not in the text", quote)
	}
	return model.Span{Start: start, End: start + len(quote)}
}

// of is the annotation with a colour.
func (st *stage) of(c annotations.Color) annotations.Annotation {
	st.t.Helper()
	for _, a := range st.notes() {
		if a.Color == c {
			return *a
		}
	}
	st.t.Fatalf("no annotation is %s", c)
	return annotations.Annotation{}
}

func (st *stage) status(c annotations.Color) annotations.Status {
	st.t.Helper()
	return st.app.reader.book.places[st.of(c).ID].Status
}

func TestDecideScreens(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []string{"120x40", "80x24", "50x16"} {
			for _, scene := range []struct{ name, keys string }{
				{"opened", ""}, {"to-decide", "A"}, {"candidate", "A<enter>"}, {"second", "A<enter><down>"},
				{"none-of-these", "A<enter><down><down>"}, {"gone", "AG"}, {"changed", "Agj"}, {"on-changed", "jggG]a[a[a[a"},
				{"placing", "AG<enter>"}, {"placing-some", "AG<enter>)v;"}, {"note-of-gone", "AGa"}, {"tags-of-gone", "AG#"},
			} {
				st := decided(t, size, func(c *Config) { c.Lang = lang })
				st.keys(scene.keys)
				fits(t, st, scene.name)
				st.golden(lang + "/" + size + "/decide-" + scene.name)
				wide := decided(t, size, func(c *Config) { c.Lang, c.Ambiguous = lang, "wide" })
				fits(t, wide.keys(scene.keys), "wide "+scene.name)
			}
		}
		decided(t, "150x40", func(c *Config) { c.Lang = lang }).keys("]a[a").golden(lang + "/150x40/decide-margin")
	}
}

func TestOpeningSaysWhatBecameOfTheNotes(t *testing.T) {
	st := decided(t, "120x40")
	st.want("5 条标注：1 条在原处，1 条已移位，1 条原文有改动，1 条待确认，1 条原文已不在（按 A 查看）")
	st.wind()
	st.want("1 条待确认").keys("j").lacks("1 条待确认")
	decided(t, "50x16").want("1 条待确认，1 条原文已不在（按 A 查看）")
	english := decided(t, "120x40", func(c *Config) { c.Lang = "en" })
	english.want("5 notes: 1 in place, 1 moved, 1 changed, 1 to decide, 1 passage gone (A shows them)")

	quiet := newStage(t, speechFile(t, sample), "120x40")
	quiet.keys("1").lacks("条标注：")
	quiet.send(anchoredMsg{quiet.app.reader.doc(), quiet.app.reader.book.notes, nil})
	quiet.lacks("条标注：")
}

// While more is to decide, the list stays open and goes to the next.
func TestDecidingOneAfterTheOther(t *testing.T) {
	s := speechFile(t, sample)
	d := s.Document
	set := annotations.NewSet(s.Notes)
	var places []annotations.Place
	for i := range 3 {
		a := annotations.New(d, d.Sentences(i + 2)[0], morning)
		set.Add(morning, a)
		span := d.Sentences(i + 7)[0]
		places = append(places, annotations.Place{ID: a.ID, Status: annotations.Ambiguous, Candidates: []annotations.Candidate{{Span: span, Score: 1}}})
	}
	s.Notes = set.Notes()
	st := newStage(t, s, "120x40")
	st.send(anchoredMsg{st.app.reader.doc(), st.app.reader.book.notes, places})
	st.keys("A").want("待确认（3）")
	st.keys("<enter><enter>").want("待确认（2）", "已放到这里")
	st.keys("<enter><enter>").want("待确认（1）")
	st.keys("<enter><enter>").lacks("待确认")
	if st.app.reader.mode() != (reading{}) {
		t.Error("the list is still open")
	}
	for _, a := range st.notes() {
		if len(a.Earlier) != 1 {
			t.Errorf("%q was not put", a.Target.Exact)
		}
	}
}

// Everything is decided with arrows and Enter.
func TestDecidingWithArrowsAndEnter(t *testing.T) {
	st := decided(t, "80x24")
	st.keys("A").want("待确认（1）", "原文已不在（1）", "有几处都可能是它")
	st.keys("<enter><down>").want("76 %", "把群众的事办好", "原为：").keys("<enter>").want("已放到这里 · 已保存")
	a := st.of(annotations.Magenta)
	if a.Target.Exact != "要坚持人民至上，把群众的事办好。" || len(a.Earlier) != 1 || st.status(a.Color) != annotations.Placed {
		t.Errorf("put on %+v", a)
	}
	if st.app.reader.current != a.ID || !strings.HasPrefix(st.underCursor(), "要坚持人民至上，把群众") {
		t.Errorf("the page went to %q", st.underCursor())
	}
	if len(st.desk.saved) != 1 {
		t.Errorf("%d saves", len(st.desk.saved))
	}

	st.keys("A").lacks("待确认").keys("<end><enter>").want("请选定这条标注的原文：这一段后来删去了。")
	st.until("<down>", func() bool { return strings.HasPrefix(st.underCursor(), "“实干”") })
	st.keys("<enter>").want("已放到这里")
	if got := st.of(annotations.Red).Target.Exact; got != "“实干”二字，重在行动。" {
		t.Errorf("put on %q", got)
	}

	st.keys("A<home><down>").want("原文有改动").keys("<enter>").want("原文有改动，原为“学习是第一位的任务。”")
	st.keys("<enter>")
	st.until("<down>", func() bool { return strings.Contains(st.underMenu(), "确认位置") })
	st.keys("<enter>").want("位置已确认 · 已保存").lacks("原为“")
	if got := st.of(annotations.Yellow).Target.Exact; got != "学习始终是第一位的任务。" {
		t.Errorf("confirmed on %q", got)
	}
}

// until presses a key until something is so.
func (st *stage) until(key string, so func() bool) {
	st.t.Helper()
	for range 50 {
		if so() {
			return
		}
		st.keys(key)
	}
	st.t.Fatalf("%s leads nowhere:\n%s", key, st.screen())
}

// underMenu is the row of a box that is chosen.
func (st *stage) underMenu() string {
	c := st.app.reader.mode().(*chooser)
	return c.items[c.at].label
}

func TestUndoingADecision(t *testing.T) {
	st := decided(t, "80x24")
	before := st.of(annotations.Magenta)
	st.keys("A<enter><enter>u").want("已撤销")
	if got := st.of(annotations.Magenta); got.Target != before.Target || st.status(annotations.Magenta) == annotations.Placed {
		t.Errorf("undone it is %s on %q", st.status(annotations.Magenta), got.Target.Exact)
	}
	st.keys("<ctrl+r>")
	if got := st.of(annotations.Magenta); got.Target.Exact != "要坚持人民至上，把学习抓得更紧。" || st.status(annotations.Magenta) != annotations.Placed {
		t.Errorf("redone it is %s on %q", st.status(annotations.Magenta), got.Target.Exact)
	}
}

// C confirms a moved passage, on the page and in the list, and nothing else.
func TestConfirming(t *testing.T) {
	st := decided(t, "80x24")
	st.keys("C")
	if len(st.desk.saved) != 0 {
		t.Error("C on another sentence saved something")
	}
	st.keys("]a").want("已移位（按 C 确认）").keys("C").want("位置已确认").lacks("已移位")
	if st.status(annotations.Blue) != annotations.Placed {
		t.Errorf("it is %s", st.status(annotations.Blue))
	}
	st.keys("Agj").want("C 确认位置").keys("C").want("位置已确认")
	if st.status(annotations.Yellow) != annotations.Placed {
		t.Errorf("it is %s", st.status(annotations.Yellow))
	}
	saves := len(st.desk.saved)
	st.keys("GC<up>C")
	if len(st.desk.saved) != saves {
		t.Error("C wrote a place that is nowhere")
	}
}

// Any annotation can be put on another passage, from the page and from the list.
func TestPuttingElsewhere(t *testing.T) {
	st := decided(t, "80x24")
	st.keys("]a").keys("p").want("请选定这条标注的原文：要坚持问题导向", "Enter 放到这里")
	st.keys(")vlll").keys("p").want("已放到这里")
	if got := st.of(annotations.Blue).Target.Exact; got != "学习始终" {
		t.Errorf("put on %q", got)
	}
	st.keys("AGkp").want("要坚持人民至上，把学习抓在手上").keys("v<esc>").want("Enter 放到这里").keys("<esc>").want("未作修改")
	if got := st.status(annotations.Magenta); got != annotations.Ambiguous {
		t.Errorf("Esc left it %s", got)
	}
	saves := len(st.desk.saved)
	st.keys("AGp/谢谢<enter>").want("请选定这条标注的原文").keys("<enter>")
	if got := st.of(annotations.Red).Target.Exact; got != "我就讲这些，谢谢大家。" || len(st.desk.saved) != saves+1 {
		t.Errorf("put on %q", got)
	}
}

// An annotation whose passage is gone is worked on like any other.
func TestWorkingOnWhatIsGone(t *testing.T) {
	st := decided(t, "80x24")
	st.keys("AGa").want("这条笔记的原文：这一段后来删去了。", "为什么删？").keys("！<esc>").want("笔记已写下")
	if got := st.of(annotations.Red).Note; got != "为什么删？！" {
		t.Errorf("the note is %q", got)
	}
	st.keys("AG#").want("这一段后来删去了。").keys("待查<enter><esc>")
	if got := st.of(annotations.Red); len(got.Tags) != 1 || st.status(got.Color) != annotations.Orphan {
		t.Errorf("it is %+v", got)
	}
	st.keys("AG#").keys("待查<enter><esc>AG/#待<enter>").lacks("待查<")
	st.keys("<esc><esc>AGdd")
	if len(st.notes()) != 4 {
		t.Errorf("%d annotations", len(st.notes()))
	}
}

// Deleted elsewhere while its note is written, an annotation without a passage
// comes back as it was: there is no sentence for a new one.
func TestNoteOfWhatIsGoneDeletedMeanwhile(t *testing.T) {
	st := decided(t, "80x24")
	before := st.of(annotations.Red)
	st.keys("AGa")
	st.app.reader.book.set.Remove(morning, before.ID)
	st.app.reader.book.index()
	st.keys("！<esc>")
	if got := st.of(annotations.Red); got.Target != before.Target || got.Note != "为什么删？！" {
		t.Errorf("it is %+v", got)
	}
}

// Where an annotation was put stands, however late the answer to where it was.
func TestLatePlaces(t *testing.T) {
	st := decided(t, "80x24")
	r := st.app.reader
	late := anchoredMsg{r.doc(), r.book.notes, []annotations.Place{{ID: st.of(annotations.Magenta).ID, Status: annotations.Orphan}}}
	st.keys("A<enter><enter>")
	st.send(late)
	if st.status(annotations.Magenta) != annotations.Placed {
		t.Errorf("it is %s", st.status(annotations.Magenta))
	}
}

// Without permission to write nothing is put anywhere.
func TestDecidingReadOnly(t *testing.T) {
	st := decided(t, "80x24", func(c *Config) { c.Speech.ReadOnly = "written by a newer lectern" })
	for _, keys := range []string{"A<enter><enter>", "A<end><enter>", "]aC", "]ap", "Agp"} {
		st.keys(keys).want("只读").keys("<esc><esc><esc>j")
	}
	if len(st.desk.saved) > 0 {
		t.Error("something was saved")
	}
}

// The list is walked row by row, headings passed over, and to both ends.
func TestWalkingTheList(t *testing.T) {
	st := decided(t, "80x24")
	st.keys("A<home>")
	list := st.app.reader.mode().(*listing)
	var way []string
	for range 8 {
		way = append(way, list.rowAt(list.at).id+string(rune('0'+list.candidate+1)))
		st.keys("<down>")
	}
	for i := 1; i < len(way); i++ {
		if way[i] == way[i-1] {
			t.Errorf("row %d again: %q", i, way)
		}
	}
	for i := len(way) - 2; i >= 0; i-- {
		st.keys("<up>")
		at := list.rowAt(list.at).id + string(rune('0'+list.candidate+1))
		if at != way[i] && list.candidate >= 0 {
			t.Errorf("up %d: %s, not %s", i, at, way[i])
		}
	}
	if st.keys("<end>"); list.rowAt(list.at).id != st.of(annotations.Red).ID {
		t.Error("End is not at the end")
	}
	if st.keys("/哪一处"); list.count() != 5 || list.rowAt(0).heading != "待确认（1）" {
		t.Errorf("filtered: %+v", list.rows)
	}
}
