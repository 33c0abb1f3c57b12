package ui

import (
	"sort"

	tea "charm.land/bubbletea/v2"

	"lectern/model"
)

// This file moves the cursor and the page. The cursor is a sentence; it follows
// the page when the page is scrolled, and the page follows it when it moves.

// sentence is the sentence under the cursor.
func (r *reader) sentence() model.Span { return r.sentenceAt(r.cursor) }

// sentenceAt is the sentence that holds offset, or the nearest one.
func (r *reader) sentenceAt(offset int) model.Span {
	i := r.doc().ParagraphAt(offset)
	for i >= 0 && i < len(r.doc().Paragraphs) && len(r.page.sentencesOf(i)) == 0 {
		i++
	}
	if i < 0 || i >= len(r.doc().Paragraphs) {
		return r.lastSentence()
	}
	sentences := r.page.sentencesOf(i)
	at := sort.Search(len(sentences), func(k int) bool { return sentences[k].Start > offset })
	return sentences[max(at-1, 0)]
}

func (r *reader) lastSentence() model.Span {
	for i := len(r.doc().Paragraphs) - 1; i >= 0; i-- {
		if sentences := r.page.sentencesOf(i); len(sentences) > 0 {
			return sentences[len(sentences)-1]
		}
	}
	return model.Span{}
}

// sentenceBeside is the sentence before (-1) or after (+1) the one at offset.
func (r *reader) sentenceBeside(offset, step int) (model.Span, bool) {
	here := r.sentenceAt(offset)
	i := r.doc().ParagraphAt(here.Start)
	for ; i >= 0 && i < len(r.doc().Paragraphs); i += step {
		sentences := r.page.sentencesOf(i)
		if step > 0 {
			at := sort.Search(len(sentences), func(k int) bool { return sentences[k].Start > here.Start })
			if at < len(sentences) {
				return sentences[at], true
			}
			continue
		}
		at := sort.Search(len(sentences), func(k int) bool { return sentences[k].Start >= here.Start })
		if at > 0 {
			return sentences[at-1], true
		}
	}
	return here, false
}

// put moves the cursor to the sentence at offset and shows it.
func (r *reader) put(offset int) {
	r.cursor = r.sentenceAt(offset).Start
	r.current = ""
	r.show(r.sentence())
}

// leap is put for long ways: where the reader was is kept for jumpLast and jumpBack.
func (r *reader) leap(offset int) {
	r.jumps.from(r.cursor)
	r.put(offset)
}

// rowsAround is how many rows stay in view above and below the cursor's sentence.
const rowsAround = 2

// show scrolls the least that brings the whole span into view.
func (r *reader) show(s model.Span) {
	if r.frame.body == 0 || len(r.doc().Paragraphs) == 0 {
		return
	}
	margin := min(rowsAround, (r.frame.body-1)/2)
	first := r.page.spotOf(s.Start)
	last := r.page.spotOf(max(s.Start, s.End-1))
	lowest, _ := r.page.move(last, -(r.frame.body - 1 - margin))
	if r.top.before(lowest) {
		r.top = lowest
	}
	if highest, _ := r.page.move(first, -margin); highest.before(r.top) {
		r.top = highest
	}
	r.clampTop()
}

// scroll moves the page by rows. When the page cannot move, the cursor does.
func (r *reader) scroll(rows int) {
	top, moved := r.page.move(r.top, rows)
	if last := r.page.lastTop(r.frame.body); last.before(top) {
		top = last
	}
	if top == r.top || moved == 0 {
		r.scrollCursor(rows)
		return
	}
	r.top = top
	r.arrange()
	r.follow()
}

// scrollCursor takes the cursor on where the page has no more rows to show: a
// sentence for a line, all the way for a page.
func (r *reader) scrollCursor(rows int) {
	switch {
	case rows == 1 || rows == -1:
		if s, ok := r.sentenceBeside(r.cursor, rows); ok {
			r.put(s.Start)
		}
	case rows > 0:
		r.put(r.lastSentence().Start)
	default:
		r.put(0)
	}
}

// follow keeps the cursor in view after the page has moved under it.
func (r *reader) follow() {
	view, ok := r.inView()
	if !ok || r.sentence().Overlaps(view) {
		return
	}
	r.current = ""
	if r.cursor < view.Start {
		r.cursor = r.firstSentenceIn(view)
		return
	}
	r.cursor = r.sentenceAt(view.End - 1).Start
}

// firstSentenceIn is the first sentence that begins in the view, or the one that
// fills it.
func (r *reader) firstSentenceIn(view model.Span) int {
	s := r.sentenceAt(view.Start)
	if s.Start < view.Start {
		if next, ok := r.sentenceBeside(s.Start, +1); ok && next.Start < view.End {
			return next.Start
		}
	}
	return s.Start
}

// inView is the span of the text from the first row in view to the last.
func (r *reader) inView() (model.Span, bool) {
	view, ok := model.Span{}, false
	for _, row := range r.rows {
		if row.line < 0 {
			continue
		}
		if !ok {
			view.Start, ok = row.span.Start, true
		}
		view.End = row.span.End
	}
	return view, ok
}

func scrollBy(rows func(r *reader) int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		r.scroll(rows(r))
		return nil
	}
}

// A page down keeps two rows of the page before in view.
func pageRows(r *reader) int { return max(r.frame.body-2, 1) }

func halfPageRows(r *reader) int { return max(r.frame.body/2, 1) }

func toStart(r *reader) tea.Cmd {
	r.leap(0)
	r.top = r.page.first()
	return nil
}

func toEnd(r *reader) tea.Cmd {
	r.leap(r.lastSentence().Start)
	return nil
}

func stepSentence(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		if s, ok := r.sentenceBeside(r.cursor, step); ok {
			r.put(s.Start)
		}
		return nil
	}
}

// stepParagraph goes to the first sentence of the next paragraph, or of this
// one and then the one before.
func stepParagraph(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		i := r.doc().ParagraphAt(r.cursor)
		if step < 0 && i >= 0 && r.cursor > r.doc().Paragraphs[i].Span.Start {
			r.put(r.doc().Paragraphs[i].Span.Start)
			return nil
		}
		for i += step; i >= 0 && i < len(r.doc().Paragraphs); i += step {
			if len(r.page.sentencesOf(i)) > 0 {
				r.put(r.doc().Paragraphs[i].Span.Start)
				return nil
			}
		}
		return nil
	}
}

// stepSection goes to the next or previous entry of the outline and puts its
// heading at the top of the page.
func stepSection(step int) func(*reader) tea.Cmd {
	return func(r *reader) tea.Cmd {
		i := sort.Search(len(r.outline), func(i int) bool { return r.outline[i].start > r.cursor })
		if step < 0 {
			here := r.sentence().Start
			i = sort.Search(len(r.outline), func(i int) bool { return r.outline[i].start >= here }) - 1
		}
		if i < 0 || i >= len(r.outline) {
			r.tell(sayNoMoreSections)
			return r.needSections()
		}
		r.toSection(r.outline[i].start)
		return nil
	}
}

// toSection leaps to a heading and puts it near the top of the page.
func (r *reader) toSection(offset int) {
	r.leap(offset)
	r.top = r.page.spotOf(r.cursor)
	if above, moved := r.page.move(r.top, -1); moved != 0 {
		r.top = above
	}
	r.clampTop()
}
