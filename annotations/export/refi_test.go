package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lectern/annotations"
	"lectern/model"
)

// readXML reads a document, all of whose elements are in a namespace.
func readXML(t testing.TB, data []byte, namespace string) *element {
	t.Helper()
	top := parseXML(t, data)
	var check func(e *element)
	check = func(e *element) {
		if e.space != namespace {
			t.Errorf("%s is in the namespace %q", e.name, e.space)
		}
		delete(e.attrs, "xmlns")
		for _, c := range e.children {
			check(c)
		}
	}
	check(top)
	return top
}

// rule says what a schema wants of an element: its attributes, "!" behind those
// that must be there and ":" before their type, and its children in order, "?"
// behind those that may be missing, "*" and "+" as in a regular expression.
type rule struct{ attributes, children string }

// The rules of the schemas of REFI-QDA 1.0 for the elements that an export uses.
var (
	codebookRules = map[string]rule{
		"CodeBook":    {"origin", "Codes Sets?"},
		"Codes":       {"", "Code+"},
		"Code":        {"guid!:guid name! isCodable!:boolean color:color", "Description? Code*"},
		"Description": {},
	}
	textRule = rule{"guid!:guid name richTextPath plainTextPath creatingUser:guid creationDateTime:dateTime modifyingUser:guid modifiedDateTime:dateTime",
		"Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*"}
	projectRules = map[string]rule{
		"Project": {"name! origin creatingUserGUID:guid creationDateTime:dateTime modifyingUserGUID:guid modifiedDateTime:dateTime basePath",
			"Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*"},
		"Users":      {"", "User+"},
		"User":       {"guid!:guid name id", ""},
		"CodeBook":   {"", "Codes"},
		"Codes":      {"", "Code+"},
		"Code":       {"guid!:guid name! isCodable!:boolean color:color", "Description? NoteRef* Code*"},
		"Sources":    {"", "TextSource+"},
		"TextSource": textRule,
		"PlainTextSelection": {"guid!:guid name startPosition!:integer endPosition!:integer creatingUser:guid creationDateTime:dateTime modifyingUser:guid modifiedDateTime:dateTime",
			"Description? Coding* NoteRef*"},
		"Coding":           {"guid!:guid creatingUser:guid creationDateTime:dateTime", "CodeRef NoteRef*"},
		"CodeRef":          {"targetGUID!:guid", ""},
		"NoteRef":          {"targetGUID!:guid", ""},
		"Notes":            {"", "Note+"},
		"Note":             textRule,
		"Description":      {},
		"PlainTextContent": {},
	}
	valueTypes = map[string]*regexp.Regexp{
		"":         regexp.MustCompile(`(?s).*`),
		"guid":     regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`),
		"color":    regexp.MustCompile(`^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`),
		"boolean":  regexp.MustCompile(`^(true|false|1|0)$`),
		"integer":  regexp.MustCompile(`^[+-]?[0-9]+$`),
		"dateTime": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`),
	}
)

// complaints are how an element and all in it break the rules.
func (e *element) complaints(rules map[string]rule) (list []string) {
	say := func(format string, args ...any) { list = append(list, e.name+fmt.Sprintf(format, args...)) }
	r, known := rules[e.name]
	if !known {
		say(" has no place here")
		return list
	}
	rest := maps.Clone(e.attrs)
	for _, a := range strings.Fields(r.attributes) {
		name, kind, _ := strings.Cut(a, ":")
		name, must := strings.CutSuffix(name, "!")
		value, there := rest[name]
		if must && !there || there && !valueTypes[kind].MatchString(value) {
			say(": %s is %q", name, value)
		}
		delete(rest, name)
	}
	if len(rest) > 0 {
		say(" has %q", rest)
	}
	var order, names string
	for _, c := range strings.Fields(r.children) {
		name := strings.TrimRight(c, "?*+")
		order += "(" + name + " )" + c[len(name):]
	}
	for _, c := range e.children {
		names += c.name + " "
		list = append(list, c.complaints(rules)...)
	}
	if !regexp.MustCompile("^" + order + "$").MatchString(names) {
		say(" holds %q, not %q", names, r.children)
	}
	if len(e.children) > 0 && strings.TrimSpace(e.text) != "" {
		say(" holds words between its elements: %q", e.text)
	}
	return list
}

