package export

import (
	"archive/zip"
	"cmp"
	"embed"
	"encoding/xml"
	"io"
	"io/fs"
	"strings"
	"time"
)

// This file puts a document's parts into the zip that they travel in (ECMA-376,
// part 2: Open Packaging Conventions).

// a4 is a page with the margins of a Chinese official document's text, about.
var a4 = wSection{
	Footer:  wFooterReference{Type: "default", ID: "footer"},
	Size:    wPageSize{Width: 11906, Height: 16838},
	Margins: wPageMargins{Top: 1440, Right: 1588, Bottom: 1440, Left: 1588, Header: 851, Footer: 992},
}

// What is the same in every document: styles, fonts, settings, the footer with
// the page number, and how the parts hang together.
//
//go:embed all:docx
var docxParts embed.FS

// write writes the package: a zip whose entries have no time of their own.
func (d *docx) write(w io.Writer) error {
	z := zip.NewWriter(w)
	if err := addConstantParts(z); err != nil {
		return err
	}
	for _, part := range []struct {
		name  string
		value any
	}{
		{"word/document.xml", wDocument{Word: wordNamespace, Related: relationshipNamespace, Body: wBody{d.body, a4}}},
		{"word/comments.xml", wComments{Word: wordNamespace, Comments: d.comments}},
		{"docProps/core.xml", d.core()},
		{"docProps/custom.xml", d.custom()},
	} {
		content, err := xml.MarshalIndent(part.value, "", " ")
		if err != nil {
			return err
		}
		if err := addPart(z, part.name, append([]byte(xml.Header), content...)); err != nil {
			return err
		}
	}
	return z.Close()
}

// addConstantParts adds the parts in the order of their names, by which the
// content types come first, as readers of a stream want them.
func addConstantParts(z *zip.Writer) error {
	constant, err := fs.Sub(docxParts, "docx")
	if err != nil {
		return err
	}
	return fs.WalkDir(constant, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(constant, name)
		if err != nil {
			return err
		}
		return addPart(z, name, content)
	})
}

// noTime is the earliest time that a zip can say.
var noTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// addPart adds a file to a zip: the same content makes the same bytes.
func addPart(z *zip.Writer, name string, content []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: noTime})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// custom says that the document is lectern's, and which words in its comments are
// no reader's: an import leaves these out. Word processors keep it when they save.
func (d *docx) custom() customProperties {
	p := customProperties{
		Custom: "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		Types:  "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
	}
	p.Property.Format, p.Property.ID, p.Property.Name = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2, "lectern"
	p.Property.Text = strings.Join(d.standings, remarkSeparator)
	return p
}

// core says what the document is, as of the last change of its notes.
func (d *docx) core() coreProperties {
	c := coreProperties{
		Core:     "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		Dublin:   "http://purl.org/dc/elements/1.1/",
		Terms:    "http://purl.org/dc/terms/",
		Instance: "http://www.w3.org/2001/XMLSchema-instance",
		Title:    d.export.exportTitle(),
		Creator:  "lectern",
	}
	if s := d.export.Speeches; len(s) == 1 {
		c.Creator = cmp.Or(s[0].about().Speaker, c.Creator)
	}
	var latest time.Time
	for _, s := range d.export.Speeches {
		for _, a := range s.chosen() {
			if a.Modified.After(latest) {
				latest = a.Modified
			}
		}
	}
	if !latest.IsZero() {
		at := &when{"dcterms:W3CDTF", latest.Format(time.RFC3339)}
		c.Created, c.Modified = at, at
	}
	return c
}
