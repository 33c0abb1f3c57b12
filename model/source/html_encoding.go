package source

import (
	"bytes"
	"slices"
	"strings"

	"lectern/model/lazyregexp"
)

// metaCharset is where a page says what encoding it is in.
var metaCharset = lazyregexp.New(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([A-Za-z0-9._-]+)`)

// decodeHTML reads a page in the encoding that was asked for, that a byte
// order mark announces, or that the page declares. A declaration is believed
// unless the bytes are UTF-8, as after many a "save as".
func decodeHTML(raw []byte, asked string) (decoded, error) {
	const enough = 4 << 10
	declared := metaCharset.FindSubmatch(raw[:min(len(raw), enough)])
	switch {
	case asked != "" && charsetNamed(asked) == nil:
		return decodeWeb(raw, asked)
	case asked != "" || announced(raw) != nil || declared == nil || isUTF8(raw):
		return decode(raw, asked)
	}
	name := strings.ToLower(string(slices.Concat(declared[1], declared[2])))
	switch c := charsetNamed(name); {
	case c == nil:
		return decodeWeb(raw, name)
	case c.name == "gb18030" || c.name == "big5":
		return decode(raw, c.name)
	}
	return decode(raw, "")
}

// decodeWeb reads a page in an encoding of the web that is none of ours; in the
// one it seems to be in when there is none of the name.
func decodeWeb(raw []byte, name string) (decoded, error) {
	codec := codecNamed(name)
	if codec == nil {
		return decode(raw, "")
	}
	text, err := codec.NewDecoder().Bytes(raw)
	if err != nil {
		return decode(raw, "")
	}
	return decoded{withNewlines(string(text)), name, bytes.Count(text, replacement)}, nil
}
