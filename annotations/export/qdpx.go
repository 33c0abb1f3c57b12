package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"

	"lectern/model"
)

// This file writes a project (REFI-QDA 1.0, Project.xsd): a zip of project.qde
// and, in sources/, the text of each speech. The elements' fields are in the
// order of the schema.

type qProject struct {
	XMLName  xml.Name  `xml:"urn:QDA-XML:project:1.0 Project"`
	Name     string    `xml:"name,attr"`
	Origin   string    `xml:"origin,attr"`
	Created  string    `xml:"creationDateTime,attr"`
	Modified string    `xml:"modifiedDateTime,attr"`
	Users    *qUsers   `xml:"Users"` // these three are nil when they would be empty, which the schema forbids
	Book     *qBook    `xml:"CodeBook"`
	Sources  []qSource `xml:"Sources>TextSource"`
	Notes    *qNotes   `xml:"Notes"`
}

type qUsers struct {
	Users []qUser `xml:"User"`
}

type qBook struct {
	Codes []*qCode `xml:"Codes>Code"`
}

type qNotes struct {
	Notes []qNote `xml:"Note"`
}

type qUser struct {
	GUID string `xml:"guid,attr"`
	Name string `xml:"name,attr"`
}

type qSource struct {
	GUID       string       `xml:"guid,attr"`
	Name       string       `xml:"name,attr"`
	Path       string       `xml:"plainTextPath,attr"`
	Created    string       `xml:"creationDateTime,attr"`
	Selections []qSelection `xml:"PlainTextSelection"`
}

type qSelection struct {
	GUID        string    `xml:"guid,attr"`
	Name        string    `xml:"name,attr"`
	Start       int       `xml:"startPosition,attr"`
	End         int       `xml:"endPosition,attr"`
	User        string    `xml:"creatingUser,attr,omitempty"`
	Created     string    `xml:"creationDateTime,attr"`
	Modified    string    `xml:"modifiedDateTime,attr"`
	Description string    `xml:"Description,omitempty"`
	Codings     []qCoding `xml:"Coding"`
	Memo        *qRef     `xml:"NoteRef"`
}

type qCoding struct {
	GUID    string `xml:"guid,attr"`
	User    string `xml:"creatingUser,attr,omitempty"`
	Created string `xml:"creationDateTime,attr"`
	Code    qRef   `xml:"CodeRef"`
}

type qRef struct {
	GUID string `xml:"targetGUID,attr"`
}

type qNote struct {
	GUID     string `xml:"guid,attr"`
	Name     string `xml:"name,attr"`
	User     string `xml:"creatingUser,attr,omitempty"`
	Created  string `xml:"creationDateTime,attr"`
	Modified string `xml:"modifiedDateTime,attr"`
	Text     string `xml:"PlainTextContent"`
}

// projectMaker puts a project together.
type projectMaker struct {
	export   *Export
	project  qProject
	book     *codebook
	texts    []string // of the sources
	users    map[string]string
	taken    map[string]bool // GUIDs and names of sources
	from, to time.Time       // between which everything was made
}

func writeProject(w io.Writer, e *Export) error {
	m := &projectMaker{export: e, book: e.codebook(), users: map[string]string{}, taken: map[string]bool{}}
	m.project = qProject{Name: e.Speeches[0].words().notes, Origin: origin}
	if m.book.roots != nil {
		m.project.Book = &qBook{m.book.roots}
	}
	if len(e.Speeches) == 1 {
		m.project.Name = cmp.Or(e.Speeches[0].Title(), m.project.Name)
	}
	for _, s := range e.Speeches {
		m.source(s)
	}
	m.project.Created, m.project.Modified = dateTime(m.from), dateTime(m.to)
	return m.zip(w)
}

// zip writes the project's files.
func (m *projectMaker) zip(w io.Writer) error {
	var qde bytes.Buffer
	if err := writeXML(&qde, m.project); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	names, contents := []string{"project.qde"}, []string{qde.String()}
	for i, s := range m.project.Sources {
		names, contents = append(names, "sources/"+s.GUID+".txt"), append(contents, m.texts[i])
	}
	for i, name := range names {
		if err := addPart(z, name, []byte(contents[i])); err != nil {
			return err
		}
	}
	return z.Close()
}

