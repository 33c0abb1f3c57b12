package layout

import (
	"slices"
	"testing"

	"lectern/model"
)

// paragraphFrom makes a paragraph of a text, with runs where marks says: each
// byte of it is how far the next run is, how long, and what it does.
func paragraphFrom(text string, marks []byte, preformatted bool) *model.Paragraph {
	p := asParagraph(text)
	p.Preformatted = preformatted
	at := 0
	for _, m := range marks {
		start := at + int(m>>5)
		end := start + 1 + int(m>>2&7)
		if end > len(text) {
			break
		}
		run := model.Run{Span: model.Span{Start: start, End: end}}
		switch m & 3 {
		case 0:
			run.Hidden = true
		case 1:
			run.Shown = "&"
		case 2:
			run.Shown = "\t（中\x1b文\u0301）"
		default:
			run.Style = model.Strong
		}
		p.Runs = append(p.Runs, run)
		at = end
	}
	return p
}

func FuzzLines(f *testing.F) {
	for _, seed := range []struct {
		text  string
		marks string
	}{
		{"今天到县自然资源局来，主要有“两个”方面的考虑：一是来“串串门”。", ""},
		{"the world is\nvery different\t now — don’t", "a3\xff"},
		{"第一、\n（一）加快……**同志2024年5％", "\x04\x20\x85"},
		{"a \u0301", ""},
		{"e\u0301\x1b\xff\u202e👩\u200d👧🇨🇳\u3000\u200b\u00ad\r\n", "\x81\x02"},
	} {
		f.Add(seed.text, []byte(seed.marks), 12, 4, 2, byte(0), false)
		f.Add(seed.text, []byte(seed.marks), 1, 0, 0, byte(3), true)
	}
	f.Fuzz(func(t *testing.T, text string, marks []byte, width, indent, hang int, grid byte, preformatted bool) {
		o := Options{Width: width % 250, Grid: grids[grid%4], Indent: indent % 300, Hang: hang % 300}
		p := paragraphFrom(text, marks, preformatted)
		lines := checkLines(t, text, p, o)
		for _, l := range lines {
			checkCells(t, text, p, l, o)
			checkAgain(t, text, p, l, o)
		}
		if again := Lines(text, p, o); !slices.Equal(again, lines) {
			t.Fatalf("%+v and then %+v", lines, again)
		}
		small := setter{chunk: 1}
		if again := small.lines(text, p, o); !slices.Equal(again, lines) {
			t.Fatalf("%+v, in chunks %+v", lines, again)
		}
	})
}
