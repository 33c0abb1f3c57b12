package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// charset is an encoding that lectern reads.
type charset struct {
	name    string
	aliases []string
	bom     string // the bytes that announce it at the start of a file
	codec   encoding.Encoding
}

// charsets holds what can be read, in the order in which equal guesses are
// taken. GB2312 and GBK are read as GB18030, which holds both.
var charsets = []charset{
	{"utf-8", []string{"utf8"}, "", unicode.UTF8},
	{"utf-8-bom", []string{"utf-8", "utf8", "utf-8-sig"}, "\xEF\xBB\xBF", unicode.UTF8},
	{"windows-1252", []string{"cp1252", "latin1", "latin-1", "iso-8859-1", "ascii"}, "", charmap.Windows1252},
	{"gb18030", []string{"gbk", "gb2312", "cp936", "euc-cn"}, "\x84\x31\x95\x33", simplifiedchinese.GB18030},
	{"big5", []string{"big-5", "cp950"}, "", traditionalchinese.Big5},
	{"utf-16le", []string{"utf16le", "utf-16", "utf16", "ucs-2"}, "\xFF\xFE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16be", []string{"utf16be", "utf-16", "utf16"}, "\xFE\xFF", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"shift_jis", []string{"shift-jis", "sjis", "cp932", "windows-31j"}, "", japanese.ShiftJIS},
	{"euc-jp", []string{"eucjp"}, "", japanese.EUCJP},
	{"euc-kr", []string{"euckr", "cp949", "uhc", "ks_c_5601-1987"}, "", korean.EUCKR},
}

// Encodings are the names of the encodings that can be asked for.
func Encodings() []string {
	names := make([]string, len(charsets))
	for i, c := range charsets {
		names[i] = c.name
	}
	return names
}

// IsEncoding reports whether an encoding can be asked for by a name: one of
// Encodings or another that is used for it, in capitals or not.
func IsEncoding(name string) bool { return charsetNamed(name) != nil }

// decoded is what the bytes of a file say.
type decoded struct {
	content    string // valid UTF-8, newlines as \n
	encoding   string
	unreadable int // U+FFFD that decoding put in
}

// decode reads raw in the encoding of that name, or in the one it seems to be
// in when the name is empty.
func decode(raw []byte, name string) (decoded, error) {
	c, err := choose(raw, name)
	if err != nil {
		return decoded{}, err
	}
	body := bytes.TrimPrefix(raw, []byte(c.bom))
	if c.codec == unicode.UTF8 && utf8.Valid(body) {
		return decoded{encoding: c.name, content: withNewlines(string(body))}, nil
	}
	text, err := c.codec.NewDecoder().Bytes(body)
	if err != nil {
		return decoded{}, err
	}
	d := decoded{encoding: c.name, content: withNewlines(string(text))}
	d.unreadable = bytes.Count(text, replacement)
	if c.codec == unicode.UTF8 {
		d.unreadable -= bytes.Count(body, replacement) // written there by someone else
	}
	return d, nil
}

// choose is the charset asked for by name, or the one raw seems to be in. A
// byte order mark settles what the name leaves open: "utf-16" is either.
func choose(raw []byte, name string) (*charset, error) {
	c := announced(raw)
	if name == "" && c != nil {
		return c, nil
	}
	if name == "" {
		return detect(raw), nil
	}
	if c != nil && c.answersTo(name) {
		return c, nil
	}
	if c := charsetNamed(name); c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("%s: %w (choose one of %s)", name, ErrEncoding, strings.Join(Encodings(), ", "))
}

// charsetNamed is the first charset that answers to the name, or nil.
func charsetNamed(name string) *charset {
	for i := range charsets {
		if charsets[i].answersTo(name) {
			return &charsets[i]
		}
	}
	return nil
}

func (c *charset) answersTo(name string) bool {
	name = strings.ToLower(name)
	return name == c.name || slices.Contains(c.aliases, name)
}

var (
	replacement = []byte("\uFFFD")
	newlines    = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// withNewlines is a text with its newlines as \n.
func withNewlines(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return newlines.Replace(text)
}

// announced is the encoding whose byte order mark raw begins with.
func announced(raw []byte) *charset {
	for i, c := range charsets {
		if c.bom != "" && bytes.HasPrefix(raw, []byte(c.bom)) {
			return &charsets[i]
		}
	}
	return nil
}
