package source

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"lectern/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMarkdownGolden compares the blocks of each sample with what is written
// beside it: one block a line, and its runs below.
func TestMarkdownGolden(t *testing.T) {
	samples, err := filepath.Glob("testdata/markdown/*.md")
	if err != nil || len(samples) == 0 {
		t.Fatal(samples, err)
	}
	for _, sample := range samples {
		s, err := Open(sample, "")
		if err != nil {
			t.Fatal(err)
		}
		checkBlocks(t, s.Source)
		got := []byte(describe(s.Source))
		golden := strings.TrimSuffix(sample, ".md") + ".golden"
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := readFile(t, golden); !bytes.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant:\n%s", sample, got, want)
		}
	}
}

func describe(s model.Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q speaker %q date %q language %q\n", s.Title, s.Speaker, s.Date, s.Language)
	for _, block := range s.Blocks {
		b.WriteString(block.Kind.String())
		if block.Level > 0 {
			fmt.Fprintf(&b, " %d", block.Level)
		}
		if block.Preformatted {
			b.WriteString(" preformatted")
		}
		fmt.Fprintf(&b, " %q\n", s.Text[block.Span.Start:block.Span.End])
		for _, run := range block.Runs {
			fmt.Fprintf(&b, "    %s %q\n", describeRun(run), s.Text[run.Span.Start:run.Span.End])
		}
	}
	return b.String()
}

func describeRun(run model.Run) string {
	if run.Hidden {
		return "hidden"
	}
	var words []string
	for i, name := range []string{"strong", "emphasis", "code", "struck"} {
		if run.Style&(1<<i) != 0 {
			words = append(words, name)
		}
	}
	if run.Shown != "" {
		words = append(words, fmt.Sprintf("shown as %q", run.Shown))
	}
	return strings.Join(words, " ")
}

// checkBlocks holds the laws of blocks and runs.
func checkBlocks(t *testing.T, s model.Source) {
	t.Helper()
	at := 0
	for i, b := range s.Blocks {
		if b.Span.Start < at || b.Span.End > len(s.Text) || b.Span.Empty() {
			t.Fatalf("block %d is at %v, after one that ends at %d", i, b.Span, at)
		}
		checkGap(t, s.Text[at:b.Span.Start])
		at = b.Span.End
		words := s.Text[b.Span.Start:b.Span.End]
		if strings.TrimFunc(words, unicode.IsSpace) != words {
			t.Errorf("block %d has blank space at an end: %q", i, words)
		}
		checkRuns(t, b)
	}
	checkGap(t, s.Text[at:])
}

// checkGap looks for words between blocks: only a fence may have one, the
// name of its language.
func checkGap(t *testing.T, gap string) {
	t.Helper()
	for line := range strings.Lines(gap) {
		fence := strings.Contains(line, "```") || strings.Contains(line, "~~~")
		if strings.IndexFunc(line, unicode.IsLetter) >= 0 && !fence {
			t.Errorf("words in no block: %q", line)
		}
	}
}

func checkRuns(t *testing.T, b model.Block) {
	t.Helper()
	at := b.Span.Start
	for _, r := range b.Runs {
		if r.Span.Start < at || r.Span.Empty() || r.Span.End > b.Span.End {
			t.Fatalf("run %v of block %v, after one that ends at %d", r.Span, b.Span, at)
		}
		if r.Hidden == (r.Style != 0 || r.Shown != "") {
			t.Errorf("run %+v says nothing, or two things", r)
		}
		at = r.Span.End
	}
}

// shownText is what the page shows of a block, with its lines joined.
func shownText(s model.Source, b model.Block) string {
	var shown strings.Builder
	at := b.Span.Start
	for _, r := range b.Runs {
		shown.WriteString(s.Text[at:r.Span.Start])
		at = r.Span.End
		switch {
		case r.Hidden:
		case r.Shown != "":
			shown.WriteString(r.Shown)
		default:
			shown.WriteString(s.Text[r.Span.Start:r.Span.End])
		}
	}
	shown.WriteString(s.Text[at:b.Span.End])
	return strings.Join(strings.Fields(shown.String()), " ")
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	number = regexp.MustCompile(`^[12]\. `)
)

