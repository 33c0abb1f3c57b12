//go:build !windows

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const satisfied = "县委对于县自然资源局的工作总体是满意的。"

// A speech changes under its notes: the program says so, and arrows and Enter put
// the note where it belongs now.
func TestDecidingWhereANoteBelongs(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, satisfied, "talk.txt", "--color", "green", "--note", "一处删去的话")
	talk := filepath.Join(folder, "talk.txt")
	writeFile(t, talk, strings.Replace(readFile(t, talk), satisfied, "", 1))

	s := start(t, usual(folder))
	s.waitFor("1 条标注：1 条原文已不在（按 A 查看）")
	s.keys("A")
	s.waitFor("原文已不在（1）", "它标注的话已不在文中", satisfied, "一处删去的话")
	s.keys("<enter>")
	s.waitFor("请选定这条标注的原文："+satisfied, "Enter 放到这里")
	s.waitBar("在这里，我谨代表县委")
	s.keys("<down><enter>")
	s.waitFor("已放到这里 · 已保存", "● 措施  一处删去的话")
	s.waitBar("今年是党的二十大的召开之年")
	s.keys("u")
	s.waitFor("已撤销 · 已保存")
	s.keys("<ctrl+r>")
	s.waitFor("已重做 · 已保存", "● 措施  一处删去的话")
	s.leave()

	target := targetOf(t, folder)
	if exact := target[len(target)-2].Exact; !strings.HasPrefix(exact, "今年是党的二十大的召开之年") || target[0].Exact != satisfied {
		t.Errorf("it is on %q, and was on %q", exact, target[0].Exact)
	}
	again := open(t, usual(folder))
	again.keys("]a")
	again.waitFor("● 措施  一处删去的话")
	again.leave()
}

// A speech that was renamed without its notes gets them back when the reader says
// so, and is not asked again.
func TestNotesOfARenamedSpeech(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	add(t, folder, satisfied, "talk.txt", "--note", "带走")
	notes := readFile(t, filepath.Join(folder, "talk.txt.notes.json"))
	if err := os.Rename(filepath.Join(folder, "talk.txt"), filepath.Join(folder, "renamed.txt")); err != nil {
		t.Fatal(err)
	}
	w := usual(folder)
	w.args = []string{"--ambiguous", "narrow", "renamed.txt"}
	s := start(t, w)
	s.waitFor("这份笔记可能属于本文：talk.txt.notes.json（1 条标注，原讲话文件已不在）", "移到这里使用")
	s.keys("<enter>")
	s.waitFor("已取来 1 条标注")
	s.keys("]a")
	s.waitFor("带走")
	s.leave()
	if got := readFile(t, filepath.Join(folder, "renamed.txt.notes.json")); got != notes {
		t.Errorf("they came as\n%s\nwere\n%s", got, notes)
	}
	if _, err := os.Stat(filepath.Join(folder, "talk.txt.notes.json")); err == nil {
		t.Error("the old file is still there")
	}
	again := open(t, w)
	again.leave()
}

// A notes file that is broken is set aside when the reader says so; before that
// nothing is written.
func TestBrokenNotesAreSetAside(t *testing.T) {
	t.Parallel()
	folder := sampleFolder(t)
	const broken = "{\"format\":\"lectern-notes\",\"version\":1,\"annotations\":[\n{\"id\":"
	path := filepath.Join(folder, "talk.txt.notes.json")
	writeFile(t, path, broken)
	s := start(t, usual(folder))
	s.waitFor("笔记无法完整读取", "暂且只读", "….broken-")
	s.keys("<enter>1")
	s.waitFor("只读：")
	s.leave()
	if readFile(t, path) != broken {
		t.Fatal("the broken file was written to")
	}

	s = start(t, usual(folder))
	s.waitFor("笔记无法完整读取")
	s.keys("<down><enter>")
	s.waitFor("损坏的文件已改名为")
	s.keys("1")
	s.waitFor("已标注：观点 · 已保存")
	s.leave()
	aside, err := filepath.Glob(path + ".broken-*")
	if err != nil || len(aside) != 1 || readFile(t, aside[0]) != broken {
		t.Errorf("set aside: %q, %v", aside, err)
	}
	if n := len(notesOf(t, folder).Annotations); n != 1 {
		t.Errorf("%d annotations", n)
	}
}

// targetOf is the selectors of the only annotation of talk.txt.
func targetOf(t *testing.T, folder string) []selector {
	t.Helper()
	var notes struct {
		Annotations []struct {
			Target struct{ Selector []selector }
		}
	}
	readJSON(t, filepath.Join(folder, "talk.txt.notes.json"), &notes)
	return notes.Annotations[0].Target.Selector
}

type selector struct{ Exact string }

func readJSON(t *testing.T, path string, value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(readFile(t, path)), value); err != nil {
		t.Fatal(err)
	}
}
