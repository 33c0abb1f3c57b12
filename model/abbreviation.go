package model

import (
	"strings"
	"unicode"
)

// What a full stop after a word may be. Words are in lower case.
var (
	// A name follows: never a sentence's end.
	titles = wordSet(`mr mrs ms messrs mme mses dr drs prof hon rev gen col maj capt cmdr comdr lt sgt cpl adm gov
		sen sens rep reps pres sec supt amb st mt vs viz cf e.g i.e`)
	// A sentence's end unless a number follows.
	beforeNumbers = wordSet(`no nos art arts fig figs vol vols ch chap pp para jan feb mar apr jun jul aug sep sept
		oct nov dec`)
	// A sentence's end if one of sentenceStarters follows; so are initials.
	shortForms = wordSet(`jr sr esq inc corp co ltd bros al dept univ`)
)

// sentenceStarters are words that begin most sentences of a speech. After
// "U.S." one of them begins a new sentence, another word in upper case is a
// name. (The idea is Kiss and Strunk's, Unsupervised Multilingual Sentence
// Boundary Detection, 2006.)
var sentenceStarters = wordSet(`the a an and but or so for yet nor i we you he she it they this that these those there
	here my our your his her its their in on at by to from with of as if when where while what who why how because
	since after before let now then today tonight no not yes thank thanks all some many every each one both have has
	is are was were do does did will would can could should must may well`)

// isInitials reports whether a word is letters with full stops between them
// (U.S, a.m, Ph.D), or one upper-case letter, which is an initial: but not I.
func isInitials(word string) bool {
	parts := strings.Split(word, ".")
	for _, part := range parts {
		letters := []rune(part)
		if len(letters) == 0 || len(letters) > 2 || !unicode.IsLetter(letters[0]) || isHan(letters[0]) {
			return false
		}
	}
	first := []rune(parts[0])
	return len(parts) > 1 || len(first) == 1 && unicode.IsUpper(first[0]) && word != "I"
}
