package layout

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// scripts are samples whose characters are more than a code point each, or that run
// from right to left.
var scripts = map[string]string{
	"marks":         "Cafe\u0301 nai\u0308ve Vi\u1ec7t Nam Vie\u0323\u0302t e\u0301\u0323\u0308 a\u0310\u0332b\u20dd o\u0308\u0304",
	"emoji":         "家👨\u200d👩\u200d👧\u200d👦庭👍🏽好👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿旗🏳\ufe0f\u200d🌈❤\ufe0f☎\ufe0f1\ufe0f\u20e3✈\ufe0e",
	"flags":         "🇨🇳🇺🇳🇫🇷单🇨个🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f旗",
	"Hangul jamo":   "\u1112\u1161\u11ab\u1100\u1173\u11af 한글 \u1100\u1161 \u1100 \u1161 \u11a8 \ua960\u1161\ud7cb",
	"Thai":          "กำลังใจ น้ำ เป็นที่ ปฏิบัติ ผู้ใหญ่ ๆ ฯลฯ กี่ ก็",
	"Lao, Khmer":    "ນ້ຳ ກໍາ ភាសាខ្មែរ ញ៉ាំ ស្ត្រី",
	"Devanagari":    "नमस्ते क्षि श्री कर्म राष्ट्रपति ज्ञान हिन्दी क\u094d\u200dष ऀ",
	"Tamil, Bangla": "க்ஷ ஸ்ரீ கொ நிர் ক্ষ স্ত্রী বাংলা র\u200d্য",
	"Burmese":       "မြန်မာ ကျွန်ုပ် ဩဇာ",
	"Tibetan":       "བོད་སྐད་ ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ",
	"Arabic":        "السَّلامُ عَلَيْكُم، قال الرئيس: «نحن» 2024 لا إله",
	"Hebrew":        "שָׁלוֹם עֲלֵיכֶם, אמר הנשיא: „אנחנו” 2024",
	"ideographs":    "葛\U000e0100城 辻\ufe00 か\u3099 ハ\u309a \U00020bb7野家 〾凱 ⿰亻尔",
	"ambiguous":     "“人”…—①②±αΩЯ√∞■□●○★☆→↑°℃Ⅳ",
	"marks alone":   "\u0301 \u0e33\u0902 \u200d \ufe0f\u20e3 \u064b中\u3099",
	"many marks":    "z" + strings.Repeat("\u0301", 40) + "algo" + strings.Repeat("\u0334\u0489", 30),
}

// Whatever the script, the width and the terminal: a line never ends inside a
// grapheme cluster, a cell never begins or ends inside one, and its text takes just
// its cells.
func TestScriptsAtEveryWidth(t *testing.T) {
	for name, sample := range scripts {
		for _, text := range []string{sample, strings.ReplaceAll(sample, " ", ""), strings.Repeat(sample, 4)} {
			edges := clusterEdges(text)
			for width := 1; width <= 40; width++ {
				for _, g := range grids {
					p, o := asParagraph(text), Options{Width: width, Grid: g}
					for _, l := range checkLines(t, text, p, o) {
						if !edges[l.Span.End] {
							t.Fatalf("%s, %+v: a line ends inside a cluster: %q", name, o, text[l.Span.Start:l.Span.End])
						}
						checkCells(t, text, p, l, o)
						checkAgain(t, text, p, l, o)
						for _, c := range Cells(text, p, l, o) {
							if !edges[c.Span.Start] || !edges[c.Span.End] {
								t.Fatalf("%s, %+v: the cell %q is not a cluster", name, o, c.Text)
							}
						}
					}
				}
			}
		}
	}
}

// clusterEdges are the offsets where a grapheme cluster (UAX #29) begins or ends.
// A format character that UAX #29 puts before a letter (Prepend) is one by itself.
func clusterEdges(text string) map[int]bool {
	edges := map[int]bool{0: true}
	for clusters := graphemes.FromString(text); clusters.Next(); {
		edges[clusters.End()] = true
	}
	return edges
}

// Rows are as wide as Bubble Tea counts them, by whichever of its two ways, so that
// none of them is cut or runs on into the next.
func TestCellsAreBubbleTeas(t *testing.T) {
	for name, text := range scripts {
		for _, way := range []struct {
			method ansi.Method
			grid   Grid
		}{{ansi.GraphemeWidth, Grid{}}, {ansi.WcWidth, Grid{CodePoints: true}}} {
			p, o := asParagraph(text), Options{Width: 30, Grid: way.grid}
			for _, l := range Lines(text, p, o) {
				row := cellsText(Cells(text, p, l, o))
				if got := way.method.StringWidth(row); got > o.Width || way.method.StringWidth(strings.TrimRight(row, " ")) != l.Width {
					t.Errorf("%s, %+v: Bubble Tea counts %d cells in %q, we %d", name, way.grid, got, row, l.Width)
				}
			}
		}
	}
}

// A letter under thousands of marks is one cell with eight of them, at once.
func TestThousandsOfMarks(t *testing.T) {
	text := "前z" + strings.Repeat("\u0301", 20_000) + "后"
	for _, g := range grids {
		p, o := asParagraph(text), Options{Width: 10, Grid: g}
		lines := checkLines(t, text, p, o)
		cells := Cells(text, p, lines[0], o)
		if len(lines) != 1 || len(cells) != 3 || cells[1].Width != 1 || cells[1].Text != "z"+strings.Repeat("\u0301", maxMarks) {
			t.Errorf("%+v: %d lines, %d cells, the second %.40q", g, len(lines), len(cells), cells[1].Text)
		}
		if cells[1].Span.Len() != 1+2*20_000 {
			t.Errorf("%+v: the cell stands for %d bytes", g, cells[1].Span.Len())
		}
	}
}

// FuzzScripts mixes the scripts: nothing splits a cluster.
func FuzzScripts(f *testing.F) {
	for _, sample := range scripts {
		f.Add(sample, byte(7), byte(3))
		f.Add(sample, byte(1), byte(0))
	}
	f.Fuzz(func(t *testing.T, text string, width, grid byte) {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) || r == unicode.ReplacementChar }) {
			return // shown one by one, whatever clusters they are in
		}
		edges := clusterEdges(text)
		p, o := asParagraph(text), Options{Width: int(width%40) + 1, Grid: grids[grid%4]}
		for _, l := range checkLines(t, text, p, o) {
			checkCells(t, text, p, l, o)
			for _, c := range Cells(text, p, l, o) {
				if !edges[c.Span.Start] || !edges[c.Span.End] {
					t.Fatalf("%+v: the cell %q is not a cluster of %q", o, c.Text, text)
				}
			}
		}
	})
}
