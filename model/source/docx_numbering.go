package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLevels is how many levels a numbering has (ECMA-376 part 1, 17.9).
const wordLevels = 9

// longestLabel is how many bytes the text of a number may have, which every
// paragraph on its level begins with.
const longestLabel = 200

// wordNumbering counts the paragraphs that Word numbers by itself: their
// numbers stand nowhere in the text.
type wordNumbering struct {
	styles    wordStyles
	abstracts map[string]*wordAbstract
	lists     map[string]*wordList
	byStyle   map[string]*wordAbstract // those that a style stands for
}

// wordAbstract is a way of numbering that lists share, with their count.
type wordAbstract struct {
	levels   map[int]wordLevel
	linked   string // the style whose numbering it is instead
	count    [wordLevels]int
	counting [wordLevels]bool
}

func newAbstract() *wordAbstract { return &wordAbstract{levels: map[int]wordLevel{}} }

// wordList is a numbering as paragraphs name it.
type wordList struct {
	abstract string
	start    map[int]int // where its levels begin anew
	own      map[int]wordLevel
}

// wordLevel is how one level is numbered.
type wordLevel struct {
	format, text, suffix, style string
	start                       int
	restart                     int // the level that starts it anew, from 1; 0 never, -1 any above
	legal                       bool
}

// readWordNumbering reads the numberings that a part defines.
func readWordNumbering(a *archive, part string, styles wordStyles) (*wordNumbering, error) {
	n := &wordNumbering{styles: styles, abstracts: map[string]*wordAbstract{}, lists: map[string]*wordList{}, byStyle: map[string]*wordAbstract{}}
	m, err := a.markup(part)
	if m == nil || err != nil {
		return n, err
	}
	r := numberingReader{markup: m, n: n, abstract: newAbstract(), list: &wordList{}, level: &wordLevel{}}
	for e, err := range m.events() {
		switch {
		case err != nil:
			return nil, err
		case e.kind == opens && (r.skipped > 0 || e.name == "mc:fallback" || e.name == "w:rpr"):
			r.skipped++
		case e.kind == closes && r.skipped > 0:
			r.skipped--
		case e.kind == opens:
			r.opens(e.name)
		case e.kind == closes:
			r.closes(e.name)
		}
	}
	return n, nil
}

// numberingReader is where in the part of numberings it is.
type numberingReader struct {
	*markup
	n        *wordNumbering
	abstract *wordAbstract
	list     *wordList
	inList   bool
	level    *wordLevel
	depth    int
	skipped  int
}

func (r *numberingReader) opens(name string) {
	switch name {
	case "w:abstractnum":
		r.count(definition)
		r.abstract = newAbstract()
		r.n.abstracts[r.attribute("w:abstractnumid")] = r.abstract
	case "w:num":
		r.count(definition)
		r.list, r.inList = &wordList{start: map[int]int{}, own: map[int]wordLevel{}}, true
		r.n.lists[r.attribute("w:numid")] = r.list
	case "w:abstractnumid":
		r.list.abstract = r.value()
	case "w:stylelink":
		r.count(definition)
		r.n.byStyle[r.value()] = r.abstract
	case "w:numstylelink":
		r.abstract.linked = r.value()
	case "w:lvloverride":
		r.depth = integer(r.attribute("w:ilvl"), 0)
	case "w:startoverride":
		if r.inList && 0 <= r.depth && r.depth < wordLevels {
			r.list.start[r.depth] = integer(r.value(), 1)
		}
	case "w:lvl":
		r.depth = integer(r.attribute("w:ilvl"), 0)
		r.level = &wordLevel{format: "decimal", start: 1, restart: -1}
	default:
		r.level.set(name, r.markup)
	}
}

func (l *wordLevel) set(name string, m *markup) {
	switch name {
	case "w:start":
		l.start = integer(m.value(), 1)
	case "w:numfmt":
		l.format = m.value()
	case "w:lvltext":
		if text := m.value(); len(text) <= longestLabel {
			l.text = text
		}
	case "w:suff":
		l.suffix = m.value()
	case "w:pstyle":
		l.style = m.value()
	case "w:lvlrestart":
		l.restart = integer(m.value(), -1)
	case "w:islgl":
		l.legal = m.value() != "0" && m.value() != "false"
	}
}

