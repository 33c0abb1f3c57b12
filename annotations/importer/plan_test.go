package importer

import (
	"bytes"
	"fmt"
	pathpkg "path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/annotations/export"
	"lectern/model"
	"lectern/model/source"
)

var start = time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)

// opened is a speech of the samples without notes.
func opened(t testing.TB, name string) Speech {
	t.Helper()
	read, err := source.Open(filepath.Join("..", "..", "testdata", "speeches", name), "")
	if err != nil {
		t.Fatal(err)
	}
	s := Speech{Document: model.Parse(read.Source), Notes: annotations.NewNotes(), Name: name}
	s.Notes.Describe(s.Document, "utf-8")
	return s
}

// fresh is the same speech with other notes, which have none yet.
func (s Speech) fresh() Speech {
	s.Notes = annotations.NewNotes()
	s.Notes.Describe(s.Document, "utf-8")
	return s
}

// with is the speech with what is planned in its notes.
func (s Speech) with(plan Import) Speech {
	set := annotations.NewSet(s.Notes)
	plan.Apply(set, start)
	s.Notes = set.Notes()
	return s
}

// of is a file with items of a text, each with a quote.
func of(title string, quotes ...string) File {
	var f File
	for i, quote := range quotes {
		item := Item{Where: line(i + 1), Titles: nonBlank(title), location: fmt.Sprint(i)}
		item.Target.Exact, item.Color = quote, annotations.Yellow
		f.Items = append(f.Items, item)
	}
	f.Items = named("test", f.Items)
	return f
}

// outcome is a plan in one line: how each was found, and what was left out.
func outcome(plan Import) string {
	var words []string
	for _, a := range plan.Added {
		words = append(words, string(a.Status))
	}
	for _, w := range plan.LeftOut {
		words = append(words, fmt.Sprintf("-%d", len(w.Items)))
	}
	if plan.Here > 0 {
		words = append(words, fmt.Sprintf("here%d/%d", plan.Here, plan.Different))
	}
	return strings.Join(words, " ")
}

func TestWhatIsTaken(t *testing.T) {
	s := opened(t, "kennedy-1961.txt")
	const (
		long   = "we shall pay any price, bear any burden, meet any hardship"
		once   = "The trumpet summons"
		edited = "we shall pay any cost, bear any burden, meet any hardship, support any friend, oppose any enemy"
		often  = "power"
		absent = "These words were never said by him in that or any other place"
	)
	for _, test := range []struct {
		about, title string
		quotes       []string
		want         string
	}{
		{"all of a text with the file's name", "Kennedy-1961", []string{long, absent, often}, "placed orphan ambiguous"},
		{"a title round the file's name", "speeches/kennedy-1961 (draft)", []string{absent}, "orphan"},
		{"half of the quotes", "Speeches", []string{long, absent}, "placed orphan"},
		{"less than half of the quotes", "Speeches", []string{long, absent, absent + ".", absent + "!"}, "placed -3"},
		{"of another text what is long and certain", "Walden", []string{long, often, absent, absent + "!", absent + "?", absent + " "}, "placed -5"},
		{"of another text nothing that is changed", "Walden", []string{edited, absent, absent + "!", absent + "?"}, "-4"},
		{"short words alone say nothing", "Walden", []string{often}, "-1"},
		{"a short title says nothing", "ken", []string{absent}, "-1"},
		{"no title", "", []string{long}, "placed"},
		{"case and blanks", "Kennedy-1961", []string{"WE SHALL PAY\nANY PRICE, bear any burden"}, "placed"},
	} {
		if got := outcome(Plan(s, of(test.title, test.quotes...), start)); got != test.want {
			t.Errorf("%s: %s, want %s", test.about, got, test.want)
		}
	}
}

func TestTitlesAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"在全局工作会议上的讲话", "全局工作", true}, {"讲话", "在全局工作会议上的讲话", false}, {"在全局工作会议上的讲话", "Ｘ 在 全局工作会议上的讲话 (县委)", true},
		{"talk", "Small Talk", false}, {"Talk", "talk", true}, {"Inaugural Address", "inaugural address (JFK)", true},
		{"", "", false}, {"abc", "abc", false}, {"讲话稿件", "讲话稿件二", true},
	} {
		if alike(test.a, test.b) != test.want || alike(test.b, test.a) != test.want {
			t.Errorf("%q and %q: not %v", test.a, test.b, test.want)
		}
	}
}