// What breaks a rule is found.
func TestSchemaRulesBite(t *testing.T) {
	const good = `guid="00000000-0000-4000-8000-000000000000" name="a" isCodable="true"`
	for inside, broken := range map[string]bool{
		`<Codes><Code ` + good + `/></Codes>`:                                         false,
		`<Codes><Code ` + good + ` color="#a0b1c2"/></Codes>`:                         false,
		`<Codes><Code name="a" isCodable="true"/></Codes>`:                            true,
		`<Codes><Code ` + strings.Replace(good, "0-", "-", 1) + `/></Codes>`:          true,
		`<Codes><Code ` + strings.Replace(good, "true", "yes", 1) + `/></Codes>`:      true,
		`<Codes><Code ` + good + ` color="red"/></Codes>`:                             true,
		`<Codes><Code ` + good + ` colour="#a0b1c2"/></Codes>`:                        true,
		`<Codes><Code ` + good + `><Code ` + good + `/><Description/></Code></Codes>`: true,
		`<Codes>words<Code ` + good + `/></Codes>`:                                    true,
		`<Codes/>`:        true,
		`<Sets/><Codes/>`: true,
		``:                true,
	} {
		const namespace = "urn:QDA-XML:codebook:1.0"
		book := readXML(t, []byte(`<CodeBook xmlns="`+namespace+`">`+inside+`</CodeBook>`), namespace)
		if got := book.complaints(codebookRules); (len(got) > 0) != broken {
			t.Errorf("%s: the complaints are %q", inside, got)
		}
	}
}

// readCodebook reads a codebook: its codes by path, "-" before those that only
// hold others, the colour and the description behind.
func readCodebook(t testing.TB, data []byte) (codes []string) {
	t.Helper()
	book := readXML(t, data, "urn:QDA-XML:codebook:1.0")
	for _, complaint := range book.complaints(codebookRules) {
		t.Error(complaint)
	}
	var walk func(e *element, above string)
	walk = func(e *element, above string) {
		for _, c := range e.children {
			if c.name == "Description" {
				codes[len(codes)-1] += " " + strconv.Quote(c.text)
				continue
			}
			path := above + c.attrs["name"]
			line := strings.TrimSpace(path + " " + c.attrs["color"])
			if c.attrs["isCodable"] == "false" {
				line = "-" + line
			}
			codes = append(codes, line)
			walk(c, path+"/")
		}
	}
	walk(book.children[0], "")
	return codes
}

func TestCodebookReadsBack(t *testing.T) {
	s := notesOn(t, everything...)
	s.Notes.Tags = append(s.Notes.Tags, annotations.Tag{ID: "x", Path: "政策/用地", Color: annotations.Green, Description: "<土地>\n& 规划\x1b\ufffe"})
	got := readCodebook(t, written(t, "qdc", &Export{Speeches: []*Speech{s}}))
	want := []string{
		"=1", "a*b", "two words", "שלום", "丢失", "政策", "政策/用地 #8cc265 \"<土地>\\n& 规划␛\ufffd\"",
		"-颜色", "颜色/blue #6cb0f0", "颜色/green #8cc265", "颜色/magenta #d190dc", "颜色/red #f07a70", "颜色/论点 *1* #e6c34a",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the codes are\n%q, want\n%q", got, want)
	}
	f, _ := Find("qdc")
	if err := (&Export{Speeches: []*Speech{notesOn(t, mark{quote: "人民"})}}).Write(io.Discard, f); err != errNoCodes {
		t.Errorf("without codes the error is %v", err)
	}
}

// The code of a tag is the same on every speech, in a project too.
func TestCodesAreTheSameEverywhere(t *testing.T) {
	one, other := notesOn(t, everything...), notesOn(t, mark{"谢谢", annotations.Red, "", []string{"a/b/c", "政策", "/"}})
	other.Notes.Roles = map[annotations.Color]string{annotations.Green: "red", annotations.Red: "red"}
	guids := func(format string, speeches ...*Speech) map[string]string {
		data := written(t, format, &Export{Speeches: speeches})
		namespace := "urn:QDA-XML:codebook:1.0"
		if format == "qdpx" {
			data, namespace = readProject(t, data).qde, "urn:QDA-XML:project:1.0"
		}
		codes := map[string]string{}
		for _, c := range readXML(t, data, namespace).below("Code") {
			codes[c.attrs["guid"]] = c.attrs["name"]
		}
		return codes
	}
	both := guids("qdc", one, other)
	for _, alone := range []map[string]string{guids("qdc", one), guids("qdc", other), guids("qdpx", one)} {
		for guid, name := range alone {
			if together, found := both[guid]; !found || !strings.HasPrefix(together, name) { // "red" beside another "red" is "red (red)"
				t.Errorf("%s is %q alone and %q together", guid, name, both[guid])
			}
		}
	}
}

