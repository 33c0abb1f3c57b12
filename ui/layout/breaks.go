package layout

// cost is how bad it is to begin a line at a place.
type cost uint8

const (
	free   cost = iota // UAX #14 allows it and no rule is against it
	parted             // parts what reads as one: a number from its unit
	inside             // no break opportunity: inside a word
	broken             // breaks a rule of punctuation
	never              // nothing that is shown begins here
	costs  = int(never)
)

// vetoes are the places that UAX #14 allows or leaves to the language, and
// that Chinese typography does not: between a rune with the traits before and
// one with the traits after. Across says that blank space between the two
// changes nothing.
var vetoes = []struct {
	before, after trait
	across        bool
	cost          cost
}{
	{ink, closes, true, broken},   // 中|。 中|” 中|—— 中|· 10|％
	{opens, ink, true, broken},    // “|中
	{binds, ink, false, broken},   // 约翰·|肯尼迪
	{digit, unit, true, parted},   // 2024|年 36|℃
	{masks, ink, false, parted},   // **|同志
	{ordinal, ink, false, parted}, // 第|一
}

// judge walks along a paragraph and says what a line's start would cost at each
// cluster that is shown.
type judge struct {
	before trait // of the cluster before; 0 at a paragraph's start
	gap    bool  // blank space has followed it
	number numbering
}

// weigh is the cost of beginning a line at a cluster with these traits. Open
// says that UAX #14 has an opportunity there.
func (j *judge) weigh(head, tail trait, open bool) cost {
	c := inside
	if open {
		c = free
	}
	if j.number.binds(head) {
		c = max(c, parted)
	}
	for _, v := range vetoes {
		if j.before&v.before != 0 && head&v.after != 0 && (v.across || !j.gap) {
			c = max(c, v.cost)
		}
	}
	j.before, j.gap = tail, false
	return c
}

// numbering follows a number that opens a passage, 第一、 or （一）, so that it
// is not left alone at the end of a line.
type numbering struct {
	mark    trait // what the number began with: ordinal, leftBracket, or 0
	counted bool  // a numeral has followed the mark
	hold    int   // clusters still to be kept with it
}

// binds takes the next cluster and reports whether it stays with the one before.
func (n *numbering) binds(head trait) bool {
	bound := n.hold > 0
	n.hold = max(0, n.hold-1)
	switch {
	case n.mark != 0 && head&numeral != 0:
		n.counted = true
		return bound || n.mark == ordinal
	case n.mark == ordinal && n.counted: // 第一|、今|天
		bound, n.hold = true, 1
	case n.mark == leftBracket && n.counted && head&rightBracket != 0: // （一）|加|快
		n.hold = 2
	}
	n.mark, n.counted = head&(ordinal|leftBracket), false
	return bound
}
