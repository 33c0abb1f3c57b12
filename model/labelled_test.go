package model_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lectern/model"
	"lectern/model/source"
)

// tuned are the labelled speeches that the rules may be tuned on; all others only
// judge.
var tuned = []string{
	"natural-resources-bureau.txt", "county-report.txt", "committee-minutes.txt", "fire-drill-remarks.txt",
	"kennedy-1961.txt", "bush-2001.txt", "bush-2005.txt", "truman-1946.txt", "gaggle-2023-04-03.md", "remarks-2023-07-12.md",
}

// target is what the judged speeches must reach: of the parts found so many are
// right, of the parts there are so many are found, of the headings found so many
// have their level. 0 asks for nothing.
type target struct {
	part                     string
	precision, recall, level float64
}

var targets = []target{
	{"numbered", .97, .95, .97},
	{"unnumbered", .80, .60, 0},
	{"lead", .93, .80, 0},
	{"inside", .90, 0, 0},
	{"salutation", .97, .95, 0},
	{"closing", 0, .85, 0},
	{"title", .95, .90, 0},
	{"date", .95, .90, 0},
	{"speaker", .97, .97, 0},
}

// maxFalseSections is how many sections a text without any may be given, on the
// average of all such texts.
const maxFalseSections = 0.3

// count is how the parts of one kind came out.
type count struct{ right, wrong, missed, level int }

func (c count) precision() float64 { return ratio(c.right, c.right+c.wrong) }
func (c count) recall() float64    { return ratio(c.right, c.right+c.missed) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// scores are the counts of a set of speeches, by the kind of part.
type scores struct {
	counts          map[string]*count
	without, falsed int // speeches without sections, and the sections found in them
}

// TestStructure holds the rules against speeches whose parts were labelled by
// hand (testdata/labelled, where README.md says how). It prints how many of the
// parts are found and how many of those found are right, and fails below the
// targets.
func TestStructure(t *testing.T) {
	sets := map[bool]*scores{true: {counts: map[string]*count{}}, false: {counts: map[string]*count{}}}
	files, err := filepath.Glob("../testdata/labelled/*.labels")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d labelled speeches, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".labels")
		for _, complaint := range sets[slices.Contains(tuned, name)].judge(t, name, file) {
			t.Logf("%s: %s", name, complaint)
		}
	}
	sets[true].print(t, "tuned on")
	sets[false].print(t, "judged")
	sets[false].check(t)
}

// part is a labelled part, or one that was found.
type part struct {
	line  int
	last  int    // of a part that was found: the last of its lines
	kind  string // the name of a target
	level int
	words string // "…" at the end stands for the rest
}

// meets reports whether a part that was found is the one labelled. A heading,
// title, date or closing is one by its line.
func (p part) meets(label part) bool {
	if p.kind != label.kind || label.line < p.line || p.last < label.line {
		return false
	}
	if label.kind == "lead" || label.kind == "inside" || label.kind == "salutation" {
		start, open := strings.CutSuffix(label.words, "…")
		return p.words == label.words || open && strings.HasPrefix(p.words, start)
	}
	return true
}

// judge counts what the rules make of a speech, and says what is not as labelled.
func (s *scores) judge(t *testing.T, name, file string) []string {
	speech := readLabelled(t, name)
	labels := readLabels(t, file, strings.Split(speech.Text, "\n"))
	found := partsFound(model.Parse(speech.Source))
	var complaints []string
	sections := 0
	for _, f := range found {
		c := s.of(f.kind)
		if f.level > 0 {
			sections++
		}
		i := slices.IndexFunc(labels, f.meets)
		if i < 0 {
			c.wrong++
			complaints = append(complaints, fmt.Sprintf("line %d is no %s: %s", f.line, f.kind, f.words))
			continue
		}
		c.right++
		if f.level == labels[i].level {
			c.level++
		} else if f.kind == "numbered" {
			complaints = append(complaints, fmt.Sprintf("line %d is of level %d, not %d: %s", f.line, labels[i].level, f.level, f.words))
		}
	}
	for _, l := range labels {
		if !slices.ContainsFunc(found, func(f part) bool { return f.meets(l) }) {
			s.of(l.kind).missed++
			complaints = append(complaints, fmt.Sprintf("line %d is a %s: %s", l.line, l.kind, l.words))
		}
	}
	if !slices.ContainsFunc(labels, func(l part) bool { return l.level > 0 }) {
		s.without++
		s.falsed += sections
	}
	return complaints
}

