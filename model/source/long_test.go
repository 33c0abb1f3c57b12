package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func fileOf(t *testing.T, name, raw string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gbk(t *testing.T, text string) string {
	t.Helper()
	raw, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What stands on the first screens is how the whole begins, and what is read
// quickly is what is read slowly.
func TestHeadBeginsTheWhole(t *testing.T) {
	chinese := strings.Repeat("今年要开好头，起好步。\n", 9_000)
	lines := strings.ReplaceAll(chinese, "\n", "\r\n")
	for name, c := range map[string]struct {
		name, raw string
		head      bool // it can be read in part
	}{
		"plain":              {"a.txt", chinese, true},
		"CRLF":               {"a.txt", lines, true},
		"old Mac":            {"a.txt", strings.ReplaceAll(chinese, "\n", "\r"), true},
		"a mark before it":   {"a.txt", "\xEF\xBB\xBF" + lines, true},
		"one line":           {"a.txt", strings.ReplaceAll(chinese, "\n", ""), true},
		"GBK":                {"a.txt", gbk(t, lines), true},
		"not UTF-8 far down": {"a.txt", strings.Repeat("We have kept our word.\n", 5_000) + gbk(t, chinese), true},
		"Markdown":           {"a.md", "# 讲话\n\n" + strings.ReplaceAll(chinese, "\n", "\n\n"), true},
		"small":              {"a.txt", "同志们：\n", true},
		"a page":             {"a.html", "<html><body>" + strings.Repeat("<p>"+chinese[:60]+"</p>", 30_000), false},
		"over 10 MB":         {"a.txt", strings.Repeat(lines, 40), true},
		"over 10 MB, GBK":    {"a.txt", gbk(t, strings.Repeat(lines, 60)), true},
		"over 10 MB, a slip": {"a.txt", strings.Repeat(chinese, 40) + "\xFF" + chinese, true},
		"GBK below English":  {"a.txt", strings.Repeat("We have kept our word.\n", 5_000) + gbk(t, strings.Repeat(chinese, 60)), true},
	} {
		t.Run(name, func(t *testing.T) {
			path := fileOf(t, c.name, c.raw)
			head, all, err := OpenHead(path, "")
			whole, wholeErr := Open(path, "")
			if err != nil || wholeErr != nil {
				t.Fatal(err, wholeErr)
			}
			if head.Bytes != len(c.raw) || all != (len(c.raw) <= headBytes) || (head.Text != "") != c.head {
				t.Errorf("%d of %d bytes, whole %v, %d in the head", head.Bytes, len(c.raw), all, len(head.Text))
			}
			if !strings.HasPrefix(whole.Text, head.Text) {
				t.Error("the head does not begin the whole")
			}
			if strings.Contains(name, "GBK") && (whole.Encoding != "gb18030" || !strings.HasSuffix(whole.Text, chinese) || whole.Unreadable > 0) {
				t.Errorf("read as %s, %d characters unreadable", whole.Encoding, whole.Unreadable)
			}
			if strings.Contains(name, "slip") && (whole.Encoding != "utf-8" || whole.Unreadable != 1) {
				t.Errorf("read as %s, %d characters unreadable", whole.Encoding, whole.Unreadable)
			}
			quick, checked, err := OpenText(path, "")
			if err == nil && !checked {
				quick, err = Check(path, "", quick)
			}
			if err != nil || quick.Text != whole.Text || quick.Encoding != whole.Encoding || quick.Unreadable != whole.Unreadable {
				t.Errorf("read quickly it is another text: %d bytes of %d, %s, %v", len(quick.Text), len(whole.Text), quick.Encoding, err)
			}
		})
	}
}

func TestLongFilesThatAreRefused(t *testing.T) {
	big := strings.Repeat("今年要开好头，起好步。\n", 400_000)
	for name, c := range map[string]struct {
		name, raw string
		err       error
		says      string
	}{
		"another format":  {"a.html", "<html>" + big, ErrTooBig, "over 10 MB"},
		"another coding":  {"a.txt", strings.Repeat(gbk(t, big), 8), ErrTooBig, "iconv"},
		"nothing in it":   {"a.txt", strings.Repeat("\n", MaxBytes+1), ErrEmpty, "a speech in it"},
		"words, then not": {"a.txt", big + strings.Repeat("\xFF", len(big)), ErrBinary, "not text"},
	} {
		t.Run(name, func(t *testing.T) {
			path := fileOf(t, c.name, c.raw)
			_, err := Open(path, "")
			if !errors.Is(err, c.err) || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), c.says) {
				t.Error(err)
			}
		})
	}
}
