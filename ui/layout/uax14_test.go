package layout

import (
	"bufio"
	"compress/gzip"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/go-text/typesetting/segmenter"
)

// breakCase is a line of LineBreakTest.txt: code points, and whether there is
// an opportunity after each.
type breakCase struct {
	source string
	runes  []rune
	open   []bool
}

func parseBreakCase(t *testing.T, line string) breakCase {
	t.Helper()
	rules, _, _ := strings.Cut(line, "#")
	c := breakCase{source: rules}
	for i, field := range strings.Fields(rules) {
		switch {
		case i == 0: // LB2: never at the start
		case i%2 == 0:
			c.open = append(c.open, field == "÷")
		default:
			r, err := strconv.ParseInt(field, 16, 32)
			if err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			c.runes = append(c.runes, rune(r))
		}
	}
	return c
}

func readBreakCases(t *testing.T) []breakCase {
	t.Helper()
	file, err := os.Open("testdata/LineBreakTest-17.0.0.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []breakCase
	for lines := bufio.NewScanner(unpacked); lines.Scan(); {
		if line := lines.Text(); line != "" && line[0] != '#' {
			cases = append(cases, parseBreakCase(t, line))
		}
	}
	return cases
}

// The segmenter that lines are broken with passes the test of UAX #14 itself.
func TestLineBreakTest(t *testing.T) {
	cases := readBreakCases(t)
	if len(cases) != 19338 { // as the file's last comment says
		t.Fatalf("%d cases, want 19338", len(cases))
	}
	var s segmenter.Segmenter
	for _, c := range cases {
		got := make([]bool, len(c.runes))
		s.Init(c.runes)
		for lines := s.LineIterator(); lines.Next(); {
			line := lines.Line()
			got[line.Offset+len(line.Text)-1] = true
		}
		for i := range got {
			if got[i] != c.open[i] {
				t.Errorf("%s: after %U: opportunity %v, want %v", c.source, c.runes[i], got[i], c.open[i])
			}
		}
	}
}

// checkOpportunities states that a line's start costs less than one inside a
// word only where UAX #14 has an opportunity, and that nothing else counts as
// inside a word, though the segmenter is not asked about every character.
func checkOpportunities(t *testing.T, text string) {
	t.Helper()
	var whole segmenter.Segmenter
	if err := whole.InitWithString(text); err != nil {
		t.Fatal(err)
	}
	open := map[int]bool{}
	for lines := whole.LineIterator(); lines.Next(); {
		open[lines.Line().OffsetInBytes] = true
	}
	s := setter{chunk: 1 + len(text)/2}
	s.reader.start(text, asParagraph(text), asParagraph(text).Span, Grid{})
	for s.reader.at < len(text) {
		s.readMore()
	}
	for _, c := range s.reader.clusters[1:] {
		at := c.span.Start
		if c.cost == inside && open[at] || c.cost < inside && !open[at] {
			t.Errorf("…%q⏎%q…: cost %d, opportunity %v", text[max(0, at-20):at], text[at:min(len(text), at+20)], c.cost, open[at])
		}
	}
}

func TestOpportunities(t *testing.T) {
	for _, d := range speeches(t) {
		checkOpportunities(t, strings.ReplaceAll(d.Text, "\n", "\t"))
	}
	alphabet := []rune("中文人资abcd  “”‘’\"'（）()《》—…·-.,:!？。，1２0%％/\u00a0\u3000é\u200b🇨🇳👩한")
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		text := make([]rune, 1+random.IntN(14))
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		checkOpportunities(t, string(text))
	}
}
