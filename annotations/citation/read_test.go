package citation

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"lectern/annotations"
	"lectern/model"
)

// What is written is read back by readers of its form.

var tags = regexp.MustCompile(`<[^>]*>`)

// squeezed is a text without what readers may change: blanks.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// checkFootnote reads a footnote as goldmark does: there is one, the words
// quoted are those cited, and its text is the citation.
func checkFootnote(t *testing.T, p Passage) {
	t.Helper()
	style, _ := Find("footnote")
	text := style.Quote(p)
	var page strings.Builder
	if err := goldmark.New(goldmark.WithExtensions(extension.Footnote, extension.Strikethrough, extension.Table)).Convert([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	s := sourceOf(p)
	shown, note, found := strings.Cut(page.String(), `<div class="footnotes"`)
	if quoted := paragraphs(s.quote) != nil; found != quoted {
		t.Fatalf("a footnote %v, words %v:\n%s\n%s", found, quoted, text, page.String())
	} else if !quoted {
		return
	}
	if strings.Count(page.String(), `class="footnote-ref"`) != 1 || strings.Count(shown, "<blockquote>") != 1 {
		t.Errorf("not one quotation with one footnote:\n%s\n%s", text, page.String())
	}
	read := func(part string) string { return squeezed(html.UnescapeString(tags.ReplaceAllString(part, ""))) }
	if got, want := read(shown), squeezed(s.quote)+"1"; got != want {
		t.Errorf("the words are\n%q, want\n%q\n%s", got, want, text)
	}
	want := squeezed(plain(s)) + webAddress(s.info.URL) + "↩︎"
	if got := read(note[strings.Index(note, ">")+1:]); got != want {
		t.Errorf("the footnote is\n%q, want\n%q\n%s", got, want, text)
	}
}

// readEntry reads a BibTeX entry as BibTeX does: a value ends where its braces
// are closed, counted without regard to backslashes.
func readEntry(t *testing.T, text string) (kind, key string, fields map[string]string) {
	t.Helper()
	head := regexp.MustCompile(`^@([a-z]+)\{([a-z0-9-]+),\n`).FindStringSubmatch(text)
	if head == nil {
		t.Fatalf("no entry begins: %q", text)
	}
	fields = map[string]string{}
	rest := text[len(head[0]):]
	for rest != "}" {
		name, value, ok := strings.Cut(rest, " = {")
		if !ok {
			t.Fatalf("no field at %q", rest)
		}
		depth, end := 1, 0
		for ; depth > 0; end++ {
			if end == len(value) {
				t.Fatalf("%s does not end: %q", name, value)
			}
			depth += map[byte]int{'{': 1, '}': -1}[value[end]]
		}
		fields[strings.TrimSpace(name)] = value[:end-1]
		if rest, ok = strings.CutPrefix(value[end:], ",\n"); !ok {
			t.Fatalf("%s is followed by %q", name, value[end:])
		}
	}
	return head[1], head[2], fields
}

// set is what TeX makes of a value.
var set = strings.NewReplacer(
	`\textbackslash{}`, `\`, `\textbraceleft{}`, "{", `\textbraceright{}`, "}", `\textasciicircum{}`, "^", `\textasciitilde{}`, "~",
	`\$`, "$", `\&`, "&", `\#`, "#", `\_`, "_", `\%`, "%", "{", "", "}", "",
)

func checkEntry(t *testing.T, p Passage) {
	t.Helper()
	style, _ := Find("bibtex")
	_, _, fields := readEntry(t, style.Cite(p))
	s := sourceOf(p)
	if got := set.Replace(fields["author"]); got != s.info.Speaker {
		t.Errorf("the author is %q, want %q", got, s.info.Speaker)
	}
	if got := set.Replace(fields["title"]); got != s.info.Title && s.info.Title != "" {
		t.Errorf("the title is %q, want %q", got, s.info.Title)
	}
	if got := set.Replace(fields["note"]); got != s.note() {
		t.Errorf("the note is %q, want %q", got, s.note())
	}
	for name, value := range fields {
		if strings.ContainsAny(strings.NewReplacer(`\$`, "", `\&`, "", `\#`, "", `\_`, "", `\%`, "").Replace(value), "$&#_%^~") && name != "url" {
			t.Errorf("%s = %q holds a sign that TeX obeys", name, value)
		}
	}
}

// FuzzCite: whatever a speech is cited by, nothing of it is obeyed, the citation
// is of one line where it stands in a line, and it is read back.
func FuzzCite(f *testing.F) {
	f.Add(chinese, 600, 640, "在会上的讲话", "李华", "2022年3月5日", "大会", "https://example.org/a", "教育是国之大计。")
	f.Add(english, 300, 500, "50 % {off} \\today", "Doe and {Roe}", "May 4, 2019", "]: *", "https://example.org/<a>{b}", "- a\n1. b\n# c [^1]: d")
	f.Add(transcript, 0, 3, "\x1b]0;t\a\u202e", "\u2028", "\r\n", "\x9b", "javascript:alert(1)", "\xff\x00```\n\t> x")
	f.Fuzz(func(t *testing.T, text string, start, end int, title, speaker, date, occasion, url, quote string) {
		p := Passage{
			Info: annotations.Info{Title: title, Speaker: speaker, Date: date, Occasion: occasion, URL: url}, Quote: quote, Seen: day,
		}
		if utf8.ValidString(text) && start >= 0 && start < end && end <= len(text) && utf8.RuneStart(text[start]) && (end == len(text) || utf8.RuneStart(text[end])) {
			p.Document, p.Span = model.Parse(model.Source{Text: text}), model.Span{Start: start, End: end}
		}
		for _, style := range Styles {
			cited := style.Cite(p)
			if i := strings.IndexFunc(style.Quote(p), obeyed); i >= 0 || !utf8.ValidString(style.Quote(p)) {
				t.Errorf("%s: %q", style.Name, style.Quote(p))
			}
			if style.Name != "bibtex" && strings.Contains(cited, "\n") {
				t.Errorf("%s is of several lines: %q", style.Name, cited)
			}
		}
		checkEntry(t, p)
		checkFootnote(t, p)
	})
}

func obeyed(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}
