package model

import "sync"

// numberStride is how many paragraphs lie between two entries of the index: few
// enough to be walked for every row of a list, enough that the index of a text of
// millions of paragraphs stays small.
const numberStride = 64

// numberIndex holds, for every numberStride-th paragraph, how many that count lie
// before it. It is made when first asked for.
type numberIndex struct {
	once   sync.Once
	before []int
}

func (x *numberIndex) build(paragraphs []Paragraph) {
	x.before = make([]int, 0, len(paragraphs)/numberStride+1)
	number := 0
	for start := 0; start < len(paragraphs); start += numberStride {
		x.before = append(x.before, number)
		number += numbered(paragraphs[start:min(start+numberStride, len(paragraphs))])
	}
}

// numbered is how many of the paragraphs readers count: not those without words, the
// file's metadata, or what goes on with the one before.
func numbered(paragraphs []Paragraph) (number int) {
	for i := range paragraphs {
		if p := &paragraphs[i]; p.Kind != FrontMatter && !p.Span.Empty() && !p.Continues {
			number++
		}
	}
	return number
}

// ParagraphNumber is which paragraph holds the byte at offset, counted from 1 as
// readers do: those without words, and the file's metadata, do not count.
func (d *Document) ParagraphNumber(offset int) int {
	at := d.ParagraphAt(offset)
	if at < 0 {
		return 0
	}
	d.numbers.once.Do(func() { d.numbers.build(d.Paragraphs) })
	return d.numbers.before[at/numberStride] + numbered(d.Paragraphs[at/numberStride*numberStride:at+1])
}