// What stands in the speech gets a whole target of its own; what came with other
// words keeps them as what its target was before; what is open keeps its quote.
func TestTargets(t *testing.T) {
	s := opened(t, "kennedy-1961.txt")
	const changed = "Let every nation know, whether it wish us well or ill, that we shall pay any price, bear any burdens, meet any hardship"
	f := of("kennedy-1961", "we shall pay any price, bear any burden", changed, "power", "never said in all of this speech by anybody")
	f.Items[3].Target.Prefix, f.Items[3].Target.Start, f.Items[3].Target.End = "before", 4711, 4720
	plan := Plan(s, f, start)
	if got := outcome(plan); got != "placed edited ambiguous orphan" {
		t.Fatal(got)
	}
	for _, a := range plan.Added[:2] {
		if a.Target.Revision == "" || a.Target.Prefix == "" || a.Target.Start == 0 || !a.Target.Seen.Equal(start) || a.Target.Source != s.Notes.Document.ID {
			t.Errorf("the target is %+v", a.Target)
		}
	}
	if earlier := plan.Added[1].Earlier; len(earlier) != 1 || earlier[0].Exact != changed {
		t.Errorf("what it was before: %+v", earlier)
	}
	if last := plan.Added[3].Target; last.Exact != f.Items[3].Target.Exact || last.Prefix != "before" || last.Revision != "" {
		t.Errorf("what was not found is %+v", last)
	}
	n, err := annotations.Decode(s.with(plan).Notes.Encode())
	if err != nil || len(n.Live()) != 4 {
		t.Fatal(err)
	}
	// In the notes, too, nothing stands anywhere but where its words are.
	tally := annotations.TallyOf(annotations.Anchor(s.Document, n))
	if tally.Placed != 2 || tally.Ambiguous != 1 || tally.Orphan != 1 {
		t.Errorf("in the notes: %+v", tally)
	}
}

// Positions count only in the text that they were counted in.
func TestForeignPositions(t *testing.T) {
	s := opened(t, "kennedy-1961.txt")
	there := annotations.NewTarget(s.Document, model.Span{Start: 100, End: 110})
	for revision, want := range map[string]annotations.Status{there.Revision: annotations.Placed, "": annotations.Orphan, "ab": annotations.Orphan} {
		f := of("kennedy-1961", "")
		f.Items[0].Note = "n"
		f.Items[0].Target = annotations.Target{Start: there.Start, End: there.End, Revision: revision}
		if plan := Plan(s, f, start); plan.Added[0].Status != want {
			t.Errorf("positions in %q: %s", revision, plan.Added[0].Status)
		}
	}
}

// A Markdown speech is marked up; what other programs quote of it is not.
func TestQuotesOfMarkup(t *testing.T) {
	const text = "---\ntitle: x\n---\n\n## The *first* part\n\nWe shall **never ever** surrender &amp; never [give in](https://example.org/a) to anybody.\n\n> And a quote\n> over two lines.\n"
	src, err := source.Read(strings.NewReader(text), "a.md", "")
	if err != nil {
		t.Fatal(err)
	}
	s := Speech{Document: model.Parse(src.Source), Notes: annotations.NewNotes(), Name: "markup-speech.md"}
	for quote, want := range map[string]string{
		"shall never ever surrender & never give in": "shall **never ever** surrender &amp; never [give in",
		"never ever surrender":                       "never ever** surrender",
		"The first part We shall":                    "The *first* part\n\nWe shall",
		"quote over two lines.":                      "quote\n> over two lines.",
	} {
		plan := Plan(s, of("markup-speech", quote), start)
		if len(plan.Added) != 1 || plan.Added[0].Status != annotations.Placed || plan.Added[0].Target.Exact != want {
			t.Errorf("%q: %s %+v", quote, outcome(plan), plan.Added)
		}
	}
}

