package annotations

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// This file reads notes files that are not one JSON value any more: git left a
// conflict in them, a union merge broke the commas, a copy was cut off. It
// stands on the form of the file, one record a line.

// The marks that git puts round the sides of a conflict, each at the beginning
// of a line. No line of a whole file begins so: JSON has no such token.
const (
	oursMark   = "<<<<<<<"
	baseMark   = "|||||||" // with merge.conflictStyle diff3
	theirsMark = "======="
	endMark    = ">>>>>>>"
)

var conflictMarks = []string{oursMark, baseMark, theirsMark, endMark}

// conflictMark is the mark that a line is; empty for any other line.
func conflictMark(line []byte) string {
	for _, mark := range conflictMarks {
		if rest, ok := bytes.CutPrefix(line, []byte(mark)); ok && (len(rest) == 0 || strings.ContainsRune(" \r\n", rune(rest[0]))) {
			return mark
		}
	}
	return ""
}

// hasConflictMarks reports whether git left both sides of a conflict in the
// file.
func hasConflictMarks(data []byte) bool {
	for line := range bytes.Lines(data) {
		if conflictMark(line) != "" {
			return true
		}
	}
	return false
}

// readThrough reads a file that holds a conflict: each side is a file of its
// own, and the sides are merged. Where a side is not whole the error is
// ErrConflict, and the notes are what could be made out, or nil.
func readThrough(data []byte) (*Notes, error) {
	sides, whole := conflictSides(data)
	var read []*Notes
	for _, mark := range []string{oursMark, theirsMark} {
		n, err := decodeLines(sides[mark])
		if errors.Is(err, ErrNewer) {
			return n, err
		}
		whole = whole && err == nil
		if n != nil {
			read = append(read, n)
		}
	}
	base, err := decodeLines(sides[baseMark])
	if err != nil { // git was not told to write it
		base = &Notes{}
	}
	var n *Notes
	if len(read) > 0 {
		n = Merge(base, read[0], read[len(read)-1])
	}
	if !whole {
		return n, ErrConflict
	}
	return n, nil
}

// conflictSides are the sides of a file, by the marks that they follow, and
// with what is common to them; ok is false when the marks are not in order, as
// in a file that was cut off.
func conflictSides(data []byte) (sides map[string][]byte, ok bool) {
	follows := map[string][]string{
		oursMark: {endMark}, baseMark: {oursMark}, theirsMark: {oursMark, baseMark}, endMark: {theirsMark},
	}
	sides = map[string][]byte{}
	last := endMark
	for line := range bytes.Lines(data) {
		mark := conflictMark(line)
		switch {
		case mark == "":
			for _, side := range []string{oursMark, baseMark, theirsMark} {
				if last == endMark || last == side {
					sides[side] = append(sides[side], line...)
				}
			}
		case !slices.Contains(follows[mark], last):
			return sides, false
		default:
			last = mark
		}
	}
	return sides, last == endMark
}

// decodeLines reads a file that may be damaged. With an error other than
// ErrNewer the notes are what stands whole on its line, or nil.
func decodeLines(data []byte) (*Notes, error) {
	n, err := decodeWhole(data)
	if err == nil || errors.Is(err, ErrNewer) {
		return n, err
	}
	mended, unread := mend(data)
	n, failed := decodeWhole(mended)
	if failed != nil {
		return nil, err
	}
	if unread > 0 {
		return n, err
	}
	return n, nil
}

// mend makes one JSON value of the lines that can be understood: it sets the
// commas anew and closes what is open. unread counts the lines that were left
// out, and is above 0 also when the end is missing.
func mend(data []byte) (mended []byte, unread int) {
	var open []byte // the brackets that wait to be closed
	for line := range bytes.Lines(data) {
		text := bytes.TrimSuffix(bytes.TrimSpace(line), []byte(","))
		if len(text) == 0 || conflictMark(line) != "" {
			continue
		}
		last := text[len(text)-1]
		switch {
		case opens(text, len(mended) == 0) && (len(open) > 0) == (len(mended) > 0):
			mended = append(commaAfter(mended), text...)
			open = append(open, last+2) // ASCII: '[' + 2 is ']', '{' + 2 is '}'
		case len(text) == 1 && len(open) > 0 && last == open[len(open)-1]:
			mended = append(mended, last)
			open = open[:len(open)-1]
		case len(open) > 0 && isItem(text, open[len(open)-1]):
			mended = append(commaAfter(mended), text...)
		default:
			unread++
		}
	}
	if len(open) > 0 {
		unread++
	}
	for ; len(open) > 0; open = open[:len(open)-1] {
		mended = append(mended, open[len(open)-1])
	}
	return mended, unread
}

// opens reports whether a line opens the file, when it is the first, or else a
// list or a list in a list.
func opens(text []byte, first bool) bool {
	if first {
		return string(text) == "{"
	}
	name, isField := bytes.CutSuffix(text, []byte(":["))
	return string(text) == "[" || isField && valid(name)
}

// isItem reports whether a line is an item of what a bracket closes: a value in
// a list, a field in an object.
func isItem(text []byte, closing byte) bool {
	if closing == '}' {
		text = []byte("{" + string(text) + "}")
	}
	return valid(text)
}

func valid(text []byte) bool { return utf8.Valid(text) && validJSON(text) }

func commaAfter(mended []byte) []byte {
	if len(mended) == 0 || bytes.IndexByte([]byte("{["), mended[len(mended)-1]) >= 0 {
		return mended
	}
	return append(mended, ',')
}
