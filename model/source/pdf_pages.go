package source

import "fmt"

// This file finds the pages of a PDF (ISO 32000-2, 7.7.3), weighs them before
// pdftotext gets them, and reads them where it is not installed.

// What the pages of a PDF may take.
const (
	pdfPages     = 5000
	pdfOperators = 3_000_000
	pdfForms     = 8       // forms inside each other
	pdfWritten   = 8 << 20 // bytes of text

	maxWeight = 64 << 20 // bytes that come out of pages for another program to read
)

// What takes as long as so many operators: to unpack a form, to read a font; and as
// much memory as so many bytes: a word.
const (
	formOperators = 200
	fontOperators = 20
	wordBytes     = 16
)

// readPages reads the lines of a PDF.
func readPages(raw []byte) (*pdfDocument, error) {
	f, err := openPDF(raw)
	if err != nil {
		return nil, err
	}
	r := &pageReader{pdfFile: f, d: &pdfDocument{title: f.title()}, fonts: map[any]*pdfFont{}}
	f.eachPage(r.page)
	switch {
	case len(r.d.pages) == 0:
		return nil, damaged("the PDF has no pages that can be found")
	case r.written > pdfWritten:
		return nil, tooBig(pdfWritten)
	case r.left <= 0:
		return nil, fmt.Errorf("%w: over %d MB come out of its pages (split it into parts)", ErrTooBig, pdfUnpacked>>20)
	case len(r.d.pages) >= pdfPages:
		return nil, fmt.Errorf("%w: it has over %d pages (split it into parts)", ErrTooBig, pdfPages)
	case r.operators > pdfOperators:
		return nil, fmt.Errorf("%w: what draws its pages goes on and on (print it to a new PDF)", ErrIntricate)
	}
	return r.d, nil
}

// weighPages refuses a PDF of whose pages more comes out than any text has: a program
// without limits would be busy with it for minutes. What is wrong with it otherwise
// that program says.
func weighPages(raw []byte) error {
	f, err := openPDF(raw)
	if err != nil {
		return nil
	}
	f.left = maxWeight
	f.eachPage(func(page, _ pdfDict) { f.contents(page["Contents"]) })
	if f.left <= 0 {
		return fmt.Errorf("%w: over %d MB come out of its pages (split it into parts)", ErrTooBig, maxWeight>>20)
	}
	return nil
}

// pageReader reads one page after another.
type pageReader struct {
	*pdfFile
	d         *pdfDocument
	fonts     map[any]*pdfFont
	operators int
	written   int // bytes of text
}

// eachPage walks the tree of pages (7.7.3) and calls a function for each, with what
// the nodes above hand down to it.
func (f *pdfFile) eachPage(read func(page, handed pdfDict)) {
	pages, seen := 0, map[pdfRef]bool{}
	var walk func(node any, above pdfDict, depth int)
	walk = func(node any, above pdfDict, depth int) {
		ref, isRef := node.(pdfRef)
		dict := f.dict(node)
		if dict == nil || depth > pdfDepth || isRef && seen[ref] || pages >= pdfPages {
			return
		}
		if isRef {
			seen[ref] = true
		}
		handed := dict.handed(above)
		kids := f.array(dict["Kids"])
		for _, kid := range kids {
			walk(kid, handed, depth+1)
		}
		if kids == nil {
			pages++
			read(dict, handed)
		}
	}
	walk(f.dict(f.root)["Pages"], pdfDict{}, 0)
}

// handed is what a node hands down: its resources and its box, or else those that
// are handed down to it.
func (d pdfDict) handed(above pdfDict) pdfDict {
	handed := pdfDict{}
	for _, key := range []pdfName{"Resources", "MediaBox"} {
		handed[key] = above[key]
		if d[key] != nil {
			handed[key] = d[key]
		}
	}
	return handed
}

// page reads a page.
func (r *pageReader) page(dict, handed pdfDict) {
	page := pdfPage{width: 595, height: 842} // A4
	box := r.array(handed["MediaBox"])
	if len(box) == 4 {
		page.width, page.height = r.number(box[2])-r.number(box[0]), r.number(box[3])-r.number(box[1])
	}
	c := pageContent{pageReader: r, page: &page, ctm: identity, lineMatrix: identity}
	if len(box) == 4 {
		c.ctm = matrix{1, 0, 0, 1, -r.number(box[0]), -r.number(box[1])}
	}
	c.run(r.contents(dict["Contents"]), handed["Resources"], 0)
	c.endLine()
	r.d.pages = append(r.d.pages, page)
}

// contents is a page's content: a stream, or several that are one.
func (f *pdfFile) contents(object any) []byte {
	if stream := f.stream(object); stream != nil {
		return f.unpacked(stream)
	}
	var all []byte
	for _, part := range f.array(object) {
		all = append(append(all, f.unpacked(f.stream(part))...), '\n')
	}
	return all
}
