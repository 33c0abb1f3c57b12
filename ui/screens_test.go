package ui

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"lectern/model"
	"lectern/ui/layout"
)

// scenes are the screens that are kept: every pane and mode.
var scenes = []struct{ name, keys string }{
	{"read", ""},
	{"section", "]]]]]]"},
	{"marked", "]]]]))2)1a与去年的表述对照；<enter>三个“做”是排比。<ctrl+s>#政策/用地<enter><esc>v;4)v}3("},
	{"select", "]]]]v;;"},
	{"search", "/三区三线"},
	{"found", "/三区三线<enter>n"},
	{"note", "]]]])1a与去年的表述对照；<enter>三个“做”是排比。"},
	{"tags", "))1#政策/用地<enter>金句<enter>政"},
	{"list", "))1)2a重要的**一句**<esc>)3#政策<enter><esc>A"},
	{"filter", "))1)2a重要的一句<esc>)3#政策<enter><esc>A/#政"},
	{"tree", tagged + "Tj3d什么地，怎么用，谁来管<enter>"},
	{"tree-merge", tagged + "TGm/用"},
	{"tree-none", "T"},
	{"outline", "t要"},
	{"help", "?"},
	{"help-select", "v?"},
	{"menu", "<enter>"},
	{"about", "i"},
	{"about-set", "i<enter>在县自然资源局的讲话<enter>j<enter>李华<enter>j"},
	{"cite", "))<ctrl+y>"},
	{"export", "))1)2a重要的**一句**<esc>)3#政策<enter><esc>e"},
	{"recent", "o"},
	{"focus", "]]]])2z"},
	{"leads", "]]]]]]]]L"},
	{"end", "G"},
}

// tagged types three annotations with tags.
const tagged = "))1#政策/用地<enter>金句<enter><esc>)2#政策/用地<enter><esc>)3#政策<enter><esc>"

// TestScreens holds every pane and mode, at three sizes and in both languages.
func TestScreens(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []string{"120x40", "80x24", "40x12"} {
			for _, scene := range scenes {
				st := newStage(t, speechFile(t, sample), size, func(c *Config) { c.Lang = lang })
				st.keys(scene.keys)
				st.golden(lang + "/" + size + "/" + scene.name)
			}
		}
	}
}

// TestWideScreens holds the margin beside the page, an English transcript, and a
// terminal whose ambiguous characters take two cells.
func TestWideScreens(t *testing.T) {
	marks := "]]]]))2)1a与去年的表述对照；三个“做”是排比。<ctrl+s>#政策/用地<enter><esc>v;4)v}3("
	newStage(t, speechFile(t, sample), "150x40").keys(marks).golden("zh/150x40/marked")
	newStage(t, speechFile(t, sample), "300x100").keys(marks).golden("zh/300x100/marked")
	newStage(t, speechFile(t, sample), "60x20").keys(marks).golden("zh/60x20/marked")
	newStage(t, speechFile(t, sample), "19x4").golden("zh/19x4/read")
	wide := func(c *Config) { c.Ambiguous = "wide" }
	newStage(t, speechFile(t, sample), "120x40", wide).keys(marks).golden("zh/120x40/wide")
	newStage(t, speechFile(t, sample), "120x40", wide).keys("?").golden("zh/120x40/wide-help")
	english := func(c *Config) { c.Lang = "en" }
	newStage(t, speechFile(t, "gaggle-2023-04-03.md"), "120x40", english).keys("jjj").golden("en/120x40/transcript")
	newStage(t, speechFile(t, "bush-2001.txt"), "80x24", english).keys(")))1").golden("en/80x24/address")
}

// Without colours every role is told apart by a digit in the gutter and an
// underline of its own, and no colour is sent.
func TestWithoutColors(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "120x40", func(c *Config) { c.Color = false })
	st.keys("))1)2)3)4)5g")
	lines := map[string]bool{}
	for _, m := range st.app.reader.book.marks {
		i := st.app.reader.look.theme.marked(ink{}, m.color)
		lines[st.app.reader.look.theme.sgr(i)] = true
	}
	if len(lines) != 5 {
		t.Errorf("%d ways to draw 5 roles", len(lines))
	}
	if colors := sgrColors(st.app.View().Content); len(colors) > 0 {
		t.Errorf("colours are sent: %q", colors)
	}
	st.golden("zh/120x40/no-color")
}

