package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// walk compares a needle with the source rune by rune, in a paragraph without markup.
// It knows what folding a paragraph would come to in all cases but rare ones, and
// which these are.
type walk struct {
	text   string
	simple bool // compare in simplified characters
	folds  folding
	forms  map[rune]sourceForm
	ascii  [utf8.RuneSelf]*sourceForm // those of forms that are asked for most
}

// verdict says whether a needle stands somewhere.
type verdict uint8

const (
	missing verdict = iota
	unsure          // only folding the whole paragraph can tell
	stands
)

// sourceForm is what a rune of the source is folded to.
type sourceForm struct {
	text          string
	blank, unseen bool
	ideographs    bool // it holds some that have readings
}

// round is the place in the paragraph where the needle stands, with its rune at rare
// where one of that rune's spellings is.
func (w *walk) round(paragraph, spelling Span, needle string, rare int) (Span, verdict) {
	spelled := w.text[spelling.Start:spelling.End]
	r, _ := utf8.DecodeRuneInString(spelled)
	_, size := utf8.DecodeRuneInString(needle[rare:])
	form := w.form(r, spelled).text
	switch sought := needle[rare : rare+size]; {
	case !strings.Contains(form, sought):
		return Span{}, missing
	case form != sought:
		return Span{}, unsure
	}
	// The blanks at a needle's ends depend on what lies beyond.
	inside := strings.TrimPrefix(needle[:rare], " ")
	inner := strings.TrimSuffix(needle[rare+size:], " ")
	end, says := w.forward(spelling, paragraph.End, inner)
	if says != stands {
		return Span{}, says
	}
	start, says := w.backward(spelling, paragraph.Start, inside)
	if says != stands {
		return Span{}, says
	}
	if len(inside)+size+len(inner) < len(needle) {
		return Span{}, unsure
	}
	return Span{start, end}, stands
}

// forward is where the needle ends that stands behind a rune.
func (w *walk) forward(last Span, end int, needle string) (int, verdict) {
	for at := last.End; needle != ""; {
		f, size := w.formAt(w.text[at:end])
		if size == 0 {
			return 0, missing
		}
		switch {
		case f.blank:
			next := end - len(strings.TrimLeftFunc(w.text[at:end], unicode.IsSpace))
			size = next - at
			says := w.blank(last, Span{next, end}, needle[0] == ' ')
			if says != stands {
				return 0, says
			}
			needle = strings.TrimPrefix(needle, " ")
		case f.unseen || len(f.text) > len(needle) && strings.HasPrefix(f.text, needle):
			return 0, unsure
		case !strings.HasPrefix(needle, f.text):
			return 0, missing
		default:
			needle = needle[len(f.text):]
			last = Span{at, at + size}
		}
		at += size
	}
	return last.End, stands
}

// backward is where the needle starts that stands before a rune.
func (w *walk) backward(first Span, start int, needle string) (int, verdict) {
	for at := first.Start; needle != ""; {
		r, size := utf8.DecodeLastRuneInString(w.text[start:at])
		if size == 0 {
			return 0, missing
		}
		f := w.form(r, w.text[at-size:at])
		switch {
		case f.blank:
			before := start + len(strings.TrimRightFunc(w.text[start:at], unicode.IsSpace))
			size = at - before
			_, last := utf8.DecodeLastRuneInString(w.text[start:before])
			says := w.blank(Span{before - last, before}, first, strings.HasSuffix(needle, " "))
			if says != stands {
				return 0, says
			}
			needle = strings.TrimSuffix(needle, " ")
		case f.unseen || len(f.text) > len(needle) && strings.HasSuffix(f.text, needle):
			return 0, unsure
		case !strings.HasSuffix(needle, f.text):
			return 0, missing
		default:
			needle = needle[:len(needle)-len(f.text)]
			first = Span{at - size, at}
		}
		at -= size
	}
	return first.Start, stands
}

// blank reports whether the blank between two runes, the first ones of the spans, is
// what the needle has there: a space or nothing.
func (w *walk) blank(before, after Span, space bool) verdict {
	a, _ := utf8.DecodeRuneInString(w.text[before.Start:before.End])
	b, _ := utf8.DecodeRuneInString(w.text[after.Start:after.End])
	kept := false
	switch {
	case isHan(a) || isHan(b):
	case a < utf8.RuneSelf && b < utf8.RuneSelf && isASCIIWord(byte(a)) && isASCIIWord(byte(b)):
		kept = true
	default:
		return unsure
	}
	if kept != space {
		return missing
	}
	return stands
}

// formAt is what the first rune of a text is folded to, and its length.
func (w *walk) formAt(text string) (sourceForm, int) {
	r, size := utf8.DecodeRuneInString(text)
	return w.form(r, text[:size]), size
}

// form is what the rune r, spelled so, is folded to.
func (w *walk) form(r rune, spelled string) sourceForm {
	if isHan(r) && !w.simple {
		return sourceForm{text: spelled, ideographs: isCommonHan(r)}
	}
	if r < utf8.RuneSelf && w.ascii[r] != nil {
		return *w.ascii[r]
	}
	form, ok := w.forms[r]
	if !ok {
		form = w.newForm(r)
		w.keep(r, form)
	}
	return form
}

func (w *walk) keep(r rune, form sourceForm) {
	if w.forms == nil {
		w.forms = map[rune]sourceForm{}
	}
	if w.forms[r] = form; r < utf8.RuneSelf {
		w.ascii[r] = &form
	}
}

func (w *walk) newForm(r rune) sourceForm {
	form := sourceForm{text: w.folds.formOf(string(r)).text, blank: unicode.IsSpace(r)}
	form.unseen = !form.blank && isUnseen(r)
	form.ideographs = strings.ContainsFunc(form.text, isCommonHan)
	if w.simple {
		form.text = hanzi().simplify(form.text)
	}
	return form
}
