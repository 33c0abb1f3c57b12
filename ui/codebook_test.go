package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// tagsOf are the tags of each annotation as they are called now.
func (st *stage) tagsOf() (tags []string) {
	for _, a := range st.notes() {
		tags = append(tags, strings.Join(st.app.reader.book.notes.TagPaths(*a), " "))
	}
	slices.Sort(tags)
	return tags
}

func (st *stage) wantTags(tags ...string) {
	st.t.Helper()
	if got := st.tagsOf(); !slices.Equal(got, tags) {
		st.t.Fatalf("the annotations are tagged %q, want %q", got, tags)
	}
}

func TestBrowseByTag(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys(tagged+"T").want("标签 3 个", "政策", "1（3）", "  用地", "金句")
	st.keys("<enter>").want("3 / 3 条", `#"政策"`)
	st.keys("q").want("标签 3 个").keys("j<enter>").want("2 / 3 条", `#"政策/用地"`)
	st.keys("<enter>").lacks("标签 3 个")
	if a, _ := st.app.reader.book.set.Get(st.app.reader.current); !slices.Contains(a.Tags, "政策/用地") {
		t.Errorf("Enter went to %+v", a)
	}
	st.keys("T/#用").want("政策/用地").lacks("金句").keys("<esc>/<bs>无").want("没有符合的标签。").keys("<enter><esc>q")
	st.lacks("没有符合的标签。")
}

func TestRenameAndMergeInTheTree(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys(tagged + "Tr").want("改名为（3 条标注）")
	st.keys("<ctrl+u>金句<enter>").want("已有 #金句", "改名为（3 条标注）")
	st.keys("<ctrl+u>政策/旧<enter>").want("标签不能移到自己下面")
	st.keys("<ctrl+u>#<enter>").want("标签要有名称")
	st.keys("<ctrl+u> #方针 <enter>").want("#政策 已改名为 #方针，涉及 3 条标注，按 u 撤销 · 已保存")
	st.wantTags("方针", "方针/用地", "方针/用地 金句")
	if st.app.reader.mode().(*codebook).path != "方针" {
		t.Error("the tag renamed is not the one chosen any more")
	}
	st.keys("u").want("已撤销：#政策").keys("<ctrl+r>").want("已重做：#方针").keys("u")
	st.wantTags("政策", "政策/用地", "政策/用地 金句")

	st.keys("Gm").want("把 #金句 并入", "并入此标签").keys("<enter>").want("是同一个标签")
	st.keys("<esc>m/用<enter>").want("把 #金句 并入").keys("<enter>").want("#金句 已并入 #政策/用地，涉及 1 条标注").lacks("把 #金句 并入")
	st.wantTags("政策", "政策/用地", "政策/用地")
	st.keys("u")
	st.wantTags("政策", "政策/用地", "政策/用地 金句")
	st.keys("gm<esc>").lacks("把 #").keys("<esc>").lacks("标签 3 个")
}

func TestColorAndDescribeInTheTree(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys(tagged + "T4").want("#政策：紫 · 已保存").keys("4").want("#政策：无颜色").keys("3").keys("0").want("无颜色").keys("2")
	st.keys("d怎么做<enter>").want("#政策 的用途已写下", "怎么做").keys("G").lacks("怎么做")
	c := st.app.reader.book.notes.Codebook()[0]
	if c.Color != annotations.Green || c.Description != "怎么做" {
		t.Errorf("%+v", c)
	}
	st.keys("gd<ctrl+u><enter>").lacks("怎么做")
	for range 7 {
		st.keys("u")
	}
	if c := st.app.reader.book.notes.Codebook()[0]; c.Color != annotations.None || c.Description != "" {
		t.Errorf("undone: %+v", c)
	}
}

func TestTagsOfReadOnlyNotes(t *testing.T) {
	s := speechFile(t, sample)
	s.ReadOnly = "written by a newer lectern"
	set := annotations.NewSet(s.Notes)
	set.Add(morning, annotations.Annotation{Tags: []string{"a"}})
	s.Notes = set.Notes()
	st := newStage(t, s, "80x24")
	for _, key := range []string{"r", "m", "d", "1", "u"} {
		st.keys("T" + key).want("只读：written by a newer lectern").keys("q")
	}
	st.wantTags("a")
}

// A tag that another window renames while its new name is typed here.
func TestATagThatIsGoneMeanwhile(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys(tagged + "Tr")
	theirs := annotations.NewSet(st.desk.saved[len(st.desk.saved)-1])
	theirs.RenameTag(morning, "政策", "方针")
	st.desk.news = News{Notes: theirs.Notes()}
	st.wind()
	st.keys("<ctrl+u>x<enter>").want("这个标签已不存在").keys("<esc>").want("方针")
}

// What a tag is for may have several lines, which the prompt shows as one. Only
// looked at, they stay.
func TestDescriptionLookedAt(t *testing.T) {
	s := speechFile(t, sample)
	set := annotations.NewSet(s.Notes)
	set.AddTag(morning, annotations.Tag{Path: "政策", Description: "做什么\n谁来做"})
	s.Notes = set.Notes()
	st := newStage(t, s, "120x40")
	st.keys("Td").want("做什么 谁来做").keys("<enter>").lacks("的用途已写下")
	if got := st.app.reader.book.notes.Codebook()[0].Description; got != "做什么\n谁来做" {
		t.Errorf("it is now %q", got)
	}
}

func TestTheTreeByMouse(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40")
	st.keys(tagged + "T")
	rows := strings.Split(st.screen(), "\n")
	y := slices.IndexFunc(rows, func(row string) bool { return strings.Contains(row, "金句") && strings.Contains(row, "│") })
	st.send(tea.MouseClickMsg{X: 60, Y: y, Button: tea.MouseLeft})
	if c := st.app.reader.mode().(*codebook); c.path != "金句" {
		t.Fatalf("a click chose %q", c.path)
	}
	st.send(tea.MouseClickMsg{X: 60, Y: y, Button: tea.MouseLeft})
	st.want("1 / 3 条")
}

// A thousand tags, names of any length, depth and origin: every screen holds, and
// nothing of a name is obeyed.
func TestManyAndHostileTags(t *testing.T) {
	s := speechFile(t, sample)
	set := annotations.NewSet(s.Notes)
	a := annotations.Annotation{Tags: []string{
		"\x1b[31m红\u009b\u202e", strings.Repeat("很长的名字", 50), strings.Repeat("a/", 60) + "b", "one two/three",
	}}
	for i := range 1000 {
		a.Tags = append(a.Tags, fmt.Sprintf("tag-%03d/below", i))
	}
	set.Add(morning, a)
	s.Notes = set.Notes()
	for _, size := range []string{"120x40", "80x24", "40x12", "20x5"} {
		st := newStage(t, s, size)
		for _, keys := range []string{"T", "G", "g", "jjjjjj<pgdown><pgdown>", "m", "<esc>", "r", "<esc>", "d", "<esc>", "/tag-5", "<esc>G", "/<bs><bs><bs><bs><bs>红<esc>m<esc>r"} {
			fits(t, st.keys(keys), size+" "+keys)
			if screen := st.app.View().Content; strings.ContainsAny(screen, "\u009b\u202e") || strings.Contains(screen, "\x1b[31m红") {
				t.Fatalf("%s %s: %q", size, keys, screen)
			}
		}
	}
	st := newStage(t, s, "120x40")
	st.keys("T/two<esc>j").want("one two/three").keys("<enter>").want("1 / 1 条", `#"one two/three"`)
}
