package source

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// pdfFont says what the bytes of a string are (ISO 32000-2, 9.5 to 9.10).
type pdfFont struct {
	of        *pdfFile
	toUnicode map[string]string // by the bytes of a code
	longest   int               // bytes of a code in it
	wide      bool              // codes are of two bytes
	codec     encoding.Encoding // of what toUnicode has not; nil when nothing says
	glyphs    map[byte]string   // that differ from the codec's
	widths    map[int]float64   // by code, in thousandths of the size
	width     float64           // of all others
	known     map[string]string // what codec made of a code
}

// glyph is one letter, or what stands for several.
type glyph struct {
	text  string
	width float64 // in thousandths of the size
	blank bool    // a single byte 32, which word spacing is for
}

// font reads a font.
func (f *pdfFile) font(object any) *pdfFont {
	dict := f.dict(object)
	font := &pdfFont{of: f, widths: map[int]float64{}, glyphs: map[byte]string{}, known: map[string]string{}, width: 500, codec: charmap.Windows1252}
	font.readToUnicode(f.unpacked(f.stream(dict["ToUnicode"])))
	if f.name(dict["Subtype"]) == "Type0" {
		font.wide, font.width = true, 1000
		font.codec = predefined(string(f.name(dict["Encoding"])))
		if descendants := f.array(dict["DescendantFonts"]); len(descendants) > 0 {
			f.readWideWidths(font, f.dict(descendants[0]))
		}
		return font
	}
	first := int(f.number(dict["FirstChar"]))
	for i, width := range f.array(dict["Widths"]) {
		font.setWidth(first+i, width)
	}
	f.readEncoding(font, dict["Encoding"])
	return font
}