// Every style of a page is kept once, escape sequences and all.
func TestStyles(t *testing.T) {
	marks := "))1)2)3)4)5v;2(("
	for _, theme := range []string{"dark", "light"} {
		st := newStage(t, speechFile(t, sample), "60x20", func(c *Config) { c.Theme = theme })
		st.keys(marks)
		checkGolden(t, "styles/"+theme, st.app.View().Content+"\n")
	}
}

// No row of any screen is wider than the window, nor are there more rows than it
// has, also where ambiguous characters take two cells.
func TestScreensFitTheWindow(t *testing.T) {
	for _, size := range []string{"300x100", "130x20", "100x12", "80x24", "41x9", "33x7", "20x5", "5x2"} {
		for _, ambiguous := range []string{"narrow", "wide"} {
			for _, lang := range []string{"zh", "en"} {
				for _, scene := range scenes {
					st := newStage(t, speechFile(t, sample), size, func(c *Config) { c.Lang, c.Ambiguous = lang, ambiguous })
					st.keys(scene.keys)
					fits(t, st, size+" "+ambiguous+" "+lang+" "+scene.name)
				}
			}
		}
	}
}

// Where ambiguous characters take two cells (UAX #11, class A), none stands on any
// screen but the speech's and the reader's own: the signs that nothing else could be
// counted by are others there.
func TestNoAmbiguousCharactersOfOurOwn(t *testing.T) {
	speech := speechFile(t, sample)
	speech.Source.Text = strings.Map(unambiguous, speech.Source.Text)
	speech.Document = model.Parse(speech.Source)
	for _, lang := range []string{"zh", "en"} {
		for _, size := range []string{"150x40", "80x24", "40x12", "10x4"} {
			for _, scene := range scenes {
				st := newStage(t, speech, size, func(c *Config) { c.Lang, c.Ambiguous = lang, "wide" })
				st.keys(strings.Map(unambiguous, scene.keys))
				for _, row := range strings.Split(st.screen(), "\n") {
					if i := strings.IndexFunc(row, func(r rune) bool { return unambiguous(r) < 0 }); i >= 0 {
						t.Errorf("%s %s %s: %s in %q", lang, size, scene.name, string([]rune(row[i:])[:1]), row)
					}
				}
			}
		}
	}
}

// unambiguous drops the characters of ambiguous width, but for the sign that is typed
// in a filter.
func unambiguous(r rune) rune {
	if r != '§' && layout.Width(string(r), layout.Grid{Wide: true}) != layout.Width(string(r), layout.Grid{}) {
		return -1
	}
	return r
}

func fits(t *testing.T, st *stage, what string) {
	t.Helper()
	r := st.app.reader
	rows := strings.Split(st.screen(), "\n")
	if len(rows) > max(r.height, 1) {
		t.Errorf("%s: %d rows in a window of %d", what, len(rows), r.height)
	}
	for i, row := range rows {
		if width := r.look.width(row); width > r.width {
			t.Errorf("%s: row %d takes %d of %d cells: %q", what, i, width, r.width, row)
			return
		}
	}
	if c := st.app.View().Cursor; c != nil && (c.X < 0 || c.X >= r.width || c.Y < 0 || c.Y >= r.height) {
		t.Errorf("%s: the cursor stands at %d,%d", what, c.X, c.Y)
	}
}

// Words on a tint have a colour of the theme's own: the terminal's may be meant
// for the other background, after c or with --theme.
func TestWordsOnATintAreTheThemesOwn(t *testing.T) {
	for _, dark := range []bool{true, false} {
		theme := newTheme(dark, colorprofile.TrueColor)
		for h := hueSelection; h < hueCount; h++ {
			if start := theme.sgr(ink{behind: h}); !strings.Contains(start, "38;2;") {
				t.Errorf("dark %v, hue %d: words on a tint are drawn by %q", dark, h, start)
			}
			tint := h == hueSelection || h == hueHit || h == hueCurrentHit || h >= hueYellowTint
			if c := contrast(theme.hues[hueOnTint], theme.hues[h]); tint && c < 4.5 {
				t.Errorf("dark %v, hue %d: a contrast of %.1f", dark, h, c)
			}
		}
		if start := theme.sgr(ink{attributes: bold}); strings.Contains(start, "38;2;") {
			t.Errorf("words on the terminal's own background are drawn by %q", start)
		}
	}
}

// contrast is the contrast ratio of two colours (WCAG 2.2, definitions).
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func luminance(hex string) float64 {
	r, g, b := split(hex)
	linear := func(n int) float64 {
		v := float64(n) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