// source adds a speech with its passages. Its text is as it was read, so that
// the passages' places hold; what a terminal would obey is replaced by as many
// characters.
func (m *projectMaker) source(s *Speech) {
	guid := m.unique(guidOf(s.Notes.Document.ID))
	source := qSource{GUID: guid, Name: m.uniqueName(s.Title()), Path: "internal://" + guid + ".txt"}
	var first time.Time
	for _, p := range m.export.passages(s) {
		first = earlier(first, p.Created)
		m.from, m.to = earlier(m.from, p.Created), later(m.to, later(p.Created, p.Modified))
		if !p.Placed() {
			m.export.lose(1, NoPlace)
			continue
		}
		source.Selections = append(source.Selections, m.selection(p))
	}
	source.Created = dateTime(first)
	m.project.Sources = append(m.project.Sources, source)
	text := model.Inert(s.Document.Text)
	if m.export.Options.CRLF {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	m.texts = append(m.texts, text)
}

// nameLength is how many characters of a passage or a note its name is.
const nameLength = 80

// selection is a passage. Positions are code points (REFI-QDA 1.5, 10.2), the end
// that behind the last one: the standard can be read otherwise, but that is what
// QualCoder reads. A note is there twice: as a memo, which has an author, and as
// the description, where QualCoder and ATLAS.ti look for it.
func (m *projectMaker) selection(p *Passage) qSelection {
	by := m.user(p.Creator)
	s := qSelection{
		GUID: m.unique(guidOf(p.ID)), Name: beginning(p.Quote, nameLength), Start: m.position(p, p.span.Start, p.Start), End: m.position(p, p.span.End, p.End),
		User: by, Created: dateTime(p.Created), Modified: dateTime(later(p.Created, p.Modified)), Description: p.Note,
	}
	for _, c := range m.book.codes(p) {
		s.Codings = append(s.Codings, qCoding{m.unique(guidNamed("coding", s.GUID, c.GUID)), by, s.Created, qRef{c.GUID}})
	}
	if p.Note != "" {
		s.Memo = &qRef{m.unique(guidNamed("note", s.GUID))}
		if m.project.Notes == nil {
			m.project.Notes = &qNotes{}
		}
		m.project.Notes.Notes = append(m.project.Notes.Notes, qNote{s.Memo.GUID, beginning(p.Note, nameLength), by, s.Created, s.Modified, p.Note})
	}
	return s
}

// position is a place in the text of the source. A line that ends as on Windows
// ends with two characters.
func (m *projectMaker) position(p *Passage, offset, point int) int {
	if !m.export.Options.CRLF {
		return point
	}
	for _, newline := range []string{"\n", "\u2028", "\u2029"} { // see model.Inert
		point += strings.Count(p.Speech.Document.Text[:offset], newline)
	}
	return point
}

// user is the GUID of who made something; empty when nobody said.
func (m *projectMaker) user(name string) string {
	if name == "" {
		return ""
	}
	if m.users[name] == "" {
		m.users[name] = m.unique(guidNamed("user", name))
		if m.project.Users == nil {
			m.project.Users = &qUsers{}
		}
		m.project.Users.Users = append(m.project.Users.Users, qUser{m.users[name], name})
	}
	return m.users[name]
}

// unique is a GUID that nothing else in the project has. Two copies of a speech
// have the same ids.
func (m *projectMaker) unique(guid string) string {
	for m.taken[guid] {
		guid = guidNamed("another", guid)
	}
	m.taken[guid] = true
	return guid
}

// uniqueName is a name that no other source has: QualCoder takes no second one.
func (m *projectMaker) uniqueName(name string) string {
	name = cmp.Or(name, "speech")
	free := name
	for i := 2; m.taken[free]; i++ {
		free = name + " (" + strconv.Itoa(i) + ")"
	}
	m.taken[free] = true
	return free
}

// dateTime is a time as XML Schema writes it. QualCoder wants one everywhere: what
// nobody knows is the beginning of 1970.
func dateTime(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

// earlier is the earlier of two times that are known.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
