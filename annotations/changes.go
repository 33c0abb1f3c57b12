package annotations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"lectern/model"
)

// Changes are the stretches of now, in its bytes and in order, that are not in
// old. Where words only went, the stretch is empty. What readers see as one
// change is one, not a scatter of letters that happen to be the same, and where
// words are written apart it is of whole words.
func Changes(old, now string) []model.Span {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // what is found depends on nothing but the texts
	diffs := dmp.DiffCleanupSemanticLossless(dmp.DiffCleanupSemantic(dmp.DiffMain(old, now, false)))
	var changes []model.Span
	at, deleted := 0, ""
	for _, d := range append(diffs, diffmatchpatch.Diff{Type: diffmatchpatch.DiffEqual}) {
		inserted := ""
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			deleted = d.Text
			continue
		case diffmatchpatch.DiffInsert:
			inserted = d.Text
		}
		if deleted+inserted != "" {
			changes = addChange(changes, now, model.Span{Start: at, End: at + len(inserted)}, deleted)
		}
		at, deleted = at+len(d.Text), ""
	}
	return changes
}

// addChange adds the stretch that came in the place of what was deleted,
// widened to whole words, to those before it.
func addChange(changes []model.Span, now string, s model.Span, deleted string) []model.Span {
	inserted, before, after := now[s.Start:s.End], now[:s.Start], now[s.End:]
	if endsInWord(before) && (beginsInWord(inserted) || beginsInWord(deleted)) {
		s.Start = len(strings.TrimRightFunc(before, inWord))
	}
	if beginsInWord(after) && (endsInWord(inserted) || endsInWord(deleted)) {
		s.End = len(now) - len(strings.TrimLeftFunc(after, inWord))
	}
	if last := len(changes) - 1; last >= 0 && s.Start < changes[last].End {
		changes[last].End = max(changes[last].End, s.End)
		return changes
	}
	return append(changes, s)
}

// inWord reports whether a rune is of a word that blanks part from others.
func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Thai)
}

func beginsInWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return inWord(r)
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return inWord(r)
}
