package importer

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
)

// What is broken or foreign is refused whole, with what and where.
func TestRefused(t *testing.T) {
	for _, test := range []struct{ about, name, format, data, want string }{
		{"nothing known", "x.bin", "", "abc", "no format"},
		{"empty", "", "", "", "no format"},
		{"JSON of nobody", "", "", `{"a":1}`, "no format"},
		{"JSON of nobody, by its name", "a.json", "", `{"a":1}`, "record 1: it is no Web Annotation"},
		{"a list with something else", "", "", `[{"id":"urn:a:1","type":"Annotation"},{"type":"Song"}]`, "record 2: it is no Web Annotation"},
		{"a record that makes no sense", "", "", `[{"id":"urn:a:1","type":"Annotation"},{"id":"urn:a:2","type":"Annotation","target":{"source":"a:b","source":"c:d"}}]`, "record 2: \"target\" has \"source\" twice"},
		{"broken off", "a.json", "json", "[{\n\"type\":\"Annotation\",\n\"id\":", "line 3: "},
		{"not JSON", "a.json", "json", "[\n1,\n}", "line 3: "},
		{"more after it", "a.json", "json", `{"type":"Annotation","id":"urn:a:1"} {}`, "line 1: there is more"},
		{"a notes file", "", "", `{"format":"lectern-notes","version":1}`, "lectern carry"},
		{"pages elsewhere", "", "", `{"type":"AnnotationCollection","first":"https://example.org/p1"}`, "https://example.org/p1"},
		{"nested too deep", "", "json", strings.Repeat("[", 20) + strings.Repeat("]", 20), "too many lists"},
		{"a line that is no JSON", "a.jsonl", "", "{\"type\":\"Annotation\",\"id\":\"urn:a:1\"}\n\n{", "line 3: it is no JSON"},
		{"a line that is no annotation", "a.jsonl", "", "{\"type\":\"Annotation\",\"id\":\"urn:a:1\"}\n{}\n", "line 2: record 2: it is no Web Annotation"},
		{"KOReader's types", "", "koreader", "{\"entries\":\n[{\"text\":7}]}", "line 2: "},
		{"KOReader without entries", "", "koreader", `{"title":"a"}`, "no \"entries\""},
		{"Hypothesis' types", "", "", `{"rows":[{"uri":"a:b","user":"u","text":"t"},{"uri":7}]}`, "record 2: "},
		{"Hypothesis without a list", "", "hypothesis", `{"a":1}`, "no \"annotations\""},
		{"Hypothesis broken off", "", "hypothesis", "{\n\"rows\":[", "line 2: "},
		{"CSV without the column", "a.csv", "csv", "a,b\n1,2\n", "line 1: there is no column \"Highlight\""},
		{"CSV of Hypothesis without the column", "a.csv", "hypothesis", "a,b\n1,2\n", "line 1: there is no column \"Quote\""},
		{"a quotation mark in a cell", "", "", "Highlight,Title\na,b\n\nx\"y,c\n", "line 4: "},
		{"a cell that does not end", "", "", "Highlight,Title\na,b\n\"x,c\n", "line 3: "},
		{"a clipping without its second line", "", "", "Walden\n- Your Highlight on page 1 | Added on Monday\n\nx\n==========\nWalden\nwords\n==========\n", "line 6: after the title"},
		{"Markdown without quotes", "a.md", "", "# a\n\ntext\n", "no quote"},
		{"a codebook that breaks off", "", "", "<CodeBook>\n<Codes>\n<Code name=\"a\">", "line 3: "},
		{"XML of another kind", "a.qdc", "", "<a></a>", "no CodeBook"},
		{"a code without a name", "", "", "<CodeBook><Codes>\n<Code guid=\"x\" name=\" \"/></Codes></CodeBook>", "line 2: a code without a name"},
		{"codes too deep", "", "", "<CodeBook>" + strings.Repeat(`<Code name="a">`, 60), "too many codes"},
		{"more codes than anybody has", "", "", "<CodeBook><Codes>" + strings.Repeat(`<Code name="a"/>`, mostCodes+1), "more than 10000 codes"},
		{"more notes than anybody has", "", "", "Highlight,Title\n" + strings.Repeat("a,b\n", mostItems+1), "more than 50000 notes"},
	} {
		f, err := Read([]byte(test.data), test.name, test.format)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.about, err, test.want)
		}
		if len(f.Items)+len(f.Tags) > 0 {
			t.Errorf("%s: half of it is there: %+v", test.about, f.Items)
		}
		if wantUnknown := test.want == "no format"; errors.Is(err, ErrUnknown) != wantUnknown {
			t.Errorf("%s: %v", test.about, err)
		}
	}
}

