package model

import (
	"slices"
	"strings"

	"lectern/model/lazyregexp"
)

// This file reads out of the lines above a speech where it was held and who
// held it. What they do not say in one of these forms stays open: a wrong name
// in a citation is worse than none.

// hanSpeech is a word that names a speech, with what may qualify it: 重要讲话.
var hanSpeech = `[^，。：；—]{0,8}?(?:` + strings.Join(hanTitleWords, "|") + `)`

// Chinese forms of a title, and of the line under it: 在…上的讲话, where what
// stands before 在 makes no other word of it; 在…学院的讲话; ——…在…上.
var occasionForms = []*lazyregexp.Regexp{
	lazyregexp.New(`(?:^|[^存现正所潜内实于])在([^线职校建岗读][^，。：；—]{1,60}?)(?:上|时|期间|之际)的?` + hanSpeech),
	lazyregexp.New(`(?:^|[^存现正所潜内实于])在([^线职校建岗读][^，。：；—]{0,60}?(?:会|议|坛|式|典礼|大学|学院|学校|党校|中学|小学|局|院|厅|部|委|班|县|市|省|区|镇|乡|村|公司|會|議|壇|禮|學|學院|縣|區|鎮|鄉))的` + hanSpeech),
	lazyregexp.New(`^(?:——|（|\().*在([^，。：；—]{2,60}?)[上时][）)]?$`),
}

// maxSaying is the longest line, in bytes, that is read for who spoke and where.
const maxSaying = 400

// findOccasion is where a speech was held, or to whom, as a title or a line
// under it says.
func findOccasion(text string) string {
	if len(text) > maxSaying {
		return ""
	}
	if occasion := hanOccasion(text); occasion != "" {
		return occasion
	}
	_, occasion := readEnglishTitle(text)
	return occasion
}

// hanOccasion is what one of occasionForms finds. Most lines have not the word that
// all of them ask for: the forms need not be compiled for those.
func hanOccasion(text string) string {
	if !strings.Contains(text, "在") {
		return ""
	}
	for _, form := range occasionForms {
		if found := form.FindStringSubmatch(text); found != nil {
			return strings.TrimSpace(found[1])
		}
	}
	return ""
}

// comradeForm is the Chinese title that names its speaker beyond doubt:
// 李华同志在….
var comradeForm = lazyregexp.New(`^(.{1,12}?)同志在`)

// titleSpeaker is who a title says the speech is by.
func titleSpeaker(title string) string {
	if len(title) > maxSaying {
		return ""
	}
	if found := comradeForm.FindStringSubmatch(title); found != nil {
		return loneName(found[1])
	}
	speaker, _ := readEnglishTitle(title)
	return speaker
}

// English words that name a speech; that come between it and what more is said
// of it; and that begin the name of somebody who holds an office.
var (
	englishSpeech = []string{"remarks", "address", "speech", "message", "lecture", "statement", "testimony", "toast", "eulogy", "briefing", "gaggle", "keynote", "oration", "sermon", "talk"}
	prepositions  = []string{"at", "before", "to", "on", "in", "about", "regarding", "concerning", "during", "after", "following", "upon", "aboard", "en", "with"}
	offices       = []string{"president", "vice", "prime", "first", "secretary", "senator", "governor", "mayor", "chancellor", "chairman", "chair", "king", "queen", "pope", "general", "ambassador", "director", "mr.", "mrs.", "ms.", "dr.", "sir"}
)

// readEnglishTitle reads "Remarks by NAME at OCCASION", "Address to …", "NAME's
// Message to …". What the speech is about, and when it was held, is no part of
// the occasion.
func readEnglishTitle(title string) (speaker, occasion string) {
	if i := strings.Index(title, " ("); i > 0 {
		title = title[:i]
	}
	if date := findDate(title); date != "" {
		title, _, _ = strings.Cut(title, date)
	}
	words := strings.Fields(asPrepared.ReplaceAllString(title, " "))
	named := indexWord(words, englishSpeech)
	if named < 0 {
		return "", ""
	}
	before, after := words[:named], words[named+1:]
	end := indexWord(after, prepositions)
	if end < 0 {
		end = len(after)
	}
	speaker = speakerBehind(after[:end])
	if speaker == "" {
		speaker = ownerOf(before)
	}
	return speaker, occasionBehind(after, end)
}

var asPrepared = lazyregexp.New(`(?i)\s+as\s+(?:prepared(?:\s+for\s+delivery)?|delivered)\s`)

// speakerBehind is who the words behind the speech's name say it is by:
// "by …", or "of …" and an office.
func speakerBehind(words []string) string {
	if len(words) < 2 {
		return ""
	}
	of, name := strings.ToLower(words[0]), words[1:]
	office := name[0]
	if strings.EqualFold(office, "the") && len(name) > 1 {
		office = name[1]
	}
	if of == "by" || of == "from" || of == "of" && indexWord([]string{office}, offices) == 0 {
		return strings.TrimRight(strings.Join(name, " "), " .,;:")
	}
	return ""
}

// ownerOf is whose speech it is: PRESIDENT HARRY S. TRUMAN'S MESSAGE. It has to
// begin with an office, since America's message is nobody's.
func ownerOf(words []string) string {
	for i, word := range words {
		bare, owned := cutPossessive(word)
		if owned && i > 0 && indexWord(words[:1], offices) == 0 {
			return strings.Join(append(slices.Clone(words[:i]), bare), " ")
		}
	}
	return ""
}

func cutPossessive(word string) (bare string, owned bool) {
	for _, ending := range []string{"'s", "'S", "’s", "’S"} {
		if bare, owned = strings.CutSuffix(word, ending); owned {
			break
		}
	}
	return bare, owned
}

// occasionBehind is what follows "at", "before" or "to": the first preposition
// behind the speech's name, which stands at start, or the one behind
// "delivered".
func occasionBehind(words []string, start int) string {
	if i := indexWord(words, []string{"delivered"}); i >= 0 {
		start = i + 1
	}
	if start >= len(words) || indexWord(words[start:start+1], []string{"at", "before", "to"}) < 0 {
		return ""
	}
	words = words[start+1:]
	if end := indexWord(words, []string{"on", "about", "regarding", "concerning"}); end >= 0 {
		words = words[:end]
	}
	occasion, _, _ := strings.Cut(strings.Join(words, " "), ". ")
	return strings.TrimRight(occasion, " .,;:")
}

// indexWord is the first word that is one of some; -1 when there is none.
func indexWord(words, some []string) int {
	return slices.IndexFunc(words, func(word string) bool { return slices.Contains(some, strings.ToLower(word)) })
}
