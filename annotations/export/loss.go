package export

import "strings"

// Loss is something that a format could not carry, and how often.
type Loss struct {
	Kind  LossKind
	Count int
}

// LossKind is what became of what a format could not carry.
type LossKind string

// The kinds of losses.
const (
	NoPlace       LossKind = "no place"       // passages without a place left out
	NothingToShow LossKind = "nothing"        // passages without colour, note and tags left out
	NothingToAsk  LossKind = "nothing to ask" // passages left out that no card can ask for
	OneColor      LossKind = "one colour"     // overlapping highlights shown in one colour
	TagSigns      LossKind = "tag signs"      // tags with others for signs that the format's cannot have
	QuoteCut      LossKind = "quote cut"      // quotes cut to what the program takes
	NoteCut       LossKind = "note cut"       // notes cut to what the program takes
)

// LossKinds are all kinds of losses.
var LossKinds = []LossKind{NoPlace, NothingToShow, NothingToAsk, OneColor, TagSigns, QuoteCut, NoteCut}

// lose notes that the format could not carry something.
func (e *Export) lose(count int, kind LossKind) {
	if count == 0 {
		return
	}
	for i := range e.losses {
		if e.losses[i].Kind == kind {
			e.losses[i].Count += count
			return
		}
	}
	e.losses = append(e.losses, Loss{kind, count})
}

// unbroken is a tag with - for its blanks, which end a tag in most programs.
func (e *Export) unbroken(tag string) string {
	e.lose(min(strings.Count(tag, " "), 1), TagSigns)
	return strings.ReplaceAll(tag, " ", "-")
}

// Losses are what the last Write could not carry.
func (e *Export) Losses() []Loss { return e.losses }