func TestByTheNameOfTheFile(t *testing.T) {
	for name, want := range map[string]string{
		"My Clippings.txt": "kindle", "CODES.QDC": "qdc", "a.md": "markdown", "a.csv": "csv", "a.jsonl": "jsonl", "a.json": "json", "a.txt": "",
	} {
		f, _ := find("nothing telling", false, name, "")
		if f.Name != want {
			t.Errorf("%s is taken for %q", name, f.Name)
		}
	}
}

func TestIRIs(t *testing.T) {
	for id, want := range map[string]bool{
		"urn:uuid:6f1e2a3b-0000-4000-8000-000000000001": true, "https://hypothes.is/a/x_1": true, "tag:example.org,2020:讲话": true,
		"": false, "anno1": false, "/etc/passwd": false, "../x": false, `C:\a`: false, "c:/a": false, "file:///a": false, "FILE:/a": false,
		"https://a/../b": false, "urn:a b": false, "urn:a\nb": false, "urn:a\x1b[31m": false, "urn:<b>": false, "urn:\u202ea": false, "_:b0": false,
		"urn:" + strings.Repeat("a", longestIRI): false,
	} {
		if isIRI(id) != want {
			t.Errorf("%q: not %v", id, want)
		}
	}
}

func TestFileTitles(t *testing.T) {
	for name, want := range map[string]string{
		"talk.txt": "talk", "/a/b/talk.v2.md": "talk.v2", `C:\x\讲话.txt`: "讲话", "": "", "/": "", "a/": "a",
	} {
		if got := fileTitle(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestColors(t *testing.T) {
	for name, want := range map[string]annotations.Color{
		"yellow": "yellow", "Pink": "magenta", " orange ": "red", "blue": "blue", "olive": "green", "gray": "yellow", "": "yellow", "#123": "yellow", "plaid": "yellow",
	} {
		var i Item
		if i.paint(name); i.Color != want || i.Uncolored != (name == "") {
			t.Errorf("%q: %s, %v", name, i.Color, i.Uncolored)
		}
	}
	for rgb, want := range map[string]annotations.Color{
		"#ff0000": "red", "#F00": "red", "#ff9900": "red", "#ffd700": "yellow", "#ffff00": "yellow", "#7fff00": "green", "#008000": "green", "#00ffff": "blue",
		"#0000ff": "blue", "#8800ff": "magenta", "#ff69b4": "magenta", "#ff0011": "red", "#808080": "", "#fff": "", "#000": "", "red": "", "": "", "#12": "", "#éé": "",
	} {
		if got := nearest(rgb); got != want {
			t.Errorf("%s: %q, want %q", rgb, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	const day = "2006-01-02 15:04:05"
	for text, want := range map[string]string{
		"Added on Monday, April 21, 2014 10:08:07 PM": "2014-04-21 22:08:07", "Added on Monday, 5 October 2020 10:15:30": "2020-10-05 10:15:30",
		"Added on Tuesday, April 22, 2014, 12:05 AM": "2014-04-22 00:05:00", "添加于 2018年12月31日星期一 下午12:56:41": "2018-12-31 12:56:41",
		"添加于 2018年12月31日星期一 上午12:56:41": "2018-12-31 00:56:41", "Hinzugefügt am Montag, 12. März 2024 um 10:15:30": "2024-03-12 10:15:30",
		"Añadido el lunes, 12 de agosto de 2024 1:15:30": "2024-08-12 01:15:30", "2023年2月30日 上午1:00:00": "", "30 February 2020": "", "Added": "",
		"99999年1月1日": "", "0000年1月1日": "", "1 Foo 2020": "", "添加于 2018年1月2日 25:99:99": "2018-01-02 00:00:00",
	} {
		got := ""
		if moment := spokenDate(text); !moment.IsZero() {
			got = moment.Format(day)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"2024-05-01 10:00:00+00:00": "2024-05-01 10:00:00", "2024-05-01T10:00:00+02:00": "2024-05-01 08:00:00", "2026-11-23 01:02:03": "2026-11-23 01:02:03",
		"2020-10-06": "2020-10-06 00:00:00", "May 1, 2024 3:04 PM": "2024-05-01 15:04:00", "2024-02-30": "", "": "", "soon": "", "0000-01-01": "",
	} {
		got := ""
		if moment := dateOf(text); !moment.IsZero() {
			got = moment.Format(day)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// clippings is a file of entries of one book: place, minute and words of each.
func clippings(entries ...[3]string) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString("Walden (Thoreau)\n- Your " + e[0] + " | Added on Monday, April 21, 2014 10:" + e[1] + ":00 PM\n\n" + e[2] + "\n==========\n")
	}
	return b.String()
}

func TestClippings(t *testing.T) {
	for _, test := range []struct {
		about   string
		entries [][3]string
		want    []string // quote/note
	}{
		{"made longer", [][3]string{{"Highlight on Location 10-11", "01", "two words"}, {"Highlight on Location 10-12", "02", "two words more"}}, []string{"two words more/"}},
		{"made shorter", [][3]string{{"Highlight on Location 10-12", "01", "two words more"}, {"Highlight on Location 10-11", "02", "two words"}}, []string{"two words/"}},
		{"twice", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Highlight on Location 10-12", "01", "words"}}, []string{"words/"}},
		{"the same words elsewhere", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Highlight on Location 50-51", "02", "words"}}, []string{"words/", "words/"}},
		{"other words in the same place", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Highlight on Location 12-13", "02", "others"}}, []string{"words/", "others/"}},
		{"a note before its highlight", [][3]string{{"Note on Location 12", "01", "n"}, {"Highlight on Location 10-12", "01", "words"}}, []string{"words/n"}},
		{"a note on one of two", [][3]string{{"Highlight on Location 10-14", "01", "long"}, {"Highlight on Location 11-12", "02", "short"}, {"Note on Location 12", "03", "n"}}, []string{"long/", "short/n"}},
		{"a note on the page of two", [][3]string{{"Highlight on page 5", "01", "a"}, {"Note on page 5", "01", "n"}, {"Highlight on page 5", "09", "b"}}, []string{"a/n", "b/"}},
		{"a note written again", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Note on Location 12", "02", "n"}, {"Note on Location 12", "03", "n and more"}}, []string{"words/n and more"}},
		{"two notes", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Note on Location 11", "02", "n"}, {"Note on Location 12", "03", "m"}}, []string{"words/n\n\nm"}},
		{"a note on nothing", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Note on Location 13", "02", "n"}}, []string{"words/", "/n"}},
		{"a page is no location", [][3]string{{"Highlight on Location 10-12", "01", "words"}, {"Note on page 11", "02", "n"}}, []string{"words/", "/n"}},
		{"a bookmark", [][3]string{{"Bookmark on Location 10", "01", ""}, {"Highlight on Location 10-12", "01", "w"}}, []string{"w/"}},
		{"numbers beyond all bounds", [][3]string{{"Highlight on Location 99999999999999999999-100000000000000000000", "01", "w"}}, []string{"w/"}},
	} {
		f, err := Read([]byte(clippings(test.entries...)), "", "")
		if err != nil {
			t.Fatal(test.about, err)
		}
		var got []string
		for _, i := range f.Items {
			got = append(got, i.Target.Exact+"/"+i.Note)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.about, got, test.want)
		}
	}
}

func TestNotesWithTags(t *testing.T) {
	for note, want := range map[string][]string{
		"": {""}, "#a": {"", "a"}, "n\n#a/b #c": {"n", "a/b", "c"}, "n\n\n#a": {"n", "a"}, "# heading": {"# heading"}, "## x": {"## x"},
		"n #a": {"n #a"}, "n\n##a": {"n\n##a"}, "#a b": {"#a b"},
	} {
		rest, tags := taggedNote(note)
		if got := append([]string{rest}, tags...); !slices.Equal(got, want) {
			t.Errorf("%q: %q", note, got)
		}
	}
}

func TestCellsThatAreNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"'=1": "=1", "' -1": " -1", "'＝1": "＝1", "'\tx": "\tx", "'\nx": "\nx", "'\u200b=1": "\u200b=1", "''=1": "'=1", "'tis": "'tis", "'": "'", "=1": "=1",
	} {
		if got := plainCell(cell); got != want {
			t.Errorf("%q: %q", cell, got)
		}
	}
}

func TestTablesOfOtherPrograms(t *testing.T) {
	for about, data := range map[string]string{
		"semicolons": "Highlight;Title;Note\n\"a;b\";t;n\n", "tabs": "Highlight\tTitle\tNote\na;b\tt\tn\n",
		"other order, other case": "NOTE, title ,HIGHLIGHT,More\nn,t,a;b,x\n", "short rows": "Title,Note,Highlight\nt,n,a;b\nt\n",
	} {
		f, err := Read([]byte(data), "", "")
		if err != nil || len(f.Items) != 1 {
			t.Errorf("%s: %v, %d items", about, err, len(f.Items))
			continue
		}
		if i := f.Items[0]; i.Target.Exact != "a;b" || i.Note != "n" || i.Titles[0] != "t" {
			t.Errorf("%s: %+v", about, i)
		}
	}
}

// What other programs say in a record beyond what lectern shows is kept.
func TestWhatARecordHoldsBeside(t *testing.T) {
	f, err := Read(sample(t, "w3c-others.json"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int][]string{
		0: {`"nickname":"ar"`}, 1: {"FragmentSelector", `"value":"p3"`}, 2: {`"bookmarking"`, `"https://example.org/body"`},
	} {
		for _, words := range want {
			if record := string(f.Items[i].Record()); !strings.Contains(record, words) {
				t.Errorf("%s is not in\n%s", words, record)
			}
		}
	}
	for _, i := range f.Items {
		if !i.Live() {
			t.Errorf("%s came in deleted", i.ID)
		}
	}
}

// Of two columns of one name the first counts.
func TestColumnsOfOneName(t *testing.T) {
	f, err := Read([]byte("Highlight,Note,Highlight,Note\nfirst,a,second,b\n"), "", "")
	if err != nil || len(f.Items) != 1 || f.Items[0].Target.Exact != "first" || f.Items[0].Note != "a" {
		t.Errorf("%+v, %v", f.Items, err)
	}
}

// A Kindle's whole life of highlights is gone through in reasonable time.
func TestManyForeignClippings(t *testing.T) {
	var b strings.Builder
	speech := opened(t, "bush-2001.txt")
	words := strings.Fields(opened(t, "kennedy-1961.txt").Document.Text)
	for i := range 3000 {
		from := i * 7 % (len(words) - 30)
		b.WriteString("Book " + string(rune('A'+i%26)) + "\n- Your Highlight on Location " + string(rune('1'+i%9)) + "00 | Added on Monday\n\n")
		b.WriteString(strings.Join(words[from:from+8+i%20], " ") + "\n==========\n")
	}
	began := time.Now()
	f, err := Read([]byte(b.String()), "", "")
	if err != nil {
		t.Fatal(err)
	}
	plan := Plan(speech, f, start)
	if took := time.Since(began); took > 30*time.Second || len(plan.LeftOut) == 0 {
		t.Errorf("%v, %s", took, outcome(plan))
	}
}
