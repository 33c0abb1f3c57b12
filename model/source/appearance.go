package source

import "lectern/model"

// toggle is a property that may be on, off, or not said.
type toggle uint8

const (
	unsaid toggle = iota
	on
	off
)

// appearance is how words are set, as far as it says something about them.
type appearance struct{ strong, emphasis, struck, hidden toggle }

// over is the look with what it leaves unsaid taken from another.
func (l appearance) over(other appearance) appearance {
	for _, p := range []struct{ ours, theirs *toggle }{
		{&l.strong, &other.strong}, {&l.emphasis, &other.emphasis}, {&l.struck, &other.struck}, {&l.hidden, &other.hidden},
	} {
		if *p.ours == unsaid {
			*p.ours = *p.theirs
		}
	}
	return l
}

func (l appearance) style() model.Style {
	var style model.Style
	if l.strong == on {
		style |= model.Strong
	}
	if l.emphasis == on {
		style |= model.Emphasis
	}
	if l.struck == on {
		style |= model.Struck
	}
	return style
}
