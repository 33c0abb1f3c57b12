package export

import "encoding/xml"

// This file names the elements of WordprocessingML that we write (ECMA-376,
// part 1, 17). Children stand in the order of the schema: to Word a file with
// another order is broken.

const (
	wordNamespace         = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationshipNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

type wDocument struct {
	XMLName xml.Name `xml:"w:document"`
	Word    string   `xml:"xmlns:w,attr"`
	Related string   `xml:"xmlns:r,attr"`
	Body    wBody    `xml:"w:body"`
}

type wBody struct {
	Paragraphs []*wParagraph
	Section    wSection `xml:"w:sectPr"`
}

// wParagraph holds wRun, wRangeStart and wRangeEnd, wBookmarkStart and
// wBookmarkEnd.
type wParagraph struct {
	XMLName    xml.Name             `xml:"w:p"`
	Properties wParagraphProperties `xml:"w:pPr"`
	Content    []any
}

type wParagraphProperties struct {
	Style     wValue `xml:"w:pStyle"`
	PageBreak *wOn   `xml:"w:pageBreakBefore"`
	Bidi      *wOn   `xml:"w:bidi"` // reads from right to left
}

// wRun holds wText, wTab, wBreak, wReference and wReferenceMark.
type wRun struct {
	XMLName    xml.Name        `xml:"w:r"`
	Properties *wRunProperties `xml:"w:rPr"`
	Content    []any
}

// wRunProperties say weight and slant twice: once for Latin and Chinese, once for
// scripts that are written from right to left.
type wRunProperties struct {
	Style         *wValue `xml:"w:rStyle"`
	Fonts         *wFonts `xml:"w:rFonts"`
	Bold          *wOn    `xml:"w:b"`
	BoldComplex   *wOn    `xml:"w:bCs"`
	Italic        *wOn    `xml:"w:i"`
	ItalicComplex *wOn    `xml:"w:iCs"`
	Strike        *wOn    `xml:"w:strike"`
	Highlight     *wValue `xml:"w:highlight"`
	RightToLeft   *wOn    `xml:"w:rtl"`
}

type wValue struct {
	Value string `xml:"w:val,attr"`
}

type wOn struct{}

type wFonts struct {
	Hint string `xml:"w:hint,attr"`
}

type wText struct {
	XMLName xml.Name `xml:"w:t"`
	Space   string   `xml:"xml:space,attr"`
	Text    string   `xml:",chardata"`
}

type wTab struct {
	XMLName xml.Name `xml:"w:tab"`
}

type wBreak struct {
	XMLName xml.Name `xml:"w:br"`
}

// wRangeStart, wRangeEnd and wReference say which words a comment is on: what
// stands between the first two, which may lie in different paragraphs.
type wRangeStart struct {
	XMLName xml.Name `xml:"w:commentRangeStart"`
	ID      int      `xml:"w:id,attr"`
}

type wRangeEnd struct {
	XMLName xml.Name `xml:"w:commentRangeEnd"`
	ID      int      `xml:"w:id,attr"`
}

type wReference struct {
	XMLName xml.Name `xml:"w:commentReference"`
	ID      int      `xml:"w:id,attr"`
}

// wBookmarkStart and wBookmarkEnd name a place.
type wBookmarkStart struct {
	XMLName xml.Name `xml:"w:bookmarkStart"`
	ID      int      `xml:"w:id,attr"`
	Name    string   `xml:"w:name,attr"`
}

type wBookmarkEnd struct {
	XMLName xml.Name `xml:"w:bookmarkEnd"`
	ID      int      `xml:"w:id,attr"`
}

// wReferenceMark is, in a comment, the sign of the comment itself.
type wReferenceMark struct {
	XMLName xml.Name `xml:"w:annotationRef"`
}

type wComments struct {
	XMLName  xml.Name `xml:"w:comments"`
	Word     string   `xml:"xmlns:w,attr"`
	Comments []wComment
}

type wComment struct {
	XMLName    xml.Name `xml:"w:comment"`
	ID         int      `xml:"w:id,attr"`
	Author     string   `xml:"w:author,attr"`
	Date       string   `xml:"w:date,attr,omitempty"`
	Initials   string   `xml:"w:initials,attr"`
	Paragraphs []*wParagraph
}

// wSection is the page: its footer, and sizes in twentieths of a point.
type wSection struct {
	Footer  wFooterReference `xml:"w:footerReference"`
	Size    wPageSize        `xml:"w:pgSz"`
	Margins wPageMargins     `xml:"w:pgMar"`
}

type wFooterReference struct {
	Type string `xml:"w:type,attr"`
	ID   string `xml:"r:id,attr"`
}

type wPageSize struct {
	Width  int `xml:"w:w,attr"`
	Height int `xml:"w:h,attr"`
}

type wPageMargins struct {
	Top    int `xml:"w:top,attr"`
	Right  int `xml:"w:right,attr"`
	Bottom int `xml:"w:bottom,attr"`
	Left   int `xml:"w:left,attr"`
	Header int `xml:"w:header,attr"`
	Footer int `xml:"w:footer,attr"`
	Gutter int `xml:"w:gutter,attr"`
}

// coreProperties are what a file says about itself (ECMA-376, part 2, 11).
type coreProperties struct {
	XMLName  xml.Name `xml:"cp:coreProperties"`
	Core     string   `xml:"xmlns:cp,attr"`
	Dublin   string   `xml:"xmlns:dc,attr"`
	Terms    string   `xml:"xmlns:dcterms,attr"`
	Instance string   `xml:"xmlns:xsi,attr"`
	Title    string   `xml:"dc:title"`
	Creator  string   `xml:"dc:creator"`
	Created  *when    `xml:"dcterms:created"`
	Modified *when    `xml:"dcterms:modified"`
}

// customProperties are what the program that made a file says of it (ECMA-376,
// part 1, 22.3). Their ids begin with 2.
type customProperties struct {
	XMLName  xml.Name `xml:"Properties"`
	Custom   string   `xml:"xmlns,attr"`
	Types    string   `xml:"xmlns:vt,attr"`
	Property struct {
		Format string `xml:"fmtid,attr"`
		ID     int    `xml:"pid,attr"`
		Name   string `xml:"name,attr"`
		Text   string `xml:"vt:lpwstr"`
	} `xml:"property"`
}

type when struct {
	Type string `xml:"xsi:type,attr"`
	Time string `xml:",chardata"`
}
