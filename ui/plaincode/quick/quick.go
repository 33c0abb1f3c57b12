// Package quick writes code for the terminal.
package quick

import "io"

// Highlight writes source as it is, whatever lexer, formatter and style are named.
func Highlight(w io.Writer, source, _, _, _ string) error {
	_, err := io.WriteString(w, source)
	return err
}
