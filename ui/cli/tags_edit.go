package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
)

func (p *program) renameTagCommand() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "rename OLD NEW FILE...",
		Short: "Give a tag another name; those below it follow",
		Long: `Give a tag another name; those below it follow: policy/land becomes 政策/land.

The annotations stay as they are: the notes know the old name on, so that what
another copy of them tags with it comes under the new one. NEW must not be there
yet; merge makes two tags one. Undo takes it back, here and in the program.`,
		Example: "  lectern tags rename policy 政策 talk-*.txt --dry-run",
		Args:    arguments(3, -1, "OLD, NEW and at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			to := args[1]
			return p.editTags(args[2:], dryRun, tagEdit{"rename", args[:1], func(s *speech) (tagEffect, error) {
				from := s.tagCalled(args[0])
				plan, err := s.notes.PlanRename(from, to)
				return movedTags(plan, func(set *annotations.Set) { set.RenameTag(p.now(), from, to) }), refusal(to, err)
			}})
		},
	}
	dryRunFlag(cmd, &dryRun)
	return cmd
}

func (p *program) mergeTagsCommand() *cobra.Command {
	var dryRun bool
	var tags []string
	var into string
	cmd := &cobra.Command{
		Use:   "merge FILE... --tag TAG... --into TAG",
		Short: "Make tags one with another; those below them follow",
		Long: `Make tags one with another; those below them follow. An annotation that
carries several of them counts once. The tag they are merged into keeps its
colour, or else has one of theirs, and has all descriptions; it need not be there
yet. Undo takes it back, here and in the program.`,
		Example: "  lectern tags merge talk-*.txt --tag land --tag soil --into policy/land",
		Args:    arguments(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(tags) == 0 || into == "" {
				return usage("tags merge: which tags, into which? (--tag TAG --into TAG)")
			}
			return p.editTags(args, dryRun, tagEdit{"merge", tags, func(s *speech) (tagEffect, error) {
				var from []string
				for _, tag := range tags {
					if path := s.tagCalled(tag); path != "" && !slices.Contains(from, path) {
						from = append(from, path)
					}
				}
				plan, err := s.notes.PlanMerge(from, into)
				return movedTags(plan, func(set *annotations.Set) { set.MergeTags(p.now(), from, into) }), refusal(into, err)
			}})
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&tags, "tag", nil, "a `TAG` to merge; may be given several times")
	flags.StringVar(&into, "into", "", "the `TAG` that they become")
	dryRunFlag(cmd, &dryRun)
	return cmd
}

func (p *program) colorTagCommand() *cobra.Command {
	var dryRun bool
	color := colorFlag()
	cmd := &cobra.Command{
		Use:     "color TAG COLOR FILE...",
		Short:   "Give a tag a colour: " + strings.Join(color.allowed, ", "),
		Example: "  lectern tags color policy green talk-*.txt",
		Args:    arguments(3, -1, "a TAG, a COLOR and at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := color.Set(args[1]); err != nil {
				return usage("tags color: %w", err)
			}
			return p.editTags(args[2:], dryRun, tagEdit{"color", args[:1], func(s *speech) (tagEffect, error) {
				tag := s.tagCalled(args[0])
				return s.changed(tag, func(c annotations.TagCount) (string, string) { return colorName(c.Color), color.value },
					func(set *annotations.Set) { set.ColorTag(p.now(), tag, color.color()) })
			}})
		},
	}
	dryRunFlag(cmd, &dryRun)
	return cmd
}

func (p *program) describeTagCommand() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:     "describe TAG TEXT FILE...",
		Short:   "Say what a tag is for; an empty TEXT takes it back",
		Example: "  lectern tags describe policy 'what is to be done, and by whom' talk-*.txt",
		Args:    arguments(3, -1, "a TAG, a TEXT and at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			text := strings.TrimSpace(args[1])
			return p.editTags(args[2:], dryRun, tagEdit{"describe", args[:1], func(s *speech) (tagEffect, error) {
				tag := s.tagCalled(args[0])
				return s.changed(tag, func(c annotations.TagCount) (string, string) { return quoted(c.Description), quoted(text) },
					func(set *annotations.Set) { set.DescribeTag(p.now(), tag, text) })
			}})
		},
	}
	dryRunFlag(cmd, &dryRun)
	return cmd
}

