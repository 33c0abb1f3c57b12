package export

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

// value is an attribute of the first element below with a name; empty for none.
func (e *element) value(name, attribute string) string {
	if found := e.all(name); len(found) > 0 {
		return found[0].attrs[attribute]
	}
	return ""
}

// words are the words below an element, its paragraphs a line each.
func (e *element) words() string {
	var b strings.Builder
	for _, e := range e.all("p", "t", "tab", "br") {
		switch e.name {
		case "p":
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
		case "t":
			b.WriteString(e.text)
		case "tab":
			b.WriteByte('\t')
		case "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func unzipped(t testing.TB, content []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

func docxOf(t testing.TB, speeches ...*Speech) map[string][]byte {
	t.Helper()
	return unzipped(t, written(t, "docx", &Export{Speeches: speeches}))
}

func TestDOCXGoldens(t *testing.T) {
	for name, s := range map[string]*Speech{"everything": notesOn(t, everything...), "whole": wholeSpeech(t)} {
		parts := docxOf(t, s)
		for _, part := range []string{"word/document.xml", "word/comments.xml", "docProps/core.xml", "docProps/custom.xml"} {
			golden(t, name+".docx."+path.Base(part), parts[part])
		}
	}
}

// Every part has a type, and every relationship leads to a part.
func TestDOCXHangsTogether(t *testing.T) {
	parts := docxOf(t, wholeSpeech(t))
	types := map[string]bool{}
	for _, e := range parseXML(t, parts["[Content_Types].xml"]).all("Override") {
		types[strings.TrimPrefix(e.attrs["PartName"], "/")] = true
	}
	related := map[string]bool{"[Content_Types].xml": true}
	ids := map[string]bool{}
	for name, content := range parts {
		tree := parseXML(t, content)
		if path.Ext(name) != ".rels" {
			if !types[name] && name != "[Content_Types].xml" {
				t.Errorf("%s has no content type", name)
			}
			continue
		}
		related[name] = true
		for _, e := range tree.all("Relationship") {
			ids[e.attrs["Id"]] = true
			target := path.Join(path.Dir(path.Dir(name)), e.attrs["Target"])
			if related[target] = true; parts[target] == nil {
				t.Errorf("%s leads to %s, which is missing", name, target)
			}
		}
	}
	for name := range parts {
		if !related[name] {
			t.Errorf("nothing leads to %s", name)
		}
	}
	if len(types) != len(parts)-3 {
		t.Errorf("%d types for %d parts", len(types), len(parts))
	}
	for _, e := range parseXML(t, parts["word/document.xml"]).all("footerReference") {
		if !ids[e.attrs["id"]] {
			t.Errorf("there is no relationship %s", e.attrs["id"])
		}
	}
}

func TestDOCXNamesOnlyStylesThatThereAre(t *testing.T) {
	parts := docxOf(t, wholeSpeech(t))
	there := map[string]bool{}
	for _, e := range parseXML(t, parts["word/styles.xml"]).all("style") {
		if id := e.attrs["styleId"]; there[id] {
			t.Errorf("the style %s is there twice", id)
		} else {
			there[id] = true
		}
	}
	for name, content := range parts {
		for _, e := range parseXML(t, content).all("pStyle", "rStyle", "basedOn", "next") {
			if id := e.attrs["val"]; !there[id] {
				t.Errorf("%s: there is no style %q", name, id)
			}
		}
	}
	for kind := range model.FrontMatter {
		for level := 1; level <= 9; level++ {
			for _, preformatted := range []bool{false, true} {
				p := shownParagraph{Paragraph: &model.Paragraph{Kind: kind, Level: level, Preformatted: preformatted, Inside: &model.Inside{}}}
				for _, language := range []string{"zh", "en"} {
					if id := styleOf(&whole{Speech: &Speech{Document: &model.Document{Language: language}}}, p); !there[id] {
						t.Errorf("there is no style %q for a %v", id, kind)
					}
				}
			}
		}
	}
}

// The order of children as the schema has it (wml.xsd of ECMA-376, part 1, annex A).
var childOrder = map[string][]string{
	"rPr": strings.Fields(`rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
		vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath`),
	"pPr": strings.Fields(`pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
		suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
		contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange`),
	"sectPr": strings.Fields(`headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
		cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange`),
	"style": strings.Fields(`name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
		personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr`),
	"styles":      {"docDefaults", "latentStyles", "style"},
	"docDefaults": {"rPrDefault", "pPrDefault"},
	"font":        {"altName", "panose1", "charset", "family", "notTrueType", "pitch", "sig"},
	"settings":    {"zoom", "defaultTabStop", "characterSpacingControl", "compat", "themeFontLang", "decimalSymbol", "listSeparator"},
	"p":           {"pPr", "r", "commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "fldSimple"},
	"r":           {"rPr", "t", "tab", "br", "commentReference", "annotationRef"},
	"body":        {"p", "sectPr"},
	"comments":    {"comment"},
	"comment":     {"p"},
}

func TestDOCXChildrenAreInTheOrderOfTheSchema(t *testing.T) {
	for name, content := range docxOf(t, wholeSpeech(t)) {
		for parent, order := range childOrder {
			for _, e := range parseXML(t, content).all(parent) {
				checkOrder(t, name, e, order, parent == "p" || parent == "r")
			}
		}
	}
}

// checkOrder holds that children are of the list, and in its order; or, when they
// may be mixed, that only the first of the list is first.
func checkOrder(t *testing.T, part string, e *element, order []string, mixed bool) {
	t.Helper()
	last := 0
	for i, c := range e.children {
		at := slices.Index(order, c.name)
		switch {
		case at < 0:
			t.Errorf("%s: %s has a %s", part, e.name, c.name)
		case mixed && at == 0 && i > 0, !mixed && at < last:
			t.Errorf("%s: in %s, %s comes too late", part, e.name, c.name)
		}
		last = at
	}
}

// commentAnchors is, by the comments' ids, what stands between their start and
// end; it fails unless each has both, and one reference right behind.
func commentAnchors(t testing.TB, document *element) map[string]string {
	t.Helper()
	open, done := map[string]*strings.Builder{}, map[string]string{}
	referred := map[string]int{}
	say := func(text string) {
		for _, b := range open {
			b.WriteString(text)
		}
	}
	for _, e := range document.all("p", "t", "tab", "br", "commentRangeStart", "commentRangeEnd", "commentReference") {
		id := e.attrs["id"]
		switch e.name {
		case "p", "br":
			say("\n")
		case "t":
			say(e.text)
		case "tab":
			say("\t")
		case "commentRangeStart":
			if _, again := done[id]; again || open[id] != nil {
				t.Errorf("comment %s starts twice", id)
			}
			open[id] = &strings.Builder{}
		case "commentRangeEnd":
			if open[id] == nil {
				t.Fatalf("comment %s ends before it starts", id)
			}
			done[id] = open[id].String()
			delete(open, id)
		case "commentReference":
			_, ended := done[id]
			if referred[id]++; !ended || referred[id] > 1 {
				t.Errorf("comment %s is referred to before its end, or twice", id)
			}
		}
	}
	if len(open) > 0 || len(referred) != len(done) {
		t.Errorf("%d comments never end; %d are referred to, %d anchored", len(open), len(referred), len(done))
	}
	return done
}

// checkComments holds that the comments are those of the passages: the words, the
// note, the tags.
func checkComments(t testing.TB, parts map[string][]byte, s *Speech) {
	t.Helper()
	anchors := commentAnchors(t, parseXML(t, parts["word/document.xml"]))
	var got, want []string
	for _, c := range parseXML(t, parts["word/comments.xml"]).all("comment") {
		anchor, ok := anchors[c.attrs["id"]]
		if !ok {
			t.Errorf("comment %s has no anchor", c.attrs["id"])
		}
		delete(anchors, c.attrs["id"])
		if c.attrs["author"] == "" || c.attrs["date"] == "" || len(c.all("annotationRef")) != 1 {
			t.Errorf("a comment has %v and %d signs", c.attrs, len(c.all("annotationRef")))
		}
		got = append(got, bare(anchor)+"|"+bare(c.words()))
	}
	if len(anchors) > 0 {
		t.Errorf("there are no comments for %v", anchors)
	}
	for _, p := range (&Export{}).passages(s) {
		if p.commented() {
			want = append(want, carried(bare(p.Quote)+"|"+bare(p.Note+"\n"+p.remark())))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the comments are\n%q, not\n%q", got, want)
	}
}

func TestDOCXCommentsAreOnTheirPassages(t *testing.T) {
	checkComments(t, docxOf(t, wholeSpeech(t)), wholeSpeech(t))
	checkComments(t, docxOf(t, notesOn(t, everything...)), notesOn(t, everything...))
}

func TestDOCXIsTheWholeSpeech(t *testing.T) {
	s := wholeSpeech(t)
	var got, want []string
	document := parseXML(t, docxOf(t, s)["word/document.xml"])
	for _, p := range document.all("p") {
		got = append(got, p.value("pStyle", "val")+" "+p.words())
	}
	styles := strings.Fields(`Title Salutation BodyTextFirstIndent Heading1 Heading2 BodyTextFirstIndent BodyTextFirstIndent Heading2 BodyTextFirstIndent
		BodyTextFirstIndent BodyTextFirstIndent HTMLPreformatted Heading1 BodyTextFirstIndent BodyTextFirstIndent BodyTextFirstIndent`)
	for i, p := range s.Document.Paragraphs[1:] {
		want = append(want, styles[i]+" "+s.Document.Plain(p.Span))
		if i == 0 {
			want = append(want, "Subtitle 张三 · 2022年7月1日")
		}
	}
	want = append(want, "Heading1 原文中已找不到的段落", "Apart title: 在全局", "Apart 不在原文里的话 <x> & ]]>", "Apart 也没有的")
	if !slices.Equal(got, want) {
		t.Errorf("the paragraphs are\n%q, not\n%q", got, want)
	}
	for _, p := range document.all("p") {
		if rtl := strings.HasPrefix(p.words(), "שלום"); rtl != (len(p.all("bidi")) > 0) {
			t.Errorf("%q is from right to left: %v", p.words(), !rtl)
		}
	}
}

func TestDOCXRunsLookAsTheyShould(t *testing.T) {
	document := parseXML(t, docxOf(t, wholeSpeech(t))["word/document.xml"])
	looks := map[string]string{}
	for _, r := range document.all("r") {
		var look []string
		for _, e := range r.all("b", "i", "strike", "rtl", "rStyle", "highlight") {
			look = append(look, strings.TrimSpace(e.name+" "+e.attrs["val"]))
		}
		looks[r.words()] = strings.Join(look, ", ")
	}
	for words, want := range map[string]string{
		"重点": "b, highlight cyan", "次": "i, highlight cyan", "删去的": "strike", "code": "rStyle Code",
		"今天讲两点：“学”与": "highlight yellow", "“干”&": "highlight red", "……": "highlight yellow", "第一": "b, highlight cyan",
		"学什么": "", "（一）学什么": "highlight magenta", "(Applause.)": "i, highlight yellow", "THE PRESIDENT:": "b", "，二是干。": "b",
		" 2022 friends": "", "שלום ": "rtl",
	} {
		if got, ok := looks[words]; got != want && (ok || want != "") {
			t.Errorf("%q has the look %q, not %q", words, got, want)
		}
	}
}

func TestDOCXSaysWhatItLeavesOut(t *testing.T) {
	e := &Export{Speeches: []*Speech{wholeSpeech(t)}}
	written(t, "docx", e)
	if got, want := e.Losses(), []Loss{{OneColor, 3}, {NothingToShow, 1}}; !slices.Equal(got, want) {
		t.Errorf("it loses %v, not %v", got, want)
	}
}

func TestDOCXOfSeveralSpeeches(t *testing.T) {
	first, second := wholeSpeech(t), notesOn(t, everything...)
	document := parseXML(t, docxOf(t, first, second)["word/document.xml"])
	var starts []string
	for _, p := range document.all("p") {
		if len(p.all("pageBreakBefore")) > 0 {
			starts = append(starts, p.words())
		}
	}
	if !slices.Equal(starts, []string{"在全局工作会议上的讲话"}) {
		t.Errorf("pages begin with %q", starts)
	}
	commentAnchors(t, document)
}

func TestDOCXBeginsWithItsContentTypes(t *testing.T) {
	content := written(t, "docx", &Export{Speeches: []*Speech{wholeSpeech(t)}})
	if name := "[Content_Types].xml"; !bytes.HasPrefix(content[30:], []byte(name)) { // PKWARE's APPNOTE, 4.3.7
		t.Errorf("it begins with %q", content[:60])
	}
}

// A comment holds at least one paragraph: a note of blanks makes none.
func TestDOCXNoteOfBlanksIsNoComment(t *testing.T) {
	parts := docxOf(t, notesOn(t, mark{"今天讲两点。", annotations.Yellow, " \n\t", nil}))
	if comments := parseXML(t, parts["word/comments.xml"]).all("comment"); len(comments) > 0 {
		t.Errorf("there are %d comments", len(comments))
	}
}

// Marks of one colour that touch are two, to those who look for it.
func TestDOCXDividesHighlightsOfOneColour(t *testing.T) {
	for _, test := range []struct {
		about string
		marks []mark
		want  int
	}{
		{"touching", []mark{{"今天", annotations.Yellow, "", nil}, {"讲两点", annotations.Yellow, "", nil}}, 1},
		{"of two colours", []mark{{"今天", annotations.Yellow, "", nil}, {"讲两点", annotations.Red, "", nil}}, 0},
		{"apart", []mark{{"今天", annotations.Yellow, "", nil}, {"两点", annotations.Yellow, "", nil}}, 0},
		{"one inside another", []mark{{"今天讲两点", annotations.Yellow, "", nil}, {"讲两", annotations.Yellow, "", nil}}, 2},
		{"one over two paragraphs", []mark{{"同志们：\n\n今天", annotations.Yellow, "", nil}}, 0},
		{"two paragraphs", []mark{{"同志们：", annotations.Yellow, "", nil}, {"今天", annotations.Yellow, "", nil}}, 1},
	} {
		document := parseXML(t, docxOf(t, notesOn(t, test.marks...))["word/document.xml"])
		if got := len(document.all("bookmarkStart")); got != test.want || len(document.all("bookmarkEnd")) != got {
			t.Errorf("%s: %d bookmarks, not %d", test.about, got, test.want)
		}
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"lectern": "l", "张三": "张", "Ada King Lovelace": "AKL", strings.Repeat("a ", 12): "aaaaaaaaa",
	} {
		if got := initials(name); got != want {
			t.Errorf("%s has the initials %q, not %q", name, got, want)
		}
	}
}

func TestDirections(t *testing.T) {
	for text, want := range map[string]string{
		"abc":               "abc",
		"说שלום，好":           "说|<שלום|，好",
		"说שלום לכם，好":       "说|<שלום לכם|，好",
		"<a":                "<a",
		"שלום (abc) לכם.":   "<שלום (|abc|<) לכם.",
		"שלום 2022 לכם abc": "<שלום 2022 לכם |abc",
		"说שָׁל好":            "说|<שָׁל|好",
		"说שָ":               "说|<שָ",
		"":                  "",
		"1, 2":              "1, 2",
	} {
		var got []string
		for _, s := range stretchesOf(text, isRightToLeft(text)) {
			if s.rightToLeft {
				s.text = "<" + s.text
			}
			got = append(got, s.text)
		}
		if joined := strings.Join(got, "|"); joined != want {
			t.Errorf("%q is %q, not %q", text, joined, want)
		}
	}
}

// Whatever a speech, a note, a tag or a name holds, the document is well-formed,
// has the text and the comments, and no sign that XML cannot carry.
func FuzzDOCX(f *testing.F) {
	for _, s := range []string{"a", "]]>", "<w:p/>", "&amp;", "\x00\x1b", "\ufffe\uffff", "a\tb\n\nc", "\r\n", "שלום 1 abc", "👨‍👩‍👧", "\u202eabc", "  ", "#", "```\nx\n```", "\xff\xfe", "\u2028", "\n- x"} {
		f.Add(s, s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, text, note string, from, to int) {
		s := fuzzedSpeech(t, text, note, from, to)
		d := s.Document
		parts := docxOf(t, s)
		checkComments(t, parts, s)
		var want strings.Builder
		w := (&Export{}).whole(s)
		for _, p := range w.paragraphs {
			want.WriteString(model.Inert(d.Plain(p.Span)) + "\n")
		}
		if got := parseXML(t, parts["word/document.xml"]).words(); !strings.Contains(got+"\n", carried(want.String())) {
			t.Errorf("the document has %q, not %q", got, want.String())
		}
	})
}

// carried is a text with the characters that XML has no way to write replaced
// (XML 1.0, 2.2).
func carried(text string) string {
	return strings.NewReplacer("\uFFFE", "\uFFFD", "\uFFFF", "\uFFFD").Replace(text)
}
