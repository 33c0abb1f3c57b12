package cli

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"lectern/model"
	"lectern/ui/layout"
)

// unsure is the confidence below which the outline says that it is not sure.
const unsure = 0.7

func (p *program) outlineCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "outline FILE",
		Short:   "Print the structure of a speech: its sections, leads, opening and closing",
		Example: "  lectern outline talk.txt",
		Args:    arguments(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return p.printJSON(outlineJSON{s.notes.Info(s.document).Title, partsJSON(s.document, s.document.Parts)})
			}
			return writeOutline(p.stdout, s, p.grid())
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

func jsonFlag(cmd *cobra.Command, asJSON *bool) {
	cmd.Flags().BoolVar(asJSON, "json", false, "print JSON, for scripts")
}

type outlineJSON struct {
	Title string     `json:"title"`
	Parts []partJSON `json:"parts"`
}

// partJSON is a part of the tree. Only parts with words of their own, sections
// and leads, have a heading and how sure it is.
type partJSON struct {
	Kind       string     `json:"kind"`
	Level      int        `json:"level,omitempty"`
	Numeral    string     `json:"numeral,omitempty"`
	Title      string     `json:"title,omitempty"`
	Heading    []int      `json:"heading,omitempty"`
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Confidence float64    `json:"confidence,omitempty"`
	Parts      []partJSON `json:"parts,omitempty"`
}

func partsJSON(d *model.Document, parts []model.Part) []partJSON {
	list := make([]partJSON, len(parts))
	for i, part := range parts {
		list[i] = partJSON{
			Kind: part.Kind.String(), Level: part.Level, Numeral: part.Numeral, Title: part.Title,
			Start: d.PointAt(part.Span.Start), End: d.PointAt(part.Span.End),
			Parts: partsJSON(d, part.Parts),
		}
		if !part.Heading.Empty() {
			list[i].Heading = []int{d.PointAt(part.Heading.Start), d.PointAt(part.Heading.End)}
			list[i].Confidence = math.Round(100*part.Confidence) / 100
		}
	}
	return list
}

// outlineWidth is how many cells of a part without a title are shown.
const outlineWidth = 60

func writeOutline(w io.Writer, s *speech, grid layout.Grid) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, layout.Visible(s.title()))
	var write func(parts []model.Part, depth int)
	write = func(parts []model.Part, depth int) {
		for i := range parts {
			fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), outlineLine(s.document, &parts[i], grid))
			write(parts[i].Parts, depth+1)
		}
	}
	write(s.document.Parts, 1)
	return b.Flush()
}

// outlineLine is a section by its numeral and title, anything else by its kind
// and first words.
func outlineLine(d *model.Document, part *model.Part, grid layout.Grid) string {
	if part.Kind == model.Heading {
		line := strings.TrimSpace(part.Numeral + " " + part.Title)
		return layout.Visible(line) + doubt(part)
	}
	words := part.Title
	if words == "" {
		words = firstLine(d, part.Span)
	}
	kind := layout.Pad(part.Kind.String(), len("salutation"), grid)
	return kind + "  " + layout.Truncate(layout.Visible(words), outlineWidth, grid) + doubt(part)
}

func doubt(part *model.Part) string {
	if part.Heading.Empty() || part.Confidence >= unsure {
		return ""
	}
	return fmt.Sprintf("  (not sure: %.0f %%)", 100*part.Confidence)
}

// firstLine is the beginning of a span as a reader sees it.
func firstLine(d *model.Document, span model.Span) string {
	line, _, _ := strings.Cut(strings.TrimSpace(d.Plain(span)), "\n")
	return line
}
