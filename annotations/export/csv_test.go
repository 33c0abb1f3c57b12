package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"lectern/annotations"
)

// readCSV is the table below the header.
func readCSV(t testing.TB, data []byte) [][]string {
	t.Helper()
	data, marked := bytes.CutPrefix(data, []byte(byteOrderMark))
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || !marked || strings.Join(rows[0], ",") != "Highlight,Title,Author,URL,Note,Location,Date" {
		t.Fatalf("%v, the header is %q", err, rows)
	}
	return rows[1:]
}

// unguarded is a cell as it was before guarded.
func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula.MatchString(rest) {
		return rest
	}
	return cell
}

func TestCSVReadsBack(t *testing.T) {
	rows := readCSV(t, exported(t, "csv", everything...))
	title, date := "在全局工作会议上的讲话", "2026-11-23 01:02:03"
	for i, want := range [][]string{
		{"今天讲两点。", title, "", "", "开头。", "3", date},
		{"要坚持“人民至上”，**同志们", title, "", "", "与 **2022** 版对照。\n\n- 一\n- 二\n#政策/用地 #two-words #a*b", "5", date},
		{"人民至上", title, "", "", "", "5", date},
		{"人民至上", title, "", "", "' ＋1\n\n#h\n#政策/用地", "5", date},
		{"# 不是标题 1. 2. <b>x</b> & | _a_ [b](c)", title, "", "", "# 标题\n\n```\nopen", "6", date},
		{"'=1+1 是\"算式\"，\t１。 ＠人人", title, "", "", "'=SUM(A1)\n\t\"x\"␛[31m ⇄abc\n#=1 #政策", "7", date},
		{"שלום 𠮷", title, "", "", "#שלום", "7", date},
		{"'- 要抓`落实`。\n三是כן 👨‍👩‍👧。\n谢谢", title, "", "", "<!-- <script>alert(1)</script>", "9", date},
		{"不在原文里的话 *x*", title, "", "", "留着。\n#丢失", "", date},
	} {
		if !slices.Equal(rows[i], want) {
			t.Errorf("row %d is\n%q, want\n%q", i, rows[i], want)
		}
	}
	if len(rows) != len(everything) {
		t.Errorf("there are %d rows", len(rows))
	}
}

func TestCSVOnWindowsAndInContext(t *testing.T) {
	e := &Export{Speeches: []*Speech{notesOn(t, everything...)}, Options: Options{CRLF: true, Context: Paragraph}}
	e.Speeches[0].Notes.Document.Given = annotations.Info{Title: "=题", Speaker: "-李", URL: "https://example.cn/?a,b"}
	data := written(t, "csv", e)
	if bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) {
		t.Error("there are lines without a carriage return")
	}
	want := []string{"（一）要坚持“人民至上”，**同志们要记住。", "'=题", "'-李", "https://example.cn/?a,b", "", "5", "2026-11-23 01:02:03"}
	if got := readCSV(t, data)[2]; !slices.Equal(got, want) {
		t.Errorf("the highlight in its paragraph is %q", got)
	}
}

func TestCellsThatAreFormulas(t *testing.T) {
	for _, cell := range []string{
		"=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "\u3000＝1", "＋", "－x", "＠x", "\ufeff=1", "\u00a0@", "'=1", "''-", "\t=1",
	} {
		if got := GuardedCell(cell); got != "'"+cell || unguarded(got) != cell {
			t.Errorf("%q is guarded as %q", cell, got)
		}
	}
	for _, cell := range []string{"", "1", "a=1", "'a", "' x", "“=1”", "。", " x", "#=1"} {
		if got := GuardedCell(cell); got != cell || unguarded(got) != cell {
			t.Errorf("%q is guarded as %q", cell, got)
		}
	}
}

func TestReadwiseLimits(t *testing.T) {
	long := strings.Repeat("长", longestCell)
	e := &Export{Speeches: []*Speech{notesOn(t, mark{long, "", long, nil}, mark{long + "x", "", long, []string{"a"}})}}
	f, _ := Find("csv")
	var b bytes.Buffer
	if err := e.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	if got := e.Losses(); !slices.Equal(got, []Loss{{QuoteCut, 1}, {NoteCut, 1}}) {
		t.Errorf("the losses are %v", got)
	}
	cut := strings.Repeat("长", longestCell-1) + "…"
	if rows := readCSV(t, b.Bytes()); rows[0][0] != long || rows[0][4] != long || rows[1][0] != cut || rows[1][4] != cut {
		t.Error("the cells are not cut as they should be")
	}
}

// What is read back is what went in, and no cell is a formula.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a", "=1", " -1", "\t", "'", "'=", "\"", "a,b", "a\r\nb", "\\.", "\n", "＝", "\ufeff", "\x00", "\u202e", "#t", strings.Repeat("x", longestCell+1)} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, quote, note string) {
		quote, note = strings.ToValidUTF8(quote, "?"), strings.ToValidUTF8(note, "?")
		if strings.Contains(speech, quote) {
			quote += "✗"
		}
		s := notesOn(t, mark{quote, annotations.Red, note, nil})
		s.Document.Speaker = note
		e := &Export{Speeches: []*Speech{s}}
		row := readCSV(t, written(t, "csv", e))[0]
		for _, c := range row {
			if formula.MatchString(c) && !strings.HasPrefix(c, "'") {
				t.Errorf("a spreadsheet would calculate %q", c)
			}
		}
		want := (&Export{}).passages(s)[0]
		if e.Losses() == nil && (unguarded(row[0]) != want.Quote || unguarded(row[4]) != want.Note) || unguarded(row[2]) != oneLine(note) {
			t.Errorf("%q and %q came back as %q", quote, note, row)
		}
	})
}
