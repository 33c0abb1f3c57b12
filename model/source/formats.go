package source

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"lectern/model/container"
)

// format is a kind of file that speeches come in.
type format struct {
	name string // as `lectern info` prints it
	// extensions of names decide where nothing in the file does; of a kind that
	// its content always tells there are none.
	extensions []string
	// recognises reports whether a file is of this kind by what is in it; nil
	// where only the name tells.
	recognises func(*file) bool
	// read puts the file's text and blocks into the speech, whose format, size
	// and checksum are there already.
	read func(*file, *Speech) error
}

// formats are asked in this order; the last takes any text.
var formats = []format{
	{"docx", nil, isDocx, readDocx},
	{"odt", nil, isODT, readODT},
	{"epub", nil, isEPUB, readEPUB},
	{"pdf", nil, func(f *file) bool { return isPDF(f.raw) }, readPDF},
	{"html", []string{".html", ".htm", ".xhtml"}, isHTML, readHTML},
	{"vtt", []string{".vtt"}, isVTT, readVTT},
	{"srt", []string{".srt"}, isSRT, readSRT},
	{"markdown", []string{".md", ".markdown"}, nil, readMarkdown},
	{"fountain", []string{".fountain"}, nil, readFountain},
	{"text", nil, nil, readText},
}

// whatIsRead is said to a reader whose file is none of formats.
const whatIsRead = "lectern reads plain text, Markdown, HTML, .docx, .odt, .epub, .pdf, .srt, .vtt and Fountain"

// file is what a format reads.
type file struct {
	raw      []byte
	name     string   // empty for standard input
	encoding string   // asked for; empty when it is to be found out
	plain    bool     // it is read as the text that it is
	archive  *archive // what is inside a zip; nil of any other file
}

// format is the kind of the file: by what is in it, then by its name.
func (f *file) format() (*format, error) {
	if f.plain {
		return &formats[len(formats)-1], f.refusal()
	}
	if container.IsZip(f.raw) {
		zip, err := container.Open(f.raw)
		if err != nil {
			return nil, told(err)
		}
		f.archive = &archive{Zip: zip}
	}
	if i := slices.IndexFunc(formats, func(k format) bool { return k.recognises != nil && k.recognises(f) }); i >= 0 {
		return &formats[i], nil
	}
	if err := f.refusal(); err != nil {
		return nil, err
	}
	extension := strings.ToLower(filepath.Ext(f.name))
	if i := slices.IndexFunc(formats, func(k format) bool { return slices.Contains(k.extensions, extension) }); i >= 0 {
		return &formats[i], nil
	}
	return &formats[len(formats)-1], nil
}

// beginning is the first bytes of a text, in UTF-8 and without the mark of its
// encoding: enough to know a format by. LibreOffice writes two kilobytes of names
// before it says what a file is.
func (f *file) beginning() string {
	const enough = 8 << 10
	head := f.raw[:min(len(f.raw), enough)]
	if c := announced(head); c != nil {
		if decoded, err := c.codec.NewDecoder().Bytes(bytes.TrimPrefix(head, []byte(c.bom))); err == nil {
			head = decoded
		}
	}
	return strings.TrimLeft(string(head), " \t\r\n\f")
}
