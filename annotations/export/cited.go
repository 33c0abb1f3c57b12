package export

import (
	"fmt"
	"strings"
)

// references are the citations of an export that stand at its end: footnotes, and
// entries of a bibliography. Each stands there once.
type references struct {
	list []string
	seen map[string]bool
}

// cite puts a passage's citation where its style wants it: gives back a mark to
// stand behind the quote, or a line to stand below.
func (r *references) cite(e *Export, p *Passage) (mark, line string) {
	switch e.Options.Cite.Name {
	case "footnote": // [^key]: …
		key, _, _ := strings.Cut(p.Citation, ":")
		r.keep(p.Citation)
		return key, ""
	case "bibtex": // @misc{key,
		_, rest, _ := strings.Cut(p.Citation, "{")
		key, _, _ := strings.Cut(rest, ",")
		r.keep(p.Citation)
		return " [@" + key + "]", ""
	case "plain": // on a line of its own it needs no brackets
		return "", strings.TrimSuffix(strings.TrimSuffix(strings.TrimLeft(p.Citation, " (（"), ")"), "）")
	}
	return "", p.Citation
}

func (r *references) keep(reference string) {
	if !r.seen[reference] {
		if r.seen == nil {
			r.seen = map[string]bool{}
		}
		r.seen[reference] = true
		r.list = append(r.list, reference)
	}
}

// end is what stands at the end of the export; empty without references.
func (r *references) end(e *Export) string {
	all := strings.Join(r.list, "\n\n")
	if e.Options.Cite.Name == "bibtex" && all != "" {
		return fmt.Sprintf("```bibtex\n%s\n```", all)
	}
	return all
}