// readWideWidths reads the widths of a composite font (9.7.4.3).
func (f *pdfFile) readWideWidths(font *pdfFont, dict pdfDict) {
	if dict["DW"] != nil {
		font.width = f.number(dict["DW"])
	}
	for w := f.array(dict["W"]); len(w) >= 2; {
		first := int(f.number(w[0]))
		if each := f.array(w[1]); each != nil {
			for i, width := range each {
				font.setWidth(first+i, width)
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		for code := first; code <= int(f.number(w[1])) && font.setWidth(code, w[2]); code++ {
		}
		w = w[3:]
	}
}

// setWidth sets the width of a code, if the fonts of the file have not had as many
// as they may. So it is with the characters of codes.
func (font *pdfFont) setWidth(code int, width any) bool {
	if font.of.codes++; font.of.codes > pdfCodes {
		return false
	}
	font.widths[code] = font.of.number(width)
	return true
}

// readEncoding reads what the bytes of a simple font are (9.6.5).
func (f *pdfFile) readEncoding(font *pdfFont, object any) {
	base := f.name(object)
	dict := f.dict(object)
	if dict != nil {
		base = f.name(dict["BaseEncoding"])
	}
	if base == "MacRomanEncoding" {
		font.codec = charmap.Macintosh
	}
	code := 0
	for _, entry := range f.array(dict["Differences"]) {
		if f.codes++; f.codes > pdfCodes {
			return
		}
		switch e := f.resolve(entry).(type) {
		case float64:
			code = int(e)
		case pdfName:
			if 0 <= code && code < 256 {
				font.glyphs[byte(code)] = glyphText(string(e))
			}
			code++
		}
	}
}

// predefined is what the codes of a composite font are, by the name of its
// character map (9.7.5.2); nil when they are numbers of glyphs.
func predefined(name string) encoding.Encoding {
	switch {
	case strings.Contains(name, "UCS2"), strings.Contains(name, "UTF16"):
		return utf16BE
	case strings.HasPrefix(name, "GB"):
		return simplifiedchinese.GB18030
	case strings.Contains(name, "B5"), strings.HasPrefix(name, "ETen"):
		return traditionalchinese.Big5
	case strings.Contains(name, "RKSJ"):
		return japanese.ShiftJIS
	case strings.HasPrefix(name, "KSC"):
		return korean.EUCKR
	}
	return nil
}

// readToUnicode reads a map from codes to characters (9.10.3).
func (font *pdfFont) readToUnicode(cmap []byte) {
	if len(cmap) == 0 {
		return
	}
	font.toUnicode = map[string]string{}
	p := pdfParser{raw: cmap, count: new(int)}
	var operands []any
	for p.skipBlank(); p.at < len(cmap) && font.of.codes <= pdfCodes; p.skipBlank() {
		object := p.object(0)
		word, ok := object.(operator)
		if !ok {
			if operands = append(operands, object); len(operands) > 1000 {
				operands = nil
			}
			continue
		}
		switch word {
		case "endbfchar":
			for ; len(operands) >= 2; operands = operands[2:] {
				font.maps(operands[0], operands[1], 0)
			}
		case "endbfrange":
			for ; len(operands) >= 3; operands = operands[3:] {
				font.mapsRange(operands[0], operands[1], operands[2])
			}
		}
		operands = nil
	}
}

// maps takes one code's characters, the last of them so much further on.
func (font *pdfFont) maps(code, meant any, further int) {
	from, ok := code.(string)
	to, too := meant.(string)
	if font.of.codes++; !ok || !too || len(from) == 0 || len(from) > 4 || font.of.codes > pdfCodes {
		return
	}
	units := make([]uint16, 0, len(to)/2)
	for i := 0; i+1 < len(to) && i < 40; i += 2 {
		units = append(units, uint16(to[i])<<8|uint16(to[i+1]))
	}
	characters := utf16.Decode(units)
	if n := len(characters); n > 0 {
		characters[n-1] += rune(further)
	}
	font.toUnicode[from] = string(characters)
	font.longest = max(font.longest, len(from))
}

func (font *pdfFont) mapsRange(first, last, meant any) {
	from, ok := first.(string)
	to, too := last.(string)
	if !ok || !too || len(from) == 0 || len(from) != len(to) || len(from) > 4 {
		return
	}
	each, _ := meant.([]any)
	low, high := codeOf(from), codeOf(to)
	for code := low; code <= high && code-low < 1<<16 && font.of.codes <= pdfCodes; code++ {
		written := make([]byte, len(from))
		for i, rest := len(from)-1, code; i >= 0; i, rest = i-1, rest>>8 {
			written[i] = byte(rest)
		}
		switch {
		case each == nil:
			font.maps(string(written), meant, code-low)
		case code-low < len(each):
			font.maps(string(written), each[code-low], 0)
		}
	}
}

func codeOf(bytes string) int {
	code := 0
	for i := range len(bytes) {
		code = code<<8 | int(bytes[i])
	}
	return code
}

// read reads a string.
func (font *pdfFont) read(text string) []glyph {
	var all []glyph
	for len(text) > 0 {
		size := min(font.codeSize(text), len(text))
		code := text[:size]
		g := glyph{text: font.characters(code), width: font.width, blank: code == " "}
		if width, ok := font.widths[codeOf(code)]; ok {
			g.width = width
		}
		all = append(all, g)
		text = text[size:]
	}
	return all
}

// codeSize is how many bytes the next code has.
func (font *pdfFont) codeSize(text string) int {
	switch {
	case !font.wide:
		return 1
	case font.codec != nil && text[0] < 0x80 && font.codec != utf16BE:
		return 1
	}
	return 2
}

var utf16BE = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)

func (font *pdfFont) characters(code string) string {
	if text, ok := font.toUnicode[code]; ok {
		return text
	}
	if len(code) == 1 {
		if text := font.glyphs[code[0]]; text != "" {
			return text
		}
	}
	if font.codec == nil {
		return string(utf8.RuneError)
	}
	text, known := font.known[code]
	if !known {
		var err error
		if text, err = font.codec.NewDecoder().String(code); err != nil {
			text = string(utf8.RuneError)
		}
		font.known[code] = text // of one or two bytes: there are not many
	}
	return text
}

// glyphNames are glyphs whose names are not their letter (Adobe Glyph List).
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": "\"", "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
	"quotesingle": "'", "quoteright": "’", "quoteleft": "‘", "quotedblleft": "“", "quotedblright": "”", "quotesinglbase": "‚",
	"quotedblbase": "„", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-",
	"minus": "−", "period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
	"six": "6", "seven": "7", "eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=",
	"greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": "\\", "bracketright": "]",
	"asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~",
	"endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "dagger": "†", "daggerdbl": "‡", "section": "§",
	"paragraph": "¶", "copyright": "©", "registered": "®", "trademark": "™", "degree": "°", "cent": "¢", "sterling": "£",
	"yen": "¥", "Euro": "€", "guillemotleft": "«", "guillemotright": "»", "periodcentered": "·", "germandbls": "ß",
	"ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "oslash": "ø", "Oslash": "Ø", "dotlessi": "ı", "lslash": "ł", "Lslash": "Ł",
	"eth": "ð", "thorn": "þ", "multiply": "×", "divide": "÷", "onehalf": "½", "onequarter": "¼", "threequarters": "¾",
	"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", "nbspace": "\u00a0", "sfthyphen": "\u00ad",
	"exclamdown": "¡", "questiondown": "¿",
}

// accents are what the names of letters with accents end in.
var accents = map[string]string{
	"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304", "breve": "\u0306",
	"dieresis": "\u0308", "ring": "\u030a", "caron": "\u030c", "cedilla": "\u0327", "ogonek": "\u0328",
}

// glyphText is what a glyph of a name is; U+FFFD when nobody knows.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if text, ok := glyphNames[name]; ok {
		return text
	}
	if len(name) == 1 {
		return name
	}
	for _, prefix := range []string{"uni", "u"} {
		if digits, found := strings.CutPrefix(name, prefix); found && len(digits) >= 4 {
			if code, err := strconv.ParseUint(digits[:min(len(digits), 6)], 16, 32); err == nil && utf8.ValidRune(rune(code)) {
				return string(rune(code))
			}
		}
	}
	if len(name) > 1 {
		if accent := accents[name[1:]]; accent != "" {
			return norm.NFC.String(name[:1] + accent)
		}
	}
	return string(utf8.RuneError)
}
