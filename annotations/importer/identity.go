package importer

import (
	"fmt"
	"path"
	"strings"

	"github.com/google/uuid"

	"lectern/model/lazyregexp"
)

// namespace is what the names of imported annotations are made in (RFC 9562,
// 6.6).
var namespace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:lectern:import"))

// named are the items, each with an IRI of its own: those without one get one that
// another import of the same file gives them again (RFC 9562, 5.5: version 5). The
// note is not in it: one that was edited since is the same annotation. What nothing
// but colour, note and tags tells apart is numbered, and what not even these do is
// there once.
func named(format string, items []Item) []Item {
	seen := map[string]int{}
	whole := map[string]bool{}
	kept := items[:0]
	for _, item := range items {
		if isIRI(item.ID) {
			kept = append(kept, item)
			continue
		}
		title := ""
		if len(item.Titles) > 0 {
			title = item.Titles[0]
		}
		key := strings.Join([]string{format, title, item.Target.Exact, item.location, item.date}, "\x00")
		all := strings.Join(append([]string{key, string(item.Color), item.Note}, item.Tags...), "\x00")
		if whole[all] {
			continue
		}
		whole[all] = true
		seen[key]++
		item.ID = uuid.NewSHA1(namespace, fmt.Appendf([]byte(key), "\x00%d", seen[key])).URN()
		kept = append(kept, item)
	}
	return kept
}

// iri is an IRI with a scheme (RFC 3987, 2.2) of two letters or more: "C:\a" is a
// path.
var iri = lazyregexp.New("^[A-Za-z][A-Za-z0-9+.-]+:[^\\s\\pC<>\"{}|\\\\^`]+$")

// longestIRI is in bytes; what is longer is no name.
const longestIRI = 2048

// isIRI reports whether an id can be kept: it names the annotation everywhere, and
// is not a place on somebody's disk.
func isIRI(id string) bool {
	return len(id) <= longestIRI && iri.MatchString(id) && !strings.HasPrefix(strings.ToLower(id), "file:") && !strings.Contains(id, "..")
}

// fileTitle is the name of a file without its folders and ending, however its
// system writes them.
func fileTitle(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return strings.TrimSuffix(name, path.Ext(name))
}
