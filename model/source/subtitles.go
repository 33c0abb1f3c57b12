package source

import (
	"html"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// cueTiming is the line of a cue that says when it is shown: hours are
// optional, and SubRip writes a comma where WebVTT has a point.
const cueTiming = `[ \t]*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})[ \t]*-->[ \t]*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[,.](\d{1,3})[^\n]*`

var (
	timingLine = lazyregexp.New(`^` + cueTiming + `$`)
	srtStart   = lazyregexp.New(`^\d+[ \t]*\r?\n` + cueTiming)
	vttStart   = lazyregexp.New(`^WEBVTT(?:[ \t][^\n]*)?\r?(?:\n|$)`)
)

func isSRT(f *file) bool {
	start := f.beginning()
	return start != "" && '0' <= start[0] && start[0] <= '9' && srtStart.MatchString(start)
}

func isVTT(f *file) bool { return vttStart.MatchString(f.beginning()) }

// readSRT takes the words of SubRip subtitles.
func readSRT(f *file, s *Speech) error { return readSubtitles(f, s) }

// readVTT takes the words of WebVTT subtitles, and what its header says.
func readVTT(f *file, s *Speech) error {
	if err := readSubtitles(f, s); err != nil {
		return err
	}
	header, _, _ := strings.Cut(strings.TrimPrefix(f.beginning(), "WEBVTT"), "\n\n")
	for i, line := range strings.Split(newlines.Replace(header), "\n") {
		if i == 0 {
			s.Title = oneLine(strings.TrimLeft(line, " \t-–—"))
		} else if language, found := strings.CutPrefix(line, "Language:"); found {
			s.Language, _, _ = strings.Cut(strings.ToLower(oneLine(language)), "-")
		}
	}
	return nil
}

// readSubtitles joins the words of the cues to paragraphs. Without a cue it is
// a text like any other.
func readSubtitles(f *file, s *Speech) error {
	if err := readText(f, s); err != nil {
		return err
	}
	if len(s.Text) > maxTranscript {
		return tooBig(maxTranscript)
	}
	cues := cuesOf(s.Text)
	if len(cues) == 0 {
		s.Format = "text"
		return nil
	}
	t := transcript{terse: areTerse(cues)}
	for _, c := range cues {
		t.cue(c)
	}
	t.flush()
	var err error
	s.Source, err = t.source()
	return err
}

// cue is one subtitle.
type cue struct {
	start, end time.Duration
	lines      []string
}

// timingOf is what the line of a timing says; nil of another line.
func timingOf(line string) []string {
	if !strings.Contains(line, "-->") { // most lines have none, and a pattern takes its time
		return nil
	}
	return timingLine.FindStringSubmatch(line)
}

// cuesOf reads the cues of a file. What stands between cues, such as a
// WebVTT's notes and styles, is nobody's word.
func cuesOf(text string) []cue {
	var cues []cue
	inCue := false
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		timing := timingOf(line)
		switch {
		case timing != nil:
			dropNumber(cues, inCue && i > 0)
			cues = append(cues, cue{start: moment(timing[1:5]), end: moment(timing[5:9])})
			inCue = true
		case strings.TrimSpace(line) == "":
			inCue = inCue && goesOn(lines[i+1:])
		case inCue:
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, line)
		}
	}
	return slices.DeleteFunc(cues, func(c cue) bool { return len(c.lines) == 0 })
}

// dropNumber takes the next cue's number away from the words of the one before,
// when no blank line stands between them.
func dropNumber(cues []cue, inCue bool) {
	if !inCue || len(cues) == 0 {
		return
	}
	last := &cues[len(cues)-1]
	if n := len(last.lines); n > 0 && strings.Trim(last.lines[n-1], "0123456789 \t") == "" {
		last.lines = last.lines[:n-1]
	}
}

// goesOn reports whether a cue has more words behind a blank line: the next
// words are neither a timing, nor what stands before one, nor a note.
func goesOn(rest []string) bool {
	for i, line := range rest[:min(len(rest), 20)] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		note := strings.HasPrefix(line, "NOTE") || strings.HasPrefix(line, "STYLE") || strings.HasPrefix(line, "REGION")
		return !note && timingOf(line) == nil && (i+1 >= len(rest) || timingOf(rest[i+1]) == nil)
	}
	return false
}

func moment(parts []string) time.Duration {
	fraction := (parts[3] + "00")[:3]
	return time.Duration(integer(parts[0], 0))*time.Hour + time.Duration(integer(parts[1], 0))*time.Minute +
		time.Duration(integer(parts[2], 0))*time.Second + time.Duration(integer(fraction, 0))*time.Millisecond
}