func TestDatesThatCannotBe(t *testing.T) {
	s := opened(t, "kennedy-1961.txt")
	f := of("kennedy-1961", "we shall pay any price, bear any burden", "ask not what your country can do for you")
	f.Items[0].Created, f.Items[0].Modified = start.AddDate(1, 0, 0), start.AddDate(2, 0, 0)
	f.Items[1].Created, f.Items[1].Modified = start.AddDate(-1, 0, 0), start.AddDate(-2, 0, 0)
	after := s.with(Plan(s, f, start)).Notes
	first, _ := after.Find(f.Items[0].ID)
	second, _ := after.Find(f.Items[1].ID)
	if !first.Created.Equal(start) || !first.Modified.Equal(start) || !second.Created.Equal(start.AddDate(-1, 0, 0)) || !second.Modified.Equal(start) {
		t.Errorf("%v %v, %v %v", first.Created, first.Modified, second.Created, second.Modified)
	}
}

// Every sample imported twice adds nothing the second time, and what was deleted
// does not come back.
func TestTwice(t *testing.T) {
	for name := range formatOf {
		f, err := Read(sample(t, name), name, "")
		if err != nil {
			t.Fatal(err)
		}
		s := opened(t, "kennedy-1961.txt")
		s.Notes.Document.ID = "urn:uuid:22222222-2222-4222-8222-222222222222"
		once := s.with(Plan(s, f, start))
		again := Plan(once, f, start.Add(time.Hour))
		if len(again.Added)+len(again.Tags)+again.Different != 0 || again.Here != len(once.Notes.Live()) || again.TagsHere != len(f.Tags) {
			t.Errorf("%s again: %s", name, outcome(again))
		}
		set := annotations.NewSet(once.Notes)
		for i, a := range once.Notes.Live() {
			if i%2 == 0 {
				set.Remove(start.Add(time.Hour), a.ID)
			} else {
				set.Change(start.Add(time.Hour), a.ID, func(a *annotations.Annotation) { a.Note += "!" })
			}
		}
		once.Notes = set.Notes()
		if again = Plan(once, f, start); len(again.Added) != 0 || again.Different != len(once.Notes.Live()) {
			t.Errorf("%s after edits: %s, %d are changed", name, outcome(again), len(once.Notes.Live()))
		}
	}
}

func TestCodebookIntoNotes(t *testing.T) {
	s := opened(t, "kennedy-1961.txt")
	set := annotations.NewSet(s.Notes)
	set.AddTag(start, annotations.Tag{Path: "政策", Color: annotations.Red})
	set.AddTag(start, annotations.Tag{Path: "gray one", Description: "own"})
	s.Notes = set.Notes()
	f, err := Read(sample(t, "codebook.qdc"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	plan := Plan(s, f, start)
	if len(plan.Tags) != 2 || plan.TagsHere != 1 {
		t.Errorf("%d tags to put in, %d here", len(plan.Tags), plan.TagsHere)
	}
	var got []string
	for _, tag := range s.with(plan).Notes.Tags {
		got = append(got, fmt.Sprintf("%s %s %q", tag.Path, tag.Color, tag.Description))
	}
	slices.Sort(got)
	want := []string{`gray one  "own"`, `政策 red "What is\npromised"`, `政策/用地／土地 blue ""`}
	if !slices.Equal(got, want) {
		t.Errorf("the tags are %q", got)
	}
}

// drawMarks are notes on a speech as a reader makes them.
func drawMarks(t *rapid.T, s Speech) Speech {
	set := annotations.NewSet(s.Notes)
	text := s.Document.Text
	for i := range rapid.IntRange(0, 8).Draw(t, "marks") {
		from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		span := model.Span{Start: from, End: min(from+rapid.IntRange(1, 400).Draw(t, "length"), len(text))}
		a := annotations.New(s.Document, span, start)
		if front := s.Document.Paragraphs[s.Document.ParagraphAt(from)].Kind == model.FrontMatter; front || !strings.ContainsFunc(s.Document.Plain(span), unicode.IsLetter) {
			continue // nothing of it is shown
		}
		if rapid.IntRange(0, 5).Draw(t, "orphan") == 0 {
			a.Target = annotations.Target{Exact: fmt.Sprintf("no such words stand in it, number %d", i)}
		}
		a.Color = annotations.Color(rapid.SampledFrom([]string{"", "yellow", "red", "magenta"}).Draw(t, "color"))
		a.Note = rapid.SampledFrom([]string{"", "n", "two\n\nparagraphs", "- list\n\n- apart", "# heading\n\n> quote", "```\nfence", "¶", "*a* · b", "a == b", "<b>x</b>"}).Draw(t, "note")
		a.Tags = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"policy/land", "政策/用地", "two words", "a*b", "#x#y"}), 0, 2, rapid.ID).Draw(t, "tags")
		a.Creator = rapid.SampledFrom([]string{"", "李"}).Draw(t, "creator")
		set.Add(start, a)
	}
	s.Notes = set.Notes()
	return s
}