// projectRead is a project as another program reads it.
type projectRead struct {
	qde     []byte
	root    *element
	sources map[string]string // by name of the file
}

// readProject reads a project and checks it: the rules of the schema, GUIDs that
// are one each, references that lead somewhere.
func readProject(t testing.TB, data []byte) projectRead {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	p := projectRead{sources: map[string]string{}}
	for _, f := range z.File {
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "project.qde" {
			p.qde = content
		} else {
			p.sources[f.Name] = string(content)
		}
	}
	p.root = readXML(t, p.qde, "urn:QDA-XML:project:1.0")
	for _, complaint := range p.root.complaints(projectRules) {
		t.Error(complaint)
	}
	p.checkGUIDs(t)
	return p
}

func (p projectRead) checkGUIDs(t testing.TB) {
	t.Helper()
	kinds := map[string]string{}
	for name := range projectRules {
		for _, e := range p.root.all(name) {
			if guid := e.attrs["guid"]; guid != "" {
				if kinds[guid] != "" {
					t.Errorf("%s and %s have the GUID %s", kinds[guid], name, guid)
				}
				kinds[guid] = name
			}
		}
	}
	for name, kind := range map[string]string{"CodeRef": "Code", "NoteRef": "Note"} {
		for _, e := range p.root.all(name) {
			if kinds[e.attrs["targetGUID"]] != kind {
				t.Errorf("a %s leads to %q", name, kinds[e.attrs["targetGUID"]])
			}
		}
	}
	for _, name := range []string{"PlainTextSelection", "Coding", "Note"} {
		for _, e := range p.root.all(name) {
			if by := e.attrs["creatingUser"]; by != "" && kinds[by] != "User" {
				t.Errorf("a %s is by %q", name, kinds[by])
			}
		}
	}
}

// selections are the words at the places of a source's passages.
func (p projectRead) selections(t testing.TB, source *element) (list []string) {
	t.Helper()
	name, internal := strings.CutPrefix(source.attrs["plainTextPath"], "internal://")
	text, there := p.sources["sources/"+name]
	if !internal || !there || name != source.attrs["guid"]+".txt" {
		t.Fatalf("there is no text for %q", source.attrs)
	}
	points := []rune(text)
	for _, s := range source.below("PlainTextSelection") {
		start, _ := strconv.Atoi(s.attrs["startPosition"])
		end, _ := strconv.Atoi(s.attrs["endPosition"])
		if start < 0 || start >= end || end > len(points) {
			t.Fatalf("the passage is from %d to %d of %d", start, end, len(points))
		}
		list = append(list, string(points[start:end]))
	}
	return list
}

func TestProjectReadsBack(t *testing.T) {
	for _, crlf := range []bool{false, true} {
		s := notesOn(t, everything...)
		e := &Export{Speeches: []*Speech{s}, Options: Options{CRLF: crlf}}
		p := readProject(t, written(t, "qdpx", e))
		if !slices.Equal(e.Losses(), []Loss{{NoPlace, 1}}) {
			t.Errorf("the losses are %v", e.Losses())
		}
		sources := p.root.below("TextSource")
		got := p.selections(t, sources[0])
		var want []string
		for _, passage := range e.passages(s)[:len(everything)-1] {
			words := s.Document.Slice(passage.span)
			if crlf {
				words = strings.ReplaceAll(words, "\n", "\r\n")
			}
			want = append(want, words)
		}
		if len(sources) != 1 || !slices.Equal(got, want) {
			t.Errorf("the passages are\n%q, want\n%q", got, want)
		}
		if text := p.sources["sources/00000000-0000-4000-8000-000000000000.txt"]; strings.ReplaceAll(text, "\r", "") != speech || strings.Contains(text, "\r\n") != crlf {
			t.Errorf("the text is %q", text)
		}
	}
}

