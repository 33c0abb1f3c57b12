package cli

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"lectern/annotations"
	"lectern/ui/layout"
)

// tagEdit is one edit of tags in any number of speeches.
type tagEdit struct {
	name string
	tags []string // each must be in one of the speeches at least
	// plan says what the edit does to one speech. annotations.ErrNoTag leaves
	// it alone, any other error the whole edit.
	plan func(*speech) (tagEffect, error)
}

// tagEffect is what an edit of tags does to a speech.
type tagEffect struct {
	rows        [][]string
	annotations int // whose tags are called otherwise after it
	counted     bool
	do          func(*annotations.Set) // nil where there is nothing to do
	unchanged   string                 // why
}

// editTags opens and checks all speeches before it writes the first. What is not
// written keeps no other from being written; it is said of each.
func (p *program) editTags(names []string, dryRun bool, e tagEdit) error {
	speeches, err := p.openToEdit(names)
	if err != nil {
		return err
	}
	effects, err := e.effects(speeches)
	if err != nil {
		return err
	}
	report := tagReport{Writer: bufio.NewWriter(p.stdout), grid: p.grid(), dryRun: dryRun}
	for i, s := range speeches {
		if effects[i].do != nil && !dryRun {
			if err := s.edit(effects[i].do); err != nil {
				report.failed = append(report.failed, err.Error())
				continue
			}
		}
		report.add(s, effects[i])
	}
	return report.finish(e.name)
}

// openToEdit opens speeches, each once, whose notes can all be changed.
func (p *program) openToEdit(names []string) ([]*speech, error) {
	opened, err := p.openAll(names)
	if err != nil {
		return nil, err
	}
	var speeches []*speech
	seen := map[string]bool{}
	for _, s := range opened {
		if err := s.unchangeable(); err != nil {
			return nil, err
		}
		if !seen[s.store.Path] {
			seen[s.store.Path] = true
			speeches = append(speeches, s)
		}
	}
	return speeches, nil
}

// effects are what the edit does to each speech, or why it cannot be made.
func (e tagEdit) effects(speeches []*speech) ([]tagEffect, error) {
	for _, tag := range e.tags {
		if err := e.missing(tag, speeches); err != nil {
			return nil, err
		}
	}
	effects := make([]tagEffect, len(speeches))
	changes := false
	for i, s := range speeches {
		effect, err := e.plan(s)
		switch {
		case errors.Is(err, annotations.ErrNoTag):
			effect = tagEffect{unchanged: "it has no such tag"}
		case errors.Is(err, annotations.ErrTagThere):
			return nil, fmt.Errorf("tags %s: %s: %w (to make them one: lectern tags merge FILE... --tag OLD --into NEW)", e.name, s.name, err)
		case err != nil:
			return nil, usage("tags %s: %w", e.name, err)
		}
		effects[i] = effect
		changes = changes || effect.do != nil
	}
	if !changes {
		return nil, fmt.Errorf("tags %s: nothing to do: %s: %s", e.name, speeches[0].name, effects[0].unchanged)
	}
	return effects, nil
}

// missing says that no speech has a tag, and what may have been meant.
func (e tagEdit) missing(tag string, speeches []*speech) error {
	for _, s := range speeches {
		if s.tagCalled(tag) != "" {
			return nil
		}
	}
	tag = annotations.TagName(tag)
	hint := "lectern tags FILE... lists them"
	for _, s := range speeches {
		if path := s.notes.TagPath(tag); path != tag {
			hint = fmt.Sprintf("it is called %q now", path)
		}
	}
	if nearest := nearestTags(speeches, tag); len(nearest) > 0 && strings.HasPrefix(hint, "lectern") {
		for i, name := range nearest {
			nearest[i] = strconv.Quote(name)
		}
		hint = "there is " + strings.Join(nearest, ", ")
	}
	return fmt.Errorf("tags %s: no tag %q in %s (%s)", e.name, tag, counted(len(speeches), "speech", "speeches"), hint)
}

// tagReport says what became of each speech.
type tagReport struct {
	*bufio.Writer
	grid   layout.Grid
	dryRun bool

	speeches, changed, annotations int
	counted                        bool
	written, failed                []string
}

// The limits, in terminal cells, of the columns of what changes.
var tagRowLimits = []int{48, 60, 60, 60}

func (r *tagReport) add(s *speech, e tagEffect) {
	r.speeches++
	name := layout.Visible(s.name)
	if e.do == nil {
		fmt.Fprintf(r, "%s: unchanged, %s\n", name, e.unchanged)
		return
	}
	r.changed++
	r.written = append(r.written, s.name+": written")
	r.annotations += e.annotations
	if e.counted {
		r.counted = true
		name += ": " + counted(e.annotations, "annotation", "annotations")
	}
	fmt.Fprintln(r, name)
	var table strings.Builder
	writeRows(&table, e.rows, tagRowLimits, r.grid)
	for line := range strings.Lines(table.String()) {
		fmt.Fprint(r, "  "+line)
	}
}

// finish says it all in one line, or which speeches were not written and which
// were.
func (r *tagReport) finish(name string) error {
	total := r.speeches + len(r.failed)
	sum := fmt.Sprintf("%d of %s", r.changed, counted(total, "speech", "speeches"))
	if r.counted {
		sum += ", " + counted(r.annotations, "annotation", "annotations")
	}
	if r.dryRun {
		sum += "; nothing was written"
	}
	fmt.Fprintln(r, sum)
	if err := r.Flush(); err != nil {
		return err
	}
	if len(r.failed) == 0 {
		return nil
	}
	err := fmt.Errorf("tags %s: %d of %s not written (the others are; say it again when it can be)", name, len(r.failed), counted(total, "speech", "speeches"))
	return placesError{err, append(r.failed, r.written...)}
}

// counted is a number of things in words.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
