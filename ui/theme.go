package ui

import (
	"image/color"
	"strconv"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"lectern/annotations"
	"lectern/ui/layout"
)

// hue is a colour by what it is for. A theme says what each looks like.
type hue uint8

const (
	hueNone   hue = iota
	hueOnTint     // words on any of the backgrounds below that have no hue of their own
	hueDim
	hueHeading
	hueSubheading
	hueSpeaker
	hueAccent
	hueGood
	hueWarning
	hueSelection
	hueHit
	hueCurrentHit
	hueYellow // the five role colours follow in the order of keys 1–5
	hueGreen
	hueBlue
	hueMagenta
	hueRed
	hueYellowTint // and their tints, behind marked words
	hueGreenTint
	hueBlueTint
	hueMagentaTint
	hueRedTint
	hueCount
)

// attribute is how words are drawn apart from their colours: bits.
type attribute uint16

const (
	bold attribute = 1 << iota
	italic
	reverse
	struck
	underline // the five underlines, one a role, follow in the order of keys 1–5
	underDouble
	underCurly
	underDotted
	underDashed
)

// ink is how a run of cells is drawn.
type ink struct {
	words, behind, under hue
	attributes           attribute
}

// theme is what every hue looks like on one kind of terminal. It is the only
// place where styles are made.
type theme struct {
	dark  bool
	depth colorprofile.Profile
	hues  *[hueCount]string // "#rrggbb"
	basic *[hueCount]uint8  // the 16 colours of terminals that have no more
}

// Contrast of words on the terminal's own background is at least 4.5:1 on black
// and on white for the words' hues (WCAG 2.2, 1.4.3), and that of hueOnTint on
// every tint: the terminal's own words may be meant for the other background.
var darkHues = [hueCount]string{
	hueOnTint: "#e4e4e0",
	hueDim:    "#8f8f87", hueHeading: "#e6c384", hueSubheading: "#8fb8d0", hueSpeaker: "#8fc2b4",
	hueAccent: "#e6c384", hueGood: "#8cc265", hueWarning: "#ff8f70",
	hueSelection: "#34507f", hueHit: "#1c4a4f", hueCurrentHit: "#1f7073",
	hueYellow: "#e6c34a", hueGreen: "#8cc265", hueBlue: "#6cb0f0", hueMagenta: "#d190dc", hueRed: "#f07a70",
	hueYellowTint: "#544a10", hueGreenTint: "#1d4d26", hueBlueTint: "#163f6b", hueMagentaTint: "#542a5a", hueRedTint: "#642525",
}

var lightHues = [hueCount]string{
	hueOnTint: "#1c1c1c",
	hueDim:    "#6b6b66", hueHeading: "#8a4500", hueSubheading: "#1a5a86", hueSpeaker: "#19695a",
	hueAccent: "#8a4500", hueGood: "#2e7d32", hueWarning: "#b3261e",
	hueSelection: "#b5cdf5", hueHit: "#b2e4df", hueCurrentHit: "#6fcdc5",
	hueYellow: "#7d6000", hueGreen: "#2e7d32", hueBlue: "#1565c0", hueMagenta: "#8e24aa", hueRed: "#c62828",
	hueYellowTint: "#ffeb9c", hueGreenTint: "#cdeec4", hueBlueTint: "#cbe2ff", hueMagentaTint: "#f1d3f5", hueRedTint: "#ffd2cd",
}

// The 16 colours of a terminal are its owner's, so they are used for words
// only; marks are then told apart by their underlines.
var basicHues = [hueCount]uint8{
	hueDim: 90, hueHeading: 33, hueSubheading: 36, hueSpeaker: 36, hueAccent: 33, hueGood: 32, hueWarning: 31,
	hueYellow: 33, hueGreen: 32, hueBlue: 34, hueMagenta: 35, hueRed: 31,
}

func newTheme(dark bool, depth colorprofile.Profile) theme {
	t := theme{dark: dark, depth: depth, hues: &lightHues, basic: &basicHues}
	if dark {
		t.hues = &darkHues
	}
	return t
}

// rich reports whether the terminal has colours enough for tints.
func (t theme) rich() bool { return t.depth >= colorprofile.ANSI256 }

func (t theme) colored() bool { return t.depth >= colorprofile.ANSI }