func (r *numberingReader) closes(name string) {
	switch {
	case name == "w:num":
		r.inList = false
	case name != "w:lvl" || r.depth < 0 || r.depth >= wordLevels:
	case r.inList:
		r.list.own[r.depth] = *r.level
	default:
		r.abstract.levels[r.depth] = *r.level
	}
}

// next is the number of the next paragraph of a style, with what stands behind
// it, and whether it is a bullet. The paragraph's own list comes before its
// style's.
func (n *wordNumbering) next(style, list string, depth int) (string, bool) {
	for _, s := range n.styles.chain(style) {
		if list == "" && s.list != "" {
			list = s.list
			depth = max(depth, s.depth)
		}
	}
	l := n.lists[list]
	a := n.abstractOf(l)
	if a == nil {
		return "", false
	}
	if depth < 0 {
		depth = a.levelOf(style)
	}
	depth = min(depth, wordLevels-1)
	a.step(depth, l)
	level := a.level(depth, l)
	if level.format == "none" && level.text == "" {
		return "", false
	}
	number := strings.TrimSpace(a.written(depth, l))
	if level.format == "bullet" {
		return bulletSign(number) + " ", true
	}
	return number + gapBehind(number, level.suffix), false
}

// abstractOf is the way in which a list is numbered, nil when there is none.
func (n *wordNumbering) abstractOf(l *wordList) *wordAbstract {
	if l == nil {
		return nil
	}
	a := n.abstracts[l.abstract]
	if a != nil && n.byStyle[a.linked] != nil {
		return n.byStyle[a.linked]
	}
	return a
}

// levelOf is the level that a style is numbered on.
func (a *wordAbstract) levelOf(style string) int {
	for i := range wordLevels {
		if a.levels[i].style == style && style != "" {
			return i
		}
	}
	return 0
}

func (a *wordAbstract) level(depth int, l *wordList) wordLevel {
	if own, ok := l.own[depth]; ok {
		return own
	}
	return a.levels[depth]
}

// step counts one paragraph more on a level.
func (a *wordAbstract) step(depth int, l *wordList) {
	start, anew := l.start[depth]
	delete(l.start, depth) // only the first paragraph begins anew
	switch {
	case anew:
		a.count[depth] = start
	case a.counting[depth]:
		a.count[depth]++
	default:
		a.count[depth] = a.level(depth, l).start
	}
	a.counting[depth] = true
	for inner := depth + 1; inner < wordLevels; inner++ {
		if restart := a.level(inner, l).restart; restart < 0 || restart > depth {
			a.counting[inner] = false
		}
	}
	for outer := range depth {
		if !a.counting[outer] {
			a.count[outer], a.counting[outer] = a.level(outer, l).start, true
		}
	}
}

// written is a level's number: its text with the numbers of the levels in it.
func (a *wordAbstract) written(depth int, l *wordList) string {
	level := a.level(depth, l)
	var b strings.Builder
	for rest := level.text; rest != ""; {
		before, behind, found := strings.Cut(rest, "%")
		b.WriteString(before)
		rest = behind
		if !found || behind == "" {
			continue
		}
		at := int(behind[0] - '1')
		if at < 0 || at >= wordLevels {
			b.WriteByte('%')
			continue
		}
		format := a.level(at, l).format
		if level.legal {
			format = "decimal"
		}
		b.WriteString(numeral(format, a.count[at]))
		rest = behind[1:]
	}
	return b.String()
}

// gapBehind is what stands between a number and the words. Behind a mark as
// wide as an ideograph a word processor's tab is but a way to align.
func gapBehind(number, follows string) string {
	last, _ := utf8.DecodeLastRuneInString(number)
	if number == "" || follows == "nothing" || strings.ContainsRune("、）．。：】〕", last) {
		return ""
	}
	return " "
}

// bulletSign is a list's bullet. Most are characters of fonts of signs.
func bulletSign(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if text == "" || size < len(text) || unicode.IsLetter(r) || unicode.Is(unicode.Co, r) || unicode.IsControl(r) {
		return "•"
	}
	return text
}
