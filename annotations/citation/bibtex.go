package citation

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// This file writes entries for biblatex, which BibTeX's own styles read too but
// for the date. The file is UTF-8. Names and titles stand in braces of their
// own: they are not taken apart into surnames, and keep their capitals.

func entry(s *source) string {
	kind, address := "misc", webAddress(s.info.URL)
	if address != "" {
		kind = "online"
	}
	title := s.info.Title
	if title == "" {
		title = s.word(untitledChinese, untitledEnglish)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", kind, s.key())
	put := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	put("author", braced(s.info.Speaker))
	put("title", braced(title))
	if date := isoDate(s.info.Date); date != "" {
		put("date", date)
	} else {
		put("year", tex(s.info.Date))
	}
	put("url", address)
	if address != "" && !s.seen.IsZero() {
		put("urldate", s.seen.Format("2006-01-02"))
	}
	put("note", tex(s.note()))
	b.WriteString("}")
	return b.String()
}

// note is what no field of an entry is for: the occasion, section and paragraph,
// and an address that is none of the web.
func (s *source) note() string {
	address := s.info.URL
	if webAddress(address) != "" {
		address = ""
	}
	parts := slices.Concat(named(s.info.Occasion), s.sections, named(s.place(), address))
	return strings.Join(parts, s.word("，", ", "))
}

func braced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + tex(text) + "}"
}

// tex is plain text as TeX sets it. Braces have to be commands: BibTeX counts
// them even behind a backslash.
func tex(text string) string { return texSigns.Replace(text) }

var texSigns = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`, "^", `\textasciicircum{}`, "~", `\textasciitilde{}`,
	"$", `\$`, "&", `\&`, "#", `\#`, "_", `\_`, "%", `\%`,
)

// key names the entry or the footnote in ASCII: the speaker's last word or
// "speech", the year, a sum of what the speech is cited by, and the paragraphs.
// The same passage has the same key everywhere; two entries of one key are
// equal but for the day they were read.
func (s *source) key() string {
	name := lastWord(s.info.Speaker)
	if name == "" {
		name = "speech"
	}
	if date := isoDate(s.info.Date); date != "" {
		name += date[:len("2006")]
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{s.info.Title, s.info.Speaker, s.info.Date, s.info.Occasion, s.info.URL}, "\n")))
	name += fmt.Sprintf("-%x", sum[:3])
	switch {
	case s.first == 0:
		return name
	case s.first == s.last:
		return fmt.Sprintf("%s-p%d", name, s.first)
	}
	return fmt.Sprintf("%s-p%d-%d", name, s.first, s.last)
}

// lastWord is a name's last word in ASCII letters, without accents: "garcia" of
// "José García"; empty when it has others.
func lastWord(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFD.String(words[len(words)-1])) {
		if 'a' <= r && r <= 'z' {
			b.WriteRune(r)
		} else if r > 0x36F {
			return ""
		}
	}
	return b.String()
}