func (p *program) undoTagsCommand() *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "undo FILE...",
		Short: "Take back the last edit of tags, where nothing else was edited since",
		Long: `Take back the last edit of tags in each speech, be it from here or from the
program. Where an annotation was edited since, that comes first, in the program,
and nothing is taken back here. The program can do it again (ctrl+r).`,
		Example: "  lectern tags undo talk-*.txt",
		Args:    arguments(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.editTags(args, dryRun, tagEdit{"undo", nil, func(s *speech) (tagEffect, error) {
				last, ok := annotations.NewSet(s.notes).Undo(p.now()) // to see; the set is thrown away
				e := tagEffect{rows: takenBack(last.TagChanges()), do: func(set *annotations.Set) { set.Undo(p.now()) }}
				switch {
				case !ok:
					return tagEffect{unchanged: "there is nothing to take back"}, nil
				case e.rows == nil:
					return tagEffect{unchanged: "its last edit is not one of tags"}, nil
				case last.Kept:
					e.rows = [][]string{{"stays: it was changed elsewhere since", "", "", ""}}
				}
				return e, nil
			}})
		},
	}
	dryRunFlag(cmd, &dryRun)
	return cmd
}

func dryRunFlag(cmd *cobra.Command, dryRun *bool) {
	cmd.Flags().BoolVar(dryRun, "dry-run", false, "only say what would change; write nothing")
}

// tagCalled is the path of the speech's tag with a name as it was typed; empty
// when there is none. Other programs' tags have names as ours are not kept.
func (s *speech) tagCalled(typed string) (path string) {
	for _, c := range s.notes.Codebook() {
		if c.Path == typed {
			return typed
		}
		if annotations.TagName(c.Path) == annotations.TagName(typed) {
			path = c.Path
		}
	}
	return path
}

// refusal names the tag that others cannot become.
func refusal(tag string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%q: %w", tag, err)
}

// movedTags is what a plan does: a row for each tag, with the annotations that carry
// it.
func movedTags(plan annotations.TagPlan, do func(*annotations.Set)) tagEffect {
	e := tagEffect{annotations: plan.Annotations, counted: true}
	for _, m := range plan.Moves {
		e.rows = append(e.rows, []string{m.From, "->", m.To, strconv.Itoa(m.Count)})
	}
	if len(plan.Moves) > 0 {
		e.do = do
	}
	return e
}

// changed is what changes something that is said of a tag.
func (s *speech) changed(tag string, values func(annotations.TagCount) (was, becomes string), do func(*annotations.Set)) (tagEffect, error) {
	for _, c := range s.notes.Codebook() {
		if c.Path != tag {
			continue
		}
		was, becomes := values(c)
		if was == becomes {
			return tagEffect{unchanged: "it is so already"}, nil
		}
		return tagEffect{rows: [][]string{{tag + ":", was, "->", becomes}}, do: do}, nil
	}
	return tagEffect{}, annotations.ErrNoTag
}

// takenBack is the rows of an edit that is undone.
func takenBack(changes []annotations.TagChange) (rows [][]string) {
	for _, c := range changes {
		tag := c.Before.Path
		if c.After.Path != tag {
			rows = append(rows, []string{c.After.Path, "->", tag, ""})
		}
		if c.After.Color != c.Before.Color {
			rows = append(rows, []string{tag + ":", colorName(c.After.Color), "->", colorName(c.Before.Color)})
		}
		if c.After.Description != c.Before.Description {
			rows = append(rows, []string{tag + ":", quoted(c.After.Description), "->", quoted(c.Before.Description)})
		}
	}
	return rows
}

func colorName(c annotations.Color) string {
	if c == annotations.None {
		return noColor
	}
	return string(c)
}

// quoted is a description in a row, nothing where there is none.
func quoted(description string) string {
	if description == "" {
		return "nothing"
	}
	return fmt.Sprintf("“%s”", strings.ReplaceAll(description, "\n", "; "))
}
