package source

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"lectern/model"
	"lectern/model/container"
)

func isEPUB(f *file) bool {
	return f.archive != nil && (f.archive.mimetype() == "application/epub+zip" || f.archive.Has(epubContainer))
}

const epubContainer = "META-INF/container.xml" // EPUB 3.3, 4.2.6.3.1

// readEPUB takes the text of an e-book: its chapters in their order.
func readEPUB(f *file, s *Speech) error {
	if err := checkRights(f.archive); err != nil {
		return err
	}
	book, err := readPackage(f.archive)
	if err != nil {
		return err
	}
	var whole composer
	for _, id := range book.spine {
		item, ok := book.items[id]
		if !ok || item.navigates {
			continue
		}
		if err := addChapter(f.archive, item.path, &whole); err != nil {
			return err
		}
	}
	if s.Source, err = whole.source(); err != nil {
		return err
	}
	s.Title, s.Speaker = oneLine(book.title), oneLine(book.creator)
	s.Language, _, _ = strings.Cut(strings.ToLower(oneLine(book.language)), "-")
	s.Date, _, _ = strings.Cut(oneLine(book.date), "T")
	return nil
}

// checkRights refuses a book that is locked. Fonts may be scrambled in a book
// that is not (EPUB 3.3, 4.3).
func checkRights(a *archive) error {
	m, err := a.markup("META-INF/encryption.xml")
	if m == nil || err != nil {
		return err
	}
	for e, err := range m.events() {
		switch {
		case err != nil:
			return err
		case e.kind != opens || localName(e.name) != "encryptionmethod":
			continue
		}
		switch m.attribute("algorithm") {
		case "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC":
		default:
			return fmt.Errorf("%w: the shop that sold it has locked it (ask there for a copy without DRM)", ErrEncrypted)
		}
	}
	return nil
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// epubPackage is what a book says of itself and of its files (EPUB 3.3, 5).
type epubPackage struct {
	items                          map[string]epubItem
	spine                          []string // the ids of the chapters
	title, creator, date, language string
}

type epubItem struct {
	path      string
	navigates bool // it is a table of contents
}

func readPackage(a *archive) (*epubPackage, error) {
	name, err := packagePath(a)
	if err != nil {
		return nil, err
	}
	m, err := a.markup(name)
	switch {
	case err != nil:
		return nil, err
	case m == nil:
		return nil, damaged("the e-book does not say what is in it")
	}
	book := &epubPackage{items: map[string]epubItem{}}
	about := ""
	for e, err := range m.events() {
		switch {
		case err != nil:
			return nil, err
		case e.kind == words:
			book.says(about, e.words)
		case e.kind == closes:
			about = ""
		default:
			if about = localName(e.name); about == "item" || about == "itemref" {
				book.lists(about, m, path.Dir(name))
			}
		}
	}
	return book, nil
}

// packagePath is where the package's own file is.
func packagePath(a *archive) (string, error) {
	m, err := a.markup(epubContainer)
	switch {
	case err != nil:
		return "", err
	case m == nil:
		return "", damaged("the e-book does not say where it begins")
	}
	for e, err := range m.events() {
		switch {
		case err != nil:
			return "", err
		case e.kind == opens && localName(e.name) == "rootfile":
			return m.attribute("full-path"), nil
		}
	}
	return "", damaged("the e-book does not say where it begins")
}

// says takes what the metadata say: of several titles, or authors, the first.
func (b *epubPackage) says(about, words string) {
	for name, field := range map[string]*string{"title": &b.title, "creator": &b.creator, "date": &b.date, "language": &b.language} {
		if name == about && *field == "" && len(words) < 1000 {
			*field = strings.TrimSpace(words)
		}
	}
}

func (b *epubPackage) lists(name string, m *markup, folder string) {
	if name == "itemref" {
		if len(b.spine) < container.MaxFiles {
			b.spine = append(b.spine, m.attribute("idref"))
		}
		return
	}
	if len(b.items) >= container.MaxFiles {
		return
	}
	href, _, _ := strings.Cut(m.attribute("href"), "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	b.items[m.attribute("id")] = epubItem{
		path:      path.Join(folder, href),
		navigates: strings.Contains(" "+m.attribute("properties")+" ", " nav "),
	}
}

// addChapter reads a chapter, unless it is a list of the chapters.
func addChapter(a *archive, name string, whole *composer) error {
	r, err := a.File(name)
	if r == nil || err != nil {
		return err // a book may name what is elsewhere, such as a video
	}
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return err
	case len(raw) > MaxBytes:
		return tooBig(MaxBytes)
	}
	d, err := decodeHTML(raw, "")
	if err != nil {
		return err
	}
	m := newMarkup(strings.NewReader(d.content), false)
	m.counted = &a.elements
	chapter := newPage(m)
	if err := chapter.read(); err != nil {
		return err
	}
	for len(chapter.tables) > 0 {
		chapter.closeTable()
	}
	if chapter.listsChapters() {
		return nil
	}
	for _, p := range chapter.paragraphs {
		if p.kind == model.Heading && whole.isTitledSo(p.text) {
			continue
		}
		if p.kind == model.Note {
			whole.note(p)
		} else {
			whole.add(p)
		}
	}
	if whole.tooLong() {
		return tooBig(MaxBytes)
	}
	return nil
}

// isTitledSo reports whether a heading only says again what the title page says, as
// that of the first chapter does in a book that pandoc made.
func (c *composer) isTitledSo(heading []byte) bool {
	return len(c.paragraphs) > 0 && c.paragraphs[0].kind == model.Title && squeezed(string(c.paragraphs[0].text)) == squeezed(string(heading))
}

// listsChapters reports whether a chapter is little but links.
func (p *page) listsChapters() bool {
	linked, text, links := 0, 0, 0
	for _, q := range p.paragraphs {
		text += len(q.text)
		linked += q.linked
		if q.linked > 0 && q.kind != model.Note {
			links++
		}
	}
	return links > 3 && linked*10 > text*7
}
