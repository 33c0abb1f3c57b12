//go:build !windows

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What other programs do to the notes and the speech is seen in a window that is
// open.

func TestTwoWindows(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	one, two := open(t, usual(folder)), open(t, usual(folder))
	one.keys("]]1")
	one.waitFor("已标注：观点 · 已保存")
	two.waitFor("从别处收到 1 条标注")
	two.keys("]]]]2")
	two.waitFor("已标注：措施 · 已保存")
	one.waitFor("从别处收到 1 条标注")
	one.keys("]]a两边都有")
	two.keys("g1")
	two.waitFor("已标注：观点 · 已保存")
	one.waitFor("从别处收到 1 条标注")
	one.keys("<ctrl+s>")
	one.waitFor("笔记已写下 · 已保存")
	two.waitFor("从别处收到 1 条标注")
	one.leave()
	two.leave()
	notes := notesOf(t, folder)
	if len(notes.Annotations) != 3 {
		t.Errorf("the file has %d annotations", len(notes.Annotations))
	}
}

// replaceFile puts other bytes in a file's place as git does: a new file of its name.
func replaceFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// twoBranches is a speech with notes, and the notes as another branch or machine
// has them, with one more annotation.
func twoBranches(t *testing.T) (folder, path string, other []byte) {
	t.Helper()
	folder = sampleFolder(t)
	path = filepath.Join(folder, "talk.txt.notes.json")
	add(t, folder, "绿水青山就是金山银山", "--note", "甲", "talk.txt")
	one := []byte(readFile(t, path))
	add(t, folder, "18亿亩耕地红线", "--note", "乙", "talk.txt")
	other = []byte(readFile(t, path))
	replaceFile(t, path, one)
	return folder, path, other
}

// git puts the notes of another branch in place: nothing of either is lost.
func TestNotesOfAnotherBranch(t *testing.T) {
	t.Parallel()
	folder, path, other := twoBranches(t)
	s := open(t, usual(folder))
	s.keys("]]1")
	s.waitFor("已标注：观点 · 已保存")
	replaceFile(t, path, other)
	s.waitFor("从别处收到 1 条标注")
	s.keys("]]2")
	s.waitFor("已标注：措施 · 已保存")
	s.leave()
	if notes := notesOf(t, folder); len(notes.Annotations) != 4 {
		t.Errorf("the file has %d annotations", len(notes.Annotations))
	}
}

// A copy that Syncthing left beside the notes is taken in and put aside, whether it
// is there at the start or comes later.
func TestConflictCopiesBesideTheNotes(t *testing.T) {
	t.Parallel()
	for _, opened := range []bool{false, true} {
		folder, path, other := twoBranches(t)
		beside := strings.TrimSuffix(path, ".json") + ".sync-conflict-20261123-010203-ABCDEFG.json"
		var s *terminal
		if opened {
			s = open(t, usual(folder))
			s.waitFor("同志们")
		}
		replaceFile(t, beside, other)
		if !opened {
			s = start(t, usual(folder))
			s.waitFor("已并入 1 份笔记副本 · 已保存")
		} else {
			s.waitFor("从别处收到 1 条标注 · 已保存")
		}
		s.leave()
		if notes := notesOf(t, folder); len(notes.Annotations) != 2 {
			t.Errorf("the file has %d annotations", len(notes.Annotations))
		}
		if _, err := os.Stat(beside); err == nil {
			t.Error("the copy is still there")
		}
	}
}

// A file that another program is still writing, or has broken, is not written
// over; when it is well again, so are the notes.
func TestNotesFileBroken(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	path := filepath.Join(folder, "talk.txt.notes.json")
	s := open(t, usual(folder))
	s.keys("]]1")
	s.waitFor("已标注：观点 · 已保存")
	whole := readFile(t, path)
	const broken = `{"format":"something else"}`
	writeFile(t, path, broken)
	s.waitFor("只读：", "talk.txt.notes.json")
	s.keys("]]2")
	s.waitBar("第一、自然资源局作为政治机关")
	s.waitFor("只读：")
	if got := readFile(t, path); got != broken {
		t.Errorf("the file is now %q", got)
	}
	writeFile(t, path, whole)
	s.waitFor("笔记又可以写入了")
	s.keys("2")
	s.waitFor("已标注：措施 · 已保存")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.waitFor("笔记文件不见了")
	s.keys("]]3")
	s.waitFor("已标注：数据 · 已保存")
	s.leave()
	if notes := notesOf(t, folder); len(notes.Annotations) != 3 {
		t.Errorf("the file has %d annotations", len(notes.Annotations))
	}
}

// An editor changes the speech while it is read.
func TestSpeechEdited(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	path := filepath.Join(folder, "talk.txt")
	s := open(t, usual(folder))
	s.keys("]]1]]2")
	s.waitFor("已标注：措施 · 已保存")
	s.waitBar("第一、自然资源局作为政治机关")
	edited := strings.Replace(sampleSpeech(t), "今年是党的二十大", "新加的一段话。\n\n今年是党的二十大", 1)
	writeFile(t, path, edited)
	s.waitFor("讲话文件已被改动：")
	s.waitBar("第一、自然资源局作为政治机关")
	s.keys("g]a")
	s.waitBar("今天到县自然资源局来")
	s.waitFor("新加的一段话。")
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	s.waitFor("讲话文件不见了")
	if err := os.Rename(path+".away", path); err != nil {
		t.Fatal(err)
	}
	s.keys("3")
	s.waitFor("已标注：数据 · 已保存")
	s.leave()
	if notes := readFile(t, path+".notes.json"); strings.Count(notes, `"type":"Annotation"`) != 2 || !strings.Contains(notes, "新加的一段话。") {
		t.Errorf("the notes are %s", notes)
	}
}

// The notes file may be written, but nothing may be made in its folder, which
// saving needs: it is told, and tried again until it can.
func TestFolderBecomesReadOnly(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, "绿水青山就是金山银山", "talk.txt")
	home := filepath.Join(folder, ".home")
	if err := os.RemoveAll(home); err != nil { // made by another user, perhaps
		t.Fatal(err)
	}
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	mode := func(path string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	mode(filepath.Dir(folder), 0o755)
	mode(home, 0o777)
	mode(filepath.Join(folder, "talk.txt.notes.json"), 0o666)
	mode(folder, 0o555)
	t.Cleanup(func() { mode(folder, 0o755) })
	w := usual(folder)
	w.env = map[string]string{"PLAIN_USER": "1"}
	s := open(t, w)
	s.keys("]]1")
	s.waitFor("未保存：", "permission denied")
	mode(folder, 0o777)
	s.waitFor("已保存")
	s.leave()
	if notes := notesOf(t, folder); len(notes.Annotations) != 2 {
		t.Errorf("the file has %d annotations", len(notes.Annotations))
	}
}
