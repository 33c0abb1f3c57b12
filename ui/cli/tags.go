package cli

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/export"
	"lectern/ui/layout"
)

func (p *program) tagsCommand() *cobra.Command {
	var asJSON, asCSV, together bool
	cmd := &cobra.Command{
		Use:   "tags FILE...",
		Short: "List the tags of speeches as one codebook, or edit them",
		Long: `List the tags of speeches as one codebook: how many annotations carry each tag
itself, and how many carry it or one below it, its colour and what it is for.

With --together, list instead which tags are used together: on one annotation,
and on two annotations whose passages share words.

A FILE that is called like one of the commands below is written ./rename.`,
		Example: "  lectern tags talk-*.txt\n  lectern tags talk-*.txt --together --csv > together.csv",
		Args:    arguments(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if asJSON && asCSV {
				return usage("tags: --json and --csv: give one of them")
			}
			speeches, err := p.openAll(args)
			if err != nil {
				return err
			}
			if together {
				return p.printTogether(speeches, asJSON, asCSV)
			}
			return p.printCodebook(codebookOf(speeches), asJSON, asCSV)
		},
	}
	jsonFlag(cmd, &asJSON)
	cmd.Flags().BoolVar(&asCSV, "csv", false, "print CSV, for spreadsheets and statistics")
	cmd.Flags().BoolVar(&together, "together", false, "which tags are used together, and how often")
	cmd.AddCommand(
		p.renameTagCommand(), p.mergeTagsCommand(), p.colorTagCommand(), p.describeTagCommand(), p.undoTagsCommand(),
	)
	return cmd
}

// codeJSON is a tag as scripts read it, over all speeches.
type codeJSON struct {
	Tag         string   `json:"tag"`
	Colors      []string `json:"colors"`
	Description string   `json:"description"`
	Annotations int      `json:"annotations"`
	WithBelow   int      `json:"with_below"`
	Speeches    int      `json:"speeches"`
}

// codebookOf is the codebook of several speeches: counts add up, and what they
// say differently of a tag is all there.
func codebookOf(speeches []*speech) []*codeJSON {
	codes := map[string]*codeJSON{}
	for _, s := range speeches {
		for _, c := range s.notes.Codebook() {
			code := codes[c.Path]
			if code == nil {
				code = &codeJSON{Tag: c.Path, Colors: []string{}}
				codes[c.Path] = code
			}
			code.add(c)
		}
	}
	list := slices.AppendSeq([]*codeJSON{}, maps.Values(codes)) // never null in JSON
	slices.SortFunc(list, func(a, b *codeJSON) int { return annotations.CompareTags(a.Tag, b.Tag) })
	return list
}

func (c *codeJSON) add(t annotations.TagCount) {
	c.Annotations += t.Count
	c.WithBelow += t.Total
	if t.Total > 0 {
		c.Speeches++
	}
	if color := string(t.Color); color != "" && !slices.Contains(c.Colors, color) {
		c.Colors = append(c.Colors, color)
	}
	c.Description = annotations.JoinDescriptions(c.Description, t.Description)
}

func (p *program) printCodebook(codes []*codeJSON, asJSON, asCSV bool) error {
	switch {
	case asJSON:
		return p.printJSON(codes)
	case asCSV:
		rows := [][]string{{"tag", "colors", "annotations", "with_below", "speeches", "description"}}
		for _, c := range codes {
			rows = append(rows, []string{
				c.Tag, strings.Join(c.Colors, " "), strconv.Itoa(c.Annotations), strconv.Itoa(c.WithBelow), strconv.Itoa(c.Speeches), c.Description,
			})
		}
		return p.printCSV(rows)
	}
	return p.writeCodebook(codes)
}

// The limits, in terminal cells, of the codebook's columns: tag, colours, the
// annotations that carry it, those that carry one below it as well, description.
var codebookLimits = []int{48, 16, 12, 12, 60}

func (p *program) writeCodebook(codes []*codeJSON) error {
	if len(codes) == 0 {
		return nil
	}
	rows := [][]string{{"tag", "colour", "annotations", "with below", "description"}}
	for _, c := range codes {
		description, _, _ := strings.Cut(c.Description, "\n")
		rows = append(rows, []string{
			c.Tag, strings.Join(c.Colors, ", "), strconv.Itoa(c.Annotations), strconv.Itoa(c.WithBelow), description,
		})
	}
	alignRight(rows, 2, 3)
	b := bufio.NewWriter(p.stdout)
	writeRows(b, rows, codebookLimits, p.grid())
	return b.Flush()
}

// alignRight puts the numbers of some columns at the right.
func alignRight(rows [][]string, columns ...int) {
	for _, column := range columns {
		width := 0
		for _, row := range rows {
			width = max(width, len(row[column]))
		}
		for _, row := range rows {
			row[column] = fmt.Sprintf("%*s", width, row[column])
		}
	}
}

// printCSV prints RFC 4180, a row a line, with nothing in it that a spreadsheet
// would run or a terminal obey.
func (p *program) printCSV(rows [][]string) error {
	w := csv.NewWriter(p.stdout)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = export.GuardedCell(layout.Visible(strings.ReplaceAll(cell, "\n", "; ")))
		}
	}
	return w.WriteAll(rows)
}

// nearestTags are at most three tags of the speeches whose names are most like
// one that was given.
func nearestTags(speeches []*speech, given string) (nearest []string) {
	distances := map[string]int{}
	for _, c := range codebookOf(speeches) {
		if d, like := annotations.LikeTag(given, c.Tag); like {
			distances[c.Tag] = d
		}
	}
	nearest = slices.SortedFunc(maps.Keys(distances), func(a, b string) int {
		return cmp.Or(cmp.Compare(distances[a], distances[b]), annotations.CompareTags(a, b))
	})
	return nearest[:min(len(nearest), 3)]
}
