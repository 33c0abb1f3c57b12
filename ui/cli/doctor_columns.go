package cli

import (
	"fmt"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"lectern/ui"
	"lectern/ui/layout"
)

// ruler is how many cells the samples are set in.
const ruler = 30

// samples are words in the scripts that terminals count differently, one kind a row.
var samples = sync.OnceValue(func() []sample {
	return []sample{
		{"Latin", "Four score and seven years ago"},
		{"Chinese", "自然资源局的讲话，同志们！"},
		{"ambiguous", "“”‘’…—·①±°é→"},
		{"marks", "e\u0301 a\u0308 Vie\u0323\u0302t Nam o\u0308\u0304"},
		{"emoji", "👨\u200d👩\u200d👧 👍🏽 ❤\ufe0f"},
		{"flags", "🇨🇳 🇺🇳"},
		{"Korean", "한글 자모"},
		{"Hangul jamo", layout.Visible("\u1112\u1161\u11ab\u1100\u1173\u11af")}, // as the page shows them
		{"Thai", "กำลังใจ น้ำ"},
		{"Devanagari", "नमस्ते क्षि"},
		{"Arabic", "السلام عليكم"},
		{"Hebrew", "שלום עליכם"},
	}
})

type sample struct{ name, text string }

func sampleTexts() []string {
	var texts []string
	for _, s := range samples() {
		texts = append(texts, s.text)
	}
	return texts
}

// ambiguousSample is the index of the sample that tells wide terminals.
const ambiguousSample = 2

// gridOf is how lectern counts cells in a terminal that gave those answers.
func gridOf(setting string, t ui.Terminal) layout.Grid {
	g := layout.Grid{Wide: setting == "wide", CodePoints: t.Clusters != ui.Yes}
	if setting == "auto" {
		text := samples()[ambiguousSample].text
		g.Wide = t.Cells[ambiguousSample] == layout.Width(text, layout.Grid{Wide: true})
	}
	return g
}

// columns writes the samples between bars, and what to do about those that the
// terminal draws in other cells than lectern counts.
func (c *checkup) columns() {
	fmt.Fprintf(c, "\n%s\n\n", c.say("The bars on the right stand in one column where lectern counts as the terminal draws."))
	numbers := ""
	for i := 10; i <= ruler; i += 10 {
		numbers += fmt.Sprintf("%10d", i)
	}
	fmt.Fprintf(c, "%-16s  %s\n", "", numbers)
	advice := ""
	if c.terminal != nil && c.terminal.Clusters == ui.Yes { // as on the page
		c.control(ansi.SetModeUnicodeCore)
		defer c.control(ansi.ResetModeUnicodeCore)
	}
	for i, s := range samples() {
		said, otherwise := c.measured(i)
		fmt.Fprintf(c, "%s |%s| %s\n", c.label(s.name), layout.Pad(s.text, ruler, c.grid), said)
		if otherwise && (advice == "" || i == ambiguousSample) {
			advice = c.adviceOn(i, c.terminal.Cells[i])
		}
	}
	if advice != "" {
		fmt.Fprintf(c, "\n%s\n", advice)
	}
}

// measured says how the terminal drew a sample, and whether that is not how lectern
// counts it.
func (c *checkup) measured(i int) (said string, otherwise bool) {
	counted := layout.Width(samples()[i].text, c.grid)
	if c.terminal == nil || c.terminal.Cells[i] < 0 {
		return c.say("%d cells", counted), false
	}
	if drawn := c.terminal.Cells[i]; drawn != counted {
		return c.say("%d cells, counted as %d", drawn, counted), true
	}
	return c.say("%d cells, as counted", counted), false
}

// adviceOn is what to do where the terminal drew a sample in so many cells.
func (c *checkup) adviceOn(i, drawn int) string {
	if i != ambiguousSample {
		return c.say("What stands behind characters that are counted otherwise is moved in its row, no other row is.\n" +
			"Nothing needs to be done; a terminal that knows mode 2027 draws them as they are counted.")
	}
	for setting, g := range map[string]layout.Grid{"narrow": {}, "wide": {Wide: true}} {
		if layout.Width(samples()[i].text, g) == drawn {
			return c.say("Use --ambiguous %s, or set ambiguous to it in the configuration: then the bar of that row stands right.", setting)
		}
	}
	return c.say("This terminal draws some ambiguous characters in one cell and some in two: look for a setting of its own about them.")
}
