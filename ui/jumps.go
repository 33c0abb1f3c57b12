package ui

import (
	"maps"

	tea "charm.land/bubbletea/v2"
)

// jumpList is where the reader has been, and the marks that letters name.
type jumpList struct {
	back, forward []int          // offsets, the latest last
	marks         map[string]int // letter → offset
}

// mostJumps bounds the list, as the jump lists of vi-like editors are bounded.
const mostJumps = 100

// from notes where a long way began.
func (j *jumpList) from(offset int) {
	if n := len(j.back); n > 0 && j.back[n-1] == offset {
		return
	}
	j.back = append(j.back, offset)
	if len(j.back) > mostJumps {
		j.back = j.back[1:]
	}
	j.forward = nil
}

func jumpBack(r *reader) tea.Cmd {
	r.jumpTo(&r.jumps.back, &r.jumps.forward)
	return nil
}

func jumpForward(r *reader) tea.Cmd {
	r.jumpTo(&r.jumps.forward, &r.jumps.back)
	return nil
}

// jumpTo goes to the latest place of one list and keeps this one in the other.
func (r *reader) jumpTo(list, other *[]int) {
	last := len(*list) - 1
	if last < 0 {
		r.tell(sayNoJump)
		return
	}
	to := (*list)[last]
	*list = (*list)[:last]
	*other = append(*other, r.cursor)
	r.put(to)
}

// jumpLast goes to where the last long way began; again comes back.
func jumpLast(r *reader) tea.Cmd {
	j := &r.jumps
	if len(j.back) == 0 {
		r.tell(sayNoJump)
		return nil
	}
	to := j.back[len(j.back)-1]
	j.back[len(j.back)-1] = r.cursor
	r.put(to)
	return nil
}

func setMark(r *reader) tea.Cmd {
	r.jumps.marks = maps.Clone(r.jumps.marks)
	if r.jumps.marks == nil {
		r.jumps.marks = map[string]int{}
	}
	r.jumps.marks[r.lastKey] = r.cursor
	r.tell(sayMarkSet, r.lastKey)
	return nil
}

func toMark(r *reader) tea.Cmd {
	offset, ok := r.jumps.marks[r.lastKey]
	if !ok {
		r.warn(sayNoMark, r.lastKey)
		return nil
	}
	r.leap(offset)
	return nil
}
