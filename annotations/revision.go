package annotations

import (
	"slices"

	"lectern/model"
)

// RevisionOf says which text a document is.
func RevisionOf(d *model.Document, encoding string) Revision {
	return Revision{
		SHA256:       d.SHA256(),
		FoldedSHA256: d.FoldedSHA256(),
		Characters:   d.PointAt(len(d.Text)),
		Encoding:     encoding,
	}
}

// MadeOn reports whether notes were made on a text, or on one that differs from
// it only in what folding forgets. Texts that are nothing when folded are not
// told apart, and so none is the other.
func (n *Notes) MadeOn(r Revision) bool {
	return r.FoldedSHA256 != textHash("") && slices.ContainsFunc(n.Document.Revisions, func(known Revision) bool {
		return known.SHA256 == r.SHA256 || known.FoldedSHA256 == r.FoldedSHA256
	})
}
