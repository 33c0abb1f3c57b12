package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model"
	"lectern/ui"
	"lectern/ui/layout"
)

func (p *program) listCommand() *cobra.Command {
	var asJSON bool
	var filter filterFlags
	style := choice{"", citation.Names()}
	cmd := &cobra.Command{
		Use:     "list FILE...",
		Short:   "List the annotations of speeches, each with its place",
		Long:    "List the annotations of speeches, each with its place; or their passages, each with its citation, to be pasted:" + styleList(),
		Example: "  lectern list talk.txt --color yellow --tag policy\n  lectern list talk.txt --cite gbt7714",
		Args:    arguments(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			speeches, err := p.openAll(args)
			if err != nil {
				return err
			}
			cite, wanted := citation.Find(style.value)
			switch {
			case asJSON:
				return p.printJSON(listJSON(speeches, filter.filter(), cite))
			case wanted:
				return p.writeCited(speeches, filter.filter(), cite)
			}
			return p.writeList(speeches, filter.filter())
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.Flags().Var(&style, "cite", "print the passages, each with its citation in this `STYLE`: "+strings.Join(style.allowed, ", "))
	complete(cmd, "cite", style.allowed)
	filter.add(cmd)
	return cmd
}

// openAll opens several speeches, or says which could not be opened.
func (p *program) openAll(names []string) ([]*speech, error) {
	if len(names) > 1 && p.settings.notes != "" {
		return nil, usage("--notes: it names the notes of one speech, but there are %d", len(names))
	}
	speeches := make([]*speech, len(names))
	for i, name := range names {
		var err error
		if speeches[i], err = p.open(name); err != nil {
			return nil, err
		}
		// A newer version's notes are listed as far as they are known; of
		// others that cannot be read, no list would be true.
		if unread := speeches[i].unread; unread != nil && !errors.Is(unread, annotations.ErrNewer) {
			return nil, unread
		}
		p.warn(speeches[i])
		p.tellStray(speeches[i])
	}
	return speeches, nil
}

// annotationJSON is an annotation as scripts read it; only one with a place in
// the text has a start and an end, in code points.
type annotationJSON struct {
	ID         string          `json:"id"`
	File       string          `json:"file"`
	Start      *int            `json:"start,omitempty"`
	End        *int            `json:"end,omitempty"`
	Quote      string          `json:"quote"`
	Color      string          `json:"color"`
	Tags       []string        `json:"tags"`
	Note       string          `json:"note"`
	History    []string        `json:"history,omitempty"`
	Section    []string        `json:"section"`
	Speaker    string          `json:"speaker,omitempty"` // whose turn it is, among several speakers
	Status     string          `json:"status"`
	Score      float64         `json:"score"`
	Candidates []candidateJSON `json:"candidates"`
	Created    string          `json:"created"`
	Modified   string          `json:"modified"`
	Citation   string          `json:"citation,omitempty"` // with --cite
}

type candidateJSON struct {
	Start int     `json:"start"`
	End   int     `json:"end"`
	Score float64 `json:"score"`
}

// listJSON is a list with a citation of each in a style; in that without a name,
// without one.
func listJSON(speeches []*speech, filter annotations.Filter, style citation.Style) []annotationJSON {
	list := []annotationJSON{}
	for _, s := range speeches {
		for _, place := range s.wanted(filter) {
			item := s.annotationJSON(place)
			if style.Name != "" {
				item.Citation = style.Cite(s.passage(place))
			}
			list = append(list, item)
		}
	}
	return list
}

func (s *speech) annotationJSON(place annotations.Place) annotationJSON {
	a, _ := s.notes.Find(place.ID)
	item := annotationJSON{
		ID: a.ID, File: s.name, Quote: a.Target.Exact, Color: string(a.Color),
		Tags: s.notes.TagPaths(a), Note: a.Note, History: a.History, Section: []string{},
		Status: string(place.Status), Score: place.Score, Candidates: []candidateJSON{},
		Created: a.Created.Format(time.RFC3339Nano), Modified: a.Modified.Format(time.RFC3339Nano),
	}
	if place.Anchored() {
		start, end := s.document.PointAt(place.Span.Start), s.document.PointAt(place.Span.End)
		item.Start, item.End = &start, &end
		item.Section = headings(s.document, place.Span.Start)
		item.Speaker = s.document.SpeakerAt(place.Span.Start)
	}
	for _, c := range place.Candidates {
		item.Candidates = append(item.Candidates, candidateJSON{s.document.PointAt(c.Span.Start), s.document.PointAt(c.Span.End), c.Score})
	}
	return item
}

// headings are the words of the headings, leads and speakers' names over the
// byte at offset, outermost first.
func headings(d *model.Document, offset int) []string {
	list := []string{}
	for _, part := range d.Path(offset) {
		if part.Kind == model.Heading || part.Kind == model.Lead || part.Kind == model.Speaker {
			list = append(list, d.Plain(part.Heading))
		}
	}
	return list
}

// between stands between the headings of a place.
const between = " > "

// The limits, in terminal cells, of the list's columns: id, place, colour,
// status, passage, tags, note.
var listLimits = []int{48, 20, 8, 10, 40, 30, 40}

// commandLanguage is what the command line speaks: scripts read it too.
const commandLanguage = "en"

// statusWords say what is wrong with an annotation's place; nothing, when the
// passage is in the text.
var statusWords = map[annotations.Status]string{
	annotations.Ambiguous: "to decide",
	annotations.Orphan:    "not in the text any more",
}

func (p *program) writeList(speeches []*speech, filter annotations.Filter) error {
	b := bufio.NewWriter(p.stdout)
	for i, s := range speeches {
		places := s.wanted(filter)
		if len(speeches) > 1 {
			if i > 0 {
				fmt.Fprintln(b)
			}
			fmt.Fprintf(b, "%s: %d\n", layout.Visible(s.name), len(places))
		}
		if tally := annotations.TallyOf(places); !tally.InPlace() {
			fmt.Fprintln(b, ui.TallyWords(tally, commandLanguage))
		}
		s.writePlaces(b, places, p.grid())
	}
	return b.Flush()
}

// writePlaces writes the annotations under the headings they stand under.
func (s *speech) writePlaces(w io.Writer, places []annotations.Place, grid layout.Grid) {
	var rows [][]string
	var over []string // the headings of each row
	for _, place := range places {
		rows = append(rows, s.row(place))
		over = append(over, s.headline(place))
	}
	var table strings.Builder
	writeRows(&table, rows, listLimits, grid)
	lines := strings.Split(table.String(), "\n")
	last := ""
	for i := range rows {
		if over[i] != last {
			fmt.Fprintln(w, layout.Visible(over[i]))
			last = over[i]
		}
		fmt.Fprintln(w, "  "+lines[i])
		for _, candidate := range s.candidates(places[i]) {
			fmt.Fprintln(w, "    "+layout.Visible(candidate))
		}
	}
}

// candidates says where an ambiguous annotation may belong, a line each, with the
// numbers that place takes.
func (s *speech) candidates(place annotations.Place) []string {
	var spans []model.Span
	for _, c := range place.Candidates {
		spans = append(spans, c.Span)
	}
	return describe(s.document, spans)
}

// headline is the headings over a place; without any, what part of the speech
// it is in.
func (s *speech) headline(place annotations.Place) string {
	if words := statusWords[place.Status]; words != "" {
		return "(" + words + ")"
	}
	if over := headings(s.document, place.Span.Start); len(over) > 0 {
		return strings.Join(over, between)
	}
	if path := s.document.Path(place.Span.Start); len(path) > 0 {
		return "(" + path[0].Kind.String() + ")"
	}
	return "(no section)"
}

func (s *speech) row(place annotations.Place) []string {
	a, _ := s.notes.Find(place.ID)
	at := ""
	if place.Anchored() {
		at = fmt.Sprintf("%d:%d", s.document.PointAt(place.Span.Start), s.document.PointAt(place.Span.End))
	}
	note, _, _ := strings.Cut(a.Note, "\n")
	return []string{
		shortID(a.ID), at, string(a.Color), string(place.Status), a.Target.Exact,
		strings.Join(hashTags(s.notes.TagPaths(a)), " "), note,
	}
}

const uuidPrefix = "urn:uuid:"

// shortID is enough of an id to name the annotation by; ids that other
// programs made stay whole.
func shortID(id string) string {
	uuid, ours := strings.CutPrefix(id, uuidPrefix)
	if !ours {
		return id
	}
	return uuid[:min(len(uuid), 8)]
}

// find is the live annotation whose id is, or alone begins with, what the
// reader gave.
func (s *speech) find(given string) (annotations.Annotation, error) {
	given = strings.TrimPrefix(given, uuidPrefix)
	if given == "" {
		return annotations.Annotation{}, usage("an empty id (lectern list %s shows them)", s.name)
	}
	live := s.notes.Live()
	begins := slices.DeleteFunc(live, func(a *annotations.Annotation) bool {
		return !strings.HasPrefix(strings.TrimPrefix(a.ID, uuidPrefix), given) && a.ID != given
	})
	for _, a := range begins {
		if strings.TrimPrefix(a.ID, uuidPrefix) == given {
			return *a, nil
		}
	}
	switch len(begins) {
	case 0:
		return annotations.Annotation{}, fmt.Errorf("%s: no annotation %q (lectern list %s shows them)", s.name, given, s.name)
	case 1:
		return *begins[0], nil
	}
	return annotations.Annotation{}, fmt.Errorf("%s: %d annotations begin with %q (give more of the id)", s.name, len(begins), given)
}