// TestShownWordsAreGoldmarksOwn compares what is left when markup is hidden
// with the words of the page that goldmark's own renderer makes.
func TestShownWordsAreGoldmarksOwn(t *testing.T) {
	page := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(htmlrenderer.NewRenderer(htmlrenderer.WithUnsafe()), 1000),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500)))
	md := goldmark.New(goldmark.WithParser(markdownParser()), goldmark.WithRenderer(page))
	for _, name := range []string{
		speeches + "/gaggle-2023-04-03.md", speeches + "/remarks-2023-07-12.md", "testdata/markdown/chinese.md",
	} {
		s, err := Open(name, "")
		if err != nil {
			t.Fatal(err)
		}
		checkBlocks(t, s.Source)
		var ours []string
		body := s.Text
		for _, b := range s.Blocks {
			if b.Kind == model.FrontMatter {
				body = s.Text[b.Span.End:]
				continue
			}
			ours = append(ours, number.ReplaceAllString(shownText(s.Source, b), ""))
		}
		var out bytes.Buffer
		if err := md.Convert([]byte(body), &out); err != nil {
			t.Fatal(err)
		}
		theirs := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(out.String(), ""))), " ")
		if got := strings.Join(ours, " "); got != theirs {
			i := 0
			for i < min(len(got), len(theirs)) && got[i] == theirs[i] {
				i++
			}
			t.Errorf("%s differs: ours %q, theirs %q", name, got[max(0, i-20):min(len(got), i+60)], theirs[max(0, i-20):min(len(theirs), i+60)])
		}
	}
}

func TestEmphasisBesideChinese(t *testing.T) {
	for text, want := range map[string][]string{
		"**一是稳增长。**今年":         {"一是稳增长。"},
		"今年**“三去一降”**任务":       {"“三去一降”"},
		"**一是**，**二是**。":       {"一是", "二是"},
		"他说**（真的）**是":          {"（真的）"},
		"이것은 **마크다운(M)**입니다":   {"마크다운(M)"},
		"听说**同志来了。":            nil,
		"听**同志和**同志，**好**说。":   {"好"},
		"**张三**同志到会。":          {"张三"},
		"**同志们：**":             {"同志们："},
		"2 * 3 * 4 = 24":       nil,
		"**bold.**then":        nil, // as CommonMark has it between Latin words
		"snake_case_名_字":       nil,
		"**一**、**二** 和 ** 三**": {"一", "二"},
	} {
		var bold []string
		for _, b := range markdown(text).Blocks {
			for _, r := range b.Runs {
				if r.Style == model.Strong {
					bold = append(bold, text[r.Span.Start:r.Span.End])
				}
			}
		}
		if !slices.Equal(bold, want) {
			t.Errorf("%s: bold are %q, not %q", text, bold, want)
		}
	}
}

func TestFrontMatterIsYAMLFields(t *testing.T) {
	long := "---\ntitle: x\nnote: " + strings.Repeat("long ", maxFrontMatter/5) + "\n---\n"
	for text, want := range map[string]string{
		"---\ntitle: Two words\n---\nbody":      "Two words",
		"--- \ntitle: |\n  Two\n  words\n...\n": "Two words",
		"---\ntitle: [a, b]\n---":               "a b",
		"---\ntitle: *undefined\n---\n":         "",
		"---\njust words\n---\n":                "",
		"---\ntitle: never closed\n":            "",
		"\n---\ntitle: late\n---\n":             "",
		long:                                    "",
	} {
		s := markdown(text)
		if s.Title != want {
			t.Errorf("%.40q: title %q, not %q", text, s.Title, want)
		}
		if first := s.Blocks[0].Kind == model.FrontMatter; first != (want != "") {
			t.Errorf("%.40q: front matter %v", text, first)
		}
		checkBlocks(t, s)
	}
}