func exported(t *rapid.T, s Speech, format string, options export.Options) []byte {
	f, ok := export.Find(format)
	if !ok {
		t.Fatalf("there is no format %s", format)
	}
	var b bytes.Buffer
	part := &export.Speech{Document: s.Document, Notes: s.Notes, Places: annotations.Anchor(s.Document, s.Notes), Source: s.Name}
	if err := (&export.Export{Speeches: []*export.Speech{part}, Options: options}).Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The speeches that exports are read back for, one of them in Markdown.
var roundTripped = []string{"kennedy-1961.txt", "natural-resources-bureau.txt", "remarks-2023-07-12.md"}

// What the JSON exports have is, in notes that have none yet, the same annotations.
func TestJSONRoundTrip(t *testing.T) {
	for _, name := range roundTripped {
		bare := opened(t, name)
		rapid.Check(t, func(t *rapid.T) {
			s := drawMarks(t, bare.fresh())
			format := rapid.SampledFrom([]string{"json", "jsonl"}).Draw(t, "format")
			data := exported(t, s, format, export.Options{})
			into := s.fresh()
			// Orphans are known by their document, like the others.
			into.Notes.Document.ID = s.Notes.Document.ID
			back := into.with(planOf(t, into, data))
			for _, a := range s.Notes.Live() {
				b, ok := back.Notes.Find(a.ID)
				if !ok || string(a.Record()) != string(b.Record()) {
					t.Fatalf("is\n%s\nwas\n%s", b.Record(), a.Record())
				}
			}
			if len(back.Notes.Live()) != len(s.Notes.Live()) {
				t.Fatalf("%d annotations, were %d", len(back.Notes.Live()), len(s.Notes.Live()))
			}
			if again := planOf(t, s, data); len(again.Added)+again.Different > 0 {
				t.Fatalf("in the notes that it is of: %s", outcome(again))
			}
		})
	}
}

func planOf(t *rapid.T, s Speech, data []byte) Import {
	f, err := Read(data, "", "")
	if err != nil && len(s.Notes.Live()) > 0 {
		t.Fatalf("%v in\n%s", err, data)
	}
	return Plan(s, f, start)
}

// The Markdown export leaves out positions, dates, ids and blanks in tags. Nothing
// else is lost, nothing stands on other words than its own, and in the notes that it
// is of it adds nothing.
func TestMarkdownRoundTrip(t *testing.T) {
	for _, name := range roundTripped {
		bare := opened(t, name)
		rapid.Check(t, func(t *rapid.T) {
			s := drawMarks(t, bare.fresh())
			if len(s.Notes.Live()) == 0 {
				return
			}
			style := rapid.SampledFrom(slices.Concat(citation.Styles, []citation.Style{{}})).Draw(t, "style")
			group := rapid.SampledFrom(export.Groupings).Draw(t, "group")
			context := rapid.SampledFrom(export.Contexts).Draw(t, "context")
			data := exported(t, s, "markdown", export.Options{Cite: style, Group: group, Context: context})
			if again := planOf(t, s, data); len(again.Added)+again.Different > 0 {
				t.Fatalf("in the notes that it is of: %s\n%+v\n%s", outcome(again), again.Added, data)
			}
			plan := planOf(t, s.fresh(), data)
			if got, want := said(plan, s, true), saidBy(s, true); !slices.Equal(got, want) {
				t.Fatalf("read back:\n%s\nwant\n%s\nfrom\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), data)
			}
		})
	}
}

// The CSV export leaves out colours, exact positions, ids and blanks in tags, and
// creators.
func TestCSVRoundTrip(t *testing.T) {
	for _, name := range roundTripped {
		bare := opened(t, name)
		rapid.Check(t, func(t *rapid.T) {
			s := drawMarks(t, bare.fresh())
			if len(s.Notes.Live()) == 0 {
				return
			}
			data := exported(t, s, "csv", export.Options{CRLF: rapid.Bool().Draw(t, "crlf")})
			if again := planOf(t, s, data); len(again.Added)+again.Different > 0 {
				t.Fatalf("in the notes that it is of: %s\n%+v\n%s", outcome(again), again.Added, data)
			}
			plan := planOf(t, s.fresh(), data)
			for _, a := range plan.Added {
				if !a.Created.Equal(start.Truncate(time.Second)) {
					t.Fatalf("made at %v", a.Created)
				}
			}
			if got, want := said(plan, s, false), saidBy(s, false); !slices.Equal(got, want) {
				t.Fatalf("read back:\n%s\nwant\n%s\nfrom\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), data)
			}
		})
	}
}

// Exports show what a terminal would obey by other signs: read back, they are of the
// same annotation.
func TestExportsOfControlCharacters(t *testing.T) {
	bare := opened(t, roundTripped[0])
	rapid.Check(t, func(t *rapid.T) {
		s := bare.fresh()
		set := annotations.NewSet(s.Notes)
		a := annotations.New(s.Document, model.Span{Start: 400, End: 440}, start)
		gone := annotations.Annotation{Target: annotations.Target{Exact: "nothing \x1b[1mlike\u2028this stands in it"}}
		for _, a := range []annotations.Annotation{a, gone} {
			a.Color = annotations.Yellow // or a document may have nothing to show
			a.Note = rapid.SampledFrom([]string{"", "a \x1b[31mb", "one\u2028two", "x\u202Ey\u2066", "a\rb", "a\r\nb", "nul\x00"}).Draw(t, "note")
			a.Tags = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a\u202Eb", "c\x1bd/e", "f"}), 0, 2, rapid.ID).Draw(t, "tags")
			set.Add(start, a)
		}
		s.Notes = set.Notes()
		format := rapid.SampledFrom([]string{"json", "jsonl", "csv", "markdown", "docx"}).Draw(t, "format")
		data := exported(t, s, format, export.Options{})
		if again := planOf(t, s, data); len(again.Added)+again.Different > 0 {
			t.Fatalf("in the notes that it is of: %s\n%+v\n%s", outcome(again), again.Added, data)
		}
	})
}

// said are the words, notes, tags and perhaps colours of what is added, sorted; repeats
// once.
func said(plan Import, s Speech, colors bool) []string {
	var lines []string
	for _, a := range plan.Added {
		quote := a.Target.Exact
		if a.Target.Revision != "" {
			quote = s.Document.Plain(model.Span{Start: s.Document.OffsetAt(a.Target.Start), End: s.Document.OffsetAt(a.Target.End)})
		}
		lines = append(lines, sayings(quote, a.Annotation, colors))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func saidBy(s Speech, colors bool) []string {
	var lines []string
	for _, place := range annotations.Anchor(s.Document, s.Notes) {
		a, _ := s.Notes.Find(place.ID)
		quote := a.Target.Exact
		if place.Anchored() {
			quote = s.Document.Plain(place.Span)
		}
		lines = append(lines, sayings(quote, a, colors))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func sayings(quote string, a annotations.Annotation, colors bool) string {
	if !colors {
		a.Color = annotations.None
	}
	tags := strings.ReplaceAll(strings.Join(a.Tags, " #"), " ", "-")
	// Signs at the ends of a quote without its context are not sure to be found.
	quote = strings.TrimFunc(folded(quote), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return fmt.Sprintf("%q %s %q %q", quote, a.Color, strings.TrimSpace(a.Note), tags)
}

// A codebook of our own brings in the tags, and not the colours, which are codes in
// it as well.
func TestCodebookRoundTrip(t *testing.T) {
	bare := opened(t, roundTripped[0])
	rapid.Check(t, func(t *rapid.T) {
		s := drawMarks(t, bare.fresh())
		var want []string
		for _, a := range s.Notes.Live() {
			for _, path := range s.Notes.TagPaths(*a) {
				for above := path; above != "."; above = pathpkg.Dir(above) {
					want = append(want, above)
				}
			}
		}
		if want == nil {
			return // a codebook has at least one code
		}
		slices.Sort(want)
		want = slices.Compact(want)
		f, err := Read(exported(t, s, "qdc", export.Options{}), "", "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tag := range f.Tags {
			got = append(got, tag.Path)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("the tags are %q, want %q", got, want)
		}
	})
}
