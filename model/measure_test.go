package model

import (
	"os"
	"testing"
)

func TestCount(t *testing.T) {
	for text, want := range map[string]Counts{
		"":                        {},
		" \n\t　":                  {},
		"同志们：":                    {Characters: 4, Han: 3, HanMarks: 1},
		"他说：“好！”\n":               {Characters: 7, Han: 3, HanMarks: 4},
		"二〇二二年":                   {Characters: 5, Han: 5},
		"Ask not.":                {Characters: 7, Words: 2},
		"well-known":              {Characters: 10, Words: 1},
		"it’s 3.5%":               {Characters: 8, Words: 2},
		"war—peace – now -- then": {Characters: 19, Words: 4},
		"— * !":                   {Characters: 3},
		"2022年GDP增长5%":            {Characters: 12, Han: 3, HanMarks: 0, Words: 3},
		"增长 GDP，good。":            {Characters: 11, Han: 2, HanMarks: 2, Words: 2},
		"한국 사람":                   {Characters: 4, Words: 2},
		"a\xff":                   {Characters: 2, Words: 1},
	} {
		if got := Count(text); got != want {
			t.Errorf("Count(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestCountOfSample(t *testing.T) {
	text, err := os.ReadFile("../testdata/speeches/natural-resources-bureau.txt")
	if err != nil {
		t.Fatal(err)
	}
	counts := Count(string(text))
	if want := (Counts{Characters: 3420, Han: 3041, HanMarks: 367, Words: 4}); counts != want {
		t.Errorf("got %+v, want %+v", counts, want)
	}
	if got, want := DefaultRates.Minutes(counts), (Range{14, 23}); got != want {
		t.Errorf("got %v minutes, want %v", got, want)
	}
}

func TestMinutes(t *testing.T) {
	for _, c := range []struct {
		counts Counts
		want   Range
	}{
		{Counts{}, Range{0, 0}},
		{Counts{Han: 1}, Range{1, 1}},
		{Counts{Han: 250}, Range{1, 2}},
		{Counts{Han: 251}, Range{2, 2}},
		{Counts{Han: 2000, HanMarks: 250}, Range{9, 15}},
		{Counts{Words: 1300}, Range{8, 10}},
		{Counts{Words: 170, Han: 250}, Range{2, 3}},
		{Counts{Words: 34, Han: 50}, Range{1, 1}},
	} {
		if got := DefaultRates.Minutes(c.counts); got != c.want {
			t.Errorf("%+v take %v minutes, want %v", c.counts, got, c.want)
		}
	}
	if got := (Rates{}).Minutes(Counts{Han: 2, Words: 3}); got != (Range{5, 5}) {
		t.Errorf("without rates: got %v", got)
	}
}

func TestCountsPlus(t *testing.T) {
	for _, texts := range [][2]string{{"同志们：", "Ask not."}, {"", "好"}} {
		if got, want := Count(texts[0]).Plus(Count(texts[1])), Count(texts[0]+"\n"+texts[1]); got != want {
			t.Errorf("%q: got %+v, want %+v", texts, got, want)
		}
	}
}