func (s *scores) of(kind string) *count {
	if s.counts[kind] == nil {
		s.counts[kind] = &count{}
	}
	return s.counts[kind]
}

func (s *scores) print(t *testing.T, set string) {
	t.Logf("%-12s %5s %5s %6s %9s %6s %6s", set, "right", "wrong", "missed", "precision", "recall", "level")
	for _, target := range targets {
		c := s.of(target.part)
		level := ""
		if target.part == "numbered" {
			level = fmt.Sprintf("%.3f", ratio(c.level, c.right))
		}
		t.Logf("%-12s %5d %5d %6d %9.3f %6.3f %6s", target.part, c.right, c.wrong, c.missed, c.precision(), c.recall(), level)
	}
	t.Logf("%d speeches without sections have %d false ones, %.2f each", s.without, s.falsed, ratio(s.falsed, s.without))
}

func (s *scores) check(t *testing.T) {
	for _, target := range targets {
		c := s.of(target.part)
		if c.right == 0 {
			t.Errorf("%s: no part of the kind is found", target.part)
		}
		if c.precision() < target.precision || c.recall() < target.recall || ratio(c.level, c.right) < target.level {
			t.Errorf("%s: below the target: precision %.2f, recall %.2f, level %.2f", target.part, target.precision, target.recall, target.level)
		}
	}
	if s.without < 3 || ratio(s.falsed, s.without) > maxFalseSections {
		t.Errorf("%d false sections in %d speeches without any", s.falsed, s.without)
	}
}

// readLabelled reads a labelled speech: it lies beside its labels, or among the
// speeches that other tests read too.
func readLabelled(t *testing.T, name string) source.Speech {
	t.Helper()
	path := "../testdata/labelled/" + name
	if _, err := os.Stat(path); err != nil {
		path = "../testdata/speeches/" + name
	}
	speech, err := source.Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	return speech
}

// readLabels reads the labels of a speech and sees to it that their words stand
// on their lines.
func readLabels(t *testing.T, file string, lines []string) []part {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var labels []part
	for scan := bufio.NewScanner(bytes.NewReader(raw)); scan.Scan(); {
		number, rest, _ := strings.Cut(scan.Text(), " ")
		kind, words, _ := strings.Cut(rest, " ")
		line, err := strconv.Atoi(number)
		label := part{line: line, kind: strings.TrimRight(kind, "123456789"), words: words}
		label.level, _ = strconv.Atoi(kind[len(label.kind):])
		if err != nil || line < 1 || line > len(lines) || !strings.Contains(lines[line-1], strings.TrimSuffix(words, "…")) {
			t.Fatalf("%s: no line has %q", file, scan.Text())
		}
		if !slices.ContainsFunc(targets, func(target target) bool { return target.part == label.kind }) {
			t.Fatalf("%s: no such kind: %q", file, scan.Text())
		}
		labels = append(labels, label)
	}
	return labels
}

// partsFound is what the rules found in a speech, as it is labelled.
func partsFound(d *model.Document) []part {
	var found []part
	put := func(kind string, level int, s model.Span) {
		line := 1 + strings.Count(d.Text[:s.Start], "\n")
		found = append(found, part{line, line + strings.Count(d.Slice(s), "\n"), kind, level, d.Plain(s)})
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		switch p.Kind {
		case model.Heading:
			put(numbered(d.Parts, p.Span), p.Level, p.Span)
		case model.Title, model.Date, model.Closing:
			put(p.Kind.String(), 0, p.Span)
		case model.Speaker:
			put("speaker", 0, p.Name)
		}
		for _, s := range p.Leads {
			if strings.TrimSpace(d.Plain(model.Span{Start: p.Span.Start, End: s.Start})) == "" {
				put("lead", 0, s)
			} else {
				put("inside", 0, s)
			}
		}
	}
	for _, s := range salutations(d.Parts) {
		put("salutation", 0, s)
	}
	return found
}

// numbered is the kind of the heading at s: with a numeral or without.
func numbered(parts []model.Part, s model.Span) string {
	for i := range parts {
		if parts[i].Kind == model.Heading && parts[i].Heading == s && parts[i].Numeral != "" {
			return "numbered"
		}
		if parts[i].Span.Covers(s) && parts[i].Heading != s {
			return numbered(parts[i].Parts, s)
		}
	}
	return "unnumbered"
}

func salutations(parts []model.Part) []model.Span {
	var spans []model.Span
	for i := range parts {
		if parts[i].Kind == model.Salutation {
			spans = append(spans, parts[i].Span)
		}
		spans = append(spans, salutations(parts[i].Parts)...)
	}
	return spans
}
