package cli

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/ui/layout"
)

// However narrow the terminal, no line of the table is wider, as long as a tag and
// one number have room; every number is there once for each of its two tags.
func TestTogetherFitsTheTerminal(t *testing.T) {
	var pairs []annotations.TagPair
	tags := []string{"a", "政策", "政策/用地", "\x1b[31m", strings.Repeat("很长的名字", 20), "f", "g", "h", "i", "j", "k"}
	for i, tag := range tags {
		for _, other := range tags[:i] {
			pairs = annotations.AddTogether(pairs, []annotations.TagPair{{A: tag, B: other, Annotations: 700}})
		}
	}
	m := newMatrix(pairs, func(p annotations.TagPair) int { return p.Annotations })
	for _, width := range []int{0, 200, 80, 40} {
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		for _, block := range m.blocks(width, layout.Grid{}) {
			m.write(w, block, layout.Grid{})
		}
		w.Flush()
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if strings.ContainsRune(line, '\x1b') || width > 0 && layout.Width(line, layout.Grid{}) > width {
				t.Errorf("in %d cells: %q", width, line)
			}
		}
		if n := strings.Count(b.String(), "700"); n != len(tags)*(len(tags)-1) {
			t.Errorf("in %d cells there are %d numbers", width, n)
		}
	}
}
