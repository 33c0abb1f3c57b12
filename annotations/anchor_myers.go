package annotations

// myersPattern is a pattern prepared for Myers' bit-parallel search (1999),
// in blocks of 64 rows as Hyyrö arranged them (2003).
type myersPattern struct {
	length int
	rows   map[rune][]uint64 // for each rune, the rows of the pattern that are it
}

func newMyersPattern(pattern []rune) myersPattern {
	blocks := (len(pattern) + 63) / 64
	p := myersPattern{len(pattern), map[rune][]uint64{}}
	for i, r := range pattern {
		if p.rows[r] == nil {
			p.rows[r] = make([]uint64, blocks)
		}
		p.rows[r][i/64] |= 1 << (i % 64)
	}
	return p
}

// eachDistance visits, for each rune of a text, the least number of edits
// between the pattern and a piece of the text that ends with that rune. The
// piece starts anywhere, or, when anchored, where the text starts.
func (p myersPattern) eachDistance(text []rune, anchored bool, visit func(end, distance int)) {
	blocks := (p.length + 63) / 64
	none := make([]uint64, blocks)
	columns := make([]myersBlock, blocks)
	for b := range columns {
		columns[b] = myersBlock{more: ^uint64(0), top: 1 << 63}
	}
	columns[blocks-1].top = 1 << ((p.length - 1) % 64)
	distance := p.length
	for i, r := range text {
		rows, found := p.rows[r]
		if !found {
			rows = none
		}
		carry := 0
		if anchored {
			carry = 1
		}
		for b := range columns {
			carry = columns[b].step(rows[b], carry)
		}
		distance += carry
		visit(i+1, distance)
	}
}

// myersBlock is 64 rows of a column of the table of distances, as the
// differences from row to row.
type myersBlock struct {
	more, less uint64 // rows that are one more, or one less, than the row above
	top        uint64 // the block's last row
}

// step goes on by one rune of the text. carry is the difference to the column
// before in the row above the block; the result is that in its last row.
func (c *myersBlock) step(equal uint64, carry int) int {
	vertical := equal | c.less
	if carry < 0 {
		equal |= 1
	}
	horizontal := (((equal & c.more) + c.more) ^ c.more) | equal
	more := c.less | ^(horizontal | c.more)
	less := c.more & horizontal
	out := 0
	if more&c.top != 0 {
		out = 1
	} else if less&c.top != 0 {
		out = -1
	}
	more, less = more<<1, less<<1
	if carry > 0 {
		more |= 1
	} else if carry < 0 {
		less |= 1
	}
	c.more = less | ^(vertical | more)
	c.less = more & vertical
	return out
}

// editDistance is the least number of edits between two pieces of text, the
// first of which is not empty.
func editDistance(a, b []rune) int {
	last := len(a)
	newMyersPattern(a).eachDistance(b, true, func(_, distance int) { last = distance })
	return last
}
