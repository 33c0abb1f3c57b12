package source

import "strings"

// The parser takes time in the square of some things: the marks of a
// paragraph that pair up with nothing ("[a](" again and again), and the depth
// of quotes and lists. These limits are far above any speech; the work they
// allow is done in about a second.
const (
	maxParagraph = 16 << 10 // bytes
	maxNesting   = 32
	maxWork      = 1 << 30  // of paragraphs, marks × bytes; and of lines:
	workOfLine   = 12 << 10 // and half as much again for each quote and list it is in
)

// maxTranscript is how many bytes subtitles or a script may have: what is said in
// thirty hours.
const maxTranscript = 3 << 20

// tooIntricate says what in a text would keep the Markdown parser busy for too
// long, or nothing. It counts; it does not parse.
func tooIntricate(text string) string {
	deepest, work := 0, 0
	paragraph, marks := 0, 0
	for line := range strings.Lines(text) {
		if startsBlock(line) {
			paragraph, marks = 0, 0
		}
		before := paragraph * marks
		paragraph += len(line)
		marks += countMarks(line)
		depth := nesting(line, deepest)
		work += paragraph*marks - before + workOfLine + depth*workOfLine/2
		deepest = max(deepest, depth)
		switch {
		case paragraph > maxParagraph:
			return "paragraphs of over 16 KB"
		case deepest > maxNesting:
			return "quotes or lists inside each other over 32 deep"
		case work > maxWork:
			return "too many lines, or marks to pair up"
		}
	}
	return ""
}

// startsBlock reports whether the line certainly ends the paragraph before it:
// a blank line, an empty quote line, a heading or a bullet.
func startsBlock(line string) bool {
	bare := strings.TrimLeft(line, " ")
	if strings.TrimSpace(line) == "" {
		return true
	}
	if len(line)-len(bare) > 3 {
		return false
	}
	return strings.Trim(bare, "> \t\n") == "" || isHeadingLine(bare) || bullet(bare) > 0 && len(strings.TrimSpace(bare)) > 1
}

func isHeadingLine(line string) bool {
	rest := strings.TrimLeft(line, "#")
	signs := len(line) - len(rest)
	return signs >= 1 && signs <= 6 && strings.IndexAny(rest, " \t\n") == 0
}

func countMarks(line string) int {
	marks := 0
	for i := range len(line) {
		if strings.IndexByte("[]()*_~`<!&", line[i]) >= 0 {
			marks++
		}
	}
	return marks
}

// nesting is how many quotes and list items the line can be inside, at the
// most: those that its indentation continues, of the deepest so far, and those
// that it begins.
func nesting(line string, deepest int) int {
	if isRule(line) {
		return 0
	}
	rest := strings.TrimLeft(line, " \t")
	indent := line[:len(line)-len(rest)]
	columns := len(indent) + 3*strings.Count(indent, "\t")
	depth := min(columns/2, deepest)
	for {
		signs := bullet(rest)
		if strings.HasPrefix(rest, ">") {
			signs = 1
		}
		if signs == 0 {
			return depth
		}
		depth++
		rest = strings.TrimLeft(rest[signs:], " \t")
	}
}

// isRule reports whether the line is a thematic break, whose signs look like
// bullets.
func isRule(line string) bool {
	return strings.Trim(line, "- \t\n") == "" || strings.Trim(line, "* \t\n") == ""
}

// bullet is the length of the list marker that line begins with, or 0.
func bullet(line string) int {
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	end := digits + 1
	if len(line) < end || digits > 9 {
		return 0
	}
	signs := "-+*"
	if digits > 0 {
		signs = ".)"
	}
	followed := len(line) == end || strings.IndexByte(" \t\n", line[end]) >= 0
	if strings.IndexByte(signs, line[digits]) < 0 || !followed {
		return 0
	}
	return end
}