func TestProjectCarriesNotesCodesAndPeople(t *testing.T) {
	p := readProject(t, exported(t, "qdpx", everything...))
	named := map[string]string{}
	for _, c := range p.root.below("Code") {
		named[c.attrs["guid"]] = c.attrs["name"]
	}
	s := p.root.below("PlainTextSelection")[1]
	var codes []string
	for _, c := range s.below("CodeRef") {
		codes = append(codes, named[c.attrs["targetGUID"]])
	}
	if !slices.Equal(codes, []string{"用地", "two words", "a*b", "red"}) {
		t.Errorf("the codes are %q", codes)
	}
	const note = "与 **2022** 版对照。\n\n- 一\n- 二"
	for _, n := range p.root.below("Note") {
		if n.attrs["guid"] == s.below("NoteRef")[0].attrs["targetGUID"] && n.children[0].text == note && n.attrs["name"] == "与 **2022** 版对照。 - 一 - 二" {
			named["note"] = n.attrs["creatingUser"]
		}
	}
	user := p.root.below("User")[0]
	if user.attrs["name"] != "李 <读者>" || named["note"] != user.attrs["guid"] || s.attrs["creatingUser"] != user.attrs["guid"] {
		t.Errorf("the note is by %q, the passage by %q", named["note"], s.attrs["creatingUser"])
	}
	if s.children[0].text != note || s.attrs["creationDateTime"] != "2026-11-23T01:02:03Z" {
		t.Errorf("the passage is described %q", s.children[0].text)
	}
	if bytes.Contains(p.qde, []byte("Sets")) || bytes.Contains(readProject(t, exported(t, "qdpx", mark{quote: "人民"})).qde, []byte("CodeBook")) {
		t.Error("there are elements without anything in them")
	}
}

// Two copies of a speech, ids and all, are two sources.
func TestProjectOfCopies(t *testing.T) {
	p := readProject(t, written(t, "qdpx", &Export{Speeches: []*Speech{notesOn(t, everything...), notesOn(t, everything...)}}))
	sources := p.root.below("TextSource")
	if len(sources) != 2 || len(p.sources) != 2 || sources[0].attrs["name"] == sources[1].attrs["name"] {
		t.Errorf("the sources are %q", p.sources)
	}
	if !slices.Equal(p.selections(t, sources[0]), p.selections(t, sources[1])) {
		t.Error("the copies have different passages")
	}
}

// What is read back is what went in, whatever the speech and the note hold.
func FuzzProject(f *testing.F) {
	for _, s := range []string{"a", "a\nb", "<x>&amp;]]>", "\x00\x1b[31m", "\ufffe\uffff", "𠮷👨‍👩‍👧", "\u202e", "\t x \n\n y", "政策/用地", "//", "\r\n", "e\u0301"} {
		f.Add(s, s, true)
		f.Add(s, s, false)
	}
	f.Fuzz(func(t *testing.T, text, note string, crlf bool) {
		text, note = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r", "?"), strings.ToValidUTF8(note, "?")
		d := model.Parse(model.Source{Text: "前 " + text + " 后"})
		a := annotations.New(d, model.Span{Start: len("前 "), End: len(d.Text) - len(" 后")}, start)
		a.Note, a.Tags, a.Color = note, []string{text}, annotations.Red
		set := annotations.NewSet(annotations.NewNotes())
		set.Add(start, a)
		set.SetRole(start, annotations.Red, note)
		s := &Speech{Document: d, Notes: set.Notes(), Places: annotations.Anchor(d, set.Notes()), Source: note}
		e := &Export{Speeches: []*Speech{s}, Options: Options{CRLF: crlf}}
		p := readProject(t, written(t, "qdpx", e))
		if e.Losses() != nil {
			return
		}
		want := model.Inert(d.Slice(e.passages(s)[0].span))
		got := p.selections(t, p.root.below("TextSource")[0])[0]
		if crlf {
			got = strings.ReplaceAll(got, "\r\n", "\n")
		}
		if got != want {
			t.Errorf("the passage is %q, want %q", got, want)
		}
		if notes := p.root.below("PlainTextContent"); len(notes) > 0 && notes[0].text != xmlText(e.passages(s)[0].Note) {
			t.Errorf("the note %q came back as %q", note, notes[0].text)
		}
	})
}

// xmlText is a text with what XML cannot have replaced.
func xmlText(s string) string {
	return strings.NewReplacer("\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(s)
}