// areTerse reports whether most cues have no punctuation at their ends, as is
// the way with Chinese subtitles: a blank must part what they say.
func areTerse(cues []cue) bool {
	marked := 0
	for _, c := range cues {
		last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(c.lines[len(c.lines)-1]))
		if unicode.IsPunct(last) {
			marked++
		}
	}
	return marked*5 < len(cues)
}

// What ends a paragraph of a transcript: at the end of a sentence a pause or
// enough words, and everywhere a long pause or very many words.
const (
	pause      = 2 * time.Second
	longPause  = 5 * time.Second
	enough     = 300 // bytes
	veryMany   = 1200
	paintedOn  = 100 * time.Millisecond // between cues that repeat a line
	shortsSame = 10                     // characters; shorter lines may come twice
)

// transcript joins cues.
type transcript struct {
	composer
	terse   bool
	current paragraph
	speaker string // of the paragraph
	end     time.Duration
	before  []string // the lines of the cue before
}

// cue adds the words of a cue.
func (t *transcript) cue(c cue) {
	lines := c.lines
	if c.start-t.end < paintedOn && len(t.before) > 0 && len(lines) > 1 {
		last := t.before[len(t.before)-1]
		if lines[0] == last && utf8.RuneCountInString(last) >= shortsSame {
			lines = lines[1:] // captions that roll up show each line twice
		}
	}
	if t.isOver(c.start - t.end) {
		t.flush()
	}
	for _, line := range lines {
		t.line(line)
	}
	t.before, t.end = c.lines, c.end
}

func (t *transcript) isOver(silence time.Duration) bool {
	ends := endsSentence(t.current.text) || t.terse
	switch length := len(t.current.text); {
	case silence >= longPause, length > veryMany:
		return true
	default:
		return ends && (silence >= pause || length > enough)
	}
}

var (
	// turnStart is how a line begins that somebody else speaks: a dash, the
	// signs of live captions, a name with a colon.
	turnStart = lazyregexp.New(`^(?:[-–—]\s*\S|>>|(?:\p{Lu}[\p{Lu}.'’\- ]{1,30}|\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}|\p{Han}{2,8})[:：]\s*\S)`)
	// direction is a line that nobody speaks.
	direction = lazyregexp.New(`^(?:\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】)$`)
	// cueTag is a tag of WebVTT or SubRip, or a place on the screen.
	cueTag = lazyregexp.New(`<(/?)([a-zA-Z]*|[0-9:.]+)(?:[.\s][^<>]*)?>|\{\\[^{}]*\}`)
	voice  = lazyregexp.New(`^<v(?:\.[^\s>]*)?\s+([^<>]+)>`)
)

// line adds a line of a cue.
func (t *transcript) line(line string) {
	line = strings.TrimSpace(line)
	if len(line) > maxParagraph {
		t.current.writeLoose("\n"+line, 0) // nobody reads that on a screen
		return
	}
	if named := voice.FindStringSubmatch(line); named != nil {
		if speaker := oneLine(html.UnescapeString(named[1])); speaker != t.speaker {
			t.flush()
			t.begin(speaker)
		}
	}
	bare := oneLine(html.UnescapeString(cueTag.ReplaceAllString(line, "")))
	alone := direction.MatchString(bare)
	if alone || turnStart.MatchString(bare) {
		t.flush()
	}
	if t.terse && len(t.current.text) > t.current.name {
		t.current.write(" ", 0)
	}
	t.tagged("\n" + line)
	if alone {
		t.flush()
	}
}

// begin starts the turn of a speaker whom the file names.
func (t *transcript) begin(speaker string) {
	t.speaker = speaker
	mark := ":"
	if last, _ := utf8.DecodeLastRuneInString(speaker); isEastAsian(last) {
		mark = "："
	}
	t.current.kind = model.Speaker
	t.current.write(speaker+mark, 0)
	t.current.name = len(t.current.text)
}

// tagged adds words with the emphasis of the tags in them.
func (t *transcript) tagged(words string) {
	var style model.Style
	at := 0
	for _, tag := range cueTag.FindAllStringSubmatchIndex(words, -1) {
		t.current.writeLoose(html.UnescapeString(words[at:tag[0]]), style)
		at = tag[1]
		if tag[4] < 0 {
			continue
		}
		mark := tagStyles[strings.ToLower(words[tag[4]:tag[5]])]
		if tag[2] < tag[3] {
			style &^= mark
		} else {
			style |= mark
		}
	}
	t.current.writeLoose(html.UnescapeString(words[at:]), style)
}

// flush ends the paragraph. A speaker who said nothing is left out.
func (t *transcript) flush() {
	current := t.current
	t.current = paragraph{}
	if len(current.text) > current.name {
		t.add(current)
	}
}
