//go:build !windows

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// annotation is a record of a notes file in the W3C's names, read on its own.
type annotation struct {
	ID         string
	Type       string
	Motivation []string
	Body       []struct{ Type, Purpose, Format, Value string }
	Target     struct {
		Source, StyleClass string
		Selector           []struct {
			Type, Exact, Prefix, Suffix string
			Start, End                  int
		}
	}
}

type notesFile struct {
	Document    struct{ ID string }
	Annotations []annotation
}

// notesOf reads the notes file of talk.txt and checks every record against the
// speech.
func notesOf(t *testing.T, folder string) notesFile {
	t.Helper()
	var notes notesFile
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join(folder, "talk.txt.notes.json"))), &notes); err != nil {
		t.Fatal(err)
	}
	for _, a := range notes.Annotations {
		a.check(t, notes.Document.ID, []rune(readFile(t, filepath.Join(folder, "talk.txt"))))
	}
	return notes
}

var uuid = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// check holds a record against the Web Annotation Data Model: positions count
// code points, half-open, and say the same as the quote (4.2.4, 4.2.5).
func (a annotation) check(t *testing.T, document string, text []rune) {
	t.Helper()
	if !uuid.MatchString(a.ID) || a.Type != "Annotation" || a.Target.Source != document || !uuid.MatchString(document) {
		t.Errorf("record %+v of document %s", a, document)
	}
	if len(a.Target.Selector) != 2 {
		t.Fatalf("selectors %+v", a.Target.Selector)
	}
	quote, position := a.Target.Selector[0], a.Target.Selector[1]
	if quote.Type != "TextQuoteSelector" || position.Type != "TextPositionSelector" {
		t.Errorf("selectors %s, %s", quote.Type, position.Type)
	}
	if position.Start < 0 || position.End <= position.Start || position.End > len(text) {
		t.Fatalf("position %d to %d of %d", position.Start, position.End, len(text))
	}
	if got := string(text[position.Start:position.End]); got != quote.Exact {
		t.Errorf("at %d to %d stands %q, the quote is %q", position.Start, position.End, got, quote.Exact)
	}
	if !strings.HasSuffix(string(text[:position.Start]), quote.Prefix) || !strings.HasPrefix(string(text[position.End:]), quote.Suffix) {
		t.Errorf("context %q … %q is not round %q", quote.Prefix, quote.Suffix, quote.Exact)
	}
}

// byColor is the quotes of a notes file by their colour.
func (n notesFile) byColor() map[string]string {
	quotes := map[string]string{}
	for _, a := range n.Annotations {
		quotes[a.Target.StyleClass] = a.Target.Selector[0].Exact
	}
	return quotes
}

