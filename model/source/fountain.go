package source

import (
	"strings"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// readFountain reads a script in Fountain (fountain.io/syntax): its scenes, who
// speaks, and what is done. The text keeps its words; Fountain's marks go.
func readFountain(f *file, s *Speech) error {
	if err := readText(f, s); err != nil {
		return err
	}
	if len(s.Text) > maxTranscript {
		return tooBig(maxTranscript)
	}
	text := boneyard.ReplaceAllString(s.Text, "")
	p := playwright{}
	text = p.titlePage(text)
	if p.about["title"] != "" {
		p.put(model.Title, 0, p.about["title"])
	}
	for _, element := range strings.Split(text, "\n\n") {
		if lines := nonBlank(element); len(lines) > 0 {
			p.element(lines)
		}
	}
	var err error
	if s.Source, err = p.source(); err == nil {
		s.Title, s.Speaker, s.Date = p.about["title"], p.about["author"], p.about["draft date"]
	}
	return err
}

var (
	boneyard   = lazyregexp.New(`(?s)/\*.*?\*/`)
	aboutField = lazyregexp.New(`^([A-Za-z][A-Za-z ]*):[ \t]*(.*)$`)
	sceneStart = lazyregexp.New(`(?i)^(INT|EXT|EST|INT\./EXT|INT/EXT|I/E)[. ]`)
	sceneEnd   = lazyregexp.New(`[ \t]*#[^#]*#[ \t]*$`)
	inlineNote = lazyregexp.New(`\[\[[^\]]*\]\]`)
	// character is a line in capitals, with what is said of the voice behind it.
	character = lazyregexp.New(`^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*?(\s*\([^)]*\))?\s*\^?$`)
	stars     = lazyregexp.New(`\*{1,3}|_`)
)

// longestName is how many bytes the line with a character's name may have.
const longestName = 300

// playwright puts a script together.
type playwright struct {
	composer
	about map[string]string // what the title page says
}

// titlePage reads the fields that a script may begin with, and is the rest.
func (p *playwright) titlePage(text string) string {
	p.about = map[string]string{}
	first, rest, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n\n")
	if !aboutField.MatchString(strings.SplitN(first, "\n", 2)[0]) {
		return text
	}
	name := ""
	lines := map[string][]string{}
	for line := range strings.SplitSeq(first, "\n") {
		if field := aboutField.FindStringSubmatch(line); field != nil {
			name = strings.TrimSuffix(strings.ToLower(field[1]), "s")
			line = field[2]
		}
		lines[name] = append(lines[name], stars.ReplaceAllString(line, ""))
	}
	for name, said := range lines {
		p.about[name] = oneLine(strings.Join(said, " "))
	}
	return rest
}

func nonBlank(element string) []string {
	var lines []string
	for line := range strings.Lines(inlineNote.ReplaceAllString(element, "")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// element adds what stands between two blank lines.
func (p *playwright) element(lines []string) {
	first := lines[0]
	switch {
	case strings.HasPrefix(first, "#"):
		words := strings.TrimLeft(first, "#")
		p.put(model.Heading, len(first)-len(words), words)
		lines = lines[1:]
	case strings.HasPrefix(first, ".") && !strings.HasPrefix(first, ".."):
		p.put(model.Heading, 2, sceneEnd.ReplaceAllString(first[1:], ""))
		lines = lines[1:]
	case sceneStart.MatchString(first):
		p.put(model.Heading, 2, sceneEnd.ReplaceAllString(first, ""))
		lines = lines[1:]
	case strings.HasPrefix(first, "="):
		return // a page's end, or a synopsis
	case len(lines) > 1 && len(first) <= longestName && (strings.HasPrefix(first, "@") || character.MatchString(first)):
		p.turn(strings.TrimRight(strings.TrimPrefix(first, "@"), "^ "), lines[1:])
		return
	}
	if len(lines) > 0 {
		p.put(model.Body, 0, strings.Join(lines, "\n"))
	}
}

// put adds a paragraph. A mark at its start says what it is, where it might be
// taken for something else.
func (p *playwright) put(kind model.Kind, level int, words string) {
	q := paragraph{kind: kind, level: level}
	if level > 0 && p.about["title"] != "" {
		q.level++ // the title is above all headings
	}
	words = strings.TrimSpace(words)
	switch {
	case strings.HasPrefix(words, ">") && strings.HasSuffix(words, "<"):
		words = strings.TrimSpace(words[1 : len(words)-1])
	case strings.HasPrefix(words, "!"), strings.HasPrefix(words, ">"), strings.HasPrefix(words, "~"):
		words = strings.TrimSpace(words[1:])
	}
	q.emphasised(words)
	p.add(q)
}

// turn adds what a character says: the first words with the name, and how
// they are said in brackets.
func (p *playwright) turn(name string, lines []string) {
	q := paragraph{kind: model.Speaker}
	q.write(strings.TrimSpace(name)+":", 0)
	q.name = len(q.text)
	q.write(" ", 0)
	q.emphasised(strings.Join(lines, "\n"))
	p.add(q)
}

// emphasised adds words with the emphasis that stars and lines ask for. A mark
// that nothing closes stands for itself.
func (p *paragraph) emphasised(words string) {
	if len(words) > maxParagraph {
		p.writeLines(words, 0)
		return
	}
	var style model.Style
	at := 0
	for _, found := range stars.FindAllStringIndex(words, -1) {
		mark := words[found[0]:found[1]]
		change := map[string]model.Style{"*": model.Emphasis, "**": model.Strong, "***": model.Strong | model.Emphasis, "_": model.Emphasis}[mark]
		switch {
		case found[0] > 0 && words[found[0]-1] == '\\':
			p.writeLines(words[at:found[0]-1]+mark, style)
		case style&change == 0 && !strings.Contains(words[found[1]:], mark):
			p.writeLines(words[at:found[1]], style)
		default:
			p.writeLines(words[at:found[0]], style)
			style ^= change
		}
		at = found[1]
	}
	p.writeLines(words[at:], style)
}
