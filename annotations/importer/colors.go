package importer

import (
	"strconv"
	"strings"

	"lectern/annotations"
)

// colors are the names that other programs have for colours, and the nearest of
// ours. KOReader's gray is how it marks on a screen without colours. Orange is
// red, so that it stays apart from yellow, which most readers have beside it.
var colors = map[string]annotations.Color{
	"yellow": annotations.Yellow, "gold": annotations.Yellow, "gray": annotations.Yellow, "grey": annotations.Yellow,
	"green": annotations.Green, "olive": annotations.Green, "lime": annotations.Green,
	"blue": annotations.Blue, "cyan": annotations.Blue, "teal": annotations.Blue, "aqua": annotations.Blue,
	"magenta": annotations.Magenta, "pink": annotations.Magenta, "purple": annotations.Magenta, "violet": annotations.Magenta,
	"red": annotations.Red, "orange": annotations.Red, "brown": annotations.Red,
}

// paint gives an item the colour with a name. What marks a passage without naming
// a colour that is known is yellow.
func (i *Item) paint(name string) {
	name = strings.ToLower(strings.TrimSpace(name))
	color, known := colors[name]
	if !known {
		color = annotations.Yellow
	}
	i.Color, i.Uncolored = color, name == ""
}

// nearest is the colour of ours that "#rgb" or "#rrggbb" is nearest to by its hue;
// none for what is next to gray.
func nearest(rgb string) annotations.Color {
	digits := strings.TrimPrefix(strings.TrimSpace(rgb), "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	value, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return annotations.None
	}
	hue, saturation := hueOf(float64(value>>16&0xFF), float64(value>>8&0xFF), float64(value&0xFF))
	if saturation < 0.15 {
		return annotations.None
	}
	for _, sector := range hues {
		if hue < sector.end {
			return sector.color
		}
	}
	return annotations.Red
}

// hues are the sectors of the colour wheel, each with its end in degrees.
var hues = []struct {
	end   float64
	color annotations.Color
}{{42, annotations.Red}, {72, annotations.Yellow}, {165, annotations.Green}, {258, annotations.Blue}, {340, annotations.Magenta}}

// hueOf is the hue, in degrees, and the saturation, 0 to 1, of a colour whose
// parts are 0 to 255 (the HSV model).
func hueOf(r, g, b float64) (hue, saturation float64) {
	most, least := max(r, g, b), min(r, g, b)
	spread := most - least
	if spread == 0 {
		return 0, 0
	}
	switch most {
	case r:
		hue = 60 * (g - b) / spread
	case g:
		hue = 60*(b-r)/spread + 120
	default:
		hue = 60*(r-g)/spread + 240
	}
	if hue < 0 {
		hue += 360
	}
	return hue, spread / most
}
