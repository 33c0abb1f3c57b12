package source

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// alone hides pdftotext, so that our own reader reads.
func alone(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", t.TempDir())
	if _, err := exec.LookPath("pdftotext"); err == nil {
		t.Fatal("pdftotext is still found")
	}
}

const standardFonts = "/F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"

// pdfOf is a PDF with a page for each content, fonts, and further objects.
func pdfOf(fonts string, more string, contents ...string) string {
	var kids, pages strings.Builder
	for i, content := range contents {
		fmt.Fprintf(&kids, "%d 0 R ", 10+2*i)
		fmt.Fprintf(&pages, "%d 0 obj << /Type /Page /Parent 2 0 R /Contents %d 0 R >> endobj\n%d 0 obj << /Length %d >> stream\n%s\nendstream endobj\n", 10+2*i, 11+2*i, 11+2*i, len(content), content)
	}
	return "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [" + kids.String() +
		"] /MediaBox [0 0 600 800] /Resources << /Font << " + fonts + " >> /XObject << /X 5 0 R >> >> >> endobj\n" + pages.String() + more + "\ntrailer << /Root 1 0 R >>\n%%EOF\n"
}

// at writes lines of words, each in a size and at a place.
func at(x, y, size int, words string) string {
	return fmt.Sprintf("BT /F %d Tf 1 0 0 1 %d %d Tm %s ET\n", size, x, y, words)
}

func deflated(content string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(content)) // a buffer takes all
	w.Close()
	return b.String()
}