func TestFrontMatterSaysWhereASpeechIsFrom(t *testing.T) {
	for text, want := range map[string]model.Source{
		"---\nevent: Annual Dinner\nsource_url: https://example.org/1\n---\n": {Occasion: "Annual Dinner", URL: "https://example.org/1"},
		"---\nsource: the archive\nlink: http://example.org/2\n---\n":         {URL: "http://example.org/2"},
		"---\nurl: javascript:alert(1)\n---\n":                                {},
	} {
		if s := markdown(text); s.Occasion != want.Occasion || s.URL != want.URL {
			t.Errorf("%q: occasion %q, URL %q", text, s.Occasion, s.URL)
		}
	}
}

func TestHostileMarkdownIsPlainText(t *testing.T) {
	many := func(pattern string) string { return strings.Repeat(pattern, 1<<20/len(pattern)) }
	paragraphs := func(pattern string) string {
		return many(strings.Repeat(pattern, 15000/len(pattern)) + "\n\n")
	}
	deep := ""
	for i := range 40 {
		deep += strings.Repeat("  ", i) + "- x\n"
	}
	for what, text := range map[string]string{
		"links that never end":           many("[a]("),
		"links in paragraphs":            paragraphs("[a]("),
		"asterisks that never pair":      many("*a_ "),
		"asterisks in paragraphs":        paragraphs("*a_ "),
		"lists in lists":                 strings.Repeat("- ", 1000) + "a",
		"numbered lists in lists":        strings.Repeat("1. ", 40) + "a",
		"quotes in quotes":               many(">"),
		"quotes and lists in turn":       strings.Repeat("> - ", 20) + "a",
		"lists deeper by indentation":    deep,
		"a heading of a megabyte":        "# " + many("x"),
		"a paragraph of many lines":      many("line\n"),
		"a paragraph with indented `>`s": many("a\n     >\n"),
		"very many short quotes":         strings.Repeat("> a\n\n", 200_000),
	} {
		s, err := Read(strings.NewReader(text), "hostile.md", "")
		if err != nil {
			t.Fatal(err)
		}
		if s.Format != "text" || s.Blocks != nil || !strings.HasPrefix(s.Notice, "shown as plain text: its Markdown has ") {
			t.Errorf("%s: read as %s, notice %q", what, s.Format, s.Notice)
		}
	}
}

func TestOrdinaryMarkdownIsNotTooIntricate(t *testing.T) {
	for what, text := range map[string]string{
		"long lists":      strings.Repeat("- an item of a list\n", 5000),
		"deep columns":    strings.Repeat(" ", 90) + "far to the right\n",
		"a long rule":     strings.Repeat("- ", 60) + "\n\nwords\n",
		"starred rule":    strings.Repeat("* ", 60) + "\n\nwords\n",
		"long quote":      strings.Repeat("> Some words of a quote.\n>\n", 2000),
		"bold everywhere": strings.Repeat("**一是稳增长。**今年要做好。", 300) + "\n\n",
		"a megabyte":      strings.Repeat("A paragraph with *one* mark and [a link](x).\n\n", 20000),
	} {
		if reason := tooIntricate(text); reason != "" {
			t.Errorf("%s: %s", what, reason)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, name := range []string{"testdata/markdown/english.md", "testdata/markdown/chinese.md"} {
		f.Add(string(readFile(f, name)))
	}
	f.Add("- a\n\n\tb\n> c\n\n---\n")
	f.Add("[a]: <b>\n'c\nd'\ne\n===\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Read(strings.NewReader(text), "fuzz.md", "utf-8")
		if err != nil || s.Format != "markdown" {
			return
		}
		checkBlocks(t, s.Source)
		if again := markdown(s.Text); !reflect.DeepEqual(again, s.Source) {
			t.Error("read twice, not the same")
		}
	})
}
