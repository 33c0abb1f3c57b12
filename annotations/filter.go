package annotations

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// Filter says which annotations are wanted: those that all its fields accept.
// Case, width and the like do not count. The zero Filter accepts every
// annotation.
type Filter struct {
	Words     []string   // each is in the quote or in the note
	Roles     []RoleWord // each fits
	Tags      []string   // each is one of the annotation's tags, or above one
	TagStarts []string   // each is how one of the tags begins
	Colors    []Color    // one of them is the annotation's
	Sections  []string   // each is in the heading of a part that holds the passage
	Speakers  []string   // one of them is the name, or begins a word of it, of whose turn it is there
	Note      NoteFilter
	Orphans   bool // only what has no place in the text
}

// RoleWord is a word that is in the name of a colour's role: it fits what has the
// colour, and, being a word like any other, what has it in the quote or the note.
type RoleWord struct {
	Word   string
	Colors []Color
}

// NoteFilter asks for a note or for none.
type NoteFilter int

// What a filter can ask about notes.
const (
	AnyNote NoteFilter = iota
	WithNote
	WithoutNote
)

// ParseFilter reads a filter as it is typed, which it may be half: "#tag" or
// its beginning, #"the whole tag", "§words-of-a-heading", "@speaker", a colour's
// name, a word of its role's, "+" and "-" for with and without a note, "?" for
// without a place, any word. roles names what a colour stands for.
func ParseFilter(text string, roles func(Color) string) Filter {
	var f Filter
	text = typedSigns.Replace(text)
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if tag, rest, ok := cutWholeTag(text); ok {
			f.Tags, text = append(f.Tags, tag), rest
			continue
		}
		word := strings.Fields(text)[0]
		f.take(word, roles)
		text = text[len(word):]
	}
	return f
}

// typedSigns are the signs of a filter as a Chinese input method types them.
var typedSigns = strings.NewReplacer("＃", "#", "＠", "@")

func (f *Filter) take(word string, roles func(Color) string) {
	tag, isTag := strings.CutPrefix(word, "#")
	section, isSection := strings.CutPrefix(word, "§")
	speaker, isSpeaker := strings.CutPrefix(word, "@")
	plain, named := fold(word), colorsNamed(word, roles)
	switch {
	case isTag:
		f.TagStarts = append(f.TagStarts, tag)
	case isSection:
		f.Sections = append(f.Sections, section)
	case isSpeaker && speaker != "":
		f.Speakers = append(f.Speakers, speaker)
	case isSpeaker: // a name that is not begun yet
	case plain == "+":
		f.Note = WithNote
	case plain == "-":
		f.Note = WithoutNote
	case plain == "?":
		f.Orphans = true
	case slices.Contains(Colors[:], Color(plain)):
		f.Colors = append(f.Colors, Color(plain))
	case named != nil:
		f.Roles = append(f.Roles, RoleWord{word, named})
	default:
		f.Words = append(f.Words, word)
	}
}

func colorsNamed(word string, roles func(Color) string) (named []Color) {
	for _, c := range Colors {
		if slices.ContainsFunc(strings.Fields(roles(c)), func(name string) bool { return fold(name) == fold(word) }) {
			named = append(named, c)
		}
	}
	return named
}

// wholeTag is a tag in quotation marks. Blank space, or the end, comes after them.
var wholeTag = lazyregexp.New(`^#["“”](.*?)["“”](?:\s+|$)`)

func cutWholeTag(text string) (tag, rest string, ok bool) {
	found := wholeTag.FindStringSubmatch(text)
	if found == nil || TagName(found[1]) == "" {
		return "", text, false
	}
	return found[1], text[len(found[0]):], true
}

// Match reports whether the filter accepts an annotation that stands at p.
func (f Filter) Match(d *model.Document, n *Notes, a *Annotation, p Place) bool {
	return f.Matcher(d, n, nil)(a, p)
}

// FoldedTexts are the quotes and notes of annotations as filters compare them.
type FoldedTexts map[*Annotation]string