func TestPDF(t *testing.T) {
	alone(t)
	chinese, err := simplifiedchinese.GBK.NewEncoder().String("同志们，开会！")
	if err != nil {
		t.Fatal(err)
	}
	toUnicode := "6 0 obj << /Length 999 >> stream\n1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <01> <540C> <02> <D83DDE00> endbfchar 1 beginbfrange <03> <04> <5FD7> <05> <06> [<4EEC> <FF1A>] endbfrange\nendstream endobj"
	packed := deflated("20 0 21 4 (x) << /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /eacute /uni4E00 /fi] >> >>")
	for _, test := range []struct{ what, raw, want string }{
		{"letters, words and escapes", pdfOf(standardFonts, "", at(50, 700, 12, `(A \(word\) \223and\224 a\053b\
c) Tj`)), "A (word) “and” a+bc\n"},
		{"gaps between letters", pdfOf(standardFonts, "", at(50, 700, 12, "[(w) 20 (ord) -300 (two) -4000 (far)] TJ")), "word two\nfar\n"},
		{"lines are joined to paragraphs", pdfOf(standardFonts, "", at(50, 700, 12, "(A long line that reaches to the right margin of the page and co-) Tj")+at(50, 686, 12, "(operates with the next one, as a line of a text that flows does,) Tj")+at(50, 672, 12, "(and ends.) Tj")+at(50, 658, 12, "(Another begins here and is about as long as the first one was.) Tj")),
			"A long line that reaches to the right margin of the page and cooperates with the next one, as a line of a text that flows does, and ends.\nAnother begins here and is about as long as the first one was.\n"},
		{"other operators", pdfOf(standardFonts, "", "BT /F 12 Tf 14 TL 50 700 Td (one) Tj 0 -30 TD (two) Tj T* (three) ' 2 0 (four) \" ET q 2 0 0 2 0 0 cm BT /F 6 Tf 25 250 Td (five) Tj ET Q"), "one\ntwo\nthree\nfour\nfive\n"},
		{"forms", pdfOf(standardFonts, "5 0 obj << /Subtype /Form /Length 99 >> stream\n"+at(50, 600, 12, "(inside) Tj")+"\nendstream endobj", at(50, 700, 12, "(before) Tj")+"/X Do "+at(50, 500, 12, "(after) Tj")), "before\ninside\nafter\n"},
		{"pictures inside", pdfOf(standardFonts, "", "BI /W 1 ID (not text) Tj EI "+at(50, 700, 12, "(text) Tj")), "text\n"},
		{"codes with a map", pdfOf("/F << /Subtype /Type1 /ToUnicode 6 0 R >>", toUnicode, at(50, 700, 12, `(\001\003\005\006\002) Tj`)), "同志们：😀\n"},
		{"GBK without a map", pdfOf("/F << /Subtype /Type0 /Encoding /GBK-EUC-H >>", "", at(50, 700, 12, "("+strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(chinese)+") Tj")), "同志们，开会！\n"},
		{"UTF-16 without a map", pdfOf("/F << /Subtype /Type0 /Encoding /UniGB-UTF16-H >>", "", at(50, 700, 12, "<540C 5FD7 4EEC> Tj")), "同志们\n"},
		{"objects in a stream", pdfOf("/F 21 0 R", "30 0 obj << /Type /ObjStm /N 2 /First 10 /Filter /FlateDecode /Length "+fmt.Sprint(len(packed))+" >> stream\n"+packed+"\nendstream endobj", at(50, 700, 12, "(ABC) Tj")), "é一fi\n"},
		{"headings by their size", pdfOf(standardFonts, "", at(200, 700, 24, "(The Title) Tj")+at(50, 650, 12, "(Words of a text that is not a heading, since they are many.) Tj")+at(50, 620, 16, "(Part) Tj")+at(50, 590, 12, "(More words of a text that is not a heading, and some more.) Tj")), "title The Title\nWords of a text that is not a heading, since they are many.\nsection1 Part\nMore words of a text that is not a heading, and some more.\n"},
		{"a title of two lines, in the middle", pdfOf(standardFonts, "", at(120, 700, 24, "(A Title of Two Lines that) Tj")+at(156, 672, 24, "(Stand in the Middle) Tj")+at(50, 590, 12, "(More words of a text that is not a heading, and some more.) Tj")), "title A Title of Two Lines that Stand in the Middle\nMore words of a text that is not a heading, and some more.\n"},
		{"page numbers and what recurs", pdfOf(standardFonts, "", at(50, 780, 10, "(The Journal, page 1) Tj")+at(50, 500, 12, "(first page.) Tj")+at(300, 20, 10, "(- 1 -) Tj"), at(50, 780, 10, "(The Journal, page 2) Tj")+at(50, 500, 12, "(second page.) Tj")+at(300, 20, 10, "(2) Tj"), at(50, 780, 10, "(The Journal, page 3) Tj")+at(50, 500, 12, "(The third page has a longer line than the other pages have.) Tj")+at(300, 20, 10, "(iii) Tj")), "first page.\nsecond page.\nThe third page has a longer line than the other pages have.\n"},
		{"notes at the foot", pdfOf(standardFonts, "", at(50, 700, 12, "(Words with a note) Tj")+"BT /F 7 Tf 1 0 0 1 158 705 Tm (1) Tj ET\n"+at(50, 640, 12, "(More words in the size of the body.) Tj")+at(50, 90, 9, "(1 The note.) Tj")), "Words with a note[1]\nMore words in the size of the body.\nnote 1 The note.\n"},
		{"tables come by columns", pdfOf(standardFonts, "", at(50, 700, 12, "(a) Tj")+at(50, 680, 12, "(c) Tj")+at(300, 700, 12, "(b) Tj")+at(300, 680, 12, "(d) Tj")), "pre a | b⏎c | d\n"},
		{"a column of a table written last", pdfOf(standardFonts, "", at(50, 700, 12, "(a) Tj")+at(50, 680, 12, "(c) Tj")+at(200, 700, 12, "(b) Tj")+at(200, 680, 12, "(d) Tj")+at(50, 640, 12, "(Words of the text below the table, which end here.) Tj")+at(400, 700, 12, "(x) Tj")+at(400, 680, 12, "(y) Tj")),
			"pre a | b | x⏎c | d | y\nWords of the text below the table, which end here.\n"},
		{"markers apart from their items", pdfOf(standardFonts, "", at(50, 700, 12, "(1.) Tj")+at(50, 672, 12, "(2.) Tj")+at(74, 700, 12, "(A first item that is longer than a line of this page is, so that it) Tj")+at(74, 686, 12, "(goes on below.) Tj")+at(74, 672, 12, "(A second.) Tj")),
			"1. A first item that is longer than a line of this page is, so that it goes on below.\n2. A second.\n"},
		{"quotation marks of another font, behind the line", pdfOf(standardFonts, "", at(50, 700, 12, "(He said) Tj")+at(106, 700, 12, "(yes) Tj")+at(100, 700, 12, `(\223) Tj`)+at(124, 700, 12, `(\224) Tj`)), "He said “yes”\n"},
		{"two columns, row by row", pdfOf(standardFonts, "", twoColumns(true)), inColumns},
		{"two columns, with the heading last", pdfOf(standardFonts, "", twoColumns(false)), inColumns},
		{"paragraphs that only a gap parts", pdfOf(standardFonts, "", gapped()), strings.Repeat("A line that reaches as far as the page allows, to its right edge, here. A line that reaches as far as the page allows, to its right edge, here.\n", 6)},
		{"what browsers print around a page", pdfOf(standardFonts, "", at(30, 785, 8, "(3/5/24, 9:12 AM) Tj")+at(50, 700, 12, "(The speech, in a few words, stands here.) Tj")+at(30, 20, 8, "(https://www.example.org/talk) Tj")+at(550, 20, 8, "(1/1) Tj")), "The speech, in a few words, stands here.\n"},
		{"a note's mark at the start of a line", pdfOf(standardFonts, "", at(50, 700, 12, "(A line that reaches as far as the page allows, to its right edge here) Tj")+"BT /F 7 Tf 1 0 0 1 50 691 Tm (1) Tj ET\n"+at(54, 686, 12, "(, and goes on.) Tj")), "A line that reaches as far as the page allows, to its right edge here[1], and goes on.\n"},
		{"radicals and ligatures", pdfOf("/F << /Subtype /Type0 /Encoding /UniGB-UTF16-H >>", "", at(50, 700, 12, "<2F2F4EBA2ED49AD82ED3FB03> Tj")), "工人门高长ffi\n"},
		{"tables of where objects are may be wrong", strings.Replace(pdfOf(standardFonts, "", at(50, 700, 12, "(x) Tj")), "%%EOF", "startxref 99999\n%%EOF", 1), "x\n"},
	} {
		s := readWhole(t, test.raw, "talk")
		if got := outlined(s.Source); got != test.want || s.Format != "pdf" {
			t.Errorf("%s: got\n%swant\n%s", test.what, got, test.want)
		}
	}
}

