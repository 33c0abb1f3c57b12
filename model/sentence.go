package model

// Sentences are the sentences of a paragraph, in order and inside its Span;
// between two of them lies only blank space. Markup belongs to the sentence
// it marks. A stage direction between sentences is a step of its own, one
// within a sentence is part of it. A paragraph without an end mark is one
// sentence; of a preformatted one, each line is.
func (d *Document) Sentences(paragraph int) []Span {
	return d.divide(paragraph, func(_ *reading, sentence stretch) []stretch { return []stretch{sentence} })
}

// Clauses divide the sentences of a paragraph further: after commas, colons,
// semicolons and dashes. Between two of them lies only blank space.
func (d *Document) Clauses(paragraph int) []Span {
	return d.divide(paragraph, (*reading).clauses)
}

// divide cuts a paragraph into sentences, and each of these as cut says.
func (d *Document) divide(paragraph int, cut func(*reading, stretch) []stretch) []Span {
	if paragraph < 0 || paragraph >= len(d.Paragraphs) {
		return nil
	}
	r := d.read(&d.Paragraphs[paragraph])
	var spans []Span
	for _, sentence := range r.sentences() {
		for _, s := range cut(r, sentence) {
			spans = append(spans, r.span(s))
		}
	}
	return r.withMarkup(spans)
}

// sentences are the paragraph's sentences, without the blank space round them.
func (r *reading) sentences() []stretch {
	var found []stretch
	start := r.skipBlank(0)
	for at := start; at < len(r.glyphs); {
		next := r.sentenceEnd(start, at)
		if next < 0 {
			at++
			continue
		}
		found = append(found, r.trim(stretch{start, next}))
		start = r.skipBlank(next)
		at = start
	}
	if start < len(r.glyphs) {
		found = append(found, r.trim(stretch{start, len(r.glyphs)}))
	}
	return found
}

// clauses are the clauses of a sentence. Each holds a letter or a digit, but
// for a sentence that has none.
func (r *reading) clauses(sentence stretch) []stretch {
	var found []stretch
	start, words := sentence.start, false
	for at := start; at < sentence.end; at++ {
		words = words || isWordRune(r.glyphs[at].r)
		next := r.clauseEnd(at)
		if next < 0 || !words || next >= sentence.end {
			continue
		}
		found = append(found, r.trim(stretch{start, next}))
		start, words = r.skipBlank(next), false
		at = start - 1
	}
	return append(found, stretch{start, sentence.end})
}