func (t FoldedTexts) of(a *Annotation) string {
	text, known := t[a]
	if !known {
		text = fold(a.Target.Exact + "\n" + a.Note)
		if t != nil {
			t[a] = text
		}
	}
	return text
}

// Matcher is Match for many annotations of a speech: what the filter says is folded
// once. texts, which may be nil, takes what the annotations say, for the next filter.
func (f Filter) Matcher(d *model.Document, n *Notes, texts FoldedTexts) func(*Annotation, Place) bool {
	words := make([]string, len(f.Words))
	for i, word := range f.Words {
		words[i] = fold(word)
	}
	roles := make([]RoleWord, len(f.Roles))
	for i, role := range f.Roles {
		roles[i] = RoleWord{fold(role.Word), role.Colors}
	}
	return func(a *Annotation, p Place) bool {
		return (!f.Orphans || !p.Anchored()) &&
			(f.Note == AnyNote || (f.Note == WithNote) == (a.Note != "")) &&
			(len(f.Colors) == 0 || slices.Contains(f.Colors, a.Color)) &&
			f.matchTags(n, a) && f.matchSections(d, p) && f.matchSpeakers(d, p) && matchWords(a, words, roles, texts)
	}
}

func (f Filter) matchTags(n *Notes, a *Annotation) bool {
	if len(f.Tags) == 0 && len(f.TagStarts) == 0 {
		return true
	}
	paths := n.TagPaths(*a)
	for i, path := range paths {
		paths[i] = fold(path)
	}
	under := func(path, tag string) bool { return path == tag || strings.HasPrefix(path, tag+"/") }
	some := func(tag string, accepts func(path, tag string) bool) bool {
		return slices.ContainsFunc(paths, func(path string) bool { return accepts(path, tag) })
	}
	for _, tag := range f.Tags { // other programs' tags may have names as ours are not kept
		if !some(fold(n.TagPath(tag)), under) && !some(fold(n.TagPath(TagName(tag))), under) {
			return false
		}
	}
	for _, start := range f.TagStarts {
		if !some(fold(start), strings.HasPrefix) {
			return false
		}
	}
	return true
}

func (f Filter) matchSections(d *model.Document, p Place) bool {
	if len(f.Sections) == 0 {
		return true
	}
	if !p.Anchored() {
		return false
	}
	path := d.Path(p.Span.Start)
	for _, section := range f.Sections {
		section = fold(section)
		if !slices.ContainsFunc(path, func(part *model.Part) bool {
			return strings.Contains(fold(part.Numeral+" "+part.Title), section)
		}) {
			return false
		}
	}
	return true
}

func (f Filter) matchSpeakers(d *model.Document, p Place) bool {
	if len(f.Speakers) == 0 {
		return true
	}
	if !p.Anchored() {
		return false
	}
	name := fold(d.SpeakerAt(p.Span.Start))
	return slices.ContainsFunc(f.Speakers, func(wanted string) bool { return beginsWord(name, fold(wanted)) })
}

// beginsWord reports whether a name holds what is wanted, at the start of a word
// where it is written with letters: "q" is in "Q" and not in "MS. HAQ".
func beginsWord(name, wanted string) bool {
	for at := 0; wanted != ""; {
		i := strings.Index(name[at:], wanted)
		if i < 0 {
			break
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(name[:at])
		if first, _ := utf8.DecodeRuneInString(wanted); at == 0 || unicode.Is(unicode.Han, first) || !unicode.IsLetter(before) {
			return true
		}
		at += len(wanted)
	}
	return false
}

// matchWords takes the words folded.
func matchWords(a *Annotation, words []string, roles []RoleWord, texts FoldedTexts) bool {
	if len(words) == 0 && len(roles) == 0 {
		return true
	}
	text := texts.of(a)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	for _, role := range roles {
		if !slices.Contains(role.Colors, a.Color) && !strings.Contains(text, role.Word) {
			return false
		}
	}
	return true
}

func fold(text string) string { return model.Fold(text).Text }
