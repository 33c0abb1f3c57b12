package annotations

// Tally counts annotations by how they found their passage.
type Tally struct{ Placed, Moved, Edited, Ambiguous, Orphan int }

// TallyOf counts places.
func TallyOf(places []Place) (t Tally) {
	for _, p := range places {
		switch p.Status {
		case Placed:
			t.Placed++
		case Moved:
			t.Moved++
		case Edited:
			t.Edited++
		case Ambiguous:
			t.Ambiguous++
		case Orphan:
			t.Orphan++
		}
	}
	return t
}

// Total is how many were counted.
func (t Tally) Total() int { return t.Placed + t.Moved + t.Edited + t.Ambiguous + t.Orphan }

// InPlace reports whether every passage is where it was.
func (t Tally) InPlace() bool { return t.Total() == t.Placed }

// Open is how many have no place in the text.
func (t Tally) Open() int { return t.Ambiguous + t.Orphan }
