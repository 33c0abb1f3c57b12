package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/annotations/export"
	"lectern/ui"
)

// exporter exports for the screen.
type exporter struct{ p *program }

// Formats are the formats as the screen offers them.
func (exporter) Formats() []ui.ExportFormat {
	var all []ui.ExportFormat
	for _, f := range export.Formats {
		shown := ui.ExportFormat{Name: f.Name, Extension: f.Extension, Kind: ui.TextExport}
		switch {
		case f.Binary || f.Whole:
			shown.Kind = ui.WholeExport
		case strings.HasSuffix(f.Extension, ".md"):
			shown.Kind = ui.MarkdownExport
		}
		if f.Takes&export.TakesGroup != 0 {
			shown.Groups = stringsOf(export.Groupings)
		}
		if f.Takes&export.TakesContext != 0 {
			shown.Contexts = stringsOf(export.Contexts)
		}
		if f.Takes&export.TakesCite != 0 {
			shown.Cites = citation.Names()
		}
		all = append(all, shown)
	}
	return all
}

// previewLength is how many bytes of an export a preview shows.
const previewLength = 16 << 10

// Preview is the beginning of what Export would write; of a format that is not
// shown only how much there is.
func (e exporter) Preview(s ui.Speech, notes *annotations.Notes, order ui.ExportOrder) (ui.ExportMade, error) {
	format, whole, err := e.prepare(s, notes, order)
	made := ui.ExportMade{Count: len(whole.Speeches[0].Places)}
	if err != nil || format.Whole || format.Binary || made.Count == 0 {
		return made, err
	}
	content, err := exported(whole, format)
	if len(content) > previewLength {
		content = content[:max(bytes.LastIndexByte(content[:previewLength], '\n')+1, 0)]
	}
	made.Text, made.Losses = string(content), lossesOf(whole)
	return made, err
}

// Export writes what the order asks for to a file.
func (e exporter) Export(ctx context.Context, s ui.Speech, notes *annotations.Notes, order ui.ExportOrder, path string, replace bool) (ui.ExportMade, error) {
	format, whole, err := e.prepare(s, notes, order)
	made := ui.ExportMade{Count: len(whole.Speeches[0].Places)}
	if err != nil || made.Count == 0 {
		return made, err
	}
	content, err := exported(whole, format)
	if err != nil {
		return made, err
	}
	if err := ctx.Err(); err != nil {
		return made, err
	}
	made.Losses = lossesOf(whole)
	if rest, ok := strings.CutPrefix(path, "~/"); ok { // no shell has seen it
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	err = writeExport(outputs(whole, format, path, content), replace, s.Path, s.NotesPath)
	if errors.Is(err, fs.ErrExist) {
		err = ui.ErrThere
	}
	return made, err
}

// prepare is what the order asks for, not written yet.
func (e exporter) prepare(s ui.Speech, notes *annotations.Notes, order ui.ExportOrder) (export.Format, *export.Export, error) {
	part := e.p.exportPart(s.Document, notes, s.Name)
	part.Places, part.Roles = accepted(s.Document, notes, order.Filter), e.p.rolesOver(notes, order.Roles)
	whole := &export.Export{
		Speeches: []*export.Speech{part},
		Options:  export.Options{Group: export.Grouping(order.Group), Context: export.Context(order.Context)},
	}
	whole.Options.Cite, _ = citation.Find(order.Cite)
	format, ok := export.Find(order.Format)
	if !ok {
		return format, whole, fmt.Errorf("there is no format %q", order.Format)
	}
	return format, whole, nil
}