// The way of a note: marked, written in Chinese, tagged, undone, redone, and
// there again when the speech is opened again.
func TestNote(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	s.keys("]]))2")
	s.waitFor("已标注：措施 · 已保存")
	s.waitBar("总体感到，换届以来")
	s.keys("a")
	s.waitFor("在此写笔记，可用 Markdown")
	typed := ""
	for _, r := range "三个“做”，a b" {
		typed += string(r)
		s.keys(string(r))
		s.waitCursor("│ " + typed)
	}
	s.paste("（见**附件**）\r第二行：")
	s.waitFor("│ 三个“做”，a b（见**附件**）")
	s.waitCursor("│ 第二行：")
	s.keys("对照错<bs>")
	s.waitCursor("│ 第二行：对照")
	s.keys("<left><left><left>")
	s.waitUntil("the cursor three wide characters back", func(shown screen) bool {
		x, y, _ := shown.find("：对照")
		return shown.cursor == cursor{x, y, true}
	})
	s.keys("<end>。")
	s.waitCursor("│ 第二行：对照。")
	s.keys("<ctrl+s>")
	shown := s.waitFor("笔记已写下 · 已保存", "● 措施  三个“做”，a b（见**附件**） 第二行：对照。")
	if shown.cursor.shown {
		t.Error("the cursor is seen though nothing is typed")
	}
	s.keys("#")
	s.waitCursor(" # ")
	s.keys("政策/")
	s.waitCursor("# 政策/")
	s.keys("用地")
	s.waitCursor("# 政策/用地")
	s.keys("<enter>")
	s.waitFor("#政策/用地 #", "政策/用地  1")
	s.keys("<esc>")
	s.waitFor("● 措施 #政策/用地", "? 帮助")

	s.keys("u")
	s.waitFor("已撤销 · 已保存")
	s.waitWithout("#政策/用地")
	if got := notesOf(t, folder).Annotations; len(got) != 1 || len(got[0].Body) != 1 {
		t.Errorf("undone, the file has %+v", got)
	}
	s.keys("<ctrl+r>")
	s.waitFor("已重做 · 已保存", "#政策/用地")
	s.keys(")")
	s.waitBar("例如，自2020年")
	s.leave()
	checkTheNote(t, folder)

	again := open(t, usual(folder))
	again.waitBar("例如，自2020年")
	again.keys("(")
	shown = again.waitFor("● 措施 #政策/用地  三个“做”，a b（见**附件**） 第二行：对照。")
	if bar := shown.barred(); !strings.Contains(bar, "总体感到，换届以来") || !strings.Contains(bar, "种种困难。") {
		t.Errorf("under the cursor: %q", bar)
	}
	x, y, _ := shown.find("总体感到")
	if sign, _, _ := shown.find("●"); shown.cells[y][x].S.Bg() == shown.cells[y][x-2].S.Bg() || sign >= x {
		t.Errorf("the passage has no mark:\n%s", shown)
	}
	again.leave()
}

func checkTheNote(t *testing.T, folder string) {
	t.Helper()
	notes := notesOf(t, folder)
	if len(notes.Annotations) != 1 {
		t.Fatalf("%d records", len(notes.Annotations))
	}
	a := notes.Annotations[0]
	if want := "总体感到，换届以来，特别是**同志担任县自然资源局局长以来，在县委县政府的坚强领导下，克服了眼前的种种困难。"; a.Target.Selector[0].Exact != want {
		t.Errorf("the quote is %q", a.Target.Selector[0].Exact)
	}
	if want := []string{"highlighting", "commenting", "tagging"}; !slices.Equal(a.Motivation, want) || a.Target.StyleClass != "green" {
		t.Errorf("motivation %q, style %q", a.Motivation, a.Target.StyleClass)
	}
	if len(a.Body) != 2 {
		t.Fatalf("bodies %+v", a.Body)
	}
	if note := a.Body[0]; note.Type != "TextualBody" || note.Purpose != "commenting" || note.Format != "text/markdown" ||
		note.Value != "三个“做”，a b（见**附件**）\n第二行：对照。" {
		t.Errorf("the note is %+v", note)
	}
	if tag := a.Body[1]; tag.Type != "TextualBody" || tag.Purpose != "tagging" || tag.Value != "政策/用地" {
		t.Errorf("the tag is %+v", tag)
	}
	if got := readFile(t, filepath.Join(folder, "talk.txt")); got != sampleSpeech(t) {
		t.Error("the speech was written to")
	}
}

func TestNotesThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.args = append(w.args, "--notes", "talk.txt/notes.json")
	s := start(t, w)
	s.waitFor("同志们：", "只读：", "notes.json")
	s.keys("1")
	s.waitFor("只读：", "notes.json")
	s.keys("]]]]")
	s.waitBar("第一、自然资源局作为政治机关")
	s.keys("q")
	s.waitExit(0)
	if got := readFile(t, filepath.Join(w.folder, "talk.txt")); got != sampleSpeech(t) {
		t.Error("the speech was written to")
	}
}

