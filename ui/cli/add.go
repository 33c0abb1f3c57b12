package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/model"
)

// passageFlags say which passage is meant.
type passageFlags struct {
	quote      string
	occurrence number
	at         pointRange
}

func (p *program) addCommand() *cobra.Command {
	passage := newPassageFlags()
	color := colorFlag()
	var note string
	var tags []string
	cmd := &cobra.Command{
		Use:     "add FILE (--quote TEXT [--occurrence N] | --at START:END)",
		Short:   "Annotate a passage; prints the new annotation's id",
		Example: "  lectern add talk.txt --quote \"fellow citizens\" --color yellow --tag opening --note \"Who is meant?\"",
		Args:    arguments(1, 1, "one FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := named(tags); err != nil {
				return err
			}
			s, err := p.open(args[0])
			if err != nil {
				return err
			}
			span, err := passage.find(s)
			if err != nil {
				return err
			}
			a := annotations.New(s.document, span, p.now())
			a.Color, a.Note, a.Tags, a.Creator = color.color(), note, tags, p.settings.Author
			if err := s.edit(func(set *annotations.Set) { set.Add(p.now(), a) }); err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, a.ID)
			return err
		},
	}
	passage.add(cmd)
	flags := cmd.Flags()
	flags.Var(&color, "color", "a `COLOR`: "+strings.Join(color.allowed, ", "))
	flags.StringArrayVar(&tags, "tag", nil, "a `TAG`, such as policy/land; may be given several times")
	flags.StringVar(&note, "note", "", "a note, in `MARKDOWN`")
	complete(cmd, "color", color.allowed)
	return cmd
}

func newPassageFlags() passageFlags {
	return passageFlags{occurrence: number{low: 1, high: math.MaxInt}}
}

func (f *passageFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.quote, "quote", "", "the passage's own `WORDS`")
	flags.Var(&f.occurrence, "occurrence", "which one, when the words occur more than once: 1 is the first")
	flags.Var(&f.at, "at", "the passage from `START:END`, in characters from 0; END is not in it")
}

// edit changes the speech's notes and saves them.
func (s *speech) edit(change func(*annotations.Set)) error {
	if err := s.unchangeable(); err != nil {
		return err
	}
	set := annotations.NewSet(s.notes)
	change(set)
	saved, err := s.save(set.Notes())
	if err == nil {
		s.notes = saved
	}
	return err
}

// unchangeable is why the notes cannot be changed; nil when they can.
func (s *speech) unchangeable() error {
	if s.unread == nil {
		return nil
	}
	return fmt.Errorf("the notes cannot be changed: %w", s.unread)
}

// find is the one passage that the flags mean.
func (f *passageFlags) find(s *speech) (model.Span, error) {
	switch {
	case f.at.given && f.occurrence.value != 0:
		return model.Span{}, usage("--at and --occurrence: give one of them")
	case f.at.given:
		return f.findAt(s)
	case f.quote == "":
		return model.Span{}, usage("which passage? (give --quote TEXT or --at START:END)")
	}
	return f.findQuote(s)
}

// findAt is the passage at the code points given. When a quote is given too,
// it must be what stands there.
func (f *passageFlags) findAt(s *speech) (model.Span, error) {
	d := s.document
	if length := d.PointAt(len(d.Text)); f.at.end > length {
		return model.Span{}, fmt.Errorf("%s: --at %s: the text ends at %d", s.name, f.at.String(), length)
	}
	span := model.Span{Start: d.OffsetAt(f.at.start), End: d.OffsetAt(f.at.end)}
	if there := d.Slice(span); f.quote != "" && there != f.quote {
		return model.Span{}, fmt.Errorf("%s: at %s stands %q, not %q", s.name, f.at.String(), there, f.quote)
	}
	return span, nil
}

func (f *passageFlags) findQuote(s *speech) (model.Span, error) {
	found := occurrences(s.document, f.quote)
	n := f.occurrence.value
	switch {
	case len(found) == 0:
		return model.Span{}, fmt.Errorf("%s: %q does not occur in it (give the words as they stand there)", s.name, f.quote)
	case n > len(found):
		return model.Span{}, fmt.Errorf("%s: --occurrence %d: %q occurs only %s", s.name, n, f.quote, times(len(found)))
	case n > 0:
		return found[n-1], nil
	case len(found) > 1:
		err := fmt.Errorf("%s: %q occurs %s (choose one with --occurrence N)", s.name, f.quote, times(len(found)))
		return model.Span{}, placesError{err, describe(s.document, found)}
	}
	return found[0], nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// occurrences are the places of a quote: as it is written, or else folded.
func occurrences(d *model.Document, quote string) []model.Span {
	var found []model.Span
	for at := 0; ; {
		i := strings.Index(d.Text[at:], quote)
		if i < 0 {
			break
		}
		span := model.Span{Start: at + i, End: at + i + len(quote)}
		found = append(found, span)
		at = span.End
	}
	if found == nil {
		return d.Find(quote)
	}
	return found
}

// aroundLength is how many bytes are shown, at most, on either side of an
// occurrence.
const aroundLength = 40

// describe says where each occurrence is: its number, paragraph and section,
// and the words around it.
func describe(d *model.Document, found []model.Span) []string {
	lines := make([]string, len(found))
	for i, span := range found {
		where := fmt.Sprintf("%d: paragraph %d", i+1, d.ParagraphAt(span.Start)+1)
		if over := headings(d, span.Start); len(over) > 0 {
			where += ", " + strings.Join(over, between)
		}
		lines[i] = where + ": " + around(d, span)
	}
	return lines
}

// around is a passage in square brackets with a few words of its paragraph on
// either side.
func around(d *model.Document, span model.Span) string {
	p := d.Paragraphs[d.ParagraphAt(span.Start)].Span
	before := d.Text[min(p.Start, span.Start):span.Start]
	if cut := len(before) - aroundLength; cut > 0 {
		before = "…" + strings.ToValidUTF8(before[cut:], "")
	}
	after := d.Text[span.End:max(p.End, span.End)]
	if len(after) > aroundLength {
		after = strings.ToValidUTF8(after[:aroundLength], "") + "…"
	}
	return before + "[" + d.Slice(span) + "]" + after
}

// pointRange is a half-open range of code points on the command line.
type pointRange struct {
	start, end int
	given      bool
}

func (r *pointRange) String() string {
	if !r.given {
		return ""
	}
	return fmt.Sprintf("%d:%d", r.start, r.end)
}

// Type is what the help calls the value.
func (r *pointRange) Type() string { return "START:END" }

// Set takes a range from the command line.
func (r *pointRange) Set(value string) error {
	first, second, _ := strings.Cut(value, ":")
	start, err1 := strconv.Atoi(first)
	end, err2 := strconv.Atoi(second)
	if err1 != nil || err2 != nil || start < 0 || end <= start {
		return fmt.Errorf("%q is not START:END, two whole numbers of which the second is greater", value)
	}
	*r = pointRange{start, end, true}
	return nil
}
