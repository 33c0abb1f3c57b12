package export

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

// bound is a text-bound annotation of brat's with the note on it.
type bound struct{ kind, text, note string }

var bratLine = regexp.MustCompile(`^([T#])(\d+)\t([A-Za-z]+) ([^\t]+)\t(.+)$`)

// readBrat reads a standoff file as brat does (server/src/annotation.py): the words
// of a line must be those of the text at its places, those of several places with
// a blank between them.
func readBrat(t testing.TB, ann []byte, text string) (list []bound) {
	t.Helper()
	points := []rune(text)
	for line := range strings.Lines(string(ann)) {
		m := bratLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case m == nil:
			t.Fatalf("brat cannot read %q", line)
		case m[1] == "#":
			if m[3] != "AnnotatorNotes" || m[4] != "T"+m[2] || m[2] != strconv.Itoa(len(list)) {
				t.Fatalf("the note is on nothing: %q", line)
			}
			list[len(list)-1].note = m[5]
		default:
			var words []string
			before := 0
			for place := range strings.SplitSeq(m[4], ";") {
				from, to, _ := strings.Cut(place, " ")
				start, _ := strconv.Atoi(from)
				end, _ := strconv.Atoi(to)
				if start < before || end <= start || end > len(points) {
					t.Fatalf("the places of %q are not in order in a text of %d", line, len(points))
				}
				before = end
				words = append(words, string(points[start:end]))
			}
			if strings.Join(words, " ") != m[5] {
				t.Fatalf("%q is not %q", m[5], words)
			}
			list = append(list, bound{m[3], m[5], ""})
			if m[2] != strconv.Itoa(len(list)) {
				t.Fatalf("the number of %q is not its own", line)
			}
		}
	}
	return list
}

func TestBratReadsBack(t *testing.T) {
	e := &Export{Speeches: []*Speech{notesOn(t, everything...)}}
	ann := written(t, "brat", e)
	extension, text := bratText(e)
	if extension != ".txt" || string(text) != speech || !slices.Equal(e.Losses(), []Loss{{TagSigns, 1}, {NoPlace, 1}}) {
		t.Errorf("the text is %q; the losses are %v", text, e.Losses())
	}
	got := readBrat(t, ann, string(text))
	for i, want := range map[int]bound{
		0: {"Yellow", "今天讲两点。", "开头。"},
		1: {"Red", "要坚持“人民至上”，**同志们", `与 **2022** 版对照。\n\n- 一\n- 二\n#政策/用地 #two-words #a*b`},
		2: {"Passage", "人民至上", ""},
		6: {"Blue", "שלום 𠮷", "#שלום"},
		7: {"Blue", "- 要抓`落实`。 三是כן 👨‍👩‍👧。 谢谢", "<!-- <script>alert(1)</script>"},
	} {
		if got[i] != want {
			t.Errorf("annotation %d is %q, want %q", i, got[i], want)
		}
	}
	if len(got) != len(everything)-1 {
		t.Errorf("there are %d annotations", len(got))
	}
}

func TestBratPieces(t *testing.T) {
	for _, test := range []struct {
		text string
		want []bratPiece
	}{
		{"一句。", []bratPiece{{0, 3}}},
		{"  a b  ", []bratPiece{{2, 5}}},
		{"a\nb", []bratPiece{{0, 1}, {2, 3}}},
		{"\n\na \n\n\t b\n", []bratPiece{{2, 3}, {8, 9}}},
		{"a\u2028b\u2029c\td", []bratPiece{{0, 1}, {2, 3}, {4, 5}, {6, 7}}},
		{" \n ", nil},
		{"", nil},
	} {
		points := []rune(test.text)
		if got := bratPieces(points, 0, len(points)); !slices.Equal(got, test.want) {
			t.Errorf("%q falls into %v, want %v", test.text, got, test.want)
		}
	}
}

// A colour that another program wrote is no type.
func TestBratTypes(t *testing.T) {
	for color, want := range map[string]string{"": "Passage", "yellow": "Yellow", "red": "Red", "my colour": "Passage", "红": "Passage", "a\tb": "Passage"} {
		if got := bratType(color); got != want {
			t.Errorf("%q is of the type %s, want %s", color, got, want)
		}
	}
}

func TestBratHoldsOneSpeech(t *testing.T) {
	f, _ := Find("brat")
	e := &Export{Speeches: []*Speech{notesOn(t, everything...), notesOn(t, everything...)}}
	if err := e.Write(io.Discard, f); err != ErrSingle {
		t.Errorf("of two speeches the error is %v", err)
	}
}

// What is read back is what went in, whatever the speech and the note hold.
func FuzzBrat(f *testing.F) {
	for _, s := range []string{"a", "a\nb", "\t", "a\u2028b", "\x1b[31m", "\u0085x", "𠮷👨‍👩‍👧", " x ", "\\n", "T1\tx 0 1\ty", "\n#1\t", "\u00a0", "\u202e"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, note string) {
		text, note = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r", "?"), strings.ToValidUTF8(note, "?")
		d := model.Parse(model.Source{Text: "前 " + text + " 后"})
		a := annotations.New(d, model.Span{Start: len("前 "), End: len(d.Text) - len(" 后")}, start)
		a.Note, a.Tags, a.Color = note, []string{text}, annotations.Red
		set := annotations.NewSet(annotations.NewNotes())
		set.Add(start, a)
		e := &Export{Speeches: []*Speech{{Document: d, Notes: set.Notes(), Places: annotations.Anchor(d, set.Notes())}}}
		ann := written(t, "brat", e)
		_, beside := bratText(e)
		got := readBrat(t, ann, string(beside))
		if e.Losses() != nil {
			return
		}
		p := e.passages(e.Speeches[0])[0]
		if len(got) != 1 || strings.Join(strings.Fields(got[0].text), "") != strings.Join(strings.Fields(model.Inert(d.Slice(p.span))), "") || got[0].note != bratNote(e.noteWithTags(p)) {
			t.Errorf("%q with the note %q came back as %q", text, note, got)
		}
	})
}