// twoColumns is a page of two columns below a title, each with a heading; one row
// after the other, or the headings behind all the rest.
func twoColumns(byRows bool) string {
	var rows, headings strings.Builder
	rows.WriteString(at(200, 720, 24, "(A Title over both columns) Tj"))
	for i := range 6 {
		y := 660 - 14*i
		if i == 0 {
			headings.WriteString(at(50, 680, 16, "(Left) Tj") + at(320, 680, 16, "(Right) Tj"))
			if byRows {
				rows.WriteString(headings.String())
			}
		}
		rows.WriteString(at(50, y, 10, fmt.Sprintf("(left %d of a column, as wide as it is, and) Tj", i)) + at(320, y, 10, fmt.Sprintf("(right %d of a column, as wide as it is, and) Tj", i)))
	}
	if byRows {
		return rows.String()
	}
	return rows.String() + headings.String()
}

// inColumns is what twoColumns says.
var inColumns = func() string {
	column := func(side string) string {
		words := ""
		for i := range 6 {
			words += fmt.Sprintf(" %s %d of a column, as wide as it is, and", side, i)
		}
		return words[1:] + "\n"
	}
	return "title A Title over both columns\nsection1 Left\n" + column("left") + "section1 Right\n" + column("right")
}()

// gapped is paragraphs of two full lines each, with less than a line between them.
func gapped() string {
	var b strings.Builder
	for i := range 6 {
		for k := range 2 {
			b.WriteString(at(50, 700-14*k-37*i, 12, "(A line that reaches as far as the page allows, to its right edge, here.) Tj"))
		}
	}
	return b.String()
}

func TestPDFTitle(t *testing.T) {
	for _, test := range []struct{ title, want string }{
		{`(The title \226 a name)`, "The title – a name"},
		{"<FEFF8BB28BDD>", "讲话"},
		{"8 0 R", "elsewhere"},
		{"7", ""},
	} {
		raw := strings.Replace(pdfOf(standardFonts, "7 0 obj << /Title "+test.title+" >> endobj 8 0 obj (elsewhere) endobj", at(50, 700, 12, "(Some words.) Tj")), "trailer << ", "trailer << /Info 7 0 R ", 1)
		if d, err := readPages([]byte(raw)); err != nil || d.title != test.want {
			t.Errorf("%s: %v, %v, want %q", test.title, d, err, test.want)
		}
	}
}