// roleHues gives each colour of an annotation its hue, its tint and the
// underline that tells it apart without colour.
var roleHues = map[annotations.Color]struct {
	sign, tint hue
	line       attribute
	digit      string
}{
	annotations.Yellow:  {hueYellow, hueYellowTint, underline, "1"},
	annotations.Green:   {hueGreen, hueGreenTint, underDouble, "2"},
	annotations.Blue:    {hueBlue, hueBlueTint, underCurly, "3"},
	annotations.Magenta: {hueMagenta, hueMagentaTint, underDotted, "4"},
	annotations.Red:     {hueRed, hueRedTint, underDashed, "5"},
	annotations.None:    {hueDim, hueNone, underline, "·"},
}

// marked adds a mark to an ink. The first mark on a cell tints it; a second one
// underlines it, so that both are seen.
func (t theme) marked(i ink, c annotations.Color) ink {
	role := roleHues[c]
	switch {
	case t.rich() && i.behind == hueNone && role.tint != hueNone:
		i.behind = role.tint
	case i.attributes&allUnderlines == 0:
		i.under = role.sign
		i.attributes |= role.line
	default:
		i.attributes |= bold
	}
	return i
}

const allUnderlines = underline | underDouble | underCurly | underDotted | underDashed

var attributeCodes = []struct {
	attribute
	code string
}{
	{bold, "1"}, {italic, "3"}, {reverse, "7"}, {struck, "9"},
	{underline, "4"}, {underDouble, "4:2"}, {underCurly, "4:3"}, {underDotted, "4:4"}, {underDashed, "4:5"},
}

// sgr is the control sequence (ECMA-48, 8.3.117; underlines as kitty and xterm
// extend it) that starts the ink; empty for plain words.
func (t theme) sgr(i ink) string {
	if i.behind != hueNone && i.words == hueNone {
		i.words = hueOnTint
	}
	const start = "\x1b["
	codes := append(make([]byte, 0, 64), start...)
	for _, a := range attributeCodes {
		if i.attributes&a.attribute != 0 {
			codes = append(append(codes, a.code...), ';')
		}
	}
	codes = t.appendColor(codes, i.words, "38")
	codes = t.appendColor(codes, i.behind, "48")
	codes = t.appendColor(codes, i.under, "58")
	if len(codes) == len(start) {
		return ""
	}
	codes[len(codes)-1] = 'm'
	return string(codes)
}

// appendColor adds the parameters of a hue as words (38), background (48) or
// underline (58), each with a semicolon behind it.
func (t theme) appendColor(codes []byte, h hue, layer string) []byte {
	switch {
	case h == hueNone || !t.colored():
		return codes
	case t.rich():
		// Semicolons for all but underlines, whose colour has no form with
		// semicolons that every terminal keeps apart from 4 and 5.
		space, between := ";2", byte(';')
		if layer == "58" {
			space, between = ":2:", ':'
		}
		codes = append(append(codes, layer...), space...)
		r, g, b := split(t.hues[h])
		for _, part := range []int{r, g, b} {
			codes = strconv.AppendInt(append(codes, between), int64(part), 10)
		}
		return append(codes, ';')
	case layer == "38" && t.basic[h] != 0:
		return append(strconv.AppendInt(codes, int64(t.basic[h]), 10), ';')
	}
	return codes
}

func split(hex string) (r, g, b int) {
	v, _ := strconv.ParseUint(hex[1:], 16, 32)
	return int(v >> 16), int(v >> 8 & 0xff), int(v & 0xff)
}

// paint draws a text in an ink. It is the gate for all words that are styled here:
// control sequences among them would be taken for ours further on.
func (t theme) paint(i ink, s string) string {
	s = layout.Sealed(s)
	start := t.sgr(i)
	if start == "" || s == "" {
		return s
	}
	return start + s + "\x1b[m"
}

// emphasis makes an ink stand out where there are no colours to do it.
func (t theme) emphasis(behind hue) ink {
	if t.rich() {
		return ink{behind: behind}
	}
	return ink{attributes: reverse}
}

// color is a hue for Lip Gloss and Bubbles.
func (t theme) color(h hue) color.Color {
	switch {
	case t.rich():
		return lipgloss.Color(t.hues[h])
	case t.colored() && t.basic[h] >= 90:
		return lipgloss.ANSIColor(t.basic[h] - 82)
	case t.colored() && t.basic[h] >= 30:
		return lipgloss.ANSIColor(t.basic[h] - 30)
	}
	return lipgloss.NoColor{}
}