// The folder goes while the speech is open, and comes back.
func TestFolderGoes(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	folder, away := filepath.Join(root, "speeches"), filepath.Join(root, "away")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(folder, "talk.txt"), sampleSpeech(t))
	w := usual(root)
	w.args = []string{"--ambiguous", "narrow", "speeches/talk.txt"}
	s := open(t, w)
	if err := os.Rename(folder, away); err != nil {
		t.Fatal(err)
	}
	writeFile(t, folder, "not a folder any more")
	s.keys("]]1")
	s.waitFor("未保存：")
	s.keys("]]")
	s.waitBar("第一、自然资源局作为政治机关")
	s.keys("q")
	s.waitFor("未保存：")
	s.choose("留下")
	s.waitWithout("留下")
	s.keys("q")
	s.choose("再试一次")
	s.waitWithout("再试一次")
	s.waitFor("未保存：")

	// Asked before the folder is back: a retry by itself would leave nothing to ask.
	s.keys("q")
	s.waitFor("再试一次")
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(away, folder); err != nil {
		t.Fatal(err)
	}
	s.choose("再试一次")
	s.waitFor("已保存")
	if quotes := notesOf(t, folder).byColor(); !strings.HasPrefix(quotes["yellow"], "今天到县自然资源局来") {
		t.Errorf("kept: %q", quotes)
	}
	s.leave()
}

// choose takes an answer to the question before leaving, which begins at its
// first one.
func (s *terminal) choose(answer string) {
	s.t.Helper()
	shown := s.waitFor("再试一次", answer)
	_, first, _ := shown.find("再试一次")
	_, wanted, _ := shown.find(answer)
	s.keys(strings.Repeat("<down>", wanted-first) + "<enter>")
}

func TestLeaveWithoutSaving(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	s := open(t, usual(folder))
	if err := os.Mkdir(filepath.Join(folder, "talk.txt.notes.json"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.keys("1q")
	s.waitFor("未保存：")
	s.choose("离开，下次打开时再试")
	s.waitExit(0)

	// The next time, with the place free again, it is saved.
	if err := os.Remove(filepath.Join(folder, "talk.txt.notes.json")); err != nil {
		t.Fatal(err)
	}
	s = start(t, usual(folder))
	s.waitFor("已并入 1 份笔记副本 · 已保存")
	s.leave()
	if quotes := notesOf(t, folder).byColor(); quotes["yellow"] != "同志们：" {
		t.Errorf("the notes are %q", quotes)
	}
}

// The reader's editor has the terminal to itself, and gives it back.
func TestOwnEditor(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.env = map[string]string{"EDITOR": `sh -c 'cat "$0"; printf "editing: "; read -r line; printf "%s\n" "$line" >> "$0"'`}
	s := open(t, w)
	s.keys("a第一行<enter>")
	s.waitFor("│ 第一行")
	s.keys("<ctrl+e>")
	s.waitCursor("editing: ")
	s.send("编辑器里写的\n")
	s.waitFor("│ 第一行", "│ 编辑器里写的", "放弃修改")
	s.keys("。<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存")
	s.leave()
	notes := notesOf(t, w.folder)
	if len(notes.Annotations) != 1 || len(notes.Annotations[0].Body) != 1 || notes.Annotations[0].Body[0].Value != "第一行\n编辑器里写的。" {
		t.Errorf("kept: %+v", notes.Annotations)
	}
}

// A note that is only looked at is not changed, whatever is in it.
func TestNoteLookedAt(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, "同志们：", "--note", "一\t二\n\n\x1b[45m三\u202e\r\n  四", "talk.txt")
	before := notesOf(t, folder)
	s := open(t, usual(folder))
	s.keys("a")
	s.waitFor("放弃修改")
	s.keys("<ctrl+s>")
	s.waitWithout("放弃修改")
	s.leave()
	if after := notesOf(t, folder); !reflect.DeepEqual(after, before) {
		t.Errorf("the note was %q and is %q", before.Annotations[0].Body, after.Annotations[0].Body)
	}
}

func TestEditorThatFails(t *testing.T) {
	t.Parallel()
	w := usual(sampleFolder(t))
	w.env = map[string]string{"EDITOR": "false"}
	s := open(t, w)
	s.keys("a原来的话")
	s.waitFor("│ 原来的话")
	s.keys("<ctrl+e>")
	s.waitFor("编辑器出错", "│ 原来的话")
	s.keys("<ctrl+s>")
	s.waitFor("笔记已写下 · 已保存")
	s.leave()
}