func TestBadPDF(t *testing.T) {
	alone(t)
	bomb := deflated(strings.Repeat(" ", 70<<20))
	var numbers strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&numbers, "%05d 0 ", 1000+i)
	}
	nested := deflated(numbers.String() + "[" + strings.Repeat("1 ", 2000))
	pages := "%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [" + strings.Repeat("<< >>", pdfPages+1) + "] >> endobj trailer << /Root 1 0 R >>"
	loop := "%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [2 0 R 2 0 R 3 0 R] >> endobj 3 0 obj 4 0 R endobj 4 0 obj 3 0 R endobj trailer << /Root 1 0 R >>"
	for _, test := range []struct {
		what, raw string
		err       error
		says      string
	}{
		{"nothing", "%PDF-1.7\n", ErrDamaged, "no pages"},
		{"pages in a circle", loop, ErrDamaged, "no pages"},
		{"a lock", pdfOf("", "", "") + "trailer << /Root 1 0 R /Encrypt 9 0 R >>", ErrEncrypted, "locked"},
		{"pictures", pdfOf(standardFonts, "", "/Im Do"), ErrUnreadable, "its pages are pictures (make text of them first, for example with ocrmypdf)"},
		{"letters that are nothing", pdfOf("/F << /Subtype /Type0 /Encoding /Identity-H >>", "", at(50, 700, 12, "<000100020003> Tj")), ErrUnreadable, "its fonts do not say what their letters are"},
		{"a bomb", pdfOf(standardFonts, "50 0 obj << /Type /ObjStm /N 1 /First 0 /Filter /FlateDecode >> stream\n"+bomb+"\nendstream endobj", ""), ErrTooBig, "over 32 MB come out of its pages (split it into parts)"},
		{"arrays in arrays", "%PDF-1.7 1 0 obj " + strings.Repeat("[", 1<<20), ErrDamaged, "no pages"},
		{"forms in forms", pdfOf(standardFonts, "5 0 obj << /Subtype /Form >> stream\n"+strings.Repeat("/X Do ", 100)+"\nendstream endobj", "/X Do"), ErrIntricate, "what draws its pages goes on and on (print it to a new PDF)"},
		{"fonts that map every code, again and again", pdfOf("/F << /Subtype /Type0 /ToUnicode 6 0 R >>", "6 0 obj << >> stream\n"+strings.Repeat("1 beginbfrange <0000> <ffff> <E000> endbfrange ", 100_000)+"\nendstream endobj", at(50, 700, 12, "<0001> Tj")), ErrUnreadable, "its fonts do not say what their letters are"},
		{"a font with widths for two thousand million codes", pdfOf("/F << /Subtype /Type0 /DescendantFonts [<< /W [0 2000000000 500] >>] >>", "", at(50, 700, 12, "<0001> Tj")), ErrUnreadable, "its fonts do not say what their letters are"},
		{"very many objects", "%PDF-1.7 1 0 obj [" + strings.Repeat("<< >>", pdfElements/dictElements), ErrIntricate, "it has millions of objects (print it to a new PDF)"},
		{"one object inside very many", pdfOf(standardFonts, "50 0 obj << /Type /ObjStm /N 2000 /First 16000 /Filter /FlateDecode >> stream\n"+nested+"\nendstream endobj", ""), ErrIntricate, "it has millions of objects"},
		{"words that are no objects", "%PDF-1.7 " + strings.Repeat("obj ", 1<<20), ErrDamaged, "no pages"},
		{"very many pages", pages, ErrTooBig, "it has over 5000 pages (split it into parts)"},
		{"too many words", pdfOf(standardFonts, "", at(50, 700, 12, strings.Repeat("("+strings.Repeat("word ", 200)+") Tj ", 14_000))), ErrTooBig, "over 8 MB"},
	} {
		_, err := Read(strings.NewReader(test.raw), "talk.pdf", "")
		if !errors.Is(err, test.err) || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}
