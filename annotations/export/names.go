package export

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// Names gives the speeches of an export into a folder safe file names, each its
// own.
type Names struct{ taken map[string]bool }

// NewNames has given out no name yet.
func NewNames() *Names { return &Names{map[string]bool{}} }

// longestName is how many bytes of a speech's name stay in a file's: with what is
// added, every disk has room for it (255 bytes).
const longestName = 200

// For is a name for the notes on a speech, without an extension, from the name of
// the speech's file.
func (n *Names) For(source string) string {
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(source, `\`, "/")), path.Ext(source))
	name := safeName(base) + "-notes"
	for i := 2; n.taken[strings.ToLower(name)]; i++ {
		name = safeName(base) + "-notes-" + strconv.Itoa(i)
	}
	n.taken[strings.ToLower(name)] = true
	return name
}

// Names that Windows keeps for devices, whatever their extension
// (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
var deviceName = lazyregexp.New(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// safeName is a name that every system takes and that means nothing to a shell or
// a terminal: nothing hidden, no path, no option.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`+"\t\n", r) || r == utf8.RuneError {
			return '-'
		}
		return r
	}, model.Inert(name))
	for len(name) > longestName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	name = strings.Trim(name, " .-")
	if name == "" || deviceName.MatchString(name) {
		return "speech" + name
	}
	return name
}
