package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"lectern/annotations"
	"lectern/annotations/importer"
	"lectern/ui"
	"lectern/ui/layout"
)

// importReport is what became of files that were imported into a speech.
type importReport struct {
	speech *speech
	plans  []plannedFile
	places []importedPlace // of what was added, in the order of the list
}

type plannedFile struct {
	name string
	importer.Import
}

// importedPlace is where something that was added stands, and where it came from.
type importedPlace struct {
	annotations.Place
	from string
}

// place finds where what was added stands now. How it was found is the import's to
// say: since then it stands in its place.
func (r *importReport) place() {
	added := map[string]importedPlace{}
	for _, plan := range r.plans {
		for _, a := range plan.Added {
			added[a.ID] = importedPlace{annotations.Place{Status: a.Status}, plan.name + ", " + a.Where}
		}
	}
	for _, place := range annotations.Anchor(r.speech.document, r.speech.notes) {
		came, ok := added[place.ID]
		if !ok {
			continue
		}
		if place.Anchored() {
			place.Status = came.Status
		}
		r.places = append(r.places, importedPlace{place, came.from})
	}
}

func (r *importReport) tally() annotations.Tally {
	places := make([]annotations.Place, len(r.places))
	for i, p := range r.places {
		places[i] = p.Place
	}
	return annotations.TallyOf(places)
}

// importCounts are the numbers of a report beside the tally.
type importCounts struct{ here, different, leftOut, tags, tagsHere int }

func (r *importReport) counts() (c importCounts) {
	for _, plan := range r.plans {
		c.here += plan.Here
		c.different += plan.Different
		c.tags += len(plan.Tags)
		c.tagsHere += plan.TagsHere
		for _, work := range plan.LeftOut {
			c.leftOut += len(work.Items)
		}
	}
	return c
}

// check refuses files in which there is nothing for the speech, and says what they
// are about.
func (r *importReport) check() error {
	c := r.counts()
	if len(r.places)+c.here+c.tags+c.tagsHere > 0 {
		return nil
	}
	if c.leftOut == 0 {
		return fmt.Errorf("%s: there is nothing to import in it", r.names())
	}
	err := fmt.Errorf("%s: nothing in it is about %s", r.names(), r.speech.name)
	return placesError{err, r.leftOut()}
}

func (r *importReport) names() string {
	names := make([]string, len(r.plans))
	for i, plan := range r.plans {
		names[i] = plan.name
	}
	return strings.Join(names, ", ")
}

// leftOut says which texts the files are about beside the speech, a line each.
func (r *importReport) leftOut() []string {
	var lines []string
	for _, plan := range r.plans {
		for _, work := range plan.LeftOut {
			title := work.Title
			if title == "" {
				title = "a text without a title"
			}
			lines = append(lines, fmt.Sprintf("left out: %s, %s (%s, from %s)",
				ui.NoteCount(len(work.Items), commandLanguage), title, plan.name, work.Items[0].Where))
		}
	}
	return lines
}

// summary is the report in one line.
func (r *importReport) summary() string {
	c := r.counts()
	var parts []string
	if len(r.places) > 0 {
		parts = append(parts, ui.TallyWords(r.tally(), commandLanguage))
	} else if c.tags == 0 {
		parts = append(parts, "nothing new")
	}
	if c.tags > 0 {
		parts = append(parts, counted(c.tags, "tag", "tags"))
	}
	if here := c.here + c.tagsHere; here > 0 {
		said := fmt.Sprintf("%d already here", here)
		if c.different > 0 {
			said += fmt.Sprintf(" (%d with another colour, note or tags, left as they are)", c.different)
		}
		parts = append(parts, said)
	}
	if c.leftOut > 0 {
		parts = append(parts, fmt.Sprintf("%d left out", c.leftOut))
	}
	return strings.Join(parts, "; ")
}

// importedWords say what the reader has to do something about.
var importedWords = map[annotations.Status]string{
	annotations.Ambiguous: "to decide",
	annotations.Orphan:    "not in the text",
}

// writeImported says what became of the files, and names what the reader has to do
// something about.
func (p *program) writeImported(r *importReport) error {
	b := bufio.NewWriter(p.stdout)
	fmt.Fprintln(b, r.summary())
	for _, place := range r.places {
		if !place.Anchored() {
			r.writeOpen(b, place, p.grid())
		}
	}
	for _, line := range r.leftOut() {
		fmt.Fprintln(b, "  "+layout.Visible(line))
	}
	return b.Flush()
}

func (r *importReport) writeOpen(w io.Writer, place importedPlace, grid layout.Grid) {
	a, _ := r.speech.notes.Find(place.ID)
	words := a.Target.Exact
	if words == "" {
		words, _, _ = strings.Cut(a.Note, "\n")
	}
	quote := layout.Truncate(layout.Visible(words), 60, grid)
	fmt.Fprintf(w, "  %s  %s: %s (%s)\n", shortID(a.ID), importedWords[place.Status], quote, layout.Visible(place.from))
	for _, candidate := range r.speech.candidates(place.Place) {
		fmt.Fprintln(w, "    "+layout.Visible(candidate))
	}
}

type importJSON struct {
	Imported    int                    `json:"imported"`
	Placed      int                    `json:"placed"`
	Moved       int                    `json:"moved"`
	Edited      int                    `json:"edited"`
	Ambiguous   int                    `json:"ambiguous"`
	Orphan      int                    `json:"orphan"`
	Here        int                    `json:"here"`
	Different   int                    `json:"different"`
	Tags        int                    `json:"tags"`
	LeftOut     []leftOutJSON          `json:"left_out"`
	Annotations []importAnnotationJSON `json:"annotations"`
}

type leftOutJSON struct {
	File  string `json:"file"`
	Title string `json:"title"`
	Count int    `json:"count"`
	Where string `json:"where"`
}

type importAnnotationJSON struct {
	annotationJSON
	From string `json:"from"`
}

func (r *importReport) json() importJSON {
	t, c := r.tally(), r.counts()
	report := importJSON{
		t.Total(), t.Placed, t.Moved, t.Edited, t.Ambiguous, t.Orphan, c.here + c.tagsHere, c.different, c.tags,
		[]leftOutJSON{}, []importAnnotationJSON{},
	}
	for _, plan := range r.plans {
		for _, work := range plan.LeftOut {
			report.LeftOut = append(report.LeftOut, leftOutJSON{plan.name, work.Title, len(work.Items), work.Items[0].Where})
		}
	}
	for _, place := range r.places {
		report.Annotations = append(report.Annotations, importAnnotationJSON{r.speech.annotationJSON(place.Place), place.from})
	}
	return report
}
