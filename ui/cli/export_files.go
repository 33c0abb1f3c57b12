package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lectern/annotations"
	"lectern/annotations/export"
)

// output is a file that an export makes.
type output struct {
	path    string
	content []byte
	beside  bool // it goes beside another, under a name that nobody gave
}

// outputs are the files of an export to a path: what is asked for, and before it
// what that is nothing without.
func outputs(e *export.Export, format export.Format, path string, content []byte) []output {
	asked := output{path: path, content: content}
	if format.Beside == nil || exists(path) && !isRegular(path) {
		return []output{asked}
	}
	extension, text := format.Beside(e)
	return []output{{strings.TrimSuffix(path, filepath.Ext(path)) + extension, text, true}, asked}
}

// writeExport writes the files of an export, none when one of them may not be
// written. What is kept, the speeches and their notes, is never replaced: not even
// force means that.
func writeExport(files []output, force bool, kept ...string) error {
	taken := map[string]bool{}
	for _, f := range files {
		if name := strings.ToLower(f.path); taken[name] {
			return fmt.Errorf("%s: the text of the speech goes there (give the file another ending)", f.path)
		} else {
			taken[name] = true
		}
		if err := f.refuse(force, kept); err != nil {
			return err
		}
	}
	for _, f := range files {
		if f.stays() {
			continue
		}
		if err := writeOut(f.path, force, f.content); err != nil {
			return err
		}
	}
	return nil
}

// isLost reports whether a path is a link that leads to no file.
func isLost(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// stays reports whether the file is there as it would be written, so that it need
// not be: a brat file's text can be the speech itself.
func (o output) stays() bool {
	if !o.beside || !isRegular(o.path) {
		return false
	}
	content, err := os.ReadFile(o.path)
	return err == nil && bytes.Equal(content, o.content)
}

// refuse says why the file may not be written.
func (o output) refuse(force bool, kept []string) error {
	if o.stays() {
		return nil
	}
	why := ""
	if o.beside {
		why = "the text of the export goes there, but "
	}
	for _, path := range kept {
		if sameFile(o.path, path) {
			return fmt.Errorf("%s: %sit is the speech or its notes, which an export never replaces (name another file)", o.path, why)
		}
	}
	switch {
	case exists(annotations.Sidecar(o.path)):
		return fmt.Errorf("%s: %sit is a speech with notes, which an export never replaces (name another file)", o.path, why)
	case strings.HasSuffix(o.path, annotations.NotesEnding), isRegular(o.path) && holdsNotes(o.path):
		return fmt.Errorf("%s: %sit is where a speech has its notes, which an export never replaces (name another file)", o.path, why)
	case !force && exists(o.path) && (isRegular(o.path) || isLost(o.path)):
		return fmt.Errorf("%s: %w", o.path, errThere)
	}
	return nil
}
